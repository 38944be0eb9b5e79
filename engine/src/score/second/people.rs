//! What is at stake when people attack. There is no drill without a response to hold theirs
//! against: they choose their own machines, and how many. So of what the script reaches counts what
//! they reached of it, wherever in the same group, and what they tried in vain once the defence had
//! taken something from them. What nobody tried, and what failed before anybody did anything, was
//! prevented by nobody. That a response stopped this very attempt is asked for containment.

use crate::score::card::{About, Stamp};
use crate::score::second::attack::Aim;
use crate::score::second::fold::Fold;
use crate::score::second::stamps;
use crate::score::second::town::{Goal, Hold};
use crate::score::stakes::{Harm, Stakes};
use crate::words::name::{FactId, HostId, ServiceId};
use crate::words::target::Target;
use crate::words::time::Tick;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Goals that stand for each other: of one kind, at machines of one group, by its first.
type Sort = (Harm, u32);

/// Attempts in vain, once there was a response that takes something from the attack: when each was
/// over, at what, and which deed it is by place.
struct InVain<'f>(Vec<(Harm, Stamp, &'f Target, usize)>);

impl<'f> InVain<'f> {
    fn of(stakes: &'f Stakes, f: &'f Fold) -> Self {
        let tried: Vec<_> = tried(stakes, f).collect();
        let took = f.answers(stakes).min();
        let in_vain = tried.iter().filter_map(|(harm, target, place)| {
            let deed = &f.deeds[*place];
            let over = deed.blocked.filter(|_| deed.done.is_none())?;
            let answered = took.is_some_and(|took| took <= over);
            // What stood there anyway stopped it, and nobody's response.
            let is_standing = f.is_stopped(deed) && stamps::stopping(stakes, f, deed).is_none();
            // What came off another time was not prevented, whatever it came to; unless the defence
            // had taken it back, and it was tried anew.
            let came_off = tried.iter().any(|(other, at, place)| {
                let done = f.deeds[*place]
                    .done
                    .filter(|_| (other, at) == (harm, target));
                done.is_some_and(|done| !is_taken_back(stakes, f, *harm, target, done, deed.began))
            });
            let is_own = *harm == Harm::Down && is_away(stakes, f, target, over.at);
            let is_vain = answered && !came_off && !is_own && !is_standing;
            is_vain.then_some((*harm, over, *target, *place))
        });
        let mut all: Vec<_> = in_vain.collect();
        all.sort_by_key(|(_, over, _, place)| (over.at, *place));
        Self(all)
    }

    /// The first at this very thing that a response is known to have stopped; or else the first.
    fn at(&self, stakes: &Stakes, f: &Fold, harm: Harm, target: &Target) -> Option<(Stamp, usize)> {
        let same =
            |(what, _, at, _): &&(Harm, Stamp, &Target, usize)| (*what, *at) == (harm, target);
        let is_stopped = |one: &&(Harm, Stamp, &Target, usize)| is_stopped(stakes, f, one.3);
        let mut all = self.0.iter().filter(same);
        let first = all.clone().next();
        let found = all.find(is_stopped).or(first);
        found.map(|(_, over, _, place)| (*over, *place))
    }

    /// The first at each machine that was not reached so, or not again, by the sort of goal it is.
    fn by_sort(&self, stakes: &Stakes, f: &Fold) -> BTreeMap<Sort, VecDeque<(Stamp, Goal, usize)>> {
        let mut all: BTreeMap<Sort, VecDeque<_>> = BTreeMap::new();
        for (harm, over, target, place) in &self.0 {
            let Some(host) = stakes.city.host_of(target) else {
                continue;
            };
            let began = f.deeds[*place].began;
            let is_free = |goal: &Goal| match f.town.goals.get(goal) {
                Some((at, _)) => is_taken_back(stakes, f, *harm, target, *at, began),
                None => true,
            };
            let Some(goal) = at_machine(*harm, host).filter(is_free) else {
                continue;
            };
            let Some(sort) = sort(stakes, &goal) else {
                continue;
            };
            let queue = all.entry(sort).or_default();
            match queue.iter_mut().find(|(_, known, _)| *known == goal) {
                None => queue.push_back((*over, goal, *place)),
                // The first that a response is known to have stopped stands for all at this goal.
                Some(first) if !is_stopped(stakes, f, first.2) && is_stopped(stakes, f, *place) => {
                    *first = (*over, goal, *place);
                }
                Some(_) => {}
            }
        }
        all
    }
}

/// Whether the defence took back what had come off, before it was tried anew: it cleaned the
/// machine, or recalled the forgery.
fn is_taken_back(
    stakes: &Stakes,
    f: &Fold,
    harm: Harm,
    target: &Target,
    done: Stamp,
    began: Option<Stamp>,
) -> bool {
    let between = |at: &Stamp| *at >= done && began.is_some_and(|began| *at <= began);
    let Some(host) = stakes.city.host_of(target) else {
        return false;
    };
    let ended = |times: Option<&Vec<Hold>>| {
        let mut ends = times.into_iter().flatten().filter_map(|hold| hold.to);
        ends.any(|(at, by_blue)| by_blue && between(&at))
    };
    match harm {
        Harm::Hold => ended(f.town.holds.get(&host)),
        Harm::Encrypt => ended(f.town.encrypted.get(&host)),
        Harm::Lodge => f
            .town
            .recalled
            .get(&host)
            .is_some_and(|all| all.iter().any(between)),
        _ => false,
    }
}

fn is_stopped(stakes: &Stakes, f: &Fold, place: usize) -> bool {
    let deed = f.deeds.get(place);
    deed.is_some_and(|deed| stamps::stopped(stakes, f, deed).is_some())
}

/// What people tried to do to what, and which deed that is by place.
fn tried<'f>(
    stakes: &'f Stakes,
    f: &'f Fold,
) -> impl Iterator<Item = (Harm, &'f Target, usize)> + 'f {
    let deeds = f.deeds.iter().enumerate();
    let runs = deeds.filter_map(|(place, deed)| match deed.about {
        About::Run(run) => Some((place, f.runs.get(&run)?)),
        _ => None,
    });
    runs.flat_map(|(place, run)| {
        let stake = stakes.actions.get(run.action.at());
        let harms = stake.into_iter().flat_map(|stake| &stake.harms);
        harms.map(move |harm| (*harm, &run.target, place))
    })
}

/// Whether the defence itself kept a service from its users then: nothing was left to flood.
fn is_away(stakes: &Stakes, f: &Fold, target: &Target, at: Tick) -> bool {
    let away = |id: ServiceId| {
        let mut kept = f.town.services[id.at()].kept.iter();
        kept.any(|(from, to)| (*from..=*to).contains(&at))
    };
    match target {
        Target::Service(service) => away(*service),
        target => {
            let host = stakes.city.host_of(target);
            host.is_some_and(|host| stakes.city.services_on(host).any(away))
        }
    }
}

/// The goal of doing this to a machine.
const fn at_machine(harm: Harm, host: HostId) -> Option<Goal> {
    match harm {
        Harm::Hold => Some(Goal::Held(host)),
        Harm::Lodge => Some(Goal::Lodged(host)),
        Harm::Encrypt => Some(Goal::Encrypted(host)),
        _ => None,
    }
}

/// All that people reached of what the script reaches without a response, or tried in vain; and
/// the facts of what else they reached, which weighs nothing.
pub fn aims(stakes: &Stakes, f: &Fold, idle: &Fold) -> (Vec<Aim>, Vec<FactId>) {
    let in_vain = InVain::of(stakes, f);
    let mut reached = elsewhere(stakes, f, idle);
    let mut missed = in_vain.by_sort(stakes, f);
    let (mut all, mut used) = (Vec::new(), BTreeSet::new());
    let mut goals: Vec<_> = idle.town.goals.iter().collect();
    goals.sort_by_key(|(goal, (at, _))| (at.at, **goal));
    for (goal, _) in goals {
        let itself = f.town.goals.get(goal).filter(|(_, run)| f.counts(*run));
        let itself = itself.map(|(at, _)| (*at, *goal));
        let sort = sort(stakes, goal);
        let other = || reached.get_mut(&sort?)?.pop_front();
        let here = itself.or_else(other);
        let mut denied = || match sort {
            Some(sort) => missed.get_mut(&sort)?.pop_front(),
            None => {
                let target = goal.about().target()?;
                let on = || Some(Target::Host(stakes.city.host_of(&target)?));
                let at = |target: &Target| in_vain.at(stakes, f, goal.harm(), target);
                let (over, place) = at(&target).or_else(|| at(&on()?))?;
                Some((over, *goal, place))
            }
        };
        let (at, about, deed) = match here {
            Some((at, goal)) => (at, goal, None),
            None => match denied() {
                Some((at, goal, place)) => (at, goal, Some(place)),
                None => continue,
            },
        };
        used.extend(here.map(|(_, goal)| goal));
        all.push(Aim {
            about: about.about(),
            harm: Some(about.harm()),
            weight: weight(stakes, f, &about, deed),
            idle: at,
            here: here.map(|(at, _)| at),
            deed,
        });
    }
    all.sort_by_key(|aim| (aim.idle.at, aim.idle.fact));
    let other = |goal: &Goal| !used.contains(goal) && !goal.is_outside(&stakes.city);
    let beyond = f.reached().filter(|(goal, ..)| other(goal));
    let mut beyond: Vec<FactId> = beyond.map(|(_, at, _)| at.fact).collect();
    beyond.sort_unstable();
    (all, beyond)
}

/// What was reached weighs as the technique by which it was reached, and what was tried in vain as
/// the one by which it was tried: equal deeds weigh alike, whichever the script has.
fn weight(stakes: &Stakes, f: &Fold, goal: &Goal, in_vain: Option<usize>) -> u32 {
    let deed = in_vain.and_then(|place| f.deeds.get(place));
    let run = || f.town.goals.get(goal)?.1.and_then(|run| f.runs.get(&run));
    let action = || stakes.actions.get(run()?.action.at());
    match deed {
        Some(deed) => deed.weight,
        None => action().map_or(3, |action| action.weight),
    }
}

/// Which goals one stands for: those at machines of the same group. Others stand for themselves.
fn sort(stakes: &Stakes, goal: &Goal) -> Option<Sort> {
    let host = match *goal {
        Goal::Held(host) | Goal::Lodged(host) | Goal::Encrypted(host) => host,
        _ => return None,
    };
    Some((goal.harm(), stakes.city.group_of(host).0.first))
}

/// What was reached here and is not reached by the script, in the order of time.
fn elsewhere(stakes: &Stakes, f: &Fold, idle: &Fold) -> BTreeMap<Sort, VecDeque<(Stamp, Goal)>> {
    let others = f.reached();
    let others = others.filter(|(goal, ..)| !idle.town.goals.contains_key(goal));
    let mut here: Vec<(Stamp, Goal)> = others.map(|(goal, at, _)| (at, goal)).collect();
    here.sort_by_key(|(stamp, goal)| (stamp.at, *goal));
    let mut all: BTreeMap<Sort, VecDeque<_>> = BTreeMap::new();
    for (at, goal) in here {
        if let Some(sort) = sort(stakes, &goal) {
            all.entry(sort).or_default().push_back((at, goal));
        }
    }
    all
}
