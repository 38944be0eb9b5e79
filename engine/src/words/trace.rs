//! What an action leaves where it ran, before any sensor has seen it.

use crate::words::name::{ClassId, HostId, Name, RunId, StepId};
use crate::words::time::Tick;
use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whose doing a record is. Hidden from every seat but white and jury.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A step of the scripted campaign.
    Step(StepId),
    /// A technique of a human red.
    Red(RunId),
    /// The city's daily life; an attempt from outside that fails is one too.
    Life {
        /// Whether it comes from a hostile stranger: an attempt, not a benign trigger.
        attempt: bool,
    },
    /// What defence itself did.
    Defence(RunId),
}

impl Origin {
    /// Whether the attack under drill left it.
    pub const fn is_attack(self) -> bool {
        matches!(self, Self::Step(_) | Self::Red(_))
    }
}

/// How far what a trace tells of came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Passage {
    /// Where it was to.
    Through,
    /// It was turned away on its way; who stands there says so.
    Refused,
    /// It never came to the machine that the trace is about: what that machine itself would write
    /// down, it does not.
    Absent,
}

/// A trace waiting for a sensor.
#[derive(Clone, Debug)]
pub struct Trace {
    /// When it was left: now or a little later, within the run.
    pub at: Tick,
    /// The machine it concerns; none for what only the outside sees.
    pub host: Option<HostId>,
    /// Its class of log.
    pub class: ClassId,
    /// Fields that differ from the class's defaults.
    pub fields: Vec<(Name, String)>,
    /// Whose doing it is.
    pub origin: Origin,
    /// How far it came.
    pub passage: Passage,
}

/// Traces waiting for their moment, in the order in which they were left.
#[derive(Resource, Default)]
pub struct Traces {
    waiting: BTreeMap<(Tick, u64), Trace>,
    left: u64,
}

impl Traces {
    /// Leaves these.
    pub fn leave(&mut self, traces: Vec<Trace>) {
        for trace in traces {
            self.waiting.insert((trace.at, self.left), trace);
            self.left += 1;
        }
    }

    /// The next whose moment has come.
    pub fn take(&mut self, now: Tick) -> Option<Trace> {
        let entry = self.waiting.first_entry()?;
        (entry.key().0 <= now).then(|| entry.remove())
    }

    /// When the next one's moment comes.
    pub fn next(&self) -> Option<Tick> {
        self.waiting.first_key_value().map(|((at, _), _)| *at)
    }
}
