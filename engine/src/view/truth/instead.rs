//! Objectives about steps of a script, in a drill that people attack: what they do in its stead.

use super::shown::{Came, Check, Subject};
use super::{RunTruth, TruthView};
use crate::plan::Plan;
use crate::script::deed::Sort;
use crate::words::cell::Cell;
use crate::words::fact::{Cause, Outcome};
use crate::words::name::StepId;
use crate::words::time::{Span, Tick};

impl TruthView {
    /// The attempts of people that are of a step's sort, in its phase, in order; nothing if a
    /// script attacks.
    pub(super) fn in_its_stead(&self, plan: &Plan, id: StepId) -> Option<Vec<&RunTruth>> {
        let ordered = |run: &&RunTruth| {
            let team = self.teams.get(run.team.at());
            matches!(run.by, Cause::Order(_)) && team.is_some_and(|team| team.cell == Cell::Red)
        };
        let idle = self.ended.is_some() && self.steps.iter().all(|step| step.began.is_none());
        if !idle && !self.runs.values().any(|run| ordered(&run)) {
            return None;
        }
        let step = plan.campaign.steps.get(id.at())?;
        let sort = Sort::of(&plan.campaign, &plan.map, step);
        let mut phases = plan.phases.iter();
        let phase = phases.find(|phase| (phase.from..phase.to).contains(&Tick(step.at.0)));
        let in_phase = |run: &&RunTruth| {
            let began = run.started.unwrap_or(run.asked);
            phase.is_none_or(|phase| (phase.from..phase.to).contains(&began))
        };
        let alike = |run: &&RunTruth| sort.takes(&plan.map, run.action, &run.target);
        let all = self.runs.values().filter(ordered);
        let began = all.filter(|run| run.started.is_some());
        Some(began.filter(alike).filter(in_phase).collect())
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

    /// Denied if it was tried and none of them came off. What nobody tried was denied by nobody.
    pub(super) fn denied_of(&self, id: StepId, runs: &[&RunTruth]) -> Check {
        let came_off = |run: &&RunTruth| matches!(run.ended, Some((_, Outcome::Done)));
        let came = match (runs.is_empty(), runs.iter().any(came_off), self.ended) {
            (_, true, _) => Came::Missed,
            (true, _, Some(_)) => Came::NotDue,
            (false, _, Some(_)) => Came::InTime,
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
}
