//! Effects on links, addresses, accounts and controls.

use crate::action::aim::Aim;
use crate::action::run::state;
use crate::action::written::{Catalogue, Effect};
use crate::city::account::Secrets;
use crate::city::control::ControlState;
use crate::city::host::{Blind, Host, LogPolicy};
use crate::city::map::Map;
use crate::city::place::{LinkState, Network};
use crate::city::service::Unsettled;
use crate::words::fact::{FactKind, Flow, Switched};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use bevy_ecs::prelude::World;

pub(super) fn network(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
    match (&aim.target, effect) {
        (Target::Link(link), _) => {
            let flow = match effect {
                Effect::Cut => Flow::Cut,
                Effect::Restrict => Flow::Restricted,
                _ => Flow::Open,
            };
            if world.of_mut::<LinkState>(*link).set(flow) {
                world.resource_mut::<Network>().forget();
                state(world, run, FactKind::LinkSet { link: *link, flow });
                world.resource_mut::<Unsettled>().all(map);
            }
        }
        (address, Effect::Block | Effect::Unblock) => {
            let block = *effect == Effect::Block;
            if world
                .resource_mut::<Network>()
                .block(address.clone(), block)
            {
                let address = address.clone();
                let fact = if block {
                    FactKind::AddressBlocked { address }
                } else {
                    FactKind::AddressUnblocked { address }
                };
                state(world, run, fact);
            }
        }
        _ => {}
    }
}

pub(super) fn account(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
    let account = match (&aim.target, map.host_of(&aim.target)) {
        (Target::Account(a), _) => *a,
        (_, Some(host)) => map.user_account(host),
        _ => return,
    };
    let fact = match effect {
        Effect::Rotate => {
            world.resource_mut::<Secrets>().rotate(account);
            FactKind::AccountRotated { account }
        }
        lock => {
            let locked = *lock == Effect::Lock;
            if !world.resource_mut::<Secrets>().lock(account, locked) {
                return;
            }
            FactKind::AccountLocked { account, locked }
        }
    };
    state(world, run, fact);
}

pub(super) fn switch(world: &mut World, run: RunId, kind: &str, on: bool, aim: &Aim, map: &Map) {
    if let Target::Control(control) = aim.target {
        let mut s = world.of_mut::<ControlState>(control);
        if if on { s.heal() } else { s.blind() } {
            let kind = map.controls[control.at()].kind;
            state(world, run, switched(on, kind, Switched::Control(control)));
        }
        return;
    }
    let Some(host) = map.host_of(&aim.target) else {
        return;
    };
    let Some(kind) = map.names.kinds.get(kind).map(KindId::of) else {
        return log_policy(world, run, kind, on, host, map);
    };
    let entity = world.entity_of::<Host>(host);
    let mut off = world.get::<Blind>(entity).cloned().unwrap_or_default();
    let was_off = off.0.contains(&kind);
    if on == was_off {
        off.0.retain(|k| *k != kind);
        if !on {
            off.0.push(kind);
        }
        world.entity_mut(entity).insert(off);
        state(world, run, switched(on, kind, Switched::Host(host)));
    }
}

const fn switched(on: bool, kind: KindId, what: Switched) -> FactKind {
    match on {
        true => FactKind::Healed { kind, what },
        false => FactKind::Blinded { kind, what },
    }
}

/// Switches one class of log off or on in a host's logging policy.
fn log_policy(world: &mut World, run: RunId, log: &str, on: bool, host: HostId, map: &Map) {
    let Some(class) = world.plan::<Catalogue>().classes.get(log).map(ClassId::of) else {
        return;
    };
    let entity = world.entity_of::<Host>(host);
    let planned = map.writes(host, log);
    let mut policy = world.get::<LogPolicy>(entity).cloned().unwrap_or_default();
    // What no machine of this role ever wrote cannot be switched.
    let has = map.role_of(host).logs.iter().any(|l| **l == *log);
    if has && policy.switch(class, planned, on) {
        world.entity_mut(entity).insert(policy);
        state(world, run, FactKind::LogSet { class, host, on });
    }
}
