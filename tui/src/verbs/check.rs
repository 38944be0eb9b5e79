//! `check`: every fault and warning of a scenario, with line, column and the way out.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use engine::plan::Plan;
use engine::words::fault::Faults;

use crate::folder::Folder;
use crate::guests::Guests;
use crate::phrase::{Phrases, Value, harmless};
use crate::roster::Roster;
use crate::trouble::{DONE, Trouble, WANTING};
use crate::underline;
use crate::verbs::run::note;
use crate::verbs::takes_colour;

/// What a scenario is read with: somebody's rules, and the time it is set in.
pub type With<'a> = (Option<&'a Path>, Option<&'a str>);

/// Checks a scenario's folder, or a roster.
pub fn check(
    scenario: &Path,
    (sigma, era): With<'_>,
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<u8, Trouble> {
    if scenario.is_file() {
        let mut folder = alone(scenario, phrases)?;
        Roster::check(&mut folder);
        return told(&folder, phrases, out);
    }
    let (mut folder, mut plan, mut faults) = read_in(scenario, era, phrases)?;
    if let (Some(rules), Some(own)) = (sigma, &plan) {
        let guests = guests(rules, own, &mut folder, phrases)?;
        writeln!(out, "{}", guests.details(phrases))?;
        writeln!(out, "{}", guests.summary(phrases))?;
        (plan, faults) = Plan::read(&folder.texts);
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
    (sigma, era): With<'_>,
    phrases: &Phrases,
) -> Result<(Folder, Option<Arc<Plan>>, Faults), Trouble> {
    let (mut folder, mut plan, mut faults) = read_in(scenario, era, phrases)?;
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
    read_in(scenario, None, phrases)
}

/// The same in the time that was asked for.
fn read_in(
    scenario: &Path,
    era: Option<&str>,
    phrases: &Phrases,
) -> Result<(Folder, Option<Arc<Plan>>, Faults), Trouble> {
    let mut folder = Folder::read(scenario).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            Trouble::of_path(phrases, "trouble-not-a-folder", scenario, None)
        }
        _ => Trouble::of_path(phrases, "trouble-read", scenario, Some(&error)),
    })?;
    if let Some(era) = era {
        if folder.texts.eras().all(|known| known != era) {
            return Err(no_era(era, &folder, phrases));
        }
        folder.texts = folder.texts.with_era(era);
    }
    let (plan, found) = Plan::read(&folder.texts);
    let mut faults = std::mem::take(&mut folder.faults);
    faults.append(found);
    let plan = plan.filter(|_| !faults.any_fault());
    Ok((folder, plan, faults))
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
