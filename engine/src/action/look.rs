//! Looking: what an inspection and a sweep bring to light. The only effects that tell blue the
//! truth.

use crate::action::aim::Aim;
use crate::action::effect::held;
use crate::action::require::Now;
use crate::action::restore;
use crate::action::run::{Run, luck, state};
use crate::action::written::{Action, Catalogue, Effect};
use crate::city::account::Secrets;
use crate::city::asset::{BackupState, is_doubtful};
use crate::city::control::ControlState;
use crate::city::host::{Foothold, Host, Lodged};
use crate::city::map::Map;
use crate::city::place::{Contact, LinkState, Network};
use crate::city::service::{ServiceState, site};
use crate::words::fact::{Fact, FactKind, Facts, Flow, Odd, Outcome};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::time::Span;
use bevy_ecs::prelude::World;

/// How often an inspection of a host sees a foothold that is there, per mille.
const INSPECTION_SEES: u16 = 850;
/// How many of a thousand blocks are bad in a copy that was destroyed or turned out unreadable.
const ALL_BAD: u16 = 1_000;

/// Blue sees the state of the target and the weak points planted there.
pub fn inspect(world: &mut World, run: RunId, aim: &Aim, map: &Map) {
    let sees = luck(world, run, "inspect").hits(INSPECTION_SEES);
    let foothold =
        site::host_of(world, map, &aim.target).is_some_and(|h| holds_foothold(world, h)) && sees;
    let odd = match (foothold, odd(world, &aim.target, map)) {
        (true, Some(Odd::Encrypted)) => Some(Odd::HeldEncrypted),
        (true, _) => Some(Odd::Held),
        (false, odd) => odd,
    };
    let (team, target) = (aim.team, aim.target.clone());
    state(world, run, FactKind::Inspected { team, target, odd });
    copy(world, run, aim, map);
    declared(world, run, aim, map);
    let host = site::host_of(world, map, &aim.target);
    for (i, weak) in map.weak.iter().enumerate() {
        let same_host = host.is_some() && map.host_of(&weak.at) == host;
        if weak.at == aim.target || same_host {
            state(
                world,
                run,
                FactKind::WeakSeen {
                    team: aim.team,
                    weak: WeakId::of(i),
                },
            );
        }
    }
}

/// Of a copy that is looked into: how old it truly is, and how good.
fn copy(world: &mut World, run: RunId, aim: &Aim, map: &Map) {
    let Target::Backup(backup) = aim.target else {
        return;
    };
    let plan = &map.backups[backup.at()];
    let now = world.resource::<Now>().0;
    let readable = world.of::<BackupState>(backup).is_usable();
    let bad = if readable { plan.bad } else { ALL_BAD };
    if is_doubtful(bad) {
        world.of_mut::<BackupState>(backup).doubt();
    }
    let seen = FactKind::CopySeen {
        team: aim.team,
        backup,
        age: restore::age(world, map, backup, None),
        tested: plan.tested.map(|tested| Span(tested.0 + now.0)),
        bad,
    };
    state(world, run, seen);
}

/// What is not as it should be, but for what the attack holds.
fn odd(world: &World, target: &Target, map: &Map) -> Option<Odd> {
    match target {
        Target::Host(h) => world
            .of::<Host>(*h)
            .is_encrypted()
            .then_some(Odd::Encrypted),
        Target::Service(s) => (!world.of::<ServiceState>(*s).is_up()).then_some(Odd::Down),
        Target::Control(c) => {
            let control = world.of::<ControlState>(*c);
            match (control.works(), control.is_watched()) {
                (false, _) => Some(Odd::Down),
                (true, false) => Some(Odd::Unwatched),
                (true, true) => None,
            }
        }
        Target::Backup(b) => {
            let good = world.of::<BackupState>(*b).is_usable() && map.backups[b.at()].bad == 0;
            (!good).then_some(Odd::Spoiled)
        }
        Target::Org(o) => (map.orgs[o.at()].contact != Contact::Ok).then_some(Odd::Unanswered),
        _ => None,
    }
}

/// What is declared of the target service, or of those on the target body's machines, is held
/// against what is so.
fn declared(world: &mut World, run: RunId, aim: &Aim, map: &Map) {
    for (i, plan) in map.services.iter().enumerate() {
        let service = ServiceId::of(i);
        let meant = match aim.target {
            Target::Service(one) => one == service,
            Target::Org(org) => map.org_of(plan.host) == org,
            _ => false,
        };
        let Some(dossier) = plan.dossier.as_ref().filter(|_| meant) else {
            continue;
        };
        for &declared in &dossier.declares {
            let fact = FactKind::DeclarationSeen {
                team: aim.team,
                service,
                declared,
                holds: world.of::<ServiceState>(service).complies(plan, declared),
            };
            state(world, run, fact);
        }
    }
}

fn is_lodged(world: &World, host: HostId) -> bool {
    world.get::<Lodged>(world.entity_of::<Host>(host)).is_some()
}

fn holds_foothold(world: &World, host: HostId) -> bool {
    world
        .get::<Foothold>(world.entity_of::<Host>(host))
        .is_some()
}

/// Blue looks for footholds over a zone or an organisation, finding each at these odds.
pub fn sweep(world: &mut World, run: RunId, odds: u16, aim: &Aim, map: &Map) {
    // Footholds are few, hosts may be many; and they are put in order before anything is said of
    // them.
    let mut query = world.query::<(&Host, &Foothold)>();
    let mut hosts: Vec<HostId> = query.iter(world).map(|(host, _)| host.id).collect();
    hosts.sort_unstable();
    hosts.retain(|&h| match aim.target {
        Target::Zone(zone) => map.zone_of(h) == zone,
        Target::Org(org) => map.org_of(h) == org,
        Target::Host(host) => h == host,
        _ => false,
    });
    let found: Vec<HostId> = hosts
        .into_iter()
        .filter(|h| luck(world, run, "sweep").apart(u64::from(h.0)).hits(odds))
        .collect();
    let count = u16::try_from(found.len()).unwrap_or(u16::MAX);
    for host in found {
        state(
            world,
            run,
            FactKind::SweepFound {
                team: aim.team,
                host,
            },
        );
    }
    state(
        world,
        run,
        FactKind::Swept {
            team: aim.team,
            target: aim.target.clone(),
            found: count,
        },
    );
}

/// Whether what a finished response did still holds: what blue sees when it verifies.
pub fn still_in_effect(world: &World, action: &Action, aim: &Aim, map: &Map) -> bool {
    let host = site::host_of(world, map, &aim.target);
    action
        .effects
        .iter()
        .all(|effect| match (effect, &aim.target) {
            (Effect::Isolate, Target::Zone(z)) => world.resource::<Network>().is_cut(*z),
            (Effect::Isolate, _) => host.is_some_and(|h| world.of::<Host>(h).is_isolated()),
            (Effect::Reconnect, Target::Host(h)) => !world.of::<Host>(*h).is_isolated(),
            (Effect::Clean | Effect::Reimage, _) => host.is_some_and(|h| !holds_foothold(world, h)),
            (Effect::Recall, _) => host.is_some_and(|h| !is_lodged(world, h)),
            (Effect::Clear(_), Target::Org(o)) => held(world, map, *o).is_empty(),
            (Effect::Cut, Target::Link(l)) => world.of::<LinkState>(*l).flow() == Flow::Cut,
            (Effect::Restrict, Target::Link(l)) => {
                world.of::<LinkState>(*l).flow() == Flow::Restricted
            }
            (Effect::Block, address) => world.resource::<Network>().is_blocked(address),
            (Effect::Lock, Target::Account(a)) => world.resource::<Secrets>().is_locked(*a),
            (Effect::Filter(_), Target::Service(s)) => world.of::<ServiceState>(*s).is_filtered(),
            (Effect::Restore | Effect::Repair, Target::Service(s)) => {
                let s = world.of::<ServiceState>(*s);
                s.is_up() && !s.is_defaced()
            }
            (Effect::FailOver, Target::Service(s)) => {
                let s = world.of::<ServiceState>(*s);
                s.is_up() && s.is_away()
            }
            // One that went home in step has had what the carrying home was for.
            (Effect::Resync, Target::Service(s)) => {
                let s = world.of::<ServiceState>(*s);
                s.is_in_step() || !s.is_away()
            }
            (Effect::FailBack, Target::Service(s)) => {
                let s = world.of::<ServiceState>(*s);
                s.is_up() && !s.is_away()
            }
            (Effect::Restore, _) => host.is_some_and(|h| !world.of::<Host>(h).is_encrypted()),
            (Effect::Attain(what), Target::Service(s)) => {
                let plan = &map.services[s.at()];
                world.of::<ServiceState>(*s).complies(plan, *what)
            }
            (Effect::Heal(_), Target::Control(c)) => {
                let control = world.of::<ControlState>(*c);
                control.works() && control.is_watched()
            }
            _ => true,
        })
}

/// Whether the team has since taken back what a finished response did, with the response that does
/// so: then it did not fail.
pub fn is_undone(world: &World, run: RunId) -> bool {
    let catalogue = world.plan::<Catalogue>();
    let own = &world.of::<Run>(run).aim;
    let action = &catalogue.actions[own.action.at()];
    let Some(undo) = action.undo.as_ref().and_then(|u| catalogue.names.get(u)) else {
        return false;
    };
    let undo = ActionId::of(undo);
    let ended = |fact: &Fact| match fact.kind {
        FactKind::RunEnded { run, outcome } => Some((run, outcome)),
        _ => None,
    };
    let facts = world.resource::<Facts>().all().iter().rev();
    let mut since = facts
        .filter_map(ended)
        .take_while(|(other, _)| *other != run);
    since.any(|(other, outcome)| {
        let aim = &world.of::<Run>(other).aim;
        let same = (aim.team, aim.action, &aim.target) == (own.team, undo, &own.target);
        same && outcome == Outcome::Done
    })
}
