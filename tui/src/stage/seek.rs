//! A team's own step of the clock: on to what it is told next.

use std::time::Instant;

use engine::drill::Drill;
use engine::words::fact::{Fact, FactKind};
use engine::words::name::TeamId;
use engine::words::time::{HOUR, Span, Tick};

use super::Stage;
use crate::desk::ClockAsk;

/// So long at most, where a team is told nothing: nobody steps past the end of a drill unawares.
const MOST: Span = Span(HOUR);

/// The clock goes on for a team until it is told something, or long enough.
#[derive(Clone, Copy)]
pub(super) struct Seeking {
    team: TeamId,
    /// How many facts there were when they were last looked at.
    from: usize,
    until: Tick,
}

impl Seeking {
    /// From here on.
    pub(super) fn from(team: TeamId, drill: &Drill) -> Self {
        Self {
            team,
            from: drill.facts().len(),
            until: drill.now().after(MOST),
        }
    }
}

impl Stage {
    /// Takes the next step if the clock goes on until a team is told something, and it was not.
    pub(super) fn seek_on(&mut self) {
        let Some(Seeking { team, from, until }) = self.seeks else {
            return;
        };
        let told = |fact: &Fact| {
            let is_clock = matches!(fact.kind, FactKind::ClockSet { .. });
            fact.to.holds(team) && !is_clock
        };
        let is_late = self.drill.now() >= until;
        let is_over = self.stands() || !self.time.is_seeking() || is_late;
        let facts = self.drill.facts();
        let seen = facts.len();
        self.seeks = Some(Seeking {
            team,
            from: seen,
            until,
        });
        if is_over || facts[from..].iter().any(told) {
            self.seeks = None;
            self.time.found();
        } else if let Some(due) = self.next().filter(|due| *due <= self.drill.now()) {
            // What is due at the very moment the clock stands at: as at the beginning.
            self.step_to(due);
            self.time.set(ClockAsk::Seek(team));
        } else if self.time.all_have_come(Instant::now()) {
            self.time.set(ClockAsk::Seek(team));
        }
    }
}
