//! Everything that can be said to have happened.
//!
//! Facts are the only truth for views, scores and papers. Each has a cause and an audience, settled
//! where it is made. Their order and content are fingerprinted; their sentences are made elsewhere,
//! in two languages.

use crate::words::name::*;
use crate::words::order::{
    CasePhase, Claim, Entry, Pillar, Rating, RedFinding, RequestKind, Verdict,
};
use crate::words::refusal::Refusal;
use crate::words::target::Target;
use crate::words::time::{Span, Tick, seconds, seconds_if_any};
use serde::{Deserialize, Serialize};

mod part;
mod store;
mod whose;

pub use part::*;
pub use store::*;

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
        /// The place of who gave it: two graders are told apart.
        #[serde(default)]
        grader: Name,
    },
    /// A member of the jury signed the result: with the last of them it is final.
    Signed { grader: Name, text: String },
    /// The organisers keep an inject back.
    InjectHeld { inject: InjectId },
    /// The organisers ordered a block lifted.
    UnblockOrdered { address: Target },
    /// The organisers moved the end of the drill.
    EndMoved { at: Tick },
    /// The jury ruled on a claim.
    Ruled { claim: ClaimId, text: String },
    /// The jury or the organisers noted something: of this moment, or of another.
    Noted {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Tick>,
        text: String,
    },
    /// The organisers set the clock: drill seconds in a thousand real ones. The drill itself has
    /// none.
    ClockSet { pace: u32, paused: bool },
    /// The organisers said something to one team.
    Addressed { team: TeamId, text: String },
    /// The organisers left an inject out.
    InjectSkipped { inject: InjectId },
    /// An inject was put before its team again.
    InjectResent { inject: AnyInject, team: TeamId },
    /// The organisers said what came of an inject.
    InjectMarked {
        inject: AnyInject,
        met: bool,
        note: String,
    },
    /// A team was given an inject that no list has.
    InjectWritten {
        ad_hoc: AdHocId,
        team: TeamId,
        title: String,
        text: String,
    },
    /// …and this is expected of it.
    InjectExpects { ad_hoc: AdHocId, expects: String },
    /// A team asked something of the organisers.
    Requested {
        team: TeamId,
        request: RequestId,
        kind: RequestKind,
        text: String,
    },
    /// …and was answered.
    RequestSettled {
        team: TeamId,
        request: RequestId,
        granted: bool,
        text: String,
    },
    /// A team protested against a judgement.
    Protested {
        team: TeamId,
        protest: ProtestId,
        about: Name,
        text: String,
    },
    /// …and the jury decided.
    ProtestSettled {
        team: TeamId,
        protest: ProtestId,
        upheld: bool,
        reason: String,
    },
    /// The jury gave a paper its points, of 100.
    Graded {
        paper: PaperId,
        points: u8,
        reason: String,
    },
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
    /// …by this outside address, which its order had left open.
    RunRouted { run: RunId, address: AddressId },
    /// It ended.
    RunEnded { run: RunId, outcome: Outcome },
    /// …and which control stopped it.
    RunStopped { run: RunId, control: ControlId },
    /// Blue looked whether it holds, and it does or does not.
    RunVerified {
        run: RunId,
        holds: bool,
        /// …because the team itself took it back since.
        #[serde(default)]
        undone: bool,
    },
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
    /// A trace of what people who attack did was first recorded; its number if it was collected.
    RunRecorded {
        run: RunId,
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
    /// A foothold calls home, for the first time or again.
    BeaconHeard { host: HostId },
    /// A forgery of the attack's lies on a host.
    Lodged { host: HostId, team: TeamId },
    /// …and was recalled.
    Recalled { host: HostId },
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
    /// A host lost its power, or has it again.
    PowerSet { host: HostId, on: bool },
    /// Evidence was secured.
    Preserved { host: HostId },
    /// A control was switched off, altogether or on a host.
    Blinded { kind: KindId, what: Switched },
    /// …and is on and healthy again.
    Healed { kind: KindId, what: Switched },
    /// A class of log was switched off on a host, or on again.
    LogSet {
        class: ClassId,
        host: HostId,
        on: bool,
    },
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
    /// A defence team put state-secret material on an open channel.
    SecretShown { team: TeamId, data: DataId },
    /// Data was altered.
    Tampered { data: DataId },
    /// A backup set is gone.
    Wiped { backup: BackupId },
    /// A service or host was restored from a copy: how old that was, and of how long a time what
    /// was entered is lost with it.
    Restored {
        backup: BackupId,
        target: Target,
        #[serde(default, deserialize_with = "seconds")]
        age: Span,
        #[serde(default, deserialize_with = "seconds")]
        lost: Span,
    },
    /// …and whether the attack still held what came back, or the machine that it came to run on.
    RestoreJudged { target: Target, dirty: bool },
    /// A copy could not be read in full.
    RestoreFailed { backup: BackupId, target: Target },
    /// A service runs on its standby host, from a copy: how old that was, and of how long a time
    /// what was entered is lost with it.
    FailedOver {
        service: ServiceId,
        host: HostId,
        backup: BackupId,
        #[serde(deserialize_with = "seconds")]
        age: Span,
        #[serde(deserialize_with = "seconds")]
        lost: Span,
    },
    /// What is entered at the standby is at a service's own site too, and goes on coming there.
    Resynced { service: ServiceId },
    /// …no longer: its own site went down or lost its data.
    FellBehind { service: ServiceId },
    /// A service runs on its own host again; of so long a time what was entered at the standby is
    /// lost.
    FailedBack {
        service: ServiceId,
        #[serde(deserialize_with = "seconds")]
        lost: Span,
    },
    // ── knowledge ──
    /// A team came to know something.
    Revealed { team: TeamId, what: Target },
    /// Blue saw the true state of something.
    Inspected {
        team: TeamId,
        target: Target,
        odd: Option<Odd>,
    },
    /// …and of a copy, how old it truly is, how long ago a restore was tested, and how many of a
    /// thousand blocks are bad.
    CopySeen {
        team: TeamId,
        backup: BackupId,
        #[serde(deserialize_with = "seconds")]
        age: Span,
        #[serde(deserialize_with = "seconds_if_any")]
        tested: Option<Span>,
        bad: u16,
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
    /// …and what more of the attack was behind it once it had grown.
    AlertJoined { alert: AlertId, truth: Truth },
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
    Searched { team: TeamId, query: String },
    /// A rule was turned on or off.
    RuleSet {
        team: TeamId,
        rule: RuleId,
        on: bool,
    },
    /// A rule that people wrote or brought along raised so many alerts within an hour that it was
    /// turned off.
    RuleFlooded { rule: RuleId },
    /// Blue wrote a rule: it is in force from here on, under this number.
    RuleWritten {
        team: TeamId,
        rule: RuleId,
        stem: Name,
        text: String,
    },
    /// Evidence was pinned to a case.
    CaseGrew {
        team: TeamId,
        case: CaseId,
        alerts: Vec<AlertId>,
        records: Vec<RecordId>,
        note: String,
    },
    /// Blue reported a detection to the organisers.
    ClaimMade {
        team: TeamId,
        claim: ClaimId,
        said: Claim,
    },
    /// What the claim was worth: the steps it found, a human red's runs it found, and how many
    /// cited records were harmless.
    ClaimJudged {
        claim: ClaimId,
        steps: Vec<StepId>,
        #[serde(default)]
        runs: Vec<RunId>,
        benign: u16,
    },
    /// An attack team reported a finding.
    RedReported {
        team: TeamId,
        report: ReportId,
        said: Box<RedFinding>,
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
    /// Blue took a lead for true, or rejected it, and said why.
    LeadWeighed {
        team: TeamId,
        inject: InjectId,
        taken: bool,
        reason: String,
    },
    /// …and whether it was right in that.
    LeadJudged { inject: InjectId, right: bool },
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
    /// A form was filed, and sent to these bodies; there is at least one.
    Filed {
        team: TeamId,
        paper: PaperId,
        form: FormId,
        to: Vec<OrgId>,
        entries: Vec<Entry>,
        /// The duty it is for; none if none that it fits is open.
        duty: Option<DutyId>,
    },
    /// A duty began.
    DutyBegan {
        duty: DutyId,
        team: TeamId,
        by: Tick,
    },
    /// …and was met, or missed.
    DutyEnded { duty: DutyId, met: bool },
    // ── levels and indicators ──
    /// A defence team saw whether what is declared of a system is so.
    DeclarationSeen {
        team: TeamId,
        service: ServiceId,
        declared: Compliance,
        holds: bool,
    },
    /// A system has come this far.
    Attained {
        team: TeamId,
        service: ServiceId,
        attained: Compliance,
    },
    /// What an indicator truly comes to: so many of so many.
    Gauged {
        indicator: IndicatorId,
        have: u32,
        of: u32,
    },
}
