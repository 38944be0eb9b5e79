//! Controls. That one exists, that it is on, that it is healthy, that what it writes is collected,
//! and that somebody watches: five different things, and the drill is often about the difference.

use crate::city::map::Map;
use crate::words::known::Numbered;
use crate::words::name::*;
use crate::words::text::Text;
use crate::words::time::Spans;
use crate::words::written::At;
use bevy_ecs::prelude::Component;
use schemars::JsonSchema;
use serde::Deserialize;

// ── Written ──

/// What a control covers: all hosts that any of these name.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoversWritten {
    /// All hosts of these zones.
    #[serde(default)]
    pub zones: Vec<At<String>>,
    /// All hosts of these organisations.
    #[serde(default)]
    pub orgs: Vec<At<String>>,
    /// These hosts and groups.
    #[serde(default)]
    pub hosts: Vec<At<String>>,
}

/// A control.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ControlWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called.
    pub title: Text,
    /// Which kind, of `catalogue/controls.yml`.
    pub kind: At<String>,
    /// What it covers.
    pub covers: CoversWritten,
    /// How many of a thousand covered hosts it is really on; all if absent.
    #[schemars(range(max = 1000))]
    pub coverage: Option<u16>,
    /// Whether it is switched on at STARTEX.
    pub on: Option<bool>,
    /// Whether it works at STARTEX.
    pub healthy: Option<bool>,
    /// Whether anybody looks at what it raises.
    pub watched: Option<bool>,
    /// Whether what it writes reaches the monitoring centre.
    pub collected: Option<bool>,
    /// How long what it writes is under way to the monitoring centre; no time if absent.
    pub delay: Option<Spans>,
    /// How many of a thousand of its records never get there; none if absent.
    #[schemars(range(max = 1000))]
    pub loss: Option<u16>,
    /// Who runs it.
    pub org: At<String>,
}

// ── the plan ──

/// A control.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Control {
    pub name: Name,
    pub title: Text,
    pub kind: KindId,
    pub zones: Vec<ZoneId>,
    pub orgs: Vec<OrgId>,
    pub hosts: Vec<std::ops::Range<u32>>,
    pub coverage: u16,
    pub on: bool,
    pub healthy: bool,
    pub watched: bool,
    pub collected: bool,
    pub delay: Spans,
    pub loss: u16,
    pub org: OrgId,
}

// ── Lives ──

/// Whether a control works at present.
#[derive(Component, Clone, Copy)]
pub struct ControlState {
    on: bool,
    healthy: bool,
    watched: bool,
}

impl Numbered for ControlState {
    type Id = ControlId;

    fn place(id: ControlId) -> usize {
        id.at()
    }
}

impl ControlState {
    /// As it is at STARTEX.
    pub fn of(control: &Control) -> Self {
        Self {
            on: control.on,
            healthy: control.healthy,
            watched: control.watched,
        }
    }

    /// Whether it does its work.
    pub fn works(&self) -> bool {
        self.on && self.healthy
    }

    /// Whether somebody looks at what it raises.
    pub fn is_watched(&self) -> bool {
        self.watched
    }

    /// Switches it off; true if it worked.
    pub fn blind(&mut self) -> bool {
        std::mem::replace(&mut self.on, false) && self.healthy
    }

    /// Makes it on and healthy, with somebody who looks at what it raises; true if it was not.
    pub fn heal(&mut self) -> bool {
        let was_whole = self.works() && self.watched;
        (self.on, self.healthy, self.watched) = (true, true, true);
        !was_whole
    }
}

// ── whom it covers ──

impl Map {
    /// Whether a control is meant for a host. Whether it is really there is another question.
    pub fn is_meant_for(&self, control: ControlId, host: HostId) -> bool {
        let plan = &self.controls[control.at()];
        let (group, n) = self.group_of(host);
        plan.zones.contains(&group.zone)
            || plan.orgs.contains(&group.org(n))
            || plan.hosts.iter().any(|range| range.contains(&host.0))
    }

    /// Whether a control is really on a host that it is meant to cover.
    pub fn covers(&self, control: ControlId, host: HostId) -> bool {
        let plan = &self.controls[control.at()];
        self.is_meant_for(control, host)
            && (plan.coverage >= 1_000
                || self
                    .seed()
                    .fixed(u64::from(host.0) << 16 | u64::from(control.0), "cover")
                    .hits(plan.coverage))
    }

    /// The controls of a kind, in order.
    pub fn controls_of(&self, kind: KindId) -> impl Iterator<Item = ControlId> + '_ {
        let same = move |(i, c): (usize, &Control)| (c.kind == kind).then(|| ControlId::of(i));
        self.controls.iter().enumerate().filter_map(same)
    }
}
