//! The tables of injects: what was put before the teams, and what they made of it.

use engine::report::injects::InjectRow;

use crate::paper::press::Press;
use crate::paper::tree::{Bit, Part, plain};
use crate::phrase::{Value, harmless};

/// Table 1: injects.
#[must_use]
pub fn injects(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-code", 2),
        ("paper-when", 2),
        ("paper-channel", 3),
        ("paper-content", 5),
        ("paper-expected", 4),
        ("paper-result", 3),
    ];
    let mut table = press.table("paper-table-injects", &columns);
    for row in &press.report.injects {
        let result = match (row.fired, row.met, row.right) {
            (None, ..) if row.held => press.say("paper-inject-held"),
            (None, ..) => press.say("paper-inject-never"),
            (_, Some(true), _) => press.say("paper-inject-met"),
            (_, Some(false), _) => press.say("paper-inject-unmet"),
            (_, None, Some(true)) => press.say("paper-inject-right"),
            (_, None, Some(false)) => press.say("paper-inject-wrong"),
            (_, None, None) if row.written && row.expected.is_some() => {
                press.say("paper-inject-open")
            }
            // Nothing is expected of it.
            _ if row.written || row.points == Some(0) || row.expected.is_none() => "–".to_owned(),
            _ => press.say("paper-inject-open"),
        };
        let mut result = plain(result);
        if row.closed.is_some() {
            result.push(Bit::Plain(" ".to_owned()));
            result.extend(press.moment(row.closed));
        }
        table.row(vec![
            plain(code(press, row)),
            press.moment(row.fired),
            plain(from(press, row)),
            plain(press.text(&row.title)),
            plain(press.maybe(row.expected.as_ref())),
            result,
        ]);
    }
    press.filled(table)
}

/// Leads of intelligence, with what the team made of each; nothing where none came.
#[must_use]
pub fn leads(press: &Press<'_>) -> Option<Part> {
    let columns = [
        ("paper-code", 2),
        ("paper-when", 2),
        ("paper-channel", 3),
        ("paper-grade", 2),
        ("paper-late", 2),
        ("paper-weighed", 3),
        ("paper-reason", 5),
        ("paper-truth-of", 2),
    ];
    let mut table = press.table("paper-table-leads", &columns);
    let came = press
        .report
        .injects
        .iter()
        .filter(|row| row.fired.is_some());
    let leads = came.filter_map(|row| Some((row, row.lead.as_ref()?)));
    let mut any = false;
    for (row, lead) in leads {
        any = true;
        let mut weighed = plain(press.say(match lead.taken {
            Some(true) => "paper-lead-taken",
            Some(false) => "paper-lead-rejected",
            None => "paper-lead-open",
        }));
        if lead.weighed.is_some() {
            weighed.push(Bit::Plain(" ".to_owned()));
            weighed.extend(press.moment(lead.weighed));
        }
        let truth = lead.holds.map(|holds| match holds {
            true => press.say("paper-lead-holds"),
            false => press.say("paper-lead-false"),
        });
        table.row(vec![
            plain(harmless(&row.name)),
            press.moment(row.fired),
            plain(press.maybe(row.from.as_ref())),
            plain(lead.grade.clone()),
            plain(press.span(lead.late)),
            weighed,
            plain(
                lead.reason
                    .as_ref()
                    .map_or_else(String::new, |why| harmless(why)),
            ),
            plain(truth.unwrap_or_else(|| "–".to_owned())),
        ]);
    }
    any.then(|| press.filled(table))
}

/// The code of an inject; one that was written on the spot is named as such.
fn code(press: &Press<'_>, row: &InjectRow) -> String {
    match row.name.strip_prefix(NEW).filter(|_| row.written) {
        Some(number) => press.with("paper-inject-new", &[("n", Value::from(number.to_owned()))]),
        None => harmless(&row.name),
    }
}

/// How the names of injects begin that were written on the spot.
const NEW: &str = "new-";

/// Who spoke: of an inject that was written on the spot, the organisers.
fn from(press: &Press<'_>, row: &InjectRow) -> String {
    match row.written {
        true => press.word("cell", "white"),
        false => press.maybe(row.from.as_ref()),
    }
}
