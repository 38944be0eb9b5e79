//! What a machine writes at all, by its logging policy, and what happens to records on their way to
//! the monitoring centre: some come late, some never, and what never came still lies on the machine
//! that wrote it.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::drill::{Drill, WholeRecord};
use engine::plan::{Plan, Texts};
use engine::words::fact::FactKind;
use engine::words::name::HostId;
use engine::words::time::{HOUR, MINUTE, Tick};
use tests::scenario::{plan, plan_of, texts};

const CITY: &str = "hp-cang-ransom";
const UNTIL: Tick = Tick(30 * HOUR);
const SEED: u64 = 7;

/// The same city, in which every collected control has these lines too.
fn with(lines: &str) -> Arc<Plan> {
    let mut texts = texts(CITY);
    let file = texts.0.get_mut("city.yml").expect("a city");
    let text = String::from_utf8(file.clone()).expect("a city is text");
    let (before, after) = text.split_once("\ncontrols:\n").expect("it has controls");
    let (controls, after) = after.split_once("\n\n").expect("something follows them");
    let line = |control: &str| format!("{}, {lines}}}", control.trim_end_matches('}'));
    let controls: Vec<String> = controls.lines().map(line).collect();
    *file = format!("{before}\ncontrols:\n{}\n\n{after}", controls.join("\n")).into_bytes();
    plan_of(&texts)
}

fn played(plan: Arc<Plan>) -> Drill {
    let mut drill = Drill::open(plan, SEED);
    drill.advance(UNTIL);
    drill
}

fn all(drill: &Drill) -> Vec<WholeRecord> {
    drill.all_records().collect()
}

fn collected(drill: &Drill) -> usize {
    all(drill).iter().filter(|r| r.number.is_some()).count()
}

#[test]
fn what_is_sent_late_is_known_late() {
    let prompt = played(plan(CITY));
    let late = played(with("delay: 20m..20m"));
    // What is raised cannot be raised before the record it rests on has come.
    let mut raised = 0;
    for fact in late.facts() {
        let FactKind::AlertRaised { record, .. } = fact.kind else {
            continue;
        };
        let written = late.whole_record(record).expect("it was collected").at;
        assert!(
            fact.at.since(written).0 >= 20 * MINUTE,
            "raised at {} for {written}",
            fact.at
        );
        raised += 1;
    }
    assert!(raised > 10, "only {raised} alerts");
    // Nothing is lost: what was under way at the end is all that is missing.
    let cut = |drill: &Drill| {
        let mut count = BTreeMap::new();
        for record in all(drill).iter().filter(|r| r.number.is_some()) {
            if record.at.0 + 20 * MINUTE < UNTIL.0 {
                *count
                    .entry((record.at, record.class, record.fields.clone()))
                    .or_insert(0) += 1;
            }
        }
        count
    };
    assert_eq!(cut(&prompt), cut(&late));
}

#[test]
fn what_is_lost_stays_where_it_was_written() {
    let prompt = played(plan(CITY));
    let lossy = played(with("loss: 300"));
    let (all_of_it, here) = (collected(&prompt), collected(&lossy));
    let left = all(&lossy).iter().filter(|r| r.number.is_none()).count();
    let share = (all_of_it - here) * 1_000 / all_of_it;
    assert!((250..350).contains(&share), "{here} of {all_of_it} came");
    let was_left = all(&prompt).iter().filter(|r| r.number.is_none()).count();
    assert_eq!(
        here + left,
        all_of_it + was_left,
        "nothing is gone altogether"
    );
    let nothing = played(with("loss: 1000"));
    assert_eq!(collected(&nothing), 0);
}

/// The texts of the city, with this in the line of the department workstations.
fn with_policy(policy: &str) -> Texts {
    let mut texts = texts(CITY);
    let file = texts.0.get_mut("city.yml").expect("a city");
    let text = String::from_utf8(file.clone()).expect("a city is text");
    let group = "count: 560,";
    assert!(text.contains(group), "the group is another");
    *file = text
        .replace(group, &format!("{group} {policy},"))
        .into_bytes();
    texts
}

#[test]
fn a_policy_leaves_out_what_it_says_and_nothing_else() {
    let plan = plan_of(&with_policy("silent: {security: 400, ps_script: 1000}"));
    let map = &plan.map;
    let group = map.host_range("ws-so").expect("the group");
    let writes = |log: &str| {
        let hosts = group.clone().map(HostId);
        hosts.filter(|host| map.writes(*host, log)).count()
    };
    assert_eq!(writes("process_creation"), 560);
    assert_eq!(writes("ps_script"), 0);
    assert!(
        (300..370).contains(&writes("security")),
        "{}",
        writes("security")
    );
    let other = map.host("ws-quan-001").expect("a machine of another group");
    assert!(map.writes(other, "ps_script"));
}

#[test]
fn a_policy_that_speaks_of_no_log_is_a_fault() {
    let (plan, faults) = Plan::read(&with_policy("silent: {nhat-ky-la: 400}"));
    assert!(plan.is_none());
    let told: Vec<String> = faults.iter().map(|fault| format!("{fault:?}")).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].contains("log class") && told[0].contains("nhat-ky-la"),
        "{told:#?}"
    );
}
