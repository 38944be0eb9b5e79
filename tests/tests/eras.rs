//! The same scenario in another time: other names, addressees and clocks, the same drill; and not a
//! file of the scenario touched for it.

use std::collections::BTreeSet;
use std::fs;

use engine::city::place::OrgKind;
use engine::drill::{Drill, RedBy, Setup};
use engine::plan::{Plan, Texts};
use engine::rehearsal::BotKind;
use engine::words::fact::FactKind;
use engine::words::name::DutyId;
use serde_json::Value as Json;
use serde_saphyr::from_str;
use tests::papers::printed;
use tests::program::{Folder, run};
use tests::root;
use tests::scenario::{plan, plan_of, played, replayed, scenarios, texts};

const ERAS: [&str; 3] = ["a", "b", "c"];

/// The phrases of a time, by language and part.
fn phrases(era: &str) -> Vec<(String, String)> {
    let path = root().join(format!("scenarios/catalogue/eras/{era}.yml"));
    let page = fs::read_to_string(path).expect("the time is there");
    let read: Json = from_str(&page).expect("it is YAML");
    let parts = read["words"].as_object().expect("it has words");
    let mut all = Vec::new();
    for (part, langs) in parts {
        for (lang, list) in langs.as_object().expect("both languages") {
            let list = list.as_array().expect("a list");
            let place = |i: usize| format!("{lang}.{part}.{i}");
            let text = |one: &Json| one.as_str().expect("a phrase").to_owned();
            all.extend(
                list.iter()
                    .enumerate()
                    .map(|(i, one)| (place(i), text(one))),
            );
        }
    }
    all
}

/// All that a plan says to people.
fn said(plan: &Plan) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        plan.map.orgs,
        plan.map.zones,
        plan.map.services,
        plan.map.weak,
        plan.msel.injects,
        plan.briefing,
        plan.papers.duties,
        (
            &plan.title,
            &plan.about,
            &plan.roster.teams,
            &plan.objectives
        ),
    )
}

/// Whether a phrase stands in a text as a word of its own.
fn stands(text: &str, phrase: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(phrase).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !letter(before) && !letter(text[at + phrase.len()..].chars().next())
    })
}

fn retold(name: &str, era: &str) -> std::sync::Arc<Plan> {
    plan_of(&texts(name).with_era(era))
}

#[test]
fn every_scenario_is_told_in_every_time_and_keeps_no_name_of_its_own() {
    let mut changed = BTreeSet::new();
    for name in scenarios() {
        let own = plan(&name);
        for era in ERAS {
            let other = retold(&name, era);
            assert_eq!((&*other.era.name, &*other.era.own), (era, &*own.era.name));
            if *era == *own.era.name {
                assert_eq!(
                    other.digest, own.digest,
                    "{name}: its own time is as written"
                );
                continue;
            }
            assert_ne!(other.digest, own.digest, "{name}: another plan in {era}");
            let (before, now) = (said(&own), said(&other));
            let there = phrases(era);
            let gone = phrases(&own.era.name).into_iter();
            let gone: Vec<String> = gone.filter(|p| !there.contains(p)).map(|p| p.1).collect();
            // What a phrase of both times says is no proof.
            let gone = gone
                .iter()
                .filter(|p| there.iter().all(|(_, new)| !new.contains(p.as_str())));
            for phrase in gone.filter(|phrase| stands(&before, phrase)) {
                assert!(
                    !stands(&now, phrase),
                    "{name} in {era} still says “{phrase}”"
                );
                changed.insert(name.clone());
            }
        }
    }
    let unchanged: Vec<_> = scenarios()
        .into_iter()
        .filter(|n| !changed.contains(n))
        .collect();
    assert!(
        unchanged.is_empty(),
        "no name differs by time in {unchanged:?}"
    );
}

/// Who each duty is owed to and by when, and what was sent to whom, in a drill.
fn told(plan: &Plan, drill: &Drill) -> (Vec<String>, Vec<String>) {
    let (mut duties, mut filed) = (Vec::new(), Vec::new());
    for fact in drill.facts() {
        match &fact.kind {
            FactKind::DutyBegan { duty, by, .. } => {
                let known = &plan.papers.duties[duty.at()];
                let left = by.0 - fact.at.0;
                duties.push(format!("{} {:?} {left}", known.name, known.to));
            }
            FactKind::Filed { form, to, .. } => {
                let form = &plan.papers.forms[form.at()].0;
                let kinds: BTreeSet<_> =
                    to.iter().map(|org| plan.map.orgs[org.at()].kind).collect();
                filed.extend(kinds.iter().map(|kind| format!("{form} {kind:?}")));
            }
            _ => {}
        }
    }
    (duties, filed)
}

/// A playbook may name whoever the duty is owed to in the scenario's own time.
#[test]
fn what_a_playbook_files_follows_backwards_too() {
    let name = "cong-ddos-deface";
    let mut texts = tests::scenario::texts(name);
    let book = texts.0.get_mut("playbook.yml").expect("it has a playbook");
    let old = String::from_utf8(book.clone()).expect("it is text");
    let new = old.replace(
        "initial-report, to: coordinator",
        "initial-report, to: police",
    );
    assert_ne!(old, new, "it files an initial report");
    *book = new.into_bytes();
    for (era, to) in [("a", OrgKind::Coordinator), ("c", OrgKind::Police)] {
        let (plan, faults) = Plan::read(&texts.with_era(era));
        let plan = plan.unwrap_or_else(|| panic!("{faults:?}"));
        let files = &plan.playbook.as_ref().expect("it is read").files;
        let of = files.iter().find(|file| *file.form == "initial-report");
        assert_eq!(of.map(|file| file.to), Some(to), "{era}");
    }
}

/// The same facts but for what changed hands.
#[test]
fn addressees_and_clocks_are_those_of_the_time_and_the_playbook_follows() {
    let name = "cong-ddos-deface";
    let mut drills = Vec::new();
    for era in ERAS {
        let plan = retold(name, era);
        let (drill, given) = played(&plan, 7, BotKind::Playbook);
        let to = if era == "a" {
            OrgKind::Coordinator
        } else {
            OrgKind::Police
        };
        let (duties, filed) = told(&plan, &drill);
        assert!(
            duties.contains(&format!("initial-report {to:?} 43200")),
            "{era} {duties:?}"
        );
        assert!(
            filed.contains(&format!("initial-report {to:?}")),
            "{era} {filed:?}"
        );
        assert!(
            filed.contains(&"notice Coordinator".to_owned()),
            "{era} {filed:?}"
        );
        let initial = DutyId::of(
            plan.papers
                .duty_names
                .get("initial-report")
                .expect("it is owed"),
        );
        let met = FactKind::DutyEnded {
            duty: initial,
            met: true,
        };
        assert!(
            drill.facts().iter().any(|fact| fact.kind == met),
            "{era}: met in its time"
        );
        let setup = Setup {
            seed: 7,
            red: RedBy::Script,
        };
        let again = replayed(&plan_of(&plan.texts), setup, &given, &mut || 600);
        assert_eq!(
            again.digest(),
            drill.digest(),
            "{era}: replays from its own texts"
        );
        drills.push((era, drill));
    }
    let count = |drill: &Drill| drill.facts().len();
    for (era, drill) in &drills {
        assert_eq!(
            count(drill),
            count(&drills[0].1),
            "{era}: nothing else happens"
        );
    }
}

/// One more time in the catalogue, with a clock and a form of words of its own.
#[test]
fn a_time_of_the_authors_own_changes_clocks_by_one_file() {
    let mut texts = texts("cong-ddos-deface");
    let b = String::from_utf8(texts.0["catalogue/eras/b.yml"].clone()).expect("text");
    let d = format!("{b}  - {{name: notice-5d, within: 36h, status: proposal}}\n");
    texts
        .0
        .insert("catalogue/eras/d.yml".to_owned(), d.into_bytes());
    let plan = plan_of(&texts.with_era("d"));
    let (drill, _) = played(&plan, 7, BotKind::Playbook);
    let (duties, _) = told(&plan, &drill);
    assert!(
        duties.contains(&"notice-5d Coordinator 129600".to_owned()),
        "{duties:?}"
    );
    // A duty goes to a body that the city has, or stays.
    let mut poor = texts.clone();
    let city = String::from_utf8(poor.0["city.yml"].clone()).expect("text");
    let city = city.replace("kind: police", "kind: department");
    poor.0.insert("city.yml".to_owned(), city.into_bytes());
    let (plan, _) = Plan::read(&poor.with_era("d"));
    let plan = plan.expect("no fault");
    let initial = plan
        .papers
        .duties
        .iter()
        .find(|duty| &*duty.name == "initial-report");
    assert_eq!(initial.expect("it is owed").to, OrgKind::Coordinator);
}

fn faults(texts: &Texts) -> Vec<String> {
    let (plan, faults) = Plan::read(texts);
    assert_eq!(plan.is_none(), faults.any_fault());
    let line = |fault: &engine::words::fault::Fault| {
        let args = fault.kind.args();
        let args: Vec<String> = args.iter().map(|(_, value)| value.to_string()).collect();
        format!(
            "{}:{} {} {}",
            fault.file,
            fault.line,
            fault.kind.code(),
            args.join(" ")
        )
    };
    faults.iter().map(line).collect()
}

#[test]
fn a_time_that_there_is_not_or_that_no_other_answers_is_a_fault_with_the_way_out() {
    let whole = texts("cong-ddos-deface");
    let spoilt = |file: &str, from: &str, to: &str| {
        let mut texts = whole.clone();
        let text = String::from_utf8(texts.0[file].clone()).expect("text");
        assert!(text.contains(from), "{file} has no {from}");
        let text = text.replacen(from, to, 1);
        texts.0.insert(file.to_owned(), text.into_bytes());
        texts
    };
    let found = faults(&spoilt("scenario.yml", "era: c\n", "era: q\n"));
    assert!(found[0].contains("unknown-name era q"), "{found:?}");
    let found = faults(&whole.with_era("d"));
    assert!(
        found[0].starts_with("era.yml:1 unknown-name era d"),
        "{found:?}"
    );
    let found = faults(&spoilt("catalogue/eras/b.yml", "\"wards\", ", ""));
    assert!(
        found.iter().all(|f| f.contains("era-part district")),
        "{found:?}"
    );
    assert!(!found.is_empty());
    let change = spoilt(
        "catalogue/eras/c.yml",
        "- name: notice-5d",
        "- name: notice-6d",
    );
    let found = faults(&change);
    assert!(
        found[0].contains("unknown-name obligation notice-6d notice-5d"),
        "{found:?}"
    );

    let folder = Folder::new("eras-unknown");
    let scenario = root().join("scenarios/cong-ddos-deface");
    for verb in ["run", "check", "rehearse"] {
        let outcome = run(&folder, &[verb, &scenario.to_string_lossy(), "--era", "q"]);
        assert_eq!(
            outcome.status.and_then(|s| s.code()),
            Some(2),
            "{outcome:?}"
        );
        assert!(
            outcome.said.contains("the eras are: a, b, c"),
            "{}",
            outcome.said
        );
    }
}

#[test]
fn a_recorded_drill_keeps_its_time_and_its_papers_speak_of_it() {
    let folder = Folder::new("eras-papers");
    let scenario = root().join("scenarios/cong-ddos-deface");
    let scenario = scenario.to_string_lossy();
    for (era, there, gone) in [
        (
            "a",
            "VNCERT/CC",
            "City police – specialised cybersecurity unit",
        ),
        (
            "c",
            "City police – specialised cybersecurity unit",
            "VNCERT/CC",
        ),
    ] {
        let file = folder.path(&format!("{era}.drill"));
        let line = [
            "run", &scenario, "--seed", "7", "--era", era, "--out", &file,
        ];
        let outcome = run(&folder, &line);
        assert!(
            outcome.status.is_some_and(|s| s.success()),
            "{}",
            outcome.said
        );
        let verified = run(&folder, &["verify", &file]);
        assert!(
            verified.status.is_some_and(|s| s.success()),
            "{}",
            verified.said
        );
        let asks = [&*file, "--paper", "closing", "--format", "md"];
        let paper = printed("en", &asks);
        assert!(paper.contains(there), "{era}: no “{there}”");
        assert!(!paper.contains(gone), "{era}: “{gone}”");
        // Going on with it in another time is refused, not passed over in silence.
        let other = run(&folder, &["run", &file, "--era", "b"]);
        let code = other.status.and_then(|s| s.code());
        assert_eq!(code, Some(2), "{}", other.said);
        let told = other.said.contains("--era was settled when it began");
        assert!(told, "{}", other.said);
    }
}
