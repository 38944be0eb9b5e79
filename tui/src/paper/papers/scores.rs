//! The tables of the score: components, causes of loss, every line with its facts; and the numbers
//! by which a drill can be made again.

use engine::report::score::LineRow;
use engine::score::card::{About, Line};

use crate::paper::press::Press;
use crate::paper::tree::{Part, Table, plain};
use crate::phrase::{card, harmless};

/// The score by component, and its sum.
#[must_use]
pub fn components(press: &Press<'_>) -> Part {
    let Some(score) = &press.report.score else {
        return Part::Para(plain(press.say("paper-score-withheld")));
    };
    let columns = [
        ("card-component", 6),
        ("card-got", 2),
        ("card-of", 2),
        ("paper-measured", 3),
    ];
    let mut table = press.table("paper-table-score", &columns).figures(&[1, 2]);
    for part in &score.components {
        table.row(vec![
            plain(press.word("component", &part.name)),
            plain(if part.measured {
                press.points(part.got)
            } else {
                "–".to_owned()
            }),
            plain(press.points(part.of)),
            plain(press.say(if part.measured {
                "paper-was-measured"
            } else {
                "paper-gap"
            })),
        ]);
    }
    table.total(vec![
        plain(press.say("card-total")),
        plain(press.points(score.total)),
        plain(press.points(score.of)),
        plain(press.counted("paper-version", u64::from(score.version))),
    ]);
    Part::Table(table)
}

/// Where points were lost, the costliest cause first; nothing where the rules do not say.
#[must_use]
pub fn causes(press: &Press<'_>) -> Option<Part> {
    let score = press.report.score.as_ref()?;
    if score.causes.is_empty() {
        return None;
    }
    let columns = [
        ("paper-cause", 5),
        ("paper-stage", 2),
        ("paper-pillar", 2),
        ("paper-points-lost", 2),
        ("paper-about", 5),
        ("paper-facts", 3),
    ];
    let mut table = press.table("paper-table-causes", &columns).figures(&[3]);
    for cause in &score.causes {
        let about = cause.about.iter().take(4).map(|about| match &about.title {
            Some(title) => press.text(title),
            None => harmless(&about.name),
        });
        let about: Vec<String> = about.collect();
        table.row(vec![
            plain(press.word("broke", &cause.broke)),
            plain(press.word("stage", &cause.stage)),
            plain(press.word("pillar", &cause.pillar)),
            plain(press.points(cause.lost)),
            plain(if about.is_empty() {
                "–".to_owned()
            } else {
                about.join("; ")
            }),
            press.facts(&cause.facts),
        ]);
    }
    let sum = score.causes.iter().map(|cause| cause.lost).sum();
    let mut cells = vec![plain(press.say("paper-sum")), Vec::new(), Vec::new()];
    cells.extend([plain(press.points(sum)), Vec::new(), Vec::new()]);
    table.total(cells);
    Some(Part::Table(table))
}

/// What the attack came to by its own score; nothing where the rules do not say.
#[must_use]
pub fn reached(press: &Press<'_>) -> Option<Part> {
    let score = press.report.score.as_ref()?;
    if score.reached.is_empty() {
        return None;
    }
    let columns = [
        ("paper-when", 2),
        ("paper-team", 2),
        ("paper-criterion", 3),
        ("paper-about", 4),
        ("paper-severity", 3),
        ("paper-points", 2),
        ("paper-facts", 2),
    ];
    let mut table = press.table("paper-table-reached", &columns).figures(&[5]);
    for row in &score.reached {
        let about = row.about.as_ref().map(|about| match &about.title {
            Some(title) => press.text(title),
            None => harmless(&about.name),
        });
        table.row(vec![
            plain(press.at(row.at)),
            plain(harmless(&row.team)),
            plain(press.word("impact", &row.impact)),
            plain(about.unwrap_or_else(|| "–".to_owned())),
            plain(press.word("severity", &row.severity)),
            plain(press.points(row.points)),
            press.facts(&row.facts),
        ]);
    }
    Some(Part::Table(table))
}

/// Every line of the ledger, each leading to its facts.
#[must_use]
pub fn ledger(press: &Press<'_>) -> Part {
    let columns = [
        ("card-component", 3),
        ("paper-points", 2),
        ("paper-rule", 1),
        ("paper-about", 5),
        ("paper-why", 5),
        ("paper-facts", 3),
    ];
    let mut table = press.table("paper-table-ledger", &columns).figures(&[1]);
    let lines = press.report.score.iter().flat_map(|score| &score.lines);
    for row in lines {
        let about = row.about.as_ref().map(|about| match &about.title {
            Some(title) => press.text(title),
            None => harmless(&about.name),
        });
        table.row(vec![
            plain(press.word("component", &row.component)),
            plain(press.points(row.points)),
            plain(harmless(&row.rule)),
            plain(about.unwrap_or_else(|| "–".to_owned())),
            plain(card::rule_words(press.phrases, &as_line(row))),
            press.facts(&row.facts),
        ]);
    }
    press.filled(table)
}

/// A row as the scorecard's own line, whose rule has a sentence.
fn as_line(row: &LineRow) -> Line {
    let args = row.args.iter();
    Line {
        points: row.points,
        lost: row.lost,
        rule: row.rule.clone(),
        about: About::All,
        facts: Vec::new(),
        args: args
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
    }
}

/// The numbers by which a drill can be made again.
#[must_use]
pub fn origin(press: &Press<'_>) -> Table {
    let origin = &press.report.origin;
    let columns = [("paper-parameter", 4), ("paper-value", 9)];
    let mut table = press.table("paper-table-origin", &columns);
    let mut line = |key: &str, value: String| {
        table.row(vec![plain(press.say(key)), plain(harmless(&value))]);
    };
    let or = |value: Option<String>| value.unwrap_or_else(|| press.say("paper-withheld"));
    line("paper-par-engine", origin.engine.clone());
    line("paper-par-plan", origin.plan.clone());
    line(
        "paper-par-seed",
        or(origin.seed.map(|seed| seed.to_string())),
    );
    line("paper-par-facts", or(origin.digest.clone()));
    line("paper-par-red", press.word("attacker", &origin.red));
    line("paper-par-blue", press.word("blue", &origin.blue));
    let tempo = press.report.exercise.tempo;
    line("paper-par-tempo", press.per_mille(tempo));
    line("paper-par-counts", {
        let args = [
            ("facts", crate::phrase::Value::from(origin.facts)),
            ("orders", crate::phrase::Value::from(origin.orders)),
        ];
        press.with("paper-counts", &args)
    });
    if let Some(records) = origin.records {
        line("paper-par-records", press.number(records));
    }
    line("paper-par-era", press.report.exercise.era.clone());
    table
}
