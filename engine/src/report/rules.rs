//! Rules by what they did: what of the attack each raised an alert about, and what else it made
//! people read.

use crate::report::Sources;
use crate::report::attack;
use crate::report::heard::{Heard, Hearing};
use crate::words::fact::{FactKind, Truth};
use crate::words::name::{AlertId, RuleId, RunId, StepId, TeamId};
use crate::words::text::Text;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A rule that raised an alert, or that people wrote.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RuleRow {
    /// Its name, as its file is called.
    pub rule: String,
    /// What it is called; its name if people wrote it.
    pub title: Text,
    /// The team that wrote it, or wrote it over; none if it came with the scenario.
    pub team: Option<String>,
    /// How many alerts it raised.
    pub alerts: u32,
    /// How often it fired again on what it had raised an alert about.
    pub again: u32,
    /// How many of its alerts the attack was behind, a stranger's failed attempt, and nothing but
    /// daily life. None while that is not the reader's to know.
    pub behind: Option<Behind>,
    /// The steps of the attack it raised an alert about, by name; of people's, the runs.
    pub steps: Vec<String>,
    /// Whether it was turned off because it flooded the queue.
    pub flooded: bool,
}

/// What was behind alerts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, JsonSchema)]
pub struct Behind {
    /// The attack.
    pub attack: u32,
    /// A stranger's attempt that failed.
    pub attempt: u32,
    /// Nothing but daily life.
    pub benign: u32,
}

#[derive(Default)]
struct Kept {
    alerts: u32,
    again: u32,
    behind: Behind,
    steps: BTreeSet<StepId>,
    runs: BTreeSet<RunId>,
    flooded: bool,
    written: Option<(TeamId, String)>,
}

#[derive(Default)]
struct Book {
    rules: BTreeMap<RuleId, Kept>,
    raised: BTreeMap<AlertId, (RuleId, u32)>,
}

/// The rules that did anything, those that found most of the attack first.
pub(super) fn rules(hearing: &Hearing, sources: &Sources<'_>) -> Vec<RuleRow> {
    let mut book = Book::default();
    hearing.all.iter().for_each(|heard| book.take(heard));
    let plan = sources.plan;
    let row = |(id, kept): (RuleId, Kept)| {
        let shipped = plan.sensing.rules.get(id.at());
        let (team, stem) = match kept.written {
            Some((team, stem)) => (plan.roster.teams.get(team.at()), stem),
            None => (
                None,
                shipped.map(|rule| rule.stem.clone()).unwrap_or_default(),
            ),
        };
        let title = shipped.map_or_else(
            || Text {
                vi: stem.clone(),
                en: stem.clone(),
            },
            |rule| Text {
                vi: rule.title_vi.as_ref().unwrap_or(&rule.title).clone(),
                en: rule.title.clone(),
            },
        );
        let step = |step: &StepId| plan.campaign.steps[step.at()].name.to_string();
        let run = |run: &RunId| attack::run_name(hearing, *run);
        RuleRow {
            rule: stem,
            title,
            team: team.map(|team| team.name.to_string()),
            alerts: kept.alerts,
            again: kept.again,
            behind: hearing.open.then_some(kept.behind),
            steps: kept
                .steps
                .iter()
                .map(step)
                .chain(kept.runs.iter().map(run))
                .collect(),
            flooded: kept.flooded,
        }
    };
    let mut rows: Vec<RuleRow> = book.rules.into_iter().map(row).collect();
    let found = |row: &RuleRow| {
        (
            row.steps.len(),
            row.behind.map_or(0, |behind| behind.attack),
        )
    };
    rows.sort_by_key(|row| std::cmp::Reverse(found(row)));
    rows
}

impl Book {
    fn take(&mut self, heard: &Heard) {
        match &heard.kind {
            // What nobody watches stands in no queue, and nobody had to read it.
            FactKind::AlertRaised { alert, rule, .. } if !heard.late => {
                self.rules.entry(*rule).or_default().alerts += 1;
                self.raised.insert(*alert, (*rule, 1));
            }
            FactKind::AlertGrew { alert, times, .. } => {
                if let Some((rule, before)) = self.raised.get_mut(alert) {
                    let kept = self.rules.entry(*rule).or_default();
                    kept.again += times.saturating_sub(*before);
                    *before = *times;
                }
            }
            FactKind::AlertMeant { alert, truth } => self.meant(*alert, *truth),
            FactKind::RuleFlooded { rule } => {
                self.rules.entry(*rule).or_default().flooded = true;
            }
            FactKind::RuleWritten {
                team, rule, stem, ..
            } => {
                let written = Some((*team, stem.to_string()));
                self.rules.entry(*rule).or_default().written = written;
            }
            _ => {}
        }
    }

    fn meant(&mut self, alert: AlertId, truth: Truth) {
        let Some((rule, _)) = self.raised.get(&alert) else {
            return;
        };
        let kept = self.rules.entry(*rule).or_default();
        match truth {
            Truth::Step(step) => {
                kept.behind.attack += 1;
                kept.steps.insert(step);
            }
            Truth::Red(run) => {
                kept.behind.attack += 1;
                kept.runs.insert(run);
            }
            Truth::Attempt => kept.behind.attempt += 1,
            Truth::Benign => kept.behind.benign += 1,
        }
    }
}
