//! Leads: what a source of intelligence says, graded as the field grades it, late, and at times
//! wrong; and what a team makes of it. A lead comes as an inject.

use crate::script::msel::{self, Injects, Msel};
use crate::words::cell::Audience;
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::TeamId;
use crate::words::refusal::Refusal;
use crate::words::time::Span;
use bevy_ecs::prelude::World;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How reliable a source is, by the letters of the Admiralty system.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged.
    F,
}

impl Reliability {
    /// Its letter.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::E => 'E',
            Self::F => 'F',
        }
    }
}

/// A lead: an inject that a source of intelligence sends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// How reliable its source is, `a` to `f` (Admiralty system).
    pub source: Reliability,
    /// How credible it was when sent, 1 (confirmed) to 6 (cannot be judged).
    #[schemars(range(min = 1, max = 6))]
    pub credit: u8,
    /// How long after what it tells of it comes.
    #[serde(default)]
    pub late: Span,
    /// Whether it is so. The teams are told at the release.
    pub holds: bool,
}

impl Lead {
    /// Its grade, as the Admiralty system writes it: `B2`.
    #[must_use]
    pub fn grade(&self) -> String {
        format!("{}{}", self.source.letter(), self.credit)
    }
}

/// A team takes a lead for true or rejects it, and says why. Nobody tells it whether it is right
/// before the release.
///
/// # Errors
///
/// That no such lead has reached the team, that it says nothing of why, or that it has said so
/// already.
pub fn weigh(
    world: &mut World,
    team: TeamId,
    name: &str,
    (taken, reason): (bool, String),
    by: Cause,
) -> Result<(), Refusal> {
    let id = msel::reached(world, team, name)?;
    let lead = world.plan::<Msel>().injects[id.at()].lead;
    let lead = lead.ok_or_else(|| Refusal::Unknown {
        what: "inject".into(),
    })?;
    let state = &mut world.resource_mut::<Injects>().0[id.at()];
    if reason.trim().is_empty() {
        return Err(Refusal::Lacks {
            what: "reason".into(),
        });
    }
    if std::mem::replace(&mut state.weighed, true) {
        return Err(Refusal::Already);
    }
    let mut facts = world.resource_mut::<Facts>();
    let weighed = FactKind::LeadWeighed {
        team,
        inject: id,
        taken,
        reason,
    };
    let weighed = facts.state(by, Audience::team(team), weighed);
    let right = taken == lead.holds;
    let judged = FactKind::LeadJudged { inject: id, right };
    facts.state(Cause::Fact(weighed), Audience::HOTWASH, judged);
    Ok(())
}
