//! Effects on a whole body: its machines looked over, and the same asked of every body of a zone.

use crate::action::aim::Aim;
use crate::action::effect::machine::evict;
use crate::action::run::{ask_upon, luck};
use crate::action::written::Catalogue;
use crate::city::host::{Foothold, Host};
use crate::city::map::Map;
use crate::city::service::Unsettled;
use crate::words::fact::Cause;
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use bevy_ecs::prelude::World;
use std::collections::BTreeSet;

/// Removes the footholds on a body's machines, each at these odds; what is overlooked stays.
pub(super) fn clear(world: &mut World, run: RunId, odds: u16, aim: &Aim, map: &Map) {
    let Target::Org(org) = aim.target else {
        return;
    };
    for host in held(world, map, org) {
        if luck(world, run, "clear")
            .apart(u64::from(host.0))
            .hits(odds)
        {
            evict(world, run, host);
            world.resource_mut::<Unsettled>().host(host, map);
        }
    }
}

/// The machines of a body on which the attack has a foothold, in order.
pub fn held(world: &World, map: &Map, org: OrgId) -> Vec<HostId> {
    let machines = map.hosts_of(org).into_iter();
    machines
        .filter(|&h| world.get::<Foothold>(world.entity_of::<Host>(h)).is_some())
        .collect()
}

/// Asks an action of every body with machines in the target zone, but for the asker's own. One that
/// cannot be reached is not asked: no run of it then shows.
pub(super) fn spread(world: &mut World, run: RunId, action: &str, aim: &Aim, map: &Map) {
    let Target::Zone(zone) = aim.target else {
        return;
    };
    let Some(action) = world.plan::<Catalogue>().action(action) else {
        return;
    };
    let roster = world.plan::<crate::team::Roster>();
    let own = roster.teams[aim.team.at()].org;
    let groups = map.groups.iter().filter(|group| group.zone == zone);
    let bodies: BTreeSet<OrgId> = groups
        .flat_map(|group| group.orgs.iter().copied())
        .collect();
    for org in bodies.into_iter().filter(|org| Some(*org) != own) {
        let one = Aim {
            action,
            target: Target::Org(org),
            ..aim.clone()
        };
        let _ = ask_upon(world, one, Cause::Run(run));
    }
}
