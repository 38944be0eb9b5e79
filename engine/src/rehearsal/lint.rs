//! What a rehearsal found wanting in its scenario: the lint of the scoring page, and what stalls,
//! never fires or cannot be seen. Each is a finding with its figures; sentences and ways out are
//! made elsewhere.

use crate::rehearsal::{BotKind, Difficulty, Family, Measured, Results, Row, Shown, Table, Trial};
use crate::score::card::Milli;
use crate::words::fact::Outcome;
use crate::words::name::{InjectId, Name, StepId};
use crate::words::text::Text;
use serde::Serialize;
use std::collections::BTreeSet;

/// The best trick may have at most this many points.
pub const TRICK_MOST: Milli = 35_000;
/// The reference must have at least so many.
pub const REFERENCE_LEAST: Milli = 75_000;
/// …and be so far above the best trick.
pub const GAP_LEAST: Milli = 40_000;
/// One step may be worth at most so much.
pub const STEP_MOST: Milli = 15_000;

/// How many times more or less noise than meant there may be.
const NOISE_OFF: u64 = 2;

/// Points that go by steps: prevention and containment by those that succeed without a response,
/// detection by those that can be seen.
const BY_DONE: i128 = 15_000 + 15_000;
const BY_SEEN: i128 = 25_000;

/// Why a step never came about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stall {
    /// It is opened only when another is given up, and none of those was.
    NotNeeded,
    /// What it waits for never happened: these steps.
    Waits(Vec<Name>),
    /// The condition besides never came.
    Condition,
    /// Its time came, and there was nothing it could be tried at.
    NothingThere,
    /// Its time came, and this requirement did not hold.
    Lacked(Name),
    /// It was tried, and its tries ended so.
    Ended(Outcome),
}

/// Something found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "finding")]
#[expect(missing_docs, reason = "the names of the figures say it")]
pub enum Finding {
    /// Drills are missing: a part was not handed in.
    Incomplete { missing: usize },
    /// Without these bots that cannot be judged.
    NotPlayed { bots: Vec<String> },
    /// There is no playbook, so nobody knows how far the scenario can be won.
    NoPlaybook,
    /// The best trick earns too much.
    TrickPays { bot: String, mean: Milli },
    /// The reference earns too little.
    ReferenceLow {
        mean: Milli,
        seed: u64,
        worst: Milli,
    },
    /// The reference is too near the best trick.
    GapSmall { gap: Milli },
    /// A rung of the ladder is not below the next.
    LadderBroken { lower: String, upper: String },
    /// A step that nothing records, and that is not declared blind.
    Blind { step: Name },
    /// A step that is worth too much.
    Heavy { step: Name, share: Milli },
    /// A step that is recorded and that no rule sees: only hunting finds it.
    NoRule { step: Name },
    /// A step of the attack's own way that was never tried, although some drills had no response.
    Stalls { step: Name, why: Stall },
    /// A step that nobody ever tried, and that is there only if others are given up.
    NeverBegan { step: Name, why: Stall },
    /// A step that was tried and never came off.
    NeverDone { step: Name, why: Stall },
    /// An inject that never fired.
    NeverFired { inject: Name },
    /// There are far more, or far fewer, false alarms for each true alert than the noise is meant
    /// to be, by the geometric mean of what is met without a response and with the playbook; in
    /// thousandths.
    Noise { least: u64, most: u64, meant: u64 },
    /// How hard the scenario says it is, and how hard it turned out to be.
    DifficultyOff {
        stated: Text,
        measured: Difficulty,
        novice: Milli,
        competent: Milli,
    },
}

impl Finding {
    /// Whether it breaks the lint; others are for the author to know.
    pub const fn breaks(&self) -> bool {
        !matches!(
            self,
            Self::NotPlayed { .. }
                | Self::NoRule { .. }
                | Self::NeverBegan { .. }
                | Self::NeverDone { .. }
                | Self::NeverFired { .. }
                | Self::Noise { .. }
                | Self::DifficultyOff { .. }
        )
    }

    /// Its code, for sentences.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Incomplete { .. } => "incomplete",
            Self::NotPlayed { .. } => "not-played",
            Self::NoPlaybook => "no-playbook",
            Self::TrickPays { .. } => "trick-pays",
            Self::ReferenceLow { .. } => "reference-low",
            Self::GapSmall { .. } => "gap-small",
            Self::LadderBroken { .. } => "ladder-broken",
            Self::Blind { .. } => "blind",
            Self::Heavy { .. } => "heavy",
            Self::NoRule { .. } => "no-rule",
            Self::Stalls { .. } => "stalls",
            Self::NeverBegan { .. } => "never-began",
            Self::NeverDone { .. } => "never-done",
            Self::NeverFired { .. } => "never-fired",
            Self::Noise { .. } => "noise",
            Self::DifficultyOff { .. } => "difficulty-off",
        }
    }
}

/// All that was found, what breaks the lint first.
pub fn lint(results: &Results, table: &Table) -> Vec<Finding> {
    let mut found = Vec::new();
    let missing = results.missing();
    if missing > 0 {
        found.push(Finding::Incomplete { missing });
    }
    points(results, table, &mut found);
    ladder(table, &mut found);
    steps(results, &mut found);
    injects(results, &mut found);
    noise(results, table, &mut found);
    difficulty(results, table, &mut found);
    found.sort_by_key(|finding| !finding.breaks());
    found
}

fn points(results: &Results, table: &Table, found: &mut Vec<Finding>) {
    if !results.scene.playbook {
        found.push(Finding::NoPlaybook);
    }
    let played = |kind: &BotKind| results.head.bots.iter().any(|bot| bot == kind.name());
    let can = |kind: &BotKind| results.scene.playbook || !kind.needs_playbook();
    let absent = BotKind::ALL
        .iter()
        .filter(|kind| !played(kind) && can(kind));
    let bots: Vec<String> = absent.map(|kind| kind.name().to_owned()).collect();
    if !bots.is_empty() {
        found.push(Finding::NotPlayed { bots });
    }
    let tricks = table.rows.iter();
    let mut tricks = tricks.filter(|row| row.family() == Some(Family::Degenerate));
    if let Some(best) = tricks.next().filter(|best| best.mean > TRICK_MOST) {
        let (bot, mean) = (best.bot.clone(), best.mean);
        found.push(Finding::TrickPays { bot, mean });
    }
    if let Some(mean) = table.hundred.filter(|mean| *mean < REFERENCE_LEAST) {
        let of = |trial: &&Trial| trial.bot == BotKind::Playbook.name();
        let worst = results.trials.iter().filter(of).min_by_key(|one| one.total);
        let (seed, worst) = worst.map_or((0, mean), |one| (one.seed, one.total));
        found.push(Finding::ReferenceLow { mean, seed, worst });
    }
    if let (Some(zero), Some(hundred)) = (table.zero, table.hundred) {
        let gap = hundred - zero;
        if gap < GAP_LEAST {
            found.push(Finding::GapSmall { gap });
        }
    }
}

fn ladder(table: &Table, found: &mut Vec<Finding>) {
    let rungs = [
        BotKind::Novice,
        BotKind::Competent,
        BotKind::Expert,
        BotKind::Playbook,
    ];
    let rows: Vec<&Row> = rungs.iter().filter_map(|kind| table.row(*kind)).collect();
    for pair in rows.windows(2) {
        if pair[0].mean >= pair[1].mean {
            let (lower, upper) = (pair[0].bot.clone(), pair[1].bot.clone());
            found.push(Finding::LadderBroken { lower, upper });
        }
    }
}

fn noise(results: &Results, table: &Table, found: &mut Vec<Finding>) {
    let ratio = |kind| {
        let row = table.row(kind);
        row.and_then(|row| row.queue.false_for_true())
    };
    // The attack raises more alerts the longer it is let alone, so a defence of people meets
    // something between these two: their geometric mean stands for it.
    let (Some(idle), Some(reference)) = (ratio(BotKind::None), ratio(BotKind::Playbook)) else {
        return;
    };
    let (least, most) = (idle.min(reference), idle.max(reference));
    let meant = u64::from(results.scene.noise) * 1_000;
    let (mean, meant_squared) = (least * most, meant * meant);
    let off = NOISE_OFF * NOISE_OFF;
    if mean > meant_squared * off || mean * off < meant_squared {
        found.push(Finding::Noise { least, most, meant });
    }
}

fn steps(results: &Results, found: &mut Vec<Finding>) {
    let shown = || results.trials.iter().map(|trial| &trial.shown);
    let idle = results.trials.iter();
    let idle: Vec<&Shown> = idle
        .filter(|trial| trial.bot == BotKind::None.name())
        .map(|trial| &trial.shown)
        .collect();
    for (i, step) in results.scene.steps.iter().enumerate() {
        let (id, name) = (StepId::of(i), step.name.clone());
        if !shown().any(|one| one.began.contains(&id)) {
            let why = stall(results, i);
            let is_own_way = !idle.is_empty() && !is_alternative(results, i);
            found.push(match is_own_way {
                true => Finding::Stalls { step: name, why },
                false => Finding::NeverBegan { step: name, why },
            });
            continue;
        }
        if !shown().any(|one| one.done.contains(&id)) {
            let last = shown().find_map(|one| one.ended.get(&id));
            let why = last.map_or(Stall::NothingThere, |outcome| Stall::Ended(*outcome));
            let step = name.clone();
            found.push(Finding::NeverDone { step, why });
        }
        let share = share(results, id, &idle);
        if share > STEP_MOST {
            let step = name.clone();
            found.push(Finding::Heavy { step, share });
        }
        if !step.observable {
            continue;
        }
        if !shown().any(|one| one.collected.contains(&id)) {
            found.push(Finding::Blind { step: name });
        } else if !shown().any(|one| one.alerted.contains(&id)) {
            found.push(Finding::NoRule { step: name });
        }
    }
}

/// Whether a step is there only if another is given up: it, or one that it waits for, is opened so.
fn is_alternative(results: &Results, place: usize) -> bool {
    let steps = &results.scene.steps;
    let named = |name: &Name| steps.iter().position(|step| step.name == *name);
    // Every step is looked at once, so a circle that a hand-made file may hold ends.
    let (mut queue, mut seen) = (vec![place], BTreeSet::new());
    while let Some(at) = queue.pop().filter(|at| *at < steps.len()) {
        if steps[at].on_block {
            return true;
        }
        if seen.insert(at) {
            queue.extend(steps[at].after.iter().filter_map(named));
        }
    }
    false
}

fn stall(results: &Results, place: usize) -> Stall {
    let step = &results.scene.steps[place];
    let ever_done = |name: &Name| {
        let place = results.scene.steps.iter().position(|s| s.name == *name);
        place.is_some_and(|at| {
            let mut all = results.trials.iter();
            all.any(|trial| trial.shown.done.contains(&StepId::of(at)))
        })
    };
    let lacking: Vec<Name> = step
        .after
        .iter()
        .filter(|name| !ever_done(name))
        .cloned()
        .collect();
    let mut trials = results.trials.iter();
    let lacked = trials.find_map(|trial| trial.shown.lacked.get(&StepId::of(place)).cloned());
    if step.on_block && lacked.is_none() {
        Stall::NotNeeded
    } else if !lacking.is_empty() {
        Stall::Waits(lacking)
    } else if let Some(what) = lacked {
        Stall::Lacked(what)
    } else if step.waits {
        Stall::Condition
    } else {
        Stall::NothingThere
    }
}

/// What a step is worth at most, on average over the drills without a response.
fn share(results: &Results, id: StepId, idle: &[&Shown]) -> Milli {
    let steps = &results.scene.steps;
    let weight = |id: &StepId| i128::from(steps[id.at()].weight);
    let mut sum = 0;
    for one in idle {
        let seen = |id: &&StepId| steps[id.at()].observable && one.collected.contains(id);
        let done: i128 = one.done.iter().map(weight).sum();
        let observed: i128 = one.began.iter().filter(seen).map(weight).sum();
        if one.done.contains(&id) {
            sum += BY_DONE * weight(&id) / done.max(1);
        }
        if one.began.contains(&id) && seen(&&id) {
            sum += BY_SEEN * weight(&id) / observed.max(1);
        }
    }
    i64::try_from(sum / (idle.len() as i128).max(1)).unwrap_or(i64::MAX)
}

fn difficulty(results: &Results, table: &Table, found: &mut Vec<Finding>) {
    let stated = &results.scene.difficulty;
    let Some(measured) = Measured::of(table) else {
        return;
    };
    if !measured.bears(Difficulty::stated(stated)) {
        found.push(Finding::DifficultyOff {
            stated: stated.clone(),
            measured: measured.difficulty,
            novice: measured.novice,
            competent: measured.competent,
        });
    }
}

fn injects(results: &Results, found: &mut Vec<Finding>) {
    for (i, inject) in results.scene.injects.iter().enumerate() {
        let id = InjectId::of(i);
        let fired = |trial: &Trial| trial.shown.fired.contains(&id);
        let is_meant_to = !inject.by_hand && !inject.answers;
        if is_meant_to && !results.trials.iter().any(fired) {
            let inject = inject.name.clone();
            found.push(Finding::NeverFired { inject });
        }
    }
}
