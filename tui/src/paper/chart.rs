//! Figures drawn as SVG: plain shapes whose colours are classes, so that a page sets them for
//! light, dark and paper; each with a title and a description; and nothing that a colour alone
//! would say.

use maud::{Markup, html};

/// How wide a figure is, in its own units; it is drawn as wide as its place allows.
const WIDTH: u32 = 720;
/// Where the names at the left end.
const NAMES: u32 = 210;
/// What is kept free at the right, so that the last mark's words fit.
const RIGHT: u32 = 44;
/// How far signs of one line stand from one another at least: a little off its moment, a sign can
/// still be read.
const APART: u32 = 13;
/// How high one line of a figure is.
const LINE: u32 = 22;
/// How many letters of a name fit.
const LETTERS: usize = 34;

/// What a figure shows.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// Its title.
    pub title: &'a str,
    /// What it shows in words.
    pub says: &'a str,
}

/// A time axis: its end in seconds, and where it is marked.
pub struct Axis {
    /// The end.
    pub end: u32,
    /// Marks, with their words.
    pub marks: Vec<(u32, String)>,
}

impl Axis {
    fn x(&self, at: u32) -> u32 {
        let room = u64::from(WIDTH - NAMES - RIGHT);
        let along = u64::from(at.min(self.end)) * room / u64::from(self.end.max(1));
        NAMES + u32::try_from(along).unwrap_or(0)
    }

    fn drawn(&self, height: u32) -> Markup {
        html! {
            @for (at, words) in &self.marks {
                line.ax x1=(self.x(*at)) x2=(self.x(*at)) y1="18" y2=(height - 4) {}
                text.tk x=(self.x(*at)) y="12" text-anchor="middle" { (words) }
            }
        }
    }
}

/// A drawing of this height around these shapes.
fn framed(about: About<'_>, height: u32, shapes: &Markup) -> String {
    let markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox={"0 0 " (WIDTH) " " (height)}
            aria-label=(about.title) {
            title { (about.title) }
            desc { (about.says) }
            (shapes)
        }
    };
    markup.into_string()
}

/// A name cut to its place.
fn cut(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LETTERS - 1).collect();
    format!("{}…", kept.trim_end())
}

/// A name at the left, whole for who points at it.
fn named(name: &str, y: u32) -> Markup {
    html! {
        text.nm x=(NAMES - 8) y=(y) text-anchor="end" { title { (name) } (cut(name)) }
    }
}

/// A filled box at a place, so wide and so high.
fn bar(class: &str, (x, y): (u32, u32), (width, height): (u32, u32)) -> Markup {
    html! { rect class=(class) x=(x) y=(y) width=(width) height=(height) rx="2" {} }
}

/// A line of a time chart.
pub struct Lane {
    /// Its name.
    pub name: String,
    /// From when to when it is filled, and by which class.
    pub bars: Vec<(u32, u32, &'static str)>,
    /// Signs on it: when, and a letter or two.
    pub signs: Vec<(u32, &'static str, &'static str)>,
}

/// Lanes along a time axis.
#[must_use]
pub fn lanes(about: About<'_>, axis: &Axis, lanes: &[Lane]) -> String {
    let count = u32::try_from(lanes.len()).unwrap_or(0);
    let height = 26 + count * LINE;
    let shapes = html! {
        (axis.drawn(height))
        @for (place, lane) in (0u32..).zip(lanes) {
            @let y = 24 + place * LINE;
            (named(&lane.name, y + 12))
            line.ax x1=(NAMES) x2=(WIDTH - RIGHT) y1=(y + 8) y2=(y + 8) {}
            @for (from, to, class) in &lane.bars {
                @let (x, to) = (axis.x(*from), axis.x(*to));
                (bar(class, (x, y + 3), (to.saturating_sub(x).max(2), 10)))
            }
            @for (x, (_, class, sign)) in apart(axis, lane).into_iter().zip(&lane.signs) {
                circle class=(class) cx=(x) cy=(y + 8) r="6" {}
                text.sg x=(x) y=(y + 11) text-anchor="middle" { (sign) }
            }
        }
    };
    framed(about, height, &shapes)
}

/// Where the signs of a lane stand, none over another.
fn apart(axis: &Axis, lane: &Lane) -> Vec<u32> {
    let mut last = 0;
    let place = |(at, ..): &(u32, &str, &str)| {
        last = axis.x(*at).max(last + APART);
        last
    };
    lane.signs.iter().map(place).collect()
}

/// A service's name, its share of time, and from when on it served how much, per mille.
pub type Curve = (String, String, Vec<(u32, u16)>);

/// How much a service gives over time: each line its own little curve, filled where it fails.
#[must_use]
pub fn curves(about: About<'_>, axis: &Axis, curves: &[Curve]) -> String {
    const HIGH: u32 = 34;
    let count = u32::try_from(curves.len()).unwrap_or(0);
    let height = 26 + count * HIGH;
    let shapes = html! {
        (axis.drawn(height))
        @for (place, (name, share, series)) in (0u32..).zip(curves) {
            @let y = 22 + place * HIGH;
            (named(name, y + 13))
            text.tk x=(NAMES - 8) y=(y + 26) text-anchor="end" { (share) }
            path.b-lost d=(missing(axis, series, y)) {}
            path.ln d=(step_line(axis, series, y)) {}
        }
    };
    framed(about, height, &shapes)
}

/// Height on a curve: all served is up.
fn level(y: u32, served: u16) -> u32 {
    y + 2 + (1_000 - u32::from(served.min(1_000))) * 24 / 1_000
}

fn step_line(axis: &Axis, series: &[(u32, u16)], y: u32) -> String {
    let mut path = format!("M{} {}", axis.x(0), level(y, 1_000));
    for (at, served) in series {
        path.push_str(&format!(" H{} V{}", axis.x(*at), level(y, *served)));
    }
    format!("{path} H{}", axis.x(axis.end))
}

/// The part that was missing, as a shape between full and what was served.
fn missing(axis: &Axis, series: &[(u32, u16)], y: u32) -> String {
    let top = level(y, 1_000);
    format!("{} V{top} H{} Z", step_line(axis, series, y), axis.x(0))
}

/// A quantity over time.
#[must_use]
pub fn area(about: About<'_>, axis: &Axis, name: &str, points: &[(u32, u32)]) -> String {
    const HIGH: u32 = 150;
    let most = points.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1);
    let y = |n: u32| 24 + HIGH - n * HIGH / most;
    let mut path = format!("M{} {}", axis.x(0), y(0));
    for (at, n) in points {
        path.push_str(&format!(" L{} {}", axis.x(*at), y(*n)));
    }
    let closed = format!("{path} L{} {} Z", axis.x(axis.end), y(0));
    let shapes = html! {
        (axis.drawn(HIGH + 30))
        text.nm x=(NAMES - 8) y="34" text-anchor="end" { (cut(name)) }
        text.tk x=(NAMES - 8) y=(y(most) + 24) text-anchor="end" { (most) }
        text.tk x=(NAMES - 8) y=(y(0)) text-anchor="end" { "0" }
        path.b-queue d=(closed) {}
        path.ln d=(path) {}
    };
    framed(about, HIGH + 34, &shapes)
}

/// A row of stacked parts, each with its number written on it.
pub struct Stack {
    /// Its name.
    pub name: String,
    /// Its parts: how many, class, and the sign beside the number.
    pub parts: Vec<(u32, &'static str, &'static str)>,
}

/// Stacked rows.
#[must_use]
pub fn stacks(about: About<'_>, rows: &[Stack]) -> String {
    let sum = |row: &Stack| row.parts.iter().map(|(n, ..)| *n).sum::<u32>();
    let most = rows.iter().map(sum).max().unwrap_or(1).max(1);
    let count = u32::try_from(rows.len()).unwrap_or(0);
    let height = 8 + count * LINE;
    let wide = |n: u32| n * (WIDTH - NAMES - RIGHT) / most;
    let shapes = html! {
        @for (place, row) in (0u32..).zip(rows) {
            @let y = 4 + place * LINE;
            (named(&row.name, y + 13))
            @for (x, (n, class, sign)) in starts(&row.parts).into_iter().zip(&row.parts) {
                @if *n > 0 {
                    (bar(class, (NAMES + wide(x), y + 1), (wide(*n).saturating_sub(1), 16)))
                    text.on x=(NAMES + wide(x) + 6) y=(y + 13) { (sign) " " (n) }
                }
            }
        }
    };
    framed(about, height, &shapes)
}

fn starts(parts: &[(u32, &'static str, &'static str)]) -> Vec<u32> {
    let mut at = 0;
    let start = |(n, ..): &(u32, &str, &str)| {
        let here = at;
        at += n;
        here
    };
    parts.iter().map(start).collect()
}

/// A step of a waterfall: its name, where it starts and ends in thousandths of a point, its words.
pub struct Fall {
    /// Its name.
    pub name: String,
    /// Where it starts.
    pub from: i64,
    /// Where it ends.
    pub to: i64,
    /// Its class.
    pub class: &'static str,
    /// What is written beside it.
    pub words: String,
}

/// A waterfall from the top down.
#[must_use]
pub fn waterfall(about: About<'_>, whole: i64, falls: &[Fall]) -> String {
    let count = u32::try_from(falls.len()).unwrap_or(0);
    let height = 8 + count * LINE;
    let room = i64::from(WIDTH - NAMES - 120);
    let x = |at: i64| {
        let along = at.clamp(0, whole.max(1)) * room / whole.max(1);
        NAMES + u32::try_from(along).unwrap_or(0)
    };
    let shapes = html! {
        @for (place, fall) in (0u32..).zip(falls) {
            @let y = 4 + place * LINE;
            @let (left, right) = (x(fall.from.min(fall.to)), x(fall.from.max(fall.to)));
            (named(&fall.name, y + 13))
            (bar(fall.class, (left, y + 1), ((right - left).max(1), 16)))
            text.tk x=(right + 6) y=(y + 13) { (fall.words) }
            line.ax x1=(x(fall.to)) x2=(x(fall.to)) y1=(y + 17) y2=(y + 23) {}
        }
    };
    framed(about, height, &shapes)
}

/// A table whose cells are shaded by their size and say it in figures.
#[must_use]
pub fn grid(about: About<'_>, columns: &[String], rows: &[(String, Vec<(i64, String)>)]) -> String {
    const HIGH: u32 = 44;
    let all = rows
        .iter()
        .flat_map(|(_, cells)| cells.iter().map(|(n, _)| *n));
    let most = all.max().unwrap_or(0).max(1);
    let count = u32::try_from(columns.len()).unwrap_or(1).max(1);
    let wide = (WIDTH - NAMES - RIGHT) / count;
    let height = 26 + u32::try_from(rows.len()).unwrap_or(0) * HIGH;
    let shade = |n: i64| match n * 4 / most {
        _ if n <= 0 => "h0",
        0 => "h1",
        1 => "h2",
        2 => "h3",
        _ => "h4",
    };
    let shapes = html! {
        @for (place, head) in (0u32..).zip(columns) {
            text.nm x=(NAMES + place * wide + wide / 2) y="14" text-anchor="middle" { (head) }
        }
        @for (down, (name, cells)) in (0u32..).zip(rows) {
            @let y = 22 + down * HIGH;
            (named(name, y + 24))
            @for (place, (n, words)) in (0u32..).zip(cells) {
                @let x = NAMES + place * wide;
                @let shade = shade(*n);
                (bar(&format!("cl {shade}"), (x + 1, y + 1), (wide - 2, HIGH - 2)))
                text class={"ct " (shade)} x=(x + wide / 2) y=(y + 26) text-anchor="middle" {
                    (words)
                }
            }
        }
    };
    framed(about, height, &shapes)
}
