//! What stands at stake in a plan: gathered for the score, which knows no other subject.

use crate::action::written::{Action, Catalogue, Effect, Phase};
use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::plan::PhasePlan;
use crate::score::stakes::{
    ActionStake, DutyStake, FieldStake, FormStake, Harm, HostValues, InjectStake, PhaseStake,
    ServiceStake, Stakes, StepStake, Stops,
};
use crate::script::campaign::{After, Campaign, Step};
use crate::script::duty::{Duty, FieldWritten, FormWritten, Papers};
use crate::script::msel::Msel;
use crate::sigma::{Level, Rule};
use crate::team::Roster;
use crate::words::time::{MINUTE, Span};
use std::sync::Arc;

/// What every subject puts at stake.
pub(super) struct Gathered<'p> {
    pub map: &'p Arc<Map>,
    pub roster: &'p Roster,
    pub catalogue: &'p Catalogue,
    pub sensing: &'p Sensing,
    pub campaign: &'p Campaign,
    pub msel: &'p Msel,
    pub papers: &'p Papers,
    pub phases: &'p [PhasePlan],
    pub objectives: &'p [crate::plan::Objective],
    pub length: Span,
    pub tempo: u32,
    /// Points of the hundred for the jury's ratings.
    pub rubric: u8,
}

pub(super) fn stakes(from: &Gathered<'_>) -> Stakes {
    let Gathered {
        map,
        catalogue,
        sensing,
        campaign,
        msel,
        papers,
        phases,
        ..
    } = from;
    let step = |s: &Step| step(s, &catalogue.actions[s.action.at()]);
    let host_value = |g: &crate::city::host::Group| {
        (
            g.first,
            g.first + g.count,
            map.roles.get(g.role.at()).map_or(1, |r| r.value.into()),
        )
    };
    Stakes {
        people: false,
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
        length: from.length,
        host_values: HostValues(map.groups.iter().map(host_value).collect()),
        city: (*map).clone(),
        actions: catalogue
            .actions
            .iter()
            .enumerate()
            .map(|(place, one)| action(from, place, one))
            .collect(),
        teams: from
            .roster
            .teams
            .iter()
            .map(|t| (t.cell, u32::try_from(t.staff.len()).unwrap_or(0)))
            .collect(),
        obligations: papers.duties.iter().map(duty).collect(),
        forms: papers.forms.iter().map(|(_, one)| form(one)).collect(),
        weak: map.weak.iter().map(|weak| weak.pillar).collect(),
        objectives: from.objectives.iter().map(|o| o.name.clone()).collect(),
        rubric: i64::from(from.rubric) * 1_000,
        tempo: from.tempo,
        starts: from.roster.starts_minute * MINUTE,
    }
}

fn step(s: &Step, action: &Action) -> StepStake {
    StepStake {
        name: s.name.clone(),
        techniques: action.attack.clone(),
        tactic: action.tactic.clone(),
        weight: s.weight.into(),
        deadline: s.deadline.unwrap_or(Span::hours(8)),
        deadline_set: s.deadline.is_some(),
        observable: s.observable,
        need: u32::try_from(s.need).unwrap_or(u32::MAX),
        after: match &s.after {
            After::Nothing => Vec::new(),
            After::All(steps) | After::Any(steps) => steps.clone(),
        },
        c2: s.c2,
    }
}

fn level(rule: &Rule) -> u32 {
    match rule.level {
        Level::Informational => 1,
        Level::Low => 2,
        Level::Medium => 3,
        Level::High => 5,
        Level::Critical => 8,
    }
}

fn service(s: &crate::city::service::Service) -> ServiceStake {
    ServiceStake {
        name: s.name.clone(),
        host: s.host,
        value: s.value,
        rto: s.rto,
        level: s.level,
    }
}

fn inject(i: &crate::script::msel::Inject) -> InjectStake {
    InjectStake {
        name: i.name.clone(),
        points: i.points.into(),
        expects: !i.expected.is_empty(),
        pillar: i.pillar,
        puts_back: i.puts_back(),
    }
}

fn phase(p: &PhasePlan) -> PhaseStake {
    PhaseStake {
        name: p.name.clone(),
        from: p.from,
        to: p.to,
        scored: p.scored,
    }
}

/// How soon the script has something like it found: the same, or what serves the same tactic.
fn deadline(from: &Gathered<'_>, place: usize, action: &Action) -> Option<Span> {
    let steps = || from.campaign.steps.iter();
    let same = steps().filter(|step| step.action.at() == place);
    let alike = steps().filter(|step| {
        let other = from.catalogue.actions.get(step.action.at());
        other.is_some_and(|other| other.tactic == action.tactic)
    });
    let least = same.filter_map(|step| step.deadline).min();
    least.or_else(|| alike.filter_map(|step| step.deadline).min())
}

/// How a response of these effects can stop an attack: by the strongest of them.
fn stops(effects: &[Effect]) -> Option<Stops> {
    let of = |effect: &Effect| match effect {
        Effect::Isolate
        | Effect::Patch(_)
        | Effect::Cut
        | Effect::Restrict
        | Effect::Block
        | Effect::Lock
        | Effect::Rotate
        | Effect::Stop
        | Effect::Offline
        | Effect::Heal(_) => Some(Stops::Lasts),
        Effect::Filter(_) => Some(Stops::Shields),
        // What the body cleans itself, asked to, is a response as much as what the team cleans.
        Effect::Clean | Effect::Clear(_) | Effect::Recall | Effect::Reimage => Some(Stops::Evicts),
        Effect::Unflood | Effect::Repair | Effect::Restore | Effect::FailOver => Some(Stops::Once),
        _ => None,
    };
    effects.iter().filter_map(of).max()
}

fn action(from: &Gathered<'_>, place: usize, action: &Action) -> ActionStake {
    ActionStake {
        techniques: action.attack.clone(),
        tactic: action.tactic.clone(),
        weight: action.weight.into(),
        traced: !action.traces.is_empty(),
        stops: stops(&action.effects),
        preserves: action.effects.contains(&Effect::Preserve),
        reports: action.phase == Some(Phase::Report) && action.effects.contains(&Effect::Tell),
        deadline: deadline(from, place, action),
        undo: action
            .undo
            .as_ref()
            .and_then(|undo| from.catalogue.action(undo)),
        harms: action.effects.iter().filter_map(harm).collect(),
    }
}

/// What an effect does to the city, of what the attack's score counts.
fn harm(effect: &Effect) -> Option<Harm> {
    Some(match effect {
        Effect::Foothold(_) => Harm::Hold,
        Effect::Lodge => Harm::Lodge,
        Effect::Encrypt => Harm::Encrypt,
        Effect::Deface => Harm::Deface,
        Effect::Stop | Effect::Flood(_) | Effect::PowerOff => Harm::Down,
        Effect::Leak => Harm::Leak,
        Effect::Tamper => Harm::Tamper,
        Effect::Wipe => Harm::Wipe,
        _ => return None,
    })
}

fn duty(duty: &Duty) -> DutyStake {
    DutyStake {
        form: duty.form,
        to: duty.to,
        each: duty.each,
        judged: duty.judged,
    }
}

fn form(form: &FormWritten) -> FormStake {
    let field = |field: &FieldWritten| FieldStake {
        name: field.name.as_str().into(),
        kind: field.kind,
        judged: field.judged,
    };
    FormStake {
        fields: form.fields.iter().map(field).collect(),
        finds: form.finding.is_some(),
    }
}
