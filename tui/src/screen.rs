//! The contract between a screen and the desk it stands on.
//!
//! A screen is generic in its role: `Screen<Blue>` is given a `BlueView` and a `Brief<Blue>` and
//! can only ask what blue may ask, so fog is kept by the compiler. It keeps where the reader's eye
//! is and nothing else; truth is in the view, renewed as the drill goes on. Orders are not applied
//! here: a fact confirms or refuses them.

pub mod porter;

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use engine::drill::Drill;
use engine::score::card::{Scorecard, score};
use engine::score::mine::facts_of;
use engine::view::Role;
use engine::view::brief::Brief;
use engine::words::cell::Cell;
use engine::words::fact::{Fact, until};
use engine::words::name::{Name, OrgId, TeamId};
use engine::words::refusal::Refusal;
use engine::words::text::{Lang, Text};
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown};
use crate::paint::theme::Theme;
use crate::phrase::{Phrases, Value, words};
use crate::screen::porter::{Place, PorterAsk};

/// A role that people can sit down in.
pub trait Seated: Role<View: Send + Sync, Ask: Clone + Send> + Sized + 'static {
    /// What its screens may look up besides their view. Looking changes nothing.
    type Look: Clone + Send;
    /// What comes back.
    type Found: Send;

    /// Its view at this moment.
    fn view(drill: &Drill, team: TeamId) -> Option<Arc<Self::View>>;

    /// Looks something up.
    fn look(stacks: &Stacks<'_>, team: TeamId, look: &Self::Look) -> Self::Found;

    /// Its tabs, in order.
    fn tabs() -> Vec<Box<dyn Screen<Self>>>;

    /// Counts what the view has taken in; a view in which only time went on counts the same.
    fn told(view: &Self::View) -> usize;

    /// Whether hotwash has begun, so that the drill can be looked through with its truth.
    fn hotwash(view: &Self::View) -> bool;

    /// What the line of who and when begins with: whose seat it is.
    fn head(phrases: &Phrases) -> String {
        crate::phrase::words::cell(phrases, Self::CELL)
    }

    /// Those that come behind them in a hall of several teams.
    fn hall_tabs() -> Vec<Box<dyn Screen<Self>>> {
        Vec::new()
    }

    /// How many orders its team was refused since the drill began, and why the last one was.
    fn refused(view: &Self::View, team: TeamId) -> (usize, Option<&Refusal>);
}

/// Where what is looked up is found: the stage's side of a look.
pub struct Stacks<'a> {
    /// The drill.
    pub drill: &'a Drill,
    /// Who defends, in a word.
    pub blue: &'static str,
    /// The same seed without a response, once it has been played: what scores are held against.
    pub baseline: Option<&'a [Fact]>,
    /// All cities of the hall, whole. A role that may not see it all is given [`Board::public`].
    pub board: &'a Board,
}

impl Stacks<'_> {
    /// The scorecard so far, once there is anything to hold it against: see [`scored`].
    pub fn card(&self, team: Option<TeamId>) -> Option<Scorecard> {
        Some(scored(self.drill, self.baseline?, team))
    }
}

/// The scorecard so far, held against the same seed without a response at the same moment. Of a
/// team it is what it did itself and what befell the city; without one, of all the city's defence.
pub fn scored(drill: &Drill, baseline: &[Fact], team: Option<TeamId>) -> Scorecard {
    let roster = &drill.plan().roster;
    let others = team.map_or_else(BTreeSet::new, |team| roster.beside(team));
    let own = facts_of(drill.facts(), &others);
    let baseline = until(baseline, drill.now());
    score(&drill.setup().stakes(drill.plan()), &own, baseline)
}

/// What is known of a team that plays, whichever city it plays in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Its name.
    pub team: Name,
    /// The part it plays.
    pub cell: Cell,
    /// Its score so far, in thousandths of a point; none before there is anything to hold it
    /// against, and for teams that are not scored.
    pub score: Option<i64>,
    /// Actions under way.
    pub under_way: u32,
    /// Alerts without a verdict.
    pub alerts: u32,
    /// Claims made.
    pub claims: u32,
    /// Orders refused.
    pub refused: u32,
    /// When it last ordered anything.
    pub last_order: Option<Tick>,
    /// The moment of its city.
    pub now: Tick,
    /// Whether its city's scores are released.
    pub released: bool,
}

/// The teams of a hall, city by city.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Board {
    /// The city it is looked at from.
    pub here: usize,
    /// Each city's name, and its teams in the order of the roster.
    pub cities: Vec<(Name, Arc<Vec<Row>>)>,
    /// What keeps the drill from going on.
    pub trouble: Option<String>,
}

impl Board {
    /// What anybody may know of it: who plays where, and the scores once every city's are
    /// released. Before that nothing is told that one team could read another's progress from, or
    /// its own.
    #[must_use]
    pub fn public(&self) -> Self {
        let open = self.is_released();
        let shown = |row: &Row| Row {
            score: row.score.filter(|_| open),
            under_way: 0,
            alerts: 0,
            claims: 0,
            refused: 0,
            last_order: None,
            ..row.clone()
        };
        let city = |(name, rows): &(Name, Arc<Vec<Row>>)| {
            (name.clone(), Arc::new(rows.iter().map(shown).collect()))
        };
        Self {
            here: self.here,
            cities: self.cities.iter().map(city).collect(),
            trouble: None,
        }
    }

    /// Whether the scores of every city are released.
    pub fn is_released(&self) -> bool {
        let mut rows = self.cities.iter().flat_map(|(_, rows)| rows.iter());
        rows.clone().next().is_some() && rows.all(|row| row.released)
    }
}

/// How drill time passes.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Clock {
    /// The moment.
    pub now: Tick,
    /// Drill seconds in a thousand real ones.
    pub pace: u32,
    /// Whether it stands.
    pub paused: bool,
    /// Whether ENDEX has been.
    pub ended: bool,
    /// Whether the record is sealed as well: nothing more can be ordered.
    pub sealed: bool,
    /// What keeps the drill from going on, in the system's own words.
    pub trouble: Option<String>,
}

/// All that a screen is drawn and decides from.
pub struct See<'a, R: Seated> {
    /// What the team may see now.
    pub view: &'a R::View,
    /// What it may know of the plan.
    pub brief: &'a Brief<R>,
    /// Sentences in the reader's language.
    pub phrases: &'a Phrases,
    /// How the terminal is drawn on.
    pub theme: &'a Theme,
    /// How time passes.
    pub clock: &'a Clock,
}

impl<R: Seated> See<'_, R> {
    /// A sentence without values.
    pub fn say(&self, key: &str) -> String {
        self.phrases.say(key)
    }

    /// A sentence with values.
    pub fn say_with(&self, key: &str, args: &[(&str, Value<'_>)]) -> String {
        self.phrases.say_with(key, args)
    }

    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.phrases.lang()
    }

    /// An author's text in the reader's language, harmless to a terminal.
    pub fn text(&self, text: &Text) -> String {
        crate::phrase::harmless(text.get(self.lang()))
    }

    /// Bodies by what they are called: some, and how many more.
    pub fn bodies(&self, all: &[OrgId]) -> String {
        let names = all.iter().map(|org| self.text(self.brief.org(*org).1));
        words::several(self.phrases, &names.collect::<Vec<_>>())
    }

    /// A moment on the scenario's calendar: `21/10 08:45`.
    pub fn calendar(&self, at: Tick) -> String {
        crate::phrase::moment::calendar(self.brief.starts(), at)
    }
}

/// What a screen answers to an input.
pub enum Reply<R: Seated> {
    /// Nothing more.
    Stay,
    /// This is ordered.
    Order(R::Ask),
    /// This is to be looked up; what comes back goes to [`Screen::found`].
    Look(R::Look),
    /// This screen is laid over it.
    Open(Box<dyn Screen<R>>),
    /// It is done with.
    Close,
    /// It is done with, and this is ordered.
    OrderAndClose(R::Ask),
    /// It is done with, and this is asked of whoever keeps the door.
    Porter(PorterAsk),
}

/// What [`Screen::eye`] answers where the eye is told by this.
pub fn eye_of(eye: &impl Hash) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    eye.hash(&mut hasher);
    Some(hasher.finish())
}

/// One pane.
pub trait Screen<R: Seated>: Send {
    /// Its name, on the tab or above it.
    fn title(&self, see: &See<'_, R>) -> String;

    /// Its keys, for help, hints and the palette.
    fn keys(&self) -> Vec<KeyShown>;

    /// Whether letters are text for it just now, and no keys.
    fn is_typing(&self) -> bool {
        false
    }

    /// What it wants to look up when it comes to the fore or its view was renewed. Asked before
    /// each drawing; must come to nothing once it has what it needs.
    fn wants(&mut self, _see: &See<'_, R>) -> Option<R::Look> {
        None
    }

    /// Decides. No input or output.
    fn update(&mut self, input: &Input, see: &See<'_, R>) -> Reply<R>;

    /// Takes in what was looked up; what it did not ask for it leaves alone.
    fn found(&mut self, _found: &R::Found, _see: &See<'_, R>) {}

    /// Takes in who sits where, in a drill that people come to from elsewhere.
    fn people(&mut self, _places: &[Place]) {}

    /// Where the reader's eye is, in a number: two screens of the same kind with the same number
    /// draw the same from the same view, so one of them need not be drawn. Nothing where that is
    /// not worth telling. What is laid over others is not asked.
    fn eye(&self) -> Option<u64> {
        None
    }

    /// Draws; changes nothing.
    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect);
}
