//! A walk through the daily life that may fit a query, log by log and hour by hour: back for a
//! search, on for an export. Whole machines, classes and kinds of record are passed over unmade.

use crate::detect::daily::{Source, Stub};
use crate::detect::query::{Query, Sight};
use crate::detect::search::Mark;
use crate::detect::shelf::{Shelf, Writer};
use crate::detect::sight::{Kind, Place, Unmade};
use crate::words::name::HostId;
use crate::words::time::{HOUR, Tick};

/// The most machines' logs that one walk goes through; a log is a machine and a class.
pub const LOG_LIMIT: usize = 300_000;
/// How many records of daily life one search looks at; one that must be made counts as so many.
pub const LOOK_LIMIT: u64 = 48_000_000;
const MADE: u64 = 24;

/// A machine's log, and which kinds of its records fit: a bit for each.
struct Log {
    writer: Writer,
    source: usize,
    never: u32,
    always: u32,
}

/// A walk through the hours of daily life.
pub(super) struct Sweep<'s> {
    shelf: &'s Shelf<'s>,
    query: &'s Query,
    logs: Vec<Log>,
    bounds: (Tick, Tick),
    next: Option<u32>,
    looked: u64,
    /// How many records it may look at.
    pub(super) limit: u64,
    /// How many machines were left out, because the city is too large for so wide a query.
    pub(super) left_out: u32,
}

/// What a sweep shows: who writes, which record, of which source, and whether it fits.
pub(super) type Visit<'v> = dyn FnMut(&Writer, &Stub, usize, &dyn Fn() -> bool) + 'v;

impl<'s> Sweep<'s> {
    pub(super) fn new(shelf: &'s Shelf<'s>, query: &'s Query, before: Option<Mark>) -> Self {
        let (from, to) = query.bounds();
        // Before the first record of a moment there is nothing of that moment.
        let before = before.map(|(at, id)| (at.0 + u32::from(id.0 > 0)).checked_sub(1));
        let (from, to) = match before {
            None => (from, to.min(shelf.now)),
            Some(Some(last)) => (from, to.min(shelf.now).min(Tick(last))),
            Some(None) => (Tick(1), Tick(0)),
        };
        let mut sweep = Self {
            shelf,
            query,
            logs: Vec::new(),
            bounds: (from, to),
            next: (from <= to).then_some(to.0 / HOUR),
            looked: 0,
            limit: LOOK_LIMIT,
            left_out: 0,
        };
        if from <= to {
            sweep.gather();
        }
        sweep
    }

    /// Leaves all logs out.
    pub(super) fn pass_over(&mut self) {
        self.logs.clear();
        self.left_out = 0;
    }

    /// The first moment that the query may fit.
    pub(super) fn first(&self) -> Tick {
        self.bounds.0
    }

    /// The hours in which it may fit, from the first on.
    pub(super) fn hours(&self) -> impl Iterator<Item = u32> + use<> {
        let (from, to) = self.bounds;
        let last = (from <= to && !self.logs.is_empty()).then_some(to.0 / HOUR);
        last.into_iter().flat_map(move |last| from.0 / HOUR..=last)
    }

    /// The logs that may hold something that fits.
    fn gather(&mut self) {
        let Shelf { map, sensing, .. } = self.shelf;
        let time = self.bounds;
        let sources = sensing.daily.sources.iter().enumerate();
        let may = |source: &Source| {
            let (class, host) = (Some(source.class), None);
            let nameless = Some(!sensing.classes[source.class.at()].by.names());
            let place = Place {
                class,
                host,
                time,
                nameless,
            };
            self.query.judge(map, &place) != Some(false)
        };
        let sources: Vec<(usize, &Source, (u32, u32))> = sources
            .filter(|(_, source)| may(source))
            .map(|(i, source)| (i, source, self.masks(source, None, (0, 0))))
            .filter(|(_, source, (never, _))| *never != all_of(source))
            .collect();
        let nameless = |(_, source, _): &(usize, &Source, (u32, u32))| {
            !sensing.classes[source.class.at()].by.names()
        };
        let any_nameless = sources.iter().any(nameless);
        for host in (0..map.hosts).map(HostId) {
            let (class, of) = (None, Some(host));
            let place = Place {
                class,
                host: of,
                time,
                nameless: if any_nameless { None } else { Some(false) },
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
    pub(super) fn hour(&mut self) -> Option<(Tick, Tick)> {
        let hour = self.next.filter(|_| !self.logs.is_empty())?;
        let from = Tick(hour * HOUR);
        let is_last = hour == 0 || from <= self.bounds.0;
        self.next = (!is_last).then(|| hour - 1);
        Some((from, Tick(from.0 + HOUR - 1)))
    }

    /// Looks through an hour, or a part of one; false if that would be too much.
    pub(super) fn look(&mut self, from: Tick, to: Tick, visit: &mut Visit<'_>) -> bool {
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
            if self.looked > self.limit {
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
