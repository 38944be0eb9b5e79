//! The contract between a screen and the desk it stands on.
//!
//! A screen is generic in its role: `Screen<Blue>` is given a `BlueView` and a `Brief<Blue>` and
//! can only ask what blue may ask, so fog is kept by the compiler. It keeps where the reader's eye
//! is and nothing else; truth is in the view, renewed as the drill goes on. Orders are not applied
//! here: a fact confirms or refuses them.

use std::sync::Arc;

use engine::drill::Drill;
use engine::view::Role;
use engine::view::brief::Brief;
use engine::words::fact::Fact;
use engine::words::name::TeamId;
use engine::words::refusal::Refusal;
use engine::words::text::{Lang, Text};
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown};
use crate::paint::theme::Theme;
use crate::phrase::{Phrases, Value};

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

    /// Whether hotwash has begun, so that the drill can be looked through with its truth.
    fn hotwash(view: &Self::View) -> bool;

    /// How many orders its team was refused since the drill began, and why the last one was.
    fn refused(view: &Self::View, team: TeamId) -> (usize, Option<&Refusal>);
}

/// Where what is looked up is found: the stage's side of a look.
pub struct Stacks<'a> {
    /// The drill.
    pub drill: &'a Drill,
    /// The same seed without a response, once it has been played: what scores are held against.
    pub baseline: Option<&'a [Fact]>,
}

/// How drill time passes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Clock {
    /// The moment.
    pub now: Tick,
    /// Drill seconds in a thousand real ones.
    pub pace: u32,
    /// Whether it stands.
    pub paused: bool,
    /// Whether ENDEX has been.
    pub ended: bool,
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

    /// Draws; changes nothing.
    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect);
}
