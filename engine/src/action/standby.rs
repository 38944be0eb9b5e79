//! Over to the standby site and back: what runs where from when on, and what is lost on the way.

use crate::action::aim::Aim;
use crate::action::effect::public;
use crate::action::require::Now;
use crate::action::restore;
use crate::action::run::state;
use crate::action::written::{Catalogue, Effect};
use crate::city::map::Map;
use crate::city::service::{ServiceState, Unsettled};
use crate::words::fact::FactKind;
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use bevy_ecs::prelude::World;

/// Takes the target service over, carries home what was entered there, or takes it back.
pub fn standby(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
    let Target::Service(service) = aim.target else {
        return;
    };
    match effect {
        Effect::FailOver => fail_over(world, run, service, aim, map),
        Effect::Resync => {
            if world.of_mut::<ServiceState>(service).resync(aim.team) {
                restore::right(world, map.services[service.at()].host, map);
                state(world, run, FactKind::Resynced { service });
            }
        }
        _ => {
            let now = world.resource::<Now>().0;
            restore::repaired(world, run, service);
            let lost = world.of_mut::<ServiceState>(service).fail_back(now);
            public(world, run, FactKind::FailedBack { service, lost });
            restore::judge(world, run, &aim.target, map.services[service.at()].host);
        }
    }
    world.resource_mut::<Unsettled>().0.insert(service);
}

fn fail_over(world: &mut World, run: RunId, service: ServiceId, aim: &Aim, map: &Map) {
    let catalogue = world.plan::<Catalogue>();
    let action = &catalogue.actions[aim.action.at()];
    let Some(standby) = map.services[service.at()].standby else {
        return;
    };
    let Some(backup) = restore::copy_of(world, map, action, &aim.target) else {
        return;
    };
    let (age, lost) = restore::behind(world, map, backup, Some(&aim.target));
    let now = world.resource::<Now>().0;
    restore::repaired(world, run, service);
    world.of_mut::<ServiceState>(service).fail_over(now);
    let host = standby.host;
    let over = FactKind::FailedOver {
        service,
        host,
        backup,
        age,
        lost,
    };
    public(world, run, over);
    restore::judge(world, run, &aim.target, host);
}
