//! What a team is told: the facts it may know, in its own words.
//!
//! Between the facts and a view stands a telling, one for each team. It leaves out what the team
//! may not know, turns the engine's numbers into the team's own (which count nothing hidden), and
//! takes away a cause that would name what it may not: left are its own orders and runs, injects
//! that reached it, facts it was told, for the attack the steps of its campaign, and else the plan.
//!
//! **Hotwash** begins with the organisers' release at or after ENDEX (`Released`, not `Ended`: when
//! the drill has ended the jury still judges, and until the release a score or a verdict of theirs
//! is nobody's). From then on everything is told, also what was withheld before. A release while
//! the drill goes on, as for a daily score, tells what was judged of the team's own claims, answers
//! and findings up to then, and no other truth.

use crate::city::funnel::When;
use crate::words::cell::{Audience, Cell};
use crate::words::fact::{AnyInject, Cause, Fact, FactKind, Truth};
use crate::words::name::{FactId, InjectId, OrderId, RunId, TeamId};
use crate::words::own::{Numbers, Own};
use crate::words::time::Tick;
use serde::Serialize;
use std::collections::BTreeSet;

/// A fact as one team may know it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Told {
    /// Its number among all that the team was told, counted from 1.
    pub number: FactId,
    /// When it happened.
    pub at: Tick,
    /// Why, as far as the team may know.
    pub cause: Cause,
    /// Whether it was withheld until the organisers released it.
    pub late: bool,
    /// What, in the team's own numbers.
    pub kind: FactKind,
}

impl Told {
    /// When it happened, and its number.
    #[must_use]
    pub const fn when(&self) -> When {
        When {
            at: self.at,
            fact: self.number,
        }
    }
}

/// What turns facts into what one team is told, and the dictionary between its numbers and the
/// engine's.
#[derive(Clone, Debug)]
pub struct Telling {
    whose: Option<(TeamId, Cell)>,
    own: Own,
    facts: Numbers<FactId>,
    orders: Numbers<OrderId>,
    injects: BTreeSet<InjectId>,
    come: usize,
    ended: bool,
    open: bool,
}

impl Telling {
    /// For a team that plays.
    pub fn team(team: TeamId, cell: Cell) -> Self {
        Self::new(Some((team, cell)))
    }

    /// For whoever only watches: what everybody may know.
    pub fn public() -> Self {
        Self::new(None)
    }

    fn new(whose: Option<(TeamId, Cell)>) -> Self {
        Self {
            whose,
            own: Own::default(),
            facts: Numbers::default(),
            orders: Numbers::default(),
            injects: BTreeSet::new(),
            come: 0,
            ended: false,
            open: false,
        }
    }

    /// The team gave this order, which is its next.
    pub fn ordered(&mut self, order: OrderId) {
        self.orders.learn(order);
    }

    /// The orders that the team gave, in the order given.
    pub fn orders(&self) -> impl Iterator<Item = OrderId> {
        self.orders.all()
    }

    /// The number of an order among the team's own.
    pub fn order(&self, order: OrderId) -> Option<OrderId> {
        self.orders.number(order).map(OrderId)
    }

    /// The team's own numbers.
    pub fn own(&self) -> &Own {
        &self.own
    }

    /// Whether hotwash has begun, so that nothing is hidden any more.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The team's number for a fact, if it was told of it.
    pub fn number_of(&self, fact: FactId) -> Option<FactId> {
        self.facts.number(fact).map(FactId)
    }

    /// Tells what is new in these facts, which are all there are, from the first on.
    pub fn go_on(&mut self, facts: &[Fact]) -> Vec<Told> {
        let mut told = Vec::new();
        while let Some(fact) = facts.get(self.come) {
            self.come += 1;
            if self.open || self.may_know(fact) {
                told.extend(self.tell(fact));
            }
            match fact.kind {
                FactKind::Ended => self.ended = true,
                FactKind::Released => {
                    self.open = self.ended;
                    let before = &facts[..self.come];
                    told.extend(before.iter().filter_map(|fact| self.release(fact)));
                }
                _ => {}
            }
        }
        told
    }

    /// Whether the team may know of a fact at once.
    fn may_know(&self, fact: &Fact) -> bool {
        fact.to == Audience::ALL || self.whose.is_some_and(|(team, _)| fact.to.holds(team))
    }

    /// Tells a fact that was withheld, if it is released now.
    fn release(&mut self, fact: &Fact) -> Option<Told> {
        let is_new = self.facts.number(fact.id).is_none();
        let is_due = self.open || self.judges_own(&fact.kind);
        (is_new && is_due).then(|| self.tell(fact)).flatten()
    }

    /// Whether it says what something of the team's own was worth.
    fn judges_own(&self, fact: &FactKind) -> bool {
        let is_own = |whose| self.whose.is_some_and(|(own, _)| own == whose);
        match fact {
            FactKind::ClaimJudged { claim, .. } | FactKind::Ruled { claim, .. } => {
                self.own.claim(*claim).is_some()
            }
            FactKind::AnswerJudged { inject, .. }
            | FactKind::LeadJudged { inject, .. }
            | FactKind::InjectClosed { inject, .. } => self.injects.contains(inject),
            FactKind::FindingJudged { team, .. } => is_own(*team),
            _ => false,
        }
    }

    fn tell(&mut self, fact: &Fact) -> Option<Told> {
        self.own.note(&fact.kind);
        let kind = self.in_own_numbers(&fact.kind)?;
        let cause = self.own_cause(fact);
        if let FactKind::InjectFired { inject, .. } = fact.kind {
            self.injects.insert(inject);
        }
        Some(Told {
            number: FactId(self.facts.learn(fact.id)),
            at: fact.at,
            cause,
            late: !self.may_know(fact),
            kind,
        })
    }

    fn own_cause(&self, fact: &Fact) -> Cause {
        let attacks = self.whose.is_some_and(|(_, cell)| cell == Cell::Red);
        let own = match fact.cause {
            Cause::Plan => None,
            Cause::Order(order) => self.orders.number(order).map(OrderId).map(Cause::Order),
            Cause::Step(_) => (attacks || self.open).then_some(fact.cause),
            Cause::Run(run) => self.own.run(run).map(Cause::Run),
            Cause::Inject(inject) => self.injects.contains(&inject).then_some(fact.cause),
            Cause::Fact(fact) => self.facts.number(fact).map(FactId).map(Cause::Fact),
        };
        own.unwrap_or(Cause::Plan)
    }

    /// The same in the team's own numbers; none if it speaks of what the team has no number for.
    /// Every kind is listed, so that a new one must say whether it carries numbers.
    fn in_own_numbers(&self, kind: &FactKind) -> Option<FactKind> {
        use FactKind::*;
        let own = &self.own;
        let mut kind = kind.clone();
        match kind {
            RunAsked { .. } | RunWaits { .. } | RunStarted { .. } => run_in_own(&mut kind, own)?,
            RunEnded { .. } | RunVerified { .. } | RunRouted { .. } => run_in_own(&mut kind, own)?,
            RunAssessed { .. } | RunStopped { .. } | RunRecorded { .. } | RedReported { .. } => {
                run_in_own(&mut kind, own)?;
            }
            AlertRaised { .. } | AlertGrew { .. } => alert_in_own(&mut kind, own)?,
            AlertMeant { .. } | AlertJoined { .. } => alert_in_own(&mut kind, own)?,
            Triaged { .. } => alert_in_own(&mut kind, own)?,
            CaseOpened { .. } | CaseMoved { .. } => alert_in_own(&mut kind, own)?,
            CaseGrew { .. } => alert_in_own(&mut kind, own)?,
            ClaimMade { .. } | Ruled { .. } => judged_in_own(&mut kind, own)?,
            ClaimJudged { .. } | Graded { .. } => judged_in_own(&mut kind, own)?,
            Filed { .. } | Protested { .. } => judged_in_own(&mut kind, own)?,
            ProtestSettled { .. } => judged_in_own(&mut kind, own)?,
            Requested { .. } | RequestSettled { .. } => asked_in_own(&mut kind, own)?,
            InjectWritten { .. } | InjectExpects { .. } => asked_in_own(&mut kind, own)?,
            InjectResent { .. } | InjectMarked { .. } => asked_in_own(&mut kind, own)?,
            // Numbers of the plan, and of collected records, are the same for everybody.
            PhaseBegan { .. } | Ended | Released | Refused { .. } | Announced { .. } => {}
            Said { .. } | Rated { .. } | InjectHeld { .. } | UnblockOrdered { .. } => {}
            EndMoved { .. } | Noted { .. } | Signed { .. } => {}
            StepBegan { .. } | StepDone { .. } | StepBlocked { .. } => {}
            StepTouched { .. } | StepRecorded { .. } => {}
            FootholdGained { .. } | Persisted { .. } | FootholdLost { .. } => {}
            Lodged { .. } | Recalled { .. } => {}
            BeaconCut { .. } | Isolated { .. } | Reconnected { .. } | Encrypted { .. } => {}
            Rebuilt { .. } | Patched { .. } | LogsCleared { .. } | Preserved { .. } => {}
            Blinded { .. } | Healed { .. } | LogSet { .. } | PowerSet { .. } => {}
            CredentialGained { .. } | AccountLocked { .. } | AccountRotated { .. } => {}
            LinkSet { .. } | ZoneCut { .. } => {}
            AddressBlocked { .. } | AddressUnblocked { .. } => {}
            ServiceServes { .. } | HarmLaid { .. } | Defaced { .. } | Repaired { .. } => {}
            Staged { .. } | Leaked { .. } | Tampered { .. } | Wiped { .. } => {}
            SecretShown { .. } => {}
            Restored { .. } | RestoreJudged { .. } | RestoreFailed { .. } => {}
            FailedOver { .. } | Resynced { .. } | FellBehind { .. } => {}
            FailedBack { .. } | CopySeen { .. } => {}
            Revealed { .. } | Inspected { .. } | SweepFound { .. } | Swept { .. } => {}
            WeakSeen { .. } | FindingMade { .. } | FindingJudged { .. } => {}
            Searched { .. } | RuleSet { .. } => {}
            InjectFired { .. } | InjectAnswered { .. } | AnswerJudged { .. } => {}
            LeadWeighed { .. } | LeadJudged { .. } => {}
            InjectClosed { .. } | FactKind::Told { .. } | Trust { .. } | Prepared { .. } => {}
            DutyBegan { .. } | DutyEnded { .. } => {}
            ClockSet { .. } | Addressed { .. } | InjectSkipped { .. } => {}
            BeaconHeard { .. } | RuleWritten { .. } | RuleFlooded { .. } => {}
            DeclarationSeen { .. } | Attained { .. } | Gauged { .. } => {}
        }
        Some(kind)
    }
}

/// Of runs, and of a finding that runs show.
fn run_in_own(kind: &mut FactKind, own: &Own) -> Option<()> {
    use FactKind::*;
    match kind {
        RunAsked { run, .. } | RunWaits { run, .. } | RunStarted { run } => *run = own.run(*run)?,
        RunEnded { run, .. } | RunStopped { run, .. } | RunRecorded { run, .. } => {
            *run = own.run(*run)?;
        }
        RunVerified { run, .. } | RunAssessed { run, .. } | RunRouted { run, .. } => {
            *run = own.run(*run)?;
        }
        RedReported { report, said, .. } => {
            *report = own.report(*report)?;
            for run in &mut said.evidence {
                *run = own.run(*run)?;
            }
        }
        _ => {}
    }
    Some(())
}

/// Of alerts, and of the cases that hold them.
fn alert_in_own(kind: &mut FactKind, own: &Own) -> Option<()> {
    use FactKind::*;
    match kind {
        AlertRaised { alert, .. } | AlertGrew { alert, .. } | Triaged { alert, .. } => {
            *alert = own.alert(*alert)?;
        }
        AlertMeant { alert, truth } | AlertJoined { alert, truth } => {
            *alert = own.alert(*alert)?;
            if let Truth::Red(run) = truth {
                *run = own.run(*run)?;
            }
        }
        CaseOpened { case, alerts, .. } | CaseGrew { case, alerts, .. } => {
            *case = own.case(*case)?;
            for alert in alerts {
                *alert = own.alert(*alert)?;
            }
        }
        CaseMoved { case, .. } => *case = own.case(*case)?,
        _ => {}
    }
    Some(())
}

/// Of claims, papers and protests.
fn judged_in_own(kind: &mut FactKind, own: &Own) -> Option<()> {
    use FactKind::*;
    match kind {
        ClaimMade { claim, .. } | Ruled { claim, .. } => *claim = own.claim(*claim)?,
        // Which of a human red's runs it found is red's to count; that it found them is not.
        ClaimJudged { claim, runs, .. } => {
            *claim = own.claim(*claim)?;
            (0..).zip(runs).for_each(|(place, run)| *run = RunId(place));
        }
        Protested { protest, .. } | ProtestSettled { protest, .. } => {
            *protest = own.protest(*protest)?;
        }
        Filed { paper, .. } | Graded { paper, .. } => *paper = own.paper(*paper)?,
        _ => {}
    }
    Some(())
}

/// Of requests, and of injects written during the drill.
fn asked_in_own(kind: &mut FactKind, own: &Own) -> Option<()> {
    use FactKind::*;
    match kind {
        Requested { request, .. } | RequestSettled { request, .. } => {
            *request = own.request(*request)?;
        }
        InjectWritten { ad_hoc, .. } | InjectExpects { ad_hoc, .. } => {
            *ad_hoc = own.ad_hoc(*ad_hoc)?;
        }
        InjectResent { inject, .. } | InjectMarked { inject, .. } => {
            if let AnyInject::Written(ad_hoc) = inject {
                *ad_hoc = own.ad_hoc(*ad_hoc)?;
            }
        }
        _ => {}
    }
    Some(())
}
