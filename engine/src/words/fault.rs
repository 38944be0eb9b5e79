//! Faults: what is wrong in an author's file, where, and what would be right.
//!
//! A fault carries no sentence: sentences are made from its `code` and `args` in the reader's
//! language. Everything a sentence needs for the way out (the near name, the allowed ones, the
//! limits) is in the kind. All faults of all files are collected before anything is said.

use std::sync::Arc;

pub use crate::words::faults::{Faults, MOST_FAULTS};
pub use crate::words::near::nearest;

/// The most characters of an author's text quoted in a fault.
pub const LONGEST_QUOTE: usize = 80;

/// A place in a file, in characters from 1, and how many characters to underline.
/// A place of all zeros is unknown (a value made by the program, not read from a file).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Characters to underline, at least 1; never past the line's end when read from a node.
    pub len: u32,
}

impl Place {
    /// The first character of a file: where faults of the whole file are shown.
    pub const START: Self = Self {
        line: 1,
        column: 1,
        len: 1,
    };
}

/// How much a fault weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file cannot be used.
    Fault,
    /// The file can be used; its author should know.
    Warning,
}

/// The sorts of values YAML knows, as an author thinks of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// `key: value` lines or `{…}`.
    Map,
    /// `- item` lines or `[…]`.
    List,
    /// Words, quoted or not.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Number,
    /// `true` or `false`.
    Bool,
    /// Nothing written, `~` or `null`.
    Nothing,
}

impl Sort {
    /// Every sort, in the order in which sentences name them.
    pub const ALL: [Self; 7] = [
        Self::Map,
        Self::List,
        Self::Text,
        Self::Integer,
        Self::Number,
        Self::Bool,
        Self::Nothing,
    ];

    /// The sort's name in kebab-case.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::List => "list",
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Bool => "bool",
            Self::Nothing => "nothing",
        }
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// The file is not YAML as we read it. `code` is `yaml-…` (see `yaml::YAML_CODES`);
    /// `what` is the parser's own English remark, or the offending text.
    Yaml {
        /// The key of its sentence, `yaml-…`.
        code: &'static str,
        /// The parser's remark, or the offending text.
        what: String,
    },
    /// A key that does not exist here.
    UnknownKey {
        /// As written.
        key: String,
        /// The way to the map it is in, as `hosts[web-01].title`; empty at the root.
        at: String,
        /// The key probably meant.
        near: Option<String>,
        /// The keys there are.
        allowed: Vec<String>,
    },
    /// A key that must be here and is not.
    MissingKey {
        /// The key.
        key: String,
        /// The way to the map it should be in; empty at the root.
        at: String,
    },
    /// A value of another sort than the key takes.
    WrongType {
        /// The sorts it may have.
        expected: Vec<Sort>,
        /// The sort it has.
        found: Sort,
    },
    /// A text outside a closed list.
    NotOneOf {
        /// As written.
        found: String,
        /// The one probably meant.
        near: Option<String>,
        /// The texts there are.
        allowed: Vec<String>,
    },
    /// A number (or a span, a length) outside its limits; each limit as it would be written.
    OutOfRange {
        /// As written.
        found: String,
        /// The least allowed.
        min: Option<String>,
        /// The greatest allowed.
        max: Option<String>,
    },
    /// A text that has not the shape its type asks for (`shape` names it: `span`, `name`…).
    BadText {
        /// As written.
        found: String,
        /// The name of the shape.
        shape: &'static str,
    },
    /// The same key twice in one map.
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// The same name twice where names must differ.
    DuplicateName {
        /// The name.
        name: String,
        /// Where it was first.
        first_line: u32,
    },
    /// A name that nothing has; `kind` says what it should have named.
    UnknownName {
        /// What it should have named.
        kind: &'static str,
        /// As written.
        name: String,
        /// The name probably meant.
        near: Option<String>,
    },
    /// Things that wait for or contain each other; the path ends where it began.
    Cycle {
        /// The names on the way round.
        path: Vec<String>,
    },
    /// More of something than the limit.
    TooMany {
        /// Of what: `nodes`, `depth`, `items`…
        what: &'static str,
        /// How many there are.
        found: u64,
        /// How many there may be.
        limit: u64,
    },
    /// A file larger than the limit, in bytes.
    TooLarge {
        /// Its size in bytes.
        found: u64,
        /// The largest size.
        limit: u64,
    },
    /// A byte that is not UTF-8.
    NotUtf8 {
        /// The byte.
        byte: u8,
    },
    /// A NUL character.
    NulByte,
    /// A link that leads out of the scenario's folder.
    LinkOutside,
    /// Something that can never happen or be reached.
    Unreachable {
        /// Its name.
        name: String,
        /// What keeps it from happening, in kebab-case.
        why: &'static str,
    },
    /// A trace that no sensor of the city can see.
    NoSensor {
        /// What leaves the trace.
        name: String,
        /// The kind of sensor that would see it.
        sensor: String,
        /// Where it leaves it.
        on: String,
        /// A control of that kind that is meant to cover the place, and does not.
        near: Option<String>,
    },
    /// A text for people in one language only.
    OneLanguage {
        /// The language that is missing: `vi` or `en`.
        missing: &'static str,
    },
    /// A text whose accents are not composed (Unicode NFC).
    NotNfc,
    /// Anything else that an author should know and may have meant, by its own code.
    Advice {
        /// The key of its sentence.
        code: &'static str,
        /// What its sentence is made of.
        args: Vec<(&'static str, String)>,
    },
    /// Anything else, by its own code.
    Other {
        /// The key of its sentence.
        code: &'static str,
        /// What its sentence is made of.
        args: Vec<(&'static str, String)>,
    },
}

impl FaultKind {
    /// The key of this fault's sentence, in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Yaml { code, .. } | Self::Advice { code, .. } | Self::Other { code, .. } => code,
            Self::UnknownKey { .. } => "unknown-key",
            Self::MissingKey { .. } => "missing-key",
            Self::WrongType { .. } => "wrong-type",
            Self::NotOneOf { .. } => "not-one-of",
            Self::OutOfRange { .. } => "out-of-range",
            Self::BadText { .. } => "bad-text",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::DuplicateName { .. } => "duplicate-name",
            Self::UnknownName { .. } => "unknown-name",
            Self::Cycle { .. } => "cycle",
            Self::TooMany { .. } => "too-many",
            Self::TooLarge { .. } => "too-large",
            Self::NotUtf8 { .. } => "not-utf8",
            Self::NulByte => "nul-byte",
            Self::LinkOutside => "link-outside",
            Self::Unreachable { .. } => "unreachable",
            Self::NoSensor { .. } => "no-sensor",
            Self::OneLanguage { .. } => "one-language",
            Self::NotNfc => "not-nfc",
        }
    }

    /// What the sentence is made of; absent values are left out, lists are joined by `, `.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let list = |names: &[String]| Some(names.join(", "));
        let some = |value: &dyn ToString| Some(value.to_string());
        let args: Vec<(&'static str, Option<String>)> = match self {
            Self::Yaml { what, .. } => vec![("what", some(what))],
            Self::UnknownKey {
                key,
                at,
                near,
                allowed,
            } => vec![
                ("key", some(key)),
                ("at", some(at)),
                ("allowed", list(allowed)),
                ("near", near.clone()),
            ],
            Self::MissingKey { key, at } => vec![("key", some(key)), ("at", some(at))],
            Self::WrongType { expected, found } => {
                let words: Vec<_> = expected.iter().map(|sort| sort.word()).collect();
                vec![
                    ("expected", Some(words.join(", "))),
                    ("found", some(&found.word())),
                ]
            }
            Self::NotOneOf {
                found,
                near,
                allowed,
            } => vec![
                ("found", some(found)),
                ("allowed", list(allowed)),
                ("near", near.clone()),
            ],
            Self::OutOfRange { found, min, max } => {
                let limits = [("min", min.clone()), ("max", max.clone())];
                [("found", some(found))].into_iter().chain(limits).collect()
            }
            Self::BadText { found, shape } => vec![("found", some(found)), ("shape", some(shape))],
            Self::DuplicateKey { key } => vec![("key", some(key))],
            other => return other.args_of_meaning(),
        };
        let given = |(name, value): (&'static str, Option<String>)| Some((name, value?));
        args.into_iter().filter_map(given).collect()
    }

    /// The same for faults of bytes, limits and meaning.
    fn args_of_meaning(&self) -> Vec<(&'static str, String)> {
        let text = ToString::to_string;
        match self {
            Self::DuplicateName { name, first_line } => {
                vec![
                    ("name", name.clone()),
                    ("first-line", first_line.to_string()),
                ]
            }
            Self::UnknownName { kind, name, near } => {
                let near = near.clone().map(|near| ("near", near));
                let args = [("kind", (*kind).to_owned()), ("name", name.clone())];
                args.into_iter().chain(near).collect()
            }
            Self::Cycle { path } => vec![("path", path.join(" → "))],
            Self::TooMany { what, found, limit } => vec![
                ("what", (*what).to_owned()),
                ("found", text(found)),
                ("limit", text(limit)),
            ],
            Self::TooLarge { found, limit } => vec![("found", text(found)), ("limit", text(limit))],
            Self::NotUtf8 { byte } => vec![("byte", format!("{byte:02X}"))],
            Self::Unreachable { name, why } => {
                vec![("name", name.clone()), ("why", (*why).to_owned())]
            }
            Self::NoSensor {
                name,
                sensor,
                on,
                near,
            } => {
                let args = [("name", name), ("sensor", sensor), ("on", on)];
                let args = args.map(|(key, value)| (key, value.clone()));
                let near = near.clone().map(|near| ("near", near));
                args.into_iter().chain(near).collect()
            }
            Self::OneLanguage { missing } => vec![("missing", (*missing).to_owned())],
            Self::Advice { args, .. } | Self::Other { args, .. } => args.clone(),
            _ => Vec::new(),
        }
    }

    /// Whether the file can still be used.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::Unreachable { .. } | Self::NoSensor { .. } | Self::Advice { .. } => {
                Severity::Warning
            }
            _ => Severity::Fault,
        }
    }
}

/// One thing wrong at one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fault {
    /// The file, as its author knows it.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Characters to underline.
    pub len: u32,
    /// What is wrong.
    pub kind: FaultKind,
}

impl Fault {
    /// A fault at a place of a file.
    #[must_use]
    pub fn new(file: &Arc<str>, place: Place, kind: FaultKind) -> Self {
        Self {
            file: file.clone(),
            line: place.line,
            column: place.column,
            len: place.len,
            kind,
        }
    }

    /// Where the fault is.
    #[must_use]
    pub const fn place(&self) -> Place {
        Place {
            line: self.line,
            column: self.column,
            len: self.len,
        }
    }
}

/// An author's text short enough to quote: control characters shown as `�`, the rest after
/// `LONGEST_QUOTE` characters as `…`.
#[must_use]
pub fn quote(text: &str) -> String {
    let shown = |c: char| if c.is_control() { '\u{FFFD}' } else { c };
    let mut quoted: String = text.chars().take(LONGEST_QUOTE).map(shown).collect();
    if text.chars().nth(LONGEST_QUOTE).is_some() {
        quoted.push('…');
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_args_are_left_out_and_quotes_are_short() {
        let kind = FaultKind::OutOfRange {
            found: "7".into(),
            min: None,
            max: Some("5".into()),
        };
        assert_eq!(
            kind.args(),
            [("found", "7".to_owned()), ("max", "5".to_owned())]
        );
        assert_eq!(quote("a\u{7}b"), "a\u{FFFD}b");
        assert_eq!(quote(&"é".repeat(100)).chars().count(), LONGEST_QUOTE + 1);
    }
}
