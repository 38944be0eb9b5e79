//! Levels and indicators: what was declared, what was true before and after, and which declarations
//! were found to be false.

use crate::city::indicator::share;
use crate::report::about::org;
use crate::report::heard::Hearing;
use crate::report::{Moment, Sources, word};
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
    /// What it is to reach, by year.
    pub targets: Vec<TargetRow>,
    /// What is declared, per mille.
    pub declared: Option<u16>,
    /// What was true at STARTEX, for who may know it.
    pub before: Option<Counted>,
    /// …and at ENDEX.
    pub after: Option<Counted>,
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
    let gauged = |id: IndicatorId| {
        let all = hearing
            .all
            .iter()
            .filter_map(move |heard| match heard.kind {
                FactKind::Gauged {
                    indicator,
                    have,
                    of,
                } if indicator == id => Some(Counted {
                    have,
                    of,
                    share: share(have, of),
                }),
                _ => None,
            });
        all.collect::<Vec<_>>()
    };
    let rows = map.indicators.iter().enumerate().map(|(place, one)| {
        let gauged = gauged(IndicatorId::of(place));
        IndicatorRow {
            name: one.name.to_string(),
            title: one.title.clone(),
            open: one.counts.is_none(),
            targets: one
                .targets
                .iter()
                .map(|(year, share)| TargetRow {
                    year: *year,
                    share: *share,
                })
                .collect(),
            declared: one.declares(map),
            before: gauged.first().copied(),
            after: gauged.get(1..).and_then(<[_]>::last).copied(),
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
