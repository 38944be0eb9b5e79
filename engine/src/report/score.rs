//! The score as papers show it: components, every line with its facts, and where points were lost.

use crate::plan::Plan;
use crate::report::Sources;
use crate::report::attack::target;
use crate::report::heard::Hearing;
use crate::score::card::{About, Component, Counts, Line, Scorecard};
use crate::words::cell::Cell;
use crate::words::target::Target;
use crate::words::text::Text;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a line is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, JsonSchema)]
pub struct AboutRow {
    /// Its kind: `step`, `service`, `data`, `inject`, `duty`, `host` …
    pub kind: String,
    /// Its name in the scenario.
    pub name: String,
    /// What it is called.
    pub title: Option<Text>,
}

/// A line of the ledger.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LineRow {
    /// Its component.
    pub component: String,
    /// Thousandths of a point.
    pub points: i64,
    /// The rule that gave them.
    pub rule: String,
    /// What it is about.
    pub about: Option<AboutRow>,
    /// The facts it rests on, by the reader's numbers.
    pub facts: Vec<u32>,
    /// Figures of its sentence.
    pub args: BTreeMap<String, String>,
}

/// A component.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "points in thousandths")]
pub struct ComponentRow {
    pub name: String,
    pub of: i64,
    pub got: i64,
    /// False if there was nothing to measure: shown as a gap.
    pub measured: bool,
}

/// Detection in one scored phase, of 100 points.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "points in thousandths")]
pub struct PhaseScore {
    pub phase: String,
    pub title: Text,
    pub points: i64,
}

/// A score.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Scored {
    /// The version of the rules it was made by.
    pub version: u32,
    /// Thousandths of a point.
    pub total: i64,
    /// The most there was to get, unmeasured parts included.
    pub of: i64,
    /// Its components.
    pub components: Vec<ComponentRow>,
    /// Every line of the ledger: their points sum exactly to the total.
    pub lines: Vec<LineRow>,
    /// Detection by phase.
    pub phases: Vec<PhaseScore>,
    /// Figures people ask for first.
    pub counts: BTreeMap<String, i64>,
    /// How much of all restriction was justified, per mille.
    pub proportion: u32,
}

/// The score, if the reader may know it: the organisers always, a team once all is released.
pub(super) fn scored(hearing: &Hearing, sources: &Sources<'_>) -> Option<Scored> {
    let card = sources.card.filter(|_| hearing.open)?;
    let attacks = hearing.team.is_some_and(|(_, cell)| cell == Cell::Red);
    if attacks {
        return None;
    }
    let plan = sources.plan;
    let lines = card.components.iter().flat_map(|part| {
        let line = move |line: &Line| row(hearing, plan, part, line);
        part.lines.iter().map(line)
    });
    Some(Scored {
        version: card.version,
        total: card.total,
        of: card.components.iter().map(|part| part.of).sum(),
        components: card.components.iter().map(component).collect(),
        lines: lines.collect(),
        phases: phases(plan, card),
        counts: counts(&card.counts),
        proportion: card.proportion,
    })
}

fn component(part: &Component) -> ComponentRow {
    ComponentRow {
        name: part.name.clone(),
        of: part.of,
        got: part.got,
        measured: part.measured,
    }
}

fn row(hearing: &Hearing, plan: &Plan, part: &Component, line: &Line) -> LineRow {
    let facts = line.facts.iter();
    LineRow {
        component: part.name.clone(),
        points: line.points,
        rule: line.rule.clone(),
        about: about(plan, &line.about),
        facts: facts.filter_map(|fact| hearing.number(*fact)).collect(),
        args: line.args.iter().cloned().collect(),
    }
}

fn phases(plan: &Plan, card: &Scorecard) -> Vec<PhaseScore> {
    let phases = card.phases.iter().filter_map(|(id, points)| {
        let phase = plan.phases.get(id.at())?;
        Some(PhaseScore {
            phase: phase.name.to_string(),
            title: phase.title.clone(),
            points: *points,
        })
    });
    phases.collect()
}

/// What a line is about, by its name and title.
pub(super) fn about(plan: &Plan, about: &About) -> Option<AboutRow> {
    let named = |kind: &str, name: &str, title: Option<Text>| {
        Some(AboutRow {
            kind: kind.to_owned(),
            name: name.to_owned(),
            title,
        })
    };
    let aimed = |kind: &str, at: Target| named(kind, &plan.map.target_name(&at), target(plan, &at));
    match about {
        About::Step(id) => {
            let step = plan.campaign.steps.get(id.at())?;
            named("step", &step.name, Some(step.title.clone()))
        }
        About::Service(id) => aimed("service", Target::Service(*id)),
        About::Data(id) => aimed("data", Target::Data(*id)),
        About::Inject(id) => {
            let inject = plan.msel.injects.get(id.at())?;
            named("inject", &inject.name, Some(inject.title.clone()))
        }
        About::Duty(id) => {
            let duty = plan.papers.duties.get(id.at())?;
            named("duty", &duty.name, Some(duty.title.clone()))
        }
        About::Host(id) => aimed("host", Target::Host(*id)),
        About::Queue | About::All => None,
    }
}

fn counts(counts: &Counts) -> BTreeMap<String, i64> {
    let json = serde_json::to_value(counts).unwrap_or_default();
    let fields = json.as_object().cloned().unwrap_or_default();
    let whole = fields
        .into_iter()
        .filter_map(|(k, v)| Some((k, v.as_i64()?)));
    whole.collect()
}
