//! The score as papers show it: components, every line with its facts, and where points were lost.

use crate::plan::Plan;
use crate::report::attack::target;
use crate::report::heard::Hearing;
use crate::report::own;
use crate::report::people::Person;
use crate::report::{Sources, word};
use crate::score::card::{About, Component, Counts, Line, Rubric, Scorecard, Stage};
use crate::team::Roster;
use crate::words::cell::Cell;
use crate::words::name::{FactId, TeamId};
use crate::words::order::Pillar;
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
    /// …that were to be had here and were not got.
    pub lost: i64,
    /// The rule that gave them.
    pub rule: String,
    /// What it is about.
    pub about: Option<AboutRow>,
    /// The facts it rests on, by the reader's numbers.
    pub facts: Vec<u32>,
    /// Figures of its sentence.
    pub args: BTreeMap<String, String>,
    /// Whose doing those facts are, as far as somebody ordered them: team and place.
    pub by: Vec<String>,
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
    /// …and why: `nothing-there` or `prevented`.
    pub gap: Option<String>,
}

/// What one of several defences of a city was given.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TeamScore {
    /// Its name.
    pub team: String,
    /// Thousandths of a point.
    pub total: i64,
    /// Its components.
    pub components: Vec<ComponentRow>,
}

/// A cause of loss: the first broken link of all lines it took points from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CauseRow {
    /// The broken link, as a code with a sentence and a corrective action of its own.
    pub broke: String,
    /// The phase of the defence: `prevent`, `detect`, `respond`, `recover`.
    pub stage: String,
    /// `people`, `process` or `technology`.
    pub pillar: String,
    /// Thousandths of a point.
    pub lost: i64,
    /// What it was about, the costliest first.
    pub about: Vec<AboutRow>,
    /// The facts behind it.
    pub facts: Vec<u32>,
}

/// What people lost of one thing, by whose doing, in thousandths of a point of damage.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct DamageRow {
    pub about: AboutRow,
    pub attack: u64,
    pub defence: u64,
    /// By the attack when nobody responds.
    pub reference: u64,
    pub facts: Vec<u32>,
}

/// The share that the jury's ratings were given.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "points in thousandths")]
pub struct RubricRow {
    pub of: i64,
    pub got: i64,
    /// The score with it.
    pub combined: i64,
    /// …by the strictest and by the mildest grader alone, where at least two rated.
    pub spread: Option<(i64, i64)>,
    /// How far two graders agree beyond chance, per mille.
    pub kappa: Option<i32>,
    /// Each objective, with what every grader gave last.
    pub lines: Vec<RubricLineRow>,
}

/// An objective in the rubric.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct RubricLineRow {
    pub objective: String,
    /// Grader, rating (`p`, `s`, `m`, `u`), and the fact of it; none is a gap.
    pub given: Vec<(String, String, u32)>,
    /// Thousandths of a point.
    pub points: i64,
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
    /// False if people attacked: nothing to hold it against, so it compares with no other.
    pub comparable: bool,
    /// Every line of the ledger: their points sum exactly to the total.
    pub lines: Vec<LineRow>,
    /// Where points were lost, the costliest first: they sum exactly to what was not got.
    pub causes: Vec<CauseRow>,
    /// Points lost by pillar (people, process, technology) and phase (prevent, detect, respond,
    /// recover).
    pub matrix: [[i64; 4]; 3],
    /// Attack damage and defence damage, apart.
    pub damage: Vec<DamageRow>,
    /// The jury's share, if it was given one.
    pub rubric: Option<RubricRow>,
    /// Detection by phase.
    pub phases: Vec<PhaseScore>,
    /// Figures people ask for first.
    pub counts: BTreeMap<String, i64>,
    /// How much of all restriction was justified, per mille.
    pub proportion: u32,
}

/// The rows of the matrix.
pub const PILLARS: [Pillar; 3] = [Pillar::People, Pillar::Process, Pillar::Technology];

/// Who ordered what a fact tells, by the reader's number of the fact.
pub(super) type Doers = BTreeMap<u32, String>;

/// Who ordered what, from what people asked: of the defence, whose score it is, and of the jury
/// that rates it. A line may rest on what others did, and is not their doing.
pub(super) fn doers(people: &[Person], roster: &Roster) -> Doers {
    let is_theirs = |person: &&Person| {
        let team = roster.teams.iter().find(|team| *team.name == *person.team);
        team.is_some_and(|team| matches!(team.cell, Cell::Blue | Cell::Jury))
    };
    let facts = people.iter().filter(is_theirs).flat_map(|person| {
        let who = format!("{}/{}", person.team, person.place);
        let doings = person.doings.iter().flat_map(|doing| &doing.facts);
        doings.map(move |fact| (*fact, who.clone()))
    });
    facts.collect()
}

/// The score, if the reader may know it: the organisers always, a team once all is released.
pub(super) fn scored(hearing: &Hearing, sources: &Sources<'_>, doers: &Doers) -> Option<Scored> {
    let card = sources.card.filter(|_| hearing.open)?;
    let attacks = hearing.team.is_some_and(|(_, cell)| cell == Cell::Red);
    if attacks {
        return None;
    }
    let plan = sources.plan;
    let last = sources.facts.last().map(|fact| fact.id);
    let lines = card.components.iter().flat_map(|part| {
        let line = move |line: &Line| row(hearing, plan, (part, line), (doers, last));
        part.lines.iter().map(line)
    });
    Some(Scored {
        version: card.version,
        total: card.total,
        of: card.components.iter().map(|part| part.of).sum(),
        components: card.components.iter().map(component).collect(),
        comparable: card.comparable,
        lines: lines.collect(),
        causes: causes(hearing, plan, card),
        matrix: PILLARS.map(|pillar| Stage::ALL.map(|stage| card.losses.cell(pillar, stage))),
        damage: damage(hearing, plan, card),
        rubric: card.rubric.as_ref().map(|of| rubric(hearing, of)),
        phases: phases(plan, card),
        counts: counts(&card.counts),
        proportion: card.proportion,
    })
}

/// The score of each of several defences, if the reader may know them all: a team is told its own
/// in its own papers.
pub(super) fn teams(hearing: &Hearing, sources: &Sources<'_>) -> Vec<TeamScore> {
    if !hearing.open || hearing.team.is_some() {
        return Vec::new();
    }
    let name = |team: &TeamId| sources.plan.roster.teams.get(team.at());
    let one = |(team, card): &(TeamId, Scorecard)| TeamScore {
        team: name(team).map_or_else(String::new, |team| team.name.to_string()),
        total: card.total,
        components: card.components.iter().map(component).collect(),
    };
    sources.teams.iter().map(one).collect()
}

fn rubric(hearing: &Hearing, rubric: &Rubric) -> RubricRow {
    let lines = rubric.lines.iter().map(|line| {
        let given = line.given.iter().filter_map(|(grader, rating, fact)| {
            let rating = word(rating).to_lowercase();
            Some((grader.to_string(), rating, hearing.number(*fact)?))
        });
        RubricLineRow {
            objective: line.objective.to_string(),
            given: given.collect(),
            points: line.points,
        }
    });
    RubricRow {
        of: rubric.of,
        got: rubric.got,
        combined: rubric.combined,
        spread: rubric.spread,
        kappa: rubric.kappa,
        lines: lines.collect(),
    }
}

fn component(part: &Component) -> ComponentRow {
    ComponentRow {
        name: part.name.clone(),
        of: part.of,
        got: part.got,
        measured: part.measured,
        gap: part.gap.as_ref().map(word),
    }
}

fn causes(hearing: &Hearing, plan: &Plan, card: &Scorecard) -> Vec<CauseRow> {
    let row = |cause: &crate::score::card::LossCause| CauseRow {
        broke: cause.broke.word().to_owned(),
        stage: cause.stage.word().to_owned(),
        pillar: word(&cause.pillar),
        lost: cause.lost,
        about: (cause.about.iter())
            .filter_map(|one| own::about(hearing, plan, one))
            .collect(),
        facts: (cause.facts.iter())
            .filter_map(|f| hearing.number(*f))
            .collect(),
    };
    card.losses.causes.iter().map(row).collect()
}

/// A cause of loss over all phases of the defence in which it cost something.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in a row of one phase")]
pub struct Broken {
    pub broke: String,
    pub stages: Vec<String>,
    pub pillar: String,
    pub lost: i64,
    pub about: Vec<AboutRow>,
    pub facts: Vec<u32>,
}

/// What is told of less than this is told as nothing, in thousandths of a point.
const TOLD: i64 = 5;

/// Causes over all phases, the costliest first: a broken link is mended once, wherever it cost.
#[must_use]
pub fn over_phases(causes: &[CauseRow]) -> Vec<Broken> {
    fn join<T: Clone + PartialEq>(into: &mut Vec<T>, more: &[T]) {
        for one in more {
            if !into.contains(one) {
                into.push(one.clone());
            }
        }
    }
    let mut all: Vec<Broken> = Vec::new();
    for cause in causes {
        let same = |one: &&mut Broken| one.broke == cause.broke && one.pillar == cause.pillar;
        if let Some(one) = all.iter_mut().find(same) {
            one.lost += cause.lost;
            join(&mut one.stages, std::slice::from_ref(&cause.stage));
            join(&mut one.about, &cause.about);
            join(&mut one.facts, &cause.facts);
            continue;
        }
        all.push(Broken {
            broke: cause.broke.clone(),
            stages: vec![cause.stage.clone()],
            pillar: cause.pillar.clone(),
            lost: cause.lost,
            about: cause.about.clone(),
            facts: cause.facts.clone(),
        });
    }
    all.retain(|one| one.lost >= TOLD);
    all.sort_by_key(|one| std::cmp::Reverse(one.lost));
    all
}

fn damage(hearing: &Hearing, plan: &Plan, card: &Scorecard) -> Vec<DamageRow> {
    let rows = card.damage.iter().filter_map(|damage| {
        Some(DamageRow {
            about: about(plan, &damage.about)?,
            attack: damage.attack,
            defence: damage.defence,
            reference: damage.reference,
            facts: damage
                .facts
                .iter()
                .filter_map(|fact| hearing.number(*fact))
                .collect(),
        })
    });
    rows.collect()
}

fn row(
    hearing: &Hearing,
    plan: &Plan,
    (part, line): (&Component, &Line),
    (doers, last): (&Doers, Option<FactId>),
) -> LineRow {
    let facts = line.facts.iter();
    let facts: Vec<u32> = facts.filter_map(|fact| hearing.number(*fact)).collect();
    LineRow {
        by: own::by(hearing, last, &facts, doers),
        component: part.name.clone(),
        points: line.points,
        lost: line.lost,
        rule: line.rule.clone(),
        about: match about(plan, &line.about) {
            Some(row) if row.kind == "run" => own::run(hearing, plan, row, &facts),
            about => about,
        },
        args: own::args(hearing, line, &facts),
        facts,
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
        About::Account(id) => aimed("account", Target::Account(*id)),
        About::Zone(id) => aimed("zone", Target::Zone(*id)),
        About::Link(id) => aimed("link", Target::Link(*id)),
        About::Control(id) => aimed("control", Target::Control(*id)),
        About::Backup(id) => aimed("backup", Target::Backup(*id)),
        About::Run(id) => named("run", &id.0.to_string(), None),
        About::Task(name) => named("task", name, None),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_link_is_told_once_with_all_it_cost() {
        let cause = |broke: &str, stage: &str, lost: i64, facts: &[u32]| CauseRow {
            broke: broke.to_owned(),
            stage: stage.to_owned(),
            pillar: "process".to_owned(),
            lost,
            about: Vec::new(),
            facts: facts.to_vec(),
        };
        let causes = [
            cause("no-rule", "detect", 900, &[1]),
            cause("no-action", "respond", 700, &[2, 3]),
            cause("no-action", "prevent", 600, &[3, 4]),
            cause("waited", "respond", 2, &[5]),
        ];
        let all = over_phases(&causes);
        let told: Vec<(&str, i64)> = all.iter().map(|one| (&*one.broke, one.lost)).collect();
        assert_eq!(told, [("no-action", 1_300), ("no-rule", 900)]);
        assert_eq!(all[0].stages, ["respond", "prevent"]);
        assert_eq!(all[0].facts, [2, 3, 4]);
    }
}
