//! Injects, and what came of them; of those that are leads, what the team made of them.

use crate::plan::Plan;
use crate::report::about::org;
use crate::report::days::team;
use crate::report::heard::{Heard, Hearing};
use crate::report::{Moment, Sources, word};
use crate::words::fact::{AnyInject, FactKind};
use crate::words::name::{AdHocId, InjectId, TeamId};
use crate::words::text::Text;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// An inject; those that did not reach their team only for whom nothing is hidden from.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct InjectRow {
    /// Its name in the list; of one that the organisers wrote on the spot, `new-1`.
    pub name: String,
    pub title: Text,
    /// Whether the organisers wrote it on the spot.
    pub written: bool,
    /// Who spoke; nobody of one that was written.
    pub from: Option<Text>,
    pub team: String,
    pub text: Text,
    /// The expected action in words; once that is no secret.
    pub expected: Option<Text>,
    pub fired: Option<Moment>,
    /// Left out, or kept back, by the organisers.
    pub held: bool,
    pub answer: Option<Text>,
    pub answered: Option<Moment>,
    pub right: Option<bool>,
    pub met: Option<bool>,
    pub closed: Option<Moment>,
    /// What stands with it if it is a lead.
    pub lead: Option<LeadRow>,
    pub pillar: Option<String>,
    /// Its weight in the score; once that is no secret.
    pub points: Option<u32>,
}

/// A lead, and what the team made of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LeadRow {
    /// Its grade by the Admiralty system: `B2`.
    pub grade: String,
    /// How long after what it tells of it came, in seconds.
    pub late: u32,
    /// When the team weighed it.
    pub weighed: Option<Moment>,
    /// Whether it was taken for true.
    pub taken: Option<bool>,
    /// Why, in the team's words.
    pub reason: Option<String>,
    /// Whether the team was right; once that is no secret.
    pub right: Option<bool>,
    /// Whether it is so; once that is no secret.
    pub holds: Option<bool>,
}

pub(super) fn injects(hearing: &Hearing, sources: &Sources<'_>) -> Vec<InjectRow> {
    let plan = sources.plan;
    let mut rows: BTreeMap<InjectId, InjectRow> = BTreeMap::new();
    let mut written: BTreeMap<AdHocId, InjectRow> = BTreeMap::new();
    if hearing.open {
        let all = (0..plan.msel.injects.len()).map(InjectId::of);
        rows.extend(all.filter_map(|id| Some((id, unfired(plan, id, true)?))));
    }
    for heard in &hearing.all {
        match &heard.kind {
            FactKind::InjectFired { inject, .. } => {
                let row = rows.entry(*inject);
                let Some(fresh) = unfired(plan, *inject, hearing.open) else {
                    continue;
                };
                row.or_insert(fresh).fired = Some(heard.moment());
            }
            FactKind::InjectSkipped { inject } | FactKind::InjectHeld { inject } => {
                rows.entry(*inject).and_modify(|row| row.held = true);
            }
            FactKind::InjectAnswered { inject, choice, .. } => {
                let choices = plan.msel.injects.get(inject.at()).map(|i| &i.choices);
                let chosen = choices.and_then(|all| all.iter().find(|c| *c.name == **choice));
                rows.entry(*inject).and_modify(|row| {
                    row.answer = chosen.map(|choice| choice.text.clone());
                    row.answered = Some(heard.moment());
                });
            }
            FactKind::LeadWeighed {
                inject,
                taken,
                reason,
                ..
            } => lead(&mut rows, *inject, |lead| {
                lead.weighed = Some(heard.moment());
                lead.taken = Some(*taken);
                lead.reason = Some(reason.clone());
            }),
            FactKind::LeadJudged { inject, right } => {
                lead(&mut rows, *inject, |lead| lead.right = Some(*right));
            }
            FactKind::AnswerJudged { inject, right } => {
                rows.entry(*inject)
                    .and_modify(|row| row.right = Some(*right));
            }
            FactKind::InjectClosed { inject, met } => close(&mut rows, *inject, *met, heard),
            FactKind::InjectMarked {
                inject: AnyInject::Planned(inject),
                met,
                ..
            } => close(&mut rows, *inject, *met, heard),
            _ => on_the_way(hearing, plan, &mut written, heard),
        }
    }
    let mut rows: Vec<InjectRow> = rows.into_values().chain(written.into_values()).collect();
    rows.sort_by_key(|row| row.fired.map_or(u32::MAX, |moment| moment.at));
    rows
}

/// What the organisers wrote on the way, and what became of it.
fn on_the_way(
    hearing: &Hearing,
    plan: &Plan,
    written: &mut BTreeMap<AdHocId, InjectRow>,
    heard: &Heard,
) {
    match &heard.kind {
        FactKind::InjectWritten {
            ad_hoc,
            team: to,
            title,
            text,
        } => {
            let number = hearing.counted(ad_hoc.0);
            let row = on_the_spot(plan, number, *to, (title, text), heard);
            written.insert(*ad_hoc, row);
        }
        FactKind::InjectExpects { ad_hoc, expects } => {
            let expected = Some(Text::same(expects)).filter(|_| !expects.trim().is_empty());
            written
                .entry(*ad_hoc)
                .and_modify(|row| row.expected = expected);
        }
        FactKind::InjectMarked {
            inject: AnyInject::Written(ad_hoc),
            met,
            ..
        } => {
            written.entry(*ad_hoc).and_modify(|row| {
                row.met = Some(*met);
                row.closed = Some(heard.moment());
            });
        }
        _ => {}
    }
}

fn lead(
    rows: &mut BTreeMap<InjectId, InjectRow>,
    inject: InjectId,
    change: impl FnOnce(&mut LeadRow),
) {
    let row = rows.get_mut(&inject).and_then(|row| row.lead.as_mut());
    row.map(change).unwrap_or_default();
}

fn close(rows: &mut BTreeMap<InjectId, InjectRow>, inject: InjectId, met: bool, heard: &Heard) {
    rows.entry(inject).and_modify(|row| {
        row.met = Some(met);
        row.closed = Some(heard.moment());
    });
}

/// An inject that the organisers wrote while the drill ran.
fn on_the_spot(
    plan: &Plan,
    number: u32,
    to: TeamId,
    (title, text): (&str, &str),
    heard: &Heard,
) -> InjectRow {
    InjectRow {
        name: format!("new-{number}"),
        title: Text::same(title),
        written: true,
        from: None,
        team: team(plan, to),
        text: Text::same(text),
        fired: Some(heard.moment()),
        ..InjectRow::default()
    }
}

fn unfired(plan: &Plan, id: InjectId, open: bool) -> Option<InjectRow> {
    let inject = plan.msel.injects.get(id.at())?;
    Some(InjectRow {
        name: inject.name.to_string(),
        title: inject.title.clone(),
        from: org(plan, inject.from),
        team: team(plan, inject.to),
        text: inject.text.clone(),
        expected: inject.what.clone().filter(|_| open),
        lead: inject.lead.map(|lead| LeadRow {
            grade: lead.grade(),
            late: lead.late.0,
            weighed: None,
            taken: None,
            reason: None,
            right: None,
            holds: open.then_some(lead.holds),
        }),
        pillar: inject.pillar.filter(|_| open).map(|pillar| word(&pillar)),
        points: open.then(|| inject.points.into()),
        ..InjectRow::default()
    })
}
