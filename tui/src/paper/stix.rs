//! Writes what a defence team knows of an attack as a bundle of STIX 2.1: its indicators, the rules
//! that it wrote, the techniques that both speak of.
//!
//! The same drill makes the same bundle, to the letter: ids are digests of what they name, in the
//! shape of a random UUID, because that is the shape that STIX wants of these objects.

use std::collections::{BTreeMap, BTreeSet};

use engine::detect::clue::IndicatorKind;
use engine::sigma::Rule;
use engine::words::digest::Running;
use engine::words::name::Name;
use engine::words::time::Tick;
use serde_json::{Value as Json, json};

use crate::paper::known::{Clue, Known};

/// What a bundle is being put together from.
struct Bundle<'k> {
    known: &'k Known<'k>,
    identity: String,
    objects: Vec<Json>,
    techniques: BTreeMap<String, String>,
}

/// The bundle of what a team knows.
#[must_use]
pub fn bundle(known: &Known<'_>) -> Json {
    let whose = format!("{} {}", known.plan.digest, known.team_name());
    let identity = id("identity", &[&whose]);
    let mut bundle = Bundle {
        known,
        identity: identity.clone(),
        objects: Vec::new(),
        techniques: BTreeMap::new(),
    };
    let city = known.plan.city.get(known.lang);
    let who = json!({
        "type": "identity", "spec_version": "2.1", "id": identity,
        "created": stamp(known, Tick(0)), "modified": stamp(known, Tick(0)),
        "name": format!("{} – {}", known.team_name(), city),
        "description": known.plan.title.get(known.lang),
        "identity_class": "organization", "sectors": ["government"],
        "labels": ["simulated"],
    });
    bundle.objects.push(who);
    for (value, clue) in known.clues() {
        bundle.indicator(&value, &clue);
    }
    for (at, stem, text) in known.view.rules_written.values() {
        if let Ok(rule) = Rule::read(stem, text) {
            bundle.rule(*at, &rule);
        }
    }
    let all: Vec<String> = bundle.objects.iter().map(Json::to_string).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    json!({"type": "bundle", "id": id("bundle", &all), "objects": bundle.objects})
}

impl Bundle<'_> {
    fn indicator(&mut self, value: &str, clue: &Clue) {
        let what = match clue.kind {
            IndicatorKind::Address => "ipv4-addr:value",
            IndicatorKind::Domain => "domain-name:value",
            IndicatorKind::Hash => match value.len() {
                32 => "file:hashes.MD5",
                40 => "file:hashes.'SHA-1'",
                _ => "file:hashes.'SHA-256'",
            },
        };
        let own = id("indicator", &[&self.identity, value]);
        self.add(
            clue.from,
            json!({
                "type": "indicator", "id": own, "name": value,
                "description": self.known.plan.title.get(self.known.lang),
                "indicator_types": ["malicious-activity"],
                "pattern": format!("[{what} = '{value}']"), "pattern_type": "stix",
                "pattern_version": "2.1",
                "valid_from": stamp(self.known, clue.from),
            }),
        );
        self.indicates(&own, clue.from, &clue.techniques);
    }

    fn rule(&mut self, at: Tick, rule: &Rule) {
        let own = id("indicator", &[&self.identity, &rule.stem, &rule.text]);
        let title = self.known.title(rule);
        let about = match rule.description.as_str() {
            "" => title,
            about => about,
        };
        self.add(
            at,
            json!({
                "type": "indicator", "id": own, "name": title, "description": about,
                "indicator_types": ["anomalous-activity"],
                "pattern": rule.text, "pattern_type": "sigma", "pattern_version": "2.1",
                "valid_from": stamp(self.known, at),
            }),
        );
        let techniques = rule.techniques.iter();
        let techniques = techniques.map(|id| id.as_str().into()).collect();
        self.indicates(&own, at, &techniques);
    }

    /// Says which techniques an indicator is a sign of.
    fn indicates(&mut self, indicator: &str, at: Tick, techniques: &BTreeSet<Name>) {
        for technique in techniques {
            let Some(pattern) = self.technique(technique) else {
                continue;
            };
            self.add(
                at,
                json!({
                    "type": "relationship", "id": id("relationship", &[indicator, &pattern]),
                    "relationship_type": "indicates",
                    "source_ref": indicator, "target_ref": pattern,
                }),
            );
        }
    }

    /// The object of a technique, written when first spoken of.
    fn technique(&mut self, technique: &str) -> Option<String> {
        if let Some(known) = self.techniques.get(technique) {
            return Some(known.clone());
        }
        let (name, tactics) = self.known.technique(technique)?;
        let own = id("attack-pattern", &[technique]);
        let domain = match technique.starts_with("T0") {
            true => "mitre-ics-attack",
            false => "mitre-attack",
        };
        let phases = tactics.iter();
        let phases = phases.map(|t| json!({"kill_chain_name": domain, "phase_name": t}));
        let written = json!({
            "type": "attack-pattern", "id": own, "name": name,
            "external_references": [{"source_name": domain, "external_id": technique}],
            "kill_chain_phases": phases.collect::<Vec<_>>(),
        });
        self.add(Tick(0), written);
        self.techniques.insert(technique.to_owned(), own.clone());
        Some(own)
    }

    /// Takes up an object, with what all of them have.
    fn add(&mut self, at: Tick, mut object: Json) {
        if let Json::Object(object) = &mut object {
            let moment = stamp(self.known, at);
            object.insert("spec_version".into(), "2.1".into());
            object.insert("created".into(), moment.clone().into());
            object.insert("modified".into(), moment.into());
            object.insert("created_by_ref".into(), self.identity.clone().into());
            object.insert("labels".into(), json!(["simulated"]));
        }
        self.objects.push(object);
    }
}

fn stamp(known: &Known<'_>, at: Tick) -> String {
    known
        .moment(at)
        .strftime("%Y-%m-%dT%H:%M:%S.000Z")
        .to_string()
}

/// The id of an object of this type that is told by these words.
fn id(kind: &str, words: &[&str]) -> String {
    let mut running = Running::default();
    running.add_bytes(kind.as_bytes());
    words
        .iter()
        .for_each(|word| running.add_bytes(word.as_bytes()));
    let hex = running.digest().to_string();
    let (a, b, c, d, e) = (
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..32],
    );
    format!("{kind}--{a}-{b}-4{c}-8{d}-{e}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::Folder;
    use engine::drill::Drill;
    use engine::plan::Plan;
    use engine::words::cell::Cell;
    use engine::words::order::{Ask, BlueAsk, Order};
    use engine::words::text::Lang;

    const RULE: &str = "title: Odd\ntags: [attack.t1003.001]\nlogsource: {product: windows, \
        service: security}\ndetection:\n  one: {EventID: 4624}\n  condition: one\nlevel: low\n";

    #[test]
    fn a_rule_that_a_team_wrote_is_handed_on_to_the_letter_with_its_technique() {
        let shipped = Folder::shipped().remove(0);
        let (plan, _) = Plan::read(&shipped.texts);
        let plan = plan.expect("what is shipped is sound");
        let team = plan.roster.first(Cell::Blue).expect("somebody defends");
        let mut drill = Drill::open(plan.clone(), 7);
        drill.order(Order {
            team: plan.roster.teams[team.at()].name.clone(),
            place: "x".into(),
            ask: Ask::Blue(BlueAsk::WriteRule {
                rule: "odd".into(),
                text: RULE.to_owned(),
            }),
        });
        drill.advance(Tick(60));
        let known = Known::of(&drill, &plan, team, Lang::En).expect("it defends");
        let bundle = bundle(&known);
        let objects = bundle["objects"].as_array().expect("objects");
        let rule = objects.iter().find(|one| one["pattern_type"] == "sigma");
        let rule = rule.expect("the rule is there");
        assert_eq!(rule["pattern"], RULE);
        let pattern = objects.iter().find(|one| one["type"] == "attack-pattern");
        let pattern = pattern.expect("its technique is there");
        assert_eq!(
            pattern["external_references"][0]["external_id"],
            "T1003.001"
        );
        let relation = objects.iter().find(|one| one["type"] == "relationship");
        let relation = relation.expect("they hang together");
        assert_eq!(relation["source_ref"], rule["id"]);
        assert_eq!(relation["target_ref"], pattern["id"]);
    }
}
