//! What an action would come to: which requirements hold, how long it takes, what decides it, what
//! it breaks. A pure read, for screens that show an order before it is given.
//!
//! It never tells more than the team may know. It is made of the catalogue, of the city's published
//! map, and of what the team has been told; what the city hides is `Unknown`. Two cities that
//! differ only in what the team cannot know have the same forecasts.

use crate::action::aim::Aim;
use crate::action::require::{self, Met, authority, is_body, is_kind};
use crate::action::requirement::Requirement;
use crate::action::restore;
use crate::action::run::Tempo;
use crate::action::written::{Action, Catalogue, Effect};
use crate::city::host::Host;
use crate::city::map::Map;
use crate::city::place::{Gates, Link, Network, OrgKind, Proto};
use crate::city::service::{ServiceState, site};
use crate::team::{Roster, Staff};
use crate::words::cell::Cell;
use crate::words::fact::Flow;
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::refusal::Refusal;
use crate::words::target::{Target, TargetKind};
use crate::words::time::Spans;
use bevy_ecs::prelude::World;
use std::collections::BTreeSet;

/// A requirement and how it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Need {
    /// Its word in the catalogue.
    pub what: &'static str,
    /// How it stands, as far as the team may know.
    pub met: Met,
}

/// The body that has to carry it out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// One of a kind, of the team's choice: these.
    OneOf(OrgKind, Vec<OrgId>),
    /// The one by which orders to the target's owner go.
    By(OrgId),
    /// There is none: the team has no say over the target, and no way to one that has.
    Nobody,
}

/// What an action would come to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Forecast {
    /// The action.
    pub action: ActionId,
    /// What it is aimed at.
    pub target: Target,
    /// Its requirements, in the catalogue's order.
    pub needs: Vec<Need>,
    /// How long it takes once it runs, waiting not counted.
    pub takes: Spans,
    /// Success, per mille, once requirements hold and nothing stops it; nothing if it is certain.
    pub odds: Option<u16>,
    /// Kinds of control that may stop it where they stand, and how often, per mille.
    pub stopped_by: Vec<(KindId, u16)>,
    /// How many staff it binds.
    pub staff: u16,
    /// How many are free and on duty; nothing for a team whose staff is not counted.
    pub free: Option<u16>,
    /// How long its leader takes to approve it, if it must be approved.
    pub approval: Option<Spans>,
    /// The body that has to carry it out, if another has to.
    pub body: Option<Body>,
    /// Services whose users it takes away from them, for as long as it runs or holds.
    pub disrupts: Vec<ServiceId>,
    /// The action that takes it back.
    pub undo: Option<ActionId>,
}

impl Forecast {
    /// Whether nothing that the team knows stands in the way.
    pub fn fits(&self) -> bool {
        self.needs.iter().all(|need| need.met != Met::No)
    }

    /// Takes note that the team does not hold the host it would set out from.
    pub fn cannot_set_out(&mut self) {
        let (what, met) = ("foothold", Met::No);
        if !self.needs.contains(&Need { what, met }) {
            self.needs.insert(0, Need { what, met });
        }
    }
}

/// The forecast of an attempt.
pub fn forecast(world: &World, aim: &Aim) -> Result<Forecast, Refusal> {
    let (map, catalogue) = (world.plan::<Map>(), world.plan::<Catalogue>());
    let action = &catalogue.actions[aim.action.at()];
    if action.target != aim.target.kind() {
        return Err(Refusal::WrongTarget);
    }
    let need = |requirement: &Requirement| Need {
        what: requirement.word(),
        met: met(world, &map, action, requirement, aim),
    };
    let red = action.cell == Cell::Red;
    let disrupts = if red {
        Vec::new()
    } else {
        disrupted(world, &map, action, &aim.target)
    };
    Ok(Forecast {
        action: aim.action,
        target: aim.target.clone(),
        needs: action.requires.iter().map(need).collect(),
        takes: takes(world, &map, action, &aim.target),
        odds: (action.odds < 1_000).then_some(action.odds),
        stopped_by: action.stopped_by.clone(),
        staff: action.staff,
        free: free(world, aim.team),
        approval: action.approval.map(|range| at_tempo(world, range)),
        body: body(world, &map, action, aim),
        disrupts,
        undo: action.undo.as_ref().and_then(|name| catalogue.action(name)),
    })
}

fn met(world: &World, map: &Map, action: &Action, requirement: &Requirement, aim: &Aim) -> Met {
    if action.cell == Cell::Red {
        return require::told(world, requirement, aim);
    }
    let yes = |yes: bool| if yes { Met::Yes } else { Met::No };
    match (requirement, &aim.target) {
        (Requirement::Authority, _) => yes(authority(world, aim).is_ok()),
        (Requirement::Kind(kind), target) => yes(is_body(map, *kind, target)),
        // A defence team knows its own machines.
        (Requirement::Platform(_) | Requirement::Role(_) | Requirement::NotRole(_), target) => {
            yes(is_kind(map, requirement, map.host_of(target)))
        }
        // Where power is and where a service runs, everybody feels.
        (Requirement::Powered, target) => {
            let host = site::host_of(world, map, target);
            yes(host.is_none_or(|host| world.of::<Host>(host).is_powered()))
        }
        (Requirement::Standby, Target::Service(s)) => {
            let standby = map.services[s.at()].standby;
            let fit = standby.is_some_and(|standby| site::looks_fit(world, standby.host));
            yes(fit && !world.of::<ServiceState>(*s).is_away())
        }
        (Requirement::AtStandby, Target::Service(s)) => yes(world.of::<ServiceState>(*s).is_away()),
        (Requirement::HomeFit, Target::Service(s)) => {
            yes(site::looks_fit(world, map.services[s.at()].host))
        }
        (Requirement::Up, Target::Service(s)) => yes(world.of::<ServiceState>(*s).is_up()),
        (Requirement::Down, Target::Service(s)) => yes(!world.of::<ServiceState>(*s).is_up()),
        _ => Met::Unknown,
    }
}

fn at_tempo(world: &World, range: Spans) -> Spans {
    range.at_tempo(world.resource::<Tempo>().0)
}

/// What works from a copy also reads its medium; which copy it will be, and whether it can be read,
/// only the attempt shows.
fn takes(world: &World, map: &Map, action: &Action, target: &Target) -> Spans {
    let mut takes = at_tempo(world, action.takes);
    if !action.effects.iter().any(Effect::is_from_copy) {
        return takes;
    }
    let services = restore::meant(world, map, target);
    let covers = |b: &&crate::city::asset::Backup| services.iter().any(|s| b.covers.contains(s));
    let media = || map.backups.iter().filter(covers).map(|b| b.takes);
    let least = media().map(|m| m.least.0).min().unwrap_or(0);
    let most = media().map(|m| m.most.0).max().unwrap_or(0);
    takes.least.0 = takes.least.0.saturating_add(least);
    takes.most.0 = takes.most.0.saturating_add(most);
    takes
}

fn free(world: &World, team: TeamId) -> Option<u16> {
    let roster = world.plan::<Roster>();
    let plan = &roster.teams[team.at()];
    let minute = roster.minute_of_day(world.resource::<require::Now>().0);
    let free = world.of::<Staff>(team).free_on_duty(plan, minute);
    let free = u16::try_from(free).unwrap_or(u16::MAX);
    (!plan.staff.is_empty()).then_some(free)
}

fn body(world: &World, map: &Map, action: &Action, aim: &Aim) -> Option<Body> {
    if let Some(kind) = action.through {
        let all = (0..map.orgs.len()).map(OrgId::of);
        let fits = all.filter(|org| map.orgs[org.at()].kind == kind).collect();
        return Some(Body::OneOf(kind, fits));
    }
    if action.itself {
        return Some(map.owner_of(&aim.target).map_or(Body::Nobody, Body::By));
    }
    if !action.requires.contains(&Requirement::Authority) {
        return None;
    }
    let alone = Aim {
        via: None,
        ..aim.clone()
    };
    match authority(world, &alone) {
        Err(Refusal::NoAuthority { by }) => {
            let by = map.names.orgs.get(&by).map(OrgId::of);
            Some(by.map_or(Body::Nobody, Body::By))
        }
        _ => None,
    }
}

/// The services that lose users by a response, by the plan of the city: those that it stops, those
/// whose way to their users it closes, and those which stand on them.
fn disrupted(world: &World, map: &Map, action: &Action, target: &Target) -> Vec<ServiceId> {
    let mut hit: BTreeSet<ServiceId> = BTreeSet::new();
    for effect in &action.effects {
        match (effect, target) {
            (Effect::Isolate, Target::Zone(zone)) => {
                hit.extend(unreached(world, map, Some(*zone), &[]));
            }
            (Effect::Cut, Target::Link(link)) => {
                hit.extend(unreached(world, map, None, &[(*link, Flow::Cut)]));
            }
            (Effect::Restrict, Target::Link(link)) => {
                hit.extend(unreached(world, map, None, &[(*link, Flow::Restricted)]));
            }
            (Effect::Stop, Target::Service(service)) => drop(hit.insert(*service)),
            (Effect::Isolate | Effect::Reimage | Effect::Restore, target)
                if target.kind() != TargetKind::Zone =>
            {
                let host = site::host_of(world, map, target).into_iter();
                hit.extend(host.flat_map(|host| site::services_at(world, map, host)));
            }
            _ => {}
        }
    }
    let mut open: Vec<ServiceId> = hit.iter().copied().collect();
    while let Some(below) = open.pop() {
        let upon = map.services_upon(below).into_iter();
        open.extend(upon.filter(|&service| hit.insert(service)));
    }
    hit.into_iter().collect()
}

/// The services that some of their users reach as the city was planned, and would not reach then.
fn unreached(
    world: &World,
    map: &Map,
    cut: Option<ZoneId>,
    flows: &[(LinkId, Flow)],
) -> Vec<ServiceId> {
    let mut before = Network::new(map.zones.len(), &map.links);
    let mut after = Network::new(map.zones.len(), &map.links);
    if let Some(zone) = cut {
        after.cut_zone(zone, true);
    }
    let flow = |link: LinkId| {
        let set = flows.iter().find(|(one, _)| *one == link);
        set.map_or(Flow::Open, |(_, flow)| *flow)
    };
    let loses = |place: &usize| {
        let service = &map.services[*place];
        let to = map.zone_of(site::runs_on(world, map, ServiceId::of(*place)));
        service.users_from.iter().any(|&from| {
            reaches(&mut before, &map.links, (from, to), |_| Flow::Open)
                && !reaches(&mut after, &map.links, (from, to), flow)
        })
    };
    let all = 0..map.services.len();
    all.filter(loses).map(ServiceId::of).collect()
}

fn reaches(
    network: &mut Network,
    links: &[Link],
    (from, to): (ZoneId, ZoneId),
    flow: impl Fn(LinkId) -> Flow + Copy,
) -> bool {
    let protos = [Proto::Https, Proto::Http, Proto::Any];
    let mut by = |proto| network.reaches(from, to, proto, Gates::ALL, links, flow);
    protos.into_iter().any(&mut by)
}
