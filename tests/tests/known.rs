//! What a defence knows of its own city before it looks, and what looking changes: systems that
//! stand in no register, copies that were tested and found bad, letters that bear one number.

use std::collections::BTreeSet;

use engine::drill::Drill;
use engine::view::brief::Brief;
use engine::view::{Blue, Red};
use engine::words::fact::FactKind;
use engine::words::target::Target;
use engine::words::time::{HOUR, Tick};
use tests::scenario::{act, blue, plan};

/// The services that the team has on its lists, of these.
fn listed(drill: &Drill, names: &[&str]) -> Vec<bool> {
    let brief: Brief<Blue> = Brief::of(drill.plan().clone());
    let view = drill.blue(blue(drill.plan())).expect("it defends");
    let known = brief.known_services(view);
    let is = |name: &&str| match drill.map().target(name) {
        Some(Target::Service(service)) => known.contains(&service),
        _ => panic!("no service {name}"),
    };
    names.iter().map(is).collect()
}

#[test]
fn a_system_in_no_register_is_on_no_list_before_something_names_it() {
    let names = ["service:khao-sat", "service:ban-ve", "service:cong-ttdt"];
    let mut drill = Drill::open(plan("hcm-7chitieu"), 7);
    assert_eq!(listed(&drill, &names), [false, false, true]);
    drill.advance(Tick(9 * HOUR));
    assert_eq!(listed(&drill, &names), [true, false, true], "E4 names it");
    drill.advance(Tick(15 * HOUR));
    assert_eq!(listed(&drill, &names), [true, true, true], "E5 names it");

    // Whoever looks before is told nothing less.
    let mut drill = Drill::open(plan("hcm-7chitieu"), 7);
    act(&mut drill, "inspect-host", "host:may-khao-sat", Tick(0));
    drill.advance(Tick(4 * HOUR));
    assert_eq!(listed(&drill, &names), [true, false, true]);
}

/// The copies from which the database came back, and those that could not be read, once the
/// online copy is gone.
fn restored(inspects: bool) -> (Vec<String>, Vec<String>) {
    let plan = plan("hp-cang-ransom");
    let mut drill = Drill::open(plan.clone(), 7);
    if inspects {
        act(&mut drill, "inspect-backup", "backup:bang-moi", Tick(HOUR));
    }
    let after = Tick(76 * HOUR);
    act(
        &mut drill,
        "restore-from-backup",
        "service:csdl-mot-cua",
        after,
    );
    drill.advance(Tick(100 * HOUR));
    let name = |backup: &engine::words::name::BackupId| {
        let copy = &plan.map.backups[backup.at()];
        copy.name.to_string()
    };
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for fact in drill.facts() {
        match &fact.kind {
            FactKind::Restored { backup, .. } => good.push(name(backup)),
            FactKind::RestoreFailed { backup, .. } => bad.push(name(backup)),
            _ => {}
        }
    }
    (good, bad)
}

#[test]
fn a_copy_that_an_inspection_found_bad_is_taken_last() {
    let (good, bad) = restored(false);
    assert_eq!((good.len(), bad), (0, vec!["bang-moi".to_owned()]));
    let (good, bad) = restored(true);
    assert_eq!((good, bad.len()), (vec!["bang-cu".to_owned()], 0));
}

#[test]
fn one_letter_sent_to_many_bears_one_number() {
    let mut drill = Drill::open(plan("hcm-coyeu-matdoc"), 7);
    drill.advance(Tick(64 * HOUR));
    let query = "class:docaxis attachment:=huong-dan-cap-nhat-bieu-mau.pdf after:219600";
    let page = drill.hunt(blue(drill.plan()), query, None, 500);
    let page = page.unwrap_or_else(|faults| panic!("{query}: {faults:?}"));
    let field = |name: &str| -> Vec<String> {
        let entries = page.entries.iter();
        let values = entries.filter_map(|(_, entry)| entry.fields.get(name).cloned());
        values.collect()
    };
    let to: BTreeSet<String> = field("to_org").into_iter().collect();
    let numbers: BTreeSet<String> = field("document").into_iter().collect();
    assert!(to.len() > 1, "it goes to several: {to:?}");
    assert_eq!(numbers.len(), 1, "{numbers:?}");
}

#[test]
fn what_its_briefing_names_an_attack_team_may_aim_at() {
    let named = |scenario: &str, names: &[&str]| {
        let plan = plan(scenario);
        let brief: Brief<Red> = Brief::of(plan.clone());
        let all = brief.named();
        for name in names {
            let target = plan.map.target(name).expect("it is there");
            assert!(all.contains(&target), "{scenario}: {name}");
        }
    };
    let four = [
        "host:camera-pho-co-01",
        "host:camera-pho-co-07",
        "host:camera-pho-co-12",
        "host:dr-01",
        "service:dung-chung",
        "account:qt-du-phong",
        "backup:ban-sao-du-phong",
    ];
    named("hn-4lop-dothi", &four);
    named(
        "hcm-7chitieu",
        &["host:bien-a-03", "host:bien-b-09", "zone:z4-so"],
    );
    let letters = [
        "host:diem-quan-02",
        "host:diem-quan-khac-03",
        "data:ho-so-quan",
    ];
    named("hcm-coyeu-matdoc", &letters);
    named("pm-dungchung", &["host:phan-phoi", "host:ws-so-01"]);
    let portal: Brief<Red> = Brief::of(plan("cong-ddos-deface"));
    assert!(
        portal.named().is_empty(),
        "it speaks of things and names none"
    );
}
