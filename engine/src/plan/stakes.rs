//! What stands at stake in a plan: gathered for the score, which knows no other subject.

use crate::action::written::Catalogue;
use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::plan::PhasePlan;
use crate::score::stakes::{HostValues, InjectStake, PhaseStake, ServiceStake, Stakes, StepStake};
use crate::script::campaign::Campaign;
use crate::script::duty::Papers;
use crate::script::msel::Msel;
use crate::sigma::{Level, Rule};
use crate::words::time::Span;

#[expect(
    clippy::too_many_arguments,
    reason = "it gathers what every subject puts at stake"
)]
pub(super) fn stakes(
    map: &Map,
    catalogue: &Catalogue,
    sensing: &Sensing,
    campaign: &Campaign,
    msel: &Msel,
    papers: &Papers,
    phases: &[PhasePlan],
    length: Span,
) -> Stakes {
    let step = |s: &crate::script::campaign::Step| {
        let action = &catalogue.actions[s.action.at()];
        StepStake {
            name: s.name.clone(),
            techniques: action.attack.clone(),
            tactic: action.tactic.clone(),
            weight: s.weight.into(),
            deadline: s.deadline,
            observable: s.observable,
        }
    };
    let level = |rule: &Rule| match rule.level {
        Level::Informational => 1,
        Level::Low => 2,
        Level::Medium => 3,
        Level::High => 5,
        Level::Critical => 8,
    };
    let service = |s: &crate::city::service::Service| ServiceStake {
        name: s.name.clone(),
        host: s.host,
        value: s.value,
        rto: s.rto,
    };
    let inject = |i: &crate::script::msel::Inject| InjectStake {
        name: i.name.clone(),
        points: i.points.into(),
        expects: !i.expected.is_empty(),
    };
    let phase = |p: &PhasePlan| PhaseStake {
        name: p.name.clone(),
        from: p.from,
        to: p.to,
        scored: p.scored,
    };
    let host_value = |g: &crate::city::host::Group| {
        (
            g.first,
            g.first + g.count,
            map.roles.get(g.role.at()).map_or(1, |r| r.value.into()),
        )
    };
    Stakes {
        steps: campaign.steps.iter().map(step).collect(),
        services: map.services.iter().map(service).collect(),
        data: map.data.iter().map(|d| (d.name.clone(), d.worth)).collect(),
        injects: msel.injects.iter().map(inject).collect(),
        duties: papers.duties.iter().map(|d| d.name.clone()).collect(),
        phases: phases.iter().map(phase).collect(),
        rule_levels: sensing.rules.iter().map(level).collect(),
        rule_names: sensing
            .rules
            .iter()
            .map(|r| r.stem.as_str().into())
            .collect(),
        length,
        host_values: HostValues(map.groups.iter().map(host_value).collect()),
    }
}
