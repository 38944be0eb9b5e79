//! The program itself, built and run as people run it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs, process};

use crate::root;

/// How long anything may take before it is said to hang. Not a promise of speed.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// The Python in which others judge what we write, unless there is none and there need not be.
///
/// # Panics
///
/// If there is none where all tools must be.
#[must_use]
pub fn judge(what: &str) -> Option<OsString> {
    let python = env::var_os("DIENTAP_JUDGE");
    if python.is_none() {
        let must = env::var_os("DIENTAP_ALL_TOOLS").is_some();
        assert!(!must, "DIENTAP_JUDGE names no Python with {what}");
        println!("left out: DIENTAP_JUDGE names no Python with {what}");
    }
    python
}

/// What a run came to.
#[derive(Debug)]
pub struct Outcome {
    /// How it ended; none if it hung and was stopped.
    pub status: Option<ExitStatus>,
    /// What it said, both streams one after the other.
    pub said: String,
}

/// The program's path; built first, once for each test program.
///
/// # Panics
///
/// If it cannot be built, or does not lie where it was built.
#[must_use]
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build
            .args(["build", "-q", "-p", "dientap"])
            .current_dir(root());
        // What cargo told this test of its own package would have some build scripts run anew, and
        // all that stands on them built anew, each time.
        for (name, _) in env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                build.env_remove(&name);
            }
        }
        let built = build.status();
        assert!(
            built.as_ref().is_ok_and(ExitStatus::success),
            "`cargo build -q -p dientap` failed: {built:?}"
        );
        let own = env::current_exe().expect("a test knows where it lies");
        let places = own.ancestors().skip(1).take(2);
        let name = format!("dientap{}", env::consts::EXE_SUFFIX);
        let mut found = places.map(|folder| folder.join(&name));
        found
            .find(|path| path.is_file())
            .unwrap_or_else(|| panic!("there is no {name} above {}", own.display()))
    })
}

/// The program about to run, in English whatever the machine speaks.
#[must_use]
pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(program());
    command
        .args(args)
        .args(["--lang", "en"])
        .stdin(Stdio::null());
    command
}

/// Runs the program to its end, with what it says kept in files beside `folder`.
///
/// # Panics
///
/// If it cannot be started at all.
#[must_use]
pub fn run(folder: &Folder, args: &[&str]) -> Outcome {
    let (out, err) = (folder.0.join("said.out"), folder.0.join("said.err"));
    let file = |path: &Path| fs::File::create(path).expect("a file for what it says");
    let mut child = command(args)
        .stdout(file(&out))
        .stderr(file(&err))
        .spawn()
        .expect("the program starts");
    let status = ended(&mut child);
    let said = [out, err].map(|path| fs::read(path).expect("what it said"));
    let said = String::from_utf8_lossy(&said.concat()).into_owned();
    Outcome { status, said }
}

fn ended(child: &mut Child) -> Option<ExitStatus> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match child.try_wait().expect("a child can be asked") {
            Some(status) => return Some(status),
            None => thread::sleep(Duration::from_millis(5)),
        }
    }
    child.kill().expect("a child can be stopped");
    child.wait().expect("a stopped child ends");
    None
}

/// A folder that goes away with the test.
#[derive(Debug)]
pub struct Folder(pub PathBuf);

impl Folder {
    /// A fresh one.
    ///
    /// # Panics
    ///
    /// If it cannot be made.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("dientap-{}-{name}", process::id()));
        fs::create_dir_all(&path).expect("a fresh folder");
        Self(path)
    }

    /// The path of something in it.
    #[must_use]
    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
