//! The numbers that a team sees are its own: they count nothing hidden, and in an order they mean
//! what the team sees under them.

use std::collections::BTreeSet;

use engine::drill::Drill;
use engine::rehearsal::{BotKind, Bots};
use engine::words::cell::Cell;
use engine::words::fact::{Cause, FactKind};
use engine::words::name::{AlertId, CaseId, RecordId, RunId, TeamId};
use engine::words::order::{Ask, BlueAsk, CasePhase, Claim, Level, Order, Verdict};
use engine::words::refusal::Refusal;
use engine::words::time::{HOUR, Tick};
use tests::scenario::{blue, midway, order, plan, plan_of, play_on, texts};

const CITY: &str = "hp-cang-ransom";

/// Whether these are 1, 2, 3 …
fn is_gapless(numbers: impl Iterator<Item = u32>) -> bool {
    numbers
        .zip(1..)
        .all(|(number, expected)| number == expected)
}

/// Where the numbers of a view have a gap, or speak of what is not there.
fn gaps(drill: &Drill, team: TeamId) -> Vec<&'static str> {
    let view = drill.blue(team).expect("a defence team has a view");
    let readable = |id: u64| drill.record(team, RecordId(id)).is_some();
    let records = (1..).take_while(|id| readable(*id)).count();
    let cited = view.claims.values().flat_map(|claim| &claim.said.cites);
    let raised = view.alerts.values().flat_map(|alert| &alert.records);
    let held = view.cases.values().flat_map(|case| &case.alerts);
    let given = view.log.iter().filter_map(|one| match one.cause {
        Cause::Order(order) => Some(order.0),
        _ => None,
    });
    let given: BTreeSet<u32> = given.collect();
    let mut records_seen = cited.chain(raised);
    let wrong = [
        ("log", is_gapless(view.log.iter().map(|one| one.number.0))),
        ("orders", is_gapless(given.into_iter())),
        ("alerts", is_gapless(view.alerts.keys().map(|id| id.0))),
        ("runs", is_gapless(view.runs.keys().map(|id| id.0))),
        ("cases", is_gapless(view.cases.keys().map(|id| id.0))),
        ("claims", is_gapless(view.claims.keys().map(|id| id.0))),
        (
            "held",
            { held }.all(|alert| view.alerts.contains_key(alert)),
        ),
        (
            "records",
            // A record of daily life is numbered by its place: that counts nothing.
            records_seen.all(|id| id.0 >= 1 << 52 || (1..=records).contains(&id.at())),
        ),
    ];
    let gaps = wrong.into_iter().filter(|(_, right)| !right);
    gaps.map(|(what, _)| what).collect()
}

#[test]
fn the_numbers_in_a_view_have_no_gaps_though_teams_share_a_drill() {
    for (name, org, hours) in [(CITY, "cang", 60), ("cong-ddos-deface", "soc", 2)] {
        let mut texts = texts(name);
        let file = texts.0.get_mut("scenario.yml").expect("it has this file");
        let text = String::from_utf8(file.clone()).expect("a scenario is text");
        let red = "  - {name: red, cell: red}\n";
        let second = format!("{red}  - {{name: second, cell: blue, org: {org}}}\n");
        *file = text.replace(red, &second).into_bytes();
        let plan = plan_of(&texts);
        let teams: Vec<TeamId> = plan.roster.of_cell(Cell::Blue).collect();
        assert_eq!(teams.len(), 2, "{name}: there is no second team");
        for seed in 1..4 {
            let mut drill = Drill::open(plan.clone(), seed);
            let mut bots = Bots::new(BotKind::Playbook, &plan, seed);
            for part in 1..=4 {
                play_on(&mut drill, &mut bots, Tick(part * hours * HOUR / 4));
                for team in &teams {
                    let title = "x".to_owned();
                    let alerts = vec![AlertId(1)];
                    let ask = Ask::Blue(BlueAsk::OpenCase { title, alerts });
                    let name = plan.roster.teams[team.at()].name.clone();
                    drill.order(Order {
                        team: name,
                        ..order(&plan, ask)
                    });
                }
                drill.advance(drill.now());
                for team in &teams {
                    let gaps = gaps(&drill, *team);
                    let at = drill.now();
                    assert!(gaps.is_empty(), "{name}, seed {seed}, {at}: {gaps:?}");
                }
            }
            let view = |team: usize| drill.blue(teams[team]).expect("blue has a view").clone();
            assert!(!view(0).claims.is_empty() && !view(1).claims.is_empty());
            assert!(!view(1).runs.is_empty() && !view(1).cases.is_empty());
        }
    }
}

/// Asks about what nothing is, or nothing that the team knows of: the first numbers that it has
/// none for, none at all, and the last there is.
fn foreign([runs, alerts, cases, records]: [u32; 4]) -> Vec<BlueAsk> {
    let mut asks = Vec::new();
    let text = String::new;
    for number in [0, runs, u32::MAX] {
        let run = RunId(number);
        let text = text();
        asks.extend([BlueAsk::Verify { run }, BlueAsk::Undo { run }]);
        asks.push(BlueAsk::Assess { run, text });
    }
    for number in [0, alerts, u32::MAX] {
        let (alert, verdict) = (AlertId(number), Verdict::Benign);
        let (reason, title) = (text(), text());
        asks.push(BlueAsk::Triage {
            alert,
            verdict,
            reason,
        });
        let alerts = vec![AlertId(1), alert];
        asks.push(BlueAsk::OpenCase { title, alerts });
    }
    for case in [0, cases, u32::MAX].map(CaseId) {
        let phase = CasePhase::Closed;
        asks.push(BlueAsk::MoveCase { case, phase });
    }
    for record in [0, records.into(), u64::MAX] {
        asks.push(BlueAsk::Claim(Claim {
            scope: Vec::new(),
            level: Level::Malicious,
            says: Vec::new(),
            cites: vec![RecordId(1), RecordId(record)],
            note: text(),
        }));
    }
    asks
}

#[test]
fn numbers_that_a_team_was_not_shown_are_refused_and_its_own_ones_are_not() {
    let plan = plan(CITY);
    let mut drill = midway(&plan, Tick(30 * HOUR));
    let team = blue(&plan);
    let view = drill.blue(team).expect("blue has a view").clone();
    let next = |len: usize| u32::try_from(len).expect("few") + 1;
    let (runs, alerts) = (next(view.runs.len()), next(view.alerts.len()));
    let cases = next(view.cases.len());
    let records = (1..).find(|id| drill.record(team, RecordId(*id)).is_none());
    let records = records.expect("they are not endless");
    let records = u32::try_from(records).expect("they are few");
    let asks = foreign([runs, alerts, cases, records]);
    let before = view.refused.len();
    let many = asks.len();
    for ask in asks {
        drill.order(order(&plan, Ask::Blue(ask)));
    }
    drill.advance(drill.now());
    let view = drill.blue(team).expect("blue has a view").clone();
    let fresh = &view.refused[before..];
    assert_eq!(fresh.len(), many, "{fresh:?}");
    let unknown =
        |refusal: &Refusal| matches!(refusal, Refusal::Unknown { .. } | Refusal::NoSuchRecord);
    assert!(fresh.iter().all(|one| unknown(&one.why)), "{fresh:?}");

    let (title, alerts) = (String::new(), vec![AlertId(2), AlertId(1)]);
    let held = alerts.clone();
    drill.order(order(&plan, Ask::Blue(BlueAsk::OpenCase { title, alerts })));
    drill.advance(drill.now());
    let view = drill.blue(team).expect("blue has a view");
    assert_eq!(view.cases[&CaseId(cases)].alerts, held);
    let own = drill.own(team).expect("blue has its own numbers");
    let engines: Vec<_> = held.iter().filter_map(|one| own.alert_of(*one)).collect();
    let opened = drill
        .facts()
        .iter()
        .rev()
        .find_map(|fact| match &fact.kind {
            FactKind::CaseOpened { alerts, .. } => Some(alerts),
            _ => None,
        });
    assert_eq!(opened, Some(&engines));
}
