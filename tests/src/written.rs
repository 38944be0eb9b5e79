//! YAML as a tree in which each key and each value knows its line.
//!
//! Looser than the engine's own reader on purpose: what the catalogue holds is counted without
//! asking the engine whether it likes it.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

/// A value as written.
#[derive(Debug)]
pub enum Node {
    /// One word, number or text; empty when nothing is written.
    Leaf(String),
    /// A list.
    List(Vec<Spanned<Node>>),
    /// A map, in the order written.
    Map(Vec<(Spanned<String>, Spanned<Node>)>),
}

impl Node {
    /// The value of this key, if this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Spanned<Self>> {
        let Self::Map(entries) = self else {
            return None;
        };
        entries
            .iter()
            .find(|(name, _)| name.value == key)
            .map(|(_, value)| value)
    }

    /// The text of a leaf; nothing for a list or a map.
    #[must_use]
    pub fn leaf(&self) -> &str {
        if let Self::Leaf(text) = self {
            text
        } else {
            ""
        }
    }

    /// The leaves of this key's list, each with its line; one leaf counts as a list of one.
    #[must_use]
    pub fn leaves(&self, key: &str) -> Vec<(u64, &str)> {
        let line = |node: &Spanned<Self>| node.referenced.line();
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        match &node.value {
            Self::Leaf(text) => vec![(line(node), text)],
            Self::List(items) => items
                .iter()
                .map(|item| (line(item), item.value.leaf()))
                .collect(),
            Self::Map(_) => Vec::new(),
        }
    }

    /// The keys of a map, each with its line.
    #[must_use]
    pub fn keys(&self) -> Vec<(u64, &str)> {
        let Self::Map(entries) = self else {
            return Vec::new();
        };
        entries
            .iter()
            .map(|(key, _)| (key.referenced.line(), key.value.as_str()))
            .collect()
    }

    /// Shows every map at or below this one.
    pub fn each_map(&self, look: &mut impl FnMut(&Self)) {
        match self {
            Self::Leaf(_) => {}
            Self::List(items) => items.iter().for_each(|item| item.value.each_map(look)),
            Self::Map(entries) => {
                look(self);
                entries
                    .iter()
                    .for_each(|(_, value)| value.value.each_map(look));
            }
        }
    }
}

/// Every document of a file of the repository.
///
/// # Errors
///
/// With one offender line, if it is not YAML.
pub fn documents(path: &str) -> Result<Vec<Node>, String> {
    let text = crate::text(path).ok_or_else(|| format!("{path}:1: is not UTF-8"))?;
    serde_saphyr::from_multiple(&text).map_err(|error| {
        let line = error.location().map_or(1, |at| at.line());
        format!("{path}:{line}: is not YAML: {error}")
    })
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Leaf(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Leaf(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Leaf(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Leaf(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Leaf(value.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Leaf(String::new()))
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Node, D::Error> {
        Node::deserialize(from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Node::Map(map))
    }
}
