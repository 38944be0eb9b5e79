//! The report of one drill day: situation, events worth naming, actions, what is asked for.

use engine::report::day::Day;

use crate::paper::papers::tables;
use crate::paper::press::{Press, heading, para};
use crate::paper::tree::{Bit, Paper, Part, blank, plain};
use crate::phrase::{Value, harmless};

/// The paper of the day at this place.
#[must_use]
pub fn paper(press: &Press<'_>, place: usize) -> Paper {
    let day = &press.report.days[place];
    let args = [
        ("n", Value::from(day.number)),
        ("from", Value::from(press.at(day.from))),
        ("to", Value::from(press.at(day.to))),
    ];
    let mut parts = vec![heading(1, press.say("daily-1")), counts(press, place)];
    parts.extend(remarks(press, day));
    parts.push(heading(1, press.say("daily-2")));
    parts.push(notable(press, place));
    parts.push(heading(1, press.say("daily-3")));
    parts.push(tables::claims(press, day.from, day.to));
    let within =
        |row: &engine::report::defence::ActionRow| (day.from..day.to).contains(&row.asked.at);
    parts.push(tables::actions(press, &within));
    parts.push(heading(1, press.say("daily-4")));
    parts.push(para(match day.score {
        Some(points) => {
            let args = [("points", Value::from(press.points(points)))];
            press.with("daily-4-score", &args)
        }
        None => press.say("daily-4-note"),
    }));
    parts.push(heading(1, press.say("daily-5")));
    parts.push(Part::Para(blank()));
    let title = press.with("paper-daily", &args);
    press.paper(&format!("daily-{}", day.number), title, parts)
}

fn counts(press: &Press<'_>, place: usize) -> Part {
    let day = &press.report.days[place];
    let columns = [("paper-indicator", 6), ("paper-value", 3)];
    let mut table = press.table("paper-table-day", &columns).figures(&[1]);
    let known = |n: Option<u32>| n.map_or_else(|| press.say("paper-withheld"), |n| n.to_string());
    let of = |part: u32, all: u32| format!("{part} / {all}");
    let lines = [
        ("paper-steps", known(day.steps)),
        ("paper-alerts-read", read(press, day)),
        ("paper-claims", day.claims.to_string()),
        ("paper-claims-right", known(day.claims_right)),
        ("paper-actions-verified", verified(press, day)),
        ("paper-injects", day.injects.to_string()),
        ("paper-filed", day.filed.to_string()),
        (
            "paper-duties-kept",
            of(day.duties_met, day.duties_met + day.duties_missed),
        ),
        ("paper-refused", day.refused.to_string()),
    ];
    for (key, value) in lines {
        table.row(vec![plain(press.say(key)), plain(value)]);
    }
    press.filled(table)
}

/// Alerts read of those raised that day.
fn read(press: &Press<'_>, day: &Day) -> String {
    let Some(raised) = day.alerts else {
        return press.say("paper-withheld");
    };
    let done = (day.triaged, day.triaged_left);
    of_the_day(press, done, raised, "paper-alerts-left")
}

/// Responses looked at of those ordered that day.
fn verified(press: &Press<'_>, day: &Day) -> String {
    let done = (day.verified, day.verified_left);
    of_the_day(press, done, day.actions, "paper-actions-left")
}

/// So many of what a day brought; what was left over from earlier days stands apart, or more would
/// seem to have been done than there were.
fn of_the_day(press: &Press<'_>, (all, left): (u32, u32), of: u32, key: &str) -> String {
    let own = format!("{} / {of}", all.saturating_sub(left));
    match left {
        0 => own,
        left => format!("{own}; {}", press.counted(key, u64::from(left))),
    }
}

/// What the organisers told everybody that day, and when.
fn remarks(press: &Press<'_>, day: &Day) -> Vec<Part> {
    if day.remarks.is_empty() {
        return Vec::new();
    }
    let items = day.remarks.iter().map(|row| {
        let mut bits = vec![Bit::Strong(press.at(row.made.at))];
        bits.push(Bit::Plain(format!(" {}", harmless(&row.text))));
        bits
    });
    let head = press.say("daily-announced");
    vec![para(head), Part::List(items.collect())]
}

fn notable(press: &Press<'_>, place: usize) -> Part {
    let day = &press.report.days[place];
    let log = press.report.log.iter();
    let items = log
        .filter(|entry| day.notable.contains(&entry.number))
        .map(|entry| {
            vec![
                Bit::Strong(press.at(entry.at)),
                Bit::Plain(format!(" {}", press.sentence(&entry.kind))),
            ]
        });
    let mut items: Vec<_> = items.collect();
    if items.is_empty() {
        return para(press.say("paper-none"));
    }
    if day.unnamed > 0 {
        let more = press.counted("daily-unnamed", u64::from(day.unnamed));
        items.push(plain(more));
    }
    Part::List(items)
}
