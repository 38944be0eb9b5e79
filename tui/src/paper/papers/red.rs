//! The attack team's report, after the headings of the official form.
//!
//! Where the campaign's script attacked, nobody wrote findings: they are then drafted from the
//! steps that came off, and marked as drafts.

use engine::report::attack::{FindingRow, StepRow};

use crate::paper::papers::{figures, scores, series, tables};
use crate::paper::press::{Press, heading, para};
use crate::paper::tree::{Bit, Paper, Part, blank, plain};
use crate::phrase::{Value, harmless};

/// The whole paper, of one team.
#[must_use]
pub fn paper(press: &Press<'_>, team: &str) -> Paper {
    let report = press.report;
    let mut parts = vec![heading(1, press.say("red-1"))];
    for key in [
        "red-name",
        "red-address",
        "red-phone",
        "red-email",
        "red-contact",
    ] {
        let mut bits = plain(format!("{}: ", press.say(key)));
        bits.push(Bit::Blank(40));
        parts.push(Part::Para(bits));
    }
    parts.push(heading(1, press.say("red-2")));
    let args = [
        ("from", Value::from(press.written(0))),
        ("to", Value::from(press.written(report.origin.until))),
    ];
    parts.push(para(press.with("red-time", &args)));
    parts.push(heading(1, press.say("red-3")));
    let mut bits = plain(format!("{}: ", press.say("red-rules")));
    bits.push(Bit::Blank(40));
    parts.push(Part::Para(bits));
    let own: Vec<&FindingRow> = report.findings.iter().filter(|f| f.team == team).collect();
    if !own.is_empty() {
        parts.push(tables::severities(press));
    }
    parts.push(series::harm(press));
    parts.extend(scores::reached(press, Some(team)));
    parts.push(figures::chain(press));
    if own.is_empty() {
        drafts(press, &mut parts);
    }
    for finding in own {
        reported(press, finding, &mut parts);
    }
    parts.push(heading(2, press.say("red-general")));
    for key in ["red-short", "red-middle", "red-long"] {
        let mut bits = plain(format!("{}: ", press.say(key)));
        bits.push(Bit::Blank(40));
        parts.push(Part::Para(bits));
    }
    parts.push(heading(1, press.say("red-4")));
    parts.push(tables::requests(press));
    parts.push(Part::Para(blank()));
    parts.push(heading(1, press.say("closing-a-2")));
    parts.push(press.appendix(&[]));
    let mut paper = press.paper(&format!("red-{team}"), press.say("paper-red"), parts);
    paper.notices.push(press.say("paper-notice-red"));
    let to = ["paper-to", "paper-to-btc"];
    paper.official = Some(press.official(
        ("paper-report", "paper-red-about"),
        "BC-TC",
        &to,
        "paper-chief-red",
    ));
    paper
}

fn reported(press: &Press<'_>, finding: &FindingRow, parts: &mut Vec<Part>) {
    let args = [
        ("n", Value::from(finding.number)),
        ("title", Value::from(harmless(&finding.title))),
    ];
    parts.push(heading(2, press.with("red-finding-n", &args)));
    let mut line = |key: &str, mut bits: Vec<Bit>| {
        bits.insert(0, Bit::Strong(format!("{}: ", press.say(key))));
        parts.push(Part::Para(bits));
    };
    line(
        "paper-severity",
        plain(press.word("severity", &finding.severity)),
    );
    line("paper-when", press.moment(Some(finding.reported)));
    line("paper-on", plain(press.maybe(finding.on.as_ref())));
    line("impact-resources", written(&finding.resources));
    line("impact-data", written(&finding.data));
    line("impact-users", written(&finding.users));
    line("red-steps", written(&finding.steps));
    line("red-fix", written(&finding.fix));
}

fn written(text: &str) -> Vec<Bit> {
    if text.trim().is_empty() {
        blank()
    } else {
        plain(harmless(text))
    }
}

fn drafts(press: &Press<'_>, parts: &mut Vec<Part>) {
    let done = press
        .report
        .attack
        .iter()
        .filter(|step| step.outcome == "done");
    let done: Vec<&StepRow> = done.collect();
    let people = press.report.origin.red == "human";
    parts.push(para(press.say(match people {
        true => "red-drafts-people",
        false => "red-drafts",
    })));
    for (number, step) in (1u32..).zip(done) {
        let args = [
            ("n", Value::from(number)),
            ("title", Value::from(press.text(&step.title))),
        ];
        parts.push(heading(2, press.with("red-deed-n", &args)));
        let severity = match step.weight {
            5.. => "critical",
            4 => "high",
            3 => "medium",
            _ => "low",
        };
        let names = step.techniques.iter();
        let names = names.map(|t| format!("{} {}", t.id, harmless(&t.name)));
        let mut line = |key: &str, mut bits: Vec<Bit>| {
            bits.insert(0, Bit::Strong(format!("{}: ", press.say(key))));
            parts.push(Part::Para(bits));
        };
        line("paper-severity", plain(press.word("severity", severity)));
        line(
            "paper-technique",
            plain(names.collect::<Vec<_>>().join("; ")),
        );
        let on = step.on.as_ref().map(|on| press.text(on));
        let on = on.unwrap_or_else(|| harmless(&step.hosts.join(", ")));
        line("paper-on", plain(on));
        line("paper-began", press.moment(step.began));
        line("paper-ended", press.moment(step.done));
        line("red-fix", blank());
    }
}
