//! A server that is killed while several seats give orders, at random moments, again and again:
//! whatever was answered as kept is on disk and in the drill that goes on, in every city.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use engine::record::{Ending, read};
use tests::program::Folder;
use tests::scenario::Dice;
use tests::served::{Served, TOOLS, are_here, key};

/// Two defences, each in a city of its own, and the organisers of both.
const ROSTER: &str = "
cities: apart
teams:
  - {name: doi-1, plays: blue, seats: [{name: ha, keys_file: ha.pub}]}
  - {name: doi-2, plays: blue, seats: [{name: minh, keys_file: minh.pub}]}
  - {name: btc, plays: btc, seats: [{name: lan, keys_file: lan.pub}]}
";
const SEATS: [&str; 3] = ["ha", "minh", "lan"];
/// How often the server is killed.
const ROUNDS: u64 = 4;
/// The most orders of a seat in a round.
const ORDERS: usize = 400;

/// What was answered as kept, by seat.
type Kept = Arc<Mutex<BTreeMap<&'static str, Vec<String>>>>;

/// An order of a seat that says something nobody else says.
fn order(seat: &str, text: &str) -> String {
    match seat {
        "lan" => format!("{{\"announce\": {{\"text\": \"{text}\"}}}}"),
        _ => format!("{{\"say\": {{\"text\": \"{text}\"}}}}"),
    }
}

/// Comes as a machine and orders one thing after the other until the line is gone.
fn orders_on(
    served: &Served,
    folder: &Folder,
    seat: &'static str,
    round: u64,
    kept: &Kept,
) -> JoinHandle<()> {
    let mut child = Command::new("ssh")
        .args(served.options(seat))
        .args(["-T", &format!("{seat}@127.0.0.1"), "play"])
        .current_dir(&folder.0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("ssh is here");
    let to = child.stdin.take().expect("it was piped");
    let kept = kept.clone();
    thread::spawn(move || one_by_one(child, to, seat, round, &kept))
}

fn one_by_one(mut child: Child, mut to: ChildStdin, seat: &'static str, round: u64, kept: &Kept) {
    let out = child.stdout.take().expect("it was piped");
    let mut answers = BufReader::new(out)
        .lines()
        .map_while(Result::ok)
        .filter(|line| line.starts_with("{\"kept\"") || line.starts_with("{\"refused\""));
    for number in 0..ORDERS {
        let text = format!("{seat}-{round}-{number}-end");
        if writeln!(to, "{}", order(seat, &text)).is_err() {
            break;
        }
        let Some(answer) = answers.next() else { break };
        assert!(answer.starts_with("{\"kept\""), "{seat}: {answer}");
        let mut kept = kept.lock().expect("nobody panics with it");
        kept.entry(seat).or_default().push(text);
        drop(kept);
        // As people do, not as fast as the disk allows.
        thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("a child can be killed");
    child.wait().expect("it ends");
}

/// The orders on disk, of all cities, as text. Each file is whole or torn at its end.
fn on_disk(folder: &Folder) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(&folder.0).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|end| end != "drill") {
            continue;
        }
        let reading = read(&fs::read(&path).expect("a record"));
        let good = matches!(reading.end, Ending::Whole | Ending::Torn { .. });
        assert!(good, "{}: {:?}", path.display(), reading.end);
        for frame in reading.frames.iter().filter(|frame| frame.kind == "order") {
            all.push_str(&frame.payload.to_string());
            all.push('\n');
        }
    }
    all
}

/// What of this is missing in a text.
fn missing(kept: &[String], text: &str) -> Vec<String> {
    let is_missing = |one: &&String| !text.contains(one.as_str());
    kept.iter().filter(is_missing).cloned().collect()
}

#[test]
fn what_several_seats_were_told_is_kept_outlives_every_kill() {
    if !are_here(&TOOLS) {
        return;
    }
    let folder = Folder::new("serve-killed-often");
    SEATS.iter().for_each(|seat| key(&folder, seat));
    let kept = Kept::default();
    let mut dice = Dice::new(23);
    for round in 0..ROUNDS {
        let served = Served::new(&folder, ROSTER, &["--pace", "60"]);
        let answers = served.asks(&folder, "lan", &["play"], &["{\"clock\": \"pause\"}"]);
        assert!(answers[0].contains("kept"), "{answers:?}");
        let hands = SEATS.map(|seat| orders_on(&served, &folder, seat, round, &kept));
        let before: usize = kept.lock().expect("whole").values().map(Vec::len).sum();
        while kept
            .lock()
            .expect("whole")
            .values()
            .map(Vec::len)
            .sum::<usize>()
            < before + 10
        {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_millis(dice.below(400) as u64));
        served.kill();
        for hand in hands {
            hand.join().expect("a hand that was answered properly");
        }
        let disk = on_disk(&folder);
        for (seat, all) in kept.lock().expect("whole").iter() {
            assert_eq!(missing(all, &disk), [""; 0], "round {round}: {seat}");
        }
    }
    let served = Served::new(&folder, ROSTER, &[]);
    let kept = kept.lock().expect("whole");
    // A machine of the organisers speaks to the first city, if it names no other.
    let told = |seat| if seat == "ha" { &kept["lan"][..] } else { &[] };
    for seat in ["ha", "minh"] {
        let view = served.words(&folder, seat, seat, &["view"]);
        let view = String::from_utf8_lossy(&view.stdout);
        assert!(view.contains("\"paused\":true"), "{view}");
        assert_eq!(
            missing(&kept[seat], &view),
            [""; 0],
            "{seat} goes on without"
        );
        assert_eq!(missing(told(seat), &view), [""; 0], "{seat} was not told");
        let other = if seat == "ha" { "\"minh-0-" } else { "\"ha-0-" };
        assert!(!view.contains(other), "{seat} hears the other team");
    }
    assert_eq!(served.end(), Some(0));
}
