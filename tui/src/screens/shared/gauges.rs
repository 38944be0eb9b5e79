//! The indicators of the city on a wall: a table where there is room for it, otherwise one line.
//!
//! Teams and the public see what is declared; what is true stands beside it for organisers, and for
//! everybody once it is released. What nobody declared or measured is a gap and no number.

use engine::city::indicator::{Unit, share};
use engine::view::blue::BlueView;
use engine::view::brief::IndicatorKnown;
use engine::view::gauges::Gauges;
use engine::view::observer::ObserverView;
use engine::view::truth::TruthView;
use engine::words::fact::Compliance;
use engine::words::name::ServiceId;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use std::collections::BTreeMap;

use crate::paint::panel::panel;
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{clip, span, width, wrap};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, moment, number};
use crate::screen::{Seated, See};

/// From so many rows on there is room for the table.
const TABLE_FROM: u16 = 34;
/// The fewest rows that a wall keeps beside the one line, and beside two.
const LINE_FROM: u16 = 12;
const LINES_FROM: u16 = 17;
/// What is not known.
const GAP: &str = "-";

/// A view that knows how indicators stand.
pub trait Gauged {
    /// What was told of them.
    fn gauges(&self) -> &Gauges;
    /// How far public trust moved.
    fn trust(&self) -> i32;
    /// What the team itself has seen of each declaration; nothing of who is told all anyway.
    fn seen(&self) -> Option<&Seen> {
        None
    }
}

/// What was seen of declarations: when, and whether it is so.
type Seen = BTreeMap<(ServiceId, Compliance), (Tick, bool)>;

impl Gauged for BlueView {
    fn seen(&self) -> Option<&Seen> {
        Some(&self.declared)
    }
    fn gauges(&self) -> &Gauges {
        &self.gauges
    }
    fn trust(&self) -> i32 {
        self.course.trust
    }
}

impl Gauged for ObserverView {
    fn gauges(&self) -> &Gauges {
        &self.gauges
    }
    fn trust(&self) -> i32 {
        self.course.trust
    }
}

impl Gauged for TruthView {
    fn gauges(&self) -> &Gauges {
        &self.gauges
    }
    fn trust(&self) -> i32 {
        self.trust
    }
}

/// What is left of a wall for the rest, and the place for the indicators: below it.
pub fn place<R: Seated>(see: &See<'_, R>, area: Rect) -> (Rect, Rect)
where
    R::View: Gauged,
{
    let count = u16::try_from(see.brief.indicators().count()).unwrap_or(u16::MAX);
    let frame = if see.theme.is_plain() { 2 } else { 3 };
    let rows = match area.height {
        _ if count == 0 => 0,
        TABLE_FROM.. => count.saturating_add(frame).min(area.height / 3),
        LINES_FROM.. if width(&in_words(see)) > area.width.into() => 2,
        LINE_FROM.. => 1,
        _ => 0,
    };
    let parts = [Constraint::Min(0), Constraint::Length(rows)];
    let [rest, place] = Layout::vertical(parts).areas(area);
    (rest, place)
}

/// Draws them.
pub fn draw<R: Seated>(see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect)
where
    R::View: Gauged,
{
    match area.height {
        0 => {}
        1 | 2 => said(see, frame, area),
        _ => rows(see, frame, area),
    }
}

/// Draws all of them, one a row.
pub fn rows<R: Seated>(see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect)
where
    R::View: Gauged,
{
    let inside = panel(frame, area, &see.say("gauges-title"), see.theme);
    let columns = [
        Column::new(see.say("gauges-col-indicator"), 30, 0).growing(),
        Column::new(see.say("gauges-col-target"), 11, 0).right(),
        Column::new(see.say("gauges-col-declared"), 9, 0).right(),
        Column::new(see.say("gauges-col-before"), 16, 1).right(),
        Column::new(see.say("gauges-col-after"), 22, 0).right(),
    ];
    let all: Vec<IndicatorKnown<'_>> = see.brief.indicators().collect();
    let size = (all.len(), None);
    table(frame, inside, &columns, size, see.theme, &mut |at| {
        let one = &all[at];
        let title = see.text(one.title);
        let title = match one.open {
            true => see.say_with("work-indicator-open", &[("title", Value::from(title))]),
            false => title,
        };
        let gauges = see.view.gauges();
        let (before, after) = (gauges.before(one.id), gauges.after(one.id));
        let row = Row {
            mark: Some(sign(one, after.or(before))),
            ..Row::default()
        };
        let after = match one.unit {
            Unit::Share => match after {
                None => verified(see, one),
                after => counted(see, after),
            },
            _ => live(see, one, "gauges-delay"),
        };
        row.text(title)
            .cell(Ink::Dim, target(see, one))
            .cell(Ink::Title, percent(see, one.declared))
            .cell(Ink::Text, counted(see, before))
            .cell(Ink::Text, after)
    });
}

/// What is to be reached, and by which year where that is written.
fn target<R: Seated>(see: &See<'_, R>, one: &IndicatorKnown<'_>) -> String {
    let share = percent(see, one.target.map(|(target, _)| target));
    match one.target {
        Some((_, Some(year))) => format!("{share} ({year})"),
        _ => share,
    }
}

/// Whether what is true is what is to be reached; a question where nobody has told.
fn sign(one: &IndicatorKnown<'_>, truth: Option<(u32, u32)>) -> Mark {
    let is = truth.and_then(|(have, of)| share(have, of));
    match (is, one.target) {
        _ if one.unit != Unit::Share => Mark::Live,
        (Some(is), Some((target, _))) if is < target => Mark::Bad,
        (Some(_), _) => Mark::Good,
        (None, _) => Mark::Unknown,
    }
}

/// Draws them as words, in the one or two rows there are.
fn said<R: Seated>(see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect)
where
    R::View: Gauged,
{
    let wide = usize::from(area.width);
    let text = in_words(see);
    let mut rows = wrap(&text, wide);
    let room = usize::from(area.height);
    if rows.len() > room {
        let rest = rows.split_off(room - 1).join(" ");
        rows.push(clip(&rest, wide));
    }
    let rows = rows.into_iter();
    let rows = rows.map(|row| Line::from(span(see.theme, Ink::Dim, row)));
    frame.render_widget(Paragraph::new(rows.collect::<Vec<_>>()), area);
}

fn in_words<R: Seated>(see: &See<'_, R>) -> String
where
    R::View: Gauged,
{
    let gauges = see.view.gauges();
    let told = see.brief.indicators().map(|one| {
        let value = match one.unit {
            Unit::Share => {
                let truth = gauges.after(one.id).or_else(|| gauges.before(one.id));
                let declared = percent(see, one.declared);
                match truth.and_then(|(have, of)| share(have, of)) {
                    Some(truth) => {
                        let truth = Value::from(percent(see, Some(truth)));
                        let args = [("declared", Value::from(declared)), ("truth", truth)];
                        see.say_with("gauges-true", &args)
                    }
                    None => declared,
                }
            }
            _ => live(see, &one, "gauges-delay-short"),
        };
        format!("{} {value}", see.text(one.short))
    });
    let told: Vec<String> = told.collect();
    format!("{} {}", see.say("gauges-line"), told.join("  "))
}

/// What follows from what was told at any moment: a delay, or points.
fn live<R: Seated>(see: &See<'_, R>, one: &IndicatorKnown<'_>, delay: &str) -> String
where
    R::View: Gauged,
{
    match one.unit {
        Unit::Delay => {
            let counts = |org| see.brief.has_machines(org);
            let warns = |form| see.brief.warns(form);
            let tells = |action| see.brief.tells(action);
            let Some((median, of)) = see.view.gauges().warned(counts, warns, tells) else {
                return GAP.to_owned();
            };
            let span = Value::from(moment::span(see.phrases, median));
            see.say_with(delay, &[("span", span), ("of", Value::from(of))])
        }
        _ => match see.view.trust() {
            0 => "±0".to_owned(),
            moved => format!("{moved:+}"),
        },
    }
}

/// What the team may say of an indicator by what it has itself held against evidence.
fn verified<R: Seated>(see: &See<'_, R>, one: &IndicatorKnown<'_>) -> String
where
    R::View: Gauged,
{
    let seen = see.view.seen();
    let all = seen.and_then(|seen| see.brief.verified(one.id, seen));
    let Some(all) = all.filter(|all| all.seen > 0) else {
        return GAP.to_owned();
    };
    let args = [("so", all.so), ("seen", all.seen), ("of", all.of)];
    see.say_with(
        "gauges-verified",
        &args.map(|(name, n)| (name, Value::from(n))),
    )
}

fn percent<R: Seated>(see: &See<'_, R>, share: Option<u16>) -> String {
    let text = |n: u16| {
        let exact = number::milli(i64::from(n) * 100, 1, see.lang());
        let whole = n.is_multiple_of(10).then(|| (n / 10).to_string());
        format!("{}%", whole.unwrap_or(exact))
    };
    share.map_or_else(|| GAP.to_owned(), text)
}

fn counted<R: Seated>(see: &See<'_, R>, counted: Option<(u32, u32)>) -> String {
    let Some((have, of)) = counted else {
        return GAP.to_owned();
    };
    match share(have, of) {
        Some(part) => format!("{} ({have}/{of})", percent(see, Some(part))),
        None => GAP.to_owned(),
    }
}
