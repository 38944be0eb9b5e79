//! The second version of the rules: the whole model, seven components against the same drill
//! without a response.
//!
//! `fold` goes once over the facts, with `deed` (what the attack did), `run` (what was ordered, and
//! what a response took from the attack), `town` (what became of machines, services and data),
//! `restraint` (what defence kept from its users) and `papers`. Each component is made of that;
//! `losses` says where the rest of the points went.

mod attack;
mod deed;
mod detection;
mod fold;
mod losses;
mod papers;
mod people;
mod red;
mod restraint;
mod right;
mod rubric;
mod run;
mod stamps;
mod standing;
mod town;

use crate::score::beside::Restriction;
use crate::score::card::{Component, Counts, Scorecard};
use crate::score::stakes::Stakes;
use crate::words::fact::Fact;
use crate::words::name::FactId;
use attack::Aim;
use deed::{Deed, NO_HURRY};
use fold::{Fold, fold};
use restraint::Path;

/// A drill held against the same one without a response.
struct Against<'s> {
    stakes: &'s Stakes,
    f: Fold,
    idle: Fold,
    aims: Vec<Aim>,
    /// What people reached besides.
    beyond: Vec<FactId>,
    restrictions: Vec<Restriction>,
    /// How much of all restriction was justified, per mille.
    prop: u32,
}

impl<'s> Against<'s> {
    fn new(stakes: &'s Stakes, facts: &[Fact], baseline: &[Fact]) -> Self {
        let mut f = fold(stakes, facts, None);
        let mut idle = fold(stakes, baseline, Some(f.end));
        if stakes.people && !f.people {
            // People were to attack and did not: no more than in a drill in which they did can it
            // be held against the script.
            f.people = true;
            f.deeds.clear();
        }
        if !f.people {
            deadlines(stakes, &mut f, &mut idle);
        }
        let path = Path::of(&f, &idle);
        let restrictions = restraint::restrictions(stakes, &f, &path);
        let (aims, beyond) = attack::aims(stakes, &f, &idle);
        Self {
            aims,
            beyond,
            prop: restraint::proportion(&restrictions),
            restrictions,
            stakes,
            f,
            idle,
        }
    }
}

/// Where no deadline is written, it is the time from a step to the next thing that cannot be undone
/// in the run without a response.
fn deadlines(stakes: &Stakes, f: &mut Fold, idle: &mut Fold) {
    let goals = idle
        .town
        .goals
        .iter()
        .filter(|(goal, _)| !matches!(goal, town::Goal::Held(_) | town::Goal::Lodged(_)));
    let mut ends: Vec<_> = goals.map(|(_, (at, _))| at.at).collect();
    ends.sort_unstable();
    let of = |deed: &Deed| {
        let began = deed.began?.at;
        let next = ends.iter().find(|end| **end >= began)?;
        Some(next.since(began))
    };
    for (place, _) in stakes
        .steps
        .iter()
        .enumerate()
        .filter(|(_, s)| !s.deadline_set)
    {
        let deadline = of(&idle.deeds[place]).unwrap_or(NO_HURRY);
        f.deeds[place].deadline = deadline;
        idle.deeds[place].deadline = deadline;
    }
}

/// Scores a drill by the second rules.
pub fn score(stakes: &Stakes, facts: &[Fact], baseline: &[Fact]) -> Scorecard {
    let against = Against::new(stakes, facts, baseline);
    let duties = papers::duties(&against);
    let detection = detection::detection(&against);
    let containment = attack::containment(&against);
    // What the team had stopped before there was anything to detect is prevention (axiom A5).
    let moved = detection::DETECTION - detection.of + attack::CONTAINMENT - containment.of;
    let mut components = vec![
        attack::prevention(&against, 15_000 + moved),
        detection,
        detection::triage(&against),
        containment,
        standing::recovery(&against),
        standing::continuity(&against),
        papers::reporting(&against, &duties),
    ];
    let total = Component::sum(&components);
    let losses = losses::losses(&against, &components);
    let counts = counts(&against, &components);
    // A rule is named with its version: what it says of figures is another than the first one's.
    let lines = components
        .iter_mut()
        .flat_map(|component| &mut component.lines);
    lines.for_each(|line| line.rule.push_str("@2"));
    Scorecard {
        version: 2,
        comparable: !against.f.people,
        total,
        rubric: rubric::rubric(stakes, facts, total),
        phases: stakes.scored_phases(|phase| detection::phase_share(&against, phase)),
        counts,
        proportion: against.prop,
        steps: stamps::stamps(&against),
        losses,
        damage: standing::damage(&against),
        weak: papers::weak(&against),
        duties,
        red: red::red(&against, facts),
        components,
        restrictions: against.restrictions,
    }
}

fn counts(against: &Against<'_>, components: &[Component]) -> Counts {
    let n = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let f = &against.f;
    let began = f.deeds.iter().filter(|deed| deed.began.is_some());
    let seen = (0..f.deeds.len()).filter(|place| against.is_observable(*place));
    let lags = began
        .clone()
        .filter_map(|d| Some(d.claimed()?.at.since(d.began_at()).0));
    let lags: Vec<u64> = lags.map(u64::from).collect();
    let mean = lags.iter().sum::<u64>() / (lags.len().max(1) as u64);
    let rules = |rules: &[&str]| {
        let lines = components.iter().flat_map(|component| &component.lines);
        n(lines
            .filter(|line| rules.contains(&line.rule.as_str()))
            .count())
    };
    Counts {
        steps_tried: n(began.clone().count()),
        steps_done: n(f.deeds.iter().filter(|deed| deed.done.is_some()).count()),
        steps_observable: n(seen.count()),
        steps_detected: n(lags.len()),
        alerts: n(f.alerts.iter().filter(|a| a.queued).count()),
        alerts_triaged: n(f.alerts.iter().filter(|a| a.verdict.is_some()).count()),
        claims: f.right + n(f.wrong.len()),
        claims_false: n(f.wrong.len()),
        injects_met: rules(&["REP-1"]),
        injects_due: rules(&["REP-1", "REP-2"]),
        duties_met: n(f.papers.ended.values().filter(|(met, _)| *met).count()),
        // As in the papers: one whose time still runs is neither kept nor missed.
        duties_due: n(f.papers.ended.len()),
        weak_found: n(f.papers.seen.len()),
        findings: f.papers.findings,
        mean_detect: u32::try_from(mean).unwrap_or(u32::MAX),
        trust: f.trust,
    }
}
