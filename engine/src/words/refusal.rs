//! Why an order was not admitted. A refusal is a fact; nobody's order is lost.

use crate::words::name::Name;
use serde::{Deserialize, Serialize};

/// A reason. For red and blue alike it never tells what the seat may not know.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// No team of this name.
    NoSuchTeam,
    /// Not for this cell to ask.
    WrongCell,
    /// The drill has ended.
    Ended,
    /// Nothing of this kind and name is known.
    Unknown {
        /// What was looked for.
        what: Name,
    },
    /// The action is aimed at another kind of thing.
    WrongTarget,
    /// The action is another cell's.
    NotYours,
    /// Too much or too little in the order: text, cited records, scope.
    Limits {
        /// Which part.
        what: Name,
    },
    /// A requirement does not hold.
    Lacks {
        /// Which, as written in the catalogue.
        what: Name,
    },
    /// The rules of the drill keep the team away from the target.
    OutOfBounds,
    /// The body has no say over the target; the order must go by this one.
    NoAuthority {
        /// The organisation by which it must go; empty if there is none.
        by: Name,
    },
    /// The contact published for this organisation is dead.
    NoContact,
    /// The organisation did not comply.
    Declined,
    /// Already answered, verified, judged or under way.
    Already,
    /// Not yet finished, so there is nothing to verify or assess.
    NotDone,
    /// It has started and cannot be taken back.
    Started,
    /// A block may be lifted only on the organisers' order.
    OnlyOnOrder,
    /// The record is not to be seen by this team.
    NoSuchRecord,
    /// It has not come about yet, so there is nothing to send again or to mark.
    NotYet,
    /// The jury has signed the result: what it rests on is closed.
    Signed,
    /// A protest waits for its decision, so the result cannot be signed.
    Pending,
    /// The text is no rule: what is wrong with it, at most [`FAULTS_SHOWN`].
    BadRule {
        /// In order of their places.
        faults: Vec<TextFault>,
    },
}

/// The most faults of a rule that a refusal tells of.
pub const FAULTS_SHOWN: usize = 20;

/// Something wrong in a text that a seat wrote.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct TextFault {
    /// Its line, from 1.
    pub line: u32,
    /// Its column, in characters from 1.
    pub column: u32,
    /// What is wrong, in English, as the reader of rules says it.
    pub message: String,
}
