//! The whole drill in lanes, a mark for where it is looked at, and what happened around it.

use std::collections::BTreeMap;

use engine::words::cell::Cell;
use engine::words::fact::{Cause, Fact, FactKind, Outcome};
use engine::words::name::{RunId, TeamId};
use engine::words::own::runs_of_teams;
use engine::words::time::{MINUTE, Tick};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::{Moment, Replay, ReplayLook};
use crate::input::{Did, Input, KeyShown, Keys};
use crate::paint::gauge::curve;
use crate::paint::panel::panel;
use crate::paint::text::{clip, fit, line, span};
use crate::paint::theme::Ink;
use crate::phrase::Value;
use crate::phrase::fact::sentence;
use crate::phrase::names::Numbered;
use crate::phrase::words::cause;
use crate::screen::{Reply, Screen, See};
use crate::screens::shared::page::Page;

#[derive(Clone, Copy)]
enum Does {
    Back,
    On,
    FarBack,
    FarOn,
    Previous,
    Next,
    PreviousMark,
    NextMark,
    First,
    Last,
    Play,
    Branch,
    Read,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Back, "left h", "replay-key-back"),
    (Does::On, "right l", "replay-key-on"),
    (Does::Play, "space", "replay-key-play"),
    (Does::Branch, "b", "replay-key-branch"),
    (Does::Read, "enter", "replay-key-read"),
    (Does::FarBack, "[ pgup", "replay-key-far-back"),
    (Does::FarOn, "] pgdn", "replay-key-far-on"),
    (Does::Previous, "k up", "replay-key-previous"),
    (Does::Next, "j down", "replay-key-next"),
    (Does::PreviousMark, "N", "replay-key-previous-mark"),
    (Does::NextMark, "n", "replay-key-next-mark"),
    (Does::First, "g home", "replay-key-first"),
    (Does::Last, "G end", "replay-key-last"),
]);

/// Cells before the lanes, for their names.
const NAMES: u16 = 16;

/// The timeline.
#[derive(Default)]
pub struct Timeline {
    /// The fact the eye is on, among those of the drill; the last that happened if none.
    at: Option<usize>,
}

/// What is worth stopping at.
fn is_mark(fact: &Fact) -> bool {
    matches!(
        fact.kind,
        FactKind::PhaseBegan { .. }
            | FactKind::Ended
            | FactKind::StepDone { .. }
            | FactKind::ClaimMade { .. }
            | FactKind::InjectFired { .. }
            | FactKind::Filed { .. }
            | FactKind::Noted { .. }
            | FactKind::Defaced { .. }
            | FactKind::Leaked { .. }
    )
}

impl Timeline {
    fn eye(&self, view: &Moment) -> usize {
        let last = || {
            (0..view.shown)
                .rev()
                .find(|place| is_told(&view.facts[*place]))
        };
        self.at.or_else(last).unwrap_or_default()
    }

    /// Goes to a fact, and to its moment.
    fn stop_at(&mut self, place: Option<usize>, view: &Moment) -> Reply<Replay> {
        let Some(place) = place else {
            return Reply::Stay;
        };
        self.at = Some(place);
        view.facts
            .get(place)
            .map_or(Reply::Stay, |fact| Reply::Look(ReplayLook::To(fact.at)))
    }

    fn go(&mut self, to: Tick) -> Reply<Replay> {
        self.at = None;
        Reply::Look(ReplayLook::To(to))
    }

    fn press(&mut self, does: Does, see: &See<'_, Replay>) -> Reply<Replay> {
        let view = see.view;
        let step = (view.end.0 / 200).max(MINUTE);
        let (now, eye) = (view.now.0, self.eye(view));
        let facts = &view.facts;
        match does {
            Does::Back => self.go(Tick(now.saturating_sub(step))),
            Does::On => self.go(Tick(now.saturating_add(step))),
            Does::FarBack => self.go(Tick(now.saturating_sub(10 * step))),
            Does::FarOn => self.go(Tick(now.saturating_add(10 * step))),
            Does::First => self.go(Tick(0)),
            Does::Last => self.go(view.end),
            Does::Previous => {
                let before = (0..eye).rev().find(|place| is_told(&facts[*place]));
                self.stop_at(before, view)
            }
            Does::Next => {
                let after = (eye + 1..facts.len()).find(|place| is_told(&facts[*place]));
                self.stop_at(after, view)
            }
            Does::PreviousMark => {
                let before = (0..eye).rev().find(|place| is_mark(&facts[*place]));
                self.stop_at(before, view)
            }
            Does::NextMark => {
                let after = (eye + 1..facts.len()).find(|place| is_mark(&facts[*place]));
                self.stop_at(after, view)
            }
            Does::Play => {
                self.at = None;
                Reply::Look(ReplayLook::Play)
            }
            Does::Branch => Reply::Look(ReplayLook::Branch),
            Does::Read => match facts.get(eye) {
                Some(fact) => Reply::Open(Box::new(about(fact, see))),
                None => Reply::Stay,
            },
        }
    }
}

/// A fact, whole: its sentence, its cause, and its words in the record.
fn about(fact: &Fact, see: &See<'_, Replay>) -> Page {
    let runs = runs(see.view);
    let of = |id| runs.get(&id).copied();
    let names = Numbered::each(see.view.plan.as_ref(), &of);
    let raw = serde_json::to_string_pretty(&fact.kind).unwrap_or_default();
    let text = format!(
        "{}  {}\n\n{}\n\n{}: {}\n\n{}",
        see.calendar(fact.at),
        fact.at,
        sentence(see.phrases, &names, &fact.kind),
        see.say("replay-cause"),
        cause(see.phrases, &names, fact.cause),
        crate::phrase::harmless(&raw).replace('\u{FFFD}', "\n"),
    );
    Page::new(format!("{} {}", see.say("replay-fact"), fact.id.0), text)
}

impl Screen<Replay> for Timeline {
    fn title(&self, see: &See<'_, Replay>) -> String {
        see.say("tab-timeline")
    }

    fn keys(&self) -> Vec<KeyShown> {
        KEYS.shown()
    }

    fn update(&mut self, input: &Input, see: &See<'_, Replay>) -> Reply<Replay> {
        match input {
            Input::Press(press) => match KEYS.of(press) {
                Some(does) => self.press(does, see),
                None => Reply::Stay,
            },
            Input::Mouse(mouse, (width, _)) => match mouse.did {
                Did::WheelDown => self.press(Does::Next, see),
                Did::WheelUp => self.press(Does::Previous, see),
                Did::Click => match mouse.x.checked_sub(NAMES + 1) {
                    Some(x) if mouse.y < 10 => {
                        let cells = u64::from(width.saturating_sub(NAMES + 2)).max(1);
                        let at = u64::from(see.view.end.0) * u64::from(x) / cells;
                        self.go(Tick(u32::try_from(at).unwrap_or(u32::MAX)))
                    }
                    _ => Reply::Stay,
                },
            },
            Input::Paste(_) => Reply::Stay,
        }
    }

    fn draw(&self, see: &See<'_, Replay>, frame: &mut Frame<'_>, area: Rect) {
        let lanes_high = 10.min(area.height / 2);
        let [top, below] =
            Layout::vertical([Constraint::Length(lanes_high), Constraint::Min(0)]).areas(area);
        let inside = panel(frame, top, &see.say("replay-lanes"), see.theme);
        frame.render_widget(Paragraph::new(lanes(see, inside.width)), inside);
        let title = if see.view.playing {
            "replay-facts-playing"
        } else {
            "replay-facts"
        };
        let inside = panel(frame, below, &see.say(title), see.theme);
        self.facts(see, frame, inside);
    }
}

/// Who ordered what: runs by their numbers. Those of the campaign are counted by its steps.
type Orders = BTreeMap<RunId, Cell>;

/// What a lane counts.
type Counts = fn(&Orders, &FactKind) -> bool;

const LANES: [(&str, Ink, Counts); 6] = [
    (
        "replay-lane-attack",
        Ink::Attack,
        |orders, kind| match kind {
            FactKind::StepDone { .. } | FactKind::StepBegan { .. } => true,
            FactKind::RunStarted { run } => orders.get(run) == Some(&Cell::Red),
            _ => came_off(orders, kind, Cell::Red),
        },
    ),
    ("replay-lane-alerts", Ink::Warn, |_, kind| {
        matches!(kind, FactKind::AlertRaised { .. })
    }),
    ("replay-lane-claims", Ink::Defence, |_, kind| {
        matches!(kind, FactKind::ClaimMade { .. })
    }),
    ("replay-lane-response", Ink::Defence, |orders, kind| {
        came_off(orders, kind, Cell::Blue)
    }),
    ("replay-lane-papers", Ink::Live, |_, kind| {
        matches!(kind, FactKind::Filed { .. } | FactKind::InjectFired { .. })
    }),
    (
        "replay-lane-outage",
        Ink::Bad,
        |_, kind| matches!(kind, FactKind::ServiceServes { served, .. } if *served < 950),
    ),
];

/// Whether it tells that something was done which a team of this cell ordered.
fn came_off(orders: &Orders, kind: &FactKind, by: Cell) -> bool {
    match kind {
        FactKind::RunEnded { run, outcome } => {
            *outcome == Outcome::Done && orders.get(run) == Some(&by)
        }
        _ => false,
    }
}

fn orders(view: &Moment) -> Orders {
    let teams = &view.plan.roster.teams;
    let ordered = view.facts.iter().filter_map(|fact| match &fact.kind {
        FactKind::RunAsked { run, team, .. } if !matches!(fact.cause, Cause::Step(_)) => {
            Some((*run, teams.get(team.at())?.cell))
        }
        _ => None,
    });
    ordered.collect()
}

/// Of each run, whose it is and which of theirs: as its team's own screens call it.
fn runs(view: &Moment) -> BTreeMap<RunId, (TeamId, u32)> {
    runs_of_teams(view.facts.iter().map(|fact| &fact.kind))
}

/// How the clock was set is no part of what happened.
const fn is_told(fact: &Fact) -> bool {
    !matches!(fact.kind, FactKind::ClockSet { .. })
}

/// The same in numbers, for who hears the screen: how many so far, of all.
fn lanes_heard(see: &See<'_, Replay>) -> Vec<Line<'static>> {
    let view = see.view;
    let phases = view.plan.phases.iter();
    let phases = (
        phases.clone().filter(|p| p.from <= view.now).count(),
        phases.count(),
    );
    let ordered = orders(view);
    let counted = LANES.into_iter().map(|(key, ink, counts)| {
        let all = view
            .facts
            .iter()
            .filter(|fact| counts(&ordered, &fact.kind));
        let so = all.clone().filter(|fact| fact.at <= view.now).count();
        (key, ink, (so, all.count()))
    });
    let phases = std::iter::once(("replay-lane-phases", Ink::Text, phases));
    let said = phases.chain(counted).map(|(key, ink, (so, all))| {
        let args = [("so", Value::from(so)), ("all", Value::from(all))];
        let count = see.say_with("replay-lane-count", &args);
        line(see.theme, ink, format!("{}: {count}", see.say(key)))
    });
    said.collect()
}

fn lanes(see: &See<'_, Replay>, width: u16) -> Vec<Line<'static>> {
    if see.theme.is_plain() {
        return lanes_heard(see);
    }
    let cells = usize::from(width.saturating_sub(NAMES)).max(1);
    let view = see.view;
    let cell = |at: Tick| {
        let place = u64::from(at.0) * cells as u64 / u64::from(view.end.0.max(1));
        usize::try_from(place).unwrap_or(0).min(cells - 1)
    };
    let name = |key: &str| fit(&see.say(key), usize::from(NAMES));
    let mut phases = vec![' '; cells];
    for (number, phase) in view.plan.phases.iter().enumerate() {
        let sign = char::from_digit(u32::try_from(number % 9).unwrap_or(0) + 1, 10).unwrap_or('#');
        phases[cell(phase.from)..=cell(phase.to)].fill('·');
        phases[cell(phase.from)] = sign;
    }
    let mut lines = vec![Line::from(vec![
        span(see.theme, Ink::Title, name("replay-lane-phases")),
        span(see.theme, Ink::Dim, phases.into_iter().collect::<String>()),
    ])];
    let ordered = orders(view);
    for (key, ink, counts) in LANES {
        let mut numbers = vec![0_u32; cells];
        let counted = view.facts.iter().filter(|f| counts(&ordered, &f.kind));
        for fact in counted {
            numbers[cell(fact.at)] += 1;
        }
        lines.push(Line::from(vec![
            span(see.theme, Ink::Title, name(key)),
            span(see.theme, ink, curve(&numbers)),
        ]));
    }
    let mut here = " ".repeat(cell(view.now));
    here.push('^');
    lines.push(Line::from(vec![
        span(
            see.theme,
            Ink::Dim,
            fit(&see.calendar(view.now), usize::from(NAMES)),
        ),
        span(see.theme, Ink::Key, here),
    ]));
    lines
}

impl Timeline {
    fn facts(&self, see: &See<'_, Replay>, frame: &mut Frame<'_>, area: Rect) {
        let view = see.view;
        let runs = runs(view);
        let of = |id| runs.get(&id).copied();
        let names = Numbered::each(view.plan.as_ref(), &of);
        let eye = self.eye(view);
        let room = usize::from(area.height);
        let told = |place: &usize| view.facts.get(*place).is_some_and(is_told);
        let above = room.saturating_sub(room / 3).saturating_sub(1);
        let first = (0..=eye).rev().filter(told).take(above + 1).last();
        let first = first.unwrap_or_default();
        let cells = usize::from(area.width.saturating_sub(13));
        let rows = view
            .facts
            .iter()
            .enumerate()
            .skip(first)
            .filter(|(_, fact)| is_told(fact))
            .take(room)
            .map(|(place, fact)| {
                let ink = match () {
                    () if place == eye => Ink::Chosen,
                    () if fact.at > view.now => Ink::Dim,
                    () if is_mark(fact) => Ink::Title,
                    () => Ink::Text,
                };
                let text = sentence(see.phrases, &names, &fact.kind);
                let text = clip(&text.replace('\n', " "), cells);
                line(see.theme, ink, format!("{} {text}", see.calendar(fact.at)))
            });
        frame.render_widget(Paragraph::new(rows.collect::<Vec<_>>()), area);
    }
}
