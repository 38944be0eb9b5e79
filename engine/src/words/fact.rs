//! Everything that can be said to have happened.
//!
//! Facts are the only truth for views, scores and papers. Each has a cause and an audience, settled
//! where it is made. Their order and content are fingerprinted; their sentences are made elsewhere,
//! in two languages.

use crate::words::cell::Audience;
use crate::words::digest::{Digest, Running};
use crate::words::name::*;
use crate::words::order::{CasePhase, Claim, Entry, Pillar, Rating, Verdict};
use crate::words::refusal::Refusal;
use crate::words::target::Target;
use crate::words::time::Tick;
use bevy_ecs::prelude::Resource;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a fact came about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The plan: phases, daily life, clocks.
    Plan,
    /// A seat's order.
    Order(OrderId),
    /// A step of the campaign.
    Step(StepId),
    /// A run of an action.
    Run(RunId),
    /// An inject.
    Inject(InjectId),
    /// Another fact.
    Fact(FactId),
}

/// Who did a harm: users feel both alike, scores keep them apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The attack.
    Attack,
    /// The defence.
    Defence,
    /// Neither: a fault, a drill control.
    Neither,
}

/// How far a foothold goes.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Grip {
    /// As a user of the host.
    User,
    /// As its administrator.
    Admin,
}

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Done.
    Done,
    /// Tried, and it did not work out.
    Failed,
    /// A control stopped it.
    Stopped(ControlId),
    /// What it needed was gone when it came to it.
    Overtaken,
    /// Taken back before it started.
    Undone,
    /// The body that was to carry it out did not.
    Declined,
}

/// What the truth behind an alert is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// This step of the attack.
    Step(StepId),
    /// A human red's run.
    Red(RunId),
    /// A stranger's attempt that failed.
    Attempt,
    /// Harmless.
    Benign,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "field names say what the variant's line says")]
pub enum FactKind {
    // ── the exercise ──
    /// A phase began.
    PhaseBegan { phase: PhaseId },
    /// The drill ended.
    Ended,
    /// Scores and truths were released to the teams.
    Released,
    /// An order was refused.
    Refused { team: TeamId, refusal: Refusal },
    /// The organisers told every team.
    Announced { text: String },
    /// A team said something to the organisers.
    Said { team: TeamId, text: String },
    /// The jury rated an objective.
    Rated {
        objective: Name,
        rating: Rating,
        reason: String,
    },
    /// The organisers keep an inject back.
    InjectHeld { inject: InjectId },
    /// The organisers ordered a block lifted.
    UnblockOrdered { address: Target },
    /// The organisers moved the end of the drill.
    EndMoved { at: Tick },
    /// The jury ruled on a claim.
    Ruled { claim: ClaimId, text: String },
    /// The jury noted something.
    Noted { text: String },
    // ── runs ──
    /// An action was asked for and admitted.
    RunAsked {
        run: RunId,
        team: TeamId,
        action: ActionId,
        target: Target,
    },
    /// It waits for its leader's approval, for staff, or for another body.
    RunWaits { run: RunId, for_what: Wait },
    /// It started.
    RunStarted { run: RunId },
    /// It ended.
    RunEnded { run: RunId, outcome: Outcome },
    /// Blue looked whether it holds, and it does or does not.
    RunVerified { run: RunId, holds: bool },
    /// Blue said what it came to.
    RunAssessed { run: RunId, text: String },
    // ── the campaign ──
    /// A step began to be tried; where and against how many.
    StepBegan { step: StepId, runs: u16 },
    /// A step's runs reached what it needs.
    StepDone { step: StepId },
    /// A step was given up.
    StepBlocked { step: StepId },
    /// A step hit this host: where its traces are.
    StepTouched { step: StepId, host: HostId },
    /// A step's trace was first recorded; its number if it was collected.
    StepRecorded {
        step: StepId,
        record: Option<RecordId>,
    },
    // ── hosts ──
    /// The attack gained or raised a foothold.
    FootholdGained {
        host: HostId,
        team: TeamId,
        grip: Grip,
    },
    /// The attack made its foothold last.
    Persisted { host: HostId },
    /// A foothold is gone.
    FootholdLost { host: HostId },
    /// A foothold can no longer call home.
    BeaconCut { host: HostId },
    /// A host was isolated.
    Isolated { host: HostId },
    /// A host was put back on the network.
    Reconnected { host: HostId },
    /// A host was encrypted.
    Encrypted { host: HostId },
    /// A host was made anew or decrypted from a copy.
    Rebuilt { host: HostId },
    /// A weakness was closed on a host.
    Patched { host: HostId },
    /// Local logs were cleared.
    LogsCleared { host: HostId },
    /// Evidence was secured.
    Preserved { host: HostId },
    /// A control was switched off on a host, or altogether.
    Blinded { kind: KindId, host: Option<HostId> },
    /// …and is on and healthy again.
    Healed { kind: KindId, host: Option<HostId> },
    // ── accounts ──
    /// The attack holds the secret of an account.
    CredentialGained { account: AccountId, team: TeamId },
    /// An account was locked, or unlocked.
    AccountLocked { account: AccountId, locked: bool },
    /// An account has a new secret.
    AccountRotated { account: AccountId },
    // ── network ──
    /// A link carries all it may, only what is needed, or nothing.
    LinkSet { link: LinkId, flow: Flow },
    /// A zone was cut off, or put back.
    ZoneCut { zone: ZoneId, cut: bool },
    /// An address is blocked.
    AddressBlocked { address: Target },
    /// An address is open again.
    AddressUnblocked { address: Target },
    // ── services and data ──
    /// What a service gives its users has changed: of a thousand, so many are served.
    ServiceServes {
        service: ServiceId,
        served: u16,
        why: Why,
    },
    /// …and whose doing that is.
    HarmLaid {
        service: ServiceId,
        served: u16,
        side: Side,
    },
    /// A service's pages were altered.
    Defaced { service: ServiceId },
    /// …and are right again.
    Repaired { service: ServiceId },
    /// Data was gathered for taking away.
    Staged { data: DataId },
    /// Data left the city.
    Leaked { data: DataId },
    /// Data was altered.
    Tampered { data: DataId },
    /// A backup set is gone.
    Wiped { backup: BackupId },
    /// A service or host was restored from a copy.
    Restored { backup: BackupId, target: Target },
    /// …and whether the attack still held what came back.
    RestoreJudged { target: Target, dirty: bool },
    /// A copy could not be read in full.
    RestoreFailed { backup: BackupId, target: Target },
    // ── knowledge ──
    /// A team came to know something.
    Revealed { team: TeamId, what: Target },
    /// Blue saw the true state of something.
    Inspected {
        team: TeamId,
        target: Target,
        sound: bool,
    },
    /// A sweep found a foothold.
    SweepFound { team: TeamId, host: HostId },
    /// A sweep of a zone or body is over.
    Swept {
        team: TeamId,
        target: Target,
        found: u16,
    },
    /// A planted weak point came to light.
    WeakSeen { team: TeamId, weak: WeakId },
    /// Blue reported a weak point.
    FindingMade {
        team: TeamId,
        pillar: Pillar,
        at: Target,
        text: String,
    },
    /// …and which of the planted ones it is, if any.
    FindingJudged { team: TeamId, weak: Option<WeakId> },
    // ── detection ──
    /// A rule raised an alert.
    AlertRaised {
        alert: AlertId,
        rule: RuleId,
        host: Option<HostId>,
        record: RecordId,
    },
    /// …and what was behind it.
    AlertMeant { alert: AlertId, truth: Truth },
    /// It fired again: so many times now.
    AlertGrew {
        alert: AlertId,
        times: u32,
        record: RecordId,
    },
    /// Blue gave a verdict.
    Triaged {
        team: TeamId,
        alert: AlertId,
        verdict: Verdict,
        reason: String,
    },
    /// A case was opened.
    CaseOpened {
        team: TeamId,
        case: CaseId,
        title: String,
        alerts: Vec<AlertId>,
    },
    /// A case moved on.
    CaseMoved {
        team: TeamId,
        case: CaseId,
        phase: CasePhase,
    },
    /// Blue searched the records.
    Searched {
        team: TeamId,
        query: String,
        hits: u32,
    },
    /// A rule was turned on or off.
    RuleSet {
        team: TeamId,
        rule: RuleId,
        on: bool,
    },
    /// Blue reported a detection to the organisers.
    ClaimMade {
        team: TeamId,
        claim: ClaimId,
        said: Claim,
    },
    /// What the claim was worth: the steps it found, and how many cited records were harmless.
    ClaimJudged {
        claim: ClaimId,
        steps: Vec<StepId>,
        benign: u16,
    },
    // ── people and papers ──
    /// An inject reached its team.
    InjectFired { inject: InjectId, team: TeamId },
    /// Blue answered it.
    InjectAnswered {
        team: TeamId,
        inject: InjectId,
        choice: Name,
    },
    /// …and whether that was the right answer.
    AnswerJudged { inject: InjectId, right: bool },
    /// What was expected was done, or was not.
    InjectClosed { inject: InjectId, met: bool },
    /// A message reached an organisation.
    Told {
        team: TeamId,
        org: OrgId,
        action: ActionId,
    },
    /// Public trust moved.
    Trust { by: i16 },
    /// A team is ready for something before it is needed.
    Prepared { team: TeamId, mark: MarkId },
    /// A form was filed.
    Filed {
        team: TeamId,
        form: FormId,
        to: OrgId,
        entries: Vec<Entry>,
    },
    /// A duty began.
    DutyBegan {
        duty: DutyId,
        team: TeamId,
        by: Tick,
    },
    /// …and was met, or missed.
    DutyEnded { duty: DutyId, met: bool },
}

/// What a run waits for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wait {
    /// The leader's approval.
    Approval,
    /// Free staff.
    Staff,
    /// Another body.
    Body(OrgId),
}

/// How much a link carries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// All it may.
    #[default]
    Open,
    /// Only what is marked as needed.
    Restricted,
    /// Nothing.
    Cut,
}

/// Why a service does not serve as it should.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It serves.
    Sound,
    /// Its host is encrypted.
    Encrypted,
    /// It was stopped.
    Stopped,
    /// It is flooded.
    Flooded,
    /// Its pages are altered.
    Defaced,
    /// Its host is isolated or being rebuilt.
    HostAway,
    /// Its users cannot reach it.
    Unreachable,
    /// Something it stands on does not serve.
    Dependency(ServiceId),
}

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Fact {
    /// Its number: facts are counted from 0 in the order they came about.
    pub id: FactId,
    /// When.
    pub at: Tick,
    /// Why.
    pub cause: Cause,
    /// Who may know at once.
    pub to: Audience,
    /// What.
    pub kind: FactKind,
}

/// All facts of a drill, append-only, with their fingerprint.
#[derive(Resource, Default)]
pub struct Facts {
    all: Vec<Fact>,
    now: Tick,
    noted: usize,
    digest: Running,
}

impl Facts {
    /// Sets the moment at which facts are being made.
    pub fn at(&mut self, now: Tick) {
        assert!(now >= self.now, "time does not run backwards");
        self.now = now;
    }

    /// States a fact.
    pub fn state(&mut self, cause: Cause, to: Audience, kind: FactKind) -> FactId {
        let id =
            FactId(u32::try_from(self.all.len()).expect("a drill's facts are far fewer than 2^32"));
        let fact = Fact {
            id,
            at: self.now,
            cause,
            to,
            kind,
        };
        self.digest.add(&fact);
        self.all.push(fact);
        id
    }

    /// All of them.
    pub fn all(&self) -> &[Fact] {
        &self.all
    }

    /// Those from this number on.
    pub fn from(&self, first: usize) -> &[Fact] {
        &self.all[first.min(self.all.len())..]
    }

    /// Those not yet seen by the scripts; marks them seen.
    pub fn take_unnoted(&mut self) -> std::ops::Range<usize> {
        let range = self.noted..self.all.len();
        self.noted = self.all.len();
        range
    }

    /// Their fingerprint.
    pub fn digest(&self) -> Digest {
        self.digest.digest()
    }
}
