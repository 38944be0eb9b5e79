//! `scenario.yml`, `playbook.yml` and `tour.yml` as their author writes them.

use crate::script::trigger::TriggerWritten;
use crate::team::TeamWritten;
use crate::words::order::Verdict;
use crate::words::text::Text;
use crate::words::time::{Span, Spans};
use crate::words::written::At;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A phase.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called.
    pub title: Text,
    /// From when.
    pub from: Span,
    /// To when.
    pub to: Span,
    /// Whether what happens in it counts.
    pub scored: Option<bool>,
}

/// What counts an objective.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureWritten {
    /// These steps are detected.
    Detect(Vec<At<String>>),
    /// These steps are denied.
    Contain(Vec<At<String>>),
    /// These services are back.
    Recover(Vec<At<String>>),
    /// These forms are filed.
    File(Vec<At<String>>),
    /// These services are kept up.
    KeepUp(Vec<At<String>>),
    /// These bodies are warned, counted from the first claim on; a star at the end of a name takes
    /// all that begin so.
    Warn(Vec<At<String>>),
    /// What is declared of these systems is held against what is so.
    Verify(Vec<At<String>>),
}

/// An objective.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectiveWritten {
    /// Its name.
    pub name: At<String>,
    /// What is to be shown.
    pub title: Text,
    /// What counts it.
    pub measure: MeasureWritten,
    /// How soon.
    pub within: Span,
    /// The evaluation guide: what whoever rates it looks for.
    #[serde(default)]
    pub guide: Option<Text>,
}

/// `scenario.yml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioWritten {
    /// What it is called.
    pub title: Text,
    /// What it is about.
    pub about: Text,
    /// The city.
    pub city: Text,
    /// The era profile: names and addressees of its time.
    pub era: At<String>,
    /// STARTEX on the calendar, local time: `2026-10-21T08:00`.
    #[schemars(
        regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"),
        example = "2026-10-21T08:00"
    )]
    pub starts: At<String>,
    /// How long, STARTEX to ENDEX.
    pub length: At<Span>,
    /// How hard, in the words that `dientap rehearse` measures.
    pub difficulty: At<Text>,
    /// How long things take, per mille of the catalogue's times; 1000 if absent.
    #[schemars(range(min = 10, max = 1000))]
    pub tempo: Option<u32>,
    /// Phases; one if absent.
    #[serde(default)]
    pub phases: Vec<PhaseWritten>,
    /// Teams.
    pub teams: Vec<TeamWritten>,
    /// What each cell is told beforehand.
    pub briefing: BTreeMap<At<String>, Text>,
    /// Objectives.
    #[serde(default)]
    pub objectives: Vec<ObjectiveWritten>,
    /// How many of the hundred points the jury's ratings of the objectives make; none if absent.
    /// What the machine counts is scaled to the rest, and both are shown.
    #[schemars(range(max = 20))]
    pub rubric: Option<u8>,
}

/// An order of the playbook.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DoWritten {
    /// The action.
    pub action: At<String>,
    /// At what; `claim-host` is the host the claim is about.
    pub on: Option<At<String>>,
    /// By which body.
    pub via: Option<At<String>>,
    /// How long after.
    pub after: Option<Span>,
    /// At which moment; for preparations.
    pub at: Option<Span>,
    /// Whether its effect is looked at.
    #[serde(default)]
    pub verify: bool,
    /// Whether it is assessed.
    #[serde(default)]
    pub assess: bool,
}

/// How an alert of a rule is read.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingWritten {
    /// The rule's file stem; a star at its end takes all that begin so.
    pub rule: At<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// …which is benign if the record has all of these.
    #[serde(default)]
    pub unless: BTreeMap<String, String>,
    /// The technique to claim.
    pub technique: Option<At<String>>,
}

/// A screen of the defence that a hint may be about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum ScreenName {
    Wall,
    Alerts,
    Hunt,
    Cases,
    Respond,
    City,
    Papers,
    Rules,
    Intel,
    Exchange,
}

impl ScreenName {
    /// As it is written.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Wall => "wall",
            Self::Alerts => "alerts",
            Self::Hunt => "hunt",
            Self::Cases => "cases",
            Self::Respond => "respond",
            Self::City => "city",
            Self::Papers => "papers",
            Self::Rules => "rules",
            Self::Intel => "intel",
            Self::Exchange => "exchange",
        }
    }
}

/// A hint of the guided tour.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HintWritten {
    /// Once this screen is opened the tour goes on to the next hint; if absent, only when the
    /// reader says so.
    pub until: Option<ScreenName>,
    /// What it says.
    pub text: Text,
}

/// `tour.yml`: hints for a defence team at its first drill, one after the other.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TourWritten {
    /// The hints.
    #[schemars(length(max = 40))]
    pub hints: Vec<HintWritten>,
}

/// What is done once a technique is claimed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerWritten {
    /// The technique, or how its id begins.
    pub technique: At<String>,
    /// The orders.
    #[serde(rename = "do")]
    pub orders: Vec<DoWritten>,
}

/// What is done upon an inject.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UponWritten {
    /// The inject.
    pub inject: At<String>,
    /// How long after.
    pub after: Option<Span>,
    /// The answer chosen.
    pub answer: Option<At<String>>,
    /// Whether the lead that it is is taken for true.
    pub weigh: Option<bool>,
    /// Orders besides.
    #[serde(default, rename = "do")]
    pub orders: Vec<DoWritten>,
}

/// A form to be filed.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileWritten {
    /// The form.
    pub form: At<String>,
    /// The kind of organisation it goes to.
    pub to: crate::city::place::OrgKind,
    /// Upon what, as far as blue can see it.
    pub on: TriggerWritten,
    /// How long after.
    pub after: Option<Span>,
}

/// What is done when a service is down.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecoverWritten {
    /// The service.
    pub service: At<String>,
    /// The orders.
    #[serde(rename = "do")]
    pub orders: Vec<DoWritten>,
}

/// How often a reading is right, per mille.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillWritten {
    /// Of an attack.
    pub attack: u16,
    /// Of what is harmless.
    pub benign: u16,
}

/// `playbook.yml`: how the scenario's own blue bot behaves.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaybookWritten {
    /// What it is called.
    pub title: Text,
    /// How many read alerts.
    #[schemars(range(min = 1, max = 50))]
    pub analysts: u32,
    /// How long one alert takes one of them.
    pub triage: Spans,
    /// How often they are right.
    pub skill: SkillWritten,
    /// How alerts are read.
    #[serde(default)]
    pub readings: Vec<ReadingWritten>,
    /// …by level, where no reading fits.
    pub levels: BTreeMap<String, Verdict>,
    /// What is done upon a claim.
    #[serde(default)]
    pub answers: Vec<AnswerWritten>,
    /// What is done upon an inject.
    #[serde(default)]
    pub injects: Vec<UponWritten>,
    /// Forms to be filed.
    #[serde(default)]
    pub files: Vec<FileWritten>,
    /// How long after the last claim all cases are closed; none is opened if absent.
    pub closes: Option<Span>,
    /// What is done when a service is down.
    #[serde(default)]
    pub recover: Vec<RecoverWritten>,
    /// What is done about a host on which a sweep found something.
    #[serde(default)]
    pub found: Vec<DoWritten>,
    /// What is done beforehand.
    #[serde(default)]
    pub prepare: Vec<DoWritten>,
}
