//! What is wrong in an author's file, and the way out, as sentences.
//!
//! A fault's code is the key of its sentence and its values are what the sentence is made of. A
//! code that has no sentence yet is told honestly as such, with all its values, rather than hidden.

use engine::words::fault::FaultKind;

use crate::phrase::{Phrases, Value, harmless};

/// A fault in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultWords {
    /// What is wrong.
    pub what: String,
    /// What would be right.
    pub help: Option<String>,
}

/// The sentences for a fault.
#[must_use]
pub fn fault(phrases: &Phrases, kind: &FaultKind) -> FaultWords {
    let given = kind.args();
    let key = key_of(phrases, kind);
    let mut args: Vec<(&str, Value<'_>)> = Vec::with_capacity(given.len() + 2);
    for (name, value) in &given {
        args.push((*name, spoken(phrases, kind, name, value)));
    }
    args.push(("place", Value::from(place(phrases, &given))));
    args.push(("code", Value::from(kind.code())));
    let values: Vec<_> = given
        .iter()
        .map(|(n, v)| format!("{n}: {}", harmless(v)))
        .collect();
    args.push(("values", Value::from(values.join("; "))));
    let help = phrases
        .attribute(&key, variant(&given), &args)
        .or_else(|| phrases.attribute(&key, "help", &args));
    FaultWords {
        what: phrases.say_with(&key, &args),
        help,
    }
}

/// The key of a fault's sentence; that of the honest fallback if there is none.
fn key_of(phrases: &Phrases, kind: &FaultKind) -> String {
    let key = format!("fault-{}", kind.code());
    if phrases.has(&key) {
        key
    } else {
        "fault-untold".to_owned()
    }
}

/// Which way out applies, by which values there are: a near name, a least, a greatest.
fn variant(given: &[(&'static str, String)]) -> &'static str {
    let has = |name: &str| given.iter().any(|(n, v)| *n == name && !v.is_empty());
    match (has("near"), has("min"), has("max")) {
        (true, ..) => "near",
        (_, true, false) => "least",
        (_, false, true) => "most",
        _ => "help",
    }
}

/// Where in the file's tree: `in hosts[web-01]`, or nothing at the root.
fn place(phrases: &Phrases, given: &[(&'static str, String)]) -> String {
    match given
        .iter()
        .find(|(name, value)| *name == "at" && !value.is_empty())
    {
        Some((_, at)) => phrases.say_with("place-in", &[("at", Value::from(harmless(at)))]),
        None => phrases.say("place-root"),
    }
}

/// A value as the reader's language says it.
fn spoken(phrases: &Phrases, kind: &FaultKind, name: &str, value: &str) -> Value<'static> {
    let word = |family: &str| Value::from(harmless(&phrases.word(family, value)));
    let counted = |value: &str| match value.parse::<u32>() {
        Ok(number) => Value::from(number),
        Err(_) => Value::from(harmless(value)),
    };
    match (kind, name) {
        (FaultKind::WrongType { .. }, _) => {
            let sorts = value.split(", ").map(|sort| phrases.word("sort", sort));
            Value::from(sorts.collect::<Vec<_>>().join(", "))
        }
        (FaultKind::BadText { .. }, "shape") => word("shape"),
        (FaultKind::UnknownName { .. }, "kind") => word("kind"),
        (FaultKind::TooMany { .. }, "what") => word("counted"),
        (FaultKind::Unreachable { .. }, "why") => word("why"),
        (FaultKind::OneLanguage { .. }, "missing") => word("language"),
        (
            FaultKind::Other {
                code: "wants-key", ..
            },
            "found",
        ) => word("sort"),
        (
            FaultKind::Other {
                code: "too-few", ..
            },
            "what",
        ) => word("counted"),
        (FaultKind::TooMany { .. } | FaultKind::TooLarge { .. }, _) => counted(value),
        (
            FaultKind::Other {
                code: "too-few", ..
            },
            _,
        ) => counted(value),
        _ => Value::from(harmless(value)),
    }
}
