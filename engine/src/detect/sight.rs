//! What a query sees: a record; or a record of daily life that is not made yet, of which its kind
//! and its machine are known and the rest can be made field by field.

use crate::action::template::{Fill, Piece, by_os};
use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::detect::daily::{Line, Source, Stub};
use crate::detect::may::{may_be_like, may_hold};
use crate::detect::query::{Like, Sight};
use crate::detect::record::{Full, Record};
use crate::sigma::Fields;
use crate::words::chance::Seed;
use crate::words::name::{ClassId, HostId, Name};
use crate::words::time::Tick;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

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

    fn nameless(&self) -> Option<bool> {
        Some(!self.full.class.by.names())
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
    pub(super) nameless: Option<bool>,
}

impl Sight for Place {
    fn nameless(&self) -> Option<bool> {
        self.nameless
    }

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

/// Where a word may stand in the records of one kind.
struct Stands {
    /// In every one of them.
    always: bool,
    /// In these of its values, which must be made to know.
    open: Vec<usize>,
}

/// All records of one kind that a machine writes; or any machine, while none is said.
pub(super) struct Kind<'s> {
    class: ClassId,
    map: &'s Map,
    /// What stands in the fields that its line leaves out.
    defaults: &'s BTreeMap<Name, String>,
    host: Option<HostId>,
    nameless: bool,
    time: (Tick, Tick),
    values: Vec<(Name, Value)>,
    /// Where words may stand: asked for once, for all records.
    stands: RefCell<BTreeMap<String, Rc<Stands>>>,
}

impl<'s> Kind<'s> {
    /// That of this line.
    pub(super) fn new(
        (map, sensing, source): (&'s Map, &'s Sensing, &Source),
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
        let nameless = !class.by.names();
        let computer = match host {
            _ if nameless => Value::Whole(String::new()),
            Some(host) => Value::Whole(map.host_name(host)),
            None => Value::Made(vec![Piece::Fill(Fill::Target)]),
        };
        values.push(("Computer".into(), computer));
        Self {
            class: source.class,
            map,
            defaults: &class.defaults,
            host,
            nameless,
            time,
            values,
            stands: RefCell::default(),
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

    fn stands(&self, part: &str) -> Rc<Stands> {
        if let Some(known) = self.stands.borrow().get(part) {
            return known.clone();
        }
        let mut stands = Stands {
            always: self.rest_holds(part),
            open: Vec::new(),
        };
        for (place, (_, value)) in self.values.iter().enumerate() {
            match value {
                Value::Whole(text) => stands.always |= text.to_lowercase().contains(part),
                Value::Made(pieces) if may_hold(self.map, pieces, part) => stands.open.push(place),
                Value::Made(_) => {}
            }
        }
        let stands = Rc::new(stands);
        let mut known = self.stands.borrow_mut();
        known.insert(part.to_owned(), stands.clone());
        stands
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
                Fill::PublicIp => Piece::Plain(map.public_ip(map.org_of(host))),
                Fill::Mac => Piece::Plain(map.mac_of(host)),
                Fill::User => Piece::Plain(map.account_name(map.user_account(host))),
                _ => piece.clone(),
            },
            (Piece::Os(both), Some(host)) => Piece::Plain(by_os(both, map, Some(host)).to_owned()),
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
    fn nameless(&self) -> Option<bool> {
        Some(self.nameless)
    }

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
                let may = likes.iter().any(|like| may_be_like(self.map, like, pieces));
                if may { None } else { Some(false) }
            }
        }
    }

    fn word(&self, part: &str) -> Option<bool> {
        let stands = self.stands(part);
        (stands.always || stands.open.is_empty()).then_some(stands.always)
    }
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
    fn nameless(&self) -> Option<bool> {
        Some(self.kind.nameless)
    }

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
        let stands = self.kind.stands(part);
        let holds = |place: &usize| self.value(*place).to_lowercase().contains(part);
        Some(stands.always || stands.open.iter().any(holds))
    }
}
