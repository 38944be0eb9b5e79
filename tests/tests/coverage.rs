//! Coverage before the drill, held against drills that nobody interferes with: a step that is said
//! to be unseen raises nothing that anybody watches, and one that is said to be seen for sure does
//! whenever it comes off.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use engine::detect::alert::GROUPING;
use engine::detect::coverage::{Gap, Sight, StepSight, coverage};
use engine::drill::Drill;
use engine::plan::Plan;
use engine::rehearsal::BotKind;
use engine::words::cell::Audience;
use engine::words::fact::FactKind;
use engine::words::name::{AlertId, ControlId, HostId, StepId};
use engine::words::target::Target;
use engine::words::time::Tick;
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

/// What a drill showed, where somebody watches.
#[derive(Default)]
struct Shown {
    /// Rules that fired on records of each step, as far as it was told.
    told: BTreeMap<StepId, BTreeSet<String>>,
    /// Every alert.
    alerts: BTreeMap<AlertId, Seen>,
    /// What each step left: on which machines, from when to when.
    left: BTreeMap<StepId, (BTreeSet<Option<HostId>>, Tick, Tick)>,
}

/// An alert as it was told.
struct Seen {
    rule: String,
    host: Option<HostId>,
    raised: Tick,
    last: Tick,
    times: u32,
}

fn shown(drill: &Drill, plan: &Plan) -> Shown {
    let mut shown = Shown::default();
    let mut of_steps = BTreeMap::new();
    for record in drill.all_records() {
        if let (Origin::Step(step), Some(number)) = (record.origin, record.number) {
            of_steps.insert(number, step);
            let fresh = (BTreeSet::new(), record.at, record.at);
            let (hosts, first, last) = shown.left.entry(step).or_insert(fresh);
            hosts.insert(record.host);
            (*first, *last) = ((*first).min(record.at), (*last).max(record.at));
        }
    }
    for fact in drill.facts().iter().filter(|f| f.to != Audience::HOTWASH) {
        let (alert, record) = match fact.kind {
            FactKind::AlertRaised {
                alert,
                rule,
                host,
                record,
            } => {
                let seen = Seen {
                    rule: plan.sensing.rules[rule.at()].stem.clone(),
                    host,
                    raised: fact.at,
                    last: fact.at,
                    times: 1,
                };
                shown.alerts.insert(alert, seen);
                (alert, record)
            }
            FactKind::AlertGrew {
                alert,
                record,
                times,
            } => {
                if let Some(seen) = shown.alerts.get_mut(&alert) {
                    (seen.last, seen.times) = (fact.at, times);
                }
                (alert, record)
            }
            _ => continue,
        };
        if let Some(step) = of_steps.get(&record) {
            let rule = shown.alerts[&alert].rule.clone();
            shown.told.entry(*step).or_default().insert(rule);
        }
    }
    shown
}

impl Shown {
    /// Whether a rule fired on a step; by itself, or together with others. Rules that count fire on
    /// what several steps left together, and of an alert that grows not each time is told.
    fn fired(&self, sight: &StepSight) -> bool {
        let Some((hosts, first, last)) = self.left.get(&sight.step) else {
            return false;
        };
        let shared = |alert: &Seen| {
            let grows_untold = alert.times >= 4;
            sight.rules.contains(&alert.rule)
                && hosts.contains(&alert.host)
                && alert.raised <= last.after(GROUPING)
                && (alert.last >= *first || grows_untold)
        };
        self.told.contains_key(&sight.step) || self.alerts.values().any(shared)
    }
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
            raised += shown.told.len();
            let done = drill.facts().iter().filter_map(|fact| match fact.kind {
                FactKind::StepDone { step } => Some(step),
                _ => None,
            });
            let done: BTreeSet<StepId> = done.collect();
            for one in &sights {
                let step = &plan.campaign.steps[one.step.at()].name;
                if one.gaps.contains(&Gap::NotTried) {
                    offenders.push(format!(
                        "{name} {step}: some kinds of machine are not tried"
                    ));
                }
                if one.sight == Sight::None
                    && let Some(rules) = shown.told.get(&one.step)
                {
                    offenders.push(format!("{name} {seed} {step}: unseen, yet {rules:?}"));
                }
                if one.sight == Sight::Whole && done.contains(&one.step) && !shown.fired(one) {
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

#[test]
fn a_fault_of_the_folder_is_told_beside_rules_that_somebody_brings() {
    let folder = Folder::new("coverage-guests");
    let (place, rules) = (folder.path("city"), folder.path("rules"));
    let made = run(&folder, &["new", &place]);
    assert!(made.status.is_some_and(|s| s.success()), "{}", made.said);
    fs::create_dir(&rules).expect("a fresh folder");
    let rule = root().join("scenarios/catalogue/rules/win_security_rdp_logon.yml");
    fs::copy(rule, Path::new(&rules).join("a_guest.yml")).expect("a rule to bring");
    let told = |more: &[&str]| run(&folder, &[&["check", &place], more].concat()).said;
    let guests = ["--sigma-rules", &rules];
    assert!(told(&guests).contains("No faults"), "{}", told(&guests));
    std::os::unix::fs::symlink("/nowhere", Path::new(&place).join("elsewhere.yml"))
        .expect("a link");
    for more in [&guests[..], &[]] {
        assert!(told(more).contains("elsewhere.yml"), "{}", told(more));
    }
}

/// What no rule sees, though the scenario counts it as observable, is for blue to find and mend: a
/// control stands in the way, and a weak point is planted there.
#[test]
fn what_no_rule_sees_is_a_stated_weak_point() {
    let mut offenders = Vec::new();
    for name in scenarios() {
        let plan = plan(&name);
        let unseen = sights(&plan).into_iter();
        for one in unseen.filter(|one| one.observable && one.sight == Sight::None) {
            let stated = plan.map.weak.iter().any(|weak| {
                let at = |control: &ControlId| weak.at == Target::Control(*control);
                one.ways.iter().any(at)
            });
            if !stated {
                let step = &plan.campaign.steps[one.step.at()].name;
                offenders.push(format!("{name}: {step}: {:?}", one.gaps));
            }
        }
    }
    hold(
        "what no rule sees is behind a control with a weak point",
        offenders,
    );
}
