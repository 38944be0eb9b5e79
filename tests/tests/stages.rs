//! The four stages of machines that the attack held, and the warnings to each body: what organisers
//! see is how it is, what a defence sees follows from what it was told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::city::funnel::{Machine, Stage, When, counts};
use engine::city::indicator::Counts;
use engine::drill::Drill;
use engine::plan::Plan;
use engine::rehearsal::{BotKind, Bots};
use engine::view::Blue;
use engine::view::brief::Brief;
use engine::view::funnel::known;
use engine::view::warned::{Warned, warned};
use engine::words::fact::{FactKind, Outcome, Wait};
use engine::words::name::{ActionId, FactId, HostId, IndicatorId, OrgId, RunId};
use engine::words::order::{Ask, BlueAsk, Claim, Level, WhiteAsk};
use engine::words::target::Target;
use engine::words::time::Tick;
use tests::papers::{json, played};
use tests::program::Folder;
use tests::scenario::{act, blue, order, plan, play_on};

const CITY: &str = "hcm-7chitieu";
const WARNED: &str = "hcm-botnet-canhbao";

fn ended(name: &str) -> (Arc<Plan>, Drill) {
    let plan = plan(name);
    let mut drill = Drill::open(plan.clone(), 7);
    let mut bots = Bots::new(BotKind::Playbook, &plan, 7);
    play_on(&mut drill, &mut bots, Tick(plan.length.0));
    (plan, drill)
}

fn own(plan: &Arc<Plan>, drill: &Drill) -> Vec<Machine> {
    let brief: Brief<Blue> = Brief::of(plan.clone());
    brief.machines(drill.blue(blue(plan)).expect("it defends"))
}

#[test]
fn the_least_of_the_four_stages_is_the_indicator_and_a_defence_knows_what_it_was_told() {
    let (plan, mut drill) = ended(CITY);
    let mut indicators = drill.map().indicators.iter();
    let counted = indicators.position(|one| one.counts == Some(Counts::Cleaned));
    let id = IndicatorId::of(counted.expect("the city counts them"));
    let truth = drill.truth().clone();
    let machines = truth.funnel.machines(
        drill.map(),
        |form| plan.papers.warns(form),
        |action| plan.catalogue.tells(action),
    );
    let least = counts(&machines).into_iter().min().expect("four");
    let of = u32::try_from(machines.len()).expect("a few");
    assert!(of > 1, "the attack held machines");
    assert_eq!(truth.gauges.after(id), Some((least, of)));
    for one in &machines {
        let held = truth.hosts.get(&one.host).is_some_and(|h| h.held.is_some());
        assert_eq!(one.mark(Stage::Cleaned).is_none(), held, "{one:?}");
    }

    let seen = own(&plan, &drill);
    let view = drill.blue(blue(&plan)).expect("it defends").clone();
    let mut named = BTreeSet::new();
    for claim in view.claims.values() {
        let hosts = claim
            .said
            .scope
            .iter()
            .filter_map(|n| n.strip_prefix("host:"));
        named.extend(hosts.filter_map(|name| plan.map.host(name)));
    }
    assert!(!named.is_empty(), "the playbook names machines");
    for one in &seen {
        let detected = one.mark(Stage::Detected).is_some();
        assert_eq!(detected, named.contains(&one.host), "{one:?}");
        let done = view.hosts.contains_key(&one.host)
            || view
                .runs
                .values()
                .any(|r| r.is_done() && plan.map.host_of(&r.target) == Some(one.host))
            || view
                .inspections
                .iter()
                .any(|i| plan.map.host_of(&i.target) == Some(one.host));
        assert!(detected || done, "nobody told the team of {one:?}");
    }
    let listed: BTreeSet<HostId> = seen.iter().map(|one| one.host).collect();
    assert!(named.is_subset(&listed));
    assert!(
        counts(&seen)[Stage::Handled.at()] > 0,
        "{:?}",
        counts(&seen)
    );

    drill.order(order(&plan, Ask::White(WhiteAsk::Release)));
    drill.advance(drill.now());
    let moments = |all: &[Machine]| -> BTreeMap<HostId, [Option<Tick>; 4]> {
        let each = all.iter();
        each.map(|one| (one.host, one.marks.map(|m| m.map(|when| when.at))))
            .collect()
    };
    assert_eq!(moments(&own(&plan, &drill)), moments(&machines));
}

/// Facts as a team is told them, one a minute.
fn told(kinds: &[FactKind]) -> Vec<(When, &FactKind)> {
    let when = |n: usize| {
        let n = u32::try_from(n).expect("a few") + 1;
        When {
            at: Tick(n * 60),
            fact: FactId(n),
        }
    };
    kinds
        .iter()
        .enumerate()
        .map(|(n, k)| (when(n), k))
        .collect()
}

fn action(plan: &Plan, name: &str) -> ActionId {
    let mut all = plan.catalogue.actions.iter();
    let place = all.position(|action| &*action.name == name);
    ActionId::of(place.expect("in the catalogue"))
}

/// A body with machines, one of them, and the two facts of a run of its own.
fn body(plan: &Plan) -> (OrgId, HostId) {
    let mut orgs = (0..plan.map.orgs.len()).map(OrgId::of);
    let defends = plan.roster.teams[blue(plan).at()].org;
    let org = orgs.find(|org| Some(*org) != defends && plan.map.has_machines(*org));
    let org = org.expect("somebody has machines");
    (org, plan.map.hosts_of(org)[0])
}

#[test]
fn a_machine_is_clean_for_a_defence_once_somebody_looked_and_until_something_is_found() {
    let plan = plan(WARNED);
    let team = blue(&plan);
    let (org, host) = body(&plan);
    let run = RunId::of(0);
    let scope = vec![format!("host:{}", plan.map.host_name(host)).into()];
    let found = FactKind::SweepFound { team, host };
    let swept = FactKind::Swept {
        team,
        target: Target::Org(org),
        found: 0,
    };
    let undone = false;
    let verified = |holds| FactKind::RunVerified { run, holds, undone };
    let mut kinds = vec![
        FactKind::ClaimMade {
            team,
            claim: engine::words::name::ClaimId::of(0),
            said: Claim {
                scope,
                level: Level::Technique,
                says: Vec::new(),
                cites: Vec::new(),
                note: String::new(),
            },
        },
        // Nobody has cleaned it: that a sweep finds nothing says nothing.
        swept.clone(),
        FactKind::RunAsked {
            run,
            team,
            action: action(&plan, "unit-cleans"),
            target: Target::Org(org),
        },
        FactKind::RunEnded {
            run,
            outcome: Outcome::Done,
        },
    ];
    let minutes = |kinds: &[FactKind]| {
        let all = known(&plan, told(kinds));
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!((all[0].host, all[0].org), (host, org));
        all[0].marks.map(|mark| mark.map(|when| when.at.0 / 60))
    };
    assert_eq!(minutes(&kinds), [Some(1), None, Some(4), None]);
    kinds.push(FactKind::Told {
        team,
        org,
        action: action(&plan, "unit-cleans"),
    });
    kinds.push(verified(false));
    assert_eq!(minutes(&kinds), [Some(1), Some(5), Some(4), None]);
    kinds.push(verified(true));
    assert_eq!(minutes(&kinds), [Some(1), Some(5), Some(4), Some(7)]);
    // It had been clean: another infection, about which nothing was done yet.
    kinds.push(found);
    assert_eq!(minutes(&kinds), [None; 4]);
    kinds.push(swept);
    assert_eq!(minutes(&kinds), [None; 4]);
}

#[test]
fn a_body_that_lets_its_time_pass_is_silent_until_it_is_asked_again() {
    let plan = plan(WARNED);
    let team = blue(&plan);
    let (org, _) = body(&plan);
    let asked = |run| FactKind::RunAsked {
        run,
        team,
        action: action(&plan, "unit-cleans"),
        target: Target::Org(org),
    };
    let waits = |run| FactKind::RunWaits {
        run,
        for_what: Wait::Body(org),
    };
    let ended = |run, outcome| FactKind::RunEnded { run, outcome };
    let (first, second) = (RunId::of(0), RunId::of(1));
    let mut kinds = vec![asked(first), waits(first)];
    let stands = |kinds: &[FactKind]| warned(&plan, told(kinds))[&org];
    let minute = |when: Option<When>| when.map(|when| when.at.0 / 60);
    let one = stands(&kinds);
    assert_eq!(
        (minute(one.issued), minute(one.delivered)),
        (Some(1), Some(2))
    );
    assert_eq!((minute(one.waits), one.silent()), (Some(2), None));
    kinds.push(ended(first, Outcome::Declined));
    let one = stands(&kinds);
    assert_eq!((minute(one.silent()), one.acknowledged), (Some(3), None));
    assert_eq!(minute(one.unanswered), Some(3));
    kinds.extend([asked(second), waits(second)]);
    assert_eq!(stands(&kinds).silent(), None, "it has its time again");
    kinds.push(FactKind::RunStarted { run: second });
    kinds.push(ended(second, Outcome::Done));
    kinds.push(FactKind::RunVerified {
        run: second,
        holds: false,
        undone: false,
    });
    let one = stands(&kinds);
    assert_eq!(minute(one.first), Some(1));
    let stages = [one.issued, one.delivered, one.acknowledged, one.acted];
    let minutes = stages.map(minute);
    assert_eq!(
        minutes,
        [Some(4), Some(5), Some(6), Some(7)],
        "of the second"
    );
    assert_eq!(
        (one.silent(), one.declined, one.unanswered),
        (None, None, None)
    );
    assert_eq!(one.verified.map(|(_, holds)| holds), Some(false));
    // A third that has only gone out changes nothing of how far the second came.
    kinds.push(asked(RunId::of(2)));
    let stages = |one: &Warned| [one.issued, one.delivered, one.acknowledged, one.acted];
    assert_eq!(stages(&stands(&kinds)), stages(&one));
    // Nor does its silence about the third stand beside what it did upon the second.
    kinds.push(ended(RunId::of(2), Outcome::Declined));
    let last = stands(&kinds);
    assert_eq!((last.silent().is_some(), last.unanswered), (true, None));
}

/// Played: a zone is warned, and each body answers in its own way.
#[test]
fn a_warning_to_a_zone_is_one_for_each_of_its_bodies_and_some_stay_silent() {
    let plan = plan(WARNED);
    let mut drill = Drill::open(plan.clone(), 7);
    act(&mut drill, "warn-zone", "zone:z3-quan", Tick(0));
    drill.advance(Tick(12 * 3_600));
    let brief: Brief<Blue> = Brief::of(plan.clone());
    let view = drill.blue(blue(&plan)).expect("it defends").clone();
    let all = brief.warned(&view);
    let count = |is: &dyn Fn(&Warned) -> bool| all.values().filter(|one| is(one)).count();
    let Some(Target::Zone(zone)) = plan.map.target("zone:z3-quan") else {
        panic!("it has districts");
    };
    let groups = plan.map.groups.iter().filter(|group| group.zone == zone);
    let bodies: BTreeSet<OrgId> = groups.flat_map(|g| g.orgs.iter().copied()).collect();
    assert_eq!(count(&|one| one.issued.is_some()), bodies.len());
    let asked = view
        .runs
        .values()
        .filter(|run| run.target != Target::Zone(zone));
    assert_eq!(count(&|one| one.delivered.is_some()), asked.count());
    let (silent, acted) = (
        count(&|one| one.silent().is_some()),
        count(&|one| one.acted.is_some()),
    );
    assert!(silent > 0 && acted > 0, "{silent} silent, {acted} acted");
    assert_eq!(count(&|one| one.verified.is_some()), 0);
    for one in all.values().filter(|one| one.acted.is_some()) {
        let stages = [one.issued, one.delivered, one.acknowledged, one.acted];
        let moments: Vec<Tick> = stages.iter().flatten().map(|when| when.at).collect();
        assert!(moments.len() == 4 && moments.is_sorted(), "{one:?}");
        assert_eq!(one.silent(), None);
    }

    // Verified: only those that were looked at.
    let run = view
        .runs
        .iter()
        .find(|(_, run)| run.is_done() && run.target != Target::Zone(zone));
    let (run, target) = run
        .map(|(id, run)| (*id, run.target.clone()))
        .expect("one acted");
    drill.order(order(&plan, Ask::Blue(BlueAsk::Verify { run })));
    drill.advance(Tick(drill.now().0 + 3_600));
    let view = drill.blue(blue(&plan)).expect("it defends");
    let all = brief.warned(view);
    let verified: Vec<OrgId> = all
        .iter()
        .filter(|(_, one)| one.verified.is_some())
        .map(|(org, _)| *org)
        .collect();
    assert_eq!(
        verified
            .iter()
            .map(|org| Target::Org(*org))
            .collect::<Vec<_>>(),
        [target]
    );
}

#[test]
fn the_papers_tell_the_stages_by_public_address_and_the_warnings_by_body() {
    let folder = Folder::new("stages-papers");
    let file = played(&folder, CITY, "7", "x.drill");
    let organiser = json(&[&file]);
    let team = json(&[&file, "--for", "blue"]);
    let funnel = &organiser["funnel"];
    assert_eq!(
        (&funnel["truth"], &team["funnel"]["truth"]),
        (&true.into(), &false.into())
    );
    let addresses = funnel["addresses"].as_array().expect("a list");
    let machines = addresses
        .iter()
        .map(|row| row["machines"].as_array().expect("a list").len());
    assert_eq!(Some(machines.sum::<usize>() as u64), funnel["of"].as_u64());
    let least = funnel["stages"].as_array().expect("four").iter();
    let least = least.filter_map(|stage| stage["have"].as_u64()).min();
    let rows = organiser["indicators"].as_array().expect("a list");
    let row = rows.iter().find(|row| row["name"] == funnel["indicator"]);
    let after = &row.expect("it is in the papers")["after"];
    assert_eq!(
        (after["have"].as_u64(), &after["of"]),
        (least, &funnel["of"])
    );

    let moments = |report: &serde_json::Value, stage: &str| -> Vec<Option<u64>> {
        let rows = report["warnings"].as_array().expect("a list").iter();
        rows.map(|row| row[stage]["at"].as_u64()).collect()
    };
    assert!(!moments(&organiser, "issued").is_empty());
    for stage in ["issued", "delivered", "acknowledged", "acted", "verified"] {
        assert_eq!(moments(&organiser, stage), moments(&team, stage), "{stage}");
    }
    let public = json(&[&file, "--for", "observer"]);
    assert_eq!(public["warnings"].as_array().map(Vec::len), Some(0));
    assert_eq!(public["funnel"]["of"], 0);
}
