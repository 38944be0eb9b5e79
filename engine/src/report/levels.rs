//! Levels and indicators: what was declared, what was true before and after, and which declarations
//! were found to be false.

use crate::city::indicator::{Unit, share};
use crate::report::about::org;
use crate::report::heard::Hearing;
use crate::report::{Moment, Sources, word};
use crate::view::gauges::Gauges;
use crate::words::fact::{Compliance, FactKind};
use crate::words::name::{IndicatorId, ServiceId};
use crate::words::text::Text;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// So many of so many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct Counted {
    /// So many.
    pub have: u32,
    /// Of so many.
    pub of: u32,
    /// The share, per mille; none of nothing.
    pub share: Option<u16>,
}

/// What an indicator is to reach in a year.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct TargetRow {
    /// The year.
    pub year: u16,
    /// The share, per mille.
    pub share: u16,
}

/// An indicator of the city.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IndicatorRow {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub title: Text,
    /// Whether nobody has defined it: a slot that is open.
    pub open: bool,
    /// In what it is told: `share`, `delay`, `points`.
    pub unit: String,
    /// What it is to reach, by year.
    pub targets: Vec<TargetRow>,
    /// What it is to reach in any other, per mille.
    pub target: Option<u16>,
    /// What is declared, per mille.
    pub declared: Option<u16>,
    /// What was true at STARTEX, for who may know it.
    pub before: Option<Counted>,
    /// …and at ENDEX.
    pub after: Option<Counted>,
    /// Of one that is a delay: the middle one of them, in seconds, and of how many, as far as the
    /// reader knows of them.
    pub delay: Option<DelayRow>,
    /// Of one that is points: how far they moved, up or down.
    pub moved: Option<i32>,
}

/// How long it took.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct DelayRow {
    /// Seconds, the middle one.
    pub median: u32,
    /// Of so many.
    pub of: u32,
}

/// A declaration that is not so.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DeclarationRow {
    /// The system.
    pub system: Text,
    /// Its security level.
    pub level: u8,
    /// Whose it is.
    pub owner: Option<Text>,
    /// What is declared: `classified`, `approved`, `deployed`, `assessed`.
    pub what: String,
    /// When the defence saw that it is not so; never if none.
    pub seen: Option<Moment>,
}

pub(super) fn indicators(hearing: &Hearing, sources: &Sources<'_>) -> Vec<IndicatorRow> {
    let map = &sources.plan.map;
    let mut gauges = Gauges::default();
    let mut trust = 0;
    for heard in &hearing.all {
        gauges.take(heard.when(), &heard.kind);
        if let FactKind::Trust { by } = heard.kind {
            trust += i32::from(by);
        }
    }
    let counted = |(have, of)| Counted {
        have,
        of,
        share: share(have, of),
    };
    let warned = gauges.warned(
        |org| map.has_machines(org),
        |form| sources.plan.papers.warns(form),
        |action| sources.plan.catalogue.tells(action),
    );
    let rows = map.indicators.iter().enumerate().map(|(place, one)| {
        let (id, unit) = (IndicatorId::of(place), one.unit());
        IndicatorRow {
            name: one.name.to_string(),
            title: one.title.clone(),
            open: one.counts.is_none(),
            unit: match unit {
                Unit::Share => "share",
                Unit::Delay => "delay",
                Unit::Points => "points",
            }
            .to_owned(),
            target: one.target,
            targets: one
                .targets
                .iter()
                .map(|(year, share)| TargetRow {
                    year: *year,
                    share: *share,
                })
                .collect(),
            declared: one.declares(map),
            before: gauges.before(id).map(counted),
            after: gauges.after(id).map(counted),
            delay: warned
                .filter(|_| unit == Unit::Delay)
                .map(|(median, of)| DelayRow {
                    median: median.0,
                    of,
                }),
            moved: (unit == Unit::Points).then_some(trust),
        }
    });
    rows.collect()
}

pub(super) fn declarations(hearing: &Hearing, sources: &Sources<'_>) -> Vec<DeclarationRow> {
    let map = &sources.plan.map;
    let mut known: BTreeMap<(ServiceId, Compliance), Option<Moment>> = BTreeMap::new();
    if hearing.open {
        for (place, service) in map.services.iter().enumerate() {
            let dossier = service.dossier.iter();
            let lies = dossier.flat_map(|d| d.declares.difference(&d.holds));
            known.extend(lies.map(|what| ((ServiceId::of(place), *what), None)));
        }
    }
    for heard in &hearing.all {
        if let FactKind::DeclarationSeen {
            service,
            declared,
            holds: false,
            ..
        } = heard.kind
        {
            let seen = known.entry((service, declared)).or_default();
            seen.get_or_insert(heard.moment());
        }
    }
    let rows = known.into_iter().filter_map(|((id, what), seen)| {
        let service = map.services.get(id.at())?;
        Some(DeclarationRow {
            system: service.title.clone(),
            level: service.level,
            owner: org(sources.plan, map.org_of(service.host)),
            what: word(&what),
            seen,
        })
    });
    let mut rows: Vec<DeclarationRow> = rows.collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.level));
    rows
}
