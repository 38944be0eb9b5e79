//! How the duties of a drill stand: which clock runs, which paper is for which duty, and when one
//! is met or missed.

use crate::city::map::Map;
use crate::script::duty::Papers;
use crate::team::Roster;
use crate::words::agenda::{Agenda, Due};
use crate::words::cell::{Audience, Cell};
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::time::{Span, Tick};
use bevy_ecs::prelude::{Resource, World};
use std::collections::{BTreeMap, BTreeSet};

// ── Lives ──

/// How each duty stands.
#[derive(Resource, Default)]
pub struct Duties {
    standing: Vec<Standing>,
    /// Which bodies have their paper, of each duty that any has.
    reached: BTreeMap<DutyId, BTreeSet<OrgId>>,
}

impl Duties {
    /// So many duties, none of which has begun.
    pub fn resting(count: usize) -> Self {
        Self {
            standing: vec![Standing::Resting; count],
            reached: BTreeMap::new(),
        }
    }

    /// How one stands.
    pub fn of(&self, duty: DutyId) -> Standing {
        self.standing[duty.at()]
    }

    fn set(&mut self, duty: DutyId, standing: Standing) {
        self.standing[duty.at()] = standing;
    }
}

/// How a duty stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Its clock has not started.
    Resting,
    /// It must be met by then.
    Running(Tick),
    /// Nothing was filed for it in time: by then it was due.
    Missed(Tick),
    /// Met, in time or too late.
    Over,
}

// ── Acts ──

/// A duty's clock starts.
pub fn begin(world: &mut World, duty: DutyId, cause: FactId) {
    let papers = world.plan::<Papers>();
    let now = world.resource::<crate::action::require::Now>().0;
    let by = now.after(papers.duties[duty.at()].within);
    world
        .resource_mut::<Duties>()
        .set(duty, Standing::Running(by));
    // What is sent in the last second is in time: orders of a second come after what is due in it.
    let over = by.after(Span(1));
    world
        .resource_mut::<Agenda>()
        .put(over, Due::DutyEnds(duty));
    let roster = world.plan::<Roster>();
    let whose = papers.duties[duty.at()].whose;
    let is_its = |team: &TeamId| whose.is_none_or(|whose| whose == *team);
    for team in roster.of_cell(Cell::Blue).filter(is_its) {
        let fact = FactKind::DutyBegan { duty, team, by };
        world
            .resource_mut::<Facts>()
            .state(Cause::Fact(cause), Audience::team(team), fact);
    }
}

/// Which duty a paper is for: the one that it was opened for, if it is what that one asks for; else
/// of those it would meet the most urgent, before any that was missed. One paper meets one duty.
pub fn meant(
    world: &World,
    team: TeamId,
    (form, to, at): (FormId, &[OrgId], Option<&Target>),
    asked: Option<DutyId>,
) -> Option<DutyId> {
    let papers = world.plan::<Papers>();
    let map = world.plan::<Map>();
    let standing = |duty: DutyId| world.resource::<Duties>().of(duty);
    let fits = |duty: &DutyId| {
        let plan = &papers.duties[duty.at()];
        let is_it = |org: &OrgId| match plan.body {
            Some(body) => *org == body,
            None => map.orgs[org.at()].kind == plan.to,
        };
        let is_of_it = plan.names.is_empty() || at.is_some_and(|at| plan.names.contains(at));
        plan.form == form
            && to.iter().any(is_it)
            && is_of_it
            && plan.whose.is_none_or(|own| own == team)
    };
    let urgent = |duty: DutyId| match standing(duty) {
        Standing::Running(by) => Some((0, by, duty)),
        Standing::Missed(by) => Some((1, by, duty)),
        Standing::Resting | Standing::Over => None,
    };
    let all = (0..papers.duties.len()).map(DutyId::of).filter(fits);
    let open = all.filter_map(urgent);
    let open: Vec<_> = open.collect();
    let own = open.iter().find(|(.., duty)| asked == Some(*duty));
    let (.., duty) = own.or_else(|| open.iter().min())?;
    Some(*duty)
}

/// A paper was sent to these bodies for a duty, in time or too late. One that every body of a kind
/// is owed is met by the paper that reaches the last of them.
pub fn filed(world: &mut World, duty: DutyId, to: &[OrgId], cause: Cause) {
    let (papers, map) = (world.plan::<Papers>(), world.plan::<Map>());
    let plan = &papers.duties[duty.at()];
    let mut duties = world.resource_mut::<Duties>();
    let reached = duties.reached.entry(duty).or_default();
    reached.extend(to);
    if !plan.is_whole(&map, reached) {
        return;
    }
    end(world, duty, true, cause);
    world.resource_mut::<Duties>().set(duty, Standing::Over);
}

/// A duty is met, or its time is up.
pub fn end(world: &mut World, duty: DutyId, met: bool, cause: Cause) {
    if let Standing::Running(by) = world.resource::<Duties>().of(duty) {
        let standing = match met {
            true => Standing::Over,
            false => Standing::Missed(by),
        };
        world.resource_mut::<Duties>().set(duty, standing);
        let all = world.plan::<Roster>().audience(Cell::Blue);
        let whose = world.plan::<Papers>().duties[duty.at()].whose;
        let to = whose.map_or(all, Audience::team);
        let fact = FactKind::DutyEnded { duty, met };
        world.resource_mut::<Facts>().state(cause, to, fact);
    }
}
