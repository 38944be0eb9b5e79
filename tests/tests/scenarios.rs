//! Every scenario that comes with the program: it reads, it repeats itself, it can be won, and its
//! score adds up.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::drill::Drill;
use engine::plan::{Measure, Objective, Plan};
use engine::rehearsal::{BotKind, Difficulty};
use engine::score::beside::Break;
use engine::score::card::{About, Scorecard, score};
use engine::view::truth::{Came, TruthView};
use engine::words::cell::Cell;
use engine::words::fact::{Cause, FactKind};
use engine::words::name::TeamId;
use tests::hold;
use tests::scenario::{Dice, plan, played, replayed, scenarios, texts};

const SEED: u64 = 7;

/// A point, in the thousandths that scores are counted in.
const POINT: i64 = 1_000;

/// The rules by which points are given; a new one gets its line here.
const RULES: [&str; 40] = [
    "PRE-1", "PRE-2", "PRE-3", "PRE-4", "DET-1", "DET-2", "DET-3", "TRI-1", "TRI-2", "TRI-3",
    "TRI-4", "CON-1", "CON-2", "CON-3", "CON-4", "REC-1", "REC-2", "REC-3", "REC-4", "REC-5",
    "REC-6", "CNT-0", "CNT-1", "CNT-2", "CNT-3", "CNT-4", "REP-1", "REP-2", "REP-3", "REP-4",
    "REP-5", "REP-6", "REP-7", "REP-8", "REP-9", "PRE-5", "PRE-6", "PRE-7", "REC-7", "PRE-8",
];

/// One scenario played twice over: with its playbook, and without a response.
struct Played {
    name: String,
    plan: Arc<Plan>,
    drill: Drill,
    idle: Drill,
}

impl Played {
    fn card(&self) -> Scorecard {
        score(&self.plan.stakes, self.drill.facts(), self.idle.facts())
    }
}

fn all() -> Vec<Played> {
    let one = |name: String| {
        let plan = plan(&name);
        let (drill, _) = played(&plan, SEED, BotKind::Playbook);
        let (idle, _) = played(&plan, SEED, BotKind::None);
        Played {
            name,
            plan,
            drill,
            idle,
        }
    };
    scenarios().into_iter().map(one).collect()
}

/// Whoever answers without reading is right no more often than by chance.
#[test]
fn no_place_among_the_answers_is_the_right_one() {
    for name in scenarios() {
        let plan = plan(&name);
        let asked = plan.msel.injects.iter().filter(|i| i.choices.len() > 1);
        let mut right = [0; 8];
        for inject in asked.clone() {
            let place = inject.choices.iter().position(|choice| choice.right);
            right
                [place.unwrap_or_else(|| panic!("{name}: {} has no right answer", inject.name))] +=
                1;
        }
        let most = right.iter().max().copied().unwrap_or_default();
        let all = asked.count();
        assert!(
            5 * most <= 3 * all,
            "{name}: of {all} answers the right ones stand at {right:?}"
        );
    }
}

/// The list of scenarios says how hard each is in the words of the scenario itself.
#[test]
fn the_list_of_scenarios_says_what_they_say() {
    let readme = std::fs::read_to_string(tests::root().join("scenarios/README.md"));
    let readme = readme.expect("the list of scenarios");
    for name in scenarios() {
        let plan = plan(&name);
        let stated = Difficulty::stated(&plan.difficulty);
        let stated = stated.unwrap_or_else(|| panic!("{name}: no difficulty of the three"));
        let row = readme
            .lines()
            .find(|line| line.starts_with(&format!("| `{name}` |")));
        let row = row.unwrap_or_else(|| panic!("{name} is not in the list"));
        let end = format!("| {} |", stated.code());
        assert!(row.ends_with(&end), "{name} says {end}, the list {row}");
    }
}

#[test]
fn every_scenario_reads_without_a_fault() {
    let mut offenders = Vec::new();
    for name in scenarios() {
        let (plan, faults) = Plan::read(&texts(&name));
        offenders.extend(faults.iter().map(|fault| format!("{name}: {fault:?}")));
        if plan.is_none() {
            offenders.push(format!("{name}: there is no plan"));
        }
    }
    hold("A scenario that is shipped has no fault", offenders);
}

#[test]
fn the_same_seed_gives_the_same_drill_and_another_one_another() {
    for name in scenarios() {
        for bot in [BotKind::None, BotKind::Playbook] {
            let digest = |seed| played(&plan(&name), seed, bot).0.digest();
            let first = digest(SEED);
            assert_eq!(first, digest(SEED), "{name} with {bot:?}");
            assert_ne!(first, digest(SEED + 1), "{name} with {bot:?}");
        }
    }
}

#[test]
fn how_time_is_cut_into_steps_changes_nothing() {
    for name in scenarios() {
        let plan = plan(&name);
        for bot in [BotKind::None, BotKind::Playbook] {
            let (drill, given) = played(&plan, SEED, bot);
            let longest = plan.length.0 as usize / 20;
            for seed in 0..2 {
                let mut dice = Dice::new(seed);
                let mut cut = || u32::try_from(dice.below(longest) + 1).unwrap_or(1);
                let again = replayed(&plan, SEED, &given, &mut cut);
                assert_eq!(again.facts(), drill.facts(), "{name}, cut by {seed}");
                assert_eq!(again.digest(), drill.digest(), "{name}, cut by {seed}");
            }
            let whole = replayed(&plan, SEED, &given, &mut || u32::MAX);
            assert_eq!(whole.digest(), drill.digest(), "{name} in long steps");
        }
    }
}

#[test]
fn who_follows_the_playbook_scores_and_who_does_nothing_does_not() {
    for one in all() {
        let stakes = &one.plan.stakes;
        let idle = score(stakes, one.idle.facts(), one.idle.facts());
        let name = &one.name;
        assert!(idle.total <= POINT, "{name}: {} for nothing", idle.total);
        let played = one.card();
        assert!(
            played.total > idle.total,
            "{name}: {} against {} for nothing",
            played.total,
            idle.total
        );
        assert_eq!(
            warned(&one.plan, &one.idle, |_, told| told == 0),
            None,
            "{name}"
        );
        let most = |all, told| 2 * told > all;
        assert_eq!(warned(&one.plan, &one.drill, most), None, "{name}");
    }
}

/// The first objective that bodies are warned which does not hold: how many there are, and how many
/// were reached in time.
fn warned(
    plan: &Plan,
    drill: &Drill,
    holds: impl Fn(usize, usize) -> bool,
) -> Option<(usize, usize)> {
    let mut truth = TruthView::of(plan);
    drill.facts().iter().for_each(|fact| truth.take(fact));
    let all = plan.objectives.iter();
    let warns = all.filter(|one| matches!(one.measure, Measure::Warn(_)));
    let counted = |one: &Objective| {
        let shown = truth.shown(plan, one);
        (shown.0.len(), shown.count(Came::InTime))
    };
    warns.map(counted).find(|(all, told)| !holds(*all, *told))
}

#[test]
fn lines_sum_to_their_component_and_components_to_the_total() {
    for one in all() {
        let card = one.card();
        for component in &card.components {
            let sum: i64 = component.lines.iter().map(|line| line.points).sum();
            assert_eq!(sum, component.got, "{}: {}", one.name, component.name);
            assert!(component.got <= component.of, "{}: {component:?}", one.name);
            let lost: i64 = component.lines.iter().map(|line| line.lost).sum();
            assert_eq!(lost, component.missed(), "{}: {}", one.name, component.name);
        }
        let sum: i64 = card.components.iter().map(|c| c.got).sum();
        assert_eq!(sum, card.total, "{}", one.name);
        let causes: i64 = card.losses.causes.iter().map(|cause| cause.lost).sum();
        assert_eq!(causes, card.losses.total, "{}", one.name);
        assert_eq!(
            card.total + card.losses.total + card.unmeasured(),
            100 * POINT
        );
    }
}

#[test]
fn every_line_names_a_known_rule_and_facts_that_exist() {
    let known: BTreeSet<&str> = RULES.into_iter().collect();
    let mut offenders = Vec::new();
    for one in all() {
        let facts = one.drill.facts();
        for component in &one.card().components {
            for line in &component.lines {
                let place = format!("{}: {} {:?}", one.name, line.rule, line.about);
                if !line
                    .rule
                    .strip_suffix("@2")
                    .is_some_and(|rule| known.contains(rule))
                {
                    offenders.push(format!("{place}: no such rule"));
                }
                for fact in line.facts.iter().filter(|fact| fact.at() >= facts.len()) {
                    offenders.push(format!("{place}: no fact {}", fact.0));
                }
            }
        }
    }
    hold("A line of the ledger can be followed", offenders);
}

#[test]
fn every_point_rests_on_a_fact() {
    let mut offenders = Vec::new();
    for one in all() {
        for component in &one.card().components {
            let bare = component.lines.iter();
            for line in bare.filter(|line| line.points != 0 && line.facts.is_empty()) {
                offenders.push(format!(
                    "{}: {} {:?}: {} thousandths and no fact",
                    one.name, line.rule, line.about, line.points
                ));
            }
        }
    }
    hold("Every point opens what is behind it (axiom A1)", offenders);
}

/// Who had a machine cleaned, by whomever, has answered what was done there, however late: “no
/// response” is said of no step whose machine was cleaned on the defence's order.
#[test]
fn what_was_cleaned_was_answered() {
    let mut offenders = Vec::new();
    for one in all() {
        let facts = one.drill.facts();
        let cell = |team: TeamId| one.plan.roster.teams[team.at()].cell;
        let (mut ordered, mut cleaned) = (BTreeSet::new(), Vec::new());
        for fact in facts {
            match (&fact.kind, fact.cause) {
                (FactKind::RunAsked { run, team, .. }, _) if cell(*team) == Cell::Blue => {
                    ordered.insert(*run);
                }
                (FactKind::FootholdLost { host }, Cause::Run(run)) if ordered.contains(&run) => {
                    cleaned.push((*host, fact.at));
                }
                _ => {}
            }
        }
        let card = one.card();
        let causes = card.losses.causes.iter();
        let unanswered = causes.filter(|cause| cause.broke == Break::NoAction);
        let about: Vec<&About> = unanswered.flat_map(|cause| &cause.about).collect();
        for step in card
            .steps
            .iter()
            .filter(|step| about.contains(&&step.about))
        {
            for (host, at) in &cleaned {
                if step.hosts.contains(host) && *at >= step.began.at {
                    offenders.push(format!("{}: {:?} at {at}", one.name, step.about));
                }
            }
        }
    }
    hold(
        "A step whose machine was cleaned is not unanswered",
        offenders,
    );
}
