//! The ten axioms of the score, each as a property over seeds and over plans of orders that chance
//! has picked. What they are held against is the scenario that every new team plays first.

use std::sync::{Arc, OnceLock};

use engine::drill::Drill;
use engine::plan::Plan;
use engine::rehearsal::BotKind;
use engine::score::card::{Component, Gap, Scorecard, VERSION, score, score_under};
use engine::words::cell::Audience;
use engine::words::fact::{Cause, Fact, FactKind, Side};
use engine::words::name::{FactId, Name, StepId};
use engine::words::order::{Level, Order};
use engine::words::time::{MINUTE, Tick};
use tests::altered::{act_on_all, claimed, driven, ended_at, flag_all, said};
use tests::scenario::{Dice, Given, blue, plan, played, replayed};

const SCENARIO: &str = "cong-ddos-deface";
const SEEDS: [u64; 2] = [7, 11];
/// No trick is worth more than this; the playbook is worth more than any trick.
const TRICK: i64 = 35_000;

/// A seed played with the playbook and without a response.
struct Seed {
    seed: u64,
    facts: Vec<Fact>,
    given: Given,
    idle: Vec<Fact>,
}

struct All {
    plan: Arc<Plan>,
    seeds: Vec<Seed>,
}

fn all() -> &'static All {
    static ALL: OnceLock<All> = OnceLock::new();
    ALL.get_or_init(|| {
        let plan = plan(SCENARIO);
        let one = |seed| {
            let (drill, given) = played(&plan, seed, BotKind::Playbook);
            let (idle, _) = played(&plan, seed, BotKind::None);
            Seed {
                seed,
                facts: drill.facts().to_vec(),
                given,
                idle: idle.facts().to_vec(),
            }
        };
        let seeds = SEEDS.map(one).into();
        All { plan, seeds }
    })
}

impl All {
    fn card(&self, facts: &[Fact], seed: &Seed) -> Scorecard {
        score(&self.plan.stakes, facts, &seed.idle)
    }
}

/// The same seed with some of the playbook's orders left out, as chance has it.
fn thinned(all: &All, seed: &Seed, dice: &mut Dice) -> Drill {
    let one_in = 2 + dice.below(3);
    let mut given = seed.given.clone();
    for (_, orders) in &mut given {
        orders.retain(|_| !dice.once_in(one_in));
    }
    replayed(&all.plan, seed.seed, &given, &mut || u32::MAX)
}

fn sums_are_exact(card: &Scorecard) {
    for component in &card.components {
        let points: i64 = component.lines.iter().map(|line| line.points).sum();
        let lost: i64 = component.lines.iter().map(|line| line.lost).sum();
        assert_eq!(points, component.got, "{component:?}");
        assert_eq!(lost, component.missed(), "{component:?}");
        assert!((0..=component.of).contains(&component.got), "{component:?}");
    }
    assert_eq!(Component::sum(&card.components), card.total);
    let causes: i64 = card.losses.causes.iter().map(|cause| cause.lost).sum();
    assert_eq!(causes, card.losses.total);
    assert_eq!(card.total + card.losses.total + card.unmeasured(), 100_000);
}

#[test]
fn a1_every_point_rests_on_a_fact_and_a_rule_and_lines_sum_exactly() {
    let all = all();
    let mut dice = Dice::new(1);
    for seed in &all.seeds {
        let drill = thinned(all, seed, &mut dice);
        for facts in [&seed.facts[..], drill.facts(), &seed.idle] {
            let card = all.card(facts, seed);
            sums_are_exact(&card);
            let lines = card
                .components
                .iter()
                .flat_map(|component| &component.lines);
            for line in lines.filter(|line| line.points != 0) {
                assert!(
                    !line.facts.is_empty() && line.rule.ends_with("@2"),
                    "{line:?}"
                );
                assert!(
                    line.facts.iter().all(|fact| fact.at() < facts.len()),
                    "{line:?}"
                );
            }
        }
    }
}

#[test]
fn a2_true_detection_earlier_or_more_specific_never_lowers_and_a_false_claim_never_raises() {
    let all = all();
    let mut dice = Dice::new(2);
    for seed in &all.seeds {
        let end = seed.facts.last().expect("a drill has facts").at;
        for facts in [&seed.facts, &seed.idle] {
            let before = all.card(facts, seed).total;
            let began: Vec<(StepId, Tick)> = facts
                .iter()
                .filter_map(|fact| match fact.kind {
                    FactKind::StepBegan { step, .. } => Some((step, fact.at)),
                    _ => None,
                })
                .collect();
            for _ in 0..12 {
                let (step, at) = *dice.of(&began);
                let lag = u32::try_from(dice.below(60)).unwrap_or(0) * MINUTE;
                let late = Tick((at.0 + lag).min(end.0.saturating_sub(1)));
                let technique: Name = all.plan.stakes.steps[step.at()].techniques[0].clone();
                let total = |at, level, says: &str| {
                    let with = claimed(facts, at, said("host:web-cong", level, says), vec![step]);
                    all.card(&with, seed).total
                };
                let vague = total(late, Level::Malicious, "");
                let exact = total(late, Level::Technique, &technique);
                let early = total(at, Level::Technique, &technique);
                assert!(
                    before <= vague && vague <= exact && exact <= early,
                    "{step:?} {late}"
                );
                let at = Tick(u32::try_from(dice.below(end.0 as usize)).unwrap_or(0));
                let host = format!("host:web-{}", dice.below(1_000));
                let wrong = claimed(facts, at, said(&host, Level::Technique, "T1003"), vec![]);
                assert!(
                    all.card(&wrong, seed).total <= before,
                    "a false claim at {at}"
                );
            }
        }
    }
}

#[test]
fn a3_claiming_everything_is_no_way_to_points() {
    let all = all();
    let shotgun = &[
        "T1190", "T1498", "T1499", "T1491", "T1505", "T1595", "T1003", "T1021",
    ];
    for seed in &all.seeds {
        let reference = all.card(&seed.facts, seed).total;
        for says in [&["T1190"][..], shotgun] {
            let drill = driven(&all.plan, seed.seed, &mut flag_all(says));
            let card = all.card(drill.facts(), seed);
            assert!(card.total <= TRICK, "{says:?}: {}", card.total);
            assert!(
                card.total < reference,
                "{says:?}: {} of {reference}",
                card.total
            );
        }
    }
}

#[test]
fn a4_cutting_everything_off_is_no_way_to_points() {
    let all = all();
    let map = &all.plan.map;
    let hosts = (0..map.hosts.min(60)).map(engine::words::name::HostId);
    let hosts: Vec<String> = hosts
        .map(|host| format!("host:{}", map.host_name(host)))
        .collect();
    let named = |kind: &str, names: &engine::words::check::Names| {
        names
            .iter()
            .map(|name| format!("{kind}:{name}"))
            .collect::<Vec<_>>()
    };
    let zones = named("zone", &map.names.zones);
    let links = named("link", &map.names.links);
    let tricks = [
        ("isolate-host", hosts.clone(), 0),
        ("isolate-zone", zones, 5),
        ("cut-link", links, 0),
        ("reimage-host", hosts, 20),
    ];
    let seed = &all.seeds[0];
    let reference = all.card(&seed.facts, seed).total;
    for (action, targets, from) in tricks {
        let mut policy = act_on_all(action, targets, Tick(from * MINUTE));
        let card = all.card(driven(&all.plan, seed.seed, &mut policy).facts(), seed);
        assert!(card.total <= TRICK, "{action}: {}", card.total);
        assert!(
            card.total < reference,
            "{action}: {} of {reference}",
            card.total
        );
    }
}

#[test]
fn a5_ending_the_attack_early_is_never_worse_than_letting_it_run() {
    let all = all();
    for seed in &all.seeds {
        let long = all.card(&seed.facts, seed).total;
        for minutes in [20, 45, 90, 110] {
            let short = ended_at(&seed.facts, Tick(minutes * MINUTE));
            let card = all.card(&short, seed);
            assert!(
                card.total >= long,
                "at {minutes}m: {} against {long}",
                card.total
            );
        }
        // Ended before anything could be seen, and so without claims and cuts and what cuts take
        // down: what there was to detect and to contain counts as prevented.
        let mut never = ended_at(&seed.facts, Tick(0));
        never.retain(|fact| {
            !matches!(
                fact.kind,
                FactKind::ClaimJudged { .. }
                    | FactKind::Isolated { .. }
                    | FactKind::ZoneCut { .. }
                    | FactKind::LinkSet { .. }
                    | FactKind::AccountLocked { .. }
                    | FactKind::ServiceServes { .. }
                    | FactKind::HarmLaid { .. }
            )
        });
        let card = all.card(&never, seed);
        let gap = card
            .components
            .iter()
            .find(|component| component.name == "detection");
        assert_eq!(
            gap.and_then(|component| component.gap),
            Some(Gap::Prevented)
        );
        sums_are_exact(&card);
        assert!(card.total >= long, "{} against {long}", card.total);
    }
}

#[test]
fn a7_the_same_orders_give_the_same_score_under_every_version_for_ever() {
    let all = all();
    let mut dice = Dice::new(7);
    let seed = &all.seeds[0];
    let mut cut = || u32::try_from(dice.below(900) + 1).unwrap_or(1);
    let again = replayed(&all.plan, seed.seed, &seed.given, &mut cut);
    for version in 1..=VERSION {
        let card = |facts: &[Fact]| score_under(version, &all.plan.stakes, facts, &seed.idle);
        let first = card(&seed.facts).expect("there are such rules");
        assert_eq!(Some(&first), card(again.facts()).as_ref());
        assert_eq!(first.version, version);
        let kept = serde_json::to_string(&first).expect("a card can be written down");
        let read: Scorecard = serde_json::from_str(&kept).expect("and read again");
        assert_eq!(read, first);
    }
    assert_eq!(
        score_under(VERSION + 1, &all.plan.stakes, &seed.facts, &seed.idle),
        None
    );
}

#[test]
fn a8_what_was_not_evaluated_is_a_gap_and_never_dropped() {
    let all = all();
    let none: &[Fact] = &[];
    let seed = &all.seeds[0];
    let pairs = [
        (none, none),
        (&seed.facts[..], none),
        (none, &seed.idle[..]),
    ];
    for (facts, idle) in pairs {
        let card = score(&all.plan.stakes, facts, idle);
        assert_eq!(card.components.len(), 7);
        sums_are_exact(&card);
        let of: i64 = card.components.iter().map(|component| component.of).sum();
        assert_eq!(of, 100_000);
    }
    let card = score(&all.plan.stakes, none, none);
    assert!(
        card.components
            .iter()
            .all(|c| !c.measured && c.gap.is_some()),
        "{card:?}"
    );
    assert_eq!((card.total, card.unmeasured()), (0, 100_000));
}

#[test]
fn a9_no_team_is_told_whether_a_claim_was_right_before_the_release() {
    let all = all();
    let seed = &all.seeds[0];
    let drill = replayed(&all.plan, seed.seed, &seed.given, &mut || u32::MAX);
    let oracle = |kind: &FactKind| {
        matches!(
            kind,
            FactKind::ClaimJudged { .. }
                | FactKind::AlertMeant { .. }
                | FactKind::AlertJoined { .. }
                | FactKind::FindingJudged { .. }
                | FactKind::RestoreJudged { .. }
                | FactKind::AnswerJudged { .. }
                | FactKind::LeadJudged { .. }
                | FactKind::HarmLaid { .. }
        )
    };
    assert!(drill.facts().iter().any(|fact| oracle(&fact.kind)));
    let view = drill.blue(blue(&all.plan)).expect("blue has a view");
    assert!(!view.log.iter().any(|told| oracle(&told.kind)));
    assert!(!drill.observer().log.iter().any(|told| oracle(&told.kind)));
}

#[test]
fn a10_damage_by_the_defence_never_stands_in_the_attacks_column() {
    let all = all();
    let mut dice = Dice::new(10);
    for seed in &all.seeds {
        let before = all.card(&seed.facts, seed);
        let sum = |card: &Scorecard, attack: bool| {
            let each = card.damage.iter();
            each.map(|d| if attack { d.attack } else { d.defence })
                .sum::<u64>()
        };
        for _ in 0..4 {
            let from = u32::try_from(dice.below(all.plan.length.0 as usize / 2)).unwrap_or(0);
            // A service nobody touches: the last one that has no harm of its own.
            let harmed = |id: usize| {
                seed.facts.iter().any(
                    |f| matches!(f.kind, FactKind::HarmLaid { service, .. } if service.at() == id),
                )
            };
            let calm = (0..all.plan.stakes.services.len())
                .rev()
                .find(|id| !harmed(*id));
            let Some(calm) = calm else { return };
            let service = engine::words::name::ServiceId::of(calm);
            let place = seed.facts.partition_point(|fact| fact.at.0 <= from);
            let mut facts = seed.facts.clone();
            facts.insert(
                place,
                Fact {
                    id: FactId(0),
                    at: Tick(from),
                    cause: Cause::Plan,
                    to: Audience::HOTWASH,
                    kind: FactKind::HarmLaid {
                        service,
                        served: 0,
                        side: Side::Defence,
                    },
                },
            );
            let card = all.card(&facts, seed);
            assert_eq!(sum(&card, true), sum(&before, true));
            assert!(sum(&card, false) > sum(&before, false));
            assert!(card.total <= before.total);
        }
    }
}

/// The order of a place is not looked at: only what it asks.
#[test]
fn a6_who_in_a_team_gives_an_order_changes_nothing() {
    let all = all();
    let seed = &all.seeds[0];
    let mut given = seed.given.clone();
    for (at, orders) in &mut given {
        let rename = |(n, order): (usize, &mut Order)| {
            order.place = format!("place-{}", (at.0 as usize + n) % 5).as_str().into();
        };
        orders.iter_mut().enumerate().for_each(rename);
    }
    let drill = replayed(&all.plan, seed.seed, &given, &mut || u32::MAX);
    assert_eq!(all.card(drill.facts(), seed), all.card(&seed.facts, seed));
}
