//! What the organisers and the jury see is a fold over all facts: it agrees with them, whatever the
//! cut of time; and what a team is forecast does not move with what it cannot know.

use std::sync::Arc;

use engine::drill::{Drill, RedBy, Setup};
use engine::rehearsal::BotKind;
use engine::score::card::{About, Scorecard};
use engine::view::truth::{InjectStanding, StepStanding, TruthView};
use engine::words::cell::Cell;
use engine::words::fact::{Fact, FactKind, Truth};
use engine::words::name::{ActionId, TeamId};
use engine::words::order::{Act, Order};
use engine::words::time::Tick;
use serde_json::json;
use tests::scenario::{plan, played, scenarios};

#[test]
fn the_truth_is_a_fold_over_all_facts() {
    for name in scenarios() {
        let plan = plan(&name);
        let (drill, _) = played(&plan, 7, BotKind::Playbook);
        let mut again = TruthView::of(&plan);
        drill.facts().iter().for_each(|fact| again.take(fact));
        again.now = drill.now();
        assert_eq!(**drill.truth(), again, "{name}");
    }
}

#[test]
fn the_truth_says_what_the_facts_say() {
    for name in scenarios() {
        let plan = plan(&name);
        let (drill, given) = played(&plan, 7, BotKind::Playbook);
        let (truth, facts) = (drill.truth(), drill.facts());
        let count = |of: &dyn Fn(&FactKind) -> bool| facts.iter().filter(|f| of(&f.kind)).count();
        let done = count(&|kind| matches!(kind, FactKind::StepDone { .. }));
        let steps = truth.steps.iter();
        let stand = steps.filter(|step| step.standing() == StepStanding::Done);
        assert_eq!(stand.count(), done, "{name}");
        let met = count(&|kind| matches!(kind, FactKind::InjectClosed { met: true, .. }));
        let injects = truth.injects.iter();
        let stand = injects.filter(|inject| inject.standing() == InjectStanding::Met);
        assert_eq!(stand.count(), met, "{name}");
        assert!(met > 0 && done > 0, "{name}: nothing came about");
        assert!(truth.ended.is_some(), "{name}");
        let claims = count(&|kind| matches!(kind, FactKind::ClaimMade { .. }));
        assert_eq!(truth.claims.len(), claims, "{name}");
        assert!(
            truth.steps.iter().any(|step| step.found.is_some()),
            "{name}"
        );
        for step in truth.steps.iter().filter(|step| step.alerted.is_some()) {
            assert!(step.began.is_some() && step.recorded.is_some(), "{name}");
            assert!(step.alerted.map(|(at, _)| at) >= step.recorded.map(|(at, _)| at));
        }
        let blue = plan.roster.first(Cell::Blue).expect("somebody defends");
        let team = &truth.teams[blue.at()];
        let orders: usize = given.iter().map(|(_, orders)| orders.len()).sum();
        assert_eq!(team.orders as usize, orders, "{name}");
        let raised = facts.iter().filter(|fact| {
            matches!(fact.kind, FactKind::AlertRaised { .. }) && fact.to.holds(blue)
        });
        let seen = (team.alerts_open + team.alerts_triaged) as usize;
        assert_eq!(seen, raised.count(), "{name}");
    }
}

fn red(drill: &Drill) -> TeamId {
    let first = drill.plan().roster.first(Cell::Red);
    first.expect("somebody attacks")
}

fn human(seed: u64) -> Setup {
    Setup {
        seed,
        red: RedBy::Human,
    }
}

/// A drill in which people attack.
fn attacked() -> Drill {
    Drill::open(plan("cong-ddos-deface"), human(7))
}

fn order(drill: &mut Drill, team: &str, ask: serde_json::Value) {
    let ask = serde_json::from_value(ask).expect("an ask");
    let (team, place) = (team.into(), "test".into());
    drill.order(Order { team, place, ask });
    drill.advance(drill.now());
}

/// People look for what the portal is weak in.
fn scan(drill: &mut Drill) {
    let scan = json!({"action": "t1595.002-vulnerability-scan", "on": "service:portal"});
    order(drill, "red", json!({"red": {"act": scan}}));
}

/// The defence claims that scan by the first alert that it raised.
fn claim(drill: &mut Drill) {
    let meant = |truth: &Option<Truth>| matches!(truth, Some(Truth::Red(_)));
    let mut raised = drill.truth().alerts.iter();
    let raised = raised.find(|alert| meant(&alert.truth));
    let record = raised.expect("a scan is seen").record;
    let claim = json!({"scope": ["host:web-cong"], "level": "technique", "says": ["T1595.002"],
        "cites": [record]});
    order(drill, "blue", json!({"blue": {"claim": claim}}));
}

#[test]
fn a_forecast_does_not_move_with_what_its_team_cannot_know() {
    for name in scenarios() {
        let plan = plan(&name);
        // Other seeds: other weaknesses, other people who fall for a lure, other coverage.
        let drills: Vec<Drill> = (0..4)
            .map(|seed| {
                let mut drill = Drill::open(plan.clone(), human(seed));
                drill.advance(Tick(60));
                drill
            })
            .collect();
        let targets: Vec<String> = targets(&drills[0]);
        let mut told = 0;
        for action in plan
            .catalogue
            .actions
            .iter()
            .filter(|a| a.cell == Cell::Red)
        {
            for on in &targets {
                let act = Act {
                    action: action.name.clone(),
                    on: on.as_str().into(),
                    ..Act::default()
                };
                let said = |drill: &Drill| drill.forecast(red(drill), &act);
                let first = said(&drills[0]);
                told += usize::from(first.is_ok());
                assert!(drills.iter().all(|drill| said(drill) == first), "{act:?}");
            }
        }
        assert!(told > 100, "{name}: {told} forecasts");
    }
}

fn targets(drill: &Drill) -> Vec<String> {
    let map = drill.map();
    let hosts = (0..map.hosts).step_by(29);
    let hosts = hosts.map(|host| map.host_name(engine::words::name::HostId(host)));
    let mut targets: Vec<String> = hosts.map(|name| format!("host:{name}")).collect();
    targets.extend(map.services.iter().map(|s| format!("service:{}", s.name)));
    targets.extend(map.accounts.iter().map(|a| format!("account:{}", a.name)));
    targets.extend(map.data.iter().map(|d| format!("data:{}", d.name)));
    targets
}

#[test]
fn a_forecast_says_what_a_response_takes_and_breaks() {
    let plan = plan("cong-ddos-deface");
    let drill = Drill::open(plan.clone(), 7);
    let blue = plan.roster.first(Cell::Blue).expect("somebody defends");
    let act = |action: &str, on: &str| Act {
        action: action.into(),
        on: on.into(),
        ..Act::default()
    };
    let forecast = |a: &Act| drill.forecast(blue, a).expect("names are right");
    let isolate = forecast(&act("isolate-host", "host:web-cong"));
    assert!(isolate.fits() && isolate.free.is_some(), "{isolate:?}");
    let broken: Vec<&str> = isolate
        .disrupts
        .iter()
        .map(|service| &*plan.map.services[service.at()].name)
        .collect();
    assert_eq!(broken, ["portal", "portal-cms"]);
    // A quarter of 5 to 15 minutes, by the tempo of the scenario.
    assert_eq!((isolate.takes.least.0, isolate.takes.most.0), (75, 225));
    assert_eq!(isolate.odds, Some(980));
    let cut = forecast(&act("cut-link", "link:quoc-te"));
    assert!(
        !cut.disrupts.is_empty() && cut.approval.is_some(),
        "{cut:?}"
    );
    let telco = forecast(&act("telco-scrub", "service:portal"));
    assert!(telco.body.is_some(), "{telco:?}");
    let none = drill.forecast(blue, &act("t1190-exploit-public-app", "service:portal"));
    assert!(none.is_err(), "another team's action");
}

#[test]
fn a_view_that_somebody_holds_stays_as_it_was() {
    let plan = plan("cong-ddos-deface");
    let mut drill = Drill::open(plan, 7);
    drill.advance(Tick(600));
    let held = Arc::clone(drill.truth());
    drill.advance(Tick(1_200));
    assert_eq!(held.now, Tick(600));
    assert!(drill.truth().facts > held.facts);
}

#[test]
fn a_claim_that_finds_what_people_did_is_right() {
    let mut drill = attacked();
    drill.advance(Tick(60));
    scan(&mut drill);
    drill.advance(Tick(900));
    claim(&mut drill);
    let truth = drill.truth();
    assert_eq!(truth.claims[0].runs.len(), 1, "{:?}", truth.claims);
    assert!(truth.runs.values().any(|run| run.found.is_some()));
    assert!(truth.runs.values().any(|run| run.alerted.is_some()));
    let card = engine::score::card::score(&drill.plan().stakes, drill.facts(), &[]);
    assert_eq!((card.counts.claims, card.counts.claims_false), (1, 0));
}

#[test]
fn a_drill_in_which_people_were_to_attack_is_not_compared_with_the_script() {
    let mut drill = attacked();
    let plan = drill.plan().clone();
    drill.advance(Tick(u32::MAX));
    let idle = engine::rehearsal::idle(plan.clone(), 7);
    let card = |people| {
        let stakes = plan.stakes.where_people_attack(people);
        engine::score::card::score(&stakes, drill.facts(), idle.facts())
    };
    let (script, people) = (card(false), card(true));
    assert!(script.comparable && !people.comparable);
    let steps = |card: &Scorecard| {
        let lines = card.components.iter().flat_map(|part| &part.lines);
        lines
            .filter(|line| matches!(line.about, About::Step(_)))
            .count()
    };
    assert!(steps(&script) > 0, "held against the steps of the script");
    assert_eq!(steps(&people), 0, "nobody was to follow them");
    let sum = engine::score::card::Component::sum(&people.components);
    assert_eq!(sum, people.total, "the components make the total");
}

#[test]
fn who_claims_an_alert_has_claimed_all_of_the_same_doing_that_it_took_in() {
    let mut drill = attacked();
    for at in [60, 600] {
        drill.advance(Tick(at));
        scan(&mut drill);
    }
    drill.advance(Tick(1_500));
    let truth = drill.truth();
    let joined = |fact: &&Fact| matches!(fact.kind, FactKind::AlertJoined { .. });
    assert!(drill.facts().iter().any(|fact| joined(&fact)), "it grew");
    let alerted = truth.runs.values().filter(|run| run.alerted.is_some());
    assert_eq!(alerted.count(), 2, "both stand behind an alert");
    claim(&mut drill);
    assert_eq!(drill.truth().claims[0].runs.len(), 2);
}

#[test]
fn another_way_to_the_same_technique_at_the_same_place_stands_for_a_step() {
    let plan = plan("hcm-botnet-canhbao");
    let id = |name: &str| ActionId::of(plan.catalogue.names.get(name).expect("an action"));
    let mut steps = plan.campaign.steps.iter();
    let step = steps.position(|step| step.action == id("t0846-discover-controllers"));
    let sort = &plan.sorts[step.expect("a step")];
    let takes = |action, zone| {
        let zone = plan.map.target(zone).expect("a zone");
        sort.takes(&plan.map, id(action), &zone)
    };
    assert!(takes("t0846-discover-controllers", "zone:z5-nuoc-ot"));
    assert!(takes("t0846-control-network-scan", "zone:z5-nuoc-ot"));
    assert!(
        !takes("t1046-port-scan", "zone:z5-nuoc-ot"),
        "of no such technique"
    );
    assert!(
        !takes("t0846-control-network-scan", "zone:z3-so"),
        "elsewhere"
    );
}
