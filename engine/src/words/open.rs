//! Maps and lists that are being read, their end not yet come.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::words::fault::Place;
use crate::words::written::{Body, Entry, Node};

/// Maps with fewer keys than this are searched, larger ones get an index.
const SMALL_MAP: usize = 16;

/// A node with what its repetition costs.
#[derive(Clone)]
pub(super) struct Part<'t> {
    pub(super) node: Node<'t>,
    pub(super) size: u64,
    pub(super) height: usize,
}

/// A map or list whose end has not come yet.
pub(super) struct Frame<'t> {
    pub(super) place: Place,
    pub(super) anchor: usize,
    pub(super) size: u64,
    pub(super) height: usize,
    pub(super) inside: Inside<'t>,
}

pub(super) enum Inside<'t> {
    List(Vec<Node<'t>>),
    Map(OpenMap<'t>),
}

#[derive(Default)]
pub(super) struct OpenMap<'t> {
    pub(super) block: bool,
    pub(super) entries: Vec<Entry<'t>>,
    index: BTreeSet<Cow<'t, str>>,
    pub(super) key: Key<'t>,
    pub(super) merges: Vec<Node<'t>>,
    pub(super) merged: bool,
    pub(super) refused: Vec<Node<'t>>,
}

/// The key whose value comes next.
#[derive(Default)]
pub(super) enum Key<'t> {
    #[default]
    None,
    /// The key, where it is written, and where it is brought in.
    Text(Cow<'t, str>, Place, Place),
    Merge,
    Refused,
}

impl<'t> OpenMap<'t> {
    pub(super) fn new(block: bool) -> Self {
        Self {
            block,
            ..Self::default()
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        if self.index.is_empty() {
            self.entries.iter().any(|entry| entry.key == key)
        } else {
            self.index.contains(key)
        }
    }

    pub(super) fn add(&mut self, entry: Entry<'t>) {
        if !self.index.is_empty() {
            self.index.insert(entry.key.clone());
        }
        self.entries.push(entry);
        if self.index.is_empty() && self.entries.len() >= SMALL_MAP {
            self.index
                .extend(self.entries.iter().map(|entry| entry.key.clone()));
        }
    }
}

impl Part<'_> {
    /// Stands for what is already reported.
    pub(super) fn broken(place: Place) -> Self {
        Self {
            node: Node::new(place, Body::Broken),
            size: 1,
            height: 0,
        }
    }
}
