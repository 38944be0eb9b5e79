//! What each step of a campaign stands for: its technique at its targets, from its time to the end
//! of its phase.
//!
//! People who attack have no steps, and a script has other ways to the same end. An inject that
//! waits for a step waits for what is done, whoever does it; and an objective about a step is about
//! what people do in its stead.

use crate::action::aim::By;
use crate::action::run::Run;
use crate::action::written::{Action, Catalogue};
use crate::city::map::Map;
use crate::script::campaign::{Campaign, Spot, Step};
use crate::words::name::{ActionId, StepId};
use crate::words::target::Target;
use crate::words::time::Tick;
use bevy_ecs::prelude::Resource;
use std::ops::Range;

/// Targets of one sort: what a step is aimed at, whichever machine it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sort {
    /// The step's own action, and others of the attack by which the same is done.
    actions: Vec<ActionId>,
    fixed: Option<Target>,
    hosts: Vec<Range<u32>>,
}

impl Sort {
    /// The sorts of all steps of a campaign, by their place. The other ways of each are looked for
    /// in the whole catalogue, so this is made once, with the plan.
    pub fn all(campaign: &Campaign, catalogue: &Catalogue, map: &Map) -> Vec<Self> {
        let of = |step| Self::of(campaign, catalogue, map, step);
        campaign.steps.iter().map(of).collect()
    }

    /// What a step of this campaign is aimed at: the thing named; where that is a machine, any of
    /// its group; of a cast, whatever it may be drawn from.
    fn of(campaign: &Campaign, catalogue: &Catalogue, map: &Map, step: &Step) -> Self {
        let (fixed, hosts) = match &step.on {
            Spot::Outside => (Some(Target::None), Vec::new()),
            Spot::Fixed(Target::Host(host)) => {
                let group = map.group_of(*host).0;
                let all = group.first..group.first + group.count;
                (None, std::iter::once(all).collect())
            }
            Spot::Fixed(target) => (Some(target.clone()), Vec::new()),
            Spot::Cast(cast) | Spot::Member(cast, _) => {
                (None, campaign.casts[*cast].ranges.clone())
            }
        };
        Self {
            actions: alike(catalogue, step.action),
            fixed,
            hosts,
        }
    }

    /// Whether an attempt is of this sort.
    pub fn takes(&self, map: &Map, action: ActionId, target: &Target) -> bool {
        let on = || map.host_of(target);
        let alike = self.fixed.as_ref() == Some(target)
            || on().is_some_and(|host| self.hosts.iter().any(|range| range.contains(&host.0)));
        self.actions.contains(&action) && alike
    }
}

/// All actions of the attack that are of this one's tactic and share a technique with it, in order:
/// a flood is a flood, whoever's machines it comes from.
fn alike(catalogue: &Catalogue, id: ActionId) -> Vec<ActionId> {
    let Some(own) = catalogue.actions.get(id.at()) else {
        return vec![id];
    };
    let is_alike = |other: &Action| {
        let shares = || own.attack.iter().any(|one| other.attack.contains(one));
        other.cell == own.cell && other.tactic == own.tactic && shares()
    };
    let all = (0..catalogue.actions.len()).map(ActionId::of);
    all.filter(|other| *other == id || is_alike(&catalogue.actions[other.at()]))
        .collect()
}

/// What one step stands for.
struct Deed {
    action: ActionId,
    on: Vec<Target>,
    sort: Sort,
    from: Tick,
    to: Tick,
}

/// What the steps of a campaign stand for, by their place.
#[derive(Resource, Default)]
pub struct Deeds(Vec<Deed>);

impl Deeds {
    /// What the steps stand for, each with its sort, and with the members of the casts as they were
    /// drawn; `phases` are those of the drill, from and to.
    pub fn of(
        campaign: &Campaign,
        sorts: &[Sort],
        casts: &[Vec<Target>],
        phases: &[(Tick, Tick)],
    ) -> Self {
        let deed = |(step, sort): (&Step, &Sort)| {
            let from = Tick(step.at.0);
            let phase = phases
                .iter()
                .find(|(begins, ends)| (*begins..*ends).contains(&from));
            Deed {
                action: step.action,
                on: step.on.targets(casts),
                sort: sort.clone(),
                from,
                to: phase.map_or(Tick(u32::MAX), |(_, ends)| *ends),
            }
        };
        Self(campaign.steps.iter().zip(sorts).map(deed).collect())
    }

    /// Whether a run that came off at this moment is what a step stands for, though not the step's
    /// own: that one is done when enough of its runs came off. People find their own machines; a
    /// script's other ways lead to the same ones.
    pub fn is_of(&self, step: StepId, run: &Run, map: &Map, at: Tick) -> bool {
        let Some(deed) = self.0.get(step.at()) else {
            return false;
        };
        let (action, target) = (run.aim.action, &run.aim.target);
        let alike = match run.aim.by {
            By::Step(by) => by != step && action == deed.action && deed.on.contains(target),
            _ => true,
        };
        alike && (deed.from..deed.to).contains(&at) && deed.sort.takes(map, action, target)
    }
}
