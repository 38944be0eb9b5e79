//! What people sign is so: papers and points say the same of each step, resets are nobody's merit,
//! a late paper is late and not missing, and numbers begin at 1.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::drill::{Drill, RedBy, Setup};
use engine::plan::Plan;
use engine::rehearsal::BotKind;
use engine::report::{Reader, Report, Sources, report};
use engine::score::card::{About, Scorecard, score};
use engine::script::duty::FieldKind;
use engine::words::fact::{Cause, FactKind, Outcome};
use engine::words::name::{RequestId, RunId, StepId};
use engine::words::order::{Act, Ask, BlueAsk, Entry, Order, RedAsk, RequestKind, WhiteAsk};
use engine::words::time::Tick;
use tests::scenario::{order, plan, played};

const RESETS: &str = "cong-ddos-deface";

fn folded(plan: &Arc<Plan>, drill: &Drill, card: &Scorecard, orders: &[(Tick, Order)]) -> Report {
    let sources = Sources {
        plan,
        setup: drill.setup(),
        blue: "human",
        engine: "0",
        orders,
        facts: drill.facts(),
        digest: "",
        card: Some(card),
        daily: &[],
        teams: &[],
        records: 0,
        until: drill.now(),
        sealed: true,
        differs: false,
    };
    report(&sources, Reader::Organiser)
}

/// A drill of the playbook, with the card that it has.
fn of_playbook(name: &str, seed: u64) -> (Arc<Plan>, Drill, Scorecard) {
    of_bot(name, seed, BotKind::Playbook)
}

fn of_bot(name: &str, seed: u64, bot: BotKind) -> (Arc<Plan>, Drill, Scorecard) {
    let plan = plan(name);
    let (drill, _) = played(&plan, seed, bot);
    let (idle, _) = played(&plan, seed, BotKind::None);
    let card = score(&plan.stakes, drill.facts(), idle.facts());
    (plan, drill, card)
}

#[test]
fn the_table_of_steps_and_the_score_say_the_same_of_each_step() {
    let mut seen = [0; 2];
    let (book, none) = (BotKind::Playbook, BotKind::None);
    let drills = [
        (RESETS, 7, book),
        (RESETS, 11, book),
        (RESETS, 7, none),
        ("hp-cang-ransom", 7, book),
    ];
    for (name, seed, bot) in drills {
        let (plan, drill, card) = of_bot(name, seed, bot);
        let report = folded(&plan, &drill, &card, &[]);
        let scored = report.score.as_ref().expect("organisers know the score");
        let mut ruled: BTreeMap<&str, &str> = BTreeMap::new();
        for line in scored.lines.iter().filter(|l| l.rule.starts_with("CON-")) {
            let step = line.about.as_ref().filter(|about| about.kind == "step");
            ruled.extend(step.map(|step| (&*step.name, &*line.rule)));
        }
        for step in report.attack.iter().filter(|step| step.began.is_some()) {
            let rule = ruled.get(&*step.name).copied();
            let denied = matches!(rule, Some("CON-1@2" | "CON-3@2"));
            let about = format!("{name} {seed} {}: {rule:?} {step:?}", step.name);
            assert_eq!(step.contained.is_some(), denied, "{about}");
            assert_eq!(step.verified.is_some(), rule == Some("CON-1@2"), "{about}");
            assert!(step.contained.is_none() || step.done.is_none(), "{about}");
            let began = step.began.map(|began| began.at);
            assert!(
                step.contained.is_none_or(|at| Some(at.at) >= began),
                "{about}"
            );
            assert!(
                step.restored.is_none() || step.put_back.is_none(),
                "{about}"
            );
            seen[0] += usize::from(denied);
            seen[1] += usize::from(rule == Some("CON-2@2"));
        }
        // One number of steps, wherever it stands.
        let begun = report.attack.iter().filter(|step| step.began.is_some());
        let by_day: u32 = report.days.iter().filter_map(|day| day.steps).sum();
        assert_eq!(by_day as usize, begun.count(), "{name} {seed}");
    }
    assert!(seen.iter().all(|n| *n > 0), "all of it came up: {seen:?}");
}

#[test]
fn what_the_organisers_put_back_is_marked_and_is_no_recovery_of_the_team() {
    let plan = plan(RESETS);
    let mut drill = Drill::open(plan.clone(), 7);
    // The portal is flooded and serves less than half of its users.
    drill.advance(Tick(600));
    drill.order(order(
        &plan,
        Ask::White(WhiteAsk::Fire {
            inject: "reset-portal".into(),
        }),
    ));
    drill.advance(Tick(900));
    let card = score(&plan.stakes, drill.facts(), drill.facts());
    let report = folded(&plan, &drill, &card, &[]);
    let reset = report.attack.iter().filter_map(|step| step.put_back);
    let reset: Vec<u32> = reset.map(|at| at.at).collect();
    assert!(!reset.is_empty(), "{:?}", report.attack);
    assert!(reset.iter().all(|at| (600..=900).contains(at)), "{reset:?}");
    assert!(report.attack.iter().all(|step| step.restored.is_none()));
}

#[test]
fn what_left_no_record_and_came_to_nothing_is_nothing_missed() {
    let (mut tried, mut recorded) = (0, 0);
    for seed in [3, 7, 11, 12] {
        let (plan, drill, card) = of_playbook(RESETS, seed);
        let mut happened: BTreeSet<usize> = BTreeSet::new();
        let mut runs: BTreeMap<RunId, usize> = BTreeMap::new();
        for fact in drill.facts() {
            match (&fact.kind, fact.cause) {
                (FactKind::RunAsked { run, .. }, Cause::Step(step)) => {
                    runs.insert(*run, step.at());
                }
                (FactKind::RunEnded { run, outcome }, _) if *outcome == Outcome::Done => {
                    happened.extend(runs.get(run));
                }
                (FactKind::StepDone { step } | FactKind::StepRecorded { step, .. }, _) => {
                    happened.insert(step.at());
                }
                _ => {}
            }
        }
        let detection = card.components.iter().find(|part| part.name == "detection");
        let lines = &detection.expect("it is a component").lines;
        for (place, step) in plan.campaign.steps.iter().enumerate() {
            let about = About::Step(StepId::of(place));
            let counted = lines.iter().any(|line| line.about == about);
            tried += 1;
            recorded += usize::from(counted);
            let seen = !counted || happened.contains(&place);
            assert!(seen, "{seed} {}: nothing of it was to be seen", step.name);
        }
    }
    assert!(recorded > 0 && recorded < tried, "{recorded} of {tried}");
}

#[test]
fn a_paper_that_is_late_is_told_as_late_and_not_as_missing() {
    let plan = plan(RESETS);
    let mut drill = Drill::open(plan.clone(), 7);
    drill.advance(Tick(60));
    let asks = |ask| order(&plan, ask);
    drill.order(asks(Ask::White(WhiteAsk::Fire {
        inject: "f5-r1".into(),
    })));
    drill.advance(Tick(61));
    let due = drill.facts().iter().find_map(|fact| match &fact.kind {
        FactKind::DutyBegan { duty, by, .. } => Some((*duty, *by)),
        _ => None,
    });
    let (duty, by) = due.expect("the reporter's call starts a duty");
    drill.advance(Tick(by.0 + 120));
    let known = &plan.papers.duties[duty.at()];
    let (form, written) = &plan.papers.forms[known.form.at()];
    let required = written.fields.iter().filter(|field| field.required);
    let entries = required.map(|field| {
        let text = match field.kind {
            FieldKind::Affirm => "yes",
            _ => "x",
        };
        Entry::new(field.name.as_str().into(), text.into())
    });
    let to = engine::city::addressee::owed(&plan.map, known.to);
    drill.order(asks(Ask::Blue(BlueAsk::File {
        form: form.clone(),
        to: plan.map.orgs[to[0].at()].name.clone(),
        entries: entries.collect(),
        duty: Some(known.name.clone()),
    })));
    drill.advance(Tick(by.0 + 180));
    let card = score(&plan.stakes, drill.facts(), drill.facts());
    let report = folded(&plan, &drill, &card, &[]);
    let row = report.duties.iter().find(|row| row.name == *known.name);
    let row = row.expect("it began");
    assert_eq!(row.met, Some(false), "{row:?}");
    assert_eq!(row.filed.map(|filed| filed.at), Some(by.0 + 120), "{row:?}");
    assert_eq!(row.late, Some(120), "{row:?}");
}

#[test]
fn whoever_only_lets_time_pass_has_no_time_line() {
    let plan = plan(RESETS);
    let mut drill = Drill::open(plan.clone(), 7);
    let clock = order(
        &plan,
        Ask::White(WhiteAsk::Clock {
            pace: 1_000,
            paused: true,
        }),
    );
    drill.order(clock.clone());
    drill.advance(Tick(60));
    let card = score(&plan.stakes, drill.facts(), drill.facts());
    let report = folded(&plan, &drill, &card, &[(Tick(0), clock)]);
    assert!(report.people.is_empty(), "{:?}", report.people);
    let kept = drill.facts().iter();
    let kept = kept.filter(|fact| matches!(fact.kind, FactKind::ClockSet { .. }));
    assert_eq!(kept.count(), 1, "the record keeps it");
}

#[test]
fn numbers_begin_at_one_for_organisers_and_are_a_team_s_own_for_a_team() {
    let (plan, drill, card) = of_playbook("hp-cang-ransom", 7);
    let report = folded(&plan, &drill, &card, &[]);
    let first = |numbers: Vec<u32>| numbers.into_iter().min();
    let claims = report.defence.claims.iter().map(|row| row.number).collect();
    let actions = report
        .defence
        .actions
        .iter()
        .map(|row| row.number)
        .collect();
    let cases = report.defence.cases.iter().map(|row| row.number).collect();
    let filed = report.filed.iter().map(|row| row.number).collect();
    assert_eq!(first(claims), Some(1));
    assert_eq!(first(cases), Some(1));
    assert_eq!(first(filed), Some(1));
    assert!(first(actions) > Some(0));
    // A line names the claim that its facts tell of.
    let scored = report.score.expect("organisers know the score");
    let line = scored
        .lines
        .iter()
        .find(|line| line.rule.starts_with("DET-1"));
    let line = line.expect("something was found");
    let made = drill.facts().iter().find_map(|fact| match &fact.kind {
        FactKind::ClaimMade { claim, team, .. } if line.facts.contains(&fact.id.0) => {
            assert_eq!(&*plan.roster.teams[team.at()].name, "blue");
            Some(claim.0 + 1)
        }
        _ => None,
    });
    assert_eq!(line.args["claim"], made.expect("it cites it").to_string());
}

#[test]
fn a_report_knows_machines_alike_tasks_not_seen_to_and_what_was_left_over_from_earlier_days() {
    let (plan, drill, card) = of_bot("hp-cang-ransom", 7, BotKind::None);
    let report = folded(&plan, &drill, &card, &[]);
    let mut series: BTreeMap<&str, usize> = BTreeMap::new();
    for one in report.harm.iter().filter_map(|row| row.series.as_ref()) {
        *series.entry(&one.name).or_default() += 1;
    }
    assert!(series.values().any(|count| *count > 50), "{series:?}");
    assert!(
        series
            .keys()
            .all(|name| plan.map.names.groups.get(name).is_some())
    );
    let score = report.score.as_ref().expect("a score");
    let abouts = score.causes.iter().flat_map(|cause| &cause.about);
    assert!(
        abouts.clone().any(|about| about.kind == "task"),
        "nobody declared anything"
    );
    assert!(
        report
            .plan
            .iter()
            .any(|mend| mend.tasks.contains(&"declare".to_owned()))
    );
    assert!(
        report.weak.iter().all(|weak| weak.owner.is_some()),
        "somebody owns each"
    );

    let (plan, drill, card) = of_playbook("hp-cang-ransom", 7);
    let report = folded(&plan, &drill, &card, &[]);
    for day in &report.days {
        let own = day.triaged - day.triaged_left;
        let raised = day.alerts.expect("the organisers are told of all");
        assert!(own <= raised, "day {}: {own} read of {raised}", day.number);
    }
    let left = |name: &str| -> u32 {
        let (plan, drill, card) = of_playbook(name, 7);
        let report = folded(&plan, &drill, &card, &[]);
        report.days.iter().map(|day| day.triaged_left).sum()
    };
    let names = ["hp-cang-ransom", "hcm-coyeu-matdoc", "hn-4lop-dothi"];
    assert!(
        names.into_iter().any(|name| left(name) > 0),
        "somewhere something waits at midnight"
    );
    // A run bears the number that its team's own screens give it.
    let blue = plan
        .roster
        .first(engine::words::cell::Cell::Blue)
        .expect("somebody defends");
    let view = drill.blue(blue).expect("its view");
    let own: Vec<u32> = view.runs.keys().map(|run| run.0).collect();
    let told: Vec<u32> = report
        .defence
        .actions
        .iter()
        .map(|row| row.number)
        .collect();
    assert_eq!(told, own);
}

/// A drill in which the organisers wrote, were asked and announced, and its report.
fn organised() -> (Arc<Plan>, Drill, Report) {
    let plan = plan(RESETS);
    let mut drill = Drill::open(plan.clone(), 7);
    let asks = |ask| order(&plan, ask);
    let mut orders = Vec::new();
    let mut give = |drill: &mut Drill, at: u32, ask: Ask| {
        drill.advance(Tick(at));
        let order = asks(ask);
        orders.push((Tick(at), order.clone()));
        drill.order(order);
    };
    give(
        &mut drill,
        60,
        Ask::White(WhiteAsk::WriteInject {
            to: "blue".into(),
            title: "A question from the office".to_owned(),
            text: "How many people?".to_owned(),
            expects: "A number.".to_owned(),
        }),
    );
    give(
        &mut drill,
        120,
        Ask::Red(RedAsk::Request {
            kind: RequestKind::Check {
                what: "the portal".into(),
            },
            text: "after the filter".to_owned(),
        }),
    );
    give(
        &mut drill,
        180,
        Ask::White(WhiteAsk::Settle {
            request: RequestId(0),
            granted: true,
            text: "For 15 minutes.".to_owned(),
        }),
    );
    give(
        &mut drill,
        240,
        Ask::White(WhiteAsk::Announce {
            text: "The bridge is open.".to_owned(),
        }),
    );
    drill.advance(Tick(plan.length.0));
    let card = score(&plan.stakes, drill.facts(), drill.facts());
    let report = folded(&plan, &drill, &card, &orders);
    (plan, drill, report)
}

#[test]
fn the_organisers_own_injects_requests_and_words_are_told() {
    let (_, _, report) = organised();
    let written = report.injects.iter().find(|row| row.written);
    let written = written.expect("it stands among the injects");
    assert_eq!(written.name, "new-1");
    assert_eq!(
        written.expected.as_ref().map(|text| &*text.en),
        Some("A number.")
    );
    let fired = report.injects.iter().filter(|row| row.fired.is_some());
    let counted: u32 = report.days.iter().map(|day| day.injects).sum();
    assert_eq!(
        fired.count() as u32,
        counted,
        "the day counts what the table lists"
    );
    let request = &report.requests[0];
    assert_eq!(request.kind, "check");
    assert_eq!(request.about.as_deref(), Some("the portal"));
    assert_eq!(request.text, "after the filter");
    assert_eq!(request.answer.as_deref(), Some("For 15 minutes."));
    let remark = &report.days[0].remarks[0];
    assert_eq!(
        (remark.made.at, &*remark.text),
        (240, "The bridge is open.")
    );
}

#[test]
fn floods_are_told_and_what_nobody_did_is_nobodys() {
    let (_, drill, report) = organised();
    // Each flood is a row, and none of it is told as users being safe.
    let floods: Vec<_> = report
        .harm
        .iter()
        .filter(|row| row.is == "disrupted")
        .collect();
    assert!(!floods.is_empty() && floods.iter().all(|row| row.served < Some(1_000)));
    let verdict = report.verdict.as_ref().expect("nothing is hidden");
    assert!(
        verdict
            .users
            .is_some_and(|users| users.at <= floods[0].when.at)
    );
    // What fell below its full is in the table of outages, however little.
    for row in report.services.iter().filter(|row| row.lost > 0) {
        let held = report.continuity.iter().find(|one| one.name == row.name);
        assert!(
            held.is_some_and(|one| one.impaired >= row.lost),
            "{}",
            row.name
        );
    }
    // What nobody did is nobody's.
    let scored = report.score.as_ref().expect("organisers know the score");
    let last = drill.facts().last().map(|fact| fact.id.0);
    let only_the_end = |facts: &[u32]| facts.iter().all(|fact| Some(*fact) == last);
    let ends = scored.lines.iter().filter(|line| only_the_end(&line.facts));
    assert!(ends.clone().all(|line| line.by.is_empty()));
}

#[test]
fn a_run_of_people_is_named_by_what_it_did_to_what() {
    let plan = plan("hp-cang-ransom");
    let setup = Setup {
        seed: 3,
        red: RedBy::Human,
    };
    let mut drill = Drill::open(plan.clone(), setup);
    let scan = order(
        &plan,
        Ask::Red(RedAsk::Act(Act {
            action: "t1595.002-vulnerability-scan".into(),
            on: "service:cong-ttdt".into(),
            c2: "quet-a".into(),
            ..Act::default()
        })),
    );
    drill.advance(Tick(900));
    drill.order(scan.clone());
    drill.advance(Tick(4 * 3_600));
    let stakes = setup.stakes(&plan);
    let card = score(&stakes, drill.facts(), drill.facts());
    let report = folded(&plan, &drill, &card, &[(Tick(900), scan)]);
    let scored = report.score.expect("organisers know the score");
    let about = scored.lines.iter().filter_map(|line| line.about.as_ref());
    let runs: Vec<_> = about.filter(|about| about.kind == "run").collect();
    assert!(!runs.is_empty(), "its line is there");
    for run in runs {
        let title = run.title.as_ref().expect("what was done");
        assert_eq!(run.name, "1");
        assert!(title.vi.contains(" – "), "{title:?}");
    }
}
