//! What a drill is opened with, and where it is recorded: the same for a drill that plays itself,
//! a live one, and one that is gone on with.

use std::fs::File;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::drill::{Drill, Setup};
use engine::plan::Plan;
use engine::record::{DRILL_MAX, Ending, Frame, Reading, Writer, glance, read};
use engine::rehearsal::{BotKind, Bots};
use engine::words::order::Order;
use engine::words::time::Tick;
use serde_json::from_value;

use crate::phrase::Phrases;
use crate::stage::Kept;
use crate::stage::journal::{END, First, Journal, MARK, Marked, ORDER, Ordered};
use crate::tape_file::{Renew, TapeFile};
use crate::trouble::Trouble;

/// A journal on a file, told of to `F`.
type KeptFor<F> = Journal<Box<dyn Renew>, F>;

/// How many names are tried for a file before giving up.
const NAMES: u32 = 10_000;

/// A drill about to be opened.
#[derive(Clone)]
pub struct Opening {
    /// Its plan.
    pub plan: Arc<Plan>,
    /// The name of its scenario: its file is named by it.
    pub name: String,
    /// Seed, and who attacks.
    pub setup: Setup,
    /// Who defends, in a word.
    pub blue: &'static str,
}

impl Opening {
    /// Frame 0.
    pub fn first(&self) -> io::Result<First> {
        let texts = self.plan.texts.0.iter().map(|(name, bytes)| {
            let text = String::from_utf8(bytes.clone());
            let text = text.map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
            Ok((name.clone(), text))
        });
        Ok(First {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            seed: self.setup.seed,
            blue: self.blue.to_owned(),
            red: self.setup.red,
            variant: self.plan.variant,
            scoring: engine::score::card::VERSION,
            texts: texts.collect::<io::Result<_>>()?,
            plan: self.plan.digest.to_string(),
        })
    }

    /// The bots that play what no people play.
    pub fn bots(&self) -> Bots {
        let kind = BotKind::named(self.blue).unwrap_or(BotKind::None);
        Bots::new(kind, &self.plan, self.setup)
    }

    /// A new file for the drill. One that is there already is never touched: a name that was asked
    /// for is refused, the usual one gets a number.
    pub fn tape(
        &self,
        asked: Option<&Path>,
        phrases: &Phrases,
    ) -> Result<(TapeFile, PathBuf), Trouble> {
        let trouble = |path: &Path, error: &io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => Trouble::of_path(phrases, "trouble-taken", path, None),
            _ => Trouble::of_path(phrases, "trouble-write", path, Some(error)),
        };
        if let Some(path) = asked {
            let tape = TapeFile::create(path).map_err(|error| trouble(path, &error))?;
            return Ok((tape, path.to_owned()));
        }
        let seed = self.setup.seed;
        let mut number = 1;
        loop {
            let path = PathBuf::from(match number {
                1 => format!("{}-{seed}.drill", self.name),
                number => format!("{}-{seed}-{number}.drill", self.name),
            });
            match TapeFile::create(&path) {
                Ok(tape) => return Ok((tape, path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < NAMES => {
                    number += 1;
                }
                Err(error) => return Err(trouble(&path, &error)),
            }
        }
    }

    /// Opens the drill, and its journal on a new file.
    pub fn open<F: Write>(
        &self,
        tape: TapeFile,
        follow: Option<F>,
    ) -> io::Result<(Drill, KeptFor<F>)> {
        let tape: Box<dyn Renew> = Box::new(tape);
        let journal = Journal::begin(tape, &self.first()?, follow)?;
        Ok((Drill::open(self.plan.clone(), self.setup), journal))
    }
}

/// A seed from the system's entropy, short enough to be typed again.
pub fn drawn_seed() -> u64 {
    RandomState::new().build_hasher().finish() >> 32
}

/// A recorded drill, read and made again up to its last order.
pub struct Recorded {
    /// Its opening.
    pub opening: Opening,
    /// Its orders, with the moments they were given at.
    pub orders: Vec<Ordered>,
    /// The last moment the file speaks of.
    pub to: Tick,
    /// Whether it is sealed: ENDEX has been, and all is in it.
    pub sealed: bool,
    /// The digest of all facts that it was sealed with.
    pub digest: Option<String>,
}

/// What is seen of a drill's file at a glance.
pub struct Glimpse {
    /// What it was opened with.
    pub first: First,
    /// The last moment the file speaks of.
    pub to: Tick,
    /// Whether it is sealed.
    pub sealed: bool,
}

impl Glimpse {
    /// A glance at a file; nothing if it is no drill.
    pub fn of(path: &Path) -> Option<Self> {
        let bytes = bytes_of(path).ok()?;
        let seen = glance(&bytes)?;
        let last = seen.last(&[ORDER, MARK, END]);
        Some(Self {
            first: from_value(seen.first().payload.clone()).ok()?,
            to: last.map_or(Tick(0), |frame| moment_of(&frame)),
            sealed: seen.has(END),
        })
    }
}

/// Why a file is no drill that can be gone on with.
#[derive(Debug)]
pub enum Unreadable {
    /// It could not be read.
    Io(io::Error),
    /// It is no drill, is altered, or holds no plan of this version.
    NoDrill,
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The bytes of a file, if it is no larger than a drill may be.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    file.take(DRILL_MAX).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The name of a drill's file, by which a branch of it is named.
fn name_of(path: &Path) -> String {
    let stem = path.file_stem();
    stem.map_or_else(String::new, |n| n.to_string_lossy().into_owned())
}

impl Recorded {
    /// Reads a drill's file.
    pub fn read(path: &Path) -> Result<Self, Unreadable> {
        Self::of(read(&bytes_of(path)?), name_of(path))
    }

    /// What a reading holds.
    fn of(reading: Reading, name: String) -> Result<Self, Unreadable> {
        let mut frames = reading.frames.into_iter();
        let first = frames.next().ok_or(Unreadable::NoDrill)?;
        let first: First = from_value(first.payload).map_err(|_| Unreadable::NoDrill)?;
        let (setup, blue) = (first.setup(), first.blue.clone());
        let plan = first.into_plan().ok_or(Unreadable::NoDrill)?;
        let opening = Opening {
            plan,
            name,
            setup,
            blue: match BotKind::named(&blue) {
                Some(kind) => kind.name(),
                None if blue == "human" => "human",
                None => BotKind::None.name(),
            },
        };
        let (mut orders, mut sealed, mut digest) = (Vec::new(), false, None);
        let mut to = Tick(0);
        for frame in frames {
            to = to.max(moment_of(&frame));
            match frame.kind.as_str() {
                ORDER => {
                    let order = from_value(frame.payload);
                    orders.push(order.map_err(|_| Unreadable::NoDrill)?);
                }
                END => {
                    sealed = true;
                    let end = from_value::<Marked>(frame.payload);
                    digest = end.ok().map(|end| end.digest);
                }
                _ => {}
            }
        }
        Ok(Self {
            opening,
            orders,
            to,
            sealed,
            digest,
        })
    }

    /// The drill again, up to a moment and with the orders given until then.
    pub fn again(&self, until: Tick) -> Drill {
        let mut drill = Drill::open(self.opening.plan.clone(), self.opening.setup);
        for given in self.orders.iter().take_while(|given| given.at <= until) {
            drill.advance(given.at);
            drill.order(given.order.clone());
        }
        drill.advance(drill.now());
        drill.advance(until.max(drill.now()));
        drill
    }

    /// The same with its bots, which lived through it: they know what they saw and ordered, so that
    /// they go on as if the drill had never stopped.
    pub fn lived(&self, until: Tick) -> (Drill, Bots) {
        let mut drill = Drill::open(self.opening.plan.clone(), self.opening.setup);
        let mut bots = self.opening.bots();
        let due = self.orders.iter().take_while(|given| given.at <= until);
        let mut due = due.peekable();
        loop {
            let step = [bots.wake(), drill.next_due()].into_iter().flatten().min();
            let step = step.filter(|at| *at <= until && !drill.ended());
            match (step, due.peek().map(|given| given.at)) {
                // An order of people, between two moments at which anything was due.
                (step, Some(at)) if step.is_none_or(|step| at < step) => {
                    drill.advance(at);
                    due.next()
                        .into_iter()
                        .for_each(|given| _ = drill.order(given.order.clone()));
                    drill.advance(at);
                }
                (Some(step), _) => {
                    drill.advance(step.max(drill.now()));
                    let now = drill.now();
                    let mut next = || {
                        let own = due.next_if(|given| given.at == now && is_bots(&given.order));
                        own.map(|given| given.order.clone())
                    };
                    bots.relive(&mut drill, &mut next);
                }
                (None, _) => break,
            }
        }
        drill.advance(until.max(drill.now()));
        (drill, bots)
    }

    /// Goes on with the drill in its own file: cuts off a torn end, writes behind what is whole.
    pub fn resume(path: &Path) -> Result<(Self, Kept), Unreadable> {
        let (mut tape, bytes) = TapeFile::open(path)?;
        let reading = read(&bytes);
        if !matches!(reading.end, Ending::Whole | Ending::Torn { .. }) {
            return Err(Unreadable::NoDrill);
        }
        let tail = reading.tail.clone();
        let recorded = Self::of(reading, name_of(path))?;
        if recorded.sealed {
            return Err(Unreadable::NoDrill);
        }
        tape.cut_to(tail.bytes())?;
        let tape: Box<dyn Renew> = Box::new(tape);
        let journal = Journal::resume(Writer::resume(tape, tail)?, recorded.to);
        Ok((recorded, journal))
    }
}

/// Whether a bot gave it.
fn is_bots(order: &Order) -> bool {
    &*order.place == "bot"
}

/// The moment a frame speaks of.
fn moment_of(frame: &Frame) -> Tick {
    let known = matches!(frame.kind.as_str(), ORDER | MARK | END);
    let at = frame.payload.get("at").and_then(serde_json::Value::as_u64);
    let at = at.filter(|_| known).and_then(|at| u32::try_from(at).ok());
    Tick(at.unwrap_or(0))
}

#[cfg(test)]
#[path = "opening_tests.rs"]
mod tests;
