//! Coverage before the drill, held against drills that nobody interferes with: a step that is said
//! to be unseen raises nothing that anybody watches, and one that is said to be seen for sure does
//! whenever it comes off.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use engine::detect::coverage::{Sight, StepSight, coverage};
use engine::drill::Drill;
use engine::plan::Plan;
use engine::rehearsal::BotKind;
use engine::words::cell::Audience;
use engine::words::fact::FactKind;
use engine::words::name::{RecordId, StepId};
use engine::words::trace::Origin;
use tests::papers::{is_a_layer, texts_in};
use tests::program::{Folder, run};
use tests::scenario::{plan, played, scenarios};
use tests::{hold, root};

/// The drills that coverage is held against.
const SEEDS: std::ops::Range<u64> = 7..10;

fn sights(plan: &Plan) -> Vec<StepSight> {
    let city = (&*plan.map, &*plan.sensing);
    coverage(&plan.campaign, city, &plan.catalogue, plan.tempo)
}

/// What a drill showed of each step: rules that fired on its records where somebody watches.
fn shown(drill: &Drill, plan: &Plan) -> BTreeMap<StepId, BTreeSet<String>> {
    let records = drill.all_records();
    let of_steps: BTreeMap<RecordId, StepId> = records
        .filter_map(|record| match record.origin {
            Origin::Step(step) => Some((record.number?, step)),
            _ => None,
        })
        .collect();
    let (mut rules, mut shown) = (BTreeMap::new(), BTreeMap::<_, BTreeSet<_>>::new());
    for fact in drill.facts() {
        let (alert, record) = match fact.kind {
            FactKind::AlertRaised {
                alert,
                rule,
                record,
                ..
            } => {
                rules.insert(alert, plan.sensing.rules[rule.at()].stem.clone());
                (alert, record)
            }
            FactKind::AlertGrew { alert, record, .. } => (alert, record),
            _ => continue,
        };
        if let Some(step) = of_steps.get(&record)
            && fact.to != Audience::HOTWASH
        {
            shown
                .entry(*step)
                .or_default()
                .insert(rules[&alert].clone());
        }
    }
    shown
}

#[test]
fn what_is_said_before_the_drill_is_so_in_it() {
    let mut offenders = Vec::new();
    for name in scenarios() {
        let plan = plan(&name);
        let sights = sights(&plan);
        let mut raised = 0;
        for seed in SEEDS {
            let (drill, _) = played(&plan, seed, BotKind::None);
            let shown = shown(&drill, &plan);
            raised += shown.len();
            let done = drill.facts().iter().filter_map(|fact| match fact.kind {
                FactKind::StepDone { step } => Some(step),
                _ => None,
            });
            let done: BTreeSet<StepId> = done.collect();
            for one in &sights {
                let step = &plan.campaign.steps[one.step.at()].name;
                let fired = shown.get(&one.step);
                if one.sight == Sight::None
                    && let Some(rules) = fired
                {
                    offenders.push(format!("{name} {seed} {step}: unseen, yet {rules:?}"));
                }
                if one.sight == Sight::Whole && done.contains(&one.step) && fired.is_none() {
                    offenders.push(format!(
                        "{name} {seed} {step}: seen, yet nothing was raised"
                    ));
                }
            }
        }
        assert!(raised > 0, "{name}: nothing was ever raised");
    }
    hold(
        "Coverage before the drill is what the drill shows",
        offenders,
    );
}

#[test]
fn check_says_which_steps_are_not_seen_and_why_and_writes_layers() {
    let folder = Folder::new("coverage");
    let place = folder.path("layers");
    let scenario = root().join("scenarios/hp-cang-ransom");
    let args = ["check", &scenario.to_string_lossy(), "--coverage", &place];
    let told = run(&folder, &args);
    assert!(told.status.is_some_and(|s| s.success()), "{}", told.said);
    let plan = plan("hp-cang-ransom");
    let (title, name) = ("Berth productivity lost", "a12-slow");
    let line = format!("{title} ({name}): not seen – nobody watches the alerts");
    assert!(told.said.contains(&line), "{}", told.said);
    let layers = texts_in(Path::new(&place));
    assert_eq!(layers.len(), 2, "one for each domain: {layers:?}");
    for (name, text) in &layers {
        is_a_layer(name, text);
        for step in &plan.campaign.steps {
            let ids = &plan.catalogue.actions[step.action.at()].attack;
            let is_ics = |id: &&engine::words::name::Name| id.starts_with("T0");
            let of_it = ids.iter().find(|id| is_ics(id) == name.contains("ics"));
            let title = step.title.get(engine::words::text::Lang::En);
            let said = text.contains(&serde_json::to_string(title).expect("text")[1..title.len()]);
            assert!(of_it.is_none() || said, "{name} does not speak of {title}");
        }
    }
    fs::remove_dir_all(&place).expect("the layers can go");
}
