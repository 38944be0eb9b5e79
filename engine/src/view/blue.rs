//! What a defence team may see.

use crate::words::cell::Audience;
use crate::words::fact::{Fact, FactKind, Outcome, Side};
use crate::words::name::*;
use crate::words::order::Verdict;
use crate::words::target::Target;
use crate::words::time::Tick;
use std::collections::{BTreeMap, BTreeSet};

/// An alert in the queue.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct AlertSeen {
    pub at: Tick,
    pub rule: RuleId,
    pub host: Option<HostId>,
    pub records: Vec<RecordId>,
    pub times: u32,
    pub verdict: Option<Verdict>,
}

/// A response.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RunSeen {
    pub action: ActionId,
    pub target: Target,
    pub asked: Tick,
    pub ended: Option<(Tick, Outcome)>,
    pub holds: Option<bool>,
    pub assessed: bool,
}

/// An inject that reached the team.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct InjectSeen {
    pub at: Tick,
    pub answered: bool,
}

/// What a defence team may see: made of the facts it may know, and of nothing else.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct BlueView {
    pub now: Tick,
    pub phase: Option<PhaseId>,
    pub ended: bool,
    pub alerts: BTreeMap<AlertId, AlertSeen>,
    pub runs: BTreeMap<RunId, RunSeen>,
    pub injects: BTreeMap<InjectId, InjectSeen>,
    pub services: BTreeMap<ServiceId, (u16, Side)>,
    pub duties: BTreeMap<DutyId, (Tick, Option<bool>)>,
    pub weak: BTreeSet<WeakId>,
    pub found: BTreeSet<HostId>,
    pub unsound: BTreeSet<Target>,
    pub encrypted: BTreeSet<HostId>,
    pub defaced: BTreeSet<ServiceId>,
    pub claims: u32,
    pub filed: Vec<(Tick, FormId, OrgId)>,
    pub refused: u32,
    /// All facts the team may know, by number, as its log.
    pub log: Vec<FactId>,
}

impl BlueView {
    /// Takes in a fact if the team may know it now.
    pub fn take(&mut self, team: TeamId, fact: &Fact) {
        if !(fact.to == Audience::ALL || fact.to.holds(team)) {
            return;
        }
        self.log.push(fact.id);
        self.exercise(fact);
        self.work(fact);
        self.responses(fact);
        self.city(fact);
    }

    fn exercise(&mut self, fact: &Fact) {
        match &fact.kind {
            FactKind::PhaseBegan { phase } => self.phase = Some(*phase),
            FactKind::Ended => self.ended = true,
            FactKind::Refused { .. } => self.refused += 1,
            FactKind::InjectFired { inject, .. } => {
                self.injects.insert(
                    *inject,
                    InjectSeen {
                        at: fact.at,
                        answered: false,
                    },
                );
            }
            FactKind::InjectAnswered { inject, .. } => {
                if let Some(i) = self.injects.get_mut(inject) {
                    i.answered = true;
                }
            }
            FactKind::DutyBegan { duty, by, .. } => {
                self.duties.insert(*duty, (*by, None));
            }
            FactKind::DutyEnded { duty, met } => {
                if let Some(d) = self.duties.get_mut(duty) {
                    d.1 = Some(*met);
                }
            }
            FactKind::Filed { form, to, .. } => self.filed.push((fact.at, *form, *to)),
            FactKind::ClaimMade { .. } => self.claims += 1,
            _ => {}
        }
    }

    fn work(&mut self, fact: &Fact) {
        match &fact.kind {
            // The truth that the fact carries beside is for the jury; a view does not copy it.
            FactKind::AlertRaised {
                alert,
                rule,
                host,
                record,
                truth: _,
            } => {
                let seen = AlertSeen {
                    at: fact.at,
                    rule: *rule,
                    host: *host,
                    records: vec![*record],
                    times: 1,
                    verdict: None,
                };
                self.alerts.insert(*alert, seen);
            }
            FactKind::AlertGrew {
                alert,
                times,
                record,
            } => {
                if let Some(a) = self.alerts.get_mut(alert) {
                    a.times = *times;
                    a.records.push(*record);
                }
            }
            FactKind::Triaged { alert, verdict, .. } => {
                if let Some(a) = self.alerts.get_mut(alert) {
                    a.verdict = Some(*verdict);
                }
            }
            FactKind::SweepFound { host, .. } => {
                self.found.insert(*host);
            }
            FactKind::WeakSeen { weak, .. } => {
                self.weak.insert(*weak);
            }
            FactKind::Inspected { target, sound, .. } => {
                if *sound {
                    self.unsound.remove(target);
                } else {
                    self.unsound.insert(target.clone());
                }
            }
            _ => {}
        }
    }

    fn responses(&mut self, fact: &Fact) {
        match &fact.kind {
            FactKind::RunAsked {
                run,
                action,
                target,
                ..
            } => {
                let (action, target) = (*action, target.clone());
                let seen = RunSeen {
                    action,
                    target,
                    asked: fact.at,
                    ended: None,
                    holds: None,
                    assessed: false,
                };
                self.runs.insert(*run, seen);
            }
            FactKind::RunEnded { run, outcome } => {
                if let Some(r) = self.runs.get_mut(run) {
                    r.ended = Some((fact.at, *outcome));
                }
            }
            FactKind::RunVerified { run, holds } => {
                if let Some(r) = self.runs.get_mut(run) {
                    r.holds = Some(*holds);
                }
            }
            FactKind::RunAssessed { run, .. } => {
                if let Some(r) = self.runs.get_mut(run) {
                    r.assessed = true;
                }
            }
            _ => {}
        }
    }

    fn city(&mut self, fact: &Fact) {
        match &fact.kind {
            FactKind::ServiceServes {
                service,
                served,
                side,
                ..
            } => {
                self.services.insert(*service, (*served, *side));
            }
            FactKind::Encrypted { host } => {
                self.encrypted.insert(*host);
            }
            FactKind::Rebuilt { host } => {
                self.encrypted.remove(host);
            }
            FactKind::Defaced { service } => {
                self.defaced.insert(*service);
            }
            FactKind::Repaired { service } => {
                self.defaced.remove(service);
            }
            _ => {}
        }
    }
}
