//! A value of each fact of the exercise, of play and of the city.

use engine::words::fact::{AnyInject, FactKind, Flow, Grip, Outcome, Side, Switched, Wait, Why};
use engine::words::name::*;
use engine::words::order::{Rating, RequestKind};
use engine::words::refusal::Refusal;
use engine::words::target::Target;
use engine::words::time::{Span, Tick};

use super::{HOST, TEAM, WRITTEN};

pub(super) fn exercise() -> Vec<FactKind> {
    use FactKind::*;
    let team = TEAM;
    let text = || WRITTEN.to_owned();
    vec![
        PhaseBegan { phase: PhaseId(0) },
        Ended,
        Released,
        Refused {
            team,
            refusal: Refusal::NotYet,
        },
        Announced { text: text() },
        Said { team, text: text() },
        Rated {
            objective: "x".into(),
            rating: Rating::S,
            reason: text(),
            grader: "bgk-1".into(),
        },
        Signed {
            grader: "bgk-1".into(),
            text: text(),
        },
        UnblockOrdered {
            address: Target::Stranger("198.51.100.1".into()),
        },
        EndMoved { at: Tick(3_600) },
        Ruled {
            claim: ClaimId(1),
            text: text(),
        },
        Noted {
            at: None,
            text: text(),
        },
        Noted {
            at: Some(Tick(60)),
            text: text(),
        },
        ClockSet {
            pace: 1_500,
            paused: false,
        },
        ClockSet {
            pace: 60_000,
            paused: true,
        },
        Addressed { team, text: text() },
    ]
}

pub(super) fn injects() -> Vec<FactKind> {
    use FactKind::*;
    let (team, inject, ad_hoc) = (TEAM, InjectId(0), AdHocId(1));
    let text = || WRITTEN.to_owned();
    let planned = AnyInject::Planned(inject);
    vec![
        InjectHeld { inject },
        InjectSkipped { inject },
        InjectResent {
            inject: AnyInject::Written(ad_hoc),
            team,
        },
        InjectMarked {
            inject: planned,
            met: true,
            note: text(),
        },
        InjectMarked {
            inject: planned,
            met: false,
            note: String::new(),
        },
        InjectWritten {
            ad_hoc,
            team,
            title: text(),
            text: text(),
        },
        InjectExpects {
            ad_hoc,
            expects: text(),
        },
        Graded {
            paper: PaperId(1),
            points: 80,
            reason: text(),
        },
    ]
}

pub(super) fn asked() -> Vec<FactKind> {
    use FactKind::*;
    let (team, request, protest) = (TEAM, RequestId(1), ProtestId(1));
    let text = || WRITTEN.to_owned();
    let requested = |kind| Requested {
        team,
        request,
        kind,
        text: text(),
    };
    vec![
        requested(RequestKind::Unblock {
            address: "198.51.100.1".into(),
        }),
        requested(RequestKind::Check {
            what: "đăng nhập".into(),
        }),
        requested(RequestKind::Other),
        RequestSettled {
            team,
            request,
            granted: true,
            text: text(),
        },
        RequestSettled {
            team,
            request,
            granted: false,
            text: text(),
        },
        Protested {
            team,
            protest,
            about: "claim 1".into(),
            text: text(),
        },
        ProtestSettled {
            team,
            protest,
            upheld: true,
            reason: text(),
        },
        ProtestSettled {
            team,
            protest,
            upheld: false,
            reason: text(),
        },
    ]
}

pub(super) fn play() -> Vec<FactKind> {
    use FactKind::*;
    let (run, step, action) = (RunId(1), StepId(0), ActionId(0));
    let asked = |target| RunAsked {
        run,
        team: TEAM,
        action,
        target,
    };
    let ended = |outcome| RunEnded { run, outcome };
    let waits = |for_what| RunWaits { run, for_what };
    let recorded = |record| RunRecorded { run, record };
    vec![
        asked(Target::None),
        asked(Target::Service(ServiceId(0))),
        waits(Wait::Approval),
        waits(Wait::Staff),
        waits(Wait::Body(OrgId(0))),
        RunStarted { run },
        ended(Outcome::Done),
        ended(Outcome::Failed),
        ended(Outcome::Stopped),
        recorded(Some(RecordId(6))),
        recorded(None),
        RunStopped {
            run,
            control: ControlId(0),
        },
        RunRouted {
            run,
            address: AddressId(0),
        },
        ended(Outcome::Overtaken),
        ended(Outcome::Undone),
        ended(Outcome::Declined),
        RunVerified {
            run,
            holds: true,
            undone: false,
        },
        RunVerified {
            run,
            holds: false,
            undone: false,
        },
        RunVerified {
            run,
            holds: false,
            undone: true,
        },
        RunAssessed {
            run,
            text: WRITTEN.to_owned(),
        },
        StepBegan { step, runs: 1 },
        StepDone { step },
        StepBlocked { step },
        StepTouched { step, host: HOST },
        StepRecorded {
            step,
            record: Some(RecordId(7)),
        },
        StepRecorded { step, record: None },
    ]
}

fn log_set(host: HostId, on: bool) -> FactKind {
    let class = ClassId(0);
    FactKind::LogSet { class, host, on }
}

const fn blinded(what: Switched) -> FactKind {
    let kind = KindId(0);
    FactKind::Blinded { kind, what }
}

const fn healed(what: Switched) -> FactKind {
    let kind = KindId(0);
    FactKind::Healed { kind, what }
}

pub(super) fn machines() -> Vec<FactKind> {
    use FactKind::*;
    let (host, account) = (HOST, AccountId(0));
    let address = Target::Address(AddressId(0));
    vec![
        FootholdGained {
            host,
            team: TEAM,
            grip: Grip::Admin,
        },
        Lodged { host, team: TEAM },
        Recalled { host },
        Persisted { host },
        FootholdLost { host },
        BeaconCut { host },
        BeaconHeard { host },
        Isolated { host },
        Reconnected { host },
        Encrypted { host },
        Rebuilt { host },
        Patched { host },
        LogsCleared { host },
        Preserved { host },
        PowerSet { host, on: false },
        PowerSet { host, on: true },
        blinded(Switched::Control(ControlId(0))),
        blinded(Switched::Host(host)),
        healed(Switched::Control(ControlId(0))),
        healed(Switched::Host(host)),
        log_set(host, false),
        log_set(host, true),
        CredentialGained {
            account,
            team: TEAM,
        },
        AccountLocked {
            account,
            locked: true,
        },
        AccountLocked {
            account,
            locked: false,
        },
        AccountRotated { account },
        LinkSet {
            link: LinkId(0),
            flow: Flow::Restricted,
        },
        ZoneCut {
            zone: ZoneId(0),
            cut: true,
        },
        ZoneCut {
            zone: ZoneId(0),
            cut: false,
        },
        AddressBlocked {
            address: address.clone(),
        },
        AddressUnblocked { address },
    ]
}

pub(super) fn services() -> Vec<FactKind> {
    use FactKind::*;
    let (service, data, backup) = (ServiceId(0), DataId(0), BackupId(0));
    let target = || Target::Host(HOST);
    vec![
        ServiceServes {
            service,
            served: 616,
            why: Why::Flooded,
        },
        HarmLaid {
            service,
            served: 616,
            side: Side::Defence,
        },
        Defaced { service },
        Repaired { service },
        Staged { data },
        Leaked { data },
        SecretShown { team: TEAM, data },
        Tampered { data },
        Wiped { backup },
        Restored {
            backup,
            target: target(),
            age: Span(111_600),
            lost: Span(7_200),
        },
        FailedOver {
            service,
            host: HOST,
            backup,
            age: Span(111_600),
            lost: Span(7_200),
        },
        Resynced { service },
        FellBehind { service },
        FailedBack {
            service,
            lost: Span(7_200),
        },
        FailedBack {
            service,
            lost: Span(0),
        },
        RestoreJudged {
            target: target(),
            dirty: true,
        },
        RestoreJudged {
            target: target(),
            dirty: false,
        },
        RestoreFailed {
            backup,
            target: target(),
        },
    ]
}
