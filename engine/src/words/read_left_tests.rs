//! What is still read of a file with faults, and which names are remembered of the rest.

use std::time::{Duration, Instant};

use crate::words::fault::Faults;
use crate::words::prune::{Losses, MOST_NAMES};
use crate::words::read::{Reading, read_left};
use crate::words::read_tests::City;
use crate::words::shape::Root;

fn left(text: &str, root: Root) -> (Reading<City>, Vec<String>) {
    let mut faults = Faults::new();
    let reading = read_left("city.yml", text.as_bytes(), root, &mut faults);
    let told = faults.iter().map(|fault| {
        let place = format!("{}:{} ", fault.line, fault.column);
        place + fault.kind.code()
    });
    (reading, told.collect())
}

fn names(losses: &Losses) -> Vec<&str> {
    losses.names.iter().map(String::as_str).collect()
}

/// The names of the hosts that are left, with what they are for.
fn hosts(reading: &Reading<City>) -> Vec<String> {
    let city = reading.value.as_ref().expect("something is left");
    let shown = |host| format!("{host:?}");
    let name = |shown: String| shown.split('"').nth(1).map(str::to_owned);
    city.hosts().iter().map(shown).filter_map(name).collect()
}

#[test]
fn what_has_no_fault_is_read_whole_and_nothing_is_lost() {
    let text = "title: {vi: a, en: b}\nhosts: [{name: w, title: {vi: a, en: b}, role: server}]\n";
    let (reading, told) = left(text, Root::Filled);
    assert_eq!(hosts(&reading), ["w"]);
    assert!(told.is_empty() && reading.losses.is_empty());
}

#[test]
fn the_smallest_part_that_may_be_absent_goes_with_its_names() {
    let text = "\
title: {vi: a, en: b}
hosts:
  - {name: extra-key, title: {vi: a, en: b}, role: server, colour: red}
  - {name: odd-option, title: {vi: a, en: b}, role: server, zone: [z9]}
  - {name: odd-item, title: {vi: a, en: b}, role: server, tags: [t, [u]]}
  - {name: no-role, title: {vi: a, en: b}}
  - {name: [in-list], title: {vi: a, en: b}, role: server}
  - {name: deep, title: {vi: a, en: b}, role: server, requires: [{answered: {inject: [i]}}]}
";
    let (reading, told) = left(text, Root::Dropped);
    assert_eq!(
        hosts(&reading),
        ["extra-key", "odd-option", "odd-item", "deep"]
    );
    assert_eq!(told.len(), 7, "{told:?}");
    let lost = names(&reading.losses);
    for name in ["extra-key", "z9", "u", "no-role", "in-list", "i", "deep"] {
        assert!(lost.contains(&name), "{name} of {lost:?}");
    }
    assert!(!lost.contains(&"t"), "{lost:?}");
    assert!(reading.losses.nameless.is_empty());
    assert_eq!(
        reading.losses.sections.iter().collect::<Vec<_>>(),
        ["hosts"]
    );
}

#[test]
fn a_name_that_is_gone_for_good_is_said_to_be() {
    let host = |name: &str| format!("hosts: [{{{name}title: {{vi: a, en: b}}, role: server}}]\n");
    let lists = |text: &str| left(text, Root::Filled).0.losses.nameless;
    assert_eq!(lists(&host("")), ["hosts".to_owned()].into());
    assert!(lists(&host("nmae: w, ")).is_empty());
    assert_eq!(lists("hosts: [*gone]\n"), ["hosts".to_owned()].into());
    assert_eq!(lists("hosts: 5\n"), ["hosts".to_owned()].into());
    assert_eq!(
        lists("title: {vi: a, en: b}\n"),
        ["hosts".to_owned()].into()
    );
    assert_eq!(lists("5"), [String::new()].into());
}

#[test]
fn what_is_missing_at_the_root_is_made_up_only_where_the_file_stands_alone() {
    let text = "hosts: [{name: w, title: {vi: a, en: b}, role: server}]\n";
    let (reading, told) = left(text, Root::Filled);
    assert_eq!(
        (hosts(&reading), told),
        (vec!["w".to_owned()], vec!["1:1 missing-key".to_owned()])
    );
    assert!(reading.losses.sections.contains("title"));
    let (reading, told) = left(text, Root::Dropped);
    assert!(reading.value.is_none() && told.len() == 1);
}

#[test]
fn what_its_type_refuses_goes_the_same_way_and_all_of_it_is_told() {
    let host =
        |name: &str| format!("  - {{name: {name}, title: {{vi: a, en: b}}, role: server}}\n");
    let text = format!(
        "title: {{vi: a, en: b}}\nhosts:\n{}{}{}",
        host("forbidden"),
        host("w"),
        host("forbidden")
    );
    let (reading, told) = left(&text, Root::Filled);
    assert_eq!(hosts(&reading), ["w"]);
    assert_eq!(told, ["3:12 refused", "5:12 refused"]);
    assert!(reading.losses.names.contains("forbidden"));
}

#[test]
fn after_a_fault_of_syntax_the_words_of_the_rest_may_be_names() {
    let text = "\
title: {vi: a, en: b}
hosts:
  - {name: w, title: {vi: a, en: b}, role: server}
  - name: x
    title: y: z
  - {name: after, zone: \"quoted\"}
";
    let (reading, told) = left(text, Root::Filled);
    assert_eq!((hosts(&reading), told.len()), (vec!["w".to_owned()], 1));
    let lost = names(&reading.losses);
    for name in ["x", "after", "quoted"] {
        assert!(lost.contains(&name), "{name} of {lost:?}");
    }
    assert!(!lost.contains(&"w") && reading.losses.sections.contains(""));
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a test may look at the clock")]
fn many_refusals_and_many_names_end() {
    let start = Instant::now();
    let refused = "{name: forbidden, title: {vi: a, en: b}, role: server},".repeat(20_000);
    let text = format!("title: {{vi: a, en: b}}\nhosts: [{refused}]\n");
    let (reading, told) = left(&text, Root::Filled);
    assert!(reading.value.is_none() && told.len() > 1);
    let many: String = (0..60_000).map(|n| format!("k{n}: v\n")).collect();
    let (reading, _) = left(&many, Root::Filled);
    assert_eq!(reading.losses.names.len(), MOST_NAMES);
    assert!(reading.losses.nameless.contains(""));
    assert!(start.elapsed() < Duration::from_secs(60));
}
