//! What a rehearsal, or a part of one, came to, in a form that parts can be put together in: they
//! are of one engine, one plan, one version of the rules and one list of bots and seeds, or they
//! are refused.

use crate::plan::Plan;
use crate::rehearsal::{BotKind, Trial};
use crate::score::card::{Component, VERSION};
use crate::script::campaign::After;
use crate::script::trigger::Trigger;
use crate::words::name::Name;
use crate::words::text::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The version of this form.
pub const FORM: u32 = 3;
/// The most seeds of one rehearsal.
pub const RUN_LIMIT: u32 = 100_000;

/// What is rehearsed: equal in all parts of one rehearsal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Head {
    /// What `FORM` was when it was written.
    pub form: u32,
    /// The engine's version.
    pub engine: String,
    /// The version of the rules of scoring.
    pub scoring: u32,
    /// The scenario's folder, by name.
    pub scenario: String,
    /// The plan's digest.
    pub plan: String,
    /// The bots, by name, in the order played.
    pub bots: Vec<String>,
    /// The first seed.
    pub from: u64,
    /// How many seeds.
    pub runs: u32,
}

/// What the table says of the scenario, so that parts can be put together without it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Scene {
    /// Its title.
    pub title: Text,
    /// How hard it says it is.
    pub difficulty: Text,
    /// How long it is, STARTEX to ENDEX, in seconds.
    pub length: u32,
    /// The campaign's steps, in order.
    pub steps: Vec<StepScene>,
    /// The injects, in order.
    pub injects: Vec<InjectScene>,
    /// How many false alarms its noise means for each true alert.
    pub noise: u32,
    /// Whether it has a reference playbook.
    pub playbook: bool,
}

/// A step of the campaign.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StepScene {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Text,
    /// Its weight.
    pub weight: u32,
    /// False if the author declared that nobody can see it.
    pub observable: bool,
    /// Whether it is opened only when another is given up.
    pub on_block: bool,
    /// Whether it waits for something besides other steps.
    pub waits: bool,
    /// The steps it waits for, by name.
    pub after: Vec<Name>,
}

/// An inject.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InjectScene {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Text,
    /// Whether only the organisers fire it.
    pub by_hand: bool,
    /// Whether it comes upon an answer of the team, which may well be another.
    pub answers: bool,
}

impl Scene {
    /// What the table says of this plan.
    pub fn of(plan: &Plan) -> Self {
        let campaign = &plan.campaign;
        let steps = campaign.steps.iter().map(|step| StepScene {
            name: step.name.clone(),
            title: step.title.clone(),
            weight: step.weight.into(),
            observable: step.observable,
            on_block: step.on_block,
            waits: step.when.is_some(),
            after: match &step.after {
                After::Nothing => Vec::new(),
                After::All(ids) | After::Any(ids) => {
                    let names = ids.iter().map(|id| campaign.steps[id.at()].name.clone());
                    names.collect()
                }
            },
        });
        let injects = plan.msel.injects.iter().map(|inject| InjectScene {
            name: inject.name.clone(),
            title: inject.title.clone(),
            by_hand: inject.by_hand,
            answers: matches!(inject.on, Some(Trigger::Answered(..))),
        });
        Self {
            title: plan.title.clone(),
            difficulty: plan.difficulty.clone(),
            length: plan.length.0,
            steps: steps.collect(),
            injects: injects.collect(),
            noise: plan.life.noise.meant(),
            playbook: plan.playbook.is_some(),
        }
    }
}

/// What a rehearsal, or a part of it, came to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Results {
    /// What is rehearsed.
    pub head: Head,
    /// The scenario.
    pub scene: Scene,
    /// The components of the score: name, and what each can be worth.
    pub parts: Vec<(String, i64)>,
    /// Which parts these are, counted from 1, and of how many.
    pub shards: Vec<(u32, u32)>,
    /// What was played, by bot and seed.
    pub trials: Vec<Trial>,
}

/// Why results cannot be put together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Mismatch {
    /// There is nothing.
    Nothing,
    /// They differ in this, which is so in the first and so in another.
    Differs(&'static str, String, String),
    /// This part is there twice.
    Twice(u32, u32),
}

impl Results {
    /// The results of nothing played yet.
    pub fn new(plan: &Plan, scenario: &str, bots: &[BotKind], from: u64, runs: u32) -> Self {
        let head = Head {
            form: FORM,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            scoring: VERSION,
            scenario: scenario.to_owned(),
            plan: plan.digest.to_string(),
            bots: bots.iter().map(|kind| kind.name().to_owned()).collect(),
            from,
            runs,
        };
        let nothing = crate::score::card::score(&plan.stakes, &[], &[]);
        let part = |part: &Component| (part.name.clone(), part.of);
        Self {
            head,
            scene: Scene::of(plan),
            parts: nothing.components.iter().map(part).collect(),
            shards: vec![(1, 1)],
            trials: Vec::new(),
        }
    }

    /// The seeds of part `i` of `n`, counted from 1.
    pub fn seeds(&self, (i, n): (u32, u32)) -> Vec<u64> {
        let mine = (0..self.head.runs).filter(|run| run % n.max(1) == i.saturating_sub(1));
        mine.map(|run| self.head.from.wrapping_add(run.into()))
            .collect()
    }

    /// Takes in what was played, in whatever order it was done.
    pub fn take(&mut self, trials: Vec<Trial>) {
        self.trials.extend(trials);
        let bots = &self.head.bots;
        let place = |trial: &Trial| bots.iter().position(|bot| *bot == trial.bot);
        self.trials.sort_by_key(|trial| (place(trial), trial.seed));
    }

    /// Drills that are not there: a part is missing.
    pub fn missing(&self) -> usize {
        (self.head.bots.len() * self.head.runs as usize).saturating_sub(self.trials.len())
    }

    /// Puts parts together.
    ///
    /// # Errors
    ///
    /// What they differ in, or which part is there twice.
    pub fn merge(all: Vec<Self>) -> Result<Self, Mismatch> {
        let mut rest = all.into_iter();
        let mut whole = rest.next().ok_or(Mismatch::Nothing)?;
        let mut seen: BTreeSet<(u32, u32)> = whole.shards.iter().copied().collect();
        for part in rest {
            if let Some((what, a, b)) = whole.head.differs(&part.head) {
                return Err(Mismatch::Differs(what, a, b));
            }
            for shard in &part.shards {
                let of = whole.shards.first().map_or(shard.1, |first| first.1);
                if of != shard.1 {
                    let (a, b) = (format!("…/{of}"), format!("…/{}", shard.1));
                    return Err(Mismatch::Differs("shard", a, b));
                }
                if !seen.insert(*shard) {
                    return Err(Mismatch::Twice(shard.0, shard.1));
                }
            }
            whole.shards.extend(&part.shards);
            whole.take(part.trials);
        }
        let complete = whole.missing() == 0;
        if complete {
            whole.shards = vec![(1, 1)];
        }
        Ok(whole)
    }
}

impl Head {
    /// The first thing in which they differ, and what each has.
    fn differs(&self, other: &Self) -> Option<(&'static str, String, String)> {
        let both = [
            ("form", self.form.to_string(), other.form.to_string()),
            ("engine", self.engine.clone(), other.engine.clone()),
            (
                "scoring",
                self.scoring.to_string(),
                other.scoring.to_string(),
            ),
            ("scenario", self.scenario.clone(), other.scenario.clone()),
            ("plan", self.plan.clone(), other.plan.clone()),
            ("bots", self.bots.join(", "), other.bots.join(", ")),
            ("seed-from", self.from.to_string(), other.from.to_string()),
            ("runs", self.runs.to_string(), other.runs.to_string()),
        ];
        both.into_iter().find(|(_, a, b)| a != b)
    }
}

/// Plays part `i` of `n` on this thread alone.
pub fn rehearsed(
    plan: &Arc<Plan>,
    mut results: Results,
    shard: (u32, u32),
    bots: &[BotKind],
) -> Results {
    results.shards = vec![shard];
    for seed in results.seeds(shard) {
        let made = crate::rehearsal::trials(plan, seed, bots, &mut || {});
        results.take(made);
    }
    results
}
