//! The lines of a live drill: which clients are let in, how long a line lasts, what it carries. An
//! auditor finds nothing to say of what is offered, a person whose client knows none of it is told
//! so where they sit, a seat has its share of lines; what is no drill is refused in words.

use std::fs;
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tests::program::{Folder, PATIENCE};
use tests::served::{Served, TOOLS, are_here, key};

const ROSTER: &str = "
teams:
  - {name: doi-1, plays: blue, seats: [{name: ha, keys_file: ha.pub}]}
";

/// A folder with a key; nothing where there is no SSH.
fn folder(name: &str) -> Option<Folder> {
    if !are_here(&TOOLS) {
        return None;
    }
    let folder = Folder::new(name);
    key(&folder, "ha");
    Some(folder)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn an_auditor_of_servers_finds_nothing_to_say() {
    let Some(folder) = folder("serve-audit") else {
        return;
    };
    if !are_here(&[("ssh-audit", "--help")]) {
        return;
    }
    let wrong = |served: Served| -> Vec<String> {
        let audit = Command::new("ssh-audit")
            .args(["-n", "-b", "-p", &served.port.to_string(), "127.0.0.1"])
            .output()
            .expect("ssh-audit is here");
        let text = said(&audit);
        assert!(text.contains("(kex)"), "{text}");
        // An auditor older than an exchange says that it does not know it, and nothing of us.
        let wrong = text.lines().filter(|line| {
            let finds = line.contains("[fail]") || line.contains("[warn]");
            finds && !line.contains("unknown algorithm")
        });
        wrong.map(str::to_owned).collect()
    };
    let strict = Served::strict(&folder, ROSTER, &[]);
    assert_eq!(wrong(strict), Vec::<String>::new());
    // With old clients there is one kind of exchange that new auditors warn of.
    let old = Served::strict(&folder, ROSTER, &["--old-clients"]);
    for line in wrong(old) {
        assert!(
            line.contains("curve25519") && line.contains("post-quantum"),
            "{line}"
        );
    }
}

/// What a client hears that knows these exchanges and no other.
fn heard(served: &Served, folder: &Folder, exchanges: &str) -> (Option<i32>, String) {
    let knows = format!("-oKexAlgorithms={exchanges}");
    let output = served.words(folder, "ha", "ha", &[&knows, "status"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), told)
}

#[test]
fn who_comes_with_too_old_a_client_is_told_why_and_so_is_whoever_serves() {
    let Some(folder) = folder("serve-old") else {
        return;
    };
    let served = Served::strict(&folder, ROSTER, &[]);
    served.said.find("--old-clients").expect("said beforehand");
    let (code, told) = heard(&served, &folder, "curve25519-sha256");
    assert_eq!(code, Some(255), "there is no key to agree on");
    for part in ["too old", "qua cu", "OpenSSH 9.9", "--old-clients"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(
        !told.contains('\\'),
        "in letters that the client shows: {told}"
    );
    served.until("--old-clients");
    assert_eq!(served.end(), Some(0));

    let served = Served::strict(&folder, ROSTER, &["--old-clients"]);
    let (code, told) = heard(&served, &folder, "curve25519-sha256");
    assert_eq!(code, Some(0), "{told}");
    let (code, told) = heard(&served, &folder, "diffie-hellman-group14-sha256");
    assert_eq!(code, Some(255));
    assert!(told.contains("OpenSSH 6.5"), "{told}");
}

#[test]
fn a_terminal_whose_input_has_ended_is_told_goodbye() {
    let Some(folder) = folder("serve-ended") else {
        return;
    };
    let served = Served::new(&folder, ROSTER, &[]);
    let output = served.words(&folder, "ha", "ha", &["-tt"]);
    assert_eq!(output.status.code(), Some(0), "it does not hang");
    assert!(said(&output).contains("Goodbye"), "{}", said(&output));
}

#[test]
fn nobody_takes_up_the_server_with_one_key() {
    /// As many as one seat may have.
    const LINES: usize = 16;
    let Some(folder) = folder("serve-many") else {
        return;
    };
    let served = Served::new(&folder, ROSTER, &[]);
    let line = || -> Child {
        let mut ssh = Command::new("ssh");
        ssh.args(served.options("ha")).args(["-N", "ha@127.0.0.1"]);
        let ssh = ssh.current_dir(&folder.0).stdin(Stdio::null());
        ssh.stderr(Stdio::null()).spawn().expect("ssh is here")
    };
    let mut lines: Vec<Child> = (0..LINES).map(|_| line()).collect();
    let comes = || served.words(&folder, "ha", "ha", &["status"]).status.code() == Some(0);
    let begun = Instant::now();
    // On a busy machine a line may not get through its login in time: another comes for it.
    while comes() {
        assert!(begun.elapsed() < PATIENCE, "still one more comes");
        lines.push(line());
        thread::sleep(Duration::from_millis(200));
    }
    served.until("too many connections of this seat");
    for line in &mut lines {
        line.kill().expect("a child can be killed");
        line.wait().expect("it ends");
    }
    let begun = Instant::now();
    while !comes() {
        assert!(begun.elapsed() < PATIENCE, "nobody comes any more");
        thread::sleep(Duration::from_millis(200));
    }
}

/// The least time after which a line that is not used is closed.
const IDLE: [&str; 2] = ["--idle", "4s"];

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_line_that_carries_nothing_and_a_terminal_left_alone_are_closed_with_a_word() {
    let Some(folder) = folder("serve-idle") else {
        return;
    };
    let served = Served::new(&folder, ROSTER, &IDLE);
    let begun = Instant::now();
    let left = served.terminal(&folder, "ha", "ha").expect("tmux");
    left.until("DEFENCE TEAM");
    left.keys(&["3"]);
    let empty = served.words(&folder, "ha", "ha", &["-N", "-oLogLevel=INFO"]);
    assert_eq!(empty.status.code(), Some(255));
    let why = told(&empty);
    assert!(why.contains("Nothing was asked for on this line"), "{why}");
    let goodbye = left.until("ended-with-1");
    assert!(goodbye.contains("Nothing was typed"), "{goodbye}");
    assert!(begun.elapsed() >= Duration::from_secs(4), "not before");
    let trail = fs::read_to_string(folder.path("cong-ddos-deface.audit.jsonl")).expect("a trail");
    for why in ["\"why\":\"empty\"", "\"why\":\"idle\""] {
        assert!(trail.contains(why), "{trail}");
    }
}

#[cfg(unix)]
#[test]
fn a_client_that_is_stopped_keeps_nobody_waiting_and_is_let_go() {
    let Some(folder) = folder("serve-stopped") else {
        return;
    };
    let served = Served::new(&folder, ROSTER, &[&IDLE[..], &["--pace", "300"]].concat());
    let mut ssh = Command::new("ssh");
    ssh.args(served.options("ha"))
        .args(["-T", "ha@127.0.0.1", "play"]);
    let ssh = ssh.current_dir(&folder.0).stdin(Stdio::piped());
    let mut stopped = ssh.stdout(Stdio::null()).spawn().expect("ssh is here");
    served.until("ha came");
    let pid = stopped.id().to_string();
    let signalled = Command::new("kill").args(["-STOP", &pid]).status();
    assert!(signalled.is_ok_and(|done| done.success()));
    // Nobody sits with the organisers: the drill goes on, for whoever sits beside it too.
    let other = served.terminal(&folder, "ha", "ha").expect("tmux");
    other.until_clock(600);
    other.keys(&["3"]);
    other.until_clock(1_200);
    // The terminal beside it may go too, idle: what counts is that the stopped machine does.
    let trail = folder.path("cong-ddos-deface.audit.jsonl");
    let is_gone = |line: &str| line.contains("\"does\":\"play\"") && line.contains("\"went\"");
    let begun = Instant::now();
    while !fs::read_to_string(&trail).is_ok_and(|text| text.lines().any(is_gone)) {
        assert!(begun.elapsed() < PATIENCE, "it is never let go");
        thread::sleep(Duration::from_millis(100));
    }
    stopped.kill().expect("a child can be killed");
    stopped.wait().expect("it ends");
    let comes = served.words(&folder, "ha", "ha", &["status"]);
    assert_eq!(comes.status.code(), Some(0), "{}", told(&comes));
}

#[test]
fn what_is_no_drill_is_refused_in_words_and_leaves_nothing_behind() {
    let Some(folder) = folder("serve-else") else {
        return;
    };
    let served = Served::new(&folder, ROSTER, &[]);
    let names = || -> Vec<_> {
        let all = fs::read_dir(&folder.0).expect("it can be listed");
        let mut all: Vec<_> = all.filter_map(|one| Some(one.ok()?.file_name())).collect();
        all.sort();
        all
    };
    let comes = |words: &[&str]| served.words(&folder, "ha", "ha", words);
    assert_eq!(comes(&["status"]).status.code(), Some(0));
    let before = names();
    for (words, code, says) in [
        (&["-s", "sftp"][..], 1, "No files are carried here"),
        (&["scp", "-t", "x"], 2, "no such word"),
        (&["-W127.0.0.1:22"], 255, "forwarding failed"),
        (
            &["-oExitOnForwardFailure=yes", "-R0:127.0.0.1:22", "status"],
            255,
            "remote port forwarding failed",
        ),
        (&["-A", "status"], 0, ""),
    ] {
        let output = comes(words);
        assert_eq!(output.status.code(), Some(code), "{words:?}");
        assert!(told(&output).contains(says), "{words:?}: {}", told(&output));
    }
    // A port of the client's own machine leads nowhere.
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
    let port = port.expect("a free port").port();
    for forwards in [format!("-L{port}:127.0.0.1:22"), format!("-D{port}")] {
        let mut ssh = Command::new("ssh");
        ssh.args(served.options("ha"))
            .args([&forwards, "-N", "ha@127.0.0.1"]);
        let ssh = ssh.current_dir(&folder.0).stdin(Stdio::null());
        let ssh = ssh.stderr(Stdio::null()).stdout(Stdio::null());
        let mut line = ssh.spawn().expect("ssh is here");
        let begun = Instant::now();
        let mut stream = loop {
            if let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) {
                break stream;
            }
            assert!(begun.elapsed() < PATIENCE, "{forwards} does not listen");
            thread::sleep(Duration::from_millis(50));
        };
        // What asks a proxy for a place, and what is no more than noise to what is forwarded.
        let asks = b"\x05\x01\x00\x05\x01\x00\x01\x7f\x00\x00\x01\x00\x16";
        std::io::Write::write_all(&mut stream, asks).expect("written");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        let mut all = Vec::new();
        let _ = std::io::Read::read_to_end(&mut stream, &mut all);
        assert!(!all.starts_with(b"SSH-"), "{forwards}: {all:?}");
        line.kill().expect("a child can be killed");
        line.wait().expect("it ends");
    }
    assert_eq!(names(), before, "no file is left");
    let trail = fs::read_to_string(folder.path("cong-ddos-deface.audit.jsonl")).expect("a trail");
    for asked in ["subsystem", "forwarding", "forwarding-back"] {
        let line = format!("\"asked\":\"{asked}\"");
        assert!(trail.contains(&line), "{asked}: {trail}");
    }
}
