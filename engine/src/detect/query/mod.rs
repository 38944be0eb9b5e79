//! The language of the hunt. This is where it is written down; what people read about it on a
//! screen says the same in two languages.
//!
//! | written | fits a record |
//! |---|---|
//! | `powershell` | in which it stands anywhere |
//! | `"net user"` | …with its spaces; `""` within quotes is one quote |
//! | `class:proxy`, `source:proxy` | of this class of log |
//! | `host:ws-so-*` | of a machine of this name; `*` stands for anything |
//! | `org:so-tttt`, `zone:z4-so` | of a machine of this body, in this zone |
//! | `FIELD:part` | whose field has this part in its value |
//! | `FIELD:*.exe` | whose field is like this from end to end, where there is a `*` in it |
//! | `FIELD:*` | whose field has a value, other than `-` |
//! | `FIELD:=value` | whose field is exactly this |
//! | `FIELD:>9`, `>=`, `<`, `<=` | whose field is a number greater, or less |
//! | `after:T`, `before:T` | written at this moment or later; or earlier |
//! | `from T to T` | written between these moments |
//! | `last:30m`, `last 30m` | written within this time before now |
//! | `A B`, `A and B` | that both fit |
//! | `A or B` | that either fits; `and` binds closer |
//! | `not A`, `-A` | that this does not fit |
//! | `( … )` | taken together |
//!
//! After a `:` commas stand between alternatives, `class:proxy,dns`. What is quoted is taken as it
//! is: `CommandLine:"a, b"`, `Image:="C:\Windows\explorer.exe"`, `"or"`. Upper and lower case are
//! alike, in names of fields too. A moment is a time of day, `10:30` or `10:30:15`: the last that
//! has been, or the first of the drill if none has; or it is drill time, `T+1:20` or `T+1:20:05`;
//! or seconds since STARTEX.
//!
//! Why so: a query is judged with what is known of a record so far, and may come out unsettled. So
//! whole classes, machines and kinds of record are passed over without a record being made.

mod complete;
mod fault;
mod moment;
mod parse;
#[cfg(test)]
mod tests;
mod word;

pub use complete::complete;
pub use fault::QueryFault;
pub use moment::Asked;

use crate::city::map::Map;
use crate::words::name::{ClassId, HostId, OrgId, ZoneId};
use crate::words::time::Tick;

/// The most words a query may have.
pub const WORD_LIMIT: usize = 64;

/// What a value is held against; in small letters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Like {
    /// It has this part.
    Has(String),
    /// It is these parts, with anything between them.
    Parts(Vec<String>),
    /// It is exactly this.
    Is(String),
    /// It is something.
    Any,
    /// It is a number that stands so to this one.
    Number(Than, u64),
}

/// How a number stands to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Than {
    More,
    MoreOrSame,
    Less,
    LessOrSame,
}

impl Like {
    /// Whether a value is like this.
    pub fn fits(&self, value: &str) -> bool {
        let value = value.to_lowercase();
        match self {
            Self::Has(part) => value.contains(part),
            Self::Parts(parts) => is_made_of(&value, parts),
            Self::Is(whole) => value == *whole,
            Self::Any => !matches!(value.as_str(), "" | "-"),
            Self::Number(than, to) => value.parse::<u64>().is_ok_and(|n| match than {
                Than::More => n > *to,
                Than::MoreOrSame => n >= *to,
                Than::Less => n < *to,
                Than::LessOrSame => n <= *to,
            }),
        }
    }
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

#[derive(Clone, PartialEq, Eq, Debug)]
enum Test {
    /// By class, whether it is among those named.
    Class(Vec<bool>),
    Host(Vec<Like>),
    Org(Vec<OrgId>),
    Zone(Vec<ZoneId>),
    /// From the first moment to the last, both included.
    Time(Tick, Tick),
    Field(String, Vec<Like>),
    Word(String),
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Is(Test),
}

/// A query as read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Query(Node);

/// What is known of a record, or of many at once.
pub trait Sight {
    /// Its class.
    fn class(&self) -> Option<ClassId>;
    /// The machine it concerns, if any.
    fn host(&self) -> Option<Option<HostId>>;
    /// Whether it does not say which machine it is about, as what a gateway writes; nothing where
    /// some do and some do not.
    fn nameless(&self) -> Option<bool> {
        Some(false)
    }
    /// The first and the last moment at which it may have been written.
    fn time(&self) -> (Tick, Tick);
    /// Whether a field is like one of these.
    fn field(&self, name: &str, likes: &[Like]) -> Option<bool>;
    /// Whether this stands anywhere in it.
    fn word(&self, part: &str) -> Option<bool>;
}

impl Query {
    /// Whether it fits, as far as is known; nothing if more must be known.
    pub fn judge(&self, map: &Map, sight: &dyn Sight) -> Option<bool> {
        judge(&self.0, map, sight)
    }

    /// The first and the last moment at which something may fit, as far as is said outright.
    pub fn bounds(&self) -> (Tick, Tick) {
        bounds(&self.0)
    }
}

fn bounds(node: &Node) -> (Tick, Tick) {
    match node {
        Node::Is(Test::Time(from, to)) => (*from, *to),
        Node::All(all) => all
            .iter()
            .map(bounds)
            .fold((Tick(0), Tick(u32::MAX)), |a, b| {
                (a.0.max(b.0), a.1.min(b.1))
            }),
        _ => (Tick(0), Tick(u32::MAX)),
    }
}

fn judge(node: &Node, map: &Map, sight: &dyn Sight) -> Option<bool> {
    match node {
        Node::All(all) => settle(all, map, sight, false),
        Node::Any(all) => settle(all, map, sight, true),
        Node::Not(one) => judge(one, map, sight).map(|fits| !fits),
        Node::Is(test) => test.judge(map, sight),
    }
}

/// One that comes out as `decides` settles it; else it is the other, if all are settled.
fn settle(all: &[Node], map: &Map, sight: &dyn Sight, decides: bool) -> Option<bool> {
    let mut open = false;
    for one in all {
        match judge(one, map, sight) {
            Some(is) if is == decides => return Some(decides),
            Some(_) => {}
            None => open = true,
        }
    }
    (!open).then_some(!decides)
}

impl Test {
    fn judge(&self, map: &Map, sight: &dyn Sight) -> Option<bool> {
        let of_host = |fits: &dyn Fn(HostId) -> bool| sight.host().map(|h| h.is_some_and(fits));
        // A gateway stands in a zone, and knows no machine of it by name.
        let named = |fits: Option<bool>| match (sight.nameless(), fits) {
            (Some(true), _) => Some(false),
            (None, Some(true)) => None,
            (_, fits) => fits,
        };
        match self {
            Self::Class(named) => sight
                .class()
                .map(|class| named.get(class.at()) == Some(&true)),
            Self::Host(likes) => named(of_host(&|h| {
                let name = map.host_name(h);
                likes.iter().any(|like| like.fits(&name))
            })),
            Self::Org(orgs) => of_host(&|h| orgs.contains(&map.org_of(h))),
            Self::Zone(zones) => of_host(&|h| zones.contains(&map.zone_of(h))),
            Self::Time(from, to) => {
                let (first, last) = sight.time();
                if last < *from || first > *to {
                    return Some(false);
                }
                (first >= *from && last <= *to).then_some(true)
            }
            Self::Field(name, likes) => sight.field(name, likes),
            Self::Word(part) => sight.word(part),
        }
    }
}
