//! Correlations: counting, order, suppression, limits, and that a run repeats.

use super::super::{Limits, Lint, check_samples};
use super::*;

const BASE: &str = "\
title: Failed logon
name: failed
logsource: {product: windows, service: security}
detection:
    s: {EventID: 4625}
    condition: s
---
title: Logon
name: logon
logsource: {product: windows, service: security}
detection:
    s: {EventID: 4624}
    condition: s
---
";

/// The two logon rules and a correlation with this body.
fn logons(stem: &str, body: &str) -> Rule {
    rule(
        stem,
        &format!("{BASE}title: J\nlevel: high\ncorrelation:\n{body}"),
    )
}

const BRUTE: &str = "    type: event_count\n    rules: [failed]\n    group-by: [Ip]\n    \
                     timespan: 5m\n    condition: {gte: 3}\n";

fn fail(engine: &mut Engine, second: i64, ip: &str, user: &str) -> Vec<Hit> {
    engine.feed(
        SECURITY,
        second,
        &[("EventID", "4625"), ("Ip", ip), ("User", user)],
    )
}

fn succeed(engine: &mut Engine, second: i64, ip: &str) -> Vec<Hit> {
    engine.feed(SECURITY, second, &[("EventID", "4624"), ("Ip", ip)])
}

#[test]
fn event_count_hits_at_the_threshold_and_keeps_quiet_for_its_timespan() {
    let mut engine = engine(logons("brute", BRUTE));
    assert!(
        fail(&mut engine, 0, "192.0.2.1", "a").is_empty(),
        "a base does not hit by itself"
    );
    assert!(fail(&mut engine, 10, "192.0.2.1", "a").is_empty());
    assert!(
        fail(&mut engine, 15, "192.0.2.2", "a").is_empty(),
        "another group"
    );
    let group = vec![("Ip".to_string(), "192.0.2.1".to_string())];
    let hit = Hit {
        rule: ONLY,
        group,
        correlation: true,
    };
    assert_eq!(
        fail(&mut engine, 20, "192.0.2.1", "a"),
        std::slice::from_ref(&hit)
    );
    for second in 21..320 {
        assert!(
            fail(&mut engine, second, "192.0.2.1", "a").is_empty(),
            "{second}"
        );
    }
    assert_eq!(
        fail(&mut engine, 320, "192.0.2.1", "a"),
        [hit],
        "300 seconds later"
    );
    assert!(engine.rule(ONLY).is_correlation());
    assert_eq!(engine.rule(ONLY).title, "J");
}

#[test]
fn a_count_forgets_what_is_older_than_its_timespan() {
    let mut engine = engine(logons("brute", BRUTE));
    for second in [0, 200, 400, 600, 800] {
        assert!(fail(&mut engine, second, "192.0.2.1", "a").is_empty());
    }
    assert_eq!(
        fail(&mut engine, 801, "192.0.2.1", "a").len(),
        1,
        "600, 800, 801"
    );
}

#[test]
fn quiet_can_be_set_for_all_or_for_one_rule() {
    let limits = Limits {
        quiet: Some(0),
        ..Limits::default()
    };
    let mut engine = Engine::with_limits(&classes(), vec![logons("brute", BRUTE)], limits);
    let hits: usize = (0..10)
        .map(|s| fail(&mut engine, s, "192.0.2.1", "a").len())
        .sum();
    assert_eq!(hits, 8);
    let own = format!("{BRUTE}rsigma.suppress: 2s\n");
    let mut engine = Engine::new(&classes(), vec![logons("brute", &own)]);
    let hits: usize = (0..10)
        .map(|s| fail(&mut engine, s, "192.0.2.1", "a").len())
        .sum();
    assert_eq!(hits, 4);
}

#[test]
fn value_count_counts_different_values() {
    let spray = "    type: value_count\n    rules: [failed]\n    group-by: [Ip]\n    \
                 timespan: 60s\n    condition: {gte: 3, field: User}\n";
    let mut engine = engine(logons("spray", spray));
    for second in 0..50 {
        assert!(fail(&mut engine, second, "192.0.2.1", "same").is_empty());
    }
    assert!(fail(&mut engine, 50, "192.0.2.1", "b").is_empty());
    assert_eq!(fail(&mut engine, 51, "192.0.2.1", "c").len(), 1);
    assert!(
        fail(&mut engine, 200, "192.0.2.1", "d").is_empty(),
        "the old ones have left"
    );
}

#[test]
fn value_sum_adds_numbers_in_text() {
    let text = "\
title: Flow
name: flow
logsource: {category: firewall}
detection: {s: {action: allow}, condition: s}
---
title: Much out
correlation:
    type: value_sum
    rules: [flow]
    group-by: [src_ip]
    timespan: 10m
    condition: {gte: 500, field: bytes}
";
    let mut engine = engine(rule("out", text));
    let mut feed = |second, bytes| {
        let record = [
            ("action", "allow"),
            ("src_ip", "10.0.0.1"),
            ("bytes", bytes),
        ];
        engine.feed(FIREWALL, second, &record).len()
    };
    assert_eq!(
        [feed(0, "200"), feed(1, "-"), feed(2, "299"), feed(3, "1")],
        [0, 0, 0, 1]
    );
}

#[test]
fn temporal_wants_all_rules_and_ordered_wants_them_in_order() {
    let body = |kind: &str| {
        format!(
            "    type: {kind}\n    rules: [failed, logon]\n    group-by: [Ip]\n    timespan: 60s\n"
        )
    };
    let mut any = engine(logons("any", &body("temporal")));
    assert!(
        succeed(&mut any, 0, "192.0.2.1").is_empty(),
        "one of two is not all"
    );
    assert_eq!(fail(&mut any, 1, "192.0.2.1", "a").len(), 1);

    let mut ordered = engine(logons("ordered", &body("temporal_ordered")));
    assert!(succeed(&mut ordered, 0, "192.0.2.1").is_empty());
    assert!(
        fail(&mut ordered, 1, "192.0.2.1", "a").is_empty(),
        "the wrong way round"
    );
    assert!(
        succeed(&mut ordered, 2, "192.0.2.2").is_empty(),
        "another address"
    );
    assert_eq!(succeed(&mut ordered, 3, "192.0.2.1").len(), 1);
}

#[test]
fn a_correlation_can_count_a_correlation() {
    let body = "    type: event_count
    rules: [failed]
    group-by: [Ip]
    timespan: 5m
    condition: {gte: 3}
name: brute
---
title: Brute force that worked
correlation:
    type: temporal_ordered
    rules: [brute, logon]
    group-by: [Ip]
    timespan: 10m
";
    let mut engine = engine(logons("worked", body));
    for second in 0..5 {
        assert!(
            fail(&mut engine, second, "192.0.2.1", "a").is_empty(),
            "counted, so not loud"
        );
    }
    assert!(succeed(&mut engine, 5, "192.0.2.9").is_empty());
    assert_eq!(succeed(&mut engine, 6, "192.0.2.1").len(), 1);
}

#[test]
fn a_correlation_can_count_rules_of_other_files() {
    let base = rule("base", BASE.trim_end_matches("---\n"));
    let join = |generate: &str| {
        rule(
            "join",
            &format!("title: J\n{generate}correlation:\n{BRUTE}"),
        )
    };
    let mut engine = Engine::new(&classes(), vec![join(""), base]);
    let (base, brute) = (
        engine.find("base").expect("given"),
        engine.find("join").expect("given"),
    );
    assert_eq!(engine.sources_of(brute), [SECURITY]);
    for second in 0..2 {
        assert!(fail(&mut engine, second, "192.0.2.1", "a").is_empty());
    }
    engine.enable(base, false);
    assert_eq!(
        fail(&mut engine, 2, "192.0.2.1", "a").len(),
        1,
        "still counted"
    );
    engine.enable(base, true);
    engine.enable(brute, false);
    let hits = fail(&mut engine, 3, "192.0.2.1", "a");
    assert_eq!(stems(&engine, &hits), ["base"], "nobody counts it now");
    engine.enable(brute, true);
    assert!(
        fail(&mut engine, 4, "192.0.2.1", "a").is_empty(),
        "it starts from nothing"
    );
    engine.replace(join("generate: true\n"));
    let hits = fail(&mut engine, 5, "192.0.2.1", "a");
    assert_eq!(stems(&engine, &hits), ["base"]);
    let alone = super::engine(join(""));
    assert_eq!(
        alone.lint(ONLY, &|_, _| true),
        [Lint::UnknownReference("failed".into())]
    );
}

#[test]
fn groups_are_bounded_and_the_one_unused_longest_goes_first() {
    let limits = Limits {
        groups: 3,
        ..Limits::default()
    };
    let mut engine = Engine::with_limits(&classes(), vec![logons("brute", BRUTE)], limits);
    for (second, ip) in ["a", "b", "c", "a", "d", "a", "b", "b"].iter().enumerate() {
        let hits = fail(&mut engine, second as i64, ip, "u");
        assert_eq!(hits.len(), usize::from(second == 5), "{ip} at {second}");
        assert!(engine.remembered(ONLY) <= 3);
    }
    fail(&mut engine, 10_000, "z", "u");
    assert_eq!(
        engine.remembered(ONLY),
        1,
        "windows that have passed are dropped"
    );
}

#[test]
fn a_count_reaches_any_threshold() {
    let limits = Limits {
        entries: 4,
        ..Limits::default()
    };
    let high = BRUTE.replace("gte: 3", "gte: 100");
    let mut engine = Engine::with_limits(&classes(), vec![logons("high", &high)], limits);
    let hits: Vec<i64> = (0..250)
        .filter(|&s| !fail(&mut engine, s, "a", "u").is_empty())
        .collect();
    assert_eq!(hits, [99]);
    assert_eq!(fail(&mut engine, 348, "a", "u").len(), 0, "still quiet");
    assert_eq!(
        fail(&mut engine, 450, "a", "u").len(),
        1,
        "150 to 249 and two more"
    );
    assert_eq!(fail(&mut engine, 900, "a", "u").len(), 0, "all have left");
}

#[test]
fn replacing_a_rule_leaves_the_memory_of_others() {
    let mut engine = Engine::new(&classes(), vec![logons("one", BRUTE), logons("two", BRUTE)]);
    fail(&mut engine, 0, "x", "u");
    fail(&mut engine, 1, "x", "u");
    engine.replace(logons("one", BRUTE));
    let hits = fail(&mut engine, 2, "x", "u");
    assert_eq!(stems(&engine, &hits), ["two"]);
}

#[test]
fn sequences_of_samples_are_run_in_order() {
    let with = |at: i64| {
        let text = format!(
            "{BRUTE}custom:\n  drill:\n    match:\n      \
             - &f {{class: security, EventID: 4625, Ip: a}}\n      - *f\n      \
             - {{class: security, EventID: 4625, Ip: a, at: {at}}}\n    miss: [*f, *f]\n"
        );
        check_samples(&engine(logons("brute", &text)), ONLY)
    };
    assert_eq!(with(200), []);
    assert_eq!(with(900)[0].to_string(), "match: the sequence does not hit");
}

const WEB_SHELL: &str = "\
title: W
logsource: {category: webserver}
detection: {w: [shell], condition: w}
";

#[test]
fn the_same_records_give_the_same_hits() {
    let run = |flip: bool| {
        let mut rules = vec![
            logons("brute", BRUTE),
            logons("alpha", &BRUTE.replace("gte: 3", "gte: 2")),
            rule("web", WEB_SHELL),
        ];
        if flip {
            rules.reverse();
        }
        let limits = Limits {
            groups: 16,
            entries: 8,
            quiet: Some(7),
        };
        let mut engine = Engine::with_limits(&classes(), rules, limits);
        let (mut seed, mut out) = (7u64, Vec::new());
        for second in 0..4_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let ip = format!("192.0.2.{}", (seed >> 33) % 40);
            let hits = if seed >> 60 == 3 {
                engine.feed(WEB, second, &[("cs-uri-query", "cmd=shell")])
            } else {
                fail(&mut engine, second / 3, &ip, "u")
            };
            out.extend(
                hits.into_iter()
                    .map(|h| (second, engine.rule(h.rule).stem.clone(), h.group)),
            );
        }
        out
    };
    let first = run(false);
    assert!(first.len() > 100, "{}", first.len());
    assert_eq!(first, run(false));
    assert_eq!(
        first,
        run(true),
        "the order rules are given in does not matter"
    );
}
