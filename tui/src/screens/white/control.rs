//! The control room: clock and phases, services as people feel them and whose doing it is, hosts
//! held, what is due next; and what the organisers can do to all of it.

use engine::view::White;
use engine::view::truth::HostTruth;
use engine::words::fact::Side;
use engine::words::name::{HostId, InjectId, PhaseId, ServiceId};
use engine::words::order::WhiteAsk;
use engine::words::time::{MINUTE, Span, Tick};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use super::{ask, notice};
use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Field, Kind};
use crate::paint::gauge::bar;
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{clip, fit, mark, span};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::words::{grip, side};
use crate::phrase::{Value, moment};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::funnel::Funnel;
use crate::screens::shared::gauges;
use crate::screens::truth::sheet::Sheet;
use crate::screens::truth::words;

type Seen<'a> = See<'a, White>;

#[derive(Clone, Copy)]
enum Does {
    Announce,
    Tell,
    Notice,
    EndAt,
    EndNow,
    Release,
    Note,
    Stages,
    Open,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Announce, "a", "white-key-announce"),
    (Does::Tell, "t", "white-key-tell"),
    (Does::Notice, "n", "white-key-notice"),
    (Does::EndAt, "e", "white-key-end-at"),
    (Does::EndNow, "E", "white-key-end-now"),
    (Does::Release, "R", "white-key-release"),
    (Does::Note, "b", "white-key-note"),
    (Does::Stages, "p", "key-funnel"),
    (Does::Open, "enter", "white-key-lines"),
]);

/// Lines of the clock.
const CLOCK: [&str; 4] = [
    "white-clock-now",
    "white-clock-starts",
    "white-clock-ends",
    "white-clock-pace",
];

/// The control room.
#[derive(Default)]
pub struct Control {
    cursor: Cursor,
}

impl Screen<White> for Control {
    fn title(&self, see: &Seen<'_>) -> String {
        see.say("white-control")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &Seen<'_>) -> Reply<White> {
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match does {
            None => {
                self.cursor.update(input, see.brief.services(), 1);
                Reply::Stay
            }
            Some(Does::Announce) => {
                let head = ("white-announce", "white-announce-about");
                ask::text(see, head, String::new(), |text| WhiteAsk::Announce { text })
            }
            Some(Does::Tell) => ask::tell(see, "white-tell-about", "", String::new()),
            Some(Does::Notice) => {
                let red = see.plan().roster.first(engine::words::cell::Cell::Red);
                let to = red.map(|team| see.plan().roster.teams[team.at()].name.clone());
                let to = to.unwrap_or_default();
                ask::tell(see, "white-notice-about", &to, notice::draft(see))
            }
            Some(Does::EndAt) => {
                let head = ("white-end-at", "white-end-at-about");
                let planned = Tick(see.plan().length.0);
                let ends = see.view.ends.unwrap_or(planned);
                ask::moment(see, head, ends, Vec::new(), |at, _| WhiteAsk::EndAt { at })
            }
            Some(Does::EndNow) => {
                let (title, about) = (see.say("white-end-now"), see.say("white-end-now-about"));
                ask::confirm(see, &title, &about, WhiteAsk::EndNow)
            }
            Some(Does::Release) => {
                let about = if see.view.ended.is_some() {
                    "white-release-all"
                } else {
                    "white-release-own"
                };
                ask::confirm(
                    see,
                    &see.say("white-release"),
                    &see.say(about),
                    WhiteAsk::Release,
                )
            }
            Some(Does::Note) => {
                let text = Field::new("text", see.say("white-text"), Kind::Text(4));
                let head = ("white-note", "white-note-about");
                ask::moment(see, head, see.view.now, vec![text], |at, text| {
                    let at = Some(at);
                    WhiteAsk::Note { at, text }
                })
            }
            Some(Does::Stages) => Reply::Open(Box::new(Funnel::default())),
            Some(Does::Open) => Sheet::open(see.say("white-lines"), Box::new(lines_said)),
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
        let (area, indicators) = gauges::place(see, area);
        gauges::draw(see, frame, indicators);
        if see.theme.is_plain() {
            let share = [
                Constraint::Length(8),
                Constraint::Min(4),
                Constraint::Length(4),
                Constraint::Length(5),
            ];
            let [time, services, hosts, due] = Layout::vertical(share).areas(area);
            clock(see, frame, time);
            self.services(see, frame, services);
            held(see, frame, hosts);
            next(see, frame, due);
            return;
        }
        let [left, right] =
            Layout::horizontal([Constraint::Percentage(48), Constraint::Percentage(52)])
                .areas(area);
        let [time, due] =
            Layout::vertical([Constraint::Length(12), Constraint::Min(3)]).areas(left);
        let [services, hosts] =
            Layout::vertical([Constraint::Percentage(62), Constraint::Percentage(38)]).areas(right);
        clock(see, frame, time);
        next(see, frame, due);
        self.services(see, frame, services);
        held(see, frame, hosts);
    }
}

impl Control {
    fn services(&self, see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
        let inside = panel(frame, area, &see.say("white-services"), see.theme);
        let columns = [
            Column::new(see.say("white-col-service"), 12, 0).growing(),
            Column::new(see.say("white-col-served"), 8, 3).drawn(),
            Column::new("%", 3, 0).right(),
            Column::new(see.say("white-col-attack"), 8, 0).right(),
            Column::new(see.say("white-col-defence"), 8, 0).right(),
            Column::new(see.say("white-col-side"), 14, 2),
        ];
        let rows = see.brief.services();
        let at = self.cursor.at(rows);
        table(
            frame,
            inside,
            &columns,
            (rows, at),
            see.theme,
            &mut |place| service(see, ServiceId::of(place)),
        );
    }
}

/// A service: how it serves, and what people lost of it by whose doing.
fn service(see: &Seen<'_>, id: ServiceId) -> Row {
    let truth = &see.view.services[id.at()];
    let served = truth.served();
    let (sign, ink) = match (served, truth.defaced) {
        (_, Some(_)) | (0..500, _) => (Mark::Bad, Ink::Bad),
        (500..950, _) => (Mark::Warn, Ink::Warn),
        _ => (Mark::Good, Ink::Good),
    };
    let side = if served < 1_000 || truth.defaced.is_some() {
        side(see.phrases, truth.side())
    } else {
        String::new()
    };
    let lost = |by| match truth.lost(by, see.view.now) {
        Span(0) => "-".to_owned(),
        lost => moment::compact(see.phrases, lost),
    };
    Row::marked(sign)
        .text(words::service_title(see, id))
        .cell(ink, bar(served, 8))
        .cell(ink, (served / 10).to_string())
        .cell(Ink::Attack, lost(Side::Attack))
        .cell(Ink::Defence, lost(Side::Defence))
        .cell(Ink::Dim, side)
}

fn clock(see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
    let inside = panel(frame, area, &see.say("white-clock"), see.theme);
    let view = see.view;
    let now = view.now;
    let ends = ends(see);
    let state = match (view.open, view.ended, see.clock.paused) {
        (true, ..) => "white-state-hotwash",
        (_, Some(_), _) => "white-state-ended",
        (_, None, true) => "white-state-paused",
        (_, None, false) => "white-state-runs",
    };
    let args = [
        ("now", Value::from(see.calendar(now))),
        ("since", Value::from(moment::clock(now.since(Tick(0))))),
        ("starts", Value::from(see.calendar(Tick(0)))),
        ("ends", Value::from(see.calendar(ends))),
        ("left", Value::from(moment::left(see.phrases, now, ends))),
        ("pace", Value::from(see.clock.pace / 1_000)),
        ("state", Value::from(see.say(state))),
    ];
    let mut shown: Vec<Line<'static>> = CLOCK
        .into_iter()
        .map(|key| Line::from(span(see.theme, Ink::Text, see.say_with(key, &args))))
        .collect();
    if let Some(at) = view.released {
        let text = see.say_with("white-released", &[("at", Value::from(see.calendar(at)))]);
        shown.push(Line::from(span(see.theme, Ink::Warn, text)));
    }
    shown.push(Line::from(span(
        see.theme,
        Ink::Dim,
        see.say("white-clock-keys"),
    )));
    shown.extend(phases(see, inside.width.into()));
    lines(frame, inside, shown, see.theme);
}

/// When the drill ends, as it stands.
fn ends(see: &Seen<'_>) -> Tick {
    let planned = Tick(see.brief.length().0);
    see.view.ended.or(see.view.ends).unwrap_or(planned)
}

fn phases(see: &Seen<'_>, cells: usize) -> Vec<Line<'static>> {
    let phases = see.brief.phases().iter().enumerate();
    let shown = phases.map(|(place, phase)| {
        let now = see.view.phase == Some(PhaseId::of(place)) && see.view.ended.is_none();
        let (sign, ink) = match () {
            () if now => (Mark::Live, Ink::Title),
            () if phase.to <= see.view.now || see.view.ended.is_some() => (Mark::Done, Ink::Dim),
            () => (Mark::Waiting, Ink::Dim),
        };
        let title = clip(&see.text(&phase.title), cells.saturating_sub(15));
        let from = see.calendar(phase.from);
        Line::from(vec![
            mark(see.theme, sign),
            span(see.theme, Ink::Dim, format!("{from} ")),
            span(see.theme, ink, title),
        ])
    });
    shown.collect()
}

fn held(see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
    let args = [("count", Value::from(see.view.owned()))];
    let inside = panel(frame, area, &see.say_with("white-held", &args), see.theme);
    let mut held: Vec<(HostId, &HostTruth)> = see
        .view
        .hosts
        .iter()
        .filter(|(_, host)| host.held.is_some() || host.encrypted.is_some())
        .map(|(id, host)| (*id, host))
        .collect();
    held.sort_by_key(|(id, host)| (std::cmp::Reverse(host.held.map(|(.., at)| at)), *id));
    let mut shown: Vec<Line<'static>> = held
        .iter()
        .map(|(id, host)| held_line(see, *id, host))
        .collect();
    if shown.is_empty() {
        shown.push(Line::from(span(
            see.theme,
            Ink::Dim,
            see.say("white-held-none"),
        )));
    }
    lines(frame, inside, shown, see.theme);
}

fn held_line(see: &Seen<'_>, id: HostId, host: &HostTruth) -> Line<'static> {
    let held = host
        .held
        .map(|(_, how, at)| format!("{} {}", grip(see.phrases, how), see.calendar(at)));
    let flags = [
        (host.encrypted.is_some(), "white-host-encrypted"),
        (host.lasting, "white-host-lasting"),
        (host.beacon == Some(true), "white-host-beacon"),
        (host.isolated.is_some(), "white-host-isolated"),
    ];
    let flags = flags
        .iter()
        .filter(|(on, _)| *on)
        .map(|(_, key)| see.say(key));
    let words: Vec<String> = held.into_iter().chain(flags).collect();
    let sign = match (host.isolated, host.held) {
        (Some(_), _) => Mark::Warn,
        (None, _) => Mark::Bad,
    };
    Line::from(vec![
        mark(see.theme, sign),
        span(see.theme, Ink::Text, fit(&words::host_name(see, id), 14)),
        span(see.theme, Ink::Dim, format!(" {}", words.join(" · "))),
    ])
}

/// What is due next, as far as its moment is known: phases, timed injects, duties, ENDEX.
fn next(see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
    let inside = panel(frame, area, &see.say("white-next"), see.theme);
    let cells = usize::from(inside.width.saturating_sub(14));
    let shown = due(see).into_iter().map(|(at, sign, text)| {
        Line::from(vec![
            mark(see.theme, sign),
            span(see.theme, Ink::Dim, format!("{} ", see.calendar(at))),
            span(see.theme, Ink::Text, clip(&text, cells)),
        ])
    });
    let mut shown: Vec<Line<'static>> = shown.collect();
    if shown.is_empty() {
        shown.push(Line::from(span(
            see.theme,
            Ink::Dim,
            see.say("white-next-none"),
        )));
    }
    lines(frame, inside, shown, see.theme);
}

fn due(see: &Seen<'_>) -> Vec<(Tick, Mark, String)> {
    let (view, plan) = (see.view, see.plan());
    if view.ended.is_some() {
        return Vec::new();
    }
    let named = |key, name: String| see.say_with(key, &[("what", Value::from(name))]);
    let mut due: Vec<(Tick, Mark, String)> = Vec::new();
    for phase in plan.phases.iter().filter(|phase| phase.from > view.now) {
        let text = named("white-due-phase", see.text(&phase.title));
        due.push((phase.from, Mark::Waiting, text));
    }
    for (place, inject) in plan.msel.injects.iter().enumerate() {
        let truth = &view.injects[InjectId::of(place).at()];
        let waits = truth.fired.is_none() && !truth.skipped && !inject.by_hand;
        if let Some(at) = inject.at.filter(|_| waits) {
            let sign = if truth.held { Mark::Warn } else { Mark::Live };
            // The seed moves it by so much to either side; by how much, only the moment tells.
            let swing = Value::from(moment::span(see.phrases, inject.jitter));
            let what = Value::from(see.text(&inject.title));
            let key = match inject.jitter {
                Span(0) => "white-due-inject",
                _ => "white-due-inject-about",
            };
            let text = see.say_with(key, &[("what", what), ("swing", swing)]);
            due.push((Tick(at.0), sign, text));
        }
    }
    for ((duty, _), truth) in view
        .duties
        .iter()
        .filter(|(_, truth)| truth.ended.is_none())
    {
        let title = see.text(&plan.papers.duties[duty.at()].title);
        let near = truth.by.since(view.now) < Span(30 * MINUTE);
        let sign = if near { Mark::Warn } else { Mark::Waiting };
        due.push((truth.by, sign, named("white-due-duty", title)));
    }
    due.push((ends(see), Mark::Done, see.say("white-due-end")));
    due.sort_by_key(|(at, ..)| *at);
    due
}

/// Everything that was said, the newest first.
fn lines_said(see: &Seen<'_>) -> String {
    let all = see.view.messages.iter().rev().map(|said| {
        let who = words::author(see, said.between);
        let at = see.calendar(said.at);
        format!("{at} {who}\n{}", words::prose(&said.text))
    });
    let all: Vec<String> = all.collect();
    if all.is_empty() {
        return see.say("white-lines-none");
    }
    all.join("\n\n")
}
