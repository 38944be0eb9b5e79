//! From YAML text to a tree of nodes with places.
//!
//! Built on the parser inside serde-saphyr (so both readings of a file agree on what YAML is),
//! but kept separate from typed reading for three reasons: a tree is read to its end whatever
//! its sorts, every duplicate key and unknown anchor is found, and aliases are shared, not
//! copied, so that a text of a kilobyte cannot become a tree of gigabytes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use serde_saphyr::granit_parser::StructureStyle;
use serde_saphyr::granit_parser::{self, ErrorKind, Event, Parser, ScalarStyle, ScanError, Span};

use crate::words::fault::Faults;
use crate::words::fault::{Fault, FaultKind, Place, Sort, quote};
use crate::words::near::nearest_of;
use crate::words::open::{Frame, Inside, Key, OpenMap, Part};
use crate::words::written::{Body, Entry, List, Map, Node, sort_of_plain};
use crate::words::yaml::code_of;

/// The most nodes of one file, those that aliases repeat counted each time.
pub const MOST_NODES: u64 = 2_000_000;

/// The deepest nesting of maps and lists.
pub const DEEPEST: usize = 64;

/// What was read of a text.
#[derive(Debug, Default)]
pub struct Tree<'t> {
    /// The root; none if there is nothing to look at.
    pub root: Option<Node<'t>>,
    /// The line from which on nothing was read, if its end was not reached.
    pub cut: Option<u32>,
}

/// Reads one YAML document. After a fault of syntax the part before it is returned, its open maps
/// and lists marked as not whole.
pub fn read_tree<'t>(file: &Arc<str>, text: &'t str, faults: &mut Faults) -> Tree<'t> {
    let options = granit_parser::options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        emit_comments: false,
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
    };
    let mut builder = Builder::new(file, text, faults);
    for event in Parser::new_from_str_with_options(text, options) {
        let taken = match event {
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => builder.syntax(&error),
        };
        match taken {
            Taken::On => {}
            Taken::Cut => break,
            Taken::Beyond => return Tree::default(),
        }
    }
    builder.finish()
}

/// What follows an event.
enum Taken {
    /// The next one.
    On,
    /// No further event, but what is there is looked at.
    Cut,
    /// A limit is passed: nothing is looked at.
    Beyond,
}

struct Builder<'t, 'f> {
    file: &'f Arc<str>,
    text: &'t str,
    faults: &'f mut Faults,
    frames: Vec<Frame<'t>>,
    root: Option<Node<'t>>,
    anchors: BTreeMap<usize, Part<'t>>,
    anchor_names: BTreeSet<String>,
    nodes: u64,
    documents: u32,
    cut: Option<u32>,
}

impl<'t, 'f> Builder<'t, 'f> {
    fn new(file: &'f Arc<str>, text: &'t str, faults: &'f mut Faults) -> Self {
        Self {
            file,
            text,
            faults,
            frames: Vec::new(),
            root: None,
            anchors: BTreeMap::new(),
            anchor_names: BTreeSet::new(),
            nodes: 0,
            documents: 0,
            cut: None,
        }
    }

    fn take(&mut self, event: Event<'t>, span: &Span) -> Taken {
        let place = self.place(span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.yaml(place, "yaml-documents", "---");
                    self.cut = Some(place.line);
                    return Taken::Cut;
                }
            }
            Event::Anchor(_, name) => {
                self.anchor_names.insert(name.into_owned());
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.is_some(), place, span);
                let plain = style == ScalarStyle::Plain;
                // The parser writes `~` where nothing is written.
                let nothing = plain && span.start.index() == span.end.index();
                let place = if nothing { self.empty_at(place) } else { place };
                let text = if nothing { Cow::Borrowed("") } else { text };
                let node = Node::new(place, Body::Scalar { text, plain });
                return self.add(
                    Part {
                        node,
                        size: 1,
                        height: 0,
                    },
                    anchor,
                    place,
                );
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_tag(tag.is_some(), place, span);
                return self.open(place, anchor, Inside::List(Vec::new()));
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse_tag(tag.is_some(), place, span);
                let block = style == StructureStyle::Block;
                return self.open(place, anchor, Inside::Map(OpenMap::new(block)));
            }
            Event::SequenceEnd | Event::MappingEnd => return self.close(),
            Event::Alias(anchor) => return self.alias(anchor, place, span),
            Event::UnresolvedAlias(name) => {
                self.faults.push_with(self.file, place, || {
                    let near = nearest_of(&name, self.anchor_names.iter().map(String::as_str));
                    let near = near.map(str::to_owned);
                    FaultKind::UnknownName {
                        kind: "anchor",
                        name: quote(&name),
                        near,
                    }
                });
                return self.add(Part::broken(place), 0, place);
            }
            _ => {}
        }
        Taken::On
    }

    /// The place of a span, underlined to the end of its first line at most.
    fn place(&self, span: &Span) -> Place {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let first_line = span
            .slice(self.text)
            .and_then(|text| text.lines().next())
            .unwrap_or("");
        Place {
            line: small(span.start.line()),
            column: small(span.start.col()).saturating_add(1),
            len: small(first_line.chars().count()).max(1),
        }
    }

    /// A value that is not there is shown at its key.
    fn empty_at(&self, place: Place) -> Place {
        match self.frames.last().map(|frame| &frame.inside) {
            Some(Inside::Map(OpenMap {
                key: Key::Text(_, key_place, _),
                ..
            })) => *key_place,
            _ => place,
        }
    }

    fn yaml(&mut self, place: Place, code: &'static str, what: &str) {
        let kind = || FaultKind::Yaml {
            code,
            what: quote(what),
        };
        self.faults.push_with(self.file, place, kind);
    }

    fn refuse_tag(&mut self, tagged: bool, place: Place, span: &Span) {
        if tagged {
            let tag = span.tag_span();
            let at = tag.as_ref().map_or(place, |span| self.place(span));
            let what = tag.and_then(|span| span.slice(self.text)).unwrap_or("!");
            self.yaml(at, "yaml-tag", what);
        }
    }

    /// Counts nodes and depth; past a limit the file is not looked at further.
    fn within(&mut self, place: Place, size: u64, height: usize) -> bool {
        self.nodes = self.nodes.saturating_add(size);
        let depth = self.frames.len() + height;
        let (what, found, limit) = if self.nodes > MOST_NODES {
            ("nodes", self.nodes, MOST_NODES)
        } else if depth > DEEPEST {
            ("depth", depth as u64, DEEPEST as u64)
        } else {
            return true;
        };
        self.faults.push(Fault::new(
            self.file,
            place,
            FaultKind::TooMany { what, found, limit },
        ));
        false
    }

    fn open(&mut self, place: Place, anchor: usize, inside: Inside<'t>) -> Taken {
        if !self.within(place, 1, 1) {
            return Taken::Beyond;
        }
        self.frames.push(Frame {
            place,
            anchor,
            size: 1,
            height: 1,
            inside,
        });
        Taken::On
    }

    fn alias(&mut self, anchor: usize, place: Place, span: &Span) -> Taken {
        if let Some(part) = self.anchors.get(&anchor) {
            // The place of what is repeated stays where it is written.
            let mut part = part.clone();
            part.node.used = place;
            return self.add(part, 0, place);
        }
        let name = span.slice(self.text).unwrap_or("*").trim_start_matches('*');
        let path = vec![quote(name), quote(name)];
        self.faults
            .push_with(self.file, place, || FaultKind::Cycle { path });
        self.add(Part::broken(place), 0, place)
    }

    /// Counts a part and puts it into the map or list that is open.
    fn add(&mut self, part: Part<'t>, anchor: usize, place: Place) -> Taken {
        if !self.within(place, part.size, part.height) {
            return Taken::Beyond;
        }
        self.put(part, anchor);
        Taken::On
    }

    fn put(&mut self, part: Part<'t>, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, part.clone());
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(part.node);
            return;
        };
        frame.size = frame.size.saturating_add(part.size);
        frame.height = frame.height.max(part.height + 1);
        match &mut frame.inside {
            Inside::List(items) => items.push(part.node),
            Inside::Map(map) => match std::mem::take(&mut map.key) {
                Key::None => self.key(part.node),
                Key::Text(key, key_place, key_used) => map.add(Entry {
                    key,
                    key_place,
                    key_used,
                    value: part.node,
                }),
                Key::Merge => map.merges.push(part.node),
                Key::Refused => map.refused.push(part.node),
            },
        }
    }

    /// Takes a node as the key of the map that is open.
    fn key(&mut self, node: Node<'t>) {
        let Some(Frame {
            place,
            inside: Inside::Map(map),
            ..
        }) = self.frames.last_mut()
        else {
            return;
        };
        if map.block && map.entries.is_empty() && !map.merged {
            *place = node.place;
        }
        let (at, used) = (node.place, node.used);
        map.key = Key::Refused;
        let fault = match node.body {
            Body::Broken => return,
            Body::Scalar { text, plain: true } if text == "<<" => {
                if !std::mem::replace(&mut map.merged, true) {
                    map.key = Key::Merge;
                    return;
                }
                FaultKind::DuplicateKey {
                    key: text.into_owned(),
                }
            }
            Body::Scalar { text, .. } if map.has(&text) => {
                FaultKind::DuplicateKey { key: quote(&text) }
            }
            Body::Scalar { text, plain } if !(plain && sort_of_plain(&text) == Sort::Nothing) => {
                map.key = Key::Text(text, at, used);
                return;
            }
            _ => FaultKind::Yaml {
                code: "yaml-key",
                what: String::new(),
            },
        };
        self.faults.push_with(self.file, at, || fault);
    }

    fn close(&mut self) -> Taken {
        let Some(frame) = self.frames.pop() else {
            return Taken::On;
        };
        let whole = self.cut.is_none();
        let body = match frame.inside {
            Inside::List(items) => Body::List(Rc::new(List { items, whole })),
            Inside::Map(map) => self.close_map(map),
        };
        let node = Node::new(frame.place, body);
        self.put(
            Part {
                node,
                size: frame.size,
                height: frame.height,
            },
            frame.anchor,
        );
        Taken::On
    }

    /// Does the merges: what is written wins, then the merge named first.
    fn close_map(&mut self, mut map: OpenMap<'t>) -> Body<'t> {
        let mut whole = self.cut.is_none();
        for merge in std::mem::take(&mut map.merges) {
            let parts = match &merge.body {
                Body::List(list) => list.items.clone(),
                _ => vec![merge],
            };
            for part in parts {
                match part.body {
                    Body::Map(from) => {
                        whole &= from.whole;
                        for entry in &from.entries {
                            if !map.has(&entry.key) {
                                map.add(entry.brought(part.used));
                            }
                        }
                    }
                    Body::Broken => whole = false,
                    _ => self.yaml(part.place, "yaml-merge", "<<"),
                }
            }
        }
        Body::Map(Rc::new(Map {
            entries: map.entries,
            merged: map.merged,
            refused: map.refused,
            whole,
        }))
    }

    fn syntax(&mut self, error: &ScanError) -> Taken {
        let marker = error.marker();
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let line = small(marker.line()).max(1);
        let mut place = Place {
            line,
            column: small(marker.col()).saturating_add(1),
            len: 1,
        };
        let code = code_of(error.kind());
        if code == "yaml-tab" {
            // The parser may have stepped over it.
            let written = self
                .text
                .lines()
                .nth(marker.line().saturating_sub(1))
                .unwrap_or("");
            let tab = written
                .chars()
                .position(|c| c == '\t')
                .map_or(place.column, |at| small(at + 1));
            place.column = place.column.min(tab);
        }
        if *error.kind() == ErrorKind::RecursionLimitExceeded {
            let limit = DEEPEST as u64;
            let kind = FaultKind::TooMany {
                what: "depth",
                found: limit + 1,
                limit,
            };
            self.faults.push(Fault::new(self.file, place, kind));
            return Taken::Beyond;
        }
        self.yaml(place, code, &error.info());
        self.cut = Some(line);
        self.forget_line(line);
        Taken::Cut
    }

    /// What was read last from the line of a fault of syntax is no more trusted.
    fn forget_line(&mut self, line: u32) {
        let last = self
            .frames
            .last_mut()
            .and_then(|frame| match &mut frame.inside {
                Inside::List(items) => items.last_mut(),
                Inside::Map(map) => map.entries.last_mut().map(|entry| &mut entry.value),
            });
        if let Some(node) = last.filter(|node| node.place.line == line) {
            node.body = Body::Broken;
        }
    }

    fn finish(mut self) -> Tree<'t> {
        if !self.frames.is_empty() {
            self.cut = self.cut.or(Some(1));
        }
        while !self.frames.is_empty() {
            self.close();
        }
        let empty = |root: &Node<'_>| match &root.body {
            Body::Scalar { text, plain } => *plain && text.is_empty(),
            _ => false,
        };
        if self.root.as_ref().is_none_or(empty) {
            if self.cut.is_none() {
                self.yaml(Place::START, "yaml-empty", "");
            }
            self.root = None;
        }
        Tree {
            root: self.root,
            cut: self.cut,
        }
    }
}
