//! What teams do, and what it is worth.

use super::{TruthView, Words, grown};
use crate::words::cell::Audience;
use crate::words::fact::{Cause, Fact, FactKind, Outcome, Truth, Wait};
use crate::words::name::*;
use crate::words::order::{CasePhase, Claim, Entry, Pillar, RedFinding, Verdict};
use crate::words::target::Target;
use crate::words::time::Tick;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A run of whomever: blue, red, the campaign.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RunTruth {
    pub by: Cause,
    pub team: TeamId,
    /// Which of its team's runs it is, counted from 1.
    pub number: u32,
    pub action: ActionId,
    pub target: Target,
    pub asked: Tick,
    pub waits: Option<Wait>,
    /// When it reached the body that is to carry it out, if another has to.
    pub delivered: Option<Tick>,
    pub started: Option<Tick>,
    pub ended: Option<(Tick, Outcome)>,
    /// The control that stopped it, if one did.
    pub stopped_by: Option<ControlId>,
    /// What its team saw when it verified.
    pub holds: Option<(Tick, bool)>,
    pub assessed: Option<(Tick, Words)>,
    /// When a trace of a human red's run was first recorded.
    pub recorded: Option<Tick>,
    /// The first alert that a human red's run raised.
    pub alerted: Option<(Tick, AlertId)>,
    /// The first claim that found it.
    pub found: Option<(Tick, ClaimId)>,
}

/// An alert, with the truth behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct AlertTruth {
    pub at: Tick,
    pub rule: RuleId,
    pub host: Option<HostId>,
    pub record: RecordId,
    pub times: u32,
    pub truth: Option<Truth>,
    /// Who was told of it.
    pub to: Audience,
    pub verdicts: BTreeMap<TeamId, (Tick, Verdict)>,
}

/// A case.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct CaseTruth {
    pub at: Tick,
    pub team: TeamId,
    pub title: Words,
    pub alerts: Vec<AlertId>,
    pub records: Vec<RecordId>,
    pub notes: Vec<(Tick, Words)>,
    pub phase: Option<(Tick, CasePhase)>,
}

/// A claim, and what it was worth.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ClaimTruth {
    pub at: Tick,
    pub team: TeamId,
    pub said: Arc<Claim>,
    pub steps: Vec<StepId>,
    pub runs: Vec<RunId>,
    pub benign: u16,
    pub rulings: Vec<(Tick, Words)>,
}

/// A filed form and its points.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct PaperTruth {
    pub at: Tick,
    pub team: TeamId,
    pub form: FormId,
    pub to: Arc<[OrgId]>,
    pub entries: Arc<[Entry]>,
    /// The duty it was filed for.
    pub duty: Option<DutyId>,
    pub grade: Option<(Tick, u8, Words)>,
}

/// A finding that an attack team reported.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ReportTruth {
    pub at: Tick,
    pub team: TeamId,
    pub said: Arc<RedFinding>,
}

/// A weak point that a defence team reported, and the planted one it found.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct FindingTruth {
    pub made: Tick,
    /// The fact that says so.
    pub fact: FactId,
    pub team: TeamId,
    pub pillar: Pillar,
    pub at: Target,
    pub text: Words,
    pub weak: Option<WeakId>,
}

/// A rule written during the drill, as it stands now.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RuleTruth {
    pub at: Tick,
    pub team: TeamId,
    pub stem: Name,
    pub text: Words,
}

impl TruthView {
    pub(super) fn runs(&mut self, fact: &Fact) {
        let at = fact.at;
        match &fact.kind {
            FactKind::RunAsked {
                run,
                team,
                action,
                target,
            } => {
                let mut number = 0;
                self.team(*team, |t| {
                    (t.runs, t.under_way) = (t.runs + 1, t.under_way + 1);
                    number = t.runs;
                });
                let asked = RunTruth {
                    by: fact.cause,
                    team: *team,
                    number,
                    action: *action,
                    target: target.clone(),
                    asked: at,
                    waits: None,
                    delivered: None,
                    started: None,
                    ended: None,
                    stopped_by: None,
                    holds: None,
                    assessed: None,
                    recorded: None,
                    alerted: None,
                    found: None,
                };
                self.runs.insert(*run, asked);
            }
            FactKind::RunWaits { run, for_what } => self.run(*run, |r| {
                r.waits = Some(*for_what);
                if matches!(for_what, Wait::Body(_)) {
                    r.delivered.get_or_insert(at);
                }
            }),
            FactKind::RunStarted { run } => {
                self.run(*run, |r| (r.waits, r.started) = (None, Some(at)));
            }
            FactKind::RunEnded { run, outcome } => {
                self.run(*run, |r| (r.waits, r.ended) = (None, Some((at, *outcome))));
                if let Some((team, by)) = self.runs.get(run).map(|r| (r.team, r.by)) {
                    self.team(team, |t| t.under_way = t.under_way.saturating_sub(1));
                    self.came_off(by, *outcome);
                }
            }
            FactKind::RunRecorded { run, .. } => {
                self.run(*run, |r| {
                    r.recorded.get_or_insert(at);
                });
            }
            FactKind::RunStopped { run, control } => {
                self.run(*run, |r| r.stopped_by = Some(*control));
            }
            FactKind::RunVerified { run, holds, .. } => {
                self.run(*run, |r| r.holds = Some((at, *holds)));
            }
            FactKind::RunAssessed { run, text } => {
                self.run(*run, |r| r.assessed = Some((at, text.as_str().into())));
            }
            _ => {}
        }
    }

    fn run(&mut self, id: RunId, change: impl FnOnce(&mut RunTruth)) {
        self.runs.get_mut(&id).map(change);
    }

    fn team(&mut self, id: TeamId, change: impl FnOnce(&mut super::TeamTruth)) {
        self.teams.get_mut(id.at()).map(change);
    }

    pub(super) fn detection(&mut self, fact: &Fact) {
        let at = fact.at;
        match &fact.kind {
            FactKind::AlertRaised {
                alert,
                rule,
                host,
                record,
            } => {
                let raised = AlertTruth {
                    at,
                    rule: *rule,
                    host: *host,
                    record: *record,
                    times: 1,
                    truth: None,
                    to: fact.to,
                    verdicts: BTreeMap::new(),
                };
                grown(&mut self.alerts, alert.at(), raised);
                for (place, team) in self.teams.iter_mut().enumerate() {
                    team.alerts_open += u32::from(fact.to.holds(TeamId::of(place)));
                }
            }
            FactKind::AlertMeant { alert, truth } => {
                if let Some(one) = self.alerts.get_mut(alert.at()) {
                    one.truth = Some(*truth);
                }
                self.meant(at, *alert, *truth);
            }
            FactKind::AlertJoined { alert, truth } => self.meant(at, *alert, *truth),
            FactKind::AlertGrew { alert, times, .. } => {
                if let Some(one) = self.alerts.get_mut(alert.at()) {
                    one.times = *times;
                }
            }
            FactKind::Triaged {
                team,
                alert,
                verdict,
                ..
            } => {
                if let Some(one) = self.alerts.get_mut(alert.at()) {
                    one.verdicts.insert(*team, (at, *verdict));
                }
                self.team(*team, |t| {
                    t.alerts_open = t.alerts_open.saturating_sub(1);
                    t.alerts_triaged += 1;
                });
            }
            FactKind::RuleWritten {
                team,
                rule,
                stem,
                text,
            } => {
                let written = RuleTruth {
                    at,
                    team: *team,
                    stem: stem.clone(),
                    text: text.as_str().into(),
                };
                self.rules.insert(*rule, written);
            }
            _ => self.cases(fact),
        }
    }

    /// The truth behind an alert.
    fn meant(&mut self, at: Tick, alert: AlertId, truth: Truth) {
        let first = match truth {
            Truth::Step(step) => self.steps.get_mut(step.at()).map(|s| &mut s.alerted),
            Truth::Red(run) => self.runs.get_mut(&run).map(|r| &mut r.alerted),
            Truth::Attempt | Truth::Benign => None,
        };
        if let Some(first) = first {
            first.get_or_insert((at, alert));
        }
    }

    fn cases(&mut self, fact: &Fact) {
        let at = fact.at;
        match &fact.kind {
            FactKind::CaseOpened {
                team,
                case,
                title,
                alerts,
            } => {
                let opened = CaseTruth {
                    at,
                    team: *team,
                    title: title.as_str().into(),
                    alerts: alerts.clone(),
                    records: Vec::new(),
                    notes: Vec::new(),
                    phase: None,
                };
                grown(&mut self.cases, case.at(), opened);
            }
            FactKind::CaseMoved { case, phase, .. } => {
                if let Some(one) = self.cases.get_mut(case.at()) {
                    one.phase = Some((at, *phase));
                }
            }
            FactKind::CaseGrew {
                case,
                alerts,
                records,
                note,
                ..
            } => {
                if let Some(one) = self.cases.get_mut(case.at()) {
                    one.alerts.extend(alerts);
                    one.records.extend(records);
                    let note = Some(note.as_str()).filter(|note| !note.is_empty());
                    one.notes.extend(note.map(|note| (at, note.into())));
                }
            }
            _ => {}
        }
    }

    pub(super) fn papers(&mut self, fact: &Fact) {
        let at = fact.at;
        match &fact.kind {
            FactKind::ClaimMade { team, claim, said } => {
                let made = ClaimTruth {
                    at,
                    team: *team,
                    said: Arc::new(said.clone()),
                    steps: Vec::new(),
                    runs: Vec::new(),
                    benign: 0,
                    rulings: Vec::new(),
                };
                grown(&mut self.claims, claim.at(), made);
                self.team(*team, |t| t.claims += 1);
            }
            FactKind::ClaimJudged {
                claim,
                steps,
                runs,
                benign,
            } => {
                if let Some(one) = self.claims.get_mut(claim.at()) {
                    (one.steps, one.runs, one.benign) = (steps.clone(), runs.clone(), *benign);
                }
                for step in steps {
                    if let Some(step) = self.steps.get_mut(step.at()) {
                        step.found.get_or_insert((at, *claim));
                    }
                }
                for run in runs {
                    self.run(*run, |r| r.found = r.found.or(Some((at, *claim))));
                }
            }
            FactKind::Ruled { claim, text } => {
                if let Some(one) = self.claims.get_mut(claim.at()) {
                    one.rulings.push((at, text.as_str().into()));
                }
            }
            FactKind::Graded {
                paper,
                points,
                reason,
            } => {
                if let Some(one) = self.papers.get_mut(paper.at()) {
                    one.grade = Some((at, *points, reason.as_str().into()));
                }
            }
            _ => self.filed(fact),
        }
    }

    fn filed(&mut self, fact: &Fact) {
        let at = fact.at;
        match &fact.kind {
            FactKind::Filed {
                team,
                paper,
                form,
                to,
                entries,
                duty,
            } => {
                let filed = PaperTruth {
                    at,
                    team: *team,
                    form: *form,
                    to: to.as_slice().into(),
                    entries: entries.as_slice().into(),
                    duty: *duty,
                    grade: None,
                };
                grown(&mut self.papers, paper.at(), filed);
            }
            FactKind::RedReported { team, report, said } => {
                let reported = ReportTruth {
                    at,
                    team: *team,
                    said: Arc::new((**said).clone()),
                };
                grown(&mut self.reports, report.at(), reported);
            }
            FactKind::FindingMade {
                team,
                pillar,
                at: place,
                text,
            } => self.findings.push(FindingTruth {
                made: at,
                fact: fact.id,
                team: *team,
                pillar: *pillar,
                at: place.clone(),
                text: text.as_str().into(),
                weak: None,
            }),
            FactKind::FindingJudged { weak, .. } => {
                let about = self.findings.iter_mut().rev();
                let mut about = about.filter(|one| fact.cause == Cause::Fact(one.fact));
                if let Some(one) = about.next() {
                    one.weak = *weak;
                }
            }
            _ => {}
        }
    }
}
