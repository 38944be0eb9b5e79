//! Whether services were back in time and with how little lost: the targets of time and of loss
//! (RTO, RPO) beside what was measured, by service.
//!
//! An outage is one in which fewer than half of the people were served, until all were; paper does
//! not end it unless it serves all. A service that failed fewer than half of them has no outage,
//! and is told of all the same: by the clock, for how long it gave less than its full. What a
//! restore or a failover lost is what the engine measured, and not what anybody declared.

use crate::city::map::Map;
use crate::report::attack::target;
use crate::report::days;
use crate::report::heard::{Heard, Hearing};
use crate::report::{Moment, Sources};
use crate::words::cell::Cell;
use crate::words::fact::{Cause, FactKind, Wait};
use crate::words::name::{BackupId, OrderId, RunId, ServiceId, TeamId};
use crate::words::target::Target;
use crate::words::text::Text;
use crate::words::time::Span;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Something that moved a service from one place, or from one state of its data, to another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MoveRow {
    /// What: `restored`, `restore-failed`, `failed-over`, `resynced`, `fell-behind`, `failed-back`.
    pub is: String,
    /// When.
    pub when: Moment,
    /// The copy it came from.
    pub copy: Option<Text>,
    /// How old the copy was, in seconds.
    pub age: Option<u32>,
    /// Of so many seconds what was entered is lost.
    pub lost: Option<u32>,
    /// Whether that is within the target; none where there is none.
    pub within: Option<bool>,
    /// Whether the attack held the machine that it came to; none where the reader may not know.
    pub dirty: Option<bool>,
    /// Who ordered it: the place in the team, if the scenario has such a place.
    pub by: Option<Text>,
    /// …and the team.
    pub team: Option<String>,
    /// When it was asked for.
    pub asked: Option<Moment>,
    /// When its leader had approved it.
    pub approved: Option<Moment>,
}

/// A service: how long it was away, and what it lost.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ContinuityRow {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub title: Text,
    /// How soon it must be back, in seconds.
    pub rto: u32,
    /// How often it was away.
    pub outages: u32,
    /// For how long at most, in seconds.
    pub longest: u32,
    /// …and altogether.
    pub total: u32,
    /// For how long altogether it served fewer than all, in seconds by the clock.
    pub impaired: u32,
    /// Of a thousand people, the fewest that it served.
    pub least: u16,
    /// Whether it is away still at the end.
    pub away: bool,
    /// Of how many seconds at most what was entered may be lost; none where nobody has said.
    pub rpo: Option<u32>,
    /// What was done with it, in order.
    pub moves: Vec<MoveRow>,
}

pub(super) fn continuity(hearing: &Hearing, sources: &Sources<'_>) -> Vec<ContinuityRow> {
    let attacks = hearing.team.is_some_and(|(_, cell)| cell == Cell::Red);
    if attacks && !hearing.open {
        return Vec::new();
    }
    let map = &sources.plan.map;
    let runs = Runs::of(hearing, sources);
    let rows = map.services.iter().enumerate().map(|(place, service)| {
        let id = ServiceId::of(place);
        let (outages, away) = outages(hearing, id, sources.until.0);
        let (impaired, least) = impaired(hearing, id, sources.until.0);
        let rpo = service.standby.map(|standby| standby.rpo);
        let moves = hearing.all.iter();
        let moves = moves.filter_map(|heard| moved(heard, id, (hearing, sources), (&runs, rpo)));
        ContinuityRow {
            name: service.name.to_string(),
            title: service.title.clone(),
            rto: service.rto.0,
            outages: u32::try_from(outages.len()).unwrap_or(u32::MAX),
            longest: outages.iter().copied().max().unwrap_or(0),
            total: outages.iter().sum(),
            impaired,
            least,
            away,
            rpo: rpo.map(|rpo| rpo.0),
            moves: moves.collect(),
        }
    });
    let counts =
        |row: &ContinuityRow| row.impaired > 0 || row.rpo.is_some() || !row.moves.is_empty();
    rows.filter(counts).collect()
}

/// How long each outage was, in seconds, and whether the last one goes on.
fn outages(hearing: &Hearing, id: ServiceId, end: u32) -> (Vec<u32>, bool) {
    let (mut all, mut since) = (Vec::new(), None);
    for heard in &hearing.all {
        let FactKind::ServiceServes {
            service, served, ..
        } = heard.kind
        else {
            continue;
        };
        match (since, served) {
            _ if service != id => {}
            (None, 0..500) => since = Some(heard.at.0),
            (Some(from), 1_000..) => {
                all.push(heard.at.0.saturating_sub(from));
                since = None;
            }
            _ => {}
        }
    }
    all.extend(since.map(|from| end.saturating_sub(from)));
    (all, since.is_some())
}

/// For how many seconds a service served fewer than all, and the fewest it served, per mille.
fn impaired(hearing: &Hearing, id: ServiceId, end: u32) -> (u32, u16) {
    let (mut total, mut least, mut since) = (0, 1_000, None);
    for heard in &hearing.all {
        match heard.kind {
            FactKind::ServiceServes {
                service, served, ..
            } if service == id => {
                least = least.min(served);
                match (since, served) {
                    (None, 0..1_000) => since = Some(heard.at.0),
                    (Some(from), 1_000..) => {
                        total += heard.at.0.saturating_sub(from);
                        since = None;
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    total += since.map_or(0, |from: u32| end.saturating_sub(from));
    (total, least)
}

/// What is said of a move besides that it came about.
#[derive(Default)]
struct Said {
    is: &'static str,
    copy: Option<BackupId>,
    age: Option<Span>,
    lost: Option<Span>,
}

fn moved(
    heard: &Heard,
    id: ServiceId,
    (hearing, sources): (&Hearing, &Sources<'_>),
    (runs, rpo): (&Runs, Option<Span>),
) -> Option<MoveRow> {
    let said = said(&heard.kind, id, &sources.plan.map)?;
    let run = match heard.cause {
        Cause::Run(run) => runs.0.get(&run),
        _ => None,
    };
    let judged = |one: &&Heard| {
        let of = matches!(&one.kind, FactKind::RestoreJudged { target, .. }
            if is_of(&sources.plan.map, target, id));
        of && one.cause == heard.cause
    };
    let dirty = match hearing.all.iter().find(judged).map(|one| &one.kind) {
        Some(FactKind::RestoreJudged { dirty, .. }) => Some(*dirty),
        _ => None,
    };
    Some(MoveRow {
        is: said.is.to_owned(),
        when: heard.moment(),
        copy: said
            .copy
            .and_then(|copy| target(sources.plan, &Target::Backup(copy))),
        age: said.age.map(|age| age.0),
        lost: said.lost.map(|lost| lost.0),
        within: said.lost.zip(rpo).map(|(lost, rpo)| lost <= rpo),
        dirty,
        by: run.and_then(|run| run.by.clone()),
        team: run.map(|run| run.team.clone()),
        asked: run.map(|run| run.asked),
        approved: run.and_then(|run| run.approved),
    })
}

/// Whether what befell a target befell this service.
fn is_of(map: &Map, target: &Target, id: ServiceId) -> bool {
    match target {
        Target::Service(service) => *service == id,
        Target::Host(host) => map.services_on(*host).any(|service| service == id),
        _ => false,
    }
}

fn said(kind: &FactKind, id: ServiceId, map: &Map) -> Option<Said> {
    Some(match kind {
        FactKind::Restored {
            backup,
            target,
            age,
            lost,
        } if is_of(map, target, id) => Said {
            is: "restored",
            copy: Some(*backup),
            age: Some(*age),
            lost: Some(*lost),
        },
        FactKind::RestoreFailed { backup, target } if is_of(map, target, id) => Said {
            is: "restore-failed",
            copy: Some(*backup),
            ..Said::default()
        },
        FactKind::FailedOver {
            service,
            backup,
            age,
            lost,
            ..
        } if *service == id => Said {
            is: "failed-over",
            copy: Some(*backup),
            age: Some(*age),
            lost: Some(*lost),
        },
        FactKind::Resynced { service } if *service == id => Said {
            is: "resynced",
            ..Said::default()
        },
        FactKind::FellBehind { service } if *service == id => Said {
            is: "fell-behind",
            ..Said::default()
        },
        FactKind::FailedBack { service, lost } if *service == id => Said {
            is: "failed-back",
            lost: Some(*lost),
            ..Said::default()
        },
        _ => return None,
    })
}

/// How a run came about, as far as the reader may know.
struct Ran {
    asked: Moment,
    by: Option<Text>,
    team: String,
    waits: bool,
    approved: Option<Moment>,
}

struct Runs(BTreeMap<RunId, Ran>);

impl Runs {
    fn of(hearing: &Hearing, sources: &Sources<'_>) -> Self {
        let mut runs: BTreeMap<RunId, Ran> = BTreeMap::new();
        for heard in &hearing.all {
            match heard.kind {
                FactKind::RunAsked { run, team, .. } => {
                    let by = match heard.cause {
                        Cause::Order(order) => place(hearing, sources, team, order),
                        _ => None,
                    };
                    let ran = Ran {
                        asked: heard.moment(),
                        by,
                        team: days::team(sources.plan, team),
                        waits: false,
                        approved: None,
                    };
                    runs.insert(run, ran);
                }
                FactKind::RunWaits {
                    run,
                    for_what: Wait::Approval,
                } => {
                    if let Some(ran) = runs.get_mut(&run) {
                        ran.waits = true;
                    }
                }
                // Whatever comes after the wait for approval comes because it was given.
                FactKind::RunWaits { run, .. } | FactKind::RunStarted { run } => {
                    if let Some(ran) = runs.get_mut(&run).filter(|ran| ran.waits) {
                        ran.approved.get_or_insert(heard.moment());
                    }
                }
                _ => {}
            }
        }
        Self(runs)
    }
}

/// The place in its team of who gave an order, if it is one of the scenario's. A team counts its
/// own orders from 1, the organisers count all of them from 0.
fn place(hearing: &Hearing, sources: &Sources<'_>, team: TeamId, order: OrderId) -> Option<Text> {
    let roster = &sources.plan.roster;
    let mut all = sources.orders.iter().map(|(_, order)| order);
    let order = match hearing.team {
        None => all.nth(order.at()),
        Some(_) => {
            let mut own = all.filter(|one| roster.team(&one.team) == Some(team));
            own.nth(order.at().checked_sub(1)?)
        }
    };
    let place = &order?.place;
    let members = roster.teams.get(team.at()).map(|team| &team.staff);
    let member = members.and_then(|all| all.iter().find(|member| member.name == *place));
    member.map(|member| member.title.clone())
}
