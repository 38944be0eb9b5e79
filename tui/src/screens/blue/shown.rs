//! Words for what a defence team works with: rules, levels, machines, classes, records, verdicts.
//! The same on every screen of the hunt for attacks.

use engine::drill::Entry;
use engine::sigma::{Level, Rule};
use engine::view::Blue;
use engine::words::name::{ClassId, HostId, RecordId, RuleId};
use engine::words::order::{CasePhase, Level as ClaimLevel, Verdict};
use engine::words::text::Lang;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::input::{Input, Mouse};
use crate::paint::text::{clip, span};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{harmless, words};
use crate::screen::See;

/// What a rule is called and says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleShown {
    /// Its title in the reader's language.
    pub title: String,
    /// How serious it says its hits are.
    pub level: Level,
    /// Ids of techniques it says it finds.
    pub techniques: Vec<String>,
}

/// A rule, as shipped or as it was written during the drill.
pub fn rule(see: &See<'_, Blue>, id: RuleId) -> RuleShown {
    if let Some((_, stem, text)) = see.view.rules_written.get(&id) {
        if let Ok(rule) = Rule::read(stem, text) {
            return shown(&rule, see.lang());
        }
        return unknown(harmless(stem));
    }
    let shipped = see.brief.rules().get(id.at());
    shipped.map_or_else(
        || unknown(format!("#{}", id.0)),
        |rule| shown(rule, see.lang()),
    )
}

fn shown(rule: &Rule, lang: Lang) -> RuleShown {
    let vi = rule.title_vi.as_ref().filter(|_| lang == Lang::Vi);
    RuleShown {
        title: harmless(vi.unwrap_or(&rule.title)),
        level: rule.level,
        techniques: rule.techniques.clone(),
    }
}

fn unknown(title: String) -> RuleShown {
    RuleShown {
        title,
        level: Level::Medium,
        techniques: Vec::new(),
    }
}

/// The word for a level.
pub fn level_word(see: &See<'_, Blue>, level: Level) -> String {
    words::rule_level(see.phrases, level)
}

/// The mark of a level.
pub fn level_mark(level: Level) -> Mark {
    match level {
        Level::Critical => Mark::Bad,
        Level::High => Mark::Warn,
        Level::Medium => Mark::Live,
        Level::Low | Level::Informational => Mark::Waiting,
    }
}

/// The word for a verdict.
pub fn verdict_word(see: &See<'_, Blue>, verdict: Verdict) -> String {
    words::verdict(see.phrases, verdict)
}

/// The word for a phase of a case.
pub fn phase_word(see: &See<'_, Blue>, phase: CasePhase) -> String {
    words::case_phase(see.phrases, phase)
}

/// The word for how much a claim says.
pub fn claim_word(see: &See<'_, Blue>, level: ClaimLevel) -> String {
    words::claim_level(see.phrases, level)
}

/// A machine's name, or a dash for none.
pub fn host(see: &See<'_, Blue>, id: Option<HostId>) -> String {
    id.map_or_else(|| "-".to_owned(), |id| see.brief.host_name(id))
}

/// A machine's name in a query or an order.
pub fn host_target(see: &See<'_, Blue>, id: HostId) -> String {
    format!("host:{}", see.brief.host_name(id))
}

/// What a machine is, where it stands, its address.
pub fn host_about(see: &See<'_, Blue>, id: HostId) -> String {
    let (title, role) = see.brief.host_about(id);
    let (zone, _) = see.brief.host_place(id);
    let title = if title.get(see.lang()).is_empty() {
        see.text(role)
    } else {
        see.text(title)
    };
    let zone = see.text(see.brief.zone(zone).1);
    let ip = see.brief.host_ip(id);
    format!("{} · {title} · {zone} · {ip}", see.brief.host_name(id))
}

/// What a class of log is called.
pub fn class(see: &See<'_, Blue>, id: ClassId) -> String {
    let class = see.brief.class(id);
    class.map_or_else(|| format!("#{}", id.0), |(_, title)| see.text(title))
}

/// The name of a class in a query.
pub fn class_name(see: &See<'_, Blue>, id: ClassId) -> String {
    let class = see.brief.class(id);
    class.map_or_else(String::new, |(name, _)| name.to_string())
}

/// `T1059.001 · Command and Scripting Interpreter: PowerShell`.
pub fn technique(see: &See<'_, Blue>, id: &str) -> String {
    let name = see.brief.technique(id);
    name.map_or_else(|| id.to_owned(), |name| format!("{id} · {name}"))
}

/// Record numbers, as many as there is room for.
pub fn numbers(ids: &[RecordId], cells: usize) -> String {
    let all: Vec<String> = ids.iter().map(|id| format!("#{}", id.sign())).collect();
    clip(&all.join(" "), cells)
}

/// Fields that tell most, the most telling first.
const TELLING: [&str; 43] = [
    "CommandLine",
    "ScriptBlockText",
    "TargetFilename",
    "QueryName",
    "query",
    "TargetObject",
    "Details",
    "ThreatName",
    "Signature",
    "public_ip",
    "public_port",
    "nat_ip",
    "nat_port",
    "DestinationHostname",
    "DestinationIp",
    "cs-host",
    "c-uri",
    "cs-uri-stem",
    "cs-uri-query",
    "domain",
    "text",
    "c2_domain",
    "outcome",
    "package",
    "subject",
    "sender",
    "recipient",
    "attachment",
    "EventID",
    "ServiceName",
    "TargetUserName",
    "IpAddress",
    "action",
    "rule",
    "src_ip",
    "dst_ip",
    "dst_port",
    "id.orig_h",
    "id.resp_h",
    "id.resp_p",
    "message",
    "User",
    "Image",
];

/// Fields that are the same in most records or tell little in a line.
const QUIET: [&str; 12] = [
    "Channel",
    "Provider_Name",
    "Computer",
    "Hashes",
    "LogonId",
    "Description",
    "Product",
    "Company",
    "OriginalFileName",
    "CreationUtcTime",
    "ScriptBlockId",
    "CallTrace",
];

/// The fields of a record that say something, the most telling first.
pub fn telling(entry: &Entry) -> Vec<(&str, &str)> {
    let has = |name: &str| {
        let (name, value) = entry.fields.get_key_value(name)?;
        (!matches!(value.as_str(), "" | "-")).then_some((name.as_str(), value.as_str()))
    };
    let first = TELLING.iter().filter_map(|name| has(name));
    let rest = entry.fields.keys();
    let rest = rest.filter(|name| !TELLING.contains(&name.as_str()));
    let rest = rest.filter(|name| !QUIET.contains(&name.as_str()));
    first.chain(rest.filter_map(|name| has(name))).collect()
}

/// A record in a line: its most telling fields.
pub fn in_a_line(entry: &Entry, cells: usize) -> String {
    let mut text = String::new();
    for (name, value) in telling(entry) {
        if !text.is_empty() {
            text.push_str("  ");
        }
        text.push_str(&format!("{name}={}", harmless(value)));
        if text.len() > 4 * cells {
            break;
        }
    }
    clip(&text, cells)
}

/// Every field of a record, one a line, the most telling first.
pub fn field_lines(see: &See<'_, Blue>, entry: &Entry, cells: usize) -> Vec<Line<'static>> {
    let line = |(name, value): (&str, &str)| {
        let room = cells.saturating_sub(name.len() + 2);
        Line::from(vec![
            span(see.theme, Ink::Key, format!("{name}: ")),
            span(see.theme, Ink::Text, clip(&harmless(value), room)),
        ])
    };
    telling(entry).into_iter().map(line).collect()
}

/// A line that opens with a word for what stands in it.
pub fn named(see: &See<'_, Blue>, name: &str, text: impl Into<String>) -> Line<'static> {
    Line::from(vec![
        span(see.theme, Ink::Key, format!("{name}: ")),
        span(see.theme, Ink::Text, text),
    ])
}

/// An input as a part of a screen takes it: the mouse in its own cells, nothing from outside.
pub fn within(input: &Input, place: Rect) -> Option<Input> {
    let Input::Mouse(mouse, _) = input else {
        return Some(input.clone());
    };
    let x = mouse.x.checked_sub(place.x).filter(|x| *x < place.width)?;
    let y = mouse.y.checked_sub(place.y).filter(|y| *y < place.height)?;
    let mouse = Mouse { x, y, ..*mouse };
    Some(Input::Mouse(mouse, (place.width, place.height)))
}
