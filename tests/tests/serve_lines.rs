//! Which clients are let in, and how long: an auditor finds nothing to say of what is offered, a
//! person whose client knows none of it is told so where they sit, a seat has its share of lines.

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
        let wrong = text
            .lines()
            .filter(|line| line.contains("[fail]") || line.contains("[warn]"));
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
