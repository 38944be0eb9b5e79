//! `replay`: looks through a recorded drill, and branches from any moment of it into a new one.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use engine::drill::Drill;
use engine::view::brief::Brief;
use engine::words::cell::Cell;
use engine::words::name::TeamId;
use engine::words::text::Lang;
use engine::words::time::Tick;
use std::sync::Arc;

use crate::desk::{Desk, Person, Wish};
use crate::phrase::Phrases;
use crate::screen::Clock;
use crate::screens::replay::{Reel, Replay, ReplayFound, ReplayLook};
use crate::stage::opening::Recorded;
use crate::terminal::local::{Local, Wake, theme};
use crate::trouble::{DONE, Trouble};
use crate::verbs::live::{branch, no_drill};
use crate::verbs::run::{idle, scorecard};

/// How often a reel that runs goes on.
const FRAME: Duration = Duration::from_millis(100);
/// How many frames a whole drill lasts.
const FRAMES: u32 = 600;

/// Looks through a drill.
pub fn replay(
    path: &Path,
    plain: bool,
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<u8, Trouble> {
    let recorded = Recorded::read(path).map_err(|why| no_drill(why, path, phrases))?;
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        let (what, help) = ("run-needs-terminal", "replay-needs-terminal-help");
        return Err(Trouble::usage(phrases.say(what), phrases.say(help)));
    }
    let drill = recorded.again(recorded.to);
    let mut local = Local::enter()?;
    let mut booth = Booth::new(&recorded, drill, phrases.lang(), plain);
    match booth.watch(&mut local)? {
        None => Ok(DONE),
        Some(at) => {
            let phrases = Phrases::new(booth.desk.person().lang);
            branch(&mut local, &recorded, at, plain, &phrases, out)
        }
    }
}

/// A person before a reel.
struct Booth<'r> {
    recorded: &'r Recorded,
    drill: Drill,
    idle: Option<Drill>,
    reel: Reel,
    desk: Desk<Replay>,
}

impl<'r> Booth<'r> {
    fn new(recorded: &'r Recorded, drill: Drill, lang: Lang, plain: bool) -> Self {
        let plan = &recorded.opening.plan;
        let team = |given: &crate::stage::journal::Ordered| {
            plan.roster
                .team(&given.order.team)
                .unwrap_or(TeamId(u8::MAX))
        };
        let given: Vec<TeamId> = recorded.orders.iter().map(team).collect();
        let reel = Reel::new(&drill, &given);
        let person = Person {
            team: plan.roster.first(Cell::Jury).unwrap_or(TeamId(0)),
            host: false,
            moves: false,
            lang,
            theme: theme(plain),
        };
        let moment = Arc::new(reel.moment().clone());
        let desk = Desk::new(person, Brief::of(plan.clone()), moment, clock(&reel));
        Self {
            recorded,
            drill,
            idle: None,
            reel,
            desk,
        }
    }

    /// Until the person leaves, or wants to branch from a moment.
    fn watch(&mut self, local: &mut Local) -> Result<Option<Tick>, Trouble> {
        loop {
            local.draw(|frame| self.desk.draw(frame))?;
            let wake = if self.reel.moment().playing {
                local.wait_for(FRAME)
            } else {
                local.wait()
            };
            match wake {
                Some(Wake::Input(input)) => {
                    let size = local.size()?;
                    self.desk.input(&local.sized(input)?, size);
                }
                Some(Wake::Resized | Wake::News) => {}
                None if self.reel.moment().playing => self.run_on(),
                None => return Ok(None),
            }
            for wish in self.desk.wishes() {
                match wish {
                    Wish::Look(ReplayLook::Branch) => return Ok(Some(self.reel.moment().now)),
                    Wish::Look(look) => self.look(look)?,
                    Wish::Leave => return Ok(None),
                    Wish::Order(_) | Wish::Clock(_) | Wish::Sit(_) | Wish::City(_) => {}
                }
            }
        }
    }

    fn run_on(&mut self) {
        let moment = self.reel.moment();
        let next = Tick(moment.now.0 + (moment.end.0 / FRAMES).max(1));
        self.reel.go(next);
        self.reel.play(true);
        self.show();
    }

    fn look(&mut self, look: ReplayLook) -> Result<(), Trouble> {
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
                let text = self.card(lang)?;
                self.desk.found(&ReplayFound::Card(text));
            }
            ReplayLook::Branch => {}
        }
        self.show();
        Ok(())
    }

    fn card(&mut self, lang: Lang) -> io::Result<String> {
        if self.idle.is_none() {
            self.idle = Some(idle(&self.recorded.opening, &mut |_| {})?);
        }
        let idle = self.idle.as_ref().unwrap_or(&self.drill);
        Ok(scorecard(
            &self.recorded.opening,
            &self.drill,
            idle,
            &Phrases::new(lang),
        ))
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
        trouble: None,
    }
}
