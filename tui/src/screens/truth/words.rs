//! Words for what only those may read who see everything.

use engine::drill::WholeRecord;
use engine::view::truth::Author;
use engine::words::cell::Cell;
use engine::words::fact::{Cause, Fact, FactKind};
use engine::words::name::{ClaimId, HostId, RecordId, RunId, ServiceId, StepId, TeamId};
use engine::words::order::RequestKind;
use engine::words::trace::Origin;

use crate::phrase::names::Numbered;
use crate::phrase::words::{cell as cell_word, claim_level};
use crate::phrase::{self, Phrases, Value, harmless};
use crate::screen::See;
use crate::screens::truth::Whole;

/// The sentence of a fact, with runs by the numbers that their teams give them.
pub fn sentence<R: Whole>(see: &See<'_, R>, kind: &FactKind) -> String {
    let of = |id| run_of(see, id);
    let names = Numbered::each(see.plan(), &of);
    crate::phrase::fact::sentence(see.phrases, &names, kind)
}

/// Why a fact came about.
pub fn cause<R: Whole>(see: &See<'_, R>, cause: Cause) -> String {
    let of = |id| run_of(see, id);
    crate::phrase::words::cause(see.phrases, &Numbered::each(see.plan(), &of), cause)
}

/// Whose a run is, and which of theirs.
fn run_of<R: Whole>(see: &See<'_, R>, id: RunId) -> Option<(TeamId, u32)> {
    let run = see.view.runs.get(&id)?;
    Some((run.team, run.number))
}

/// A run by its number in its team; what stands beside says whose.
pub fn run<R: Whole>(see: &See<'_, R>, id: RunId) -> u32 {
    run_of(see, id).map_or(id.0 + 1, |(_, number)| number)
}

/// The records that a fact names.
pub fn records_of(fact: &Fact) -> Vec<RecordId> {
    match &fact.kind {
        FactKind::StepRecorded { record, .. } | FactKind::RunRecorded { record, .. } => {
            record.iter().copied().collect()
        }
        FactKind::AlertRaised { record, .. } | FactKind::AlertGrew { record, .. } => vec![*record],
        FactKind::ClaimMade { said, .. } => said.cites.clone(),
        FactKind::CaseGrew { records, .. } => records.clone(),
        _ => Vec::new(),
    }
}

/// Somebody's own words, harmless to a terminal, their line ends kept.
pub fn prose(text: &str) -> String {
    text.lines().map(harmless).collect::<Vec<_>>().join("\n")
}

/// Whose doing a record is.
pub fn origin<R: Whole>(see: &See<'_, R>, record: &WholeRecord) -> String {
    match record.origin {
        Origin::Step(step) => {
            let args = [("step", Value::from(step_title(see, step)))];
            see.say_with("truth-origin-step", &args)
        }
        Origin::Red(id) => see.say_with("truth-origin-red", &[("run", run(see, id).into())]),
        Origin::Life { attempt: true } => see.say("truth-origin-attempt"),
        Origin::Life { attempt: false } => see.say("truth-origin-life"),
        Origin::Defence(id) => {
            see.say_with("truth-origin-defence", &[("run", run(see, id).into())])
        }
    }
}

/// What a step is called.
pub fn step_title<R: Whole>(see: &See<'_, R>, id: StepId) -> String {
    let step = see.plan().campaign.steps.get(id.at());
    step.map_or_else(|| "?".to_owned(), |step| see.text(&step.title))
}

/// What a service is called.
pub fn service_title<R: Whole>(see: &See<'_, R>, id: ServiceId) -> String {
    see.text(see.brief.service(id).title)
}

/// A host's name.
pub fn host_name<R: Whole>(see: &See<'_, R>, id: HostId) -> String {
    harmless(&see.brief.host_name(id))
}

/// A team's name.
pub fn team_name<R: Whole>(see: &See<'_, R>, id: TeamId) -> String {
    harmless(see.brief.team_name(id))
}

/// The names of the teams of these cells, for a field of a form: value and label.
pub fn team_choices<R: Whole>(see: &See<'_, R>, cells: &[Cell]) -> Vec<(String, String)> {
    let teams = see.plan().roster.teams.iter();
    let of = teams.filter(|team| cells.contains(&team.cell));
    let label = |cell| cell_word(see.phrases, cell);
    of.map(|team| {
        let name = team.name.to_string();
        (
            name.clone(),
            format!("{} ({})", harmless(&name), label(team.cell)),
        )
    })
    .collect()
}

/// What a team asks of the organisers.
pub fn request(phrases: &Phrases, kind: &RequestKind) -> String {
    match kind {
        RequestKind::Unblock { address } => {
            let args = [("address", Value::from(harmless(address)))];
            phrases.say_with("truth-request-unblock", &args)
        }
        RequestKind::Check { what } => {
            let args = [("what", Value::from(harmless(what)))];
            phrases.say_with("truth-request-check", &args)
        }
        RequestKind::Other => phrases.say("truth-request-other"),
    }
}

/// Who spoke to whom.
pub fn author<R: Whole>(see: &See<'_, R>, between: Author) -> String {
    match between {
        Author::All => see.say("truth-said-all"),
        Author::To(team) => {
            let args = [("team", Value::from(team_name(see, team)))];
            see.say_with("truth-said-to", &args)
        }
        Author::From(team) => {
            let args = [("team", Value::from(team_name(see, team)))];
            see.say_with("truth-said-from", &args)
        }
    }
}

/// What a claim found, in a line.
pub fn verdict<R: Whole>(see: &See<'_, R>, id: ClaimId) -> String {
    let Some(claim) = see.view.claims.get(id.at()) else {
        return String::new();
    };
    if claim.steps.is_empty() && claim.runs.is_empty() {
        return see.say("truth-claim-nothing");
    }
    let steps = claim.steps.iter().map(|step| step_title(see, *step));
    let runs = claim
        .runs
        .iter()
        .map(|id| see.say_with("truth-origin-red", &[("run", run(see, *id).into())]));
    let all: Vec<String> = steps.chain(runs).collect();
    see.say_with(
        "truth-claim-found",
        &[("what", Value::from(all.join("; ")))],
    )
}

/// A claim, whole: what it says, what it cites, what it found, what was ruled.
pub fn claim<R: Whole>(see: &See<'_, R>, id: ClaimId) -> String {
    let Some(claim) = see.view.claims.get(id.at()) else {
        return String::new();
    };
    let said = &claim.said;
    let list = |names: &[engine::words::name::Name]| harmless(&names.join(", "));
    let cites: Vec<String> = said.cites.iter().map(|id| id.sign()).collect();
    let scope = said.scope.iter();
    let scope: Vec<String> = scope
        .map(|name| phrase::words::named(see.phrases, see.plan(), name))
        .collect();
    let args = [
        ("number", Value::from(id.0 + 1)),
        ("team", Value::from(team_name(see, claim.team))),
        ("at", Value::from(see.calendar(claim.at))),
        ("level", Value::from(claim_level(see.phrases, said.level))),
        ("says", Value::from(list(&said.says))),
        ("scope", Value::from(scope.join(", "))),
        ("cites", Value::from(cites.join(", "))),
        ("benign", Value::from(claim.benign)),
    ];
    let mut lines = ["truth-claim-head", "truth-claim-says", "truth-claim-scope"]
        .map(|key| see.say_with(key, &args))
        .to_vec();
    lines.push(see.say_with("truth-claim-cites", &args));
    lines.push(prose(&said.note));
    lines.push(verdict(see, id));
    for (at, text) in &claim.rulings {
        let args = [
            ("at", Value::from(see.calendar(*at))),
            ("text", Value::from(harmless(text))),
        ];
        lines.push(see.say_with("truth-claim-ruled", &args));
    }
    lines.join("\n")
}
