//! Effects on data and backups, and the encryption of hosts.

use crate::action::aim::Aim;
use crate::action::effect::public;
use crate::action::run::state;
use crate::action::written::{Action, Effect};
use crate::city::asset::{BackupState, Data, DataKind, DataState};
use crate::city::host::Host;
use crate::city::map::Map;
use crate::city::service::Unsettled;
use crate::words::cell::Audience;
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use bevy_ecs::prelude::World;

/// What a team puts on an open channel: of what bears no grade nothing is said.
pub fn show(world: &mut World, by: Cause, team: TeamId, data: DataId) {
    let map = world.plan::<Map>();
    let graded = |data: &Data| data.kind == DataKind::Secret;
    if map.data.get(data.at()).is_some_and(graded) {
        let fact = FactKind::SecretShown { team, data };
        world
            .resource_mut::<Facts>()
            .state(by, Audience::HOTWASH, fact);
    }
}

/// The copies that a target is, or that lie on it.
fn copies(map: &Map, target: &Target) -> Vec<BackupId> {
    let host = map.host_of(target);
    match target {
        Target::Backup(backup) => vec![*backup],
        _ => (0..map.backups.len())
            .map(BackupId::of)
            .filter(|backup| map.backups[backup.at()].on == host && host.is_some())
            .collect(),
    }
}

/// Whether what would delete copies finds none that it reaches: they were taken off the network, or
/// are gone already.
pub(in crate::action) fn is_spared(world: &World, action: &Action, aim: &Aim) -> bool {
    let map = world.plan::<Map>();
    let can = |backup: BackupId| world.of::<BackupState>(backup).can_be_wiped();
    action.effects.contains(&Effect::Wipe) && !copies(&map, &aim.target).into_iter().any(can)
}

pub(super) fn data(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
    let host = map.host_of(&aim.target);
    let bodies: Vec<DataId> = match aim.target {
        Target::Data(d) => vec![d],
        _ => (0..map.data.len())
            .map(DataId::of)
            .filter(|d| Some(map.data[d.at()].host) == host)
            .collect(),
    };
    let sets = copies(map, &aim.target);
    match effect {
        Effect::Stage => bodies.into_iter().for_each(|data| {
            // What is fetched comes to where it is fetched from; what is carried on, likewise.
            let on = aim.source.or_else(|| Some(map.data[data.at()].host));
            if world.of_mut::<DataState>(data).stage(aim.team, on) {
                state(world, run, FactKind::Staged { data });
            }
        }),
        Effect::Leak => bodies.into_iter().for_each(|data| {
            if world.of_mut::<DataState>(data).leak() {
                state(world, run, FactKind::Leaked { data });
            }
        }),
        Effect::Show => bodies.into_iter().for_each(|data| {
            show(world, Cause::Run(run), aim.team, data);
        }),
        Effect::Tamper => bodies.into_iter().for_each(|data| {
            if world.of_mut::<DataState>(data).tamper() {
                state(world, run, FactKind::Tampered { data });
            }
        }),
        Effect::Encrypt => {
            if let Some(host) = host.filter(|&h| world.of_mut::<Host>(h).encrypt()) {
                public(world, run, FactKind::Encrypted { host });
                world.resource_mut::<Unsettled>().host(host, map);
            }
        }
        Effect::Wipe => sets.into_iter().for_each(|backup| {
            if world.of_mut::<BackupState>(backup).wipe() {
                state(world, run, FactKind::Wiped { backup });
            }
        }),
        Effect::Spoil => sets
            .into_iter()
            .for_each(|b| world.of_mut::<BackupState>(b).spoil()),
        _ => sets
            .into_iter()
            .for_each(|b| world.of_mut::<BackupState>(b).take_offline()),
    }
}
