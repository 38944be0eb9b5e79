//! What becomes of the steps of a campaign.

use super::TruthView;
use crate::words::fact::{Cause, Fact, FactKind, Outcome};
use crate::words::name::*;
use crate::words::time::Tick;
use std::collections::BTreeMap;

/// How a step of the campaign stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum StepStanding {
    /// Not begun.
    Waiting,
    /// Tried, and neither done nor given up.
    Trying,
    /// Done.
    Done,
    /// Given up when it had come off at some of the machines that it needs.
    Partly,
    /// Given up.
    Blocked,
}

/// What became of a step of the campaign.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct StepTruth {
    pub began: Option<Tick>,
    /// How often it was tried.
    pub tried: u32,
    /// Each host it touched, and when first.
    pub touched: BTreeMap<HostId, Tick>,
    /// When a trace of it was first recorded.
    pub recorded: Option<(Tick, Option<RecordId>)>,
    /// The first alert it raised.
    pub alerted: Option<(Tick, AlertId)>,
    /// The first claim that found it.
    pub found: Option<(Tick, ClaimId)>,
    pub done: Option<Tick>,
    pub blocked: Option<Tick>,
    /// At how many machines it came off.
    pub came: u32,
}

impl StepTruth {
    /// How it stands.
    pub fn standing(&self) -> StepStanding {
        match (self.done, self.blocked, self.began) {
            (Some(_), ..) => StepStanding::Done,
            (None, Some(_), _) if self.came > 0 => StepStanding::Partly,
            (None, Some(_), _) => StepStanding::Blocked,
            (None, None, Some(_)) => StepStanding::Trying,
            (None, None, None) => StepStanding::Waiting,
        }
    }
}

impl TruthView {
    pub(super) fn attack(&mut self, fact: &Fact) {
        let at = fact.at;
        let (step, change): (_, &dyn Fn(&mut StepTruth)) = match &fact.kind {
            FactKind::StepBegan { step, .. } => (step, &|s| {
                s.began.get_or_insert(at);
                s.tried += 1;
            }),
            FactKind::StepTouched { step, host } => (step, &|s| {
                s.touched.entry(*host).or_insert(at);
            }),
            FactKind::StepRecorded { step, record } => (step, &|s| {
                s.recorded.get_or_insert((at, *record));
            }),
            FactKind::StepDone { step } => (step, &|s| s.done = Some(at)),
            FactKind::StepBlocked { step } => (step, &|s| s.blocked = Some(at)),
            _ => return,
        };
        self.steps.get_mut(step.at()).map(change);
    }

    /// A run is over: it may have been a step's.
    pub(super) fn came_off(&mut self, by: Cause, outcome: Outcome) {
        if let (Cause::Step(step), Outcome::Done) = (by, outcome) {
            let step = self.steps.get_mut(step.at());
            step.into_iter().for_each(|step| step.came += 1);
        }
    }
}
