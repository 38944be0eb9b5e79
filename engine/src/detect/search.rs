//! Hunting: a search over the collected records. This is where the query language is written down;
//! what people read about it on a screen says the same in two languages.
//!
//! A query is words with spaces between, and all of them must fit:
//!
//! | word | fits a record |
//! |---|---|
//! | `powershell` | in which it stands anywhere |
//! | `"net user"` | …with its spaces; `""` within quotes is one quote |
//! | `class:proxy` | of this class of log |
//! | `host:ws-so-*` | of a machine of this name; `*` stands for anything |
//! | `FIELD:part` | whose field has this part in its value |
//! | `FIELD:*.exe` | whose field is like this from end to end, where there is a `*` in it |
//! | `FIELD:*` | whose field has a value, other than `-` |
//! | `FIELD:=value` | whose field is exactly this |
//! | `after:T`, `before:T` | written at this moment or later; or earlier |
//! | `last:30m` | written within this time before now |
//! | `-word` | that this word does not fit |
//!
//! After a `:` commas stand between alternatives, `class:proxy,dns`. What is quoted is taken as it
//! is: `CommandLine:"a, b"`, `Image:="C:\Windows\explorer.exe"`. Upper and lower case are alike,
//! in names of fields too. A moment is a time of day, `10:30` or `10:30:15`: the last that has
//! been, or the first of the drill if none has; or it is drill time, `T+1:20` or `T+1:20:05`; or
//! seconds since STARTEX. A moment or a length that cannot be read fits nothing.

use crate::action::require::Now;
use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::detect::record::{Full, Record, Records};
use crate::sigma::Fields;
use crate::team::Roster;
use crate::words::known::Reach;
use crate::words::name::RecordId;
use crate::words::time::{DAY, HOUR, MINUTE, Span, Tick};
use bevy_ecs::prelude::World;
use std::cmp::Reverse;
use std::iter::Peekable;
use std::str::Chars;

/// The most records one search gives.
pub const HIT_LIMIT: usize = 500;
/// The most words a query may have.
pub const WORD_LIMIT: usize = 32;

/// What a value is held against.
enum Like {
    /// It has this part.
    Has(String),
    /// It is these parts, with anything between them.
    Parts(Vec<String>),
    /// It is exactly this.
    Is(String),
    /// It is something.
    Any,
}

enum What {
    Class(Vec<Like>),
    Host(Vec<Like>),
    After(Tick),
    Before(Tick),
    Field(String, Vec<Like>),
    Word(String),
    Nothing,
}

struct Term {
    not: bool,
    what: What,
}

/// When a query is asked: what its moments are counted from.
#[derive(Clone, Copy)]
struct Asked {
    now: Tick,
    /// The second of the day at STARTEX.
    starts: u32,
}

/// A query as read: all its terms must fit.
struct Query(Vec<Term>);

impl Query {
    fn read(text: &str, asked: Asked) -> Self {
        let words = words(text).into_iter().take(WORD_LIMIT);
        Self(words.map(|word| term(word, asked)).collect())
    }

    fn of(world: &World, text: &str) -> Self {
        let asked = Asked {
            now: world.resource::<Now>().0,
            starts: world.plan::<Roster>().starts_minute * MINUTE,
        };
        Self::read(text, asked)
    }

    fn fits(&self, record: &Record, map: &Map, sensing: &Sensing) -> bool {
        let class = &sensing.classes[record.class.at()];
        let full = Full { record, class };
        let fits = |what: &What| match what {
            What::Class(names) => any(names, &class.name),
            What::Host(names) => {
                let host = record.host.map(|h| map.host_name(h));
                host.is_some_and(|host| any(names, &host))
            }
            What::After(at) => record.at >= *at,
            What::Before(at) => record.at <= *at,
            What::Field(name, likes) => {
                let mut found = false;
                full.for_each(&mut |k, v| found |= k.eq_ignore_ascii_case(name) && any(likes, v));
                found
            }
            What::Word(part) => {
                let mut found = false;
                full.for_each(&mut |_, v| found |= v.to_lowercase().contains(part));
                found
            }
            What::Nothing => false,
        };
        self.0.iter().all(|term| fits(&term.what) != term.not)
    }
}

/// Whether a value is like one of these.
fn any(likes: &[Like], value: &str) -> bool {
    let value = value.to_lowercase();
    likes.iter().any(|like| match like {
        Like::Has(part) => value.contains(part),
        Like::Parts(parts) => is_made_of(&value, parts),
        Like::Is(whole) => value == *whole,
        Like::Any => !matches!(value.as_str(), "" | "-"),
    })
}

/// Whether a text is these parts in their order with anything between them.
fn is_made_of(text: &str, parts: &[String]) -> bool {
    let [first, between @ .., last] = parts else {
        return parts.iter().all(|part| text == part);
    };
    let Some(mut rest) = text.strip_prefix(first.as_str()) else {
        return false;
    };
    for part in between {
        let Some(place) = rest.find(part.as_str()) else {
            return false;
        };
        rest = &rest[place + part.len()..];
    }
    rest.ends_with(last.as_str())
}

/// The collected records that fit a query, newest first; of more than [`HIT_LIMIT`] those that were
/// collected last.
pub fn search(world: &World, query: &str) -> Vec<RecordId> {
    let (map, sensing, query) = (
        world.plan::<Map>(),
        world.plan::<Sensing>(),
        Query::of(world, query),
    );
    let collected = world.resource::<Records>().collected().rev();
    let hits = collected.filter(|(_, record)| query.fits(record, &map, &sensing));
    let mut hits: Vec<(RecordId, &Record)> = hits.take(HIT_LIMIT).collect();
    hits.sort_by_key(|(_, record)| Reverse(record.at));
    hits.into_iter().map(|(id, _)| id).collect()
}

/// The same over all records, those left on machines too, which have no number: for white and jury.
pub fn search_all<'w>(world: &'w World, query: &str) -> Vec<(Option<RecordId>, &'w Record)> {
    let (map, sensing, query) = (
        world.plan::<Map>(),
        world.plan::<Sensing>(),
        Query::of(world, query),
    );
    let records = world.resource::<Records>();
    let fits = |record: &Record| query.fits(record, &map, &sensing);
    let collected = records.collected().rev();
    let collected = collected.map(|(id, record)| (Some(id), record));
    let local = records.local().iter().rev().map(|record| (None, record));
    let mut hits: Vec<_> = collected
        .filter(|hit| fits(hit.1))
        .take(HIT_LIMIT)
        .chain(local.filter(|hit| fits(hit.1)).take(HIT_LIMIT))
        .collect();
    hits.sort_by_key(|(_, record)| Reverse(record.at));
    hits.truncate(HIT_LIMIT);
    hits
}

/// A word of a query: what stands before its colon, and the alternatives after it. An alternative
/// is in the parts that stars stand between.
#[derive(Default)]
struct Word {
    not: bool,
    key: Option<String>,
    exact: bool,
    values: Vec<Vec<String>>,
}

fn words(text: &str) -> Vec<Word> {
    let mut left = text.chars().peekable();
    let mut found = Vec::new();
    loop {
        while left.next_if(|c| c.is_whitespace()).is_some() {}
        if left.peek().is_none() {
            return found;
        }
        let word = word(&mut left);
        if word.key.is_some() || word.values.iter().flatten().any(|part| !part.is_empty()) {
            found.push(word);
        }
    }
}

fn word(left: &mut Peekable<Chars<'_>>) -> Word {
    let mut word = Word {
        not: left.next_if_eq(&'-').is_some(),
        ..Word::default()
    };
    let (mut alternative, mut part) = (Vec::new(), String::new());
    let mut quoted = false;
    while let Some(c) = left.next_if(|c| quoted || !c.is_whitespace()) {
        match c {
            '"' if quoted && left.next_if_eq(&'"').is_some() => part.push('"'),
            '"' => quoted = !quoted,
            _ if quoted => part.push(c),
            ':' if word.key.is_none() && alternative.is_empty() && !part.is_empty() => {
                word.key = Some(std::mem::take(&mut part).to_lowercase());
                word.exact = left.next_if_eq(&'=').is_some();
            }
            '*' if word.key.is_some() && !word.exact => alternative.push(std::mem::take(&mut part)),
            ',' if word.key.is_some() => {
                alternative.push(std::mem::take(&mut part));
                word.values.push(std::mem::take(&mut alternative));
            }
            _ => part.push(c),
        }
    }
    alternative.push(part);
    word.values.push(alternative);
    let values = word.values.iter_mut().flatten();
    values.for_each(|part| *part = part.to_lowercase());
    word
}

fn term(word: Word, asked: Asked) -> Term {
    let value = word
        .values
        .first()
        .map_or_else(String::new, |v| v.join("*"));
    let exact = word.exact;
    let like = |mut parts: Vec<String>| match parts.len() {
        1 if exact => Like::Is(parts.remove(0)),
        1 => Like::Has(parts.remove(0)),
        _ if parts.iter().all(String::is_empty) => Like::Any,
        _ => Like::Parts(parts),
    };
    // Names are whole names, unless there is a star in them.
    let name = |parts: Vec<String>| Like::Parts(parts);
    let moment = |what: fn(Tick) -> What| moment(&value, asked).map_or(What::Nothing, what);
    let what = match word.key.as_deref() {
        None => What::Word(value),
        Some("class") => What::Class(word.values.into_iter().map(name).collect()),
        Some("host") => What::Host(word.values.into_iter().map(name).collect()),
        Some("after") => moment(What::After),
        Some("before") => moment(What::Before),
        Some("last") => Span::parse(&value).map_or(What::Nothing, |span| {
            What::After(Tick(asked.now.0.saturating_sub(span.0)))
        }),
        Some(field) => What::Field(
            field.to_owned(),
            word.values.into_iter().map(like).collect(),
        ),
    };
    Term {
        not: word.not,
        what,
    }
}

/// The moment that is so written.
fn moment(text: &str, asked: Asked) -> Option<Tick> {
    if let Ok(seconds) = text.parse() {
        return Some(Tick(seconds));
    }
    if let Some(drill) = text.strip_prefix("t+") {
        return clock(drill).map(Tick);
    }
    let of_day = clock(text).filter(|at| *at < DAY)?;
    let first = (of_day + DAY - asked.starts % DAY) % DAY;
    let days = asked
        .now
        .0
        .checked_sub(first)
        .map_or(0, |since| since / DAY);
    Some(Tick(first + days * DAY))
}

/// The seconds of `h:mm` or `h:mm:ss`.
fn clock(text: &str) -> Option<u32> {
    let mut parts = text.split(':').map(str::parse::<u32>);
    let (h, m) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let s = parts.next().transpose().ok()?.unwrap_or(0);
    let good = parts.next().is_none() && h < 10_000 && m < 60 && s < 60;
    good.then(|| h * HOUR + m * MINUTE + s)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: Asked = Asked {
        now: Tick(2 * HOUR),
        starts: 8 * HOUR,
    };

    /// Whether a value of a field fits the one word of a query.
    fn field(query: &str, value: &str) -> bool {
        let Query(terms) = Query::read(query, ASKED);
        let [term] = &terms[..] else {
            panic!("{query} is not one word");
        };
        match &term.what {
            What::Field(_, likes) | What::Host(likes) | What::Class(likes) => {
                any(likes, value) != term.not
            }
            What::Word(part) => value.to_lowercase().contains(part) != term.not,
            _ => false,
        }
    }

    #[test]
    fn words_fit_as_they_are_documented() {
        let fits = [
            ("powershell", "C:\\PowerShell.exe"),
            ("\"net user\"", "cmd /c net user x"),
            ("-whoami", "net user"),
            ("host:ws-so-*", "WS-so-017"),
            ("host:ws,srv-*", "srv-dc"),
            ("Image:shell", "PowerShell.exe"),
            ("Image:*\\cmd.exe", "C:\\Windows\\CMD.EXE"),
            ("User:*", "an"),
            ("dst_ip:=10.0.0.1", "10.0.0.1"),
            ("cmd:\"a, \"\"b\"", "x a, \"b"),
            ("-Image:shell", "cmd.exe"),
            ("url:=\"http://a,b\"", "http://a,b"),
        ];
        for (query, value) in fits {
            assert!(field(query, value), "{query} should fit {value}");
        }
        let others = [
            ("\"net user\"", "net  user"),
            ("host:ws-so", "ws-so-017"),
            ("User:*", "-"),
            ("dst_ip:=10.0.0.1", "10.0.0.10"),
            ("Image:*\\cmd.exe", "C:\\cmd.exe.bak"),
            ("-Image:shell,cmd", "cmd.exe"),
        ];
        for (query, value) in others {
            assert!(!field(query, value), "{query} should not fit {value}");
        }
    }

    #[test]
    fn moments_are_read_in_every_way_they_are_written() {
        let read = |text: &str| moment(text, ASKED).map(|at| at.0);
        assert_eq!(read("600"), Some(600));
        assert_eq!(read("t+1:20"), Some(4_800));
        assert_eq!(read("t+1:20:05"), Some(4_805));
        assert_eq!(read("09:00"), Some(HOUR));
        assert_eq!(read("08:00:30"), Some(30));
        // Not yet today, and there was no yesterday.
        assert_eq!(read("07:00"), Some(23 * HOUR));
        let third_day = Asked {
            now: Tick(2 * DAY + HOUR),
            ..ASKED
        };
        assert_eq!(moment("08:30", third_day), Some(Tick(2 * DAY + 1_800)));
        assert_eq!(moment("18:00", third_day), Some(Tick(DAY + 10 * HOUR)));
        for bad in ["", "x", "25:00", "10:60", "1:2:3:4", "t+9"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn any_text_is_a_query() {
        for text in [
            "", "-", "\"", "-\"\"", ":", "a:", "host:", "-:-", ",,*", "a:,*,", "\"\"\"",
        ] {
            let _ = Query::read(text, ASKED);
        }
        let Query(terms) = Query::read("  - \"\"  ", ASKED);
        assert!(terms.is_empty());
    }
}
