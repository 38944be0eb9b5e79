//! What the views of several roles are made of: runs, messages, services, the course of the drill.
//!
//! A view holds everything with the moment it happened, and every number in it is the team's own.

use crate::view::told::Told;
use crate::words::cell::Cell;
use crate::words::fact::{Cause, Compliance, FactKind, Odd, Outcome, Wait};
use crate::words::name::*;
use crate::words::order::{Act, CasePhase, Claim, Entry, Pillar, RequestKind, Verdict};
use crate::words::refusal::Refusal;
use crate::words::target::Target;
use crate::words::time::Tick;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

pub use crate::view::served::{CopySeen, RestoreSeen, ServiceSeen, Site};
pub(super) use crate::view::served::{copies, services};

/// A map whose keys are no words, as a list of pairs.
pub(super) fn pairs<K, V, S>(map: &BTreeMap<K, V>, to: S) -> Result<S::Ok, S::Error>
where
    K: Serialize,
    V: Serialize,
    S: Serializer,
{
    to.collect_seq(map)
}

/// How the drill goes, as everybody sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Course {
    pub phase: Option<PhaseId>,
    /// When it is to end, if the organisers moved that.
    pub ends: Option<Tick>,
    pub ended: Option<Tick>,
    /// When the organisers last released scores and truths.
    pub released: Option<Tick>,
    /// Whether they did so after ENDEX: hotwash has begun, and nothing is hidden any more.
    pub open: bool,
    pub trust: i32,
    /// Drill seconds in a thousand real ones and whether time stands, as the organisers set it
    /// last.
    pub clock: Option<(u32, bool)>,
    pub lines: Vec<Line>,
}

/// Something said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Line {
    pub at: Tick,
    /// The organisers to everybody or to this team, or the team itself to the organisers.
    pub from: Option<Cell>,
    pub text: String,
}

impl Course {
    /// Takes in what the team is told.
    pub fn take(&mut self, told: &Told) {
        match &told.kind {
            FactKind::PhaseBegan { phase } => self.phase = Some(*phase),
            FactKind::EndMoved { at } => self.ends = Some(*at),
            FactKind::Ended => self.ended = Some(told.at),
            FactKind::Released => {
                (self.released, self.open) = (Some(told.at), self.ended.is_some());
            }
            FactKind::Trust { by } => self.trust += i32::from(*by),
            FactKind::ClockSet { pace, paused } => self.clock = Some((*pace, *paused)),
            FactKind::Announced { text } | FactKind::Addressed { text, .. } => {
                self.line(told, Some(Cell::White), text)
            }
            FactKind::Said { text, .. } => self.line(told, None, text),
            _ => {}
        }
    }

    fn line(&mut self, told: &Told, from: Option<Cell>, text: &str) {
        self.lines.push(Line {
            at: told.at,
            from,
            text: text.to_owned(),
        });
    }
}

/// An order that was refused.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RefusedSeen {
    pub at: Tick,
    /// The team's n-th order.
    pub order: Option<OrderId>,
    /// What was ordered, of an attack team's orders to act.
    pub act: Option<Act>,
    pub why: Refusal,
}

/// Takes in refusals.
pub(super) fn refused(all: &mut Vec<RefusedSeen>, told: &Told) {
    if let FactKind::Refused { refusal, .. } = &told.kind {
        all.push(RefusedSeen {
            at: told.at,
            order: order_of(told),
            act: None,
            why: refusal.clone(),
        });
    }
}

fn order_of(told: &Told) -> Option<OrderId> {
    match told.cause {
        Cause::Order(order) => Some(order),
        _ => None,
    }
}

/// What an inspection of the team's brought.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct InspectionSeen {
    /// When it was done.
    pub at: Tick,
    /// What was inspected.
    pub target: Target,
    /// What was not as it should be.
    pub odd: Option<Odd>,
    /// Weak points that stand there.
    pub weak: Vec<WeakId>,
    /// How many declarations were found to be so.
    pub so: usize,
    /// Declarations that were found not to be so.
    pub not_so: Vec<(ServiceId, Compliance)>,
}

impl InspectionSeen {
    pub(super) const fn new(at: Tick, target: Target, odd: Option<Odd>) -> Self {
        Self {
            at,
            target,
            odd,
            weak: Vec::new(),
            so: 0,
            not_so: Vec::new(),
        }
    }
}

/// What a sweep of the team's found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SweepSeen {
    /// When it was over.
    pub at: Tick,
    /// What was swept.
    pub target: Target,
    /// On how many machines it found signs of the attack.
    pub found: u16,
    /// On which.
    pub hosts: Vec<HostId>,
}

/// Takes in a sweep that is over, with the machines that were told as it ended and that no other
/// sweep has.
pub(super) fn sweeps(all: &mut Vec<SweepSeen>, hosts: &BTreeMap<HostId, HostSeen>, told: &Told) {
    let FactKind::Swept { target, found, .. } = &told.kind else {
        return;
    };
    let others = all.iter().filter(|one| one.at == told.at);
    let others: BTreeSet<HostId> = others.flat_map(|one| one.hosts.iter().copied()).collect();
    let now = hosts.iter().filter(|(_, seen)| seen.found == Some(told.at));
    let now = now.map(|(host, _)| *host);
    let hosts = now.filter(|host| !others.contains(host)).collect();
    all.push(SweepSeen {
        at: told.at,
        target: target.clone(),
        found: *found,
        hosts,
    });
}

/// A run of the team's own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RunSeen {
    pub action: ActionId,
    pub target: Target,
    pub asked: Tick,
    /// The team's n-th order; none if a script asked.
    pub order: Option<OrderId>,
    /// What it waits for now, and since when.
    pub waits: Option<(Tick, Wait)>,
    pub started: Option<Tick>,
    pub ended: Option<(Tick, Outcome)>,
    /// The control that stopped it: only at hotwash.
    pub stopped_by: Option<ControlId>,
    pub holds: Option<(Tick, bool)>,
    /// The assessment.
    pub note: Option<(Tick, String)>,
}

impl RunSeen {
    /// Whether it did what it was to do.
    pub fn is_done(&self) -> bool {
        matches!(self.ended, Some((_, Outcome::Done)))
    }
}

/// Takes in what happens to runs.
pub(super) fn runs(all: &mut BTreeMap<RunId, RunSeen>, told: &Told) {
    let at = told.at;
    match &told.kind {
        FactKind::RunAsked {
            run,
            action,
            target,
            ..
        } => {
            let seen = RunSeen {
                action: *action,
                target: target.clone(),
                asked: at,
                order: order_of(told),
                waits: None,
                started: None,
                ended: None,
                stopped_by: None,
                holds: None,
                note: None,
            };
            all.insert(*run, seen);
        }
        FactKind::RunWaits { run, for_what } => {
            on(all, *run, |r| r.waits = Some((at, *for_what)));
        }
        FactKind::RunStarted { run } => on(all, *run, |r| {
            r.waits = None;
            r.started = Some(at);
        }),
        FactKind::RunEnded { run, outcome } => on(all, *run, |r| {
            r.waits = None;
            r.ended = Some((at, *outcome));
        }),
        FactKind::RunStopped { run, control } => {
            on(all, *run, |r| r.stopped_by = Some(*control));
        }
        FactKind::RunVerified { run, holds, .. } => {
            on(all, *run, |r| r.holds = Some((at, *holds)));
        }
        FactKind::RunAssessed { run, text } => {
            on(all, *run, |r| r.note = Some((at, text.clone())));
        }
        _ => {}
    }
}

/// Changes one that is there.
pub(super) fn on<K: Ord, V>(all: &mut BTreeMap<K, V>, key: K, change: impl FnOnce(&mut V)) {
    if let Some(one) = all.get_mut(&key) {
        change(one);
    }
}

/// An alert in the queue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct AlertSeen {
    pub at: Tick,
    pub rule: RuleId,
    pub host: Option<HostId>,
    pub records: Vec<RecordId>,
    pub times: u32,
    /// When it fired last, as far as that was told.
    pub last: Tick,
    pub verdict: Option<(Tick, Verdict, String)>,
}

/// Alerts held together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct CaseSeen {
    pub title: String,
    pub alerts: Vec<AlertId>,
    pub opened: Tick,
    pub phase: CasePhase,
    pub moved: Option<Tick>,
    /// Each phase it was moved to, and when.
    pub moves: Vec<(Tick, CasePhase)>,
    /// Evidence pinned to it.
    pub records: Vec<RecordId>,
    /// What was noted with it, and when.
    pub notes: Vec<(Tick, String)>,
}

/// A detection reported to the organisers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ClaimSeen {
    pub at: Tick,
    pub said: Claim,
    /// What it found, and how many of the cited records were harmless: only once released.
    pub judged: Option<Judged>,
    /// What the jury ruled on it: only once released.
    pub ruled: Option<String>,
}

/// What a claim was worth.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Judged {
    /// Steps of the campaign that it found.
    pub steps: Vec<StepId>,
    /// How many of a human red's runs it found.
    pub runs: usize,
    /// How many of the cited records were harmless.
    pub benign: u16,
}

/// A weak point reported.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct FindingSeen {
    pub at: Tick,
    /// The fact that says so, in the team's count.
    pub fact: FactId,
    pub pillar: Pillar,
    pub on: Target,
    pub text: String,
    /// Which planted one it is, if any: only once released.
    pub judged: Option<Option<WeakId>>,
}

/// A search.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct SearchSeen {
    pub at: Tick,
    pub query: String,
}

/// An inject that reached the team.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct InjectSeen {
    pub at: Tick,
    pub answered: Option<(Tick, Name)>,
    /// Whether the answer was right: only once released.
    pub right: Option<bool>,
    /// What the team makes of the lead it is: when, whether it was taken for true, and why.
    pub weighed: Option<(Tick, bool, String)>,
    /// Whether it was right in that: only once released.
    pub weighed_right: Option<bool>,
    /// Whether what was expected came: only once released.
    pub met: Option<bool>,
}

/// A duty whose clock has started.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct DutySeen {
    pub began: Tick,
    pub by: Tick,
    pub ended: Option<(Tick, bool)>,
}

/// A form that was filed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct PaperSeen {
    pub paper: PaperId,
    pub at: Tick,
    pub form: FormId,
    pub to: Vec<OrgId>,
    pub entries: Vec<Entry>,
    /// The duty it is for.
    pub duty: Option<DutyId>,
    /// The jury's points, of 100, and why: only once released.
    pub graded: Option<(u8, String)>,
}

/// An inject that the organisers wrote during the drill.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct WrittenSeen {
    pub at: Tick,
    pub title: String,
    pub text: String,
}

/// Something asked of the organisers, and their answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RequestSeen {
    pub at: Tick,
    pub kind: RequestKind,
    pub text: String,
    /// When, whether it was granted, and what was said.
    pub settled: Option<(Tick, bool, String)>,
}

/// Takes in requests.
pub(super) fn requests(all: &mut BTreeMap<RequestId, RequestSeen>, told: &Told) {
    match &told.kind {
        FactKind::Requested {
            request,
            kind,
            text,
            ..
        } => {
            let seen = RequestSeen {
                at: told.at,
                kind: kind.clone(),
                text: text.clone(),
                settled: None,
            };
            all.insert(*request, seen);
        }
        FactKind::RequestSettled {
            request,
            granted,
            text,
            ..
        } => on(all, *request, |r| {
            r.settled = Some((told.at, *granted, text.clone()));
        }),
        _ => {}
    }
}

/// A protest against a judgement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ProtestSeen {
    pub at: Tick,
    pub about: Name,
    pub text: String,
    /// When, whether it was upheld, and why.
    pub settled: Option<(Tick, bool, String)>,
}

/// What the defence knows of a host, each since when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct HostSeen {
    /// A sweep found a foothold there; the last time one did.
    pub found: Option<Tick>,
    pub isolated: Option<Tick>,
    pub encrypted: Option<Tick>,
    pub patched: Option<Tick>,
    pub preserved: Option<Tick>,
    pub rebuilt: Option<Tick>,
    pub unpowered: Option<Tick>,
}

/// What the defence knows of an account, each since when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct AccountSeen {
    pub locked: Option<Tick>,
    pub rotated: Option<Tick>,
}
