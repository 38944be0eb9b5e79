//! One person's desk: tabs of screens, what lies over them, their language and colours.
//!
//! The Elm loop of one seat, for any terminal: inputs and news in, wishes out, a frame drawn from
//! what is there. It has no thread, no clock and no drill; whoever runs it carries its wishes to
//! the stage. Two desks share nothing.

/// What a screen sees of a desk, with the desk's other parts still free to be changed.
macro_rules! see {
    ($desk:expr) => {
        $crate::screen::See {
            view: &*$desk.view,
            brief: &$desk.brief,
            phrases: &$desk.phrases,
            theme: &$desk.person.theme,
            clock: &$desk.clock,
        }
    };
}

pub mod cities;
mod draw;
pub mod gaze;
mod help;
mod over;
mod palette;
mod people;
#[cfg(test)]
mod tests;
mod tour;
pub mod trial;

use std::sync::Arc;

use engine::view::brief::Brief;
use engine::words::cell::Cell;
use engine::words::name::TeamId;
use engine::words::text::Lang;

pub use crate::phrase::words::cell as cell_word;

use crate::desk::help::Help;
use crate::desk::palette::Palette;
use crate::desk::tour::Tour;
use crate::input::{Input, Keys, Press};
use crate::paint::theme::{Ink, Theme};
use crate::phrase::{Phrases, Value};
use crate::screen::porter::PorterAsk;
use crate::screen::{Clock, Reply, Screen, Seated};

/// What a person asks of the program around the drill.
pub enum Wish<R: Seated> {
    /// This is ordered.
    Order(R::Ask),
    /// This is to be looked up.
    Look(R::Look),
    /// Time is to pass otherwise.
    Clock(ClockAsk),
    /// Another seat is taken at this terminal.
    Sit(Cell),
    /// The drill is looked through with its truth, now that hotwash has begun; or no longer.
    Hotwash,
    /// Something is asked of whoever keeps the door.
    Porter(PorterAsk),
    /// Another city of the hall is looked at.
    City(usize),
    /// The person leaves.
    Leave,
}

/// How time is to pass.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClockAsk {
    /// Stand, or go on.
    Pause,
    /// Twice as fast.
    Faster,
    /// Half as fast.
    Slower,
    /// On to the next thing that is due, then stand.
    Step,
    /// On to the next thing that this team is told, then stand: what others do it must not learn
    /// from where the clock stops.
    Seek(TeamId),
}

/// Keys of the desk itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Does {
    Help,
    Language,
    Briefing,
    Seat,
    Palette,
    NextTab,
    PreviousTab,
    Slower,
    Pause,
    Faster,
    Step,
    Leave,
    Hint,
    Tour,
    Hotwash,
}

/// Keys that work everywhere, also where letters are text.
const ALWAYS: Keys<Does> = Keys(&[
    (Does::Help, "f1", "key-help"),
    (Does::Language, "f2", "key-language"),
    (Does::Briefing, "f3", "key-briefing"),
    (Does::Palette, "f5", "key-palette"),
    (Does::Leave, "ctrl-q", "key-quit"),
    (Does::Hint, "f6", "key-hint"),
    (Does::Tour, "ctrl-g", "key-tour"),
]);

/// Keys that work where letters are no text.
const OFTEN: Keys<Does> = Keys(&[
    (Does::Help, "?", "key-help"),
    (Does::Palette, ": ctrl-k", "key-palette"),
    (Does::NextTab, "tab ctrl-right", "key-next-tab"),
    (Does::PreviousTab, "shift-tab ctrl-left", "key-previous-tab"),
]);

/// Keys of whoever may change seats.
const MOVES: Keys<Does> = Keys(&[(Does::Seat, "f4", "key-seat")]);

/// Keys of whoever may set the clock.
const HOST: Keys<Does> = Keys(&[
    (Does::Slower, "f7", "key-slower"),
    (Does::Pause, "f8", "key-pause"),
    (Does::Faster, "f9", "key-faster"),
    (Does::Step, "f12", "key-step"),
]);

/// Keys of whoever sits here once hotwash has begun.
const AFTER: Keys<Does> = Keys(&[(Does::Hotwash, "ctrl-r", "key-hotwash")]);

/// A tab: its screen, and what is laid over it.
struct Tab<R: Seated> {
    stack: Vec<Box<dyn Screen<R>>>,
}

/// What lies over everything.
enum Over {
    Palette(Palette),
    Help(Help),
    Seats(usize),
    Cities(usize),
    Leaving,
}

/// Who sits here and how they are shown things.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Person {
    /// Their team.
    pub team: TeamId,
    /// Whether the clock is theirs.
    pub host: bool,
    /// Whether they may take any seat: who alone sits before a drill may.
    pub moves: bool,
    /// Their language.
    pub lang: Lang,
    /// Their terminal.
    pub theme: Theme,
}

/// A desk.
pub struct Desk<R: Seated> {
    person: Person,
    brief: Brief<R>,
    phrases: Phrases,
    view: Arc<R::View>,
    clock: Clock,
    tabs: Vec<Tab<R>>,
    at: usize,
    over: Option<Over>,
    toast: Option<(Ink, String)>,
    refused: usize,
    opened: bool,
    wishes: Vec<Wish<R>>,
    tour: Tour,
    hall: Option<cities::Stand>,
}

/// The cells a person may sit down in, in the order of the list of seats.
pub const SEATS: [Cell; 5] = [
    Cell::Blue,
    Cell::Red,
    Cell::White,
    Cell::Jury,
    Cell::Observer,
];

impl<R: Seated> Desk<R> {
    /// A desk before this view.
    pub fn new(person: Person, brief: Brief<R>, view: Arc<R::View>, clock: Clock) -> Self {
        let tabs = R::tabs().into_iter().map(|screen| Tab {
            stack: vec![screen],
        });
        let refused = R::refused(&view, person.team).0;
        let opened = R::hotwash(&view);
        let mut desk = Self {
            person,
            brief,
            phrases: Phrases::new(person.lang),
            view,
            clock,
            tabs: tabs.collect(),
            at: 0,
            over: None,
            toast: None,
            refused,
            opened,
            wishes: Vec::new(),
            tour: Tour::default(),
            hall: None,
        };
        desk.want();
        desk
    }

    /// The language, to take along to another desk.
    pub fn person(&self) -> Person {
        self.person
    }

    /// Goes on in this language.
    pub fn speak(&mut self, lang: Lang) {
        if lang != self.person.lang {
            self.person.lang = lang;
            self.phrases = Phrases::new(lang);
        }
    }

    /// Shows it on a terminal of another kind.
    pub fn set_theme(&mut self, theme: Theme) {
        self.person.theme = theme;
    }

    /// What was wished since this was last asked, in order.
    pub fn wishes(&mut self) -> Vec<Wish<R>> {
        std::mem::take(&mut self.wishes)
    }

    /// Whether this is more than a later moment of what is seen.
    pub fn is_told(&self, view: &R::View, clock: &Clock) -> bool {
        let before = Clock {
            now: clock.now,
            ..self.clock.clone()
        };
        before != *clock || R::told(view) != R::told(&self.view)
    }

    /// Renews what is seen.
    pub fn show(&mut self, view: Arc<R::View>, clock: Clock) {
        (self.view, self.clock) = (view, clock);
        let (count, last) = R::refused(&self.view, self.person.team);
        if let Some(why) = last.filter(|_| count > self.refused) {
            let why = crate::phrase::refusal::refusal(&self.phrases, why);
            let args = [("why", Value::from(why))];
            self.toast = Some((Ink::Bad, self.phrases.say_with("desk-refused", &args)));
        }
        self.refused = count;
        let opens = !std::mem::replace(&mut self.opened, R::hotwash(&self.view));
        if opens && self.opened {
            self.toast = Some((Ink::Good, self.phrases.say("desk-hotwash")));
        }
        self.want();
    }

    /// Hands what was looked up to every screen; each takes what it asked for.
    pub fn found(&mut self, found: &R::Found) {
        let see = see!(self);
        for tab in &mut self.tabs {
            tab.stack
                .iter_mut()
                .for_each(|screen| screen.found(found, &see));
        }
        self.want();
    }

    /// Takes an input. `area` is the size of the terminal.
    pub fn input(&mut self, input: &Input, area: (u16, u16)) {
        let pressed = match (&self.over, &self.toast, &self.clock.trouble) {
            (None, None, None) => self.foot_clicked(input).map(Input::Press),
            _ => None,
        };
        let input = pressed.as_ref().unwrap_or(input);
        self.toast = None;
        match self.over.take() {
            Some(over) => self.input_over(over, input, area),
            None => self.input_below(input, area),
        }
        self.want();
    }

    /// Goes to a tab as it was left; from itself, to its own screen without what is laid over it.
    fn go_to(&mut self, place: usize) {
        if place == self.at {
            self.tabs[place].stack.truncate(1);
        }
        self.at = place;
    }

    fn input_below(&mut self, input: &Input, area: (u16, u16)) {
        if let Input::Press(press) = input {
            if let Some(does) = ALWAYS.of(press).or_else(|| self.own_key(press)) {
                return self.does(does);
            }
            if let Some(does) = self.city_key(press) {
                return self.about_cities(does);
            }
            if !self.top().is_typing() {
                if let Some(does) = OFTEN.of(press) {
                    return self.does(does);
                }
                if let Some(place) = tab_key(press).filter(|place| *place < self.tabs.len()) {
                    self.go_to(place);
                    return;
                }
            }
        }
        if let Some(place) = self.tab_clicked(input) {
            self.go_to(place);
            return;
        }
        let Some(input) = self.within(input, area) else {
            return;
        };
        let see = see!(self);
        let Some(screen) = self.tabs[self.at].stack.last_mut() else {
            return;
        };
        let reply = screen.update(&input, &see);
        self.take(reply);
    }

    /// What a key means that not everybody has, or not always.
    fn own_key(&self, press: &Press) -> Option<Does> {
        let moves = self.person.moves.then(|| MOVES.of(press)).flatten();
        let host = || self.person.host.then(|| HOST.of(press)).flatten();
        let after = || self.opened.then(|| AFTER.of(press)).flatten();
        moves.or_else(host).or_else(after)
    }

    fn does(&mut self, does: Does) {
        let count = self.tabs.len();
        match does {
            Does::Help => self.over = Some(Over::Help(Help::default())),
            Does::Palette => self.over = Some(Over::Palette(self.palette())),
            Does::Seat => self.over = Some(Over::Seats(0)),
            Does::Leave => self.over = Some(Over::Leaving),
            Does::NextTab => self.at = (self.at + 1) % count,
            Does::PreviousTab => self.at = (self.at + count - 1) % count,
            Does::Language => self.speak(match self.person.lang {
                Lang::Vi => Lang::En,
                Lang::En => Lang::Vi,
            }),
            Does::Briefing => {
                let text = self
                    .brief
                    .briefing()
                    .map(|t| t.get(self.person.lang).to_owned());
                let title = self.phrases.say("desk-briefing");
                let page = crate::screens::shared::page::Page::new(title, text.unwrap_or_default());
                self.tabs[self.at].stack.push(Box::new(page));
            }
            Does::Hotwash => self.wishes.push(Wish::Hotwash),
            Does::Hint => self.tour.next(self.brief.tour().len()),
            Does::Tour => self.tour.turn(),
            Does::Slower => self.wishes.push(Wish::Clock(ClockAsk::Slower)),
            Does::Pause => self.wishes.push(Wish::Clock(ClockAsk::Pause)),
            Does::Faster => self.wishes.push(Wish::Clock(ClockAsk::Faster)),
            Does::Step => self.wishes.push(Wish::Clock(ClockAsk::Step)),
        }
    }

    fn take(&mut self, reply: Reply<R>) {
        let stack = &mut self.tabs[self.at].stack;
        match reply {
            Reply::Stay => {}
            Reply::Open(screen) => stack.push(screen),
            Reply::Look(look) => self.wishes.push(Wish::Look(look)),
            Reply::Order(ask) => self.order(ask),
            Reply::Close if stack.len() > 1 => drop(stack.pop()),
            Reply::Close => {}
            Reply::OrderAndClose(ask) => {
                if stack.len() > 1 {
                    stack.pop();
                }
                self.order(ask);
            }
            Reply::Porter(ask) => {
                if stack.len() > 1 {
                    stack.pop();
                }
                self.wishes.push(Wish::Porter(ask));
            }
        }
    }

    fn order(&mut self, ask: R::Ask) {
        if self.clock.sealed {
            self.toast = Some((Ink::Bad, self.phrases.say("desk-sealed")));
            return;
        }
        self.toast = Some((Ink::Live, self.phrases.say("desk-ordered")));
        self.wishes.push(Wish::Order(ask));
    }

    /// Lets the screen in front look up what it needs, and the tour go on with it.
    fn want(&mut self) {
        let see = see!(self);
        self.tour
            .came_to(&self.tabs[self.at].stack[0].title(&see), &see);
        if let Some(screen) = self.tabs[self.at].stack.last_mut()
            && let Some(look) = screen.wants(&see)
        {
            self.wishes.push(Wish::Look(look));
        }
    }

    fn top(&self) -> &dyn Screen<R> {
        let stack = &self.tabs[self.at].stack;
        stack.last().expect("a tab keeps its first screen").as_ref()
    }
}

/// `1` is the first tab, `0` the tenth.
fn tab_key(press: &Press) -> Option<usize> {
    let digit = press.typed()?.to_digit(10)? as usize;
    Some(if digit == 0 { 9 } else { digit - 1 })
}
