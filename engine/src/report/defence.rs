//! What the defence did: alerts it read, what it claimed, what it ordered, and how busy it was.

use crate::action::written::Phase;
use crate::plan::Plan;
use crate::report::attack::target;
use crate::report::claims::{ClaimRow, claims};
use crate::report::days::team;
use crate::report::heard::{Heard, Hearing};
use crate::report::{Moment, Sources, word};
use crate::words::cell::Cell;
use crate::words::fact::{FactKind, Outcome, Truth};
use crate::words::name::{AlertId, CaseId, RunId};
use crate::words::order::Verdict;
use crate::words::text::Text;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Into how many stretches the queue is cut for its curve.
pub const QUEUE_CUTS: u32 = 96;

/// A response: asked for, done, looked at, assessed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ActionRow {
    pub number: u32,
    pub team: String,
    pub name: String,
    pub title: Text,
    /// The phase of handling it belongs to.
    pub phase: Option<String>,
    pub on: Option<Text>,
    pub asked: Moment,
    /// What it waited for: `approval`, `staff`, `body`.
    pub waited: Vec<String>,
    pub started: Option<Moment>,
    pub ended: Option<Moment>,
    pub outcome: Option<String>,
    /// Whether it held when the defence looked.
    pub holds: Option<bool>,
    /// …or the team itself had taken it back.
    pub undone: bool,
    pub verified: Option<Moment>,
    pub assessed: Option<Moment>,
    pub said: Option<String>,
}

/// A case.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct CaseRow {
    pub number: u32,
    pub team: String,
    pub title: String,
    pub opened: Moment,
    pub alerts: u32,
    pub phase: String,
    pub moved: Option<Moment>,
}

/// A weak point that the defence reported.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct SeenRow {
    pub team: String,
    pub made: Moment,
    pub pillar: String,
    pub on: Option<Text>,
    pub text: String,
}

/// Alerts in numbers.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct AlertCounts {
    pub raised: u32,
    pub triaged: u32,
    /// Those given a verdict of attack, of a failed attempt, of harmless.
    pub attack: u32,
    pub attempt: u32,
    pub benign: u32,
    /// Of the attack, called so; of the attack, called harmless; harmless, called attack. None
    /// while that is not the reader's to know.
    pub caught: Option<u32>,
    pub missed: Option<u32>,
    pub cried: Option<u32>,
    /// The middle and the longest wait from alert to verdict, in seconds; none where none was read.
    pub wait_middle: Option<u32>,
    pub wait_longest: Option<u32>,
}

/// The queue of alerts not yet read, in one stretch of time.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct QueuePoint {
    /// The end of the stretch, in seconds since STARTEX.
    pub at: u32,
    pub waiting: u32,
    /// The most in it.
    pub most: u32,
    /// …and when there first were so many.
    pub peak: u32,
}

/// What the defence did.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Defence {
    pub alerts: AlertCounts,
    pub queue: Vec<QueuePoint>,
    pub claims: Vec<ClaimRow>,
    pub actions: Vec<ActionRow>,
    pub cases: Vec<CaseRow>,
    pub findings: Vec<SeenRow>,
    /// Techniques that some rule in force is about: what the defence could have been told of.
    pub covered: Vec<String>,
    /// How many rules the team wrote or switched.
    pub rules: u32,
    /// How many searches it made.
    pub searches: u32,
}

pub(super) fn defence(hearing: &Hearing, sources: &Sources<'_>) -> Defence {
    let attacks = hearing.team.is_some_and(|(_, cell)| cell == Cell::Red);
    let mut alerts = Alerts::default();
    hearing.all.iter().for_each(|heard| alerts.take(heard));
    let count = |of: &dyn Fn(&FactKind) -> bool| {
        let all = hearing.all.iter().filter(|heard| of(&heard.kind));
        u32::try_from(all.count()).unwrap_or(u32::MAX)
    };
    Defence {
        alerts: alerts.counts(hearing.open),
        queue: alerts.queue(sources.until.0),
        claims: claims(hearing, sources.plan),
        actions: actions(hearing, sources.plan),
        cases: cases(hearing, sources.plan),
        findings: findings(hearing, sources.plan),
        covered: if attacks && !hearing.open {
            Vec::new()
        } else {
            covered(sources.plan)
        },
        rules: count(&|k| matches!(k, FactKind::RuleSet { .. } | FactKind::RuleWritten { .. })),
        searches: count(&|kind| matches!(kind, FactKind::Searched { .. })),
    }
}

/// Techniques that the scenario's rules name, by their tags.
fn covered(plan: &Plan) -> Vec<String> {
    let tags = plan.sensing.rules.iter().flat_map(|rule| rule.tags.iter());
    let id = |tag: &String| {
        let id = tag.strip_prefix("attack.")?.to_ascii_uppercase();
        let known = plan.attack.techniques.contains_key(&id);
        known.then_some(id)
    };
    let all: BTreeSet<String> = tags.filter_map(id).collect();
    all.into_iter().collect()
}

#[derive(Default)]
struct Alerts {
    raised: BTreeMap<AlertId, u32>,
    truth: BTreeMap<AlertId, Truth>,
    verdict: BTreeMap<AlertId, (Verdict, u32)>,
}

impl Alerts {
    fn take(&mut self, heard: &Heard) {
        match &heard.kind {
            // What nobody watches stands in no queue.
            FactKind::AlertRaised { alert, .. } if !heard.late => {
                self.raised.insert(*alert, heard.at.0);
            }
            FactKind::AlertMeant { alert, truth } => drop(self.truth.insert(*alert, *truth)),
            FactKind::Triaged { alert, verdict, .. } => {
                self.verdict.insert(*alert, (*verdict, heard.at.0));
            }
            _ => {}
        }
    }

    fn counts(&self, open: bool) -> AlertCounts {
        let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let said = |v: Verdict| size(self.verdict.values().filter(|(is, _)| *is == v).count());
        let both = |of: &dyn Fn(Truth, Option<Verdict>) -> bool| {
            let read = |alert: &AlertId| self.verdict.get(alert).map(|(verdict, _)| *verdict);
            let all = self.raised.keys().filter(|alert| {
                let truth = self.truth.get(alert).copied();
                truth.is_some_and(|truth| of(truth, read(alert)))
            });
            open.then(|| size(all.count()))
        };
        let is_attack = |truth| matches!(truth, Truth::Step(_) | Truth::Red(_));
        let mut waits: Vec<u32> = self
            .verdict
            .iter()
            .filter_map(|(alert, (_, at))| Some(at.saturating_sub(*self.raised.get(alert)?)))
            .collect();
        waits.sort_unstable();
        AlertCounts {
            raised: size(self.raised.len()),
            triaged: size(self.verdict.len()),
            attack: said(Verdict::Attack),
            attempt: said(Verdict::Attempt),
            benign: said(Verdict::Benign),
            caught: both(&|truth, read| is_attack(truth) && read == Some(Verdict::Attack)),
            missed: both(&|truth, read| is_attack(truth) && read != Some(Verdict::Attack)),
            cried: both(&|truth, read| truth == Truth::Benign && read == Some(Verdict::Attack)),
            wait_middle: waits.get(waits.len() / 2).copied(),
            wait_longest: waits.last().copied(),
        }
    }

    fn queue(&self, end: u32) -> Vec<QueuePoint> {
        let mut changes: Vec<(u32, i64)> = self.raised.values().map(|at| (*at, 1)).collect();
        let read = self.verdict.iter();
        let read = read.filter(|(alert, _)| self.raised.contains_key(alert));
        changes.extend(read.map(|(_, (_, at))| (*at, -1)));
        changes.sort_unstable();
        let (mut next, mut waiting) = (0, 0i64);
        let size = |n: i64| u32::try_from(n).unwrap_or(0);
        let cut = |i: u32| {
            let at = u64::from(end) * u64::from(i) / u64::from(QUEUE_CUTS);
            u32::try_from(at).unwrap_or(end)
        };
        let points = (1..=QUEUE_CUTS).map(|i| {
            let at = cut(i);
            let (mut most, mut peak) = (waiting, cut(i - 1));
            while let Some((when, by)) = changes.get(next).filter(|(when, _)| *when <= at) {
                waiting += by;
                if waiting > most {
                    (most, peak) = (waiting, *when);
                }
                next += 1;
            }
            QueuePoint {
                at,
                waiting: size(waiting),
                most: size(most),
                peak,
            }
        });
        points.collect()
    }
}

fn actions(hearing: &Hearing, plan: &Plan) -> Vec<ActionRow> {
    let mut rows: BTreeMap<RunId, ActionRow> = BTreeMap::new();
    for heard in &hearing.all {
        if let FactKind::RunAsked { run, team: by, .. } = &heard.kind {
            let cell = plan.roster.teams.get(by.at()).map(|team| team.cell);
            if cell == Some(Cell::Blue) {
                let row = asked(heard, plan).map(|row| ActionRow {
                    number: hearing.run(*run),
                    ..row
                });
                rows.extend(row.map(|row| (*run, row)));
            }
            continue;
        }
        let Some(run) = run_of(&heard.kind) else {
            continue;
        };
        if let Some(row) = rows.get_mut(&run) {
            goes_on(row, heard);
        }
    }
    rows.into_values().collect()
}

fn asked(heard: &Heard, plan: &Plan) -> Option<ActionRow> {
    let FactKind::RunAsked {
        run,
        team: by,
        action,
        target: on,
    } = &heard.kind
    else {
        return None;
    };
    let action = plan.catalogue.actions.get(action.at())?;
    Some(ActionRow {
        number: run.0,
        team: team(plan, *by),
        name: action.name.to_string(),
        title: action.title.clone(),
        phase: action.phase.map(phase_word),
        on: target(plan, on),
        asked: heard.moment(),
        waited: Vec::new(),
        started: None,
        ended: None,
        outcome: None,
        holds: None,
        undone: false,
        verified: None,
        assessed: None,
        said: None,
    })
}

fn phase_word(phase: Phase) -> String {
    format!("{phase:?}").to_lowercase()
}

const fn run_of(kind: &FactKind) -> Option<RunId> {
    match kind {
        FactKind::RunWaits { run, .. }
        | FactKind::RunStarted { run }
        | FactKind::RunEnded { run, .. }
        | FactKind::RunVerified { run, .. }
        | FactKind::RunAssessed { run, .. } => Some(*run),
        _ => None,
    }
}

fn goes_on(row: &mut ActionRow, heard: &Heard) {
    let moment = heard.moment();
    match &heard.kind {
        FactKind::RunWaits { for_what, .. } => row.waited.push(word(for_what)),
        FactKind::RunStarted { .. } => row.started = Some(moment),
        FactKind::RunEnded { outcome, .. } => {
            row.ended = Some(moment);
            row.outcome = Some(word::<Outcome>(outcome));
        }
        FactKind::RunVerified { holds, undone, .. } => {
            row.holds = Some(*holds);
            row.undone = *undone;
            row.verified = Some(moment);
        }
        FactKind::RunAssessed { text, .. } => {
            row.assessed = Some(moment);
            row.said = Some(text.clone());
        }
        _ => {}
    }
}

fn cases(hearing: &Hearing, plan: &Plan) -> Vec<CaseRow> {
    let mut rows: BTreeMap<CaseId, CaseRow> = BTreeMap::new();
    for heard in &hearing.all {
        match &heard.kind {
            FactKind::CaseOpened {
                team: by,
                case,
                title,
                alerts,
            } => {
                let row = CaseRow {
                    number: hearing.counted(case.0),
                    team: team(plan, *by),
                    title: title.clone(),
                    opened: heard.moment(),
                    alerts: u32::try_from(alerts.len()).unwrap_or(0),
                    phase: "verify".to_owned(),
                    moved: None,
                };
                rows.insert(*case, row);
            }
            FactKind::CaseMoved { case, phase, .. } => {
                if let Some(row) = rows.get_mut(case) {
                    row.phase = word(phase);
                    row.moved = Some(heard.moment());
                }
            }
            FactKind::CaseGrew { case, alerts, .. } => {
                if let Some(row) = rows.get_mut(case) {
                    row.alerts += u32::try_from(alerts.len()).unwrap_or(0);
                }
            }
            _ => {}
        }
    }
    rows.into_values().collect()
}

fn findings(hearing: &Hearing, plan: &Plan) -> Vec<SeenRow> {
    let row = |heard: &Heard| match &heard.kind {
        FactKind::FindingMade {
            team: by,
            pillar,
            at,
            text,
        } => Some(SeenRow {
            team: team(plan, *by),
            made: heard.moment(),
            pillar: word(pillar),
            on: target(plan, at),
            text: text.clone(),
        }),
        _ => None,
    };
    hearing.all.iter().filter_map(row).collect()
}
