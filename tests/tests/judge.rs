//! Judged by others: the telemetry of a played drill, read by another Sigma engine, and its hits
//! compared with ours rule by rule.
//!
//! The other engine is Python with pySigma, its SQLite backend and its pipelines for Sysmon and
//! Windows. `.ci/judge` brings it and says where its Python lies, which `DIENTAP_JUDGE` must name.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::process::Command;
use std::sync::Arc;

use engine::detect::eye::{Eye, red};
use engine::detect::record::Full;
use engine::drill::Drill;
use engine::plan::Plan;
use engine::rehearsal::{BotKind, play};
use engine::sigma::{ClassId as SigmaClass, Fields};
use engine::words::order::Order;
use engine::words::time::Tick;
use serde::Deserialize;
use tests::program::{Folder, judge, run};
use tests::scenario::{blue, plan, scenarios};
use tests::{hold, root};

/// The city in which every red action is tried.
const CITY: &str = "hp-cang-ransom";

/// What the other engine says of one rule.
#[derive(Deserialize)]
struct Said {
    hits: Option<Vec<usize>>,
    not: Option<String>,
}

#[test]
fn a_line_is_flat_and_tells_whose_doing_it_was_only_to_organisers() {
    let folder = Folder::new("export");
    let drill = recorded("cong-ddos-deface", &folder);
    let told = |more: &[&str]| {
        let args = [&["export", &drill, "--telemetry"], more].concat();
        let told = run(&folder, &args);
        assert!(told.status.is_some_and(|s| s.success()), "{}", told.said);
        let lines = told
            .said
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"));
        lines.collect::<Vec<BTreeMap<String, serde_json::Value>>>()
    };
    let (public, whole) = (told(&[]), told(&["--truth"]));
    assert!(public.len() > 100, "only {} records", public.len());
    for line in &public {
        let has = |name: &str| line.contains_key(name);
        assert!(
            has("@timestamp") && has("log") && has("Computer"),
            "{line:?}"
        );
        assert!(!has("truth") && !has("collected"), "{line:?}");
        assert!(
            line.values().all(|v| v.is_string() || v.is_number()),
            "{line:?}"
        );
    }
    let of = |what: &str| {
        let is = |l: &&BTreeMap<_, serde_json::Value>| {
            l["truth"].as_str().is_some_and(|t| t.starts_with(what))
        };
        whole.iter().filter(is).count()
    };
    assert!(
        of("step:") > 0 && of("life") > 0,
        "every kind of doing is told apart"
    );
    let collected = whole.iter().filter(|l| l["collected"] == true).count();
    assert_eq!(collected, public.len());
}

/// A drill of this scenario, played by the program into a file.
fn recorded(name: &str, folder: &Folder) -> String {
    let drill = folder.path("x.drill");
    let scenario = root().join("scenarios").join(name);
    let scenario = scenario.to_str().expect("a path in text");
    let played = run(folder, &["run", scenario, "--seed", "7", "--out", &drill]);
    assert!(
        played.status.is_some_and(|s| s.success()),
        "{}",
        played.said
    );
    drill
}

#[test]
fn daily_life_is_exported_as_it_is_hunted() {
    let folder = Folder::new("export-daily");
    let drill = recorded("cong-ddos-deface", &folder);
    let told = |more: &[&str]| run(&folder, &[&["export", &drill], more].concat());
    let lines = |more: &[&str]| {
        let told = told(&[&["--telemetry"], more].concat());
        assert!(told.status.is_some_and(|s| s.success()), "{}", told.said);
        told.said.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let query = "class:process_creation,security from T+0:30 to T+0:40";
    let (whole, played) = (
        lines(&["--daily", "--query", query]),
        lines(&["--query", query]),
    );
    let plan = plan("cong-ddos-deface");
    let made = playback(&plan);
    let mut hunted = 0;
    let mut mark = None;
    loop {
        let page = made.hunt(blue(&plan), query, mark, 500).expect("sound");
        hunted += page.entries.len();
        mark = page.next;
        if mark.is_none() {
            break;
        }
    }
    assert_eq!(whole.len(), hunted, "as many as a hunt finds");
    assert!(whole.len() > 100 && played.len() < whole.len());
    assert!(played.iter().all(|line| whole.contains(line)));
    let moment = |line: &String| {
        let flat: BTreeMap<String, serde_json::Value> =
            serde_json::from_str(line).expect("a line of JSON");
        assert!(!flat.contains_key("truth"), "{line}");
        flat["@timestamp"].as_str().expect("a moment").to_owned()
    };
    assert!(whole.iter().map(moment).is_sorted(), "in the order written");
    let truth = lines(&["--daily", "--truth", "--query", query]);
    let of = |what: &str| truth.iter().filter(|line| line.contains(what)).count();
    assert!(of(r#""truth":"life""#) > 100, "whose doing it is");

    let refused = told(&["--telemetry", "--daily", "--query", "no-such:x"]);
    assert_eq!(refused.status.and_then(|s| s.code()), Some(2));
    assert!(refused.said.contains("Column 1"), "{}", refused.said);
    let refused = told(&["--stix", "--daily"]);
    assert_eq!(refused.status.and_then(|s| s.code()), Some(2));
}

/// The drill that the program recorded, played here.
fn playback(plan: &Arc<Plan>) -> Drill {
    let nothing = &mut |_: Tick, _: &[Order]| Ok(());
    play(plan.clone(), 7, BotKind::Playbook, nothing, &mut |_| {}).expect("nothing is kept")
}

#[test]
fn another_engine_hits_the_same_records() {
    let Some(python) = judge("pySigma") else {
        return;
    };
    let folder = Folder::new("judge");
    let mut offenders = Vec::new();
    for name in scenarios() {
        let drill = recorded(&name, &folder);
        let told = run(&folder, &["export", &drill, "--telemetry"]);
        assert!(told.status.is_some_and(|s| s.success()), "{}", told.said);
        fs::remove_file(&drill).expect("the drill can go");
        let ours = our_hits(&name, &told.said);
        offenders.extend(compare(&name, &ours, &judged(&python, &folder, &told.said)));
    }
    let (name, all) = ("all red actions", everything_red());
    let ours = our_hits(CITY, &all);
    offenders.extend(compare(name, &ours, &judged(&python, &folder, &all)));
    hold(
        "Another engine hits the same records with the same rules",
        offenders,
    );
}

/// The scenarios in which one machine's daily life is judged too: a short one and a long one.
const LIVED: [&str; 2] = ["cong-ddos-deface", CITY];

#[test]
fn another_engine_hits_the_same_among_daily_life_and_daily_life_is_hit_by_no_rule() {
    let Some(python) = judge("pySigma") else {
        return;
    };
    let folder = Folder::new("judge-daily");
    let mut offenders = Vec::new();
    for name in LIVED {
        let drill = recorded(name, &folder);
        let told = |more: &[&str]| {
            let told = run(
                &folder,
                &[&["export", &drill, "--telemetry"], more].concat(),
            );
            assert!(told.status.is_some_and(|s| s.success()), "{}", told.said);
            told.said
        };
        let time = "from T+0:00 to T+10:00";
        let host = most_hit(name, &told(&["--query", time]));
        let query = format!("host:{host} {time}");
        let played = told(&["--query", &query]);
        let whole = told(&["--query", &query, "--daily"]);
        fs::remove_file(&drill).expect("the drill can go");
        let (few, many) = (played.lines().count(), whole.lines().count());
        assert!(many > few + 2_000, "{name}: {many} records, {few} played");
        let ours = our_hits(name, &whole);
        let theirs = judged(&python, &folder, &whole);
        offenders.extend(compare(&format!("{name}, {host}"), &ours, &theirs));
        // What rules are hit by is what was played, line for line.
        let alone = lines_hit(&played, &our_hits(name, &played));
        let among = lines_hit(&whole, &ours);
        for (rule, lines) in &among {
            let daily = lines.iter().find(|line| !alone[rule].contains(*line));
            offenders.extend(daily.map(|line| format!("{name}: {rule} on daily life: {line}")));
        }
        assert_eq!(alone, among, "{name}");
    }
    hold(
        "Another engine hits the same records among daily life",
        offenders,
    );
}

/// The lines each rule hit.
fn lines_hit<'l>(
    lines: &'l str,
    hits: &BTreeMap<String, BTreeSet<usize>>,
) -> BTreeMap<String, BTreeSet<&'l str>> {
    let lines: Vec<&str> = lines.lines().collect();
    let of = |places: &BTreeSet<usize>| places.iter().map(|place| lines[*place]).collect();
    hits.iter()
        .map(|(rule, at)| (rule.clone(), of(at)))
        .collect()
}

/// The machine whose records are hit most.
fn most_hit(name: &str, lines: &str) -> String {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines_hit(lines, &our_hits(name, lines))
        .into_values()
        .flatten()
    {
        let flat: BTreeMap<String, serde_json::Value> =
            serde_json::from_str(line).expect("a line of JSON");
        let host = flat["Computer"].as_str().expect("a name").to_owned();
        *count.entry(host).or_default() += 1;
    }
    let known = |host: &String| plan(name).map.host(host).is_some();
    let hosts = count.into_iter().filter(|(host, _)| known(host));
    hosts.max_by_key(|(_, hits)| *hits).expect("a machine").0
}

/// What the other engine says of these lines.
fn judged(python: &OsStr, folder: &Folder, lines: &str) -> BTreeMap<String, Said> {
    let records = folder.path("records.jsonl");
    fs::write(&records, lines).expect("the folder can be written");
    let catalogue = root().join("scenarios/catalogue");
    let judged = Command::new(python)
        .arg(root().join("tests/judge/judge.py"))
        .arg(&records)
        .args([catalogue.join("rules"), catalogue.join("logs")])
        .output()
        .expect("the judge runs");
    let error = String::from_utf8_lossy(&judged.stderr);
    assert!(judged.status.success(), "{error}");
    serde_json::from_slice(&judged.stdout).expect("the judge speaks JSON")
}

/// What every red action leaves on every kind of machine, in the lines that telemetry has: few
/// rules find their record in any one drill.
fn everything_red() -> String {
    let plan = plan(CITY);
    let eye = Eye::new(&plan.map, &plan.sensing, &plan.catalogue);
    let mut lines = String::new();
    for action in red(&plan.catalogue) {
        for host in eye.machines() {
            for left in eye.left(action, host, 7) {
                let record = eye.record(left);
                let class = &plan.sensing.classes[record.class.at()];
                let mut flat = BTreeMap::from([("log".to_owned(), class.name.to_string())]);
                let full = Full {
                    record: &record,
                    class,
                };
                full.for_each(&mut |k, v| {
                    flat.insert(k.to_owned(), v.to_owned());
                });
                lines.push_str(&serde_json::to_string(&flat).expect("text is JSON"));
                lines.push('\n');
            }
        }
    }
    lines
}

fn compare(
    name: &str,
    ours: &BTreeMap<String, BTreeSet<usize>>,
    theirs: &BTreeMap<String, Said>,
) -> Vec<String> {
    let mut offenders = Vec::new();
    let mut agreed = (0, 0);
    for (rule, said) in theirs {
        let Some(hits) = &said.hits else {
            let why = said.not.as_deref().unwrap_or("no reason");
            offenders.push(format!("{name}: {rule}: not read there: {why}"));
            continue;
        };
        let hits: BTreeSet<usize> = hits.iter().copied().collect();
        let own = ours.get(rule).cloned().unwrap_or_default();
        agreed.0 += usize::from(!own.is_empty());
        agreed.1 += own.len();
        if own != hits {
            let only: Vec<_> = own.difference(&hits).take(3).collect();
            let other: Vec<_> = hits.difference(&own).take(3).collect();
            offenders.push(format!(
                "{name}: {rule}: {} hits here, {} there; only here {only:?}, only there {other:?}",
                own.len(),
                hits.len()
            ));
        }
    }
    let (rules, hits) = agreed;
    println!(
        "{name}: {} rules compared, {rules} with hits, {hits} hits",
        theirs.len()
    );
    if hits == 0 {
        offenders.push(format!("{name}: nothing was hit, so nothing was compared"));
    }
    offenders
}

/// What our engine hits in the same lines, read back from the file as anybody would.
fn our_hits(name: &str, lines: &str) -> BTreeMap<String, BTreeSet<usize>> {
    let plan = plan(name);
    let sensing = &plan.sensing;
    let mut engine = sensing.engine();
    let mut hits: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (number, line) in lines.lines().enumerate() {
        let flat: BTreeMap<String, serde_json::Value> =
            serde_json::from_str(line).expect("a line of JSON");
        let text = |value: &serde_json::Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        let fields: Vec<(String, String)> =
            flat.iter().map(|(k, v)| (k.clone(), text(v))).collect();
        let log = flat["log"].as_str().expect("a class of log");
        let class = sensing.class_names.get(log).expect("a known class");
        for hit in engine.feed(SigmaClass(class), 0, &fields) {
            if !hit.correlation {
                let stem = engine.rule(hit.rule).stem.clone();
                hits.entry(stem).or_default().insert(number);
            }
        }
    }
    hits
}
