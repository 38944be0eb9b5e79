//! A drill as one defence team is scored by it: what happened in the city, and what the team did
//! itself; what other teams in the same city said and decided is not its own.

use crate::words::fact::{Fact, FactKind};
use crate::words::name::{ClaimId, DutyId, InjectId, TeamId};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The facts that a team is scored by. `others` are the other defence teams of its city; where
/// there are none, those are all facts. What befell the city, whoever saw to it, befell them all.
pub fn facts_of<'f>(facts: &'f [Fact], others: &BTreeSet<TeamId>) -> Cow<'f, [Fact]> {
    if others.is_empty() {
        return Cow::Borrowed(facts);
    }
    let mut theirs = Theirs::default();
    let own = facts
        .iter()
        .filter(|fact| !theirs.is_one(&fact.kind, others));
    Cow::Owned(own.cloned().collect())
}

/// What is numbered and belongs to other teams.
#[derive(Default)]
struct Theirs {
    claims: BTreeSet<ClaimId>,
    injects: BTreeSet<InjectId>,
    duties: BTreeSet<DutyId>,
}

impl Theirs {
    fn is_one(&mut self, kind: &FactKind, others: &BTreeSet<TeamId>) -> bool {
        match kind {
            FactKind::ClaimMade { team, claim, .. } if others.contains(team) => {
                self.claims.insert(*claim);
                true
            }
            FactKind::InjectFired { inject, team } if others.contains(team) => {
                self.injects.insert(*inject);
                true
            }
            FactKind::DutyBegan { duty, team, .. } if others.contains(team) => {
                self.duties.insert(*duty);
                true
            }
            FactKind::ClaimJudged { claim, .. } => self.claims.contains(claim),
            FactKind::InjectClosed { inject, .. } => self.injects.contains(inject),
            FactKind::DutyEnded { duty, .. } => self.duties.contains(duty),
            kind => kind.whose().is_some_and(|team| others.contains(&team)),
        }
    }
}
