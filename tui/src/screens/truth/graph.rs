//! The campaign in the order of its graph: what waits for a step stands below it, further in.

use engine::script::campaign::{After, Campaign};
use engine::words::name::StepId;

/// A step in its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placed {
    /// The step.
    pub step: StepId,
    /// How many steps deep it waits.
    pub depth: usize,
    /// Whether it is tried only when another is given up.
    pub instead: bool,
}

/// All steps, each after what it waits for.
pub fn order(campaign: &Campaign) -> Vec<Placed> {
    let count = campaign.steps.len();
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut roots = Vec::new();
    for at in 0..count {
        match above(campaign, at) {
            Some(parent) => below[parent].push(at),
            None => roots.push(at),
        }
    }
    let when = |at: &usize| (campaign.steps[*at].at, *at);
    roots.sort_by_key(when);
    below.iter_mut().for_each(|list| list.sort_by_key(when));
    let mut placed = Vec::new();
    let mut seen = vec![false; count];
    let mut open: Vec<(usize, usize)> = roots.into_iter().rev().map(|at| (at, 0)).collect();
    while let Some((at, depth)) = open.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        placed.push(Placed {
            step: StepId::of(at),
            depth,
            instead: campaign.steps[at].on_block,
        });
        open.extend(below[at].iter().rev().map(|next| (*next, depth + 1)));
    }
    placed
}

/// The step below which another stands: of those it waits for, the last in the list; of one that
/// is tried instead, the one that it stands in for.
fn above(campaign: &Campaign, at: usize) -> Option<usize> {
    let own = StepId::of(at);
    let last = match &campaign.steps[at].after {
        After::Nothing => None,
        After::All(all) | After::Any(all) => all.iter().max().copied(),
    };
    let stands_in = || {
        let blocked = |step: &engine::script::campaign::Step| step.otherwise.contains(&own);
        campaign.steps.iter().position(blocked)
    };
    last.map(StepId::at).or_else(stands_in)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::trial::plan;

    #[test]
    fn every_step_stands_once_and_after_what_it_waits_for() {
        for scenario in ["cong-ddos-deface", "hp-cang-ransom"] {
            let plan = plan(scenario);
            let placed = order(&plan.campaign);
            assert_eq!(placed.len(), plan.campaign.steps.len());
            for (place, one) in placed.iter().enumerate() {
                if let Some(parent) = above(&plan.campaign, one.step.at()) {
                    let before = placed.iter().position(|p| p.step.at() == parent);
                    assert!(before.is_some_and(|before| before < place), "{scenario}");
                }
            }
        }
    }
}
