//! From a tree of nodes to a type: the same tree that was checked, so that a part of it can be
//! read when another part had to be taken out.
//!
//! Shapes are checked before, so what fails here is a type that refuses a value of right shape
//! (`try_from`). Its own word is kept, with the way to the value.

use std::cell::Cell;
use std::fmt;

use serde::de::value::{StrDeserializer, U32Deserializer};
use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error,
    IntoDeserializer, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};

use crate::words::fault::{Place, Sort};
use crate::words::written::{Body, Entry, List, Map, Node, PLACED, integer_of};

/// Reads a tree as a `T`; `work` is raised by the nodes looked at.
pub(super) fn read_typed<T: DeserializeOwned>(
    tree: &Node<'_>,
    work: &mut u64,
) -> Result<T, Refusal> {
    let looked = Cell::new(0);
    let from = Cursor::new(tree, Place::default(), &looked);
    let read = T::deserialize(from).map_err(|refusal| refusal.at(tree.place));
    *work = work.saturating_add(looked.get());
    read
}

/// A value that its type refused.
#[derive(Debug)]
pub(super) struct Refusal {
    /// The type's own word for it.
    pub(super) why: String,
    /// Where the value is written.
    pub(super) place: Option<Place>,
    /// The way to it from its end: which item or entry, and of which before.
    pub(super) way: Vec<usize>,
}

impl Refusal {
    fn at(mut self, place: Place) -> Self {
        self.place = self.place.or(Some(place));
        self
    }

    fn inside(mut self, index: usize, place: Place) -> Self {
        self.way.push(index);
        self.at(place)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Refusal {}

impl Error for Refusal {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self {
            why: why.to_string(),
            place: None,
            way: Vec::new(),
        }
    }
}

/// Reads one node.
#[derive(Clone, Copy)]
struct Cursor<'r, 't> {
    node: &'r Node<'t>,
    /// Where an alias or a merge brings in what it stands in; all zeros if none does.
    used: Place,
    looked: &'r Cell<u64>,
}

impl<'r, 't> Cursor<'r, 't> {
    fn new(node: &'r Node<'t>, used: Place, looked: &'r Cell<u64>) -> Self {
        looked.set(looked.get().saturating_add(1));
        let used = if used.line > 0 { used } else { node.used };
        Self { node, used, looked }
    }

    fn inside<'n>(self, node: &'n Node<'t>) -> Cursor<'n, 't>
    where
        'r: 'n,
    {
        Cursor::new(node, self.used, self.looked)
    }

    /// Where the value is used; a map or list is shown by its first character.
    fn place(&self) -> Place {
        let is_scalar = matches!(self.node.body, Body::Scalar { .. });
        let written = self.node.place;
        match (self.used.line, is_scalar) {
            (0, true) => written,
            (0, false) => Place {
                len: written.len.min(1),
                ..written
            },
            _ => self.used,
        }
    }

    fn text(&self, expected: &dyn serde::de::Expected) -> Result<&'r str, Refusal> {
        self.node.text().ok_or_else(|| self.wrong(expected))
    }

    fn list(&self, expected: &dyn serde::de::Expected) -> Result<Items<'r, 't>, Refusal> {
        match &self.node.body {
            Body::List(list) => Ok(Items {
                from: *self,
                list,
                next: 0,
            }),
            _ => Err(self.wrong(expected)),
        }
    }

    fn map(&self, expected: &dyn serde::de::Expected) -> Result<Entries<'r, 't>, Refusal> {
        match &self.node.body {
            Body::Map(map) => Ok(Entries {
                from: *self,
                map,
                next: 0,
            }),
            _ => Err(self.wrong(expected)),
        }
    }

    fn wrong(&self, expected: &dyn serde::de::Expected) -> Refusal {
        let found = match &self.node.body {
            Body::Scalar { text, .. } => Unexpected::Str(text),
            Body::List(_) => Unexpected::Seq,
            Body::Map(_) => Unexpected::Map,
            Body::Broken => Unexpected::Other("a fault"),
        };
        Error::invalid_type(found, expected)
    }

    fn integer<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let number = self
            .node
            .text()
            .filter(|_| self.node.sort() == Some(Sort::Integer))
            .and_then(integer_of)
            .ok_or_else(|| self.wrong(&visitor))?;
        if let Ok(number) = u64::try_from(number) {
            return visitor.visit_u64(number);
        }
        match i64::try_from(number) {
            Ok(number) => visitor.visit_i64(number),
            Err(_) => visitor.visit_i128(number),
        }
    }

    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let text = self.text(&visitor)?;
        match (self.node.sort(), text.parse()) {
            (Some(Sort::Integer | Sort::Number), Ok(number)) => visitor.visit_f64(number),
            _ => Err(self.wrong(&visitor)),
        }
    }
}

/// One line for each kind of value that is read by the same means.
macro_rules! read_as {
    ($($method:ident => $means:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
            self.$means(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Cursor<'_, '_> {
    type Error = Refusal;

    read_as! {
        deserialize_i8 => integer
        deserialize_i16 => integer
        deserialize_i32 => integer
        deserialize_i64 => integer
        deserialize_i128 => integer
        deserialize_u8 => integer
        deserialize_u16 => integer
        deserialize_u32 => integer
        deserialize_u64 => integer
        deserialize_u128 => integer
        deserialize_f32 => number
        deserialize_f64 => number
        deserialize_char => deserialize_str
        deserialize_string => deserialize_str
        deserialize_identifier => deserialize_str
        deserialize_bytes => deserialize_str
        deserialize_byte_buf => deserialize_str
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match (&self.node.body, self.node.sort()) {
            (Body::List(_), _) => self.deserialize_seq(visitor),
            (Body::Map(_), _) => self.deserialize_map(visitor),
            (_, Some(Sort::Nothing)) => visitor.visit_unit(),
            (_, Some(Sort::Bool)) => self.deserialize_bool(visitor),
            (_, Some(Sort::Integer)) => self.integer(visitor),
            (_, Some(Sort::Number)) => self.number(visitor),
            _ => self.deserialize_str(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.node.sort() {
            Some(Sort::Bool) => {
                let text = self.text(&visitor)?;
                visitor.visit_bool(text.starts_with(['t', 'T']))
            }
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let text = self.text(&visitor)?;
        visitor.visit_str(text)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.node.sort() {
            Some(Sort::Nothing) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.node.sort() {
            Some(Sort::Nothing) => visitor.visit_unit(),
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        if name == PLACED {
            return visitor.visit_seq(Placed {
                from: self,
                next: 0,
            });
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let items = self.list(&visitor)?;
        visitor.visit_seq(items)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refusal> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let entries = self.map(&visitor)?;
        visitor.visit_map(entries)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        match &self.node.body {
            Body::Map(map) => match &map.entries[..] {
                [entry] => visitor.visit_enum(Variant { from: self, entry }),
                _ => Err(self.wrong(&visitor)),
            },
            _ => {
                let text: StrDeserializer<'_, Refusal> = self.text(&visitor)?.into_deserializer();
                visitor.visit_enum(text)
            }
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }
}

/// The items of a list.
struct Items<'r, 't> {
    from: Cursor<'r, 't>,
    list: &'r List<'t>,
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Refusal;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refusal> {
        let index = self.next;
        let Some(item) = self.list.items.get(index) else {
            return Ok(None);
        };
        self.next += 1;
        let item = self.from.inside(item);
        let read = seed.deserialize(item);
        read.map(Some)
            .map_err(|refusal| refusal.inside(index, item.place()))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.list.items.len().saturating_sub(self.next))
    }
}

/// The entries of a map; `next` is the one whose key comes next.
struct Entries<'r, 't> {
    from: Cursor<'r, 't>,
    map: &'r Map<'t>,
    next: usize,
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Refusal;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refusal> {
        let Some(entry) = self.map.entries.get(self.next) else {
            return Ok(None);
        };
        let key = key_of(entry);
        let key = self.from.inside(&key);
        let read = seed.deserialize(key);
        self.next += 1;
        read.map(Some)
            .map_err(|refusal| refusal.inside(self.next - 1, key.place()))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        let index = self.next.saturating_sub(1);
        let entry = self.map.entries.get(index);
        let entry = entry.ok_or_else(|| Refusal::custom("a value without its key"))?;
        let value = self.from.inside(&entry.value);
        let read = seed.deserialize(value);
        read.map_err(|refusal| refusal.inside(index, value.place()))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.map.entries.len().saturating_sub(self.next))
    }
}

/// A key as a node of its own.
fn key_of<'t>(entry: &Entry<'t>) -> Node<'t> {
    Node {
        place: entry.key_place,
        used: entry.key_used,
        body: Body::Scalar {
            text: entry.key.clone(),
            plain: true,
        },
    }
}

/// The variant of an enum that has a value: its key, then its value.
struct Variant<'r, 't> {
    from: Cursor<'r, 't>,
    entry: &'r Entry<'t>,
}

impl Variant<'_, '_> {
    fn value<T>(
        self,
        read: impl FnOnce(Cursor<'_, '_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let value = self.from.inside(&self.entry.value);
        read(value).map_err(|refusal| refusal.inside(0, value.place()))
    }
}

impl<'de> EnumAccess<'de> for Variant<'_, '_> {
    type Error = Refusal;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Refusal> {
        let key = key_of(self.entry);
        let key = self.from.inside(&key);
        let read = seed.deserialize(key);
        let variant = read.map_err(|refusal| refusal.inside(0, key.place()))?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = Refusal;

    fn unit_variant(self) -> Result<(), Refusal> {
        self.value(|value| Deserialize::deserialize(value))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refusal> {
        self.value(|value| seed.deserialize(value))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refusal> {
        self.value(|value| value.deserialize_seq(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.value(|value| value.deserialize_map(visitor))
    }
}

/// What an `At` asks for: line, column, length, value.
struct Placed<'r, 't> {
    from: Cursor<'r, 't>,
    next: u8,
}

impl<'de> SeqAccess<'de> for Placed<'_, '_> {
    type Error = Refusal;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Refusal> {
        let place = self.from.place();
        let part = self.next;
        self.next = part.saturating_add(1);
        let number = match part {
            0 => place.line,
            1 => place.column,
            2 => place.len,
            3 => return seed.deserialize(self.from).map(Some),
            _ => return Ok(None),
        };
        let number: U32Deserializer<Refusal> = number.into_deserializer();
        seed.deserialize(number).map(Some)
    }
}
