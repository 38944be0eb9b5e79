//! Effects on services, and what of them fades.

use crate::action::aim::Aim;
use crate::action::effect::{public, side_of};
use crate::action::require::Now;
use crate::action::written::Effect;
use crate::city::map::Map;
use crate::city::service::{ServiceState, Unsettled, site};
use crate::words::agenda::{Agenda, Due};
use crate::words::fact::FactKind;
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use bevy_ecs::prelude::World;

pub(super) fn service(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
    let Some(id) = service_of(world, aim, map) else {
        return;
    };
    let side = side_of(world, aim);
    let mut now_state = world.of_mut::<ServiceState>(id);
    let fact = match effect {
        Effect::Stop => {
            now_state.stop(Some(side));
            None
        }
        Effect::Start => {
            now_state.stop(None);
            None
        }
        Effect::Flood(load) => {
            now_state.flood(run, *load);
            let until = world.resource::<Now>().0.after(aim.lasts);
            world
                .resource_mut::<Agenda>()
                .put(until, Due::RunFades(run));
            None
        }
        Effect::Unflood => {
            now_state.calm();
            None
        }
        Effect::Filter(per_mille) => {
            now_state.filter(*per_mille);
            None
        }
        Effect::Manual | Effect::Normal => {
            now_state.manual(*effect == Effect::Manual);
            None
        }
        Effect::Deface => now_state
            .deface(true)
            .then_some(FactKind::Defaced { service: id }),
        _ => {
            now_state.stop(None);
            now_state
                .deface(false)
                .then_some(FactKind::Repaired { service: id })
        }
    };
    if let Some(fact) = fact {
        public(world, run, fact);
    }
    world.resource_mut::<Unsettled>().0.insert(id);
}

fn service_of(world: &World, aim: &Aim, map: &Map) -> Option<ServiceId> {
    match aim.target {
        Target::Service(s) => Some(s),
        _ => {
            let host = map.host_of(&aim.target)?;
            site::services_at(world, map, host).first().copied()
        }
    }
}

/// What a run kept up is over.
pub fn fade(world: &mut World, run: RunId) {
    let map = world.plan::<Map>();
    let aim = world.of::<crate::action::run::Run>(run).aim.clone();
    if let Some(id) = service_of(world, &aim, &map)
        && world.of_mut::<ServiceState>(id).unflood(run)
    {
        world.resource_mut::<Unsettled>().0.insert(id);
    }
}
