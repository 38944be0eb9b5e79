//! Holds the catalogue together: each key in both languages, with the same values, and used.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use engine::rehearsal::BotKind;
use engine::words::fault::{FaultKind, Sort};
use engine::words::name::Name;
use engine::words::refusal::Refusal;
use engine::words::yaml::YAML_CODES;

use super::*;

/// Codes of `FaultKind::Other` and `Advice` that the engine and the reading of folders use.
const OTHER_CODES: [&str; 35] = [
    "out-of-bounds",
    "opened-anyway",
    "no-way",
    "difficulty-word",
    "refused",
    "needs-value",
    "takes-no-value",
    "too-few",
    "old-technique",
    "field-choices",
    "hidden-start",
    "standby-same-host",
    "standby-not-covered",
    "era-part",
    "special-file",
    "unreadable",
    "wrong-target",
    "bad-key",
    "private-key",
    "key-options",
    "key-kind",
    "no-way-in",
    "code-length",
    "after-endex",
    "duty-body",
    "duty-nobody",
    "few-lured",
    "few-to-pick",
    "no-blue-team",
    "no-briefing",
    "no-c2",
    "no-red-team",
    "not-offered",
    "opens-not",
    "wants-key",
];

/// Families whose keys are put together from a word: `family-word`.
const FAMILIES: [&str; 37] = [
    "goal",
    "request",
    "task",
    "move",
    "era",
    "difficulty",
    "guests",
    "query",
    "issue",
    "mend",
    "harm",
    "asked",
    "caution",
    "layer",
    "attacker",
    "basis",
    "came",
    "stage",
    "fault",
    "sort",
    "shape",
    "kind",
    "counted",
    "why",
    "language",
    "component",
    "rule",
    "broke",
    "fix",
    "about",
    "tactic",
    "finding",
    "stall",
    "short",
    "rule2",
    "gap",
    "sight",
];

/// The keys and attributes of a language, each with the values it is made with.
fn keys(sources: Sources) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (file, source) in sources {
        assert!(
            FluentResource::try_new((*source).to_owned()).is_ok(),
            "{file}.ftl is not Fluent"
        );
        let (mut key, mut entry) = (String::new(), String::new());
        for line in source.lines() {
            if let Some((name, _)) = line.split_once(" =")
                && name.starts_with(|c: char| c.is_ascii_lowercase())
            {
                (key, entry) = (name.to_owned(), name.to_owned());
                assert!(!found.contains_key(&key), "{key} is there twice");
            } else if let Some((name, _)) = line.trim_start().split_once(" =")
                && let Some(name) = name.strip_prefix('.')
            {
                entry = format!("{key}.{name}");
            }
            if entry.is_empty() {
                continue;
            }
            let values: &mut BTreeSet<String> = found.entry(entry.clone()).or_default();
            for piece in line.split('$').skip(1) {
                let end = piece.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
                values.insert(piece[..end.unwrap_or(piece.len())].to_owned());
            }
        }
    }
    found
}

/// All our own source, without the tests of the catalogue.
fn source(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).expect("our own source") {
        let path = entry.expect("our own source").path();
        if path.is_dir() {
            source(&path, all);
        } else if path.extension().is_some_and(|end| end == "rs") {
            all.push_str(&fs::read_to_string(&path).expect("our own source"));
        }
    }
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_values() {
    let (vi, en) = (keys(VI), keys(EN));
    let names = |keys: &BTreeMap<String, _>| keys.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&vi), names(&en));
    for (key, values) in &vi {
        assert_eq!(values, &en[key], "{key}");
    }
}

#[test]
fn every_key_is_used() {
    let mut all = String::new();
    source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    let verbs = [
        "run",
        "serve",
        "check",
        "verify",
        "replay",
        "report",
        "rehearse",
        "export",
        "schema",
        "new",
        "completions",
    ];
    for key in keys(VI).keys().filter(|key| !key.contains('.')) {
        let (family, word) = key.split_once('-').expect("keys have a family");
        let used = all.contains(&format!("\"{key}\""))
            || FAMILIES.contains(&family)
            || (family == "verb" && verbs.contains(&word))
            || (family == "blue" && (word == "human" || BotKind::named(word).is_some()));
        assert!(used, "{key} is not used");
    }
}

#[test]
fn every_key_in_the_source_is_in_the_catalogue() {
    let mut all = String::new();
    source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    let phrases = Phrases::new(Lang::Vi);
    let mut asked = BTreeSet::new();
    for call in [".say(", ".say_with(", "(Does::"] {
        for piece in all.split(call).skip(1) {
            let parts: Vec<&str> = piece.splitn(6, '"').collect();
            match (call, &parts[..]) {
                // A row of a table of keys: what it does, which keys, in which words.
                ("(Does::", [_, _, ", ", key, end, ..]) if end.starts_with("),") => {
                    asked.insert(*key);
                }
                (".say(" | ".say_with(", [start, key, ..]) if start.trim().is_empty() => {
                    asked.insert(*key);
                }
                _ => {}
            }
        }
    }
    // This test's own words are no keys.
    asked.retain(|key| key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    assert!(asked.len() > 1_000, "only {} were found", asked.len());
    for key in asked {
        assert!(phrases.has(key), "{key}");
    }
}

#[test]
fn every_fault_has_a_sentence_and_a_way_out_and_none_is_left_over() {
    let kinds = [
        "unknown-key",
        "missing-key",
        "wrong-type",
        "not-one-of",
        "out-of-range",
        "bad-text",
        "duplicate-key",
        "duplicate-name",
        "unknown-name",
        "cycle",
        "too-many",
        "too-large",
        "not-utf8",
        "nul-byte",
        "link-outside",
        "unreachable",
        "no-sensor",
        "one-language",
        "not-nfc",
        "untold",
    ];
    let codes: BTreeSet<&str> = kinds
        .into_iter()
        .chain(YAML_CODES)
        .chain(OTHER_CODES)
        .collect();
    for lang in [Lang::Vi, Lang::En] {
        let phrases = Phrases::new(lang);
        for code in &codes {
            let key = format!("fault-{code}");
            assert!(phrases.has(&key), "{key}");
            assert!(phrases.attribute(&key, "help", &[]).is_some(), "{key}.help");
        }
        for sort in Sort::ALL {
            assert!(phrases.has(&format!("sort-{}", sort.word())));
        }
    }
    for key in keys(VI).keys().filter(|key| !key.contains('.')) {
        if let Some(code) = key.strip_prefix("fault-") {
            assert!(codes.contains(code), "{key} is the sentence of no fault");
        }
    }
}

#[test]
fn a_fault_without_a_sentence_is_told_honestly() {
    let args = vec![("n", "3\u{1b}".to_owned())];
    let kind = FaultKind::Other {
        code: "brand-new",
        args,
    };
    let words = fault::fault(&Phrases::new(Lang::En), &kind);
    assert_eq!(words.what, "fault “brand-new” (n: 3\u{FFFD})");
    assert!(words.help.expect("has one").contains("brand-new"));
}

#[test]
fn faults_are_told_with_their_limits_and_near_names() {
    let told = |kind: FaultKind, lang| fault::fault(&Phrases::new(lang), &kind);
    let large = FaultKind::TooLarge {
        found: 57_586_971,
        limit: 8_388_608,
    };
    let words = told(large, Lang::Vi);
    assert_eq!(words.what, "tệp có 57.586.971 byte, vượt giới hạn");
    let range = FaultKind::OutOfRange {
        found: "7".into(),
        min: None,
        max: Some("5".into()),
    };
    assert_eq!(told(range, Lang::En).help.as_deref(), Some("the most is 5"));
    let name = FaultKind::UnknownName {
        kind: "log class",
        name: "dsn".into(),
        near: Some("dns".into()),
    };
    let words = told(name, Lang::En);
    assert_eq!(words.what, "there is no log class named “dsn”");
    assert_eq!(words.help.as_deref(), Some("did you mean “dns”?"));
    let wrong = FaultKind::WrongType {
        expected: vec![Sort::Map, Sort::Text],
        found: Sort::List,
    };
    assert_eq!(
        told(wrong, Lang::En).what,
        "this is a list, but a map, text is wanted here"
    );
}

#[test]
fn every_refusal_has_a_sentence() {
    let what = Name::from("x");
    let all = [
        Refusal::NoSuchTeam,
        Refusal::WrongCell,
        Refusal::Ended,
        Refusal::Unknown { what: what.clone() },
        Refusal::WrongTarget,
        Refusal::NotYours,
        Refusal::Limits { what: what.clone() },
        Refusal::Lacks { what: what.clone() },
        Refusal::NoAuthority { by: "".into() },
        Refusal::NoAuthority { by: what },
        Refusal::NoContact,
        Refusal::Declined,
        Refusal::Already,
        Refusal::NotDone,
        Refusal::Started,
        Refusal::OnlyOnOrder,
        Refusal::NoSuchRecord,
        Refusal::NotYet,
        Refusal::BadRule { faults: Vec::new() },
    ];
    for lang in [Lang::Vi, Lang::En] {
        let phrases = Phrases::new(lang);
        for one in &all {
            assert!(phrases.has(refusal::key(one)), "{one:?}");
            assert!(!refusal::refusal(&phrases, one).contains('$'));
        }
    }
}
