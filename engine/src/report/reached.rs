//! What the attack reached, in points of its own score, and what attack teams reported.

use crate::plan::Plan;
use crate::report::city::{SeriesRow, series};
use crate::report::heard::Hearing;
use crate::report::score::{AboutRow, about};
use crate::report::{Sources, word};
use crate::score::card::{About, RedLine, Scorecard};
use crate::words::cell::Cell;
use schemars::JsonSchema;
use serde::Serialize;

/// What the attack reached, in points of its own score.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ReachedRow {
    pub team: String,
    /// `resources`, `data` or `users`.
    pub impact: String,
    pub about: Option<AboutRow>,
    /// What was done to it: `hold`, `lodge`, `encrypt`, `deface`, `down`, `leak`, `tamper` or
    /// `wipe`; nothing where the team says so in a report.
    pub harm: Option<String>,
    /// The series it is one of, if it is a machine of many alike.
    pub series: Option<SeriesRow>,
    pub severity: String,
    /// Seconds since STARTEX.
    pub at: u32,
    /// Thousandths of a point; none of them if another team had it before.
    pub points: i64,
    pub again: bool,
    /// Whether the team reported it, beside what it did.
    pub reported: bool,
    pub facts: Vec<u32>,
}

/// What the attack came to, if the reader may know it: attack teams are told theirs once all is
/// released, each its own.
pub(super) fn red(hearing: &Hearing, sources: &Sources<'_>) -> Vec<ReachedRow> {
    let card = sources.card.filter(|_| hearing.open);
    let own = hearing.team.filter(|(_, cell)| *cell == Cell::Red);
    let own = own.and_then(|(team, _)| sources.plan.roster.teams.get(team.at()));
    let mut rows = card.map_or_else(Vec::new, |card| reached(hearing, sources.plan, card));
    rows.retain(|row| own.is_none_or(|own| *own.name == *row.team));
    rows
}

fn reached(hearing: &Hearing, plan: &Plan, card: &Scorecard) -> Vec<ReachedRow> {
    let row = |(reported, line): (bool, &RedLine)| ReachedRow {
        team: plan
            .roster
            .teams
            .get(line.team.at())
            .map_or_else(String::new, |team| team.name.to_string()),
        impact: word(&line.impact),
        about: about(plan, &line.about),
        harm: line.harm.map(|harm| harm.word().to_owned()),
        series: match line.about {
            About::Host(host) => series(plan, host),
            _ => None,
        },
        severity: word(&line.severity),
        at: line.at.0,
        points: line.points,
        again: line.again,
        reported,
        facts: line
            .facts
            .iter()
            .filter_map(|f| hearing.number(*f))
            .collect(),
    };
    let red = &card.red;
    let did = red.reached.iter().map(|line| (false, line));
    let said = red.reported.iter().map(|line| (true, line));
    let mut all: Vec<(bool, &RedLine)> = did.chain(said).collect();
    all.sort_by_key(|(_, line)| line.at);
    all.into_iter().map(row).collect()
}
