//! A real terminal: tmux runs the program, types into it, and reads what stands on its screen.
//!
//! A plain machine may lack tmux. Then [`Tmux::new`] gives nothing, and the test says so and ends;
//! where `DIENTAP_ALL_TOOLS` is set (the checks of a server set it, after installing tmux) a tool
//! that is missing is a failure, so that no test is skipped there without a word.

use std::env;
use std::process::{self, Command};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::program::{Folder, PATIENCE, program};

/// A terminal of its own, gone with the value.
#[derive(Debug)]
pub struct Tmux {
    socket: String,
}

impl Tmux {
    /// Runs the program with these arguments in a terminal of this size, in a folder; nothing if
    /// there is no tmux.
    ///
    /// # Panics
    ///
    /// If tmux is there and does not start, or is not there and must be.
    #[must_use]
    pub fn new(folder: &Folder, args: &str, size: (u16, u16)) -> Option<Self> {
        Self::of_line(
            folder,
            "tmux",
            &format!("{} {args}", program().display()),
            size,
        )
    }

    /// Runs any line of a shell in it instead, and says what became of it and of the terminal;
    /// `name` tells this terminal from others of the same folder.
    ///
    /// # Panics
    ///
    /// If tmux is there and does not start, or is not there and must be.
    #[must_use]
    pub fn of_line(
        folder: &Folder,
        name: &str,
        line: &str,
        (width, height): (u16, u16),
    ) -> Option<Self> {
        let there = Command::new("tmux").arg("-V").output().is_ok();
        let must = env::var_os("DIENTAP_ALL_TOOLS").is_some();
        assert!(
            there || !must,
            "tmux is not installed, and all tools are to be here"
        );
        if !there {
            return None;
        }
        // A server that is told to end takes a moment, and would take a newcomer on its socket with
        // it: so no two terminals ever share one.
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let socket = format!("dientap-{}-{next}-{name}", process::id());
        let line = format!(
            "{line}; echo ended-with-$?; stty -a | grep -owE -e '-?(icanon|echo)'; sleep 600"
        );
        let (width, height) = (width.to_string(), height.to_string());
        let started = Command::new("tmux")
            .args([
                "-L",
                &socket,
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                &width,
            ])
            .args(["-y", &height, &line])
            .current_dir(&folder.0)
            .env("LC_ALL", "C.UTF-8")
            .env("TERM", "xterm-256color")
            .env_remove("NO_COLOR")
            .status();
        assert!(
            started.is_ok_and(|status| status.success()),
            "tmux does not start"
        );
        Some(Self { socket })
    }

    fn tmux(&self, args: &[&str]) -> String {
        let done = Command::new("tmux")
            .args(["-u", "-L", &self.socket])
            .args(args)
            .output();
        let done = done.expect("tmux was there before");
        String::from_utf8_lossy(&done.stdout).into_owned()
    }

    /// Presses keys, as tmux names them. What follows an Escape too soon is taken for one key with
    /// it, by a program that has a busy machine.
    pub fn keys(&self, keys: &[&str]) {
        for key in keys {
            self.tmux(&["send-keys", key]);
            let rest = if *key == "Escape" { 400 } else { 60 };
            thread::sleep(Duration::from_millis(rest));
        }
    }

    /// Types letters.
    pub fn types(&self, text: &str) {
        self.tmux(&["send-keys", "-l", text]);
        thread::sleep(Duration::from_millis(60));
    }

    /// Clicks on a text as soon as it stands there.
    ///
    /// # Panics
    ///
    /// If it does not come.
    pub fn click(&self, text: &str) {
        let screen = self.until(text);
        let mut rows = screen.lines().zip(1..);
        let found = rows.find_map(|(line, row)| Some((row, line.split_once(text)?.0)));
        let (row, before) = found.expect("it stands there");
        let column = before.chars().count() + 1;
        for did in ['M', 'm'] {
            self.types(&format!("\u{1b}[<0;{column};{row}{did}"));
        }
    }

    /// What stands on the screen.
    #[must_use]
    pub fn screen(&self) -> String {
        self.tmux(&["capture-pane", "-p"])
    }

    /// Whether the terminal is as a shell wants it: its own screen, its cursor shown, no mouse
    /// taken, lines edited and echoed. Asked once what ran in it has ended.
    #[must_use]
    pub fn is_given_back(&self) -> bool {
        let asked = "#{alternate_on} #{cursor_flag} #{mouse_any_flag}";
        let flags = self.tmux(&["display-message", "-p", asked]);
        let screen = self.screen();
        let says = |line: &str| screen.lines().any(|said| said == line);
        flags.trim() == "0 1 0" && says("icanon") && says("echo")
    }

    /// Gives the terminal another size.
    pub fn resize(&self, width: u16, height: u16) {
        let (width, height) = (width.to_string(), height.to_string());
        self.tmux(&["resize-window", "-x", &width, "-y", &height]);
    }

    /// Waits until a text stands on the screen, and gives the screen.
    ///
    /// # Panics
    ///
    /// If it does not come.
    pub fn until(&self, text: &str) -> String {
        self.until_it(text, &|screen| screen.contains(text))
    }

    /// Waits until the clock on the screen stands at so many seconds since STARTEX, or later: a
    /// drill that runs fast may pass any moment between two looks. Gives the screen.
    ///
    /// # Panics
    ///
    /// If it does not come.
    pub fn until_clock(&self, seconds: u32) -> String {
        let what = format!("{seconds} seconds since STARTEX");
        self.until_it(&what, &|screen| clock(screen) >= Some(seconds))
    }

    /// The screen, once this holds of it.
    ///
    /// # Panics
    ///
    /// If it does not come to hold.
    #[must_use]
    pub fn until_it(&self, what: &str, holds: &dyn Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            let screen = self.screen();
            if holds(&screen) {
                return screen;
            }
            let waited = begun.elapsed();
            assert!(
                waited < PATIENCE,
                "“{what}” did not come; the screen is\n{screen}"
            );
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Kills the program with no chance to say anything.
    pub fn kill(&self) {
        self.kill_named("dientap");
    }

    /// The same for another program that the line runs.
    pub fn kill_named(&self, name: &str) {
        let pane = self.tmux(&["list-panes", "-F", "#{pane_pid}"]);
        let _ = Command::new("pkill")
            .args(["-9", "-P", pane.trim(), name])
            .status();
    }
}

/// What the clock on a screen says, in seconds since STARTEX.
fn clock(screen: &str) -> Option<u32> {
    let (_, told) = screen.split_once("T+")?;
    let digits = told
        .split(|c: char| !c.is_ascii_digit() && c != ':')
        .next()?;
    let mut parts = digits.split(':').map(str::parse::<u32>);
    parts.try_fold(0, |sum, part| Some(sum * 60 + part.ok()?))
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}
