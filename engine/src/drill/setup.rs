//! What a drill is opened with, besides its plan.

use serde::{Deserialize, Serialize};

/// Who attacks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RedBy {
    /// The scenario's campaign.
    #[default]
    Script,
    /// People: the campaign does not start, and nothing waits for its steps.
    Human,
}

/// How a drill is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Setup {
    /// The seed.
    pub seed: u64,
    /// Who attacks.
    pub red: RedBy,
}

impl From<u64> for Setup {
    fn from(seed: u64) -> Self {
        Self {
            seed,
            red: RedBy::Script,
        }
    }
}
