//! Warnings, body by body: issued, delivered, acknowledged, acted on, verified. A warning that is
//! out is not one that was read, and one that was read is not yet one that was acted on; so each is
//! kept by itself, as far as whoever reads was told of it.

use crate::action::written::{Action, Effect};
use crate::city::funnel::When;
use crate::plan::Plan;
use crate::words::cell::Cell;
use crate::words::fact::{FactKind, Outcome, Wait};
use crate::words::name::{ActionId, OrgId, RunId, ZoneId};
use crate::words::target::Target;
use std::collections::{BTreeMap, BTreeSet};

/// How the warnings of one body stand; each by the first that came so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Warned {
    /// A warning was sent out, or is about to be.
    pub issued: Option<When>,
    /// One reached the body.
    pub delivered: Option<When>,
    /// The body answered and took it up.
    pub acknowledged: Option<When>,
    /// What it asked for was done.
    pub acted: Option<When>,
    /// The defence looked whether that holds, last when, and whether it does.
    pub verified: Option<(When, bool)>,
    /// Since when it is asked and has not answered.
    pub waits: Option<When>,
    /// It let its time pass and did not do what it was asked last.
    pub declined: Option<When>,
}

impl Warned {
    /// Since when the body is silent: asked, its own time to answer is over, nothing came of it and
    /// nobody has asked again.
    pub const fn silent(&self) -> Option<When> {
        match self.waits {
            Some(_) => None,
            None => self.declined,
        }
    }

    fn issue(&mut self, when: When) {
        self.issued.get_or_insert(when);
    }

    fn deliver(&mut self, when: When) {
        self.issue(when);
        self.delivered.get_or_insert(when);
    }
}

/// What is known of a run that warns.
enum Warning {
    /// To one body; whether it acts itself, and whether something is done to machines.
    Body(OrgId, bool, bool),
    /// To every body with machines in a zone.
    Zone(ZoneId),
}

struct Fold<'p> {
    plan: &'p Plan,
    bodies: BTreeMap<OrgId, Warned>,
    runs: BTreeMap<RunId, Warning>,
    /// By which run each body first did what it was asked.
    acted: BTreeMap<OrgId, RunId>,
}

/// How the warnings stand, of every body that any was sent to.
pub fn warned<'f>(
    plan: &Plan,
    told: impl IntoIterator<Item = (When, &'f FactKind)>,
) -> BTreeMap<OrgId, Warned> {
    let mut fold = Fold {
        plan,
        bodies: BTreeMap::new(),
        runs: BTreeMap::new(),
        acted: BTreeMap::new(),
    };
    for (when, kind) in told {
        fold.sent(when, kind);
        fold.came(when, kind);
    }
    fold.bodies
}

impl Fold<'_> {
    fn body(&mut self, org: OrgId) -> &mut Warned {
        self.bodies.entry(org).or_default()
    }

    fn sent(&mut self, when: When, kind: &FactKind) {
        match kind {
            FactKind::RunAsked {
                run,
                action,
                target,
                ..
            } => {
                let Some(warning) = self.warning(*action, target) else {
                    return;
                };
                if let Warning::Body(org, ..) = warning {
                    self.body(org).issue(when);
                }
                self.runs.insert(*run, warning);
            }
            FactKind::Told { org, .. } if self.plan.map.has_machines(*org) => {
                self.body(*org).deliver(when);
            }
            FactKind::Filed { to, form, .. } if self.plan.papers.warns(*form) => {
                for org in to {
                    self.body(*org).deliver(when);
                }
            }
            _ => {}
        }
    }

    fn came(&mut self, when: When, kind: &FactKind) {
        let run = match kind {
            FactKind::RunWaits { run, .. }
            | FactKind::RunStarted { run }
            | FactKind::RunEnded { run, .. }
            | FactKind::RunVerified { run, .. } => run,
            _ => return,
        };
        let (org, itself, acts) = match self.runs.get(run) {
            None => return,
            Some(Warning::Body(org, itself, acts)) => (*org, *itself, *acts),
            Some(Warning::Zone(zone)) => {
                if let FactKind::RunEnded {
                    outcome: Outcome::Done,
                    ..
                } = kind
                {
                    for org in reached_in(self.plan, *zone) {
                        self.body(org).issue(when);
                    }
                }
                return;
            }
        };
        if let (true, FactKind::RunEnded { outcome, .. }) = (acts, kind)
            && *outcome == Outcome::Done
        {
            self.acted.entry(org).or_insert(*run);
        }
        // What is looked at is the deed that counts, not what was asked of the body later.
        let is_it = acts && self.acted.get(&org) == Some(run);
        let body = self.body(org);
        match kind {
            FactKind::RunWaits {
                for_what: Wait::Body(by),
                ..
            } if *by == org => {
                body.deliver(when);
                body.waits = Some(when);
            }
            FactKind::RunStarted { .. } if itself => {
                body.waits = None;
                body.acknowledged.get_or_insert(when);
            }
            FactKind::RunEnded { outcome, .. } => {
                body.waits = None;
                match outcome {
                    Outcome::Done if acts => {
                        body.acted.get_or_insert(when);
                        body.declined = None;
                    }
                    Outcome::Declined => body.declined = Some(when),
                    _ => {}
                }
            }
            FactKind::RunVerified { holds, .. } if is_it => body.verified = Some((when, *holds)),
            _ => {}
        }
    }

    /// What an action of the defence's warns, if it does.
    fn warning(&self, id: ActionId, target: &Target) -> Option<Warning> {
        let action = self.plan.catalogue.actions.get(id.at())?;
        if action.cell != Cell::Blue {
            return None;
        }
        match target {
            Target::Org(org)
                if self.plan.catalogue.tells(id) && self.plan.map.has_machines(*org) =>
            {
                Some(Warning::Body(*org, action.itself, acts(action)))
            }
            Target::Zone(zone) if spreads(action) => Some(Warning::Zone(*zone)),
            _ => None,
        }
    }
}

fn spreads(action: &Action) -> bool {
    let mut effects = action.effects.iter();
    effects.any(|effect| matches!(effect, Effect::Spread(_)))
}

/// Whether something is done to the body's machines, and not only said.
fn acts(action: &Action) -> bool {
    let mut effects = action.effects.iter();
    effects.any(|effect| matches!(effect, Effect::Clear(_) | Effect::Patch(_)))
}

/// The bodies with machines in a zone, but for those that defend themselves: a warning to a whole
/// zone goes to the others.
fn reached_in(plan: &Plan, zone: ZoneId) -> BTreeSet<OrgId> {
    let teams = plan.roster.teams.iter();
    let defend = teams.filter(|team| team.cell == Cell::Blue);
    let own: BTreeSet<OrgId> = defend.filter_map(|team| team.org).collect();
    let groups = plan.map.groups.iter().filter(|group| group.zone == zone);
    let bodies = groups.flat_map(|group| group.orgs.iter().copied());
    bodies.filter(|org| !own.contains(org)).collect()
}
