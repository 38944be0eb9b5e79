//! What is at stake when people attack. There is no drill without a response to hold theirs
//! against: they choose their own machines, and how many. So of what the script reaches counts what
//! they tried, as much as they tried, wherever in the same group they did; what nobody tried was
//! prevented by nobody.

use crate::score::card::Stamp;
use crate::score::second::attack::Aim;
use crate::score::second::fold::Fold;
use crate::score::second::town::Goal;
use crate::score::stakes::Stakes;
use crate::words::cell::Cell;
use crate::words::name::{HostId, RunId};
use crate::words::target::Target;
use std::collections::{BTreeMap, VecDeque};

/// Goals that stand for each other: of one kind, at machines of one group, by its first.
type Sort = (u8, u32);

/// What people tried: when the first attempt at each target was over, or began.
struct Tried(BTreeMap<Target, Stamp>);

impl Tried {
    fn of(stakes: &Stakes, f: &Fold) -> Self {
        let mut all = BTreeMap::new();
        for run in f.runs.values() {
            let is_theirs = stakes.cell(run.team) == Some(Cell::Red) && run.step.is_none();
            let over = run.ended.map(|(_, at)| at).or(run.started);
            if let Some(at) = over.filter(|_| is_theirs) {
                all.entry(run.target.clone()).or_insert(at);
            }
        }
        Self(all)
    }

    fn at(&self, target: Target) -> Option<Stamp> {
        self.0.get(&target).copied()
    }

    fn hosts(&self) -> impl Iterator<Item = (Stamp, HostId)> {
        self.0.iter().filter_map(|(target, at)| match target {
            Target::Host(host) => Some((*at, *host)),
            _ => None,
        })
    }
}

/// All that people tried of what the script reaches without a response.
pub fn aims(stakes: &Stakes, f: &Fold, idle: &Fold) -> Vec<Aim> {
    let tried = Tried::of(stakes, f);
    let mut reached = elsewhere(stakes, f, idle);
    let mut missed = missed(stakes, f, &tried);
    let mut all = Vec::new();
    let mut goals: Vec<_> = idle.town.goals.iter().collect();
    goals.sort_by_key(|(goal, (at, _))| (at.at, **goal));
    for (goal, (_, run)) in goals {
        let itself = f.town.goals.get(goal).map(|(at, _)| (*at, *goal));
        let sort = sort(stakes, goal);
        let other = || reached.get_mut(&sort?)?.pop_front();
        let here = itself.or_else(other);
        let (at, goal) = match here.or_else(|| denied(goal, sort, &tried, &mut missed)) {
            Some(found) => found,
            None => continue,
        };
        all.push(Aim {
            about: goal.about(),
            weight: weight(stakes, idle, *run),
            idle: at,
            here: here.map(|(at, _)| at),
            deed: None,
        });
    }
    all
}

fn weight(stakes: &Stakes, idle: &Fold, run: Option<RunId>) -> u32 {
    let step = run.and_then(|run| idle.town.step_of_run(run));
    step.map_or(3, |step| stakes.steps[step.at()].weight)
}

/// An attempt that did not reach such a goal.
fn denied(
    goal: &Goal,
    sort: Option<Sort>,
    tried: &Tried,
    missed: &mut BTreeMap<Sort, VecDeque<(Stamp, Goal)>>,
) -> Option<(Stamp, Goal)> {
    let target = match *goal {
        Goal::Defaced(service) | Goal::Down(service) => Target::Service(service),
        Goal::Leaked(data) | Goal::Tampered(data) => Target::Data(data),
        Goal::Wiped(backup) => Target::Backup(backup),
        Goal::Held(_) | Goal::Lodged(_) | Goal::Encrypted(_) => {
            return missed.get_mut(&sort?)?.pop_front();
        }
    };
    tried.at(target).map(|at| (at, *goal))
}

/// Which goals one stands for: those at machines of the same group. Others stand for themselves.
fn sort(stakes: &Stakes, goal: &Goal) -> Option<Sort> {
    let (kind, host) = match *goal {
        Goal::Held(host) => (0, host),
        Goal::Lodged(host) => (1, host),
        Goal::Encrypted(host) => (2, host),
        _ => return None,
    };
    Some((kind, stakes.city.group_of(host).0.first))
}

fn put(all: &mut BTreeMap<Sort, VecDeque<(Stamp, Goal)>>, stakes: &Stakes, one: (Stamp, Goal)) {
    if let Some(sort) = sort(stakes, &one.1) {
        all.entry(sort).or_default().push_back(one);
    }
}

/// What was reached here and is not reached by the script, in the order of time.
fn elsewhere(stakes: &Stakes, f: &Fold, idle: &Fold) -> BTreeMap<Sort, VecDeque<(Stamp, Goal)>> {
    let reached = f.town.goals.iter();
    let others = reached.filter(|(goal, _)| !idle.town.goals.contains_key(goal));
    let mut here: Vec<(Stamp, Goal)> = others.map(|(goal, (at, _))| (*at, *goal)).collect();
    here.sort_by_key(|(stamp, goal)| (stamp.at, *goal));
    let mut all = BTreeMap::new();
    here.into_iter().for_each(|one| put(&mut all, stakes, one));
    all
}

/// Machines that were tried and never held, in the order of time.
fn missed(stakes: &Stakes, f: &Fold, tried: &Tried) -> BTreeMap<Sort, VecDeque<(Stamp, Goal)>> {
    let mut hosts: Vec<(Stamp, HostId)> = tried.hosts().collect();
    hosts.sort_by_key(|(stamp, host)| (stamp.at, *host));
    let mut all = BTreeMap::new();
    for (at, host) in hosts {
        for goal in [Goal::Held(host), Goal::Lodged(host)] {
            if !f.town.goals.contains_key(&goal) {
                put(&mut all, stakes, (at, goal));
            }
        }
    }
    all
}
