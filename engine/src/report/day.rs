//! The drill day by day.
//!
//! A drill day is 24 hours from STARTEX, so that a drill of five days has five of them.

use crate::report::about::day_of;
use crate::report::attack::StepRow;
use crate::report::heard::{Heard, Hearing};
use crate::report::{Moment, Sources};
use crate::script::msel::Inject;
use crate::words::cell::Cell;
use crate::words::fact::FactKind;
use crate::words::name::{AlertId, RunId, TeamId};
use crate::words::time::{DAY, Tick};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A drill day in numbers, with what is worth naming of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Day {
    /// Counted from 1.
    pub number: u32,
    /// In seconds since STARTEX.
    pub from: u32,
    pub to: u32,
    /// Steps of the attack that began, each counted on the day of its first try, as they stand in
    /// the table of steps; none while that is not the reader's to know.
    pub steps: Option<u32>,
    /// Alerts raised; none where the reader is told of none.
    pub alerts: Option<u32>,
    pub triaged: u32,
    /// …of these, alerts that were left over from an earlier day.
    pub triaged_left: u32,
    pub claims: u32,
    /// …that were right; none while that is not the reader's to know.
    pub claims_right: Option<u32>,
    /// Responses that the defence ordered.
    pub actions: u32,
    /// …of all responses, those whose effect was looked at that day; each counts once.
    pub verified: u32,
    /// …of these, responses that were ordered on an earlier day.
    pub verified_left: u32,
    /// Injects given, those the organisers wrote on the spot among them.
    pub injects: u32,
    pub filed: u32,
    pub duties_met: u32,
    pub duties_missed: u32,
    pub refused: u32,
    /// The provisional score, in thousandths of a point, as if the drill had ended with this day;
    /// none while that is not the reader's to know.
    pub score: Option<i64>,
    /// Numbers of the facts worth naming.
    pub notable: Vec<u32>,
    /// How many more there were than are named: resets first, then what is told of elsewhere,
    /// spread over the day.
    pub unnamed: u32,
    /// What the organisers told everybody.
    pub remarks: Vec<RemarkedRow>,
}

/// Something the organisers told everybody.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RemarkedRow {
    pub made: Moment,
    pub text: String,
}

/// The most facts named for one day.
const NOTABLE: usize = 40;

pub(super) fn days(hearing: &Hearing, sources: &Sources<'_>, attack: &[StepRow]) -> Vec<Day> {
    let last = sources.until.0.max(1) - 1;
    let number = day_of(Tick(last));
    let mut days: Vec<Day> = (0..=number).map(|n| empty(hearing, sources, n)).collect();
    for began in attack.iter().filter_map(|step| step.began) {
        let at = day_of(Tick(began.at.min(last)));
        if let Some(day) = days.get_mut(at as usize) {
            day.steps = day.steps.map(|n| n + 1);
        }
    }
    let defends = |team: &TeamId| {
        let team = sources.plan.roster.teams.get(team.at());
        team.is_some_and(|team| team.cell == Cell::Blue)
    };
    // Who does not defend is told of all alerts only at the release.
    let is_told_late = hearing.team.is_some_and(|(_, cell)| cell != Cell::Blue);
    let mut raised: BTreeMap<AlertId, u32> = BTreeMap::new();
    let mut asked: BTreeMap<RunId, u32> = BTreeMap::new();
    let mut seen: BTreeMap<RunId, u32> = BTreeMap::new();
    let mut worth: Vec<Vec<(Worth, u32)>> = vec![Vec::new(); days.len()];
    for heard in &hearing.all {
        let at = day_of(Tick(heard.at.0.min(last)));
        let Some(day) = days.get_mut(at as usize) else {
            continue;
        };
        day.take(heard, is_told_late);
        match &heard.kind {
            FactKind::AlertRaised { alert, .. } => _ = raised.insert(*alert, at),
            FactKind::Triaged { alert, .. } if raised.get(alert).is_some_and(|d| *d < at) => {
                day.triaged_left += 1;
            }
            FactKind::RunAsked { run, team, .. } if defends(team) => {
                day.actions += 1;
                asked.insert(*run, at);
            }
            FactKind::RunVerified { run, .. } if seen.insert(*run, at) != Some(at) => {
                day.verified += 1;
                day.verified_left += u32::from(asked.get(run).is_some_and(|d| *d < at));
            }
            _ => {}
        }
        if let (Some(is), Some(worth)) =
            (Worth::of(&heard.kind, sources), worth.get_mut(at as usize))
        {
            worth.push((is, heard.number));
        }
    }
    // What the reader is told nothing of is no number.
    if attack.is_empty() {
        days.iter_mut().for_each(|day| day.steps = None);
    }
    if is_told_late && raised.is_empty() {
        days.iter_mut().for_each(|day| day.alerts = None);
    }
    for (day, worth) in days.iter_mut().zip(&worth) {
        let all = u32::try_from(worth.len()).unwrap_or(u32::MAX);
        day.notable = named(worth);
        day.unnamed = all.saturating_sub(u32::try_from(day.notable.len()).unwrap_or(u32::MAX));
    }
    days
}

/// Of what is worth naming, as much as there is room for: the weightiest all, and of the first kind
/// that does not fit as many as do, spread over the day.
fn named(worth: &[(Worth, u32)]) -> Vec<u32> {
    let mut kept: Vec<u32> = Vec::new();
    for kind in [Worth::Told, Worth::Besides, Worth::Reset] {
        let of = worth.iter().filter(|(is, _)| *is == kind);
        let of: Vec<u32> = of.map(|(_, number)| *number).collect();
        let room = NOTABLE.saturating_sub(kept.len());
        match of.len() <= room {
            true => kept.extend(of),
            false => {
                let spread = (0..room).filter_map(|n| of.get(n * of.len() / room));
                kept.extend(spread);
                break;
            }
        }
    }
    kept.sort_unstable();
    kept
}

fn empty(hearing: &Hearing, sources: &Sources<'_>, place: u32) -> Day {
    let known = hearing.open.then_some(0);
    Day {
        number: place + 1,
        from: place * DAY,
        to: ((place + 1) * DAY).min(sources.until.0),
        steps: known,
        alerts: Some(0),
        triaged: 0,
        triaged_left: 0,
        claims: 0,
        claims_right: known,
        actions: 0,
        verified: 0,
        verified_left: 0,
        injects: 0,
        filed: 0,
        duties_met: 0,
        duties_missed: 0,
        refused: 0,
        score: sources
            .daily
            .get(place as usize)
            .filter(|_| hearing.open)
            .map(|card| card.total),
        notable: Vec::new(),
        unnamed: 0,
        remarks: Vec::new(),
    }
}

impl Day {
    fn take(&mut self, heard: &Heard, is_told_late: bool) {
        match &heard.kind {
            FactKind::AlertRaised { .. } if !heard.late || is_told_late => {
                self.alerts = self.alerts.map(|n| n + 1);
            }
            FactKind::Triaged { .. } => self.triaged += 1,
            FactKind::ClaimMade { .. } => self.claims += 1,
            FactKind::ClaimJudged { steps, runs, .. } if !steps.is_empty() || !runs.is_empty() => {
                self.claims_right = self.claims_right.map(|n| n + 1);
            }
            FactKind::InjectFired { .. } | FactKind::InjectWritten { .. } => self.injects += 1,
            FactKind::Filed { .. } => self.filed += 1,
            FactKind::DutyEnded { met: true, .. } => self.duties_met += 1,
            FactKind::DutyEnded { met: false, .. } => self.duties_missed += 1,
            FactKind::Refused { .. } => self.refused += 1,
            FactKind::Announced { text } if !text.trim().is_empty() => {
                self.remarks.push(RemarkedRow {
                    made: heard.moment(),
                    text: text.clone(),
                });
            }
            _ => {}
        }
    }
}

/// How much a person who tells of a day would care to name something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Worth {
    /// First of all.
    Told,
    /// Where there is room: what tables of the papers tell of as well.
    Besides,
    /// Last of all: the organisers put something back for the drill's sake.
    Reset,
}

impl Worth {
    fn of(kind: &FactKind, sources: &Sources<'_>) -> Option<Self> {
        Some(match kind {
            FactKind::PhaseBegan { .. }
            | FactKind::Ended
            | FactKind::Released
            | FactKind::FootholdGained { .. }
            | FactKind::Lodged { .. }
            | FactKind::Encrypted { .. }
            | FactKind::Leaked { .. }
            | FactKind::SecretShown { .. }
            | FactKind::Tampered { .. }
            | FactKind::Defaced { .. }
            | FactKind::Wiped { .. }
            | FactKind::CaseOpened { .. }
            | FactKind::ZoneCut { .. }
            | FactKind::Restored { .. }
            | FactKind::RestoreFailed { .. }
            | FactKind::FailedOver { .. }
            | FactKind::Resynced { .. }
            | FactKind::FellBehind { .. }
            | FactKind::FailedBack { .. }
            | FactKind::PowerSet { .. }
            | FactKind::InjectWritten { .. }
            | FactKind::UnblockOrdered { .. } => Self::Told,
            FactKind::ServiceServes { .. }
            | FactKind::Isolated { .. }
            | FactKind::LinkSet { .. }
            | FactKind::DutyEnded { .. }
            | FactKind::Filed { .. }
            | FactKind::Requested { .. }
            | FactKind::RequestSettled { .. } => Self::Besides,
            FactKind::InjectFired { inject, .. } => {
                let inject = sources.plan.msel.injects.get(inject.at());
                match inject.is_some_and(is_technical) {
                    true => Self::Reset,
                    false => Self::Besides,
                }
            }
            _ => return None,
        })
    }
}

/// Whether an inject asks nothing of anybody, and only sets something in the city.
fn is_technical(inject: &Inject) -> bool {
    let asks = inject.points > 0 || inject.what.is_some() || !inject.choices.is_empty();
    let sets = !inject.effects.is_empty() && inject.lead.is_none();
    inject.puts_back() || (sets && !asks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_goes_lightest_first_and_from_all_over_the_day() {
        let mut worth: Vec<(Worth, u32)> = (0..100).map(|n| (Worth::Besides, n)).collect();
        worth.extend((100..110).map(|n| (Worth::Told, n)));
        worth.extend((110..120).map(|n| (Worth::Reset, n)));
        let kept = named(&worth);
        assert_eq!(kept.len(), NOTABLE);
        assert!((100..110).all(|n| kept.contains(&n)), "{kept:?}");
        assert!(kept.iter().all(|n| *n < 110), "{kept:?}");
        assert!(kept.iter().any(|n| *n < 10) && kept.iter().any(|n| (90..100).contains(n)));
        assert_eq!(named(&worth[95..]).len(), 25, "all of what fits");
    }
}
