//! Getting services and hosts back from copies: which copy, whether it can be read, how old it is
//! and what is lost with that, whether what comes back is clean.

use crate::action::aim::Aim;
use crate::action::effect::public;
use crate::action::require::Now;
use crate::action::run::{Run, luck, state};
use crate::action::written::{Action, Effect};
use crate::city::asset::{BackupState, DataState, fails};
use crate::city::host::{Foothold, Host};
use crate::city::map::Map;
use crate::city::service::{ServiceState, Unsettled, site};
use crate::words::cell::Audience;
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::time::Span;
use bevy_ecs::prelude::World;

/// The services that a copy of a target would have to cover: on a host, those that it is planned
/// to run and those that run there now.
pub fn meant(world: &World, map: &Map, target: &Target) -> Vec<ServiceId> {
    if let Target::Service(service) = target {
        return vec![*service];
    }
    let Some(host) = map.host_of(target) else {
        return Vec::new();
    };
    let mut all = site::services_at(world, map, host);
    all.extend(map.services_on(host));
    all.sort_unstable();
    all.dedup();
    all
}

/// The copy that an action would take at this moment, if it takes any.
pub fn copy_of(world: &World, map: &Map, action: &Action, target: &Target) -> Option<BackupId> {
    match target {
        _ if action.effects.contains(&Effect::Restore) => newest(world, map, target),
        Target::Service(service) if action.effects.contains(&Effect::FailOver) => {
            let kept = map.services[service.at()].standby?.copy;
            let copy = world.of::<BackupState>(kept);
            (copy.is_usable() && !copy.is_doubted())
                .then_some(kept)
                .or_else(|| newest(world, map, target))
        }
        _ => None,
    }
}

/// The newest usable copy that covers a target; one that an inspection found bad comes last.
fn newest(world: &World, map: &Map, target: &Target) -> Option<BackupId> {
    let services = meant(world, map, target);
    let covering = (0..map.backups.len()).map(BackupId::of).filter(|b| {
        let covers = &map.backups[b.at()].covers;
        services.iter().any(|s| covers.contains(s)) && world.of::<BackupState>(*b).is_usable()
    });
    covering.min_by_key(|b| {
        let doubted = world.of::<BackupState>(*b).is_doubted();
        (doubted, age(world, map, *b, Some(target)), *b)
    })
}

/// How old a copy is now: of what it has of this target, or of the first service it covers.
pub fn age(world: &World, map: &Map, backup: BackupId, target: Option<&Target>) -> Span {
    behind(world, map, backup, target).0
}

/// …and of how long a time what was entered is not in it.
pub fn behind(world: &World, map: &Map, backup: BackupId, target: Option<&Target>) -> (Span, Span) {
    let copy = &map.backups[backup.at()];
    let now = world.resource::<Now>().0;
    let meant = target.map(|target| meant(world, map, target));
    let meant = meant.unwrap_or_else(|| copy.covers.clone());
    let covered = meant.into_iter().find(|s| copy.covers.contains(s));
    match covered {
        Some(service) => world.of::<ServiceState>(service).behind(copy, now),
        None => (copy.age_at(now, now), copy.age_at(now, now)),
    }
}

/// Whether the copy that an action takes, if it takes any, can be read in full. One with bad blocks
/// may not be; it is then known to be spoilt, and the next attempt takes another one.
pub fn is_read(world: &mut World, run: RunId, action: &Action, aim: &Aim) -> bool {
    let map = world.plan::<Map>();
    let Some(backup) = copy_of(world, &map, action, &aim.target) else {
        return !action.effects.iter().any(Effect::is_from_copy);
    };
    let bad = map.backups[backup.at()].bad;
    if bad == 0 || !luck(world, run, "blocks").hits(fails(bad)) {
        return true;
    }
    world.of_mut::<BackupState>(backup).spoil();
    let target = aim.target.clone();
    state(world, run, FactKind::RestoreFailed { backup, target });
    false
}

/// States whether the attack holds the machine on which something came back. Nobody knows it at
/// once.
pub fn judge(world: &mut World, run: RunId, target: &Target, host: HostId) {
    let dirty = world
        .get::<Foothold>(world.entity_of::<Host>(host))
        .is_some();
    let target = target.clone();
    let judged = FactKind::RestoreJudged { target, dirty };
    world
        .resource_mut::<Facts>()
        .state(Cause::Run(run), Audience::HOTWASH, judged);
}

/// Restores the target from the newest usable copy. What comes back is dirty if the attack still
/// holds the host.
pub fn restore(world: &mut World, run: RunId, aim: &Aim, map: &Map) {
    let began_on = world.of::<Run>(run).at;
    let Some(host) = began_on.or_else(|| site::host_of(world, map, &aim.target)) else {
        return;
    };
    let Some(backup) = newest(world, map, &aim.target) else {
        return;
    };
    let (age, lost) = behind(world, map, backup, Some(&aim.target));
    if world.of::<Host>(host).is_encrypted() {
        world.of_mut::<Host>(host).decrypt();
        state(world, run, FactKind::Rebuilt { host });
    }
    for service in site::services_at(world, map, host) {
        world.of_mut::<ServiceState>(service).stop(None);
        repaired(world, run, service);
    }
    right(world, host, map);
    world.resource_mut::<Unsettled>().host(host, map);
    let target = aim.target.clone();
    let restored = FactKind::Restored {
        backup,
        target,
        age,
        lost,
    };
    public(world, run, restored);
    judge(world, run, &aim.target, host);
}

/// A service's pages are put right, if they were altered.
pub fn repaired(world: &mut World, run: RunId, service: ServiceId) {
    if world.of_mut::<ServiceState>(service).deface(false) {
        public(world, run, FactKind::Repaired { service });
    }
}

/// The data of a host are right again.
pub fn right(world: &mut World, host: HostId, map: &Map) {
    let here = (0..map.data.len()).map(DataId::of);
    let here: Vec<DataId> = here.filter(|d| map.data[d.at()].host == host).collect();
    for data in here {
        world.of_mut::<DataState>(data).restore();
    }
}
