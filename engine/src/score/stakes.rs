//! What things are worth, as the plan says.

use crate::words::name::*;
use crate::words::time::{Span, Tick};

/// What a step of the attack is worth.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct StepStake {
    pub name: Name,
    pub techniques: Vec<Name>,
    pub tactic: Name,
    pub weight: u32,
    pub deadline: Span,
    pub observable: bool,
}

/// What a service is worth.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ServiceStake {
    pub name: Name,
    pub host: HostId,
    pub value: u32,
    pub rto: Span,
}

/// What an inject counts for.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct InjectStake {
    pub name: Name,
    pub points: u32,
    pub expects: bool,
}

/// A phase, and whether it counts.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct PhaseStake {
    pub name: Name,
    pub from: Tick,
    pub to: Tick,
    pub scored: bool,
}

/// All that is at stake.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "one list per kind")]
pub struct Stakes {
    pub steps: Vec<StepStake>,
    pub services: Vec<ServiceStake>,
    pub data: Vec<(Name, u32)>,
    pub injects: Vec<InjectStake>,
    pub duties: Vec<Name>,
    pub phases: Vec<PhaseStake>,
    pub rule_levels: Vec<u32>,
    pub rule_names: Vec<Name>,
    pub length: Span,
    /// What a minute without each host costs, by its role; asked of hosts that defence cut off.
    pub host_values: HostValues,
}

/// The value of a host by its number.
#[derive(Clone, Debug, Default)]
pub struct HostValues(pub Vec<(u32, u32, u32)>);

impl HostValues {
    /// Points per minute.
    pub fn of(&self, host: HostId) -> u32 {
        let i = self
            .0
            .partition_point(|(first, _, _)| *first <= host.0)
            .saturating_sub(1);
        self.0.get(i).map_or(0, |(_, _, value)| *value)
    }
}

impl Stakes {
    /// What a measure gives for each phase that counts.
    pub fn scored_phases<T>(&self, measure: impl Fn(&PhaseStake) -> T) -> Vec<(PhaseId, T)> {
        let scored = self.phases.iter().enumerate().filter(|(_, p)| p.scored);
        scored.map(|(i, p)| (PhaseId::of(i), measure(p))).collect()
    }
}
