//! Whether what an action requires holds. One arm for each word of the closed list.

use crate::action::aim::{Aim, By};
use crate::action::reach::{reachable, within_reach};
use crate::action::requirement::Requirement;
use crate::action::written::{Action, End};
use crate::city::account::{Knowledge, Opening, Secrets};
use crate::city::asset::{BackupState, DataState};
use crate::city::host::{Foothold, Host, Lodged, Patched};
use crate::city::map::Map;
use crate::city::place::{Gates, INTERNET, Network, OrgKind, Proto, zone_reached};
use crate::city::service::{ServiceState, site};
use crate::team::Roster;
use crate::words::cell::Cell;
use crate::words::chance::Seed;
use crate::words::fact::{Grip, Outcome};
use crate::words::known::{Known, Reach};
use crate::words::name::*;
use crate::words::refusal::Refusal;
use crate::words::target::Target;
use crate::words::time::Tick;
use crate::words::written::At;
use bevy_ecs::prelude::{Resource, World};

/// The seed, as systems see it.
#[derive(Resource, Clone, Copy)]
pub struct Luck(pub Seed);

/// The moment, as systems see it.
#[derive(Resource, Clone, Copy, Default)]
pub struct Now(pub Tick);

/// Checks all requirements of an action; the first that fails is the reason. An account that the
/// team holds and that opens the target is put into the aim.
///
/// People who attack are refused only for what they know themselves; what the city hides from them
/// they find out by trying, which takes its time and leaves its traces.
pub fn check(world: &mut World, action: &Action, aim: &mut Aim) -> Result<(), Refusal> {
    if aim.using.is_none() && action.requires.contains(&Requirement::Credential) {
        aim.using = opening_account(world, aim);
    }
    if !gropes(action, aim) && !still_sets_out(world, action, aim) {
        let what = Requirement::Foothold(End::Source).word().into();
        return Err(Refusal::Lacks { what });
    }
    for requirement in &action.requires {
        let good = match requirement {
            Requirement::Authority => {
                authority(world, aim)?;
                true
            }
            asked if gropes(action, aim) => told(world, asked, aim) != Met::No,
            asked => holds(world, asked, aim),
        };
        if !good {
            return Err(Refusal::Lacks {
                what: requirement.word().into(),
            });
        }
    }
    Ok(())
}

/// Whether a run is a person's who attacks, and who does not know what the city hides.
fn gropes(action: &Action, aim: &Aim) -> bool {
    action.cell == Cell::Red && matches!(aim.by, By::Order(_))
}

/// How a run ends early because, at its end, a requirement does not hold; nothing if all do.
pub fn lost(world: &mut World, action: &Action, aim: &Aim) -> Option<Outcome> {
    let gropes = gropes(action, aim);
    if !still_sets_out(world, action, aim) {
        let hidden = gropes && own_foothold(world, aim.source, aim.team).is_some();
        return Some(if hidden {
            Outcome::Failed
        } else {
            Outcome::Overtaken
        });
    }
    for requirement in &action.requires {
        let asked = match requirement {
            Requirement::Authority => false,
            Requirement::Lured | Requirement::Down => gropes,
            _ => true,
        };
        if asked && !holds(world, requirement, aim) {
            // Whoever could not know that it did not hold has simply failed.
            let hidden = gropes && told(world, requirement, aim) != Met::No;
            return Some(if hidden {
                Outcome::Failed
            } else {
                Outcome::Overtaken
            });
        }
    }
    None
}

/// Whether what an attack tries over the network sets out from where it still may: from outside,
/// from a machine of the attacker's own, from one that the team holds or where a forgery of its
/// lies; or it spreads by itself, by what was altered there.
fn still_sets_out(world: &World, action: &Action, aim: &Aim) -> bool {
    let asks = |is: fn(&Requirement) -> bool| action.requires.iter().any(is);
    let over_network = asks(|one| matches!(one, Requirement::Reachable(_)));
    let spreads = asks(|one| matches!(one, Requirement::Altered(End::Source)));
    let Some(from) = aim
        .source
        .filter(|_| action.cell == Cell::Red && over_network)
    else {
        return true;
    };
    let map = &world.resource::<Known<Map>>().0;
    let is_outside = map.is_attackers(from) || map.zone_of(from) == INTERNET;
    let holds = || grip(world, Some(from), aim.team).is_some();
    is_outside || spreads || holds() || lies(world, Some(from), aim.team)
}

/// Whether what is to leave is not where it is to leave from: what comes there later was no part of
/// a sending that had begun.
pub fn sends_nothing(world: &mut World, action: &Action, aim: &Aim) -> bool {
    action.requires.contains(&Requirement::Staged) && !holds(world, &Requirement::Staged, aim)
}

/// Whether a requirement holds, as far as a team may know.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Met {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// The team cannot know before it has tried.
    Unknown,
}

impl Met {
    fn of(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// Whether a requirement holds, by what an attack team has been told and by nothing else: its own
/// footholds, secrets, discoveries and gathered data, and what every user of a service sees.
pub fn told(world: &World, requirement: &Requirement, aim: &Aim) -> Met {
    let map = &world.resource::<Known<Map>>().0;
    let target = map.host_of(&aim.target);
    let held = |end| own_foothold(world, end_host(aim, end, target), aim.team);
    let knowledge = world.of::<Knowledge>(aim.team);
    match requirement {
        Requirement::Foothold(end) => still(held(*end)),
        Requirement::Admin(end) => still(held(*end).filter(|f| f.grip == Grip::Admin)),
        Requirement::Beacon(end) => {
            Met::of(held(*end).is_some_and(|f| f.beacon.is_some_and(|b| b.alive)))
        }
        Requirement::Lodged(end) => Met::of(lies(world, end_host(aim, *end, target), aim.team)),
        Requirement::Credential => match aim.using {
            Some(account) if knowledge.holds(account) => Met::Unknown,
            None if knowledge.held().next().is_some() => Met::Unknown,
            _ => Met::No,
        },
        Requirement::Known => Met::of(knowledge.knows(&aim.target)),
        Requirement::Delivered(by) => Met::of(was_delivered(world, by, aim)),
        Requirement::AtHome => Met::of(is_at_home(map, aim)),
        Requirement::SameBody => Met::of(is_same_body(map, aim)),
        Requirement::Kind(kind) => Met::of(is_body(map, *kind, &aim.target)),
        // Whether it still is, nobody tells it.
        Requirement::Altered(_) => Met::Unknown,
        Requirement::Staged | Requirement::Gathered => match aim.target {
            Target::Data(d) => staged(world, requirement, d, aim),
            _ => Met::No,
        },
        Requirement::Platform(_) | Requirement::Role(_) | Requirement::NotRole(_) => {
            match held(End::Target) {
                Some(_) => Met::of(is_kind(map, requirement, target)),
                None => Met::Unknown,
            }
        }
        Requirement::Up | Requirement::Down => match aim.target {
            Target::Service(s) => {
                let up = world.of::<ServiceState>(s).is_up();
                Met::of(up == (*requirement == Requirement::Up))
            }
            _ => Met::Unknown,
        },
        Requirement::Reachable(_)
        | Requirement::Weakness(_)
        | Requirement::Lured
        | Requirement::Usable
        | Requirement::Powered
        | Requirement::Standby
        | Requirement::AtStandby
        | Requirement::HomeFit
        | Requirement::Authority => Met::Unknown,
    }
}

/// Whether the team brought something to the target by one of these.
fn was_delivered(world: &World, by: &[At<String>], aim: &Aim) -> bool {
    let knowledge = world.of::<Knowledge>(aim.team);
    by.iter().any(|by| knowledge.has_brought(by, &aim.target))
}

/// Whether a foothold can be worked with, as far as the team knows: whether one that no longer
/// answers is gone for good, trying tells.
fn still(held: Option<&Foothold>) -> Met {
    match held {
        None => Met::No,
        Some(held) if held.beacon.is_some_and(|beacon| !beacon.alive) => Met::Unknown,
        Some(_) => Met::Yes,
    }
}

/// Whether data were gathered, as far as the team knows: what lies on another machine than the one
/// it is to leave from may be out of its reach.
fn staged(world: &World, requirement: &Requirement, data: DataId, aim: &Aim) -> Met {
    let state = world.of::<DataState>(data);
    let is_here = state.staged_on(aim.team).any(|on| on == aim.source);
    match requirement {
        _ if !state.is_staged(aim.team) => Met::No,
        Requirement::Staged if !is_here => Met::Unknown,
        _ => Met::Yes,
    }
}

/// Whether what an attempt sets out from and what it is aimed at are of one body.
fn is_same_body(map: &Map, aim: &Aim) -> bool {
    let ends = aim.source.zip(map.host_of(&aim.target));
    ends.is_some_and(|(from, to)| map.org_of(from) == map.org_of(to))
}

/// Whether a target is a body of a kind.
pub fn is_body(map: &Map, kind: OrgKind, target: &Target) -> bool {
    matches!(target, Target::Org(org) if map.orgs[org.at()].kind == kind)
}

/// Whether the account that is used belongs to who works at the source.
fn is_at_home(map: &Map, aim: &Aim) -> bool {
    let home = aim
        .using
        .and_then(|account| map.host_of(&Target::Account(account)));
    home.is_some() && home == aim.source
}

/// Whether data kept on a host was altered.
fn keeps_altered(world: &World, map: &Map, host: HostId) -> bool {
    let all = (0..map.data.len()).map(DataId::of);
    let mut here = all.filter(|data| map.data[data.at()].host == host);
    here.any(|data| world.of::<DataState>(data).is_tampered())
}

/// Whether a forgery of the team's lies on a host.
pub fn lies(world: &World, host: Option<HostId>, team: TeamId) -> bool {
    let lodged = host.and_then(|host| world.get::<Lodged>(world.entity_of::<Host>(host)));
    lodged.is_some_and(|lodged| lodged.team == team)
}

/// What the team holds on a host, whether the host is up or not.
pub fn own_foothold(world: &World, host: Option<HostId>, team: TeamId) -> Option<&Foothold> {
    let held = world.get::<Foothold>(world.entity_of::<Host>(host?));
    held.filter(|f| f.team == team)
}

pub(super) fn is_kind(map: &Map, requirement: &Requirement, host: Option<HostId>) -> bool {
    let Some(host) = host else { return false };
    match requirement {
        Requirement::Platform(p) => map.role_of(host).platform == *p,
        Requirement::Role(name) => *map.role_of(host).name == **name,
        Requirement::NotRole(name) => *map.role_of(host).name != **name,
        _ => false,
    }
}

fn holds(world: &mut World, requirement: &Requirement, aim: &Aim) -> bool {
    let map = world.resource::<Known<Map>>().0.clone();
    let target = site::host_of(world, &map, &aim.target);
    match requirement {
        Requirement::Reachable(proto) => reachable(world, &map, *proto, aim),
        Requirement::Foothold(end) => grip(world, end_host(aim, *end, target), aim.team).is_some(),
        Requirement::Admin(end) => {
            grip(world, end_host(aim, *end, target), aim.team) == Some(Grip::Admin)
        }
        Requirement::Lodged(end) => {
            let host = end_host(aim, *end, target);
            let online = host.is_some_and(|host| world.of::<Host>(host).is_online());
            online && lies(world, host, aim.team)
        }
        Requirement::Credential => aim.using.is_some_and(|a| works(world, &map, a, aim)),
        Requirement::AtHome => is_at_home(&map, aim),
        Requirement::SameBody => is_same_body(&map, aim),
        Requirement::Kind(kind) => is_body(&map, *kind, &aim.target),
        Requirement::Weakness(name) => map
            .names
            .flaws
            .get(name)
            .is_some_and(|f| weak(world, &map, FlawId::of(f), aim)),
        Requirement::Platform(_) | Requirement::Role(_) | Requirement::NotRole(_) => {
            is_kind(&map, requirement, target)
        }
        Requirement::Known => world.of::<Knowledge>(aim.team).knows(&aim.target),
        Requirement::Delivered(by) => was_delivered(world, by, aim),
        Requirement::Up => is_up(world, &map, &aim.target),
        Requirement::Down => !is_up(world, &map, &aim.target),
        Requirement::Staged => match aim.target {
            Target::Data(d) => within_reach(world, &map, d, aim),
            _ => false,
        },
        Requirement::Gathered => match aim.target {
            Target::Data(d) => world.of::<DataState>(d).is_staged(aim.team),
            _ => false,
        },
        Requirement::Altered(end) => {
            end_host(aim, *end, target).is_some_and(|host| keeps_altered(world, &map, host))
        }
        Requirement::Beacon(end) => {
            end_host(aim, *end, target).is_some_and(|h| calls_home(world, &map, h))
        }
        Requirement::Lured => lured(&map, aim),
        Requirement::Usable => match aim.target {
            Target::Backup(b) => world.of::<BackupState>(b).is_usable(),
            _ => false,
        },
        Requirement::Powered => target.is_none_or(|h| world.of::<Host>(h).is_powered()),
        Requirement::Standby => of_service(aim, |s| site::can_fail_over(world, &map, s)),
        Requirement::AtStandby => of_service(aim, |s| world.of::<ServiceState>(s).is_away()),
        Requirement::HomeFit => of_service(aim, |s| site::is_home_fit(world, &map, s)),
        Requirement::Authority => authority(world, aim).is_ok(),
    }
}

fn of_service(aim: &Aim, holds: impl Fn(ServiceId) -> bool) -> bool {
    matches!(aim.target, Target::Service(service) if holds(service))
}

fn end_host(aim: &Aim, end: End, target: Option<HostId>) -> Option<HostId> {
    match end {
        End::Source => aim.source,
        End::Target => target,
    }
}

/// The team's grip on a host that is up and not cut off: whoever attacks works from afar.
pub fn grip(world: &World, host: Option<HostId>, team: TeamId) -> Option<Grip> {
    let entity = world.entity_of::<Host>(host?);
    let online = world.get::<Host>(entity).is_some_and(Host::is_online);
    world
        .get::<Foothold>(entity)
        .filter(|f| f.team == team && online)
        .map(|f| f.grip)
}

fn is_up(world: &World, map: &Map, target: &Target) -> bool {
    match target {
        Target::Service(s) => world.of::<ServiceState>(*s).is_up(),
        other => map
            .host_of(other)
            .is_none_or(|h| world.of::<Host>(h).is_up()),
    }
}

fn works(world: &World, map: &Map, account: AccountId, aim: &Aim) -> bool {
    let held = world
        .of::<Knowledge>(aim.team)
        .opens(account, world.resource::<Secrets>());
    held && !map.is_guarded(account) && opens(map, account, &aim.target)
}

/// Whether an account, whoever uses it, opens a target.
pub fn opens(map: &Map, account: AccountId, target: &Target) -> bool {
    match target {
        Target::Account(a) => *a == account,
        Target::Link(l) => map
            .accounts
            .get(account.at())
            .is_some_and(|a| a.opens.contains(&Opening::Link(*l))),
        other => map
            .host_of(other)
            .is_some_and(|h| map.account_opens(account, h)),
    }
}

/// The account to be used where none is named: one that works; else, as people who attack do not
/// know which does, the first of those held.
fn opening_account(world: &World, aim: &Aim) -> Option<AccountId> {
    let map = &world.resource::<Known<Map>>().0;
    let secrets = world.resource::<Secrets>();
    let knowledge = world.of::<Knowledge>(aim.team);
    let fits = |a: &AccountId| !map.is_guarded(*a) && opens(map, *a, &aim.target);
    let any = matches!(aim.by, By::Order(_)).then(|| knowledge.held().next());
    let working = knowledge.working(secrets).find(fits);
    working.or(any.flatten())
}

fn weak(world: &World, map: &Map, flaw: FlawId, aim: &Aim) -> bool {
    if let Target::Service(s) = aim.target {
        let state = world.of::<ServiceState>(s);
        if map.services[s.at()].flaws.contains(&flaw) && !state.is_patched(flaw) {
            return true;
        }
    }
    let Some(host) = site::host_of(world, map, &aim.target) else {
        return false;
    };
    let patched = world
        .get::<Patched>(world.entity_of::<Host>(host))
        .is_some_and(|p| p.0.contains(&flaw));
    !patched && map.has_flaw(host, flaw)
}

/// Whether a foothold's calls home get through: host online, address not blocked, a way out to the
/// internet.
pub fn calls_home(world: &mut World, map: &Map, host: HostId) -> bool {
    let entity = world.entity_of::<Host>(host);
    let Some(beacon) = world.get::<Foothold>(entity).and_then(|f| f.beacon) else {
        return false;
    };
    if !world.of::<Host>(host).is_online()
        || world
            .resource::<Network>()
            .is_blocked(&Target::Address(beacon.to))
    {
        return false;
    }
    let zone = map.zone_of(host);
    [Proto::Https, Proto::Http]
        .iter()
        .any(|&p| zone_reached(world, &map.links, zone, INTERNET, p, Gates::NONE))
}

fn lured(map: &Map, aim: &Aim) -> bool {
    let account = match (&aim.target, map.host_of(&aim.target)) {
        (Target::Account(a), _) => *a,
        (_, Some(host)) => map.user_account(host),
        _ => return false,
    };
    map.is_lured(account)
}

/// Whether the team's body has the say over the target, or the order goes by the one that has.
pub(super) fn authority(world: &World, aim: &Aim) -> Result<(), Refusal> {
    let map = &world.resource::<Known<Map>>().0;
    let Some(acting) = world.resource::<Known<Roster>>().teams[aim.team.at()].org else {
        return Ok(());
    };
    let Some(owner) = map.owner_of(&aim.target) else {
        return Ok(());
    };
    if map.commands(acting, owner) {
        return Ok(());
    }
    let by = map.orgs[owner.at()].via;
    match (by, aim.via) {
        (Some(by), Some(via)) if by == via => Ok(()),
        (by, _) => Err(Refusal::NoAuthority {
            by: by.map_or_else(|| "".into(), |o| map.orgs[o.at()].name.clone()),
        }),
    }
}
