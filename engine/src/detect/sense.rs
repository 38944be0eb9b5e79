//! Sensors: a trace becomes a record where the right kind of control covers the place, is on and
//! healthy. Where there is none, nothing is written, and no dice are needed for blind spots.

use crate::action::require::Now;
use crate::action::run::guards;
use crate::city::control::ControlState;
use crate::city::host::Host;
use crate::city::map::Map;
use crate::detect::class::{Class, Place, Sensing};
use crate::detect::record::{Record, Records};
use crate::script::campaign;
use crate::words::fact::FactKind;
use crate::words::known::{Known, Reach};
use crate::words::name::*;
use crate::words::trace::{Origin, Trace, Traces};
use bevy_ecs::prelude::{Resource, World};

/// Which steps have left a record, so that the first of each is a fact; and where each step was
/// when.
#[derive(Resource, Default)]
pub struct Seen {
    recorded: std::collections::BTreeSet<StepId>,
}

/// Turns the traces whose moment has come into records.
pub fn sense(world: &mut World) {
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
    let Some(id) = world.resource_mut::<Records>().write(record) else {
        return;
    };
    if let Origin::Step(step) = trace.origin
        && world.resource_mut::<Seen>().recorded.insert(step)
    {
        campaign::say(world, step, FactKind::StepRecorded { step, record: id });
    }
}
