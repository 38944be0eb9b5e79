//! What each step of a campaign stands for: its technique at its targets, from its time to the end
//! of its phase.
//!
//! People who attack have no steps, and a script has other ways to the same end. An inject that
//! waits for a step waits for what is done, whoever does it.

use crate::action::aim::By;
use crate::action::run::Run;
use crate::script::campaign::{Campaign, Step};
use crate::words::name::{ActionId, StepId};
use crate::words::target::Target;
use crate::words::time::Tick;
use bevy_ecs::prelude::Resource;

/// What one step stands for.
struct Deed {
    action: ActionId,
    on: Vec<Target>,
    from: Tick,
    to: Tick,
}

/// What the steps of a campaign stand for, by their place.
#[derive(Resource, Default)]
pub struct Deeds(Vec<Deed>);

impl Deeds {
    /// What the steps stand for, with the members of the casts as they were drawn; `phases` are
    /// those of the drill, from and to.
    pub fn of(campaign: &Campaign, casts: &[Vec<Target>], phases: &[(Tick, Tick)]) -> Self {
        let deed = |step: &Step| {
            let from = Tick(step.at.0);
            let phase = phases
                .iter()
                .find(|(begins, ends)| (*begins..*ends).contains(&from));
            Deed {
                action: step.action,
                on: step.on.targets(casts),
                from,
                to: phase.map_or(Tick(u32::MAX), |(_, ends)| *ends),
            }
        };
        Self(campaign.steps.iter().map(deed).collect())
    }

    /// Whether a run that came off at this moment is what a step stands for, though not the step's
    /// own: that one is done when enough of its runs came off.
    pub fn is_of(&self, step: StepId, run: &Run, at: Tick) -> bool {
        let Some(deed) = self.0.get(step.at()) else {
            return false;
        };
        let own = matches!(run.aim.by, By::Step(by) if by == step);
        let in_time = (deed.from..deed.to).contains(&at);
        let alike = run.aim.action == deed.action && deed.on.contains(&run.aim.target);
        !own && in_time && alike
    }
}
