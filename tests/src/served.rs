//! A served drill, and people who come to it with OpenSSH: keys, lines, terminals.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Instant;
use std::{env, path::Path};

use crate::program::{Folder, PATIENCE, command, program};
use crate::root;
use crate::tmux::Tmux;

/// What people come with, and what asks whether it is here.
pub const TOOLS: [(&str, &str); 3] = [("ssh", "-V"), ("ssh-keygen", "-?"), ("tmux", "-V")];

/// Whether these programs are here.
///
/// # Panics
///
/// If one is not and all tools are to be here.
#[must_use]
pub fn are_here(tools: &[(&str, &str)]) -> bool {
    let missing: Vec<&str> = tools
        .iter()
        .filter(|(tool, asks)| Command::new(tool).arg(asks).output().is_err())
        .map(|(tool, _)| *tool)
        .collect();
    let must = env::var_os("DIENTAP_ALL_TOOLS").is_some();
    assert!(
        missing.is_empty() || !must,
        "{missing:?} not installed, and all tools are to be here"
    );
    if !missing.is_empty() {
        println!("not run: {missing:?} not installed");
    }
    missing.is_empty()
}

/// What a server is to be told so that the client of this machine can come: OpenSSH agrees since
/// 9.9 on keys as servers want them now.
#[must_use]
pub fn client_asks() -> &'static [&'static str] {
    let said = Command::new("ssh").arg("-V").output();
    let said = said.map_or_else(
        |_| String::new(),
        |output| String::from_utf8_lossy(&output.stderr).into_owned(),
    );
    let version = said.split("OpenSSH_").nth(1).unwrap_or_default();
    let mut numbers = version.split(|c: char| !c.is_ascii_digit());
    let mut number = || {
        numbers
            .next()
            .and_then(|n| n.parse::<u32>().ok())
            .unwrap_or(0)
    };
    if (number(), number()) < (9, 9) {
        &["--old-clients"]
    } else {
        &[]
    }
}

/// A drill being served on a port of its own.
#[derive(Debug)]
pub struct Served {
    child: Child,
    lines: Receiver<String>,
    /// What it said until it could be joined.
    pub said: String,
    /// Its port.
    pub port: u16,
}

impl Served {
    /// Serves a scenario to a roster, which is written into the folder, so that the client of this
    /// machine can come, however old it is.
    ///
    /// # Panics
    ///
    /// If it cannot be joined in good time.
    #[must_use]
    pub fn new(folder: &Folder, roster: &str, more: &[&str]) -> Self {
        Self::strict(folder, roster, &[more, client_asks()].concat())
    }

    /// The same as it is served to clients of these days.
    ///
    /// # Panics
    ///
    /// If it cannot be joined in good time.
    #[must_use]
    pub fn strict(folder: &Folder, roster: &str, more: &[&str]) -> Self {
        fs::write(folder.0.join("roster.yml"), roster).expect("a roster can be written");
        let scenario = root().join("scenarios").join("cong-ddos-deface");
        let scenario = scenario.to_string_lossy();
        let line = ["serve", &scenario, "--roster", "roster.yml", "--seed", "7"];
        Self::of_line(folder, &[&line[..], more].concat())
    }

    /// Serves with this line, but for where it listens and keeps its key.
    ///
    /// # Panics
    ///
    /// If it cannot be joined in good time.
    #[must_use]
    pub fn of_line(folder: &Folder, line: &[&str]) -> Self {
        Self::of_command(folder, command(line))
    }

    /// Serves with this line where no file may grow beyond so many blocks of 512 bytes.
    ///
    /// # Panics
    ///
    /// If it cannot be joined in good time.
    #[cfg(unix)]
    #[must_use]
    pub fn cramped(folder: &Folder, line: &[&str], blocks: u32) -> Self {
        let mut shell = Command::new("sh");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        shell.args(["-c", &script]).arg(program()).args(line);
        shell.args(["--lang", "en"]).stdin(Stdio::null());
        Self::of_command(folder, shell)
    }

    fn of_command(folder: &Folder, mut line: Command) -> Self {
        let mut child = line
            .args(["--listen", "127.0.0.1:0", "--data", "data"])
            .current_dir(&folder.0)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (to, lines) = channel();
        for stream in [
            Box::new(child.stdout.take().expect("it was piped")) as Box<dyn Read + Send>,
            Box::new(child.stderr.take().expect("it was piped")),
        ] {
            let to = to.clone();
            thread::spawn(move || {
                let lines = BufReader::new(stream).lines().map_while(Result::ok);
                lines.for_each(|line| _ = to.send(line));
            });
        }
        let mut served = Self {
            child,
            lines,
            said: String::new(),
            port: 0,
        };
        served.said = served.until("Ctrl-C ends");
        let address = served.said.split("Listening on 127.0.0.1:").nth(1);
        let port = address.and_then(|text| text.lines().next()?.parse().ok());
        served.port = port.expect("it says where it listens");
        served
    }

    /// All it says until a line with this text.
    ///
    /// # Panics
    ///
    /// If it does not come.
    pub fn until(&self, text: &str) -> String {
        let mut said = String::new();
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let Ok(line) = self.lines.recv_timeout(PATIENCE) else {
                break;
            };
            said.push_str(&line);
            said.push('\n');
            if line.contains(text) {
                return said;
            }
        }
        panic!("“{text}” was not said, but:\n{said}");
    }

    /// What a client needs to know to come as somebody, with the key of that name or none.
    #[must_use]
    pub fn options(&self, key: &str) -> Vec<String> {
        let port = self.port.to_string();
        let mut all = vec!["-F", "none", "-p", &port]
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>();
        for option in [
            "StrictHostKeyChecking=accept-new",
            "UserKnownHostsFile=known_hosts",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "LogLevel=ERROR",
            "SetEnv=LANG=en_US.UTF-8",
        ] {
            all.extend(["-o".to_owned(), option.to_owned()]);
        }
        all.extend(["-i".to_owned(), key.to_owned()]);
        all
    }

    /// Comes with words in place of a terminal.
    ///
    /// # Panics
    ///
    /// If there is no client.
    #[must_use]
    pub fn words(&self, folder: &Folder, key: &str, seat: &str, more: &[&str]) -> Output {
        Command::new("ssh")
            .args(self.options(key))
            .args(["-o", "BatchMode=yes"])
            .args(more.iter().take_while(|word| word.starts_with('-')))
            .arg(format!("{seat}@127.0.0.1"))
            .args(more.iter().skip_while(|word| word.starts_with('-')))
            .current_dir(&folder.0)
            .stdin(Stdio::null())
            .output()
            .expect("ssh is here")
    }

    /// Comes as a machine, says these lines and goes as soon as each is answered; the answers.
    ///
    /// # Panics
    ///
    /// If there is no client, or not so many answers.
    #[must_use]
    pub fn asks(&self, folder: &Folder, seat: &str, words: &[&str], lines: &[&str]) -> Vec<String> {
        let mut child = Command::new("ssh")
            .args(self.options(seat))
            .args(["-T", &format!("{seat}@127.0.0.1")])
            .args(words)
            .current_dir(&folder.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("ssh is here");
        let mut to = child.stdin.take().expect("it was piped");
        writeln!(to, "{}", lines.join("\n")).expect("written");
        let out = child.stdout.take().expect("it was piped");
        let told = BufReader::new(out).lines().map_while(Result::ok);
        let is_answer =
            |line: &String| line.starts_with("{\"kept\"") || line.starts_with("{\"refused\"");
        let answers: Vec<String> = told.filter(is_answer).take(lines.len()).collect();
        assert_eq!(answers.len(), lines.len(), "{seat} {words:?}: {answers:?}");
        child.kill().expect("a child can be killed");
        child.wait().expect("it ends");
        answers
    }

    /// Comes with a terminal and an unknown key, and types the seat's code.
    #[must_use]
    pub fn by_code(&self, folder: &Folder, key: &str, seat: &str, code: &str) -> Option<Tmux> {
        let terminal = self.terminal(folder, key, seat)?;
        terminal.until("Seat code:");
        terminal.types(code);
        terminal.keys(&["Enter"]);
        Some(terminal)
    }

    /// Comes with a terminal.
    #[must_use]
    pub fn terminal(&self, folder: &Folder, key: &str, seat: &str) -> Option<Tmux> {
        let options = self.options(key).join(" ");
        let line = format!("ssh {options} {seat}@127.0.0.1");
        // Several may sit in one seat.
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("{seat}-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        Tmux::of_line(folder, &name, &line, (100, 30))
    }

    /// Kills the server with no chance to say anything.
    ///
    /// # Panics
    ///
    /// If it cannot be killed.
    pub fn kill(mut self) {
        self.child.kill().expect("a child can be killed");
        self.child.wait().expect("a killed child ends");
    }

    /// Tells it to end, as Ctrl-C does, and gives its exit code.
    ///
    /// # Panics
    ///
    /// If it does not end.
    pub fn end(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        let _ = Command::new("kill").args(["-INT", &pid]).status();
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Makes a key of this name in the folder.
///
/// # Panics
///
/// If it cannot be made.
pub fn key(folder: &Folder, name: &str) {
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"])
        .arg(folder.0.join(name))
        .status();
    assert!(
        made.is_ok_and(|made| made.success()),
        "ssh-keygen makes a key"
    );
    assert!(Path::new(&folder.path(&format!("{name}.pub"))).is_file());
}
