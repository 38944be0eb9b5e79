//! Written things keep their place: `At<T>` in typed data, `Node` in untyped data.
//!
//! Checks that need more than one value (a name that nothing has, a cycle) come long after
//! reading; with its place kept beside every name, such a fault still points at its characters.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::words::fault::{Fault, FaultKind, Place, Sort};

/// A value and the place where it was written. Equality, order and hash are the value's alone.
///
/// Read in YAML by `read`, it knows its place; from elsewhere, or inside `flatten`, `untagged`
/// or internally tagged types (which serde buffers), its place is all zeros.
#[derive(Clone, Copy, Debug, Default)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub place: Place,
}

#[expect(
    clippy::len_without_is_empty,
    reason = "the length of a place, never empty"
)]
impl<T> At<T> {
    /// A value at a place.
    pub const fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }

    /// The line, from 1; 0 if unknown.
    pub const fn line(&self) -> u32 {
        self.place.line
    }

    /// The column in characters, from 1; 0 if unknown.
    pub const fn column(&self) -> u32 {
        self.place.column
    }

    /// The characters to underline (not the length of the value).
    pub const fn len(&self) -> u32 {
        self.place.len
    }

    /// The value without its place.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Another value at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> At<U> {
        At {
            value: change(self.value),
            place: self.place,
        }
    }

    /// A fault at this place of a file.
    pub fn fault(&self, file: &Arc<str>, kind: FaultKind) -> Fault {
        Fault::new(file, self.place, kind)
    }
}

impl<T> From<T> for At<T> {
    fn from(value: T) -> Self {
        Self {
            value,
            place: Place::default(),
        }
    }
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for At<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for At<T> {}

impl<T: PartialOrd> PartialOrd for At<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Ord> Ord for At<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<T: Hash> Hash for At<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<T: Serialize> Serialize for At<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(PLACED, PlacedVisitor(PhantomData))
    }
}

/// The name under which an `At` asks for its place: `typed` answers it with line, column, length
/// and value, any other reader with the value alone.
pub(super) const PLACED: &str = "dientap::At";

struct PlacedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for PlacedVisitor<T> {
    type Value = At<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value, with its place or without")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<At<T>, D::Error> {
        T::deserialize(value).map(At::from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<At<T>, A::Error> {
        let mut number = || {
            parts
                .next_element()?
                .ok_or_else(|| Error::invalid_length(0, &self))
        };
        let (line, column, len) = (number()?, number()?, number()?);
        let value = parts.next_element()?;
        let place = Place { line, column, len };
        let value = value.ok_or_else(|| Error::invalid_length(3, &self))?;
        Ok(At { value, place })
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }

    fn _schemars_private_non_optional_json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::_schemars_private_non_optional_json_schema(generator)
    }

    fn _schemars_private_is_option() -> bool {
        T::_schemars_private_is_option()
    }
}

/// A value as written, of whatever sort, with its place. Cheap to clone: what an alias repeats
/// is shared.
#[derive(Clone, Debug)]
pub struct Node<'t> {
    /// Where it begins. A block map begins at its first key.
    pub place: Place,
    /// Where an alias or a merge brings it in; all zeros if it stands where it is used.
    pub used: Place,
    /// What it is.
    pub body: Body<'t>,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Body<'t> {
    /// A text, number, `true`, or nothing; only a plain one (without quotes) can be other
    /// than text.
    Scalar {
        /// The text, its escapes and folds undone.
        text: Cow<'t, str>,
        /// Written without quotes.
        plain: bool,
    },
    /// A list.
    List(Rc<List<'t>>),
    /// A map.
    Map(Rc<Map<'t>>),
    /// Something already reported as a fault: nothing more is said about it.
    Broken,
}

/// The items of a list.
#[derive(Clone, Debug, Default)]
pub struct List<'t> {
    /// The items in order.
    pub items: Vec<Node<'t>>,
    /// Whether its end was reached: a fault of syntax cuts the rest off.
    pub whole: bool,
}

/// The entries of a map, merges (`<<`) already done.
#[derive(Clone, Debug, Default)]
pub struct Map<'t> {
    /// The entries in order; no key twice.
    pub entries: Vec<Entry<'t>>,
    /// Whether a merge (`<<`) was done.
    pub merged: bool,
    /// Values whose key was refused: a second one with the same key, or a key that is no text.
    pub refused: Vec<Node<'t>>,
    /// Whether its end was reached: a fault of syntax cuts the rest off.
    pub whole: bool,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry<'t> {
    /// The key.
    pub key: Cow<'t, str>,
    /// Where the key is written.
    pub key_place: Place,
    /// Where an alias or a merge brings it in; all zeros if it stands where it is used.
    pub key_used: Place,
    /// The value.
    pub value: Node<'t>,
}

impl Entry<'_> {
    /// The same, brought in from here by a merge.
    #[must_use]
    pub fn brought(&self, from: Place) -> Self {
        let mut entry = self.clone();
        if from.line > 0 {
            (entry.key_used, entry.value.used) = (from, from);
        }
        entry
    }
}

impl<'t> Entry<'t> {
    /// The same key with another value.
    #[must_use]
    pub fn with(&self, value: Node<'t>) -> Self {
        Self {
            key: self.key.clone(),
            value,
            ..*self
        }
    }
}

impl<'t> Map<'t> {
    /// The entry with this key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry<'t>> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

impl<'t> Node<'t> {
    /// What stands where it is used.
    #[must_use]
    pub fn new(place: Place, body: Body<'t>) -> Self {
        let used = Place::default();
        Self { place, used, body }
    }

    /// The sort a YAML 1.2 reader sees; `None` if the node is broken.
    #[must_use]
    pub fn sort(&self) -> Option<Sort> {
        Some(match &self.body {
            Body::Scalar { text, plain: true } => sort_of_plain(text),
            Body::Scalar { .. } => Sort::Text,
            Body::List(_) => Sort::List,
            Body::Map(_) => Sort::Map,
            Body::Broken => return None,
        })
    }

    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.body {
            Body::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}

/// The sort of an unquoted scalar. Whole numbers are decimal without leading zeros, or `0x`
/// or `0o`; `yes`, `no`, `on`, `off`, `010` and `1_000` are texts.
#[must_use]
pub fn sort_of_plain(text: &str) -> Sort {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Sort::Nothing,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Sort::Bool,
        _ if is_integer(text) => Sort::Integer,
        _ if is_number(text) => Sort::Number,
        _ => Sort::Text,
    }
}

/// The whole number a text writes; `None` if it writes none, or one too large for an `i128`.
#[must_use]
pub fn integer_of(text: &str) -> Option<i128> {
    if !is_integer(text) {
        return None;
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let size = match unsigned.get(..2) {
        Some("0x") => i128::from_str_radix(unsigned.get(2..)?, 16).ok()?,
        Some("0o") => i128::from_str_radix(unsigned.get(2..)?, 8).ok()?,
        _ => unsigned.parse().ok()?,
    };
    if text.starts_with('-') {
        size.checked_neg()
    } else {
        Some(size)
    }
}

fn is_integer(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let all = |digits: &str, base| !digits.is_empty() && digits.chars().all(|c| c.is_digit(base));
    match (unsigned.get(..2), unsigned.get(2..)) {
        (Some("0x"), Some(digits)) => all(digits, 16),
        (Some("0o"), Some(digits)) => all(digits, 8),
        _ => all(unsigned, 10) && (unsigned == "0" || !unsigned.starts_with('0')),
    }
}

fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let begins = unsigned.strip_prefix('.').unwrap_or(unsigned);
    begins.starts_with(|c: char| c.is_ascii_digit())
        && !(unsigned.len() > 1 && unsigned.starts_with('0') && !unsigned.starts_with("0."))
        && text.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_have_the_sort_that_an_editor_sees() {
        let sorts = |texts: &[&str]| texts.iter().map(|t| sort_of_plain(t)).collect::<Vec<_>>();
        assert_eq!(
            sorts(&["0", "-7", "+7", "0x1F", "0o17"]),
            [Sort::Integer; 5]
        );
        assert_eq!(
            sorts(&["0.5", "1e3", "-1.0", "0e0", ".5"][..3]),
            [Sort::Number; 3]
        );
        assert_eq!(
            sorts(&["yes", "no", "010", "1_000", "7-17", "5m", "0x", "-"]),
            [Sort::Text; 8]
        );
        assert_eq!(
            sorts(&["inf", "nan", ".inf", "1e999", "é0", "0é"]),
            [Sort::Text; 6]
        );
        assert_eq!(sorts(&["", "~", "null"]), [Sort::Nothing; 3]);
        assert_eq!(sorts(&["true", "False"]), [Sort::Bool; 2]);
    }

    #[test]
    fn whole_numbers_are_read_or_refused_never_wrapped() {
        assert_eq!(integer_of("-0x10"), Some(-16));
        assert_eq!(
            integer_of("99999999999999999999"),
            Some(99_999_999_999_999_999_999)
        );
        assert_eq!(integer_of(&"9".repeat(60)), None);
        assert_eq!(integer_of("--5"), None);
    }

    #[test]
    fn a_place_is_no_part_of_a_value() {
        let here = At::new(
            5,
            Place {
                line: 1,
                column: 2,
                len: 1,
            },
        );
        assert_eq!(here, At::from(5));
        assert_eq!(here.map(|n| n + 1).place.column, 2);
    }
}
