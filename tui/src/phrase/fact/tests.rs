//! Every fact has a sentence, in both languages, for whoever may read it.

use std::path::Path;
use std::sync::Arc;

use engine::plan::Plan;
use engine::view::brief::Brief;
use engine::view::{Blue, Observer, Red};
use engine::words::fact::{
    AnyInject, Cause, FactKind, Flow, Grip, Outcome, Side, Truth, Wait, Why,
};
use engine::words::name::*;
use engine::words::order::{
    CasePhase, Claim, Level, Pillar, Rating, RedFinding, RequestKind, Severity, Verdict,
};
use engine::words::refusal::Refusal;
use engine::words::target::Target;
use engine::words::text::Lang;
use engine::words::time::Tick;
use unicode_normalization::is_nfc;

use super::{sentence, words};
use crate::folder::Folder;
use crate::phrase::Phrases;
use crate::phrase::names::Names;

/// What a person may write to do harm to a terminal or to a table.
const WRITTEN: &str = "hai\ndòng \u{1b}[31m";

const TEAM: TeamId = TeamId(0);
const HOST: HostId = HostId(0);

fn plan() -> Arc<Plan> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/hp-cang-ransom");
    let folder = Folder::read(&root).expect("the scenario is there");
    Plan::read(&folder.texts).0.expect("it is without fault")
}

/// One value of every variant, of some two.
fn all() -> Vec<FactKind> {
    let mut all = exercise();
    all.extend(asked());
    all.extend(play());
    all.extend(machines());
    all.extend(services());
    all.extend(knowledge());
    all.extend(detection());
    all.extend(papers());
    all
}

fn exercise() -> Vec<FactKind> {
    use FactKind::*;
    let (team, inject, ad_hoc) = (TEAM, InjectId(0), AdHocId(1));
    let text = || WRITTEN.to_owned();
    let planned = AnyInject::Planned(inject);
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
        },
        InjectHeld { inject },
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

fn asked() -> Vec<FactKind> {
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

fn play() -> Vec<FactKind> {
    use FactKind::*;
    let (run, step, action) = (RunId(1), StepId(0), ActionId(0));
    let asked = |target| RunAsked {
        run,
        team: TEAM,
        action,
        target,
    };
    let ended = |outcome| RunEnded { run, outcome };
    vec![
        asked(Target::None),
        asked(Target::Service(ServiceId(0))),
        RunWaits {
            run,
            for_what: Wait::Approval,
        },
        RunWaits {
            run,
            for_what: Wait::Staff,
        },
        RunWaits {
            run,
            for_what: Wait::Body(OrgId(0)),
        },
        RunStarted { run },
        ended(Outcome::Done),
        ended(Outcome::Failed),
        ended(Outcome::Stopped(ControlId(0))),
        ended(Outcome::Overtaken),
        ended(Outcome::Undone),
        ended(Outcome::Declined),
        RunVerified { run, holds: true },
        RunVerified { run, holds: false },
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

fn machines() -> Vec<FactKind> {
    use FactKind::*;
    let (host, kind, account) = (HOST, KindId(0), AccountId(0));
    let address = Target::Address(AddressId(0));
    vec![
        FootholdGained {
            host,
            team: TEAM,
            grip: Grip::Admin,
        },
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
        Blinded { kind, host: None },
        Blinded {
            kind,
            host: Some(host),
        },
        Healed { kind, host: None },
        Healed {
            kind,
            host: Some(host),
        },
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

fn services() -> Vec<FactKind> {
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
        Tampered { data },
        Wiped { backup },
        Restored {
            backup,
            target: target(),
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

fn knowledge() -> Vec<FactKind> {
    use FactKind::*;
    let (team, weak) = (TEAM, WeakId(0));
    let target = Target::Zone(ZoneId(0));
    vec![
        Revealed {
            team,
            what: Target::Org(OrgId(0)),
        },
        Inspected {
            team,
            target: target.clone(),
            sound: true,
        },
        Inspected {
            team,
            target: target.clone(),
            sound: false,
        },
        SweepFound { team, host: HOST },
        Swept {
            team,
            target: target.clone(),
            found: 2,
        },
        WeakSeen { team, weak },
        FindingMade {
            team,
            pillar: Pillar::People,
            at: target,
            text: WRITTEN.to_owned(),
        },
        FindingJudged {
            team,
            weak: Some(weak),
        },
        FindingJudged { team, weak: None },
    ]
}

fn detection() -> Vec<FactKind> {
    use FactKind::*;
    let (team, alert, case, claim) = (TEAM, AlertId(1), CaseId(1), ClaimId(1));
    let (rule, record) = (RuleId(0), RecordId(1_234));
    let text = || WRITTEN.to_owned();
    let meant = |truth| AlertMeant { alert, truth };
    let said = |says: &[&str]| Claim {
        scope: vec!["host:ws-01".into()],
        level: Level::Technique,
        says: says.iter().map(|says| Name::from(*says)).collect(),
        cites: vec![record],
        note: text(),
    };
    let judged = |steps, runs| ClaimJudged {
        claim,
        steps,
        runs,
        benign: 1,
    };
    vec![
        AlertRaised {
            alert,
            rule,
            host: Some(HOST),
            record,
        },
        AlertRaised {
            alert,
            rule: RuleId(60_000),
            host: None,
            record,
        },
        meant(Truth::Step(StepId(0))),
        meant(Truth::Red(RunId(1))),
        meant(Truth::Attempt),
        meant(Truth::Benign),
        AlertGrew {
            alert,
            times: 3,
            record,
        },
        Triaged {
            team,
            alert,
            verdict: Verdict::Benign,
            reason: text(),
        },
        CaseOpened {
            team,
            case,
            title: text(),
            alerts: vec![alert],
        },
        CaseMoved {
            team,
            case,
            phase: CasePhase::Contain,
        },
        Searched {
            team,
            query: text(),
            hits: 1,
        },
        RuleSet {
            team,
            rule,
            on: true,
        },
        RuleSet {
            team,
            rule,
            on: false,
        },
        RuleWritten {
            team,
            rule,
            stem: "own".into(),
            text: text(),
        },
        CaseGrew {
            team,
            case,
            alerts: vec![alert],
            records: vec![record],
            note: text(),
        },
        ClaimMade {
            team,
            claim,
            said: said(&["T1486"]),
        },
        ClaimMade {
            team,
            claim,
            said: said(&[]),
        },
        judged(vec![StepId(0)], vec![RunId(1)]),
        judged(vec![], vec![]),
        RedReported {
            team,
            report: ReportId(1),
            said: Box::new(RedFinding {
                title: text(),
                severity: Severity::Critical,
                on: "host:ws-01".into(),
                resources: text(),
                data: text(),
                users: text(),
                steps: text(),
                fix: text(),
                evidence: vec![RunId(1)],
            }),
        },
    ]
}

fn papers() -> Vec<FactKind> {
    use FactKind::*;
    let (team, inject, duty) = (TEAM, InjectId(0), DutyId(0));
    vec![
        InjectFired { inject, team },
        InjectAnswered {
            team,
            inject,
            choice: "a".into(),
        },
        AnswerJudged {
            inject,
            right: true,
        },
        AnswerJudged {
            inject,
            right: false,
        },
        InjectClosed { inject, met: true },
        InjectClosed { inject, met: false },
        Told {
            team,
            org: OrgId(0),
            action: ActionId(0),
        },
        Trust { by: -20 },
        Prepared {
            team,
            mark: MarkId(0),
        },
        Filed {
            team,
            paper: PaperId(1),
            form: FormId(0),
            to: OrgId(0),
            entries: vec![],
        },
        DutyBegan {
            duty,
            team,
            by: Tick(60),
        },
        DutyEnded { duty, met: true },
        DutyEnded { duty, met: false },
    ]
}

/// The names of the variants, as the engine writes them.
fn variants() -> Vec<String> {
    let source = include_str!("../../../../engine/src/words/fact.rs");
    let (_, kinds) = source.split_once("pub enum FactKind {").expect("is there");
    let name = |line: &str| {
        let line = line.strip_prefix("    ")?;
        let is = line.starts_with(|c: char| c.is_ascii_uppercase());
        let end = line.find(|c: char| !c.is_ascii_alphanumeric());
        is.then(|| line[..end.unwrap_or(line.len())].to_owned())
    };
    kinds.lines().filter_map(name).collect()
}

#[test]
fn every_kind_is_tried() {
    let tried: Vec<String> = all().iter().map(|kind| format!("{kind:?}")).collect();
    let names = variants();
    assert!(names.len() > 90, "the engine's source is read: {names:?}");
    for name in names {
        let is = |tried: &&String| tried.split([' ', '{']).next() == Some(&name);
        assert!(tried.iter().any(|t| is(&t)), "{name} is not tried here");
    }
}

#[test]
fn every_fact_is_one_plain_line_in_both_languages_for_everybody() {
    let plan = plan();
    let briefs: [&dyn Names; 4] = [
        &*plan,
        &Brief::<Blue>::of(plan.clone()),
        &Brief::<Red>::of(plan.clone()),
        &Brief::<Observer>::of(plan.clone()),
    ];
    for lang in [Lang::Vi, Lang::En] {
        let phrases = Phrases::new(lang);
        for names in briefs {
            for kind in all() {
                let said = sentence(&phrases, names, &kind);
                let is_plain = !said.is_empty()
                    && is_nfc(&said)
                    && !said.contains(['{', '}', '\n', '\u{1b}', '$'])
                    && !said.contains("Id(")
                    && !said.contains("  ");
                assert!(is_plain, "{kind:?}: {said}");
                assert!(!said.contains("fact-") && !said.contains("name-"), "{said}");
            }
        }
    }
}

#[test]
fn sentences_read_as_the_officials_write() {
    let plan = plan();
    let said = |lang, kind: &FactKind| sentence(&Phrases::new(lang), &*plan, kind);
    let serves = FactKind::ServiceServes {
        service: ServiceId(0),
        served: 616,
        why: Why::Flooded,
    };
    let title = plan.map.services[0].title.get(Lang::Vi);
    assert_eq!(
        said(Lang::Vi, &serves),
        format!("Mức phục vụ của dịch vụ {title}: 61,6% người dùng (bị làm ngập)")
    );
    let triaged = FactKind::Triaged {
        team: TEAM,
        alert: AlertId(1_234),
        verdict: Verdict::Benign,
        reason: " ".into(),
    };
    assert_eq!(
        said(Lang::En, &triaged),
        "Team blue triaged alert 1234: false alarm"
    );
    let said = sentence(
        &Phrases::new(Lang::Vi),
        &*plan,
        &FactKind::StepDone { step: StepId(0) },
    );
    assert!(
        said.contains(plan.campaign.steps[0].title.get(Lang::Vi)),
        "{said}"
    );
}

#[test]
fn a_brief_spells_no_step_no_weak_point_and_no_inject() {
    let plan = plan();
    let phrases = Phrases::new(Lang::Vi);
    let blue = Brief::<Blue>::of(plan.clone());
    assert_eq!(
        words::step(&phrases, &blue, StepId(2)),
        "bước tấn công số 3"
    );
    assert_eq!(words::weak(&phrases, &blue, WeakId(0)), "điểm yếu số 1");
    assert_eq!(
        words::inject(&phrases, &blue, InjectId(0)),
        "tình huống số 1"
    );
    let red = Brief::<Red>::of(plan.clone());
    assert_eq!(words::rule(&phrases, &red, RuleId(0)), "luật số 1");
    assert_ne!(words::rule(&phrases, &blue, RuleId(0)), "luật số 1");
}

#[test]
fn every_small_word_is_there() {
    let plan = plan();
    for lang in [Lang::Vi, Lang::En] {
        let phrases = Phrases::new(lang);
        let mut said = vec![
            words::target(&phrases, &*plan, &Target::None),
            words::target(&phrases, &*plan, &Target::Control(ControlId(0))),
        ];
        for cause in [
            Cause::Plan,
            Cause::Order(OrderId(1)),
            Cause::Step(StepId(0)),
            Cause::Run(RunId(1)),
            Cause::Inject(InjectId(0)),
            Cause::Fact(FactId(1)),
        ] {
            said.push(words::cause(&phrases, &*plan, cause));
        }
        for phase in [CasePhase::Verify, CasePhase::Recover, CasePhase::Closed] {
            said.push(words::case_phase(&phrases, phase));
        }
        said.extend(
            [Rating::P, Rating::S, Rating::M, Rating::U].map(|r| words::rating(&phrases, r)),
        );
        for words in said {
            assert!(!words.is_empty() && !words.contains('{'), "{words}");
            assert!(
                !words.contains("cause-") && !words.contains("target-kind-"),
                "{words}"
            );
        }
    }
}
