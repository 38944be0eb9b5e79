//! What a run leaves behind: traces, for sensors to make records of.

use crate::action::aim::{Aim, By};
use crate::action::reach::reachable;
use crate::action::require::{Luck, Now};
use crate::action::requirement::Requirement;
use crate::action::run::luck;
use crate::action::template::{Steady, When};
use crate::action::written::{Action, Catalogue, Effect, End};
use crate::city::host::Host;
use crate::city::map::Map;
use crate::city::place::Network;
use crate::city::service::site;
use crate::team::{OFFICE, Roster};
use crate::words::cell::Cell;
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::time::Span;
use crate::words::trace::{Origin, Passage, Trace, Traces};
use bevy_ecs::prelude::World;

/// What of a run is left at this stage of it.
pub(super) fn leave(
    world: &mut World,
    run: RunId,
    action: &Action,
    aim: &Aim,
    takes: Span,
    which: impl Fn(When) -> bool,
) {
    let map = world.plan::<Map>();
    let now = world.resource::<Now>().0;
    let red = action.cell == Cell::Red;
    let origin = aim.origin(run, red);
    let kept_out = is_kept_out(world, &map, action, aim);
    let refused = kept_out || is_turned_away(world, action, aim);
    let steady = steady(world, run, aim);
    let mut traces = Vec::new();
    for (i, template) in action
        .traces
        .iter()
        .enumerate()
        .filter(|(_, t)| which(t.when))
    {
        let host = match template.on {
            End::Source => aim.source,
            End::Target => site::host_of(world, &map, &aim.target),
        };
        let passage = match (refused, kept_out, template.on) {
            (_, true, End::Target) => Passage::Absent,
            (true, ..) => Passage::Refused,
            (false, ..) => Passage::Through,
        };
        let mut draw = luck(world, run, "traces").apart(i as u64);
        let times = draw.times(template.times);
        for n in 0..times {
            let at = now.after(Span(
                u32::try_from(u64::from(takes.0) * u64::from(n) / u64::from(times)).unwrap_or(0),
            ));
            let fields = template.fill(aim, &map, host, n + 1, &steady, &mut draw);
            traces.push(Trace {
                at,
                host,
                class: template.class,
                fields,
                origin,
                passage,
            });
        }
    }
    world.resource_mut::<Traces>().leave(traces);
}

/// Whether what an attack tries over the network finds no way, as from a blocked address or over a
/// link that is cut: what it leaves says that it was turned away.
fn is_kept_out(world: &mut World, map: &Map, action: &Action, aim: &Aim) -> bool {
    let mut requires = action.requires.iter();
    action.cell == Cell::Red
        && requires.any(|one| match one {
            Requirement::Reachable(proto) => !reachable(world, map, *proto, aim),
            _ => false,
        })
}

/// Whether the way out is shut to a run that works with an address outside. A block turns away what
/// makes a machine call home, or a person give a secret to a page there; whoever is to be let in by
/// a machine that is cut off waits for it in vain.
pub(super) fn is_turned_away(world: &World, action: &Action, aim: &Aim) -> bool {
    let network = world.resource::<Network>();
    let Some(c2) = aim.c2 else {
        return false;
    };
    let blocked = network.is_blocked(&Target::Address(c2));
    let host = site::host_of(world, &world.plan::<Map>(), &aim.target);
    let cut_off = host.is_some_and(|host| world.of::<Host>(host).is_isolated());
    let lures = action.requires.contains(&Requirement::Lured);
    let calls = |effect: &Effect| match effect {
        Effect::Beacon(_) => true,
        Effect::Credential(_) => lures,
        _ => false,
    };
    let lets_in = |effect: &Effect| matches!(effect, Effect::Foothold(_));
    let mut effects = action.effects.iter();
    effects.any(|effect| blocked && calls(effect) || cut_off && lets_in(effect))
}

/// By what the same choice in several traces is made.
fn steady(world: &World, run: RunId, aim: &Aim) -> Steady {
    let alone = Steady {
        closed: is_closed(world),
        ..Steady::alone(luck(world, run, "any"))
    };
    match aim.by {
        By::Step(step) => Steady {
            step: world.resource::<Luck>().0.fixed(u64::from(step.0), "once"),
            ..alone
        },
        _ => alone,
    }
}

/// Whether offices are closed now.
fn is_closed(world: &World) -> bool {
    let now = world.resource::<Now>().0;
    !OFFICE.contains(&world.plan::<Roster>().minute_of_day(now))
}

/// A call home leaves the traces that the action behind it leaves at its zone's sensors.
pub fn beacon_traces(
    world: &mut World,
    host: HostId,
    aim: &Aim,
    origin: Origin,
    zone_classes: &[bool],
    refused: bool,
) {
    let map = world.plan::<Map>();
    let catalogue = world.plan::<Catalogue>();
    let now = world.resource::<Now>().0;
    let seed = world.resource::<Luck>().0;
    let action = &catalogue.actions[aim.action.at()];
    let steady = Steady {
        call: seed.at(now, u64::from(host.0), "call"),
        closed: is_closed(world),
        ..Steady::alone(seed.fixed(u64::from(host.0), "any"))
    };
    let mut traces = Vec::new();
    for (i, template) in action.traces.iter().enumerate() {
        if zone_classes[template.class.at()] {
            let mut draw = seed.at(now, u64::from(host.0) << 8 | i as u64, "beacon");
            let fields = template.fill(aim, &map, Some(host), 1, &steady, &mut draw);
            traces.push(Trace {
                at: now,
                host: Some(host),
                class: template.class,
                fields,
                origin,
                passage: match refused {
                    true => Passage::Refused,
                    false => Passage::Through,
                },
            });
        }
    }
    world.resource_mut::<Traces>().leave(traces);
}
