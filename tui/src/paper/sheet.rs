//! Writes tables as CSV (RFC 4180) for spreadsheets: codes and plain numbers, no sentences but one,
//! that the figures are of a simulated drill.
//!
//! Every row of every sheet says so in its last column, because rows are copied without their head.
//! A cell that a spreadsheet would take for a formula is kept from it by an apostrophe.

use engine::report::compare::Comparison;
use engine::report::{Moment, Report};
use engine::words::fact::FactKind;
use serde_json::Value as Json;

use crate::paper::press::Press;

/// The sheets there are.
pub const SHEETS: [&str; 4] = ["ledger", "timeline", "injects", "duties"];

/// One sheet.
pub fn write(press: &Press<'_>, sheet: &str) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let source = press.source();
    let (heads, rows) = match sheet {
        "ledger" => ledger(press.report),
        "timeline" => timeline(press),
        "injects" => injects(press),
        _ => duties(press),
    };
    let heads = heads.iter().copied().chain(["source"]);
    writer.write_record(heads)?;
    for row in rows {
        let row = row.iter().map(|cell| inert(cell)).chain([source.clone()]);
        writer.write_record(row)?;
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

type Sheet = (Vec<&'static str>, Vec<Vec<String>>);

fn ledger(report: &Report) -> Sheet {
    let heads = vec![
        "component",
        "milli_points",
        "rule",
        "about",
        "name",
        "facts",
        "figures",
        "by",
    ];
    let lines = report.score.iter().flat_map(|score| &score.lines);
    let rows = lines.map(|line| {
        let about = line.about.as_ref();
        let facts: Vec<String> = line.facts.iter().map(ToString::to_string).collect();
        let figures = line.args.iter().map(|(k, v)| format!("{k}={v}"));
        vec![
            line.component.clone(),
            line.points.to_string(),
            line.rule.clone(),
            about.map_or_else(String::new, |about| about.kind.clone()),
            about.map_or_else(String::new, |about| about.name.clone()),
            facts.join(" "),
            figures.collect::<Vec<_>>().join(" "),
            line.by.join(" "),
        ]
    });
    (heads, rows.collect())
}

/// All that happened, as far as the reader may know.
fn timeline(press: &Press<'_>) -> Sheet {
    let heads = vec![
        "fact", "seconds", "when", "withheld", "kind", "cause", "what", "fields",
    ];
    // How the clock was set is no part of what happened; the record has it.
    let log = press.report.log.iter();
    let log = log.filter(|entry| !matches!(entry.kind, FactKind::ClockSet { .. }));
    let rows = log.map(|entry| {
        let json = serde_json::to_value(&entry.kind).unwrap_or_default();
        let fields = match json {
            Json::Object(map) => map.into_iter().next().map(|(_, fields)| fields),
            _ => None,
        };
        vec![
            entry.number.to_string(),
            entry.at.to_string(),
            press.at(entry.at),
            entry.late.to_string(),
            entry.is.clone(),
            serde_json::to_string(&entry.cause).unwrap_or_default(),
            press.sentence(&entry.kind),
            fields.map_or_else(String::new, |fields| fields.to_string()),
        ]
    });
    (heads, rows.collect())
}

fn injects(press: &Press<'_>) -> Sheet {
    let heads = vec![
        "name", "title", "team", "from", "fired", "answer", "answered", "right", "met", "closed",
        "pillar", "points",
    ];
    let rows = press.report.injects.iter().map(|row| {
        vec![
            row.name.clone(),
            press.text(&row.title),
            row.team.clone(),
            press.maybe(row.from.as_ref()),
            seconds(row.fired),
            row.answer
                .as_ref()
                .map_or_else(String::new, |a| press.text(a)),
            seconds(row.answered),
            shown(row.right),
            shown(row.met),
            seconds(row.closed),
            row.pillar.clone().unwrap_or_default(),
            row.points
                .map_or_else(String::new, |points| points.to_string()),
        ]
    });
    (heads, rows.collect())
}

fn duties(press: &Press<'_>) -> Sheet {
    let heads = vec![
        "name", "title", "status", "basis", "team", "began", "by", "ended", "met", "filed", "late",
    ];
    let rows = press.report.duties.iter().map(|row| {
        vec![
            row.name.clone(),
            press.text(&row.title),
            row.status.clone(),
            press.text(&row.basis),
            row.team.clone(),
            row.began.at.to_string(),
            row.by.to_string(),
            seconds(row.ended),
            shown(row.met),
            seconds(row.filed),
            row.late.map_or_else(String::new, |late| late.to_string()),
        ]
    });
    (heads, rows.collect())
}

fn seconds(moment: Option<Moment>) -> String {
    moment.map_or_else(String::new, |moment| moment.at.to_string())
}

fn shown(is: Option<bool>) -> String {
    is.map_or_else(String::new, |is| is.to_string())
}

/// A cell that no spreadsheet computes.
fn inert(cell: &str) -> String {
    let is_number = cell.parse::<i64>().is_ok();
    if !is_number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{cell}");
    }
    cell.to_owned()
}

/// Drills side by side, a row for each.
pub fn compared(comparison: &Comparison) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut heads = vec![
        "name",
        "plan",
        "seed",
        "red",
        "blue",
        "place",
        "milli_total",
    ];
    let first = comparison.drills.first();
    let parts = first.iter().flat_map(|drill| drill.components.iter());
    heads.extend(parts.map(|part| part.name.as_str()));
    writer.write_record(&heads)?;
    for drill in &comparison.drills {
        let or = |n: Option<String>| n.unwrap_or_default();
        let mut row = vec![
            inert(&drill.name),
            drill.plan.clone(),
            or(drill.seed.map(|seed| seed.to_string())),
            drill.red.clone(),
            inert(&drill.blue),
            or(drill.place.map(|place| place.to_string())),
            drill.total.to_string(),
        ];
        let got = |part: &engine::report::score::ComponentRow| {
            or(part.measured.then(|| part.got.to_string()))
        };
        row.extend(drill.components.iter().map(got));
        writer.write_record(&row)?;
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}
