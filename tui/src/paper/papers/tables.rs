//! The tables that papers share: the same figures are never put together twice.

use engine::report::attack::StepRow;
use engine::report::defence::ActionRow;

use crate::paper::papers::steps;
use crate::paper::press::Press;
use crate::paper::tree::{Bit, Bits, Part, plain};
use crate::phrase::{Value, harmless};

/// Table 2: what was found or reached, by severity.
#[must_use]
pub fn severities(press: &Press<'_>) -> Part {
    const LEVELS: [&str; 4] = ["critical", "high", "medium", "low"];
    let columns = [
        ("paper-team", 4),
        ("severity-critical", 2),
        ("severity-high", 2),
    ];
    let columns: Vec<(&str, u8)> = columns
        .into_iter()
        .chain([
            ("severity-medium", 2),
            ("severity-low", 2),
            ("paper-sum", 2),
        ])
        .collect();
    let mut table = press
        .table("paper-table-found", &columns)
        .figures(&[1, 2, 3, 4, 5]);
    let teams = press
        .report
        .exercise
        .teams
        .iter()
        .filter(|t| t.cell == "red");
    for team in teams {
        let of = |level: &str| {
            let all = press.report.findings.iter();
            all.filter(|f| f.team == team.name && f.severity == level)
                .count() as u64
        };
        let counts: Vec<u64> = LEVELS.iter().map(|level| of(level)).collect();
        let mut cells = vec![plain(press.team(&team.name))];
        cells.extend(counts.iter().map(|n| plain(press.number(*n))));
        cells.push(plain(press.number(counts.iter().sum())));
        table.row(cells);
    }
    press.filled(table)
}

/// Table 3: each step of the attack, with what the defence made of it.
#[must_use]
pub fn steps(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-step", 5),
        ("paper-began", 2),
        ("paper-alerted", 2),
        ("paper-claimed", 2),
        ("paper-contained", 2),
        ("paper-verified", 2),
        ("paper-restored", 2),
        ("paper-outcome", 2),
    ];
    let mut table = press.table("paper-table-steps", &columns);
    for step in press.report.attack.iter().filter(|s| s.began.is_some()) {
        table.row(vec![
            step_named(press, step),
            press.moment(step.began),
            press.moment(step.alerted),
            press.moment(step.claimed),
            press.moment(step.contained),
            steps::verified(press, step),
            steps::restored(press, step),
            plain(press.word("came", &step.outcome)),
        ]);
    }
    press.filled(table)
}

/// A step with its techniques.
#[must_use]
pub fn step_named(press: &Press<'_>, step: &StepRow) -> Bits {
    let ids: Vec<&str> = step.techniques.iter().map(|t| t.id.as_str()).collect();
    let title = press.text(&step.title);
    if ids.is_empty() {
        return plain(title);
    }
    plain(format!("{title} ({})", ids.join(", ")))
}

/// Table 4: duties and their deadlines.
#[must_use]
pub fn duties(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-duty", 4),
        ("paper-basis", 6),
        ("paper-due", 2),
        ("paper-done-at", 2),
        ("paper-in-time", 2),
    ];
    let mut table = press.table("paper-table-duties", &columns);
    for row in &press.report.duties {
        let kept = match (row.met, row.filed, row.late) {
            (Some(false), Some(_), Some(late)) => {
                let late = Value::from(press.span(late));
                press.with("paper-filed-late", &[("late", late)])
            }
            (Some(true), ..) => press.say("paper-on-time"),
            (Some(false), ..) => press.say("paper-overdue"),
            (None, ..) => press.say("paper-running"),
        };
        let status = press.word("basis", &row.status);
        let basis = press.text(&row.basis);
        let basis = match basis.contains(&*status) {
            // Its author has said so already.
            true => basis,
            false => format!("{basis} [{status}]"),
        };
        table.row(vec![
            plain(press.text(&row.title)),
            plain(basis),
            plain(press.at(row.by)),
            press.moment(row.filed.or(row.ended.filter(|_| row.met == Some(true)))),
            plain(kept),
        ]);
    }
    press.filled(table)
}

/// Table 5: figures of the drill, with the target left for the organisers to set.
#[must_use]
pub fn indicators(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-indicator", 6),
        ("paper-target", 3),
        ("paper-before", 3),
        ("paper-value", 3),
    ];
    let mut table = press
        .table("paper-table-indicators", &columns)
        .figures(&[3]);
    let report = press.report;
    let done = report.attack.iter().filter(|s| s.began.is_some());
    let (tried, found) = done.fold((0u64, 0u64), |(all, found), step| {
        (all + 1, found + u64::from(step.claimed.is_some()))
    });
    let lags: Vec<u32> = report
        .attack
        .iter()
        .filter_map(|s| Some(s.claimed?.at.saturating_sub(s.began?.at)))
        .collect();
    let mean = lags.iter().map(|n| u64::from(*n)).sum::<u64>() / lags.len().max(1) as u64;
    let mean = u32::try_from(mean).ok().filter(|_| !lags.is_empty());
    let claims = &report.defence.claims;
    let wrong = claims
        .iter()
        .filter(|claim| claim.right == Some(false))
        .count();
    let mut line = |key: &str, value: String| {
        table.row(vec![
            plain(press.say(key)),
            vec![Bit::Blank(12)],
            vec![Bit::Blank(12)],
            plain(value),
        ]);
    };
    let of = |part: u64, all: u64| format!("{} / {}", press.number(part), press.number(all));
    line("paper-ind-detected", of(found, tried));
    // What no sensor could see is no failing of the team, and takes no points.
    let counts = report.score.as_ref().map(|score| &score.counts);
    if let Some(seen) = counts.and_then(|counts| counts.get("steps_observable")) {
        line(
            "paper-ind-observable",
            of(u64::try_from(*seen).unwrap_or(0), tried),
        );
    }
    let span = |seconds: Option<u32>| seconds.map_or("–".into(), |n| press.span(n));
    line("paper-ind-mean", span(mean));
    line("paper-ind-longest", span(lags.iter().max().copied()));
    line("paper-ind-false", of(wrong as u64, claims.len() as u64));
    let met = report.duties.iter().filter(|d| d.met == Some(true)).count();
    let due = report.duties.iter().filter(|d| d.met.is_some()).count();
    line("paper-ind-duties", of(met as u64, due as u64));
    let lost: u64 = report.services.iter().map(|s| u64::from(s.lost)).sum();
    line(
        "paper-ind-lost",
        press.span(u32::try_from(lost).unwrap_or(u32::MAX)),
    );
    let seen = report.weak.iter().filter(|w| w.reported.is_some()).count();
    line("paper-ind-weak", of(seen as u64, report.weak.len() as u64));
    press.filled(table)
}

/// Services as people felt them.
#[must_use]
pub fn services(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-service", 6),
        ("paper-level", 1),
        ("paper-available", 2),
        ("paper-lost-weighed", 3),
        ("paper-by-attack", 2),
        ("paper-by-defence", 2),
    ];
    let mut table = press
        .table("paper-table-services", &columns)
        .figures(&[1, 2, 3, 4, 5]);
    for row in &press.report.services {
        let side = |n: Option<u32>| n.map_or_else(|| "–".to_owned(), |n| press.span(n));
        table.row(vec![
            plain(press.text(&row.title)),
            plain(row.level.to_string()),
            plain(press.per_mille(row.available)),
            plain(press.span(row.lost)),
            plain(side(row.by_attack)),
            plain(side(row.by_defence)),
        ]);
    }
    press.filled(table)
}

/// Responses: done, looked at, assessed.
#[must_use]
pub fn actions(press: &Press<'_>, within: &dyn Fn(&ActionRow) -> bool) -> Part {
    let columns = [
        ("paper-action-name", 5),
        ("paper-on", 3),
        ("paper-asked", 2),
        ("paper-ended", 2),
        ("paper-outcome", 2),
        ("paper-checked", 3),
        ("paper-assessed", 2),
    ];
    let mut table = press.table("paper-table-actions", &columns);
    for row in press
        .report
        .defence
        .actions
        .iter()
        .filter(|row| within(row))
    {
        let outcome = row
            .outcome
            .as_deref()
            .map(|came| press.word("outcome", came));
        let outcome = outcome.unwrap_or_else(|| press.say("paper-running"));
        table.row(vec![
            plain(press.text(&row.title)),
            plain(press.maybe(row.on.as_ref())),
            press.moment(Some(row.asked)),
            press.moment(row.ended),
            plain(outcome),
            checked(press, row),
            press.moment(row.assessed),
        ]);
    }
    press.filled(table)
}

/// When the effect of a response was looked at, and whether it was there.
fn checked(press: &Press<'_>, row: &ActionRow) -> Bits {
    let mut bits = press.moment(row.verified);
    if let Some(holds) = row.holds {
        let came = press.say(match (holds, row.undone) {
            (true, _) => "paper-holds",
            (false, true) => "paper-holds-undone",
            (false, false) => "paper-holds-not",
        });
        bits.push(Bit::Plain(format!(" {came}")));
    }
    bits
}

/// Claims, with what they were worth where the reader may know.
#[must_use]
pub fn claims(press: &Press<'_>, from: u32, to: u32) -> Part {
    let columns = [
        ("paper-when", 2),
        ("paper-scope", 3),
        ("paper-claim-level", 2),
        ("paper-says", 3),
        ("paper-note", 5),
        ("paper-right", 2),
    ];
    let mut table = press.table("paper-table-claims", &columns);
    let claims = press.report.defence.claims.iter();
    for row in claims.filter(|row| (from..to).contains(&row.made.at)) {
        table.row(vec![
            press.moment(Some(row.made)),
            plain(scope(press, &row.scope)),
            plain(press.word("claim-level", &row.level)),
            plain(harmless(&row.says.join(", "))),
            plain(harmless(&row.note)),
            plain(match (row.right, row.named) {
                (Some(true), Some(false)) => press.say("paper-right-otherwise"),
                (right, _) => press.yes(right),
            }),
        ]);
    }
    press.filled(table)
}

/// What a claim names, by kinds and titles.
fn scope(press: &Press<'_>, scope: &[String]) -> String {
    let named: Vec<String> = scope.iter().map(|name| press.named(name)).collect();
    named.join(", ")
}

/// Requests that passed through the organisers: what for, and what they said to it.
#[must_use]
pub fn requests(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-when", 2),
        ("paper-team", 2),
        ("paper-request", 6),
        ("paper-granted", 2),
        ("paper-answer", 5),
        ("paper-settled-at", 2),
    ];
    let mut table = press.table("paper-table-requests", &columns);
    for row in &press.report.requests {
        let kind = press.word("request", &row.kind);
        let about = row.about.as_ref().map(|about| harmless(about));
        let what: Vec<String> = [Some(kind), about].into_iter().flatten().collect();
        let mut asked = what.join(" ");
        if !row.text.is_empty() {
            asked = format!("{asked}: {}", harmless(&row.text));
        }
        let answer = row.answer.as_ref().filter(|text| !text.trim().is_empty());
        table.row(vec![
            press.moment(Some(row.asked)),
            plain(press.team(&row.team)),
            plain(asked),
            plain(press.yes(row.granted)),
            plain(answer.map_or_else(|| "–".to_owned(), |text| harmless(text))),
            press.moment(row.settled),
        ]);
    }
    press.filled(table)
}

/// Who took part.
#[must_use]
pub fn teams(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-team", 2),
        ("paper-role", 3),
        ("paper-unit", 5),
        ("paper-places", 7),
    ];
    let mut table = press.table("paper-table-teams", &columns);
    for team in &press.report.exercise.teams {
        let places: Vec<String> = team.staff.iter().map(|m| press.text(&m.title)).collect();
        let places = if places.is_empty() {
            vec![Bit::Blank(20)]
        } else {
            plain(places.join("; "))
        };
        table.row(vec![
            plain(harmless(&team.name)),
            plain(press.word("cell", &team.cell)),
            plain(press.maybe(team.org.as_ref())),
            places,
        ]);
    }
    press.filled(table)
}

/// Target systems.
#[must_use]
pub fn systems(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-system", 5),
        ("paper-owner", 4),
        ("paper-level", 1),
        ("paper-people", 2),
        ("paper-linked", 4),
    ];
    let mut table = press
        .table("paper-table-systems", &columns)
        .figures(&[2, 3]);
    for row in &press.report.exercise.systems {
        let linked: Vec<String> = row.depends.iter().map(|text| press.text(text)).collect();
        table.row(vec![
            plain(press.text(&row.title)),
            plain(press.maybe(row.owner.as_ref())),
            plain(row.level.to_string()),
            plain(press.number(row.people)),
            plain(if linked.is_empty() {
                "–".to_owned()
            } else {
                linked.join("; ")
            }),
        ]);
    }
    press.filled(table)
}
