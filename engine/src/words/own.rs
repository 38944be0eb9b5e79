//! A team's own numbers.
//!
//! The engine numbers runs, alerts, cases and claims as they come, over all teams and whether or
//! not anybody may know of them. A team that was shown such numbers could count the gaps. So each
//! team counts for itself, from 1: its n-th run, its n-th alert. The dictionary between the two is
//! made of the facts that the team may know and of nothing else, so it can be made again from them.

use crate::words::fact::FactKind;
use crate::words::name::{
    AdHocId, AlertId, CaseId, ClaimId, PaperId, ProtestId, ReportId, RequestId, RunId, TeamId,
};
use std::collections::BTreeMap;

/// One kind of thing in a team's own count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Numbers<T> {
    ids: Vec<T>,
    numbers: BTreeMap<T, u32>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self {
            ids: Vec::new(),
            numbers: BTreeMap::new(),
        }
    }
}

impl<T: Copy + Ord> Numbers<T> {
    /// The number of this one; the next number if it has none yet.
    pub fn learn(&mut self, id: T) -> u32 {
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX - 1) + 1;
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.ids.push(id);
        }
        number
    }

    /// The number of this one, if the team knows it.
    pub fn number(&self, id: T) -> Option<u32> {
        self.numbers.get(&id).copied()
    }

    /// The one of this number.
    pub fn id(&self, number: u32) -> Option<T> {
        let place = usize::try_from(number).ok()?.checked_sub(1)?;
        self.ids.get(place).copied()
    }

    /// All of them, by their numbers.
    pub fn all(&self) -> impl Iterator<Item = T> {
        self.ids.iter().copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

/// The numbers of one team, beside those of the engine.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Own {
    runs: Numbers<RunId>,
    alerts: Numbers<AlertId>,
    cases: Numbers<CaseId>,
    claims: Numbers<ClaimId>,
    requests: Numbers<RequestId>,
    protests: Numbers<ProtestId>,
    papers: Numbers<PaperId>,
    reports: Numbers<ReportId>,
    ad_hoc: Numbers<AdHocId>,
}

macro_rules! both_ways {
    ($($list:ident: $id:ident, $own:ident, $engine:ident;)*) => {$(
        #[doc = concat!("The team's number of one of the engine's ", stringify!($list), ".")]
        pub fn $own(&self, engine: $id) -> Option<$id> {
            self.$list.number(engine).map($id)
        }

        #[doc = concat!("The engine's number of one of the team's ", stringify!($list), ".")]
        pub fn $engine(&self, own: $id) -> Option<$id> {
            self.$list.id(own.0)
        }
    )*};
}

impl Own {
    /// Takes note of a fact that the team may know: what it speaks of first gets the next number.
    pub fn note(&mut self, fact: &FactKind) {
        match fact {
            FactKind::RunAsked { run, .. } => _ = self.runs.learn(*run),
            FactKind::AlertRaised { alert, .. } => _ = self.alerts.learn(*alert),
            FactKind::CaseOpened { case, .. } => _ = self.cases.learn(*case),
            FactKind::ClaimMade { claim, .. } => _ = self.claims.learn(*claim),
            FactKind::Requested { request, .. } => _ = self.requests.learn(*request),
            FactKind::Protested { protest, .. } => _ = self.protests.learn(*protest),
            FactKind::Filed { paper, .. } => _ = self.papers.learn(*paper),
            FactKind::RedReported { report, .. } => _ = self.reports.learn(*report),
            FactKind::InjectWritten { ad_hoc, .. } => _ = self.ad_hoc.learn(*ad_hoc),
            _ => {}
        }
    }

    both_ways! {
        runs: RunId, run, run_of;
        alerts: AlertId, alert, alert_of;
        cases: CaseId, case, case_of;
        claims: ClaimId, claim, claim_of;
        requests: RequestId, request, request_of;
        protests: ProtestId, protest, protest_of;
        papers: PaperId, paper, paper_of;
        reports: ReportId, report, report_of;
        ad_hoc: AdHocId, ad_hoc, ad_hoc_of;
    }
}

/// Which run of its team's each run is, counted from 1: the number that the team's own screens and
/// papers call it by.
pub fn runs_of_teams<'f>(
    facts: impl IntoIterator<Item = &'f FactKind>,
) -> BTreeMap<RunId, (TeamId, u32)> {
    let mut counts: BTreeMap<TeamId, u32> = BTreeMap::new();
    let mut all = BTreeMap::new();
    for fact in facts {
        if let FactKind::RunAsked { run, team, .. } = fact {
            let count = counts.entry(*team).or_default();
            *count += 1;
            all.insert(*run, (*team, *count));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::name::ActionId;
    use crate::words::target::Target;

    #[test]
    fn each_team_counts_its_own_runs_from_one() {
        let asked = [(3, 0), (4, 1), (9, 1), (12, 0)].map(|(run, team)| FactKind::RunAsked {
            run: RunId(run),
            team: TeamId(team),
            action: ActionId(0),
            target: Target::None,
        });
        let all = runs_of_teams(&asked);
        let said: Vec<_> = all.values().map(|(team, n)| (team.0, *n)).collect();
        assert_eq!(said, [(0, 1), (1, 1), (1, 2), (0, 2)]);
    }

    #[test]
    fn a_count_of_ones_own_has_no_gaps_and_keeps_its_numbers() {
        let mut numbers = Numbers::default();
        let given: Vec<u32> = [7, 3, 7, 900].map(|id| numbers.learn(id)).into();
        assert_eq!(given, [1, 2, 1, 3]);
        assert_eq!(numbers.id(2), Some(3));
        assert_eq!(numbers.id(0), None);
        assert_eq!(numbers.id(4), None);
        assert_eq!(numbers.number(900), Some(3));
        assert_eq!(numbers.number(8), None);
    }
}
