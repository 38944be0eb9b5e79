//! `check`: every fault and warning of a scenario, with line, column and the way out.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::fs;

use engine::detect::coverage::{Sight, StepSight, coverage};
use engine::plan::Plan;
use engine::words::fault::Faults;

use crate::folder::Folder;
use crate::guests::Guests;
use crate::paper::layer;
use crate::phrase::{Phrases, Value};
use crate::roster::Roster;
use crate::trouble::{DONE, Trouble, WANTING};
use crate::underline;
use crate::verbs::run::note;
use crate::verbs::takes_colour;

/// Checks a scenario's folder, or a roster. `layers` is where to write what the rules see of the
/// campaign.
pub fn check(
    scenario: &Path,
    (sigma, layers): (Option<&Path>, Option<&Path>),
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<u8, Trouble> {
    if scenario.is_file() {
        let mut folder = alone(scenario, phrases)?;
        Roster::check(&mut folder);
        return told(&folder, phrases, out);
    }
    let (mut folder, mut plan, mut faults) = read(scenario, phrases)?;
    if let (Some(rules), Some(own)) = (sigma, &plan) {
        let guests = guests(rules, own, &mut folder, phrases)?;
        writeln!(out, "{}", guests.details(phrases))?;
        writeln!(out, "{}", guests.summary(phrases))?;
        (plan, faults) = Plan::read(&folder.texts);
    }
    if let Some(plan) = &plan {
        see(plan, layers, phrases, out)?;
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
    let sights = coverage(&plan.campaign, &plan.map, &plan.sensing, &plan.catalogue);
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
    let trouble = |error: io::Error| Trouble::of_path(phrases, "trouble-write", folder, Some(&error));
    fs::create_dir_all(folder).map_err(trouble)?;
    for domain in layer::DOMAINS {
        if let Some(value) = layer::coverage(plan, &sights, domain, phrases) {
            let (short, _) = domain.split_once('-').unwrap_or((domain, ""));
            let path = folder.join(format!("navigator-{short}-coverage.json"));
            fs::write(path, format!("{value:#}\n")).map_err(trouble)?;
        }
    }
    Ok(())
}

fn step_line(plan: &Plan, one: &StepSight, phrases: &Phrases) -> String {
    let step = &plan.campaign.steps[one.step.at()];
    let word = if one.observable {
        layer::sight_word(one.sight)
    } else {
        "unobservable"
    };
    let args = [
        ("sight", Value::from(phrases.word("sight", word))),
        ("name", Value::from(step.name.to_string())),
        ("title", Value::from(phrases.text(&step.title).to_string())),
    ];
    phrases.say_with("coverage-step", &args)
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

/// A folder read and checked, with the rules that somebody brings along; what became of them is
/// said beside the results.
pub fn read_with(
    scenario: &Path,
    sigma: Option<&Path>,
    phrases: &Phrases,
) -> Result<(Folder, Option<Arc<Plan>>, Faults), Trouble> {
    let (mut folder, mut plan, mut faults) = read(scenario, phrases)?;
    if let (Some(rules), Some(own)) = (sigma, &plan) {
        let guests = guests(rules, own, &mut folder, phrases)?;
        note(&format!("{}\n", guests.summary(phrases)));
        (plan, faults) = Plan::read(&folder.texts);
    }
    Ok((folder, plan, faults))
}

fn guests(
    rules: &Path,
    plan: &Plan,
    folder: &mut Folder,
    phrases: &Phrases,
) -> Result<Guests, Trouble> {
    Guests::bring(rules, plan, &mut folder.texts)
        .map_err(|error| Trouble::of_path(phrases, "trouble-read", rules, Some(&error)))
}

/// A folder read and checked; the plan only if there is no fault in either.
pub fn read(
    scenario: &Path,
    phrases: &Phrases,
) -> Result<(Folder, Option<Arc<Plan>>, Faults), Trouble> {
    let mut folder = Folder::read(scenario).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            Trouble::of_path(phrases, "trouble-not-a-folder", scenario, None)
        }
        _ => Trouble::of_path(phrases, "trouble-read", scenario, Some(&error)),
    })?;
    let (plan, found) = Plan::read(&folder.texts);
    let mut faults = std::mem::take(&mut folder.faults);
    faults.append(found);
    let plan = plan.filter(|_| !faults.any_fault());
    Ok((folder, plan, faults))
}
