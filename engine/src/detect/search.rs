//! Hunting: a search over all that has been collected, attack and daily life alike, newest first.
//! Looking is no doing: it draws no luck and states no fact. The language is `query`'s.
//!
//! Daily life is made hour by hour from the newest on, and only as far as the page needs. How far
//! one search looks is counted in records looked at, not in time, so it is the same on every
//! machine; where it stopped is said.

use crate::action::require::Now;
use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::detect::daily::{Source, Stub};
use crate::detect::query::{Asked, Query, QueryFault, Sight};
use crate::detect::record::{Record, Records};
use crate::detect::shelf::{Shelf, Writer, number};
use crate::detect::sight::{Kind, Place, Unmade, fits};
use crate::team::Roster;
use crate::words::known::Reach;
use crate::words::name::{ControlId, HostId, RecordId};
use crate::words::time::{HOUR, MINUTE, Tick};
use bevy_ecs::prelude::World;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The most records one search gives.
pub const HIT_LIMIT: usize = 500;
/// The most machines' logs that one search goes through; a log is a machine and a class.
pub const LOG_LIMIT: usize = 300_000;
/// How many records of daily life one search looks at; one that must be made counts as so many.
pub const LOOK_LIMIT: u64 = 48_000_000;
const MADE: u64 = 24;

/// Where a record stands among others: by when it was written, then by its number.
pub type Mark = (Tick, RecordId);

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The records, newest first, of which there may be older ones.
    pub hits: Vec<(RecordId, Record)>,
    /// Up to which moment back everything was looked at; nothing if all was.
    pub back_to: Option<Tick>,
    /// Whether there is more to be had before the last of these.
    pub more: bool,
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

/// A page of the collected records that fit a query, newest first, from before a mark on.
pub fn page(world: &World, query: &Query, before: Option<Mark>, limit: usize) -> Found {
    let shelf = Shelf::of(world);
    let limit = limit.min(HIT_LIMIT);
    let mut kept = kept(&shelf, query, before);
    let mut sweep = Sweep::new(&shelf, query, before);
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
            stopped = Some(to);
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
    let hits = best
        .into_iter()
        .map(|Reverse((mark, source, stub, sensor))| {
            (
                mark,
                shelf.make(&shelf.sensing.daily.sources[source], &stub, sensor),
            )
        });
    kept.extend(hits);
    kept.sort_by_key(|(mark, _)| Reverse(*mark));
    // What is older than what was looked through would stand out of its place.
    let whole = kept.len();
    if let Some(back) = stopped {
        kept.retain(|(mark, _)| mark.0 >= back);
    }
    let more = dropped || kept.len() > limit || kept.len() < whole || stopped.is_some();
    kept.truncate(limit);
    Found {
        hits: kept.into_iter().map(|(mark, r)| (mark.1, r)).collect(),
        back_to: stopped,
        more,
        left_out: sweep.left_out,
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
            tally.back_to = Some(to);
            break;
        }
        tally.hours[(from.0 / HOUR) as usize] += count;
    }
    tally.left_out = sweep.left_out;
    for ((at, _), _) in kept(&shelf, query, None) {
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
    let found = kept(&Shelf::of(world), &query, None).into_iter();
    found.take(HIT_LIMIT).map(|((_, id), _)| id).collect()
}

/// The same over what was kept of all records, those left on machines too, which have no number:
/// for white and jury. Daily life is not among them.
pub fn search_all<'w>(world: &'w World, query: &str) -> Vec<(Option<RecordId>, &'w Record)> {
    let Ok(query) = read(world, query) else {
        return Vec::new();
    };
    let (map, sensing) = (world.plan::<Map>(), world.plan::<Sensing>());
    let records = world.resource::<Records>();
    let fits = |record: &Record| fits(&query, &map, &sensing, record);
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

/// The kept records that fit, newest first.
fn kept(shelf: &Shelf<'_>, query: &Query, before: Option<Mark>) -> Vec<(Mark, Record)> {
    let all = shelf.world.resource::<Records>().collected();
    let all = all.map(|(id, record)| ((record.at, id), record));
    let fit = all.filter(|(mark, record)| {
        before.is_none_or(|before| *mark < before)
            && fits(query, &shelf.map, &shelf.sensing, record)
    });
    let mut kept: Vec<(Mark, Record)> = fit.map(|(mark, record)| (mark, record.clone())).collect();
    kept.sort_by_key(|(mark, _)| Reverse(*mark));
    kept
}

/// A machine's log, and which kinds of its records fit: a bit for each.
struct Log {
    writer: Writer,
    source: usize,
    never: u32,
    always: u32,
}

/// A walk back through the hours of daily life.
struct Sweep<'s> {
    shelf: &'s Shelf<'s>,
    query: &'s Query,
    logs: Vec<Log>,
    bounds: (Tick, Tick),
    next: Option<u32>,
    looked: u64,
    left_out: u32,
}

/// What a sweep shows: who writes, which record, of which source, and whether it fits.
type Visit<'v> = dyn FnMut(&Writer, &Stub, usize, &dyn Fn() -> bool) + 'v;

impl<'s> Sweep<'s> {
    fn new(shelf: &'s Shelf<'s>, query: &'s Query, before: Option<Mark>) -> Self {
        let (from, to) = query.bounds();
        let to = to
            .min(shelf.now)
            .min(before.map_or(shelf.now, |(at, _)| at));
        let mut sweep = Self {
            shelf,
            query,
            logs: Vec::new(),
            bounds: (from, to),
            next: (from <= to).then_some(to.0 / HOUR),
            looked: 0,
            left_out: 0,
        };
        if from <= to {
            sweep.gather();
        }
        sweep
    }

    /// The first moment that the query may fit.
    fn first(&self) -> Tick {
        self.bounds.0
    }

    /// The logs that may hold something that fits.
    fn gather(&mut self) {
        let Shelf { map, sensing, .. } = self.shelf;
        let time = self.bounds;
        let sources = sensing.daily.sources.iter().enumerate();
        let may = |source: &Source| {
            let (class, host) = (Some(source.class), None);
            let place = Place { class, host, time };
            self.query.judge(map, &place) != Some(false)
        };
        let sources: Vec<(usize, &Source, (u32, u32))> = sources
            .filter(|(_, source)| may(source))
            .map(|(i, source)| (i, source, self.masks(source, None, (0, 0))))
            .filter(|(_, source, (never, _))| *never != all_of(source))
            .collect();
        for host in (0..map.hosts).map(HostId) {
            let (class, of) = (None, Some(host));
            let place = Place {
                class,
                host: of,
                time,
            };
            if self.query.judge(map, &place) == Some(false) {
                continue;
            }
            if self.logs.len() >= LOG_LIMIT {
                self.left_out += 1;
                continue;
            }
            for &(i, source, masks) in &sources {
                let Some(writer) = self.shelf.writer(source, host) else {
                    continue;
                };
                let (never, always) = self.masks(source, Some(host), masks);
                if never != all_of(source) {
                    self.logs.push(Log {
                        writer,
                        source: i,
                        never,
                        always,
                    });
                }
            }
        }
    }

    /// Which kinds of record of a source never fit, and which always; those that are settled
    /// without a machine need not be asked again.
    fn masks(&self, source: &Source, host: Option<HostId>, known: (u32, u32)) -> (u32, u32) {
        let Shelf { map, sensing, .. } = self.shelf;
        let (mut never, mut always) = known;
        let settled = never | always;
        if settled == all_of(source) {
            return known;
        }
        for (i, line) in source.lines.iter().enumerate().take(32) {
            if settled >> i & 1 == 1 {
                continue;
            }
            let kind = Kind::new((map, sensing, source), line, host, self.bounds);
            match self.query.judge(map, &kind) {
                Some(true) => always |= 1 << i,
                Some(false) => never |= 1 << i,
                None => {}
            }
        }
        (never, always)
    }

    /// The next hour back, from its first moment to its last.
    fn hour(&mut self) -> Option<(Tick, Tick)> {
        let hour = self.next.filter(|_| !self.logs.is_empty())?;
        let from = Tick(hour * HOUR);
        let is_last = hour == 0 || from <= self.bounds.0;
        self.next = (!is_last).then(|| hour - 1);
        Some((from, Tick(from.0 + HOUR - 1)))
    }

    /// Looks through an hour; false if that would be too much.
    fn look(&mut self, from: Tick, to: Tick, visit: &mut Visit<'_>) -> bool {
        let (first, last) = (from.max(self.bounds.0), to.min(self.bounds.1));
        let hour = from.0 / HOUR;
        let Self { shelf, query, .. } = *self;
        for log in &self.logs {
            let source = &shelf.sensing.daily.sources[log.source];
            let mut kinds: Vec<Option<Kind<'_>>> = source.lines.iter().map(|_| None).collect();
            for stub in shelf.stubs(source, &log.writer, hour) {
                self.looked += 1;
                let is = |mask: u32| mask >> stub.line & 1 == 1;
                if stub.at < first || stub.at > last || is(log.never) {
                    continue;
                }
                if is(log.always) {
                    visit(&log.writer, &stub, log.source, &|| true);
                    continue;
                }
                self.looked += MADE;
                let line = &source.lines[stub.line];
                let kind = kinds[stub.line].get_or_insert_with(|| {
                    let of = (&*shelf.map, &*shelf.sensing, source);
                    Kind::new(of, line, Some(log.writer.host), self.bounds)
                });
                let unmade = Unmade {
                    kind,
                    stub: &stub,
                    made: (shelf.seed, &shelf.map, source),
                };
                let fits = || query.judge(&shelf.map, &unmade as &dyn Sight) == Some(true);
                visit(&log.writer, &stub, log.source, &fits);
            }
            if self.looked > LOOK_LIMIT {
                return false;
            }
        }
        true
    }
}

/// A bit for each kind of record.
fn all_of(source: &Source) -> u32 {
    let kinds = source.lines.len().min(32);
    u32::try_from((1_u64 << kinds) - 1).unwrap_or(u32::MAX)
}
