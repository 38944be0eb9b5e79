//! A drill that is gone on with: its bots lived through what is on record, people's orders and all.

use engine::drill::RedBy;
use engine::words::order::{Ask, WhiteAsk};
use engine::words::time::{MINUTE, Span};

use super::*;
use crate::desk::trial::plan;

/// The organisers say something, in the middle of it all.
fn said(at: Tick) -> Ordered {
    let text = "Giữ nhịp.".to_owned();
    let order = Order {
        team: "btc".into(),
        place: "local".into(),
        ask: Ask::White(WhiteAsk::Announce { text }),
    };
    Ordered { at, order }
}

/// Plays on with the bots, keeping what they and the people order.
fn play_on(
    (drill, bots): (&mut Drill, &mut Bots),
    people: &[Ordered],
    to: Tick,
    orders: &mut Vec<Ordered>,
) {
    let from = drill.now();
    let mut people = people
        .iter()
        .filter(|given| given.at > from && given.at <= to)
        .peekable();
    while !drill.ended() {
        let step = [bots.wake(), drill.next_due()].into_iter().flatten().min();
        let step = step.filter(|at| *at <= to);
        if let Some(given) = people.next_if(|given| step.is_none_or(|step| given.at < step)) {
            drill.advance(given.at);
            orders.push(given.clone());
            drill.order(given.order.clone());
            drill.advance(given.at);
            continue;
        }
        let Some(step) = step else { break };
        drill.advance(step.max(drill.now()));
        let keep = &mut |at, fresh: &[Order]| {
            orders.extend(fresh.iter().map(|order| Ordered {
                at,
                order: order.clone(),
            }));
            Ok(())
        };
        bots.act(drill, keep).expect("nothing is written");
    }
    drill.advance(to.max(drill.now()));
}

#[test]
fn whoever_goes_on_with_a_drill_finds_its_bots_as_they_were() {
    let opening = Opening {
        plan: plan("cong-ddos-deface"),
        name: String::new(),
        setup: Setup {
            seed: 7,
            red: RedBy::Adaptive,
        },
        blue: "playbook",
    };
    let people = [13, 31, 70].map(|minute| said(Tick(minute * MINUTE).after(Span(7))));
    let (cut, end) = (Tick(45 * MINUTE), Tick(opening.plan.length.0));
    let mut drill = Drill::open(opening.plan.clone(), opening.setup);
    let mut bots = opening.bots();
    let mut orders = Vec::new();
    play_on((&mut drill, &mut bots), &people, cut, &mut orders);
    let recorded = Recorded {
        opening,
        orders: orders.clone(),
        to: cut,
        sealed: false,
        digest: None,
    };
    play_on((&mut drill, &mut bots), &people, end, &mut orders);
    let (mut again, mut bots) = recorded.lived(cut);
    assert_eq!(again.digest(), recorded.again(cut).digest());
    let mut after = recorded.orders.clone();
    play_on((&mut again, &mut bots), &people, end, &mut after);
    assert_eq!(after, orders, "the bots forgot something");
    assert_eq!(again.digest(), drill.digest());
    assert!(orders.len() > recorded.orders.len() + 10);
}
