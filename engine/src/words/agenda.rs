//! What is due when. Idle time is skipped because nothing is due in it.
//!
//! An ordered map, so that what falls due at one moment comes out in the order it was put in, on
//! every machine.

use crate::words::name::{DutyId, HostId, InjectId, PhaseId, RoutineId, RunId, StepId};
use crate::words::time::Tick;
use bevy_ecs::prelude::Resource;
use std::collections::BTreeMap;

/// Something that falls due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
    /// A phase begins.
    Phase(PhaseId),
    /// A step of the campaign is tried.
    Step(StepId),
    /// An inject fires.
    Inject(InjectId),
    /// An inject's answer is overdue.
    InjectEnds(InjectId),
    /// A routine of daily life happens.
    Routine(RoutineId),
    /// A run goes on: approved, acknowledged, staffed.
    RunGoesOn(RunId),
    /// A run ends.
    RunEnds(RunId),
    /// What a run keeps up (a flood) is over.
    RunFades(RunId),
    /// A foothold calls home.
    Beacon(HostId),
    /// A duty's time is up.
    DutyEnds(DutyId),
    /// The drill ends.
    End,
}

/// The agenda of a drill.
#[derive(Resource, Default)]
pub struct Agenda {
    due: BTreeMap<(Tick, u64), Due>,
    put: u64,
}

impl Agenda {
    /// Puts something on the agenda.
    pub fn put(&mut self, at: Tick, what: Due) {
        self.due.insert((at, self.put), what);
        self.put += 1;
    }

    /// When the next thing is due.
    pub fn next(&self) -> Option<Tick> {
        self.due.first_key_value().map(|((at, _), _)| *at)
    }

    /// Takes what is due by now, first put first.
    pub fn take(&mut self, now: Tick) -> Option<Due> {
        let entry = self.due.first_entry()?;
        (entry.key().0 <= now).then(|| entry.remove())
    }

    /// Takes off all that this is true of.
    pub fn strike(&mut self, which: impl Fn(&Due) -> bool) {
        self.due.retain(|_, due| !which(due));
    }

    /// How much is on it.
    pub fn len(&self) -> usize {
        self.due.len()
    }

    /// Whether nothing is due any more.
    pub fn is_empty(&self) -> bool {
        self.due.is_empty()
    }
}
