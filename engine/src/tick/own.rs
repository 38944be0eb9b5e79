//! What a seat numbers in its order becomes what the engine numbers, before the order acts.
//!
//! A seat speaks in its team's own numbers, because those are the only ones it sees. The dictionary
//! is made of the facts the team may know, up to the moment the order is taken up; a number that is
//! not in it is of nothing the team knows, and is refused as that.

use crate::team::Roster;
use crate::words::cell::{Audience, Cell};
use crate::words::fact::Facts;
use crate::words::known::Reach;
use crate::words::name::TeamId;
use crate::words::order::{Ask, BlueAsk, RedAsk};
use crate::words::own::Own;
use crate::words::refusal::Refusal;
use bevy_ecs::prelude::{Mut, Resource, World};
use std::collections::BTreeMap;

/// The numbers of each team that plays, as far as the facts have been gone through.
#[derive(Resource, Default)]
pub struct Owns {
    of: BTreeMap<TeamId, Own>,
    facts: usize,
}

impl Owns {
    fn go_on(&mut self, facts: &Facts, roster: &Roster) {
        for cell in [Cell::Blue, Cell::Red] {
            for team in roster.of_cell(cell) {
                let own = self.of.entry(team).or_default();
                let fresh = facts.from(self.facts).iter();
                fresh
                    .filter(|fact| fact.to == Audience::ALL || fact.to.holds(team))
                    .for_each(|fact| own.note(&fact.kind));
            }
        }
        self.facts = facts.all().len();
    }
}

/// The same ask in the engine's numbers. White and jury see those, and keep them.
pub(super) fn engines(world: &mut World, team: TeamId, ask: Ask) -> Result<Ask, Refusal> {
    let roster = world.plan::<Roster>();
    world.resource_scope(|world, mut owns: Mut<Owns>| {
        owns.go_on(world.resource::<Facts>(), &roster);
        match (ask, owns.of.get(&team)) {
            (Ask::Blue(ask), Some(own)) => blue(ask, own).map(Ask::Blue),
            (Ask::Red(ask), Some(own)) => red(ask, own).map(Ask::Red),
            (ask, _) => Ok(ask),
        }
    })
}

fn blue(mut ask: BlueAsk, own: &Own) -> Result<BlueAsk, Refusal> {
    match &mut ask {
        BlueAsk::Verify { run } | BlueAsk::Assess { run, .. } | BlueAsk::Undo { run } => {
            *run = known(own.run_of(*run), "run")?;
        }
        BlueAsk::Triage { alert, .. } => *alert = known(own.alert_of(*alert), "alert")?,
        BlueAsk::OpenCase { alerts, .. } => {
            for alert in alerts {
                *alert = known(own.alert_of(*alert), "alert")?;
            }
        }
        BlueAsk::MoveCase { case, .. } => *case = known(own.case_of(*case), "case")?,
        BlueAsk::Attach { case, alerts, .. } => {
            *case = known(own.case_of(*case), "case")?;
            for alert in alerts {
                *alert = known(own.alert_of(*alert), "alert")?;
            }
        }
        // Collected records have the same numbers for everybody.
        BlueAsk::Claim(_) => {}
        BlueAsk::Act(_)
        | BlueAsk::Search { .. }
        | BlueAsk::Answer { .. }
        | BlueAsk::Weigh { .. }
        | BlueAsk::File { .. }
        | BlueAsk::Finding { .. }
        | BlueAsk::Rule { .. }
        | BlueAsk::Say { .. }
        | BlueAsk::WriteRule { .. }
        | BlueAsk::Request { .. }
        | BlueAsk::Protest { .. } => {}
    }
    Ok(ask)
}

fn red(mut ask: RedAsk, own: &Own) -> Result<RedAsk, Refusal> {
    match &mut ask {
        RedAsk::Undo { run } => *run = known(own.run_of(*run), "run")?,
        RedAsk::Report(said) => {
            for run in &mut said.evidence {
                *run = known(own.run_of(*run), "run")?;
            }
        }
        RedAsk::Act(_) | RedAsk::Say { .. } | RedAsk::Request { .. } => {}
    }
    Ok(ask)
}

fn known<T>(found: Option<T>, what: &str) -> Result<T, Refusal> {
    found.ok_or_else(|| Refusal::Unknown { what: what.into() })
}
