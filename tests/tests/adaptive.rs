//! The adaptive adversary in the shipped scenarios: it gets at what the campaign is after, comes
//! another way when it is stopped, and its drills are made again from their orders.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::drill::{Drill, RedBy, Setup};
use engine::plan::Plan;
use engine::rehearsal::{BotKind, Bots, play};
use engine::script::campaign::Spot;
use engine::words::fact::{FactKind, Outcome};
use engine::words::name::Name;
use engine::words::order::{Act, Ask, Order, RedAsk};
use engine::words::target::Target;
use engine::words::time::{MINUTE, Tick};
use tests::scenario::{Given, plan, replayed};

const F: &str = "cong-ddos-deface";
const A: &str = "hp-cang-ransom";
const SETUP: Setup = Setup {
    seed: 7,
    red: RedBy::Adaptive,
};

/// A whole drill against it, and what was ordered.
fn played(plan: &Arc<Plan>, blue: BotKind) -> (Drill, Given) {
    let mut given = Given::new();
    let keep = &mut |at, orders: &[Order]| {
        given.push((at, orders.to_vec()));
        Ok(())
    };
    let drill = play(plan.clone(), SETUP, blue, keep, &mut |_| {});
    (drill.expect("nothing is written"), given)
}

/// Its orders to act, in their order.
fn acts(given: &Given) -> Vec<&Act> {
    let orders = given.iter().flat_map(|(_, orders)| orders);
    let act = |order: &'_ Order| matches!(order.ask, Ask::Red(RedAsk::Act(_)));
    let all = orders.filter(|order| act(order));
    all.filter_map(|order| match &order.ask {
        Ask::Red(RedAsk::Act(act)) => Some(act),
        _ => None,
    })
    .collect()
}

fn count(drill: &Drill, is: impl Fn(&FactKind) -> bool) -> usize {
    drill.facts().iter().filter(|fact| is(&fact.kind)).count()
}

#[test]
fn it_gets_at_what_the_campaign_is_after_and_no_sooner() {
    let (drill, _) = played(&plan(F), BotKind::None);
    let defaced = |fact: &FactKind| matches!(fact, FactKind::Defaced { .. });
    assert!(
        count(&drill, defaced) > 0,
        "the front page stands as it was"
    );
    let plan = plan(A);
    let (drill, _) = played(&plan, BotKind::None);
    let harm: [fn(&FactKind) -> bool; 3] = [
        |fact| matches!(fact, FactKind::Leaked { .. }),
        |fact| matches!(fact, FactKind::Wiped { .. }),
        |fact| matches!(fact, FactKind::Encrypted { .. }),
    ];
    let done = harm.map(|is| count(&drill, is) > 0);
    let kinds = done.iter().filter(|done| **done).count();
    assert!(kinds >= 2, "leaked, wiped, encrypted: {done:?}");
    for fact in drill.facts() {
        let FactKind::Encrypted { host } = &fact.kind else {
            continue;
        };
        let on = Spot::Fixed(Target::Host(*host));
        let meant = plan.campaign.steps.iter().filter(|step| {
            let action = &plan.catalogue.actions[step.action.at()];
            &*action.name == "t1486-encrypt" && step.on == on
        });
        let first = meant.map(|step| Tick(step.at.0)).min();
        assert!(first.is_some_and(|first| first <= fact.at), "{fact:?}");
    }
}

#[test]
fn what_was_stopped_or_lost_is_tried_another_way() {
    let (drill, given) = played(&plan(F), BotKind::Playbook);
    let failed = |fact: &FactKind| {
        let lost = matches!(fact, FactKind::FootholdLost { .. });
        let ended = |o| matches!(fact, FactKind::RunEnded { outcome, .. } if *outcome == o);
        lost || ended(Outcome::Stopped) || ended(Outcome::Failed)
    };
    assert!(count(&drill, failed) > 5, "nothing stood in its way");
    let mut ways: BTreeMap<&Name, BTreeSet<(&Name, &Name, &Name)>> = BTreeMap::new();
    for act in acts(&given) {
        let way = (&act.action, &act.from, &act.c2);
        ways.entry(&act.on).or_default().insert(way);
    }
    let several = ways.values().filter(|ways| ways.len() > 1).count();
    assert!(several > 2, "one way only: {ways:?}");
    let techniques = |ways: &BTreeSet<(&Name, &Name, &Name)>| {
        let all: BTreeSet<&Name> = ways.iter().map(|way| way.0).collect();
        all.len()
    };
    let most = ways.values().map(techniques).max();
    assert!(most.is_some_and(|most| most > 2), "{ways:?}");
}

#[test]
fn its_drill_is_made_again_from_its_orders_alone() {
    let plan = plan(F);
    let (drill, given) = played(&plan, BotKind::Playbook);
    assert!(acts(&given).len() > 20, "it hardly attacked");
    let again = replayed(&plan, SETUP, &given, &mut || 37);
    assert_eq!(again.digest(), drill.digest());
    let (other, _) = played(&plan, BotKind::Playbook);
    assert_eq!(other.digest(), drill.digest());
}

/// Bots that lived through the first part of a recorded drill go on as those that played it.
#[test]
fn bots_that_lived_through_a_record_go_on_as_before() {
    let plan = plan(F);
    let (whole, given) = played(&plan, BotKind::Playbook);
    let cut = Tick(50 * MINUTE);
    let mut drill = Drill::open(plan.clone(), SETUP);
    let mut bots = Bots::new(BotKind::Playbook, &plan, SETUP);
    let due = given.iter().take_while(|(at, _)| *at <= cut);
    let mut due = due.flat_map(|(at, orders)| orders.iter().map(move |order| (*at, order)));
    let mut next = due.next();
    loop {
        let step = [bots.wake(), drill.next_due()].into_iter().flatten().min();
        let Some(step) = step.filter(|step| *step <= cut) else {
            break;
        };
        drill.advance(step.max(drill.now()));
        let now = drill.now();
        bots.relive(&mut drill, &mut || {
            let own = next.filter(|(at, _)| *at == now)?.1.clone();
            next = due.next();
            Some(own)
        });
    }
    assert!(next.is_none(), "an order was not lived through: {next:?}");
    tests::scenario::play_on(&mut drill, &mut bots, Tick(plan.length.0));
    assert_eq!(drill.digest(), whole.digest());
}
