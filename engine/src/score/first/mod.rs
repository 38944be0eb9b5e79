//! The first version of the rules, as drills were scored by it: kept so that an old drill can be
//! scored as it was. Nothing here changes any more.

mod components;
mod fold;

use crate::score::card::{Component, Counts, Scorecard};
use crate::score::stakes::Stakes;
use crate::words::fact::Fact;
use fold::{Fold, fold};

/// Scores a drill by the first rules.
pub fn score(stakes: &Stakes, facts: &[Fact], baseline: &[Fact]) -> Scorecard {
    let (drill, idle) = (fold(stakes, facts), fold(stakes, baseline));
    let components = vec![
        components::prevention(stakes, &drill, &idle),
        components::detection(stakes, &drill),
        components::triage(stakes, &drill),
        components::containment(stakes, &drill, &idle),
        components::recovery(stakes, &drill, &idle),
        components::continuity(stakes, &drill, &idle),
        components::reporting(stakes, &drill),
    ];
    let phases = stakes.scored_phases(|p| components::phase_share(stakes, &drill, p));
    Scorecard {
        version: 1,
        comparable: true,
        total: Component::sum(&components),
        components,
        phases,
        counts: counts(stakes, &drill),
        proportion: components::proportion(&drill),
        ..Scorecard::default()
    }
}

fn counts(stakes: &Stakes, f: &Fold) -> Counts {
    let n = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let found: Vec<u32> = f
        .steps
        .iter()
        .filter_map(|s| Some(s.detected.as_ref()?.at.since(s.began?).0))
        .collect();
    let mean = found.iter().map(|s| u64::from(*s)).sum::<u64>() / found.len().max(1) as u64;
    Counts {
        steps_tried: n(f.steps.iter().filter(|s| s.began.is_some()).count()),
        steps_done: n(f.steps.iter().filter(|s| s.done.is_some()).count()),
        steps_observable: n(f.steps.iter().filter(|s| s.recorded.is_some()).count()),
        steps_detected: n(found.len()),
        alerts: n(f.alerts.iter().filter(|a| a.queued).count()),
        alerts_triaged: n(f.alerts.iter().filter(|a| a.verdict.is_some()).count()),
        claims: n(f.claims_true.len() + f.claims_false.len()),
        claims_false: n(f.claims_false.len()),
        injects_met: n(f.injects.values().filter(|(met, _)| *met).count()),
        injects_due: n(stakes.injects.iter().filter(|i| i.expects).count()),
        duties_met: n(f.duties.values().filter(|d| d.0 == Some(true)).count()),
        duties_due: n(f.duties.len()),
        weak_found: n(f.weak.len()),
        findings: n(f.findings),
        mean_detect: u32::try_from(mean).unwrap_or(u32::MAX),
        trust: f.trust,
    }
}
