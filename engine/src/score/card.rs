//! The scorecard: components, lines, exact sums.

use crate::score::components;
use crate::score::fold::{Fold, fold};
use crate::score::stakes::Stakes;
use crate::words::fact::Fact;
use crate::words::name::*;
use serde::{Deserialize, Serialize};

/// Thousandths of a point: scores are whole numbers of them.
pub type Milli = i64;

/// The version of the scoring rules; a record names the one it was scored by.
pub const VERSION: u32 = 1;

/// What a line is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum About {
    Step(StepId),
    Service(ServiceId),
    Data(DataId),
    Inject(InjectId),
    Duty(DutyId),
    Host(HostId),
    Queue,
    All,
}

/// A line of the ledger: points, the rule that gave them, and the facts it rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Line {
    /// Points, in thousandths.
    pub points: Milli,
    /// The rule, `DET-1`.
    pub rule: String,
    /// What it is about.
    pub about: About,
    /// The facts behind it.
    pub facts: Vec<FactId>,
    /// Figures for its sentence.
    pub args: Vec<(String, String)>,
}

/// A component of the score.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Component {
    /// Its name: prevention, detection, triage, containment, recovery, continuity, reporting.
    pub name: String,
    /// What it can be worth.
    pub of: Milli,
    /// What it came to: the sum of its lines.
    pub got: Milli,
    /// False if there was nothing to measure: shown as a gap, never dropped.
    pub measured: bool,
    /// Its lines.
    pub lines: Vec<Line>,
}

impl Component {
    /// A component whose lines share out `of` points by these parts of `total`: each line gets its
    /// exact share, the last one what rounding left, so that they sum to `of · Σparts / total`
    /// rounded once.
    pub fn shared(name: &str, of: Milli, total: u128, parts: Vec<(u128, Line)>) -> Self {
        if total == 0 {
            return Self {
                name: name.into(),
                of,
                got: 0,
                measured: false,
                lines: Vec::new(),
            };
        }
        let mut run = 0u128;
        let mut given = 0i64;
        let whole =
            |part: u128| i64::try_from(u128::from(of.unsigned_abs()) * part / total).unwrap_or(of);
        let lines: Vec<Line> = parts
            .into_iter()
            .map(|(part, line)| {
                run += part;
                let points = whole(run) - given;
                given += points;
                Line { points, ..line }
            })
            .collect();
        let got = lines.iter().map(|l| l.points).sum();
        Self {
            name: name.into(),
            of,
            got,
            measured: true,
            lines,
        }
    }
}

/// A few figures people ask for first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Counts {
    pub steps_tried: u32,
    pub steps_done: u32,
    pub steps_observable: u32,
    pub steps_detected: u32,
    pub alerts: u32,
    pub alerts_triaged: u32,
    pub claims: u32,
    pub claims_false: u32,
    pub injects_met: u32,
    pub injects_due: u32,
    pub duties_met: u32,
    pub duties_due: u32,
    pub weak_found: u32,
    pub findings: u32,
    /// Mean time to detect, in seconds, over the steps detected.
    pub mean_detect: u32,
    pub trust: i32,
}

/// A scorecard.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Scorecard {
    /// By which rules.
    pub version: u32,
    /// Its components.
    pub components: Vec<Component>,
    /// Their sum.
    pub total: Milli,
    /// Detection in each scored phase, so that a second run can be held against a first.
    pub phases: Vec<(PhaseId, Milli)>,
    /// A few figures.
    pub counts: Counts,
    /// How much of all restriction was justified, per mille.
    pub proportion: u32,
}

/// Scores a drill from its facts, against those of the same drill without response.
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
    let total = components.iter().map(|c| c.got).sum();
    let scored = stakes.phases.iter().enumerate().filter(|(_, p)| p.scored);
    let phases = scored
        .map(|(i, p)| (PhaseId::of(i), components::phase_share(stakes, &drill, p)))
        .collect();
    let counts = counts(stakes, &drill);
    Scorecard {
        version: VERSION,
        components,
        total,
        phases,
        counts,
        proportion: components::proportion(&drill),
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
