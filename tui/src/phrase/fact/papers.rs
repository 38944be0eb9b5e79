//! Sentences for people and papers: injects that came, messages, trust, forms, duties.

use engine::words::fact::FactKind;

use crate::phrase::fact::{Say, text};
use crate::phrase::{Value, number as shown, words};

/// The sentence, if the fact is of this section.
pub(super) fn sentence(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let inject = |id| {
        let inject = words::inject(say.phrases, say.names, id);
        ("inject", Value::from(inject))
    };
    Some(match kind {
        FactKind::InjectFired { inject: id, team } => say.with(
            "fact-inject-fired",
            &[inject(*id), ("team", say.team(*team))],
        ),
        FactKind::InjectAnswered {
            team,
            inject: id,
            choice,
        } => {
            let said = say.names.choice(*id, choice, say.phrases.lang());
            let args = [
                inject(*id),
                ("team", say.team(*team)),
                ("choice", text(said.as_deref().unwrap_or(choice))),
            ];
            say.with("fact-inject-answered", &args)
        }
        FactKind::LeadWeighed {
            team,
            inject: id,
            taken,
            reason,
        } => {
            let key = if *taken {
                "fact-lead-taken"
            } else {
                "fact-lead-rejected"
            };
            let args = [
                inject(*id),
                ("team", say.team(*team)),
                ("reason", text(reason)),
            ];
            say.with(key, &args)
        }
        FactKind::LeadJudged { inject: id, right } => {
            let key = if *right {
                "fact-lead-right"
            } else {
                "fact-lead-wrong"
            };
            say.with(key, &[inject(*id)])
        }
        FactKind::AnswerJudged { inject: id, right } => {
            let key = if *right {
                "fact-answer-right"
            } else {
                "fact-answer-wrong"
            };
            say.with(key, &[inject(*id)])
        }
        FactKind::InjectClosed { inject: id, met } => {
            let key = if *met {
                "fact-inject-met"
            } else {
                "fact-inject-unmet"
            };
            say.with(key, &[inject(*id)])
        }
        other => return sent(say, other),
    })
}

/// Messages, forms, duties, and what the city makes of it.
fn sent(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let lang = say.phrases.lang();
    Some(match kind {
        FactKind::Told { team, org, action } => {
            let args = [
                ("team", say.team(*team)),
                ("org", text(&say.names.org(*org, lang))),
                ("action", text(&say.names.action(*action, lang))),
            ];
            say.with("fact-told", &args)
        }
        FactKind::Trust { by } => {
            let by = shown::signed(i64::from(*by) * 1_000, 0, lang);
            say.with("fact-trust", &[("by", Value::from(by))])
        }
        FactKind::Prepared { team, mark } => {
            let mark = say.names.mark(*mark).unwrap_or_else(|| mark.0.to_string());
            let args = [("team", say.team(*team)), ("mark", text(&mark))];
            say.with("fact-prepared", &args)
        }
        FactKind::Filed {
            team,
            paper,
            form,
            to,
            ..
        } => {
            let bodies = to.iter().map(|org| say.names.org(*org, lang));
            let bodies: Vec<String> = bodies.collect();
            let args = [
                ("team", say.team(*team)),
                ("paper", say.number(paper.0)),
                ("form", text(&say.names.form(*form, lang))),
                ("org", text(&words::several(say.phrases, &bodies))),
            ];
            say.with("fact-filed", &args)
        }
        FactKind::DutyBegan { duty, team, by } => {
            let args = [
                ("team", say.team(*team)),
                ("duty", text(&say.names.duty(*duty, lang))),
                ("by", say.moment(*by)),
            ];
            say.with("fact-duty-began", &args)
        }
        FactKind::DutyEnded { duty, met } => {
            let key = if *met {
                "fact-duty-met"
            } else {
                "fact-duty-missed"
            };
            say.with(key, &[("duty", text(&say.names.duty(*duty, lang)))])
        }
        _ => return None,
    })
}
