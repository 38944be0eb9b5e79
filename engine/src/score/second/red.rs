//! What the attack came to: what it reached, by impact, severity and time, first finder first; and
//! what attack teams reported.

use crate::score::beside::{Impact, RedLine, RedScore};
use crate::score::card::{About, Milli, Stamp};
use crate::score::second::Against;
use crate::score::second::fold::about_target;
use crate::score::second::town::Goal;
use crate::words::fact::{Fact, FactKind};
use crate::words::name::{RunId, TeamId};
use crate::words::order::Severity;
use crate::words::time::Tick;
use std::collections::BTreeSet;

/// What a severity is worth at STARTEX; it falls in a line to half of that at the end.
const fn worth(severity: Severity) -> Milli {
    match severity {
        Severity::Low => 1_000,
        Severity::Medium => 3_000,
        Severity::High => 6_000,
        Severity::Critical => 10_000,
    }
}

fn timed(severity: Severity, at: Tick, end: Tick) -> Milli {
    let (at, end) = (i64::from(at.0.min(end.0)), i64::from(end.0.max(1)));
    worth(severity) - worth(severity) * at / (2 * end)
}

/// The whole of it.
pub fn red(against: &Against<'_>, facts: &[Fact]) -> RedScore {
    let reached = reached(against);
    let reported = reported(against, facts);
    let total = reached
        .iter()
        .chain(&reported)
        .map(|line| line.points)
        .sum();
    RedScore {
        reached,
        reported,
        total,
    }
}

fn reached(against: &Against<'_>) -> Vec<RedLine> {
    let goals = against.f.reached();
    let goals = goals.filter(|(goal, ..)| !goal.is_outside(&against.stakes.city));
    let mut lines: Vec<RedLine> = goals.map(|goal| goal_line(against, goal)).collect();
    lines.sort_by_key(|line| line.at);
    lines
}

fn goal_line(against: &Against<'_>, (goal, at, run): (Goal, Stamp, Option<RunId>)) -> RedLine {
    let (stakes, end) = (against.stakes, against.f.end);
    let value = |about: &About| match about {
        About::Service(s) => stakes.services[s.at()].value,
        About::Host(host) => u32::try_from(stakes.host_value(*host)).unwrap_or(u32::MAX),
        _ => 0,
    };
    let about = goal.about();
    let impact = match goal {
        Goal::Held(_) | Goal::Encrypted(_) => Impact::Resources,
        Goal::Lodged(_) | Goal::Defaced(_) | Goal::Down(_) => Impact::Users,
        Goal::Leaked(_) | Goal::Tampered(_) | Goal::Wiped(_) => Impact::Data,
    };
    let severity = match goal {
        Goal::Leaked(_) | Goal::Encrypted(_) | Goal::Wiped(_) => Severity::Critical,
        Goal::Tampered(_) | Goal::Defaced(_) => Severity::High,
        Goal::Down(_) if value(&about) >= 20 => Severity::Critical,
        Goal::Down(_) => Severity::High,
        Goal::Lodged(_) => Severity::Medium,
        Goal::Held(_) if value(&about) >= 10 => Severity::High,
        Goal::Held(_) => Severity::Medium,
    };
    let team = run
        .and_then(|run| against.f.runs.get(&run))
        .map(|run| run.team);
    let first = || {
        let mut teams = stakes.teams.iter();
        let red = teams.position(|(cell, _)| *cell == crate::words::cell::Cell::Red);
        TeamId::of(red.unwrap_or(0))
    };
    RedLine {
        team: team.unwrap_or_else(first),
        impact,
        about,
        harm: Some(goal.harm()),
        severity,
        at: at.at,
        points: timed(severity, at.at, end),
        again: false,
        facts: vec![at.fact],
    }
}

/// Whether a field says that there was anything: people also write that there was nothing.
fn says(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    !["", "không", "không có", "no", "none", "-", "–"].contains(&text.as_str())
}

/// Findings by who was first to report the same place: later ones have no points, and the earlier
/// time stands.
fn reported(against: &Against<'_>, facts: &[Fact]) -> Vec<RedLine> {
    let mut had = BTreeSet::new();
    let said = facts.iter().filter_map(|fact| match &fact.kind {
        FactKind::RedReported { team, said, .. } => Some((fact, *team, said)),
        _ => None,
    });
    let mut line = |(fact, team, said): (&Fact, TeamId, &crate::words::order::RedFinding)| {
        let again = !had.insert(said.on.clone());
        let impact = if says(&said.data) {
            Impact::Data
        } else if says(&said.users) {
            Impact::Users
        } else {
            Impact::Resources
        };
        let target = against.stakes.city.target(&said.on);
        RedLine {
            team,
            impact,
            about: target.map_or(About::All, |target| about_target(&target)),
            harm: None,
            severity: said.severity,
            at: fact.at,
            points: if again {
                0
            } else {
                timed(said.severity, fact.at, against.f.end)
            },
            again,
            facts: vec![fact.id],
        }
    };
    said.map(|(fact, team, said)| line((fact, team, said)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_that_there_was_nothing_says_nothing() {
        let nothing = ["", " Không. ", "không có", "None", "–"];
        assert!(nothing.iter().all(|text| !says(text)));
        assert!(says("không vào được một cửa"));
    }
}
