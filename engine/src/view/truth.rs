//! What the organisers and the jury see: everything, as it is and as it came about.
//!
//! It is a fold over all facts and over nothing else, so any moment of a drill can be looked at
//! again. Only the plan's lists give it its length; the world is never asked. `exercise` folds what
//! the organisers run, `step` the script, `work` what teams do, `city` what becomes of the city;
//! `shown` counts what of an objective was shown.

mod city;
mod exercise;
mod instead;
mod shown;
mod step;
mod work;

pub use city::{HostTruth, ServiceTruth};
pub use exercise::{
    AdHocTruth, Author, ClockTruth, DutyTruth, InjectStanding, InjectTruth, Message, NoteTruth,
    ProtestTruth, RatingTruth, RequestTruth,
};
pub use shown::{Came, Check, Shown, Subject};
pub use step::{StepStanding, StepTruth};
pub use work::{
    AlertTruth, CaseTruth, ClaimTruth, FindingTruth, PaperTruth, ReportTruth, RuleTruth, RunTruth,
};

use crate::city::funnel::{Funnel, When};
use crate::plan::Plan;
use crate::words::cell::Cell;
use crate::words::fact::{Cause, Fact, FactKind};
use crate::words::name::*;
use crate::words::refusal::Refusal;
use crate::words::target::Target;
use crate::words::time::Tick;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Words that somebody wrote; cheap to copy, because a view is copied while somebody reads it.
pub type Words = Arc<str>;

/// How busy a team is.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct TeamTruth {
    pub cell: Cell,
    /// When it last gave an order that was carried out or refused.
    pub last_order: Option<Tick>,
    pub orders: u32,
    pub refused: u32,
    /// When something last happened that it could know at once.
    pub last_fact: Option<Tick>,
    pub alerts_open: u32,
    pub alerts_triaged: u32,
    pub claims: u32,
    /// Runs asked for and not over.
    pub under_way: u32,
    /// How many runs it ordered.
    pub runs: u32,
}

/// Everything there is to see.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct TruthView {
    pub now: Tick,
    pub phase: Option<PhaseId>,
    pub ended: Option<Tick>,
    pub released: Option<Tick>,
    /// Whether they were released after ENDEX: hotwash has begun.
    pub open: bool,
    /// Where the organisers moved the end to.
    pub ends: Option<Tick>,
    /// As the organisers set it last; nothing as long as they have not.
    pub clock: Option<ClockTruth>,
    pub injects: Vec<InjectTruth>,
    pub ad_hoc: Vec<AdHocTruth>,
    pub requests: Vec<RequestTruth>,
    pub protests: Vec<ProtestTruth>,
    /// The last rating of each objective.
    pub ratings: BTreeMap<Name, RatingTruth>,
    /// All of them, in the order given: regrading keeps the trail.
    pub rated: Vec<(Name, RatingTruth)>,
    /// Who signed the result, when, and with which words.
    pub signed: Vec<(Tick, Name, Words)>,
    /// In the order in which they were made.
    pub notes: Vec<NoteTruth>,
    pub messages: Vec<Message>,
    pub unblocks: Vec<(Tick, Target)>,
    pub duties: BTreeMap<(DutyId, TeamId), DutyTruth>,
    pub steps: Vec<StepTruth>,
    pub runs: BTreeMap<RunId, RunTruth>,
    pub alerts: Vec<AlertTruth>,
    pub cases: Vec<CaseTruth>,
    pub claims: Vec<ClaimTruth>,
    pub papers: Vec<PaperTruth>,
    pub reports: Vec<ReportTruth>,
    pub findings: Vec<FindingTruth>,
    /// Rules written during the drill, by their numbers.
    pub rules: BTreeMap<RuleId, RuleTruth>,
    pub services: Vec<ServiceTruth>,
    /// Hosts to which something was done.
    pub hosts: BTreeMap<HostId, HostTruth>,
    pub accounts: BTreeMap<AccountId, (Tick, TeamId)>,
    pub leaked: BTreeMap<DataId, Tick>,
    pub tampered: BTreeMap<DataId, Tick>,
    pub wiped: BTreeMap<BackupId, Tick>,
    /// Weak points that came to light, and to whom.
    pub weak: BTreeMap<WeakId, BTreeSet<TeamId>>,
    /// Systems of which a defence has held what is declared against what is so, since when.
    pub verified: BTreeMap<ServiceId, Tick>,
    pub trust: i32,
    pub gauges: super::gauges::Gauges,
    /// The four stages of machines that the attack held.
    pub funnel: Funnel,
    pub teams: Vec<TeamTruth>,
    /// Orders that were refused: when, whose, and why.
    pub refused: Vec<(Tick, TeamId, Refusal)>,
    /// The last order that was counted for its team.
    counted: Option<OrderId>,
    /// How many facts it is made of.
    pub facts: u32,
}

impl TruthView {
    /// The view at STARTEX: as many steps, injects, services and teams as the plan has, and nothing
    /// done.
    pub fn of(plan: &Plan) -> Self {
        let team = |team: &crate::team::Team| TeamTruth {
            cell: team.cell,
            last_order: None,
            orders: 0,
            refused: 0,
            last_fact: None,
            alerts_open: 0,
            alerts_triaged: 0,
            claims: 0,
            under_way: 0,
            runs: 0,
        };
        Self {
            injects: vec![InjectTruth::default(); plan.msel.injects.len()],
            steps: vec![StepTruth::default(); plan.campaign.steps.len()],
            services: vec![ServiceTruth::default(); plan.map.services.len()],
            teams: plan.roster.teams.iter().map(team).collect(),
            ..Self::default()
        }
    }

    /// Takes in a fact; all of them, in their order.
    pub fn take(&mut self, fact: &Fact) {
        self.now = self.now.max(fact.at);
        self.facts += 1;
        let when = When {
            at: fact.at,
            fact: fact.id,
        };
        self.gauges.take(when, &fact.kind);
        self.funnel.take(when, &fact.kind);
        self.exercise(fact);
        self.injects(fact);
        self.judgements(fact);
        self.attack(fact);
        self.runs(fact);
        self.detection(fact);
        self.papers(fact);
        self.city(fact);
        self.hosts(fact);
        self.activity(fact);
    }

    /// How many hosts the attack holds.
    pub fn owned(&self) -> usize {
        let held = self.hosts.values().filter(|host| host.held.is_some());
        held.count()
    }

    fn activity(&mut self, fact: &Fact) {
        // An order counts once, whatever came of it.
        if let Cause::Order(order) = fact.cause
            && self.counted != Some(order)
            && let Some(giver) = self.giver(&fact.kind)
            && let Some(team) = self.teams.get_mut(giver.at())
        {
            self.counted = Some(order);
            team.last_order = Some(fact.at);
            team.orders += 1;
            team.refused += u32::from(matches!(fact.kind, FactKind::Refused { .. }));
        }
        if let FactKind::Refused { team, refusal } = &fact.kind {
            self.refused.push((fact.at, *team, refusal.clone()));
        }
        for (place, team) in self.teams.iter_mut().enumerate() {
            if fact.to.holds(TeamId::of(place)) {
                team.last_fact = Some(fact.at);
            }
        }
    }

    /// The team whose order was carried out when this fact came about. Notes are made by organisers
    /// and jury alike, and counted for neither; nor is setting the clock, which any live drill
    /// does.
    fn giver(&self, kind: &FactKind) -> Option<TeamId> {
        match kind {
            FactKind::Refused { team, .. }
            | FactKind::Said { team, .. }
            | FactKind::RunAsked { team, .. }
            | FactKind::FindingMade { team, .. }
            | FactKind::Triaged { team, .. }
            | FactKind::CaseOpened { team, .. }
            | FactKind::CaseMoved { team, .. }
            | FactKind::CaseGrew { team, .. }
            | FactKind::Searched { team, .. }
            | FactKind::RuleSet { team, .. }
            | FactKind::RuleWritten { team, .. }
            | FactKind::ClaimMade { team, .. }
            | FactKind::InjectAnswered { team, .. }
            | FactKind::LeadWeighed { team, .. }
            | FactKind::Filed { team, .. }
            | FactKind::Requested { team, .. }
            | FactKind::Protested { team, .. }
            | FactKind::RedReported { team, .. } => Some(*team),
            FactKind::RunVerified { run, .. } | FactKind::RunAssessed { run, .. } => {
                self.runs.get(run).map(|run| run.team)
            }
            kind => {
                let cell = judging(kind)?;
                let place = self.teams.iter().position(|team| team.cell == cell)?;
                Some(TeamId::of(place))
            }
        }
    }
}

/// Who alone orders what is so told of: organisers or jury.
const fn judging(kind: &FactKind) -> Option<Cell> {
    Some(match kind {
        FactKind::Announced { .. }
        | FactKind::Addressed { .. }
        | FactKind::InjectFired { .. }
        | FactKind::InjectSkipped { .. }
        | FactKind::InjectHeld { .. }
        | FactKind::InjectResent { .. }
        | FactKind::InjectMarked { .. }
        | FactKind::InjectWritten { .. }
        | FactKind::RequestSettled { .. }
        | FactKind::UnblockOrdered { .. }
        | FactKind::EndMoved { .. }
        | FactKind::Ended
        | FactKind::Released => Cell::White,
        FactKind::Rated { .. }
        | FactKind::Ruled { .. }
        | FactKind::Graded { .. }
        | FactKind::Signed { .. }
        | FactKind::ProtestSettled { .. } => Cell::Jury,
        _ => return None,
    })
}

/// The thing of this number in a list that only grows by one at a time.
fn grown<T>(list: &mut Vec<T>, place: usize, thing: T) {
    debug_assert_eq!(list.len(), place, "numbers are given in order");
    list.push(thing);
}
