//! The stream: all that has come in and fits a query, oldest first, one record after the other. A
//! drill is exported by it. It gives what a search with the same query finds, page for page.
//!
//! A day of a city is never held: daily life is made part by part of an hour, and of a part only
//! which records come, not yet what stands in them.

use crate::detect::daily::Stub;
use crate::detect::query::Query;
use crate::detect::record::Record;
use crate::detect::search::{Breadth, Mark, marked};
use crate::detect::shelf::{Shelf, number};
use crate::detect::sight::fits;
use crate::detect::sweep::Sweep;
use crate::words::name::{ControlId, RecordId};
use crate::words::time::{HOUR, Tick};
use bevy_ecs::prelude::World;

pub use crate::detect::sweep::LOG_LIMIT;

/// The most records of daily life that one stream looks at.
pub const STREAM_LIMIT: u64 = 20_000_000;
/// How many of them it holds at a time, about.
const HELD: u64 = 200_000;

/// Why a stream ended before its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Halt<E> {
    /// More daily life than a stream may look at. Nothing was given.
    TooMuch,
    /// Whoever took it could take no more.
    Taker(E),
}

/// A record of daily life that comes, not made yet.
struct Coming {
    mark: Mark,
    source: usize,
    stub: Stub,
    sensor: ControlId,
}

/// Gives all records that fit, oldest first.
///
/// # Errors
///
/// If there is too much, or `take` fails.
pub fn stream<E>(
    world: &World,
    query: &Query,
    breadth: Breadth,
    take: &mut dyn FnMut(RecordId, &Record) -> Result<(), E>,
) -> Result<(), Halt<E>> {
    let shelf = Shelf::of(world);
    let kept = marked(world, breadth.whole);
    let kept = kept.filter(|(_, record)| fits(query, &shelf.map, &shelf.sensing, record));
    let mut kept: Vec<(Mark, &Record)> = kept.collect();
    kept.sort_by_key(|(mark, _)| *mark);
    let mut kept = kept.into_iter().peekable();
    let mut take = |mark: Mark, record: &Record| take(mark.1, record).map_err(Halt::Taker);
    if breadth.daily {
        let mut sweep = Sweep::new(&shelf, query, None);
        for part in parts(&mut sweep).ok_or(Halt::TooMuch)? {
            for one in coming(&shelf, &mut sweep, part) {
                while let Some((mark, record)) = kept.next_if(|(mark, _)| *mark < one.mark) {
                    take(mark, record)?;
                }
                let source = &shelf.sensing.daily.sources[one.source];
                take(one.mark, &shelf.make(source, &one.stub, one.sensor))?;
            }
        }
    }
    kept.try_for_each(|(mark, record)| take(mark, record))
}

/// The time that a sweep goes through in parts of which each can be held; nothing if all of it is
/// too much.
fn parts(sweep: &mut Sweep<'_>) -> Option<Vec<(Tick, Tick)>> {
    if sweep.left_out > 0 {
        return None;
    }
    sweep.limit = u64::MAX;
    let (mut all, mut parts) = (0, Vec::new());
    for hour in sweep.hours() {
        let (from, to) = (hour * HOUR, (hour + 1) * HOUR - 1);
        let mut count = 0;
        sweep.look(Tick(from), Tick(to), &mut |_, _, _, _| count += 1);
        all += count;
        if all > STREAM_LIMIT {
            return None;
        }
        let pieces = u32::try_from(count / HELD + 1).unwrap_or(HOUR);
        let length = HOUR.div_ceil(pieces);
        let starts = (from..=to).step_by(length as usize);
        parts.extend(starts.map(|start| (Tick(start), Tick(to.min(start + length - 1)))));
    }
    Some(parts)
}

/// What comes of daily life in a part of an hour, oldest first.
fn coming(shelf: &Shelf<'_>, sweep: &mut Sweep<'_>, (from, to): (Tick, Tick)) -> Vec<Coming> {
    let mut coming = Vec::new();
    sweep.look(from, to, &mut |writer, stub, source, fits| {
        if let Some(sensor) = shelf.has_come(writer, stub).filter(|_| fits()) {
            coming.push(Coming {
                mark: (stub.at, number(stub)),
                source,
                stub: *stub,
                sensor,
            });
        }
    });
    coming.sort_by_key(|one| one.mark);
    coming
}
