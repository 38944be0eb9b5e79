//! A value of each fact of what teams came to know, and of people and papers.

use engine::words::fact::{Compliance, FactKind, Odd, Truth};
use engine::words::name::*;
use engine::words::order::{CasePhase, Claim, Level, Pillar, RedFinding, Severity, Verdict};
use engine::words::target::Target;
use engine::words::time::{Span, Tick};

use super::{HOST, TEAM, WRITTEN};

pub(super) fn knowledge() -> Vec<FactKind> {
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
            odd: None,
        },
        Inspected {
            team,
            target: target.clone(),
            odd: Some(Odd::Held),
        },
        SweepFound { team, host: HOST },
        CopySeen {
            team,
            backup: BackupId(0),
            age: Span(111_600),
            tested: None,
            bad: 15,
        },
        CopySeen {
            team,
            backup: BackupId(0),
            age: Span(111_600),
            tested: Some(Span(864_000)),
            bad: 0,
        },
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

pub(super) fn alerts() -> Vec<FactKind> {
    use FactKind::*;
    let (team, alert, rule, record) = (TEAM, AlertId(1), RuleId(0), RecordId(1_234));
    let text = || WRITTEN.to_owned();
    let meant = |truth| AlertMeant { alert, truth };
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
        AlertJoined {
            alert,
            truth: Truth::Step(StepId(0)),
        },
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
        Searched {
            team,
            query: text(),
        },
        RuleFlooded { rule },
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
    ]
}

pub(super) fn cases() -> Vec<FactKind> {
    use FactKind::*;
    let (team, alert, case, claim) = (TEAM, AlertId(1), CaseId(1), ClaimId(1));
    let record = RecordId(1_234);
    let text = || WRITTEN.to_owned();
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
    ]
}

pub(super) fn reported() -> Vec<FactKind> {
    let (team, text) = (TEAM, || WRITTEN.to_owned());
    vec![FactKind::RedReported {
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
    }]
}

pub(super) fn leads() -> Vec<FactKind> {
    use FactKind::*;
    let (team, inject) = (TEAM, InjectId(0));
    vec![
        LeadWeighed {
            team,
            inject,
            taken: true,
            reason: "khớp".to_owned(),
        },
        LeadWeighed {
            team,
            inject,
            taken: false,
            reason: "một nguồn".to_owned(),
        },
        LeadJudged {
            inject,
            right: true,
        },
        LeadJudged {
            inject,
            right: false,
        },
    ]
}

pub(super) fn papers() -> Vec<FactKind> {
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
            to: vec![OrgId(0)],
            entries: vec![],
            duty: None,
        },
        DutyBegan {
            duty,
            team,
            by: Tick(60),
        },
        DutyEnded { duty, met: true },
        DutyEnded { duty, met: false },
        DeclarationSeen {
            team,
            service: ServiceId(0),
            declared: Compliance::Deployed,
            holds: true,
        },
        DeclarationSeen {
            team,
            service: ServiceId(0),
            declared: Compliance::Deployed,
            holds: false,
        },
        Attained {
            team,
            service: ServiceId(0),
            attained: Compliance::Assessed,
        },
        Gauged {
            indicator: IndicatorId(0),
            have: 7,
            of: 14,
        },
    ]
}
