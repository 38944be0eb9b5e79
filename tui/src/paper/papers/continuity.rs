//! Whether services were back in time, and with how little lost: targets beside what was measured.
//! Nothing where no service was ever away, nor has anywhere else to run.

use engine::report::continuity::{ContinuityRow, MoveRow};

use crate::paper::press::{Press, para};
use crate::paper::tree::{Bit, Bits, Part, plain};
use crate::phrase::Value;

/// Both tables: times, and losses.
#[must_use]
pub fn continuity(press: &Press<'_>) -> Vec<Part> {
    let rows = &press.report.continuity;
    if rows.is_empty() {
        return Vec::new();
    }
    let mut parts = vec![times(press, rows), para(press.say("paper-outage-note"))];
    if rows.iter().any(|row| !row.moves.is_empty()) {
        parts.push(losses(press, rows));
    }
    parts
}

fn times(press: &Press<'_>, rows: &[ContinuityRow]) -> Part {
    let columns = [
        ("paper-service", 5),
        ("paper-rto", 2),
        ("paper-outages", 2),
        ("paper-longest", 2),
        ("paper-outage-total", 2),
        ("paper-impaired", 2),
        ("paper-least", 2),
        ("paper-rto-held", 2),
        ("paper-rpo", 2),
    ];
    let mut table = press
        .table("paper-table-continuity", &columns)
        .figures(&[1, 2, 3, 4, 5, 6, 8]);
    for row in rows {
        let held = row.longest <= row.rto;
        let held = match (row.outages, row.away, held) {
            (0, ..) => "–".to_owned(),
            (_, true, true) => press.say("paper-rto-away"),
            (_, _, held) => press.yes(Some(held)),
        };
        let (short, least) = match row.impaired {
            0 => ("–".to_owned(), "–".to_owned()),
            short => (press.span(short), press.per_mille(row.least.into())),
        };
        let span = |seconds: u32| match row.outages {
            0 => "–".to_owned(),
            // Rounded it would read as kept.
            _ if seconds > row.rto && press.span(seconds) == press.span(row.rto) => {
                let args = [("span", Value::from(press.span(row.rto)))];
                press.with("paper-more-than", &args)
            }
            _ => press.span(seconds),
        };
        table.row(vec![
            plain(press.text(&row.title)),
            plain(press.span(row.rto)),
            plain(press.number(row.outages.into())),
            plain(span(row.longest)),
            plain(span(row.total)),
            plain(short),
            plain(least),
            plain(held),
            plain(
                row.rpo
                    .map_or_else(|| "–".to_owned(), |rpo| press.span(rpo)),
            ),
        ]);
    }
    press.filled(table)
}

fn losses(press: &Press<'_>, rows: &[ContinuityRow]) -> Part {
    let columns = [
        ("paper-when", 2),
        ("paper-service", 4),
        ("paper-move", 4),
        ("paper-copy", 4),
        ("paper-copy-age", 2),
        ("paper-data-lost", 2),
        ("paper-rpo-held", 1),
        ("paper-ordered-by", 3),
        ("paper-approved", 2),
    ];
    let mut table = press
        .table("paper-table-losses-of-data", &columns)
        .figures(&[4, 5]);
    let mut all: Vec<(&ContinuityRow, &MoveRow)> = rows
        .iter()
        .flat_map(|row| row.moves.iter().map(move |one| (row, one)))
        .collect();
    all.sort_by_key(|(_, one)| (one.when.at, one.when.fact));
    let span = |n: Option<u32>| n.map_or_else(|| "–".to_owned(), |n| press.span(n));
    for (row, one) in all {
        table.row(vec![
            press.moment(Some(one.when)),
            plain(press.text(&row.title)),
            plain(moved(press, one)),
            plain(press.maybe(one.copy.as_ref())),
            plain(span(one.age)),
            plain(span(one.lost)),
            plain(press.yes(one.within)),
            ordered(press, one),
            press.moment(one.approved),
        ]);
    }
    press.filled(table)
}

/// What was done, and whether the attack was there, where the reader may know.
fn moved(press: &Press<'_>, one: &MoveRow) -> String {
    let what = press.word("move", &one.is);
    match one.dirty {
        Some(true) => format!("{what} ({})", press.say("paper-move-dirty")),
        _ => what,
    }
}

/// Who ordered it, and when.
fn ordered(press: &Press<'_>, one: &MoveRow) -> Bits {
    let Some(asked) = one.asked else {
        return plain("–");
    };
    let team = || one.team.as_ref().map(|team| press.team(team));
    let by = one.by.as_ref().map(|by| press.text(by)).or_else(team);
    let by = by.map(|by| Bit::Plain(format!("{by} ")));
    let mut bits: Bits = by.into_iter().collect();
    bits.extend(press.moment(Some(asked)));
    bits
}
