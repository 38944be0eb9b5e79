//! What faces the wire, fed with the samples of `tests/wire` and with samples that chance altered:
//! nothing panics, nothing that could harm a terminal comes out, and how bytes are cut into pieces
//! changes nothing. What a fuzzer finds is kept there as a sample.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use engine::plan::Plan;
use engine::words::cell::Cell;
use engine::words::chance::Seed;
use serde_json::Value;

use crate::folder::Folder;
use crate::input::{Code, Input};
use crate::phrase::{Phrases, is_harmful};
use crate::roster::Roster;
use crate::roster::keys::{key, keys};
use crate::terminal::ssh::hail::{Names, exchanges};
use crate::terminal::ssh::locks::is_same;
use crate::terminal::ssh::machine::{Asked, read, words_of};
use crate::terminal::ssh::typed::Keyboard;
use crate::underline;
use crate::verbs::new::texts;

const SIZE: (u16, u16) = (80, 24);
/// How often each sample is altered.
const ROUNDS: u32 = 60;

/// The starter scenario.
pub static STARTER: LazyLock<Arc<Plan>> =
    LazyLock::new(|| Plan::read(&texts()).0.expect("the starter is good"));

/// Bytes from a terminal.
pub fn typed(bytes: &[u8]) {
    let mut whole = Keyboard::default();
    let mut done = whole.feed(bytes, SIZE);
    done.extend(whole.quiet(SIZE));
    let (mut pieces, mut same) = (Keyboard::default(), Vec::new());
    for piece in bytes.chunks(3) {
        same.extend(pieces.feed(piece, SIZE));
    }
    same.extend(pieces.quiet(SIZE));
    assert_eq!(done, same);
    for input in done {
        match input {
            Input::Press(press) => {
                assert!(!matches!(press.code, Code::Char(c) if is_harmful(c)));
            }
            Input::Paste(text) => assert!(text.chars().all(|c| c == '\n' || !is_harmful(c))),
            Input::Mouse(..) => {}
        }
    }
}

/// A line from a machine.
pub fn ordered(bytes: &[u8]) {
    fn harmless(value: &Value) -> bool {
        match value {
            Value::String(text) => text.chars().all(|c| c == '\n' || !is_harmful(c)),
            Value::Array(all) => all.iter().all(harmless),
            Value::Object(map) => map.values().all(harmless),
            _ => true,
        }
    }
    for cell in [
        Cell::Blue,
        Cell::Red,
        Cell::White,
        Cell::Jury,
        Cell::Observer,
    ] {
        match read(bytes, cell) {
            Ok(Asked::Order(ask)) => {
                let said = serde_json::to_value(&ask).expect("an order is written");
                assert!(harmless(&said), "{said}");
            }
            Ok(Asked::Clock(_)) => assert_eq!(cell, Cell::White),
            Err((_, why)) => assert!(!why.chars().any(is_harmful), "{why:?}"),
        }
    }
}

/// What is shown at the door: keys and codes.
pub fn shown(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let own = key(&text).ok();
    let (found, faults) = keys(&text);
    assert!(own.is_none() || !found.is_empty() || !faults.is_empty());
    let bare = |text: &str| -> String {
        let kept = text.trim().chars().filter(|c| !matches!(c, '-' | ' '));
        kept.collect::<String>().to_ascii_lowercase()
    };
    let right = bare(&text) == "abcdefgh";
    assert_eq!(is_same("abcd-efgh", &text), right, "{text:?}");
}

/// The words that somebody comes with in place of a terminal.
pub fn worded(bytes: &[u8]) {
    let words = words_of(bytes);
    assert!(words.concat().len() <= 3 * bytes.len());
    for word in &words {
        assert!(!word.is_empty() && !word.contains(|c: char| c.is_ascii_whitespace()));
    }
    let again = words_of(words.join(" ").as_bytes());
    assert!(again == words || again.is_empty(), "{words:?}");
}

/// What a connection begins with: what is known of it once is not unknown when more comes.
pub fn hailed(bytes: &[u8]) {
    let whole = exchanges(bytes);
    for cut in 0..bytes.len().min(600) {
        match exchanges(&bytes[..cut]) {
            Names::More => {}
            known => assert_eq!(known, whole, "{cut}"),
        }
    }
    if let Names::Are(names) = whole {
        assert!(names.iter().map(String::len).sum::<usize>() <= bytes.len());
    }
}

/// A roster: whatever is in it, it is read whole or refused with faults that can be told, and who
/// may sit somewhere has a name of their own and a way in.
pub fn listed(bytes: &[u8]) {
    let mut file = Folder::of_text("roster.yml", bytes);
    let roster = Roster::read(&mut file, &STARTER);
    assert_eq!(roster.is_none(), file.faults.any_fault());
    let phrases = Phrases::new(engine::words::text::Lang::En);
    let told = underline::report(&file.faults, &file, &phrases, false);
    assert!(
        told.chars().all(|c| c == '\n' || !is_harmful(c)),
        "{told:?}"
    );
    let Some(roster) = roster else {
        assert!(!told.is_empty());
        return;
    };
    let mut names = BTreeSet::new();
    for (team, seat) in roster.seats() {
        assert!(names.insert(&*seat.name), "{} twice", seat.name);
        assert!(!seat.keys.is_empty() || seat.code.is_some());
        for name in [&team.name, &seat.name] {
            assert!(
                !name.is_empty() && !name.chars().any(is_harmful),
                "{name:?}"
            );
        }
    }
}

/// The samples of a file, each as the bytes that it stands for.
pub fn samples(name: &str) -> Vec<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/wire")
        .join(name);
    let text = fs::read_to_string(path).expect("samples are there");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(bytes_of).collect()
}

fn bytes_of(line: &str) -> Vec<u8> {
    let (mut bytes, mut rest) = (Vec::new(), line.bytes());
    while let Some(byte) = rest.next() {
        let escaped = if byte == b'\\' { rest.next() } else { None };
        match escaped {
            None => bytes.push(byte),
            Some(b'n') => bytes.push(b'\n'),
            Some(b'r') => bytes.push(b'\r'),
            Some(b't') => bytes.push(b'\t'),
            Some(b'x') => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                bytes.push(u8::from_str_radix(&digits, 16).expect("two hex digits"));
            }
            Some(other) => bytes.push(other),
        }
    }
    bytes
}

/// Feeds samples, and what chance makes of them.
fn feed(name: &str, take: fn(&[u8])) {
    let all = samples(name);
    assert!(all.len() > 10, "{name}");
    let mut draw = Seed(11).fixed(0, name);
    for sample in &all {
        take(sample);
        for _ in 0..ROUNDS {
            let mut bytes = sample.clone();
            for _ in 0..=draw.below(3) {
                let at = draw.below(bytes.len() as u32 + 1) as usize;
                let other = &all[draw.below(all.len() as u32) as usize];
                match draw.below(4) {
                    0 => bytes.truncate(at),
                    1 => bytes.insert(at, draw.below(256) as u8),
                    2 => drop(bytes.splice(at..at, other.iter().copied())),
                    _ => bytes
                        .iter_mut()
                        .skip(at)
                        .take(1)
                        .for_each(|b| *b ^= 1 << (at % 8)),
                }
            }
            take(&bytes);
        }
    }
}

#[test]
fn keys_from_anybody() {
    feed("keys.txt", typed);
}

#[test]
fn lines_from_any_machine() {
    feed("orders.txt", ordered);
}

#[test]
fn whatever_is_shown_at_the_door() {
    feed("doors.txt", shown);
}

#[test]
fn words_in_place_of_a_terminal() {
    feed("words.txt", worded);
}

#[test]
fn what_connections_begin_with() {
    feed("hails.txt", hailed);
}

#[test]
fn rosters_from_anybody() {
    feed("rosters.txt", listed);
}
