//! Drill time: whole seconds since STARTEX, and lengths of it.
//!
//! Nobody reads a clock here. How fast drill time passes is the stage's affair; what it means on a
//! calendar is the scenario's (`starts:`), and only texts of records and papers need that.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A moment, in seconds since STARTEX.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Tick(pub u32);

/// A length of time, in seconds. Written `90s`, `5m`, `2h`, `3d` or a sum of these, `1h30m`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span(pub u32);

/// A length that chance decides, both ends included. Written `5m..20m`, or one span.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Spans {
    /// The shortest.
    pub least: Span,
    /// The longest.
    pub most: Span,
}

/// How many, decided by chance. Written `1..3`, or one number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Times {
    /// The fewest.
    pub least: u32,
    /// The most.
    pub most: u32,
}

/// Seconds of a minute, an hour and a day.
pub const MINUTE: u32 = 60;
/// Seconds of an hour.
pub const HOUR: u32 = 3_600;
/// Seconds of a day.
pub const DAY: u32 = 86_400;
/// The longest span that can be written: a year.
pub const SPAN_LIMIT: u32 = 366 * DAY;

impl Tick {
    /// The moment this much later.
    #[must_use]
    pub const fn after(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }

    /// How long it is since an earlier moment; nothing if that is later.
    pub const fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl fmt::Display for Tick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (d, rest) = (self.0 / DAY, self.0 % DAY);
        write!(
            f,
            "T+{}:{:02}:{:02}",
            d * 24 + rest / HOUR,
            rest / MINUTE % 60,
            rest % 60
        )
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("0s");
        }
        let parts = [
            (self.0 / DAY, 'd'),
            (self.0 % DAY / HOUR, 'h'),
            (self.0 / MINUTE % 60, 'm'),
            (self.0 % 60, 's'),
        ];
        parts
            .iter()
            .filter(|(n, _)| *n > 0)
            .take(2)
            .try_for_each(|(n, unit)| write!(f, "{n}{unit}"))
    }
}

/// Authors write a length in words; records and views hold its seconds.
impl Serialize for Span {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u32(self.0)
    }
}

/// A length as a record holds it, if it holds one.
pub fn seconds_if_any<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Span>, D::Error> {
    Ok(Option::<u32>::deserialize(from)?.map(Span))
}

/// A length as a record holds it.
pub fn seconds<'de, D: Deserializer<'de>>(from: D) -> Result<Span, D::Error> {
    u32::deserialize(from).map(Span)
}

impl Span {
    /// This many minutes.
    pub const fn minutes(n: u32) -> Self {
        Self(n * MINUTE)
    }

    /// This many hours.
    pub const fn hours(n: u32) -> Self {
        Self(n * HOUR)
    }

    /// Reads `1h30m`; nothing if it is not so written or is over [`SPAN_LIMIT`].
    pub fn parse(text: &str) -> Option<Self> {
        let (mut total, mut number) = (0u32, None::<u32>);
        for c in text.chars() {
            if let Some(digit) = c.to_digit(10) {
                number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
                continue;
            }
            let unit = match c {
                's' => 1,
                'm' => MINUTE,
                'h' => HOUR,
                'd' => DAY,
                _ => return None,
            };
            total = total.checked_add(number.take()?.checked_mul(unit)?)?;
        }
        (number.is_none() && !text.is_empty() && total <= SPAN_LIMIT).then_some(Self(total))
    }
}

impl Spans {
    /// Reads `5m..20m` or `5m`.
    pub fn parse(text: &str) -> Option<Self> {
        let (least, most) = match text.split_once("..") {
            Some((a, b)) => (Span::parse(a)?, Span::parse(b)?),
            None => (Span::parse(text)?, Span::parse(text)?),
        };
        (least <= most).then_some(Self { least, most })
    }

    /// The same at a tempo, per mille.
    #[must_use]
    pub fn at_tempo(self, tempo: u32) -> Self {
        let scaled = |span: Span| {
            let scaled = u64::from(span.0) * u64::from(tempo) / 1_000;
            Span(u32::try_from(scaled).unwrap_or(u32::MAX))
        };
        Self {
            least: scaled(self.least),
            most: scaled(self.most),
        }
    }
}

impl Default for Times {
    fn default() -> Self {
        Self { least: 1, most: 1 }
    }
}

impl Times {
    /// The most records one trace may write.
    pub const LIMIT: u32 = 2_000;

    /// Reads `1..3` or `4`.
    pub fn parse(text: &str) -> Option<Self> {
        let (least, most) = match text.split_once("..") {
            Some((a, b)) => (a.parse().ok()?, b.parse().ok()?),
            None => (text.parse().ok()?, text.parse().ok()?),
        };
        (least <= most && most <= Self::LIMIT).then_some(Self { least, most })
    }
}

const SPAN_SHAPE: &str = r"^([0-9]{1,8}[smhd])+$";
const SPANS_SHAPE: &str = r"^([0-9]{1,8}[smhd])+(\.\.([0-9]{1,8}[smhd])+)?$";

macro_rules! written_as_text {
    ($type:ident, $name:literal, $shape:expr, $example:literal) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                let expected = || serde::de::Error::custom(concat!("expected ", $example));
                Self::parse(&text).ok_or_else(expected)
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "pattern": $shape, "examples": [$example]})
            }
        }
    };
}

written_as_text!(Span, "Span", SPAN_SHAPE, "1h30m");
written_as_text!(Spans, "Spans", SPANS_SHAPE, "5m..20m");

impl<'de> Deserialize<'de> for Times {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            One(u32),
            Range(String),
        }
        let text = match Form::deserialize(from)? {
            Form::One(n) => n.to_string(),
            Form::Range(text) => text,
        };
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("expected 1..3, at most 2000"))
    }
}

impl JsonSchema for Times {
    fn schema_name() -> Cow<'static, str> {
        "Times".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": 2000},
                {"type": "string", "pattern": r"^[0-9]{1,4}(\.\.[0-9]{1,4})?$"}
            ],
            "examples": ["1..3"]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_and_print() {
        assert_eq!(Span::parse("1h30m"), Some(Span(5_400)));
        assert_eq!(Span::parse("5"), None);
        assert_eq!(Span::parse("99999999d"), None);
        assert_eq!(Spans::parse("20m..5m"), None);
        assert_eq!(Span(5_400).to_string(), "1h30m");
        assert_eq!(Tick(5 * DAY + 61).to_string(), "T+120:01:01");
        assert_eq!(Times::parse("1..3"), Some(Times { least: 1, most: 3 }));
    }
}
