//! Alerts marked to be judged, claimed or put into a case together.
//!
//! Why not only a set: what is done with alerts unmarks them, and that is read from the view, not
//! from the key that was pressed, because an order may be refused.

use std::collections::BTreeMap;

use engine::view::Blue;
use engine::words::name::AlertId;

use crate::screen::See;
use crate::screens::blue::queue::Lens;

/// What is marked, each with what it was then.
#[derive(Default, Hash)]
pub struct Marks(BTreeMap<AlertId, Was>);

#[derive(Hash, PartialEq, Eq)]
struct Was {
    /// Whether it had no verdict.
    open: bool,
    /// How many cases held it.
    held: usize,
    /// How many claims cited its records.
    claimed: usize,
}

impl Marks {
    /// Whether it is marked.
    pub fn has(&self, id: AlertId) -> bool {
        self.0.contains_key(&id)
    }

    /// Takes all marks away.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Marks these; if they all are, takes their marks away.
    pub fn turn(&mut self, see: &See<'_, Blue>, ids: Vec<AlertId>) {
        let all = ids.iter().all(|id| self.has(*id));
        for id in ids {
            if all {
                self.0.remove(&id);
            } else {
                self.0.insert(id, was(see, id));
            }
        }
    }

    /// Takes the marks from what has got its verdict, its claim or its place in a case since.
    pub fn settle(&mut self, see: &See<'_, Blue>) {
        self.0.retain(|id, then| was(see, *id) == *then);
    }

    /// What is marked of that which the list shows: what a filter hides is neither counted nor
    /// meant, and is marked again once it shows again.
    pub fn shown(&self, see: &See<'_, Blue>, lens: &Lens) -> Vec<AlertId> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let mut shown = lens.alerts(see);
        shown.retain(|id| self.has(*id));
        shown.sort_unstable();
        shown
    }
}

fn was(see: &See<'_, Blue>, id: AlertId) -> Was {
    let alert = see.view.alerts.get(&id);
    let cases = see.view.cases.values();
    let records = || alert.into_iter().flat_map(|alert| &alert.records);
    let claims = see.view.claims.values().filter(|claim| {
        let cites = &claim.said.cites;
        records().any(|record| cites.contains(record))
    });
    Was {
        open: alert.is_some_and(|alert| alert.verdict.is_none()),
        held: cases.filter(|case| case.alerts.contains(&id)).count(),
        claimed: claims.count(),
    }
}
