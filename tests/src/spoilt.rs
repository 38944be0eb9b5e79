//! A good file of the repository with one slip in it: what an author's hand does, drawn by dice.

use std::ops::Range;

use serde_saphyr::Spanned;

use crate::scenario::Dice;
use crate::text;
use crate::written::{Node, documents};

/// What a slip does to a key and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// A letter of the key twice.
    Misspelt,
    /// Another key, like no other.
    Renamed,
    /// The value in brackets: a list.
    Listed,
    /// Neither the key nor the value.
    Deleted,
}

/// All slips.
pub const SLIPS: [Slip; 4] = [Slip::Misspelt, Slip::Renamed, Slip::Listed, Slip::Deleted];

/// A key and its value in a file, and the lines of the entry they belong to: an item of a list at
/// the root, or what stands under a key there.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// The key.
    pub key: String,
    /// The value; empty if it is more than one line, or no single word or text.
    pub value: String,
    /// The lines of the entry, from 1.
    pub entry: Range<u64>,
    /// Where the value begins, in lines and columns from 1.
    pub place: (u64, u64),
    spot: Spot,
}

/// Where key and value stand in their line, in characters from 0.
#[derive(Clone, Debug)]
struct Spot {
    line: usize,
    key: Range<usize>,
    value: Option<Range<usize>>,
}

/// Every key of a file of the repository.
///
/// # Panics
///
/// If it is not YAML.
#[must_use]
pub fn leaves(path: &str) -> Vec<Leaf> {
    let root = documents(path).unwrap_or_else(|offender| panic!("{offender}"));
    let lines = text(path).map_or(0, |text| text.lines().count() as u64);
    let mut found = Vec::new();
    let Some(Node::Map(sections)) = root.first() else {
        return found;
    };
    let next = sections.iter().skip(1).map(|(key, _)| line(key));
    let ends = next.chain([lines + 1]);
    for ((key, value), end) in sections.iter().zip(ends) {
        let entry = line(key)..end.max(line(key) + 1);
        found.push(leaf(key, value, &entry));
        let starts: Vec<u64> = match &value.value {
            Node::Leaf(_) => continue,
            Node::List(items) => items.iter().map(line).collect(),
            Node::Map(entries) => entries.iter().map(|(key, _)| line(key)).collect(),
        };
        for (at, start) in starts.iter().enumerate() {
            let end = starts.get(at + 1).copied().unwrap_or(entry.end);
            let lines = *start..end.max(start + 1);
            match &value.value {
                Node::List(items) => inside(&items[at].value, &lines, &mut found),
                Node::Map(entries) => {
                    let (key, value) = &entries[at];
                    found.push(leaf(key, value, &lines));
                    inside(&value.value, &lines, &mut found);
                }
                Node::Leaf(_) => {}
            }
        }
    }
    found
}

fn inside(node: &Node, entry: &Range<u64>, found: &mut Vec<Leaf>) {
    match node {
        Node::Leaf(_) => {}
        Node::List(items) => items
            .iter()
            .for_each(|item| inside(&item.value, entry, found)),
        Node::Map(entries) => {
            for (key, value) in entries {
                found.push(leaf(key, value, entry));
                inside(&value.value, entry, found);
            }
        }
    }
}

fn line<T>(at: &Spanned<T>) -> u64 {
    at.referenced.line()
}

fn leaf(key: &Spanned<String>, value: &Spanned<Node>, entry: &Range<u64>) -> Leaf {
    let small = |number: u64| usize::try_from(number).unwrap_or(0);
    let span = |at: &serde_saphyr::Location| {
        let from = small(at.column()).saturating_sub(1);
        from..from + small(at.span().len())
    };
    let is_one = matches!(value.value, Node::Leaf(_)) && line(key) == line(value);
    Leaf {
        key: key.value.clone(),
        value: value.value.leaf().to_owned(),
        entry: entry.clone(),
        place: (line(value), value.referenced.column()),
        spot: Spot {
            line: small(line(key)).saturating_sub(1),
            key: span(&key.referenced),
            value: is_one.then(|| span(&value.referenced)),
        },
    }
}

/// The text with this slip in it; none where it cannot be made in one line.
#[must_use]
pub fn slipped(text: &str, leaf: &Leaf, slip: Slip, dice: &mut Dice) -> Option<String> {
    let Spot { line, key, value } = &leaf.spot;
    changed(text, *line, |chars| {
        let part = |range: Range<usize>| chars.get(range).map(String::from_iter);
        let before = part(0..key.start)?;
        let after_key = part(key.end..chars.len())?;
        Some(match slip {
            Slip::Misspelt => {
                let mut key: Vec<char> = leaf.key.chars().collect();
                let at = dice.below(key.len());
                key.insert(at, *key.get(at)?);
                before + &String::from_iter(key) + &after_key
            }
            Slip::Renamed => before + "khong-phai-khoa" + &after_key,
            Slip::Listed => {
                let value = value.clone()?;
                let to = part(0..value.start)?;
                to + "[" + &part(value.clone())? + "]" + &part(value.end..chars.len())?
            }
            Slip::Deleted => {
                let after = part(value.clone()?.end..chars.len())?;
                match after.strip_prefix(", ") {
                    Some(further) => before + further,
                    None => {
                        before.trim_end_matches([',', ' ']).to_owned() + &space(&before) + &after
                    }
                }
            }
        })
    })
}

/// The dash of an item keeps the space after it.
fn space(before: &str) -> String {
    let is_item = before.trim_end().ends_with('-');
    if is_item {
        " ".to_owned()
    } else {
        String::new()
    }
}

/// The text with another value for this key.
#[must_use]
pub fn named(text: &str, leaf: &Leaf, name: &str) -> Option<String> {
    let Spot { line, value, .. } = &leaf.spot;
    changed(text, *line, |chars| {
        let value = value.clone()?;
        let part = |range: Range<usize>| chars.get(range).map(String::from_iter);
        Some(part(0..value.start)? + name + &part(value.end..chars.len())?)
    })
}

fn changed(
    text: &str,
    line: usize,
    change: impl FnOnce(&[char]) -> Option<String>,
) -> Option<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let old = lines.get_mut(line)?;
    *old = change(&old.chars().collect::<Vec<_>>())?;
    Some(lines.join("\n") + "\n")
}
