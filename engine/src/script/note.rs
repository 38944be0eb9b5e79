//! Scripts note what happened: steps open, injects fire, duties begin and end, expectations are
//! met.

use crate::action::aim::By;
use crate::action::require::Now;
use crate::action::run::Run;
use crate::city::host::Foothold;
use crate::script::campaign::{self, Campaign, Going};
use crate::script::duty::Papers;
use crate::script::expect::meets;
use crate::script::msel::{self, Injects, Msel};
use crate::script::owing::{self, Duties, Standing};
use crate::team::Roster;
use crate::words::agenda::{Agenda, Due};
use crate::words::cell::Cell;
use crate::words::fact::{Cause, Fact, FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::*;
use bevy_ecs::prelude::World;

/// Lets every script take note of the facts since it last did, and of those that come of that: none
/// is left for the next tick, whose moment is somebody else's. What it sets going this very moment
/// is due at once.
pub fn note(world: &mut World) {
    loop {
        let range = world.resource_mut::<Facts>().take_unnoted();
        if range.is_empty() {
            break;
        }
        for i in range {
            let fact = world.resource::<Facts>().all()[i].clone();
            note_one(world, &fact);
        }
    }
}

fn note_one(world: &mut World, fact: &Fact) {
    match fact.kind {
        FactKind::RunEnded { run, outcome } => {
            if let By::Step(step) = world.of::<Run>(run).aim.by {
                campaign::run_ended(world, step, outcome);
            }
        }
        FactKind::StepDone { step } | FactKind::StepBlocked { step } => open_followers(world, step),
        _ => {}
    }
    // Most facts start nothing: footholds are counted only when one is lost.
    let lost = matches!(fact.kind, FactKind::FootholdLost { .. });
    let left = lost && world.query::<&Foothold>().iter(world).next().is_some();
    conditions(world, fact, left);
    injects(world, fact, left);
    duties(world, fact, left);
}

fn open_followers(world: &mut World, step: StepId) {
    let plan = world.plan::<Campaign>();
    let waits = |after: &campaign::After| match after {
        campaign::After::All(list) | campaign::After::Any(list) => list.contains(&step),
        campaign::After::Nothing => false,
    };
    for (i, _) in plan
        .steps
        .iter()
        .enumerate()
        .filter(|(_, s)| waits(&s.after))
    {
        campaign::open_if_ready(world, StepId::of(i));
    }
}

fn conditions(world: &mut World, fact: &Fact, left: bool) {
    let plan = world.plan::<Campaign>();
    for (i, step) in plan.steps.iter().enumerate() {
        let fits = step
            .when
            .as_ref()
            .is_some_and(|t| t.fits(fact, world, left));
        if fits && std::mem::take(&mut world.resource_mut::<Going>().steps[i].waits_when) {
            campaign::open_if_ready(world, StepId::of(i));
        }
    }
}

fn injects(world: &mut World, fact: &Fact, left: bool) {
    let plan = world.plan::<Msel>();
    let now = world.resource::<Now>().0;
    for (i, inject) in plan.injects.iter().enumerate() {
        let id = InjectId::of(i);
        let state = world.resource::<Injects>().0[i];
        let waiting = state.fired.is_none() && !inject.by_hand;
        if waiting
            && inject
                .on
                .as_ref()
                .is_some_and(|t| t.fits(fact, world, left))
        {
            world
                .resource_mut::<Agenda>()
                .put(now.after(inject.after), Due::Inject(id));
        }
        let open = state.fired.is_some_and(|at| at <= fact.at) && !state.closed;
        if open && meets(inject, id, fact, world) {
            msel::close(world, id, true, Cause::Fact(fact.id));
        }
    }
}

fn duties(world: &mut World, fact: &Fact, left: bool) {
    let papers = world.plan::<Papers>();
    for (i, plan) in papers.duties.iter().enumerate() {
        let id = DutyId::of(i);
        // What another defence team does neither begins nor ends it.
        let by = fact.kind.whose().filter(|team| is_blue(world, *team));
        if plan
            .whose
            .is_some_and(|own| by.is_some_and(|team| team != own))
        {
            continue;
        }
        match world.resource::<Duties>().of(id) {
            Standing::Resting if plan.starts.fits(fact, world, left) => {
                owing::begin(world, id, fact.id)
            }
            Standing::Running(_) | Standing::Missed(_) => {
                if let FactKind::Filed { duty, to, .. } = &fact.kind
                    && *duty == Some(id)
                {
                    owing::filed(world, id, to, Cause::Fact(fact.id));
                }
            }
            _ => {}
        }
    }
}

fn is_blue(world: &World, team: TeamId) -> bool {
    let roster = world.plan::<Roster>();
    roster
        .teams
        .get(team.at())
        .is_some_and(|team| team.cell == Cell::Blue)
}
