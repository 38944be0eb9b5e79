//! Duties, requests and papers that were filed.

use crate::plan::Plan;
use crate::report::about::org;
use crate::report::attack::target;
use crate::report::heard::Hearing;
use crate::report::{Moment, Sources, word};
use crate::script::duty::FieldKind;
use crate::words::fact::FactKind;
use crate::words::name::{DutyId, OrgId, PaperId, RequestId, TeamId};
use crate::words::order::RequestKind;
use crate::words::text::Text;
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
    /// The address or the thing it is about, as it was typed.
    pub about: Option<String>,
    /// What they said besides.
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
                    RequestKind::Unblock { address } => Some(address.to_string()),
                    RequestKind::Check { what } => Some(what.to_string()),
                    RequestKind::Other => None,
                };
                let row = RequestRow {
                    number: hearing.counted(request.0),
                    team: team(sources.plan, *by),
                    asked: heard.moment(),
                    kind: word(kind),
                    about,
                    text: text.trim().to_owned(),
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
    /// What was chosen, of the field's own choices; what a place is called.
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
                    let place = || {
                        let is_place = known.is_some_and(|f| f.kind == FieldKind::Place);
                        let on = plan.map.target(&e.text).filter(|_| is_place)?;
                        target(plan, &on)
                    };
                    FieldRow {
                        title: known.map_or_else(|| Text::same(&e.field), |f| f.title.clone()),
                        text: e.text.clone(),
                        kind: known.map(|field| field.kind),
                        choice: known
                            .and_then(|field| field.choice(&e.text).cloned())
                            .or_else(place)
                            .or_else(|| e.both()),
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
