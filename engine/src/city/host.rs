//! Hosts: one by one, and by groups so that a city of a million is a few lines of text.
//!
//! A host's name, zone, organisation, address and weaknesses follow from its group and its number;
//! only what happens to it is stored, and the rarer part of that only for hosts it happened to.

use crate::city::shuffle::Shuffle;
use crate::words::fact::{Grip, Side};
use crate::words::known::Numbered;
use crate::words::name::*;
use crate::words::text::Text;
use crate::words::time::{Span, Tick};
use crate::words::trace::Origin;
use crate::words::written::At;
use bevy_ecs::prelude::Component;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

// ── Written ──

/// What kind of system a host runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are the field's own")]
pub enum Platform {
    Windows,
    Linux,
    Ot,
    Network,
    Mobile,
}

/// A role that hosts have. One file each, in `catalogue/roles`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleWritten {
    /// What it is called.
    pub title: Text,
    /// What it runs.
    pub platform: Platform,
    /// How many people work on one; 0 for servers.
    #[serde(default)]
    pub users: u16,
    /// Classes of log such a machine writes.
    #[serde(default)]
    pub logs: Vec<At<String>>,
    /// What it is worth, in points, when it is lost or taken away for a minute.
    #[schemars(range(max = 1000))]
    pub value: u16,
}

/// A host.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called.
    pub title: Option<Text>,
    /// Its role.
    pub role: At<String>,
    /// Where it stands.
    pub zone: At<String>,
    /// Whose it is.
    pub org: At<String>,
    /// Its address; given out by place if absent.
    pub address: Option<At<String>>,
    /// Its weaknesses.
    #[serde(default)]
    pub weaknesses: Vec<At<String>>,
    /// How wary its user is, per mille; the organisation's if absent.
    #[schemars(range(max = 1000))]
    pub awareness: Option<u16>,
    /// Classes of log that its logging policy leaves out at STARTEX.
    #[serde(default)]
    pub silent: Vec<At<String>>,
}

/// Many hosts alike.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupWritten {
    /// Its name; members are numbered, `ws-so-017`.
    pub name: At<String>,
    /// What they are called.
    pub title: Option<Text>,
    /// Their role.
    pub role: At<String>,
    /// Where they stand.
    pub zone: At<String>,
    /// Whose they are, spread evenly in order; `so-*` names a group of organisations.
    #[schemars(length(min = 1))]
    pub orgs: Vec<At<String>>,
    /// How many.
    #[schemars(range(min = 1, max = 2_000_000))]
    pub count: At<u32>,
    /// Weaknesses, and how many of a thousand hosts have each.
    #[serde(default)]
    pub weaknesses: BTreeMap<At<String>, u16>,
    /// How wary their users are, per mille; the organisation's if absent.
    #[schemars(range(max = 1000))]
    pub awareness: Option<u16>,
    /// Classes of log left out at STARTEX, and on how many of a thousand hosts.
    #[serde(default)]
    pub silent: BTreeMap<At<String>, u16>,
}

// ── the plan ──

/// A role.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Role {
    pub name: Name,
    pub title: Text,
    pub platform: Platform,
    pub users: u16,
    pub logs: Vec<Name>,
    pub value: u16,
}

/// A host or a group of them: `count` ids from `first` on.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Group {
    pub name: Name,
    pub title: Text,
    pub single: bool,
    pub first: u32,
    pub count: u32,
    /// Where the first stands among the hosts of its zone.
    pub in_zone: u32,
    /// How its members are numbered.
    pub numbers: Shuffle,
    pub role: RoleId,
    pub zone: ZoneId,
    pub orgs: Vec<OrgId>,
    pub flaws: Vec<(FlawId, u16)>,
    pub address: Option<Name>,
    pub awareness: Option<u16>,
    /// Classes of log, and how many of a thousand members do not write them at STARTEX.
    pub silent: Vec<(Name, u16)>,
}

impl Group {
    /// How many digits its members' numbers have.
    pub fn digits(&self) -> usize {
        self.count.to_string().len().max(2)
    }

    /// The organisation of its n-th member.
    pub fn org(&self, n: u32) -> OrgId {
        let share = u64::from(n) * self.orgs.len() as u64 / u64::from(self.count.max(1));
        self.orgs[usize::try_from(share).unwrap_or(0).min(self.orgs.len() - 1)]
    }
}

// ── Lives ──

/// A host's own condition.
#[derive(Component, Clone, Copy)]
pub struct Host {
    /// Its number.
    pub id: HostId,
    isolated: bool,
    encrypted: bool,
    rebuilding: bool,
    unpowered: Option<Side>,
}

impl Numbered for Host {
    type Id = HostId;

    fn place(id: HostId) -> usize {
        id.at()
    }
}

impl Host {
    /// A host to which nothing has happened.
    pub fn new(id: HostId) -> Self {
        Self {
            id,
            isolated: false,
            encrypted: false,
            rebuilding: false,
            unpowered: None,
        }
    }

    /// Whether it is cut off from the network.
    pub fn is_isolated(&self) -> bool {
        self.isolated
    }

    /// Whether its data are encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.encrypted
    }

    /// Whether it is away, being made anew.
    pub fn is_rebuilding(&self) -> bool {
        self.rebuilding
    }

    /// Whether it has power.
    pub fn is_powered(&self) -> bool {
        self.unpowered.is_none()
    }

    /// Whose doing it is that it has no power, if it has none.
    pub fn unpowered_by(&self) -> Option<Side> {
        self.unpowered
    }

    /// Whether it runs at all.
    pub fn is_up(&self) -> bool {
        !self.rebuilding && self.is_powered()
    }

    /// Whether it can talk to others.
    pub fn is_online(&self) -> bool {
        !self.isolated && self.is_up()
    }

    /// Takes its power, or gives it back with nobody to blame; true if that is a change.
    pub fn power(&mut self, cut_by: Option<Side>) -> bool {
        let was = std::mem::replace(&mut self.unpowered, cut_by);
        was.is_some() != cut_by.is_some()
    }

    /// Isolates or reconnects; true if that is a change.
    pub fn isolate(&mut self, yes: bool) -> bool {
        std::mem::replace(&mut self.isolated, yes) != yes
    }

    /// Encrypts; true if it was not.
    pub fn encrypt(&mut self) -> bool {
        !std::mem::replace(&mut self.encrypted, true)
    }

    /// Takes it away to be made anew, or brings it back.
    pub fn rebuild(&mut self, away: bool) {
        self.rebuilding = away;
    }

    /// Makes its data readable again.
    pub fn decrypt(&mut self) {
        self.encrypted = false;
    }
}

/// What the attack holds on a host. Only on hosts where it holds something.
#[derive(Component, Clone, Debug)]
#[component(storage = "SparseSet")]
pub struct Foothold {
    /// Which team.
    pub team: TeamId,
    /// How far it goes.
    pub grip: Grip,
    /// Since when.
    pub since: Tick,
    /// Whether it outlives a restart and a plain cleaning.
    pub lasting: bool,
    /// How it calls home.
    pub beacon: Option<Beacon>,
}

/// A forgery of the attack's that lies on a host until it is recalled: nobody holds the machine,
/// but whoever reads there may obey it. Only on hosts where one lies.
#[derive(Component, Clone, Debug)]
#[component(storage = "SparseSet")]
pub struct Lodged {
    /// Whose it is.
    pub team: TeamId,
}

/// How a foothold calls home.
#[derive(Clone, Copy, Debug)]
pub struct Beacon {
    /// Where to.
    pub to: AddressId,
    /// How often.
    pub every: Span,
    /// The action whose traces a call leaves.
    pub like: ActionId,
    /// Whose doing.
    pub origin: Origin,
    /// Whether the last call got through.
    pub alive: bool,
}

/// Controls that are off on this host although they are on elsewhere.
#[derive(Component, Clone, Debug, Default)]
#[component(storage = "SparseSet")]
pub struct Blind(pub Vec<KindId>);

/// A host's logging policy, where it was changed after STARTEX: which classes of log it writes now
/// although it did not, and the other way round.
#[derive(Component, Clone, PartialEq, Debug, Default)]
#[component(storage = "SparseSet")]
pub struct LogPolicy(BTreeMap<ClassId, bool>);

impl LogPolicy {
    /// Whether it writes this class, of which it wrote `planned` at STARTEX.
    pub fn writes(&self, class: ClassId, planned: bool) -> bool {
        self.0.get(&class).copied().unwrap_or(planned)
    }

    /// Switches a class on or off; true if that is a change.
    pub fn switch(&mut self, class: ClassId, planned: bool, on: bool) -> bool {
        let was = self.writes(class, planned);
        self.0.insert(class, on);
        was != on
    }
}

/// What became of the logs kept on the machine itself. Only where something did.
#[derive(Component, Clone, Debug, Default)]
#[component(storage = "SparseSet")]
pub struct LocalLogs {
    begins: Tick,
    taken: Vec<(Tick, Tick)>,
}

impl LocalLogs {
    /// They are cleared: what was written before is gone, unless it had been taken.
    pub fn clear(&mut self, now: Tick) {
        self.begins = Tick(now.0.saturating_add(1));
    }

    /// They are taken as evidence, as far as they still reach back.
    pub fn take(&mut self, now: Tick) {
        self.taken.push((self.begins, now));
    }

    /// Whether what was written at this moment is among what was taken.
    pub fn holds(&self, at: Tick) -> bool {
        self.taken
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&at))
    }
}

/// Weaknesses closed on this host.
#[derive(Component, Clone, Debug, Default)]
#[component(storage = "SparseSet")]
pub struct Patched(pub Vec<FlawId>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cleared_before_it_was_taken_is_gone() {
        let mut logs = LocalLogs::default();
        logs.take(Tick(10));
        logs.clear(Tick(20));
        logs.take(Tick(30));
        let seen: Vec<bool> = [5, 10, 15, 20, 25, 35].map(|t| logs.holds(Tick(t))).into();
        assert_eq!(seen, [true, true, false, false, true, false]);
    }
}
