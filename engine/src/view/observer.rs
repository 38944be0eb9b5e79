//! What an observer may see: what the public feels, never whose doing it is.
//!
//! At hotwash everybody may know everything. That is not ENDEX (`Ended`) but the organisers'
//! release at or after it (`Released`): between the two the jury judges, and nothing of that is
//! public yet. From then on the log has every fact of the drill; see [`told`](crate::view::told).

use crate::view::gauges::Gauges;
use crate::view::seen::Course;
use crate::view::told::Told;
use crate::words::fact::FactKind;
use crate::words::name::ServiceId;
use crate::words::time::Tick;
use serde::Serialize;
use std::collections::BTreeMap;

/// What an observer may see.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ObserverView {
    pub now: Tick,
    pub course: Course,
    /// All that observers were told, in the order told.
    #[serde(skip)]
    pub log: Vec<Told>,
    /// Of a thousand users of a service, so many are served, from then on. Services that are not
    /// here serve everybody.
    pub services: BTreeMap<ServiceId, Vec<(Tick, u16)>>,
    pub gauges: Gauges,
    /// Whether anything was told that had been withheld: hotwash has begun.
    pub open: bool,
}

impl ObserverView {
    /// Takes in what is told.
    pub fn take(&mut self, told: &Told) {
        self.open |= told.late;
        self.gauges.take(told.when(), &told.kind);
        if !told.late {
            self.course.take(told);
        }
        if let FactKind::ServiceServes {
            service, served, ..
        } = &told.kind
        {
            let history = self.services.entry(*service).or_default();
            if history.last().map_or(1_000, |(_, served)| *served) != *served {
                history.push((told.at, *served));
            }
        }
        self.log.push(told.clone());
    }
}
