//! A run of an action, and what a response took from the attack.

use crate::score::card::{About, Stamp};
use crate::score::second::deed::Deed;
use crate::score::second::fold::Fold;
use crate::score::second::town::Goal;
use crate::score::stakes::{Stakes, Stops};
use crate::words::cell::Cell;
use crate::words::fact::Outcome;
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::time::Tick;

/// A run of an action.
#[derive(Clone, Debug)]
pub struct RunFold {
    /// Who asked.
    pub team: TeamId,
    /// For what.
    pub action: ActionId,
    /// At what.
    pub target: Target,
    /// The step it belongs to.
    pub step: Option<StepId>,
    /// When.
    pub asked: Stamp,
    /// Whether it waited for approval.
    pub waited: bool,
    /// Whether it waited for somebody to be free.
    pub short: bool,
    /// When it started.
    pub started: Option<Stamp>,
    /// How it ended.
    pub ended: Option<(Outcome, Stamp)>,
    /// When blue looked first and it held.
    pub verified: Option<Stamp>,
    /// Whether blue said what it came to.
    pub assessed: bool,
    /// Whether the attack lost a machine or a forgery by it.
    pub evicted: bool,
    /// The control that stopped it.
    pub stopped_by: Option<ControlId>,
}

impl RunFold {
    /// One that was asked for, and of which nothing has become yet.
    pub const fn asked(
        team: TeamId,
        action: ActionId,
        target: Target,
        step: Option<StepId>,
        asked: Stamp,
    ) -> Self {
        Self {
            team,
            action,
            target,
            step,
            asked,
            waited: false,
            short: false,
            started: None,
            ended: None,
            verified: None,
            assessed: false,
            evicted: false,
            stopped_by: None,
        }
    }

    /// When it came off, if it did.
    pub fn came_off(&self) -> Option<Stamp> {
        let (_, at) = self.ended.filter(|(how, _)| *how == Outcome::Done)?;
        Some(at)
    }

    /// Whether somebody looked and found that it held, and said what it came to.
    pub const fn is_proven(&self) -> bool {
        self.verified.is_some() && self.assessed
    }

    /// When it took something from the attack, if it did: a cleaning that found nothing took
    /// nothing.
    pub fn took(&self, stakes: &Stakes) -> Option<Stamp> {
        let stops = stakes.actions.get(self.action.at())?.stops?;
        self.came_off()
            .filter(|_| stops != Stops::Evicts || self.evicted)
    }
}

impl Fold {
    /// What a defence team did that can stop an attack, in order.
    pub fn responses<'f>(&'f self, stakes: &'f Stakes) -> impl Iterator<Item = &'f RunFold> + 'f {
        self.runs.values().filter(|run| {
            let stake = stakes.actions.get(run.action.at());
            stakes.cell(run.team) == Some(Cell::Blue) && stake.is_some_and(|a| a.stops.is_some())
        })
    }

    /// Whether what a run of people's reached counts: it began in a phase that does.
    pub fn counts(&self, run: Option<RunId>) -> bool {
        !self.people || run.is_none_or(|run| self.is_deed(run))
    }

    /// What the attack reached, of what counts: when first, and by which run.
    pub fn reached(&self) -> impl Iterator<Item = (Goal, Stamp, Option<RunId>)> + '_ {
        let goals = self.town.goals.iter();
        let goals = goals.map(|(goal, (at, run))| (*goal, *at, *run));
        goals.filter(|(.., run)| self.counts(*run))
    }

    /// Whether a control stopped what people tried.
    pub fn is_stopped(&self, deed: &Deed) -> bool {
        let About::Run(run) = deed.about else {
            return false;
        };
        let run = self.runs.get(&run);
        run.is_some_and(|run| run.stopped_by.is_some())
    }

    /// When each response took something from the attack, of those that did.
    pub fn answers<'f>(&'f self, stakes: &'f Stakes) -> impl Iterator<Item = Stamp> + 'f {
        let all = self.responses(stakes);
        all.filter_map(|run| run.took(stakes))
    }

    /// When the attack first lost a machine or a forgery by a response.
    pub fn cleaned(&self) -> Option<Stamp> {
        let evicting = self.runs.values().filter(|run| run.evicted);
        evicting.filter_map(RunFold::came_off).min()
    }

    /// Whether a response is about what a deed hit.
    pub fn relates(&self, stakes: &Stakes, run: &RunFold, deed: &Deed) -> bool {
        let city = &stakes.city;
        let hosts = || deed.hosts.iter().map(|(host, _)| *host);
        match &run.target {
            Target::Zone(zone) => hosts().any(|host| city.zone_of(host) == *zone),
            Target::Link(link) => {
                let ends = city.links[link.at()].ends;
                hosts()
                    .map(|host| city.zone_of(host))
                    .any(|z| z == ends.0 || z == ends.1)
            }
            Target::Address(address) => deed.c2 == Some(*address),
            // What a body does at its own machines; what a carrier does is about none of its own.
            Target::Org(org) if city.has_machines(*org) => {
                hosts().any(|host| city.org_of(host) == *org)
            }
            Target::Org(_) | Target::None => true,
            Target::Control(control) => hosts().any(|host| city.covers(*control, host)),
            target => match city.host_of(target) {
                Some(host) => deed.hit(host),
                None => true,
            },
        }
    }

    /// Whether a response could still stop at a moment what began at another: what lasts, unless
    /// the team had taken it back; anything else only if it was done meanwhile.
    pub fn is_in_force(&self, stakes: &Stakes, run: &RunFold, began: Tick, at: Tick) -> bool {
        let stake = stakes.actions.get(run.action.at());
        run.took(stakes).is_some_and(|done| {
            let lasts = stake.and_then(|stake| stake.stops) >= Some(Stops::Shields);
            let meanwhile = done.at >= began || lasts;
            done.at <= at && meanwhile && !self.is_taken_back(stakes, run, at)
        })
    }

    /// Whether the team had taken back by then what a response did.
    pub fn is_taken_back(&self, stakes: &Stakes, run: &RunFold, by: Tick) -> bool {
        let stake = stakes.actions.get(run.action.at());
        let Some((undo, done)) = stake.and_then(|stake| stake.undo).zip(run.came_off()) else {
            return false;
        };
        self.runs.values().any(|other| {
            let same = (other.team, other.action, &other.target) == (run.team, undo, &run.target);
            let over = other.came_off();
            same && over.is_some_and(|at| at.at >= done.at && at.at <= by)
        })
    }
}
