//! The wall: the whole watch at a glance. Services as people feel them, what counts down, how hot
//! the queue is, what came from outside. It is looked at from across the room.

mod more;

use engine::view::Blue;
use engine::view::blue::BlueView;
use engine::view::seen::{DutySeen, ServiceSeen, Site};
use engine::words::name::{DutyId, ServiceId};
use engine::words::target::Target;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::gauge::{bar, curve};
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{clip, fit, mark, span};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless, moment};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::blue::order::Ordering;
use crate::screens::blue::papers::filed_late;
use crate::screens::blue::place::{Host, runs_on};
use crate::screens::blue::shown;
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::gauges;

#[derive(Clone, Copy)]
enum Does {
    Open,
    Respond,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "wall-key-host"),
    (Does::Respond, "r", "work-key-respond-here"),
]);

/// Rows of the queue's heat.
const QUEUE: u16 = 7;
/// The fewest rows in which it is worth telling which alerts wait.
const LEAST: u16 = 5;
/// Rows that a long list of services leaves to them.
const WAITING: u16 = 7;
/// From so many rows on, messages leave room for what is being done.
const MIDDLING: u16 = 10;
/// From so many on, for what is known as well.
const HIGH: u16 = 18;
/// Columns of the curve of the queue.
const CURVE: u32 = 24;

/// The wall.
#[derive(Default)]
pub struct Wall {
    /// The service that the reader is at: it stays chosen wherever its state moves it.
    chosen: Option<ServiceId>,
}

/// All services: those that are down, those that are disturbed, the others; each in the order of
/// the scenario.
fn services(see: &See<'_, Blue>) -> Vec<ServiceId> {
    let mut all = see.brief.known_services(see.view);
    all.sort_by_key(|id| match state(see, *id).0 {
        Mark::Bad => 0,
        Mark::Warn => 1,
        _ => 2,
    });
    all
}

/// The mark of a service and its ink, and so many of a thousand are served.
fn state(see: &See<'_, Blue>, id: ServiceId) -> (Mark, Ink, u16) {
    let sound = ServiceSeen::default();
    let seen = see.view.services.get(&id).unwrap_or(&sound);
    let served = seen.served();
    match (served, seen.defaced) {
        (_, Some(_)) | (0..500, _) => (Mark::Bad, Ink::Bad, served),
        (500..950, _) => (Mark::Warn, Ink::Warn, served),
        _ => (Mark::Good, Ink::Good, served),
    }
}

impl Screen<Blue> for Wall {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("tab-wall")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let (all, mut cursor) = self.at(see);
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, cursor.at(all.len()).map(|at| all[at])) {
            (Some(Does::Open), Some(service)) => {
                Reply::Open(Box::new(Host::of(runs_on(see, service))))
            }
            (Some(Does::Respond), Some(service)) => {
                let target = Target::Service(service);
                Reply::Open(Box::new(Ordering::new(Some(target))))
            }
            _ => {
                let moved = match input {
                    Input::Mouse(mouse, (wide, high)) => {
                        let list = places(see, Rect::new(0, 0, *wide, *high)).services;
                        let frame = u16::from(!see.theme.is_plain());
                        let size = (list.width, list.height.saturating_sub(frame));
                        list.contains((mouse.x, mouse.y).into())
                            && cursor.update(&Input::Mouse(*mouse, size), all.len(), 1)
                    }
                    other => cursor.update(other, all.len(), 1),
                };
                if moved {
                    self.chosen = cursor.at(all.len()).map(|at| all[at]);
                }
                Reply::Stay
            }
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.chosen)
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let places = places(see, area);
        more::city(see, frame, places.city);
        gauges::draw(see, frame, places.gauges);
        self.services(see, frame, places.services);
        queue_heat(see, frame, places.queue);
        countdown(see, frame, places.papers);
        if places.waiting.height > 0 {
            more::waiting(see, frame, places.waiting);
        }
        let news = places.news;
        if see.theme.is_plain() || news.height < MIDDLING {
            return messages(see, frame, news);
        }
        if news.height < HIGH {
            let [news, work] = Layout::vertical([Constraint::Fill(1); 2]).areas(news);
            messages(see, frame, news);
            return more::at_work(see, frame, work);
        }
        let [news, work, known] = Layout::vertical([Constraint::Fill(1); 3]).areas(news);
        messages(see, frame, news);
        more::at_work(see, frame, work);
        more::known(see, frame, known);
    }
}

/// Where the parts of the wall stand.
struct Places {
    services: Rect,
    waiting: Rect,
    queue: Rect,
    papers: Rect,
    news: Rect,
    gauges: Rect,
    city: Rect,
}

fn places(see: &See<'_, Blue>, area: Rect) -> Places {
    let missed = see.view.duties.values().filter(|duty| is_missed(duty));
    let duties = open_duties(see.view).len() + missed.count();
    let duties = u16::try_from(duties).unwrap_or(u16::MAX);
    let duties = duties.clamp(1, (area.height / 5).max(1)) + 2;
    let services = u16::try_from(see.brief.known_services(see.view).len()).unwrap_or(u16::MAX);
    let services = services.saturating_add(3);
    let queue = QUEUE.min(area.height * 2 / 5);
    let (area, city) = more::city_place(see, area);
    let (area, gauges) = gauges::place(see, area);
    // Whoever hears the screen hears it line by line: one thing after the other.
    if see.theme.is_plain() {
        let services = services.min(area.height.saturating_sub(12));
        let parts = [services, queue.saturating_sub(2), duties].map(Constraint::Length);
        let parts = parts.into_iter().chain([Constraint::Min(0)]);
        let [services, queue, papers, news] = Layout::vertical(parts).areas(area);
        return Places {
            services,
            waiting: Rect::ZERO,
            queue,
            papers,
            news,
            gauges,
            city,
        };
    }
    let share = [Constraint::Percentage(52), Constraint::Percentage(48)];
    let [left, right] = Layout::horizontal(share).areas(area);
    // Of many, those that are disturbed stand first, so that the rest may be scrolled to.
    let services = services.min(area.height.saturating_sub(WAITING)).max(6);
    let below = area.height.saturating_sub(services);
    let services = if below < LEAST { area.height } else { services };
    let parts = [Constraint::Length(services), Constraint::Min(0)];
    let [services, waiting] = Layout::vertical(parts).areas(left);
    let parts = [queue, duties].map(Constraint::Length);
    let parts = parts.into_iter().chain([Constraint::Min(3)]);
    let [queue, papers, news] = Layout::vertical(parts).areas(right);
    Places {
        services,
        waiting,
        queue,
        papers,
        news,
        gauges,
        city,
    }
}

impl Wall {
    /// The services as they are listed, and where among them the reader is.
    fn at(&self, see: &See<'_, Blue>) -> (Vec<ServiceId>, Cursor) {
        let all = services(see);
        let place = all.iter().position(|id| Some(*id) == self.chosen);
        let mut cursor = Cursor::default();
        cursor.go(place.unwrap_or(0));
        (all, cursor)
    }

    fn services(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let inside = panel(frame, area, &see.say("wall-services"), see.theme);
        let columns = [
            Column::new(see.say("col-service"), 14, 0).growing(),
            Column::new(see.say("col-level"), 3, 3).right(),
            Column::new(see.say("col-served"), 10, 0).drawn(),
            Column::new("%", 4, 0).right(),
            Column::new(see.say("col-why"), 14, 2),
        ];
        let (all, cursor) = self.at(see);
        let rows = (all.len(), cursor.at(all.len()));
        table(frame, inside, &columns, rows, see.theme, &mut |place| {
            service_row(see, all[place])
        });
    }
}

fn service_row(see: &See<'_, Blue>, id: ServiceId) -> Row {
    let sound = ServiceSeen::default();
    let seen = see.view.services.get(&id).unwrap_or(&sound);
    let known = see.brief.service(id);
    let (mark, ink, served) = state(see, id);
    let why = if seen.defaced.is_some() {
        see.say("why-defaced")
    } else {
        crate::phrase::fact::why(see.phrases, seen.why)
    };
    let why = match seen.site.1 {
        Site::Own => why,
        _ if mark != Mark::Good => see.say_with("wall-site-troubled", &[("why", Value::from(why))]),
        Site::Standby(_) => see.say("wall-site-standby"),
        Site::InStep(_) => see.say("wall-site-in-step"),
    };
    // Said first, so that a narrow wall says it too.
    let title = match seen.site.1.standby() {
        Some(host) => format!("{}: {}", see.brief.host_name(host), see.text(known.title)),
        None => see.text(known.title),
    };
    Row::marked(mark)
        .text(title)
        .text(known.level.to_string())
        .cell(ink, bar(served, 10))
        .cell(ink, (served / 10).to_string())
        .cell(Ink::Dim, why)
}

fn queue_heat(see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
    let inside = panel(frame, area, &see.say("wall-queue"), see.theme);
    let open = see.view.alerts.values().filter(|a| a.verdict.is_none());
    let mut by_level = [0_u32; 5];
    for alert in open.clone() {
        by_level[shown::rule(see, alert.rule).level as usize] += 1;
    }
    let oldest = open.map(|a| a.at).min();
    let narrow = inside.width < 48;
    let waited = |at| match (see.clock.now.since(at), narrow) {
        (span, true) => moment::compact(see.phrases, span),
        (span, false) => moment::span(see.phrases, span),
    };
    let waits = oldest.map_or_else(|| "-".to_owned(), waited);
    let runs = see.view.runs.values().filter(|r| r.ended.is_none()).count();
    let count = |n: usize| Value::from(n);
    let open = by_level.iter().map(|n| *n as usize).sum();
    let head = see.say_with(
        "wall-open",
        &[("open", count(open)), ("oldest", Value::from(waits))],
    );
    let levels = [
        (["level-critical", "level-critical-short"], Mark::Bad, 4),
        (["level-high", "level-high-short"], Mark::Warn, 3),
        (["level-medium", "level-medium-short"], Mark::Live, 2),
    ];
    let mut spans = Vec::new();
    for ([whole, short], sign, level) in levels {
        let number = by_level[level];
        spans.push(mark(see.theme, sign));
        // Where there is no room for the word, a shorter one says it.
        let (word, apart) = match narrow {
            true => (see.say(short), "  "),
            false => (see.say(whole), "   "),
        };
        spans.push(span(
            see.theme,
            sign.ink(),
            format!("{word} {number}{apart}"),
        ));
    }
    let claims = see.view.claims.len();
    let work = see.say_with(
        "wall-work",
        &[("runs", count(runs)), ("claims", count(claims))],
    );
    let mut shown = vec![
        Line::from(span(see.theme, Ink::Text, head)),
        Line::from(spans),
        Line::from(span(see.theme, Ink::Text, work)),
    ];
    if !see.theme.is_plain() {
        let curve = curve(&heat(see.view, see.clock.now));
        let about = see.say("wall-curve");
        shown.insert(2, Line::from(span(see.theme, Ink::Live, curve)));
        shown.insert(3, Line::from(span(see.theme, Ink::Dim, about)));
    }
    lines(frame, inside, shown, see.theme);
}

/// How many alerts came in each part of the drill so far.
fn heat(view: &BlueView, now: Tick) -> Vec<u32> {
    let part = (now.0 / CURVE).max(1);
    let mut counts = vec![0; CURVE as usize + 1];
    for alert in view.alerts.values() {
        counts[(alert.at.0 / part).min(CURVE) as usize] += 1;
    }
    counts
}

/// Duties that run, the nearest deadline first.
fn open_duties(view: &BlueView) -> Vec<(DutyId, &DutySeen)> {
    let open = view.duties.iter().filter(|(_, duty)| duty.ended.is_none());
    let mut open: Vec<_> = open.map(|(id, duty)| (*id, duty)).collect();
    open.sort_by_key(|(id, duty)| (duty.by, *id));
    open
}

fn is_missed(duty: &DutySeen) -> bool {
    matches!(duty.ended, Some((_, false)))
}

fn countdown(see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
    let inside = panel(frame, area, &see.say("wall-duties"), see.theme);
    let cells = usize::from(inside.width.saturating_sub(14));
    let now = see.clock.now;
    let shown = open_duties(see.view).into_iter().map(|(id, duty)| {
        let left = duty.by.0.saturating_sub(now.0);
        let length = duty.by.since(duty.began).0.max(1);
        let sign = match () {
            () if duty.by < now => Mark::Bad,
            () if left * 4 < length => Mark::Warn,
            () => Mark::Waiting,
        };
        let title = fit(&see.text(&see.brief.duty(id).title), cells);
        Line::from(vec![
            mark(see.theme, sign),
            span(see.theme, Ink::Text, title),
            span(
                see.theme,
                sign.ink(),
                format!(" {:>10}", moment::compact_left(see.phrases, now, duty.by)),
            ),
        ])
    });
    let mut shown: Vec<Line<'static>> = shown.collect();
    // What was missed stays in sight until it is done: a late paper is still worth something.
    let missed = see.view.duties.iter().rev();
    let missed =
        missed.filter(|(id, duty)| is_missed(duty) && filed_late(see, **id, duty).is_none());
    shown.extend(missed.map(|(id, _)| {
        let (sign, key) = (Mark::Bad, "wall-duty-missed");
        let title = fit(&see.text(&see.brief.duty(*id).title), cells);
        Line::from(vec![
            mark(see.theme, sign),
            span(see.theme, Ink::Text, title),
            span(see.theme, sign.ink(), format!(" {:>10}", see.say(key))),
        ])
    }));
    if shown.is_empty() {
        let key = match see.view.duties.is_empty() {
            true => "wall-no-duties",
            false => "wall-no-open-duties",
        };
        shown.push(Line::from(span(see.theme, Ink::Dim, see.say(key))));
    }
    lines(frame, inside, shown, see.theme);
}

/// What came from outside, newest first: injects and lines of the organisers.
fn messages(see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
    let inside = panel(frame, area, &see.say("wall-news"), see.theme);
    let mut news: Vec<(Tick, Mark, String)> = Vec::new();
    for (id, seen) in &see.view.injects {
        if let Some(inject) = see.brief.inject(see.view, *id) {
            let sign = if seen.answered.is_some() {
                Mark::Done
            } else {
                Mark::Warn
            };
            news.push((seen.at, sign, see.text(&inject.text)));
        }
    }
    for written in see.view.written.values() {
        news.push((written.at, Mark::Warn, harmless(&written.title)));
    }
    for line in &see.view.course.lines {
        news.push((line.at, Mark::Live, harmless(&line.text)));
    }
    news.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let cells = usize::from(inside.width.saturating_sub(14));
    let shown = news.into_iter().map(|(at, sign, text)| {
        Line::from(vec![
            mark(see.theme, sign),
            span(see.theme, Ink::Dim, format!("{} ", see.calendar(at))),
            span(see.theme, Ink::Text, clip(&text.replace('\n', " "), cells)),
        ])
    });
    let mut shown: Vec<Line<'static>> = shown.collect();
    if shown.is_empty() {
        shown.push(Line::from(span(
            see.theme,
            Ink::Dim,
            see.say("wall-no-news"),
        )));
    }
    lines(frame, inside, shown, see.theme);
}
