//! Orders of the jury. Teams learn of its judgements at hotwash; only the answer to a protest goes
//! to the team at once.

use super::{Docket, Done, limit, note, over, state, tell, unknown};
use crate::detect::claim::Desk;
use crate::team::Aims;
use crate::tick::Over;
use crate::words::cell::Audience;
use crate::words::fact::{Cause, FactKind};
use crate::words::known::Reach;
use crate::words::name::Name;
use crate::words::order::{JuryAsk, POINT_LIMIT};
use crate::words::refusal::Refusal;
use bevy_ecs::prelude::World;

/// What the jury asks.
pub(super) fn jury(world: &mut World, by: Cause, place: &Name, ask: JuryAsk) -> Done {
    if changes_a_result(&ask) {
        world.resource::<Docket>().unsigned()?;
    }
    let fact = match ask {
        JuryAsk::Rate {
            objective,
            rating,
            reason,
        } => {
            limit(&reason)?;
            if !world.plan::<Aims>().0.contains(&objective) {
                return Err(unknown("objective"));
            }
            FactKind::Rated {
                objective,
                rating,
                reason,
                grader: place.clone(),
            }
        }
        JuryAsk::Sign { text } => sign(world, place, text)?,
        JuryAsk::Note { at, text } => return note(world, by, at, text),
        JuryAsk::Rule { claim, text } => {
            limit(&text)?;
            if !world.resource::<Desk>().has_claim(claim) {
                return Err(unknown("claim"));
            }
            FactKind::Ruled { claim, text }
        }
        JuryAsk::Grade {
            paper,
            points,
            reason,
        } => {
            limit(&reason)?;
            if points > POINT_LIMIT {
                return Err(over("points"));
            }
            if !world.resource::<Docket>().has_paper(paper) {
                return Err(unknown("paper"));
            }
            FactKind::Graded {
                paper,
                points,
                reason,
            }
        }
        JuryAsk::SettleProtest {
            protest,
            upheld,
            reason,
        } => {
            limit(&reason)?;
            let team = world.resource_mut::<Docket>().decide(protest)?;
            let fact = FactKind::ProtestSettled {
                team,
                protest,
                upheld,
                reason,
            };
            return state(world, team, by, fact);
        }
    };
    tell(world, by, Audience::HOTWASH, fact)
}

/// What a signed result is made of stays as it was signed.
const fn changes_a_result(ask: &JuryAsk) -> bool {
    matches!(
        ask,
        JuryAsk::Rate { .. } | JuryAsk::Rule { .. } | JuryAsk::Grade { .. }
    )
}

/// The result is signed: not before the end, for what is still to come cannot be, and not while a
/// protest waits.
fn sign(world: &mut World, place: &Name, text: String) -> Result<FactKind, Refusal> {
    limit(&text)?;
    if !world.resource::<Over>().0 {
        return Err(Refusal::NotYet);
    }
    world.resource_mut::<Docket>().sign(place)?;
    let grader = place.clone();
    Ok(FactKind::Signed { grader, text })
}
