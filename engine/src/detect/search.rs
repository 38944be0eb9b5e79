//! Hunting: a search over the collected records.
//!
//! A query is words with spaces between: `class:proxy`, `host:ws-so-017`, `FIELD:part of its
//! value`, `after:T`, `before:T` (seconds since STARTEX), and plain words that must stand somewhere
//! in the record. All must fit. Upper and lower case are alike.

use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::detect::record::{Full, Record, Records};
use crate::sigma::Fields;
use crate::words::known::Reach;
use crate::words::name::RecordId;
use bevy_ecs::prelude::World;
use std::cmp::Reverse;

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

/// A query as read: all its terms must fit.
struct Query(Vec<Term>);

impl Query {
    fn read(text: &str) -> Self {
        let words = text.split_whitespace().take(WORD_LIMIT);
        Self(words.map(term).collect())
    }

    fn fits(&self, record: &Record, map: &Map, sensing: &Sensing) -> bool {
        let class = &sensing.classes[record.class.at()];
        let full = Full { record, class };
        self.0.iter().all(|term| match term {
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
        })
    }
}

/// The collected records that fit a query, newest first; of more than [`HIT_LIMIT`] those that were
/// collected last.
pub fn search(world: &World, query: &str) -> Vec<RecordId> {
    let (map, sensing, query) = (
        world.plan::<Map>(),
        world.plan::<Sensing>(),
        Query::read(query),
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
        Query::read(query),
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
