//! How long the papers of a five-day drill take, as a person waits for them: the program from its
//! start to the last file, the drill played again and its baseline with it.
//!
//! `cargo bench -p dientap` prints a line for each format, the least and the middle of some runs,
//! and how much was written.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, process};

const SCENARIO: &str = "hp-cang-ransom";
const RUNS: usize = 7;

fn main() {
    let folder = env::temp_dir().join(format!("dientap-bench-{}", process::id()));
    fs::create_dir_all(&folder).expect("a fresh folder");
    let drill = folder.join("x.drill");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scenario = root.join("../scenarios").join(SCENARIO);
    dientap(
        &[
            "run".as_ref(),
            scenario.as_ref(),
            "--seed".as_ref(),
            "7".as_ref(),
        ],
        &drill,
    );
    println!("── papers of {SCENARIO}, seed 7, {RUNS} runs each ──");
    for format in [
        None,
        Some("html"),
        Some("docx"),
        Some("md"),
        Some("json"),
        Some("csv"),
    ] {
        line(&folder, &drill, format);
    }
    fs::remove_dir_all(&folder).expect("the folder goes away");
}

fn line(folder: &Path, drill: &Path, format: Option<&str>) {
    let mut times: Vec<Duration> = Vec::new();
    let mut place = PathBuf::new();
    for run in 0..RUNS {
        place = folder.join(format!("{}-{run}", format.unwrap_or("all")));
        let mut args = vec!["report".as_ref(), drill.as_os_str()];
        if let Some(format) = format {
            args.extend(["--format".as_ref(), std::ffi::OsStr::new(format)]);
        }
        let begun = Instant::now();
        dientap(&args, &place);
        times.push(begun.elapsed());
    }
    times.sort();
    let (files, bytes) = size(&place);
    println!(
        "{:<6} least {:>8.1?}   middle {:>8.1?}   {files:>3} files {:>7} KiB",
        format.unwrap_or("all"),
        times[0],
        times[RUNS / 2],
        bytes / 1_024
    );
}

fn dientap(args: &[&std::ffi::OsStr], out: &Path) {
    let came = Command::new(env!("CARGO_BIN_EXE_dientap"))
        .args(args)
        .arg("--out")
        .arg(out)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the program starts");
    assert!(came.success(), "{args:?}: {came}");
}

/// How many files there are, and how large they are together.
fn size(place: &Path) -> (u64, u64) {
    if place.is_file() {
        return (1, fs::metadata(place).map_or(0, |about| about.len()));
    }
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    entries.fold((0, 0), |(files, bytes), entry| {
        let len = entry.metadata().map_or(0, |about| about.len());
        (files + 1, bytes + len)
    })
}
