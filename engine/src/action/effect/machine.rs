//! Effects on hosts: cut off, cleaned, built again, patched.

use crate::action::aim::Aim;
use crate::action::effect::{public, side_of};
use crate::action::run::{Run, luck, state};
use crate::action::written::Effect;
use crate::city::host::{Blind, Foothold, Host, Lodged, LogPolicy, Patched};
use crate::city::map::Map;
use crate::city::place::Network;
use crate::city::service::{ServiceState, Unsettled, site};
use crate::words::cell::Audience;
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use bevy_ecs::prelude::World;

pub(super) fn machine(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
    if let Target::Zone(zone) = aim.target {
        let cut = *effect == Effect::Isolate;
        if world.resource_mut::<Network>().cut_zone(zone, cut) {
            state(world, run, FactKind::ZoneCut { zone, cut });
            world.resource_mut::<Unsettled>().all(map);
        }
        return;
    }
    if let (Effect::Patch(which), Target::Org(org)) = (effect, &aim.target) {
        for host in map.hosts_of(*org) {
            patch(world, run, which, host, map);
        }
        return;
    }
    let Some(host) = site::host_of(world, map, &aim.target) else {
        return;
    };
    let entity = world.entity_of::<Host>(host);
    match effect {
        Effect::Isolate | Effect::Reconnect => {
            let yes = *effect == Effect::Isolate;
            if world.of_mut::<Host>(host).isolate(yes) {
                let fact = if yes {
                    FactKind::Isolated { host }
                } else {
                    FactKind::Reconnected { host }
                };
                state(world, run, fact);
                hush(world, host, yes);
            }
        }
        Effect::Clean => {
            let lasting = world.get::<Foothold>(entity).is_some_and(|f| f.lasting);
            if !lasting || luck(world, run, "clean").hits(500) {
                evict(world, run, host);
            }
        }
        Effect::Lodge => {
            let team = aim.team;
            if world.get::<Lodged>(entity).is_none() {
                world.entity_mut(entity).insert(Lodged { team });
                state(world, run, FactKind::Lodged { host, team });
            }
        }
        Effect::Recall => recall(world, run, host),
        Effect::Reimage => {
            recall(world, run, host);
            evict(world, run, host);
            world.of_mut::<Host>(host).decrypt();
            world.entity_mut(entity).remove::<(Blind, LogPolicy)>();
            state(world, run, FactKind::Rebuilt { host });
        }
        Effect::Patch(which) => {
            if let Target::Service(s) = aim.target {
                flaws(which, map)
                    .into_iter()
                    .for_each(|f| world.of_mut::<ServiceState>(s).patch(f));
            }
            patch(world, run, which, host, map);
        }
        _ => {}
    }
    world.resource_mut::<Unsettled>().host(host, map);
}

/// Power goes or comes back, on a host or on all of a zone. What the attack holds only in memory
/// goes with it.
pub(super) fn power(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
    let on = *effect == Effect::PowerOn;
    let side = (!on).then(|| side_of(world, aim));
    let hosts: Vec<HostId> = match aim.target {
        Target::Zone(zone) => {
            let groups = map.groups.iter().filter(|group| group.zone == zone);
            let all = groups.flat_map(|group| group.first..group.first + group.count);
            all.map(HostId).collect()
        }
        _ => site::host_of(world, map, &aim.target).into_iter().collect(),
    };
    for host in hosts {
        if !world.of_mut::<Host>(host).power(side) {
            continue;
        }
        let held = world.get::<Foothold>(world.entity_of::<Host>(host));
        if !on && held.is_some_and(|held| !held.lasting) {
            evict(world, run, host);
        }
        public(world, run, FactKind::PowerSet { host, on });
        world.resource_mut::<Unsettled>().host(host, map);
    }
}

/// Whoever works on a machine by hand notices at once that it no longer answers, or that it does
/// again; where a foothold calls home by itself, its missing call tells.
fn hush(world: &mut World, host: HostId, cut: bool) {
    let held = world.get::<Foothold>(world.entity_of::<Host>(host));
    let Some(held) = held.filter(|held| held.beacon.is_none()) else {
        return;
    };
    let to = Audience::team(held.team);
    let fact = match cut {
        true => FactKind::BeaconCut { host },
        false => FactKind::BeaconHeard { host },
    };
    world.resource_mut::<Facts>().state(Cause::Plan, to, fact);
}

/// The weaknesses a word names: one, or all.
fn flaws(which: &str, map: &Map) -> Vec<FlawId> {
    let all = map.names.flaws.len();
    match map.names.flaws.get(which) {
        Some(one) => vec![FlawId::of(one)],
        None => (0..all).map(FlawId::of).collect(),
    }
}

fn patch(world: &mut World, run: RunId, which: &str, host: HostId, map: &Map) {
    let entity = world.entity_of::<Host>(host);
    let mut closed = world.get::<Patched>(entity).cloned().unwrap_or_default();
    closed.0.extend(flaws(which, map));
    world.entity_mut(entity).insert(closed);
    state(world, run, FactKind::Patched { host });
}

/// Takes a forgery off a host. Its sender hears of it as everybody who reads there does.
fn recall(world: &mut World, run: RunId, host: HostId) {
    let entity = world.entity_of::<Host>(host);
    let Some(team) = world.get::<Lodged>(entity).map(|lodged| lodged.team) else {
        return;
    };
    world.entity_mut(entity).remove::<Lodged>();
    let whose = world.of::<Run>(run).aim.team;
    let to = Audience::team(whose).and(Audience::team(team));
    let fact = FactKind::Recalled { host };
    world
        .resource_mut::<Facts>()
        .state(Cause::Run(run), to, fact);
}

/// Takes the attack's foothold off a host. Only red (and jury) know at once that it is gone.
pub(super) fn evict(world: &mut World, run: RunId, host: HostId) {
    let entity = world.entity_of::<Host>(host);
    let held = world.get::<Foothold>(entity).map(|f| f.team);
    if let Some(team) = held {
        world.entity_mut(entity).remove::<Foothold>();
        let cause = Cause::Run(run);
        world.resource_mut::<Facts>().state(
            cause,
            Audience::team(team),
            FactKind::FootholdLost { host },
        );
    }
}
