//! Fog of war: what blue may not know does not move what blue sees, not by a bit and not by a
//! number.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::drill::Drill;
use engine::plan::{Plan, Texts};
use engine::rehearsal::{BotKind, Bots};
use engine::view::blue::BlueView;
use engine::view::observer::ObserverView;
use engine::view::red::RedView;
use engine::view::told::{Telling, Told};
use engine::words::cell::{Audience, Cell};
use engine::words::fact::Fact;
use engine::words::name::{OrderId, TeamId};
use engine::words::order::{Act, Ask, JuryAsk, RedAsk, WhiteAsk};
use engine::words::time::{HOUR, MINUTE, Tick};
use tests::scenario::{blue, midway, order, plan, plan_of, play_on, played, scenarios, texts};

const CITY: &str = "hp-cang-ransom";
const CAMPAIGN: &str = "campaign.yml";

/// Actions that only these tests know.
const DARK: &str = "zz-dark";
const QUIET: &str = "zz-quiet";

fn may_know(team: Option<TeamId>, fact: &Fact) -> bool {
    fact.to == Audience::ALL || team.is_some_and(|team| fact.to.holds(team))
}

/// What is told of these facts to a team that gave the first so many orders.
fn told(mut telling: Telling, orders: usize, facts: &[Fact]) -> Vec<Told> {
    (0..orders).for_each(|n| telling.ordered(OrderId::of(n)));
    telling.go_on(facts)
}

#[test]
fn a_view_is_made_of_what_its_team_may_know_and_of_nothing_else() {
    for name in scenarios() {
        let plan = plan(&name);
        let (drill, given) = played(&plan, 7, BotKind::Playbook);
        let orders = given.iter().map(|(_, orders)| orders.len()).sum();
        let (facts, now) = (drill.facts(), drill.now());
        let red = plan.roster.first(Cell::Red).expect("somebody attacks");
        let known = |team: Option<TeamId>| -> Vec<Fact> {
            let known = facts.iter().filter(|fact| may_know(team, fact));
            known.cloned().collect()
        };
        let own = known(Some(blue(&plan)));
        assert!(own.len() < facts.len(), "{name}: nothing is hidden");
        let telling = || Telling::team(blue(&plan), Cell::Blue);
        let all = told(telling(), orders, facts);
        assert_eq!(all, told(telling(), orders, &own), "{name}");
        let mut view = BlueView::default();
        all.iter().for_each(|one| view.take(one));
        view.now = now;
        assert_eq!(drill.blue(blue(&plan)).map(|v| &**v), Some(&view), "{name}");

        let telling = Telling::team(red, Cell::Red);
        let mut view = RedView::default();
        let told_red = told(telling, 0, &known(Some(red)));
        told_red.iter().for_each(|one| view.take(one));
        view.now = now;
        assert_eq!(drill.red(red).map(|v| &**v), Some(&view), "{name}");

        let mut view = ObserverView::default();
        let told_public = told(Telling::public(), 0, &known(None));
        told_public.iter().for_each(|one| view.take(one));
        view.now = now;
        assert_eq!(**drill.observer(), view, "{name}");
    }
}

/// Words that only white and jury may read.
fn secrets(plan: &Plan) -> BTreeSet<String> {
    let steps = plan.campaign.steps.iter().map(|step| step.name.to_string());
    let casts = plan.campaign.casts.iter().map(|cast| cast.name.to_string());
    let words = ["truth", "step", "origin", "campaign"];
    let mut secrets: BTreeSet<String> = steps.chain(casts).collect();
    secrets.extend(words.map(str::to_owned));
    secrets
}

/// The words of a text: letters, digits and what names are joined by.
fn words(text: &str) -> BTreeSet<String> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let words = text.split(|c| !inside(c)).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[test]
fn the_text_of_a_view_never_has_a_step_a_cast_or_the_truth() {
    for name in scenarios() {
        let plan = plan(&name);
        let team = blue(&plan);
        let (drill, _) = played(&plan, 7, BotKind::Playbook);
        let view = drill.blue(team).expect("blue has a view");
        // A seat that a program plays reads it in JSON.
        let sent = serde_json::to_string(&**view).and_then(|own| {
            let public = serde_json::to_string(&**drill.observer())?;
            Ok(own + &public)
        });
        let sent = sent.unwrap_or_else(|why| panic!("{name}: a view cannot be written: {why}"));
        let said = words(&format!("{view:?} {:?} {sent}", drill.observer()));
        assert!(said.contains("alerts"), "{name}: a view without alerts");
        let told: Vec<_> = secrets(&plan).intersection(&said).cloned().collect();
        assert!(told.is_empty(), "{name}: the view says {told:?}");
    }
}

#[test]
fn a_record_never_says_whose_doing_it_is() {
    for name in scenarios() {
        let plan = plan(&name);
        let (drill, _) = played(&plan, 7, BotKind::None);
        let steps: BTreeSet<String> = secrets(&plan)
            .into_iter()
            .filter(|secret| secret.contains('-'))
            .collect();
        let team = blue(&plan);
        for id in drill.search(team, "") {
            let record = drill
                .record(team, id)
                .expect("what a search gives can be read");
            let keys: BTreeSet<String> = record.keys().map(|key| key.to_lowercase()).collect();
            assert!(
                !keys.contains("origin") && !keys.contains("truth"),
                "{keys:?}"
            );
            let said = words(&format!("{record:?}"));
            let told: Vec<_> = steps.intersection(&said).collect();
            assert!(told.is_empty(), "{name}: record {} says {told:?}", id.0);
        }
    }
}

/// The same scenario under other names, weights and deadlines: what blue cannot know differs.
fn disguised(texts: &Texts) -> Texts {
    let plan = plan_of(texts);
    let mut steps: Vec<String> = plan
        .campaign
        .steps
        .iter()
        .map(|s| s.name.to_string())
        .collect();
    // The longest first, so that no name is replaced within another.
    steps.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut texts = texts.clone();
    for (file, bytes) in &mut texts.0 {
        if file.contains('/') {
            continue;
        }
        let mut text = String::from_utf8(bytes.clone()).expect("a scenario is text");
        for step in &steps {
            text = text.replace(step.as_str(), &format!("zq{}", turned(step)));
        }
        if file == CAMPAIGN {
            for weight in 1..=5 {
                let from = format!("    weight: {weight}\n");
                text = text.replace(&from, &format!("    weight:  {}\n", weight % 5 + 1));
            }
            text = text.replace("    deadline: 24h\n", "    deadline: 7h\n");
            text = text.replace("    title: {vi: \"", "    title: {vi: \"Khác: ");
        }
        *bytes = text.into_bytes();
    }
    texts
}

/// A name that has nothing of the old one for another replacement to find.
fn turned(name: &str) -> String {
    let turn = |c: char| match c {
        'a'..='z' => char::from(b'a' + (c as u8 - b'a' + 13) % 26),
        '0'..='9' => char::from(b'k' + (c as u8 - b'0')),
        other => other,
    };
    name.chars().map(turn).collect()
}

/// Every record that blue can read.
fn records(drill: &Drill) -> Vec<Option<BTreeMap<String, String>>> {
    let team = blue(drill.plan());
    let all = drill.search(team, "").into_iter();
    all.map(|id| drill.record(team, id)).collect()
}

fn at(plan: &Arc<Plan>, to: Tick) -> Drill {
    let mut drill = Drill::open(plan.clone(), 7);
    drill.advance(to);
    drill
}

#[test]
fn other_names_weights_and_deadlines_of_the_attack_move_nothing_that_blue_sees() {
    let texts = texts(CITY);
    let (plain, other) = (plan_of(&texts), plan_of(&disguised(&texts)));
    let name_of = |plan: &Plan| plan.campaign.steps[0].name.clone();
    assert_ne!(name_of(&plain), name_of(&other), "nothing was renamed");
    assert_ne!(plain.digest, other.digest);
    for hour in [8, 30] {
        let to = Tick(hour * HOUR);
        let (plain_drill, other_drill) = (at(&plain, to), at(&other, to));
        let view = |drill: &Drill| drill.blue(blue(drill.plan())).cloned();
        let seen = view(&plain_drill).expect("blue has a view");
        assert!(
            !seen.log.is_empty(),
            "by hour {hour} there is something to see"
        );
        assert_eq!(Some(seen), view(&other_drill), "at hour {hour}");
        assert!(
            records(&plain_drill) == records(&other_drill),
            "at hour {hour}"
        );
    }
}

/// The same scenario with more that blue cannot see: steps of the campaign that leave nothing where
/// anybody collects, and, if there is a zone that keeps its records to itself, a daily life there.
fn crowded(texts: &Texts, host: &str, zone: Option<&str>) -> Texts {
    let mut texts = texts.clone();
    let about = "title: {vi: Ẩn, en: Dark}\nabout: {vi: Không ai thấy., en: Nobody sees it.}\n";
    let dark = "for: red\nattack: [T1083]\ntactic: discovery\ntarget: host\ntakes: 1m..9m\n\
                odds: 500\neffects: [{reveal: data}]\ntraces: []\n";
    let quiet = "for: green\ntarget: host\ntakes: 1m..9m\ntraces:\n  \
                 - {on: target, log: antivirus, fields: {Signature: x}}\n";
    for (name, what) in [(DARK, dark), (QUIET, quiet)] {
        let text = format!("{about}{what}").into_bytes();
        texts.0.insert(format!("actions/{name}.yml"), text);
    }
    let mut append = |file: &str, text: String| {
        let bytes = texts.0.get_mut(file).expect("the scenario has this file");
        bytes.extend(text.into_bytes());
    };
    for n in 0..40 {
        let at = 5 + 31 * n;
        let step = format!(
            "  - {{name: zz-{n}, title: {{vi: Ẩn, en: Dark}}, action: {DARK}, at: {at}m, \
             on: \"host:{host}\", observable: false}}\n"
        );
        append(CAMPAIGN, step);
    }
    if let Some(zone) = zone {
        let on = format!("on: {{zone: {zone}}}, per_day: 500");
        append(
            "routines.yml",
            format!("  - {{name: {QUIET}, action: {QUIET}, {on}}}\n"),
        );
    }
    texts
}

/// Orders of the other cells that blue hears nothing of.
fn whispers(now: Tick, host: &str) -> Vec<Ask> {
    let act = |on: &str| Act {
        action: DARK.into(),
        on: on.into(),
        ..Act::default()
    };
    let text = format!("{now}");
    vec![
        Ask::Red(RedAsk::Act(act(&format!("host:{host}")))),
        Ask::Red(RedAsk::Act(act("nowhere"))),
        Ask::Red(RedAsk::Say { text: text.clone() }),
        Ask::Jury(JuryAsk::Note { at: None, text }),
    ]
}

/// What blue sees at each of these moments when its bot plays, and how many facts, records and
/// other teams' orders there are by the last.
fn seen(
    plan: &Arc<Plan>,
    seed: u64,
    moments: &[Tick],
    whispered: Option<&str>,
) -> (Vec<Arc<BlueView>>, [usize; 3]) {
    let mut drill = Drill::open(plan.clone(), seed);
    let mut bots = Bots::new(BotKind::Playbook, plan, seed);
    let (mut seen, mut orders) = (Vec::new(), 0);
    for &moment in moments {
        for ask in whispered.iter().flat_map(|host| whispers(moment, host)) {
            drill.order(order(plan, ask));
            orders += 1;
        }
        play_on(&mut drill, &mut bots, moment);
        let view = drill.blue(blue(plan)).expect("blue has a view");
        seen.push(view.clone());
    }
    (seen, [drill.facts().len(), drill.records(), orders])
}

#[test]
fn hidden_things_move_nothing_that_blue_sees_not_even_a_number() {
    let hours = |all: &[u32]| -> Vec<Tick> { all.iter().map(|h| Tick(h * HOUR / 4)).collect() };
    let cases = [
        (
            CITY,
            "cang-fs",
            Some("z6-it"),
            hours(&[36, 44, 80, 132, 180]),
        ),
        ("cong-ddos-deface", "csdl-01", None, hours(&[1, 3, 5, 8])),
    ];
    for (name, host, zone, moments) in cases {
        let texts = texts(name);
        let (plain, other) = (plan_of(&texts), plan_of(&crowded(&texts, host, zone)));
        for seed in 5..8 {
            let (own, few) = seen(&plain, seed, &moments, None);
            let (crowd, many) = seen(&other, seed, &moments, Some(host));
            assert!(
                few[0] + 40 < many[0],
                "{name}: no more facts: {few:?} {many:?}"
            );
            assert!(
                zone.is_none() || few[1] < many[1],
                "{name}: no more records: {few:?} {many:?}"
            );
            for (own, crowd) in own.iter().zip(&crowd) {
                let at = own.now;
                assert!(!own.log.is_empty(), "{name}: nothing to see at {at}");
                for (one, other) in own.log.iter().zip(&crowd.log) {
                    assert_eq!(one, other, "{name} with seed {seed} at {at}");
                }
                assert!(own == crowd, "{name} with seed {seed} at {at}");
            }
        }
    }
}

/// The kinds of what is told late, by the first word of each.
fn late(log: &[Told]) -> BTreeSet<String> {
    let late = log.iter().filter(|one| one.late);
    let kinds = late.map(|one| format!("{:?}", one.kind));
    kinds
        .map(|kind| kind.split(' ').next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn verdicts_wait_for_a_release_and_everything_else_for_the_one_after_the_end() {
    let plan = plan(CITY);
    let team = blue(&plan);
    let view = |drill: &Drill| drill.blue(team).expect("blue has a view").clone();
    let release = || order(&plan, Ask::White(WhiteAsk::Release));
    let mut drill = midway(&plan, Tick(30 * HOUR));
    let before = view(&drill);
    assert!(late(&before.log).is_empty());
    assert!(before.claims.values().all(|claim| claim.judged.is_none()));
    drill.order(release());
    drill.advance(drill.now());
    let released = view(&drill);
    assert!(released.claims.values().all(|claim| claim.judged.is_some()));
    let verdicts = [
        "AnswerJudged",
        "ClaimJudged",
        "FindingJudged",
        "InjectClosed",
    ];
    let told = late(&released.log);
    let beyond: Vec<_> = told
        .iter()
        .filter(|kind| !verdicts.contains(&kind.as_str()))
        .collect();
    assert!(beyond.is_empty(), "{beyond:?}");
    assert!(!drill.observer().open);

    drill.advance(Tick(plan.length.0 + MINUTE));
    assert!(drill.ended());
    let ended = view(&drill);
    assert_eq!(late(&ended.log), told, "the end alone tells nothing");
    drill.order(release());
    drill.advance(drill.now());
    let all = view(&drill);
    assert_eq!(all.log.len(), drill.facts().len());
    assert_eq!(all.alerts, ended.alerts, "the queue stays what it was");
    assert_eq!(all.runs, ended.runs, "and so do the team's runs");
    assert!(drill.observer().open);
    assert_eq!(drill.observer().log.len(), drill.facts().len());
}
