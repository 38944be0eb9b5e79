//! How the bot backs a claim: the records behind the alert, and what a search of the same machine
//! around the same time brings up.

use super::Playbook;
use crate::rehearsal::Shelf;
use crate::view::seen::AlertSeen;
use crate::words::name::RecordId;
use crate::words::order::{BlueAsk, CITE_LIMIT};
use crate::words::time::MINUTE;

/// How far to either side of the alert the search looks, in seconds.
const AROUND: u32 = 10 * MINUTE;
/// How many of the records found are cited besides.
const BESIDES: usize = 16;

impl Playbook {
    /// What a claim about this alert cites. The search itself is an order, so it is on record.
    pub(super) fn evidence(
        &self,
        alert: &AlertSeen,
        shelf: &dyn Shelf,
        asks: &mut Vec<BlueAsk>,
    ) -> Vec<RecordId> {
        let mut cites: Vec<RecordId> = alert
            .records
            .iter()
            .take(CITE_LIMIT - BESIDES)
            .copied()
            .collect();
        if let Some(host) = alert.host.filter(|_| self.skill.searches) {
            let name = self.plan.map.host_name(host);
            let (after, before) = (alert.at.0.saturating_sub(AROUND), alert.at.0 + AROUND);
            let query = format!("host:{name} after:{after} before:{before}");
            let found = shelf.search(&query);
            let new: Vec<RecordId> = found.into_iter().filter(|id| !cites.contains(id)).collect();
            cites.extend(new.into_iter().take(BESIDES));
            asks.push(BlueAsk::Search { query });
        }
        cites
    }
}
