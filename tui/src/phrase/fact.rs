//! The sentence for each fact, in each language.
//!
//! [`sentence`] takes whatever may spell the names in a fact: a plan, a brief, or what a team has
//! [seen](crate::phrase::names::Seen); [`why`] says why a service does not serve. The small words
//! (verdicts, outcomes, causes, targets …) are in [`words`]. A fact is one
//! line however long the text in it: breaking it is the screen's. Which section of the facts a
//! variant belongs to is said here for every variant, so a new one does not compile without.

use engine::words::fact::{FactKind, Why};
use engine::words::name::{RunId, TeamId};
use engine::words::target::{Target, TargetKind};
use engine::words::time::{Span, Tick};

use crate::phrase::names::Names;
use crate::phrase::{Phrases, Value, harmless, moment, words};

mod city;
mod detection;
mod exercise;
mod levels;
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
        Why::NoPower => "why-no-power",
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
        PhaseBegan { .. } | Ended | Released | Refused { .. } => exercise::sentence(&say, kind),
        Announced { .. } | Said { .. } | Rated { .. } => exercise::sentence(&say, kind),
        Signed { .. } => exercise::sentence(&say, kind),
        InjectHeld { .. } | UnblockOrdered { .. } => exercise::sentence(&say, kind),
        EndMoved { .. } | Ruled { .. } | Noted { .. } => exercise::sentence(&say, kind),
        ClockSet { .. } | Addressed { .. } => exercise::sentence(&say, kind),
        InjectSkipped { .. } | InjectResent { .. } => exercise::sentence(&say, kind),
        InjectMarked { .. } | InjectWritten { .. } => exercise::sentence(&say, kind),
        InjectExpects { .. } | Requested { .. } => exercise::sentence(&say, kind),
        RequestSettled { .. } | Protested { .. } => exercise::sentence(&say, kind),
        ProtestSettled { .. } | Graded { .. } => exercise::sentence(&say, kind),
        RunAsked { .. } | RunWaits { .. } | RunStarted { .. } => play::sentence(&say, kind),
        RunEnded { .. } | RunVerified { .. } | RunAssessed { .. } => play::sentence(&say, kind),
        RunStopped { .. } | RunRecorded { .. } | RunRouted { .. } => play::sentence(&say, kind),
        StepBegan { .. } | StepDone { .. } | StepBlocked { .. } => play::sentence(&say, kind),
        StepTouched { .. } | StepRecorded { .. } => play::sentence(&say, kind),
        FootholdGained { .. } | Persisted { .. } | Lodged { .. } | Recalled { .. } => {
            city::machines(&say, kind)
        }
        FootholdLost { .. } | BeaconCut { .. } | BeaconHeard { .. } => city::machines(&say, kind),
        Isolated { .. } | Reconnected { .. } | Encrypted { .. } => city::machines(&say, kind),
        Rebuilt { .. } | Patched { .. } | LogsCleared { .. } => city::machines(&say, kind),
        Preserved { .. } | Blinded { .. } | Healed { .. } => city::machines(&say, kind),
        LogSet { .. } | PowerSet { .. } => city::machines(&say, kind),
        CredentialGained { .. } | AccountLocked { .. } => city::machines(&say, kind),
        AccountRotated { .. } | LinkSet { .. } | ZoneCut { .. } => city::machines(&say, kind),
        AddressBlocked { .. } | AddressUnblocked { .. } => city::machines(&say, kind),
        ServiceServes { .. } | HarmLaid { .. } | Defaced { .. } => city::services(&say, kind),
        Repaired { .. } | Staged { .. } | Leaked { .. } => city::services(&say, kind),
        SecretShown { .. } => city::services(&say, kind),
        Tampered { .. } | Wiped { .. } | Restored { .. } => city::services(&say, kind),
        RestoreJudged { .. } | RestoreFailed { .. } => city::services(&say, kind),
        FailedOver { .. } | Resynced { .. } => city::services(&say, kind),
        FellBehind { .. } | FailedBack { .. } => city::services(&say, kind),
        CopySeen { .. } => detection::sentence(&say, kind),
        Revealed { .. } | Inspected { .. } | SweepFound { .. } => detection::sentence(&say, kind),
        Swept { .. } | WeakSeen { .. } | FindingMade { .. } => detection::sentence(&say, kind),
        FindingJudged { .. } | AlertRaised { .. } => detection::sentence(&say, kind),
        AlertMeant { .. } | AlertJoined { .. } => detection::sentence(&say, kind),
        AlertGrew { .. } | Triaged { .. } => detection::sentence(&say, kind),
        CaseOpened { .. } | CaseMoved { .. } | Searched { .. } => detection::sentence(&say, kind),
        RuleSet { .. } | RuleWritten { .. } | RuleFlooded { .. } | CaseGrew { .. } => {
            detection::sentence(&say, kind)
        }
        ClaimMade { .. } | ClaimJudged { .. } => detection::sentence(&say, kind),
        RedReported { .. } => detection::sentence(&say, kind),
        InjectFired { .. } | InjectAnswered { .. } => papers::sentence(&say, kind),
        LeadWeighed { .. } | LeadJudged { .. } => papers::sentence(&say, kind),
        AnswerJudged { .. } | InjectClosed { .. } | Told { .. } => papers::sentence(&say, kind),
        Trust { .. } | Prepared { .. } | Filed { .. } => papers::sentence(&say, kind),
        DutyBegan { .. } | DutyEnded { .. } => papers::sentence(&say, kind),
        DeclarationSeen { .. } | Attained { .. } => levels::sentence(&say, kind),
        Gauged { .. } => levels::sentence(&say, kind),
    };
    // A section knows all of its variants: a test says every one of them.
    begun(phrases, said.unwrap_or_default())
}

/// A sentence as it begins a line: one that opens with the word for a kind of thing, as English has
/// it, with a capital.
fn begun(phrases: &Phrases, said: String) -> String {
    use TargetKind::*;
    let kinds = [
        Host, Service, Account, Zone, Link, Address, Data, Backup, Control,
    ];
    let mut kinds = kinds
        .map(|kind| words::target_kind(phrases, kind))
        .into_iter();
    let opens = |word: &str| {
        said.strip_prefix(word)
            .is_some_and(|rest| rest.starts_with(' '))
    };
    if !opens("the") && !kinds.any(|kind: String| opens(&kind)) {
        return said;
    }
    let mut letters = said.chars();
    let first = letters.next().map(|letter| letter.to_uppercase());
    first.into_iter().flatten().chain(letters).collect()
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
        Value::from(words::team(self.phrases, self.names, team))
    }

    /// A number that only tells one thing from another, as people count: from 1.
    fn number(&self, number: u32) -> Value<'static> {
        self::number(self.names.counted(number))
    }

    /// A run by its number; with whose it is, where that is not said besides.
    fn run(&self, id: RunId) -> Value<'static> {
        Value::from(words::run(self.names, id))
    }

    fn span(&self, span: Span) -> Value<'static> {
        Value::from(moment::span(self.phrases, span))
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
