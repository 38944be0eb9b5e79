//! All facts of a drill: append-only, numbered, fingerprinted as they come.

use crate::words::cell::Audience;
use crate::words::digest::{Digest, Running};
use crate::words::fact::{Cause, FactKind};
use crate::words::name::FactId;
use crate::words::time::Tick;
use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Fact {
    /// Its number: facts are counted from 0 in the order they came about.
    pub id: FactId,
    /// When.
    pub at: Tick,
    /// Why.
    pub cause: Cause,
    /// Who may know at once.
    pub to: Audience,
    /// What.
    pub kind: FactKind,
}

/// All facts of a drill, append-only, with their fingerprint.
#[derive(Resource, Default)]
pub struct Facts {
    all: Vec<Fact>,
    now: Tick,
    noted: usize,
    digest: Running,
}

impl Facts {
    /// Sets the moment at which facts are being made.
    pub fn at(&mut self, now: Tick) {
        assert!(now >= self.now, "time does not run backwards");
        self.now = now;
    }

    /// The moment at which facts are being made.
    pub fn now(&self) -> Tick {
        self.now
    }

    /// States a fact.
    pub fn state(&mut self, cause: Cause, to: Audience, kind: FactKind) -> FactId {
        let id =
            FactId(u32::try_from(self.all.len()).expect("a drill's facts are far fewer than 2^32"));
        let fact = Fact {
            id,
            at: self.now,
            cause,
            to,
            kind,
        };
        self.digest.add(&fact);
        self.all.push(fact);
        id
    }

    /// All of them.
    pub fn all(&self) -> &[Fact] {
        &self.all
    }

    /// Those from this number on.
    pub fn from(&self, first: usize) -> &[Fact] {
        &self.all[first.min(self.all.len())..]
    }

    /// Those not yet seen by the scripts; marks them seen.
    pub fn take_unnoted(&mut self) -> std::ops::Range<usize> {
        let range = self.noted..self.all.len();
        self.noted = self.all.len();
        range
    }

    /// Their fingerprint.
    pub fn digest(&self) -> Digest {
        self.digest.digest()
    }
}

/// The facts up to a moment and at it, of facts in their order.
pub fn until(facts: &[Fact], last: Tick) -> &[Fact] {
    &facts[..facts.partition_point(|fact| fact.at <= last)]
}
