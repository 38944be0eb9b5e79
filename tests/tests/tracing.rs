//! From a public address and a moment to the machine, by hunting alone: a report from outside names
//! no machine, the log of address translation says which inner address it was, and the log of
//! leases whose machine had that address then. And the false access point, by what its controller
//! wrote.

use std::collections::{BTreeMap, BTreeSet};

use engine::drill::{Drill, Entry};
use engine::words::fact::FactKind;
use engine::words::name::HostId;
use engine::words::time::{HOUR, Tick};
use tests::scenario::{blue, plan};

const BOTNET: &str = "hcm-botnet-canhbao";
const WIFI: &str = "hn-4lop-dothi";

fn found(drill: &Drill, query: &str) -> Vec<Entry> {
    let page = drill.hunt(blue(drill.plan()), query, None, 500);
    let page = page.unwrap_or_else(|faults| panic!("{query}: {faults:?}"));
    page.entries.into_iter().map(|(_, entry)| entry).collect()
}

fn field(entry: &Entry, name: &str) -> String {
    entry.fields.get(name).cloned().unwrap_or_default()
}

/// The machines that the attack ever held.
fn held(drill: &Drill) -> BTreeSet<HostId> {
    let facts = drill.facts().iter();
    let held = facts.filter_map(|fact| match fact.kind {
        FactKind::FootholdGained { host, .. } => Some(host),
        _ => None,
    });
    held.collect()
}

/// Which machine it was, as far as the logs of its body say.
fn traced(drill: &Drill, report: &Entry) -> Option<HostId> {
    let (at, hour) = (report.at.0, HOUR);
    let (public, c2) = (field(report, "public_ip"), field(report, "c2_ip"));
    let near = format!("from {} to {}", at.saturating_sub(hour), at + hour);
    let query = format!("class:nat nat_ip:={public} dst_ip:={c2} {near}");
    let translated = found(drill, &query);
    let nearest = translated.iter().min_by_key(|one| one.at.0.abs_diff(at))?;
    let inner = field(nearest, "src_ip");
    // The newest lease before that moment counts: addresses are given out anew.
    let query = format!("class:dhcp assigned_addr:={inner} before:{}", at + hour);
    let leases = found(drill, &query);
    let name = field(leases.first()?, "host_name");
    drill.map().host(&name)
}

#[test]
fn a_public_address_and_a_moment_lead_to_the_machine() {
    let mut drill = Drill::open(plan(BOTNET), 7);
    drill.advance(Tick(26 * HOUR));
    let reports = found(&drill, "class:botnet_report");
    assert!(reports.len() > 3, "{} reports", reports.len());
    let held = held(&drill);
    let (mut sure, mut lost) = (BTreeMap::new(), 0);
    for report in &reports {
        assert!(
            report.host.is_none(),
            "who reports from outside names no machine"
        );
        assert!(drill.now().0 >= report.at.0 + 5 * HOUR, "it comes late");
        match traced(&drill, report) {
            Some(host) => _ = sure.insert(host, field(report, "public_ip")),
            None => lost += 1,
        }
    }
    assert!(
        sure.len() > 2,
        "{} of {} are traced",
        sure.len(),
        reports.len()
    );
    println!(
        "{} machines traced, {lost} reports lead nowhere",
        sure.len()
    );
    for (host, public) in &sure {
        let name = drill.map().host_name(*host);
        assert!(
            held.contains(host),
            "{name} behind {public} is not infected"
        );
        // The address alone says nothing: its whole body stands behind it.
        let query = format!("class:nat nat_ip:={public} last 8h");
        let behind: BTreeSet<String> = found(&drill, &query)
            .iter()
            .map(|one| field(one, "src_ip"))
            .collect();
        assert!(
            behind.len() > 3,
            "{} machines behind {public}",
            behind.len()
        );
    }
}

#[test]
fn where_logs_are_missing_the_way_ends() {
    let drill = {
        let mut drill = Drill::open(plan(BOTNET), 7);
        drill.advance(Tick(3 * HOUR));
        drill
    };
    let machines = |zone: &str, class: &str| {
        let query = format!("class:{class} zone:{zone} last 2h");
        let tally = drill
            .tally(blue(drill.plan()), &query)
            .expect("it is sound");
        tally.count
    };
    for class in ["nat", "dhcp"] {
        let (departments, districts) = (machines("z3-so", class), machines("z3-quan", class));
        assert!(districts > 0, "some districts keep {class}");
        // 660 machines of the districts against 630 of the departments.
        assert!(
            districts * 10 < departments * 9,
            "{class}: {districts} and {departments}"
        );
    }
}

#[test]
fn a_false_access_point_is_heard_of_by_the_controller_that_it_mimics() {
    let mut seen = 0;
    for seed in 1..6 {
        let mut drill = Drill::open(plan(WIFI), seed);
        drill.advance(Tick(14 * HOUR));
        let rogue = found(&drill, "class:wifi action:=rogue-ap");
        assert!(!rogue.is_empty(), "seed {seed}: nobody saw it");
        let joined = found(&drill, "class:wifi action:=client-on-rogue");
        for one in &joined {
            let mac = field(one, "client_mac");
            // The same device, as it came and went on other days.
            let own = found(
                &drill,
                &format!("class:wifi client_mac:={mac} not action:client-on-rogue"),
            );
            assert!(
                !own.is_empty(),
                "seed {seed}: {mac} is known to the controller"
            );
            seen += 1;
        }
        let ordinary = drill.tally(blue(drill.plan()), "class:wifi action:=associate");
        assert!(
            ordinary.expect("it is sound").count > 200,
            "daily life goes on around it"
        );
        let alerts = drill
            .blue(blue(drill.plan()))
            .expect("it defends")
            .alerts
            .values();
        let rules: BTreeSet<&str> = alerts
            .map(|a| &*drill.plan().sensing.rules[a.rule.at()].stem)
            .collect();
        assert!(
            rules.contains("wifi_rogue_access_point"),
            "seed {seed}: {rules:?}"
        );
    }
    assert!(
        seen > 2,
        "the editor's device is seen to join it in some drills"
    );
}
