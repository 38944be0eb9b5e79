//! Hunting: a search over all that has been collected, attack and daily life alike, newest first.
//! Looking is no doing: it draws no luck and states no fact. The language is `query`'s.
//!
//! Daily life is made hour by hour from the newest on, and only as far as the page needs. How far
//! one search looks is counted in records looked at, not in time, so it is the same on every
//! machine; where it stopped is said.

use crate::action::require::Now;
use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::detect::daily::Stub;
use crate::detect::query::{Asked, Query, QueryFault};
use crate::detect::record::{Record, Records};
use crate::detect::shelf::{Shelf, left_on_machine, number};
use crate::detect::sight::fits;
use crate::detect::sweep::Sweep;
use crate::team::Roster;
use crate::words::known::Reach;
use crate::words::name::{ControlId, RecordId};
use crate::words::time::{HOUR, MINUTE, Tick};
use bevy_ecs::prelude::World;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The most records one search gives.
pub const HIT_LIMIT: usize = 500;

/// Where a record stands among others: by when it was written, then by its number.
pub type Mark = (Tick, RecordId);

/// What is looked through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Breadth {
    /// Whether daily life is among it.
    pub daily: bool,
    /// Whether what was left on machines is: for white and jury.
    pub whole: bool,
}

impl Breadth {
    /// All that has come in: what a defence team may find.
    pub const COLLECTED: Self = Self {
        daily: true,
        whole: false,
    };
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The records, newest first, of which there may be older ones.
    pub hits: Vec<(RecordId, Record)>,
    /// Up to which moment back everything was looked at; nothing if all was.
    pub back_to: Option<Tick>,
    /// From where on there may be older ones; nothing if there are none.
    pub next: Option<Mark>,
    /// How many machines were left out, because the city is too large for so wide a query.
    pub left_out: u32,
}

/// How many there are.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// In all that was looked at.
    pub count: u64,
    /// By the hour of the drill, from its first on.
    pub hours: Vec<u64>,
    /// Up to which moment back everything was looked at; nothing if all was: then it is exact.
    pub back_to: Option<Tick>,
    /// How many machines were left out.
    pub left_out: u32,
}

/// Reads a query as it would be asked now.
///
/// # Errors
///
/// All that is wrong with it.
pub fn read(world: &World, text: &str) -> Result<Query, Vec<QueryFault>> {
    let asked = Asked {
        now: world.resource::<Now>().0,
        starts: world.plan::<Roster>().starts_minute * MINUTE,
    };
    Query::read(text, asked, &world.plan::<Map>(), &world.plan::<Sensing>())
}

/// A page of the records that fit a query, newest first, from before a mark on. What was left on a
/// machine has a number that says so and no other.
pub fn page(
    world: &World,
    query: &Query,
    breadth: Breadth,
    (before, limit): (Option<Mark>, usize),
) -> Found {
    let shelf = Shelf::of(world);
    let limit = limit.min(HIT_LIMIT);
    let mut kept = kept(&shelf, query, before, breadth.whole);
    let mut sweep = Sweep::new(&shelf, query, before);
    if !breadth.daily {
        sweep.pass_over();
    }
    let mut best: BinaryHeap<Reverse<(Mark, usize, Stub, ControlId)>> = BinaryHeap::new();
    let (mut stopped, mut dropped) = (None, false);
    while let Some((from, to)) = sweep.hour() {
        let mut fresh = best.clone();
        let done = sweep.look(from, to, &mut |writer, stub, source, at_hand| {
            let mark = (stub.at, number(stub));
            let full = fresh.len() >= limit;
            if before.is_some_and(|before| mark >= before)
                || full
                    && fresh
                        .peek()
                        .is_some_and(|Reverse((least, ..))| mark <= *least)
                || !at_hand()
            {
                return;
            }
            if let Some(sensor) = shelf.has_come(writer, stub) {
                fresh.push(Reverse((mark, source, *stub, sensor)));
                if full {
                    dropped = true;
                    fresh.pop();
                }
            }
        });
        if !done {
            stopped = Some(Tick(to.0 + 1));
            if best.is_empty() && kept.is_empty() {
                best = fresh;
            }
            break;
        }
        best = fresh;
        let older = kept.partition_point(|(mark, _)| mark.0 >= from);
        if best.len() + older >= limit {
            stopped = (from > sweep.first()).then_some(from);
            break;
        }
    }
    let made = best
        .into_iter()
        .map(|Reverse((mark, source, stub, sensor))| {
            let source = &shelf.sensing.daily.sources[source];
            (mark, shelf.make(source, &stub, sensor))
        });
    kept.extend(made);
    let found = cut(kept, limit, (stopped, dropped));
    Found {
        left_out: sweep.left_out,
        ..found
    }
}

/// A page of these, where it was stopped at a moment, and daily life that fits was dropped or not.
fn cut(
    mut all: Vec<(Mark, Record)>,
    limit: usize,
    (stopped, dropped): (Option<Tick>, bool),
) -> Found {
    all.sort_by_key(|(mark, _)| Reverse(*mark));
    // What is older than what was looked through would stand out of its place.
    if let Some(back) = stopped {
        all.retain(|(mark, _)| mark.0 >= back);
    }
    let left = dropped || all.len() > limit;
    all.truncate(limit);
    let last = all.last().map(|(mark, _)| *mark);
    // Of what was looked through there is more before the last of these; or it goes on behind it.
    let next = match stopped {
        _ if left => last,
        Some(back) => Some((back, RecordId(0))),
        None => None,
    };
    Found {
        hits: all.into_iter().map(|(mark, r)| (mark.1, r)).collect(),
        back_to: stopped,
        next,
        left_out: 0,
    }
}

/// How many collected records fit a query, and when.
pub fn tally(world: &World, query: &Query) -> Tally {
    let shelf = Shelf::of(world);
    let hours = (shelf.now.0 / HOUR + 1) as usize;
    let mut tally = Tally {
        hours: vec![0; hours],
        ..Tally::default()
    };
    let mut sweep = Sweep::new(&shelf, query, None);
    while let Some((from, to)) = sweep.hour() {
        let mut count = 0;
        let done = sweep.look(from, to, &mut |writer, stub, _, at_hand| {
            count += u64::from(at_hand() && shelf.has_come(writer, stub).is_some());
        });
        if !done {
            tally.back_to = Some(Tick(to.0 + 1));
            break;
        }
        tally.hours[(from.0 / HOUR) as usize] += count;
    }
    tally.left_out = sweep.left_out;
    for ((at, _), _) in kept(&shelf, query, None, false) {
        if tally.back_to.is_none_or(|back| at >= back) {
            tally.hours[(at.0 / HOUR) as usize] += 1;
        }
    }
    tally.count = tally.hours.iter().sum();
    tally
}

/// The kept ones of the collected records that fit a query, newest first: what sensors made of what
/// was played, without daily life. Bots read so: they stand for analysts who pass over ordinary
/// work without being told. A query with a fault fits nothing.
pub fn search(world: &World, query: &str) -> Vec<RecordId> {
    let Ok(query) = read(world, query) else {
        return Vec::new();
    };
    let found = kept(&Shelf::of(world), &query, None, false).into_iter();
    found.take(HIT_LIMIT).map(|((_, id), _)| id).collect()
}

/// The kept records that fit, newest first; `whole` with those left on machines.
fn kept(
    shelf: &Shelf<'_>,
    query: &Query,
    before: Option<Mark>,
    whole: bool,
) -> Vec<(Mark, Record)> {
    let all = marked(shelf.world, whole);
    let fit = all.filter(|(mark, record)| {
        before.is_none_or(|before| *mark < before)
            && fits(query, &shelf.map, &shelf.sensing, record)
    });
    let mut kept: Vec<(Mark, Record)> = fit.map(|(mark, record)| (mark, record.clone())).collect();
    kept.sort_by_key(|(mark, _)| Reverse(*mark));
    kept
}

/// The kept records with where they stand; `whole` with those left on machines.
pub(super) fn marked(world: &World, whole: bool) -> impl Iterator<Item = (Mark, &Record)> {
    let records = world.resource::<Records>();
    let collected = records.collected();
    let left = records.local().iter().enumerate().filter(move |_| whole);
    let left = left.map(|(place, record)| (left_on_machine(place), record));
    let all = collected.chain(left);
    all.map(|(id, record)| ((record.at, id), record))
}
