//! Who keeps the door of a drill that people come to from elsewhere, as a desk knows them.
//!
//! Who is there, and who may come, is not of the drill: it is no fact, in no view and in no record,
//! and a screen asks the one who keeps the door for it.

use engine::words::cell::Cell;
use engine::words::name::Name;
use engine::words::text::Text;

/// Somebody at a terminal, or a machine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Visit {
    /// The address they come from.
    pub from: String,
    /// The fingerprint of their key.
    pub key: String,
    /// Since when, on the clock of the server.
    pub since: String,
    /// What they do: `shell` at a terminal, else the word they came with.
    pub does: &'static str,
    /// How many seconds they have done nothing.
    pub idle: u64,
}

/// A seat of the roster, and who sits in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Its name.
    pub seat: Name,
    /// What it is called.
    pub title: Option<Text>,
    /// Its team.
    pub team: Name,
    /// The part it plays.
    pub cell: Cell,
    /// Whether a code waits to be used.
    pub waits: bool,
    /// Who sits there, those who came first in front.
    pub here: Vec<Visit>,
}

/// What the organisers ask of whoever keeps the door.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PorterAsk {
    /// A fresh one-time code for a seat.
    Code(Name),
    /// The same, and whoever had the seat is sent away and has it no more.
    Hand(Name),
    /// Whoever sits there is to go; they may come again.
    Part(Name),
}

/// What came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PorterSaid {
    /// The code that opens the seat, once.
    Code(Name, String),
    /// So many were sent away from there.
    Parted(Name, usize),
    /// There is no such seat.
    NoSeat(Name),
    /// It could not be written down, so nothing is changed.
    NotKept(String),
}

/// Keeps the door.
pub trait Porter: Send + Sync {
    /// Every seat, in the order of the roster.
    fn places(&self) -> Vec<Place>;

    /// Does what is asked.
    fn attend(&self, ask: &PorterAsk) -> PorterSaid;
}
