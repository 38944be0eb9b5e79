//! Injects, duties, requests and papers; and the drill day by day.
//!
//! A drill day is 24 hours from STARTEX, so that a drill of five days has five of them.

use crate::plan::Plan;
use crate::report::about::{day_of, org};
use crate::report::attack::StepRow;
use crate::report::heard::{Heard, Hearing};
use crate::report::{Moment, Sources, said, word};
use crate::script::duty::FieldKind;
use crate::words::cell::Cell;
use crate::words::fact::FactKind;
use crate::words::name::{AlertId, DutyId, OrgId, PaperId, RequestId, TeamId};
use crate::words::order::RequestKind;
use crate::words::text::Text;
use crate::words::time::{DAY, Tick};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn team(plan: &Plan, id: TeamId) -> String {
    let team = plan.roster.teams.get(id.at());
    team.map_or_else(String::new, |team| team.name.to_string())
}

/// A duty with its deadline.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct DutyRow {
    pub name: String,
    pub title: Text,
    /// Its basis, as the scenario gives it: data of a drill, no legal advice.
    pub basis: Text,
    /// How firm that is: `law`, `guidance`, `proposal`, `from-memory`.
    pub status: String,
    pub form: Option<Text>,
    pub team: String,
    pub began: Moment,
    /// Its deadline, in seconds since STARTEX.
    pub by: u32,
    pub ended: Option<Moment>,
    /// Whether it was met; none while its time runs.
    pub met: Option<bool>,
    /// When its form was filed, in time or not; of one that every body is owed, when the last had
    /// it.
    pub filed: Option<Moment>,
    /// How late that was, in seconds; none in time.
    pub late: Option<u32>,
}

pub(super) fn duties(hearing: &Hearing, sources: &Sources<'_>) -> Vec<DutyRow> {
    let plan = sources.plan;
    let mut rows: BTreeMap<DutyId, DutyRow> = BTreeMap::new();
    let mut sent: BTreeMap<DutyId, BTreeSet<OrgId>> = BTreeMap::new();
    for heard in &hearing.all {
        match &heard.kind {
            FactKind::DutyBegan { duty, team: of, by } => {
                let Some(known) = plan.papers.duties.get(duty.at()) else {
                    continue;
                };
                let form = plan.papers.forms.get(known.form.at());
                let row = DutyRow {
                    name: known.name.to_string(),
                    title: known.title.clone(),
                    basis: known.basis.clone(),
                    status: status_word(known.status),
                    form: form.map(|(_, form)| form.title.clone()),
                    team: team(plan, *of),
                    began: heard.moment(),
                    by: by.0,
                    ended: None,
                    met: None,
                    filed: None,
                    late: None,
                };
                rows.entry(*duty).or_insert(row);
            }
            FactKind::Filed {
                to,
                duty: Some(duty),
                ..
            } => {
                let sent = sent.entry(*duty).or_default();
                sent.extend(to);
                let Some(row) = rows.get_mut(duty).filter(|row| row.filed.is_none()) else {
                    continue;
                };
                let known = plan.papers.duties.get(duty.at());
                if known.is_none_or(|duty| duty.is_whole(&plan.map, sent)) {
                    row.filed = Some(heard.moment());
                    row.late = heard.at.0.checked_sub(row.by).filter(|late| *late > 0);
                }
            }
            FactKind::DutyEnded { duty, met } => {
                rows.entry(*duty).and_modify(|row| {
                    row.met = Some(*met);
                    row.ended = Some(heard.moment());
                });
            }
            _ => {}
        }
    }
    rows.into_values().collect()
}

fn status_word(status: crate::script::duty::Status) -> String {
    use crate::script::duty::Status;
    match status {
        Status::Law => "law",
        Status::Guidance => "guidance",
        Status::Proposal => "proposal",
        Status::FromMemory => "from-memory",
    }
    .to_owned()
}

/// What a team asked of the organisers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RequestRow {
    pub number: u32,
    pub team: String,
    pub asked: Moment,
    /// `unblock`, `check` or `other`.
    pub kind: String,
    pub text: String,
    pub granted: Option<bool>,
    pub settled: Option<Moment>,
    pub answer: Option<String>,
}

pub(super) fn requests(hearing: &Hearing, sources: &Sources<'_>) -> Vec<RequestRow> {
    let mut rows: BTreeMap<RequestId, RequestRow> = BTreeMap::new();
    for heard in &hearing.all {
        match &heard.kind {
            FactKind::Requested {
                team: by,
                request,
                kind,
                text,
            } => {
                let about = match kind {
                    RequestKind::Unblock { address } => format!("{address} "),
                    RequestKind::Check { what } => format!("{what} "),
                    RequestKind::Other => String::new(),
                };
                let row = RequestRow {
                    number: hearing.counted(request.0),
                    team: team(sources.plan, *by),
                    asked: heard.moment(),
                    kind: word(kind),
                    text: format!("{about}{text}").trim().to_owned(),
                    granted: None,
                    settled: None,
                    answer: None,
                };
                rows.insert(*request, row);
            }
            FactKind::RequestSettled {
                request,
                granted,
                text,
                ..
            } => {
                rows.entry(*request).and_modify(|row| {
                    row.granted = Some(*granted);
                    row.settled = Some(heard.moment());
                    row.answer = Some(text.clone());
                });
            }
            _ => {}
        }
    }
    rows.into_values().collect()
}

/// A field of a filed paper, as it was filled.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct FieldRow {
    pub title: Text,
    pub text: String,
    /// What kind of field it is, where the form has it.
    pub kind: Option<FieldKind>,
    /// What was chosen, of the field's own choices.
    pub choice: Option<Text>,
}

/// A paper that was filed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct FiledRow {
    pub number: u32,
    pub team: String,
    pub form: String,
    pub title: Text,
    /// To whom, one or many.
    pub to: Vec<Text>,
    pub filed: Moment,
    pub fields: Vec<FieldRow>,
    /// Of 100, by the jury.
    pub points: Option<u8>,
    pub reason: Option<String>,
}

pub(super) fn filed(hearing: &Hearing, sources: &Sources<'_>) -> Vec<FiledRow> {
    let plan = sources.plan;
    let mut rows: BTreeMap<PaperId, FiledRow> = BTreeMap::new();
    for heard in &hearing.all {
        match &heard.kind {
            FactKind::Filed {
                team: by,
                paper,
                form,
                to,
                entries,
                ..
            } => {
                let Some((name, form)) = plan.papers.forms.get(form.at()) else {
                    continue;
                };
                let field = |e: &crate::words::order::Entry| {
                    let known = form.fields.iter().find(|field| *field.name == *e.field);
                    FieldRow {
                        title: known.map_or_else(|| Text::same(&e.field), |f| f.title.clone()),
                        text: e.text.clone(),
                        kind: known.map(|field| field.kind),
                        choice: known.and_then(|field| field.choice(&e.text).cloned()),
                    }
                };
                let row = FiledRow {
                    number: hearing.counted(paper.0),
                    team: team(plan, *by),
                    form: name.to_string(),
                    title: form.title.clone(),
                    to: to.iter().filter_map(|to| org(plan, *to)).collect(),
                    filed: heard.moment(),
                    fields: entries.iter().map(field).collect(),
                    points: None,
                    reason: None,
                };
                rows.insert(*paper, row);
            }
            FactKind::Graded {
                paper,
                points,
                reason,
            } => {
                rows.entry(*paper).and_modify(|row| {
                    row.points = Some(*points);
                    row.reason = Some(reason.clone());
                });
            }
            _ => {}
        }
    }
    rows.into_values().collect()
}

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
    pub alerts: u32,
    pub triaged: u32,
    /// …of these, alerts that were left over from an earlier day.
    pub triaged_left: u32,
    pub claims: u32,
    /// …that were right; none while that is not the reader's to know.
    pub claims_right: Option<u32>,
    /// Responses that the defence ordered.
    pub actions: u32,
    pub verified: u32,
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
    /// Remarks that the organisers sent out.
    pub remarks: Vec<String>,
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
    let mut raised: BTreeMap<AlertId, u32> = BTreeMap::new();
    for heard in &hearing.all {
        let at = day_of(Tick(heard.at.0.min(last)));
        if let Some(day) = days.get_mut(at as usize) {
            day.take(heard);
            match &heard.kind {
                FactKind::AlertRaised { alert, .. } => _ = raised.insert(*alert, at),
                FactKind::Triaged { alert, .. } if raised.get(alert).is_some_and(|d| *d < at) => {
                    day.triaged_left += 1;
                }
                _ => {}
            }
            if matches!(&heard.kind, FactKind::RunAsked { team, .. } if defends(team)) {
                day.actions += 1;
            }
        }
    }
    days
}

fn empty(hearing: &Hearing, sources: &Sources<'_>, place: u32) -> Day {
    let known = hearing.open.then_some(0);
    Day {
        number: place + 1,
        from: place * DAY,
        to: ((place + 1) * DAY).min(sources.until.0),
        steps: known,
        alerts: 0,
        triaged: 0,
        triaged_left: 0,
        claims: 0,
        claims_right: known,
        actions: 0,
        verified: 0,
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
        remarks: Vec::new(),
    }
}

impl Day {
    fn take(&mut self, heard: &Heard) {
        match &heard.kind {
            FactKind::AlertRaised { .. } if !heard.late => self.alerts += 1,
            FactKind::Triaged { .. } => self.triaged += 1,
            FactKind::ClaimMade { .. } => self.claims += 1,
            FactKind::ClaimJudged { steps, runs, .. } if !steps.is_empty() || !runs.is_empty() => {
                self.claims_right = self.claims_right.map(|n| n + 1);
            }
            FactKind::RunVerified { .. } => self.verified += 1,
            FactKind::InjectFired { .. } => self.injects += 1,
            FactKind::Filed { .. } => self.filed += 1,
            FactKind::DutyEnded { met: true, .. } => self.duties_met += 1,
            FactKind::DutyEnded { met: false, .. } => self.duties_missed += 1,
            FactKind::Refused { .. } => self.refused += 1,
            FactKind::Announced { text } => self
                .remarks
                .extend(said(text.clone(), text.clone()).map(|text| text.vi)),
            _ => {}
        }
        if is_notable(&heard.kind) && self.notable.len() < NOTABLE {
            self.notable.push(heard.number);
        }
    }
}

/// What a person would tell of a day.
const fn is_notable(kind: &FactKind) -> bool {
    matches!(
        kind,
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
            | FactKind::ServiceServes { .. }
            | FactKind::Isolated { .. }
            | FactKind::ZoneCut { .. }
            | FactKind::LinkSet { .. }
            | FactKind::Restored { .. }
            | FactKind::RestoreFailed { .. }
            | FactKind::FailedOver { .. }
            | FactKind::Resynced { .. }
            | FactKind::FellBehind { .. }
            | FactKind::FailedBack { .. }
            | FactKind::PowerSet { .. }
            | FactKind::DutyEnded { .. }
            | FactKind::InjectFired { .. }
            | FactKind::Filed { .. }
            | FactKind::Requested { .. }
            | FactKind::RequestSettled { .. }
            | FactKind::UnblockOrdered { .. }
    )
}
