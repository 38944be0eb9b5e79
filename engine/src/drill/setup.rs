//! What a drill is opened with, besides its plan.

use crate::plan::Plan;
use crate::score::stakes::Stakes;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Who attacks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RedBy {
    /// The scenario's campaign.
    #[default]
    Script,
    /// People: the campaign does not start, and nothing waits for its steps.
    Human,
    /// A bot in the place of people, after what the campaign is after.
    Adaptive,
}

/// How a drill is opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Setup {
    /// The seed.
    pub seed: u64,
    /// Who attacks.
    pub red: RedBy,
}

impl Setup {
    /// What is at stake in a drill of this plan so opened: where people attack, nobody is held
    /// against the script.
    pub fn stakes<'p>(&self, plan: &'p Plan) -> Cow<'p, Stakes> {
        plan.stakes.where_people_attack(self.red == RedBy::Human)
    }

    /// The same with nobody at a desk: where people attack, the campaign does. What a drill's score
    /// is held against.
    #[must_use]
    pub fn unattended(self) -> Self {
        match self.red {
            RedBy::Human => self.seed.into(),
            RedBy::Script | RedBy::Adaptive => self,
        }
    }
}

impl From<u64> for Setup {
    fn from(seed: u64) -> Self {
        Self {
            seed,
            red: RedBy::Script,
        }
    }
}
