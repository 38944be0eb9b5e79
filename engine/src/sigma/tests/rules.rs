//! Plain rules: modifiers, routing, order, and changes while running.

use super::super::{Lint, check_samples};
use super::*;

#[test]
fn modifiers_match_as_sigma_says() {
    let contains = "    s: {CommandLine|contains: 'Delete Shadows'}\n    condition: s";
    assert!(hits(
        contains,
        [("CommandLine", "vssadmin delete shadows /all")]
    ));
    assert!(!hits(contains, [("CommandLine", "vssadmin list shadows")]));
    assert!(!hits(contains, [("Image", "delete shadows")]));

    let ends = "    s: {Image|endswith: ['\\powershell.exe', '\\pwsh.exe']}\n    condition: s";
    assert!(hits(
        ends,
        [("Image", "C:\\Program Files\\PowerShell\\7\\PWSH.exe")]
    ));
    assert!(!hits(ends, [("Image", "C:\\pwsh.exe.bak")]));

    let all = "    s: {CommandLine|contains|all: ['-enc', 'hidden']}\n    condition: s";
    assert!(hits(
        all,
        [("CommandLine", "powershell -w hidden -enc AAAA")]
    ));
    assert!(!hits(all, [("CommandLine", "powershell -enc AAAA")]));

    let re = "    s: {CommandLine|re: '\\\\\\\\10\\.\\d+\\.'}\n    condition: s";
    assert!(hits(re, [("CommandLine", "copy a \\\\10.1.2.3\\c$")]));
    assert!(!hits(re, [("CommandLine", "copy a \\\\192.0.2.1\\c$")]));

    let cidr = "    s: {DestinationIp|cidr: '203.0.113.0/24'}\n    condition: s";
    assert!(hits(cidr, [("DestinationIp", "203.0.113.77")]));
    assert!(!hits(cidr, [("DestinationIp", "198.51.100.7")]));
    assert!(!hits(cidr, [("DestinationIp", "-")]));

    let dash = "    s: {CommandLine|windash|contains: ' -urlcache'}\n    condition: s";
    assert!(hits(dash, [("CommandLine", "certutil /urlcache -f")]));
    assert!(hits(dash, [("CommandLine", "certutil –urlcache -f")]));
    assert!(!hits(dash, [("CommandLine", "certutil urlcache")]));
}

#[test]
fn values_are_text_and_numbers_are_read_from_it() {
    let equal = "    s: {EventID: 4625}\n    condition: s";
    assert!(hits(equal, [("EventID", "4625")]));
    assert!(!hits(equal, [("EventID", "46250")]));
    let more = "    s: {sc-bytes|gte: 1000}\n    condition: s";
    assert!(hits(more, [("sc-bytes", "20000")]));
    assert!(!hits(more, [("sc-bytes", "999")]));
    assert!(!hits(more, [("sc-bytes", "-")]));
    let truth = "    s: {Initiated: 'true'}\n    condition: s";
    assert!(hits(truth, [("Initiated", "true")]));
    let dots = "    s: {id.orig_h|startswith: '10.'}\n    condition: s";
    assert!(hits(dots, [("id.orig_h", "10.0.0.1")]));
    let brackets = "    s: {'args[0]': x}\n    condition: s";
    assert!(hits(brackets, [("args[0]", "x")]));
}

#[test]
fn absent_empty_and_dash_are_three_things() {
    let null = "    s: {CommandLine: null, Image: a}\n    condition: s";
    assert!(hits(null, [("Image", "a")]));
    assert!(!hits(null, [("Image", "a"), ("CommandLine", "-")]));
    let empty = "    s: {CommandLine: ''}\n    condition: s";
    assert!(hits(empty, [("CommandLine", "")]));
    assert!(!hits(empty, [("Image", "a")]));
    let exists = "    s: {CommandLine|exists: true}\n    condition: s";
    assert!(hits(exists, [("CommandLine", "-")]));
    assert!(!hits(exists, [("Image", "a")]));
}

#[test]
fn keywords_search_every_value() {
    let words = "    words: ['failed password', 'invalid user']\n    condition: words";
    assert!(hits(
        words,
        [("host", "a"), ("message", "sshd: Failed password for root")]
    ));
    assert!(!hits(words, [("failed password", "a")]));
}

#[test]
fn a_rule_runs_only_where_its_logsource_points() {
    let detection = "detection:\n    s: {Image: a}\n    condition: s\n";
    let make = |stem: &str, logsource: &str| {
        rule(
            stem,
            &format!("title: T\nlogsource: {logsource}\n{detection}"),
        )
    };
    let mut engine = Engine::new(
        &classes(),
        vec![
            make("windows", "{product: windows}"),
            make("registry", "{product: windows, category: registry_event}"),
            make("anywhere", "{}"),
            make("linux", "{product: linux, category: process_creation}"),
        ],
    );
    let record = [("Image", "a")];
    let mut on = |class| {
        let hits = engine.feed(class, 0, &record);
        stems(&engine, &hits)
    };
    assert_eq!(on(PROCESS), ["anywhere", "windows"]);
    assert_eq!(on(REGISTRY), ["anywhere", "registry", "windows"]);
    assert_eq!(on(WEB), ["anywhere"]);
    let linux = engine.find("linux").expect("given above");
    assert_eq!(engine.sources_of(linux), []);
    assert_eq!(engine.lint(linux, &|_, _| true), [Lint::NoClass]);
    let registry = engine.find("registry").expect("given above");
    assert_eq!(engine.sources_of(registry), [REGISTRY]);
}

#[test]
fn enabling_and_replacing_take_effect_at_once() {
    let mut engine = engine(process_rule("r", "    s: {Image: a}\n    condition: s"));
    assert!(engine.matches(PROCESS) && !engine.matches(WEB));
    assert_eq!(engine.feed(PROCESS, 0, &[("Image", "a")]).len(), 1);
    engine.enable(ONLY, false);
    assert!(!engine.matches(PROCESS));
    assert!(engine.feed(PROCESS, 1, &[("Image", "a")]).is_empty());
    let same = engine.replace(process_rule("r", "    s: {Image: b}\n    condition: s"));
    assert_eq!(same, ONLY);
    assert!(
        engine.feed(PROCESS, 2, &[("Image", "b")]).is_empty(),
        "still off"
    );
    engine.enable(ONLY, true);
    assert!(engine.feed(PROCESS, 3, &[("Image", "a")]).is_empty());
    assert_eq!(engine.feed(PROCESS, 4, &[("Image", "b")]).len(), 1);
    let added = engine.replace(process_rule("a", "    s: {Image: b}\n    condition: s"));
    assert_eq!(added, RuleIx(1));
    let hits = engine.feed(PROCESS, 5, &[("Image", "b")]);
    assert_eq!(stems(&engine, &hits), ["a", "r"]);
    assert_eq!(
        engine.rules().map(|(ix, _)| ix).collect::<Vec<_>>(),
        [RuleIx(1), ONLY]
    );
}

#[test]
fn of_two_rules_with_one_stem_the_later_is_kept() {
    let first = process_rule("r", "    s: {Image: a}\n    condition: s");
    let second = process_rule("r", "    s: {Image: b}\n    condition: s");
    let mut engine = Engine::new(&classes(), vec![first, second]);
    assert_eq!(engine.rules().count(), 1);
    assert_eq!(engine.feed(PROCESS, 0, &[("Image", "b")]).len(), 1);
}

const FULL: &str = "\
title: Shadow copies deleted
id: 4f3a3c1e-0000-4000-8000-000000000001
status: test
description: Someone deletes the shadow copies.
author: Dientap
logsource:
    product: windows
    category: process_creation
detection:
    selection:
        Image|endswith: '\\vssadmin.exe'
        CommandLine|contains: 'delete'
    condition: selection
falsepositives:
    - backup software
level: high
tags:
    - attack.impact
    - attack.t1490
    - attack.T1486
custom:
    title_vi: Xóa bản sao bóng
    drill:
        match:
            - class: process_creation
              Image: 'C:\\Windows\\System32\\vssadmin.exe'
              CommandLine: 'vssadmin delete shadows /all /quiet'
        miss:
            - class: process_creation
              Image: 'C:\\Windows\\System32\\vssadmin.exe'
              CommandLine: 'vssadmin list shadows'
              LogonId: 999
";

#[test]
fn a_rule_tells_of_itself() {
    let rule = rule("win_shadow", FULL);
    assert_eq!(rule.title_vi.as_deref(), Some("Xóa bản sao bóng"));
    assert_eq!(
        (rule.level, rule.author.as_str()),
        (super::super::Level::High, "Dientap")
    );
    assert_eq!(rule.techniques, ["T1490", "T1486"]);
    assert_eq!(rule.logsources, [source("windows/process_creation")]);
    assert_eq!(rule.falsepositives, ["backup software"]);
    assert_eq!(rule.text, FULL);
    assert_eq!(
        rule.samples().misses[0].fields[2],
        ("LogonId".into(), "999".into())
    );
    assert!(!rule.is_correlation());
}

#[test]
fn samples_are_held_to_their_word() {
    let good = engine(rule("r", FULL));
    assert_eq!(check_samples(&good, ONLY), []);
    let bad = FULL.replace("vssadmin list shadows", "vssadmin delete x");
    let said = |text: &str| {
        check_samples(&engine(rule("r", text)), ONLY)
            .iter()
            .map(|f| f.to_string())
            .collect()
    };
    let faults: Vec<String> = said(&bad);
    assert_eq!(faults, ["miss[0]: hits"]);
    let faults: Vec<String> = said(&FULL.replace("class: process_creation", "class: webserver"));
    assert_eq!(faults.len(), 2);
    assert_eq!(
        faults[0],
        "match[0]: the rule does not look at log class 'webserver'"
    );
}

#[test]
fn lint_finds_what_can_never_or_always_hit() {
    let rule = process_rule(
        "r",
        "    s: {Image: a, Hashes: b}\n    f: {User: c}\n    condition: s or not f",
    );
    let engine = engine(rule);
    let emits = |class: ClassId, field: &str| class == PROCESS && field != "Hashes";
    let found = engine.lint(ONLY, &emits);
    assert_eq!(
        found,
        [Lint::FieldNotEmitted("Hashes".into()), Lint::NegativeOnly]
    );
}

#[test]
fn the_index_finds_what_a_full_scan_finds() {
    let words = ["alpha", "beta", "gamma", "delta", "7", "40"];
    let mut rules = Vec::new();
    for (i, a) in words.iter().enumerate() {
        for (j, b) in words.iter().enumerate() {
            let modifier = ["", "|contains", "|endswith", "|startswith", "|re"][(i + j) % 5];
            let detection = format!(
                "    s: {{A{modifier}: {a}}}\n    t: {{B|contains: '{b}'}}\n    \
                 n: {{C: null}}\n    condition: {}",
                ["s and t", "s and not t", "s or t", "n and (s or t)"][(i * 5 + j) % 4]
            );
            rules.push(process_rule(&format!("r{i}{j}"), &detection));
        }
    }
    let mut all = Engine::new(&classes(), rules.clone());
    for (step, a) in words.iter().cycle().take(60).enumerate() {
        let b = format!("{}-{}", words[step % 5], words[(step * 7) % 6]);
        let record = vec![("A".to_string(), a.to_string()), ("B".to_string(), b)];
        let found = all.feed(PROCESS, 0, &record);
        let indexed = stems(&all, &found);
        let alone = rules.iter().filter(|r| {
            !Engine::new(&classes(), vec![(*r).clone()])
                .feed(PROCESS, 0, &record)
                .is_empty()
        });
        let mut alone: Vec<String> = alone.map(|r| r.stem.clone()).collect();
        alone.sort();
        assert_eq!(indexed, alone, "{record:?}");
    }
}

#[test]
fn an_engine_may_live_on_another_thread() {
    fn sent<T: Send>(_: T) {}
    sent(engine(process_rule(
        "r",
        "    s: {Image: a}\n    condition: s",
    )));
}
