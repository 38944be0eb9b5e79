//! Sentences for runs of actions and for the campaign.

use engine::words::fact::FactKind;
use engine::words::target::Target;

use crate::phrase::fact::{Say, text};
use crate::phrase::{Value, words};

/// The sentence, if the fact is of this section.
pub(super) fn sentence(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let (phrases, names) = (say.phrases, say.names);
    Some(match kind {
        FactKind::RunAsked {
            run,
            team,
            action,
            target,
        } => {
            let key = if *target == Target::None {
                "fact-run-asked"
            } else {
                "fact-run-asked-on"
            };
            let args = [
                ("team", say.team(*team)),
                ("run", super::number(names.run(*run).0)),
                ("action", text(&names.action(*action, phrases.lang()))),
                ("target", say.target(target)),
            ];
            say.with(key, &args)
        }
        FactKind::RunWaits { run, for_what } => {
            let wait = Value::from(words::wait(phrases, names, *for_what));
            say.with("fact-run-waits", &[("run", say.run(*run)), ("wait", wait)])
        }
        FactKind::RunStarted { run } => say.with("fact-run-started", &[("run", say.run(*run))]),
        FactKind::RunEnded { run, outcome } => {
            let outcome = Value::from(words::outcome(phrases, *outcome));
            let args = [("run", say.run(*run)), ("outcome", outcome)];
            say.with("fact-run-ended", &args)
        }
        FactKind::RunRouted { run, address } => {
            let address = say.target(&Target::Address(*address));
            let args = [("run", say.run(*run)), ("address", address)];
            say.with("fact-run-routed", &args)
        }
        FactKind::RunStopped { run, control } => {
            let control = say.target(&Target::Control(*control));
            let args = [("run", say.run(*run)), ("control", control)];
            say.with("fact-run-stopped", &args)
        }
        FactKind::RunVerified { run, holds, undone } => {
            let key = match (holds, undone) {
                (true, _) => "fact-run-holds",
                (false, true) => "fact-run-undone",
                (false, false) => "fact-run-fails",
            };
            say.with(key, &[("run", say.run(*run))])
        }
        FactKind::RunAssessed { run, text: said } => {
            let args = [("run", say.run(*run)), ("text", text(said))];
            say.with("fact-run-assessed", &args)
        }
        other => return campaign(say, other),
    })
}

/// The steps of the campaign.
fn campaign(say: &Say<'_>, kind: &FactKind) -> Option<String> {
    let step = |id| ("step", Value::from(words::step(say.phrases, say.names, id)));
    Some(match kind {
        FactKind::StepBegan { step: id, runs } => say.with(
            "fact-step-began",
            &[step(*id), ("runs", Value::from(*runs))],
        ),
        FactKind::StepDone { step: id } => say.with("fact-step-done", &[step(*id)]),
        FactKind::StepBlocked { step: id } => say.with("fact-step-blocked", &[step(*id)]),
        FactKind::StepTouched { step: id, host } => {
            let host = say.target(&Target::Host(*host));
            say.with("fact-step-touched", &[step(*id), ("target", host)])
        }
        FactKind::RunRecorded { run, record } => {
            let run = say.run(*run);
            match record {
                Some(record) => {
                    let args = [("run", run), ("record", Value::from(record.sign()))];
                    say.with("fact-run-recorded", &args)
                }
                None => say.with("fact-run-left", &[("run", run)]),
            }
        }
        FactKind::StepRecorded {
            step: id,
            record: Some(record),
        } => {
            let args = [step(*id), ("record", Value::from(record.sign()))];
            say.with("fact-step-recorded", &args)
        }
        FactKind::StepRecorded {
            step: id,
            record: None,
        } => say.with("fact-step-left", &[step(*id)]),
        _ => return None,
    })
}
