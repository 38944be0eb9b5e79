//! `check`: every fault and warning of a scenario, with line, column and the way out.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use engine::detect::coverage::{Sight, StepSight, coverage};
use engine::plan::Plan;
use engine::words::fault::Faults;
use engine::words::name::ControlId;
use engine::words::target::Target;

use crate::cli::CheckAsk;
use crate::folder::Folder;
use crate::guests::Guests;
use crate::paper::layer;
use crate::phrase::{Phrases, Value, harmless};
use crate::roster::Roster;
use crate::trouble::{DONE, Trouble, WANTING};
use crate::underline;
use crate::verbs::run::note;
use crate::verbs::takes_colour;

/// What a scenario is read with: somebody's rules, and the time it is set in.
pub type With<'a> = (Option<&'a Path>, Option<&'a str>);

/// Checks a scenario's folder, or a roster; says what the rules can see of its campaign.
pub fn check(ask: &CheckAsk, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    if ask.scenario.is_file() {
        let mut file = alone(&ask.scenario, phrases)?;
        Roster::check(&mut file);
        return told(&file, phrases, out);
    }
    let with = (ask.sigma_rules.as_deref(), ask.era.as_deref());
    let (folder, plan, faults, guests) = brought(&ask.scenario, with, phrases)?;
    if let Some(guests) = guests {
        writeln!(out, "{}", guests.details(phrases))?;
        writeln!(out, "{}", guests.summary(phrases))?;
    }
    if let Some(plan) = &plan {
        see(plan, ask.coverage.as_deref(), phrases, out)?;
    }
    if faults.is_empty() && plan.is_some() {
        let files = [("files", Value::from(folder.texts.0.len()))];
        writeln!(out, "{}", phrases.say_with("check-clean", &files))?;
        return Ok(DONE);
    }
    let colour = takes_colour(&io::stdout());
    out.write_all(underline::report(&faults, &folder, phrases, colour).as_bytes())?;
    Ok(if plan.is_some() { DONE } else { WANTING })
}

/// Says what the rules see of the campaign, step by step where it is not all.
fn see(
    plan: &Plan,
    layers: Option<&Path>,
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<(), Trouble> {
    let sights = sights(plan);
    let count = |sight| sights.iter().filter(|one| one.sight == sight).count();
    let args = [
        ("steps", Value::from(sights.len())),
        ("whole", Value::from(count(Sight::Whole))),
        ("part", Value::from(count(Sight::Part))),
        ("none", Value::from(count(Sight::None))),
    ];
    writeln!(out, "{}", phrases.say_with("coverage-count", &args))?;
    for one in sights.iter().filter(|one| one.sight != Sight::Whole) {
        writeln!(out, "  {}", step_line(plan, one, phrases))?;
    }
    let Some(folder) = layers else {
        return Ok(());
    };
    let trouble =
        |error: io::Error| Trouble::of_path(phrases, "trouble-write", folder, Some(&error));
    fs::create_dir_all(folder).map_err(trouble)?;
    for domain in layer::DOMAINS {
        if let Some(value) = layer::coverage(plan, &sights, domain, phrases) {
            let path = folder.join(layer::file_name(domain, "coverage"));
            fs::write(path, format!("{value:#}\n")).map_err(trouble)?;
        }
    }
    Ok(())
}

fn sights(plan: &Plan) -> Vec<StepSight> {
    let city = (&*plan.map, &*plan.sensing);
    coverage(&plan.campaign, city, &plan.catalogue, plan.tempo)
}

fn step_line(plan: &Plan, one: &StepSight, phrases: &Phrases) -> String {
    let step = &plan.campaign.steps[one.step.at()];
    let key = if one.observable {
        "coverage-step"
    } else {
        "coverage-step-unobservable"
    };
    let args = [
        ("sight", Value::from(layer::sight_words(one, phrases))),
        ("name", Value::from(harmless(&step.name))),
        (
            "title",
            Value::from(harmless(step.title.get(phrases.lang()))),
        ),
    ];
    let line = phrases.say_with(key, &args);
    if one.ways.is_empty() {
        return line;
    }
    let weak = plan.map.weak.iter().filter(|weak| {
        let at = |control: &ControlId| weak.at == Target::Control(*control);
        one.ways.iter().any(at)
    });
    let weak: Vec<&str> = weak.map(|weak| &*weak.name).collect();
    let key = match weak.is_empty() {
        true => "coverage-unsaid",
        false => "coverage-weak",
    };
    let args = [
        ("line", Value::from(line)),
        ("weak", Value::from(harmless(&weak.join(", ")))),
    ];
    phrases.say_with(key, &args)
}

/// Says what is wrong with a file, or that nothing is.
fn told(folder: &Folder, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    if folder.faults.is_empty() {
        let files = [("files", Value::from(folder.texts.0.len()))];
        writeln!(out, "{}", phrases.say_with("check-clean", &files))?;
        return Ok(DONE);
    }
    let colour = takes_colour(&io::stdout());
    out.write_all(underline::report(&folder.faults, folder, phrases, colour).as_bytes())?;
    Ok(WANTING)
}

/// One file, such as a roster.
pub fn alone(path: &Path, phrases: &Phrases) -> Result<Folder, Trouble> {
    Folder::alone(path)
        .map_err(|error| Trouble::of_path(phrases, "trouble-read", path, Some(&error)))
}

/// A folder read and checked in the time that is asked for, with the rules that somebody brings
/// along; what became of them is said beside the results.
pub fn read_with(
    scenario: &Path,
    with: With<'_>,
    phrases: &Phrases,
) -> Result<(Folder, Option<Arc<Plan>>, Faults), Trouble> {
    let (folder, plan, faults, guests) = brought(scenario, with, phrases)?;
    if let Some(guests) = guests {
        note(&format!("{}\n", guests.summary(phrases)));
    }
    Ok((folder, plan, faults))
}

type Brought = (Folder, Option<Arc<Plan>>, Faults, Option<Guests>);

/// …and what became of them. They join only what is sound without them.
fn brought(scenario: &Path, (sigma, era): With<'_>, phrases: &Phrases) -> Result<Brought, Trouble> {
    let mut folder = opened(scenario, phrases)?;
    if let Some(era) = era {
        if folder.texts.eras().all(|known| known != era) {
            return Err(no_era(era, &folder, phrases));
        }
        folder.texts = folder.texts.with_era(era);
    }
    let own = std::mem::take(&mut folder.faults);
    let (mut plan, mut found) = Plan::read(&folder.texts);
    let mut guests = None;
    if let (Some(rules), Some(sound)) = (sigma, plan.as_ref().filter(|_| !own.any_fault())) {
        let came = Guests::bring(rules, sound, &mut folder.texts)
            .map_err(|error| Trouble::of_path(phrases, "trouble-read", rules, Some(&error)))?;
        guests = Some(came);
        (plan, found) = Plan::read(&folder.texts);
    }
    let mut faults = own;
    faults.append(found);
    let plan = plan.filter(|_| !faults.any_fault());
    Ok((folder, plan, faults, guests))
}

/// A folder read and checked; the plan only if there is no fault in either.
pub fn read(
    scenario: &Path,
    phrases: &Phrases,
) -> Result<(Folder, Option<Arc<Plan>>, Faults), Trouble> {
    let (folder, plan, faults, _) = brought(scenario, (None, None), phrases)?;
    Ok((folder, plan, faults))
}

fn opened(scenario: &Path, phrases: &Phrases) -> Result<Folder, Trouble> {
    Folder::read(scenario).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            Trouble::of_path(phrases, "trouble-not-a-folder", scenario, None)
        }
        _ => Trouble::of_path(phrases, "trouble-read", scenario, Some(&error)),
    })
}

fn no_era(era: &str, folder: &Folder, phrases: &Phrases) -> Trouble {
    let known: Vec<&str> = folder.texts.eras().collect();
    let args = [
        ("era", Value::from(harmless(era))),
        ("known", Value::from(harmless(&known.join(", ")))),
    ];
    let help = phrases.attribute("trouble-era", "help", &args);
    Trouble::usage(
        phrases.say_with("trouble-era", &args),
        help.unwrap_or_default(),
    )
}
