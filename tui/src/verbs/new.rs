//! `new`: a small, complete scenario to go on from.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::phrase::{Phrases, Value, harmless};
use crate::trouble::{DONE, Trouble};

/// The starter scenario's files.
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/starter");

/// Makes a new folder with the starter scenario; never touches one that is there.
pub fn new(folder: &Path, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
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
    fn the_starter_passes_its_own_check() {
        let (plan, faults) = engine::plan::Plan::read(&texts());
        assert!(
            faults.is_empty(),
            "{:#?}",
            faults.iter().collect::<Vec<_>>()
        );
        assert!(plan.is_some());
    }
}
