//! Coverage: which steps of a campaign the rules can see, told before any drill is played.
//!
//! A step is tried on what it may be aimed at, in several seeds, with the log sources as they stand
//! at STARTEX. What happens in a drill may take sight away (a forwarder that fails, a log that is
//! switched off); it cannot give any.

use std::collections::BTreeSet;

use crate::action::aim::{Aim, By};
use crate::action::written::Catalogue;
use crate::city::map::Map;
use crate::detect::class::{Place, Sensing};
use crate::detect::eye::{Eye, Left};
use crate::script::campaign::{Campaign, CastKind, Spot, Step};
use crate::words::name::{AccountId, ActionId, DataId, HostId, ServiceId, StepId, TeamId};
use crate::words::target::Target;

/// The seeds each step is tried in: what a trace says varies with the seed.
const SEEDS: std::ops::Range<u64> = 1..4;

/// The most things a step is tried from, and aimed at.
const KINDS: usize = 4;

/// The most members of a cast that are looked at for its kinds.
const MEMBERS: usize = 20_000;

/// How much of a step the rules see.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sight {
    /// No rule fires on it.
    None,
    /// A rule fires in some of its tries: on some machines, in some seeds.
    Part,
    /// A rule fires in each of its tries.
    Whole,
}

/// A step, and what the rules see of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepSight {
    /// Which step.
    pub step: StepId,
    /// What it does.
    pub action: ActionId,
    /// How much of it is seen.
    pub sight: Sight,
    /// Names of the rules that fire in any of its tries.
    pub rules: BTreeSet<String>,
    /// Whether the scenario holds it to be observable.
    pub observable: bool,
}

/// Every step of a campaign, in its order.
#[must_use]
pub fn coverage(
    campaign: &Campaign,
    map: &Map,
    sensing: &Sensing,
    catalogue: &Catalogue,
) -> Vec<StepSight> {
    let mut eye = Eye::new(map, sensing, catalogue);
    let steps = (0..).map(StepId).zip(&campaign.steps);
    let look = |(id, step): (StepId, &Step)| {
        let action = &catalogue.actions[step.action.at()];
        let (mut tries, mut hits) = (0, 0);
        let mut rules = BTreeSet::new();
        for aim in aims(campaign, map, step) {
            for seed in SEEDS {
                let mut left = eye.left_of(action, &aim, seed);
                left.retain(|one| has_sensor(map, sensing, one));
                let seen = eye.looked_at(left);
                tries += 1;
                hits += usize::from(!seen.is_empty());
                rules.extend(seen);
            }
        }
        let sight = match hits {
            0 => Sight::None,
            all if all == tries => Sight::Whole,
            _ => Sight::Part,
        };
        StepSight {
            step: id,
            action: step.action,
            sight,
            rules,
            observable: step.observable,
        }
    };
    steps.map(look).collect()
}

/// What a step may be: each kind of start with each kind of target.
fn aims(campaign: &Campaign, map: &Map, step: &Step) -> Vec<Aim> {
    let mut all = Vec::new();
    for from in spot(campaign, map, &step.from) {
        for target in spot(campaign, map, &step.on) {
            all.push(Aim {
                action: step.action,
                team: campaign.team.unwrap_or(TeamId(0)),
                by: By::Life { attempt: false },
                source: map.host_of(&from),
                target,
                c2: step.c2,
                using: step.using,
                via: None,
                lasts: step.lasts,
            });
        }
    }
    all
}

/// What a spot may be: of a cast, one of each kind of machine, as they differ in what they log.
fn spot(campaign: &Campaign, map: &Map, spot: &Spot) -> Vec<Target> {
    let cast = match spot {
        Spot::Outside => return vec![Target::None],
        Spot::Fixed(target) => return vec![target.clone()],
        Spot::Cast(cast) | Spot::Member(cast, _) => &campaign.casts[*cast],
    };
    let mut kinds = BTreeSet::new();
    let mut found = Vec::new();
    for n in cast.ranges.iter().cloned().flatten().take(MEMBERS) {
        let target = match cast.kind {
            CastKind::Hosts => Target::Host(HostId(n)),
            CastKind::Accounts => Target::Account(AccountId(n)),
            CastKind::Services => Target::Service(ServiceId(n as _)),
            CastKind::Data => Target::Data(DataId(n as _)),
        };
        let org_fits = |host| {
            let orgs = cast.orgs.as_ref();
            orgs.is_none_or(|orgs| orgs.contains(&map.org_of(host)))
        };
        let host = map.host_of(&target);
        if host.is_some_and(|host| !org_fits(host)) {
            continue;
        }
        let kind = host.map(|host| (map.zone_of(host), &map.role_of(host).logs));
        if kinds.insert(kind) {
            found.push(target);
        }
        if found.len() == KINDS {
            break;
        }
    }
    found
}

/// Whether there is a sensor that would write this, if nothing befalls it.
fn has_sensor(map: &Map, sensing: &Sensing, (_, host, class, _): &Left) -> bool {
    let class = &sensing.classes[class.at()];
    let mut controls = map.controls_of(class.sensor).filter(|control| {
        let plan = &map.controls[control.at()];
        plan.on && plan.healthy && plan.collected
    });
    let Some(host) = *host else {
        return controls.next().is_some();
    };
    let platform = map.role_of(host).platform;
    let fits = class.platforms.is_empty() || class.platforms.contains(&platform);
    (class.by == Place::Zone || fits) && controls.any(|control| map.covers(control, host))
}
