//! What other programs read of a drill besides its records: alerts as OCSF detection findings, what
//! a defence knows as STIX. Each is held against what its published version asks for: OCSF against
//! the schema of its version, STIX by the validator of those who publish it. `.ci/judge` brings
//! both.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value as Json, json};
use tests::papers::played;
use tests::program::{Folder, judge, run};
use tests::root;
use tests::scenario::plan;
use tests::served::{Served, TOOLS, are_here, key};

const STARTER: &str = "cong-ddos-deface";
const CITY: &str = "hp-cang-ransom";

fn exported(folder: &Folder, args: &[&str]) -> String {
    let told = run(folder, &[&["export"], args].concat());
    assert!(told.status.is_some_and(|s| s.success()), "{}", told.said);
    told.said
}

#[test]
fn alerts_are_detection_findings_of_a_published_version() {
    let folder = Folder::new("ocsf");
    let drill = played(&folder, STARTER, "7", "x.drill");
    let said = exported(&folder, &[&drill, "--alerts-ocsf"]);
    let mut uids = BTreeSet::new();
    let (mut stages, mut techniques) = (BTreeSet::new(), BTreeSet::new());
    for text in said.lines() {
        let line: Json = serde_json::from_str(text).expect("JSON");
        let number = |name: &str| line[name].as_u64().unwrap_or(u64::MAX);
        assert_eq!(number("category_uid"), 2, "{line:#}");
        assert_eq!(number("class_uid"), 2004, "{line:#}");
        assert!((1..=3).contains(&number("activity_id")), "{line:#}");
        assert_eq!(number("type_uid"), 200_400 + number("activity_id"));
        assert!((1..=5).contains(&number("severity_id")), "{line:#}");
        assert!((1..=4).contains(&number("status_id")), "{line:#}");
        assert!(number("start_time") <= number("end_time"), "{line:#}");
        // In milliseconds, of this century.
        assert!((946_684_800_000..4_102_444_800_000).contains(&number("time")));
        assert_eq!(line["metadata"]["version"], "1.3.0");
        let product = &line["metadata"]["product"];
        assert!(product["vendor_name"].is_string() && product["name"].is_string());
        let finding = &line["finding_info"];
        assert!(finding["title"].is_string(), "{line:#}");
        assert!(finding["analytic"]["type_id"] == 1, "{line:#}");
        let uid = finding["uid"].as_str().expect("a uid").to_owned();
        assert!(uids.insert(uid), "{line:#}");
        for attack in finding["attacks"].as_array().into_iter().flatten() {
            let id = attack["technique"]["uid"].as_str().expect("a technique");
            assert!(id.starts_with('T') && !id.contains('.'), "{line:#}");
            assert!(attack["tactic"]["name"].is_string(), "{line:#}");
            techniques.insert(id.to_owned());
        }
        let evidences = line["evidences"].as_array().expect("evidence");
        assert!(
            evidences
                .iter()
                .all(|one| one["data"]["fields"].is_object())
        );
        assert!(line["device"].is_null() || line["device"]["type_id"].is_u64());
        stages.insert(number("status_id"));
        for truth in ["step:", "\"truth\"", "\"origin\""] {
            assert!(!text.contains(truth), "{truth} in {text}");
        }
    }
    assert!(uids.len() > 20, "only {} alerts", uids.len());
    assert!(stages.contains(&2) && stages.contains(&4), "{stages:?}");
    assert!(techniques.len() > 3, "{techniques:?}");
    let folder = Folder::new("ocsf-judged");
    is_ocsf(&folder, STARTER, &said);
    let drill = played(&folder, CITY, "7", "y.drill");
    is_ocsf(
        &folder,
        CITY,
        &exported(&folder, &[&drill, "--alerts-ocsf"]),
    );
}

/// Holds findings against the published schema of their version and class, as a package has it.
fn is_ocsf(folder: &Folder, scenario: &str, said: &str) {
    let Some(python) = judge("the schema of OCSF") else {
        return;
    };
    let findings = folder.path("findings.jsonl");
    let judged = |lines: &str| {
        fs::write(&findings, lines).expect("the folder can be written");
        let told = Command::new(&python)
            .arg(root().join("tests/judge/ocsf.py"))
            .args([&findings, "1.3.0", "detection_finding", "host"])
            .output()
            .expect("the judge runs");
        let error = String::from_utf8_lossy(&told.stderr);
        assert!(told.status.success(), "{error}");
        String::from_utf8_lossy(&told.stdout).into_owned()
    };
    let lines = said.lines().count();
    assert!(lines > 20, "{scenario}: {lines}");
    assert_eq!(judged(said), format!("{lines} judged\n"), "{scenario}");
    // It would say so: a class that is not named, a severity there is none of.
    let first = said.lines().next().expect("a finding");
    let wrong = first.replace("\"severity_id\":", "\"severity_id\":7");
    let wrong = format!("{wrong}\n{}", first.replace("class_uid", "class_id"));
    let told = judged(&wrong);
    assert!(
        told.contains("severity_id") && told.contains("class_uid"),
        "{told}"
    );
}

/// A rule as a defence writes one: with every kind of letter that JSON must carry.
const RULE: &str = "title: Đăng nhập “lạ”\nid: 6f1d3c52-0b41-4c1e-9a53-2f7d1f0a9b10\n\
    description: 'Cửa sổ dòng lệnh \\ của tài khoản lạ'\nauthor: đội 1\n\
    tags: [attack.t1059.001, attack.t1003.001]\n\
    logsource: {product: windows, category: process_creation}\ndetection:\n  one:\n    \
    Image|endswith: '\\powershell.exe'\n    CommandLine|contains: ['-enc', \"\\\"quoted\\\"\"]\n  \
    condition: one\nfalsepositives: [quản trị]\nlevel: high\n";

const ROSTER: &str = "
teams:
  - {name: doi-1, plays: blue, seats: [{name: ha, keys_file: ha.pub}]}
  - {name: btc, plays: btc, seats: [{name: lan, keys_file: lan.pub}]}
";

#[test]
fn a_rule_that_a_defence_wrote_live_stands_in_the_bundle_and_the_validator_takes_it() {
    if !are_here(&TOOLS) {
        return;
    }
    let folder = Folder::new("stix-live");
    key(&folder, "ha");
    key(&folder, "lan");
    let served = Served::new(&folder, ROSTER, &["--pace", "60"]);
    let order = json!({"write-rule": {"rule": "la", "text": RULE}}).to_string();
    let answers = served.asks(&folder, "ha", &["play"], &[&order]);
    assert!(answers[0].contains("{\"kept\""), "{answers:?}");
    assert_eq!(served.end(), Some(0));
    let drill = folder.path("cong-ddos-deface.drill");
    let said = exported(&folder, &[&drill, "--stix", "--for", "doi-1"]);
    let bundle: Json = serde_json::from_str(&said).expect("JSON");
    let objects = bundle["objects"].as_array().expect("objects");
    let rule = objects.iter().find(|one| one["pattern_type"] == "sigma");
    let rule = rule.unwrap_or_else(|| panic!("no rule in {said}"));
    assert_eq!(rule["pattern"], RULE, "to the letter");
    let signs = |object: &&Json| object["source_ref"] == rule["id"];
    assert_eq!(objects.iter().filter(signs).count(), 2, "both techniques");
    validated(&folder, &said, "a rule written live");
}

#[test]
fn what_a_defence_knows_is_a_sound_bundle_and_the_same_each_time() {
    let folder = Folder::new("stix");
    for scenario in [STARTER, CITY] {
        let drill = played(&folder, scenario, "7", "x.drill");
        let said = exported(&folder, &[&drill, "--stix"]);
        assert_eq!(said, exported(&folder, &[&drill, "--stix"]), "{scenario}");
        is_sound(&said, scenario);
        validated(&folder, &said, scenario);
        fs::remove_file(&drill).expect("the drill can go");
    }
}

fn is_sound(said: &str, scenario: &str) {
    let bundle: Json = serde_json::from_str(said).expect("JSON");
    assert_eq!(bundle["type"], "bundle");
    let objects = bundle["objects"].as_array().expect("objects");
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let ids: Vec<&str> = objects.iter().filter_map(|o| o["id"].as_str()).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(
        unique.len(),
        objects.len(),
        "{scenario}: an id twice, or none"
    );
    for object in objects {
        let kind = object["type"].as_str().expect("a type");
        *kinds.entry(kind).or_default() += 1;
        let id = object["id"].as_str().unwrap_or_default();
        assert!(id.starts_with(&format!("{kind}--")), "{object:#}");
        for name in ["spec_version", "created", "modified"] {
            assert!(object[name].is_string(), "{object:#}");
        }
        for name in ["created_by_ref", "source_ref", "target_ref"] {
            let known = |id: &str| unique.contains(id);
            assert!(object[name].as_str().is_none_or(known), "{object:#}");
        }
        if kind == "indicator" {
            assert!(object["pattern"].is_string() && object["valid_from"].is_string());
        }
    }
    for kind in ["identity", "indicator", "attack-pattern", "relationship"] {
        assert!(kinds.contains_key(kind), "{scenario}: {kinds:?}");
    }
    // Nothing of the city's own is held to be the attack's.
    let plan = plan(scenario);
    for host in plan
        .map
        .groups
        .iter()
        .filter_map(|group| group.address.as_ref())
    {
        let own = format!("'{host}'");
        assert!(!said.contains(&own), "{scenario}: {own}");
    }
}

/// Holds a bundle against the validator of those who publish the format.
fn validated(folder: &Folder, said: &str, scenario: &str) {
    let Some(python) = judge("the validator") else {
        return;
    };
    let bundle = folder.path("bundle.json");
    fs::write(&bundle, said).expect("the folder can be written");
    let validator = Path::new(&python).with_file_name("stix2_validator");
    let told = Command::new(validator)
        .args(["--version", "2.1", "--strict", "--enforce-refs", &bundle])
        .output()
        .expect("the validator starts");
    let text = String::from_utf8_lossy(&told.stdout);
    assert!(told.status.success(), "{scenario}:\n{text}");
}

#[test]
fn a_team_that_does_not_defend_knows_nothing_to_export() {
    let folder = Folder::new("interchange-team");
    let drill = played(&folder, STARTER, "7", "x.drill");
    let told = run(&folder, &["export", &drill, "--stix", "--for", "red"]);
    assert_eq!(told.status.and_then(|s| s.code()), Some(2), "{}", told.said);
    assert!(told.said.contains("blue"), "{}", told.said);
    let told = run(&folder, &["export", &drill]);
    assert_eq!(told.status.and_then(|s| s.code()), Some(2), "{}", told.said);
}
