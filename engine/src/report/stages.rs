//! The four stages of machines that the attack held, and the warnings to each body: both as the
//! reader may know them.

use crate::city::funnel::{Funnel, Machine, Stage, When, counts};
use crate::city::indicator::Counts;
use crate::report::about::org;
use crate::report::heard::Hearing;
use crate::report::{Moment, Sources};
use crate::view::funnel::known;
use crate::view::warned::warned;
use crate::words::fact::FactKind;
use crate::words::name::OrgId;
use crate::words::text::Text;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The four stages.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FunnelRows {
    /// The name of the indicator that counts the least of them.
    pub indicator: String,
    /// Whether this is how it truly was, or what a team knew.
    pub truth: bool,
    /// How many machines there are.
    pub of: u32,
    /// How many came to each stage.
    pub stages: Vec<StageRow>,
    /// By the public address they are seen under.
    pub addresses: Vec<AddressRow>,
}

/// A stage.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StageRow {
    /// `detected`, `warned`, `handled`, `cleaned`.
    pub stage: String,
    /// How many machines came to it.
    pub have: u32,
}

/// A public address and the machines behind it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AddressRow {
    /// The address.
    pub address: String,
    /// Whose it is.
    pub body: Option<Text>,
    /// The machines.
    pub machines: Vec<MachineRow>,
}

/// A machine, and since when it stands at each stage.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct MachineRow {
    pub name: String,
    pub detected: Option<Moment>,
    pub warned: Option<Moment>,
    pub handled: Option<Moment>,
    pub cleaned: Option<Moment>,
}

/// How the warnings of a body stand: from `issued` to `holds` all is of one warning, the one that
/// came furthest.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct WarnedRow {
    pub body: Text,
    /// When it was warned first, by whichever warning.
    pub first: Option<Moment>,
    pub issued: Option<Moment>,
    pub delivered: Option<Moment>,
    pub acknowledged: Option<Moment>,
    pub acted: Option<Moment>,
    /// When the defence looked whether that holds, last.
    pub verified: Option<Moment>,
    /// …and whether it does.
    pub holds: Option<bool>,
    /// When it let the time of that warning pass.
    pub silent: Option<Moment>,
}

fn moment(when: Option<When>) -> Option<Moment> {
    when.map(|when| Moment {
        at: when.at.0,
        fact: when.fact.0,
    })
}

/// The four stages, where the city has an indicator that counts them.
pub(super) fn funnel(hearing: &Hearing, sources: &Sources<'_>) -> Option<FunnelRows> {
    let (plan, map) = (sources.plan, &sources.plan.map);
    let mut indicators = map.indicators.iter();
    let indicator = indicators.find(|one| one.counts == Some(Counts::Cleaned))?;
    let machines = if hearing.open {
        let mut funnel = Funnel::default();
        let all = hearing.all.iter();
        all.for_each(|heard| funnel.take(heard.when(), &heard.kind));
        let warns = |form| plan.papers.warns(form);
        funnel.machines(map, warns, |action| plan.catalogue.tells(action))
    } else {
        known(plan, at_once(hearing))
    };
    let mut by_body: BTreeMap<OrgId, Vec<MachineRow>> = BTreeMap::new();
    for machine in &machines {
        by_body.entry(machine.org).or_default().push(MachineRow {
            name: map.host_name(machine.host),
            detected: mark(machine, Stage::Detected),
            warned: mark(machine, Stage::Warned),
            handled: mark(machine, Stage::Handled),
            cleaned: mark(machine, Stage::Cleaned),
        });
    }
    let stages = Stage::ALL.into_iter().zip(counts(&machines));
    Some(FunnelRows {
        indicator: indicator.name.to_string(),
        truth: hearing.open,
        of: u32::try_from(machines.len()).unwrap_or(u32::MAX),
        stages: stages
            .map(|(stage, have)| StageRow {
                stage: stage.word().to_owned(),
                have,
            })
            .collect(),
        addresses: by_body
            .into_iter()
            .map(|(body, machines)| AddressRow {
                address: map.public_ip(body),
                body: org(plan, body),
                machines,
            })
            .collect(),
    })
}

fn mark(machine: &Machine, stage: Stage) -> Option<Moment> {
    moment(machine.mark(stage))
}

fn at_once(hearing: &Hearing) -> impl Iterator<Item = (When, &FactKind)> {
    let all = hearing.all.iter();
    let at_once = all.filter(|heard| hearing.open || !heard.late);
    at_once.map(|heard| (heard.when(), &heard.kind))
}

/// The warnings to each body that any was sent to, in the order of the city.
pub(super) fn warnings(hearing: &Hearing, sources: &Sources<'_>) -> Vec<WarnedRow> {
    let all = warned(sources.plan, at_once(hearing));
    let rows = all.into_iter().filter_map(|(body, one)| {
        Some(WarnedRow {
            body: org(sources.plan, body)?,
            first: moment(one.first),
            issued: moment(one.issued),
            delivered: moment(one.delivered),
            acknowledged: moment(one.acknowledged),
            acted: moment(one.acted),
            verified: moment(one.verified.map(|(when, _)| when)),
            holds: one.verified.map(|(_, holds)| holds),
            silent: moment(one.unanswered),
        })
    });
    rows.collect()
}
