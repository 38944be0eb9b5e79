//! Levels and indicators in the papers: declared, true before and after; and which declarations
//! were not so. Nothing where the city has no indicators.

use engine::report::levels::{Counted, IndicatorRow};

use crate::paper::press::Press;
use crate::paper::tree::{Part, plain};

/// The indicators, and the declarations that were not so.
#[must_use]
pub fn indicators(press: &Press<'_>) -> Vec<Part> {
    if press.report.indicators.is_empty() {
        return Vec::new();
    }
    let mut parts = vec![gauges(press)];
    if !press.report.declarations.is_empty() {
        parts.push(declarations(press));
    }
    parts
}

fn gauges(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-indicator", 7),
        ("paper-gauge-target", 4),
        ("paper-gauge-declared", 2),
        ("paper-gauge-before", 3),
        ("paper-gauge-after", 3),
    ];
    let mut table = press
        .table("paper-table-city-indicators", &columns)
        .figures(&[2, 3, 4]);
    let share = |share: Option<u16>| {
        share.map_or_else(|| "–".to_owned(), |share| press.per_mille(share.into()))
    };
    let counted = |counted: Option<Counted>| match counted {
        Some(Counted {
            have,
            of,
            share: Some(part),
        }) => format!(
            "{} ({} / {})",
            share(Some(part)),
            press.number(have.into()),
            press.number(of.into())
        ),
        _ => "–".to_owned(),
    };
    let targets = |row: &IndicatorRow| {
        let each = row.targets.iter();
        let each = each.map(|one| format!("{}: {}", one.year, share(Some(one.share))));
        let all: Vec<String> = each.collect();
        match all.is_empty() {
            true => share(row.target),
            false => all.join("; "),
        }
    };
    let after = |row: &IndicatorRow| match (row.delay, row.moved) {
        (Some(delay), _) => {
            let span = press.span(delay.median);
            press.with(
                "paper-gauge-delay",
                &[("span", span.into()), ("of", delay.of.into())],
            )
        }
        (None, Some(moved)) => format!("{moved:+}"),
        (None, None) => counted(row.after),
    };
    for row in &press.report.indicators {
        let mut title = press.text(&row.title);
        if row.open {
            title = press.with("paper-gauge-open", &[("title", title.into())]);
        }
        table.row(vec![
            plain(title),
            plain(targets(row)),
            plain(share(row.declared)),
            plain(counted(row.before)),
            plain(after(row)),
        ]);
    }
    press.filled(table)
}

fn declarations(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-gauge-system", 6),
        ("paper-level", 1),
        ("paper-owner", 4),
        ("paper-gauge-what", 4),
        ("paper-seen-at", 2),
    ];
    let mut table = press
        .table("paper-table-declarations", &columns)
        .figures(&[1]);
    for row in &press.report.declarations {
        table.row(vec![
            plain(press.text(&row.system)),
            plain(row.level.to_string()),
            plain(press.maybe(row.owner.as_ref())),
            plain(press.word("compliance", &row.what)),
            press.moment(row.seen),
        ]);
    }
    press.filled(table)
}
