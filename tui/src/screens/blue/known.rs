//! What the team knows so far, put together from its own view: hosts that stand in its queue and
//! its claims, techniques named, outside addresses met with. Forms are filled beforehand with it,
//! and targets are offered from it.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use engine::city::place::OrgKind;
pub use engine::detect::clue::IndicatorKind;
use engine::detect::clue::clues;
use engine::view::Blue;
use engine::words::name::{HostId, Name, OrgId, RecordId};
use engine::words::order::Verdict;
use engine::words::target::{Target, TargetKind};
use engine::words::time::Tick;

use crate::phrase::harmless;
use crate::screen::See;
use crate::screens::blue::{BlueFound, BlueLook, Fields};

/// The most records read for what stands in them.
const RECORDS: usize = 160;
/// The most hosts of the city offered by name besides those that are known.
const HOSTS: u32 = 2_000;

/// Hosts that the team has met with: those of claims, then found ones, then those of alerts that
/// were not set aside, the newest first.
pub fn hosts(see: &See<'_, Blue>) -> Vec<HostId> {
    let view = see.view;
    let mut all = Vec::new();
    for claim in view.claims.values().rev() {
        for name in &claim.said.scope {
            if let Some(Target::Host(host)) = see.brief.target(name) {
                all.push(host);
            }
        }
    }
    all.extend(view.found());
    let taken = |verdict: &Option<(Tick, Verdict, String)>| {
        !matches!(verdict, Some((_, Verdict::Benign, _)))
    };
    let alerts = view.alerts.values().rev().filter(|a| taken(&a.verdict));
    all.extend(alerts.filter_map(|a| a.host));
    all.extend(view.hosts.keys());
    let mut seen = BTreeSet::new();
    all.retain(|host| seen.insert(*host));
    all
}

/// Hosts that stand in claims, by name: what a paper may say is concerned.
pub fn claimed_hosts(see: &See<'_, Blue>) -> Vec<HostId> {
    let claims = see.view.claims.values();
    let names = claims.flat_map(|claim| &claim.said.scope);
    let hosts = names.filter_map(|name| match see.brief.target(name) {
        Some(Target::Host(host)) => Some(host),
        _ => None,
    });
    hosts.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Between a name that is chosen from a list and what it is called.
pub const BETWEEN: &str = " - ";

/// What was chosen from such a list, without what it is called.
pub fn chosen(answer: &str) -> &str {
    answer.split(BETWEEN).next().unwrap_or_default().trim()
}

/// What an order can be aimed at, as it is written in one and what it is called: what is known
/// first.
pub fn picks(see: &See<'_, Blue>, kind: TargetKind, sightings: &Sightings) -> Vec<String> {
    let titled = |text: String| {
        let title = see.brief.target(&text).map(|target| match target {
            Target::Host(host) => whose(see, host),
            target => see.brief.target_title(&target, see.lang()),
        });
        match title.filter(|title| text.split_once(':').is_none_or(|(_, name)| name != title)) {
            Some(title) => format!("{text}{BETWEEN}{}", harmless(&title)),
            None => text,
        }
    };
    aims(see, kind, sightings).into_iter().map(titled).collect()
}

/// What a machine is and whose, so that one is found by the body it belongs to.
fn whose(see: &See<'_, Blue>, host: HostId) -> String {
    let (title, role) = see.brief.host_about(host);
    let title = match title.get(see.lang()).is_empty() {
        true => role,
        false => title,
    };
    let (_, org) = see.brief.host_place(host);
    let org = see.brief.target_title(&Target::Org(org), see.lang());
    format!("{} · {org}", see.text(title))
}

fn aims(see: &See<'_, Blue>, kind: TargetKind, sightings: &Sightings) -> Vec<String> {
    match kind {
        TargetKind::Host => {
            let text = |host: HostId| format!("host:{}", see.brief.host_name(host));
            let known = hosts(see);
            let rest = (0..see.brief.hosts().min(HOSTS)).map(HostId);
            let rest = rest.filter(|host| !known.contains(host));
            known.iter().copied().chain(rest).map(text).collect()
        }
        TargetKind::Address => {
            let ordered = see.view.unblock.iter().map(|(_, target)| target);
            let blocked = ordered.chain(see.view.blocked.keys());
            let mut all: Vec<String> = blocked.map(|t| see.brief.target_text(t)).collect();
            let met = indicators(see, sightings);
            let met = met.iter().filter(|(_, i)| i.kind != IndicatorKind::Hash);
            all.extend(met.map(|(value, _)| format!("address:{value}")));
            let mut seen = BTreeSet::new();
            all.retain(|one| seen.insert(one.clone()));
            all
        }
        TargetKind::Org => {
            let mut all = see.brief.targets(kind);
            all.retain(|text| match see.brief.target(text) {
                Some(Target::Org(org)) => !is_attacker(see, org),
                _ => true,
            });
            all
        }
        TargetKind::Service => {
            let known = see.brief.known_services(see.view).into_iter();
            let text = |id| see.brief.target_text(&Target::Service(id));
            known.map(text).collect()
        }
        other => see.brief.targets(other),
    }
}

fn is_attacker(see: &See<'_, Blue>, org: OrgId) -> bool {
    see.brief.org(org).2 == OrgKind::Attacker
}

/// How often a technique was named, and by whom.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Named {
    /// In the team's own claims.
    pub claimed: u32,
    /// By rules that raised an alert.
    pub alerted: u32,
}

/// Techniques named so far, by their ids; what the team holds to be benign names none.
pub fn techniques(see: &See<'_, Blue>) -> BTreeMap<Name, Named> {
    let mut all: BTreeMap<Name, Named> = BTreeMap::new();
    for said in see.view.claims.values().map(|claim| &claim.said) {
        for name in said.says.iter().filter(|name| is_technique(name)) {
            all.entry(name.clone()).or_default().claimed += 1;
        }
    }
    for alert in see.view.alerts.values() {
        if matches!(alert.verdict, Some((_, Verdict::Benign, _))) {
            continue;
        }
        let rule = see.brief.rules().get(alert.rule.at());
        for name in rule.iter().flat_map(|rule| &rule.techniques) {
            all.entry(name.as_str().into()).or_default().alerted += 1;
        }
    }
    all
}

/// Whether it is the id of a technique and no tactic.
pub fn is_technique(name: &str) -> bool {
    name.starts_with('T') && name.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}

/// When the team first claimed something.
pub fn first_claim(see: &See<'_, Blue>) -> Option<Tick> {
    see.view.claims.values().map(|claim| claim.at).min()
}

/// Something by which an attack may be known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Indicator {
    /// Of which sort.
    pub kind: IndicatorKind,
    /// In how many records and messages.
    pub times: u32,
    /// How many of them are cited in claims.
    pub cited: u32,
    /// Whether somebody told of it.
    pub told: bool,
}

/// Records of the team's alerts and claims, read once each.
#[derive(Default)]
pub struct Sightings {
    asked: BTreeSet<RecordId>,
    have: BTreeMap<RecordId, Fields>,
}

/// What a record says does not change, so which ones were read is enough.
impl Hash for Sightings {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.have.keys().for_each(|id| id.hash(state));
    }
}

impl Sightings {
    /// The records still to be read.
    pub fn wants(&mut self, see: &See<'_, Blue>) -> Option<BlueLook> {
        let claims = see.view.claims.values().rev();
        let cited = claims.flat_map(|claim| claim.said.cites.iter().copied());
        let alerts = see.view.alerts.values().rev();
        let alerts = alerts.filter(|a| !matches!(a.verdict, Some((_, Verdict::Benign, _))));
        let raised = alerts.filter_map(|alert| alert.records.first().copied());
        let all = cited.chain(raised).take(RECORDS);
        let new: Vec<RecordId> = all.filter(|id| !self.asked.contains(id)).collect();
        self.asked.extend(&new);
        (!new.is_empty()).then_some(BlueLook::Records(new))
    }

    /// Takes in what was read; true if it was some.
    pub fn found(&mut self, found: &BlueFound) -> bool {
        let BlueFound::Records(read) = found else {
            return false;
        };
        let ours = read.iter().filter(|(id, _)| self.asked.contains(id));
        self.have.extend(ours.cloned());
        true
    }
}

/// What stands in the records and messages the team has, with where it was met.
pub fn indicators(see: &See<'_, Blue>, sightings: &Sightings) -> BTreeMap<String, Indicator> {
    let mut all = BTreeMap::new();
    let claims = see.view.claims.values();
    let cited: BTreeSet<RecordId> = claims.flat_map(|c| c.said.cites.iter().copied()).collect();
    for (id, fields) in &sightings.have {
        let mut here = BTreeSet::new();
        for value in fields.values() {
            here.extend(clues(value));
        }
        note(&mut all, here, cited.contains(id), false);
    }
    for text in messages(see) {
        note(&mut all, clues(&text).into_iter().collect(), false, true);
    }
    all.retain(|value, one| !(one.kind == IndicatorKind::Domain && see.brief.is_own_domain(value)));
    all
}

fn note(
    all: &mut BTreeMap<String, Indicator>,
    here: BTreeSet<(String, IndicatorKind)>,
    claimed: bool,
    told: bool,
) {
    for (value, kind) in here {
        let one = all.entry(value).or_insert(Indicator {
            kind,
            times: 0,
            cited: 0,
            told: false,
        });
        one.times += 1;
        one.cited += u32::from(claimed);
        one.told |= told;
    }
}

/// The texts of all that came from outside.
fn messages(see: &See<'_, Blue>) -> Vec<String> {
    let view = see.view;
    let planned = view.injects.keys();
    let planned = planned.filter_map(|id| see.brief.inject(view, *id));
    let mut all: Vec<String> = planned.map(|i| i.text.get(see.lang()).to_owned()).collect();
    all.extend(view.written.values().map(|one| one.text.clone()));
    let lines = view.course.lines.iter().filter(|line| line.from.is_some());
    all.extend(lines.map(|line| line.text.clone()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tactic_is_no_technique() {
        assert!(is_technique("T1003.001"));
        assert!(!is_technique("credential-access"));
        assert!(!is_technique("TA0001"));
    }
}
