//! Writes layers for the ATT&CK Navigator: techniques executed, covered, detected, missed.
//!
//! By the published format 4.5, which every Navigator from 4.9 on reads. A technique that several
//! steps used is scored by how many of them; a comment names them, because a colour alone says
//! nothing to who cannot see it.

use std::collections::BTreeMap;

use engine::report::Report;
use engine::report::attack::StepRow;
use serde_json::{Value as Json, json};

use crate::paper::press::Press;

/// The layers there are.
pub const LAYERS: [&str; 4] = ["executed", "covered", "detected", "missed"];

/// The domains there are: a layer is of one of them.
pub const DOMAINS: [&str; 2] = ["enterprise-attack", "ics-attack"];

/// One layer of one domain; none if the attack did nothing in it. `attack` is the version of ATT&CK
/// whose ids the scenario uses.
#[must_use]
pub fn write(press: &Press<'_>, layer: &str, domain: &str, attack: &str) -> Option<Json> {
    let report = press.report;
    let is_of = |id: &String| id.starts_with("T0") == (domain == "ics-attack");
    if !stepped(press, &|_| true).keys().any(is_of) {
        return None;
    }
    let mut techniques = match layer {
        "covered" => covered(report),
        "detected" => stepped(press, &|step| step.claimed.is_some()),
        "missed" => stepped(press, &|step| step.claimed.is_none()),
        _ => stepped(press, &|_| true),
    };
    techniques.retain(|id, _| is_of(id));
    let color = match layer {
        "covered" => "#74a9cf",
        "detected" => "#41ab5d",
        "missed" => "#d94801",
        _ => "#807dba",
    };
    let most = techniques.values().map(|(n, _)| *n).max().unwrap_or(1);
    let rows = techniques.into_iter().map(|(id, (score, comment))| {
        json!({
            "techniqueID": id, "score": score, "color": "", "comment": comment,
            "enabled": true,
        })
    });
    let title = press.text(&report.exercise.title);
    Some(json!({
        "name": format!("{} – {title}", press.word("layer", layer)),
        "versions": {"attack": major(attack), "navigator": "4.9.0", "layer": "4.5"},
        "domain": domain,
        "description": press.say("paper-notice-simulated"),
        "sorting": 3,
        "hideDisabled": false,
        "techniques": rows.collect::<Vec<_>>(),
        "gradient": {"colors": ["#ffffff", color], "minValue": 0, "maxValue": most},
        "legendItems": [{"label": press.word("layer", layer), "color": color}],
        "metadata": [{"name": "source", "value": press.source()}],
    }))
}

type Found = BTreeMap<String, (u32, String)>;

/// Techniques of the steps that are so.
fn stepped(press: &Press<'_>, is: &dyn Fn(&StepRow) -> bool) -> Found {
    let mut found = Found::new();
    let steps = press.report.attack.iter();
    for step in steps.filter(|step| step.began.is_some() && is(step)) {
        let began = step
            .began
            .map_or_else(String::new, |moment| press.at(moment.at));
        let line = format!("{began} {}", press.text(&step.title));
        for technique in &step.techniques {
            let (score, comment) = found.entry(technique.id.clone()).or_default();
            *score += 1;
            if !comment.is_empty() {
                comment.push('\n');
            }
            comment.push_str(&line);
        }
    }
    found
}

fn covered(report: &Report) -> Found {
    let all = report.defence.covered.iter();
    all.map(|id| (id.clone(), (1, String::new()))).collect()
}

/// The version as layers have it: its whole number.
fn major(version: &str) -> &str {
    let version = version.trim_start_matches('v');
    version.split('.').next().unwrap_or(version)
}
