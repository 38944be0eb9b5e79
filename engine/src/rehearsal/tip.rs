//! The one true fact that a bot may be handed: a step of the attack, as the same drill without a
//! response has it.
//!
//! No other bot is given anything its seat could not see. This one exists to show that a single
//! claim, however right, is worth little; it gives no other order, so until it claims its drill is
//! the baseline to the last record, and the record it was told of is there.

use crate::plan::Plan;
use crate::words::fact::{Fact, FactKind};
use crate::words::name::{HostId, Name, RecordId, StepId};
use crate::words::time::Tick;
use std::collections::BTreeMap;

/// A true claim, ready to be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tip {
    /// When its evidence is there.
    pub at: Tick,
    /// The evidence.
    pub record: RecordId,
    /// Where the step hit.
    pub host: Option<Name>,
    /// What it is.
    pub techniques: Vec<Name>,
}

impl Tip {
    /// About the heaviest step that left a record the defence can read; the first of equals.
    pub fn of(plan: &Plan, baseline: &[Fact]) -> Option<Self> {
        let mut touched: BTreeMap<StepId, HostId> = BTreeMap::new();
        let mut best: Option<(u32, Self)> = None;
        for fact in baseline {
            match &fact.kind {
                FactKind::StepTouched { step, host } => {
                    touched.entry(*step).or_insert(*host);
                }
                FactKind::StepRecorded {
                    step,
                    record: Some(record),
                } => {
                    let stake = &plan.stakes.steps[step.at()];
                    if best.as_ref().is_some_and(|(w, _)| *w >= stake.weight) {
                        continue;
                    }
                    let host = touched.get(step).map(|h| plan.map.host_name(*h));
                    let tip = Self {
                        at: fact.at,
                        record: *record,
                        host: host.map(|name| format!("host:{name}").as_str().into()),
                        techniques: stake.techniques.first().cloned().into_iter().collect(),
                    };
                    best = Some((stake.weight, tip));
                }
                _ => {}
            }
        }
        best.map(|(_, tip)| tip)
    }
}
