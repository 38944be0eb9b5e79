//! What the agenda says is due.

use crate::action::aim::{Aim, By};
use crate::action::effect;
use crate::action::leave::beacon_traces;
use crate::action::require::{Now, calls_home};
use crate::action::run::{finish, go_on};
use crate::city::host::{Beacon, Foothold, Host};
use crate::city::map::Map;
use crate::detect::claim::Desk;
use crate::detect::class::{Place, Sensing};
use crate::script::{campaign, gauge, msel, owing, routine};
use crate::words::agenda::{Agenda, Due};
use crate::words::cell::Audience;
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::HostId;
use crate::words::target::Target;
use crate::words::time::Span;
use crate::words::trace::Origin;
use bevy_ecs::prelude::{Resource, World};

/// Whether the drill has ended.
#[derive(Resource, Default)]
pub struct Over(pub bool);

/// Takes everything off the agenda that is due by now, in the order it was put there.
pub(super) fn due(world: &mut World) {
    let now = world.resource::<Now>().0;
    while !world.resource::<Over>().0 {
        let Some(due) = world.resource_mut::<Agenda>().take(now) else {
            break;
        };
        let plan = Cause::Plan;
        match due {
            Due::Phase(phase) => {
                world.resource_mut::<Facts>().state(
                    plan,
                    Audience::ALL,
                    FactKind::PhaseBegan { phase },
                );
                if phase.at() == 0 {
                    gauge::gauge(world);
                }
            }
            Due::Step(step) => step_due(world, step),
            Due::Inject(inject) => {
                // An inject that fired by hand meanwhile does not fire twice.
                let _ = msel::fire(world, inject, plan, false);
            }
            Due::InjectEnds(inject) => msel::close(world, inject, false, plan),
            Due::Routine(routine) => routine::happen(world, routine),
            Due::RunGoesOn(run) => go_on(world, run),
            Due::RunEnds(run) => finish(world, run),
            Due::RunFades(run) => effect::fade(world, run),
            Due::Beacon(host) => beacon(world, host),
            Due::DutyEnds(duty) => owing::end(world, duty, false, plan),
            Due::End => {
                gauge::gauge(world);
                world.resource_mut::<Over>().0 = true;
                world
                    .resource_mut::<Facts>()
                    .state(plan, Audience::ALL, FactKind::Ended);
            }
        }
    }
}

fn step_due(world: &mut World, step: crate::words::name::StepId) {
    let from = world.resource::<Facts>().all().len();
    campaign::attempt(world, step);
    let now = world.resource::<Now>().0;
    let touched: Vec<HostId> = world
        .resource::<Facts>()
        .from(from)
        .iter()
        .filter_map(touched)
        .collect();
    world
        .resource_mut::<Desk>()
        .touches
        .extend(touched.into_iter().map(|host| (now, step, host)));
}

fn touched(fact: &crate::words::fact::Fact) -> Option<HostId> {
    if let FactKind::StepTouched { host, .. } = fact.kind {
        Some(host)
    } else {
        None
    }
}

/// A foothold calls home, or finds that it cannot; it will try again.
fn beacon(world: &mut World, host: HostId) {
    let map = world.plan::<Map>();
    let entity = world.entity_of::<Host>(host);
    let Some(held) = world.get::<Foothold>(entity).cloned() else {
        return;
    };
    let Some(beacon) = held.beacon else { return };
    let alive = calls_home(world, &map, host);
    if beacon.alive != alive {
        let to = Audience::team(held.team);
        let fact = if alive {
            FactKind::BeaconHeard { host }
        } else {
            FactKind::BeaconCut { host }
        };
        world.resource_mut::<Facts>().state(Cause::Plan, to, fact);
    }
    // A call that a block stops still leaves its try at the sensors of its zone; one from an
    // isolated host leaves none.
    if world.of::<Host>(host).is_online() {
        call(world, host, &held, Beacon { alive, ..beacon });
    }
    let now = world.resource::<Now>().0;
    world
        .resource_mut::<Agenda>()
        .put(now.after(Span(beacon.every.0.max(60))), Due::Beacon(host));
    world.entity_mut(entity).insert(Foothold {
        beacon: Some(Beacon { alive, ..beacon }),
        ..held
    });
}

fn call(world: &mut World, host: HostId, held: &Foothold, beacon: Beacon) {
    let sensing = world.plan::<Sensing>();
    let zone_classes: Vec<bool> = sensing
        .classes
        .iter()
        .map(|c| matches!(c.by, Place::Zone | Place::Gateway))
        .collect();
    let by = match beacon.origin {
        Origin::Step(step) => By::Step(step),
        _ => By::Life { attempt: false },
    };
    let aim = Aim {
        action: beacon.like,
        team: held.team,
        by,
        source: Some(host),
        target: Target::Host(host),
        c2: Some(beacon.to),
        using: None,
        via: None,
        lasts: Span(0),
    };
    beacon_traces(
        world,
        host,
        &aim,
        beacon.origin,
        &zone_classes,
        !beacon.alive,
    );
}
