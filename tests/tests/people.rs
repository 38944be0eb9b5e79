//! People who attack are held against what the defence did, and not against luck: what failed of
//! itself is nobody's merit.

use std::sync::Arc;

use engine::drill::{Drill, RedBy, Setup};
use engine::plan::Plan;
use engine::score::card::{Scorecard, score};
use engine::words::order::{Act, Ask, BlueAsk, RedAsk};
use engine::words::time::Tick;
use tests::scenario::{order, plan};

fn act(action: &str, on: &str, c2: &str) -> Act {
    Act {
        action: action.into(),
        on: on.into(),
        c2: c2.into(),
        ..Act::default()
    }
}

/// A drill in which people go for the page of the portal, and the defence gives these orders.
fn attacked(plan: &Arc<Plan>, seed: u64, defence: &[(u32, Act)]) -> Scorecard {
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
        (720, exploit()),
        (1_080, exploit()),
        (1_500, exploit()),
    ];
    let red = red.map(|(at, act)| (at, Ask::Red(RedAsk::Act(act))));
    let blue = defence.iter();
    let blue = blue.map(|(at, act)| (*at, Ask::Blue(BlueAsk::Act(act.clone()))));
    let mut all: Vec<(u32, Ask)> = red.into_iter().chain(blue).collect();
    all.sort_by_key(|(at, _)| *at);
    for (at, ask) in all {
        drill.advance(Tick(at));
        drill.order(order(plan, ask));
    }
    drill.advance(Tick(3_600));
    let idle = Setup {
        seed,
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
            credited(&attacked(&plan, seed, &[])),
            [""; 0],
            "seed {seed}"
        );
        stopped += credited(&attacked(&plan, seed, &cut)).len();
    }
    assert!(
        stopped > 0,
        "a machine that was cut off is not taken, and that counts"
    );
}
