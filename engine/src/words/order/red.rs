//! What an attack team may ask, and the words it asks it in.

use crate::words::name::{Name, RunId};
use crate::words::order::{Act, RequestKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad what a finding tells of is.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Of little consequence by itself.
    Low,
    /// To be put right in time.
    Medium,
    /// To be put right soon.
    High,
    /// To be put right now.
    Critical,
}

/// A finding as an attack team reports it: what can be done to the city, and how to prevent it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RedFinding {
    /// What it is called.
    pub title: String,
    /// How bad it is.
    pub severity: Severity,
    /// Where it lies, `kind:name`.
    pub on: Name,
    /// What it does to machines and networks.
    #[serde(default)]
    pub resources: String,
    /// …to data.
    #[serde(default)]
    pub data: String,
    /// …to the people served.
    #[serde(default)]
    pub users: String,
    /// How it is done, step by step.
    #[serde(default)]
    pub steps: String,
    /// How it is put right.
    #[serde(default)]
    pub fix: String,
    /// The runs that show it, at least one, at most
    /// [`CITE_LIMIT`](crate::words::order::CITE_LIMIT).
    pub evidence: Vec<RunId>,
}

/// What an attack team may ask.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RedAsk {
    /// Start a technique.
    Act(Act),
    /// Take back what has not started.
    Undo {
        /// The run.
        run: RunId,
    },
    /// Say something to the organisers.
    Say {
        /// The words.
        text: String,
    },
    /// Report a finding.
    Report(Box<RedFinding>),
    /// Ask something of the organisers.
    Request {
        /// What.
        kind: RequestKind,
        /// Why.
        #[serde(default)]
        text: String,
    },
}
