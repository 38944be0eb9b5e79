//! Records: what sensors wrote. Whose doing each is, is kept with it and shown to nobody but white
//! and jury.

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
    /// True if it stays where it was written until evidence is taken there.
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

/// All records of a drill, in the order written.
#[derive(Resource, Default)]
pub struct Records {
    all: Vec<Record>,
    judged: usize,
}

impl Records {
    /// Writes one; nothing once the limit is reached.
    pub fn write(&mut self, record: Record) -> Option<RecordId> {
        (self.all.len() < RECORD_LIMIT).then(|| {
            self.all.push(record);
            RecordId::of(self.all.len() - 1)
        })
    }

    /// All of them.
    pub fn all(&self) -> &[Record] {
        &self.all
    }

    /// One of them.
    pub fn get(&self, id: RecordId) -> Option<&Record> {
        self.all.get(id.at())
    }

    /// Those that no rule has seen yet; marks them seen.
    pub fn take_unjudged(&mut self) -> std::ops::Range<usize> {
        let range = self.judged..self.all.len();
        self.judged = self.all.len();
        range
    }
}
