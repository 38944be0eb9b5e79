//! Files that are not YAML, or are made to hurt: told in bounded time, never a panic.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::words::fault::{Faults, MOST_FAULTS};
use crate::words::read::{LARGEST_FILE, read};
use crate::words::read_tests::{City, told};
use crate::words::tree::DEEPEST;

/// Nothing here may take longer on two busy cores, unoptimised.
const PATIENCE: Duration = Duration::from_secs(60);

/// A type that allows any depth and any breadth, so that only the limits stop a file.
#[expect(dead_code, reason = "only read")]
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Anything {
    Number(u32),
    Text(String),
    List(Vec<Anything>),
    Map(BTreeMap<String, Anything>),
}

#[expect(dead_code, reason = "only read")]
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Counts {
    hosts: u32,
    people: Option<u64>,
}

#[allow(clippy::disallowed_methods, reason = "a test may look at the clock")]
fn in_time<T>(what: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = what();
    assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
    result
}

fn codes(text: &[u8]) -> Vec<String> {
    in_time(|| {
        let codes = |told: String| told.split(' ').take(2).collect::<Vec<_>>().join(" ");
        let mut all: Vec<_> = told::<City>(text).into_iter().map(codes).collect();
        told::<Anything>(text);
        all.truncate(3);
        all
    })
}

#[test]
fn a_billion_laughs_are_counted_not_laughed() {
    let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..30 {
        let alias = format!("*a{},", level - 1).repeat(10);
        text += &format!("a{level}: &a{level} [{alias}]\n");
    }
    let told = in_time(|| told::<Anything>(text.as_bytes()));
    assert_eq!(
        told,
        ["7:10+3 too-many what=nodes found=2345686 limit=2000000"]
    );
    // The same by merges.
    let mut text = "m0: &m0 {k: 1}\n".to_owned();
    for level in 1..40 {
        let merge = format!("*m{}", level - 1);
        text += &format!("m{level}: &m{level} {{<<: [{merge}, {merge}], k{level}: 1}}\n");
    }
    let told = in_time(|| crate::words::read_tests::told::<Anything>(text.as_bytes()));
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("too-many what=nodes"), "{told:?}");
}

#[test]
fn aliases_within_the_limit_are_read_whole() {
    let names: Vec<_> = (0..1_000).map(|_| "*x").collect();
    let text = format!("a: &x [1, 2, 3]\nb: [{}]\n", names.join(", "));
    assert_eq!(told::<Anything>(text.as_bytes()), [""; 0]);
}

#[test]
fn depth_is_bounded_however_it_is_written() {
    let deep = 100_000;
    for (text, place) in [
        ("[".repeat(deep), "1:65+1 too-many"),
        ("{a: ".repeat(deep), "1:257+1 too-many"),
        ("- ".repeat(deep), "1:129+1 too-many"),
        ("? ".repeat(deep), "1:129+1 too-many"),
        ("[".repeat(deep) + &"]".repeat(deep), "1:65+1 too-many"),
        (
            (0..2_000).map(|n| " ".repeat(n) + "a:\n").collect(),
            "65:65+1 too-many",
        ),
    ] {
        let codes = codes(text.as_bytes());
        assert!(codes.iter().any(|code| code == place), "{place} {codes:?}");
    }
    // As deep as allowed is allowed, one deeper is not, also when an alias makes it so.
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(told::<Anything>(nested(DEEPEST).as_bytes()), [""; 0]);
    assert_eq!(told::<Anything>(nested(DEEPEST + 1).as_bytes()).len(), 1);
    let half = DEEPEST / 2;
    let alias = |deeper: usize| {
        let (open, close) = ("[".repeat(half - 1 + deeper), "]".repeat(half - 1 + deeper));
        format!("[&a {}, {open}*a{close}]", nested(half))
    };
    assert_eq!(told::<Anything>(alias(0).as_bytes()), [""; 0]);
    let told = told::<Anything>(alias(1).as_bytes());
    assert!(
        told[0].contains("too-many what=depth found=65 limit=64"),
        "{told:?}"
    );
}

#[test]
fn a_million_keys_give_a_thousand_faults_and_a_count() {
    let keys =
        |from: u32, to: u32| -> String { (from..to).map(|n| format!("k{n}: 1\n")).collect() };
    let mut faults = Faults::new();
    let text = keys(0, 70_000);
    in_time(|| assert!(read::<City>("city.yml", text.as_bytes(), &mut faults).is_none()));
    // Each key is unknown, and `title` and `hosts` are missing, both shown at the first key.
    assert_eq!(
        (faults.len(), faults.beyond()),
        (MOST_FAULTS, 70_002 - MOST_FAULTS as u64)
    );
    let short: String = (0..1_000_001).map(|n| format!("{n:x}:\n")).collect();
    assert_eq!(
        in_time(|| told::<City>(short.as_bytes())),
        ["1000000:1+5 too-many what=nodes found=2000001 limit=2000000"]
    );
    // The same key over and over.
    in_time(|| {
        assert_eq!(
            told::<City>("a: 1\n".repeat(30_000).as_bytes()).len(),
            MOST_FAULTS
        )
    });
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    assert_eq!(
        told::<City>(b"title: a\nb: \xC3\xA9\xFF"),
        ["2:5+1 not-utf8 byte=FF"]
    );
    assert_eq!(told::<City>(b"\xC3"), ["1:1+1 not-utf8 byte=C3"]);
    assert_eq!(told::<City>("é: a\0b".as_bytes()), ["1:5+1 nul-byte"]);
    let large = vec![b'a'; LARGEST_FILE + 1];
    assert_eq!(
        told::<City>(&large),
        ["1:1+1 too-large found=8388609 limit=8388608"]
    );
}

#[test]
fn anchors_that_contain_themselves_or_do_not_exist_are_told() {
    assert_eq!(told::<Anything>(b"a: &a [*a]"), ["1:8+2 cycle path=a → a"]);
    assert_eq!(
        told::<Anything>(b"&a {b: &b {c: *a, d: *b}}"),
        ["1:15+2 cycle path=a → a", "1:22+2 cycle path=b → b",]
    );
    let text = b"a: &base 1\nb: *bsae\nc: *other\n";
    assert_eq!(
        told::<Anything>(text),
        [
            "2:4+5 unknown-name kind=anchor name=bsae near=base",
            "3:4+6 unknown-name kind=anchor name=other",
        ]
    );
    assert_eq!(
        told::<Anything>(b"a: {<<: 5, b: 1, <<: {}}"),
        ["1:9+1 yaml-merge what=<<", "1:18+2 duplicate-key key=<<",]
    );
}

#[test]
fn huge_counts_are_out_of_range_not_wrapped() {
    let huge = "9".repeat(1_000);
    let text = format!("hosts: {huge}\npeople: 18446744073709551616\n");
    let told = told::<Counts>(text.as_bytes());
    assert!(
        told[0].starts_with("1:8+1000 out-of-range found=9999"),
        "{told:?}"
    );
    assert!(
        told[0].ends_with("… min=0 max=4294967295") && told[0].len() < 200,
        "{told:?}"
    );
    assert_eq!(
        told[1],
        "2:9+20 out-of-range found=18446744073709551616 min=0 \
        max=18446744073709551615"
    );
    for (text, fault) in [
        (
            "hosts: 1_000",
            "1:8+5 wrong-type expected=integer found=text",
        ),
        ("hosts: 010", "1:8+3 wrong-type expected=integer found=text"),
        (
            "hosts: '10'",
            "1:8+4 wrong-type expected=integer found=text",
        ),
        (
            "hosts: 1.0",
            "1:8+3 wrong-type expected=integer found=number",
        ),
        (
            "hosts: 1e9",
            "1:8+3 wrong-type expected=integer found=number",
        ),
        (
            "hosts: -1",
            "1:8+2 out-of-range found=-1 min=0 max=4294967295",
        ),
        (
            "hosts: .inf",
            "1:8+4 wrong-type expected=integer found=text",
        ),
    ] {
        assert_eq!(
            crate::words::read_tests::told::<Counts>(text.as_bytes()),
            [fault]
        );
    }
    for text in [
        "hosts: 0x7F",
        "hosts: +5",
        "hosts: 0o17",
        "hosts: 0",
        "hosts: 5\npeople:",
    ] {
        assert_eq!(
            crate::words::read_tests::told::<Counts>(text.as_bytes()),
            [""; 0]
        );
    }
}

#[test]
fn mistakes_of_writing_have_their_own_codes() {
    for (text, fault) in [
        ("", "1:1+1 yaml-empty what="),
        ("# nothing\n\n", "1:1+1 yaml-empty what="),
        ("---\n...\n", "1:1+1 yaml-empty what="),
        ("a: b\n---\nc: d\n", "2:1+3 yaml-documents what=---"),
        ("%YAML 1.1\n---\na: b\n", "1:1+1 yaml-directive"),
        ("a:\n\t- b\n", "2:1+1 yaml-tab"),
        ("a:\n  b: 1\n c: 2\n", "3:2+1 yaml-indent"),
        ("a: [b, c\n", "1:4+1 yaml-brackets"),
        ("a: 'b\nc: d\n", "2:1+1 yaml-quotes"),
        ("a: \"\\q\"\n", "1:4+1 yaml-quotes"),
        ("a: b: c\n", "1:5+1 yaml-colon"),
        ("a: @b\n", "1:4+1 yaml-character"),
        ("a: !!str 5\n", "1:4+5 yaml-tag what=!!str"),
        ("? [a]\n: b\n", "1:3+1 yaml-key"),
        ("a: b\nc\n", "2:1+1 yaml-colon"),
    ] {
        let all = told::<Anything>(text.as_bytes());
        let found = all.iter().any(|told| told.starts_with(fault));
        assert!(found, "{text:?} should be {fault}, is {all:?}");
    }
}

#[test]
fn a_file_cut_anywhere_or_with_any_byte_changed_never_panics() {
    let good = "title: {vi: \"Đô\", en: b}\nhosts:\n  - &a\n    name: web-01 # c\n\
                \x20   title: &t {vi: |\n      a\n    , en: >-\n      b}\n\
                \x20   requires: [*a, {<<: *t}, ? x]\n  - !x 'y'\n";
    for end in 0..good.len() {
        told::<City>(&good.as_bytes()[..end]);
        for byte in *b"\t\n :-[]{}&*!|>'\"%@#,?\0\xFF" {
            let mut text = good.as_bytes().to_vec();
            text[end] = byte;
            told::<City>(&text);
            told::<Anything>(&text);
        }
    }
}

/// Variants that only trying tells apart, inside each other: a doubling at every level.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only read")]
enum Doubling {
    One { a: Box<Doubling>, b: u8 },
    Two { a: Box<Doubling>, c: u8 },
}

#[test]
fn trying_variants_in_variants_ends() {
    let text = "{a: ".repeat(60) + &"}".repeat(60);
    let told = in_time(|| told::<Doubling>(text.as_bytes()));
    assert!(told[0].contains("too-many what=checks"), "{told:?}");
}
