//! What a finished action does to the city and the teams: the one way an action changes them. One arm for each word of
//! the closed list; the rarer and longer ones in `restore` and `look`.

use crate::action::aim::Aim;
use crate::action::require::{Luck, Now};
use crate::action::run::state;
use crate::action::written::{Action, Catalogue, Effect, Reveal, SecretOf};
use crate::action::{look, restore};
use crate::city::account::{AccountKind, Knowledge, Secrets};
use crate::city::asset::{BackupState, DataState};
use crate::city::control::ControlState;
use crate::city::host::{Beacon, Blind, Foothold, Host, Patched};
use crate::city::map::Map;
use crate::city::place::{LinkState, Network, OrgKind};
use crate::city::service::{ServiceState, Unsettled};
use crate::words::agenda::{Agenda, Due};
use crate::words::cell::{Audience, Cell};
use crate::words::fact::{FactKind, Facts, Flow, Side};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::time::Span;
use bevy_ecs::prelude::{Resource, World};
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

/// What a run does the moment it starts.
pub fn begin(world: &mut World, action: &Action, aim: &Aim) {
    let map = world.plan::<Map>();
    for effect in &action.effects {
        match (effect, &aim.target) {
            (Effect::Reimage, Target::Host(host)) => {
                world.of_mut::<Host>(*host).rebuild(true);
                world.resource_mut::<Unsettled>().host(*host, &map);
            }
            (Effect::Restore, Target::Service(service)) => {
                let host = map.services[service.at()].host;
                world.of_mut::<Host>(host).rebuild(true);
                world.resource_mut::<Unsettled>().host(host, &map);
            }
            _ => {}
        }
    }
}

/// What a run undoes when it is over, however it ended.
pub fn close(world: &mut World, action: &Action, aim: &Aim) {
    let map = world.plan::<Map>();
    let away = action
        .effects
        .iter()
        .any(|e| matches!(e, Effect::Reimage | Effect::Restore));
    if let (true, Some(host)) = (away, map.host_of(&aim.target)) {
        world.of_mut::<Host>(host).rebuild(false);
        world.resource_mut::<Unsettled>().host(host, &map);
    }
}

/// How much longer a run takes because of what it works on: a restore reads its media.
pub fn extra_time(world: &World, action: &Action, aim: &Aim) -> Span {
    if !action.effects.contains(&Effect::Restore) {
        return Span(0);
    }
    let map = world.plan::<Map>();
    let Some(backup) = restore::newest(world, &map, &aim.target) else {
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
    let host = map.host_of(&aim.target);
    match effect {
        Effect::Foothold(_)
        | Effect::Persist
        | Effect::Beacon(_)
        | Effect::Credential(_)
        | Effect::Reveal(_) => {
            access(world, run, effect, aim, &map);
        }
        Effect::Stage
        | Effect::Leak
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
        Effect::Isolate
        | Effect::Reconnect
        | Effect::Clean
        | Effect::Reimage
        | Effect::Patch(_) => {
            machine(world, run, effect, aim, &map);
        }
        Effect::Cut | Effect::Restrict | Effect::Reopen | Effect::Block | Effect::Unblock => {
            network(world, run, effect, aim, &map);
        }
        Effect::Lock | Effect::Unlock | Effect::Rotate => account(world, run, effect, aim, &map),
        Effect::Blind(kind) => switch(world, run, kind, false, aim, &map),
        Effect::Heal(kind) => switch(world, run, kind, true, aim, &map),
        Effect::Forget => {
            if let Some(host) = host {
                state(world, run, FactKind::LogsCleared { host });
            }
        }
        Effect::Restore => restore::restore(world, run, aim, &map),
        Effect::Inspect => look::inspect(world, run, aim, &map),
        Effect::Sweep(odds) => look::sweep(world, run, *odds, aim, &map),
        Effect::Preserve => {
            if let Some(host) = host.filter(|&h| world.of_mut::<Host>(h).preserve()) {
                state(world, run, FactKind::Preserved { host });
            }
        }
        Effect::Tell => {
            if let Some(org) = map.owner_of(&aim.target) {
                state(
                    world,
                    run,
                    FactKind::Told {
                        team: aim.team,
                        org,
                        action: aim.action,
                    },
                );
            }
        }
        Effect::Trust(by) => public(world, run, FactKind::Trust { by: *by }),
        Effect::Prepare(mark) => {
            let Some(mark) = world.plan::<Catalogue>().marks.get(mark).map(MarkId::of) else {
                return;
            };
            if world.resource_mut::<Readiness>().0.insert((aim.team, mark)) {
                state(
                    world,
                    run,
                    FactKind::Prepared {
                        team: aim.team,
                        mark,
                    },
                );
            }
        }
    }
}

/// States a fact that everybody in the city feels.
pub fn public(world: &mut World, run: RunId, fact: FactKind) {
    let cause = crate::words::fact::Cause::Run(run);
    world
        .resource_mut::<Facts>()
        .state(cause, Audience::ALL, fact);
}

fn access(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
    let team = aim.team;
    match effect {
        Effect::Credential(of) => {
            for account in secrets_of(*of, aim, map) {
                let secrets = world.resource::<Secrets>();
                let version_known = world.of::<Knowledge>(team).opens(account, secrets);
                if !version_known {
                    world.resource_scope(|world, secrets: bevy_ecs::prelude::Mut<Secrets>| {
                        world.of_mut::<Knowledge>(team).hold(account, &secrets);
                    });
                    state(world, run, FactKind::CredentialGained { account, team });
                }
            }
        }
        Effect::Reveal(what) => {
            for target in revealed(*what, aim, map) {
                learn(world, run, team, target);
            }
        }
        _ => {
            let Some(host) = map.host_of(&aim.target) else {
                return;
            };
            hold(world, run, effect, aim, host);
        }
    }
}

fn hold(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, host: HostId) {
    let entity = world.entity_of::<Host>(host);
    let now = world.resource::<Now>().0;
    let held = world
        .get::<Foothold>(entity)
        .filter(|f| f.team == aim.team)
        .cloned();
    match effect {
        Effect::Foothold(grip) => {
            let raised = held.as_ref().is_none_or(|f| f.grip < *grip);
            if raised {
                let fresh = Foothold {
                    team: aim.team,
                    grip: *grip,
                    since: now,
                    lasting: false,
                    beacon: None,
                };
                let kept = held.map_or(fresh, |f| Foothold { grip: *grip, ..f });
                world.entity_mut(entity).insert(kept);
                state(
                    world,
                    run,
                    FactKind::FootholdGained {
                        host,
                        team: aim.team,
                        grip: *grip,
                    },
                );
            }
        }
        Effect::Persist => {
            if let Some(f) = held.filter(|f| !f.lasting) {
                world
                    .entity_mut(entity)
                    .insert(Foothold { lasting: true, ..f });
                state(world, run, FactKind::Persisted { host });
            }
        }
        Effect::Beacon(every) => {
            let (Some(f), Some(to)) = (held, aim.c2) else {
                return;
            };
            let origin = aim.origin(run, true);
            let beacon = Beacon {
                to,
                every: *every,
                like: aim.action,
                origin,
                alive: true,
            };
            if f.beacon.is_none() {
                world
                    .resource_mut::<Agenda>()
                    .put(now.after(*every), Due::Beacon(host));
            }
            world.entity_mut(entity).insert(Foothold {
                beacon: Some(beacon),
                ..f
            });
        }
        _ => {}
    }
}

fn secrets_of(of: SecretOf, aim: &Aim, map: &Map) -> Vec<AccountId> {
    let Some(host) = map.host_of(&aim.target) else {
        return Vec::new();
    };
    let opening = |kinds: &[AccountKind]| {
        let all = (0..map.accounts.len()).map(AccountId::of);
        all.filter(|&a| kinds.contains(&map.account_kind(a)) && map.account_opens(a, host))
            .collect()
    };
    match (of, &aim.target) {
        (SecretOf::Target, Target::Account(account)) => vec![*account],
        (SecretOf::User | SecretOf::Target, _) => vec![map.user_account(host)],
        (SecretOf::Service, _) => {
            opening(&[AccountKind::Service, AccountKind::Vendor, AccountKind::Vpn])
        }
        (SecretOf::Admin, _) => opening(&[AccountKind::Admin, AccountKind::Service]),
    }
}

/// The most things one discovery brings to light.
const REVEAL_LIMIT: usize = 200;

fn revealed(what: Reveal, aim: &Aim, map: &Map) -> Vec<Target> {
    let zone = match (&aim.target, map.host_of(&aim.target)) {
        (Target::Zone(zone), _) => Some(*zone),
        (Target::Link(link), _) => Some(map.links[link.at()].ends.1),
        (_, host) => host.map(|h| map.zone_of(h)),
    };
    let org = if let Target::Org(org) = aim.target {
        Some(org)
    } else {
        None
    };
    let host_in = |h: HostId| org.map_or(zone == Some(map.zone_of(h)), |o| map.org_of(h) == o);
    let found: Box<dyn Iterator<Item = Target>> = match what {
        Reveal::Hosts => Box::new(map.groups.iter().flat_map(|g| {
            let members = (g.first..g.first + g.count.min(REVEAL_LIMIT as u32)).map(HostId);
            members
                .filter(|&h| host_in(h))
                .map(Target::Host)
                .collect::<Vec<_>>()
        })),
        Reveal::Services => {
            let all = map.services.iter().enumerate();
            Box::new(
                all.filter(|(_, s)| host_in(s.host))
                    .map(|(i, _)| Target::Service(ServiceId::of(i))),
            )
        }
        Reveal::Accounts => {
            Box::new((0..map.accounts.len()).map(|i| Target::Account(AccountId::of(i))))
        }
        Reveal::Data => {
            let all = map.data.iter().enumerate();
            Box::new(
                all.filter(|(_, d)| host_in(d.host))
                    .map(|(i, _)| Target::Data(DataId::of(i))),
            )
        }
        Reveal::Links => Box::new((0..map.links.len()).map(|i| Target::Link(LinkId::of(i)))),
        Reveal::Backups => {
            Box::new((0..map.backups.len()).map(|i| Target::Backup(BackupId::of(i))))
        }
    };
    found.take(REVEAL_LIMIT).collect()
}

/// A team comes to know something.
pub fn learn(world: &mut World, run: RunId, team: TeamId, what: Target) {
    if world.of_mut::<Knowledge>(team).learn(what.clone()) {
        state(world, run, FactKind::Revealed { team, what });
    }
}

fn data(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
    let host = map.host_of(&aim.target);
    let bodies: Vec<DataId> = match aim.target {
        Target::Data(d) => vec![d],
        _ => (0..map.data.len())
            .map(DataId::of)
            .filter(|d| Some(map.data[d.at()].host) == host)
            .collect(),
    };
    let sets: Vec<BackupId> = match aim.target {
        Target::Backup(b) => vec![b],
        _ => (0..map.backups.len())
            .map(BackupId::of)
            .filter(|b| map.backups[b.at()].on == host && host.is_some())
            .collect(),
    };
    match effect {
        Effect::Stage => bodies.into_iter().for_each(|data| {
            if world.of_mut::<DataState>(data).stage(aim.team) {
                state(world, run, FactKind::Staged { data });
            }
        }),
        Effect::Leak => bodies.into_iter().for_each(|data| {
            if world.of_mut::<DataState>(data).leak() {
                state(world, run, FactKind::Leaked { data });
            }
        }),
        Effect::Tamper => bodies.into_iter().for_each(|data| {
            if world.of_mut::<DataState>(data).tamper() {
                state(world, run, FactKind::Tampered { data });
            }
        }),
        Effect::Encrypt => {
            if let Some(host) = host.filter(|&h| world.of_mut::<Host>(h).encrypt()) {
                public(world, run, FactKind::Encrypted { host });
                world.resource_mut::<Unsettled>().host(host, map);
            }
        }
        Effect::Wipe => sets.into_iter().for_each(|backup| {
            if world.of_mut::<BackupState>(backup).wipe() {
                state(world, run, FactKind::Wiped { backup });
            }
        }),
        Effect::Spoil => sets
            .into_iter()
            .for_each(|b| world.of_mut::<BackupState>(b).spoil()),
        _ => sets
            .into_iter()
            .for_each(|b| world.of_mut::<BackupState>(b).take_offline()),
    }
}

fn service(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
    let Some(id) = service_of(aim, map) else {
        return;
    };
    let red = world.plan::<Catalogue>().actions[aim.action.at()].cell == Cell::Red;
    let side = if red { Side::Attack } else { Side::Defence };
    let mut now_state = world.of_mut::<ServiceState>(id);
    let fact = match effect {
        Effect::Stop => {
            now_state.stop(Some(side));
            None
        }
        Effect::Start => {
            now_state.stop(None);
            None
        }
        Effect::Flood(load) => {
            now_state.flood(run, *load);
            let until = world.resource::<Now>().0.after(aim.lasts);
            world
                .resource_mut::<Agenda>()
                .put(until, Due::RunFades(run));
            None
        }
        Effect::Unflood => {
            now_state.calm();
            None
        }
        Effect::Filter(per_mille) => {
            now_state.filter(*per_mille);
            None
        }
        Effect::Manual | Effect::Normal => {
            now_state.manual(*effect == Effect::Manual);
            None
        }
        Effect::Deface => now_state
            .deface(true)
            .then_some(FactKind::Defaced { service: id }),
        _ => {
            now_state.stop(None);
            now_state
                .deface(false)
                .then_some(FactKind::Repaired { service: id })
        }
    };
    if let Some(fact) = fact {
        public(world, run, fact);
    }
    world.resource_mut::<Unsettled>().0.insert(id);
}

fn service_of(aim: &Aim, map: &Map) -> Option<ServiceId> {
    match aim.target {
        Target::Service(s) => Some(s),
        _ => map.services_on(map.host_of(&aim.target)?).next(),
    }
}

/// What a run kept up is over.
pub fn fade(world: &mut World, run: RunId) {
    let map = world.plan::<Map>();
    let aim = world.of::<crate::action::run::Run>(run).aim.clone();
    if let Some(id) = service_of(&aim, &map) {
        if world.of_mut::<ServiceState>(id).unflood(run) {
            world.resource_mut::<Unsettled>().0.insert(id);
        }
    }
}

fn machine(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
    if let Target::Zone(zone) = aim.target {
        let cut = *effect == Effect::Isolate;
        if world.resource_mut::<Network>().cut_zone(zone, cut) {
            state(world, run, FactKind::ZoneCut { zone, cut });
            world.resource_mut::<Unsettled>().all(map);
        }
        return;
    }
    let Some(host) = map.host_of(&aim.target) else {
        return;
    };
    let entity = world.entity_of::<Host>(host);
    match effect {
        Effect::Isolate | Effect::Reconnect => {
            let yes = *effect == Effect::Isolate;
            if world.of_mut::<Host>(host).isolate(yes) {
                let fact = if yes {
                    FactKind::Isolated { host }
                } else {
                    FactKind::Reconnected { host }
                };
                state(world, run, fact);
            }
        }
        Effect::Clean => {
            let lasting = world.get::<Foothold>(entity).is_some_and(|f| f.lasting);
            let luck = world.resource::<Luck>().0;
            if !lasting || luck.fixed(u64::from(run.0), "clean").hits(500) {
                evict(world, run, host);
            }
        }
        Effect::Reimage => {
            evict(world, run, host);
            world.of_mut::<Host>(host).decrypt();
            world.entity_mut(entity).remove::<Blind>();
            state(world, run, FactKind::Rebuilt { host });
        }
        Effect::Patch(which) => {
            let all = map.names.flaws.len();
            let flaws: Vec<FlawId> = match map.names.flaws.get(which) {
                Some(one) => vec![FlawId::of(one)],
                None => (0..all).map(FlawId::of).collect(),
            };
            if let Target::Service(s) = aim.target {
                flaws
                    .iter()
                    .for_each(|f| world.of_mut::<ServiceState>(s).patch(*f));
            }
            let mut closed = world.get::<Patched>(entity).cloned().unwrap_or_default();
            closed.0.extend(flaws);
            world.entity_mut(entity).insert(closed);
            state(world, run, FactKind::Patched { host });
        }
        _ => {}
    }
    world.resource_mut::<Unsettled>().host(host, map);
}

/// Takes the attack's foothold off a host. Only red (and jury) know at once that it is gone.
pub fn evict(world: &mut World, run: RunId, host: HostId) {
    let entity = world.entity_of::<Host>(host);
    let held = world.get::<Foothold>(entity).map(|f| f.team);
    if let Some(team) = held {
        world.entity_mut(entity).remove::<Foothold>();
        let cause = crate::words::fact::Cause::Run(run);
        world.resource_mut::<Facts>().state(
            cause,
            Audience::team(team),
            FactKind::FootholdLost { host },
        );
    }
}

fn network(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
    match (&aim.target, effect) {
        (Target::Link(link), _) => {
            let flow = match effect {
                Effect::Cut => Flow::Cut,
                Effect::Restrict => Flow::Restricted,
                _ => Flow::Open,
            };
            if world.of_mut::<LinkState>(*link).set(flow) {
                world.resource_mut::<Network>().forget();
                state(world, run, FactKind::LinkSet { link: *link, flow });
                world.resource_mut::<Unsettled>().all(map);
            }
        }
        (address, Effect::Block | Effect::Unblock) => {
            let block = *effect == Effect::Block;
            if world
                .resource_mut::<Network>()
                .block(address.clone(), block)
            {
                let address = address.clone();
                let fact = if block {
                    FactKind::AddressBlocked { address }
                } else {
                    FactKind::AddressUnblocked { address }
                };
                state(world, run, fact);
            }
        }
        _ => {}
    }
}

fn account(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
    let account = match (&aim.target, map.host_of(&aim.target)) {
        (Target::Account(a), _) => *a,
        (_, Some(host)) => map.user_account(host),
        _ => return,
    };
    let fact = match effect {
        Effect::Rotate => {
            world.resource_mut::<Secrets>().rotate(account);
            FactKind::AccountRotated { account }
        }
        lock => {
            let locked = *lock == Effect::Lock;
            if !world.resource_mut::<Secrets>().lock(account, locked) {
                return;
            }
            FactKind::AccountLocked { account, locked }
        }
    };
    state(world, run, fact);
}

fn switch(world: &mut World, run: RunId, kind: &str, on: bool, aim: &Aim, map: &Map) {
    if let Target::Control(control) = aim.target {
        let mut s = world.of_mut::<ControlState>(control);
        if if on { s.heal() } else { s.blind() } {
            let kind = map.controls[control.at()].kind;
            state(
                world,
                run,
                if on {
                    FactKind::Healed { kind, host: None }
                } else {
                    FactKind::Blinded { kind, host: None }
                },
            );
        }
        return;
    }
    let (Some(host), Some(kind)) = (
        map.host_of(&aim.target),
        map.names.kinds.get(kind).map(KindId::of),
    ) else {
        return;
    };
    let entity = world.entity_of::<Host>(host);
    let mut off = world.get::<Blind>(entity).cloned().unwrap_or_default();
    let was_off = off.0.contains(&kind);
    if on == was_off {
        off.0.retain(|k| *k != kind);
        let host_fact = Some(host);
        let fact = if on {
            FactKind::Healed {
                kind,
                host: host_fact,
            }
        } else {
            off.0.push(kind);
            FactKind::Blinded {
                kind,
                host: host_fact,
            }
        };
        world.entity_mut(entity).insert(off);
        state(world, run, fact);
    }
}
