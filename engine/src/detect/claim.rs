//! What blue makes of it: verdicts on alerts, cases, and claims, whose worth is settled here from
//! what they cite.

use crate::city::map::Map;
use crate::detect::alert::Alerts;
use crate::detect::record::{Record, Records};
use crate::words::cell::Audience;
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::order::{CITE_LIMIT, CasePhase, Claim, SCOPE_LIMIT, Verdict};
use crate::words::refusal::Refusal;
use crate::words::target::Target;
use crate::words::time::{Span, Tick};
use crate::words::trace::Origin;
use bevy_ecs::prelude::{Resource, World};

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
}

impl Desk {
    /// Whether there is such a claim.
    pub fn has(&self, claim: ClaimId) -> bool {
        claim.at() < self.claims
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
    say(world, team, by, FactKind::CaseMoved { team, case, phase });
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
    let records = world.resource::<Records>();
    let cited: Option<Vec<&Record>> = said.cites.iter().map(|id| records.get(*id)).collect();
    let cited = cited.ok_or(Refusal::NoSuchRecord)?;
    let (steps, benign) = worth(&cited, &scope, &world.resource::<Desk>().touches);
    let mut desk = world.resource_mut::<Desk>();
    let claim = ClaimId::of(desk.claims);
    desk.claims += 1;
    say(world, team, by, FactKind::ClaimMade { team, claim, said });
    let judged = FactKind::ClaimJudged {
        claim,
        steps,
        benign,
    };
    world
        .resource_mut::<Facts>()
        .state(by, Audience::HOTWASH, judged);
    Ok(())
}

fn worth(
    cited: &[&Record],
    scope: &[Target],
    touches: &[(Tick, StepId, HostId)],
) -> (Vec<StepId>, u16) {
    let mut found: Vec<(usize, StepId)> = Vec::new();
    let mut count = |step: StepId| match found.iter_mut().find(|(_, s)| *s == step) {
        Some((n, _)) => *n += 1,
        None => found.push((1, step)),
    };
    let mut benign = 0;
    for record in cited {
        match record.origin() {
            Origin::Step(step) => count(step),
            Origin::Red(_) => {}
            _ => {
                let near = touches.iter().find(|(at, _, host)| {
                    record.host == Some(*host)
                        && scope.contains(&Target::Host(*host))
                        && at.0.abs_diff(record.at.0) <= NEAR.0
                });
                match near {
                    Some((_, step, _)) => count(*step),
                    None => benign += 1,
                }
            }
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    (
        found
            .into_iter()
            .take(STEPS_PER_CLAIM)
            .map(|(_, step)| step)
            .collect(),
        benign,
    )
}

fn say(world: &mut World, team: TeamId, by: Cause, fact: FactKind) {
    world
        .resource_mut::<Facts>()
        .state(by, Audience::team(team), fact);
}
