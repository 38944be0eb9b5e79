//! Hotwash and replay: a finished drill, scrubbed through from STARTEX to ENDEX. The truth beside
//! what the defence saw at that very moment.
//!
//! Nothing is played here: a `Reel` holds all facts, and a moment of it is a fold over those up to
//! then. So any moment costs a fold, and looking changes nothing.

pub mod beside;
pub mod timeline;

#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::sync::Arc;

use engine::drill::{Drill, RedBy};
use engine::plan::Plan;
use engine::view::Role;
use engine::view::blue::BlueView;
use engine::view::told::Telling;
use engine::view::truth::TruthView;
use engine::words::cell::Cell;
use engine::words::fact::Fact;
use engine::words::name::{OrderId, TeamId};
use engine::words::order::Ask;
use engine::words::refusal::Refusal;
use engine::words::text::Lang;
use engine::words::time::Tick;

use crate::phrase::Phrases;
use crate::screen::{Screen, Seated, Stacks};
use crate::screens::shared::score::{ReadsCard, Score};

/// Who looks through a drill that is over.
pub struct Replay;

/// What can be ordered here: nothing.
#[derive(Clone, Copy, Debug)]
pub struct NoAsk(Infallible);

impl From<NoAsk> for Ask {
    fn from(ask: NoAsk) -> Self {
        match ask.0 {}
    }
}

impl Role for Replay {
    type View = Moment;
    type Ask = NoAsk;
    const CELL: Cell = Cell::Jury;
}

/// What is wished of the reel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReplayLook {
    /// Go to this moment.
    To(Tick),
    /// Run on by itself, or stand.
    Play,
    /// A new drill from this moment on.
    Branch,
    /// The scorecard of the whole drill, in this language.
    Card(Lang),
}

/// What came back.
pub enum ReplayFound {
    /// The scorecard, as text.
    Card(String),
}

/// The drill at one moment.
#[derive(Clone)]
pub struct Moment {
    /// The moment.
    pub now: Tick,
    /// The end of what is recorded.
    pub end: Tick,
    /// Whether it runs by itself.
    pub playing: bool,
    /// Whether it is looked at from a live drill, to which one goes back.
    pub live: bool,
    /// Whether people attacked, and no script's steps.
    pub people: bool,
    /// Everything, as it was.
    pub truth: Arc<TruthView>,
    /// What the defence saw of it.
    pub blue: Arc<BlueView>,
    /// All facts of the drill.
    pub facts: Arc<[Fact]>,
    /// How many of them had happened.
    pub shown: usize,
    /// The plan.
    pub plan: Arc<Plan>,
}

impl Seated for Replay {
    type Look = ReplayLook;
    type Found = ReplayFound;

    fn view(_: &Drill, _: TeamId) -> Option<Arc<Moment>> {
        None
    }

    fn look(_: &Stacks<'_>, _: TeamId, _: &ReplayLook) -> ReplayFound {
        // The reel answers, not a stage.
        ReplayFound::Card(String::new())
    }

    fn tabs() -> Vec<Box<dyn Screen<Self>>> {
        vec![
            Box::new(timeline::Timeline::default()),
            Box::new(beside::Beside::default()),
            Box::new(Score::default()),
        ]
    }

    fn head(phrases: &Phrases) -> String {
        phrases.say("replay-head")
    }

    fn told(view: &Moment) -> usize {
        // A reel is wound by hand: every moment counts.
        view.now.0 as usize
    }

    fn hotwash(view: &Moment) -> bool {
        view.live
    }

    fn refused(_: &Moment, _: TeamId) -> (usize, Option<&Refusal>) {
        (0, None)
    }
}

impl ReadsCard for Replay {
    fn card(lang: Lang) -> ReplayLook {
        ReplayLook::Card(lang)
    }

    fn text(found: &ReplayFound) -> Option<Option<&str>> {
        let ReplayFound::Card(text) = found;
        Some(Some(text))
    }

    fn is_open(_: &Moment) -> bool {
        true
    }
}

/// All facts of a drill, at one moment of it.
pub struct Reel {
    moment: Moment,
    telling: Telling,
    team: TeamId,
    orders: Vec<OrderId>,
}

impl Reel {
    /// The reel of a live drill as it stands, beside what this team saw, or the first that
    /// defends; nothing before hotwash has begun. It is opened where the drill stands.
    pub fn of_live(drill: &Drill, team: TeamId) -> Option<Self> {
        if !drill.is_open() {
            return None;
        }
        let own = drill.blue(team).map(|_| team);
        let mut reel = Self::beside(drill, own);
        reel.moment.live = true;
        reel.go(reel.moment.end);
        Some(reel)
    }

    /// The reel of a drill as it stands, beside what the first team saw that defends.
    pub fn new(drill: &Drill) -> Self {
        Self::beside(drill, None)
    }

    fn beside(drill: &Drill, team: Option<TeamId>) -> Self {
        let plan = drill.plan().clone();
        let team = team.or_else(|| plan.roster.first(Cell::Blue));
        let team = team.unwrap_or(TeamId(0));
        let orders = drill.ordered_by(team).collect();
        let moment = Moment {
            now: Tick(0),
            end: drill.now(),
            playing: false,
            live: false,
            people: drill.setup().red == RedBy::Human,
            truth: Arc::new(TruthView::of(&plan)),
            blue: Arc::default(),
            facts: drill.facts().into(),
            shown: 0,
            plan,
        };
        let mut reel = Self {
            telling: Telling::team(team, Cell::Blue),
            moment,
            team,
            orders,
        };
        reel.rewind();
        reel.go(Tick(0));
        reel
    }

    /// The moment it stands at.
    pub fn moment(&self) -> &Moment {
        &self.moment
    }

    /// Lets it run, or stand.
    pub fn play(&mut self, playing: bool) {
        self.moment.playing = playing && self.moment.now < self.moment.end;
    }

    fn rewind(&mut self) {
        self.telling = Telling::team(self.team, Cell::Blue);
        for order in &self.orders {
            self.telling.ordered(*order);
        }
        self.moment.truth = Arc::new(TruthView::of(&self.moment.plan));
        self.moment.blue = Arc::default();
        self.moment.shown = 0;
    }

    /// Goes to a moment.
    pub fn go(&mut self, to: Tick) {
        let to = to.min(self.moment.end);
        if to < self.moment.now {
            self.rewind();
        }
        let moment = &mut self.moment;
        let until = moment.facts.partition_point(|fact| fact.at <= to);
        let truth = Arc::make_mut(&mut moment.truth);
        let fresh = &moment.facts[moment.shown..until];
        fresh.iter().for_each(|fact| truth.take(fact));
        truth.now = to;
        let told = self.telling.go_on(&moment.facts[..until]);
        let blue = Arc::make_mut(&mut moment.blue);
        told.iter().for_each(|told| blue.take(told));
        blue.now = to;
        (moment.shown, moment.now) = (until, to);
    }
}
