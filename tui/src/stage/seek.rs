//! A team's own step of the clock: on to what it is told next, or to what it has to do by then.

use std::collections::BTreeMap;
use std::time::Instant;

use engine::drill::Drill;
use engine::words::cell::Cell;
use engine::words::fact::{Fact, FactKind};
use engine::words::name::TeamId;
use engine::words::time::{HOUR, MINUTE, Span, Tick};

use super::Stage;
use crate::desk::ClockAsk;

/// So long at most, where a team is told nothing: nobody steps past the end of a drill unawares.
const MOST: Span = Span(HOUR);
/// So long before something is due the clock stops, so that it can still be done.
const WARNED: Span = Span(5 * MINUTE);

/// The clock goes on for a team until it is told something, or long enough.
#[derive(Clone, Copy)]
pub(super) struct Seeking {
    team: TeamId,
    /// How many facts there were when they were last looked at.
    from: usize,
    pub(super) until: Tick,
}

impl Seeking {
    /// From here on.
    pub(super) fn from(team: TeamId, drill: &Drill) -> Self {
        let most = drill.now().after(MOST);
        Self {
            team,
            from: drill.facts().len(),
            until: due(team, drill).map_or(most, |due| due.min(most)),
        }
    }
}

/// When something that is asked of a team is nearly due: an answer, or a paper. The organisers look
/// to what is asked of any.
pub(super) fn due(team: TeamId, drill: &Drill) -> Option<Tick> {
    let plan = drill.plan();
    let leads = plan.roster.teams.get(team.at());
    let leads = leads.is_some_and(|team| team.cell == Cell::White);
    let is_its = |whose: TeamId| leads || whose == team;
    let mut open: BTreeMap<(bool, u16), Tick> = BTreeMap::new();
    for fact in drill.facts() {
        match &fact.kind {
            FactKind::InjectFired { inject, team } if is_its(*team) => {
                let asked = plan.msel.injects.get(inject.at());
                if let Some(asked) = asked.filter(|asked| !asked.expected.is_empty()) {
                    open.insert((false, inject.0), fact.at.after(asked.within));
                }
            }
            FactKind::InjectAnswered { inject, .. } | FactKind::InjectClosed { inject, .. } => {
                open.remove(&(false, inject.0));
            }
            FactKind::DutyBegan { duty, team, by } if is_its(*team) => {
                open.insert((true, duty.0), *by);
            }
            FactKind::DutyEnded { duty, .. } => _ = open.remove(&(true, duty.0)),
            _ => {}
        }
    }
    let now = drill.now();
    let ahead = open
        .into_values()
        .flat_map(|by| [Tick(by.0.saturating_sub(WARNED.0)), by]);
    ahead.filter(|at| *at > now).min()
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

#[cfg(test)]
mod tests {
    use engine::drill::Setup;

    use super::*;
    use crate::desk::trial::plan;

    #[test]
    fn the_clock_stops_before_what_is_due_and_at_it() {
        let plan = plan("cong-ddos-deface");
        let blue = plan.roster.first(Cell::Blue).expect("somebody defends");
        let white = plan.roster.first(Cell::White).expect("somebody leads");
        let mut drill = Drill::open(plan.clone(), Setup::default());
        assert_eq!(due(blue, &drill), None, "nothing is asked yet");
        let mut stops = 0;
        for minute in 1..60 {
            drill.advance(Tick(60 * minute));
            let Some(at) = due(blue, &drill) else {
                continue;
            };
            stops += 1;
            assert!(at > drill.now() && due(white, &drill).is_some_and(|any| any <= at));
        }
        assert!(stops > 0, "injects want answers in the first hour");
    }
}
