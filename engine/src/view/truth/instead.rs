//! Objectives about steps of a script, in a drill that people attack: what they do in its stead.

use super::shown::{Came, Check, Subject};
use super::{RunTruth, TruthView};
use crate::plan::Plan;
use crate::script::campaign::Step;
use crate::words::cell::Cell;
use crate::words::fact::{Cause, Outcome};
use crate::words::name::StepId;
use crate::words::time::{Span, Tick};

/// Which attempts stand for a step.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tried {
    /// All.
    All,
    /// Those that came to something; if none did, those that raised an alert: a call home that
    /// never got through and was heard by nobody is not there to be found.
    Seen,
}

/// Whether it came to nothing.
const fn failed(run: &RunTruth) -> bool {
    match run.ended {
        Some((_, how)) => !matches!(how, Outcome::Done),
        None => false,
    }
}

impl TruthView {
    /// The attempts of people that are of a step's sort, in its phase, in order; nothing if a
    /// script attacks. Of several steps of one sort among these, each has its own attempt: a flood
    /// that was let loose once is not five; the last has all that are left.
    pub(super) fn in_its_stead(
        &self,
        plan: &Plan,
        (among, id): (&[StepId], StepId),
        tried: Tried,
    ) -> Option<Vec<&RunTruth>> {
        let ordered = |run: &&RunTruth| {
            let team = self.teams.get(run.team.at());
            matches!(run.by, Cause::Order(_)) && team.is_some_and(|team| team.cell == Cell::Red)
        };
        let idle = self.ended.is_some() && self.steps.iter().all(|step| step.began.is_none());
        if !idle && !self.runs.values().any(|run| ordered(&run)) {
            return None;
        }
        let steps = &plan.campaign.steps;
        let step = steps.get(id.at())?;
        let sort = plan.sorts.get(id.at())?;
        let phase_of = |at: Span| {
            let mut phases = plan.phases.iter();
            phases.position(|phase| (phase.from..phase.to).contains(&Tick(at.0)))
        };
        let own = phase_of(step.at);
        let phase = own.and_then(|own| plan.phases.get(own));
        let twin = |other: &&StepId| {
            let is_then = |step: &Step| phase_of(step.at) == own;
            steps.get(other.at()).is_some_and(is_then) && plan.sorts.get(other.at()) == Some(sort)
        };
        let twins: Vec<&StepId> = among.iter().filter(twin).collect();
        let before = twins.iter().take_while(|twin| ***twin != id).count();
        let most = match before + 1 < twins.len() {
            true => 1,
            false => usize::MAX,
        };
        let in_phase = |run: &&RunTruth| {
            let began = run.started.unwrap_or(run.asked);
            phase.is_none_or(|phase| (phase.from..phase.to).contains(&began))
        };
        let alike = |run: &&RunTruth| sort.takes(&plan.map, run.action, &run.target);
        let all = self.runs.values().filter(ordered);
        let began = all.filter(|run| run.started.is_some());
        let alike: Vec<&RunTruth> = began.filter(alike).filter(in_phase).collect();
        let came: Vec<&RunTruth> = alike.iter().copied().filter(|run| !failed(run)).collect();
        let all = match tried {
            Tried::Seen if !came.is_empty() => came,
            Tried::Seen => alike
                .into_iter()
                .filter(|run| run.alerted.is_some() || run.found.is_some())
                .collect(),
            Tried::All => alike,
        };
        Some(all.into_iter().skip(before).take(most).collect())
    }

    /// From the first of them on, by the first claim about any of them.
    pub(super) fn detected_of(&self, id: StepId, runs: &[&RunTruth], within: Span) -> Check {
        let from = runs.iter().filter_map(|run| run.started).min();
        let found = runs.iter().filter_map(|run| run.found);
        let at = found.map(|(at, _)| at).min();
        let came = from.map(|from| self.came(from, at, within));
        Check {
            about: Subject::Step(id),
            from,
            at,
            lost: Default::default(),
            put_back: None,
            came: came.unwrap_or(Came::NotDue),
        }
    }

    /// Denied if it was tried and none of them came off, once a response had taken something from
    /// the attack. What nobody tried, and what failed before anybody responded, was denied by
    /// nobody.
    pub(super) fn denied_of(&self, plan: &Plan, id: StepId, runs: &[&RunTruth]) -> Check {
        let came_off = |run: &&RunTruth| matches!(run.ended, Some((_, Outcome::Done)));
        let over = runs.iter().filter_map(|run| run.ended).map(|(at, _)| at);
        let over = over.max().or(self.ended);
        let is_answered = over.is_some_and(|over| self.is_answered(plan, over));
        let came = match (is_answered, runs.iter().any(came_off), self.ended) {
            (_, true, _) => Came::Missed,
            (true, _, Some(_)) if !runs.is_empty() => Came::InTime,
            (_, _, Some(_)) => Came::NotDue,
            (_, _, None) => Came::Open,
        };
        Check {
            about: Subject::Step(id),
            from: runs.iter().filter_map(|run| run.started).min(),
            at: self.ended.filter(|_| came == Came::InTime),
            lost: Default::default(),
            put_back: None,
            came,
        }
    }

    /// Whether a response of a defence team that can stop an attack came off by then.
    fn is_answered(&self, plan: &Plan, by: Tick) -> bool {
        self.runs.values().any(|run| {
            let team = self.teams.get(run.team.at());
            let stake = plan.stakes.actions.get(run.action.at());
            let done = matches!(run.ended, Some((at, Outcome::Done)) if at <= by);
            let is_defence = team.is_some_and(|team| team.cell == Cell::Blue);
            done && is_defence && stake.is_some_and(|stake| stake.stops.is_some())
        })
    }
}
