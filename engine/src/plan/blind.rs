//! Steps whose traces no control of the city could ever write, unless their author declared them
//! blind, or something on the way could not be read.

use crate::action::template::Template;
use crate::action::written::{Catalogue, End};
use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::plan::reader::Reader;
use crate::script::campaign::{Campaign, CampaignWritten, Spot, Step};
use crate::words::fault::FaultKind;
use crate::words::name::*;

/// What a trace must pass through to be seen.
const SIGHT: [&str; 5] = [
    "city.yml",
    "actions/",
    "catalogue/actions/",
    "catalogue/controls.yml",
    "catalogue/logs/",
];

/// Tells of each step that nothing could see.
pub(super) fn steps(
    written: &CampaignWritten,
    campaign: &Campaign,
    (map, sensing, catalogue): (&Map, &Sensing, &Catalogue),
    r: &mut Reader,
) {
    if SIGHT.iter().any(|file| r.lost.touches_any(file)) {
        return;
    }
    for (step, one) in campaign.steps.iter().zip(&written.steps) {
        let Some(action) = catalogue.action(&one.action) else {
            continue;
        };
        if !step.observable || r.lost.may_name("step", &step.name) {
            continue;
        }
        let kind_of = |trace: &Template| sensing.classes[trace.class.at()].sensor;
        let traces = &catalogue.actions[action.at()].traces;
        let seen = traces.iter().any(|trace| {
            let host = host_of(step, trace.on, map);
            let mut controls = map.controls_of(kind_of(trace));
            controls.any(|control| host.is_none_or(|host| map.covers(control, host)))
        });
        if seen {
            continue;
        }
        let first = traces.first();
        let sensor = first.map(|trace| map.kinds[kind_of(trace).at()].0.to_string());
        let host = first.and_then(|trace| host_of(step, trace.on, map));
        // One that is meant to cover the place, and is not on this very machine.
        let mut meant = first.into_iter().flat_map(|t| map.controls_of(kind_of(t)));
        let near = meant.find(|c| host.is_some_and(|host| map.is_meant_for(*c, host)));
        let near = near.map(|control| map.controls[control.at()].name.to_string());
        let on = host.map_or_else(
            || one.on.to_string(),
            |host| map.host_name(host).to_string(),
        );
        let kind = FaultKind::NoSensor {
            name: step.name.to_string(),
            sensor: sensor.unwrap_or_default(),
            on,
            near,
        };
        r.check("campaign.yml").fault(&one.on, kind);
    }
}

/// Where a step leaves a trace, as far as its author fixed it. A service whose host nothing has
/// stands on none.
fn host_of(step: &Step, end: End, map: &Map) -> Option<HostId> {
    match (end, &step.from, &step.on) {
        (End::Source, Spot::Fixed(at), _) | (_, _, Spot::Fixed(at)) => {
            map.host_of(at).filter(|host| host.0 < map.hosts)
        }
        _ => None,
    }
}
