//! What a drill leaves on disk, and in which order: the plan and the seed, each order before it
//! acts, a mark every drill hour, and at the end the seal with all facts.
//!
//! `verify` reads with the same types, so that the two cannot drift apart.

use std::collections::BTreeMap;
use std::io::{self, Write};

use engine::drill::{Drill, RedBy, Setup};
use engine::plan::Texts;
use engine::record::{Tape, Writer};
use engine::words::fact::Fact;
use engine::words::order::Order;
use engine::words::time::{HOUR, Tick};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The kind of a frame with an order.
pub const ORDER: &str = "order";
/// The kind of a frame with a digest at a moment.
pub const MARK: &str = "mark";
/// The kind of the frame that says how the drill ended.
pub const END: &str = "end";
/// The kind of a frame with facts.
pub const FACTS: &str = "facts";

/// The most facts in one frame.
pub const FACTS_IN_FRAME: usize = 1_000;

/// Frame 0: all that a drill is made from, besides its orders; not the language it was shown in,
/// which changes nothing. Older files name one, and are read all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct First {
    /// The version of the engine that plays it.
    pub engine: String,
    /// The seed.
    pub seed: u64,
    /// Who defends.
    #[serde(default)]
    pub blue: String,
    /// Who attacks; the campaign in files of before there was a choice.
    #[serde(default)]
    pub red: RedBy,
    /// The version of the rules it is scored by; files of before it was named have the first.
    #[serde(default = "first_rules")]
    pub scoring: u32,
    /// The scenario and its catalogue, by file name.
    pub texts: BTreeMap<String, String>,
    /// The plan's digest.
    pub plan: String,
}

const fn first_rules() -> u32 {
    1
}

impl First {
    /// How the drill was opened.
    #[must_use]
    pub const fn setup(&self) -> Setup {
        Setup {
            seed: self.seed,
            red: self.red,
        }
    }

    /// The texts as the plan reads them.
    #[must_use]
    pub fn into_texts(self) -> Texts {
        Texts(
            self.texts
                .into_iter()
                .map(|(name, text)| (name, text.into_bytes()))
                .collect(),
        )
    }
}

/// An order and when it was given.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Ordered {
    /// When.
    pub at: Tick,
    /// What.
    pub order: Order,
}

/// A digest and when it was taken: of a mark, or of the end.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Marked {
    /// When.
    pub at: Tick,
    /// The digest of all facts up to then.
    pub digest: String,
}

/// Facts as sealed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Sealed {
    /// The facts, in their order.
    pub facts: Vec<Fact>,
}

/// A drill being written.
pub struct Journal<T, F> {
    writer: Writer<T>,
    follow: Option<F>,
    orders: u64,
    last_order: Option<Tick>,
    marked: u32,
    failed: Option<io::Error>,
}

impl<T: Tape, F: Write> Journal<T, F> {
    /// Begins a drill; its first frame is on disk when this comes back. With `follow`, each order
    /// that is safe is acknowledged there by a line of JSON.
    pub fn begin(tape: T, first: &First, follow: Option<F>) -> io::Result<Self> {
        let writer = Writer::new(tape, first)?;
        Ok(Self {
            writer,
            follow,
            orders: 0,
            last_order: None,
            marked: 0,
            failed: None,
        })
    }

    /// Goes on with a drill that stands at this moment.
    pub fn resume(writer: Writer<T>, at: Tick) -> Self {
        Self {
            writer,
            follow: None,
            orders: 0,
            last_order: Some(at),
            marked: at.0 / HOUR,
            failed: None,
        }
    }

    /// Makes orders safe. Only when this has come back may they act.
    pub fn keep(&mut self, at: Tick, orders: &[Order]) -> io::Result<()> {
        self.still_good()?;
        if orders.is_empty() {
            return Ok(());
        }
        let mut kept = Vec::with_capacity(orders.len());
        for order in orders {
            kept.push(
                self.writer
                    .push(ORDER, &json!({"at": at, "order": order}))?,
            );
        }
        self.writer.commit()?;
        self.orders += orders.len() as u64;
        self.last_order = Some(at);
        self.acknowledge(&kept);
        Ok(())
    }

    /// Marks the digest when another drill hour is over. A mark stands only where no order waits
    /// to act, so that there is but one digest for the moment.
    pub fn mark(&mut self, drill: &Drill) {
        let (now, hour) = (drill.now(), drill.now().0 / HOUR);
        if hour <= self.marked || self.last_order == Some(now) || self.failed.is_some() {
            return;
        }
        self.marked = hour;
        let mark = json!({"at": now, "digest": drill.digest().to_string()});
        let done = self
            .writer
            .push(MARK, &mark)
            .and_then(|_| self.writer.commit());
        self.failed = done.err();
    }

    /// Seals the drill: how it ended, and every fact.
    pub fn seal(&mut self, drill: &Drill) -> io::Result<()> {
        self.still_good()?;
        let end = json!({"at": drill.now(), "digest": drill.digest().to_string()});
        self.writer.push(END, &end)?;
        for facts in drill.facts().chunks(FACTS_IN_FRAME) {
            self.writer.push(FACTS, &json!({"facts": facts}))?;
        }
        self.writer.commit()
    }

    /// How many orders are safe.
    pub const fn orders(&self) -> u64 {
        self.orders
    }

    /// The digest of the whole file.
    pub fn digest(&self) -> String {
        self.writer.tail().digest()
    }

    /// A failure between two orders comes out with the next thing that is written.
    fn still_good(&mut self) -> io::Result<()> {
        self.failed.take().map_or(Ok(()), Err)
    }

    /// A follower who has gone away does not stop the drill.
    fn acknowledge(&mut self, kept: &[u64]) {
        let Some(out) = &mut self.follow else { return };
        let lines: String = kept
            .iter()
            .map(|seq| format!("{{\"kept\": {seq}}}\n"))
            .collect();
        if out
            .write_all(lines.as_bytes())
            .and_then(|()| out.flush())
            .is_err()
        {
            self.follow = None;
        }
    }
}
