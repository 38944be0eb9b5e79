//! The indicators of the city: in every scenario that has what they are measured from, what is
//! declared open to all, what is true to nobody but organisers and jury before the release, and
//! nothing made up.

use std::collections::BTreeSet;

use engine::city::asset::Backup;
use engine::city::indicator::{Counts, Unit};
use engine::drill::Drill;
use engine::plan::Plan;
use engine::rehearsal::{BotKind, Bots};
use engine::view::Observer;
use engine::view::brief::Brief;
use engine::words::fact::FactKind;
use engine::words::name::{BackupId, HostId, IndicatorId};
use engine::words::order::{Ask, WhiteAsk};
use engine::words::target::Target;
use engine::words::time::Tick;
use serde_json::Value as Json;
use tests::papers::json;
use tests::program::{Folder, run};
use tests::root;
use tests::scenario::{blue, order, plan, plan_of, play_on, scenarios, texts};

fn all(plan: &Plan) -> impl Iterator<Item = IndicatorId> {
    (0..plan.map.indicators.len()).map(IndicatorId::of)
}

fn named(plan: &Plan, name: &str) -> Option<IndicatorId> {
    let mut places = plan.map.indicators.iter();
    places
        .position(|one| &*one.name == name)
        .map(IndicatorId::of)
}

#[test]
fn a_city_has_the_indicators_that_it_has_what_to_measure_from() {
    let mut seen = BTreeSet::new();
    for name in scenarios() {
        let plan = plan(&name);
        let kinds: BTreeSet<&str> = plan
            .map
            .controls
            .iter()
            .map(|c| &*plan.map.kinds[c.kind.at()].0)
            .collect();
        let wanted = [
            ("av-installed", kinds.contains("av")),
            ("national-link", kinds.contains("sharing")),
            ("restore-tested", !plan.map.backups.is_empty()),
            ("warning-delay", true),
            ("trust", true),
        ];
        for (indicator, is_there) in wanted {
            assert_eq!(
                named(&plan, indicator).is_some(),
                is_there,
                "{name}: {indicator}"
            );
            seen.insert((indicator, is_there));
        }
    }
    assert!(seen.contains(&("national-link", true)) && seen.contains(&("national-link", false)));
}

/// A drill at its end, with the playbook.
fn ended(name: &str) -> Drill {
    let plan = plan(name);
    let mut drill = Drill::open(plan.clone(), 7);
    let mut bots = Bots::new(BotKind::Playbook, &plan, 7);
    let end = Tick(plan.length.0);
    play_on(&mut drill, &mut bots, end);
    drill
}

#[test]
fn what_is_true_is_told_to_teams_and_public_with_the_release_and_not_before() {
    let name = "hp-cang-ransom";
    let plan = plan(name);
    let team = blue(&plan);
    let mut drill = ended(name);
    let shares = |plan: &Plan| {
        let map = plan.map.clone();
        let ids = all(plan);
        ids.filter(move |id| map.indicators[id.at()].unit() == Unit::Share)
            .collect::<Vec<_>>()
    };
    let shares = shares(&plan);
    assert!(shares.len() > 1, "AV and backups at least");
    for id in &shares {
        let truth = &drill.truth().gauges;
        assert!(
            truth.before(*id).is_some() && truth.after(*id).is_some(),
            "organisers know"
        );
        let seen = drill.blue(team).expect("it defends");
        assert_eq!(
            (seen.gauges.before(*id), seen.gauges.after(*id)),
            (None, None)
        );
        assert_eq!(drill.observer().gauges.before(*id), None);
    }
    // What a team did itself it knows at once; the public does not.
    let counts = |org| plan.map.has_machines(org);
    let warns = |form| plan.papers.warns(form);
    let tells = |action| plan.catalogue.tells(action);
    let own = drill
        .blue(team)
        .expect("it defends")
        .gauges
        .warned(counts, warns, tells);
    let (median, of) = own.expect("the playbook claims and warns");
    assert!(of > 1 && median.0 > 0, "{median} {of}");
    assert_eq!(drill.truth().gauges.warned(counts, warns, tells), own);
    assert_eq!(drill.observer().gauges.warned(counts, warns, tells), None);

    assert!(drill.truth().ended.is_some(), "it is over");
    drill.order(order(&plan, Ask::White(WhiteAsk::Release)));
    drill.advance(drill.now());
    let truth = drill.truth().gauges.clone();
    for id in shares {
        assert_eq!(
            drill.blue(team).expect("it defends").gauges.before(id),
            truth.before(id)
        );
        assert_eq!(drill.observer().gauges.after(id), truth.after(id));
    }
    assert_eq!(drill.observer().gauges.warned(counts, warns, tells), own);
    assert_eq!(
        drill
            .blue(team)
            .expect("it defends")
            .gauges
            .warned(counts, warns, tells),
        own
    );
}

/// Counted once more, from the plan and the facts alone.
/// Puts in which copies a drill proved, and takes out which it made worthless.
fn proved(drill: &Drill, tested: &mut BTreeSet<BackupId>) {
    for fact in drill.facts() {
        match fact.kind {
            // An inspection restores a part, to see whether it can be done.
            FactKind::Restored { backup, .. }
            | FactKind::Inspected {
                target: Target::Backup(backup),
                odd: None,
                ..
            } => _ = tested.insert(backup),
            _ => {}
        }
    }
    // What the attack destroyed, or nobody can read, proves nothing any more.
    for fact in drill.facts() {
        if let FactKind::Wiped { backup } | FactKind::RestoreFailed { backup, .. } = fact.kind {
            tested.remove(&backup);
        }
    }
}

#[test]
fn the_figures_are_those_of_the_city() {
    let name = "hp-cang-ransom";
    let (plan, drill) = (plan(name), ended(name));
    // Whom a control really covers, the seed says.
    let map = drill.map();
    let gauges = &drill.truth().gauges;

    let backups = named(&plan, "restore-tested").expect("it has backups");
    let Some(Counts::Backups(within)) = map.indicators[backups.at()].counts else {
        panic!("it counts backups");
    };
    let of = u32::try_from(map.backups.len()).expect("a few");
    let is_tested = |one: &Backup| one.tested.is_some_and(|ago| ago <= within);
    let tested = map
        .backups
        .iter()
        .enumerate()
        .filter(|(_, one)| is_tested(one));
    let mut tested: BTreeSet<BackupId> = tested.map(|(i, _)| BackupId::of(i)).collect();
    let count = |set: &BTreeSet<BackupId>| u32::try_from(set.len()).expect("a few");
    assert_eq!(gauges.before(backups), Some((count(&tested), of)));
    proved(&drill, &mut tested);
    assert_eq!(gauges.after(backups), Some((count(&tested), of)));

    let av = named(&plan, "av-installed").expect("it has anti-malware");
    let kind = map
        .kinds
        .iter()
        .position(|(name, _)| &**name == "av")
        .expect("a kind");
    let guards: Vec<_> = map
        .controls
        .iter()
        .enumerate()
        .filter(|(_, c)| c.kind.at() == kind)
        .collect();
    let meant = |host: HostId, c: &engine::city::control::Control| {
        let (zone, org) = (map.zone_of(host), map.org_of(host));
        c.zones.contains(&zone)
            || c.orgs.contains(&org)
            || c.hosts.iter().any(|r| r.contains(&host.0))
    };
    let hosts = (0..map.hosts).map(HostId);
    let (mut have, mut of) = (0, 0);
    for host in hosts {
        let mut mine = guards.iter().filter(|(_, c)| meant(host, c)).peekable();
        of += u32::from(mine.peek().is_some());
        let id = |i: usize| engine::words::name::ControlId::of(i);
        have += u32::from(mine.any(|(i, c)| c.on && c.healthy && map.covers(id(*i), host)));
    }
    assert!(
        0 < have && have < of,
        "{have} of {of}: some are not guarded"
    );
    assert_eq!(gauges.before(av), Some((have, of)));
}

#[test]
fn what_nobody_declared_is_a_gap_and_what_is_declared_of_nothing_is_a_fault() {
    let gap = plan("pm-dungchung");
    let brief: Brief<Observer> = Brief::of(gap.clone());
    let known: Vec<_> = brief.indicators().collect();
    assert!(!known.is_empty() && known.iter().all(|one| one.declared.is_none()));
    let mut texts = texts("pm-dungchung");
    let city = String::from_utf8(texts.0["city.yml"].clone()).expect("text");
    let with = |texts: &mut engine::plan::Texts, line: &str| {
        let city = format!("{city}{line}\n");
        texts.0.insert("city.yml".to_owned(), city.into_bytes());
    };
    with(&mut texts, "declares: {av-installed: 970}");
    let told: Brief<Observer> = Brief::of(plan_of(&texts));
    let declared: Vec<_> = told.indicators().filter_map(|one| one.declared).collect();
    assert_eq!(declared, [970]);
    with(&mut texts, "declares: {av-instaled: 970, trust: 1001}");
    let (plan, faults) = Plan::read(&texts);
    assert!(plan.is_none());
    let found: Vec<_> = faults.iter().map(|fault| fault.kind.code()).collect();
    assert_eq!(found, ["unknown-name", "out-of-range"], "{faults:?}");
}

fn row<'j>(report: &'j Json, name: &str) -> &'j Json {
    let rows = report["indicators"].as_array().expect("a list");
    let mut rows = rows.iter();
    rows.find(|row| row["name"] == name)
        .expect("it is in the papers")
}

#[test]
fn the_papers_tell_the_organisers_what_was_true_and_a_team_what_was_declared() {
    let folder = Folder::new("indicators-papers");
    let scenario = root().join("scenarios/cong-ddos-deface");
    let file = folder.path("x.drill");
    let line = [
        "run",
        &scenario.to_string_lossy(),
        "--seed",
        "7",
        "--out",
        &file,
    ];
    let outcome = run(&folder, &line);
    assert!(
        outcome.status.is_some_and(|s| s.success()),
        "{}",
        outcome.said
    );
    let organiser = json(&[&file]);
    let team = json(&[&file, "--for", "blue"]);
    let public = json(&[&file, "--for", "observer"]);
    let av = row(&organiser, "av-installed");
    assert!(
        av["before"]["of"].as_u64() > Some(0) && av["target"] == 1_000,
        "{av}"
    );
    for reader in [&team, &public] {
        assert!(
            row(reader, "av-installed")["before"].is_null(),
            "not before the release"
        );
        assert!(
            row(reader, "trust")["moved"].is_i64(),
            "everybody feels trust move"
        );
    }
    let delay = &row(&organiser, "warning-delay")["delay"];
    assert!(delay["of"].as_u64() > Some(0), "{delay}");
    assert_eq!(delay, &row(&team, "warning-delay")["delay"]);
    assert!(row(&public, "warning-delay")["delay"].is_null());
}
