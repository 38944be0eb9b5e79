//! The back-test of a rule: what it would have found in what has come in, attack and daily life
//! alike, before anybody turns it on. Looking is no doing: no fact is stated and no rule changed.
//!
//! Daily life is made for it, hour by hour. How much of it one test looks at is counted in records,
//! not in time, so it is the same on every machine; from when on it looked is said.

use crate::detect::alert::{GROUPING, Rules};
use crate::detect::daily::{Source, Stub};
use crate::detect::record::{Full, Record, Records};
use crate::detect::search::Mark;
use crate::detect::shelf::{Shelf, Writer, number};
use crate::sigma::{ClassId as SigmaClass, Engine, Rule, RuleIx};
use crate::words::name::{ControlId, HostId};
use crate::words::time::{HOUR, Span, Tick};
use bevy_ecs::prelude::World;
use std::collections::BTreeMap;

/// How many records of daily life one test looks at.
pub const RECORD_LIMIT: u64 = 150_000;
/// The most hits that are kept, the newest.
pub const HIT_LIMIT: usize = 200;

/// What a rule would have found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BackTest {
    /// From when on it looked, and until when.
    pub span: (Tick, Tick),
    /// Whether that is less than what was asked for, because there was too much.
    pub cut_short: bool,
    /// How many records were shown to it.
    pub looked: u64,
    /// How often it fired.
    pub hits: u64,
    /// How many alerts that makes, as repeats for one machine within half an hour are one.
    pub alerts: u64,
    /// Hits by the hour of the drill, from its first on.
    pub hours: Vec<u64>,
    /// Hits by machine; of what no machine wrote, under none.
    pub hosts: BTreeMap<Option<HostId>, u64>,
    /// The records at which it fired, newest first.
    pub newest: Vec<Mark>,
}

impl BackTest {
    /// Alerts a day, in tenths, if it goes on so.
    pub fn alerts_a_day(&self) -> u64 {
        let seconds = u64::from(self.span.1.since(self.span.0).0).max(u64::from(HOUR));
        self.alerts * 10 * 24 * u64::from(HOUR) / seconds
    }
}

/// Tries a rule on what has come in and was written within this time.
pub fn back_test(world: &World, rule: &Rule, within: Span) -> BackTest {
    let shelf = Shelf::of(world);
    let (engine, rule) = world.resource::<Rules>().0.trial(rule);
    let asked = Tick(shelf.now.0.saturating_sub(within.0));
    let life = Life::of(&shelf, &engine);
    let (first, from) = life.first_hour(&shelf, asked);
    let mut test = Test {
        shelf: &shelf,
        engine,
        rule,
        open: BTreeMap::new(),
        found: BackTest {
            span: (from, shelf.now),
            cut_short: from > asked,
            hours: vec![0; (shelf.now.0 / HOUR + 1) as usize],
            ..BackTest::default()
        },
    };
    let mut kept = test.kept(from).into_iter().peekable();
    for hour in first..=shelf.now.0 / HOUR {
        let ends = Tick((hour + 1) * HOUR);
        let mut made = life.hour(&shelf, hour, from);
        made.sort_by_key(|one| one.mark);
        for one in made {
            while let Some((mark, record)) = kept.next_if(|(mark, _)| *mark < one.mark) {
                test.show(mark, record);
            }
            let record = one.make(&shelf);
            test.show(one.mark, &record);
        }
        while let Some((mark, record)) = kept.next_if(|((at, _), _)| *at < ends) {
            test.show(mark, record);
        }
    }
    test.found.newest.reverse();
    test.found
}

/// A test under way.
struct Test<'s> {
    shelf: &'s Shelf<'s>,
    engine: Engine,
    rule: RuleIx,
    /// When the alert of a machine last grew.
    open: BTreeMap<Option<HostId>, Tick>,
    found: BackTest,
}

impl<'s> Test<'s> {
    /// The kept records that the rule looks at, oldest first.
    fn kept(&self, from: Tick) -> Vec<(Mark, &'s Record)> {
        let all = self.shelf.world.resource::<Records>().collected();
        let all = all.map(|(id, record)| ((record.at, id), record));
        // What was brought in as evidence no rule at the monitoring centre ever met.
        let mut kept: Vec<_> = all
            .filter(|((at, _), record)| {
                *at >= from && !record.local && self.engine.matches(SigmaClass(record.class.at()))
            })
            .collect();
        kept.sort_by_key(|(mark, _)| *mark);
        kept
    }

    fn show(&mut self, mark: Mark, record: &Record) {
        self.found.looked += 1;
        let class = &self.shelf.sensing.classes[record.class.at()];
        let full = Full { record, class };
        let seconds = record.at.0.into();
        let hits = self
            .engine
            .feed(SigmaClass(record.class.at()), seconds, &full);
        let own = hits.iter().filter(|hit| hit.rule == self.rule).count();
        for _ in 0..own {
            self.hit(mark, record, full.host());
        }
    }

    fn hit(&mut self, mark: Mark, record: &Record, host: Option<HostId>) {
        let found = &mut self.found;
        found.hits += 1;
        found.hours[(record.at.0 / HOUR) as usize] += 1;
        *found.hosts.entry(host).or_default() += 1;
        if found.newest.len() == HIT_LIMIT {
            found.newest.remove(0);
        }
        found.newest.push(mark);
        let last = self.open.insert(host, record.at);
        found.alerts += u64::from(last.is_none_or(|last| record.at.since(last) > GROUPING));
    }
}

/// The logs of daily life that a rule looks at.
struct Life<'s> {
    logs: Vec<(&'s Source, Writer)>,
}

/// A record of daily life that has come in, not made yet.
struct Unmade<'s> {
    mark: Mark,
    source: &'s Source,
    stub: Stub,
    sensor: ControlId,
}

impl Unmade<'_> {
    fn make(&self, shelf: &Shelf<'_>) -> Record {
        shelf.make(self.source, &self.stub, self.sensor)
    }
}

impl<'s> Life<'s> {
    fn of(shelf: &'s Shelf<'_>, engine: &Engine) -> Self {
        let sources = shelf.sensing.daily.sources.iter();
        let seen = sources.filter(|source| engine.matches(SigmaClass(source.class.at())));
        let hosts = || (0..shelf.map.hosts).map(HostId);
        let logs = seen.flat_map(|source| {
            hosts().filter_map(move |host| Some((source, shelf.writer(source, host)?)))
        });
        Self {
            logs: logs.collect(),
        }
    }

    /// The first hour to look at, and from when on: as far back as was asked for, or as is not too
    /// much.
    fn first_hour(&self, shelf: &Shelf<'_>, asked: Tick) -> (u32, Tick) {
        let (mut hour, mut left) = (shelf.now.0 / HOUR, RECORD_LIMIT);
        loop {
            let count = |(source, writer): &(&Source, Writer)| {
                shelf.stubs(source, writer, hour).count() as u64
            };
            let within = self.logs.iter().map(count).sum::<u64>();
            let now = hour == shelf.now.0 / HOUR;
            if within > left && !now {
                return (hour + 1, Tick((hour + 1) * HOUR));
            }
            left = left.saturating_sub(within);
            if hour * HOUR <= asked.0 {
                return (hour, asked);
            }
            hour -= 1;
        }
    }

    /// What has come in of an hour.
    fn hour(&self, shelf: &Shelf<'_>, hour: u32, from: Tick) -> Vec<Unmade<'s>> {
        let mut made = Vec::new();
        for (source, writer) in &self.logs {
            for stub in shelf.stubs(source, writer, hour) {
                if stub.at < from {
                    continue;
                }
                if let Some(sensor) = shelf.has_come(writer, &stub) {
                    made.push(Unmade {
                        mark: (stub.at, number(&stub)),
                        source,
                        stub,
                        sensor,
                    });
                }
            }
        }
        made
    }
}
