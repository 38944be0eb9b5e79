//! What a seat asks for, in the imperative: after the seed, the only input.
//!
//! An order carries names, not ids, so that a drill file can be read by eye and an outside agent
//! needs no table. It is written to the record before it acts; then it is carried out or refused
//! with a reason, and both are facts. Each role has its own asks: a red screen cannot even say
//! `triage`.

use crate::words::cell::Cell;
use crate::words::name::{AlertId, CaseId, ClaimId, Name, RecordId, RunId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most bytes of free text in one order.
pub const TEXT_LIMIT: usize = 8_000;
/// The most records one claim may cite.
pub const CITE_LIMIT: usize = 64;
/// The most hosts and accounts one claim may name.
pub const SCOPE_LIMIT: usize = 3;

/// An order of one seat.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The team that gives it.
    pub team: Name,
    /// The place within the team.
    pub place: Name,
    /// What it asks.
    pub ask: Ask,
}

/// What is asked, by role.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// Asked by a defence team.
    Blue(BlueAsk),
    /// Asked by an attack team.
    Red(RedAsk),
    /// Asked by the organisers.
    White(WhiteAsk),
    /// Asked by the jury.
    Jury(JuryAsk),
}

impl Ask {
    /// The cell that may ask this.
    pub const fn cell(&self) -> Cell {
        match self {
            Self::Blue(_) => Cell::Blue,
            Self::Red(_) => Cell::Red,
            Self::White(_) => Cell::White,
            Self::Jury(_) => Cell::Jury,
        }
    }
}

/// An action to be started.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Act {
    /// The action's name in the catalogue.
    pub action: Name,
    /// What it is aimed at, `kind:name`; empty for an action without target.
    pub on: Name,
    /// From where: a host's name; empty for the internet, or for blue.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub from: Name,
    /// The outside address it works with.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub c2: Name,
    /// The account it uses.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub using: Name,
    /// The body that is to carry it out.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub via: Name,
    /// How long it lasts, in seconds, where that is a choice.
    pub lasts: u32,
}

/// What blue makes of an alert.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// An attack that got somewhere.
    Attack,
    /// An attempt from outside that failed.
    Attempt,
    /// True to the rule, and harmless.
    Benign,
}

/// How much a claim says.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Something is odd here.
    Suspicious,
    /// This is an attack.
    Malicious,
    /// …of this tactic.
    Tactic,
    /// …by this technique.
    Technique,
}

/// A detection reported to the organisers, with evidence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Hosts and accounts concerned, `kind:name`, at most [`SCOPE_LIMIT`].
    pub scope: Vec<Name>,
    /// How much it says.
    pub level: Level,
    /// ATT&CK technique ids, or tactic short names at level tactic.
    #[serde(default)]
    pub says: Vec<Name>,
    /// Records cited, at most [`CITE_LIMIT`], at least one.
    pub cites: Vec<RecordId>,
    /// Free words.
    #[serde(default)]
    pub note: String,
}

/// One field of a filed form.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The form's field.
    pub field: Name,
    /// What was written into it.
    pub text: String,
}

/// A phase of handling, as the Vietnamese process names them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CasePhase {
    /// Received and being verified.
    Verify,
    /// Being contained.
    Contain,
    /// Being removed and restored.
    Recover,
    /// Closed.
    Closed,
}

/// Process, technology or people: the three kinds of weak point.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Pillar {
    /// Quy trình.
    Process,
    /// Công nghệ.
    Technology,
    /// Con người.
    People,
}

/// What a defence team may ask.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlueAsk {
    /// Start a response.
    Act(Act),
    /// Look whether a finished response holds.
    Verify {
        /// The response.
        run: RunId,
    },
    /// Say what it came to and what is next.
    Assess {
        /// The response.
        run: RunId,
        /// The assessment.
        text: String,
    },
    /// Take back what has not started.
    Undo {
        /// The response.
        run: RunId,
    },
    /// Search the collected records.
    Search {
        /// The query, as `detect::search` reads it.
        query: String,
    },
    /// Give a verdict on an alert.
    Triage {
        /// The alert.
        alert: AlertId,
        /// The verdict.
        verdict: Verdict,
        /// The reason.
        reason: String,
    },
    /// Open a case with these alerts.
    OpenCase {
        /// Its title.
        title: String,
        /// The alerts it holds.
        alerts: Vec<AlertId>,
    },
    /// Move a case on.
    MoveCase {
        /// The case.
        case: CaseId,
        /// Where to.
        phase: CasePhase,
    },
    /// Report a detection.
    Claim(Claim),
    /// Answer an inject.
    Answer {
        /// The inject's name.
        inject: Name,
        /// One of its choices.
        choice: Name,
    },
    /// File a form.
    File {
        /// The form's name.
        form: Name,
        /// The organisation it goes to.
        to: Name,
        /// Its fields.
        entries: Vec<Entry>,
    },
    /// Report a weak point.
    Finding {
        /// Of which kind.
        pillar: Pillar,
        /// Where, `kind:name`.
        at: Name,
        /// In words.
        text: String,
    },
    /// Turn a rule on or off.
    Rule {
        /// The rule's file stem.
        rule: Name,
        /// On or off.
        on: bool,
    },
    /// Say something to the organisers.
    Say {
        /// The words.
        text: String,
    },
}

/// What an attack team may ask.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RedAsk {
    /// Start a technique.
    Act(Act),
    /// Take back what has not started.
    Undo {
        /// The run.
        run: RunId,
    },
    /// Say something to the organisers.
    Say {
        /// The words.
        text: String,
    },
}

/// What the organisers may ask.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhiteAsk {
    /// Fire an inject now.
    Fire {
        /// The inject's name.
        inject: Name,
    },
    /// Keep an inject back until it is fired by hand.
    Hold {
        /// The inject's name.
        inject: Name,
    },
    /// Tell every team.
    Announce {
        /// The words.
        text: String,
    },
    /// Order blue to lift a block.
    OrderUnblock {
        /// The address.
        address: Name,
    },
    /// Put off the end of the drill, or bring it forward, to this moment.
    EndAt {
        /// Since STARTEX.
        at: u32,
    },
    /// Show teams their scores and the truth of their claims.
    Release,
}

/// What the jury may ask.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JuryAsk {
    /// Rate an objective.
    Rate {
        /// The objective's name.
        objective: Name,
        /// Performed, some challenges, major challenges, unable.
        rating: Rating,
        /// Why.
        reason: String,
    },
    /// Note something at this moment.
    Note {
        /// The words.
        text: String,
    },
    /// Rule on a claim's score.
    Rule {
        /// The claim.
        claim: ClaimId,
        /// The words.
        text: String,
    },
}

/// HSEEP's four ratings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    /// Performed without challenges.
    P,
    /// Performed with some challenges.
    S,
    /// Performed with major challenges.
    M,
    /// Unable to be performed.
    U,
}
