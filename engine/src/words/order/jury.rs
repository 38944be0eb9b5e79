//! What the jury may ask.

use crate::words::name::{ClaimId, Name, PaperId, ProtestId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the jury may ask.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JuryAsk {
    /// Rate an objective.
    Rate {
        /// The objective's name.
        objective: Name,
        /// Performed, some challenges, major challenges, unable.
        rating: Rating,
        /// Why.
        reason: String,
    },
    /// Sign the result.
    Sign {
        /// What is said with it: a reservation, or nothing.
        #[serde(default)]
        text: String,
    },
    /// Note something on the timeline.
    Note {
        /// At which moment since STARTEX; at this one if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<u32>,
        /// The words.
        text: String,
    },
    /// Rule on a claim's score.
    Rule {
        /// The claim.
        claim: ClaimId,
        /// The words.
        text: String,
    },
    /// Give a filed form its points.
    Grade {
        /// The paper.
        paper: PaperId,
        /// From 0 to [`POINT_LIMIT`].
        points: u8,
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// Decide a protest.
    SettleProtest {
        /// The protest.
        protest: ProtestId,
        /// Whether the team is right.
        upheld: bool,
        /// Why.
        #[serde(default)]
        reason: String,
    },
}

/// The most points a paper can get.
pub const POINT_LIMIT: u8 = 100;

/// HSEEP's four ratings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    /// Performed without challenges.
    P,
    /// Performed with some challenges.
    S,
    /// Performed with major challenges.
    M,
    /// Unable to be performed.
    U,
}
