//! One seed of a rehearsal: the drill without a response played once, then each bot's, each scored
//! against it; and what is kept of them, so that many can be put together.

use crate::drill::Drill;
use crate::plan::Plan;
use crate::rehearsal::{BotKind, Bots, Queue, idle, play_with};
use crate::score::card::{Milli, score};
use crate::words::fact::{Fact, FactKind, Outcome, Truth};
use crate::words::name::{InjectId, Name, RunId, StepId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a drill showed of the scenario itself, by places in the plan.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Shown {
    /// Steps that were tried.
    pub began: BTreeSet<StepId>,
    /// Steps that reached what they need.
    pub done: BTreeSet<StepId>,
    /// Steps of which a record was collected.
    pub collected: BTreeSet<StepId>,
    /// Steps that raised an alert.
    pub alerted: BTreeSet<StepId>,
    /// Injects that reached their team.
    pub fired: BTreeSet<InjectId>,
    /// How tries of steps that were never done ended last.
    pub ended: BTreeMap<StepId, Outcome>,
    /// What steps lacked when they were last due and could not set out.
    #[serde(default)]
    pub lacked: BTreeMap<StepId, Name>,
}

impl Shown {
    /// Goes over the facts of one drill.
    pub fn of(facts: &[Fact]) -> Self {
        let mut shown = Self::default();
        let mut runs: BTreeMap<RunId, StepId> = BTreeMap::new();
        for fact in facts {
            match &fact.kind {
                FactKind::StepBegan { step, .. } => {
                    shown.began.insert(*step);
                }
                FactKind::StepDone { step } => {
                    shown.done.insert(*step);
                    shown.ended.remove(step);
                }
                FactKind::StepRecorded {
                    step,
                    record: Some(_),
                } => {
                    shown.collected.insert(*step);
                }
                FactKind::AlertMeant {
                    truth: Truth::Step(step),
                    ..
                } => {
                    shown.alerted.insert(*step);
                }
                FactKind::InjectFired { inject, .. } => {
                    shown.fired.insert(*inject);
                }
                FactKind::RunAsked { run, .. } => {
                    if let crate::words::fact::Cause::Step(step) = fact.cause {
                        runs.insert(*run, step);
                    }
                }
                FactKind::RunEnded { run, outcome } => {
                    if let Some(step) = runs.get(run).filter(|s| !shown.done.contains(s)) {
                        shown.ended.insert(*step, *outcome);
                    }
                }
                _ => {}
            }
        }
        shown
    }
}

/// What one bot's drill came to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Trial {
    /// The bot's name.
    pub bot: String,
    /// The seed.
    pub seed: u64,
    /// The score, in thousandths.
    pub total: Milli,
    /// What each component got, in the card's order; nothing where nothing was measured.
    pub parts: Vec<Option<Milli>>,
    /// What the drill showed of the scenario.
    pub shown: Shown,
    /// The alerts it put before the defence.
    pub queue: Queue,
}

/// Plays one seed with each of these bots. `each` is told after every drill.
pub fn trials(plan: &Arc<Plan>, seed: u64, bots: &[BotKind], each: &mut dyn FnMut()) -> Vec<Trial> {
    let baseline = idle(plan.clone(), seed);
    each();
    let of = |kind: BotKind, drill: &Drill| {
        let facts = drill.facts();
        let card = score(&plan.stakes, facts, baseline.facts());
        let parts = card.components.iter();
        Trial {
            bot: kind.name().to_owned(),
            seed,
            total: card.total,
            parts: parts
                .map(|part| part.measured.then_some(part.got))
                .collect(),
            shown: Shown {
                lacked: drill.lacked(),
                ..Shown::of(facts)
            },
            queue: Queue::of(facts),
        }
    };
    let mut made = Vec::with_capacity(bots.len());
    for kind in bots {
        // Who does nothing has been played: that is the baseline.
        if *kind == BotKind::None {
            made.push(of(*kind, &baseline));
            continue;
        }
        let seated = Bots::beside(*kind, plan, seed, baseline.facts());
        let played = play_with(seated, plan.clone(), seed, &mut |_, _| Ok(()), &mut |_| {});
        // Nothing is kept, so nothing can fail to be.
        if let Ok(drill) = played {
            made.push(of(*kind, &drill));
        }
        each();
    }
    made
}
