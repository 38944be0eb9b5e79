//! What blue makes of it: verdicts on alerts, cases, and claims, whose worth is settled here from
//! what they cite.

use crate::action::run::Run;
use crate::city::map::Map;
use crate::detect::alert::{Alert, Alerts};
use crate::detect::record::Record;
use crate::detect::shelf;
use crate::script::campaign::Campaign;
use crate::words::cell::Audience;
use crate::words::fact::{Cause, Fact, FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::order::{CITE_LIMIT, CasePhase, Claim, SCOPE_LIMIT, Verdict};
use crate::words::refusal::Refusal;
use crate::words::target::Target;
use crate::words::time::{Span, Tick};
use crate::words::trace::Origin;
use bevy_ecs::prelude::{Resource, World};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A record of the right machine this close to a step counts for it.
pub const NEAR: Span = Span::minutes(10);
/// A claim can be worth this many steps.
pub const STEPS_PER_CLAIM: usize = 3;

/// How many claims and cases there are, and where each step was when.
#[derive(Resource, Default)]
pub struct Desk {
    claims: usize,
    cases: Vec<TeamId>,
    /// Each time a step touched a machine.
    pub touches: Vec<(Tick, StepId, HostId)>,
    /// Each time a human red's run touched one.
    pub red_touches: Vec<(Tick, RunId, HostId)>,
}

impl Desk {
    /// Whether this claim has been made.
    pub fn has_claim(&self, id: ClaimId) -> bool {
        id.at() < self.claims
    }
}

/// Gives a verdict.
pub fn triage(
    world: &mut World,
    team: TeamId,
    alert: AlertId,
    verdict: Verdict,
    reason: String,
    by: Cause,
) -> Result<(), Refusal> {
    let mut alerts = world.resource_mut::<Alerts>();
    let unknown = || Refusal::Unknown {
        what: "alert".into(),
    };
    let one = alerts.all.get_mut(alert.at()).ok_or_else(unknown)?;
    if one.triaged.contains(&team) {
        return Err(Refusal::Already);
    }
    one.triaged.push(team);
    say(
        world,
        team,
        by,
        FactKind::Triaged {
            team,
            alert,
            verdict,
            reason,
        },
    );
    Ok(())
}

/// Opens a case.
pub fn open_case(
    world: &mut World,
    team: TeamId,
    title: String,
    alerts: Vec<AlertId>,
    by: Cause,
) -> Result<(), Refusal> {
    let known = world.resource::<Alerts>().all.len();
    if alerts.len() > CITE_LIMIT {
        return Err(Refusal::Limits {
            what: "alerts".into(),
        });
    }
    if alerts.iter().any(|a| a.at() >= known) {
        return Err(Refusal::Unknown {
            what: "alert".into(),
        });
    }
    let mut desk = world.resource_mut::<Desk>();
    let case = CaseId::of(desk.cases.len());
    desk.cases.push(team);
    say(
        world,
        team,
        by,
        FactKind::CaseOpened {
            team,
            case,
            title,
            alerts,
        },
    );
    Ok(())
}

/// Moves a case on.
pub fn move_case(
    world: &mut World,
    team: TeamId,
    case: CaseId,
    phase: CasePhase,
    by: Cause,
) -> Result<(), Refusal> {
    if world.resource::<Desk>().cases.get(case.at()) != Some(&team) {
        return Err(Refusal::Unknown {
            what: "case".into(),
        });
    }
    let moves = |fact: &Fact| match fact.kind {
        FactKind::CaseMoved {
            team: whose,
            case: which,
            phase,
        } if (whose, which) == (team, case) => Some(phase),
        _ => None,
    };
    let mut all = world.resource::<Facts>().all().iter().rev();
    let stands = all.find_map(moves);
    if stands.unwrap_or(CasePhase::Verify) == phase {
        return Err(Refusal::Already);
    }
    say(world, team, by, FactKind::CaseMoved { team, case, phase });
    Ok(())
}

/// Pins evidence to a case.
pub fn attach(
    world: &mut World,
    team: TeamId,
    case: CaseId,
    alerts: Vec<AlertId>,
    records: Vec<RecordId>,
    note: String,
    by: Cause,
) -> Result<(), Refusal> {
    let unknown = |what: &str| Refusal::Unknown { what: what.into() };
    if world.resource::<Desk>().cases.get(case.at()) != Some(&team) {
        return Err(unknown("case"));
    }
    let nothing = alerts.is_empty() && records.is_empty() && note.trim().is_empty();
    if nothing || alerts.len() > CITE_LIMIT || records.len() > CITE_LIMIT {
        return Err(Refusal::Limits {
            what: "evidence".into(),
        });
    }
    let known = world.resource::<Alerts>().all.len();
    if alerts.iter().any(|alert| alert.at() >= known) {
        return Err(unknown("alert"));
    }
    if records.iter().any(|id| shelf::record(world, *id).is_none()) {
        return Err(Refusal::NoSuchRecord);
    }
    let fact = FactKind::CaseGrew {
        team,
        case,
        alerts,
        records,
        note,
    };
    say(world, team, by, fact);
    Ok(())
}

/// Takes a claim and settles what it is worth. The team learns the first at once, the second at
/// release.
pub fn claim(world: &mut World, team: TeamId, said: Claim, by: Cause) -> Result<(), Refusal> {
    let map = world.plan::<Map>();
    if said.scope.len() > SCOPE_LIMIT {
        return Err(Refusal::Limits {
            what: "scope".into(),
        });
    }
    if said.cites.is_empty() || said.cites.len() > CITE_LIMIT {
        return Err(Refusal::Limits {
            what: "cites".into(),
        });
    }
    let mut scope = Vec::new();
    for name in &said.scope {
        scope.push(
            map.target(name)
                .ok_or_else(|| Refusal::Unknown { what: name.clone() })?,
        );
    }
    let cited = said.cites.iter().map(|id| shelf::record(world, *id));
    let cited: Option<Vec<Cow<'_, Record>>> = cited.collect();
    let cited = cited.ok_or(Refusal::NoSuchRecord)?;
    let mut worth = worth(&cited, &scope, world.resource::<Desk>());
    worth.add_twins(world, &said.cites);
    let mut desk = world.resource_mut::<Desk>();
    let claim = ClaimId::of(desk.claims);
    desk.claims += 1;
    say(world, team, by, FactKind::ClaimMade { team, claim, said });
    let judged = FactKind::ClaimJudged {
        claim,
        steps: worth.steps,
        runs: worth.runs,
        benign: worth.benign,
    };
    world
        .resource_mut::<Facts>()
        .state(by, Audience::HOTWASH, judged);
    Ok(())
}

/// What cited records come to.
struct Worth {
    steps: Vec<StepId>,
    runs: Vec<RunId>,
    benign: u16,
}

fn worth(cited: &[Cow<'_, Record>], scope: &[Target], desk: &Desk) -> Worth {
    let (mut steps, mut runs) = (Vec::new(), Vec::new());
    let mut benign = 0;
    for record in cited {
        match record.origin() {
            Origin::Step(step) => steps.push(step),
            Origin::Red(run) => runs.push(run),
            _ => match near(record, scope, &desk.touches) {
                Some(step) => steps.push(step),
                None => match near(record, scope, &desk.red_touches) {
                    Some(run) => runs.push(run),
                    None => benign += 1,
                },
            },
        }
    }
    Worth {
        steps: most_cited(steps),
        runs: most_cited(runs),
        benign,
    }
}

impl Worth {
    /// Who claims a flood has claimed it from wherever it comes: what an alert took in together
    /// with a cited record, and is the same doing, is found with it. The alert shows its first
    /// records and counts the rest, so nobody could cite each source.
    fn add_twins(&mut self, world: &World, cites: &[RecordId]) {
        let cited = |alert: &&Alert| {
            alert.behind.len() > 1 && alert.records.iter().any(|id| cites.contains(id))
        };
        for alert in world.resource::<Alerts>().all.iter().filter(cited) {
            let found = |origin: &&Origin| match origin {
                Origin::Step(step) => self.steps.contains(step),
                Origin::Red(run) => self.runs.contains(run),
                _ => false,
            };
            let done = alert.behind.iter().filter(found);
            let done: Vec<_> = done.map(|origin| action(world, *origin)).collect();
            let twin = |origin: &&Origin| !found(origin) && done.contains(&action(world, **origin));
            let twins: Vec<Origin> = alert.behind.iter().filter(twin).copied().collect();
            for twin in twins {
                match twin {
                    Origin::Step(step) => self.steps.push(step),
                    Origin::Red(run) => self.runs.push(run),
                    _ => {}
                }
            }
        }
    }
}

/// By which action the attack left something.
fn action(world: &World, origin: Origin) -> Option<ActionId> {
    match origin {
        Origin::Step(step) => Some(world.plan::<Campaign>().steps.get(step.at())?.action),
        Origin::Red(run) => Some(world.of::<Run>(run).aim.action),
        Origin::Life { .. } | Origin::Defence(_) => None,
    }
}

/// What touched the machine of a record within the scope of the claim, at about its time.
fn near<T: Copy>(record: &Record, scope: &[Target], touches: &[(Tick, T, HostId)]) -> Option<T> {
    let mut close = touches.iter().filter(|(at, _, host)| {
        record.host == Some(*host)
            && scope.contains(&Target::Host(*host))
            && at.0.abs_diff(record.at.0) <= NEAR.0
    });
    close.next().map(|(_, what, _)| *what)
}

/// The most cited first, then by their numbers; only so many.
fn most_cited<T: Copy + Ord>(cited: Vec<T>) -> Vec<T> {
    let mut times: BTreeMap<T, usize> = BTreeMap::new();
    for one in cited {
        *times.entry(one).or_default() += 1;
    }
    let mut found: Vec<(T, usize)> = times.into_iter().collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let kept = found.into_iter().take(STEPS_PER_CLAIM);
    kept.map(|(one, _)| one).collect()
}

fn say(world: &mut World, team: TeamId, by: Cause, fact: FactKind) {
    world
        .resource_mut::<Facts>()
        .state(by, Audience::team(team), fact);
}
