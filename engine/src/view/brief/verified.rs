//! What of a published indicator a seat has seen for itself: of its declarations only those that
//! were held against evidence, and nothing of what is true of the others.

use super::Brief;
use crate::city::indicator::Verified;
use crate::view::Role;
use crate::words::fact::Compliance;
use crate::words::name::{IndicatorId, ServiceId};
use crate::words::time::Tick;
use std::collections::BTreeMap;

impl<R: Role> Brief<R> {
    /// How far an indicator was verified, by what was seen of each declaration.
    pub fn verified(
        &self,
        id: IndicatorId,
        seen: &BTreeMap<(ServiceId, Compliance), (Tick, bool)>,
    ) -> Option<Verified> {
        let map = &self.plan.map;
        let of = |service, what| seen.get(&(service, what)).map(|(_, so)| *so);
        map.indicators.get(id.at())?.verified(map, of)
    }
}
