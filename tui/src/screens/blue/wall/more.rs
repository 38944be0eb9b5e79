//! What the wall tells where there is room for it: which alerts wait, what is being done, by what
//! the attack may be known.
//!
//! Why apart: a small terminal does without, and a large one must not stand half empty.

use std::cmp::Reverse;

use engine::view::Blue;
use engine::view::seen::RunSeen;
use engine::words::name::AlertId;
use engine::words::target::Target;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{fit, line, mark, span, width};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless, moment};
use crate::screen::See;
use crate::screens::blue::known::{Sightings, indicators, is_technique, techniques};
use crate::screens::blue::{respond, shown, zones};

/// From so many rows on, the wall has room for a map below everything else.
const ABOVE_MAP: u16 = 24;
/// The fewest rows that the rest of the wall keeps where zones are told in lines.
const ABOVE_STRIP: u16 = 17;
/// The most of these lines.
const STRIP: u16 = 3;

/// What is left of the wall for the rest, and the place for the city: its map where there is room
/// for all of it, the zones in a few lines where there is not, nothing on the smallest.
pub(super) fn city_place(see: &See<'_, Blue>, area: Rect) -> (Rect, Rect) {
    let plain = see.theme.is_plain();
    let map = zones::map_rows(see, area.width)
        .filter(|rows| !plain && area.height >= rows.saturating_add(ABOVE_MAP));
    let rows = map.unwrap_or_else(|| {
        let lines = zones::strip(see, usize::from(area.width.saturating_sub(2))).len();
        let frame = if plain { 1 } else { 2 };
        let rows = u16::try_from(lines).unwrap_or(STRIP).min(STRIP) + frame;
        // Heard line by line, the rest takes more of them.
        let above = if plain { ABOVE_MAP } else { ABOVE_STRIP };
        let rows = rows.min(area.height.saturating_sub(above));
        if rows > frame { rows } else { 0 }
    });
    let parts = [Constraint::Min(0), Constraint::Length(rows)];
    let [rest, city] = Layout::vertical(parts).areas(area);
    (rest, city)
}

/// The city's zones, as a map or in lines.
pub(super) fn city(see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
    if area.height > STRIP + 2 {
        return zones::draw_map(see, frame, area, None);
    }
    if area.height > 0 {
        let inside = panel(frame, area, &see.say("wall-city"), see.theme);
        lines(
            frame,
            inside,
            zones::strip(see, inside.width.into()),
            see.theme,
        );
    }
}

/// Alerts without a verdict: the most serious first, and of those the oldest.
pub(super) fn waiting(see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
    let inside = panel(frame, area, &see.say("wall-waiting"), see.theme);
    let open = see.view.alerts.iter();
    let open = open.filter(|(_, alert)| alert.verdict.is_none());
    let mut open: Vec<(Reverse<engine::sigma::Level>, AlertId)> = open
        .map(|(id, alert)| (Reverse(shown::rule(see, alert.rule).level), *id))
        .collect();
    open.sort_unstable();
    if open.is_empty() {
        let none = line(see.theme, Ink::Dim, see.say("wall-none-waits"));
        return lines(frame, inside, vec![none], see.theme);
    }
    let columns = [
        Column::new(see.say("wall-col-waits"), 8, 0).right(),
        Column::new(see.say("watch-col-rule"), 16, 0).growing(),
        Column::new(see.say("watch-col-host"), 12, 1).up_to(20),
        Column::new(see.say("watch-col-times"), 4, 2).right(),
    ];
    table(
        frame,
        inside,
        &columns,
        (open.len(), None),
        see.theme,
        &mut |place| {
            let (_, id) = open[place];
            let Some(alert) = see.view.alerts.get(&id) else {
                return Row::default();
            };
            let rule = shown::rule(see, alert.rule);
            let sign = shown::level_mark(rule.level);
            Row::marked(sign)
                .cell(
                    sign.ink(),
                    moment::compact(see.phrases, see.clock.now.since(alert.at)),
                )
                .text(rule.title)
                .text(shown::host(see, alert.host))
                .cell(Ink::Dim, alert.times.to_string())
        },
    );
}

/// Responses under way, and those that still want to be verified.
pub(super) fn at_work(see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
    let inside = panel(frame, area, &see.say("wall-at-work"), see.theme);
    let cells = usize::from(inside.width);
    let runs = see.view.runs.iter().rev();
    let open = runs.clone().filter(|(_, run)| run.ended.is_none());
    let over = runs.filter(|(_, run)| run.ended.is_some());
    let mut said: Vec<Line<'static>> = open
        .chain(over)
        .take(usize::from(inside.height))
        .map(|(_, run)| run_line(see, run, cells))
        .collect();
    if said.is_empty() {
        said.push(line(see.theme, Ink::Dim, see.say("wall-nothing-done")));
    }
    lines(frame, inside, said, see.theme);
}

fn run_line(see: &See<'_, Blue>, run: &RunSeen, cells: usize) -> Line<'static> {
    let (sign, state) = respond::state(see, run);
    let state = crate::paint::text::clip(&state, cells / 3);
    let left = cells.saturating_sub(width(&state) + 3);
    let title = see.text(see.brief.action_title(run.action));
    let target = harmless(&see.brief.target_title(&run.target, see.lang()));
    let what = match run.target {
        Target::None => title,
        _ => format!("{title} > {target}"),
    };
    let what = fit(&what, left);
    Line::from(vec![
        mark(see.theme, sign),
        span(see.theme, Ink::Text, what),
        span(see.theme, sign.ink(), format!(" {state}")),
    ])
}

/// Indicators that somebody told of, and techniques that claims and alerts name.
pub(super) fn known(see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
    let inside = panel(frame, area, &see.say("wall-known"), see.theme);
    let mut met: Vec<_> = indicators(see, &Sightings::default()).into_iter().collect();
    met.sort_by_key(|(value, one)| (one.kind, value.clone()));
    let cells = usize::from(inside.width).saturating_sub(1);
    let first = (cells / 2).min(28);
    let told = met.into_iter().map(|(value, one)| {
        let args = [("times", Value::from(one.times))];
        let about = see.say_with("wall-told", &args);
        Line::from(vec![
            span(see.theme, Ink::Text, fit(&harmless(&value), first)),
            span(see.theme, Ink::Dim, format!(" {about}")),
        ])
    });
    let named = techniques(see).into_iter();
    let named = named.filter(|(id, _)| is_technique(id));
    // What the team holds to be so, before what a rule only takes it for.
    let mut named: Vec<_> = named.collect();
    named.sort_by_key(|(_, named)| named.claimed == 0);
    let named = named.into_iter().map(|(id, named)| {
        let sign = if named.claimed > 0 {
            Mark::Good
        } else {
            Mark::Warn
        };
        Line::from(vec![
            mark(see.theme, sign),
            span(see.theme, Ink::Text, shown::technique(see, &id)),
        ])
    });
    let mut said: Vec<Line<'static>> = told.chain(named).collect();
    if said.is_empty() {
        said.push(line(see.theme, Ink::Dim, see.say("wall-nothing-known")));
    }
    lines(frame, inside, said, see.theme);
}
