//! Facts of a drill altered as properties of the score need them, and the tricks that points must
//! not be had by.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::drill::Drill;
use engine::plan::Plan;
use engine::words::cell::Audience;
use engine::words::fact::{Cause, Fact, FactKind, Side, Truth};
use engine::words::name::{ClaimId, FactId, StepId, TeamId};
use engine::words::order::{Act, Ask, BlueAsk, Claim, Level, Verdict};
use engine::words::time::Tick;

use crate::scenario::{blue, order};

/// Puts a claim with its judgement among facts at its time.
///
/// # Panics
///
/// If there are no facts.
#[must_use]
pub fn claimed(facts: &[Fact], at: Tick, said: Claim, steps: Vec<StepId>) -> Vec<Fact> {
    let claim = ClaimId(90_000);
    let last = facts.last().expect("a drill has facts").id.0;
    let team = TeamId(0);
    let fact = |id: u32, kind| Fact {
        id: FactId(last + id),
        at,
        cause: Cause::Plan,
        to: Audience::HOTWASH,
        kind,
    };
    let benign = u16::from(steps.is_empty());
    let runs = Vec::new();
    let judged = FactKind::ClaimJudged {
        claim,
        steps,
        runs,
        benign,
    };
    let place = facts.partition_point(|fact| fact.at <= at);
    let mut with = facts.to_vec();
    let new = [
        fact(1, FactKind::ClaimMade { team, claim, said }),
        fact(2, judged),
    ];
    with.splice(place..place, new);
    with
}

/// What a claim says about a host.
#[must_use]
pub fn said(host: &str, level: Level, says: &str) -> Claim {
    Claim {
        scope: vec![host.into()],
        level,
        says: vec![says.into()],
        cites: Vec::new(),
        note: String::new(),
    }
}

/// The same drill, but that the attack ends at a moment: nothing it did later happens, and nothing
/// about that is told.
#[must_use]
pub fn ended_at(facts: &[Fact], stop: Tick) -> Vec<Fact> {
    let mut kept = Vec::new();
    let began = |fact: &Fact| match fact.kind {
        FactKind::StepBegan { step, .. } => Some((step, fact.at)),
        _ => None,
    };
    let early: BTreeSet<StepId> = facts
        .iter()
        .filter_map(began)
        .filter(|(_, at)| *at <= stop)
        .map(|(step, _)| step)
        .collect();
    let all: BTreeSet<StepId> = facts
        .iter()
        .filter_map(began)
        .map(|(step, _)| step)
        .collect();
    let later: BTreeSet<StepId> = all.difference(&early).copied().collect();
    let meant = |fact: &Fact| match &fact.kind {
        FactKind::AlertMeant {
            alert,
            truth: Truth::Step(step),
        } if later.contains(step) => Some(*alert),
        _ => None,
    };
    let alerts: BTreeSet<_> = facts.iter().filter_map(meant).collect();
    let of_a_step = |fact: &Fact| match (fact.cause, &fact.kind) {
        (Cause::Step(_), FactKind::RunAsked { run, .. }) => Some(*run),
        _ => None,
    };
    let attempts: BTreeSet<_> = facts.iter().filter_map(of_a_step).collect();
    for fact in facts {
        let gone = match &fact.kind {
            FactKind::StepBegan { .. }
            | FactKind::StepDone { .. }
            | FactKind::StepTouched { .. }
            | FactKind::StepRecorded { .. }
            | FactKind::FootholdGained { .. }
            | FactKind::Defaced { .. }
            | FactKind::Leaked { .. } => fact.at > stop,
            FactKind::HarmLaid {
                side: Side::Attack,
                served,
                ..
            } => fact.at > stop && *served < 1_000,
            FactKind::RunEnded { run, .. } => fact.at > stop && attempts.contains(run),
            FactKind::ClaimJudged { steps, .. } => steps.iter().all(|step| later.contains(step)),
            FactKind::AlertMeant {
                truth: Truth::Step(step),
                ..
            }
            | FactKind::AlertJoined {
                truth: Truth::Step(step),
                ..
            } => later.contains(step),
            _ => false,
        };
        if !gone || matches!(&fact.kind, FactKind::ClaimJudged { steps, .. } if steps.is_empty()) {
            let mut fact = fact.clone();
            if matches!(&fact.kind, FactKind::AlertRaised { alert, .. } if alerts.contains(alert)) {
                // Nobody saw it.
                fact.to = Audience::HOTWASH;
            }
            kept.push(fact);
        }
    }
    kept
}

/// A drill in which a policy gives blue's orders at each moment at which something is due.
///
/// # Panics
///
/// Never: somebody defends.
pub fn driven(
    plan: &Arc<Plan>,
    seed: u64,
    policy: &mut dyn FnMut(&Drill) -> Vec<BlueAsk>,
) -> Drill {
    let mut drill = Drill::open(plan.clone(), seed);
    while let Some(next) = drill.next_due() {
        drill.advance(next.max(drill.now()));
        for ask in policy(&drill) {
            drill.order(order(plan, Ask::Blue(ask)));
        }
        drill.advance(drill.now());
    }
    drill
}

/// Claims every alert as soon as it is raised, and calls all of them attacks.
///
/// # Panics
///
/// What it makes panics if nobody defends.
pub fn flag_all(says: &'static [&'static str]) -> impl FnMut(&Drill) -> Vec<BlueAsk> {
    let mut seen = 0;
    move |drill| {
        let view = drill.blue(blue(drill.plan())).expect("blue has a view");
        let new: Vec<_> = view.alerts.iter().skip(seen).collect();
        seen = view.alerts.len();
        let asks = new.into_iter().flat_map(|(id, alert)| {
            let host = alert
                .host
                .map(|host| format!("host:{}", drill.plan().map.host_name(host)));
            let claim = Claim {
                scope: host.iter().map(|host| host.as_str().into()).collect(),
                level: Level::Technique,
                says: says.iter().map(|says| (*says).into()).collect(),
                cites: alert.records.iter().take(64).copied().collect(),
                note: String::new(),
            };
            let triage = BlueAsk::Triage {
                alert: *id,
                verdict: Verdict::Attack,
                reason: String::new(),
            };
            [triage, BlueAsk::Claim(claim)]
        });
        asks.collect()
    }
}

/// Orders one action at everything of a kind, once, from a moment on.
pub fn act_on_all(
    action: &'static str,
    targets: Vec<String>,
    from: Tick,
) -> impl FnMut(&Drill) -> Vec<BlueAsk> {
    let mut done = false;
    move |drill| {
        if done || drill.now() < from {
            return Vec::new();
        }
        done = true;
        let act = |on: &String| {
            BlueAsk::Act(Act {
                action: action.into(),
                on: on.as_str().into(),
                ..Act::default()
            })
        };
        targets.iter().map(act).collect()
    }
}
