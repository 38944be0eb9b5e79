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

/// How the warnings of one body stand. All five stages are those of one warning, so that no answer
/// stands beside a warning that it does not answer: of the one that came furthest, of equals the
/// first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Warned {
    /// When the body was warned first, by whichever warning.
    pub first: Option<When>,
    /// The warning was sent out, or is about to be.
    pub issued: Option<When>,
    /// It reached the body.
    pub delivered: Option<When>,
    /// The body answered and took it up.
    pub acknowledged: Option<When>,
    /// What it asked for was done.
    pub acted: Option<When>,
    /// The defence looked whether that holds, last when, and whether it does.
    pub verified: Option<(When, bool)>,
    /// The body let the time of this warning pass.
    pub unanswered: Option<When>,
    /// Since when the body is asked and has not answered, by whichever warning.
    pub waits: Option<When>,
    /// It let its time pass and did not do what it was asked last, by whichever warning.
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
}

/// One warning to one body.
#[derive(Clone, Copy, Default)]
struct Warning {
    /// The request that it is, if it is more than words.
    run: Option<RunId>,
    issued: Option<When>,
    delivered: Option<When>,
    acknowledged: Option<When>,
    acted: Option<When>,
    verified: Option<(When, bool)>,
    unanswered: Option<When>,
}

impl Warning {
    fn deliver(&mut self, when: When) {
        self.issued.get_or_insert(when);
        self.delivered.get_or_insert(when);
    }

    /// How far it came. What was done and found wanting is less than what nobody has looked at yet.
    const fn reach(&self) -> u8 {
        match (self.verified, self.acted, self.acknowledged, self.delivered) {
            (Some((_, true)), ..) => 5,
            (None, Some(_), ..) => 4,
            (Some((_, false)), ..) => 3,
            (_, _, Some(_), _) => 2,
            (_, _, _, Some(_)) => 1,
            _ => 0,
        }
    }
}

/// All that one body was sent.
#[derive(Default)]
struct Body {
    warnings: Vec<Warning>,
    waits: Option<When>,
    declined: Option<When>,
}

impl Body {
    /// The warning that a run is.
    fn of(&mut self, run: RunId) -> &mut Warning {
        let at = self.warnings.iter().position(|one| one.run == Some(run));
        let at = at.unwrap_or_else(|| self.add(Some(run)));
        &mut self.warnings[at]
    }

    fn add(&mut self, run: Option<RunId>) -> usize {
        self.warnings.push(Warning {
            run,
            ..Warning::default()
        });
        self.warnings.len() - 1
    }

    /// A warning in words alone: it is out once it is heard.
    fn hear(&mut self, when: When) {
        let at = self.add(None);
        self.warnings[at].deliver(when);
    }

    /// A warning that went out to a whole zone: it is the body's own request too, where one comes
    /// of it that moment.
    fn spread(&mut self, run: Option<RunId>, when: When) {
        let same = |one: &&mut Warning| one.issued.is_some_and(|issued| issued.at == when.at);
        match (run, self.warnings.last_mut().filter(same)) {
            (Some(_), Some(one)) if one.run.is_none() && one.delivered.is_none() => one.run = run,
            (None, Some(_)) => {}
            _ => {
                let at = self.add(run);
                self.warnings[at].issued = Some(when);
            }
        }
    }

    fn stands(&self) -> Warned {
        let mut best = Warning::default();
        for one in &self.warnings {
            if best.issued.is_none() || one.reach() > best.reach() {
                best = *one;
            }
        }
        let issued = self.warnings.iter().filter_map(|one| one.issued);
        Warned {
            first: issued.min_by_key(|when| when.fact),
            issued: best.issued,
            delivered: best.delivered,
            acknowledged: best.acknowledged,
            acted: best.acted,
            verified: best.verified,
            unanswered: best.unanswered,
            waits: self.waits,
            declined: self.declined,
        }
    }
}

/// What is known of a run that warns.
enum Warns {
    /// One body; by which action, whether it acts itself, and whether machines are changed by it.
    Body(OrgId, ActionId, bool, bool),
    /// Every body with machines in a zone.
    Zone(ZoneId),
}

struct Fold<'p> {
    plan: &'p Plan,
    bodies: BTreeMap<OrgId, Body>,
    runs: BTreeMap<RunId, Warns>,
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
    };
    for (when, kind) in told {
        fold.sent(when, kind);
        fold.came(when, kind);
    }
    let all = fold.bodies.iter();
    all.map(|(org, body)| (*org, body.stands())).collect()
}

impl Fold<'_> {
    fn body(&mut self, org: OrgId) -> &mut Body {
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
                let Some(warns) = self.warns(*action, target) else {
                    return;
                };
                if let Warns::Body(org, ..) = warns {
                    self.body(org).spread(Some(*run), when);
                }
                self.runs.insert(*run, warns);
            }
            FactKind::Told { org, action, .. } if self.plan.map.has_machines(*org) => {
                let written = self.plan.catalogue.actions.get(action.at());
                if !written.is_some_and(is_visit) {
                    self.said(*org, *action, when);
                }
            }
            FactKind::Filed { to, form, .. } if self.plan.papers.warns(*form) => {
                to.iter().for_each(|org| self.body(*org).hear(when));
            }
            _ => {}
        }
    }

    /// Word reached a body: by the last request of that kind that is open or just came to its end.
    fn said(&mut self, org: OrgId, action: ActionId, when: When) {
        let by = |run: &RunId| match self.runs.get(run) {
            Some(Warns::Body(to, by, ..)) => *to == org && *by == action,
            _ => false,
        };
        let all = self.bodies.get(&org).into_iter();
        let mut runs = all.flat_map(|body| body.warnings.iter().rev().filter_map(|one| one.run));
        let run = runs.find(by);
        let body = self.body(org);
        match run {
            Some(run) => body.of(run).deliver(when),
            None => body.hear(when),
        }
    }

    fn came(&mut self, when: When, kind: &FactKind) {
        let run = match kind {
            FactKind::RunWaits { run, .. }
            | FactKind::RunStarted { run }
            | FactKind::RunEnded { run, .. }
            | FactKind::RunVerified { run, .. } => *run,
            _ => return,
        };
        let (org, itself, acts) = match self.runs.get(&run) {
            None => return,
            Some(Warns::Body(org, _, itself, acts)) => (*org, *itself, *acts),
            Some(Warns::Zone(zone)) => {
                if let FactKind::RunEnded {
                    outcome: Outcome::Done,
                    ..
                } = kind
                {
                    for org in reached_in(self.plan, *zone) {
                        self.body(org).spread(None, when);
                    }
                }
                return;
            }
        };
        let body = self.body(org);
        match kind {
            FactKind::RunWaits {
                for_what: Wait::Body(by),
                ..
            } if *by == org => {
                body.of(run).deliver(when);
                body.waits = Some(when);
            }
            FactKind::RunStarted { .. } if itself => {
                body.waits = None;
                body.of(run).acknowledged.get_or_insert(when);
            }
            FactKind::RunEnded { outcome, .. } => {
                body.waits = None;
                match outcome {
                    Outcome::Done if acts => {
                        body.of(run).acted.get_or_insert(when);
                        body.declined = None;
                    }
                    Outcome::Declined => {
                        body.of(run).unanswered = Some(when);
                        body.declined = Some(when);
                    }
                    _ => {}
                }
            }
            FactKind::RunVerified { holds, .. } if body.of(run).acted.is_some() => {
                body.of(run).verified = Some((when, *holds));
            }
            _ => {}
        }
    }

    /// What an action of the defence's warns, if it does.
    fn warns(&self, id: ActionId, target: &Target) -> Option<Warns> {
        let action = self.plan.catalogue.actions.get(id.at())?;
        if action.cell != Cell::Blue {
            return None;
        }
        match target {
            Target::Org(org)
                if self.plan.catalogue.tells(id)
                    && self.plan.map.has_machines(*org)
                    && !is_visit(action) =>
            {
                Some(Warns::Body(*org, id, action.itself, acts(action)))
            }
            Target::Zone(zone) if spreads(action) => Some(Warns::Zone(*zone)),
            _ => None,
        }
    }
}

fn spreads(action: &Action) -> bool {
    let mut effects = action.effects.iter();
    effects.any(|effect| matches!(effect, Effect::Spread(_)))
}

/// Whether the defence does it itself at the body's machines: that is no warning, though the body
/// hears of it.
fn is_visit(action: &Action) -> bool {
    acts(action) && !action.itself
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
