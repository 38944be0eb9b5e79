//! The shape of the catalogue: that there is enough of it, and that what it refers to exists.
//!
//! Whether the engine accepts it is not asked here but by its own check of every scenario.

use std::collections::BTreeSet;

use tests::scenario::{plan, scenarios, texts};
use tests::written::{Node, documents};
use tests::{files, hold};

const ATTACK: &str = "scenarios/catalogue/attack.yml";

#[test]
fn the_catalogue_is_large_enough() {
    let rules = read("rules/");
    let correlations = rules
        .iter()
        .filter(|(_, rule)| rule.get("correlation").is_some())
        .count();
    let techniques: BTreeSet<String> = read("actions/red/")
        .iter()
        .flat_map(|(_, action)| action.leaves("attack"))
        .map(|(_, id)| id.to_owned())
        .collect();
    let counts = [
        ("red actions", read("actions/red/").len(), 120),
        ("blue actions", read("actions/blue/").len(), 20),
        ("white actions", read("actions/white/").len(), 8),
        ("green actions", read("actions/green/").len(), 10),
        ("rules", rules.len(), 150),
        ("correlations", correlations, 15),
        ("classes of log", read("logs/").len(), 35),
        ("techniques of red actions", techniques.len(), 120),
    ];
    let few = counts.into_iter().filter(|(_, has, least)| has < least);
    let offenders = few.map(|(what, has, least)| format!("{has} {what}, at least {least} wanted"));
    hold(
        "The catalogue is large enough for a city",
        offenders.collect(),
    );
}

#[test]
fn an_action_stands_in_the_folder_of_those_who_may_order_it() {
    let mut offenders = Vec::new();
    for (path, action) in read("actions/") {
        let cell = action.get("for").map_or("", |cell| cell.value.leaf());
        if !path.contains(&format!("/actions/{cell}/")) {
            offenders.push(format!("{path}:1: is for {cell:?}"));
        }
    }
    hold(
        "An action stands in the folder of those who may order it",
        offenders,
    );
}

/// A defence reads the titles of rules, and may not read what an attack does.
#[test]
fn no_rule_is_called_as_a_red_action_is() {
    let titled = |(path, one): &(String, Node)| {
        let title = one.get("title")?;
        let all = ["vi", "en"]
            .into_iter()
            .filter_map(|lang| title.value.get(lang));
        let all: Vec<String> = all.map(|text| text.value.leaf().to_lowercase()).collect();
        Some((path.clone(), all))
    };
    let red: Vec<(String, Vec<String>)> = read("actions/red/").iter().filter_map(titled).collect();
    assert!(red.iter().all(|(_, titles)| titles.len() == 2));
    let mut offenders = Vec::new();
    for (path, rule) in read("rules/") {
        let own = rule.get("custom").and_then(|own| own.value.get("title_vi"));
        let titles = rule.get("title").into_iter().chain(own);
        for title in titles.map(|title| title.value.leaf().to_lowercase()) {
            let alike = red.iter().filter(|(_, titles)| titles.contains(&title));
            offenders.extend(alike.map(|(other, _)| format!("{path}:1: “{title}” is {other}'s")));
        }
    }
    hold("No rule is called as a red action is", offenders);
}

#[test]
fn every_technique_of_an_action_is_known() {
    let attack = Attack::read();
    let mut offenders = Vec::new();
    for (path, action) in read("actions/red/") {
        let ids = action.leaves("attack");
        if ids.is_empty() {
            offenders.push(format!("{path}:1: names no technique"));
        }
        for (line, id) in &ids {
            offenders.extend(
                attack
                    .fault(id)
                    .map(|what| format!("{path}:{line}: {what}")),
            );
        }
        if let Some(tactic) = action.get("tactic") {
            let (line, tactic) = (tactic.referenced.line(), tactic.value.leaf());
            if !ids.iter().any(|(_, id)| attack.has_tactic(id, tactic)) {
                offenders.push(format!("{path}:{line}: no technique of it serves {tactic}"));
            }
        }
    }
    hold(
        &format!("Every technique of an action stands in {ATTACK}, with its tactic"),
        offenders,
    );
}

#[test]
fn every_technique_of_a_rule_is_known() {
    let attack = Attack::read();
    let mut offenders = Vec::new();
    for (path, rule) in read("rules/") {
        for (line, tag) in rule.leaves("tags") {
            let id = tag
                .strip_prefix("attack.")
                .unwrap_or_default()
                .to_uppercase();
            let is_technique = id
                .strip_prefix('T')
                .is_some_and(|n| n.starts_with(char::is_numeric));
            let fault = attack.fault(&id).filter(|_| is_technique);
            offenders.extend(fault.map(|what| format!("{path}:{line}: {what}")));
        }
    }
    hold(
        &format!("Every technique a rule is tagged with stands in {ATTACK}"),
        offenders,
    );
}

#[test]
fn every_old_id_leads_to_a_technique() {
    let attack = Attack::read();
    let aliases = attack.page.get("aliases").expect("the page has aliases");
    let mut offenders = Vec::new();
    for (line, old) in aliases.value.keys() {
        let new = aliases.value.get(old).map_or("", |new| new.value.leaf());
        if !attack.techniques.contains(new) {
            offenders.push(format!(
                "{ATTACK}:{line}: {old} leads to {new}, which is not there"
            ));
        }
        if attack.techniques.contains(old) {
            offenders.push(format!("{ATTACK}:{line}: {old} is both old and in use"));
        }
    }
    hold(
        "An id of an earlier version leads to one of this version",
        offenders,
    );
}

/// Every document under this folder of the catalogue, with the path of its file.
fn read(under: &str) -> Vec<(String, Node)> {
    let folder = format!("scenarios/catalogue/{under}");
    let mut found = Vec::new();
    for path in files().into_iter().filter(|path| path.starts_with(&folder)) {
        let documents = documents(&path).unwrap_or_else(|offender| panic!("{offender}"));
        found.extend(
            documents
                .into_iter()
                .map(|document| (path.clone(), document)),
        );
    }
    found
}

/// The page of ATT&CK ids.
struct Attack {
    page: Node,
    techniques: BTreeSet<String>,
}

impl Attack {
    fn read() -> Self {
        let page = documents(ATTACK)
            .unwrap_or_else(|offender| panic!("{offender}"))
            .remove(0);
        let techniques = page.get("techniques").expect("the page has techniques");
        let techniques = techniques
            .value
            .keys()
            .iter()
            .map(|(_, id)| (*id).to_owned())
            .collect();
        Self { page, techniques }
    }

    /// What is wrong with an id, if anything is.
    fn fault(&self, id: &str) -> Option<String> {
        if self.techniques.contains(id) {
            return None;
        }
        let new = self
            .page
            .get("aliases")
            .and_then(|aliases| aliases.value.get(id));
        Some(match new {
            Some(new) => format!("{id} is an old id, now {}", new.value.leaf()),
            None => format!("{id} is not in {ATTACK}"),
        })
    }

    fn has_tactic(&self, id: &str, tactic: &str) -> bool {
        let techniques = self
            .page
            .get("techniques")
            .map(|techniques| &techniques.value);
        let technique = techniques.and_then(|techniques| techniques.get(id));
        let tactics = technique.map(|technique| technique.value.leaves("tactics"));
        tactics
            .unwrap_or_default()
            .iter()
            .any(|(_, name)| *name == tactic)
    }
}

/// The first three numbers of an address and the range of the fourth, of each that is drawn so.
fn drawn(text: &str) -> Vec<(String, std::ops::RangeInclusive<u16>)> {
    let parts = text.split(".{num:").zip(text.split(".{num:").skip(1));
    let of = |(before, after): (&str, &str)| {
        let start = before.rfind(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (range, _) = after.split_once('}')?;
        let (least, most) = range.split_once('-')?;
        Some((
            before[start + 1..].to_owned(),
            least.parse().ok()?..=most.parse().ok()?,
        ))
    };
    parts.filter_map(of).collect()
}

#[test]
fn daily_life_draws_no_address_that_a_scenario_has() {
    let mut ranges = Vec::new();
    for (file, text) in &texts("hp-cang-ransom").0 {
        let is_daily = ["catalogue/daily/", "catalogue/actions/green/"];
        if is_daily.iter().any(|folder| file.starts_with(folder)) {
            let text = String::from_utf8_lossy(text);
            ranges.extend(drawn(&text).into_iter().map(|range| (file.clone(), range)));
        }
    }
    assert!(ranges.len() > 10, "{ranges:?}");
    let mut offenders = Vec::new();
    for name in scenarios() {
        let plan = plan(&name);
        for address in &plan.map.addresses {
            let (net, last) = address.ip.rsplit_once('.').expect("four numbers");
            let last: u16 = last.parse().expect("a number");
            let in_it = ranges
                .iter()
                .filter(|(_, (of, range))| of == net && range.contains(&last));
            offenders.extend(in_it.map(|(file, _)| format!("{file}: {} of {name}", address.ip)));
        }
    }
    hold("Daily life draws no address that a scenario has", offenders);
}
