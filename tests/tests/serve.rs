//! A live drill over SSH, with the client that everybody has: people come, play, drop and come
//! back; machines play; who should not be in stays out; a server that is killed goes on.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Output};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tests::program::{Folder, PATIENCE};
use tests::root;
use tests::scenario::Dice;
use tests::served::{Served, TOOLS, are_here, client_asks, key};

/// A defender by key, another by code, an organiser, an observer.
const ROSTER: &str = "
teams:
  - name: doi-1
    plays: blue
    seats:
      - {name: ha, keys_file: ha.pub}
      - {name: minh, code: true}
  - {name: btc, plays: btc, seats: [{name: lan, keys_file: lan.pub}]}
  - {name: khach, plays: observer, seats: [{name: xem, keys_file: xem.pub}]}
";

/// A folder with everybody's keys, and one that nobody knows; nothing where there is no SSH.
fn folder(name: &str) -> Option<Folder> {
    if !are_here(&TOOLS) {
        return None;
    }
    let folder = Folder::new(name);
    for name in ["ha", "lan", "xem", "stranger"] {
        key(&folder, name);
    }
    Some(folder)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The JSON that somebody's words are answered with.
fn answer(served: &Served, folder: &Folder, who: &str, words: &[&str]) -> Value {
    let output = served.words(folder, who, who, words);
    let text = said(&output);
    serde_json::from_str(text.lines().next().unwrap_or_default()).unwrap_or_else(|error| {
        let err = String::from_utf8_lossy(&output.stderr);
        panic!("{who} {words:?}: {error}: “{text}” “{err}”")
    })
}

#[test]
fn three_people_join_and_play_within_a_minute() {
    let Some(folder) = folder("serve-three") else {
        return;
    };
    let begun = Instant::now();
    let served = Served::new(&folder, ROSTER, &[]);
    assert!(served.said.contains("SHA256:"), "{}", served.said);
    let blue = served.terminal(&folder, "ha", "ha").expect("tmux");
    let white = served.terminal(&folder, "lan", "lan").expect("tmux");
    let observer = served.terminal(&folder, "xem", "xem").expect("tmux");
    blue.until("DEFENCE TEAM");
    white.until("ORGANISERS");
    let stands = observer.until("OBSERVER");
    assert!(
        stands.contains("PAUSED"),
        "the organisers start it:\n{stands}"
    );
    // Who defends sets no clock and takes no other seat.
    blue.keys(&["F8", "F4"]);
    white.keys(&["F8"]);
    blue.until_clock(10);
    let runs = observer.until_clock(10);
    assert!(!runs.contains("PAUSED"), "{runs}");
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "{:?}",
        begun.elapsed()
    );
    let here = answer(&served, &folder, "lan", &["who"]);
    let seats: Vec<_> = here.as_array().expect("a list").iter().collect();
    assert_eq!(seats.len(), 4, "three at terminals, and who asks: {here}");
    blue.keys(&["C-q", "Enter"]);
    let left = blue.until("ended-with-0");
    assert!(left.contains("Goodbye"), "{left}");
    assert_eq!(served.end(), Some(0));
    let goodbye = white.until("ended-with-0");
    assert!(goodbye.contains("The drill stops here"), "{goodbye}");
    let trail = fs::read_to_string(folder.path("cong-ddos-deface.audit.jsonl")).expect("a trail");
    assert!(
        trail.contains("\"seat\":\"ha\"") && trail.contains("\"what\":\"went\""),
        "{trail}"
    );
}

#[test]
fn nobody_else_gets_in_and_nothing_else_is_opened() {
    let Some(folder) = folder("serve-nobody") else {
        return;
    };
    let served = Served::new(&folder, ROSTER, &[]);
    for (key, seat) in [
        ("stranger", "ha"),
        ("ha", "lan"),
        ("ha", "nobody"),
        ("ha", "root"),
    ] {
        let output = served.words(&folder, key, seat, &["status"]);
        assert_eq!(output.status.code(), Some(255), "{key} as {seat}");
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            why.contains("(publickey)"),
            "no other way is offered: {why}"
        );
    }
    served.until("refused: root");
    let output = served.words(&folder, "stranger", "minh", &["status"]);
    assert_ne!(output.status.code(), Some(0), "a code cannot be left out");
    for words in [
        &["-W127.0.0.1:22"][..],
        &["-s", "sftp"],
        &["uname", "-a"],
        &["report"],
    ] {
        let output = served.words(&folder, "ha", "ha", words);
        assert_ne!(output.status.code(), Some(0), "{words:?}");
        assert!(said(&output).is_empty(), "{words:?}: {}", said(&output));
    }
    let none = served.words(&folder, "ha", "ha", &[]);
    assert_eq!(none.status.code(), Some(2), "no shell without a terminal");
    let forward = served.words(
        &folder,
        "ha",
        "ha",
        &["-oExitOnForwardFailure=yes", "-R0:127.0.0.1:22", "status"],
    );
    assert_eq!(forward.status.code(), Some(255), "nothing is forwarded");
    let trail = fs::read_to_string(folder.path("cong-ddos-deface.audit.jsonl")).expect("a trail");
    assert!(trail.contains("refused-key"), "{trail}");
}

#[test]
fn a_code_lets_one_key_in_once_and_a_seat_is_handed_over() {
    let Some(folder) = folder("serve-code") else {
        return;
    };
    let served = Served::new(&folder, ROSTER, &[]);
    let code = served.said.split("with the code ").nth(1).expect("a code")[..9].to_owned();
    let newcomer = served
        .by_code(&folder, "stranger", "minh", "nonsense")
        .expect("tmux");
    served.until("wrong code");
    // What is typed before the client asks again, it throws away.
    let begun = Instant::now();
    while newcomer.screen().matches("Seat code:").count() < 2 {
        assert!(begun.elapsed() < PATIENCE, "{}", newcomer.screen());
        thread::sleep(Duration::from_millis(100));
    }
    newcomer.types(&code);
    newcomer.keys(&["Enter"]);
    newcomer.until("DEFENCE TEAM");
    let again = answer(&served, &folder, "lan", &["code", "ha"]);
    assert_eq!(again["code"].as_str().map(str::len), Some(9), "{again}");
    let by_key = served.words(&folder, "stranger", "minh", &["status"]);
    assert_eq!(
        by_key.status.code(),
        Some(0),
        "from now on the key is enough"
    );
    let other = served.words(&folder, "xem", "minh", &["status"]);
    assert_eq!(other.status.code(), Some(255), "the code is spent");
    let handed = answer(&served, &folder, "lan", &["hand", "minh"]);
    assert!(handed["code"].is_string(), "{handed}");
    newcomer.until("ended-with-1");
    let locked_out = served.words(&folder, "stranger", "minh", &["status"]);
    assert_ne!(
        locked_out.status.code(),
        Some(0),
        "whoever had it has it no more"
    );
    let no_power = served.words(&folder, "ha", "ha", &["hand", "lan"]);
    assert_eq!(no_power.status.code(), Some(2));
}

#[test]
fn a_dropped_line_finds_its_desk_as_it_was_left() {
    let Some(folder) = folder("serve-drop") else {
        return;
    };
    let served = Served::new(&folder, ROSTER, &[]);
    let first = served.terminal(&folder, "ha", "ha").expect("tmux");
    first.until("DEFENCE TEAM");
    first.keys(&["3", "/"]);
    first.types("half a query");
    first.until("half a query");
    first.kill_named("ssh");
    first.until("ended-with-137");
    drop(first);
    let again = served.terminal(&folder, "ha", "ha").expect("tmux");
    again.until("half a query");
    again.types(" and more");
    again.until("half a query and more");
}

#[test]
fn the_example_of_the_readme_plays_a_seat() {
    let Some(folder) = folder("serve-machine") else {
        return;
    };
    if !are_here(&[("python3", "--version")]) {
        return;
    }
    let readme = fs::read_to_string(root().join("tui/README.md")).expect("the README");
    let example = readme.split("```python\n").nth(1).expect("an example");
    let example = example.split("```").next().expect("it ends");
    assert!(example.lines().count() <= 24, "twenty lines or so");
    fs::write(folder.0.join("play.py"), example).expect("written");
    let served = Served::new(&folder, ROSTER, &["--pace", "600"]);
    let clock = served.terminal(&folder, "lan", "lan").expect("tmux");
    clock.until("ORGANISERS");
    clock.keys(&["F8"]);
    let played = Command::new("python3")
        .arg("play.py")
        .args(served.options("ha"))
        .arg("ha@127.0.0.1")
        .current_dir(&folder.0)
        .output()
        .expect("python is here");
    let text = said(&played);
    let err = String::from_utf8_lossy(&played.stderr).into_owned();
    assert!(text.contains("is on disk"), "“{text}” “{err}”");
    assert!(text.contains("alert"), "“{text}” “{err}”");
    let trail = fs::read_to_string(folder.path("cong-ddos-deface.audit.jsonl")).expect("a trail");
    assert!(trail.contains("\"what\":\"ordered\""), "{trail}");
}

#[test]
fn hostile_bytes_harm_nobody() {
    let Some(folder) = folder("serve-hostile") else {
        return;
    };
    let served = Served::new(&folder, ROSTER, &[]);
    let mut dice = Dice::new(5);
    let mut open = Vec::new();
    for round in 0..60 {
        let mut stream = TcpStream::connect(("127.0.0.1", served.port)).expect("it listens");
        let mut bytes: Vec<u8> = (0..dice.below(4_000))
            .map(|_| dice.below(256) as u8)
            .collect();
        if round % 3 == 0 {
            bytes.splice(0..0, *b"SSH-2.0-garbage\r\n");
        }
        let _ = stream.write_all(&bytes);
        if round % 2 == 0 {
            open.push(stream);
        } else {
            let _ = stream.set_read_timeout(Some(Duration::from_millis(20)));
            let _ = stream.read(&mut [0; 64]);
        }
    }
    let white = served.terminal(&folder, "lan", "lan").expect("tmux");
    white.until("ORGANISERS");
    let line = r#"{"say": {"text": "\u001b]0;gotcha\u0007\u001b[2J\u202egnahc\u0085 done"}}"#;
    let mut child = Command::new("ssh")
        .args(served.options("ha"))
        .args(["-T", "ha@127.0.0.1", "play"])
        .current_dir(&folder.0)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("ssh is here");
    let mut to = child.stdin.take().expect("it was piped");
    writeln!(to, "not json\n{line}\n\"{}\"", "x".repeat(70_000)).expect("written");
    let out = child.stdout.take().expect("it was piped");
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(out)).map_while(Result::ok);
    let mut wanted = vec!["not-understood", "\"kept\"", "too-long", "gnahc"];
    let mut told = String::new();
    while !wanted.is_empty() {
        let line = lines.next().expect("it comes");
        if line.contains("gnahc") {
            told.clone_from(&line);
        }
        wanted.retain(|text| !line.contains(text));
    }
    assert!(!told.contains(['\u{202e}', '\u{85}', '\u{1b}']), "{told}");
    assert!(
        !told.contains("\\u001b"),
        "what could harm is gone, not only hidden: {told}"
    );
    child.kill().expect("a child can be killed");
    child.wait().expect("it ends");
    assert_eq!(
        answer(&served, &folder, "lan", &["status"])["clock"]["paused"],
        true
    );
    drop(open);
}

#[test]
fn a_killed_server_goes_on_at_the_last_order_with_everybodys_keys() {
    let Some(folder) = folder("serve-killed") else {
        return;
    };
    let served = Served::new(&folder, ROSTER, &["--pace", "60"]);
    let fingerprint = served.said.split("SHA256:").nth(1).expect("a key")[..40].to_owned();
    let white = served.terminal(&folder, "lan", "lan").expect("tmux");
    white.until("ORGANISERS");
    white.keys(&["F8"]);
    white.until_clock(120);
    white.keys(&["F8"]);
    white.until("PAUSED");
    let before = answer(&served, &folder, "lan", &["status"]);
    served.kill();
    white.until("ended-with-255");
    drop(white);
    let again = Served::new(&folder, ROSTER, &["--pace", "60"]);
    assert!(
        again.said.contains(&fingerprint),
        "the same host key: {}",
        again.said
    );
    let after = answer(&again, &folder, "lan", &["status"]);
    assert_eq!(after["clock"]["paused"], true, "{after}");
    assert_eq!(before["clock"]["now"], after["clock"]["now"]);
    assert_eq!(again.end(), Some(0));
}

/// The lines of the README under this heading that a shell is given, without what is remarked.
fn lines_of(heading: &str) -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let part = readme.split(heading).nth(1).expect("the heading");
    let block = part.split("```sh\n").nth(1).expect("a block");
    let block = block.split("```").next().expect("it ends");
    let line = |line: &str| line.split('#').next().unwrap_or_default().trim().to_owned();
    block.lines().map(line).collect()
}

/// What the README promises, line by line: from nothing to three people playing.
#[cfg(unix)]
#[test]
fn the_lines_of_the_readme_bring_three_people_together() {
    let Some(folder) = folder("serve-readme") else {
        return;
    };
    std::os::unix::fs::symlink(root().join("scenarios"), folder.0.join("scenarios"))
        .expect("a fresh folder");
    let lines = lines_of("## A live drill over SSH");
    let [roster, serve, join @ ..] = &lines[..] else {
        panic!("{lines:?}")
    };
    let words = |line: &'_ str| -> Vec<String> {
        let words = line.strip_prefix("dientap ").expect("a line of ours");
        words.split_whitespace().map(str::to_owned).collect()
    };
    let new = words(roster);
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let made = tests::program::command(&new)
        .current_dir(&folder.0)
        .output();
    assert!(made.is_ok_and(|made| made.status.success()), "{roster}");
    let line = words(serve);
    let line: Vec<&str> = line.iter().map(String::as_str).collect();
    let served = Served::of_line(&folder, &[&line[..], client_asks()].concat());
    let seats: Vec<&str> = join
        .iter()
        .filter_map(|line| line.strip_prefix("ssh -p 2222 ")?.strip_suffix("@HOST"))
        .collect();
    assert_eq!(seats, ["blue-1", "btc-1", "observer-1"], "{join:?}");
    let sat: Vec<_> = seats
        .iter()
        .zip(["ha", "lan", "xem"])
        .zip(["DEFENCE TEAM", "ORGANISERS", "OBSERVER"])
        .map(|((seat, key), desk)| {
            let own = served.said.lines().find(|line| line.contains(seat));
            let code = own.and_then(|line| line.split("with the code ").nth(1));
            let code = &code.unwrap_or_else(|| panic!("{seat} in {}", served.said))[..9];
            let terminal = served.by_code(&folder, key, seat, code).expect("tmux");
            terminal.until(desk);
            terminal
        })
        .collect();
    sat[2].until("PAUSED");
    sat[1].keys(&["F8"]);
    sat.iter().for_each(|one| _ = one.until_clock(10));
    assert_eq!(served.end(), Some(0));
}

#[test]
fn the_organisers_hold_the_door_from_their_desk() {
    let Some(folder) = folder("serve-people") else {
        return;
    };
    let served = Served::new(&folder, ROSTER, &[]);
    let white = served.terminal(&folder, "lan", "lan").expect("tmux");
    white.until("ORGANISERS");
    white.keys(&["9"]);
    white.until("People: 1 of 4 seats");
    let twice = ["ha", "ha"].map(|key| served.terminal(&folder, key, "ha").expect("tmux"));
    twice.iter().for_each(|one| _ = one.until("DEFENCE TEAM"));
    // A seat is taken as soon as its first line has come: the row must have heard of both.
    let says = |row: &str, what: &str| row.split_whitespace().any(|word| word == what);
    _ = white.until_it("two lines of ha", &|screen| {
        let mut rows = screen.lines();
        rows.any(|row| says(row, "ha") && says(row, "2"))
    });
    white.keys(&["d"]);
    white.until("2 lines of");
    white.keys(&["Right", "F10"]);
    white.until("Closed 2 lines of ha");
    for one in &twice {
        assert!(one.until("ended-with-1").contains("organisers closed"));
    }
    // A code for somebody who has none, then the seat for somebody else.
    white.keys(&["j", "c", "Right", "F10"]);
    let shown = white.until("Tell it to whoever");
    let code = shown
        .split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        .find(|word| word.len() == 9 && word.as_bytes()[4] == b'-');
    let code = code
        .unwrap_or_else(|| panic!("no code: {shown}"))
        .to_owned();
    white.keys(&["Escape"]);
    let newcomer = served
        .by_code(&folder, "stranger", "minh", &code)
        .expect("tmux");
    newcomer.until("DEFENCE TEAM");
    white.until("People: 2 of 4 seats");
    white.keys(&["h", "Right", "F10"]);
    white.until("Tell it to whoever");
    newcomer.until("ended-with-1");
    let locked_out = served.words(&folder, "stranger", "minh", &["status"]);
    assert_ne!(locked_out.status.code(), Some(0));
    let trail = fs::read_to_string(folder.path("cong-ddos-deface.audit.jsonl")).expect("a trail");
    for what in ["disconnected", "renewed", "handed"] {
        assert!(trail.contains(&format!("\"what\":\"{what}\"")), "{trail}");
    }
}
