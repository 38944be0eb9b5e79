//! The four stages through which a machine that the attack held goes: detected, warned, handled,
//! cleaned. An indicator counts the least of the four; this says which machine stands where, and
//! since when.

use crate::city::map::Map;
use crate::words::fact::{FactKind, Wait};
use crate::words::name::{ActionId, FactId, FormId, HostId, Name, OrgId, RunId};
use crate::words::target::Target;
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

/// How it truly is: a fold over all facts. Each machine goes by its last infection: what was done
/// about an earlier one, or before the attack held it, says nothing of this one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Funnel {
    /// Machines that the attack ever held.
    held: BTreeMap<HostId, Held>,
    /// What claims name, and when each did.
    named: BTreeMap<Name, Vec<When>>,
    reached: Reached,
    handled: BTreeMap<HostId, When>,
    free: BTreeMap<HostId, When>,
}

/// Since when the attack holds a machine, and when it had lost it before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Held {
    since: Tick,
    lost: Option<Tick>,
}

/// What came before each body, and when: the same moments as in the list of warnings.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Reached {
    /// Runs aimed at a body.
    asked: BTreeMap<RunId, (OrgId, ActionId)>,
    all: BTreeMap<OrgId, Vec<(When, By)>>,
}

/// By what a body is reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
enum By {
    /// It was told something.
    Word,
    /// It was sent this form.
    Form(FormId),
    /// It is to do this itself, and has it before it.
    Request(ActionId),
}

impl Funnel {
    /// Takes in a fact; all of them, in their order.
    pub fn take(&mut self, when: When, kind: &FactKind) {
        match kind {
            FactKind::FootholdGained { host, .. } => self.taken(*host, when),
            FactKind::FootholdLost { host } => {
                self.handled.entry(*host).or_insert(when);
                self.free.insert(*host, when);
            }
            FactKind::Isolated { host } => _ = self.handled.entry(*host).or_insert(when),
            FactKind::ClaimMade { said, .. } => {
                for name in &said.scope {
                    self.named.entry(name.clone()).or_default().push(when);
                }
            }
            _ => self.reached.take(when, kind),
        }
    }

    /// A machine that the attack had not, or had lost again, begins anew.
    fn taken(&mut self, host: HostId, when: When) {
        let lost = self.free.remove(&host);
        if lost.is_some() || !self.held.contains_key(&host) {
            self.handled.remove(&host);
            let held = Held {
                since: when.at,
                lost: lost.map(|lost| lost.at),
            };
            self.held.insert(host, held);
        }
    }

    /// The machines that the attack ever held, each with its four marks. A body is warned by a
    /// message, by a request or by a form that warns, whichever came first once the attack held the
    /// machine.
    pub fn machines(
        &self,
        map: &Map,
        warns: impl Fn(FormId) -> bool,
        tells: impl Fn(ActionId) -> bool,
    ) -> Vec<Machine> {
        let named = |name: &str, lost: Option<Tick>| {
            let mut all = self.named.get(name).into_iter().flatten();
            all.find(|when| lost.is_none_or(|lost| when.at >= lost))
                .copied()
        };
        let machine = |(host, held): (&HostId, &Held)| {
            let org = map.org_of(*host);
            let name = format!("host:{}", map.host_name(*host));
            Machine {
                host: *host,
                org,
                marks: [
                    named(&name, held.lost),
                    self.reached.first(org, held.since, &warns, &tells),
                    self.handled.get(host).copied(),
                    self.free.get(host).copied(),
                ],
            }
        };
        self.held.iter().map(machine).collect()
    }
}

impl Reached {
    /// Takes in a fact; all of them, in their order.
    pub fn take(&mut self, when: When, kind: &FactKind) {
        match kind {
            FactKind::RunAsked {
                run,
                action,
                target: Target::Org(org),
                ..
            } => _ = self.asked.insert(*run, (*org, *action)),
            FactKind::RunWaits {
                run,
                for_what: Wait::Body(by),
            } => match self.asked.get(run) {
                Some((org, action)) if org == by => self.put(*org, when, By::Request(*action)),
                _ => {}
            },
            FactKind::Told { org, .. } => self.put(*org, when, By::Word),
            FactKind::Filed { to, form, .. } => {
                to.iter()
                    .for_each(|org| self.put(*org, when, By::Form(*form)));
            }
            _ => {}
        }
    }

    fn put(&mut self, org: OrgId, when: When, by: By) {
        self.all.entry(org).or_default().push((when, by));
    }

    /// The bodies that anything came before.
    pub fn bodies(&self) -> impl Iterator<Item = OrgId> {
        self.all.keys().copied()
    }

    /// When a body was warned first from a moment on: by a message, by a form that warns, or by a
    /// request to do something by which it is told.
    pub fn first(
        &self,
        org: OrgId,
        since: Tick,
        warns: impl Fn(FormId) -> bool,
        tells: impl Fn(ActionId) -> bool,
    ) -> Option<When> {
        first_from(self.all.get(&org)?, since, |by| match by {
            By::Word => true,
            By::Form(form) => warns(form),
            By::Request(action) => tells(action),
        })
    }
}

/// When a body was reached first from a moment on, by anything that counts. What is released late
/// comes behind what happened after it.
fn first_from(all: &[(When, By)], since: Tick, counts: impl Fn(By) -> bool) -> Option<When> {
    let all = all.iter().filter(|(_, by)| counts(*by));
    let all = all.map(|(when, _)| *when).filter(|when| when.at >= since);
    all.min_by_key(|when| when.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::fact::Grip;
    use crate::words::name::{PaperId, TeamId};

    fn when(at: u32) -> When {
        When {
            at: Tick(at),
            fact: FactId(at),
        }
    }

    const HOST: HostId = HostId(3);

    fn gained() -> FactKind {
        FactKind::FootholdGained {
            host: HOST,
            team: TeamId(0),
            grip: Grip::User,
        }
    }

    #[test]
    fn a_machine_that_is_taken_again_begins_anew_and_one_that_is_held_more_firmly_does_not() {
        let mut funnel = Funnel::default();
        let host = HOST;
        funnel.take(when(5), &FactKind::Isolated { host });
        funnel.take(when(10), &gained());
        assert_eq!(funnel.handled.get(&host), None, "that was before");
        funnel.take(when(20), &FactKind::Isolated { host });
        funnel.take(when(25), &gained());
        assert_eq!(funnel.handled.get(&host), Some(&when(20)));
        funnel.take(when(30), &FactKind::FootholdLost { host });
        assert_eq!(funnel.free.get(&host), Some(&when(30)));
        funnel.take(when(40), &gained());
        let (since, lost) = (Tick(40), Some(Tick(30)));
        assert_eq!(funnel.held.get(&host), Some(&Held { since, lost }));
        assert_eq!(funnel.handled.get(&host), None);
        assert_eq!(funnel.free.get(&host), None);
        funnel.take(when(50), &FactKind::FootholdLost { host });
        assert_eq!(funnel.handled.get(&host), Some(&when(50)));
        assert_eq!(funnel.free.get(&host), Some(&when(50)));
    }

    #[test]
    fn a_body_is_reached_by_a_form_by_a_request_and_by_a_word() {
        let mut reached = Reached::default();
        let (org, run, action) = (OrgId::of(2), RunId::of(0), ActionId::of(4));
        let filed = FactKind::Filed {
            team: TeamId(0),
            paper: PaperId::of(0),
            form: FormId::of(1),
            to: vec![org],
            entries: Vec::new(),
            duty: None,
        };
        let asked = FactKind::RunAsked {
            run,
            team: TeamId(0),
            action,
            target: Target::Org(org),
        };
        let waits = FactKind::RunWaits {
            run,
            for_what: Wait::Body(org),
        };
        let told = FactKind::Told {
            team: TeamId(0),
            org,
            action,
        };
        for (at, kind) in [(5, filed), (6, asked), (7, waits), (9, told)] {
            reached.take(when(at), &kind);
        }
        let all = [
            (when(5), By::Form(FormId::of(1))),
            (when(7), By::Request(action)),
            (when(9), By::Word),
        ];
        assert_eq!(reached.all[&org], all);
    }

    #[test]
    fn a_warning_from_before_a_machine_was_taken_does_not_warn_of_it() {
        let form = By::Form(FormId::of(0));
        let all = [(when(5), By::Word), (when(8), form), (when(9), By::Word)];
        let first = |since| first_from(&all, Tick(since), |by| by == By::Word);
        assert_eq!(
            [first(0), first(7), first(10)],
            [Some(when(5)), Some(when(9)), None]
        );
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
