//! How the hunt is drawn.

use engine::detect::query::QueryFault;
use engine::drill::Entry;
use engine::view::Blue;
use engine::words::name::RecordId;
use engine::words::time::{Span, Tick};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Hunt, PAGE, Shown, recent};
use crate::paint::gauge::curve;
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{clip, line};
use crate::paint::theme::Ink;
use crate::phrase::{Value, harmless, moment, query};
use crate::screen::See;
use crate::screens::blue::record::pin_mark;
use crate::screens::blue::shown;
use crate::screens::blue::tray::{Pin, Tray};

impl Hunt {
    pub(super) fn draw_count(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        if let Some(fault) = self.faults.first() {
            return self.draw_fault(see, frame, area, fault);
        }
        let text = match (&self.found, &self.asked) {
            (None, None) => see.say("hunt-begin"),
            (None, Some(_)) => see.say("hunt-waits"),
            (Some(found), _) => head(see, found),
        };
        let text = clip(&text, area.width.into());
        frame.render_widget(line(see.theme, Ink::Dim, text), area);
    }

    /// What is wrong, behind a mark under the place where it is, if there is room.
    fn draw_fault(
        &self,
        see: &See<'_, Blue>,
        frame: &mut Frame<'_>,
        area: Rect,
        fault: &QueryFault,
    ) {
        let text = query::wrong(see.phrases, &self.faults);
        let at = fault.column + 1;
        let room = usize::from(area.width);
        let marked = format!("{}^ {text}", " ".repeat(at));
        let text = if marked.chars().count() <= room {
            marked
        } else {
            text
        };
        frame.render_widget(line(see.theme, Ink::Bad, clip(&text, room)), area);
    }

    /// How many there were when, from the first to the last.
    pub(super) fn draw_curve(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        if let Some(tally) = self.found.as_ref().and_then(|found| found.tally.as_ref()) {
            return draw_hours(see, frame, area, &tally.hours);
        }
        let times: Vec<u32> = self.hits().iter().map(|(_, entry)| entry.at.0).collect();
        let (Some(first), Some(last)) = (times.iter().min(), times.iter().max()) else {
            return;
        };
        let columns = u32::from(area.width.max(1));
        let part = (last - first) / columns + 1;
        let mut counts = vec![0_u32; usize::from(area.width.max(1))];
        for at in &times {
            counts[((at - first) / part) as usize] += 1;
        }
        let row = |y: u16| Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        frame.render_widget(line(see.theme, Ink::Live, curve(&counts)), row(0));
        let most = counts.iter().max().copied().unwrap_or(0);
        let args = [
            ("from", Value::from(see.calendar(Tick(*first)))),
            ("to", Value::from(see.calendar(Tick(*last)))),
            ("column", Value::from(moment::span(see.phrases, Span(part)))),
            ("most", Value::from(most)),
        ];
        let text = clip(&see.say_with("hunt-curve", &args), area.width.into());
        frame.render_widget(line(see.theme, Ink::Dim, text), row(1));
    }

    pub(super) fn draw_hits(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let chosen = self.cursor.at(self.hits().len());
        draw_records(see, frame, area, (self.hits(), chosen), &self.tray);
    }

    /// How the word being typed may go on.
    pub(super) fn draw_offered(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let inside = panel(frame, area, &see.say("hunt-offers"), see.theme);
        let offers = self.offered.iter();
        let shown = offers.map(|one| line(see.theme, Ink::Text, clip(one, inside.width.into())));
        lines(frame, inside, shown.collect(), see.theme);
    }

    pub(super) fn draw_recent(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let inside = panel(frame, area, &see.say("hunt-recent"), see.theme);
        let recent = recent(see);
        let mut shown: Vec<_> = recent
            .iter()
            .enumerate()
            .map(|(place, query)| {
                let chosen = self.typing && self.earlier == place + 1;
                let ink = if chosen { Ink::Chosen } else { Ink::Text };
                line(see.theme, ink, clip(&harmless(query), inside.width.into()))
            })
            .collect();
        if shown.is_empty() {
            shown.push(line(see.theme, Ink::Dim, see.say("hunt-no-recent")));
        }
        lines(frame, inside, shown, see.theme);
    }
}

/// Records in a list: when, of which log, on which machine, what they say, and whether pinned.
pub fn draw_records(
    see: &See<'_, Blue>,
    frame: &mut Frame<'_>,
    area: Rect,
    (hits, chosen): (&[(RecordId, Entry)], Option<usize>),
    tray: &Tray,
) {
    let columns = [
        Column::new(see.say("watch-col-time"), 11, 1),
        Column::new(see.say("watch-col-class"), 16, 2),
        Column::new(see.say("watch-col-host"), 12, 0),
        Column::new(see.say("watch-col-says"), 20, 0).growing(),
    ];
    let count = (hits.len(), chosen);
    table(frame, area, &columns, count, see.theme, &mut |place| {
        let Some((id, entry)) = hits.get(place) else {
            return Row::default();
        };
        let row = Row {
            mark: pin_mark(tray, see, *id),
            ..Row::default()
        };
        row.cell(Ink::Dim, see.calendar(entry.at))
            .text(shown::class(see, entry.class))
            .text(shown::host(see, entry.host))
            .text(shown::in_a_line(entry, area.width.into()))
    });
}

/// How many there are, and what was not looked at.
fn head(see: &See<'_, Blue>, found: &Shown) -> String {
    let count = |n: usize| Value::from(n);
    let query = Value::from(clip(&harmless(&found.query), 60));
    let mut text = match &found.tally {
        Some(tally) => {
            let args = [("count", Value::from(tally.count)), ("query", query)];
            match tally.back_to {
                None if tally.left_out == 0 => see.say_with("hunt-count", &args),
                None => see.say_with("hunt-at-least", &args),
                Some(back) => {
                    let [a, b] = args;
                    let args = [a, b, ("back", Value::from(see.calendar(back)))];
                    see.say_with("hunt-count-back", &args)
                }
            }
        }
        None if found.next.is_some() => {
            let args = [("count", count(found.hits.len())), ("query", query)];
            see.say_with("hunt-newest", &args)
        }
        None => {
            let args = [("count", count(found.hits.len())), ("query", query)];
            see.say_with("hunt-count", &args)
        }
    };
    if let Some(back) = found.back_to.filter(|_| found.hits.len() < PAGE) {
        let args = [("back", Value::from(see.calendar(back)))];
        text = format!("{text} {}", see.say_with("hunt-back", &args));
    }
    if found.left_out > 0 {
        let args = [("hosts", Value::from(found.left_out))];
        text = format!("{text} {}", see.say_with("hunt-left-out", &args));
    }
    text
}

/// How many there were in each hour of the drill.
pub fn draw_hours(see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect, hours: &[u64]) {
    let width = usize::from(area.width.max(1));
    let each = hours.len().div_ceil(width).max(1);
    let counts = hours.chunks(each).map(|part| part.iter().sum::<u64>());
    let counts: Vec<u32> = counts
        .map(|n| u32::try_from(n).unwrap_or(u32::MAX))
        .collect();
    let row = |y: u16| Rect {
        y: area.y + y,
        height: 1,
        ..area
    };
    frame.render_widget(line(see.theme, Ink::Live, curve(&counts)), row(0));
    let hours = u32::try_from(each).unwrap_or(1);
    let column = moment::span(see.phrases, Span::hours(hours));
    let args = [
        ("from", Value::from(see.calendar(Tick(0)))),
        ("to", Value::from(see.calendar(see.view.now))),
        ("column", Value::from(column)),
        (
            "most",
            Value::from(counts.iter().max().copied().unwrap_or(0)),
        ),
    ];
    let text = clip(&see.say_with("hunt-curve", &args), area.width.into());
    frame.render_widget(line(see.theme, Ink::Dim, text), row(1));
}

/// What is pinned, in one line.
pub(super) fn pins(see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect, pins: &[Pin]) {
    let args = [("count", Value::from(pins.len()))];
    let mut text = see.say_with("hunt-pins", &args);
    for pin in pins.iter().rev() {
        text.push_str(&format!(
            "  #{} {}",
            pin.id.sign(),
            shown::host(see, pin.host)
        ));
    }
    let ink = if pins.is_empty() { Ink::Dim } else { Ink::Good };
    frame.render_widget(line(see.theme, ink, clip(&text, area.width.into())), area);
}
