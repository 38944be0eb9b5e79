//! Sensors: a trace becomes a record where the right kind of control covers the place, is on and
//! healthy. Where there is none, nothing is written, and no dice are needed for blind spots.

use crate::action::require::Now;
use crate::action::run::guards;
use crate::city::control::ControlState;
use crate::city::host::{Host, LocalLogs};
use crate::city::map::Map;
use crate::detect::class::{Class, Place, Sensing};
use crate::detect::record::{Record, Records};
use crate::words::cell::Audience;
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::known::{Known, Reach};
use crate::words::name::*;
use crate::words::time::Tick;
use crate::words::trace::{Origin, Trace, Traces};
use bevy_ecs::prelude::{Resource, World};
use std::collections::BTreeSet;

/// Which steps have left a record, so that the first of each is a fact; and how many facts have
/// been looked through for secured evidence.
#[derive(Resource, Default)]
pub struct Seen {
    recorded: BTreeSet<StepId>,
    facts: usize,
}

/// Turns the traces whose moment has come into records.
pub fn sense(world: &mut World) {
    bring_in(world);
    let now = world.resource::<Now>().0;
    if world.resource::<Traces>().next().is_none_or(|at| at > now) {
        return;
    }
    let map = world.resource::<Known<Map>>().0.clone();
    let sensing = world.resource::<Known<Sensing>>().0.clone();
    while let Some(trace) = world.resource_mut::<Traces>().take(now) {
        let class = &sensing.classes[trace.class.at()];
        let Some(sensor) = sensor_for(world, &map, class, &trace) else {
            continue;
        };
        write(world, &map, sensor, trace);
    }
}

fn sensor_for(world: &World, map: &Map, class: &Class, trace: &Trace) -> Option<ControlId> {
    let Some(host) = trace.host else {
        return map
            .controls_of(class.sensor)
            .find(|c| world.of::<ControlState>(*c).works());
    };
    let role = map.role_of(host);
    if class.by == Place::Host {
        let writes = role.logs.contains(&class.name);
        let fits = class.platforms.is_empty() || class.platforms.contains(&role.platform);
        if !writes || !fits || !world.of::<Host>(host).is_up() {
            return None;
        }
    }
    map.controls_of(class.sensor)
        .find(|c| guards(world, map, *c, host))
}

fn write(world: &mut World, map: &Map, sensor: ControlId, trace: Trace) {
    let computer = trace.host.map_or_else(String::new, |h| map.host_name(h));
    let local = !map.controls[sensor.at()].collected;
    let key = (trace.at, trace.class, trace.host, sensor);
    let record = Record::new(key, trace.fields, computer, local, trace.origin);
    let taken = local && trace.host.is_some_and(|h| holds(world, h, trace.at));
    let mut records = world.resource_mut::<Records>();
    if records.is_full() {
        return;
    }
    let record = if local && !taken {
        records.leave(record);
        None
    } else {
        Some(records.collect(record))
    };
    if let Origin::Step(step) = trace.origin
        && world.resource_mut::<Seen>().recorded.insert(step)
    {
        let fact = FactKind::StepRecorded { step, record };
        world
            .resource_mut::<Facts>()
            .state(Cause::Step(step), Audience::HOTWASH, fact);
    }
}

/// Brings in what lay on machines whose evidence has been secured since.
fn bring_in(world: &mut World) {
    let facts = world.resource::<Facts>();
    let (from, to) = (world.resource::<Seen>().facts, facts.all().len());
    let secured = facts.from(from).iter().filter_map(|fact| match fact.kind {
        FactKind::Preserved { host } => Some(host),
        _ => None,
    });
    let secured: BTreeSet<HostId> = secured.collect();
    world.resource_mut::<Seen>().facts = to;
    if secured.is_empty() {
        return;
    }
    let mut records = std::mem::take(&mut *world.resource_mut::<Records>());
    records.bring_in(|record| {
        let secured = record.host.filter(|host| secured.contains(host));
        secured.is_some_and(|host| holds(world, host, record.at))
    });
    *world.resource_mut::<Records>() = records;
}

/// Whether what a machine wrote at this moment is among the evidence secured there.
fn holds(world: &World, host: HostId, at: Tick) -> bool {
    let logs = world.get::<LocalLogs>(world.entity_of::<Host>(host));
    logs.is_some_and(|logs| logs.holds(at))
}
