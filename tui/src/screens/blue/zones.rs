//! The zones of the city as the team knows them: how each stands, how the links between them stand,
//! drawn as a map or told in a line each.
//!
//! Why apart: the city's own screen and the wall show the same.

use engine::action::written::Effect;
use engine::view::Blue;
use engine::view::seen::RunSeen;
use engine::words::fact::Flow;
use engine::words::name::{HostId, LinkId, ZoneId};
use engine::words::order::Verdict;
use engine::words::target::Target;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::paint::map::{self, Edge, Node, Stroke};
use crate::paint::panel::panel;
use crate::paint::text::{clip, line, mark, span, width};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::Value;
use crate::screen::See;

/// From this width on, the boxes of a map have room for everything that is counted.
const ROOMY: u16 = 140;

/// A zone or a link, and in which layer from outside it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Zone(ZoneId, usize),
    Link(LinkId, usize),
}

/// How a link stands, as far as the team was told.
pub(super) fn flow(see: &See<'_, Blue>, link: LinkId) -> Flow {
    let cut = |zone: ZoneId| see.view.cut.contains_key(&zone);
    let (a, b) = see.brief.link(link).2;
    if cut(a) || cut(b) {
        return Flow::Cut;
    }
    see.view
        .links
        .get(&link)
        .map_or(Flow::Open, |(_, flow)| *flow)
}

pub(super) fn flow_word(see: &See<'_, Blue>, flow: Flow) -> String {
    see.say(match flow {
        Flow::Open => "work-flow-open",
        Flow::Restricted => "work-flow-restricted",
        Flow::Cut => "work-flow-cut",
    })
}

pub(super) fn flow_mark(flow: Flow) -> Mark {
    match flow {
        Flow::Open => Mark::Good,
        Flow::Restricted => Mark::Warn,
        Flow::Cut => Mark::Bad,
    }
}

/// What is to be said of a zone in short.
pub(super) struct Tally {
    pub(super) hosts: u32,
    pub(super) alerts: usize,
    pub(super) found: usize,
    isolated: usize,
}

pub(super) fn tally(see: &See<'_, Blue>, zone: ZoneId) -> Tally {
    let hosts: u32 = see
        .brief
        .hosts_of(zone)
        .map(|range| range.end - range.start)
        .sum();
    let here = |host| see.brief.host_place(host).0 == zone;
    let alerts = see.view.alerts.values();
    let alerts = alerts.filter(|a| !matches!(a.verdict, Some((_, Verdict::Benign, _))));
    let known = see.view.hosts.iter().filter(|(host, _)| here(**host));
    Tally {
        hosts,
        alerts: alerts.filter(|alert| alert.host.is_some_and(here)).count(),
        found: known
            .clone()
            .filter(|(host, _)| held(see, **host).is_some())
            .count(),
        isolated: known.filter(|(_, seen)| seen.isolated.is_some()).count(),
    }
}

/// Since when a machine is known to be held: it was found so, and no cleaning since was checked and
/// found to hold.
pub(super) fn held(see: &See<'_, Blue>, host: HostId) -> Option<Tick> {
    let found = see.view.hosts.get(&host)?.found?;
    cleaned(see, host)
        .is_none_or(|clean| clean < found)
        .then_some(found)
}

/// When the last cleaning of a machine that was checked and found to hold was done.
pub(super) fn cleaned(see: &See<'_, Blue>, host: HostId) -> Option<Tick> {
    let holds = cleanings(see, host).filter(|run| matches!(run.holds, Some((_, true))));
    holds.filter_map(|run| Some(run.ended?.0)).max()
}

/// When the last cleaning of a machine was done, if nobody has looked yet whether it holds.
pub(super) fn unchecked(see: &See<'_, Blue>, host: HostId) -> Option<Tick> {
    let last = cleanings(see, host).max_by_key(|run| run.ended)?;
    last.ended
        .filter(|_| last.holds.is_none())
        .map(|(at, _)| at)
}

fn cleanings<'v>(see: &See<'v, Blue>, host: HostId) -> impl Iterator<Item = &'v RunSeen> {
    let runs = see.view.runs.values();
    let here = runs.filter(move |run| run.target == Target::Host(host) && run.is_done());
    let brief = see.brief;
    here.filter(move |run| {
        let action = brief.action(run.action);
        action.is_some_and(|action| action.effects.contains(&Effect::Clean))
    })
}

pub(super) fn zone_mark(see: &See<'_, Blue>, zone: ZoneId, tally: &Tally) -> Mark {
    match () {
        () if see.view.cut.contains_key(&zone) => Mark::Bad,
        () if tally.found > 0 => Mark::Bad,
        () if tally.alerts > 0 => Mark::Warn,
        () => Mark::Good,
    }
}

/// Draws the map; below it, in full, what is chosen.
pub(super) fn draw_map(see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect, at: Option<Place>) {
    let inside = panel(frame, area, &see.say("work-city-map"), see.theme);
    let rows = u16::from(at.is_some()).min(inside.height);
    let [inside, below] =
        Layout::vertical([Constraint::Min(0), Constraint::Length(rows)]).areas(inside);
    if let Some(place) = at {
        let text = clip(&in_full(see, place), usize::from(below.width));
        frame.render_widget(line(see.theme, Ink::Title, text), below);
    }
    let says = if inside.width < ROOMY {
        "work-zone-tally-short"
    } else {
        "work-zone-tally"
    };
    let lit = |zone: ZoneId| match at {
        Some(Place::Zone(one, _)) => one == zone,
        Some(Place::Link(link, _)) => see.brief.link(link).2.1 == zone,
        None => false,
    };
    let nodes = (0..see.brief.zones()).map(ZoneId::of).map(|zone| Node {
        lines: node_lines(see, zone, says),
        chosen: lit(zone),
    });
    let (nodes, edges): (Vec<_>, _) = (nodes.collect(), edges(see, at));
    map::draw(frame, inside, &nodes, &edges, see.theme);
}

/// What the chosen place is called and how it stands: boxes have no room for that.
pub(super) fn in_full(see: &See<'_, Blue>, place: Place) -> String {
    match place {
        Place::Zone(zone, _) => {
            let tally = tally(see, zone);
            let args = [
                ("hosts", Value::from(tally.hosts)),
                ("alerts", Value::from(tally.alerts)),
                ("away", Value::from(tally.isolated)),
            ];
            let title = see.text(see.brief.zone(zone).1);
            format!("{title} · {}", see.say_with("work-zone-tally-full", &args))
        }
        Place::Link(link, _) => {
            let ends = see.brief.link(link).2;
            let title = |zone| see.text(see.brief.zone(zone).1);
            let flow = flow_word(see, flow(see, link));
            format!("{} - {}: {flow}", title(ends.0), title(ends.1))
        }
    }
}

fn node_lines(see: &See<'_, Blue>, zone: ZoneId, says: &str) -> Vec<(Ink, String)> {
    let tally = tally(see, zone);
    let mark = zone_mark(see, zone, &tally);
    let name = see.brief.zone(zone).0;
    let first = (Ink::Text, format!("{} {name}", mark.sign()));
    if tally.hosts == 0 {
        return vec![first];
    }
    let args = [
        ("hosts", Value::from(tally.hosts)),
        ("alerts", Value::from(tally.alerts)),
        ("away", Value::from(tally.isolated)),
    ];
    vec![first, (mark.ink(), see.say_with(says, &args))]
}

fn edges(see: &See<'_, Blue>, at: Option<Place>) -> Vec<Edge> {
    let all = (0..see.brief.links()).map(LinkId::of).map(|link| {
        let (a, b) = see.brief.link(link).2;
        let flow = flow(see, link);
        let here = matches!(at, Some(Place::Link(one, _)) if one == link);
        Edge {
            ends: (a.at(), b.at()),
            stroke: match flow {
                Flow::Open => Stroke::Solid,
                Flow::Restricted => Stroke::Dashed,
                Flow::Cut => Stroke::Broken,
            },
            ink: match flow {
                _ if here => Ink::Key,
                Flow::Open => Ink::Line,
                other => flow_mark(other).ink(),
            },
        }
    });
    all.collect()
}

/// The rows that the map takes, frame and all, where it is this wide; none if it does not fit.
pub(super) fn map_rows(see: &See<'_, Blue>, wide: u16) -> Option<u16> {
    let rows = map::rows(see.brief.zones(), &edges(see, None), wide.saturating_sub(2))?;
    Some(rows + 2)
}

/// The zones in as few lines as they take: the mark of each, its name, how many alerts. Those that
/// want to be looked at come first.
pub(super) fn strip(see: &See<'_, Blue>, cells: usize) -> Vec<Line<'static>> {
    let zones = (0..see.brief.zones()).map(ZoneId::of);
    let mut zones: Vec<(usize, Mark, String)> = zones
        .map(|zone| {
            let tally = tally(see, zone);
            let sign = zone_mark(see, zone, &tally);
            let order = [Mark::Bad, Mark::Warn].iter().position(|m| *m == sign);
            let name = see.brief.zone(zone).0;
            let text = match tally.alerts {
                0 => name.to_string(),
                alerts => format!("{name} {alerts}"),
            };
            (order.unwrap_or(2), sign, text)
        })
        .collect();
    zones.sort_by_key(|(order, ..)| *order);
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut room = 0;
    for (_, sign, text) in zones {
        let needed = width(&text) + 4;
        if needed > room || lines.is_empty() {
            lines.push(Line::default());
            room = cells + 2;
        }
        room = room.saturating_sub(needed);
        if let Some(last) = lines.last_mut() {
            last.push_span(mark(see.theme, sign));
            last.push_span(span(see.theme, sign.ink(), format!("{text}  ")));
        }
    }
    lines
}
