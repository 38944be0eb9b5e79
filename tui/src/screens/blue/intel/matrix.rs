//! Techniques seen so far, by the tactics of ATT&CK: what was claimed beside what only alerts name.

use std::collections::{BTreeMap, BTreeSet};

use engine::view::Blue;
use engine::words::name::Name;
use ratatui::text::Line;

use crate::paint::text::{fit, line, span, width, wrap};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{harmless, words};
use crate::screen::See;
use crate::screens::blue::known::{Named, is_technique, techniques};

/// The tactics of ATT&CK in the order of an attack.
const TACTICS: [&str; 18] = [
    "reconnaissance",
    "resource-development",
    "initial-access",
    "execution",
    "persistence",
    "privilege-escalation",
    "stealth",
    "defense-evasion",
    "defense-impairment",
    "credential-access",
    "discovery",
    "lateral-movement",
    "collection",
    "command-and-control",
    "exfiltration",
    "inhibit-response-function",
    "impair-process-control",
    "impact",
];

pub(super) fn named_mark(named: &Named) -> (Mark, Ink) {
    if named.claimed > 0 {
        (Mark::Good, Ink::Good)
    } else {
        (Mark::Warn, Ink::Warn)
    }
}

/// The tactics a technique belongs to, by the tags of the rules that name it. A rule with several
/// of both does not say which goes with which: it is heard only where another bears it out.
fn tactics_of<'s>(see: &See<'s, Blue>, technique: &str) -> BTreeSet<&'s str> {
    let mut sure: BTreeSet<&str> = BTreeSet::new();
    let mut heard: Vec<BTreeSet<&str>> = Vec::new();
    for rule in see.brief.rules() {
        if !rule.techniques.iter().any(|one| one == technique) {
            continue;
        }
        let tags = rule.tags.iter();
        let tags = tags.filter_map(|tag| tag.strip_prefix("attack."));
        let here: BTreeSet<&str> = tags.filter(|tag| TACTICS.contains(tag)).collect();
        if here.len() == 1 || rule.techniques.len() == 1 {
            sure.extend(here);
        } else {
            heard.push(here);
        }
    }
    // A rule may speak of two things at once; what ATT&CK itself does not say is of the other.
    let known = catalogued(see, technique);
    if sure.intersection(&known).next().is_some() {
        return &sure & &known;
    }
    let common = || heard.into_iter().reduce(|a, b| &a & &b);
    match sure.is_empty() {
        true => common()
            .filter(|all| all.len() == 1)
            .unwrap_or_else(|| catalogued(see, technique)),
        false => sure,
    }
}

/// The tactics that ATT&CK itself gives a technique, or the one it is a part of.
fn catalogued<'s>(see: &See<'s, Blue>, technique: &str) -> BTreeSet<&'s str> {
    let of = |id: &str| see.brief.techniques().find(|(known, ..)| *known == id);
    let whole = || technique.split_once('.').and_then(|(whole, _)| of(whole));
    let found = of(technique).or_else(whole);
    let tactics = found.into_iter().flat_map(|(.., tactics)| tactics);
    tactics
        .map(String::as_str)
        .filter(|one| TACTICS.contains(one))
        .collect()
}

/// Techniques by tactic, each with the mark for claimed or only alerted, in so many cells.
pub(super) fn matrix(see: &See<'_, Blue>, cells: usize) -> Vec<Line<'static>> {
    let mut by: BTreeMap<String, Vec<(Name, Named)>> = BTreeMap::new();
    for (id, named) in techniques(see) {
        let tactics = tactics_of(see, &id);
        if tactics.is_empty() {
            by.entry(see.say("work-tactic-unknown"))
                .or_default()
                .push((id.clone(), named));
        }
        for tactic in tactics {
            by.entry(tactic.to_owned())
                .or_default()
                .push((id.clone(), named));
        }
    }
    let said = see.view.claims.values().flat_map(|claim| &claim.said.says);
    for tactic in said.filter(|name| !is_technique(name)) {
        by.entry(tactic.to_string()).or_default();
    }
    if by.is_empty() {
        return vec![line(see.theme, Ink::Dim, see.say("work-intel-none"))];
    }
    let order = |tactic: &str| {
        TACTICS
            .iter()
            .position(|one| *one == tactic)
            .unwrap_or(TACTICS.len())
    };
    let mut all: Vec<_> = by.into_iter().collect();
    all.sort_by_key(|(tactic, _)| order(tactic));
    let rows = all.into_iter();
    let rows = rows.flat_map(|(tactic, named)| tactic_rows(see, &tactic, &named, cells));
    let mut rows: Vec<Line<'static>> = rows.collect();
    let legend = wrap(&see.say("work-matrix-legend"), cells).into_iter();
    rows.extend(legend.map(|text| line(see.theme, Ink::Dim, text)));
    rows
}

/// How many cells of the matrix the names of tactics take.
const TACTIC: usize = 21;

/// The techniques of a tactic behind its name; those that do not fit go on below one another.
fn tactic_rows(
    see: &See<'_, Blue>,
    tactic: &str,
    named: &[(Name, Named)],
    cells: usize,
) -> Vec<Line<'static>> {
    let head = |text: &str| vec![span(see.theme, Ink::Title, fit(text, TACTIC))];
    let mut rows = vec![head(&words::tactic(see.phrases, tactic))];
    let mut used = TACTIC;
    for (id, named) in named {
        let (mark, ink) = named_mark(named);
        let text = format!(" {}{}", mark.sign(), harmless(id));
        if used + width(&text) > cells && used > TACTIC {
            rows.push(head(""));
            used = TACTIC;
        }
        used += width(&text);
        if let Some(row) = rows.last_mut() {
            row.push(span(see.theme, ink, text));
        }
    }
    rows.into_iter().map(Line::from).collect()
}
