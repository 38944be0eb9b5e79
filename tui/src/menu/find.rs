//! What there is to start: scenarios in the folder and in the program itself, unfinished drills.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::plan::Plan;
use engine::words::text::Text;
use engine::words::time::Tick;

use crate::folder::Folder;
use crate::stage::opening::Glimpse;

/// The most unfinished drills listed.
const DRILLS: usize = 20;

/// A scenario that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its name: that of its folder.
    pub name: String,
    /// Where it lies; none if it comes with the program.
    pub path: Option<PathBuf>,
    /// Its plan; none if it has faults.
    pub plan: Option<Arc<Plan>>,
    /// How many faults it has.
    pub faults: usize,
}

/// A drill that was left before its end.
#[derive(Clone, Debug)]
pub struct Unfinished {
    /// Its file.
    pub path: PathBuf,
    /// What its scenario is called.
    pub title: Text,
    /// Where it stands.
    pub at: Tick,
}

/// Scenarios in `scenarios/` and in the folder itself, then those of the program that are not
/// among them; and unfinished drills of the folder.
pub fn find(folder: &Path) -> (Vec<Found>, Vec<Unfinished>) {
    let mut found: Vec<Found> = Vec::new();
    for place in [folder.join("scenarios"), folder.to_owned()] {
        for path in folders_of(&place) {
            if path.join("scenario.yml").is_file()
                && let Ok(read) = Folder::read(&path)
            {
                found.push(checked(read, Some(path)));
            }
        }
    }
    for folder in Folder::shipped() {
        if found.iter().all(|one| one.name != folder.name) {
            found.push(checked(folder, None));
        }
    }
    found.sort_by_key(|one| {
        (
            one.plan.as_ref().map_or(u32::MAX, |p| p.length.0),
            one.name.clone(),
        )
    });
    let unfinished = unfinished(folder, &found);
    (found, unfinished)
}

fn checked(folder: Folder, path: Option<PathBuf>) -> Found {
    let (plan, mut faults) = Plan::read(&folder.texts);
    let name = folder.name.clone();
    faults.append(folder.faults);
    let plan = plan.filter(|_| !faults.any_fault());
    Found {
        name,
        path,
        plan,
        faults: faults.len(),
    }
}

fn folders_of(place: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(place) else {
        return Vec::new();
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut folders: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Drills of the folder that were left. What they are called is known from the scenarios that were
/// found; only of a drill of another plan is the plan read.
fn unfinished(folder: &Path, known: &[Found]) -> Vec<Unfinished> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_drill = |path: &PathBuf| path.extension().is_some_and(|end| end == "drill");
    let mut paths: Vec<PathBuf> = paths.filter(is_drill).collect();
    paths.sort();
    let open = paths.into_iter().filter_map(|path| {
        let seen = Glimpse::of(&path).filter(|seen| !seen.sealed)?;
        let mut plans = known.iter().filter_map(|found| found.plan.as_ref());
        let plan = plans.find(|plan| plan.digest.to_string() == seen.first.plan);
        let title = match plan {
            Some(plan) => plan.title.clone(),
            None => Plan::read(&seen.first.into_texts()).0?.title.clone(),
        };
        let at = seen.to;
        Some(Unfinished { path, title, at })
    });
    open.take(DRILLS).collect()
}
