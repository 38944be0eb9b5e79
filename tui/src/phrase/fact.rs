//! The sentence for each fact, in each language.
//!
//! [`sentence`] takes whatever may spell the names in a fact: a plan, a brief, or what a team has
//! [seen](crate::phrase::names::Seen); [`why`] says why a service does not serve. The small words
//! (verdicts, outcomes, causes, targets …) are in [`words`](crate::phrase::words). A fact is one
//! line however long the text in it: breaking it is the screen's. Which section of the facts a
//! variant belongs to is said here for every variant, so a new one does not compile without.

use engine::words::fact::{FactKind, Why};
use engine::words::name::TeamId;
use engine::words::target::Target;
use engine::words::time::Tick;

use crate::phrase::names::Names;
use crate::phrase::{Phrases, Value, harmless, moment, words};

mod city;
mod detection;
mod exercise;
mod papers;
mod play;
#[cfg(test)]
mod tests;

/// Why a service does not serve as it should, in a word or two.
#[must_use]
pub fn why(phrases: &Phrases, why: Why) -> String {
    phrases.say(match why {
        Why::Sound => "why-sound",
        Why::Encrypted => "why-encrypted",
        Why::Stopped => "why-stopped",
        Why::Flooded => "why-flooded",
        Why::Defaced => "why-defaced",
        Why::HostAway => "why-host-away",
        Why::Unreachable => "why-unreachable",
        Why::Dependency(_) => "why-dependency",
    })
}

/// The sentence for a fact, with the names that its reader may know.
#[must_use]
pub fn sentence(phrases: &Phrases, names: &dyn Names, kind: &FactKind) -> String {
    use FactKind::*;
    let say = Say { phrases, names };
    let said = match kind {
        PhaseBegan { .. }
        | Ended
        | Released
        | Refused { .. }
        | Announced { .. }
        | Said { .. }
        | Rated { .. }
        | InjectHeld { .. }
        | UnblockOrdered { .. }
        | EndMoved { .. }
        | Ruled { .. }
        | Noted { .. }
        | ClockSet { .. }
        | Addressed { .. }
        | InjectSkipped { .. }
        | InjectResent { .. }
        | InjectMarked { .. }
        | InjectWritten { .. }
        | InjectExpects { .. }
        | Requested { .. }
        | RequestSettled { .. }
        | Protested { .. }
        | ProtestSettled { .. }
        | Graded { .. } => exercise::sentence(&say, kind),
        RunAsked { .. }
        | RunWaits { .. }
        | RunStarted { .. }
        | RunEnded { .. }
        | RunVerified { .. }
        | RunAssessed { .. }
        | StepBegan { .. }
        | StepDone { .. }
        | StepBlocked { .. }
        | StepTouched { .. }
        | StepRecorded { .. } => play::sentence(&say, kind),
        FootholdGained { .. }
        | Persisted { .. }
        | FootholdLost { .. }
        | BeaconCut { .. }
        | BeaconHeard { .. }
        | Isolated { .. }
        | Reconnected { .. }
        | Encrypted { .. }
        | Rebuilt { .. }
        | Patched { .. }
        | LogsCleared { .. }
        | Preserved { .. }
        | Blinded { .. }
        | Healed { .. }
        | CredentialGained { .. }
        | AccountLocked { .. }
        | AccountRotated { .. }
        | LinkSet { .. }
        | ZoneCut { .. }
        | AddressBlocked { .. }
        | AddressUnblocked { .. } => city::machines(&say, kind),
        ServiceServes { .. }
        | HarmLaid { .. }
        | Defaced { .. }
        | Repaired { .. }
        | Staged { .. }
        | Leaked { .. }
        | Tampered { .. }
        | Wiped { .. }
        | Restored { .. }
        | RestoreJudged { .. }
        | RestoreFailed { .. } => city::services(&say, kind),
        Revealed { .. }
        | Inspected { .. }
        | SweepFound { .. }
        | Swept { .. }
        | WeakSeen { .. }
        | FindingMade { .. }
        | FindingJudged { .. }
        | AlertRaised { .. }
        | AlertMeant { .. }
        | AlertGrew { .. }
        | Triaged { .. }
        | CaseOpened { .. }
        | CaseMoved { .. }
        | Searched { .. }
        | RuleSet { .. }
        | RuleWritten { .. }
        | CaseGrew { .. }
        | ClaimMade { .. }
        | ClaimJudged { .. }
        | RedReported { .. } => detection::sentence(&say, kind),
        InjectFired { .. }
        | InjectAnswered { .. }
        | AnswerJudged { .. }
        | InjectClosed { .. }
        | Told { .. }
        | Trust { .. }
        | Prepared { .. }
        | Filed { .. }
        | DutyBegan { .. }
        | DutyEnded { .. } => papers::sentence(&say, kind),
    };
    // A section knows all of its variants: a test says every one of them.
    said.unwrap_or_default()
}

/// What sentences are made with.
struct Say<'s> {
    phrases: &'s Phrases,
    names: &'s dyn Names,
}

impl Say<'_> {
    fn with(&self, key: &str, args: &[(&str, Value<'_>)]) -> String {
        self.phrases.say_with(key, args)
    }

    /// A sentence, and what somebody wrote to it, if anything.
    fn words(&self, key: &str, args: &[(&str, Value<'_>)], wrote: &str) -> String {
        let said = self.with(key, args);
        if wrote.trim().is_empty() {
            return said;
        }
        let args = [("said", Value::from(said)), ("text", text(wrote))];
        self.with("fact-with-words", &args)
    }

    fn target(&self, target: &Target) -> Value<'static> {
        Value::from(words::target(self.phrases, self.names, target))
    }

    fn team(&self, team: TeamId) -> Value<'static> {
        text(&self.names.team(team))
    }

    fn moment(&self, at: Tick) -> Value<'static> {
        Value::from(moment::calendar(self.names.starts(), at))
    }
}

/// A person's or an author's text, on one line and fit for a terminal.
fn text(text: &str) -> Value<'static> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Value::from(harmless(&line))
}

/// A number that only tells one thing from another: without marks in it.
fn number(number: u32) -> Value<'static> {
    Value::from(number.to_string())
}
