//! What stands behind an alert: its rule, its machine, its records and what the first one says.

use engine::drill::Entry;
use engine::view::Blue;
use engine::view::seen::AlertSeen;
use engine::words::name::{AlertId, RecordId};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::paint::panel::lines;
use crate::paint::text::{clip, line, mark, span};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless, moment};
use crate::screen::See;
use crate::screens::blue::shown::{self, named};
use crate::screens::blue::tray::Tray;

/// Draws it.
pub(super) fn draw(
    see: &See<'_, Blue>,
    frame: &mut Frame<'_>,
    area: Rect,
    id: AlertId,
    first: Option<&(RecordId, Option<Entry>)>,
    tray: &Tray,
) {
    let Some(alert) = see.view.alerts.get(&id) else {
        return;
    };
    let cells = usize::from(area.width);
    let mut shown = head(see, id, alert, cells);
    let pinned = alert
        .records
        .iter()
        .filter(|id| tray.holds(see.view, **id))
        .count();
    let args = [
        ("count", Value::from(alert.records.len())),
        ("pinned", Value::from(pinned)),
    ];
    let records = see.say_with("alert-records", &args);
    let room = cells.saturating_sub(records.len() + 2);
    shown.push(named(see, &records, shown::numbers(&alert.records, room)));
    if let Some((record, Some(entry))) = first
        && alert.records.first() == Some(record)
    {
        let title = format!("#{} {}", record.sign(), shown::class(see, entry.class));
        shown.push(line(see.theme, Ink::Title, clip(&title, cells)));
        shown.extend(shown::field_lines(see, entry, cells));
    }
    lines(frame, area, shown, see.theme);
}

fn head(see: &See<'_, Blue>, id: AlertId, alert: &AlertSeen, cells: usize) -> Vec<Line<'static>> {
    let rule = shown::rule(see, alert.rule);
    let sign = shown::level_mark(rule.level);
    let level = shown::level_word(see, rule.level);
    let room = cells.saturating_sub(level.len() + 5);
    let mut shown = vec![Line::from(vec![
        mark(see.theme, sign),
        span(see.theme, sign.ink(), format!("{level}  ")),
        span(see.theme, Ink::Title, clip(&rule.title, room)),
    ])];
    for id in &rule.techniques {
        let text = clip(&shown::technique(see, id), cells);
        shown.push(line(see.theme, Ink::Attack, text));
    }
    if let Some(host) = alert.host {
        let text = clip(&shown::host_about(see, host), cells);
        shown.push(line(see.theme, Ink::Text, text));
    }
    let args = [
        ("first", Value::from(see.calendar(alert.at))),
        ("last", Value::from(see.calendar(alert.last))),
        ("times", Value::from(alert.times)),
    ];
    let when = see.say_with("alert-when", &args);
    shown.push(line(see.theme, Ink::Dim, clip(&when, cells)));
    shown.push(verdict(see, alert, cells));
    let cases = see
        .view
        .cases
        .iter()
        .filter(|(_, case)| case.alerts.contains(&id));
    for (case, seen) in cases {
        let text = format!("{} {}", case.0, harmless(&seen.title));
        shown.push(named(see, &see.say("alert-in-case"), clip(&text, cells)));
    }
    shown
}

fn verdict(see: &See<'_, Blue>, alert: &AlertSeen, cells: usize) -> Line<'static> {
    let (sign, text) = match &alert.verdict {
        Some((at, verdict, reason)) => {
            let word = shown::verdict_word(see, *verdict);
            let text = format!("{} {word}: {}", see.calendar(*at), harmless(reason));
            (Mark::Done, text)
        }
        None => {
            let waits = moment::span(see.phrases, see.clock.now.since(alert.at));
            let args = [("waits", Value::from(waits))];
            (Mark::Waiting, see.say_with("alert-waits", &args))
        }
    };
    Line::from(vec![
        mark(see.theme, sign),
        span(see.theme, sign.ink(), clip(&text, cells.saturating_sub(2))),
    ])
}
