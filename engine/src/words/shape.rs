//! Checks a tree of nodes against the schema of the type it will become.
//!
//! Typed reading stops at the first fault; this goes on, so that an author sees them all at once,
//! and says what of the tree is left to be read without them. Which variant of an enum was meant
//! is found by its key or its text, never by guessing, so that a fault inside a variant is told
//! as that fault and not as "matches none of these".

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::rc::Rc;
use std::sync::Arc;

use crate::words::fault::Faults;
use crate::words::fault::{Fault, FaultKind, Place, Sort, quote};
use crate::words::near::nearest_of;
use crate::words::prune::{Copied, Kept, Loss, Losses};
use crate::words::schema::{Index, OtherKeys, Schemas, Shape};
use crate::words::written::{Body, Entry, List, Map, Node, integer_of};

/// The most checks of one file: a bound on types that must be told apart by trying.
const MOST_CHECKS: u64 = 20_000_000;

/// The most names listed in one fault.
pub(super) const MOST_ALLOWED: usize = 60;

/// What is done when a key is missing at the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// Something is put in its place: the file stands alone, and its parts count.
    Filled,
    /// The whole file is lost: it is one of many alike.
    Dropped,
}

/// Puts every difference between a tree and a schema into `faults`, and what is lost by that into
/// `losses`. Gives what is left of the tree, if anything is; `work` is raised by the nodes looked
/// at.
pub fn check<'t>(
    (file, schemas, root): (&Arc<str>, &Schemas, Root),
    tree: &Node<'t>,
    faults: &mut Faults,
    losses: &mut Losses,
    work: &mut u64,
) -> Option<Node<'t>> {
    let mut checker = Checker {
        file,
        schemas,
        faults,
        path: Vec::new(),
        checks: 0,
        root,
        lost: Vec::new(),
        nameless: BTreeSet::new(),
    };
    let kept = checker.node(tree, schemas.root);
    losses.take(&checker.lost, std::mem::take(&mut checker.nameless));
    *work = work.saturating_add(checker.checks);
    if checker.checks >= MOST_CHECKS {
        let (found, limit) = (checker.checks, MOST_CHECKS);
        let kind = FaultKind::TooMany {
            what: "checks",
            found,
            limit,
        };
        faults.push(Fault::new(file, Place::START, kind));
        return None;
    }
    match kept {
        Kept::Whole => Some(tree.clone()),
        Kept::Part(part) => Some(part),
        Kept::Gone => None,
    }
}

/// One step from the root of a file to a node.
#[derive(Clone, Copy)]
pub(super) enum Step<'n> {
    Key(&'n str),
    Item(usize, Option<&'n str>),
}

impl<'n> Step<'n> {
    pub(super) const fn key(&self) -> Option<&'n str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Item(..) => None,
        }
    }
}

/// A checking under way. Which variant an enum's value is, `variant` finds out.
pub(super) struct Checker<'c, 'n, 't> {
    pub(super) file: &'c Arc<str>,
    pub(super) schemas: &'c Schemas,
    pub(super) faults: &'c mut Faults,
    pub(super) path: Vec<Step<'n>>,
    pub(super) checks: u64,
    pub(super) root: Root,
    pub(super) lost: Vec<Loss<'n, 't>>,
    pub(super) nameless: BTreeSet<String>,
}

impl<'n, 't> Checker<'_, 'n, 't> {
    pub(super) fn say(&mut self, place: Place, kind: impl FnOnce() -> FaultKind) {
        self.faults.push_with(self.file, place, kind);
    }

    /// Says a fault that names the way to here.
    pub(super) fn say_at(&mut self, place: Place, kind: impl FnOnce(String) -> FaultKind) {
        let path = &self.path;
        self.faults.push_with(self.file, place, || kind(way(path)));
    }

    pub(super) fn inside(&mut self, step: Step<'n>, node: &'n Node<'t>, index: Index) -> Kept<'t> {
        self.path.push(step);
        let kept = self.node(node, index);
        self.path.pop();
        kept
    }

    /// Checks a node; what was lost inside one that is gone goes with it.
    pub(super) fn node(&mut self, node: &'n Node<'t>, index: Index) -> Kept<'t> {
        let before = self.lost.len();
        let kept = self.looked_at(node, index);
        if matches!(kept, Kept::Gone) {
            self.lost.truncate(before);
        }
        kept
    }

    fn looked_at(&mut self, node: &'n Node<'t>, index: Index) -> Kept<'t> {
        self.checks += 1;
        let (schemas, Some(found)) = (self.schemas, node.sort()) else {
            return Kept::Gone;
        };
        let Some(shape) = schemas.all.get(index) else {
            return Kept::Whole;
        };
        if self.checks >= MOST_CHECKS {
            return Kept::Gone;
        }
        let mut kept = Kept::Whole;
        if let Some(same) = shape.same_as {
            kept = kept.and(self.node(node, same));
        }
        if let Some(choice) = &shape.choice {
            kept = kept.and(self.choice(node, found, choice));
        }
        if !fits(found, node, &shape.sorts) {
            let expected = shape.sorts.clone();
            self.say(node.place, || FaultKind::WrongType { expected, found });
            return Kept::Gone;
        }
        kept.and(match &node.body {
            Body::Scalar { text, .. } => Kept::if_good(self.scalar(text, found, node.place, shape)),
            Body::List(list) => self.list(node, list, shape),
            Body::Map(map) => self.map(node, map, shape),
            Body::Broken => Kept::Gone,
        })
    }

    /// Whether a scalar is good; so the three that follow.
    fn scalar(&mut self, text: &str, found: Sort, place: Place, shape: &Shape) -> bool {
        let wants = |sort| shape.sorts.contains(&sort);
        if found == Sort::Nothing {
            true
        } else if found == Sort::Integer && wants(Sort::Integer) {
            self.integer(text, place, shape)
        } else if matches!(found, Sort::Integer | Sort::Number) && wants(Sort::Number) {
            self.number(text, place, shape)
        } else if wants(Sort::Text) || shape.texts.is_some() {
            self.text(text, place, shape)
        } else {
            true
        }
    }

    fn integer(&mut self, text: &str, place: Place, shape: &Shape) -> bool {
        let (least, most) = shape.range;
        let good = match integer_of(text) {
            Some(number) => {
                least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most)
            }
            None => least.is_none() && most.is_none(),
        };
        if !good {
            let (min, max) = (least.map(|n| n.to_string()), most.map(|n| n.to_string()));
            self.say(place, || FaultKind::OutOfRange {
                found: quote(text),
                min,
                max,
            });
        }
        good
    }

    fn number(&mut self, text: &str, place: Place, shape: &Shape) -> bool {
        let (least, most) = shape.real;
        let number: f64 = text.parse().unwrap_or(f64::NAN);
        let good = number.is_finite()
            && least.is_none_or(|least| number >= least)
            && most.is_none_or(|most| number <= most);
        if !good {
            let (min, max) = (least.map(|n| n.to_string()), most.map(|n| n.to_string()));
            self.say(place, || FaultKind::OutOfRange {
                found: quote(text),
                min,
                max,
            });
        }
        good
    }

    fn text(&mut self, text: &str, place: Place, shape: &Shape) -> bool {
        if let Some(texts) = &shape.texts {
            let good = texts.contains(&text);
            if !good {
                self.say(place, || not_one_of(text, texts.iter().copied()));
            }
            return good;
        }
        let address = match shape.address {
            Some("ipv4") => text.parse::<Ipv4Addr>().is_ok(),
            Some("ipv6") => text.parse::<Ipv6Addr>().is_ok(),
            Some(_) => text.parse::<IpAddr>().is_ok(),
            None => true,
        };
        let form = shape
            .pattern
            .as_ref()
            .is_none_or(|pattern| pattern.is_match(text));
        if !address || !form {
            let name = if address {
                shape.name
            } else {
                shape.address.unwrap_or(shape.name)
            };
            // A pattern of its own is told by an example of what fits it.
            let name = match shape.example.filter(|_| name == "text") {
                Some(example) => example,
                None => name,
            };
            self.say(place, || FaultKind::BadText {
                found: quote(text),
                shape: name,
            });
            return false;
        }
        let (least, most) = shape.length;
        if least.is_none() && most.is_none() {
            return true;
        }
        let long = text.chars().count() as u64;
        let (least, most) = (least.unwrap_or(0), most.unwrap_or(u64::MAX));
        let good = (least..=most).contains(&long);
        if !good {
            self.say(place, || count("characters", long, least, most));
        }
        good
    }

    fn list(&mut self, node: &Node<'t>, list: &'n List<'t>, shape: &Shape) -> Kept<'t> {
        let long = list.items.len() as u64;
        let (least, most) = shape.count;
        let short = list.whole && least.is_some_and(|least| long < least);
        if short || most.is_some_and(|most| long > most) {
            let (least, most) = (least.unwrap_or(0), most.unwrap_or(u64::MAX));
            self.say(node.place, || count("items", long, least, most));
        }
        let mut left = Copied::new(&list.items);
        let mut first: BTreeMap<&str, u32> = BTreeMap::new();
        for (index, item) in list.items.iter().enumerate() {
            if let Some(shape) = shape.first_items.get(index).copied().or(shape.items) {
                let step = Step::Item(index, name_of(item));
                match self.inside(step, item, shape) {
                    Kept::Whole => left.keep(index),
                    Kept::Part(part) => left.change(index).push(part),
                    Kept::Gone => {
                        left.change(index);
                        self.lose(step, Some(item), shape);
                    }
                }
            } else {
                left.keep(index);
            }
            if let (true, Some(text)) = (shape.unique, item.text()) {
                let seen = first.insert(text, item.place.line);
                if let Some(first_line) = seen {
                    first.insert(text, first_line);
                    let name = quote(text);
                    self.say(item.place, || FaultKind::DuplicateName { name, first_line });
                }
            }
        }
        match left.done() {
            None => Kept::Whole,
            // What counts its items is nothing without one of them.
            Some(_) if !shape.first_items.is_empty() => Kept::Gone,
            Some(items) => {
                let whole = list.whole;
                let body = Body::List(Rc::new(List { items, whole }));
                Kept::Part(Node { body, ..*node })
            }
        }
    }

    pub(super) fn map(&mut self, node: &Node<'t>, map: &'n Map<'t>, shape: &Shape) -> Kept<'t> {
        let mut meant: Vec<&'static str> = Vec::new();
        let mut left = Copied::new(&map.entries);
        for (at, entry) in map.entries.iter().enumerate() {
            let step = Step::Key(&entry.key);
            match shape_of_key(shape, &entry.key) {
                Some(Some(index)) => match self.inside(step, &entry.value, index) {
                    Kept::Whole => left.keep(at),
                    Kept::Part(value) => left.change(at).push(entry.with(value)),
                    Kept::Gone => {
                        left.change(at);
                        self.lose(step, Some(&entry.value), index);
                    }
                },
                Some(None) => left.keep(at),
                None => {
                    let unwritten = shape.keys.keys().copied();
                    let unwritten =
                        unwritten.filter(|key| map.entries.len() > 64 || map.entry(key).is_none());
                    let near = self.unknown_key(entry, shape, unwritten);
                    meant.extend(near);
                    left.change(at);
                    self.lose_unasked(step, Some(&entry.value));
                }
            }
        }
        for &key in shape.required.iter().filter(|_| map.whole) {
            // A key that was only misspelt is not also missing.
            if map.entry(key).is_none() && !meant.contains(&key) {
                self.say_at(node.place, |at| FaultKind::MissingKey {
                    key: key.to_owned(),
                    at,
                });
            }
        }
        self.left_of_map(node, map, left.done(), shape)
    }

    fn unknown_key(
        &mut self,
        entry: &Entry<'_>,
        shape: &Shape,
        known: impl Iterator<Item = &'static str>,
    ) -> Option<&'static str> {
        if !shape.key_patterns.is_empty() && shape.keys.is_empty() {
            let found = quote(&entry.key);
            let name = shape.key_name;
            self.say(entry.key_place, || FaultKind::BadText {
                found,
                shape: name,
            });
            return None;
        }
        // Past the limit of faults nobody reads the near name: then it is not looked for.
        let wanted = self.faults.wants(self.file, entry.key_place);
        let near = if wanted {
            nearest_of(&entry.key, known)
        } else {
            None
        };
        self.say_at(entry.key_place, |at| FaultKind::UnknownKey {
            key: quote(&entry.key),
            at,
            near: near.map(str::to_owned),
            allowed: shape
                .keys
                .keys()
                .take(MOST_ALLOWED)
                .map(|key| (*key).to_owned())
                .collect(),
        });
        near
    }
}

/// The way from the root to a node: `hosts[web-01].weaknesses`; items without a name count
/// from 1.
fn way(path: &[Step<'_>]) -> String {
    let mut at = String::new();
    for step in path {
        match step {
            Step::Key(key) if at.is_empty() => at.push_str(&quote(key)),
            Step::Key(key) => at.extend([".", &quote(key)]),
            Step::Item(_, Some(name)) => at.extend(["[", &quote(name), "]"]),
            Step::Item(index, None) => at.extend(["[", &(index + 1).to_string(), "]"]),
        }
    }
    at
}

/// Whether a node can be of one of these sorts: a plain number or `true` also serves as text.
pub(super) fn fits(found: Sort, node: &Node<'_>, sorts: &[Sort]) -> bool {
    let scalar = matches!(node.body, Body::Scalar { .. }) && found != Sort::Nothing;
    sorts.is_empty()
        || sorts.contains(&found)
        || (found == Sort::Integer && sorts.contains(&Sort::Number))
        || (scalar && sorts.contains(&Sort::Text))
}

/// The shape of a key's value: `None` if the key is unknown, `Some(None)` if any value will do.
fn shape_of_key(shape: &Shape, key: &str) -> Option<Option<Index>> {
    let by_pattern = || {
        shape
            .key_patterns
            .iter()
            .find(|(pattern, _)| pattern.is_match(key))
    };
    if let Some(index) = shape.keys.get(key) {
        return Some(Some(*index));
    }
    if let Some((_, index)) = by_pattern() {
        return Some(Some(*index));
    }
    match shape.other_keys {
        OtherKeys::Any => Some(None),
        OtherKeys::Like(index) => Some(Some(index)),
        OtherKeys::None => None,
    }
}

/// The name an author gave to an item.
fn name_of<'n>(item: &'n Node<'_>) -> Option<&'n str> {
    match &item.body {
        Body::Map(map) => map.entry("name")?.value.text(),
        _ => None,
    }
}

pub(super) fn not_one_of(
    found: &str,
    known: impl Iterator<Item = &'static str> + Clone,
) -> FaultKind {
    FaultKind::NotOneOf {
        found: quote(found),
        near: nearest_of(found, known.clone()).map(str::to_owned),
        allowed: known.take(MOST_ALLOWED).map(str::to_owned).collect(),
    }
}

fn count(what: &'static str, found: u64, least: u64, most: u64) -> FaultKind {
    if found > most {
        return FaultKind::TooMany {
            what,
            found,
            limit: most,
        };
    }
    let args = vec![("what", what.to_owned()), ("found", found.to_string())];
    let least = ("least", least.to_string());
    FaultKind::Other {
        code: "too-few",
        args: args.into_iter().chain([least]).collect(),
    }
}
