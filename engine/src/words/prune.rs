//! What is left of a tree when its faulty parts are taken out, and which names went with them.
//!
//! One fault must not hide the others: what is whole is read all the same. Taken out is the
//! smallest thing that may be absent: an unknown key, an optional value, an item of a list; a
//! missing key takes the map with it that needed it. Only at the root of a file that stands alone,
//! and for what nothing depends on (a title), is something put in its place that says nothing, so
//! that the rest can be read.
//! The names in what was taken out are kept, so that nobody is told they do not exist.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::words::fault::{Place, Sort};
use crate::words::name::NAME_LIMIT;
use crate::words::schema::{Index, Schemas, Shape};
use crate::words::shape::{Checker, Root, Step};
use crate::words::written::{Body, Entry, List, Map, Node};

/// The most names kept of what was taken out of one file; with more, any name might be there.
pub const MOST_NAMES: usize = 20_000;

/// Values put in for others are nested no deeper than this.
const DEEPEST_MADE: usize = 4;

/// Names are given in lists at the root, or in lists in their items.
const DEEPEST_LIST: usize = 2;

/// What is left of a node.
#[derive(Debug)]
pub(super) enum Kept<'t> {
    /// All of it.
    Whole,
    /// This.
    Part(Node<'t>),
    /// Nothing.
    Gone,
}

impl Kept<'_> {
    /// What is left when two shapes had to hold for the same node.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Whole, kept) | (kept, Self::Whole) => kept,
            _ => Self::Gone,
        }
    }

    /// Whole or gone.
    pub(super) const fn if_good(good: bool) -> Self {
        if good { Self::Whole } else { Self::Gone }
    }
}

/// A copy of a list that begins with its first loss.
pub(super) struct Copied<'n, T> {
    all: &'n [T],
    left: Option<Vec<T>>,
}

impl<'n, T: Clone> Copied<'n, T> {
    pub(super) const fn new(all: &'n [T]) -> Self {
        Self { all, left: None }
    }

    /// Takes the thing at this place as it is.
    pub(super) fn keep(&mut self, index: usize) {
        if let (Some(left), Some(same)) = (&mut self.left, self.all.get(index)) {
            left.push(same.clone());
        }
    }

    /// What is copied so far, to put something else at this place, or nothing.
    pub(super) fn change(&mut self, index: usize) -> &mut Vec<T> {
        self.left
            .get_or_insert_with(|| self.all.get(..index).unwrap_or_default().to_vec())
    }

    pub(super) fn done(self) -> Option<Vec<T>> {
        self.left
    }
}

/// Something that was taken out.
pub(super) struct Loss<'n, 't> {
    section: &'n str,
    key: &'n str,
    node: Option<&'n Node<'t>>,
}

impl<'n, 't> Checker<'_, 'n, 't> {
    /// What is left of a map once its entries are looked at.
    pub(super) fn left_of_map(
        &mut self,
        node: &Node<'t>,
        map: &'n Map<'t>,
        left: Option<Vec<Entry<'t>>>,
        shape: &Shape,
    ) -> Kept<'t> {
        for refused in &map.refused {
            self.lose_unasked(Step::Key(""), Some(refused));
        }
        let mut missing = Vec::new();
        for &key in &shape.required {
            let has = |entries: &[Entry<'_>]| entries.iter().any(|entry| entry.key == key);
            if !has(left.as_ref().unwrap_or(&map.entries)) {
                missing.push(key);
            }
        }
        if left.is_none() && missing.is_empty() && map.whole && map.refused.is_empty() {
            return Kept::Whole;
        }
        // Others may be named after it, in a way that what was lost had a say in.
        if let Some(name) = map.entry("name") {
            self.lose_unasked(Step::Key("name"), Some(&name.value));
        }
        let at_root = self.path.is_empty() && self.root == Root::Filled;
        let mut entries = left.unwrap_or_else(|| map.entries.clone());
        for key in missing {
            let Some(&index) = shape.keys.get(key) else {
                return Kept::Gone;
            };
            let is_mute = resolved(self.schemas, index).is_some_and(|shape| shape.mute);
            if !at_root && !is_mute {
                return Kept::Gone;
            }
            // Under a key that nothing has may stand all that is missing, its key misspelt.
            let is_other = |entry: &Entry<'_>| {
                let is_scalar = matches!(entry.value.body, Body::Scalar { .. });
                !is_scalar && !shape.keys.contains_key(&*entry.key)
            };
            if map.entry(key).is_some() || !map.whole {
                // It was lost where it was looked at, or with the rest of the file.
            } else if map.entries.iter().any(is_other) {
                self.lose_unasked(Step::Key(key), None);
            } else {
                self.lose(Step::Key(key), None, index);
            }
            let Some(value) = made(self.schemas, index) else {
                return Kept::Gone;
            };
            entries.push(entry_made(key, value));
        }
        let body = Body::Map(Rc::new(Map {
            entries,
            merged: map.merged,
            refused: map.refused.clone(),
            whole: map.whole,
        }));
        Kept::Part(Node { body, ..*node })
    }

    /// Notes what is taken out of the map or list that is open; `index` is the shape it should
    /// have had. What was not written at all is also lost.
    pub(super) fn lose(&mut self, step: Step<'n>, node: Option<&'n Node<'t>>, index: Index) {
        if self.is_nameless(node, index) {
            let steps = self.path.iter().chain([&step]);
            let keys: Vec<&str> = steps.filter_map(Step::key).collect();
            if keys.len() <= DEEPEST_LIST {
                self.nameless.insert(keys.join("."));
            }
        }
        self.lose_unasked(step, node);
    }

    /// The same for what no shape asks for.
    pub(super) fn lose_unasked(&mut self, step: Step<'n>, node: Option<&'n Node<'t>>) {
        let first = self.path.first().unwrap_or(&step);
        let section = first.key().unwrap_or_default();
        let key = step.key().unwrap_or_default();
        self.lost.push(Loss { section, key, node });
    }

    /// Whether something has a name, and it cannot be told which.
    fn is_nameless(&self, node: Option<&Node<'_>>, index: Index) -> bool {
        let Some(shape) = resolved(self.schemas, index) else {
            return false;
        };
        let has_name = shape.required.contains(&"name");
        let is_map = shape.sorts.contains(&Sort::Map) && shape.keys.is_empty();
        let is_list = is_map || shape.sorts.contains(&Sort::List);
        match node.map(|node| &node.body) {
            None => is_list,
            Some(Body::Broken) => true,
            Some(Body::Map(map)) => {
                // Under a key that nothing has may stand the name, its key misspelt.
                let may_name = |entry: &Entry<'_>| {
                    entry.key == "name" || !shape.keys.contains_key(&*entry.key)
                };
                has_name && !map.entries.iter().any(may_name)
            }
            Some(Body::Scalar { text, .. }) => is_list || (has_name && text.is_empty()),
            Some(Body::List(_)) => false,
        }
    }
}

fn resolved(schemas: &Schemas, index: Index) -> Option<&Shape> {
    let mut shape = schemas.all.get(index)?;
    for _ in 0..DEEPEST_MADE {
        match shape.same_as {
            Some(same) => shape = schemas.all.get(same)?,
            None => break,
        }
    }
    Some(shape)
}

/// A value that fits a shape and says nothing, to stand where a key is missing; its
/// place is all zeros, because nobody wrote it. None if no such value can be made.
pub(super) fn made<'t>(schemas: &Schemas, index: Index) -> Option<Node<'t>> {
    made_within(schemas, index, DEEPEST_MADE)
}

fn made_within<'t>(schemas: &Schemas, index: Index, depth: usize) -> Option<Node<'t>> {
    let shape = resolved(schemas, index)?;
    let deeper = depth.checked_sub(1)?;
    let has = |sort| shape.sorts.contains(&sort);
    let body = if has(Sort::Nothing) {
        scalar("", true)
    } else if has(Sort::List) {
        let whole = true;
        let items = Vec::new();
        Body::List(Rc::new(List { items, whole }))
    } else if has(Sort::Map) {
        let mut entries = Vec::new();
        for &key in &shape.required {
            let value = made_within(schemas, *shape.keys.get(key)?, deeper)?;
            entries.push(entry_made(key, value));
        }
        Body::Map(Rc::new(Map {
            entries,
            whole: true,
            ..Map::default()
        }))
    } else if has(Sort::Text) {
        scalar(shape.example.unwrap_or_default(), false)
    } else if has(Sort::Integer) || has(Sort::Number) {
        scalar("0", true)
    } else if has(Sort::Bool) {
        scalar("false", true)
    } else {
        return None;
    };
    Some(Node::new(Place::default(), body))
}

const fn scalar<'t>(text: &'static str, plain: bool) -> Body<'t> {
    let text = Cow::Borrowed(text);
    Body::Scalar { text, plain }
}

/// An entry that nobody wrote.
pub(super) fn entry_made<'t>(key: &'static str, value: Node<'t>) -> Entry<'t> {
    Entry {
        key: Cow::Borrowed(key),
        key_place: Place::default(),
        key_used: Place::default(),
        value,
    }
}

/// What was lost of one file with its faulty parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Texts that may have been names.
    pub names: BTreeSet<String>,
    /// The keys at the root under which something was lost; empty for the root itself.
    pub sections: BTreeSet<String>,
    /// The lists, as `hosts` or `injects.choices`, in which something had a name that cannot be
    /// told; empty for the whole file.
    pub nameless: BTreeSet<String>,
}

impl Losses {
    /// Whether nothing was lost.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.sections.is_empty() && self.nameless.is_empty()
    }

    /// Everything in the file is lost, with all its names.
    pub fn all(&mut self) {
        self.sections.insert(String::new());
        self.nameless.insert(String::new());
    }

    pub(super) fn take(&mut self, lost: &[Loss<'_, '_>], nameless: BTreeSet<String>) {
        self.nameless.extend(nameless);
        for loss in lost {
            if !self.sections.contains(loss.section) {
                self.sections.insert(loss.section.to_owned());
            }
            self.name(loss.key);
            if let Some(node) = loss.node {
                self.names_in(node);
            }
        }
    }

    /// All words of a text that was not read.
    pub(super) fn words(&mut self, text: &str) {
        self.sections.insert(String::new());
        for word in text.split(|c: char| c.is_whitespace() || "[]{},\"'#:&*".contains(c)) {
            self.name(word);
        }
    }

    fn names_in(&mut self, node: &Node<'_>) {
        match &node.body {
            Body::Scalar { text, .. } => self.name(text),
            Body::List(list) => list.items.iter().for_each(|item| self.names_in(item)),
            Body::Map(map) => {
                for entry in &map.entries {
                    self.name(&entry.key);
                    self.names_in(&entry.value);
                }
                map.refused.iter().for_each(|node| self.names_in(node));
            }
            Body::Broken => {}
        }
    }

    fn name(&mut self, text: &str) {
        if text.is_empty() || text.len() > NAME_LIMIT || self.names.contains(text) {
            return;
        }
        if self.names.len() < MOST_NAMES {
            self.names.insert(text.to_owned());
        } else {
            self.nameless.insert(String::new());
        }
    }
}

/// The same tree with one node broken, the names in it lost; `way` leads to it from its end.
pub(super) fn broken_at<'t>(node: &Node<'t>, way: &[usize], losses: &mut Losses) -> Node<'t> {
    let Some((&index, further)) = way.split_last() else {
        losses.names_in(node);
        return Node {
            body: Body::Broken,
            ..node.clone()
        };
    };
    let mut node = node.clone();
    match &mut node.body {
        Body::List(list) => {
            let list = Rc::make_mut(list);
            if let Some(item) = list.items.get_mut(index) {
                *item = broken_at(item, further, losses);
            }
        }
        Body::Map(map) => {
            let map = Rc::make_mut(map);
            if let Some(entry) = map.entries.get_mut(index) {
                losses.name(&entry.key);
                entry.value = broken_at(&entry.value, further, losses);
            }
        }
        _ => {}
    }
    node
}
