//! `rehearse`: bots × seeds on all cores, the table of what they scored, and what the scenario
//! lacks. A part of it (`--shard`) is written as JSON, for a cluster's own scheduler to spread;
//! `rehearse merge` puts parts together and gives the table of the whole.

use std::fs;
use std::io::{self, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Instant;

use engine::plan::Plan;
use engine::rehearsal::{BotKind, Finding, Mismatch, Results, Table, Trial, lint, trials};
use serde::Serialize;

use crate::cli::{RehearseAsk, TableWord};
use crate::phrase::{Phrases, Value, harmless, rehearsal};
use crate::trouble::{DONE, Trouble, WANTING};
use crate::underline;
use crate::verbs::run::note;
use crate::verbs::{check, progress::Tally, takes_colour};

/// The largest file of a part that is read, in bytes.
const PART_LIMIT: u64 = 1 << 30;

/// Rehearses a scenario, or puts parts together.
pub fn rehearse(ask: &RehearseAsk, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    if ask.scenario == Path::new("merge") {
        let results = merged(&ask.files, phrases)?;
        return told(&results, ask, phrases, out);
    }
    if !ask.files.is_empty() {
        let (what, help) = ("rehearse-files", "rehearse-files-help");
        return Err(Trouble::usage(phrases.say(what), phrases.say(help)));
    }
    let with = (ask.sigma_rules.as_deref(), ask.era.as_deref());
    let (folder, plan, faults) = check::read_with(&ask.scenario, with, phrases)?;
    if !faults.is_empty() {
        let colour = takes_colour(&io::stderr());
        note(&underline::report(&faults, &folder, phrases, colour));
    }
    let Some(plan) = plan else {
        return Ok(WANTING);
    };
    let bots = bots(ask, &plan, phrases);
    let mut results = Results::new(&plan, &folder.name, &bots, ask.seed_from, ask.runs);
    let shard = ask.shard.unwrap_or((1, 1));
    results.shards = vec![shard];
    let seeds = results.seeds(shard);
    let made = on_all_cores(&plan, &seeds, &bots, ask, phrases);
    results.take(made);
    if ask.shard.is_some() {
        write(&json(&results), ask.out.as_deref(), phrases, out)?;
        return Ok(DONE);
    }
    told(&results, ask, phrases, out)
}

/// The bots asked for, in the order of the list; those that need a playbook only if there is one.
fn bots(ask: &RehearseAsk, plan: &Plan, phrases: &Phrases) -> Vec<BotKind> {
    let asked = |kind: &BotKind| ask.bots.is_empty() || ask.bots.iter().any(|b| b.0 == *kind);
    let can = |kind: &BotKind| plan.playbook.is_some() || !kind.needs_playbook();
    if plan.playbook.is_none() {
        note(&phrases.say("run-no-playbook"));
    }
    let all = BotKind::ALL.into_iter();
    all.filter(asked).filter(can).collect()
}

/// Plays all seeds, each on one thread, as many at a time as there are cores. Which thread plays
/// which seed changes nothing: what is made is put in order.
fn on_all_cores(
    plan: &Arc<Plan>,
    seeds: &[u64],
    bots: &[BotKind],
    ask: &RehearseAsk,
    phrases: &Phrases,
) -> Vec<Trial> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let jobs = ask.jobs.map_or(cores, usize::from).min(seeds.len().max(1));
    let tricks = bots.iter().filter(|kind| **kind != BotKind::None).count();
    let mut tally = Tally::new(phrases, "rehearse-progress", seeds.len() * (tricks + 1));
    let began = Instant::now();
    let next = AtomicUsize::new(0);
    let (done, finished) = mpsc::channel();
    let mut made = Vec::new();
    let mut drills = 0usize;
    thread::scope(|threads| {
        for _ in 0..jobs {
            let (done, next) = (done.clone(), &next);
            threads.spawn(move || {
                while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed)) {
                    // Nobody hears only if the whole is given up.
                    let mut each = || drop(done.send(None));
                    let all = trials(plan, *seed, bots, &mut each);
                    let _ = done.send(Some(all));
                }
            });
        }
        drop(done);
        for sent in finished {
            match sent {
                None => drills += 1,
                Some(all) => made.extend(all),
            }
            tally.at(drills);
        }
    });
    tally.done();
    let args = [
        ("drills", Value::from(drills)),
        ("seconds", Value::from(began.elapsed().as_secs().max(1))),
        ("jobs", Value::from(jobs)),
    ];
    note(&phrases.say_with("rehearse-done", &args));
    made
}

/// The table and what was found, for programs.
#[derive(Serialize)]
struct Report<'r> {
    head: &'r engine::rehearsal::Head,
    table: &'r Table,
    findings: &'r [Finding],
    holds: bool,
}

/// Prints the table; wanting if something breaks the lint.
fn told(
    results: &Results,
    ask: &RehearseAsk,
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<u8, Trouble> {
    let table = Table::of(results);
    let found = lint(results, &table);
    let holds = !found.iter().any(Finding::breaks);
    let text = match ask.format {
        TableWord::Table => rehearsal::report(phrases, results, &table, &found),
        TableWord::Json => json(&Report {
            head: &results.head,
            table: &table,
            findings: &found,
            holds,
        }),
    };
    write(&text, ask.out.as_deref(), phrases, out)?;
    Ok(if holds { DONE } else { WANTING })
}

fn json(value: &impl Serialize) -> String {
    // Our own types have string keys and no part that JSON lacks.
    let mut text = serde_json::to_string(value).unwrap_or_default();
    text.push('\n');
    text
}

/// Writes to a file, whole or not at all, or prints.
fn write(
    text: &str,
    to: Option<&Path>,
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<(), Trouble> {
    let Some(path) = to else {
        return Ok(out.write_all(text.as_bytes())?);
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let done = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    done.map_err(|error| Trouble::of_path(phrases, "trouble-write", path, Some(&error)))
}

fn merged(files: &[PathBuf], phrases: &Phrases) -> Result<Results, Trouble> {
    let parts: Result<Vec<Results>, Trouble> = files.iter().map(|f| part(f, phrases)).collect();
    Results::merge(parts?).map_err(|mismatch| {
        let say = |key: &str| phrases.say(key);
        match mismatch {
            Mismatch::Nothing => {
                Trouble::usage(say("rehearse-nothing"), say("rehearse-nothing-help"))
            }
            Mismatch::Differs(what, first, other) => {
                let args = [
                    ("what", Value::from(what)),
                    ("first", Value::from(harmless(&first))),
                    ("other", Value::from(harmless(&other))),
                ];
                let what = phrases.say_with("rehearse-differs", &args);
                Trouble::usage(what, say("rehearse-differs-help"))
            }
            Mismatch::Twice(i, n) => {
                let args = [("shard", Value::from(format!("{i}/{n}")))];
                let what = phrases.say_with("rehearse-twice", &args);
                Trouble::usage(what, say("rehearse-twice-help"))
            }
        }
    })
}

fn part(path: &Path, phrases: &Phrases) -> Result<Results, Trouble> {
    let lost = |error: io::Error| Trouble::of_path(phrases, "trouble-read", path, Some(&error));
    if fs::metadata(path).map_err(lost)?.len() > PART_LIMIT {
        return Err(Trouble::of_path(phrases, "trouble-drill-size", path, None));
    }
    let bytes = fs::read(path).map_err(lost)?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let error = io::Error::from(error);
        Trouble::of_path(phrases, "rehearse-no-part", path, Some(&error))
    })
}
