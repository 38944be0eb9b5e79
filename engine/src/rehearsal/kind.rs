//! Which bots there are, by the names that people type.

use crate::rehearsal::ladder::{COMPETENT, EXPERT, NOVICE, REFERENCE};
use crate::rehearsal::tricks::{Bunker, Claims, DenyAll, FlagAll, Hindsight, Isolate, Perfect};
use crate::rehearsal::tricks::{ReportAll, ResetAll, Shotgun, Stray, When};
use crate::rehearsal::{Brief, Mind, Playbook, Skill, Tip};

/// What a bot is in the table for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Family {
    /// A trick that a score must not reward; the best of them is the index's zero.
    Degenerate,
    /// A rung of the ladder of skill.
    Ladder,
    /// The scenario author's own way of playing it: the index's hundred.
    Reference,
}

/// A bot for the defence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BotKind {
    /// Does nothing.
    None,
    /// Throws dice over every alert, inject and machine.
    Random,
    /// Calls every alert an attack and claims it, and every machine that wrote anything besides.
    FlagAll,
    /// Cuts everything off at once.
    IsolateAtStart,
    /// Cuts everything off at the first alert.
    IsolateAtFirstAlert,
    /// Cuts everything off when half the time is over.
    IsolateMidway,
    /// Takes every service off the network and has it done by hand.
    ServiceBunker,
    /// Cuts every link to the outside.
    DenyAll,
    /// Makes every machine anew and resets every account.
    ResetAll,
    /// Claims every alert as every technique.
    Shotgun,
    /// Says nothing until the last minutes, then everything.
    Hindsight,
    /// Makes one claim, a true one, and nothing else: it is handed the truth.
    PerfectClaim,
    /// Files every form to everybody, with everything in it, again and again.
    ReportAll,
    /// The playbook in unpractised hands.
    Novice,
    /// The playbook in practised hands.
    Competent,
    /// The playbook in the hands of who does it daily.
    Expert,
    /// Follows the scenario's `playbook.yml`: the reference.
    Playbook,
}

impl BotKind {
    /// All of them: tricks, the ladder upward, the reference.
    pub const ALL: [Self; 17] = [
        Self::None,
        Self::Random,
        Self::FlagAll,
        Self::IsolateAtStart,
        Self::IsolateAtFirstAlert,
        Self::IsolateMidway,
        Self::ServiceBunker,
        Self::DenyAll,
        Self::ResetAll,
        Self::Shotgun,
        Self::Hindsight,
        Self::PerfectClaim,
        Self::ReportAll,
        Self::Novice,
        Self::Competent,
        Self::Expert,
        Self::Playbook,
    ];

    /// Its name, as it is typed and stands in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Random => "random",
            Self::FlagAll => "flag-all",
            Self::IsolateAtStart => "isolate-at-start",
            Self::IsolateAtFirstAlert => "isolate-at-first-alert",
            Self::IsolateMidway => "isolate-midway",
            Self::ServiceBunker => "service-bunker",
            Self::DenyAll => "deny-all",
            Self::ResetAll => "reset-all",
            Self::Shotgun => "technique-shotgun",
            Self::Hindsight => "hindsight",
            Self::PerfectClaim => "perfect-claim",
            Self::ReportAll => "report-all",
            Self::Novice => "novice",
            Self::Competent => "competent",
            Self::Expert => "expert",
            Self::Playbook => "playbook",
        }
    }

    /// The bot of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What it is in the table for.
    pub const fn family(self) -> Family {
        match self {
            Self::Novice | Self::Competent | Self::Expert => Family::Ladder,
            Self::Playbook => Family::Reference,
            _ => Family::Degenerate,
        }
    }

    /// Whether it needs a `playbook.yml`; without one it does nothing.
    pub const fn needs_playbook(self) -> bool {
        !matches!(self.family(), Family::Degenerate)
    }

    /// A bot of this kind; nobody for the one that does nothing.
    pub fn mind(
        self,
        brief: Brief,
        tip: impl FnOnce() -> Option<Tip>,
    ) -> Option<Box<dyn Mind + Send>> {
        let by_book = |skill: Skill, brief: Brief| -> Option<Box<dyn Mind + Send>> {
            let book = brief.plan.playbook.clone()?;
            Some(Box::new(Playbook::new(book, brief, skill)))
        };
        Some(match self {
            Self::None => return None,
            Self::Random => Box::new(Stray::new(brief)),
            Self::FlagAll => Box::new(Claims::new(brief, FlagAll)),
            Self::IsolateAtStart => Box::new(Isolate::new(brief, When::Start)),
            Self::IsolateAtFirstAlert => Box::new(Isolate::new(brief, When::FirstAlert)),
            Self::IsolateMidway => Box::new(Isolate::new(brief, When::Midway)),
            Self::ServiceBunker => Box::new(Bunker::new(brief)),
            Self::DenyAll => Box::new(DenyAll::new(brief)),
            Self::ResetAll => Box::new(ResetAll::new(brief)),
            Self::Shotgun => Box::new(Claims::new(brief, Shotgun)),
            Self::Hindsight => Box::new(Hindsight::new(brief)),
            Self::PerfectClaim => Box::new(Perfect::new(tip()?)),
            Self::ReportAll => Box::new(ReportAll::new(brief)),
            Self::Novice => return by_book(NOVICE, brief),
            Self::Competent => return by_book(COMPETENT, brief),
            Self::Expert => return by_book(EXPERT, brief),
            Self::Playbook => return by_book(REFERENCE, brief),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bot_is_listed_once_and_found_by_its_name() {
        for kind in BotKind::ALL {
            assert_eq!(BotKind::named(kind.name()), Some(kind));
        }
        assert_eq!(BotKind::named("nobody"), None);
    }
}
