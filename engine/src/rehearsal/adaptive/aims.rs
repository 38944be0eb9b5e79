//! What an attack is after, as its campaign has it: which harm, to what, and from when on.

use crate::action::written::{Catalogue, Effect};
use crate::script::campaign::{Campaign, Spot};
use crate::words::name::{ActionId, Name};
use crate::words::target::Target;
use crate::words::time::{Span, Tick};
use std::collections::{BTreeMap, BTreeSet};

/// A kind of harm.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    Leak,
    Tamper,
    Encrypt,
    Wipe,
    Stop,
    Flood,
    Deface,
    Tell,
}

impl Kind {
    /// The harm that an effect does; none if it is only a way to one.
    pub fn of(effect: &Effect) -> Option<Self> {
        Some(match effect {
            Effect::Leak => Self::Leak,
            Effect::Tamper => Self::Tamper,
            Effect::Encrypt => Self::Encrypt,
            Effect::Wipe => Self::Wipe,
            Effect::Stop => Self::Stop,
            Effect::Flood(_) => Self::Flood,
            Effect::Deface => Self::Deface,
            Effect::Tell => Self::Tell,
            _ => return None,
        })
    }
}

/// What a campaign is after.
#[derive(Debug, Default)]
pub struct Aims {
    /// Each harm at each place: from when on it is wanted, again each time.
    harm: BTreeMap<(Kind, Target), BTreeSet<Tick>>,
    /// What it works its way over.
    targets: BTreeSet<Target>,
    /// When each tactic is first used.
    tactics: BTreeMap<Name, Tick>,
    /// The techniques it uses.
    craft: BTreeSet<ActionId>,
    /// How long what is done there is to last.
    lasts: BTreeMap<Target, Span>,
}

impl Aims {
    /// The aims of a campaign. Whom it draws by lot it has not chosen, so those are none.
    pub fn of(campaign: &Campaign, catalogue: &Catalogue) -> Self {
        let mut aims = Self::default();
        for step in &campaign.steps {
            let action = &catalogue.actions[step.action.at()];
            let at = Tick(step.at.0);
            aims.craft.insert(step.action);
            let first = aims.tactics.entry(action.tactic.clone()).or_insert(at);
            *first = at.min(*first);
            let Spot::Fixed(target) = &step.on else {
                continue;
            };
            aims.targets.insert(target.clone());
            if step.lasts > Span(0) {
                aims.lasts.insert(target.clone(), step.lasts);
            }
            for kind in action.effects.iter().filter_map(Kind::of) {
                let wanted = aims.harm.entry((kind, target.clone())).or_default();
                wanted.insert(at);
            }
        }
        aims
    }

    /// Whether the campaign would use a tactic by now; one that it never uses is free.
    pub fn has_come(&self, tactic: &Name, now: Tick) -> bool {
        self.tactics.get(tactic).is_none_or(|first| *first <= now)
    }

    /// Whether the campaign uses a technique.
    pub fn uses(&self, action: ActionId) -> bool {
        self.craft.contains(&action)
    }

    /// What it works its way over.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.targets.iter()
    }

    /// 1 if a harm is wanted there by now and was not done since it is; else 0.
    pub fn missing(&self, kind: Kind, target: &Target, now: Tick, done: &Option<Tick>) -> i32 {
        let wanted = self.harm.get(&(kind, target.clone()));
        let last = wanted.and_then(|times| times.range(..=now).next_back());
        i32::from(last.is_some_and(|since| done.is_none_or(|done| done < *since)))
    }

    /// Whether data are to be carried off by now.
    pub fn wants_data(&self, target: &Target, now: Tick) -> bool {
        let leak = self.harm.get(&(Kind::Leak, target.clone()));
        leak.is_some_and(|times| {
            times
                .iter()
                .any(|at| at.0.saturating_sub(now.0) < 6 * 3_600)
        })
    }

    /// How long what is done there is to last.
    pub fn lasts(&self, target: &Target) -> Span {
        self.lasts.get(target).copied().unwrap_or(Span(0))
    }
}
