//! The four stages of machines as a defence knows them: what it reported, whom it warned, what it
//! or the body did, what it has seen clean since. It is made of what the team was told alone, so it
//! may differ from how things are, and that is what the drill is about.

use crate::action::written::{Action, Effect};
use crate::city::funnel::{Machine, Reached, Stage, When};
use crate::city::map::Map;
use crate::plan::Plan;
use crate::words::fact::{FactKind, Odd, Outcome};
use crate::words::name::{ActionId, HostId, RunId};
use crate::words::target::Target;
use crate::words::time::Tick;
use std::collections::BTreeMap;

/// What is known of a machine.
#[derive(Clone, Copy, Default)]
struct Known {
    marks: [Option<When>; 4],
    /// Whether somebody has cleaned it, so that a look that finds nothing says something.
    freed: bool,
    /// When something was found on it last.
    found: Option<When>,
    /// …after it had been cleaned: from then on it is another infection.
    anew: Option<When>,
}

impl Known {
    fn handled(&mut self, when: When) {
        self.marks[Stage::Handled.at()].get_or_insert(when);
    }

    fn freed(&mut self, when: When) {
        self.handled(when);
        self.freed = true;
    }

    /// Something was found. On a machine that had been cleaned it is another infection, of which
    /// nothing was said or done yet.
    fn found(&mut self, when: When) {
        if self.marks[Stage::Cleaned.at()].take().is_some() {
            *self = Self {
                anew: Some(when),
                ..Self::default()
            };
        }
        self.found = Some(when);
    }

    /// A look found nothing.
    fn quiet(&mut self, when: When) {
        if self.freed && self.found.is_none_or(|found| found.at < when.at) {
            self.marks[Stage::Cleaned.at()].get_or_insert(when);
        }
    }

    /// Somebody looked whether the cleaning holds.
    fn verified(&mut self, when: When, holds: bool) {
        self.marks[Stage::Cleaned.at()] = (holds && self.freed).then_some(when);
    }
}

struct Fold<'p> {
    plan: &'p Plan,
    machines: BTreeMap<HostId, Known>,
    reached: Reached,
    runs: BTreeMap<RunId, (ActionId, Target)>,
}

/// The machines that the team took to be the attack's: those its claims name, those on which it
/// found something, those that it cut off or cleaned; each with its four marks.
pub fn known<'f>(
    plan: &Plan,
    told: impl IntoIterator<Item = (When, &'f FactKind)>,
) -> Vec<Machine> {
    let mut fold = Fold {
        plan,
        machines: BTreeMap::new(),
        reached: Reached::default(),
        runs: BTreeMap::new(),
    };
    for (when, kind) in told {
        fold.claims(when, kind);
        fold.reached.take(when, kind);
        fold.runs(when, kind);
        fold.looks(when, kind);
    }
    let warns = |form| plan.papers.warns(form);
    let tells = |action| plan.catalogue.tells(action);
    let machine = |(host, known): (&HostId, &Known)| {
        let org = plan.map.org_of(*host);
        let mut marks = known.marks;
        let since = known.anew.map_or(Tick(0), |anew| anew.at);
        marks[Stage::Warned.at()] = fold.reached.first(org, since, warns, tells);
        Machine {
            host: *host,
            org,
            marks,
        }
    };
    fold.machines.iter().map(machine).collect()
}

impl Fold<'_> {
    fn machine(&mut self, host: HostId) -> &mut Known {
        self.machines.entry(host).or_default()
    }

    /// Of those known by now, the ones that a target takes in.
    fn within(&mut self, target: &Target) -> impl Iterator<Item = &mut Known> {
        let map = &self.plan.map;
        let all = self.machines.iter_mut();
        let of_it = all.filter(|(host, _)| takes_in(map, target, **host));
        of_it.map(|(_, known)| known)
    }

    fn claims(&mut self, when: When, kind: &FactKind) {
        let FactKind::ClaimMade { said, .. } = kind else {
            return;
        };
        let named = said.scope.iter();
        let named = named.filter_map(|name| name.strip_prefix("host:"));
        for host in named.filter_map(|name| self.plan.map.host(name)) {
            self.machine(host).marks[Stage::Detected.at()].get_or_insert(when);
        }
    }

    fn runs(&mut self, when: When, kind: &FactKind) {
        match kind {
            FactKind::Isolated { host } => self.machine(*host).handled(when),
            FactKind::Rebuilt { host } => self.machine(*host).freed(when),
            FactKind::RunAsked {
                run,
                action,
                target,
                ..
            } if frees(self.plan, *action) => {
                self.runs.insert(*run, (*action, target.clone()));
            }
            FactKind::RunEnded {
                run,
                outcome: Outcome::Done,
            } => {
                let Some((_, target)) = self.runs.get(run).cloned() else {
                    return;
                };
                if let Some(host) = self.plan.map.host_of(&target) {
                    self.machine(host);
                }
                self.within(&target).for_each(|known| known.freed(when));
            }
            FactKind::RunVerified { run, holds, .. } => {
                let Some((_, target)) = self.runs.get(run).cloned() else {
                    return;
                };
                let all = self.within(&target);
                all.for_each(|known| known.verified(when, *holds));
            }
            _ => {}
        }
    }

    fn looks(&mut self, when: When, kind: &FactKind) {
        match kind {
            FactKind::SweepFound { host, .. } => self.machine(*host).found(when),
            FactKind::Swept { target, .. } => {
                self.within(target).for_each(|known| known.quiet(when));
            }
            FactKind::Inspected { target, odd, .. } => {
                let Some(host) = self.plan.map.host_of(target) else {
                    return;
                };
                match odd {
                    Some(Odd::Held | Odd::HeldEncrypted) => self.machine(host).found(when),
                    _ => self
                        .within(&Target::Host(host))
                        .for_each(|known| known.quiet(when)),
                }
            }
            _ => {}
        }
    }
}

/// Whether an action takes the attack off machines.
fn frees(plan: &Plan, action: ActionId) -> bool {
    let frees = |action: &Action| {
        let mut effects = action.effects.iter();
        effects.any(|e| matches!(e, Effect::Clean | Effect::Reimage | Effect::Clear(_)))
    };
    plan.catalogue.actions.get(action.at()).is_some_and(frees)
}

fn takes_in(map: &Map, target: &Target, host: HostId) -> bool {
    match target {
        Target::Zone(zone) => map.zone_of(host) == *zone,
        Target::Org(org) => map.org_of(host) == *org,
        other => map.host_of(other) == Some(host),
    }
}
