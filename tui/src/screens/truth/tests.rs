//! What organisers and jury share, held against shipped scenarios.

use engine::script::campaign::After;
use engine::words::name::StepId;

use crate::desk::trial::plan;
use crate::screens::truth::graph;

#[test]
fn every_step_stands_once_and_below_a_step_that_it_waits_for() {
    for scenario in ["cong-ddos-deface", "hp-cang-ransom"] {
        let plan = plan(scenario);
        let placed = graph::order(&plan.campaign);
        let place = |step: StepId| placed.iter().position(|one| one.step == step);
        assert_eq!(placed.len(), plan.campaign.steps.len());
        for (at, one) in placed.iter().enumerate() {
            let step = &plan.campaign.steps[one.step.at()];
            if let After::All(all) | After::Any(all) = &step.after {
                let above = all.iter().filter_map(|step| place(*step));
                let depth = |at: usize| placed[at].depth + 1;
                let mut above = above.filter(|above| *above < at);
                assert!(
                    above.any(|above| depth(above) == one.depth),
                    "{}",
                    step.name
                );
            }
        }
    }
}
