//! What anybody who defends may look up of the controls of a city: what they are, whose, and what
//! they are meant for. Whether one works, is watched or collects, only looking shows.

use super::Brief;
use crate::view::Blue;
use crate::words::name::*;
use crate::words::text::Text;

/// A control, as its papers have it.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ControlKnown<'b> {
    pub title: &'b Text,
    pub kind: &'b Text,
    pub org: OrgId,
}

/// The kind of control that says by itself that it lives.
const SHARING: &str = "sharing";

impl Brief<Blue> {
    /// How many controls there are.
    pub fn controls(&self) -> usize {
        self.plan.map.controls.len()
    }

    /// A control.
    pub fn control(&self, id: ControlId) -> ControlKnown<'_> {
        let map = &self.plan.map;
        let control = &map.controls[id.at()];
        ControlKnown {
            title: &control.title,
            kind: &map.kinds[control.kind.at()].1,
            org: control.org,
        }
    }

    /// The class of log in which a control says that it lives, if it is of a kind that does.
    pub fn heartbeat(&self, id: ControlId) -> Option<&str> {
        let (map, sensing) = (&self.plan.map, &self.plan.sensing);
        let kind = map.controls[id.at()].kind;
        let says = *map.kinds[kind.at()].0 == *SHARING;
        let class = sensing.classes.iter().find(|class| class.sensor == kind);
        class.filter(|_| says).map(|class| &*class.name)
    }

    /// Whether a control is meant for a machine.
    pub fn is_meant_for(&self, id: ControlId, host: HostId) -> bool {
        self.plan.map.is_meant_for(id, host)
    }
}
