//! How things stood before: machines, controls and services, each only where something became of
//! it. Whoever looks back needs it, because what a machine wrote an hour ago depends on how it
//! stood then.

use crate::action::require::Now;
use crate::action::run::Run;
use crate::city::control::ControlState;
use crate::city::host::{Blind, Host, LogPolicy};
use crate::city::map::Map;
use crate::city::place::Network;
use crate::city::service::site;
use crate::words::fact::{FactKind, Facts, Switched};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::time::Tick;
use bevy_ecs::prelude::{Resource, World};
use std::collections::{BTreeMap, BTreeSet};

/// How a machine stood.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Condition {
    /// Being made anew, or without power: it does nothing.
    pub away: bool,
    /// Isolated: off the network but for the management channel, over which its own logs come.
    pub isolated: bool,
    /// Its data are encrypted: nobody works on it.
    pub encrypted: bool,
    /// Kinds of control that are off on it.
    pub blind: Vec<KindId>,
    /// Its logging policy, where it was changed.
    pub policy: LogPolicy,
}

/// Values by the moment they came, the first from STARTEX on.
type Turns<T> = Vec<(Tick, T)>;

/// How things stood before.
#[derive(Resource, Default)]
pub struct Past {
    facts: usize,
    hosts: BTreeMap<HostId, Turns<Condition>>,
    zones: BTreeMap<ZoneId, Turns<bool>>,
    controls: Vec<Turns<bool>>,
    services: BTreeMap<ServiceId, Turns<u16>>,
}

fn at<T>(turns: &Turns<T>, when: Tick) -> Option<&T> {
    let after = turns.partition_point(|(from, _)| *from <= when);
    Some(&turns[after.checked_sub(1)?].1)
}

fn turn<T: PartialEq>(turns: &mut Turns<T>, now: Tick, to: T, before: &T) {
    if turns.last().map_or(before, |(_, last)| last) != &to {
        turns.push((now, to));
    }
}

impl Past {
    /// How a machine stood; nothing if nothing had become of it.
    pub fn host(&self, host: HostId, when: Tick) -> Option<&Condition> {
        at(self.hosts.get(&host)?, when)
    }

    /// Whether anything ever became of a machine itself.
    pub fn knows(&self, host: HostId) -> bool {
        self.hosts.contains_key(&host)
    }

    /// Whether a control did its work.
    pub fn works(&self, control: ControlId, when: Tick, planned: bool) -> bool {
        let turns = self.controls.get(control.at());
        turns
            .and_then(|turns| at(turns, when))
            .copied()
            .unwrap_or(planned)
    }

    /// Of a thousand people, how many a service served.
    pub fn served(&self, service: ServiceId, when: Tick) -> u16 {
        let turns = self.services.get(&service);
        turns
            .and_then(|turns| at(turns, when))
            .copied()
            .unwrap_or(1_000)
    }

    /// Whether the machines of a zone were cut off from their collector.
    pub fn is_cut(&self, zone: ZoneId, when: Tick) -> bool {
        let turns = self.zones.get(&zone);
        turns.and_then(|turns| at(turns, when)) == Some(&true)
    }

    /// When the machines of a zone that was cut off at this moment could send again; nothing if
    /// they never could.
    pub fn freed(&self, zone: ZoneId, from: Tick) -> Option<Tick> {
        let turns = self.zones.get(&zone)?;
        let freed = |(at, cut): &(Tick, bool)| (!cut && *at > from).then_some(*at);
        turns.iter().find_map(freed)
    }
}

/// Takes down what has become of things. Facts say whom to look at; what stands there is looked up.
pub fn remember(world: &mut World) {
    let now = world.resource::<Now>().0;
    let mut past = std::mem::take(&mut *world.resource_mut::<Past>());
    let map = world.plan::<Map>();
    past.controls.resize(map.controls.len(), Turns::new());
    for (i, turns) in past.controls.iter_mut().enumerate() {
        let plan = &map.controls[i];
        let works = world.of::<ControlState>(ControlId::of(i)).works();
        turn(turns, now, works, &(plan.on && plan.healthy));
    }
    let facts = world.resource::<Facts>();
    let mut touched = BTreeSet::new();
    for fact in facts.from(past.facts) {
        match fact.kind {
            FactKind::Isolated { host }
            | FactKind::Reconnected { host }
            | FactKind::Encrypted { host }
            | FactKind::Rebuilt { host }
            | FactKind::PowerSet { host, .. }
            | FactKind::LogSet { host, .. }
            | FactKind::Blinded {
                what: Switched::Host(host),
                ..
            }
            | FactKind::Healed {
                what: Switched::Host(host),
                ..
            } => {
                touched.insert(host);
            }
            FactKind::Restored {
                target: Target::Host(host),
                ..
            } => {
                touched.insert(host);
            }
            // A machine that is made anew goes away when the work starts.
            FactKind::RunStarted { run } | FactKind::RunEnded { run, .. } => {
                touched.extend(site::host_of(world, &map, &world.of::<Run>(run).aim.target));
            }
            FactKind::ZoneCut { zone, .. } => {
                let cut = world.resource::<Network>().is_cut(zone);
                turn(past.zones.entry(zone).or_default(), now, cut, &false);
            }
            FactKind::ServiceServes {
                service, served, ..
            } => {
                let turns = past.services.entry(service).or_default();
                turn(turns, now, served, &1_000);
            }
            _ => {}
        }
    }
    past.facts = facts.all().len();
    for host in touched {
        let is = condition(world, host);
        let sound = Condition::default();
        if is != sound || past.hosts.contains_key(&host) {
            turn(past.hosts.entry(host).or_default(), now, is, &sound);
        }
    }
    *world.resource_mut::<Past>() = past;
}

fn condition(world: &World, host: HostId) -> Condition {
    let entity = world.entity_of::<Host>(host);
    let own = world.of::<Host>(host);
    let blind = world.get::<Blind>(entity);
    Condition {
        away: !own.is_up(),
        isolated: own.is_isolated(),
        encrypted: own.is_encrypted(),
        blind: blind.map(|b| b.0.clone()).unwrap_or_default(),
        policy: world.get::<LogPolicy>(entity).cloned().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_when_is_known_and_when_a_machine_could_send_again() {
        let mut past = Past::default();
        let (host, zone) = (HostId(4), ZoneId(1));
        let isolated = |isolated| Condition {
            isolated,
            ..Condition::default()
        };
        let turns = vec![(Tick(10), isolated(true)), (Tick(30), isolated(false))];
        past.hosts.insert(host, turns);
        past.zones
            .insert(zone, vec![(Tick(25), true), (Tick(40), false)]);
        let is_cut = |when| past.is_cut(zone, Tick(when));
        assert_eq!(
            [10, 24, 25, 39, 40].map(is_cut),
            [false, false, true, true, false]
        );
        assert_eq!(past.freed(zone, Tick(26)), Some(Tick(40)));
        assert_eq!(past.freed(zone, Tick(40)), None);
        let was = |when| past.host(host, Tick(when)).is_some_and(|c| c.isolated);
        assert_eq!([9, 10, 29, 30].map(was), [false, true, true, false]);
        assert_eq!(past.host(host, Tick(9)), None);
    }
}
