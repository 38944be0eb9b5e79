//! Tests of the whole: what no single crate can hold by itself.
//!
//! A crate of its own, because a workspace without a root package has no tests, and because these
//! look at the repository from outside: at its files, its catalogue, its scenarios, and at the
//! engine only through what it shows to everyone. Tests of one part stand beside that part.
//!
//! - `tests/tidy.rs`: the shape of the code. What may use what, how long things are, words that
//!   are not used, what the engine may not name.
//! - `tests/catalogue.rs`: the shape of the data. How much there is, and that ids resolve.
//! - `tests/sight.rs`: what the shipped rules can see of what the shipped actions leave.
//! - `tests/coverage.rs`: what is said to be seen before a drill is seen in it, and nothing else.
//! - `tests/forwarding.rs`: records that come late, and records that never come.
//! - `tests/hunt.rs`: searches over all that has come in, and the daily life among it.
//! - `tests/kinds.rs`: which daily records a rule may look for, told before any is made.
//! - `tests/stream.rs`: what is exported is what searches find, page for page.
//! - `tests/interchange.rs`: alerts as OCSF, what a defence knows as STIX, as their publishers ask.
//! - `tests/judge.rs`: another Sigma engine hits the same records as ours.
//! - `tests/scenarios.rs`: every shipped scenario reads, repeats itself, can be won, adds up.
//! - `tests/rows.rs`: the page of the scenarios: each row of the founding documents has its place.
//! - `tests/axioms.rs`: what the score holds whatever is played, over seeds and picked orders.
//! - `tests/jury.rs`: what people judge stands beside what is counted.
//! - `tests/stories.rs`: pages of `stories/` that tell what happens when somebody orders what.
//! - `tests/storm.rs`: whatever is ordered, a drill stands, and plays the same again.
//! - `tests/fog.rs`: what blue may not know does not move what blue sees.
//! - `tests/crash.rs`: a drill that is killed loses nothing that it said was kept.
//! - `tests/faults.rs`: every fault of a scenario is told at once, and none that only follows.
//! - `tests/terminal.rs`: the program in a real terminal, from the start menu to the scorecard.
//! - `tests/serve.rs`: a live drill over SSH, with the client that everybody has.
//! - `tests/serve_lines.rs`: its lines: who comes in, how long they last, what they carry.
//! - `wire/`: bytes that anybody out there may send, and a fuzzer's finds, which the program's own
//!   tests feed to what reads them (`tui/src/terminal/ssh/wire_tests.rs`).
//! - `tests/papers.rs`, `tests/papers_shown.rs`: the papers of a drill, and what a browser and a
//!   word processor make of them.
//! - `tests/hostile.rs`: no scenario folder, however vile, does more than be refused.
//!
//! Every check looks at everything before it speaks, and names all offenders at once, each as
//! `file:line: what is wrong`. This library holds what the checks share: [`files`] of the
//! repository, Rust as [`source`], YAML as [`written`] and as [`spoilt`], drills of a [`scenario`],
//! [`altered`] or not, [`papers`] of a drill, pages of a [`story`], the
//! [`program`] itself, and [`hold`], which ends a check.

pub mod altered;
pub mod nonsense;
pub mod papers;
pub mod program;
pub mod scenario;
pub mod served;
pub mod source;
pub mod spoilt;
pub mod story;
pub mod tmux;
pub mod written;

use std::fs;
use std::path::{Path, PathBuf};

/// The top of the repository.
#[must_use]
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests
        .parent()
        .expect("this crate lies in the repository")
        .to_path_buf()
}

/// Every file of the repository that is kept, sorted, as a path from its top with `/` between.
///
/// Left out is what `.gitignore` leaves out (builds, drill files), and git's own folder. What
/// starts with a dot is looked at too.
#[must_use]
pub fn files() -> Vec<String> {
    let root = root();
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for path in inside(&folder) {
            if path.is_dir() {
                open.push(path);
            } else {
                let short = path
                    .strip_prefix(&root)
                    .expect("it was found below the top");
                found.push(short.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// The names at the top of the repository that are kept, sorted.
#[must_use]
pub fn top() -> Vec<String> {
    let name = |path: PathBuf| Some(path.file_name()?.to_string_lossy().into_owned());
    let mut names: Vec<String> = inside(&root()).into_iter().filter_map(name).collect();
    names.sort();
    names
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the repository can be listed");
    let paths = entries.map(|entry| entry.expect("an entry of it can be read").path());
    paths.filter(|path| is_kept(path)).collect()
}

fn is_kept(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    let is_build = name == "target" && path.parent() == Some(&*root());
    let is_drill = path.extension().is_some_and(|end| end == "drill");
    name != ".git" && !is_build && !is_drill
}

/// The text of a file of the repository; none if it is not text.
///
/// # Panics
///
/// If the file cannot be read.
#[must_use]
pub fn text(path: &str) -> Option<String> {
    let bytes = fs::read(root().join(path)).expect("a listed file can be read");
    String::from_utf8(bytes).ok()
}

/// Ends a check: fails with all offenders, or holds.
///
/// # Panics
///
/// If there is an offender.
pub fn hold(law: &str, mut offenders: Vec<String>) {
    offenders.sort();
    offenders.dedup();
    let count = offenders.len();
    assert!(
        offenders.is_empty(),
        "{law}\n{count} against it:\n{}\n",
        offenders.join("\n")
    );
}
