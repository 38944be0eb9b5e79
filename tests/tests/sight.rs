//! What the shipped rules can see: each does what its own samples say, each can fire on what this
//! city's sensors write, and each red action is seen by one of them or is a declared blind spot.

use std::collections::BTreeSet;

use engine::action::written::Action;
use engine::detect::class::{Class, Place};
use engine::detect::eye::{Eye, Left, red};
use engine::sigma::{ClassId as SigmaClass, Lint, check_samples};
use tests::hold;
use tests::scenario::plan;

/// The city on which sight is tried: it has machines of every platform.
const CITY: &str = "hp-cang-ransom";

/// The drills each action is tried in: what a trace says varies with the seed.
const SEEDS: std::ops::Range<u64> = 1..4;

/// The drills among which what a trace says must differ.
const MANY_SEEDS: std::ops::Range<u64> = 1..9;

/// Red actions that no shipped rule sees, and why.
const BLIND: [(&str, &str); 2] = [
    (
        "t1106-native-api",
        "the handles it opens are opened by ordinary programs too",
    ),
    (
        "t1589.001-leaked-credentials",
        "happens outside every sensor of the city",
    ),
];

#[test]
fn a_rule_does_what_its_samples_say() {
    let plan = plan(CITY);
    let engine = plan.sensing.engine();
    let mut offenders = Vec::new();
    for (id, rule) in engine.rules() {
        let samples = rule.samples();
        if samples.matches.is_empty() || samples.misses.is_empty() {
            offenders.push(format!(
                "{}: shows no record to match, or none to miss",
                rule.stem
            ));
        }
        let faults = check_samples(&engine, id);
        offenders.extend(faults.iter().map(|f| format!("{}: {f}", rule.stem)));
    }
    hold(
        "A rule hits the records that its author says it hits",
        offenders,
    );
}

#[test]
fn a_rule_can_fire_on_what_sensors_write() {
    let plan = plan(CITY);
    let sensing = &plan.sensing;
    let engine = sensing.engine();
    let emits = |class: SigmaClass, field: &str| sensing.emits(class, field);
    let mut offenders = Vec::new();
    for (id, rule) in engine.rules() {
        let doubts = engine.lint(id, &emits);
        let told = doubts.iter().filter(|d| !matches!(d, Lint::NegativeOnly));
        offenders.extend(told.map(|d| format!("{}: {d}", rule.stem)));
    }
    hold("A rule asks for nothing that no sensor writes", offenders);
}

#[test]
fn a_red_action_is_seen_or_declared_blind() {
    let plan = plan(CITY);
    let mut eye = Eye::new(&plan.map, &plan.sensing, &plan.catalogue);
    let mut offenders = Vec::new();
    for action in red(&plan.catalogue) {
        let seen = eye.sees(action, SEEDS);
        let declared = BLIND.iter().any(|(name, _)| *name == &*action.name);
        match (seen.is_empty(), declared) {
            (true, false) => offenders.push(format!("{}: no rule sees it", action.name)),
            (false, true) => offenders.push(format!("{}: is seen by {seen:?}", action.name)),
            _ => {}
        }
    }
    hold(
        "A red action is seen by a shipped rule, or declared blind",
        offenders,
    );
}

#[test]
fn what_a_trace_says_varies_with_the_seed() {
    let plan = plan(CITY);
    let eye = Eye::new(&plan.map, &plan.sensing, &plan.catalogue);
    let alike = |action: &&Action| {
        let all: BTreeSet<String> = MANY_SEEDS
            .map(|seed| {
                let machines = eye.machines().into_iter();
                let left: Vec<Vec<Left>> = machines.map(|h| eye.left(action, h, seed)).collect();
                format!("{left:?}")
            })
            .collect();
        all.len() < 2 && !action.traces.is_empty()
    };
    let offenders = red(&plan.catalogue).filter(alike);
    let offenders = offenders.map(|action| format!("{}: says the same every time", action.name));
    hold(
        "What a trace says varies with the seed",
        offenders.collect(),
    );
}

#[test]
fn a_class_of_log_is_written_by_somebody() {
    let plan = plan(CITY);
    let map = &plan.map;
    let mut offenders = Vec::new();
    for class in plan.sensing.classes.iter().filter(|c| c.by == Place::Host) {
        if map
            .roles
            .iter()
            .all(|role| !role.logs.contains(&class.name))
        {
            offenders.push(format!("{}: no role writes it", class.name));
        }
    }
    for role in &map.roles {
        for log in &role.logs {
            let class = plan.sensing.classes.iter().find(|c| c.name == *log);
            let fits = |c: &Class| c.platforms.is_empty() || c.platforms.contains(&role.platform);
            match class {
                None => offenders.push(format!("{}: there is no log {log}", role.name)),
                Some(class) if !fits(class) => {
                    offenders.push(format!("{}: cannot write {log}", role.name));
                }
                Some(_) => {}
            }
        }
    }
    hold(
        "A class of log is written by some role, and every role writes real ones",
        offenders,
    );
}
