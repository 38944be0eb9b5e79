//! Which clients are let in, and what becomes of the others: an auditor finds nothing to say of what
//! is offered, and a person whose client knows none of it is told so, where they sit.

use std::process::{Command, Output};

use tests::program::Folder;
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
