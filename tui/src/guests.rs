//! Rules that somebody brings along: a folder of Sigma rules, such as a checkout of SigmaHQ, laid
//! beside the shipped ones. Those that can fire in the city join the scenario, and so stand in the
//! drill's file; of the others it is said why not.
//!
//! Such a folder may come from anybody: links are not followed, and there are limits to all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use engine::plan::{Chance, Plan, Texts};
use engine::sigma::Rule;

use crate::phrase::{Phrases, Value, harmless};

/// The most rule files looked at.
pub const FILE_LIMIT: usize = 20_000;
/// The most bytes of one.
const BYTE_LIMIT: u64 = 256 << 10;
/// The most folders within each other.
const DEPTH_LIMIT: usize = 12;
/// Where they stand among the scenario's texts.
const PLACE: &str = "guests/";

/// Why a rule file was left out, or what is doubtful about it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Why {
    /// What it can do here.
    Chance(Chance),
    /// It cannot be read, and why.
    Unread(String),
    /// A rule of this name is there already.
    NameTaken,
    /// Its authors have given it up.
    GivenUp,
}

/// What became of the rules in a folder.
#[derive(Debug, Default)]
pub struct Guests {
    /// The files that joined, by their paths within the folder.
    pub joined: Vec<PathBuf>,
    /// The others, and those that joined with a doubt.
    pub told: BTreeMap<Why, Vec<PathBuf>>,
    /// Whether there were more files than are looked at.
    pub too_many: bool,
}

impl Guests {
    /// Brings the rules of a folder that can fire in this city into the texts of its scenario.
    ///
    /// # Errors
    ///
    /// That the folder cannot be read.
    pub fn bring(folder: &Path, plan: &Plan, texts: &mut Texts) -> io::Result<Self> {
        let mut guests = Self::default();
        let mut files = Vec::new();
        guests.too_many = !walk(folder, Path::new(""), 0, &mut files)?;
        let own = plan.sensing.rules.iter().map(|rule| rule.stem.clone());
        let mut names: BTreeSet<String> = own.collect();
        for path in files {
            match guest(&folder.join(&path), plan, &mut names) {
                Ok((stem, text, chance)) => {
                    texts.0.insert(format!("{PLACE}{stem}.yml"), text);
                    if chance != Chance::Fires {
                        let told = guests.told.entry(Why::Chance(chance)).or_default();
                        told.push(path.clone());
                    }
                    guests.joined.push(path);
                }
                Err(why) => guests.told.entry(why).or_default().push(path),
            }
        }
        Ok(guests)
    }

    /// How many joined and how many did not, by reason, in a few lines.
    #[must_use]
    pub fn summary(&self, phrases: &Phrases) -> String {
        let all = self.told.iter();
        let out: usize = all
            .filter(|(why, _)| why.leaves_out())
            .map(|(_, files)| files.len())
            .sum();
        let args = [
            ("joined", Value::from(self.joined.len())),
            ("out", Value::from(out)),
        ];
        let mut text = phrases.say_with("guests-head", &args);
        let mut by_kind: BTreeMap<&str, usize> = BTreeMap::new();
        for (why, files) in &self.told {
            *by_kind.entry(why.word()).or_default() += files.len();
        }
        for (word, files) in by_kind {
            let args = [("files", Value::from(files))];
            text.push_str("\n  ");
            text.push_str(&phrases.say_with(word, &args));
        }
        if self.too_many {
            let args = [("limit", Value::from(FILE_LIMIT))];
            text.push('\n');
            text.push_str(&phrases.say_with("guests-too-many", &args));
        }
        text
    }

    /// Each file that did not join, or joined with a doubt, and why.
    #[must_use]
    pub fn details(&self, phrases: &Phrases) -> String {
        let mut lines = Vec::new();
        for (why, files) in &self.told {
            for file in files {
                let args = [
                    ("file", Value::from(harmless(&file.to_string_lossy()))),
                    ("why", Value::from(why.said(phrases))),
                ];
                lines.push(phrases.say_with("guests-file", &args));
            }
        }
        lines.sort();
        lines.join("\n")
    }
}

impl Why {
    /// Whether a file of which this is so does not join.
    fn leaves_out(&self) -> bool {
        !matches!(self, Self::Chance(chance) if chance.may_fire())
    }

    /// The name of its count.
    fn word(&self) -> &'static str {
        match self {
            Self::Chance(Chance::Fires) => "guests-fire",
            Self::Chance(Chance::Doubtful(_)) => "guests-doubtful",
            Self::Chance(Chance::NoLog) => "guests-no-log",
            Self::Chance(Chance::NotCollected(_)) => "guests-not-collected",
            Self::Chance(Chance::NoField(_)) => "guests-no-field",
            Self::Chance(Chance::NoRule(_)) => "guests-no-rule",
            Self::Chance(Chance::Always) => "guests-always",
            Self::Unread(_) => "guests-unread",
            Self::NameTaken => "guests-name-taken",
            Self::GivenUp => "guests-given-up",
        }
    }

    /// The reason, for one file.
    fn said(&self, phrases: &Phrases) -> String {
        let names = match self {
            Self::Chance(
                Chance::Doubtful(names)
                | Chance::NotCollected(names)
                | Chance::NoField(names)
                | Chance::NoRule(names),
            ) => names.join(", "),
            Self::Unread(fault) => fault.clone(),
            Self::Chance(_) | Self::NameTaken | Self::GivenUp => String::new(),
        };
        let args = [("names", Value::from(harmless(&names)))];
        phrases.say_with(&format!("{}-one", self.word()), &args)
    }
}

/// A rule file that joins: its name, its text, and what it can do.
fn guest(
    path: &Path,
    plan: &Plan,
    names: &mut BTreeSet<String>,
) -> Result<(String, Vec<u8>, Chance), Why> {
    let unread = |error: &dyn std::fmt::Display| Why::Unread(error.to_string());
    let text = fs::read(path).map_err(|error| unread(&error))?;
    let text = String::from_utf8(text).map_err(|error| unread(&error.utf8_error()))?;
    let given_up = |line: &str| {
        let status = line.strip_prefix("status:").map(str::trim);
        matches!(status, Some("deprecated" | "unsupported"))
    };
    if text.lines().any(given_up) {
        return Err(Why::GivenUp);
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let rule = Rule::read(&stem, &text).map_err(|faults| {
        let first = faults.first();
        Why::Unread(first.map_or_else(String::new, |f| {
            format!("{}:{}: {}", f.line, f.column, f.message)
        }))
    })?;
    let chance = plan.chance(&rule);
    if !chance.may_fire() {
        return Err(Why::Chance(chance));
    }
    if !names.insert(stem.to_string()) {
        return Err(Why::NameTaken);
    }
    Ok((stem.into_owned(), text.into_bytes(), chance))
}

/// The rule files below a folder, in the order of their names; false if there are too many.
fn walk(root: &Path, at: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<bool> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(root.join(at))?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let about = entry.metadata()?;
        let path = at.join(entry.file_name());
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let end = path.extension().and_then(|end| end.to_str());
        if about.is_dir() && !hidden && depth < DEPTH_LIMIT {
            if !walk(root, &path, depth + 1, found)? {
                return Ok(false);
            }
        } else if about.is_file()
            && about.len() <= BYTE_LIMIT
            && matches!(end, Some("yml" | "yaml"))
        {
            if found.len() == FILE_LIMIT {
                return Ok(false);
            }
            found.push(path);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::Folder;
    use engine::words::text::Lang;
    use std::{env, process};

    fn rule(source: &str, field: &str) -> String {
        format!(
            "title: Guest\nlogsource: {source}\ndetection:\n  selection: {{{field}: x}}\n  \
             condition: selection\nlevel: low\n"
        )
    }

    #[test]
    fn what_can_fire_joins_and_of_the_rest_it_is_said_why_not() {
        let folder = env::temp_dir().join(format!("dientap-guests-{}", process::id()));
        fs::create_dir_all(folder.join("deep/er")).expect("fresh folder");
        let windows = "{product: windows, category: process_creation}";
        let files = [
            ("deep/er/fires.yml", rule(windows, "Image")),
            ("doubtful.yml", rule(windows, "Image: y, NoSuchField")),
            ("no-field.yml", rule(windows, "NoSuchField")),
            ("no-log.yml", rule("{product: macos}", "Image")),
            (
                "given-up.yml",
                format!("status: deprecated\n{}", rule(windows, "Image")),
            ),
            ("unread.yml", "title: [".to_owned()),
            ("web_scan_many_paths.yml", rule(windows, "Image")),
            ("readme.md", "no rule".to_owned()),
        ];
        for (path, text) in &files {
            fs::write(folder.join(path), text).expect("written");
        }
        let mut shipped = Folder::shipped().remove(0);
        let (plan, _) = Plan::read(&shipped.texts);
        let plan = plan.expect("what is shipped is sound");
        let guests = Guests::bring(&folder, &plan, &mut shipped.texts).expect("it can be read");
        fs::remove_dir_all(&folder).expect("it goes away");
        let joined = guests.joined.iter().map(|path| path.to_string_lossy());
        assert_eq!(
            joined.collect::<Vec<_>>(),
            ["deep/er/fires.yml", "doubtful.yml"]
        );
        let told = guests.details(&Phrases::new(Lang::En));
        insta::assert_snapshot!(told);
        insta::assert_snapshot!(guests.summary(&Phrases::new(Lang::Vi)));
        let (again, _) = Plan::read(&shipped.texts);
        let again = again.expect("guests do no harm");
        let more = again.sensing.rules.len() - plan.sensing.rules.len();
        assert_eq!(more, 2);
        assert!(again.sensing.rules.iter().any(|rule| rule.stem == "fires"));
    }
}
