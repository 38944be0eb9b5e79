//! Cities that differ by their names alone: the same orders come to the same facts and the same
//! score, and nothing that is shown in one is called as in the other.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::city::naming::{rewritten, said_in};
use engine::drill::{Drill, Setup};
use engine::plan::Plan;
use engine::rehearsal::{BotKind, Brief, TeamShelf};
use engine::score::card::{Scorecard, score};
use engine::score::mine::facts_of;
use engine::script::trigger::Trigger;
use engine::words::chance::Seed;
use engine::words::fact::FactKind;
use engine::words::name::{AddressId, HostId, InjectId, Name, TeamId};
use engine::words::order::{Ask, Order};
use engine::words::target::Target;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use tests::scenario::{Dice, Given, blue, plan, plan_of, played, scenarios, texts};

/// A plan as another variant shows it.
fn varied(plan: &Arc<Plan>, variant: u64) -> Arc<Plan> {
    let made = plan.varied(variant);
    made.unwrap_or_else(|faults| panic!("no city {variant}: {faults:?}"))
}

/// Anything, with all its texts said in the other city.
fn said<T: Serialize + DeserializeOwned>(from: &Plan, to: &Plan, what: &T) -> T {
    fn walk(value: &mut Value, say: &dyn Fn(&str) -> String) {
        match value {
            Value::String(text) => *text = say(text),
            Value::Array(list) => list.iter_mut().for_each(|one| walk(one, say)),
            Value::Object(map) => map.values_mut().for_each(|one| walk(one, say)),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(what).expect("it can be written");
    walk(&mut value, &|text| said_in(&from.map, &to.map, text));
    serde_json::from_value(value).expect("it can be read back")
}

fn again(plan: &Arc<Plan>, seed: u64, given: &Given, say: impl Fn(&Order) -> Order) -> Drill {
    let mut drill = Drill::open(plan.clone(), Setup::from(seed));
    for (at, orders) in given {
        drill.advance(*at);
        orders.iter().for_each(|order| _ = drill.order(say(order)));
        drill.advance(*at);
    }
    while let Some(next) = drill.next_due() {
        drill.advance(next.max(drill.now()));
    }
    drill
}

/// The words of a text.
fn words(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    rewritten(text, |word| {
        all.insert(word.to_owned());
        None
    });
    all
}

/// What of the first city is called otherwise in the second.
fn lost_names(plan: &Plan, other: &Plan) -> BTreeSet<String> {
    let of = |plan: &Plan| -> BTreeSet<String> {
        let hosts = (0..plan.map.hosts).map(HostId);
        let named = hosts.flat_map(|h| [plan.map.host_name(h), plan.map.ip_of(h)]);
        let outside = plan.map.addresses.iter();
        let outside = outside.flat_map(|a| [a.ip.to_string(), a.domain.to_string()]);
        named.chain(outside).collect()
    };
    let still = of(other);
    of(plan)
        .into_iter()
        .filter(|name| !still.contains(name))
        .collect()
}

#[test]
fn the_same_orders_come_to_the_same_facts_in_every_city() {
    let mut dice = Dice::new(4);
    for name in scenarios() {
        let plan = plan(&name);
        let seed = dice.below(1_000) as u64;
        let (drill, given) = played(&plan, seed, BotKind::Playbook);
        let other = varied(&plan, 1 + dice.below(1_000_000) as u64);
        assert_eq!(other.digest, plan.digest, "{name}: a city is the same plan");
        let same = again(&other, seed, &given, |order| said(&plan, &other, order));
        assert_eq!(drill.facts().len(), same.facts().len(), "{name}");
        for (fact, there) in drill.facts().iter().zip(same.facts()) {
            assert_eq!(&said(&plan, &other, fact), there, "{name} seed {seed}");
        }
        let none: Drill = Drill::open(plan.clone(), seed);
        let card = |plan: &Plan, drill: &Drill| score(&plan.stakes, drill.facts(), none.facts());
        assert_eq!(
            card(&plan, &drill),
            card(&other, &same),
            "{name} seed {seed}"
        );
        nothing_leaks(&name, &plan, &other, &same);
    }
}

/// No word of what is shown is a name that the city does not have.
fn nothing_leaks(name: &str, plan: &Plan, other: &Plan, drill: &Drill) {
    let lost = lost_names(plan, other);
    assert!(lost.len() > 5, "{name}: {lost:?}");
    let check = |what: &str, text: &str| {
        let found: Vec<String> = words(text).intersection(&lost).cloned().collect();
        assert!(found.is_empty(), "{name}: {what} tells {found:?}");
    };
    // Floods and noise come from addresses drawn out of the same ranges, so one of them may well
    // be what a known address is called in the other city.
    let outside: BTreeSet<&str> = plan.map.addresses.iter().map(|a| &*a.ip).collect();
    for record in drill.all_records() {
        let text = format!("{:?}", record.fields);
        let found = words(&text).into_iter().filter(|word| lost.contains(word));
        let found: Vec<String> = found.filter(|word| !outside.contains(&**word)).collect();
        assert!(found.is_empty(), "{name}: a record tells {found:?}");
    }
    for fact in drill.facts() {
        check(
            "a fact",
            &serde_json::to_string(fact).expect("it can be written"),
        );
    }
    check("the list of injects", &format!("{:?}", other.msel));
    check("the campaign", &format!("{:?}", other.campaign));
    check("the playbook", &format!("{:?}", other.playbook));
    check("the tour", &format!("{:?}", other.tour));
    check("the briefing", &format!("{:?}", other.briefing));
    check("the papers", &format!("{:?}", other.papers));
    check("the weak points", &format!("{:?}", other.map.weak));
    check("the objectives", &format!("{:?}", other.objectives));
}

#[test]
fn hosts_and_addresses_are_called_otherwise_and_found_by_what_they_are_called() {
    for name in scenarios() {
        let plan = plan(&name);
        let stay: BTreeSet<Name> = plan.unvaried().into_iter().collect();
        for variant in [1, 2, 77, u64::MAX] {
            let other = varied(&plan, variant);
            for host in (0..plan.map.hosts).map(HostId) {
                let (old, new) = (plan.map.host_name(host), other.map.host_name(host));
                assert_eq!(other.map.host(&new), Some(host), "{name}: {new}");
                let single = plan.map.group_of(host).0.count == 1;
                assert!(old != new || single, "{name}: {old} in city {variant}");
                assert!(
                    old != new || stay.contains(&*old),
                    "{name}: {old} in city {variant}"
                );
                assert_eq!(said_in(&plan.map, &other.map, &old), new);
                assert_eq!(said_in(&other.map, &plan.map, &new), old);
                let (old, new) = (plan.map.ip_of(host), other.map.ip_of(host));
                assert_eq!(said_in(&plan.map, &other.map, &old), new);
                assert_eq!(said_in(&other.map, &plan.map, &new), old);
            }
            let target = |at: usize| Target::Address(AddressId::of(at));
            for (i, (old, new)) in plan
                .map
                .addresses
                .iter()
                .zip(&other.map.addresses)
                .enumerate()
            {
                let text = format!("address:{}", new.ip);
                assert_eq!(other.map.target(&text), Some(target(i)), "{name}: {text}");
                assert!(
                    old.ip != new.ip || stay.contains(&old.ip),
                    "{name}: {}",
                    old.ip
                );
            }
            let back = varied(&other, 0);
            assert_eq!(back.map.host_name(HostId(0)), plan.map.host_name(HostId(0)));
        }
        let team = blue(&plan);
        assert_eq!(team, blue(&varied(&plan, 5)), "{name}: ids stay");
    }
}

/// The scenario with two teams in the defence's place.
fn crowded(name: &str) -> Arc<Plan> {
    let teams = [
        ("doi-a".into(), "blue".into()),
        ("doi-b".into(), "blue".into()),
    ];
    plan_of(&texts(name).with_teams(&teams))
}

/// A drill that one team defends; others look on.
fn defended_by(plan: &Arc<Plan>, team: TeamId) -> Drill {
    let mut drill = Drill::open(plan.clone(), 7);
    let brief = Brief {
        plan: plan.clone(),
        team,
        seed: Seed(7),
    };
    let mut bot = BotKind::Playbook
        .mind(brief, || None)
        .expect("it has a playbook");
    while !drill.ended() {
        let next = [bot.wake(), drill.next_due()].into_iter().flatten().min();
        drill.advance(next.expect("it ends").max(drill.now()));
        for _ in 0..8 {
            let view = drill.blue(team).expect("it has a view").clone();
            let drill_now = &drill;
            let asks = bot.act(
                &view,
                &TeamShelf {
                    drill: drill_now,
                    team,
                },
            );
            let order = |ask| Order {
                team: plan.roster.teams[team.at()].name.clone(),
                place: "bot".into(),
                ask: Ask::Blue(ask),
            };
            asks.into_iter().for_each(|ask| _ = drill.order(order(ask)));
            drill.advance(drill.now());
        }
    }
    drill
}

/// How many injects came to a team: of themselves, and as what followed from its answers.
fn fired(plan: &Plan, drill: &Drill, whose: TeamId) -> (usize, usize) {
    let its = drill.facts().iter().filter_map(|fact| match fact.kind {
        FactKind::InjectFired { inject, team } if team == whose => Some(inject),
        _ => None,
    });
    let follows = |inject: &InjectId| {
        let on = &plan.msel.injects[inject.at()].on;
        matches!(on, Some(Trigger::Answered(..)))
    };
    let (after, others): (Vec<_>, Vec<_>) = its.partition(follows);
    (others.len(), after.len())
}

#[test]
fn two_teams_in_one_city_share_it_and_are_scored_apart() {
    let name = "cong-ddos-deface";
    let plan = crowded(name);
    let roster = &plan.roster;
    let (a, b) = (roster.team("doi-a"), roster.team("doi-b"));
    let (a, b) = (a.expect("it plays"), b.expect("it plays"));
    assert_eq!(
        roster.team("blue"),
        Some(a),
        "the scenario's name means the first"
    );
    assert_eq!(
        roster.teams[a.at()].staff.len(),
        roster.teams[b.at()].staff.len()
    );

    let drill = defended_by(&plan, a);
    let (one, two) = (
        drill.blue(a).expect("a view"),
        drill.blue(b).expect("a view"),
    );
    assert!(!one.claims.is_empty() && two.claims.is_empty());
    assert_eq!(
        one.alerts.len(),
        two.alerts.len(),
        "one city, one queue of alerts"
    );
    assert!(two.alerts.values().all(|alert| alert.verdict.is_none()));
    let (of_a, of_b) = (fired(&plan, &drill, a), fired(&plan, &drill, b));
    assert_eq!(of_a.0, of_b.0, "an inject comes to each");
    assert!(of_a.0 > 0);
    assert_eq!(of_b.1, 0, "nothing follows for who answers nothing");

    let idle = Drill::open(plan.clone(), 7);
    let total = |other| {
        let own = facts_of(drill.facts(), &BTreeSet::from([other]));
        score(&plan.stakes, &own, idle.facts())
    };
    let (first, second) = (total(b), total(a));
    let part = |card: &Scorecard, name: &str| {
        let part = card.components.iter().find(|part| part.name == name);
        part.map_or(0, |part| part.got)
    };
    for name in ["detection", "triage", "reporting"] {
        assert!(part(&first, name) > part(&second, name), "{name}");
    }
    assert_eq!(
        part(&second, "detection"),
        0,
        "nobody is credited with another's claims"
    );
}
