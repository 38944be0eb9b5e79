//! How machines and warnings stand, as a defence may know it; worked out when it is looked at.

use super::Brief;
use crate::city::funnel::{Funnel, Machine, When};
use crate::city::indicator::Counts;
use crate::view::blue::BlueView;
use crate::view::funnel::known;
use crate::view::told::Told;
use crate::view::warned::{Warned, warned};
use crate::view::{Blue, Role};
use crate::words::name::{ActionId, OrgId};
use std::collections::BTreeMap;

impl<R: Role> Brief<R> {
    /// The public address that a body's machines are seen under.
    pub fn public_ip(&self, org: OrgId) -> String {
        self.plan.map.public_ip(org)
    }

    /// Whether by an action of the defence a body is told something.
    pub fn tells(&self, id: ActionId) -> bool {
        self.plan.catalogue.tells(id)
    }

    /// Whether the city counts machines that were detected, warned, handled and cleaned.
    pub fn counts_cleaned(&self) -> bool {
        let mut all = self.plan.map.indicators.iter();
        all.any(|one| one.counts == Some(Counts::Cleaned))
    }
}

impl Brief<Blue> {
    /// The machines that the team knows of with the four stages they have come through; once all is
    /// open, how it truly was.
    pub fn machines(&self, view: &BlueView) -> Vec<Machine> {
        if !view.course.open {
            return known(&self.plan, at_once(view));
        }
        // What was withheld is told last and happened before.
        let mut all: Vec<&Told> = view.log.iter().collect();
        all.sort_by_key(|told| told.at);
        let mut funnel = Funnel::default();
        all.iter()
            .for_each(|told| funnel.take(told.when(), &told.kind));
        let warns = |form| self.plan.papers.warns(form);
        let tells = |action| self.plan.catalogue.tells(action);
        funnel.machines(&self.plan.map, warns, tells)
    }

    /// How the team's warnings stand, of every body that any was sent to.
    pub fn warned(&self, view: &BlueView) -> BTreeMap<OrgId, Warned> {
        warned(&self.plan, at_once(view))
    }
}

/// What the team was told at once, in that order.
fn at_once(view: &BlueView) -> impl Iterator<Item = (When, &crate::words::fact::FactKind)> {
    let at_once = view.log.iter().filter(|told| !told.late);
    at_once.map(|told| (told.when(), &told.kind))
}
