//! The four stages through which a machine that the attack held goes: detected, warned, handled,
//! cleaned. An indicator counts the least of the four; this says which machine stands where, and
//! since when.

use crate::city::map::Map;
use crate::words::fact::FactKind;
use crate::words::name::{FactId, FormId, HostId, Name, OrgId};
use crate::words::time::Tick;
use serde::Serialize;
use std::collections::BTreeMap;

/// When something was so, and the fact that says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct When {
    /// The moment.
    pub at: Tick,
    /// The fact, in the count of who was told of it.
    pub fact: FactId,
}

/// A stage, in their order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// A claim names the machine.
    Detected,
    /// Its body was told.
    Warned,
    /// It was cut off, or somebody cleaned it.
    Handled,
    /// It is free.
    Cleaned,
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Detected, Self::Warned, Self::Handled, Self::Cleaned];

    /// Its place among the four.
    pub const fn at(self) -> usize {
        self as usize
    }

    /// The word for it, in files and in keys of texts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Detected => "detected",
            Self::Warned => "warned",
            Self::Handled => "handled",
            Self::Cleaned => "cleaned",
        }
    }
}

/// A machine, and since when it stands at each stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Machine {
    /// Which.
    pub host: HostId,
    /// Whose.
    pub org: OrgId,
    /// Since when, by stage; nothing for one that was not come to.
    pub marks: [Option<When>; 4],
}

impl Machine {
    /// Since when it stands at a stage.
    pub const fn mark(&self, stage: Stage) -> Option<When> {
        self.marks[stage.at()]
    }

    /// Whether it has come through all four.
    pub fn is_through(&self) -> bool {
        self.marks.iter().all(Option::is_some)
    }
}

/// How many machines have come to each stage.
pub fn counts(machines: &[Machine]) -> [u32; 4] {
    Stage::ALL.map(|stage| {
        let come = machines.iter().filter(|one| one.mark(stage).is_some());
        u32::try_from(come.count()).unwrap_or(u32::MAX)
    })
}

/// How it truly is: a fold over all facts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Funnel {
    /// Machines that the attack ever held.
    held: BTreeMap<HostId, When>,
    /// What claims name, and since when.
    named: BTreeMap<Name, When>,
    told: BTreeMap<OrgId, When>,
    filed: BTreeMap<(OrgId, FormId), When>,
    handled: BTreeMap<HostId, When>,
    free: BTreeMap<HostId, When>,
}

impl Funnel {
    /// Takes in a fact; all of them, in their order.
    pub fn take(&mut self, when: When, kind: &FactKind) {
        match kind {
            FactKind::FootholdGained { host, .. } => {
                self.held.entry(*host).or_insert(when);
                self.free.remove(host);
            }
            FactKind::FootholdLost { host } => {
                self.handled.entry(*host).or_insert(when);
                self.free.insert(*host, when);
            }
            FactKind::Isolated { host } => _ = self.handled.entry(*host).or_insert(when),
            FactKind::ClaimMade { said, .. } => {
                for name in &said.scope {
                    self.named.entry(name.clone()).or_insert(when);
                }
            }
            FactKind::Told { org, .. } => _ = self.told.entry(*org).or_insert(when),
            FactKind::Filed { to, form, .. } => {
                for org in to {
                    self.filed.entry((*org, *form)).or_insert(when);
                }
            }
            _ => {}
        }
    }

    /// The machines that the attack ever held, each with its four marks. A body is warned by a
    /// message or by a form that warns, whichever came first.
    pub fn machines(&self, map: &Map, warns: impl Fn(FormId) -> bool) -> Vec<Machine> {
        let mut warned = self.told.clone();
        for ((org, form), when) in &self.filed {
            if warns(*form) {
                sooner(&mut warned, *org, *when);
            }
        }
        let machine = |host: &HostId| {
            let org = map.org_of(*host);
            let name = format!("host:{}", map.host_name(*host));
            Machine {
                host: *host,
                org,
                marks: [
                    self.named.get(name.as_str()).copied(),
                    warned.get(&org).copied(),
                    self.handled.get(host).copied(),
                    self.free.get(host).copied(),
                ],
            }
        };
        self.held.keys().map(machine).collect()
    }
}

/// Keeps the first moment.
pub fn sooner<K: Ord>(all: &mut BTreeMap<K, When>, key: K, when: When) {
    let first = all.entry(key).or_insert(when);
    if when.at < first.at {
        *first = when;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::fact::Grip;
    use crate::words::name::{ActionId, PaperId, TeamId};

    fn when(at: u32) -> When {
        When {
            at: Tick(at),
            fact: FactId(at),
        }
    }

    #[test]
    fn a_machine_that_is_taken_again_is_no_longer_clean_but_was_handled() {
        let mut funnel = Funnel::default();
        let host = HostId(3);
        let team = TeamId(0);
        let gained = FactKind::FootholdGained {
            host,
            team,
            grip: Grip::User,
        };
        funnel.take(when(10), &gained);
        funnel.take(when(20), &FactKind::Isolated { host });
        funnel.take(when(30), &FactKind::FootholdLost { host });
        assert_eq!(funnel.free.get(&host), Some(&when(30)));
        funnel.take(when(40), &gained);
        assert_eq!(funnel.held.get(&host), Some(&when(10)));
        assert_eq!(funnel.handled.get(&host), Some(&when(20)));
        assert_eq!(funnel.free.get(&host), None);
        funnel.take(when(50), &FactKind::FootholdLost { host });
        assert_eq!(funnel.free.get(&host), Some(&when(50)));
    }

    #[test]
    fn whichever_warning_came_first_counts() {
        let mut funnel = Funnel::default();
        let org = OrgId::of(2);
        let filed = FactKind::Filed {
            team: TeamId(0),
            paper: PaperId::of(0),
            form: FormId::of(1),
            to: vec![org],
            entries: Vec::new(),
            duty: None,
        };
        funnel.take(when(5), &filed);
        let told = FactKind::Told {
            team: TeamId(0),
            org,
            action: ActionId::of(0),
        };
        funnel.take(when(9), &told);
        let mut warned = funnel.told.clone();
        sooner(&mut warned, org, funnel.filed[&(org, FormId::of(1))]);
        assert_eq!(warned[&org], when(5));
        sooner(&mut warned, org, when(7));
        assert_eq!(warned[&org], when(5));
    }

    #[test]
    fn each_stage_is_counted_by_itself() {
        let machine = |marks: [bool; 4]| Machine {
            host: HostId(0),
            org: OrgId::of(0),
            marks: marks.map(|is| is.then(|| when(1))),
        };
        let all = [
            machine([true, true, false, true]),
            machine([true, false, false, false]),
        ];
        assert_eq!(counts(&all), [2, 1, 0, 1]);
        assert!(!all[0].is_through() && machine([true; 4]).is_through());
        let places = Stage::ALL.map(Stage::at);
        assert_eq!(places, [0, 1, 2, 3]);
    }
}
