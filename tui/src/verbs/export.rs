//! `export`: what others can read. Telemetry as one flat JSON line for each collected record, in
//! the shape in which Sysmon and Windows logs are flattened, so that other engines can judge it; a
//! team's alerts as OCSF detection findings; its indicators and its own rules as STIX.
//!
//! Telemetry is what a hunt over the same drill finds, with daily life or without: what has come in
//! by the moment up to which the drill is recorded. Only the truth is told of what has not.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

use engine::detect::search::Breadth;
use engine::detect::stream::{Halt, LOG_LIMIT, STREAM_LIMIT};
use engine::drill::{Drill, WholeRecord};
use engine::plan::Plan;
use engine::words::cell::Cell;
use engine::words::name::TeamId;
use engine::words::trace::Origin;
use jiff::ToSpan;
use jiff::civil::DateTime;
use serde_json::{Map, Value as Json};

use crate::cli::ExportAsk;
use crate::paper::known::Known;
use crate::paper::{ocsf, stix};
use crate::phrase::query::wrong;
use crate::phrase::{Phrases, Value, harmless, number};
use crate::stage::opening::Recorded;
use crate::trouble::{DONE, Trouble};
use crate::verbs::live::no_drill;

/// The zone of the city's clocks, as RFC 3339 writes it.
const ZONE: &str = "+07:00";

/// Prints what was asked for.
pub fn export(ask: &ExportAsk, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    let recorded = Recorded::read(&ask.file).map_err(|why| no_drill(why, &ask.file, phrases))?;
    let drill = recorded.again(recorded.to);
    let plan = &recorded.opening.plan;
    let mut out = BufWriter::new(out);
    if ask.telemetry {
        telemetry(plan, &drill, (ask, phrases), &mut out)?;
    } else {
        let team = defence(plan, ask.team.as_deref(), phrases)?;
        let known = Known::of(&drill, plan, team, phrases.lang());
        let known = known.ok_or_else(|| no_team(plan, "", phrases))?;
        if ask.alerts_ocsf {
            for line in ocsf::lines(&known) {
                writeln!(out, "{line}")?;
            }
        } else {
            writeln!(out, "{:#}", stix::bundle(&known))?;
        }
    }
    out.flush()?;
    Ok(DONE)
}

/// The defence team of a name, or the first.
fn defence(plan: &Plan, asked: Option<&str>, phrases: &Phrases) -> Result<TeamId, Trouble> {
    let found = match asked {
        None => plan.roster.first(Cell::Blue),
        Some(name) => plan.roster.team(name),
    };
    let is_blue = |team: &TeamId| plan.roster.teams[team.at()].cell == Cell::Blue;
    let found = found.filter(is_blue);
    found.ok_or_else(|| no_team(plan, asked.unwrap_or_default(), phrases))
}

fn no_team(plan: &Plan, asked: &str, phrases: &Phrases) -> Trouble {
    let teams = plan.roster.teams.iter();
    let teams = teams.filter(|team| team.cell == Cell::Blue);
    let names: Vec<String> = teams.map(|team| harmless(&team.name)).collect();
    let args = [
        ("name", Value::from(harmless(asked))),
        ("names", Value::from(names.join(", "))),
    ];
    let help = phrases.attribute("export-no-team", "help", &args);
    let what = phrases.say_with("export-no-team", &args);
    Trouble::usage(what, help.unwrap_or_default())
}

/// Prints the records that were asked for, in the order written; with `truth`, also whose doing
/// each was and those that were left on machines.
fn telemetry(
    plan: &Plan,
    drill: &Drill,
    (ask, phrases): (&ExportAsk, &Phrases),
    out: &mut dyn Write,
) -> Result<(), Trouble> {
    let (daily, whole) = (ask.daily, ask.truth);
    let query = drill.query(ask.query.as_deref().unwrap_or_default());
    let query = query.map_err(|faults| {
        let help = phrases.say("export-query-help");
        Trouble::usage(wrong(phrases, &faults), help)
    })?;
    let done = drill.stream(&query, Breadth { daily, whole }, &mut |record| {
        writeln!(out, "{}", line(plan, record, whole))
    });
    done.map_err(|halt| match halt {
        Halt::TooMuch => {
            let number = |n: i128| Value::from(number::whole(n, phrases.lang()));
            let args = [
                ("limit", number(STREAM_LIMIT.into())),
                ("logs", number(LOG_LIMIT as i128)),
            ];
            let help = phrases.attribute("export-too-much", "help", &args);
            let what = phrases.say_with("export-too-much", &args);
            Trouble::usage(what, help.unwrap_or_default())
        }
        Halt::Taker(error) => error.into(),
    })
}

/// One record, flat. A field of the record goes before a word of ours of the same name.
fn line(plan: &Plan, record: WholeRecord, truth: bool) -> Json {
    let class = &plan.sensing.classes[record.class.at()];
    let mut flat = Map::new();
    flat.insert(
        "@timestamp".into(),
        Json::from(moment(plan.starts, record.at.0)),
    );
    if let Some(source) = class.sources.first() {
        let words = [
            ("product", &source.product),
            ("category", &source.category),
            ("service", &source.service),
        ];
        for (name, word) in words {
            flat.extend(word.clone().map(|word| (name.to_owned(), Json::from(word))));
        }
    }
    flat.insert("log".into(), Json::from(&*class.name));
    if truth {
        flat.insert("truth".into(), said(plan, record.origin));
        flat.insert("collected".into(), Json::from(record.number.is_some()));
    }
    let fields: BTreeMap<String, String> = record.fields;
    flat.extend(fields.into_iter().map(|(name, text)| {
        // The id is a number in the logs themselves; all else is text there.
        let number = text.parse::<u32>().ok().filter(|_| name == "EventID");
        let value = number.map_or_else(|| Json::from(text), Json::from);
        (name, value)
    }));
    Json::Object(flat)
}

fn moment(starts: DateTime, seconds: u32) -> String {
    let at = starts.saturating_add(i64::from(seconds).seconds());
    format!("{}{ZONE}", at.strftime("%Y-%m-%dT%H:%M:%S"))
}

/// Whose doing a record is, in words of the format.
fn said(plan: &Plan, origin: Origin) -> Json {
    let text = match origin {
        Origin::Step(step) => {
            let known = plan.campaign.steps.get(step.at());
            known.map_or_else(|| "step".to_owned(), |step| format!("step:{}", step.name))
        }
        Origin::Red(run) => format!("red:{}", run.0),
        Origin::Life { attempt: true } => "attempt".to_owned(),
        Origin::Life { attempt: false } => "life".to_owned(),
        Origin::Defence(run) => format!("defence:{}", run.0),
    };
    Json::from(text)
}
