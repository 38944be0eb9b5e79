//! Cells, teams, seats, and who may know a thing.

use crate::words::name::{Name, TeamId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The part a team plays. Green, the city's daily life, is always scripted.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// The organisers (BTC).
    White,
    /// The attack team.
    Red,
    /// The defence team.
    Blue,
    /// The jury and evaluators (BGK).
    Jury,
    /// Who may watch and not act.
    Observer,
    /// The city's daily life.
    Green,
}

impl Cell {
    /// The word it is written by.
    pub const fn word(self) -> &'static str {
        match self {
            Self::White => "white",
            Self::Red => "red",
            Self::Blue => "blue",
            Self::Jury => "jury",
            Self::Observer => "observer",
            Self::Green => "green",
        }
    }
}

/// The most teams in one drill: an audience is one word of bits.
pub const TEAM_LIMIT: usize = 32;

/// One person's place in a team.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Seat {
    /// The team's name.
    pub team: Name,
    /// The place within it.
    pub place: Name,
}

/// Who may know a fact at once. At hotwash everybody may.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Audience(u32);

impl Audience {
    /// Everybody at the drill, observers too.
    pub const ALL: Self = Self(u32::MAX);
    /// Nobody before hotwash, but for white and jury, who know all.
    pub const HOTWASH: Self = Self(0);

    /// One team, at once.
    pub const fn team(team: TeamId) -> Self {
        Self(1 << team.0)
    }

    /// These and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this team is among them.
    pub const fn holds(self, team: TeamId) -> bool {
        self.0 >> team.0 & 1 == 1
    }
}
