//! What a seat asks for, in the imperative: after the seed, the only input.
//!
//! An order carries names, not ids, so that a drill file can be read by eye and an outside agent
//! needs no table. It is written to the record before it acts; then it is carried out or refused
//! with a reason, and both are facts. Each role has its own asks: a red screen cannot even say
//! `triage`.

use crate::words::cell::Cell;
use crate::words::name::Name;
use serde::{Deserialize, Serialize};

mod blue;
mod jury;
mod red;
mod white;

pub use blue::*;
pub use jury::*;
pub use red::*;
pub use white::*;

/// The most bytes of free text in one order.
pub const TEXT_LIMIT: usize = 8_000;
/// The most bytes of a title, or of a word or two in a seat's own words.
pub const TITLE_LIMIT: usize = 240;
/// The most records one claim may cite.
pub const CITE_LIMIT: usize = 64;
/// The most hosts and accounts one claim may name.
pub const SCOPE_LIMIT: usize = 3;
/// The most requests of one team that may wait for an answer.
pub const REQUEST_LIMIT: usize = 50;
/// The most rules that may be written in one drill.
pub const RULE_LIMIT: usize = 64;

/// An order of one seat.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The team that gives it.
    pub team: Name,
    /// The place within the team.
    pub place: Name,
    /// What it asks.
    pub ask: Ask,
}

/// What is asked, by role.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// Asked by a defence team.
    Blue(BlueAsk),
    /// Asked by an attack team.
    Red(RedAsk),
    /// Asked by the organisers.
    White(WhiteAsk),
    /// Asked by the jury.
    Jury(JuryAsk),
}

impl Ask {
    /// The cell that may ask this.
    pub const fn cell(&self) -> Cell {
        match self {
            Self::Blue(_) => Cell::Blue,
            Self::Red(_) => Cell::Red,
            Self::White(_) => Cell::White,
            Self::Jury(_) => Cell::Jury,
        }
    }
}

/// An action to be started.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Act {
    /// The action's name in the catalogue.
    pub action: Name,
    /// What it is aimed at, `kind:name`; empty for an action without target.
    pub on: Name,
    /// From where: a host's name; empty for the internet, or for blue.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub from: Name,
    /// The outside address it works with.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub c2: Name,
    /// The account it uses.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub using: Name,
    /// The body that is to carry it out.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub via: Name,
    /// How long it lasts, in seconds, where that is a choice.
    pub lasts: u32,
}

/// What a team asks of the organisers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestKind {
    /// That an address that is blocked be opened again.
    Unblock {
        /// The address: its name, its domain or the number itself.
        address: Name,
    },
    /// That somebody look whether a function works.
    Check {
        /// Which, in the team's words.
        what: Name,
    },
    /// Anything else.
    Other,
}
