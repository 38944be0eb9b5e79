//! The city as the team knows it: zones from the internet inwards, the links between them and how
//! they stand. From here one goes into a zone, to its hosts, or to the bodies of the city.
//!
//! Drawn as a map where there is room for one, as an indented list where there is not or where the
//! screen is heard.

use std::collections::BTreeMap;

use engine::view::Blue;
use engine::words::name::{LinkId, ZoneId};
use engine::words::target::Target;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::input::{Input, KeyShown, Keys};
use crate::paint::map;
use crate::paint::panel::panel;
use crate::paint::table::{Column, Row, table};
use crate::paint::theme::Ink;
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::blue::bodies::Bodies;
use crate::screens::blue::controls::Controls;
use crate::screens::blue::levels::Levels;
use crate::screens::blue::order::Ordering;
use crate::screens::blue::place::Zone;
use crate::screens::blue::zones::{
    Place, draw_map, flow, flow_mark, flow_word, in_full, tally, zone_mark,
};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::page::Page;

#[derive(Clone, Copy)]
enum Does {
    Open,
    Bodies,
    Controls,
    Levels,
    Respond,
    Map,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "work-key-open"),
    (Does::Respond, "r", "work-key-respond-here"),
    (Does::Bodies, "o", "work-key-bodies"),
    (Does::Controls, "c", "work-key-controls"),
    (Does::Levels, "d", "work-key-levels"),
    (Does::Map, "m", "work-key-map"),
]);

/// From this width on, list and map stand side by side.
const BESIDE: u16 = 130;

/// The city.
#[derive(Default)]
pub struct City {
    cursor: Cursor,
    /// Whether the map has the screen to itself.
    map: bool,
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
            (Some(Does::Controls), _) => Reply::Open(Box::new(Controls::default())),
            // Whoever hears the screen is told what the map would show.
            (Some(Does::Map), _) if see.theme.is_plain() => {
                let told = all.iter().map(|place| in_full(see, *place));
                let told: Vec<String> = told.collect();
                let page = Page::new(see.say("work-city-list"), told.join("\n"));
                Reply::Open(Box::new(page))
            }
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

    fn eye(&self) -> Option<u64> {
        eye_of(&(self.cursor, self.map))
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let all = listed(see);
        let chosen = self.cursor.at(all.len());
        let at = chosen.and_then(|place| all.get(place).copied());
        let plain = see.theme.is_plain();
        match () {
            () if self.map && !plain => draw_map(see, frame, area, at),
            () if area.width >= BESIDE && !plain => {
                let [left, right] =
                    Layout::horizontal([Constraint::Percentage(30), Constraint::Min(60)])
                        .areas(area);
                draw_list(see, frame, left, &all, chosen);
                draw_map(see, frame, right, at);
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
            let links = (0..see.brief.links()).map(LinkId::of);
            let mut ends = links.map(|link| see.brief.link(link).2);
            let state = see.say(if cut {
                "work-zone-cut"
            } else if ends.any(|(a, b)| a == zone || b == zone) {
                "work-zone-joined"
            } else {
                "work-zone-alone"
            });
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
