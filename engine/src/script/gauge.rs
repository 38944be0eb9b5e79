//! Gauges the indicators of the city: what is true of it, at STARTEX and at ENDEX, as facts. The
//! declared figures are the plan's and need none.

use crate::action::written::Catalogue;
use crate::city::asset::BackupState;
use crate::city::control::ControlState;
use crate::city::funnel::{Funnel, When, counts};
use crate::city::host::{Blind, Host};
use crate::city::indicator::Counts;
use crate::city::map::Map;
use crate::city::service::ServiceState;
use crate::script::duty::Papers;
use crate::words::cell::Audience;
use crate::words::fact::{Cause, Compliance, FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::time::Span;
use bevy_ecs::prelude::World;

/// States what every indicator truly comes to. No team is told before the release.
pub fn gauge(world: &mut World) {
    let map = world.plan::<Map>();
    for (i, indicator) in map.indicators.iter().enumerate() {
        let (have, of) = match &indicator.counts {
            None => continue,
            Some(Counts::Systems { levels, with, have }) => {
                systems(world, &map, levels, with, have)
            }
            Some(Counts::Hosts(kinds)) => hosts(world, &map, kinds),
            Some(Counts::Cleaned) => cleaned(world, &map),
            Some(Counts::Backups(within)) => backups(world, &map, *within),
            // These follow from other facts at any moment.
            Some(Counts::Warned | Counts::Trust) => continue,
        };
        let indicator = IndicatorId::of(i);
        let fact = FactKind::Gauged {
            indicator,
            have,
            of,
        };
        let mut facts = world.resource_mut::<Facts>();
        facts.state(Cause::Plan, Audience::HOTWASH, fact);
    }
}

/// Of the systems that count, those that have come as far as is asked.
fn systems(
    world: &World,
    map: &Map,
    levels: &[u8],
    with: &[Compliance],
    have: &[Compliance],
) -> (u32, u32) {
    let (mut count, mut of) = (0, 0);
    for (i, plan) in map.services.iter().enumerate() {
        let counts = levels.is_empty() || levels.contains(&plan.level);
        let state = world.of::<ServiceState>(ServiceId::of(i));
        let all = |what: &[Compliance]| what.iter().all(|c| state.complies(plan, *c));
        if plan.dossier.is_some() && counts && all(with) {
            of += 1;
            count += u32::from(all(have));
        }
    }
    (count, of)
}

/// The most machines that are looked at for a figure; of a larger city, the first ones.
const LOOKED_AT: u32 = 20_000;

/// Of the machines that any control of these kinds is meant for, those on which one of each is, on
/// and healthy. Looks at a machine once: at STARTEX and at ENDEX, and not in between.
fn hosts(world: &World, map: &Map, kinds: &[KindId]) -> (u32, u32) {
    let works = |control: &ControlId| world.of::<ControlState>(*control).works();
    let meant = |host: HostId| {
        let mut all = kinds.iter().flat_map(|kind| map.controls_of(*kind));
        all.any(|control| map.is_meant_for(control, host))
    };
    let has = |host: HostId, kind: KindId| {
        let off = world.get::<Blind>(world.entity_of::<Host>(host));
        if off.is_some_and(|off| off.0.contains(&kind)) {
            return false;
        }
        let mut all = map.controls_of(kind).filter(works);
        all.any(|control| map.covers(control, host))
    };
    let all = (0..map.hosts.min(LOOKED_AT))
        .map(HostId)
        .filter(|host| meant(*host));
    all.fold((0, 0), |(have, of), host| {
        let whole = kinds.iter().all(|kind| has(host, *kind));
        (have + u32::from(whole), of + 1)
    })
}

/// Of the backup sets, those that can still be read and whose restore was tested so lately, or that
/// were inspected, which restores a part of them, and found well, or restored from since.
fn backups(world: &World, map: &Map, within: Span) -> (u32, u32) {
    let facts = world.resource::<Facts>().all();
    let restored = |id: BackupId| {
        let mut facts = facts.iter();
        facts.any(|fact| match &fact.kind {
            FactKind::Restored { backup, .. } | FactKind::FailedOver { backup, .. } => {
                *backup == id
            }
            FactKind::Inspected {
                target, odd: None, ..
            } => *target == Target::Backup(id),
            _ => false,
        })
    };
    let mut all = (0, 0);
    for (i, backup) in map.backups.iter().enumerate() {
        let id = BackupId::of(i);
        let is_tested = backup.tested.is_some_and(|tested| tested <= within);
        // What is destroyed or cannot be read proves nothing, whatever was tested once.
        let is_there = world.of::<BackupState>(id).is_usable();
        all.0 += u32::from(is_there && (is_tested || restored(id)));
        all.1 += 1;
    }
    all
}

/// Of the machines that the attack ever held, the least of four: those a claim names, those whose
/// body was told, those that were cut off or freed, those that are free.
fn cleaned(world: &World, map: &Map) -> (u32, u32) {
    let mut funnel = Funnel::default();
    for fact in world.resource::<Facts>().all() {
        let when = When {
            at: fact.at,
            fact: fact.id,
        };
        funnel.take(when, &fact.kind);
    }
    let papers = world.plan::<Papers>();
    let catalogue = world.plan::<Catalogue>();
    let tells = |action| catalogue.tells(action);
    let machines = funnel.machines(map, |form| papers.warns(form), tells);
    let of = u32::try_from(machines.len()).unwrap_or(u32::MAX);
    (counts(&machines).into_iter().min().unwrap_or(0), of)
}
