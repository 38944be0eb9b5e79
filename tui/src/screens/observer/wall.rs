//! The public's wall: services as their users feel them, with how it was until now; the phase, the
//! clock, public trust and what the organisers announce. Whose doing anything is, nobody says here
//! before hotwash.

use engine::view::Observer;
use engine::words::name::ServiceId;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::input::{Input, KeyShown};
use crate::paint::gauge::{bar, curve};
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{line, span, wrap};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless, moment};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::shared::cursor::{Cursor, LIST_KEYS};
use crate::screens::shared::gauges;

/// Columns of the curve of a service.
const CURVE: u32 = 32;

/// The public's wall.
#[derive(Default)]
pub struct PublicWall {
    cursor: Cursor,
}

impl Screen<Observer> for PublicWall {
    fn title(&self, see: &See<'_, Observer>) -> String {
        see.say("watch-tab-wall")
    }

    fn keys(&self) -> Vec<KeyShown> {
        LIST_KEYS.shown()
    }

    fn update(&mut self, input: &Input, see: &See<'_, Observer>) -> Reply<Observer> {
        self.cursor.update(input, see.brief.services(), 1);
        Reply::Stay
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &See<'_, Observer>, frame: &mut Frame<'_>, area: Rect) {
        let hotwash = u16::from(see.view.open);
        let [head, body] =
            Layout::vertical([Constraint::Length(hotwash), Constraint::Min(4)]).areas(area);
        if see.view.open {
            let text = format!("{} {}", Mark::Live.sign(), see.say("watch-open"));
            frame.render_widget(line(see.theme, Ink::Live, text), head);
        }
        let (body, indicators) = gauges::place(see, body);
        gauges::draw(see, frame, indicators);
        let wide = body.width >= 130 && !see.theme.is_plain();
        let [services, side] = if wide {
            Layout::horizontal([Constraint::Percentage(66), Constraint::Percentage(34)]).areas(body)
        } else {
            Layout::vertical([Constraint::Percentage(55), Constraint::Percentage(45)]).areas(body)
        };
        self.services(see, frame, services);
        let [course, news] = if wide || see.theme.is_plain() {
            Layout::vertical([Constraint::Length(8), Constraint::Min(3)]).areas(side)
        } else {
            Layout::horizontal([Constraint::Percentage(45), Constraint::Percentage(55)]).areas(side)
        };
        course_of(see, frame, course);
        announced(see, frame, news);
    }
}

impl PublicWall {
    fn services(&self, see: &See<'_, Observer>, frame: &mut Frame<'_>, area: Rect) {
        let inside = panel(frame, area, &see.say("watch-services"), see.theme);
        let columns = [
            Column::new(see.say("watch-col-service"), 18, 0).growing(),
            Column::new(see.say("watch-col-level"), 3, 4).right(),
            Column::new(see.say("watch-col-people"), 9, 3).right(),
            Column::new("%", 4, 0).right(),
            Column::new(see.say("watch-col-lowest"), 6, 2).right(),
            Column::new(see.say("watch-col-now"), 8, 1).drawn(),
            Column::new(see.say("watch-col-history"), CURVE as u16, 0).drawn(),
        ];
        let rows = see.brief.services();
        let chosen = self.cursor.at(rows);
        table(
            frame,
            inside,
            &columns,
            (rows, chosen),
            see.theme,
            &mut |place| service_row(see, ServiceId::of(place)),
        );
    }
}

fn service_row(see: &See<'_, Observer>, id: ServiceId) -> Row {
    let none = Vec::new();
    let history = see.view.services.get(&id).unwrap_or(&none);
    let known = see.brief.service(id);
    let served = history.last().map_or(1_000, |(_, served)| *served);
    let lowest = history
        .iter()
        .map(|(_, served)| *served)
        .min()
        .unwrap_or(1_000);
    let (sign, ink) = match served {
        0..500 => (Mark::Bad, Ink::Bad),
        500..950 => (Mark::Warn, Ink::Warn),
        _ => (Mark::Good, Ink::Good),
    };
    Row::marked(sign)
        .text(see.text(known.title))
        .text(known.level.to_string())
        .text(crate::phrase::number::whole(
            known.people.into(),
            see.lang(),
        ))
        .cell(ink, (served / 10).to_string())
        .cell(Ink::Dim, (lowest.min(1_000) / 10).to_string())
        .cell(ink, bar(served, 8))
        .cell(Ink::Live, curve(&felt(history, see.clock.now)))
}

/// Of a thousand users, so many were served, at the worst of each part of the drill so far. None
/// served is the lowest step and not a gap.
fn felt(history: &[(Tick, u16)], now: Tick) -> Vec<u32> {
    let part = (now.0 / CURVE).max(1);
    let mut before = 1_000;
    let mut felt = Vec::new();
    for place in 0..CURVE.min(now.0 / part) {
        let within = |at: Tick| (place * part..(place + 1) * part).contains(&at.0);
        let mut inside = history.iter().filter(|(at, _)| within(*at));
        let worst = inside.clone().map(|(_, served)| *served).min();
        felt.push(u32::from(worst.map_or(before, |worst| worst.min(before))) + 1);
        before = inside.next_back().map_or(before, |(_, served)| *served);
    }
    felt
}

/// Where the drill stands.
fn course_of(see: &See<'_, Observer>, frame: &mut Frame<'_>, area: Rect) {
    let inside = panel(frame, area, &see.say("watch-course"), see.theme);
    let course = &see.view.course;
    let now = see.clock.now;
    let phase = course.phase.and_then(|id| see.brief.phases().get(id.at()));
    let planned = Tick(see.brief.length().0);
    let ends = course.ended.or(course.ends).unwrap_or(planned);
    let bad = see
        .view
        .services
        .values()
        .filter(|h| h.last().is_some_and(|(_, s)| *s < 950));
    let mut said = vec![(Ink::Text, format!("{} · {now}", see.calendar(now)))];
    if let Some(phase) = phase {
        let args = [("phase", Value::from(see.text(&phase.title)))];
        said.push((Ink::Text, see.say_with("watch-phase", &args)));
    }
    let left = [
        ("left", Value::from(moment::left(see.phrases, now, ends))),
        ("at", Value::from(see.calendar(ends))),
    ];
    said.push(match course.ended {
        Some(_) => (Ink::Warn, see.say_with("watch-ended", &left)),
        None => (Ink::Text, see.say_with("watch-left", &left)),
    });
    let args = [("count", Value::from(bad.count()))];
    said.push((Ink::Text, see.say_with("watch-disturbed", &args)));
    let (ink, key) = match course.trust {
        ..0 => (Ink::Warn, "watch-trust-lost"),
        0 => (Ink::Text, "watch-trust-kept"),
        _ => (Ink::Good, "watch-trust-won"),
    };
    let args = [("by", Value::from(course.trust.unsigned_abs()))];
    said.push((ink, see.say_with(key, &args)));
    if !see.view.open {
        said.push((Ink::Dim, see.say("watch-closed")));
    }
    let cells = usize::from(inside.width);
    let wrapped = said
        .into_iter()
        .flat_map(|(ink, text)| wrap(&text, cells).into_iter().map(move |part| (ink, part)));
    let shown = wrapped
        .map(|(ink, part)| line(see.theme, ink, part))
        .collect();
    lines(frame, inside, shown, see.theme);
}

/// What the organisers announced, newest first.
fn announced(see: &See<'_, Observer>, frame: &mut Frame<'_>, area: Rect) {
    let inside = panel(frame, area, &see.say("watch-news"), see.theme);
    let mut shown: Vec<Line<'static>> = Vec::new();
    for one in see.view.course.lines.iter().rev().take(40) {
        let text = one.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = format!("{} {}", see.calendar(one.at), harmless(&text));
        let parts = wrap(&text, inside.width.into()).into_iter();
        shown.extend(parts.map(|part| Line::from(span(see.theme, Ink::Text, part))));
    }
    if shown.is_empty() {
        shown.push(line(see.theme, Ink::Dim, see.say("watch-no-news")));
    }
    lines(frame, inside, shown, see.theme);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_shows_the_worst_of_each_part_and_none_served_is_no_gap() {
        let history = [(Tick(10), 0), (Tick(30), 1_000)];
        let felt = felt(&history, Tick(64));
        assert_eq!(felt.len(), 32);
        assert_eq!(felt[..4], [1_001, 1_001, 1_001, 1_001]);
        assert_eq!((felt[5], felt[14], felt[15], felt[16]), (1, 1, 1, 1_001));
    }
}
