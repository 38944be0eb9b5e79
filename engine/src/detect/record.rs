//! Records: what sensors wrote. Whose doing each is, is kept with it and shown to nobody but white
//! and jury.
//!
//! A record has a number once it is collected, and only then: what stays on a machine has none
//! until its evidence is secured. So the numbers count nothing but what the monitoring centre can
//! see, they are the same for every seat, and they have no gaps to tell tales.

use crate::detect::class::Class;
use crate::sigma::Fields;
use crate::words::name::*;
use crate::words::time::Tick;
use crate::words::trace::Origin;
use bevy_ecs::prelude::Resource;

/// A record.
#[derive(Clone, Debug)]
pub struct Record {
    /// When it was written.
    pub at: Tick,
    /// Its class.
    pub class: ClassId,
    /// The machine it concerns.
    pub host: Option<HostId>,
    /// The control that wrote it.
    pub sensor: ControlId,
    /// Fields that differ from the class's defaults.
    pub fields: Vec<(Name, String)>,
    /// The machine's name, for the field `Computer`.
    pub computer: String,
    /// True if it stays where it was written until evidence is taken there. No rule judges it, then
    /// or later. What a machine keeps only because it is cut off from its collector is not so.
    pub local: bool,
    origin: Origin,
}

impl Record {
    /// A record of this origin.
    pub fn new(
        (at, class, host, sensor): (Tick, ClassId, Option<HostId>, ControlId),
        fields: Vec<(Name, String)>,
        computer: String,
        local: bool,
        origin: Origin,
    ) -> Self {
        Self {
            at,
            class,
            host,
            sensor,
            fields,
            computer,
            local,
            origin,
        }
    }

    /// Whose doing it is: for judges, scores and exports to the organisers, never for a team's
    /// view.
    pub fn origin(&self) -> Origin {
        self.origin
    }
}

/// A record together with what its class adds, as rules see it.
pub struct Full<'a> {
    /// The record.
    pub record: &'a Record,
    /// Its class.
    pub class: &'a Class,
}

impl Full<'_> {
    /// The machine it is about, as whoever reads it may know.
    pub fn host(&self) -> Option<HostId> {
        self.record.host.filter(|_| self.class.by.names())
    }
}

impl Fields for Full<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        if name == "Computer" {
            return Some(&self.record.computer);
        }
        let own = self
            .record
            .fields
            .iter()
            .find(|(k, _)| **k == *name)
            .map(|(_, v)| v.as_str());
        own.or_else(|| self.class.defaults.get(name).map(String::as_str))
    }

    fn for_each(&self, f: &mut dyn FnMut(&str, &str)) {
        f("Computer", &self.record.computer);
        for (k, v) in &self.record.fields {
            f(k, v);
        }
        for (k, v) in &self.class.defaults {
            if !self.record.fields.iter().any(|(own, _)| own == k) {
                f(k, v);
            }
        }
    }
}

/// The most records a drill keeps; beyond it the drill says so and stops recording.
pub const RECORD_LIMIT: usize = 5_000_000;

/// All records of a drill.
#[derive(Resource, Default)]
pub struct Records {
    collected: Vec<Record>,
    local: Vec<Record>,
    judged: usize,
}

impl Records {
    /// Whether the limit is reached: then nothing more is written.
    pub fn is_full(&self) -> bool {
        self.count() >= RECORD_LIMIT
    }

    /// Takes one into the monitoring centre and gives it its number, counted from 1.
    pub fn collect(&mut self, record: Record) -> RecordId {
        self.collected.push(record);
        RecordId::of(self.collected.len())
    }

    /// Leaves one on the machine where it was written.
    pub fn leave(&mut self, record: Record) {
        self.local.push(record);
    }

    /// Collects what was left on machines and is now to be had, in the order written.
    pub fn bring_in(&mut self, mut is_had: impl FnMut(&mut Record) -> bool) {
        for mut record in std::mem::take(&mut self.local) {
            if is_had(&mut record) {
                self.collected.push(record);
            } else {
                self.local.push(record);
            }
        }
    }

    /// Those collected, with their numbers, in the order collected.
    pub fn collected(&self) -> impl DoubleEndedIterator<Item = (RecordId, &Record)> {
        let numbered = |(place, record)| (RecordId::of(place + 1), record);
        self.collected.iter().enumerate().map(numbered)
    }

    /// Those left on machines, in the order written.
    pub fn local(&self) -> &[Record] {
        &self.local
    }

    /// How many there are, wherever they are.
    pub fn count(&self) -> usize {
        self.collected.len() + self.local.len()
    }

    /// The collected one of this number.
    pub fn get(&self, id: RecordId) -> Option<&Record> {
        self.collected.get(id.at().checked_sub(1)?)
    }

    /// The numbers of those that no rule has seen yet; marks them seen.
    pub fn take_unjudged(&mut self) -> impl Iterator<Item = RecordId> + use<> {
        let range = self.judged..self.collected.len();
        self.judged = self.collected.len();
        range.map(|place| RecordId::of(place + 1))
    }
}
