//! Rules that people write meet daily life as it comes in: false alarms are their price, and one
//! that floods the queue is turned off.

use std::collections::BTreeSet;

use engine::detect::alert::FLOOD;
use engine::drill::Drill;
use engine::words::fact::{FactKind, Truth};
use engine::words::order::{Ask, BlueAsk};
use engine::words::time::{HOUR, Span, Tick};
use tests::scenario::{blue, order, plan};

const PROCESSOR: &str = "title: Soạn thảo văn bản
logsource: {category: process_creation, product: windows}
detection:
  selection:
    Image|endswith: '\\winword.exe'
    Computer|startswith: ws-so-00
  condition: selection
level: low
";
const EVERYTHING: &str = "title: Mọi tiến trình
logsource: {category: process_creation, product: windows}
detection:
  selection:
    Image|contains: '\\'
  condition: selection
level: low
";

fn written(text: &str) -> Ask {
    Ask::Blue(BlueAsk::WriteRule {
        rule: "own-thu".into(),
        text: text.into(),
    })
}

/// A drill in which the defence turned a rule on after an hour, played in steps of this length.
fn with_rule(text: &str, step: u32) -> Drill {
    let mut drill = Drill::open(plan("hp-cang-ransom"), 7);
    drill.advance(Tick(HOUR));
    let order = order(drill.plan(), written(text));
    drill.order(order);
    while drill.now() < Tick(3 * HOUR) {
        drill.advance(drill.now().after(Span(step)).min(Tick(3 * HOUR)));
    }
    drill
}

#[test]
fn a_rule_that_the_defence_writes_fires_at_daily_life_too() {
    // Rare enough for the queue, and never the attack's: what a secretary's word processor opens.
    let drill = with_rule(PROCESSOR, HOUR);
    let again = with_rule(PROCESSOR, 700);
    assert_eq!(drill.digest(), again.digest(), "in whichever steps");
    let team = blue(drill.plan());
    let view = drill.blue(team).expect("it defends");
    let (own, _) = view.rules_written.first_key_value().expect("it wrote one");
    let alerts: Vec<_> = view.alerts.iter().filter(|(_, a)| a.rule == *own).collect();
    let query = "host:ws-so-00* class:process_creation Image:*\\winword.exe from 3600 to 10800";
    let hunted = drill.tally(team, query).expect("it is sound").count;
    let told: u64 = alerts.iter().map(|(_, alert)| u64::from(alert.times)).sum();
    assert!(hunted > 10 && told <= hunted, "{told} of {hunted}");
    assert!(told * 2 >= hunted, "repeats are told at each doubling");
    assert!(alerts.len() < FLOOD as usize, "{}", alerts.len());
    for (id, alert) in &alerts {
        let record = alert.records.first().expect("it rests on one");
        let entry = drill.entry(team, *record).expect("it can be read");
        assert!(entry.fields["Image"].ends_with("WINWORD.EXE"), "{id:?}");
    }
    // Teams number alerts as they are told of them; what is true of one goes by the drill's number.
    let mut raised = BTreeSet::new();
    for fact in drill.facts() {
        match &fact.kind {
            FactKind::AlertRaised { alert, rule, .. } if rule == own => {
                raised.insert(*alert);
            }
            FactKind::AlertMeant { alert, truth } if raised.contains(alert) => {
                assert_eq!(truth, &Truth::Benign, "{alert:?}");
            }
            _ => {}
        }
    }
    assert!(raised.len() >= alerts.len());
}

#[test]
fn a_rule_that_floods_the_queue_is_turned_off_until_somebody_turns_it_on_again() {
    let mut drill = with_rule(EVERYTHING, HOUR);
    let again = with_rule(EVERYTHING, 700);
    assert_eq!(drill.digest(), again.digest(), "in whichever steps");
    let raised = |drill: &Drill| {
        let facts = drill.facts().iter();
        let raised = facts.filter(|fact| match &fact.kind {
            FactKind::AlertRaised { rule, .. } => rule.at() >= drill.plan().sensing.rules.len(),
            _ => false,
        });
        raised.count()
    };
    let floods = |drill: &Drill| {
        let facts = drill.facts().iter();
        let kinds = facts.filter(|fact| matches!(fact.kind, FactKind::RuleFlooded { .. }));
        kinds.count()
    };
    assert_eq!((raised(&drill), floods(&drill)), (FLOOD as usize, 1));
    let team = blue(drill.plan());
    let view = drill.blue(team).expect("it defends");
    let (own, _) = view.rules_written.first_key_value().expect("it wrote one");
    assert!(!view.rules[own].1, "the team sees that it is off");
    assert!(view.rules_flooded.contains(own), "and why");
    let on = Ask::Blue(BlueAsk::Rule {
        rule: "own-thu".into(),
        on: true,
    });
    drill.order(order(drill.plan(), on));
    drill.advance(Tick(4 * HOUR));
    assert_eq!((raised(&drill), floods(&drill)), (2 * FLOOD as usize, 2));
    drill.order(order(drill.plan(), written(PROCESSOR)));
    drill.advance(Tick(6 * HOUR));
    assert!(raised(&drill) > 2 * FLOOD as usize, "in force once mended");
    assert_eq!(floods(&drill), 2);
    let view = drill.blue(team).expect("it defends");
    assert!(view.rules_flooded.is_empty(), "and no longer said to flood");
}
