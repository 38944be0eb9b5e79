//! Rehearsals of the scenarios that come with the program: parts put together are the whole, no
//! trick is worth a defence, and no bot looks where its seat may not.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use engine::plan::Plan;
use engine::rehearsal::{
    BotKind, Family, Finding, Mismatch, Results, TRICK_MOST, Table, idle, lint, rehearsed,
};
use engine::score::card::{About, Restriction, score};
use engine::words::cell::Cell;
use engine::words::fact::{Fact, FactKind, Outcome, Side};
use engine::words::name::ActionId;
use engine::words::target::Target;
use engine::words::time::HOUR;
use tests::scenario::{plan, plan_of, played, scenarios, texts};
use tests::{hold, root};

/// The quick scenario, for what is about rehearsals and not about scenarios.
const SMALL: &str = "cong-ddos-deface";

fn rehearsal(name: &str, bots: &[BotKind], runs: u32, shard: (u32, u32)) -> Results {
    let plan = plan(name);
    let empty = Results::new(&plan, name, bots, 1, runs);
    rehearsed(&plan, empty, shard, bots)
}

/// The table and all that was found, to the last digit.
fn told(results: &Results) -> String {
    let table = Table::of(results);
    let found = lint(results, &table);
    serde_json::to_string(&(&results.head, &table, &found)).expect("our own types")
}

/// As a file on its way between machines.
fn sent(part: &Results) -> Results {
    let text = serde_json::to_string(part).expect("our own types");
    serde_json::from_str(&text).expect("what we wrote")
}

#[test]
fn the_queue_is_what_the_defence_was_told_and_noise_that_is_none_is_found() {
    let bots = [BotKind::None, BotKind::Playbook];
    let mut results = rehearsal(SMALL, &bots, 1, (1, 1));
    for (kind, trial) in bots.iter().zip(&results.trials) {
        assert_eq!(trial.bot, kind.name());
        let plan = plan(SMALL);
        let drill = match kind {
            BotKind::None => idle(plan.clone(), 1),
            _ => played(&plan, 1, *kind).0,
        };
        let team = plan.roster.first(Cell::Blue).expect("somebody defends");
        let view = drill.blue(team).expect("it defends");
        assert_eq!(trial.queue.all(), view.alerts.len() as u64, "{kind:?}");
        assert!(trial.queue.attack > 5 && trial.queue.attempts > 0);
        assert_eq!(trial.queue.seconds, u64::from(plan.length.0));
    }
    let noise = |results: &Results| {
        let found = lint(results, &Table::of(results));
        found.iter().any(|one| matches!(one, Finding::Noise { .. }))
    };
    assert_eq!(results.scene.noise, 4);
    for (meant, off) in [(3, false), (40, true)] {
        results.scene.noise = meant;
        assert_eq!(
            noise(&results),
            off,
            "{meant} false alarms for each true alert"
        );
    }
}

/// False alarms for each true alert at this level of noise, in thousandths: the geometric mean of
/// a drill without a response and one by the playbook.
fn queue_at(name: &str, level: &str) -> f64 {
    let mut texts = texts(name);
    let routines = texts.0.get_mut("routines.yml").expect("daily life");
    routines.extend(format!("\nnoise: {level}\n").bytes());
    let plan = plan_of(&texts);
    let bots = [BotKind::None, BotKind::Playbook];
    let results = rehearsed(&plan, Results::new(&plan, name, &bots, 1, 1), (1, 1), &bots);
    let ratios = results
        .trials
        .iter()
        .map(|trial| trial.queue.false_for_true());
    let product: u64 = ratios
        .map(|one| one.expect("the attack raises alerts"))
        .product();
    f64::from(u32::try_from(product).expect("not thousands for one")).sqrt()
}

#[test]
fn the_noise_of_each_scenario_is_what_its_level_says_at_every_level() {
    // At the level it is rehearsed at, the lint holds it within twice; alerts that are grouped, and
    // records of daily life that are not told in `routines.yml`, go less far than the level does.
    const WITHIN: f64 = 3.0;
    let mut off = Vec::new();
    for name in scenarios() {
        let mut before = 0.0;
        for (level, meant) in [("light", 1_000.0), ("normal", 4_000.0), ("heavy", 10_000.0)] {
            let found = queue_at(&name, level);
            if found > meant * WITHIN || found * WITHIN < meant || found <= before {
                off.push(format!("{name}, {level}: {found:.0} and not {meant}"));
            }
            before = found;
        }
    }
    hold("the noise is what its level says", off);
}

#[test]
fn parts_put_together_are_the_whole_to_the_last_digit() {
    let bots = [BotKind::None, BotKind::Hindsight, BotKind::Playbook];
    let whole = rehearsal(SMALL, &bots, 5, (1, 1));
    let part = |i| sent(&rehearsal(SMALL, &bots, 5, (i, 3)));
    let (one, two, three) = (part(1), part(2), part(3));
    let merged = Results::merge(vec![three.clone(), one.clone(), two.clone()]);
    let merged = merged.expect("they belong together");
    assert_eq!(merged, whole);
    assert_eq!(told(&merged), told(&whole));
    // One left out is noticed, one handed in twice or of another rehearsal is refused.
    let some = Results::merge(vec![one.clone(), three]).expect("they belong together");
    let found = lint(&some, &Table::of(&some));
    assert!(
        found.contains(&Finding::Incomplete { missing: 6 }),
        "{found:?}"
    );
    let twice = Results::merge(vec![one.clone(), one.clone()]);
    assert_eq!(twice, Err(Mismatch::Twice(1, 3)));
    let mut other = two;
    other.head.plan = "another".to_owned();
    let refused = Results::merge(vec![one, other]);
    assert!(
        matches!(refused, Err(Mismatch::Differs("plan", ..))),
        "{refused:?}"
    );
    assert_eq!(Results::merge(Vec::new()), Err(Mismatch::Nothing));
}

#[test]
fn no_trick_is_worth_a_defence_and_skill_pays() {
    let mut offenders = Vec::new();
    // The long ones take long without optimisation; `.ci/run` rehearses those with a release build.
    let is_short = |name: &String| plan(name).length.0 <= 12 * HOUR;
    for name in scenarios().into_iter().filter(is_short) {
        let results = rehearsal(&name, &BotKind::ALL, 2, (1, 1));
        let table = Table::of(&results);
        assert_eq!(table.rows.len(), BotKind::ALL.len());
        for row in &table.rows {
            let is_trick = row.family() == Some(Family::Degenerate);
            let above = row.index.is_some_and(|index| index > 0);
            if is_trick && (above || row.mean > TRICK_MOST) {
                offenders.push(format!("{name}: {} has {}", row.bot, row.mean));
            }
        }
        for row in &table.rows {
            let (index, range) = (row.index, row.index_weighed);
            let within = |index| range.is_some_and(|(least, most)| (least..=most).contains(&index));
            if !index.is_some_and(within) {
                let bot = &row.bot;
                offenders.push(format!("{name}: {bot} has {index:?}, weighed {range:?}"));
            }
        }
        let mean = |kind| table.row(kind).map_or(0, |row| row.mean);
        if mean(BotKind::Playbook) <= mean(BotKind::Novice) {
            offenders.push(format!("{name}: the reference is no better than a novice"));
        }
    }
    hold("No trick is worth a defence", offenders);
}

#[test]
fn one_true_claim_is_one_true_claim() {
    for name in scenarios() {
        let plan = plan(&name);
        let (drill, given) = played(&plan, 3, BotKind::PerfectClaim);
        assert_eq!(given.len(), 1, "{name}: it gives one order");
        let judged = drill.facts().iter().find_map(|fact| match &fact.kind {
            FactKind::ClaimJudged { steps, .. } => Some(steps.clone()),
            _ => None,
        });
        assert!(judged.is_some_and(|steps| !steps.is_empty()), "{name}");
    }
}

#[test]
fn the_drill_without_a_response_is_the_one_nobody_plays() {
    let plan = plan(SMALL);
    let (drill, given) = played(&plan, 5, BotKind::None);
    assert!(given.is_empty());
    assert_eq!(drill.digest(), idle(plan, 5).digest());
}

#[test]
fn a_storm_is_nobodys_doing_and_cutting_what_nobody_needs_keeps_nothing_from_anybody() {
    let plan = plan("hn-4lop-dothi");
    let baseline = idle(plan.clone(), 7);
    let mut stopped = 0;
    for fact in baseline.facts() {
        if let FactKind::HarmLaid { side, served, .. } = &fact.kind {
            assert_ne!(*side, Side::Defence, "nobody responded: {fact:?}");
            stopped += u32::from(*side == Side::Neither && *served == 0);
        }
    }
    assert!(stopped > 0, "the storm stops the database");
    let (drill, _) = played(&plan, 7, BotKind::Playbook);
    let card = score(&plan.stakes, drill.facts(), baseline.facts());
    let cut = |restriction: &&Restriction| matches!(restriction.about, About::Link(_));
    let cut: Vec<_> = card.restrictions.iter().filter(cut).collect();
    assert!(
        !cut.is_empty(),
        "the cameras' way to the internet is closed"
    );
    assert!(
        cut.iter().all(|restriction| restriction.all == 0),
        "{cut:?}"
    );
}

/// What a bot must not so much as name: the attack's plan, and whose doing a record is.
const HIDDEN: [&str; 8] = [
    "campaign",
    "Origin",
    "TruthView",
    "truth(",
    "whole_record",
    "hunt_whole",
    "stream(",
    ".facts(",
];

#[test]
fn no_bot_looks_where_its_seat_may_not() {
    let folder = root().join("engine/src/rehearsal");
    let mut files: Vec<PathBuf> = vec![folder.join("playbook.rs")];
    for under in ["playbook", "tricks"] {
        let entries = fs::read_dir(folder.join(under)).expect("a folder of ours");
        files.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    assert!(files.len() > 8, "{files:?}");
    let mut offenders = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("our own source");
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for (n, line) in code.enumerate() {
            let named = HIDDEN.iter().filter(|word| line.contains(**word));
            offenders.extend(named.map(|word| format!("{}:{n}: {word}", file.display())));
        }
    }
    hold("A bot sees what a person at its seat sees", offenders);
}

/// Over the facts of a drill: machines put back whose last cleaning failed, and how many cleanings
/// failed in all.
fn put_back_dirty(plan: &Plan, facts: &[Fact]) -> (usize, usize) {
    let name = |action: ActionId| &*plan.catalogue.actions[action.at()].name;
    let mut runs = BTreeMap::new();
    let mut clean: BTreeMap<Target, bool> = BTreeMap::new();
    let (mut dirty, mut failed) = (0, 0);
    for fact in facts {
        match &fact.kind {
            FactKind::RunAsked {
                run,
                action,
                target,
                ..
            } => {
                runs.insert(*run, (*action, target.clone()));
                let back = name(*action) == "reconnect-host";
                dirty += usize::from(back && clean.get(target) == Some(&false));
            }
            FactKind::RunEnded { run, outcome } => {
                let Some((action, target)) = runs.get(run) else {
                    continue;
                };
                if matches!(name(*action), "clean-host" | "reimage-host") {
                    let done = *outcome == Outcome::Done;
                    failed += usize::from(!done);
                    clean.insert(target.clone(), done);
                }
            }
            _ => {}
        }
    }
    (dirty, failed)
}

#[test]
fn the_playbook_puts_no_machine_back_of_which_it_knows_that_cleaning_failed() {
    let plan = plan("hcm-coyeu-matdoc");
    let mut all = (0, 0);
    for seed in 5..=8 {
        let (drill, _) = played(&plan, seed, BotKind::Playbook);
        let (dirty, failed) = put_back_dirty(&plan, drill.facts());
        all = (all.0 + dirty, all.1 + failed);
    }
    assert_eq!(all.0, 0);
    assert!(all.1 > 0, "somewhere a cleaning fails");
}
