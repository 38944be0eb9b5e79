//! Drills side by side: teams of one event, or years.

use engine::report::compare::Comparison;

use crate::paper::press::{Press, heading, para};
use crate::paper::tree::{Paper, Part, plain};
use crate::phrase::{Value, harmless};

/// The whole paper.
#[must_use]
pub fn paper(press: &Press<'_>, comparison: &Comparison) -> Paper {
    let args = [("version", Value::from(comparison.version))];
    let mut parts = vec![para(press.with("compare-version", &args))];
    if comparison.cautions.is_empty() {
        parts.push(para(press.say("compare-ranked")));
    } else {
        parts.push(para(press.say("compare-not-ranked")));
        let items = comparison.cautions.iter().map(|caution| {
            let word = serde_json::to_value(caution).unwrap_or_default();
            plain(press.word("caution", word.as_str().unwrap_or_default()))
        });
        parts.push(Part::List(items.collect()));
    }
    parts.push(heading(1, press.say("compare-drills")));
    parts.push(drills(press, comparison));
    parts.push(heading(1, press.say("compare-scores")));
    parts.push(scores(press, comparison));
    let mut paper = press.paper("compare", press.say("paper-compare"), parts);
    paper.notices = vec![press.say("paper-notice-simulated")];
    paper
}

fn drills(press: &Press<'_>, comparison: &Comparison) -> Part {
    let columns = [
        ("compare-file", 4),
        ("compare-scenario", 5),
        ("compare-starts", 3),
        ("compare-seed", 2),
        ("compare-red", 2),
        ("compare-blue", 2),
    ];
    let mut table = press.table("paper-table-compared", &columns);
    for drill in &comparison.drills {
        table.row(vec![
            plain(harmless(&drill.name)),
            plain(press.text(&drill.title)),
            plain(drill.starts.replace('T', " ")),
            plain(
                drill
                    .seed
                    .map_or_else(|| "–".to_owned(), |seed| seed.to_string()),
            ),
            plain(press.word("attacker", &drill.red)),
            plain(press.word("blue", &drill.blue)),
        ]);
    }
    press.filled(table)
}

fn scores(press: &Press<'_>, comparison: &Comparison) -> Part {
    let mut table = press.table("paper-table-side", &[("card-component", 5)]);
    for (place, drill) in (1..).zip(&comparison.drills) {
        table.heads.push(harmless(&drill.name));
        table.widths.push(3);
        table.figures.insert(place);
    }
    let mut line = |name: String, total: bool, of: &dyn Fn(usize) -> String| {
        let mut cells = vec![plain(name)];
        cells.extend((0..comparison.drills.len()).map(|place| plain(of(place))));
        if total {
            table.total(cells);
        } else {
            table.row(cells);
        }
    };
    let first = comparison.drills.first();
    for (place, part) in first.iter().flat_map(|d| d.components.iter().enumerate()) {
        line(press.word("component", &part.name), false, &|drill| {
            let part = comparison.drills[drill].components.get(place);
            match part {
                Some(part) if part.measured => press.points(part.got),
                _ => press.say("paper-gap"),
            }
        });
    }
    line(press.say("card-total"), true, &|drill| {
        press.points(comparison.drills[drill].total)
    });
    line(press.say("compare-place"), true, &|drill| {
        let place = comparison.drills[drill].place;
        place.map_or_else(|| "–".to_owned(), |place| place.to_string())
    });
    let of = |part: i64, all: i64| format!("{part} / {all}");
    line(press.say("compare-detected"), false, &|drill| {
        of(
            comparison.drills[drill].detected,
            comparison.drills[drill].observable,
        )
    });
    line(press.say("paper-ind-mean"), false, &|drill| {
        let drill = &comparison.drills[drill];
        match drill.detected {
            0 => "–".to_owned(),
            _ => press.span(u32::try_from(drill.mean_detect).unwrap_or(0)),
        }
    });
    line(press.say("paper-ind-duties"), false, &|drill| {
        of(
            comparison.drills[drill].duties_met,
            comparison.drills[drill].duties_due,
        )
    });
    line(press.say("paper-ind-lost"), false, &|drill| {
        press.span(u32::try_from(comparison.drills[drill].lost).unwrap_or(u32::MAX))
    });
    Part::Table(table)
}
