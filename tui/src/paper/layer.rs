//! Writes layers for the ATT&CK Navigator: techniques executed, covered, detected, missed.
//!
//! By the published format 4.5, which every Navigator from 4.9 on reads. A technique that several
//! steps used is scored by how many of them; a comment names them, because a colour alone says
//! nothing to who cannot see it.

use std::collections::BTreeMap;

use engine::detect::coverage::{Gap, Sight, StepSight};
use engine::plan::Plan;
use engine::report::Report;
use engine::report::attack::StepRow;
use serde_json::{Value as Json, json};

use crate::paper::press::Press;
use crate::phrase::{Phrases, Value, harmless};

/// The layers there are.
pub const LAYERS: [&str; 4] = ["executed", "covered", "detected", "missed"];

/// The domains there are: a layer is of one of them.
pub const DOMAINS: [&str; 2] = ["enterprise-attack", "ics-attack"];

/// What the file of a layer of a domain is called.
#[must_use]
pub fn file_name(domain: &str, layer: &str) -> String {
    let (short, _) = domain.split_once('-').unwrap_or((domain, ""));
    format!("navigator-{short}-{layer}.json")
}

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
    let labels = [(press.word("layer", layer), color)];
    Some(drawn(Sheet {
        name: format!(
            "{} – {}",
            press.word("layer", layer),
            press.text(&report.exercise.title)
        ),
        description: press.say("paper-notice-simulated"),
        source: press.source(),
        attack,
        domain,
        techniques,
        colors: vec!["#ffffff", color],
        most,
        legend: &labels,
    }))
}

/// How much of each technique of a campaign the rules see, before any drill; one domain of it, none
/// if the campaign does nothing in it. A technique is scored by the least seen of its steps.
#[must_use]
pub fn coverage(
    plan: &Plan,
    sights: &[StepSight],
    domain: &str,
    phrases: &Phrases,
) -> Option<Json> {
    let mut techniques = Found::new();
    for seen in sights {
        let step = &plan.campaign.steps[seen.step.at()];
        let mut line = format!(
            "{}: {}",
            harmless(step.title.get(phrases.lang())),
            sight_words(seen, phrases)
        );
        if !seen.rules.is_empty() {
            let rules: Vec<&str> = seen.rules.iter().map(String::as_str).collect();
            line.push_str(&format!(" ({})", rules.join(", ")));
        }
        let score = match seen.sight {
            Sight::None => 0,
            Sight::Part => 1,
            Sight::Whole => 2,
        };
        for id in &plan.catalogue.actions[seen.action.at()].attack {
            if id.starts_with("T0") != (domain == "ics-attack") {
                continue;
            }
            let (least, comment) = techniques
                .entry(id.to_string())
                .or_insert((2, String::new()));
            *least = score.min(*least);
            if !comment.is_empty() {
                comment.push('\n');
            }
            comment.push_str(&line);
        }
    }
    if techniques.is_empty() {
        return None;
    }
    let colors = ["#d94801", "#fdd49e", "#74a9cf"];
    let words = [Sight::None, Sight::Part, Sight::Whole].map(sight_word);
    let labels: Vec<(String, &str)> = words
        .iter()
        .zip(colors)
        .map(|(word, color)| (phrases.word("sight", word), color))
        .collect();
    let title = harmless(plan.title.get(phrases.lang()));
    let title = [("title", Value::from(title))];
    Some(drawn(Sheet {
        name: phrases.say_with("coverage-layer", &title),
        description: phrases.say("coverage-about"),
        source: phrases.say("paper-simulated"),
        attack: &plan.attack.version,
        domain,
        techniques,
        colors: colors.to_vec(),
        most: 2,
        legend: &labels,
    }))
}

/// How much of a step is seen, and why not all of it.
#[must_use]
pub fn sight_words(seen: &StepSight, phrases: &Phrases) -> String {
    let sight = phrases.word("sight", sight_word(seen.sight));
    let gaps: Vec<String> = seen
        .gaps
        .iter()
        .map(|gap| phrases.word("gap", gap_word(*gap)))
        .collect();
    if gaps.is_empty() {
        sight
    } else {
        format!("{sight} – {}", gaps.join("; "))
    }
}

fn sight_word(sight: Sight) -> &'static str {
    match sight {
        Sight::None => "none",
        Sight::Part => "part",
        Sight::Whole => "whole",
    }
}

fn gap_word(gap: Gap) -> &'static str {
    match gap {
        Gap::NoTrace => "no-trace",
        Gap::NoSensor => "no-sensor",
        Gap::NotCollected => "not-collected",
        Gap::NoRule => "no-rule",
        Gap::SwitchedOff => "switched-off",
        Gap::NotWatched => "not-watched",
        Gap::MayBeLost => "may-be-lost",
        Gap::NotTried => "not-tried",
    }
}

/// What a layer says.
struct Sheet<'a> {
    name: String,
    description: String,
    source: String,
    attack: &'a str,
    domain: &'a str,
    techniques: Found,
    colors: Vec<&'a str>,
    most: u32,
    legend: &'a [(String, &'a str)],
}

fn drawn(sheet: Sheet<'_>) -> Json {
    let legend = sheet.legend.iter();
    let legend = legend.map(|(label, color)| json!({"label": label, "color": color}));
    let rows = sheet.techniques.into_iter().map(|(id, (score, comment))| {
        json!({
            "techniqueID": id, "score": score, "color": "", "comment": comment,
            "enabled": true,
        })
    });
    json!({
        "name": sheet.name,
        "versions": {"attack": major(sheet.attack), "navigator": "4.9.0", "layer": "4.5"},
        "domain": sheet.domain,
        "description": sheet.description,
        "sorting": 3,
        "hideDisabled": false,
        "techniques": rows.collect::<Vec<_>>(),
        "gradient": {"colors": sheet.colors, "minValue": 0, "maxValue": sheet.most},
        "legendItems": legend.collect::<Vec<_>>(),
        "metadata": [{"name": "source", "value": sheet.source}],
    })
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
