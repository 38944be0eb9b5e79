//! Papers of drills, asked for as people ask for them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value as Json;

use crate::program::{Folder, program, run};
use crate::root;

/// A drill that played itself.
///
/// # Panics
///
/// If that fails.
#[must_use]
pub fn played(folder: &Folder, scenario: &str, seed: &str, name: &str) -> String {
    let place = root().join("scenarios").join(scenario);
    let file = folder.path(name);
    let args = [
        "run",
        &place.to_string_lossy(),
        "--seed",
        seed,
        "--out",
        &file,
    ];
    let came = run(folder, &args);
    assert!(
        came.status.is_some_and(|status| status.success()),
        "{}",
        came.said
    );
    file
}

/// Runs `report` in a language.
///
/// # Panics
///
/// If that fails.
#[must_use]
pub fn report(lang: &str, args: &[&str]) -> Output {
    let mut command = Command::new(program());
    command.arg("report").args(args).args(["--lang", lang]);
    command
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

/// What it printed; it must have been done.
///
/// # Panics
///
/// If that fails.
pub fn printed(lang: &str, args: &[&str]) -> String {
    let came = report(lang, args);
    let said = String::from_utf8_lossy(&came.stderr).into_owned();
    assert!(came.status.success(), "report {args:?}: {said}");
    String::from_utf8(came.stdout).expect("papers are text")
}

/// The report itself.
///
/// # Panics
///
/// If that fails.
#[must_use]
pub fn json(args: &[&str]) -> Json {
    let text = printed("en", &[args, &["--format", "json"]].concat());
    serde_json::from_str(&text).expect("JSON")
}

/// The papers in a folder that are text, by name.
///
/// # Panics
///
/// If that fails.
#[must_use]
pub fn texts_in(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("the papers");
    let mut all: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a paper").path())
        .collect();
    all.sort();
    let name = |path: &PathBuf| path.file_name().map(|n| n.to_string_lossy().into_owned());
    all.iter()
        .filter_map(|path| Some((name(path)?, fs::read_to_string(path).ok()?)))
        .collect()
}

/// What it says when it refuses.
///
/// # Panics
///
/// If that fails.
#[must_use]
pub fn refused(args: &[&str]) -> String {
    let came = report("en", args);
    assert_eq!(came.status.code(), Some(2), "report {args:?} was done");
    String::from_utf8_lossy(&came.stderr).into_owned()
}

/// Whether a tool is there; where all tools are to be here, it must be.
///
/// # Panics
///
/// If that fails.
#[must_use]
pub fn has(tool: &str, asks: &[&str]) -> bool {
    let there = Command::new(tool).args(asks).stdin(Stdio::null()).output();
    let there = there.is_ok_and(|came| came.status.success());
    let must = std::env::var_os("DIENTAP_ALL_TOOLS").is_some();
    assert!(
        there || !must,
        "{tool} is not here, and all tools are to be"
    );
    if !there {
        println!("not run: there is no {tool} here");
    }
    there
}

/// Holds a layer against the Navigator's published format.
///
/// # Panics
///
/// If it is not one, saying which by its name.
pub fn is_a_layer(name: &str, text: &str) {
    let layer: Json = serde_json::from_str(text).expect("JSON");
    assert!(
        layer["name"].as_str().is_some_and(|name| !name.is_empty()),
        "{name}"
    );
    let domain = layer["domain"].as_str().unwrap_or_default();
    assert!(
        ["enterprise-attack", "ics-attack"].contains(&domain),
        "{name}: {domain}"
    );
    assert_eq!(layer["versions"]["layer"], "4.5", "{name}");
    assert_eq!(layer["versions"]["navigator"], "4.9.0", "{name}");
    let gradient = &layer["gradient"];
    assert!(
        gradient["colors"]
            .as_array()
            .is_some_and(|colors| colors.len() >= 2),
        "{name}"
    );
    assert!(
        gradient["maxValue"].as_i64() > gradient["minValue"].as_i64(),
        "{name}"
    );
    for item in layer["legendItems"].as_array().expect("a legend") {
        assert!(
            item["label"].is_string() && item["color"].is_string(),
            "{name}"
        );
    }
    for technique in layer["techniques"].as_array().expect("techniques") {
        let id = technique["techniqueID"].as_str().unwrap_or_default();
        let (parent, sub) = id.split_once('.').unwrap_or((id, "000"));
        let digits =
            |text: &str, n: usize| text.len() == n && text.chars().all(|c| c.is_ascii_digit());
        let good = parent.strip_prefix('T').is_some_and(|n| digits(n, 4)) && digits(sub, 3);
        assert!(good, "{name}: {id}");
        assert_eq!(
            parent.starts_with("T0"),
            domain == "ics-attack",
            "{name}: {id}"
        );
    }
}
