//! A map of boxes and the lines between them, laid out the same way every time.
//!
//! Boxes stand in layers by how many lines they are away from the first one, which is the outside
//! world; a line therefore joins two neighbouring layers or two boxes of one. Below each layer is
//! a gutter in which every line has a track of its own, so no two lines are ever drawn over each
//! other except where they cross. The map knows nothing of what it shows.

use std::collections::VecDeque;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use unicode_segmentation::UnicodeSegmentation;

use crate::paint::text::{fit, span};
use crate::paint::theme::{Ink, Theme};

/// A box: its lines of text, the first of them its name.
#[derive(Clone, Debug)]
pub struct Node {
    /// What stands in it.
    pub lines: Vec<(Ink, String)>,
    /// Whether the reader is there.
    pub chosen: bool,
}

/// How a line is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stroke {
    /// Whole.
    Solid,
    /// In dashes.
    Dashed,
    /// In dots, with an `x` on it.
    Broken,
}

/// A line between two boxes.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// Its ends.
    pub ends: (usize, usize),
    /// How it is drawn.
    pub stroke: Stroke,
    /// In which ink.
    pub ink: Ink,
}

/// The narrowest box. A map of many is wider than a small terminal, which shows the part of it
/// around the chosen box.
const NARROW: usize = 16;
/// The widest box.
const WIDE: usize = 30;
/// Rows of text in a box.
const TEXT: usize = 2;

/// Boxes by how far they are from the first; those it does not reach stand last.
pub fn layers(count: usize, ends: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut depth: Vec<Option<usize>> = vec![None; count];
    let mut open = VecDeque::new();
    if count > 0 {
        depth[0] = Some(0);
        open.push_back(0);
    }
    while let Some(at) = open.pop_front() {
        let next = depth[at].map_or(0, |d| d + 1);
        for (a, b) in ends {
            let other = match at {
                at if at == *a => *b,
                at if at == *b => *a,
                _ => continue,
            };
            if other < count && depth[other].is_none() {
                depth[other] = Some(next);
                open.push_back(other);
            }
        }
    }
    let last = depth.iter().flatten().max().map_or(0, |d| d + 1);
    let mut all = vec![Vec::new(); last + 1];
    for (node, depth) in depth.into_iter().enumerate() {
        all[depth.unwrap_or(last)].push(node);
    }
    all.retain(|layer: &Vec<usize>| !layer.is_empty());
    all
}

/// One cell of the canvas.
#[derive(Clone)]
struct Cell {
    letter: String,
    /// Which ways lines leave it: up, down, left, right.
    ways: u8,
    ink: Ink,
    stroke: Stroke,
}

const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

/// What is drawn on before it is shown in part.
struct Canvas {
    width: usize,
    rows: Vec<Vec<Cell>>,
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        let blank = Cell {
            letter: " ".to_owned(),
            ways: 0,
            ink: Ink::Text,
            stroke: Stroke::Solid,
        };
        Self {
            width,
            rows: vec![vec![blank; width]; height],
        }
    }

    fn cell(&mut self, x: usize, y: usize) -> Option<&mut Cell> {
        self.rows.get_mut(y)?.get_mut(x)
    }

    fn way(&mut self, (x, y): (usize, usize), ways: u8, edge: &Edge) {
        if let Some(cell) = self.cell(x, y) {
            cell.ways |= ways;
            (cell.ink, cell.stroke) = (edge.ink, edge.stroke);
        }
    }

    fn text(&mut self, (x, y): (usize, usize), ink: Ink, text: &str) {
        for (place, letter) in text.graphemes(true).enumerate() {
            if let Some(cell) = self.cell(x + place, y) {
                (cell.letter, cell.ways, cell.ink) = (letter.to_owned(), 0, ink);
            }
        }
    }
}

impl Cell {
    fn shown(&self) -> &str {
        let upright = self.ways & (LEFT | RIGHT) == 0;
        match (self.ways, self.stroke) {
            (0, _) => &self.letter,
            (3 | 12, Stroke::Broken) => "·",
            (3, Stroke::Dashed) if upright => "┆",
            (12, Stroke::Dashed) => "┄",
            (1..=3, _) => "│",
            (4 | 8 | 12, _) => "─",
            (5, _) => "┘",
            (6, _) => "┐",
            (9, _) => "└",
            (10, _) => "┌",
            (7, _) => "┤",
            (11, _) => "├",
            (13, _) => "┴",
            (14, _) => "┬",
            _ => "┼",
        }
    }
}

/// Where a box stands.
#[derive(Clone, Copy, Default)]
struct Place {
    x: usize,
    y: usize,
    layer: usize,
    width: usize,
}

/// A line with its two ports and its track.
struct Route {
    edge: Edge,
    from: usize,
    to: usize,
    /// Whether its second port is on the same layer as its first.
    level: bool,
    layer: usize,
    track: usize,
}

/// A map with everything in its place.
struct Laid {
    width: usize,
    height: usize,
    places: Vec<Place>,
    routes: Vec<Route>,
}

/// Lays so many boxes out, as wide as this or as they need.
fn lay(count: usize, edges: &[Edge], wide: u16) -> Laid {
    let ends: Vec<(usize, usize)> = edges.iter().map(|edge| edge.ends).collect();
    let layers = layers(count, &ends);
    let widest = layers.iter().map(Vec::len).max().unwrap_or(1);
    let width = usize::from(wide).max(widest * (NARROW + 1));
    let mut places = across(&layers, count, width);
    let routes = routes(edges, &places, layers.len());
    let height = down(&layers, &mut places, &routes);
    Laid {
        width,
        height,
        places,
        routes,
    }
}

/// The rows that the whole map takes where it is this wide; none if it does not fit into that.
pub fn rows(count: usize, edges: &[Edge], wide: u16) -> Option<u16> {
    let laid = lay(count, edges, wide);
    let fits = laid.width <= usize::from(wide);
    fits.then(|| u16::try_from(laid.height).ok()).flatten()
}

/// Draws as much of the map as there is room for, what is chosen in it.
pub fn draw(frame: &mut Frame<'_>, area: Rect, nodes: &[Node], edges: &[Edge], theme: &Theme) {
    if nodes.is_empty() || area.width == 0 || area.height == 0 {
        return;
    }
    let laid = lay(nodes.len(), edges, area.width);
    let mut canvas = Canvas::new(laid.width, laid.height);
    for route in &laid.routes {
        trace(&mut canvas, route, &laid.places);
    }
    for (node, place) in nodes.iter().zip(&laid.places) {
        boxed(&mut canvas, node, *place);
    }
    let chosen = nodes.iter().position(|node| node.chosen);
    let centre = chosen.map_or((0, 0), |node| (laid.places[node].x, laid.places[node].y));
    show(frame, area, &canvas, centre, theme);
}

/// Spreads the boxes of each layer over the width.
fn across(layers: &[Vec<usize>], count: usize, width: usize) -> Vec<Place> {
    let mut places = vec![Place::default(); count];
    for (layer, nodes) in layers.iter().enumerate() {
        let room = width / nodes.len().max(1);
        let wide = room.saturating_sub(1).clamp(NARROW, WIDE);
        for (place, node) in nodes.iter().enumerate() {
            places[*node] = Place {
                x: place * room + room.saturating_sub(wide) / 2,
                y: 0,
                layer,
                width: wide,
            };
        }
    }
    places
}

/// Gives every line its ports and a track in the gutter below the upper of its layers. Ports of
/// the upper side stand on even columns and those of the lower side on odd ones, so that two
/// lines never run in the same column.
fn routes(edges: &[Edge], places: &[Place], layers: usize) -> Vec<Route> {
    let known = |edge: &&Edge| edge.ends.0 < places.len() && edge.ends.1 < places.len();
    let mut all: Vec<Route> = Vec::new();
    let mut used: Vec<[usize; 2]> = vec![[0; 2]; places.len()];
    let mut sorted: Vec<&Edge> = edges.iter().filter(known).collect();
    sorted.sort_by_key(|edge| {
        let (a, b) = edge.ends;
        let upper = places[a].layer.min(places[b].layer);
        (upper, places[a].x + places[b].x, a, b)
    });
    let sides: Vec<[usize; 2]> = side_counts(&sorted, places);
    for edge in sorted {
        let (a, b) = edge.ends;
        let (a, b) = if places[a].layer <= places[b].layer {
            (a, b)
        } else {
            (b, a)
        };
        let level = places[a].layer == places[b].layer;
        let mut port = |node: usize, side: usize| {
            let place = places[node];
            let nth = used[node][side];
            used[node][side] += 1;
            let count = sides[node][side];
            let slots = (place.width.saturating_sub(2) / 2).max(1);
            let slot = if count < slots {
                (nth + 1) * slots / (count + 1)
            } else {
                nth % slots
            };
            let first = place.x + 1 + usize::from((place.x + 1) % 2 != side);
            (first + 2 * slot).min(place.x + place.width.saturating_sub(2))
        };
        let (from, to) = (port(a, 0), port(b, usize::from(!level)));
        all.push(Route {
            edge: *edge,
            from,
            to,
            level,
            layer: places[a].layer,
            track: 0,
        });
    }
    pack(&mut all, layers);
    all
}

/// How many lines leave each box below and above.
fn side_counts(edges: &[&Edge], places: &[Place]) -> Vec<[usize; 2]> {
    let mut counts = vec![[0; 2]; places.len()];
    for edge in edges {
        let (a, b) = edge.ends;
        match places[a].layer.cmp(&places[b].layer) {
            std::cmp::Ordering::Less => (counts[a][0], counts[b][1]) = next(&counts, a, b),
            std::cmp::Ordering::Greater => (counts[b][0], counts[a][1]) = next(&counts, b, a),
            std::cmp::Ordering::Equal => {
                counts[a][0] += 1;
                counts[b][0] += 1;
            }
        }
    }
    counts
}

fn next(counts: &[[usize; 2]], upper: usize, lower: usize) -> (usize, usize) {
    (counts[upper][0] + 1, counts[lower][1] + 1)
}

/// Lines that do not overlap share a track.
fn pack(routes: &mut [Route], layers: usize) {
    for layer in 0..layers {
        let mut tracks: Vec<Vec<(usize, usize)>> = Vec::new();
        for route in routes.iter_mut().filter(|route| route.layer == layer) {
            let (left, right) = (route.from.min(route.to), route.from.max(route.to));
            let free = |track: &Vec<(usize, usize)>| {
                track.iter().all(|(l, r)| right + 1 < *l || *r + 1 < left)
            };
            let place = tracks.iter().position(free).unwrap_or_else(|| {
                tracks.push(Vec::new());
                tracks.len() - 1
            });
            tracks[place].push((left, right));
            route.track = place;
        }
    }
}

/// Sets the rows of the layers, each below the gutter of the one before; gives the whole height.
fn down(layers: &[Vec<usize>], places: &mut [Place], routes: &[Route]) -> usize {
    let mut y = 0;
    for (layer, nodes) in layers.iter().enumerate() {
        for node in nodes {
            places[*node].y = y;
        }
        let here = routes.iter().filter(|route| route.layer == layer);
        let tracks = here.map(|route| route.track + 1).max().unwrap_or(0);
        y += TEXT + 2 + tracks;
    }
    y
}

fn trace(canvas: &mut Canvas, route: &Route, places: &[Place]) {
    let upper = places.iter().find(|place| place.layer == route.layer);
    let top = upper.map_or(0, |place| place.y + TEXT + 2);
    let row = top + route.track;
    let below = places.iter().find(|place| place.layer == route.layer + 1);
    let edge = &route.edge;
    for y in top..row {
        canvas.way((route.from, y), UP | DOWN, edge);
        if route.level {
            canvas.way((route.to, y), UP | DOWN, edge);
        }
    }
    let (left, right) = (route.from.min(route.to), route.from.max(route.to));
    for x in left + 1..right {
        canvas.way((x, row), LEFT | RIGHT, edge);
    }
    let turn = |here: usize| if here == left { RIGHT } else { LEFT };
    canvas.way((route.from, row), UP | turn(route.from), edge);
    let leaves = if route.level { UP } else { DOWN };
    canvas.way((route.to, row), leaves | turn(route.to), edge);
    if let Some(below) = below.filter(|_| !route.level) {
        for y in row + 1..below.y {
            canvas.way((route.to, y), UP | DOWN, edge);
        }
    }
    if edge.stroke == Stroke::Broken {
        canvas.text((left.midpoint(right), row), edge.ink, "x");
    }
}

fn boxed(canvas: &mut Canvas, node: &Node, place: Place) {
    let ink = if node.chosen { Ink::Title } else { Ink::Line };
    let side = if node.chosen { "║" } else { "│" };
    let flat = if node.chosen { "═" } else { "─" };
    let corners = if node.chosen {
        ["╔", "╗", "╚", "╝"]
    } else {
        ["┌", "┐", "└", "┘"]
    };
    let inside = place.width.saturating_sub(2);
    let edge = |left: &str, right: &str| format!("{left}{}{right}", flat.repeat(inside));
    canvas.text((place.x, place.y), ink, &edge(corners[0], corners[1]));
    for row in 0..TEXT {
        let y = place.y + 1 + row;
        canvas.text((place.x, y), ink, side);
        canvas.text((place.x + inside + 1, y), ink, side);
        if let Some((ink, text)) = node.lines.get(row) {
            let ink = if node.chosen && row == 0 {
                Ink::Chosen
            } else {
                *ink
            };
            canvas.text((place.x + 1, y), ink, &fit(text, inside));
        }
    }
    let last = place.y + TEXT + 1;
    canvas.text((place.x, last), ink, &edge(corners[2], corners[3]));
}

fn show(frame: &mut Frame<'_>, area: Rect, canvas: &Canvas, chosen: (usize, usize), t: &Theme) {
    let (wide, high) = (usize::from(area.width), usize::from(area.height));
    let start = |at: usize, all: usize, room: usize| {
        let most = all.saturating_sub(room);
        at.saturating_sub(room / 3).min(most)
    };
    let left = start(chosen.0, canvas.width, wide);
    let top = start(chosen.1, canvas.rows.len(), high);
    let line = |row: &Vec<Cell>| {
        let cells = row.iter().skip(left).take(wide);
        Line::from_iter(cells.map(|cell| span(t, cell.ink, cell.shown().to_owned())))
    };
    let rows = canvas.rows.iter().skip(top).take(high).map(line);
    frame.render_widget(Paragraph::new(rows.collect::<Vec<_>>()), area);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::theme::Depth;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    fn node(name: &str) -> Node {
        Node {
            lines: vec![(Ink::Text, name.to_owned())],
            chosen: false,
        }
    }

    fn edge(a: usize, b: usize, stroke: Stroke) -> Edge {
        Edge {
            ends: (a, b),
            stroke,
            ink: Ink::Line,
        }
    }

    #[test]
    fn boxes_stand_by_how_far_they_are_from_the_first() {
        let found = layers(5, &[(0, 1), (1, 2), (2, 0), (4, 1)]);
        assert_eq!(found, [vec![0], vec![1, 2], vec![4], vec![3]]);
        assert_eq!(layers(0, &[]), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn lines_go_from_box_to_box() {
        let nodes = [node("out"), node("a"), node("b"), node("c")];
        let edges = [
            edge(0, 1, Stroke::Solid),
            edge(0, 2, Stroke::Dashed),
            edge(1, 2, Stroke::Broken),
            edge(2, 3, Stroke::Solid),
        ];
        let mut terminal = Terminal::new(TestBackend::new(48, 20)).expect("memory");
        let theme = Theme::new(Depth::Mono, false);
        let drawn = terminal.draw(|f| draw(f, f.area(), &nodes, &edges, &theme));
        drawn.expect("memory");
        insta::assert_snapshot!(terminal.backend());
    }

    #[test]
    fn no_size_is_too_small() {
        let nodes = [node("out"), node("a")];
        let edges = [edge(0, 1, Stroke::Solid), edge(0, 9, Stroke::Solid)];
        let theme = Theme::new(Depth::Mono, false);
        for size in [(1, 1), (3, 2), (60, 16), (250, 70)] {
            let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("memory");
            let drawn = terminal.draw(|f| draw(f, f.area(), &nodes, &edges, &theme));
            drawn.expect("memory");
        }
    }
}
