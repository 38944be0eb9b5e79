//! The small words that facts are made of.

use crate::words::name::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a fact came about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The plan: phases, daily life, clocks.
    Plan,
    /// A seat's order.
    Order(OrderId),
    /// A step of the campaign.
    Step(StepId),
    /// A run of an action.
    Run(RunId),
    /// An inject.
    Inject(InjectId),
    /// Another fact.
    Fact(FactId),
}

/// Who did a harm: users feel both alike, scores keep them apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The attack.
    Attack,
    /// The defence.
    Defence,
    /// Neither: a fault, a drill control.
    Neither,
}

/// How far a foothold goes.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Grip {
    /// As a user of the host.
    User,
    /// As its administrator.
    Admin,
}

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Done.
    Done,
    /// Tried, and it did not work out.
    Failed,
    /// A control stopped it; which, is a fact of its own.
    Stopped,
    /// What it needed was gone when it came to it.
    Overtaken,
    /// Taken back before it started.
    Undone,
    /// The body that was to carry it out did not.
    Declined,
}

/// What the truth behind an alert is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// This step of the attack.
    Step(StepId),
    /// A human red's run.
    Red(RunId),
    /// A stranger's attempt that failed.
    Attempt,
    /// Harmless.
    Benign,
}

/// What a run waits for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wait {
    /// The leader's approval.
    Approval,
    /// Free staff.
    Staff,
    /// Another body.
    Body(OrgId),
}

/// What of a control is switched off or on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Switched {
    /// All of it.
    Control(ControlId),
    /// Its kind, on one host.
    Host(HostId),
}

/// How much a link carries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// All it may.
    #[default]
    Open,
    /// Only what is marked as needed.
    Restricted,
    /// Nothing.
    Cut,
}

/// Why a service does not serve as it should.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It serves.
    Sound,
    /// Its host is encrypted.
    Encrypted,
    /// It was stopped.
    Stopped,
    /// It is flooded.
    Flooded,
    /// Its pages are altered.
    Defaced,
    /// Its host is isolated or being rebuilt.
    HostAway,
    /// Its host has no power.
    NoPower,
    /// Its users cannot reach it.
    Unreachable,
    /// Something it stands on does not serve.
    Dependency(ServiceId),
}

/// How far the protection of a system by its level has come: what a dossier says, and what is so.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Compliance {
    /// Its level is determined.
    Classified,
    /// Its dossier is approved.
    Approved,
    /// The plan of its dossier is fully deployed.
    Deployed,
    /// It was inspected and assessed in the period.
    Assessed,
}

/// What an inspection saw that is not as it should be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Odd {
    /// Somebody who attacks holds the host.
    Held,
    /// The data on the host are encrypted.
    Encrypted,
    /// Both.
    HeldEncrypted,
    /// A service or a control does not work.
    Down,
    /// A control works and nobody looks at what it says.
    Unwatched,
    /// A copy cannot be used to restore from.
    Spoiled,
    /// The contact of a body does not answer.
    Unanswered,
}

/// An inject of the list, or one written during the drill.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnyInject {
    /// Of the list.
    Planned(InjectId),
    /// Written during the drill.
    Written(AdHocId),
}
