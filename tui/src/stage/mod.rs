//! The stage: owns a drill, paces it, journals its orders, and shows it to whoever sits before it.
//!
//! One thread writes, many read. Seats send calls through a `Door` and are never waited for; what
//! they may see is handed to them as shared values of which the latest counts. An order is on disk
//! before it acts. This is the only part of the program in which a drill meets a clock.

pub mod journal;
pub mod opening;
pub mod pacer;

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use engine::drill::{Drill, Setup};
use engine::plan::Plan;
use engine::rehearsal::{BotKind, Bots, play};
use engine::words::cell::Cell;
use engine::words::fact::Fact;
use engine::words::name::OrderId;
use engine::words::order::{Ask, Order, WhiteAsk};
use engine::words::time::Tick;

use crate::desk::ClockAsk;
use crate::screen::{Clock, Stacks};
use crate::stage::journal::Journal;
use crate::stage::pacer::Pacer;
use crate::tape_file::TapeFile;

/// How long the drill goes on at a stretch before calls are looked at.
const STRETCH: Duration = Duration::from_millis(15);
/// How often seats are shown a drill in which only time passes.
const SHOWING: Duration = Duration::from_millis(100);
/// The most calls taken at once; their orders share one write to disk.
const CALLS: usize = 256;

/// Shows one seat the drill; false once the seat is gone.
pub type Viewer = Box<dyn FnMut(&Drill, &Clock) -> bool + Send>;
/// Looks something up for one seat.
pub type Looker = Box<dyn FnOnce(&Stacks<'_>) + Send>;

/// Told what became of an order: its number, as its team counts, once it is on disk; nothing if it
/// could not be kept.
pub type Answer = Box<dyn FnOnce(Option<OrderId>) + Send>;

/// What a seat wants of the stage.
enum Call {
    Order(Order, Answer),
    Look(Looker),
    Join(Viewer),
    Clock(ClockAsk),
    Close,
}

/// A seat's way to the stage. A call that comes after the stage is gone is lost; `false` says so.
#[derive(Clone)]
pub struct Door(Sender<Call>);

impl Door {
    /// Gives an order.
    pub fn order(&self, order: Order, answer: Answer) -> bool {
        self.0.send(Call::Order(order, answer)).is_ok()
    }

    /// Looks something up.
    pub fn look(&self, look: Looker) -> bool {
        self.0.send(Call::Look(look)).is_ok()
    }

    /// Takes a seat before the stage.
    pub fn join(&self, viewer: Viewer) -> bool {
        self.0.send(Call::Join(viewer)).is_ok()
    }

    /// Lets time pass otherwise.
    pub fn clock(&self, ask: ClockAsk) -> bool {
        self.0.send(Call::Clock(ask)).is_ok()
    }

    /// Ends the stage: the drill is sealed if ENDEX has been, else it can be gone on with.
    pub fn close(&self) -> bool {
        self.0.send(Call::Close).is_ok()
    }
}

/// A drill about to be staged.
pub struct Staging {
    /// The drill, at any moment.
    pub drill: Drill,
    /// Where its orders are kept.
    pub journal: Journal<TapeFile, io::Sink>,
    /// Bots for the defence; of kind `None` where people defend.
    pub bots: Bots,
    /// Drill seconds in a thousand real ones.
    pub pace: u32,
    /// Whether it stands at first.
    pub paused: bool,
    /// Whether scores are released at ENDEX by itself, because nobody sits with the organisers.
    pub releases: bool,
}

/// Starts a stage in a thread of its own; the thread gives back the drill, and what went wrong.
pub fn start(staging: Staging) -> (Door, thread::JoinHandle<(Drill, io::Result<()>)>) {
    let (sender, calls) = channel();
    let plan = staging.drill.plan().clone();
    let baseline = Arc::new(OnceLock::new());
    let playing = play_baseline(plan, staging.drill.setup(), baseline.clone());
    let ended = staging.drill.ended();
    let stage = Stage {
        pacer: Pacer::new(staging.pace, staging.paused || ended, staging.drill.now()),
        drill: staging.drill,
        journal: staging.journal,
        bots: staging.bots,
        viewers: Vec::new(),
        calls,
        answers: Vec::new(),
        baseline,
        playing: Some(playing),
        releases: staging.releases,
        trouble: None,
        shown: Instant::now(),
        shown_facts: usize::MAX,
    };
    (Door(sender), thread::spawn(move || stage.run()))
}

/// Plays the same seed without a response beside the drill: what its scores are held against.
fn play_baseline(
    plan: Arc<Plan>,
    setup: Setup,
    into: Arc<OnceLock<Vec<Fact>>>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let played = play(
            plan,
            setup.unattended(),
            BotKind::None,
            &mut |_, _| Ok(()),
            &mut |_| {},
        );
        if let Ok(drill) = played {
            let _ = into.set(drill.facts().to_vec());
        }
    })
}

struct Stage {
    drill: Drill,
    journal: Journal<TapeFile, io::Sink>,
    bots: Bots,
    pacer: Pacer,
    viewers: Vec<Viewer>,
    calls: Receiver<Call>,
    /// Who waits to hear of the orders taken and not yet kept, in their order.
    answers: Vec<Answer>,
    baseline: Arc<OnceLock<Vec<Fact>>>,
    playing: Option<thread::JoinHandle<()>>,
    releases: bool,
    trouble: Option<String>,
    shown: Instant,
    shown_facts: usize,
}

impl Stage {
    fn run(mut self) -> (Drill, io::Result<()>) {
        loop {
            let open = match self.calls.recv_timeout(self.rest()) {
                Ok(call) => self.take(call),
                Err(RecvTimeoutError::Timeout) => true,
                Err(RecvTimeoutError::Disconnected) => false,
            };
            self.go();
            self.show();
            if !open {
                break;
            }
        }
        let done = match &self.trouble {
            Some(trouble) => Err(io::Error::other(trouble.clone())),
            None if self.drill.ended() => self.journal.seal(&self.drill),
            None => Ok(()),
        };
        (self.drill, done)
    }

    /// How long nothing is to be done unless somebody calls.
    fn rest(&self) -> Duration {
        if self.pacer.is_paused() {
            return SHOWING * 10;
        }
        let due = self.next();
        let until = due.map_or(SHOWING, |at| self.pacer.until(at, Instant::now()));
        until.min(SHOWING)
    }

    /// Takes a call and those that wait behind it; false if the stage is to end.
    fn take(&mut self, first: Call) -> bool {
        let mut orders = Vec::new();
        let mut open = true;
        let mut next = Some(first);
        for _ in 0..CALLS {
            match next {
                Some(Call::Order(order, answer)) => {
                    orders.push(order);
                    self.answers.push(answer);
                }
                Some(Call::Clock(ask)) => {
                    self.order_all(&mut orders);
                    self.set_clock(ask);
                }
                Some(Call::Look(look)) => {
                    self.order_all(&mut orders);
                    let baseline = self.baseline.get().map(Vec::as_slice);
                    look(&Stacks {
                        drill: &self.drill,
                        baseline,
                    });
                }
                Some(Call::Join(mut viewer)) => {
                    if viewer(&self.drill, &self.clock()) {
                        self.viewers.push(viewer);
                    }
                }
                Some(Call::Close) => open = false,
                None => break,
            }
            next = self.calls.try_recv().ok();
        }
        self.order_all(&mut orders);
        open
    }

    /// Makes orders safe, then lets them act at this very moment.
    fn order_all(&mut self, orders: &mut Vec<Order>) {
        let mut answers = std::mem::take(&mut self.answers).into_iter();
        if orders.is_empty() || self.trouble.is_some() {
            orders.clear();
            answers.for_each(|answer| answer(None));
            return;
        }
        match self.journal.keep(self.drill.now(), orders) {
            Ok(()) => {
                for order in orders.drain(..) {
                    let team = self.drill.plan().roster.team(&order.team);
                    let id = self.drill.order(order);
                    let known = team.map_or(id, |team| self.drill.order_number(team, id));
                    if let Some(answer) = answers.next() {
                        answer(Some(known));
                    }
                }
            }
            Err(error) => {
                orders.clear();
                answers.for_each(|answer| answer(None));
                self.stand(&error);
            }
        }
        self.drill.advance(self.drill.now());
    }

    /// What cannot be kept does not act: the drill stands, and everybody is told why.
    fn stand(&mut self, error: &io::Error) {
        self.trouble = Some(error.to_string());
        self.pacer.pause(true, Instant::now());
    }

    fn set_clock(&mut self, ask: ClockAsk) {
        if self.drill.ended() || self.trouble.is_some() {
            return;
        }
        let now = Instant::now();
        match ask {
            ClockAsk::Pause => self.pacer.pause(!self.pacer.is_paused(), now),
            ClockAsk::Faster => self.pacer.faster(now),
            ClockAsk::Slower => self.pacer.slower(now),
            ClockAsk::Step => {
                self.pacer.pause(true, now);
                if let Some(next) = self.next() {
                    self.step_to(next);
                    self.pacer.stand_at(self.drill.now(), now);
                }
            }
        }
        self.say_clock();
    }

    /// States how time passes, as the organisers' order, so that the record tells it too.
    fn say_clock(&mut self) {
        let (pace, paused) = (self.pacer.pace(), self.pacer.is_paused());
        if let Some(order) = self.white(WhiteAsk::Clock { pace, paused }) {
            self.order_all(&mut vec![order]);
        }
        self.shown_facts = usize::MAX;
    }

    /// An order of the organisers' own desk, if the scenario has organisers.
    fn white(&self, ask: WhiteAsk) -> Option<Order> {
        let roster = &self.drill.plan().roster;
        let team = roster.first(Cell::White)?;
        Some(Order {
            team: roster.teams[team.at()].name.clone(),
            place: "stage".into(),
            ask: Ask::White(ask),
        })
    }

    /// When the next thing is due, in the city or at a bot's desk.
    fn next(&self) -> Option<Tick> {
        if self.drill.ended() {
            return None;
        }
        [self.bots.wake(), self.drill.next_due()]
            .into_iter()
            .flatten()
            .min()
    }

    /// Lets the drill go on to where the clock stands, but no longer than a stretch at a time.
    fn go(&mut self) {
        if self.pacer.is_paused() || self.drill.ended() {
            return;
        }
        let began = Instant::now();
        let to = self.pacer.at(began);
        while let Some(next) = self.next().filter(|next| *next <= to) {
            self.step_to(next);
            if self.drill.ended() || self.trouble.is_some() {
                break;
            }
            if began.elapsed() > STRETCH {
                // Too fast for this machine: drill time waits for it.
                self.pacer.stand_at(self.drill.now(), Instant::now());
                return;
            }
        }
        if !self.drill.ended() && self.trouble.is_none() {
            self.drill.advance(to);
        }
        if self.drill.ended() {
            self.pacer.pause(true, Instant::now());
            // Time stands; what is scored now is held against a whole drill.
            let _ = self.playing.take().map(thread::JoinHandle::join);
            self.release();
        }
    }

    /// One thing that is due, and what the bots make of it.
    fn step_to(&mut self, next: Tick) {
        self.drill.advance(next.max(self.drill.now()));
        let journal = &mut self.journal;
        let keep = &mut |at, orders: &[Order]| journal.keep(at, orders);
        if let Err(error) = self.bots.act(&mut self.drill, keep) {
            self.stand(&error);
        }
        self.journal.mark(&self.drill);
    }

    fn release(&mut self) {
        if std::mem::take(&mut self.releases)
            && let Some(order) = self.white(WhiteAsk::Release)
        {
            self.order_all(&mut vec![order]);
        }
    }

    fn clock(&self) -> Clock {
        Clock {
            now: self.drill.now(),
            pace: self.pacer.pace(),
            paused: self.pacer.is_paused(),
            ended: self.drill.ended(),
            trouble: self.trouble.clone(),
        }
    }

    /// Shows everybody the drill if something happened, or time enough passed.
    fn show(&mut self) {
        let facts = self.drill.facts().len();
        let quiet = facts == self.shown_facts;
        if quiet && (self.pacer.is_paused() || self.shown.elapsed() < SHOWING) {
            return;
        }
        (self.shown, self.shown_facts) = (Instant::now(), facts);
        let clock = self.clock();
        let drill = &self.drill;
        self.viewers.retain_mut(|viewer| viewer(drill, &clock));
    }
}
