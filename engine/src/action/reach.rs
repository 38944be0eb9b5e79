//! Whether what an attack tries gets from where it sets out to what it is aimed at.

use crate::action::aim::Aim;
use crate::city::account::{Knowledge, Opening, Secrets};
use crate::city::asset::DataState;
use crate::city::host::Host;
use crate::city::map::Map;
use crate::city::place::{Gates, INTERNET, Network, Proto, zone_reached};
use crate::city::service::site;
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use bevy_ecs::prelude::World;

/// The gated links that the team's working secrets open.
pub fn gates(world: &World, map: &Map, team: TeamId) -> Gates {
    let secrets = world.resource::<Secrets>();
    let mut gates = Gates::NONE;
    for account in world.of::<Knowledge>(team).working(secrets) {
        let Some(listed) = map.accounts.get(account.at()).filter(|a| !a.mfa) else {
            continue;
        };
        for opening in &listed.opens {
            if let Opening::Link(link) = opening {
                gates = gates.with(*link);
            }
        }
    }
    gates
}

/// Whether traffic of a kind gets from source to target.
pub fn reachable(world: &mut World, map: &Map, proto: Proto, aim: &Aim) -> bool {
    let online = |world: &World, host: HostId| world.of::<Host>(host).is_online();
    if aim.source.is_some_and(|h| !online(world, h)) {
        return false;
    }
    let to = match (&aim.target, site::host_of(world, map, &aim.target)) {
        (_, Some(host)) if !online(world, host) => return false,
        (_, Some(host)) => map.zone_of(host),
        (Target::Zone(zone), None) => *zone,
        (Target::Link(link), None) => {
            // A link can be tried from either end, and by what lets a team through it.
            let (a, b) = map.links[link.at()].ends;
            let from = aim.source.map_or(INTERNET, |h| map.zone_of(h));
            let team_gates = gates(world, map, aim.team);
            return [a, b]
                .iter()
                .any(|&end| zone_reached(world, &map.links, from, end, proto, team_gates));
        }
        _ => return true,
    };
    if aim.source.is_none()
        && aim
            .c2
            .is_some_and(|a| world.resource::<Network>().is_blocked(&Target::Address(a)))
    {
        return false;
    }
    let from = aim.source.map_or(INTERNET, |h| map.zone_of(h));
    let team_gates = gates(world, map, aim.team);
    zone_reached(world, &map.links, from, to, proto, team_gates)
}

/// Whether what was gathered lies where the source gets at it: on itself, or on a machine that it
/// is linked with. Nothing leaves a machine without a network but by what is carried to it.
pub fn within_reach(world: &mut World, map: &Map, data: DataId, aim: &Aim) -> bool {
    let on: Vec<Option<HostId>> = world.of::<DataState>(data).staged_on(aim.team).collect();
    let gates = gates(world, map, aim.team);
    on.into_iter().any(|on| match (on, aim.source) {
        (Some(on), Some(source)) if on != source => {
            let ends = (map.zone_of(source), map.zone_of(on));
            let online = [on, source]
                .iter()
                .all(|h| world.of::<Host>(*h).is_online());
            let mut over = Proto::CARRY.iter();
            online && over.any(|&p| zone_reached(world, &map.links, ends.0, ends.1, p, gates))
        }
        _ => true,
    })
}
