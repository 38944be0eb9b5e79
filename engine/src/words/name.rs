//! Names and the numbers that stand for them.
//!
//! Authors and people use names. Inside, a thing is its place in the plan's ordered list, so that
//! state is dense, comparison is quick and order never depends on memory. The plan turns one into
//! the other, and a drill file carries its plan, so a number in a fact can always be spelled out
//! again. A bevy `Entity` is never one of these: entity numbers are reused and must not leave the
//! engine.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A name as an author wrote it; cheap to copy.
pub type Name = Arc<str>;

/// The longest name an author may write, in bytes.
pub const NAME_LIMIT: usize = 64;

/// Whether these are one technique of ATT&CK, or one and a part of it, or two parts of one: T1003
/// and T1003.001.
pub fn same_technique(one: &str, other: &str) -> bool {
    let whole = |id: &str| {
        id.split_once('.')
            .map_or(id.len(), |(whole, _)| whole.len())
    };
    one[..whole(one)] == other[..whole(other)]
}

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident($number:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $id(pub $number);

        impl $id {
            /// The place in the plan's list.
            pub const fn at(self) -> usize {
                self.0 as usize
            }

            /// The id of the thing at this place; the plan's limits keep it in range.
            pub fn of(place: usize) -> Self {
                Self(<$number>::try_from(place).unwrap_or(<$number>::MAX))
            }
        }
    )*};
}

ids! {
    /// An organisation.
    OrgId(u16);
    /// A network zone.
    ZoneId(u16);
    /// A link between two zones.
    LinkId(u16);
    /// A role that hosts have (workstation, domain controller…).
    RoleId(u16);
    /// A host, one by one or a member of a group.
    HostId(u32);
    /// A service that people use.
    ServiceId(u16);
    /// An account; above the listed ones, the user of each workstation.
    AccountId(u32);
    /// A body of data.
    DataId(u16);
    /// A security control.
    ControlId(u16);
    /// A kind of control (edr, waf…).
    KindId(u16);
    /// A backup set.
    BackupId(u16);
    /// A network address of the outside world.
    AddressId(u16);
    /// A weak point planted in the scenario.
    WeakId(u16);
    /// An indicator of the city.
    IndicatorId(u16);
    /// A weakness of software or set-up that an action may need.
    FlawId(u16);
    /// An entry of the action catalogue.
    ActionId(u16);
    /// A class of log records.
    ClassId(u16);
    /// A step of the campaign.
    StepId(u16);
    /// An inject of the MSEL.
    InjectId(u16);
    /// A routine of daily life.
    RoutineId(u16);
    /// A duty with a deadline.
    DutyId(u16);
    /// A form that can be filed.
    FormId(u16);
    /// A phase of the exercise.
    PhaseId(u16);
    /// A readiness mark a team can earn before it is needed.
    MarkId(u16);
    /// A Sigma rule, by its place among the drill's rules.
    RuleId(u16);
    /// A team.
    TeamId(u8);
    /// An action under way or done.
    RunId(u32);
    /// Something that happened.
    FactId(u32);
    /// Something a sensor wrote. Numbers are below 2^53.
    RecordId(u64);
    /// Something a rule raised.
    AlertId(u32);
    /// Alerts held together.
    CaseId(u32);
    /// A report of detection to the organisers.
    ClaimId(u32);
    /// An order, by its place in the record.
    OrderId(u32);
    /// A filed form.
    PaperId(u32);
    /// A request that passes through the organisers.
    RequestId(u32);
    /// A finding that an attack team reported.
    ReportId(u32);
    /// A protest.
    ProtestId(u32);
    /// An inject written during the drill.
    AdHocId(u32);
}

impl RecordId {
    /// How people are shown it. The sign does not tell how many came before, nor of which kind a
    /// record is: that is for them to find out.
    pub fn sign(self) -> String {
        const HALF: u32 = 27;
        const MASK: u64 = (1 << HALF) - 1;
        let (mut left, mut right) = (self.0 >> HALF & MASK, self.0 & MASK);
        // Four rounds of a Feistel network: every number has a sign of its own.
        for round in 1..=4_u64 {
            let mixed = (right ^ round << 20).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33 & MASK;
            (left, right) = (right, left ^ mixed);
        }
        format!("{:014x}", left << HALF | right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_one_technique_are_the_same_and_one_that_begins_alike_is_another() {
        let same = |pair: [&str; 2]| same_technique(pair[0], pair[1]);
        assert!(same(["T1003", "T1003"]) && same(["T1003.001", "T1003"]));
        assert!(same(["T1003.001", "T1003.002"]));
        assert!(!same(["T1003", "T1003x"]) && !same(["T1003.001", "T1004.001"]));
    }
}
