//! What stands beside the points of a scorecard: stamps of time, causes of loss, damage by side,
//! weak points, duties, the attack's own score, and the jury's.

use crate::score::card::{About, Milli};
use crate::score::stakes::Harm;
use crate::words::fact::Fact;
use crate::words::name::*;
use crate::words::order::{Pillar, Rating, Severity};
use crate::words::time::Tick;
use serde::{Deserialize, Serialize};

/// A moment, and the fact that marks it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Stamp {
    /// When.
    pub at: Tick,
    /// Which fact.
    pub fact: FactId,
}

impl Stamp {
    /// The moment of a fact.
    pub fn of(fact: &Fact) -> Self {
        Self {
            at: fact.at,
            fact: fact.id,
        }
    }
}

/// The time stamps of one step of the attack: `t0` … `t6` of the scoring rules. One that is absent
/// was not reached.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stamps {
    /// The step; a run if people attacked.
    pub about: About,
    /// ATT&CK ids of what it did.
    pub techniques: Vec<Name>,
    /// Its tactic.
    pub tactic: Name,
    /// Where it hit.
    pub hosts: Vec<HostId>,
    /// Its weight, 1–5.
    pub weight: u32,
    /// Time to the next effect that cannot be undone, in seconds.
    pub deadline: u32,
    /// `t0`: it began.
    pub began: Stamp,
    /// When it reached what it needs.
    pub done: Option<Stamp>,
    /// `t1`: its first trace was recorded.
    pub recorded: Option<Stamp>,
    /// Whether that record was collected where the defence can read it.
    pub collected: bool,
    /// `t2`: the first alert that it raised.
    pub alerted: Option<Stamp>,
    /// `t3`: the first valid claim.
    pub claimed: Option<Stamp>,
    /// …and how well the best one named it, per mille.
    pub quality: u32,
    /// `t4`: the notice on the right form to the right addressee.
    pub reported: Option<Stamp>,
    /// `t5`: contained: a step that containment counts as denied after the first valid claim, when
    /// it was stopped; never one that came off.
    pub contained: Option<Stamp>,
    /// …and when the response that stopped it was looked at and held, if it was assessed too.
    #[serde(default)]
    pub verified: Option<Stamp>,
    /// `t6`: clean, and what it took down restored, by the defence.
    pub restored: Option<Stamp>,
    /// …or put back by the organisers, which is no recovery of the team's.
    #[serde(default)]
    pub put_back: Option<Stamp>,
}

/// The four phases of a defence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Stage {
    Prevent,
    Detect,
    Respond,
    Recover,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Prevent, Self::Detect, Self::Respond, Self::Recover];

    /// Its word, for keys of sentences.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Prevent => "prevent",
            Self::Detect => "detect",
            Self::Respond => "respond",
            Self::Recover => "recover",
        }
    }
}

/// The first link that broke: why points were lost.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Break {
    /// No trace was recorded, or it was not collected.
    NoSensor,
    /// It was recorded, and no rule raised an alert.
    NoRule,
    /// A control stood on the attacked path and was not used: off, faulty or not collected and
    /// left so.
    OwnedUnused,
    /// It was recorded or alerted, and from then on nobody looked at all.
    Unwatched,
    /// An alert was there and somebody free to read it: missed, misread, or read late.
    Misread,
    /// An alert was there and the queue was full.
    QueueFull,
    /// A claim or verdict against what was harmless.
    FalseClaim,
    /// It was claimed and told late, on the wrong form, or to nobody.
    ToldLate,
    /// The response waited for approval.
    Waited,
    /// The response waited until somebody was free.
    NoStaff,
    /// The response was aimed wrong, or did not come off.
    WrongAction,
    /// It was answered only once the attack had what it wanted there.
    AnsweredLate,
    /// There was no response.
    NoAction,
    /// The response was ordered and the means for it was not there.
    NoMeans,
    /// Its effect was not verified and assessed.
    NotVerified,
    /// More was restricted than the attack called for.
    TooMuch,
    /// Restored late.
    RestoredLate,
    /// A foothold was left, or what came back was dirty.
    RestoredDirty,
    /// It lasted until the organisers put it back.
    PutBack,
    /// A user fell for it.
    UserFell,
    /// An expected answer or critical task was not given.
    NotDone,
}

impl Break {
    /// Its word, for keys of sentences.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoSensor => "no-sensor",
            Self::NoRule => "no-rule",
            Self::OwnedUnused => "owned-unused",
            Self::Unwatched => "unwatched",
            Self::Misread => "misread",
            Self::QueueFull => "queue-full",
            Self::FalseClaim => "false-claim",
            Self::ToldLate => "told-late",
            Self::Waited => "waited",
            Self::NoStaff => "no-staff",
            Self::WrongAction => "wrong-action",
            Self::AnsweredLate => "answered-late",
            Self::NoAction => "no-action",
            Self::NoMeans => "no-means",
            Self::NotVerified => "not-verified",
            Self::TooMuch => "too-much",
            Self::RestoredLate => "restored-late",
            Self::RestoredDirty => "restored-dirty",
            Self::PutBack => "put-back",
            Self::UserFell => "user-fell",
            Self::NotDone => "not-done",
        }
    }

    /// Whose it is: people, process or technology.
    pub const fn pillar(self) -> Pillar {
        match self {
            Self::NoSensor | Self::NoRule | Self::NoMeans | Self::OwnedUnused => Pillar::Technology,
            Self::Misread
            | Self::FalseClaim
            | Self::WrongAction
            | Self::TooMuch
            | Self::UserFell => Pillar::People,
            Self::QueueFull
            | Self::Unwatched
            | Self::ToldLate
            | Self::Waited
            | Self::NoStaff
            | Self::AnsweredLate
            | Self::NoAction
            | Self::NotVerified
            | Self::RestoredLate
            | Self::RestoredDirty
            | Self::PutBack
            | Self::NotDone => Pillar::Process,
        }
    }
}

/// A cause of loss, over all lines it took points from. The corrective action that is drafted for
/// it goes by its break: sentence `fix-BREAK`, with these figures.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LossCause {
    /// The first broken link.
    pub broke: Break,
    /// In which phase of the defence.
    pub stage: Stage,
    /// Whose it is.
    pub pillar: Pillar,
    /// How much it cost.
    pub lost: Milli,
    /// What it was about, the costliest first.
    pub about: Vec<About>,
    /// The facts behind it, for as many as [`CAUSE_FACTS`].
    pub facts: Vec<FactId>,
}

/// The most facts and subjects kept of one cause.
pub const CAUSE_FACTS: usize = 64;

/// Where the points went that were not got.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Losses {
    /// All of it: what the measured components did not get.
    pub total: Milli,
    /// By cause, the costliest first; they sum to the total.
    pub causes: Vec<LossCause>,
}

impl Losses {
    /// How much one pillar lost in one phase: a cell of the table.
    pub fn cell(&self, pillar: Pillar, stage: Stage) -> Milli {
        let here = self.causes.iter();
        let here = here.filter(|cause| cause.pillar == pillar && cause.stage == stage);
        here.map(|cause| cause.lost).sum()
    }

    /// The three that cost the most.
    pub fn top(&self) -> &[LossCause] {
        &self.causes[..self.causes.len().min(3)]
    }
}

/// What people lost of one thing, in points of damage (thousandths), by whose doing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Damage {
    /// The service or data.
    pub about: About,
    /// By the attack.
    pub attack: u64,
    /// By the defence.
    pub defence: u64,
    /// By the attack when nobody responds.
    pub reference: u64,
    /// The facts behind it.
    pub facts: Vec<FactId>,
}

/// What defence kept from its users, in value-minutes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Restriction {
    /// The asset.
    pub about: About,
    /// Value-minutes under restriction, in thousandths.
    pub all: u64,
    /// …of which the attack's path called for.
    pub justified: u64,
    /// The fact that restricted it.
    pub fact: FactId,
}

/// A weak point planted in the scenario.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WeakPoint {
    /// Which.
    pub weak: WeakId,
    /// Of which pillar.
    pub pillar: Pillar,
    /// When it came to light.
    pub seen: Option<Stamp>,
    /// When it was reported as a finding.
    pub found: Option<Stamp>,
}

/// How an obligation was kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// In time.
    Kept,
    /// Too late.
    Late,
    /// Not at all.
    Missed,
    /// Its clock still runs.
    Running,
    /// Its clock never started.
    NotDue,
}

/// An obligation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DutyKept {
    /// Which.
    pub duty: DutyId,
    /// When its clock started.
    pub began: Option<Stamp>,
    /// By when it was due.
    pub by: Option<Tick>,
    /// When its form was filed; of one that every body of a kind is owed, when the last had it.
    pub filed: Option<Stamp>,
    /// How many of the bodies that are owed it have it.
    pub reached: u32,
    /// How many are owed it: one, or every body of a kind.
    pub owed: u32,
    /// How timely that was, per mille; of many bodies the mean.
    pub timely: u32,
    /// How it was kept.
    pub kept: Kept,
    /// How right what was filed is, per mille.
    pub correct: u32,
}

/// Which of the attack's three impact targets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Impact {
    /// Machines, networks, services.
    Resources,
    /// Data.
    Data,
    /// The people served.
    Users,
}

/// What the attack reached.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RedLine {
    /// By which team.
    pub team: TeamId,
    /// Of which kind.
    pub impact: Impact,
    /// What.
    pub about: About,
    /// What was done to it; nothing, if that is only what the team reports.
    #[serde(default)]
    pub harm: Option<Harm>,
    /// How bad.
    pub severity: Severity,
    /// When.
    pub at: Tick,
    /// Its points, in thousandths: by severity, less with time.
    pub points: Milli,
    /// Whether another team had it before: then it has no points.
    pub again: bool,
    /// The facts behind it.
    pub facts: Vec<FactId>,
}

/// What the attack came to, by impact, severity and time.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct RedScore {
    /// All that was reached.
    pub reached: Vec<RedLine>,
    /// Findings that attack teams reported.
    pub reported: Vec<RedLine>,
    /// The sum of both.
    pub total: Milli,
}

/// One rating the rubric rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RubricLine {
    /// The objective.
    pub objective: Name,
    /// What each grader gave last, with the fact of it.
    pub given: Vec<(Name, Rating, FactId)>,
    /// Points of [`Rubric::of`].
    pub points: Milli,
}

/// What the jury's ratings come to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rubric {
    /// How many points the organisers gave it, of the hundred; at most [`RUBRIC_LIMIT`].
    pub of: Milli,
    /// What it came to: the sum of its lines.
    pub got: Milli,
    /// Its lines.
    pub lines: Vec<RubricLine>,
    /// How far two graders agree beyond chance (Cohen's κ), per mille; nothing if fewer than two
    /// rated the same.
    pub kappa: Option<i32>,
    /// The score as the strictest and as the mildest grader alone would have it, where at least two
    /// rated; what they did not rate counts as all of them had it.
    #[serde(default)]
    pub spread: Option<(Milli, Milli)>,
    /// The score with it: its own points, and the machine's scaled to the rest.
    pub combined: Milli,
}

/// The most points that the jury's ratings can be given.
pub const RUBRIC_LIMIT: Milli = 20_000;
