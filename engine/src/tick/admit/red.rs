//! Orders of an attack team, by the rules that the scripted one obeys.

use super::{Docket, Done, aim, is_own, limit, over, request, said, state, unknown, word};
use crate::action::aim::Aim;
use crate::action::require::{Now, lies, own_foothold};
use crate::action::run::{self, Run, Stage};
use crate::city::map::Map;
use crate::city::place::AddressKind;
use crate::detect::claim::Desk;
use crate::team::Roster;
use crate::words::cell::Cell;
use crate::words::fact::{Cause, FactKind, Outcome};
use crate::words::known::{Reach, Roll};
use crate::words::name::*;
use crate::words::order::{Act, CITE_LIMIT, RedAsk, RedFinding};
use crate::words::refusal::Refusal;
use bevy_ecs::prelude::World;
use std::collections::BTreeMap;

/// What an attack team asks.
pub(super) fn red(world: &mut World, id: OrderId, team: TeamId, by: Cause, ask: RedAsk) -> Done {
    match ask {
        RedAsk::Act(a) => act(world, id, team, by, &a),
        RedAsk::Undo { run } => run::undo(world, run, team, by),
        RedAsk::Say { text } => said(world, team, by, text),
        RedAsk::Report(said) => report(world, team, by, said),
        RedAsk::Request { kind, text } => request(world, team, by, kind, text),
    }
}

fn act(world: &mut World, id: OrderId, team: TeamId, by: Cause, a: &Act) -> Done {
    let mut aim = aim(world, id, team, Cell::Red, a)?;
    let left_open = aim.c2.is_none();
    sets_out(world, &mut aim)?;
    let route = aim.c2.filter(|_| left_open);
    let host = world.plan::<Map>().host_of(&aim.target).or(aim.source);
    let run = run::ask(world, aim)?;
    if let Some(address) = route {
        // Or nobody who attacks could tell which of the addresses no longer gets through.
        state(world, team, by, FactKind::RunRouted { run, address })?;
    }
    let now = world.resource::<Now>().0;
    if let Some(host) = host {
        let mut desk = world.resource_mut::<Desk>();
        desk.red_touches.push((now, run, host));
    }
    Ok(())
}

/// A technique stays within what its team may touch. It starts from the internet, from a host the
/// team holds or on which a forgery of its lies, or from one of its own. What comes from outside
/// comes from some address, or no block could ever meet it.
pub(super) fn sets_out(world: &World, aim: &mut Aim) -> Done {
    let map = world.plan::<Map>();
    if world.plan::<Roster>().teams[aim.team.at()]
        .bounds
        .hold(&map, &aim.target)
    {
        return Err(Refusal::OutOfBounds);
    }
    if let Some(from) = aim.source {
        let own = map.is_attackers(from);
        // Whether the machine still answers, whoever attacks finds out by trying.
        let holds = own_foothold(world, Some(from), aim.team).is_some();
        if !own && !holds && !lies(world, Some(from), aim.team) {
            return Err(Refusal::Lacks {
                what: "foothold".into(),
            });
        }
    }
    let kind = |c2: AddressId| map.addresses[c2.at()].kind;
    if aim.c2.is_some_and(|c2| kind(c2) == AddressKind::Benign) {
        return Err(unknown("address"));
    }
    if aim.c2.is_none() {
        let all = || (0..map.addresses.len()).map(AddressId::of);
        let used = last_used(world, aim.team);
        let good = |c2: &AddressId| used.get(c2).is_none_or(|(_, good)| *good);
        let of_kind = || all().filter(|&c2| kind(c2) == AddressKind::C2);
        let oldest = || of_kind().min_by_key(|c2| used.get(c2).map(|(run, _)| *run));
        let any = || all().find(|&c2| kind(c2) != AddressKind::Benign);
        aim.c2 = of_kind().find(good).or_else(oldest).or_else(any);
    }
    Ok(())
}

/// The most runs looked back at for an address that works.
const REMEMBERED: usize = 100;

/// For each outside address the last run of the team's that is over and worked with it, and
/// whether it came to something: where one has failed, whoever attacks tries another. Only the
/// newest runs count, so that an order costs the same late in a drill as early.
fn last_used(world: &World, team: TeamId) -> BTreeMap<AddressId, (RunId, bool)> {
    let runs = world.resource::<Roll<Run>>().len();
    let mut used = BTreeMap::new();
    for id in (0..runs).rev().take(REMEMBERED).map(RunId::of) {
        let run = world.of::<Run>(id);
        if let (Some(c2), Stage::Over(outcome)) = (run.aim.c2, &run.stage)
            && run.aim.team == team
        {
            used.entry(c2).or_insert((id, *outcome == Outcome::Done));
        }
    }
    used
}

fn lacks(what: &str) -> Refusal {
    Refusal::Lacks { what: what.into() }
}

/// A weak point is reported with what it does to machines, data or people, and with at least one
/// attempt that came off: what failed shows nothing.
fn report(world: &mut World, team: TeamId, by: Cause, said: Box<RedFinding>) -> Done {
    word("title", &said.title)?;
    for text in [
        &said.resources,
        &said.data,
        &said.users,
        &said.steps,
        &said.fix,
    ] {
        limit(text)?;
    }
    let map = world.plan::<Map>();
    map.target(&said.on).ok_or_else(|| unknown("target"))?;
    if said.evidence.is_empty() || said.evidence.len() > CITE_LIMIT {
        return Err(over("evidence"));
    }
    if said.evidence.iter().any(|run| !is_own(world, team, *run)) {
        return Err(unknown("run"));
    }
    let impacts = [&said.resources, &said.data, &said.users];
    if impacts.iter().all(|text| text.trim().is_empty()) {
        return Err(lacks("impact"));
    }
    let came_off = |run: &RunId| world.of::<Run>(*run).stage == Stage::Over(Outcome::Done);
    if !said.evidence.iter().any(came_off) {
        return Err(lacks("evidence"));
    }
    let report = world.resource_mut::<Docket>().report();
    let fact = FactKind::RedReported { team, report, said };
    state(world, team, by, fact)
}
