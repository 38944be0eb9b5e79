//! People who attack are held against what the defence did, and not against luck: what failed of
//! itself is nobody's merit.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::drill::{Drill, RedBy, Setup};
use engine::plan::Plan;
use engine::score::card::{Scorecard, Stamps, score};
use engine::words::fact::{FactKind, Truth};
use engine::words::name::RecordId;
use engine::words::order::{Act, Ask, BlueAsk, RedAsk};
use engine::words::time::Tick;
use serde_json::json;
use tests::scenario::{order, plan};

fn act(action: &str, on: &str, c2: &str) -> Act {
    Act {
        action: action.into(),
        on: on.into(),
        c2: c2.into(),
        ..Act::default()
    }
}

/// Whether the defence claims every alert that people stand behind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Watch {
    Nobody,
    Claims,
}

/// The defence claims, by the alert, what people stand behind and it has not claimed yet.
fn claim(plan: &Plan, drill: &mut Drill, claimed: &mut BTreeSet<RecordId>) {
    let truth = drill.truth();
    let alerts = truth.alerts.iter();
    let meant = alerts.filter(|alert| matches!(alert.truth, Some(Truth::Red(_))));
    let records: Vec<RecordId> = meant.map(|alert| alert.record).collect();
    for record in records.into_iter().filter(|record| claimed.insert(*record)) {
        let said = json!({"scope": ["host:web-cong"], "level": "malicious", "cites": [record]});
        let ask = serde_json::from_value(json!({"blue": {"claim": said}})).expect("an ask");
        drill.order(order(plan, ask));
    }
}

/// A drill in which people go for the page of the portal from a moment on, and the defence gives
/// these orders.
fn attacked(
    plan: &Arc<Plan>,
    seed: u64,
    (from, watch): (u32, Watch),
    defence: &[(u32, Act)],
) -> Scorecard {
    let setup = Setup {
        seed,
        red: RedBy::Human,
    };
    let mut drill = Drill::open(plan.clone(), setup);
    let exploit = || {
        act(
            "t1190-exploit-public-app",
            "service:portal-cms",
            "khai-thac-1",
        )
    };
    let scan = act(
        "t1595.002-vulnerability-scan",
        "service:portal",
        "khai-thac-1",
    );
    let red = [
        (60, scan),
        (from, exploit()),
        (from + 360, exploit()),
        (from + 780, exploit()),
    ];
    let red = red.map(|(at, act)| (at, Ask::Red(RedAsk::Act(act))));
    let blue = defence.iter();
    let blue = blue.map(|(at, act)| (*at, Ask::Blue(BlueAsk::Act(act.clone()))));
    let mut all: Vec<(u32, Ask)> = red.into_iter().chain(blue).collect();
    all.sort_by_key(|(at, _)| *at);
    let (mut next, mut claimed) = (all.into_iter().peekable(), BTreeSet::new());
    for now in (0..=from + 2_880).step_by(20) {
        drill.advance(Tick(now));
        while let Some((_, ask)) = next.next_if(|(at, _)| *at <= now) {
            drill.order(order(plan, ask));
        }
        if watch == Watch::Claims {
            claim(plan, &mut drill, &mut claimed);
        }
    }
    scored(plan, setup, &drill)
}

/// What a drill came to, against the script's attack upon nobody.
fn scored(plan: &Arc<Plan>, setup: Setup, drill: &Drill) -> Scorecard {
    let idle = Setup {
        seed: setup.seed,
        red: RedBy::Script,
    };
    let mut nobody = Drill::open(plan.clone(), idle);
    nobody.advance(Tick(plan.length.0));
    score(&setup.stakes(plan), drill.facts(), nobody.facts())
}

/// Points for what the attack did not reach.
fn credited(card: &Scorecard) -> Vec<String> {
    let lines = card.components.iter().flat_map(|part| &part.lines);
    let credits = ["PRE-5", "CON-1", "CON-3"];
    let rules = lines.map(|line| line.rule.to_string());
    rules
        .filter(|rule| credits.iter().any(|credit| rule.starts_with(credit)))
        .collect()
}

#[test]
fn what_fails_of_itself_was_prevented_by_nobody() {
    let plan = plan("cong-ddos-deface");
    // Cut off while the first exploit is under way.
    let cut = [(740, act("isolate-host", "host:web-cong", ""))];
    let mut stopped = 0;
    for seed in 1..7 {
        assert_eq!(
            credited(&attacked(&plan, seed, (720, Watch::Nobody), &[])),
            [""; 0],
            "seed {seed}"
        );
        stopped += credited(&attacked(&plan, seed, (720, Watch::Nobody), &cut)).len();
    }
    assert!(
        stopped > 0,
        "a machine that was cut off is not taken, and that counts"
    );
}

#[test]
fn what_was_lifted_before_the_attempt_and_what_found_nothing_contained_nothing() {
    let plan = plan("cong-ddos-deface");
    let host = "host:web-cong";
    let lifted = [
        (90, act("isolate-host", host, "")),
        (1_500, act("reconnect-host", host, "")),
        (1_800, act("clean-host", host, "")),
    ];
    let held = [(5_440, act("isolate-host", host, ""))];
    let contained = |seed, defence: &[(u32, Act)]| {
        let card = attacked(&plan, seed, (5_400, Watch::Claims), defence);
        let stopped = card.steps.iter().filter(|step| step.contained.is_some());
        let exploit = |step: &&Stamps| step.techniques.iter().any(|one| &**one == "T1190");
        stopped.filter(exploit).count()
    };
    let all: Vec<usize> = (1..5).map(|seed| contained(seed, &lifted)).collect();
    assert_eq!(all, [0; 4], "nothing was in force when they tried");
    let all = (1..5).map(|seed| contained(seed, &held)).sum::<usize>();
    assert!(all > 0, "a machine that was cut off is not taken");
}

#[test]
fn what_people_reach_in_a_phase_of_preparation_is_held_against_nobody() {
    let plan = plan("cong-ddos-deface");
    let reached = |from: u32| {
        let cards = (1..7).map(|seed| attacked(&plan, seed, (from, Watch::Nobody), &[]));
        let lines = cards
            .flat_map(|card| card.components)
            .flat_map(|part| part.lines);
        let rules = lines.map(|line| line.rule.to_string());
        rules.filter(|rule| rule.starts_with("PRE-6")).count()
    };
    assert!(reached(720) > 0, "in the first run it counts");
    // From minute 50 to minute 80 the defence prepares.
    assert_eq!(reached(3_100), 0);
}

/// The script reaches so many machines of a group; what people take besides weighs nothing, and the
/// ledger says so in one line that opens each of them.
#[test]
fn what_people_reach_beyond_the_script_is_told_and_weighs_nothing() {
    let plan = plan("hcm-botnet-canhbao");
    let setup = Setup {
        seed: 7,
        red: RedBy::Human,
    };
    let mut drill = Drill::open(plan.clone(), setup);
    drill.advance(Tick(60));
    for number in 1..=30 {
        let usb = act(
            "t1091-removable-media",
            &format!("host:ws-so-{number:03}"),
            "",
        );
        drill.order(order(&plan, Ask::Red(RedAsk::Act(usb))));
    }
    drill.advance(Tick(4 * 3_600));
    let card = scored(&plan, setup, &drill);
    let of = |rule: &str| {
        let lines = card.components.iter().flat_map(|part| &part.lines);
        let lines = lines.filter(|line| line.rule.starts_with(rule));
        lines.cloned().collect::<Vec<_>>()
    };
    let taken = drill.facts().iter();
    let taken = taken.filter(|fact| matches!(fact.kind, FactKind::FootholdGained { .. }));
    let (taken, counted, beyond) = (taken.count(), of("PRE-6").len(), of("PRE-8"));
    assert!(counted > 0 && taken > counted, "{taken} {counted}");
    assert_eq!(beyond.len(), 1);
    assert_eq!(beyond[0].facts.len(), taken - counted);
    assert_eq!((beyond[0].points, beyond[0].lost), (0, 0));
}
