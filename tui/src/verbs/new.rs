//! `new`: a small, complete scenario to go on from, or the roster of a live drill.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use engine::plan::Plan;
use include_dir::{Dir, include_dir};

use crate::phrase::{Phrases, Value, harmless};
use crate::roster::OBSERVER;
use crate::trouble::{DONE, Trouble};
use crate::verbs::check;

/// The starter scenario's files.
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/starter");

/// Makes a new folder with the starter scenario, or a roster; never touches what is there.
pub fn new(
    folder: &Path,
    scenario: Option<&Path>,
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<u8, Trouble> {
    let ends = |end: &str| folder.extension().is_some_and(|own| own == end);
    if folder == Path::new("roster") {
        return roster(Path::new("roster.yml"), scenario, phrases, out);
    }
    if ends("yml") || ends("yaml") || scenario.is_some() {
        return roster(folder, scenario, phrases, out);
    }
    fs::create_dir(folder).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Trouble::of_path(phrases, "trouble-taken", folder, None),
        _ => Trouble::of_path(phrases, "trouble-write", folder, Some(&error)),
    })?;
    let mut files = 0_u32;
    for file in STARTER.files() {
        let path = folder.join(file.path());
        fs::write(&path, file.contents())
            .map_err(|error| Trouble::of_path(phrases, "trouble-write", &path, Some(&error)))?;
        files += 1;
    }
    let path = Value::from(harmless(&folder.display().to_string()));
    let args = [("path", path), ("files", Value::from(files))];
    writeln!(out, "{}", phrases.say_with("new-made", &args))?;
    writeln!(out, "{}", phrases.say_with("new-next", &args))?;
    Ok(DONE)
}

/// Writes a roster with a seat for every team of a scenario, each with a one-time code, so that it
/// can be served as it is.
fn roster(
    path: &Path,
    scenario: Option<&Path>,
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<u8, Trouble> {
    let teams = match scenario {
        Some(scenario) => match check::read(scenario, phrases)?.1 {
            Some(plan) => teams_of(&plan),
            None => return Err(unfit(scenario, phrases)),
        },
        None => ["blue", "red", "btc", "bgk"].map(str::to_owned).to_vec(),
    };
    let text = roster_text(&teams, phrases);
    let trouble = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => Trouble::of_path(phrases, "trouble-taken", path, None),
        _ => Trouble::of_path(phrases, "trouble-write", path, Some(&error)),
    };
    let mut file = File::create_new(path).map_err(trouble)?;
    file.write_all(text.as_bytes()).map_err(trouble)?;
    let args = [
        ("path", Value::from(harmless(&path.display().to_string()))),
        (
            "scenario",
            Value::from(scenario.map_or_else(
                || "SCENARIO".to_owned(),
                |scenario| harmless(&scenario.display().to_string()),
            )),
        ),
    ];
    writeln!(out, "{}", phrases.say_with("roster-made", &args))?;
    Ok(DONE)
}

fn teams_of(plan: &Plan) -> Vec<String> {
    let names = plan.roster.teams.iter();
    names.map(|team| team.name.to_string()).collect()
}

fn unfit(scenario: &Path, phrases: &Phrases) -> Trouble {
    Trouble::of_path(phrases, "trouble-unfit", scenario, None)
}

/// The roster's text, with comments in the reader's language.
fn roster_text(teams: &[String], phrases: &Phrases) -> String {
    let comment = |key: &str| -> String {
        let said = phrases.say(key);
        said.lines().map(|line| format!("# {line}\n")).collect()
    };
    let mut text = comment("roster-head");
    text.push('\n');
    text.push_str(&comment("roster-cities"));
    text.push_str("cities: together\n\n");
    text.push_str(&comment("roster-teams"));
    text.push_str("teams:\n");
    for team in teams.iter().map(String::as_str).chain([OBSERVER]) {
        text.push_str(&format!(
            "  - name: {team}\n    plays: {team}\n    seats:\n      \
             - name: {team}-1\n        code: true\n"
        ));
    }
    text
}

/// The starter scenario, with the catalogue that comes with the program.
#[cfg(test)]
pub fn texts() -> engine::plan::Texts {
    let mut texts = crate::folder::catalogue();
    for file in STARTER.files() {
        texts.0.insert(
            file.path().to_string_lossy().into_owned(),
            file.contents().to_owned(),
        );
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::FILES;

    #[test]
    fn the_starter_has_every_file_of_a_scenario() {
        let names: Vec<_> = STARTER
            .files()
            .filter_map(|file| file.path().to_str())
            .collect();
        for file in FILES {
            assert!(names.contains(&file), "{file} in {names:?}");
        }
    }

    #[test]
    fn a_new_roster_fits_its_scenario_and_can_be_sat_in() {
        use crate::folder::Folder;
        use crate::roster::{Code, Roster};
        use engine::words::text::Lang;
        let plan = Plan::read(&texts()).0.expect("the starter is good");
        for lang in [Lang::Vi, Lang::En] {
            let own = format!("dientap-new-{}-{lang:?}.yml", std::process::id());
            let path = std::env::temp_dir().join(own);
            fs::write(&path, roster_text(&teams_of(&plan), &Phrases::new(lang))).expect("written");
            let mut folder = Folder::alone(&path).expect("a file");
            let _ = fs::remove_file(&path);
            let roster = Roster::read(&mut folder, &plan).expect("no fault");
            assert_eq!(roster.teams.len(), plan.roster.teams.len() + 1);
            assert!(
                roster
                    .seats()
                    .all(|(_, seat)| seat.code == Some(Code::Drawn))
            );
        }
    }

    #[test]
    fn the_starter_passes_its_own_check() {
        let (plan, faults) = engine::plan::Plan::read(&texts());
        assert!(
            faults.is_empty(),
            "{:#?}",
            faults.iter().collect::<Vec<_>>()
        );
        assert!(plan.is_some());
    }

    /// What whoever begins with it is to trust: it can be won, no trick pays, its noise and its
    /// difficulty are what it says.
    #[test]
    fn the_starters_rehearsal_holds() {
        use engine::rehearsal::{BotKind, Finding, Results, Table, lint, rehearsed};
        let plan = Plan::read(&texts()).0.expect("the starter is good");
        let bots = BotKind::ALL;
        let empty = Results::new(&plan, "starter", &bots, 1, 12);
        let results = rehearsed(&plan, empty, (1, 1), &bots);
        let table = Table::of(&results);
        let found = lint(&results, &table);
        let is_wrong = |one: &Finding| {
            one.breaks() || matches!(one, Finding::Noise { .. } | Finding::DifficultyOff { .. })
        };
        let wrong: Vec<_> = found.iter().filter(|one| is_wrong(one)).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
