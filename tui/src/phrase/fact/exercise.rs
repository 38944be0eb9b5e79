//! Sentences for what the organisers, the jury and the clock do.

use engine::words::fact::FactKind;
use engine::words::order::RequestKind;

use crate::phrase::fact::{Say, number, text};
use crate::phrase::{Value, number as shown, refusal, words};

/// The sentence, if the fact is of this section.
pub(super) fn sentence(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let phrases = say.phrases;
    Some(match kind {
        FactKind::PhaseBegan { phase } => {
            let phase = text(&say.names.phase(*phase, phrases.lang()));
            say.with("fact-phase-began", &[("phase", phase)])
        }
        FactKind::Ended => phrases.say("fact-ended"),
        FactKind::Released => phrases.say("fact-released"),
        FactKind::Refused { team, refusal } => {
            let why = Value::from(refusal::refusal(phrases, refusal));
            say.with("fact-refused", &[("team", say.team(*team)), ("why", why)])
        }
        FactKind::Announced { text: said } => say.with("fact-announced", &[("text", text(said))]),
        FactKind::Said { team, text: said } => say.with(
            "fact-said",
            &[("team", say.team(*team)), ("text", text(said))],
        ),
        FactKind::Addressed { team, text: said } => say.with(
            "fact-addressed",
            &[("team", say.team(*team)), ("text", text(said))],
        ),
        FactKind::Rated {
            objective,
            rating,
            reason,
            grader,
        } => {
            let objective = text(&say.names.objective(objective, phrases.lang()));
            let rating = Value::from(words::rating(phrases, *rating));
            let args = [
                ("objective", objective),
                ("rating", rating),
                ("grader", text(grader)),
            ];
            say.words("fact-rated", &args, reason)
        }
        FactKind::Signed { grader, text: said } => {
            say.words("fact-signed", &[("grader", text(grader))], said)
        }
        FactKind::UnblockOrdered { address } => {
            say.with("fact-unblock-ordered", &[("target", say.target(address))])
        }
        FactKind::EndMoved { at } => say.with("fact-end-moved", &[("at", say.moment(*at))]),
        FactKind::Ruled { claim, text: said } => {
            let args = [("claim", say.number(claim.0)), ("text", text(said))];
            say.with("fact-ruled", &args)
        }
        FactKind::Noted {
            at: None,
            text: said,
        } => say.with("fact-noted", &[("text", text(said))]),
        FactKind::Noted {
            at: Some(at),
            text: said,
        } => {
            let args = [("at", say.moment(*at)), ("text", text(said))];
            say.with("fact-noted-at", &args)
        }
        FactKind::ClockSet { paused: true, .. } => phrases.say("fact-clock-paused"),
        FactKind::ClockSet { pace, .. } => {
            let decimals = u32::from(!pace.is_multiple_of(1_000));
            let pace = shown::milli(i64::from(*pace), decimals, phrases.lang());
            say.with("fact-clock-set", &[("pace", Value::from(pace))])
        }
        other => return injects(say, other).or_else(|| asked(say, other)),
    })
}

/// What the organisers do with injects.
fn injects(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let planned = |id| Value::from(words::inject(say.phrases, say.names, id));
    let any = |id| Value::from(words::any_inject(say.phrases, say.names, id));
    Some(match kind {
        FactKind::InjectHeld { inject } => {
            say.with("fact-inject-held", &[("inject", planned(*inject))])
        }
        FactKind::InjectSkipped { inject } => {
            say.with("fact-inject-skipped", &[("inject", planned(*inject))])
        }
        FactKind::InjectResent { inject, team } => {
            let args = [("inject", any(*inject)), ("team", say.team(*team))];
            say.with("fact-inject-resent", &args)
        }
        FactKind::InjectMarked { inject, met, note } => {
            let key = if *met {
                "fact-inject-marked-met"
            } else {
                "fact-inject-marked-unmet"
            };
            say.words(key, &[("inject", any(*inject))], note)
        }
        FactKind::InjectWritten {
            ad_hoc,
            team,
            title,
            text: said,
        } => {
            let args = [
                ("number", say.number(ad_hoc.0)),
                ("team", say.team(*team)),
                ("title", text(title)),
            ];
            say.words("fact-inject-written", &args, said)
        }
        FactKind::InjectExpects { ad_hoc, expects } => {
            let args = [("number", say.number(ad_hoc.0)), ("text", text(expects))];
            say.with("fact-inject-expects", &args)
        }
        _ => return None,
    })
}

/// Requests, and what came of them.
fn asked(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    Some(match kind {
        FactKind::Requested {
            team,
            request,
            kind,
            text: said,
        } => {
            let (key, what) = match kind {
                RequestKind::Unblock { address } => ("fact-requested-unblock", &**address),
                RequestKind::Check { what } => ("fact-requested-check", &**what),
                RequestKind::Other => ("fact-requested-other", ""),
            };
            let args = [
                ("team", say.team(*team)),
                ("request", say.number(request.0)),
                ("what", text(what)),
            ];
            say.words(key, &args, said)
        }
        FactKind::RequestSettled {
            team,
            request,
            granted,
            text: said,
        } => {
            let key = if *granted {
                "fact-request-granted"
            } else {
                "fact-request-denied"
            };
            let args = [
                ("team", say.team(*team)),
                ("request", say.number(request.0)),
            ];
            say.words(key, &args, said)
        }
        other => return judged(say, other),
    })
}

/// Protests, what came of them, and grades.
fn judged(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    Some(match kind {
        FactKind::Protested {
            team,
            protest,
            about,
            text: said,
        } => {
            let args = [
                ("team", say.team(*team)),
                ("protest", say.number(protest.0)),
                ("about", text(about)),
            ];
            say.words("fact-protested", &args, said)
        }
        FactKind::ProtestSettled {
            team,
            protest,
            upheld,
            reason,
        } => {
            let key = if *upheld {
                "fact-protest-upheld"
            } else {
                "fact-protest-rejected"
            };
            let args = [
                ("team", say.team(*team)),
                ("protest", say.number(protest.0)),
            ];
            say.words(key, &args, reason)
        }
        FactKind::Graded {
            paper,
            points,
            reason,
        } => {
            let args = [
                ("paper", say.number(paper.0)),
                ("points", number((*points).into())),
            ];
            say.words("fact-graded", &args, reason)
        }
        _ => return None,
    })
}
