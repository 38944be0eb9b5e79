//! What a finished action does to the city and the teams: the one way an action changes them. One
//! arm for each word of the closed list; the rarer and longer ones in `restore` and `look`.

mod access;
mod body;
mod data;
mod machine;
mod network;
mod service;

pub use body::held;
pub(super) use data::is_spared;
pub use data::show;
pub use service::fade;

use crate::action::aim::Aim;
use crate::action::require::{Luck, Now};
use crate::action::run::{Run, state};
use crate::action::written::{Action, Catalogue, Effect};
use crate::action::{look, restore, standby};
use crate::city::account::Knowledge;
use crate::city::host::{Host, LocalLogs};
use crate::city::map::Map;
use crate::city::place::OrgKind;
use crate::city::service::{ServiceState, Unsettled, site};
use crate::words::cell::{Audience, Cell};
use crate::words::fact::{Compliance, FactKind, Facts, Side};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::time::{Span, Tick};
use access::access;
use bevy_ecs::prelude::{Resource, World};
use data::data;
use machine::{machine, power};
use network::{account, network, switch};
use service::service;
use std::collections::BTreeSet;

/// What teams have made ready before it was needed.
#[derive(Resource, Default)]
pub struct Readiness(BTreeSet<(TeamId, MarkId)>);

/// Whether a team has agreed beforehand with bodies of a kind (`telco-agreed`).
pub fn is_prepared(world: &World, team: TeamId, kind: OrgKind) -> bool {
    let catalogue = world.plan::<Catalogue>();
    let word = match kind {
        OrgKind::Telco => "telco-agreed",
        OrgKind::Vertical => "vertical-agreed",
        _ => return false,
    };
    let mark = catalogue.marks.get(word).map(MarkId::of);
    mark.is_some_and(|m| world.resource::<Readiness>().0.contains(&(team, m)))
}

/// What a run does the moment it starts: whatever is made anew is away meanwhile. Which machine
/// that is.
pub fn begin(world: &mut World, action: &Action, aim: &Aim) -> Option<HostId> {
    let map = world.plan::<Map>();
    let renews = |effect: &Effect| match (effect, &aim.target) {
        (Effect::Reimage, Target::Host(_)) => true,
        (Effect::Restore, target) => matches!(target, Target::Service(_)),
        _ => false,
    };
    let away = action.effects.iter().any(renews);
    let host = site::host_of(world, &map, &aim.target).filter(|_| away)?;
    world.of_mut::<Host>(host).rebuild(true);
    world.resource_mut::<Unsettled>().host(host, &map);
    Some(host)
}

/// What a run undoes when it is over, however it ended.
pub fn close(world: &mut World, run: RunId) {
    if let Some(host) = world.of::<Run>(run).at {
        let map = world.plan::<Map>();
        world.of_mut::<Host>(host).rebuild(false);
        world.resource_mut::<Unsettled>().host(host, &map);
    }
}

/// How much longer a run takes because of what it works on: a restore reads its media.
pub fn extra_time(world: &World, action: &Action, aim: &Aim) -> Span {
    let map = world.plan::<Map>();
    let Some(backup) = restore::copy_of(world, &map, action, &aim.target) else {
        return Span(0);
    };
    world
        .resource::<Luck>()
        .0
        .fixed(aim.target.key(), "media")
        .span(map.backups[backup.at()].takes)
}

/// Does one effect of a run.
pub fn apply(world: &mut World, run: RunId, effect: &Effect, aim: &Aim) {
    let map = world.plan::<Map>();
    match effect {
        Effect::Foothold(_) | Effect::Persist | Effect::Beacon(_) => {
            access(world, run, effect, aim, &map);
        }
        Effect::Credential(_) | Effect::Reveal(_) => access(world, run, effect, aim, &map),
        Effect::Stage
        | Effect::Leak
        | Effect::Show
        | Effect::Tamper
        | Effect::Encrypt
        | Effect::Wipe
        | Effect::Spoil
        | Effect::Offline => {
            data(world, run, effect, aim, &map);
        }
        Effect::Stop
        | Effect::Start
        | Effect::Flood(_)
        | Effect::Unflood
        | Effect::Deface
        | Effect::Filter(_)
        | Effect::Manual
        | Effect::Normal
        | Effect::Repair => service(world, run, effect, aim, &map),
        Effect::Isolate | Effect::Reconnect => machine(world, run, effect, aim, &map),
        Effect::Clean | Effect::Lodge | Effect::Recall | Effect::Reimage | Effect::Patch(_) => {
            machine(world, run, effect, aim, &map);
        }
        Effect::Cut | Effect::Restrict | Effect::Reopen | Effect::Block | Effect::Unblock => {
            network(world, run, effect, aim, &map);
        }
        Effect::Lock | Effect::Unlock | Effect::Rotate => account(world, run, effect, aim, &map),
        Effect::Blind(kind) => switch(world, run, kind, false, aim, &map),
        Effect::Heal(kind) => switch(world, run, kind, true, aim, &map),
        Effect::Forget => {
            if let Some(host) = map.host_of(&aim.target) {
                local_logs(world, host, LocalLogs::clear);
                state(world, run, FactKind::LogsCleared { host });
            }
        }
        Effect::Restore => restore::restore(world, run, aim, &map),
        Effect::FailOver | Effect::Resync | Effect::FailBack => {
            standby::standby(world, run, effect, aim, &map);
        }
        Effect::PowerOff | Effect::PowerOn => power(world, run, effect, aim, &map),
        Effect::Inspect => look::inspect(world, run, aim, &map),
        Effect::Sweep(odds) => look::sweep(world, run, *odds, aim, &map),
        Effect::Preserve => {
            if let Some(host) = map.host_of(&aim.target) {
                local_logs(world, host, LocalLogs::take);
                state(world, run, FactKind::Preserved { host });
            }
        }
        Effect::Tell => {
            if let Some(org) = map.owner_of(&aim.target) {
                let (team, action) = (aim.team, aim.action);
                state(world, run, FactKind::Told { team, org, action });
            }
        }
        Effect::Trust(by) => public(world, run, FactKind::Trust { by: *by }),
        Effect::Prepare(mark) => prepare(world, run, mark, aim.team),
        Effect::Clear(odds) => body::clear(world, run, *odds, aim, &map),
        Effect::Spread(action) => body::spread(world, run, action, aim, &map),
        Effect::Attain(what) => attain(world, run, *what, aim, &map),
    }
}

fn attain(world: &mut World, run: RunId, what: Compliance, aim: &Aim, map: &Map) {
    let Target::Service(service) = aim.target else {
        return;
    };
    let plan = &map.services[service.at()];
    if world.of_mut::<ServiceState>(service).attain(plan, what) {
        let fact = FactKind::Attained {
            team: aim.team,
            service,
            attained: what,
        };
        state(world, run, fact);
    }
}

fn prepare(world: &mut World, run: RunId, mark: &str, team: TeamId) {
    let Some(mark) = world.plan::<Catalogue>().marks.get(mark).map(MarkId::of) else {
        return;
    };
    if world.resource_mut::<Readiness>().0.insert((team, mark)) {
        state(world, run, FactKind::Prepared { team, mark });
    }
}

/// Whose doing it is what an action does to a service or its power.
fn side_of(world: &World, aim: &Aim) -> Side {
    // A storm that the organisers let loose is nobody's doing.
    match world.plan::<Catalogue>().actions[aim.action.at()].cell {
        Cell::Red => Side::Attack,
        Cell::Blue => Side::Defence,
        _ => Side::Neither,
    }
}

/// States a fact that everybody in the city feels.
pub fn public(world: &mut World, run: RunId, fact: FactKind) {
    let cause = crate::words::fact::Cause::Run(run);
    world
        .resource_mut::<Facts>()
        .state(cause, Audience::ALL, fact);
}

/// A team comes to know something.
pub fn learn(world: &mut World, run: RunId, team: TeamId, what: Target) {
    if world.of_mut::<Knowledge>(team).learn(what.clone()) {
        state(world, run, FactKind::Revealed { team, what });
    }
}

/// Changes what became of a machine's own logs.
fn local_logs(world: &mut World, host: HostId, change: impl Fn(&mut LocalLogs, Tick)) {
    let entity = world.entity_of::<Host>(host);
    let mut logs = world.get::<LocalLogs>(entity).cloned().unwrap_or_default();
    change(&mut logs, world.resource::<Now>().0);
    world.entity_mut(entity).insert(logs);
}
