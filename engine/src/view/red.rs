//! What an attack team may see: its footholds, its runs, what it came to know; never whether
//! anybody noticed.

use crate::view::seen::*;
use crate::view::told::Told;
use crate::words::fact::{Cause, FactKind, Grip};
use crate::words::name::*;
use crate::words::order::{Act, RedFinding};
use crate::words::target::Target;
use crate::words::time::Tick;
use serde::Serialize;
use std::collections::BTreeMap;

/// A host that the team holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct FootholdSeen {
    pub grip: Grip,
    /// Since when the team holds it at all.
    pub since: Tick,
    /// Since when it outlives a restart.
    pub persisted: Option<Tick>,
    /// When it was last found unable to call home.
    pub cut: Option<Tick>,
}

/// How far a step of the team's campaign has come.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct StepSeen {
    pub began: Option<Tick>,
    pub done: Option<Tick>,
    pub blocked: Option<Tick>,
}

/// What an attack team may see.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RedView {
    pub now: Tick,
    pub course: Course,
    /// All that the team was told, in the order told.
    #[serde(skip)]
    pub log: Vec<Told>,
    pub refused: Vec<RefusedSeen>,
    pub runs: BTreeMap<RunId, RunSeen>,
    /// The scripted campaign, if it is this team's.
    pub steps: BTreeMap<StepId, StepSeen>,
    pub footholds: BTreeMap<HostId, FootholdSeen>,
    /// Machines that nobody holds, and on which a forgery of the team's lies.
    pub lodged: BTreeMap<HostId, Tick>,
    /// Forgeries that were recalled.
    pub recalled: Vec<(Tick, HostId)>,
    /// Footholds that are gone.
    pub lost: Vec<(Tick, HostId)>,
    /// …of these, those that the organisers took away in a technical reset.
    pub put_back: Vec<(Tick, HostId)>,
    /// What was ordered and is not settled yet, by the team's n-th order: of one that is refused it
    /// is told what it was.
    #[serde(skip)]
    pub(crate) asked: BTreeMap<OrderId, Act>,
    /// …and by which of them each run of the team's own came about.
    #[serde(skip)]
    pub orders: BTreeMap<RunId, Act>,
    /// By which outside address each run goes whose order had left that open.
    pub routes: BTreeMap<RunId, AddressId>,
    /// When the organisers put the city back last: what is lost in that moment is put back, what is
    /// lost later was taken by somebody.
    #[serde(skip)]
    resetting: Option<Tick>,
    pub credentials: BTreeMap<AccountId, Tick>,
    /// What the team came to know of the city.
    #[serde(serialize_with = "pairs")]
    pub revealed: BTreeMap<Target, Tick>,
    pub staged: BTreeMap<DataId, Tick>,
    pub leaked: BTreeMap<DataId, Tick>,
    pub tampered: BTreeMap<DataId, Tick>,
    pub wiped: BTreeMap<BackupId, Tick>,
    pub encrypted: BTreeMap<HostId, Tick>,
    pub services: BTreeMap<ServiceId, ServiceSeen>,
    pub requests: BTreeMap<RequestId, RequestSeen>,
    /// Findings reported to the organisers.
    pub reports: BTreeMap<ReportId, (Tick, RedFinding)>,
}

impl RedView {
    /// Takes in what the team is told. What is told late goes into the log only.
    pub fn take(&mut self, told: &Told) {
        if !told.late {
            self.course.take(told);
            refused(&mut self.refused, told);
            self.settled(told);
            runs(&mut self.runs, told);
            services(&mut self.services, told);
            self.holds(told);
            self.steps(told);
            self.gains(told);
            requests(&mut self.requests, told);
            if matches!(told.kind, FactKind::InjectFired { .. }) {
                self.resetting = Some(told.at);
            }
        }
        self.log.push(told.clone());
    }

    /// An order became a run, or was refused.
    fn settled(&mut self, told: &Told) {
        let Cause::Order(order) = told.cause else {
            return;
        };
        match told.kind {
            FactKind::RunAsked { run, .. } => {
                let act = self.asked.remove(&order);
                self.orders.extend(act.map(|act| (run, act)));
            }
            FactKind::RunRouted { run, address } => _ = self.routes.insert(run, address),
            FactKind::Refused { .. } => {
                let act = self.asked.remove(&order);
                if let Some(last) = self.refused.last_mut() {
                    last.act = act;
                }
            }
            _ => {}
        }
    }

    fn holds(&mut self, told: &Told) {
        let at = told.at;
        match &told.kind {
            FactKind::FootholdGained { host, grip, .. } => {
                let fresh = FootholdSeen {
                    grip: *grip,
                    since: at,
                    persisted: None,
                    cut: None,
                };
                self.footholds.entry(*host).or_insert(fresh).grip = *grip;
            }
            FactKind::Lodged { host, .. } => _ = self.lodged.entry(*host).or_insert(at),
            FactKind::Recalled { host } => {
                let own = self.lodged.remove(host);
                self.recalled.extend(own.map(|_| (at, *host)));
            }
            FactKind::Persisted { host } => {
                on(&mut self.footholds, *host, |f| f.persisted = Some(at));
            }
            FactKind::BeaconHeard { host } => on(&mut self.footholds, *host, |f| f.cut = None),
            FactKind::BeaconCut { host } => on(&mut self.footholds, *host, |f| f.cut = Some(at)),
            FactKind::FootholdLost { host } => {
                self.footholds.remove(host);
                self.lost.push((at, *host));
                if self.resetting == Some(at) {
                    self.put_back.push((at, *host));
                }
            }
            _ => {}
        }
    }

    fn steps(&mut self, told: &Told) {
        let at = Some(told.at);
        match &told.kind {
            FactKind::StepBegan { step: s, .. } => _ = self.step(s).began.get_or_insert(told.at),
            FactKind::StepDone { step: s } => self.step(s).done = at,
            FactKind::StepBlocked { step: s } => self.step(s).blocked = at,
            _ => {}
        }
    }

    fn step(&mut self, step: &StepId) -> &mut StepSeen {
        self.steps.entry(*step).or_default()
    }

    fn gains(&mut self, told: &Told) {
        let at = told.at;
        match &told.kind {
            FactKind::CredentialGained { account, .. } => {
                self.credentials.insert(*account, at);
            }
            FactKind::Revealed { what, .. } => {
                self.revealed.entry(what.clone()).or_insert(at);
            }
            FactKind::RedReported { report, said, .. } => {
                self.reports.insert(*report, (at, (**said).clone()));
            }
            FactKind::Staged { data } => {
                self.staged.insert(*data, at);
            }
            FactKind::Leaked { data } => {
                self.leaked.insert(*data, at);
            }
            FactKind::Tampered { data } => {
                self.tampered.insert(*data, at);
            }
            FactKind::Wiped { backup } => {
                self.wiped.insert(*backup, at);
            }
            FactKind::Encrypted { host } => {
                self.encrypted.insert(*host, at);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(at: u32, kind: FactKind) -> Told {
        Told {
            number: FactId(at),
            at: Tick(at),
            cause: Cause::Plan,
            late: false,
            kind,
        }
    }

    #[test]
    fn what_is_lost_after_a_reset_was_taken_and_not_put_back() {
        let mut view = RedView::default();
        let team = TeamId(0);
        let lost = |host| FactKind::FootholdLost { host: HostId(host) };
        for host in [1, 2, 3] {
            let (host, grip) = (HostId(host), Grip::User);
            let gained = FactKind::FootholdGained { host, team, grip };
            view.take(&told(5, gained));
        }
        let inject = InjectId::of(0);
        view.take(&told(60, FactKind::InjectFired { inject, team }));
        view.take(&told(60, lost(1)));
        view.take(&told(60, lost(2)));
        view.take(&told(900, lost(3)));
        assert_eq!(view.lost.len(), 3);
        let put_back = [(Tick(60), HostId(1)), (Tick(60), HostId(2))];
        assert_eq!(view.put_back, put_back);
    }
}
