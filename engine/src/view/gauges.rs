//! How the indicators of the city stand, as far as a role was told: their true figures, which
//! nobody but organisers and jury is told before the release; and what follows from what the role
//! was told anyway.

use crate::city::funnel::{Reached, When};
use crate::words::fact::FactKind;
use crate::words::name::{ActionId, FormId, IndicatorId, OrgId};
use crate::words::time::{Span, Tick};
use serde::Serialize;
use std::collections::BTreeMap;

/// How the indicators stand.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Gauges {
    gauged: BTreeMap<IndicatorId, Vec<(u32, u32)>>,
    first_claim: Option<Tick>,
    reached: Reached,
}

impl Gauges {
    /// Takes in what was told.
    pub fn take(&mut self, when: When, kind: &FactKind) {
        match kind {
            FactKind::Gauged {
                indicator,
                have,
                of,
            } => self
                .gauged
                .entry(*indicator)
                .or_default()
                .push((*have, *of)),
            FactKind::ClaimMade { .. } => {
                let first = self.first_claim.map_or(when.at, |first| first.min(when.at));
                self.first_claim = Some(first);
            }
            _ => self.reached.take(when, kind),
        }
    }

    /// What was true at STARTEX: so many of so many.
    pub fn before(&self, id: IndicatorId) -> Option<(u32, u32)> {
        self.gauged.get(&id)?.first().copied()
    }

    /// …and at ENDEX.
    pub fn after(&self, id: IndicatorId) -> Option<(u32, u32)> {
        self.gauged.get(&id)?.get(1..)?.last().copied()
    }

    /// How long after the first claim bodies were warned, in the middle of them, and how many they
    /// are: of those that count. By what was told them, by a request that lies before them, or by a
    /// form that warns, whichever came first: the moment of delivery, as the list of warnings has
    /// it. None as long as nothing was claimed, or nobody was warned.
    pub fn warned(
        &self,
        counts: impl Fn(OrgId) -> bool,
        warns: impl Fn(FormId) -> bool,
        tells: impl Fn(ActionId) -> bool,
    ) -> Option<(Span, u32)> {
        let first = self.first_claim?;
        let bodies = self.reached.bodies().filter(|org| counts(*org));
        let first_of = |org| self.reached.first(org, Tick(0), &warns, &tells);
        let warned = bodies.filter_map(first_of);
        // Whom a warning reached before anything was claimed had not to wait for it.
        let delays = warned.map(|when| when.at.0.saturating_sub(first.0));
        let mut delays: Vec<u32> = delays.collect();
        delays.sort_unstable();
        let median = delays.get(delays.len().checked_sub(1)? / 2)?;
        Some((
            Span(*median),
            u32::try_from(delays.len()).unwrap_or(u32::MAX),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::fact::Wait;
    use crate::words::name::{FactId, PaperId, RunId, TeamId};
    use crate::words::target::Target;

    fn when(at: u32) -> When {
        When {
            at: Tick(at),
            fact: FactId(0),
        }
    }

    #[test]
    fn the_delay_is_the_middle_one_of_those_that_count() {
        let mut gauges = Gauges::default();
        let told = |org: u16| FactKind::Told {
            team: TeamId(0),
            org: OrgId::of(usize::from(org)),
            action: ActionId::of(0),
        };
        gauges.take(when(50), &told(9));
        let no = |_: FormId| false;
        let none = |_: ActionId| false;
        assert_eq!(
            gauges.warned(|_| true, no, none),
            None,
            "nothing is claimed"
        );
        gauges.first_claim = Some(Tick(100));
        for (org, at) in [(1, 160), (2, 400), (1, 900), (3, 1_000)] {
            gauges.take(when(at), &told(org));
        }
        assert_eq!(gauges.warned(|_| true, no, none), Some((Span(60), 4)));
        assert_eq!(
            gauges.warned(|org| org.at() < 9, no, none),
            Some((Span(300), 3))
        );
        assert_eq!(
            gauges.warned(|_| false, no, none),
            None,
            "a middle of none is none"
        );

        // In writing: a form that warns counts for whom it is addressed to, and no other form does.
        let filed = |form: u16, org: u16| FactKind::Filed {
            team: TeamId(0),
            paper: PaperId::of(0),
            form: FormId::of(usize::from(form)),
            to: vec![OrgId::of(usize::from(org))],
            entries: Vec::new(),
            duty: None,
        };
        for (form, org, at) in [(0, 2, 120), (0, 4, 130), (1, 5, 140), (0, 1, 990)] {
            gauges.take(when(at), &filed(form, org));
        }
        let warned = gauges.warned(|org| org.at() < 9, |form| form == FormId::of(0), none);
        assert_eq!(warned, Some((Span(30), 4)), "20, 30, 60 and 900");

        // A seat that a program plays is sent all this in JSON, whose keys are words.
        serde_json::to_value(&gauges).expect("it can be written");
    }

    #[test]
    fn a_body_is_warned_when_the_request_lies_before_it_and_not_when_it_has_acted() {
        let (org, run, action) = (OrgId::of(4), RunId::of(0), ActionId::of(7));
        let mut gauges = Gauges {
            first_claim: Some(Tick(100)),
            ..Gauges::default()
        };
        let (team, target) = (TeamId(0), Target::Org(org));
        gauges.take(
            when(150),
            &FactKind::RunAsked {
                run,
                team,
                action,
                target,
            },
        );
        let for_what = Wait::Body(org);
        gauges.take(when(160), &FactKind::RunWaits { run, for_what });
        gauges.take(when(9_000), &FactKind::Told { team, org, action });
        let warned = |tells: bool| gauges.warned(|_| true, |_| false, |_| tells);
        assert_eq!(warned(true), Some((Span(60), 1)));
        assert_eq!(
            warned(false),
            Some((Span(8_900), 1)),
            "no warning, only a request"
        );
    }
}
