//! The city as the team knows it: zones from the internet inwards, the links between them and how
//! they stand. From here one goes into a zone, to its hosts, or to the bodies of the city.
//!
//! Drawn as a map where there is room for one, as an indented list where there is not or where the
//! screen is heard.

use std::collections::BTreeMap;

use engine::view::Blue;
use engine::words::fact::Flow;
use engine::words::name::{LinkId, ZoneId};
use engine::words::order::Verdict;
use engine::words::target::Target;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::input::{Input, KeyShown, Keys};
use crate::paint::map::{self, Edge, Node, Stroke};
use crate::paint::panel::panel;
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{clip, line};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::Value;
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::bodies::Bodies;
use crate::screens::blue::levels::Levels;
use crate::screens::blue::order::Ordering;
use crate::screens::blue::place::Zone;
use crate::screens::shared::cursor::{Cursor, with_list};

#[derive(Clone, Copy)]
enum Does {
    Open,
    Bodies,
    Levels,
    Respond,
    Map,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "work-key-open"),
    (Does::Respond, "r", "work-key-respond-here"),
    (Does::Bodies, "o", "work-key-bodies"),
    (Does::Levels, "d", "work-key-levels"),
    (Does::Map, "m", "work-key-map"),
]);

/// From this width on, list and map stand side by side.
const BESIDE: u16 = 130;

/// From this width on, the boxes of a map have room for everything that is counted.
const ROOMY: u16 = 140;

/// The city.
#[derive(Default)]
pub struct City {
    cursor: Cursor,
    /// Whether the map has the screen to itself.
    map: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Zone(ZoneId, usize),
    Link(LinkId, usize),
}

/// Zones by layer, each with the links that lead to it from outside or beside.
fn listed(see: &See<'_, Blue>) -> Vec<Place> {
    let ends: Vec<(usize, usize)> = (0..see.brief.links())
        .map(|link| see.brief.link(LinkId::of(link)).2)
        .map(|(a, b)| (a.at(), b.at()))
        .collect();
    let layers = map::layers(see.brief.zones(), &ends);
    let mut order = BTreeMap::new();
    for (layer, zones) in layers.iter().enumerate() {
        for zone in zones {
            order.insert(*zone, (layer, order.len()));
        }
    }
    let mut all = Vec::new();
    for (layer, zones) in layers.iter().enumerate() {
        for zone in zones {
            all.push(Place::Zone(ZoneId::of(*zone), layer));
            for (link, (a, b)) in ends.iter().enumerate() {
                let last = if order[a] > order[b] { a } else { b };
                if last == zone {
                    all.push(Place::Link(LinkId::of(link), layer));
                }
            }
        }
    }
    all
}

/// How a link stands, as far as the team was told.
fn flow(see: &See<'_, Blue>, link: LinkId) -> Flow {
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

fn flow_word(see: &See<'_, Blue>, flow: Flow) -> String {
    see.say(match flow {
        Flow::Open => "work-flow-open",
        Flow::Restricted => "work-flow-restricted",
        Flow::Cut => "work-flow-cut",
    })
}

fn flow_mark(flow: Flow) -> Mark {
    match flow {
        Flow::Open => Mark::Good,
        Flow::Restricted => Mark::Warn,
        Flow::Cut => Mark::Bad,
    }
}

/// What is to be said of a zone in short.
struct Tally {
    hosts: u32,
    alerts: usize,
    found: usize,
    isolated: usize,
}

fn tally(see: &See<'_, Blue>, zone: ZoneId) -> Tally {
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
            .filter(|(_, seen)| seen.found.is_some())
            .count(),
        isolated: known.filter(|(_, seen)| seen.isolated.is_some()).count(),
    }
}

fn zone_mark(see: &See<'_, Blue>, zone: ZoneId, tally: &Tally) -> Mark {
    match () {
        () if see.view.cut.contains_key(&zone) => Mark::Bad,
        () if tally.found > 0 => Mark::Bad,
        () if tally.alerts > 0 => Mark::Warn,
        () => Mark::Good,
    }
}

impl Screen<Blue> for City {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("work-tab-city")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let all = listed(see);
        let chosen = self
            .cursor
            .at(all.len())
            .and_then(|at| all.get(at).copied());
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, chosen) {
            (Some(Does::Open), Some(Place::Zone(zone, _))) => Reply::Open(Box::new(Zone::of(zone))),
            (Some(Does::Open | Does::Respond), Some(place)) => {
                let target = match place {
                    Place::Zone(zone, _) => Target::Zone(zone),
                    Place::Link(link, _) => Target::Link(link),
                };
                Reply::Open(Box::new(Ordering::new(Some(target))))
            }
            (Some(Does::Bodies), _) => Reply::Open(Box::new(Bodies::default())),
            (Some(Does::Levels), _) => Reply::Open(Box::new(Levels::default())),
            (Some(Does::Map), _) => {
                self.map = !self.map;
                Reply::Stay
            }
            _ => {
                self.cursor.update(input, all.len(), 1);
                Reply::Stay
            }
        }
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let all = listed(see);
        let chosen = self.cursor.at(all.len());
        let plain = see.theme.is_plain();
        match () {
            () if self.map && !plain => draw_map(see, frame, area, &all, chosen),
            () if area.width >= BESIDE && !plain => {
                let [left, right] =
                    Layout::horizontal([Constraint::Percentage(30), Constraint::Min(60)])
                        .areas(area);
                draw_list(see, frame, left, &all, chosen);
                draw_map(see, frame, right, &all, chosen);
            }
            () => draw_list(see, frame, area, &all, chosen),
        }
    }
}

fn draw_list(
    see: &See<'_, Blue>,
    frame: &mut Frame<'_>,
    area: Rect,
    all: &[Place],
    chosen: Option<usize>,
) {
    let inside = panel(frame, area, &see.say("work-city-list"), see.theme);
    let columns = [
        Column::new(see.say("work-col-place"), 24, 0).growing(),
        Column::new(see.say("work-col-state"), 12, 0),
        Column::new(see.say("work-col-hosts"), 6, 2).right(),
        Column::new(see.say("work-col-alerts"), 8, 1).right(),
        Column::new(see.say("work-col-found"), 8, 3).right(),
    ];
    let rows = (all.len(), chosen);
    table(frame, inside, &columns, rows, see.theme, &mut |place| {
        list_row(see, all[place])
    });
}

fn list_row(see: &See<'_, Blue>, place: Place) -> Row {
    match place {
        Place::Zone(zone, layer) => {
            let tally = tally(see, zone);
            let mark = zone_mark(see, zone, &tally);
            let cut = see.view.cut.contains_key(&zone);
            let state = if cut {
                see.say("work-zone-cut")
            } else {
                see.say("work-zone-joined")
            };
            let title = see.text(see.brief.zone(zone).1);
            Row::marked(mark)
                .cell(Ink::Title, format!("{}{title}", "  ".repeat(layer)))
                .cell(mark.ink(), state)
                .text(tally.hosts.to_string())
                .cell(mark.ink(), some(tally.alerts))
                .cell(mark.ink(), some(tally.found))
        }
        Place::Link(link, layer) => {
            let flow = flow(see, link);
            let mark = flow_mark(flow);
            let (_, _, ends) = see.brief.link(link);
            let name = |zone| see.brief.zone(zone).0.to_string();
            let ends = format!("{} - {}", name(ends.0), name(ends.1));
            Row::marked(mark)
                .cell(Ink::Dim, format!("{}  | {ends}", "  ".repeat(layer)))
                .cell(mark.ink(), flow_word(see, flow))
                .text("")
                .text("")
                .text("")
        }
    }
}

fn some(number: usize) -> String {
    if number == 0 {
        "-".to_owned()
    } else {
        number.to_string()
    }
}

fn draw_map(
    see: &See<'_, Blue>,
    frame: &mut Frame<'_>,
    area: Rect,
    all: &[Place],
    chosen: Option<usize>,
) {
    let inside = panel(frame, area, &see.say("work-city-map"), see.theme);
    let rows = 1.min(inside.height);
    let [inside, below] =
        Layout::vertical([Constraint::Min(0), Constraint::Length(rows)]).areas(inside);
    if let Some(place) = chosen.and_then(|place| all.get(place)) {
        let text = clip(&in_full(see, *place), usize::from(below.width));
        frame.render_widget(line(see.theme, Ink::Title, text), below);
    }
    let says = if inside.width < ROOMY {
        "work-zone-tally-short"
    } else {
        "work-zone-tally"
    };
    let at = chosen.and_then(|place| all.get(place).copied());
    let lit = |zone: ZoneId| match at {
        Some(Place::Zone(one, _)) => one == zone,
        Some(Place::Link(link, _)) => see.brief.link(link).2.1 == zone,
        None => false,
    };
    let nodes = (0..see.brief.zones()).map(ZoneId::of).map(|zone| Node {
        lines: node_lines(see, zone, says),
        chosen: lit(zone),
    });
    let edges = (0..see.brief.links()).map(LinkId::of).map(|link| {
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
    let (nodes, edges): (Vec<_>, Vec<_>) = (nodes.collect(), edges.collect());
    map::draw(frame, inside, &nodes, &edges, see.theme);
}

/// What the chosen place is called and how it stands: boxes have no room for that.
fn in_full(see: &See<'_, Blue>, place: Place) -> String {
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
