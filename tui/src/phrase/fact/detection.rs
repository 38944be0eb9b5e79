//! Sentences for what teams came to know: findings, alerts, cases, claims.

use engine::detect::alert::FLOOD;
use engine::words::fact::FactKind;
use engine::words::name::{HostId, RecordId, RuleId, RunId, StepId};
use engine::words::order::Claim;
use engine::words::target::Target;

use crate::phrase::fact::{Say, number, text};
use crate::phrase::{Value, words};

/// The sentence, if the fact is of this section.
pub(super) fn sentence(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    knowledge(say, kind)
        .or_else(|| findings(say, kind))
        .or_else(|| alerts(say, kind))
        .or_else(|| cases(say, kind))
}

/// What a team came to know of the city and its weak points.
fn knowledge(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let (phrases, names) = (say.phrases, say.names);
    let about = |key: &str, team, target: &Target| {
        say.with(
            key,
            &[("team", say.team(team)), ("target", say.target(target))],
        )
    };
    Some(match kind {
        FactKind::Revealed { team, what } => about("fact-revealed", *team, what),
        FactKind::Inspected {
            team,
            target,
            odd: None,
        } => about("fact-inspected-sound", *team, target),
        FactKind::Inspected {
            team,
            target,
            odd: Some(odd),
        } => {
            let args = [
                ("team", say.team(*team)),
                ("target", say.target(target)),
                ("what", Value::from(words::odd(phrases, *odd))),
            ];
            say.with("fact-inspected-unsound", &args)
        }
        FactKind::CopySeen { .. } => return copy(say, kind),
        FactKind::SweepFound { team, host } => {
            about("fact-sweep-found", *team, &Target::Host(*host))
        }
        FactKind::Swept {
            team,
            target,
            found,
        } => {
            let args = [
                ("team", say.team(*team)),
                ("target", say.target(target)),
                ("found", Value::from(*found)),
            ];
            say.with("fact-swept", &args)
        }
        FactKind::WeakSeen { team, weak } => {
            let weak = Value::from(words::weak(phrases, names, *weak));
            say.with(
                "fact-weak-seen",
                &[("team", say.team(*team)), ("weak", weak)],
            )
        }
        _ => return None,
    })
}

/// What a look into a copy brought to light.
fn copy(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let FactKind::CopySeen {
        team,
        backup,
        age,
        tested,
        bad,
    } = kind
    else {
        return None;
    };
    let tested = tested.map_or_else(
        || say.phrases.say("copy-never-tested"),
        |ago| say.with("copy-tested", &[("ago", say.span(ago))]),
    );
    let args = [
        ("team", say.team(*team)),
        ("target", say.target(&Target::Backup(*backup))),
        ("age", say.span(*age)),
        ("tested", Value::from(tested)),
        ("bad", Value::from(*bad)),
    ];
    Some(say.with("fact-copy-seen", &args))
}

/// What a team reported of weak points.
fn findings(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let (phrases, names) = (say.phrases, say.names);
    Some(match kind {
        FactKind::FindingMade {
            team,
            pillar,
            at,
            text: said,
        } => {
            let args = [
                ("team", say.team(*team)),
                ("pillar", Value::from(words::pillar(phrases, *pillar))),
                ("target", say.target(at)),
            ];
            say.words("fact-finding-made", &args, said)
        }
        FactKind::FindingJudged {
            team,
            weak: Some(weak),
        } => {
            let weak = Value::from(words::weak(phrases, names, *weak));
            let args = [("team", say.team(*team)), ("weak", weak)];
            say.with("fact-finding-planted", &args)
        }
        FactKind::FindingJudged { team, weak: None } => {
            say.with("fact-finding-other", &[("team", say.team(*team))])
        }
        _ => return None,
    })
}

/// Alerts, rules and searches.
fn alerts(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let (phrases, names) = (say.phrases, say.names);
    Some(match kind {
        FactKind::AlertRaised {
            alert,
            rule,
            host,
            record,
        } => raised(say, alert.0, *rule, *host, *record),
        FactKind::AlertMeant { alert, truth } => {
            let truth = Value::from(words::truth(phrases, names, *truth));
            let args = [("alert", say.number(alert.0)), ("truth", truth)];
            say.with("fact-alert-meant", &args)
        }
        FactKind::AlertJoined { alert, truth } => {
            let truth = Value::from(words::truth(phrases, names, *truth));
            let args = [("alert", say.number(alert.0)), ("truth", truth)];
            say.with("fact-alert-joined", &args)
        }
        FactKind::AlertGrew {
            alert,
            times,
            record,
        } => {
            let args = [
                ("alert", say.number(alert.0)),
                ("times", Value::from(*times)),
                ("record", Value::from(record.sign())),
            ];
            say.with("fact-alert-grew", &args)
        }
        FactKind::Triaged {
            team,
            alert,
            verdict,
            reason,
        } => {
            let args = [
                ("team", say.team(*team)),
                ("alert", say.number(alert.0)),
                ("verdict", Value::from(words::verdict(phrases, *verdict))),
            ];
            say.words("fact-triaged", &args, reason)
        }
        FactKind::Searched { team, query } => {
            let args = [("team", say.team(*team)), ("query", text(query))];
            say.with("fact-searched", &args)
        }
        FactKind::RuleSet { team, rule, on } => {
            let key = if *on { "fact-rule-on" } else { "fact-rule-off" };
            let rule = Value::from(words::rule(phrases, names, *rule));
            say.with(key, &[("team", say.team(*team)), ("rule", rule)])
        }
        FactKind::RuleFlooded { rule } => {
            let rule = Value::from(words::rule(phrases, names, *rule));
            say.with(
                "fact-rule-flooded",
                &[("rule", rule), ("count", number(FLOOD))],
            )
        }
        FactKind::RuleWritten { team, stem, .. } => {
            let args = [("team", say.team(*team)), ("rule", text(stem))];
            say.with("fact-rule-written", &args)
        }
        _ => return None,
    })
}

/// An alert as it came.
fn raised(
    say: &Say<'_>,
    alert: u32,
    rule: RuleId,
    host: Option<HostId>,
    record: RecordId,
) -> String {
    let rule = Value::from(words::rule(say.phrases, say.names, rule));
    let mut args = vec![
        ("alert", say.number(alert)),
        ("rule", rule),
        ("record", Value::from(record.sign())),
    ];
    let Some(host) = host else {
        return say.with("fact-alert-raised", &args);
    };
    args.push(("target", say.target(&Target::Host(host))));
    say.with("fact-alert-raised-on", &args)
}

/// Cases, claims and reports.
fn cases(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let phrases = say.phrases;
    Some(match kind {
        FactKind::CaseOpened {
            team,
            case,
            title,
            alerts,
        } => {
            let args = [
                ("team", say.team(*team)),
                ("case", say.number(case.0)),
                ("title", text(title)),
                ("alerts", Value::from(alerts.len())),
            ];
            say.with("fact-case-opened", &args)
        }
        FactKind::CaseMoved { team, case, phase } => {
            let args = [
                ("team", say.team(*team)),
                ("case", say.number(case.0)),
                ("phase", Value::from(words::case_phase(phrases, *phase))),
            ];
            say.with("fact-case-moved", &args)
        }
        FactKind::CaseGrew {
            team,
            case,
            alerts,
            records,
            note,
        } => {
            let args = [
                ("team", say.team(*team)),
                ("case", say.number(case.0)),
                ("alerts", Value::from(alerts.len())),
                ("records", Value::from(records.len())),
            ];
            say.words("fact-case-grew", &args, note)
        }
        FactKind::ClaimMade { team, claim, said } => {
            claimed(say, say.team(*team), say.number(claim.0), said)
        }
        FactKind::ClaimJudged {
            claim,
            steps,
            runs,
            benign,
        } => judged(say, say.number(claim.0), (steps, runs), *benign),
        FactKind::RedReported { team, report, said } => {
            let args = [
                ("team", say.team(*team)),
                ("report", say.number(report.0)),
                ("title", text(&said.title)),
                (
                    "severity",
                    Value::from(words::severity(phrases, said.severity)),
                ),
                ("on", text(&said.on)),
            ];
            say.with("fact-red-reported", &args)
        }
        _ => return None,
    })
}

/// A claim as it was made.
fn claimed(say: &Say<'_>, team: Value<'_>, number: Value<'_>, said: &Claim) -> String {
    let key = if said.says.is_empty() {
        "fact-claim-made"
    } else {
        "fact-claim-made-says"
    };
    let named = |name| words::named(say.phrases, say.names, name);
    let scope: Vec<String> = said.scope.iter().map(|name| named(name)).collect();
    let args = [
        ("team", team),
        ("claim", number),
        (
            "level",
            Value::from(words::claim_level(say.phrases, said.level)),
        ),
        ("scope", text(&scope.join(", "))),
        ("says", text(&said.says.join(", "))),
        ("cites", Value::from(said.cites.len())),
    ];
    say.words(key, &args, &said.note)
}

/// What a claim found. The runs are counted and not named: their numbers are the attack's.
fn judged(say: &Say<'_>, claim: Value<'_>, found: (&[StepId], &[RunId]), benign: u16) -> String {
    let (steps, runs) = found;
    let mut parts: Vec<String> = steps
        .iter()
        .map(|step| words::step(say.phrases, say.names, *step))
        .collect();
    if !runs.is_empty() {
        let args = [("runs", Value::from(runs.len()))];
        parts.push(say.with("fact-claim-runs", &args));
    }
    let key = if parts.is_empty() {
        "fact-claim-wrong"
    } else {
        "fact-claim-right"
    };
    let args = [
        ("claim", claim),
        ("found", Value::from(parts.join(", "))),
        ("benign", Value::from(benign)),
    ];
    say.with(key, &args)
}
