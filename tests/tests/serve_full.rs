//! A drill whose record cannot grow any more while people play: it stands, everybody is told, what
//! was acknowledged is on disk, and the same line goes on with it.
#![cfg(unix)]

use std::fs;

use tests::program::{Folder, run};
use tests::root;
use tests::served::{Served, TOOLS, are_here, client_asks, key};

const ROSTER: &str = "
teams:
  - {name: doi-1, plays: blue, seats: [{name: ha, keys_file: ha.pub}]}
  - {name: btc, plays: btc, seats: [{name: lan, keys_file: lan.pub}]}
";
/// How many blocks of 512 bytes the record may have beyond what it begins with.
const ROOM: u64 = 120;
/// The orders that are given at once, each of some thousand bytes.
const AT_ONCE: usize = 10;

#[test]
fn a_full_disk_stops_the_drill_is_told_to_all_and_loses_nothing_acknowledged() {
    if !are_here(&TOOLS) {
        return;
    }
    let folder = Folder::new("serve-full");
    key(&folder, "ha");
    key(&folder, "lan");
    fs::write(folder.0.join("roster.yml"), ROSTER).expect("written");
    let scenario = root().join("scenarios").join("cong-ddos-deface");
    let scenario = scenario.to_string_lossy();
    let line = ["serve", &scenario, "--roster", "roster.yml", "--seed", "7"];
    let line = [&line[..], client_asks()].concat();
    let file = folder.path("cong-ddos-deface.drill");
    assert_eq!(Served::of_line(&folder, &line).end(), Some(0));
    let begins = fs::metadata(&file).expect("a record").len().div_ceil(512);

    let blocks = u32::try_from(begins + ROOM).expect("a small record");
    let served = Served::cramped(&folder, &line, blocks);
    let white = served.terminal(&folder, "lan", "lan").expect("tmux");
    white.until("ORGANISERS");
    let (mut kept, mut refused) = (Vec::new(), 0);
    for round in 0..6 {
        let lines: Vec<String> = (0..AT_ONCE)
            .map(|n| {
                let much = "x".repeat(3_000);
                format!(r#"{{"say": {{"text": "said-{round}-{n}. {much}"}}}}"#)
            })
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let answers = served.asks(&folder, "ha", &["play"], &lines);
        for (n, answer) in answers.iter().enumerate() {
            if answer.contains("kept\"") && !answer.contains("not-kept") {
                kept.push(format!("said-{round}-{n}."));
            } else {
                refused += 1;
            }
        }
    }
    assert!(
        kept.len() > AT_ONCE && refused > AT_ONCE,
        "{} {refused}",
        kept.len()
    );
    served.until("the record cannot be written, the drill stands");
    let stands = white.until("The record cannot be written");
    assert!(stands.contains("PAUSED"), "{stands}");
    served.kill();

    let again = Served::of_line(&folder, &line);
    let answers = again.asks(
        &folder,
        "ha",
        &["play"],
        &[r#"{"say": {"text": "said-after."}}"#],
    );
    assert!(answers[0].contains("{\"kept\""), "{answers:?}");
    assert_eq!(again.end(), Some(0));
    let record = fs::read(&file).expect("a record");
    let record = String::from_utf8_lossy(&record);
    kept.push("said-after.".to_owned());
    for said in kept {
        assert!(record.contains(&said), "{said} was acknowledged");
    }
    let verified = run(&folder, &["verify", &file]);
    assert!(verified.said.contains("agree"), "{}", verified.said);
    let trail = fs::read_to_string(folder.path("cong-ddos-deface.audit.jsonl")).expect("a trail");
    for line in trail.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|_| panic!("{line}"));
    }
}
