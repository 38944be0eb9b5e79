//! A person before a reel: a drill that is looked through, from its file or at hotwash from the
//! live drill itself. No stage stands behind it; the reel answers what its screens wish.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use engine::view::brief::Brief;
use engine::words::text::Lang;
use engine::words::time::Tick;
use ratatui::Frame;

use crate::desk::{Desk, Person, Wish};
use crate::input::Input;
use crate::screen::Clock;
use crate::screens::replay::{Reel, Replay, ReplayFound, ReplayLook};
use crate::terminal::local::{Local, Wake};

/// How often a reel that runs goes on.
pub const FRAME: Duration = Duration::from_millis(100);
/// How many frames a whole drill lasts.
const FRAMES: u32 = 600;

/// A reel, and the desk before it.
pub struct Booth {
    reel: Reel,
    desk: Desk<Replay>,
}

/// Where a person went from there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Went {
    /// Back to their seat in the live drill.
    Back,
    /// Into a new drill that branches off at this moment.
    Branch(Tick),
    /// Away.
    Away,
}

impl Booth {
    /// A booth for this person.
    pub fn new(reel: Reel, person: Person) -> Self {
        let brief = Brief::of(reel.moment().plan.clone());
        let moment = Arc::new(reel.moment().clone());
        let desk = Desk::new(person, brief, moment, clock(&reel));
        Self { reel, desk }
    }

    /// The person, with the language they chose last.
    pub fn person(&self) -> Person {
        self.desk.person()
    }

    /// Until the person goes. `card` writes the scorecard of the whole drill.
    pub fn watch(
        &mut self,
        local: &mut Local,
        card: &mut dyn FnMut(Lang) -> io::Result<String>,
    ) -> io::Result<Went> {
        loop {
            local.draw(|frame| self.draw(frame))?;
            let wake = if self.is_playing() {
                local.wait_for(FRAME)
            } else {
                local.wait()
            };
            match wake {
                _ if local.is_left() => return Ok(Went::Away),
                Some(Wake::Input(input)) => {
                    let size = local.size()?;
                    self.input(&local.sized(input)?, size);
                    local.speak(self.person().lang);
                }
                Some(Wake::Resized | Wake::News) => {}
                None if self.is_playing() => self.run_on(),
                None => return Ok(Went::Away),
            }
            if let Some(went) = self.carry(card)? {
                return Ok(went);
            }
        }
    }

    /// Draws what the reel shows now.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        self.desk.draw(frame);
    }

    /// Takes a key, a click or a pasted text, on a terminal of this size.
    pub fn input(&mut self, input: &Input, size: (u16, u16)) {
        self.desk.input(input, size);
    }

    /// Does what the person wishes; where they went, if they went.
    ///
    /// # Errors
    ///
    /// If the scorecard cannot be had.
    pub fn carry(
        &mut self,
        card: &mut dyn FnMut(Lang) -> io::Result<String>,
    ) -> io::Result<Option<Went>> {
        for wish in self.desk.wishes() {
            match wish {
                Wish::Look(ReplayLook::Branch) => {
                    return Ok(Some(Went::Branch(self.reel.moment().now)));
                }
                Wish::Look(look) => self.look(look, card)?,
                Wish::Hotwash => return Ok(Some(Went::Back)),
                Wish::Leave => return Ok(Some(Went::Away)),
                Wish::Order(_)
                | Wish::Porter(_)
                | Wish::Clock(_)
                | Wish::Sit(_)
                | Wish::City(_) => {}
            }
        }
        Ok(None)
    }

    /// Whether the reel runs, a step for each [`FRAME`].
    pub fn is_playing(&self) -> bool {
        self.reel.moment().playing
    }

    /// Goes on by one step of a running reel.
    pub fn run_on(&mut self) {
        let moment = self.reel.moment();
        let next = Tick(moment.now.0 + (moment.end.0 / FRAMES).max(1));
        self.reel.go(next);
        self.reel.play(true);
        self.show();
    }

    fn look(
        &mut self,
        look: ReplayLook,
        card: &mut dyn FnMut(Lang) -> io::Result<String>,
    ) -> io::Result<()> {
        match look {
            ReplayLook::To(at) => {
                self.reel.go(at);
                self.reel.play(false);
            }
            ReplayLook::Play => {
                let playing = !self.reel.moment().playing;
                self.reel.play(playing);
            }
            ReplayLook::Card(lang) => {
                let text = card(lang)?;
                self.desk.found(&ReplayFound::Card(text));
            }
            ReplayLook::Branch => {}
        }
        self.show();
        Ok(())
    }

    fn show(&mut self) {
        let moment = Arc::new(self.reel.moment().clone());
        self.desk.show(moment, clock(&self.reel));
    }
}

fn clock(reel: &Reel) -> Clock {
    let moment = reel.moment();
    Clock {
        now: moment.now,
        pace: 1_000,
        paused: !moment.playing,
        ended: moment.now >= moment.end,
        sealed: false,
        trouble: None,
    }
}
