//! Hunting: a search over the collected records.
//!
//! A query is words with spaces between: `class:proxy`, `host:ws-so-017`, `FIELD:part of its
//! value`, `after:T`, `before:T` (seconds since STARTEX), and plain words that must stand somewhere
//! in the record. All must fit. Upper and lower case are alike.

use crate::city::map::Map;
use crate::detect::claim::is_seen;
use crate::detect::class::Sensing;
use crate::detect::record::{Full, Records};
use crate::sigma::Fields;
use crate::words::known::Reach;
use crate::words::name::RecordId;
use bevy_ecs::prelude::World;

/// The most records one search gives.
pub const HIT_LIMIT: usize = 500;
/// The most words a query may have.
pub const WORD_LIMIT: usize = 32;

enum Term {
    Class(String),
    Host(String),
    After(u32),
    Before(u32),
    Field(String, String),
    Word(String),
}

/// The newest records that fit a query, newest first.
pub fn search(world: &World, query: &str) -> Vec<RecordId> {
    let map = world.plan::<Map>();
    let sensing = world.plan::<Sensing>();
    let terms: Vec<Term> = query
        .split_whitespace()
        .take(WORD_LIMIT)
        .map(term)
        .collect();
    let records = world.resource::<Records>();
    let mut hits = Vec::new();
    for (i, record) in records.all().iter().enumerate().rev() {
        let class = &sensing.classes[record.class.at()];
        let full = Full { record, class };
        let fits = |t: &Term| match t {
            Term::Class(name) => *class.name == **name,
            Term::Host(name) => record.host.is_some_and(|h| map.host_name(h) == *name),
            Term::After(at) => record.at.0 >= *at,
            Term::Before(at) => record.at.0 <= *at,
            Term::Field(name, part) => full
                .get(name)
                .is_some_and(|v| v.to_lowercase().contains(part)),
            Term::Word(part) => {
                let mut found = false;
                full.for_each(&mut |_, v| found |= v.to_lowercase().contains(part));
                found
            }
        };
        if terms.iter().all(fits) && is_seen(world, record) {
            hits.push(RecordId::of(i));
            if hits.len() == HIT_LIMIT {
                break;
            }
        }
    }
    hits
}

fn term(word: &str) -> Term {
    let Some((key, value)) = word.split_once(':') else {
        return Term::Word(word.to_lowercase());
    };
    match (key, value.parse()) {
        ("class", _) => Term::Class(value.to_owned()),
        ("host", _) => Term::Host(value.to_owned()),
        ("after", Ok(at)) => Term::After(at),
        ("before", Ok(at)) => Term::Before(at),
        _ => Term::Field(key.to_owned(), value.to_lowercase()),
    }
}
