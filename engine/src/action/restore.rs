//! Getting services and hosts back from copies: which copy, whether it can be read, whether what
//! comes back is clean.

use crate::action::aim::Aim;
use crate::action::effect::public;
use crate::action::run::{luck, state};
use crate::city::asset::{BackupState, DataState};
use crate::city::host::{Foothold, Host};
use crate::city::map::Map;
use crate::city::service::{ServiceState, Unsettled};
use crate::words::cell::Audience;
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use bevy_ecs::prelude::World;

/// The newest usable copy that covers a target.
pub fn newest(world: &World, map: &Map, target: &Target) -> Option<BackupId> {
    let services: Vec<ServiceId> = match target {
        Target::Service(s) => vec![*s],
        other => map.services_on(map.host_of(other)?).collect(),
    };
    let covering = (0..map.backups.len()).map(BackupId::of).filter(|b| {
        let covers = &map.backups[b.at()].covers;
        services.iter().any(|s| covers.contains(s)) && world.of::<BackupState>(*b).is_usable()
    });
    covering.min_by_key(|b| (world.of::<BackupState>(*b).age, *b))
}

/// Restores the target from the newest usable copy. A copy with bad blocks may fail; it is then
/// known to be spoilt, and the next attempt takes an older one. What comes back is dirty if the
/// attack still holds the host.
pub fn restore(world: &mut World, run: RunId, aim: &Aim, map: &Map) {
    let Some(host) = map.host_of(&aim.target) else {
        return;
    };
    let Some(backup) = newest(world, map, &aim.target) else {
        return;
    };
    let bad = map.backups[backup.at()].bad;
    // A restore of a whole service touches many blocks: a few bad ones in a thousand are enough to
    // spoil it.
    if bad > 0 && luck(world, run, "blocks").hits(bad.saturating_mul(8).min(1_000)) {
        world.of_mut::<BackupState>(backup).spoil();
        state(
            world,
            run,
            FactKind::RestoreFailed {
                backup,
                target: aim.target.clone(),
            },
        );
        return;
    }
    let dirty = world
        .get::<Foothold>(world.entity_of::<Host>(host))
        .is_some();
    if world.of::<Host>(host).is_encrypted() {
        world.of_mut::<Host>(host).decrypt();
        state(world, run, FactKind::Rebuilt { host });
    }
    for service in map.services_on(host).collect::<Vec<_>>() {
        let mut s = world.of_mut::<ServiceState>(service);
        s.stop(None);
        s.deface(false);
    }
    for data in (0..map.data.len())
        .map(DataId::of)
        .filter(|d| map.data[d.at()].host == host)
        .collect::<Vec<_>>()
    {
        world.of_mut::<DataState>(data).restore();
    }
    world.resource_mut::<Unsettled>().host(host, map);
    let target = aim.target.clone();
    let judged = FactKind::RestoreJudged {
        target: target.clone(),
        dirty,
    };
    public(world, run, FactKind::Restored { backup, target });
    world
        .resource_mut::<Facts>()
        .state(Cause::Run(run), Audience::HOTWASH, judged);
}
