//! The stage: owns a drill, paces it, journals its orders, and shows it to whoever sits before it.
//!
//! One thread writes, many read. Seats send calls through a `Door` and are never waited for; what
//! they may see is handed to them as shared values of which the latest counts. An order is on disk
//! before it acts. This is the only part of the program in which a drill meets a clock.

pub mod baseline;
pub mod journal;
pub mod opening;
pub mod pacer;
mod rows;
mod seek;
#[cfg(test)]
mod tests;
pub mod time;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use engine::drill::Drill;
use engine::rehearsal::Bots;
use engine::report::people::PROGRAM;
use engine::words::cell::Cell;
use engine::words::name::{Name, OrderId};
use engine::words::order::{Ask, Order, WhiteAsk};
use engine::words::time::Tick;

use crate::desk::ClockAsk;
use crate::screen::{Board, Clock, Stacks};
use crate::stage::baseline::Baseline;
use crate::stage::journal::Journal;
use crate::stage::seek::Seeking;
use crate::stage::time::Time;
use crate::tape_file::Renew;

/// How long the drill goes on at a stretch before calls are looked at.
const STRETCH: Duration = Duration::from_millis(15);
/// How often seats are shown a drill in which only time passes.
const SHOWING: Duration = Duration::from_millis(100);
/// How long a city waits for a slower one before it looks again.
const HELD: Duration = Duration::from_millis(2);
/// The most calls taken at once; their orders share one write to disk.
const CALLS: usize = 256;
/// How often a city says how its teams stand.
const TELLING: Duration = Duration::from_secs(2);

/// Where a stage keeps its orders.
pub type Kept = Journal<Box<dyn Renew>, io::Sink>;

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
    /// The clock was set elsewhere.
    Wake,
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
    /// Where its orders are kept; nothing if the drill is over and its record sealed: it is shown
    /// as it ended, and nothing more can be ordered.
    pub journal: Option<Kept>,
    /// Bots for the defence; of kind `None` where people defend.
    pub bots: Bots,
    /// Who defends, in a word.
    pub blue: &'static str,
    /// The clock, which the stages of a hall share. Where it stands further on than the drill, the
    /// drill goes on to it first.
    pub time: Time,
    /// What scores are held against: the same for every city of a hall.
    pub baseline: Baseline,
    /// The names of all cities of the hall, in the order their stages are started.
    pub cities: Arc<Vec<Name>>,
    /// Whether scores are released at ENDEX by itself, because nobody sits with the organisers.
    pub releases: bool,
}

/// What a stage gives back: the drill, and what went wrong.
pub type Ending = thread::JoinHandle<(Drill, io::Result<()>)>;

/// Starts a stage in a thread of its own.
pub fn start(staging: Staging) -> (Door, Ending) {
    let (sender, calls) = channel();
    let (now, ended) = (staging.drill.now(), staging.drill.ended());
    let place = staging.time.enter(sender.clone(), now, ended);
    let stage = Stage {
        said: staging.time.turn(),
        time: staging.time,
        place,
        cities: staging.cities,
        drill: staging.drill,
        journal: staging.journal,
        bots: staging.bots,
        blue: staging.blue,
        viewers: Vec::new(),
        calls,
        answers: Vec::new(),
        baseline: staging.baseline,
        releases: staging.releases,
        broken: false,
        shown: Instant::now(),
        shown_facts: usize::MAX,
        told: None,
        seeks: None,
    };
    (Door(sender), thread::spawn(move || stage.run()))
}

struct Stage {
    drill: Drill,
    journal: Option<Kept>,
    bots: Bots,
    blue: &'static str,
    time: Time,
    place: usize,
    cities: Arc<Vec<Name>>,
    /// How often the clock had been set when that was last recorded.
    said: u64,
    viewers: Vec<Viewer>,
    calls: Receiver<Call>,
    /// Who waits to hear of the orders taken and not yet kept, in their order.
    answers: Vec<Answer>,
    baseline: Baseline,
    releases: bool,
    /// Whether the journal failed and was not had anew since.
    broken: bool,
    shown: Instant,
    shown_facts: usize,
    told: Option<Instant>,
    /// Whom the clock goes on for until it is told something.
    seeks: Option<Seeking>,
}

impl Stage {
    fn run(mut self) -> (Drill, io::Result<()>) {
        self.come();
        loop {
            let open = match self.calls.recv_timeout(self.rest()) {
                Ok(call) => self.take(call),
                Err(RecvTimeoutError::Timeout) => true,
                Err(RecvTimeoutError::Disconnected) => false,
            };
            self.mend();
            self.go();
            self.say_clock();
            self.come();
            self.seek_on();
            self.show();
            if !open {
                break;
            }
        }
        self.time.leave(self.place);
        let done = match self.time.trouble() {
            Some(trouble) if self.broken => Err(io::Error::other(trouble)),
            _ => match &mut self.journal {
                Some(journal) if self.drill.ended() => journal.seal(&self.drill),
                _ => Ok(()),
            },
        };
        (self.drill, done)
    }

    /// How long nothing is to be done unless somebody calls.
    fn rest(&self) -> Duration {
        let real = Instant::now();
        if self.stands() {
            return SHOWING * 10;
        }
        if self.time.is_paused() {
            let is_behind = self.time.until(real) > self.drill.now();
            return if is_behind {
                Duration::ZERO
            } else {
                SHOWING * 10
            };
        }
        let Some(next) = self.next() else {
            return SHOWING;
        };
        let wait = self.time.wait(next, real).min(SHOWING);
        // It is due, and another city has not come so far.
        let is_held = wait.is_zero() && self.time.until(real) < next;
        if is_held { HELD } else { wait }
    }

    /// Whether this city cannot go on, whatever the clock says.
    fn stands(&self) -> bool {
        self.drill.ended() || self.time.trouble().is_some()
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
                    self.seeks = match ask {
                        ClockAsk::Seek(team) => Some(Seeking::from(team, &self.drill)),
                        _ => None,
                    };
                    self.come();
                    self.time.set(ask);
                }
                Some(Call::Look(look)) => {
                    self.order_all(&mut orders);
                    let board = self.board();
                    let baseline = self.baseline.facts();
                    look(&Stacks {
                        drill: &self.drill,
                        blue: self.blue,
                        baseline,
                        board: &board,
                    });
                }
                Some(Call::Join(mut viewer)) => {
                    if viewer(&self.drill, &self.clock()) {
                        self.viewers.push(viewer);
                    }
                }
                Some(Call::Wake) => self.shown_facts = usize::MAX,
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
        // Whoever orders after the trouble is said to be over is not to find the record as it was.
        self.mend();
        let mut answers = std::mem::take(&mut self.answers).into_iter();
        let stands = orders.is_empty() || self.broken || self.time.trouble().is_some();
        let Some(journal) = self.journal.as_mut().filter(|_| !stands) else {
            orders.clear();
            answers.for_each(|answer| answer(None));
            return;
        };
        let is_release = |order: &Order| matches!(order.ask, Ask::White(WhiteAsk::Release));
        let releases = orders.iter().any(is_release);
        match journal.keep(self.drill.now(), orders) {
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
        if releases {
            // Whoever reads the scoreboard now is to read what is released.
            self.tell();
        }
    }

    /// What cannot be kept does not act: the drill stands, and everybody is told why.
    fn stand(&mut self, error: &io::Error) {
        self.broken = true;
        self.time.stand(&error.to_string());
        self.shown_facts = usize::MAX;
    }

    /// Once somebody says that the trouble may be over: the record anew, or the same again.
    fn mend(&mut self) {
        if !self.broken || self.time.trouble().is_some() {
            return;
        }
        match self.journal.as_mut().map(Kept::mend) {
            None | Some(Ok(())) => self.broken = false,
            Some(Err(error)) => self.stand(&error),
        }
    }

    /// States how time passes, as the organisers' order, so that the record tells it too.
    fn say_clock(&mut self) {
        let turn = self.time.turn();
        if self.said == turn || self.drill.ended() || self.time.is_seeking() {
            return;
        }
        // The clock stands where the drill has not come to yet: it is said there.
        if self.time.is_paused()
            && !self.stands()
            && self.time.until(Instant::now()) > self.drill.now()
        {
            return;
        }
        self.said = turn;
        let clock = self.clock();
        let (pace, paused) = (clock.pace, clock.paused);
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
            place: PROGRAM.into(),
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
        let began = Instant::now();
        let to = self.time.until(began);
        if self.stands() || to <= self.drill.now() {
            return;
        }
        while let Some(next) = self.next().filter(|next| *next <= to) {
            self.step_to(next);
            if self.stands() {
                break;
            }
            if began.elapsed() > STRETCH {
                // Too fast for this machine: drill time waits for it.
                self.time.hold_back(self.drill.now(), Instant::now());
                return;
            }
        }
        if !self.stands() {
            self.drill.advance(to);
        }
        if self.drill.ended() {
            // Time stands; what is scored now is held against a whole drill.
            self.baseline.wait();
            self.release();
        }
    }

    /// One thing that is due, and what the bots make of it.
    fn step_to(&mut self, next: Tick) {
        self.drill.advance(next.max(self.drill.now()));
        let Some(journal) = &mut self.journal else {
            return;
        };
        let keep = &mut |at, orders: &[Order]| journal.keep(at, orders);
        let acted = self.bots.act(&mut self.drill, keep);
        journal.mark(&self.drill);
        if let Err(error) = acted.and_then(|()| journal.still_good()) {
            self.stand(&error);
        }
    }

    fn release(&mut self) {
        if std::mem::take(&mut self.releases)
            && let Some(order) = self.white(WhiteAsk::Release)
        {
            self.order_all(&mut vec![order]);
        }
    }

    /// Says how far this city has come, and now and then how its teams stand.
    fn come(&mut self) {
        let (now, ended) = (self.drill.now(), self.drill.ended());
        // A team's own step goes no further than it may, whatever is due only after that.
        let until = self.seeks.map(|seeks| seeks.until);
        let until = until.filter(|until| !ended && *until > now);
        let next = self.next().into_iter().chain(until).min();
        self.time.come(self.place, now, next, ended);
        if self.told.is_none_or(|told| told.elapsed() >= TELLING) {
            self.tell();
        }
    }

    fn tell(&mut self) {
        self.told = Some(Instant::now());
        let rows = rows::rows(&self.drill, self.baseline.facts());
        self.time.tell(self.place, rows);
    }

    /// All cities, as they last said how they stand.
    fn board(&self) -> Board {
        let names = self.cities.iter().cloned();
        Board {
            here: self.place,
            cities: names.zip(self.time.told()).collect(),
            trouble: self.time.trouble(),
        }
    }

    fn clock(&self) -> Clock {
        Clock {
            sealed: self.journal.is_none(),
            ..self.time.clock(self.drill.now(), self.drill.ended())
        }
    }

    /// Shows everybody the drill if something happened, or time enough passed.
    fn show(&mut self) {
        let facts = self.drill.facts().len();
        let quiet = facts == self.shown_facts;
        if quiet && (self.time.is_paused() || self.shown.elapsed() < SHOWING) {
            return;
        }
        (self.shown, self.shown_facts) = (Instant::now(), facts);
        let clock = self.clock();
        let drill = &self.drill;
        self.viewers.retain_mut(|viewer| viewer(drill, &clock));
    }
}
