//! What a defence team may ask, and the words it asks it in.

use crate::words::name::{AlertId, CaseId, Name, RecordId, RunId};
use crate::words::order::{Act, RequestKind};
use crate::words::text::{Lang, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// Hosts and accounts concerned, `kind:name`, at most
    /// [`SCOPE_LIMIT`](crate::words::order::SCOPE_LIMIT).
    pub scope: Vec<Name>,
    /// How much it says.
    pub level: Level,
    /// ATT&CK technique ids, or tactic short names at level tactic.
    #[serde(default)]
    pub says: Vec<Name>,
    /// Records cited, at most [`CITE_LIMIT`](crate::words::order::CITE_LIMIT), at least one.
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
    /// The same in English, where the program wrote it; people write in one language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Entry {
    /// One as people write it.
    pub const fn new(field: Name, text: String) -> Self {
        let en = None;
        Self { field, text, en }
    }

    /// What stands there for a reader of this language.
    pub fn get(&self, lang: Lang) -> &str {
        match (&self.en, lang) {
            (Some(en), Lang::En) => en,
            _ => &self.text,
        }
    }

    /// Both, where it was written in both.
    pub fn both(&self) -> Option<Text> {
        let (vi, en) = (self.text.clone(), self.en.clone()?);
        Some(Text { vi, en })
    }
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

impl Pillar {
    /// Its word in files and in fields of forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Process => "process",
            Self::Technology => "technology",
            Self::People => "people",
        }
    }
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
    /// Take a lead for true, or reject it.
    Weigh {
        /// The name of the inject that the lead came as.
        inject: Name,
        /// Whether it is taken for true.
        taken: bool,
        /// Why.
        reason: String,
    },
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
        /// The organisation it goes to; `all:district` for every body of that kind.
        to: Name,
        /// Its fields.
        entries: Vec<Entry>,
        /// The duty that it was opened for; without one it is for the most urgent that it fits.
        #[serde(default)]
        duty: Option<Name>,
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
    /// Pin evidence to a case.
    Attach {
        /// The case.
        case: CaseId,
        /// Alerts that belong to it, at most [`CITE_LIMIT`](crate::words::order::CITE_LIMIT).
        #[serde(default)]
        alerts: Vec<AlertId>,
        /// Records that belong to it, as many.
        #[serde(default)]
        records: Vec<RecordId>,
        /// What they say.
        #[serde(default)]
        note: String,
    },
    /// Write a rule, or write one anew: in force from this moment.
    WriteRule {
        /// The rule's file stem; that of a rule there is replaces it.
        rule: Name,
        /// The Sigma text.
        text: String,
    },
    /// Ask something of the organisers.
    Request {
        /// What.
        kind: RequestKind,
        /// Why.
        #[serde(default)]
        text: String,
    },
    /// Protest against a judgement.
    Protest {
        /// Against which, in the team's words: `claim 3`, `objective x`.
        about: Name,
        /// The grounds.
        text: String,
    },
}
