//! Effects on what a team holds and knows: footholds, beacons, credentials, discoveries.

use crate::action::aim::Aim;
use crate::action::effect::learn;
use crate::action::require::Now;
use crate::action::run::state;
use crate::action::written::{Effect, Reveal, SecretOf};
use crate::city::account::{AccountKind, Knowledge, Secrets};
use crate::city::host::Group;
use crate::city::host::{Beacon, Foothold, Host};
use crate::city::map::Map;
use crate::words::agenda::{Agenda, Due};
use crate::words::fact::FactKind;
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use bevy_ecs::prelude::World;

pub(super) fn access(world: &mut World, run: RunId, effect: &Effect, aim: &Aim, map: &Map) {
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
            state(world, run, FactKind::BeaconHeard { host });
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
        Reveal::Peers => {
            let near = |(a, b)| [(a, b), (b, a)].into_iter().find(|(a, _)| zone == Some(*a));
            let needed = map.links.iter().filter(|link| !link.needed.is_empty());
            let far: Vec<ZoneId> = needed
                .filter_map(|l| near(l.ends))
                .map(|(_, b)| b)
                .collect();
            let there = |g: &Group| far.contains(&g.zone) && map.roles[g.role.at()].users == 0;
            let groups: Vec<&Group> = map.groups.iter().filter(|g| there(g)).collect();
            let members = |g: &Group| g.first..g.first + g.count.min(REVEAL_LIMIT as u32);
            Box::new(
                groups
                    .into_iter()
                    .flat_map(members)
                    .map(|h| Target::Host(HostId(h))),
            )
        }
        Reveal::Services => {
            let all = map.services.iter().enumerate();
            Box::new(
                // Whoever finds a service has found the machine that answers for it.
                all.filter(|(_, s)| host_in(s.host))
                    .flat_map(|(i, s)| [Target::Service(ServiceId::of(i)), Target::Host(s.host)]),
            )
        }
        Reveal::Accounts => {
            // Of a body, its own; else whatever is listed.
            let own = move |id: &AccountId| org.is_none_or(|o| map.account_org(*id) == o);
            let all = (0..map.accounts.len()).map(AccountId::of);
            Box::new(all.filter(own).map(Target::Account))
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
            // What lies in a safe is in no list of shares.
            let kept = |id: &BackupId| map.backups[id.at()].on.is_some();
            let all = (0..map.backups.len()).map(BackupId::of);
            Box::new(all.filter(kept).map(Target::Backup))
        }
    };
    found.take(REVEAL_LIMIT).collect()
}
