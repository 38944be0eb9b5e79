//! Coverage: which steps of a campaign the rules can see, told before any drill is played.
//!
//! A step is tried on what it may be aimed at, in several seeds and lengths, with the log sources
//! as they stand at STARTEX, and each try is looked at by itself: rules that count over time do not
//! count two steps together. What happens in a drill may take sight away (a log that is switched
//! off, an attempt that fails before it leaves anything); what the defence prepares may give some.

use std::collections::BTreeSet;

use crate::action::aim::{Aim, By};
use crate::action::written::{Action, Catalogue, End};
use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::detect::eye::{Eye, Left};
use crate::detect::sense::{idle_at_start, taker_at_start};
use crate::script::campaign::{Campaign, Cast, Spot, Step, as_kind, candidates};
use crate::words::name::{ActionId, ControlId, HostId, StepId, TeamId, ZoneId};
use crate::words::target::Target;
use crate::words::time::Span;

/// The seeds each step is tried in: with the seed varies what a trace says, how long it takes, and
/// which machines a sensor that is not everywhere is on.
const SEEDS: u64 = 24;
/// The most kinds of machine a step is tried from. No shipped scenario has a step with so many.
const SOURCES: usize = 64;
/// The most kinds of thing a step is tried on. No shipped scenario has a step with so many.
const TARGETS: usize = 256;

/// How much of a step the rules see.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sight {
    /// In none of its tries anything is raised that somebody watches.
    None,
    /// In some of its tries: on some machines, in some seeds; or only by records that may be lost.
    Part,
    /// In each of its tries.
    Whole,
}

/// Why a try is not seen for sure; the furthest that anything it leaves gets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Gap {
    /// It leaves nothing.
    NoTrace,
    /// Nothing writes down what it leaves.
    NoSensor,
    /// What is written stays where it is written.
    NotCollected,
    /// No rule fires on what comes in.
    NoRule,
    /// A rule would fire on what a control writes down that is off, or broken, at STARTEX.
    SwitchedOff,
    /// A rule fires, and nobody watches what it raises.
    NotWatched,
    /// A rule fires on records that may get lost on their way.
    MayBeLost,
    /// There are more kinds of machine than are tried.
    NotTried,
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
    /// Names of the rules that raise what somebody watches in any of its tries.
    pub rules: BTreeSet<String>,
    /// Why the tries that are not seen for sure are not.
    pub gaps: BTreeSet<Gap>,
    /// Controls in the way: off, broken, not collected from, or watched by nobody.
    pub ways: BTreeSet<ControlId>,
    /// Whether the scenario holds it to be observable.
    pub observable: bool,
}

/// Every step of a campaign, in its order. `tempo` is how long actions take, per mille of the
/// catalogue's times.
#[must_use]
pub fn coverage(
    campaign: &Campaign,
    (map, sensing): (&Map, &Sensing),
    catalogue: &Catalogue,
    tempo: u32,
) -> Vec<StepSight> {
    let maps: Vec<Map> = (0..SEEDS)
        .map(|seed| Map {
            seed,
            ..map.clone()
        })
        .collect();
    let mut looking = Looking {
        campaign,
        maps: &maps,
        map,
        sensing,
        eye: Eye::new(map, sensing, catalogue),
        tempo,
        cut_short: false,
    };
    let steps = (0..).map(StepId).zip(&campaign.steps);
    let look = |(id, step): (StepId, &Step)| {
        let action = &catalogue.actions[step.action.at()];
        looking.step(id, step, action)
    };
    steps.map(look).collect()
}

struct Looking<'a> {
    campaign: &'a Campaign,
    maps: &'a [Map],
    map: &'a Map,
    sensing: &'a Sensing,
    eye: Eye<'a>,
    tempo: u32,
    cut_short: bool,
}

impl<'a> Looking<'a> {
    fn step(&mut self, id: StepId, step: &Step, action: &Action) -> StepSight {
        let (mut sure, mut unsure, mut blind) = (0, 0, 0);
        let (mut rules, mut gaps) = (BTreeSet::new(), BTreeSet::new());
        self.cut_short = false;
        let mut ways = BTreeSet::new();
        for (seed, map) in (0..).zip(self.maps) {
            self.map = map;
            self.eye.turn(map);
            let takes = self.length(action, seed);
            for aim in self.aims(step, action) {
                let left = self.eye.left_of(action, &aim, seed, takes);
                let gap = self.seen(left, &mut rules, &mut ways);
                gaps.extend(gap);
                match gap {
                    None => sure += 1,
                    Some(Gap::MayBeLost) => unsure += 1,
                    Some(_) => blind += 1,
                }
            }
        }
        if self.cut_short {
            gaps.insert(Gap::NotTried);
            unsure += 1;
        }
        let sight = match (sure, unsure, blind) {
            (0, 0, _) => Sight::None,
            (_, 0, 0) => Sight::Whole,
            _ => Sight::Part,
        };
        StepSight {
            step: id,
            action: step.action,
            sight,
            rules,
            gaps,
            ways,
            observable: step.observable,
        }
    }

    /// From the shortest it may take to the longest.
    fn length(&self, action: &Action, seed: u64) -> Span {
        let (least, most) = (
            u64::from(action.takes.least.0),
            u64::from(action.takes.most.0),
        );
        let length = least + most.saturating_sub(least) * seed / (SEEDS - 1);
        let length = length * u64::from(self.tempo) / 1_000;
        Span(u32::try_from(length).unwrap_or(u32::MAX))
    }

    /// Shows the rules what was left, as far as it comes in. Why it is not seen for sure, if not.
    fn seen(
        &mut self,
        left: Vec<Left>,
        rules: &mut BTreeSet<String>,
        ways: &mut BTreeSet<ControlId>,
    ) -> Option<Gap> {
        let mut furthest = Gap::NoTrace;
        let mut sure = false;
        let (mut unseen, mut closed) = (Vec::new(), BTreeSet::new());
        self.eye.next_day();
        for one in left {
            let (_, host, class, _) = &one;
            let class = &self.sensing.classes[class.at()];
            let Some(taker) = taker_at_start(self.map, class, *host) else {
                furthest = furthest.max(Gap::NoSensor);
                unseen.extend(idle_at_start(self.map, class, *host).map(|idle| (idle, one)));
                continue;
            };
            let control = &self.map.controls[taker.at()];
            if !control.collected || control.loss >= 1_000 {
                furthest = furthest.max(Gap::NotCollected);
                closed.insert(taker);
                continue;
            }
            let fired = self.eye.shown(one);
            if fired.is_empty() {
                furthest = furthest.max(Gap::NoRule);
            } else if !control.watched {
                furthest = furthest.max(Gap::NotWatched);
                closed.insert(taker);
            } else {
                furthest = Gap::MayBeLost;
                sure |= control.loss == 0;
                rules.extend(fired);
            }
        }
        if sure {
            return None;
        }
        if furthest < Gap::MayBeLost {
            // By itself: what nothing wrote down must not help a rule to count what was.
            self.eye.next_day();
            for (idle, one) in unseen {
                if !self.eye.shown(one).is_empty() {
                    furthest = furthest.max(Gap::SwitchedOff);
                    closed.insert(idle);
                }
            }
            ways.extend(closed);
        }
        Some(furthest)
    }

    /// What a step may be: each kind of start with each kind of target.
    fn aims(&mut self, step: &Step, action: &Action) -> Vec<Aim> {
        let hosts = |target: Target| match target {
            Target::Host(host) => Some(host),
            _ => None,
        };
        let sources = self.spot(&step.from, action, (End::Source, SOURCES));
        let sources: Vec<HostId> = sources.into_iter().filter_map(hosts).collect();
        let mut all = Vec::new();
        for target in self.spot(&step.on, action, (End::Target, TARGETS)) {
            let Some(target) = as_kind(self.map, target, action.target) else {
                continue;
            };
            let own = match &target {
                Target::Host(host) if starts_on_itself(step) => Some(*host),
                _ => None,
            };
            let from = sources.iter().copied().map(Some);
            let from: Vec<_> = match own {
                Some(own) => vec![Some(own)],
                None if sources.is_empty() => vec![None],
                None => from.collect(),
            };
            all.extend(from.into_iter().map(|source| Aim {
                action: step.action,
                team: self.campaign.team.unwrap_or(TeamId(0)),
                by: By::Life { attempt: false },
                source,
                target: target.clone(),
                c2: step.c2,
                using: step.using,
                via: None,
                lasts: step.lasts,
            }));
        }
        all
    }

    /// What a spot may be: of a cast, one of each kind of thing, as they differ in what is written
    /// of this action there and where they stand.
    fn spot(&mut self, spot: &Spot, action: &Action, (end, most): (End, usize)) -> Vec<Target> {
        let cast: &Cast = match spot {
            Spot::Outside => return vec![Target::None],
            Spot::Fixed(target) => return vec![target.clone()],
            Spot::Cast(cast) | Spot::Member(cast, _) => &self.campaign.casts[*cast],
        };
        let mut kinds = BTreeSet::new();
        let mut found = Vec::new();
        for target in candidates(cast, self.map) {
            let host = self.map.host_of(&target);
            if !kinds.insert(host.map(|host| self.kind(host, action, end))) {
                continue;
            }
            if found.len() == most {
                self.cut_short = true;
                break;
            }
            found.push(target);
        }
        found
    }

    /// What tells machines apart for an action: where they stand, who takes down what it leaves.
    fn kind(&self, host: HostId, action: &Action, end: End) -> (ZoneId, Vec<Option<ControlId>>) {
        let here = action.traces.iter().filter(|trace| trace.on == end);
        let taker = |class: &crate::words::name::ClassId| {
            taker_at_start(self.map, &self.sensing.classes[class.at()], Some(host))
        };
        let takers = here.map(|trace| taker(&trace.class)).collect();
        (self.map.zone_of(host), takers)
    }
}

/// Whether a step starts from what it is aimed at: from and on the same members of a cast.
fn starts_on_itself(step: &Step) -> bool {
    match (&step.from, &step.on) {
        (Spot::Cast(from), Spot::Cast(on) | Spot::Member(on, _)) => from == on,
        (Spot::Member(from, a), Spot::Member(on, b)) => from == on && a == b,
        (from, on) => from == on,
    }
}
