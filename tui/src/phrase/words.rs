//! The small words of the engine, as people say them.
//!
//! For screens: `verdict`, `rule_level`, `claim_level`, `severity`, `case_phase`, `rating`,
//! `pillar`, `side`, `grip`, `flow`, `target_kind` (one word each); `outcome`, `wait`, `truth`,
//! `cause` (a few words, with names); `target` (its kind and what it is called: “máy ws-so-017”);
//! `inject`, `any_inject`, `step`, `weak`, `rule` (their titles where the reader may know them,
//! else their numbers, from 1). Why a service does not serve is said by
//! [`why`](crate::phrase::fact::why), a cell by `phrases.word("cell", …)`.

use engine::script::duty::{self, FieldKind};
use engine::words::cell::Cell;
use engine::words::fact::{
    AnyInject, Cause, Compliance, Flow, Grip, Odd, Outcome, Side, Truth, Wait,
};
use engine::words::name::{IndicatorId, InjectId, RuleId, RunId, StepId, TeamId, WeakId};
use engine::words::order::{CasePhase, Level, Pillar, Rating, Severity, Verdict};
use engine::words::target::{Target, TargetKind};

use crate::phrase::names::Names;
use crate::phrase::{Phrases, Value, harmless};

/// What was chosen in a field of a form, as it reads there; nothing for what was written freely.
#[must_use]
pub fn field(phrases: &Phrases, kind: FieldKind, said: &str) -> Option<String> {
    match kind {
        FieldKind::Pillar => Some(pillar(phrases, duty::pillar(said)?)),
        FieldKind::Yesno | FieldKind::Affirm => Some(phrases.say(match duty::yes(said)? {
            true => "work-word-yes",
            false => "work-word-no",
        })),
        _ => None,
    }
}

/// A tactic of ATT&CK, by its short name.
#[must_use]
pub fn tactic(phrases: &Phrases, tactic: &str) -> String {
    phrases.say(match tactic {
        "reconnaissance" => "red-tactic-reconnaissance",
        "resource-development" => "red-tactic-resource-development",
        "initial-access" => "red-tactic-initial-access",
        "execution" => "red-tactic-execution",
        "persistence" => "red-tactic-persistence",
        "privilege-escalation" => "red-tactic-privilege-escalation",
        "stealth" => "red-tactic-stealth",
        "defense-impairment" => "red-tactic-defense-impairment",
        "credential-access" => "red-tactic-credential-access",
        "discovery" => "red-tactic-discovery",
        "lateral-movement" => "red-tactic-lateral-movement",
        "collection" => "red-tactic-collection",
        "command-and-control" => "red-tactic-command-and-control",
        "exfiltration" => "red-tactic-exfiltration",
        "impact" => "red-tactic-impact",
        "inhibit-response-function" => "red-tactic-inhibit-response-function",
        "impair-process-control" => "red-tactic-impair-process-control",
        other => return harmless(other),
    })
}

/// Some bodies by name, and how many more, where there is little room.
#[must_use]
pub fn several(phrases: &Phrases, names: &[String]) -> String {
    const SHOWN: usize = 2;
    match names.len().checked_sub(SHOWN + 1) {
        None => names.join(", "),
        Some(more) => {
            let shown = Value::from(names[..SHOWN].join(", "));
            let args = [("shown", shown), ("more", Value::from(more + 1))];
            phrases.say_with("bodies-and-more", &args)
        }
    }
}

/// The word for a cell.
#[must_use]
pub fn cell(phrases: &Phrases, cell: Cell) -> String {
    phrases.say(match cell {
        Cell::White => "cell-white",
        Cell::Red => "cell-red",
        Cell::Blue => "cell-blue",
        Cell::Jury => "cell-jury",
        Cell::Observer => "cell-observer",
        Cell::Green => "cell-green",
    })
}

/// What blue makes of an alert.
#[must_use]
pub fn verdict(phrases: &Phrases, verdict: Verdict) -> String {
    phrases.say(match verdict {
        Verdict::Attack => "verdict-attack",
        Verdict::Attempt => "verdict-attempt",
        Verdict::Benign => "verdict-benign",
    })
}

/// How serious a hit of a rule is.
#[must_use]
pub fn rule_level(phrases: &Phrases, level: engine::sigma::Level) -> String {
    use engine::sigma::Level;
    phrases.say(match level {
        Level::Informational => "level-informational",
        Level::Low => "level-low",
        Level::Medium => "level-medium",
        Level::High => "level-high",
        Level::Critical => "level-critical",
    })
}

/// How much a claim says.
#[must_use]
pub fn claim_level(phrases: &Phrases, level: Level) -> String {
    phrases.say(match level {
        Level::Suspicious => "claim-level-suspicious",
        Level::Malicious => "claim-level-malicious",
        Level::Tactic => "claim-level-tactic",
        Level::Technique => "claim-level-technique",
    })
}

/// How bad what a finding tells of is.
#[must_use]
pub fn severity(phrases: &Phrases, severity: Severity) -> String {
    phrases.say(match severity {
        Severity::Low => "severity-low",
        Severity::Medium => "severity-medium",
        Severity::High => "severity-high",
        Severity::Critical => "severity-critical",
    })
}

/// A phase of handling.
#[must_use]
pub fn case_phase(phrases: &Phrases, phase: CasePhase) -> String {
    phrases.say(match phase {
        CasePhase::Verify => "case-phase-verify",
        CasePhase::Contain => "case-phase-contain",
        CasePhase::Recover => "case-phase-recover",
        CasePhase::Closed => "case-phase-closed",
    })
}

/// A jury's rating, with its letter.
#[must_use]
pub fn rating(phrases: &Phrases, rating: Rating) -> String {
    phrases.say(match rating {
        Rating::P => "rating-p",
        Rating::S => "rating-s",
        Rating::M => "rating-m",
        Rating::U => "rating-u",
    })
}

/// A kind of weak point.
#[must_use]
pub fn pillar(phrases: &Phrases, pillar: Pillar) -> String {
    phrases.say(match pillar {
        Pillar::Process => "pillar-process",
        Pillar::Technology => "pillar-technology",
        Pillar::People => "pillar-people",
    })
}

/// Who did a harm.
#[must_use]
pub fn side(phrases: &Phrases, side: Side) -> String {
    phrases.say(match side {
        Side::Attack => "side-attack",
        Side::Defence => "side-defence",
        Side::Neither => "side-neither",
    })
}

/// How far a foothold goes.
#[must_use]
pub fn grip(phrases: &Phrases, grip: Grip) -> String {
    phrases.say(match grip {
        Grip::User => "grip-user",
        Grip::Admin => "grip-admin",
    })
}

/// How much a link carries.
#[must_use]
pub fn flow(phrases: &Phrases, flow: Flow) -> String {
    phrases.say(match flow {
        Flow::Open => "flow-open",
        Flow::Restricted => "flow-restricted",
        Flow::Cut => "flow-cut",
    })
}

/// A kind of thing an action can be aimed at.
#[must_use]
pub fn target_kind(phrases: &Phrases, kind: TargetKind) -> String {
    phrases.say(match kind {
        TargetKind::None => "target-kind-none",
        TargetKind::Host => "target-kind-host",
        TargetKind::Service => "target-kind-service",
        TargetKind::Account => "target-kind-account",
        TargetKind::Zone => "target-kind-zone",
        TargetKind::Link => "target-kind-link",
        TargetKind::Org => "target-kind-org",
        TargetKind::Address => "target-kind-address",
        TargetKind::Data => "target-kind-data",
        TargetKind::Backup => "target-kind-backup",
        TargetKind::Control => "target-kind-control",
    })
}

/// A team, as sentences call it: by what it does in the drill, and its name.
#[must_use]
pub fn team(phrases: &Phrases, names: &dyn Names, id: TeamId) -> String {
    team_of(phrases, names.cell(id), &names.team(id))
}

/// The same of one whose cell and name are known.
#[must_use]
pub fn team_of(phrases: &Phrases, cell: Option<Cell>, name: &str) -> String {
    let name = harmless(
        name.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .as_str(),
    );
    let key = match cell {
        Some(Cell::White) => "name-team-white",
        Some(Cell::Red) => "name-team-red",
        Some(Cell::Blue) => "name-team-blue",
        Some(Cell::Jury) => "name-team-jury",
        Some(Cell::Observer) => "name-team-observer",
        Some(Cell::Green) | None => "name-team",
    };
    phrases.say_with(key, &[("name", Value::from(name))])
}

/// What somebody wrote as `kind:name`, by its kind and what it is called; as written where there is
/// no such thing.
#[must_use]
pub fn named(phrases: &Phrases, names: &dyn Names, written: &str) -> String {
    let known = names.named(written).filter(|it| *it != Target::None);
    known.map_or_else(|| harmless(written), |it| target(phrases, names, &it))
}

/// A target: its kind and what it is called.
#[must_use]
pub fn target(phrases: &Phrases, names: &dyn Names, target: &Target) -> String {
    let kind = target_kind(phrases, target.kind());
    match target {
        Target::None => kind,
        // What an organisation is called says that it is one.
        Target::Org(_) => harmless(&names.target(target, phrases.lang())),
        named => {
            let name = harmless(&names.target(named, phrases.lang()));
            let args = [("kind", Value::from(kind)), ("name", Value::from(name))];
            phrases.say_with("name-target", &args)
        }
    }
}

/// How a run ended.
#[must_use]
pub fn outcome(phrases: &Phrases, outcome: Outcome) -> String {
    phrases.say(match outcome {
        Outcome::Done => "outcome-done",
        Outcome::Failed => "outcome-failed",
        Outcome::Stopped => "outcome-stopped",
        Outcome::Overtaken => "outcome-overtaken",
        Outcome::Undone => "outcome-undone",
        Outcome::Declined => "outcome-declined",
    })
}

/// What a run waits for.
#[must_use]
pub fn wait(phrases: &Phrases, names: &dyn Names, wait: Wait) -> String {
    match wait {
        Wait::Approval => phrases.say("wait-approval"),
        Wait::Staff => phrases.say("wait-staff"),
        Wait::Body(org) => {
            let org = harmless(&names.org(org, phrases.lang()));
            phrases.say_with("wait-body", &[("org", Value::from(org))])
        }
    }
}

/// A run by the number that its team gives it, and whose it is where many teams' are told of.
#[must_use]
pub fn run(names: &dyn Names, id: RunId) -> String {
    match names.run(id) {
        (number, None) => number.to_string(),
        (number, Some(team)) => format!("{number} ({})", harmless(&names.team(team))),
    }
}

/// What was behind an alert.
#[must_use]
pub fn truth(phrases: &Phrases, names: &dyn Names, truth: Truth) -> String {
    match truth {
        Truth::Step(id) => step(phrases, names, id),
        Truth::Red(id) => phrases.say_with("truth-red", &[("number", run(names, id).into())]),
        Truth::Attempt => phrases.say("truth-attempt"),
        Truth::Benign => phrases.say("truth-benign"),
    }
}

/// Why a fact came about.
#[must_use]
pub fn cause(phrases: &Phrases, names: &dyn Names, cause: Cause) -> String {
    let by = |key, what: String| phrases.say_with(key, &[("what", Value::from(what))]);
    match cause {
        Cause::Plan => phrases.say("cause-plan"),
        Cause::Order(order) => numbered(phrases, "cause-order", names.counted(order.0)),
        Cause::Step(id) => by("cause-other", step(phrases, names, id)),
        Cause::Run(id) => phrases.say_with("cause-run", &[("number", run(names, id).into())]),
        Cause::Inject(id) => by("cause-other", inject(phrases, names, id)),
        Cause::Fact(fact) => numbered(phrases, "cause-fact", fact.0),
    }
}

/// An inject: its title if the reader may know it, else its number from 1.
#[must_use]
pub fn inject(phrases: &Phrases, names: &dyn Names, id: InjectId) -> String {
    let known = names.inject(id, phrases.lang());
    titled(phrases, "name-inject", known)
        .unwrap_or_else(|| numbered(phrases, "name-inject-number", u32::from(id.0) + 1))
}

/// An inject of the list, or one written during the drill.
#[must_use]
pub fn any_inject(phrases: &Phrases, names: &dyn Names, id: AnyInject) -> String {
    match id {
        AnyInject::Planned(id) => inject(phrases, names, id),
        AnyInject::Written(id) => numbered(phrases, "name-inject-written", names.counted(id.0)),
    }
}

/// A step of the campaign: its title if the reader may know it, else its number from 1.
#[must_use]
pub fn step(phrases: &Phrases, names: &dyn Names, id: StepId) -> String {
    let known = names.step(id, phrases.lang());
    titled(phrases, "name-step", known)
        .unwrap_or_else(|| numbered(phrases, "name-step-number", u32::from(id.0) + 1))
}

/// A planted weak point: its title if the reader may know it, else its number from 1.
#[must_use]
pub fn weak(phrases: &Phrases, names: &dyn Names, id: WeakId) -> String {
    let known = names.weak(id, phrases.lang());
    titled(phrases, "name-weak", known)
        .unwrap_or_else(|| numbered(phrases, "name-weak-number", u32::from(id.0) + 1))
}

/// An indicator of the city: its title if the reader may know it, else its number from 1.
#[must_use]
pub fn indicator(phrases: &Phrases, names: &dyn Names, id: IndicatorId) -> String {
    let known = names.indicator(id, phrases.lang());
    titled(phrases, "name-indicator", known)
        .unwrap_or_else(|| numbered(phrases, "name-indicator-number", u32::from(id.0) + 1))
}

/// How far the protection of a system has come, as its dossier says it.
#[must_use]
pub fn compliance(phrases: &Phrases, what: Compliance) -> String {
    phrases.say(match what {
        Compliance::Classified => "compliance-classified",
        Compliance::Approved => "compliance-approved",
        Compliance::Deployed => "compliance-deployed",
        Compliance::Assessed => "compliance-assessed",
    })
}

/// What an inspection saw that is not as it should be.
#[must_use]
pub fn odd(phrases: &Phrases, odd: Odd) -> String {
    phrases.say(match odd {
        Odd::Held => "odd-held",
        Odd::Encrypted => "odd-encrypted",
        Odd::HeldEncrypted => "odd-held-encrypted",
        Odd::Down => "odd-down",
        Odd::Unwatched => "odd-unwatched",
        Odd::Spoiled => "odd-spoiled",
        Odd::Unanswered => "odd-unanswered",
    })
}

/// A rule: its title if the scenario ships it and the reader may know it, else its number from 1.
#[must_use]
pub fn rule(phrases: &Phrases, names: &dyn Names, id: RuleId) -> String {
    let known = names.rule(id, phrases.lang());
    titled(phrases, "name-rule", known)
        .unwrap_or_else(|| numbered(phrases, "name-rule-number", u32::from(id.0) + 1))
}

fn titled(phrases: &Phrases, key: &str, title: Option<String>) -> Option<String> {
    let title = harmless(&title?);
    Some(phrases.say_with(key, &[("title", Value::from(title))]))
}

/// A sentence around a number that only tells one thing from another: without marks in it.
fn numbered(phrases: &Phrases, key: &str, number: u32) -> String {
    phrases.say_with(key, &[("number", Value::from(number.to_string()))])
}
