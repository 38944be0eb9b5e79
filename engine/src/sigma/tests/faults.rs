//! Faults in rule files, and where they are said to be.

use super::super::Rule;

const GOOD: &str = "\
title: T
logsource:
    category: process_creation
detection:
    selection:
        Image|contains: a
    condition: selection
level: low
";

/// Each fault of the text as `line:column: message`.
fn faults(text: &str) -> Vec<String> {
    match Rule::read("r", text) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(|fault| fault.to_string()).collect(),
    }
}

/// The only fault of the good rule with `from` changed to `to`.
fn fault(from: &str, to: &str) -> String {
    let mut found = faults(&GOOD.replace(from, to));
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn a_fault_is_where_it_is() {
    assert_eq!(faults(GOOD), [""; 0]);
    let yaml = fault("    selection:\n", "    selection: [\n");
    assert!(
        yaml.starts_with("7:14: ") || yaml.starts_with("6:"),
        "{yaml}"
    );
    assert_eq!(
        fault("|contains", "|contain"),
        "6:15: Unknown modifier 'contain'"
    );
    assert_eq!(
        fault("level: low", "level: lowish"),
        "8:8: invalid level: 'lowish'"
    );
    assert_eq!(
        fault("title: T\n", ""),
        "1:1: Missing required field 'title'"
    );
    let unknown = fault("condition: selection", "condition: selektion");
    assert_eq!(unknown, "7:16: unknown detection identifier: selektion");
    let nothing = fault("condition: selection", "condition: 1 of filter_*");
    assert_eq!(nothing, "7:21: no selection is called 'filter_*'");
    let syntax = fault("condition: selection", "condition: selection and and x");
    assert!(syntax.starts_with("7:30: condition: "), "{syntax}");
    let regex = fault("Image|contains: a", "Image|re: 'a(b'");
    assert!(regex.starts_with("6:"), "{regex}");
    assert!(regex.ends_with("unclosed group"), "{regex}");
    let cidr = fault("Image|contains: a", "Image|cidr: '10.0.0.0/99'");
    assert!(cidr.starts_with("6:"), "{cidr}");
    assert_eq!(faults(""), ["1:1: no rule here"]);
    assert!(faults("just text").len() == 1);
}

#[test]
fn faults_of_a_later_document_count_lines_of_the_file() {
    let text = format!("{GOOD}---\n# note\ntitle: J\ncorrelation:\n    type: event_cont\n");
    assert_eq!(
        faults(&text),
        ["13:11: Invalid correlation rule: Unknown correlation type: event_cont"]
    );
    let both = format!(
        "{}---\ntitle: J\ncorrelation: {{}}\n",
        GOOD.replace("|contains", "|contain")
    );
    assert_eq!(faults(&both).len(), 2);
}

#[test]
fn keys_of_ours_are_strict() {
    let with = |custom: &str| faults(&format!("{GOOD}custom:\n{custom}"));
    assert_eq!(with("    title_vi: A\n"), [""; 0]);
    assert_eq!(
        with("    titel_vi: A\n"),
        ["10:5: unknown key in 'custom': titel_vi"]
    );
    assert_eq!(
        with("    drill:\n        hit: []\n"),
        ["11:9: unknown key in 'drill': hit"]
    );
    let no_class = with("    drill:\n        miss:\n            - {Image: a}\n");
    assert_eq!(no_class, ["11:9: each sample needs a 'class': miss"]);
}

#[test]
fn correlations_that_can_never_hit_are_refused() {
    let with = |correlation: &str| {
        faults(&format!(
            "title: J\ncorrelation:\n{correlation}    condition: {{gte: 2}}\n"
        ))
    };
    let no_rules = with("    type: event_count\n    timespan: 5m\n");
    assert_eq!(no_rules, ["2:1: a correlation needs 'rules'"]);
    let no_field = with("    type: value_count\n    rules: [a]\n    timespan: 5m\n");
    assert_eq!(no_field.len(), 1);
    let endless = with("    type: event_count\n    rules: [a]\n    timespan: 900000000000d\n");
    assert_eq!(endless, ["5:5: a timespan may be ten years at most"]);
    let malformed = with("    type: event_count\n    rules: [a]\n    timespan: 5x\n");
    assert_eq!(malformed, ["5:15: Invalid timespan '5x'"]);
}

#[test]
fn all_bad_selections_are_told_in_the_same_order_each_time() {
    let other = "    other:\n        DestinationIp|cidr: '10.0.0.0/99'\n    selection:";
    let text = GOOD.replace("    selection:", other);
    let text = text.replace("Image|contains: a", "Image|re: 'a(b'");
    let first = faults(&text);
    assert_eq!(first.len(), 2, "{first:?}");
    // A hash map would have told them apart sooner or later.
    for _ in 0..40 {
        assert_eq!(faults(&text), first);
    }
}
