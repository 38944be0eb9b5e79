//! What a query sees: a record; or a record of daily life that is not made yet, of which its kind
//! and its machine are known and the rest can be made field by field.

use crate::action::template::{Fill, Piece};
use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::detect::daily::{Line, Source, Stub};
use crate::detect::query::{Like, Sight};
use crate::detect::record::{Full, Record};
use crate::sigma::Fields;
use crate::words::chance::Seed;
use crate::words::name::{ClassId, HostId, Name};
use crate::words::time::Tick;
use std::collections::BTreeMap;

/// A record that is there.
pub(super) struct RecordSight<'r> {
    pub(super) full: Full<'r>,
}

impl Sight for RecordSight<'_> {
    fn class(&self) -> Option<ClassId> {
        Some(self.full.record.class)
    }

    fn host(&self) -> Option<Option<HostId>> {
        Some(self.full.record.host)
    }

    fn time(&self) -> (Tick, Tick) {
        (self.full.record.at, self.full.record.at)
    }

    fn field(&self, name: &str, likes: &[Like]) -> Option<bool> {
        let mut found = false;
        self.full.for_each(&mut |k, v| {
            found = found || k.eq_ignore_ascii_case(name) && likes.iter().any(|like| like.fits(v));
        });
        Some(found)
    }

    fn word(&self, part: &str) -> Option<bool> {
        let mut found = false;
        self.full
            .for_each(&mut |_, v| found = found || v.to_lowercase().contains(part));
        Some(found)
    }
}

/// Whether a record fits.
pub(super) fn fits(
    query: &crate::detect::query::Query,
    map: &Map,
    sensing: &Sensing,
    record: &Record,
) -> bool {
    let class = &sensing.classes[record.class.at()];
    let full = Full { record, class };
    query.judge(map, &RecordSight { full }) == Some(true)
}

/// Records of which only the machine, the class and the time are known.
pub(super) struct Place {
    pub(super) class: Option<ClassId>,
    pub(super) host: Option<HostId>,
    pub(super) time: (Tick, Tick),
}

impl Sight for Place {
    fn class(&self) -> Option<ClassId> {
        self.class
    }

    fn host(&self) -> Option<Option<HostId>> {
        self.host.map(Some)
    }

    fn time(&self) -> (Tick, Tick) {
        self.time
    }

    fn field(&self, _: &str, _: &[Like]) -> Option<bool> {
        None
    }

    fn word(&self, _: &str) -> Option<bool> {
        None
    }
}

/// A value as far as it is known: a text, or what it is made of.
enum Value {
    Whole(String),
    Made(Vec<Piece>),
}

/// All records of one kind that a machine writes; or any machine, while none is said.
pub(super) struct Kind<'s> {
    class: ClassId,
    /// What stands in the fields that its line leaves out.
    defaults: &'s BTreeMap<Name, String>,
    host: Option<HostId>,
    time: (Tick, Tick),
    values: Vec<(Name, Value)>,
}

impl<'s> Kind<'s> {
    /// That of this line.
    pub(super) fn new(
        (map, sensing, source): (&Map, &'s Sensing, &Source),
        line: &Line,
        host: Option<HostId>,
        time: (Tick, Tick),
    ) -> Self {
        let class = &sensing.classes[source.class.at()];
        let made = line.fields.iter();
        let made = made.map(|(name, pieces)| (name.clone(), settle(pieces, map, host)));
        let mut values: Vec<(Name, Value)> = made.collect();
        let path = class.program.as_ref().and_then(|field| {
            values
                .iter()
                .find(|(name, _)| name == field)
                .map(|(_, v)| v)
        });
        let says = match path {
            Some(Value::Whole(path)) => sensing.programs.says(path).to_vec(),
            _ => Vec::new(),
        };
        for (field, text) in says {
            if class.defaults.contains_key(&field) && values.iter().all(|(k, _)| *k != field) {
                values.push((field, Value::Whole(text)));
            }
        }
        let computer = match host {
            Some(host) => Value::Whole(map.host_name(host)),
            None => Value::Made(vec![Piece::Fill(Fill::Target)]),
        };
        values.push(("Computer".into(), computer));
        Self {
            class: source.class,
            defaults: &class.defaults,
            host,
            time,
            values,
        }
    }

    fn place(&self, name: &str) -> Option<usize> {
        let mut values = self.values.iter();
        values.position(|(k, _)| k.eq_ignore_ascii_case(name))
    }

    /// Whether a field that its line leaves out is like one of these.
    fn rest(&self, name: &str, likes: &[Like]) -> bool {
        let found = self
            .defaults
            .iter()
            .find(|(k, _)| k.eq_ignore_ascii_case(name));
        found.is_some_and(|(_, value)| likes.iter().any(|like| like.fits(value)))
    }

    /// Whether this stands in a field that its line leaves out.
    fn rest_holds(&self, part: &str) -> bool {
        let own = |k: &Name| self.values.iter().any(|(own, _)| own == k);
        let mut rest = self.defaults.iter();
        rest.any(|(k, v)| v.len() >= part.len() && v.to_lowercase().contains(part) && !own(k))
    }
}

/// A value with what follows from its machine put in.
fn settle(pieces: &[Piece], map: &Map, host: Option<HostId>) -> Value {
    let mut made: Vec<Piece> = Vec::new();
    for piece in pieces {
        let piece = match (piece, host) {
            (Piece::Fill(what), Some(host)) => match what {
                Fill::Target => Piece::Plain(map.host_name(host)),
                Fill::TargetIp => Piece::Plain(map.ip_of(host)),
                Fill::User => Piece::Plain(map.account_name(map.user_account(host))),
                _ => piece.clone(),
            },
            _ => piece.clone(),
        };
        match (made.last_mut(), piece) {
            (Some(Piece::Plain(last)), Piece::Plain(text)) => last.push_str(&text),
            (_, piece) => made.push(piece),
        }
    }
    match &made[..] {
        [] => Value::Whole(String::new()),
        [Piece::Plain(text)] => Value::Whole(text.clone()),
        _ => Value::Made(made),
    }
}

impl Sight for Kind<'_> {
    fn class(&self) -> Option<ClassId> {
        Some(self.class)
    }

    fn host(&self) -> Option<Option<HostId>> {
        self.host.map(Some)
    }

    fn time(&self) -> (Tick, Tick) {
        self.time
    }

    fn field(&self, name: &str, likes: &[Like]) -> Option<bool> {
        match self.place(name).map(|place| &self.values[place].1) {
            None => Some(self.rest(name, likes)),
            Some(Value::Whole(text)) => Some(likes.iter().any(|like| like.fits(text))),
            Some(Value::Made(pieces)) => {
                let may = likes.iter().any(|like| may_be_like(like, pieces));
                if may { None } else { Some(false) }
            }
        }
    }

    fn word(&self, part: &str) -> Option<bool> {
        let mut open = false;
        for (_, value) in &self.values {
            match value {
                Value::Whole(text) if text.to_lowercase().contains(part) => return Some(true),
                Value::Whole(_) => {}
                Value::Made(pieces) => open = open || may_hold(pieces, part),
            }
        }
        if self.rest_holds(part) {
            return Some(true);
        }
        if open { None } else { Some(false) }
    }
}

fn may_be_like(like: &Like, pieces: &[Piece]) -> bool {
    let (first, last) = match like {
        Like::Has(part) => return may_hold(pieces, part),
        Like::Is(whole) => (whole.as_str(), whole.as_str()),
        Like::Parts(parts) => (
            parts.first().map_or("", String::as_str),
            parts.last().map_or("", String::as_str),
        ),
        Like::Any | Like::Number(..) => return true,
    };
    let begins = match pieces.first() {
        Some(Piece::Plain(text)) => {
            let text = text.to_lowercase();
            text.starts_with(first) || first.starts_with(&text)
        }
        _ => true,
    };
    let ends = match pieces.last() {
        Some(Piece::Plain(text)) => {
            let text = text.to_lowercase();
            text.ends_with(last) || last.ends_with(&text)
        }
        _ => true,
    };
    begins && ends
}

/// Whether a text may stand in what is made of these pieces. What cannot be said quickly may be.
fn may_hold(pieces: &[Piece], part: &str) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Plain(text) => text.to_lowercase().contains(part),
        Piece::Any(choices) => {
            let holds = |choice: &String| choice.to_lowercase().contains(part);
            choices.iter().any(holds) || reaches(part, 1, |c| holds_letter(choices, c))
        }
        Piece::Number(..) => reaches(part, 1, |c| c.is_ascii_digit()),
        Piece::Hex(n) => reaches(part, *n as usize, |c| c.is_ascii_hexdigit()),
        Piece::Fill(Fill::SourceIp | Fill::TargetIp | Fill::C2Ip | Fill::Count) => {
            reaches(part, 1, |c| c.is_ascii_digit() || c == '.')
        }
        Piece::Fill(_) => true,
    })
}

fn holds_letter(choices: &[String], c: char) -> bool {
    let mut letters = choices.iter().flat_map(|choice| choice.chars());
    letters.any(|own| own.to_lowercase().any(|own| own == c))
}

/// Whether a text may reach into a piece of such letters, at least so many: from before, from
/// behind, or over the whole of it.
fn reaches(part: &str, least: usize, is: impl Fn(char) -> bool) -> bool {
    if part.chars().next().is_some_and(&is) || part.chars().next_back().is_some_and(&is) {
        return true;
    }
    let mut run = 0;
    part.chars().any(|c| {
        run = if is(c) { run + 1 } else { 0 };
        run >= least
    })
}

/// One record of daily life, made field by field as it is asked for.
pub(super) struct Unmade<'s> {
    pub(super) kind: &'s Kind<'s>,
    pub(super) stub: &'s Stub,
    pub(super) made: (Seed, &'s Map, &'s Source),
}

impl Unmade<'_> {
    fn value(&self, place: usize) -> String {
        let (seed, map, source) = self.made;
        match &self.kind.values[place].1 {
            Value::Whole(text) => text.clone(),
            // Fields that are made stand first, as in their line; the name of the machine is whole.
            Value::Made(_) => source.fill(seed, map, self.stub, place),
        }
    }
}

impl Sight for Unmade<'_> {
    fn class(&self) -> Option<ClassId> {
        Some(self.stub.class)
    }

    fn host(&self) -> Option<Option<HostId>> {
        Some(Some(self.stub.host))
    }

    fn time(&self) -> (Tick, Tick) {
        (self.stub.at, self.stub.at)
    }

    fn field(&self, name: &str, likes: &[Like]) -> Option<bool> {
        let fits = |place| likes.iter().any(|like| like.fits(&self.value(place)));
        Some(match self.kind.place(name) {
            Some(place) => fits(place),
            None => self.kind.rest(name, likes),
        })
    }

    fn word(&self, part: &str) -> Option<bool> {
        let holds = |place: usize| match &self.kind.values[place].1 {
            Value::Whole(text) => text.to_lowercase().contains(part),
            Value::Made(pieces) => {
                may_hold(pieces, part) && self.value(place).to_lowercase().contains(part)
            }
        };
        Some((0..self.kind.values.len()).any(holds) || self.kind.rest_holds(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::template::parse;

    #[test]
    fn what_cannot_stand_in_a_value_is_passed_over() {
        let may = |text: &str, part: &str| may_hold(&parse(text).expect("well written"), part);
        assert!(!may("f_{hex:6}", "powershell"));
        assert!(!may("192.0.2.{num:1-9}", "10.0.3"));
        assert!(may("192.0.2.{num:1-9}", "0.2.7"));
        assert!(may("x-{hex:6}-y", "x-ab"));
        assert!(may("{any:Alpha|beta}.docx", "alpha.d"));
        assert!(!may("{any:alpha|beta}.docx", "gamma"));
        assert!(may("{user}", "anything"));
        let like = |like: Like| may_be_like(&like, &parse("C:\\a\\{num:1-9}.log").expect("well"));
        assert!(like(Like::Parts(vec!["c:\\".into(), ".log".into()])));
        assert!(!like(Like::Parts(vec![String::new(), ".exe".into()])));
        assert!(!like(Like::Is("d:\\a\\1.log".into())));
    }
}
