//! A drill that is killed in the middle: whatever was said to be kept is in the file, and `verify`
//! says how much of it is intact.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use engine::record::{Ending, read};
use tests::program::{Folder, command, run};
use tests::root;
use tests::scenario::Dice;

const ROUNDS: u64 = 8;

/// The exit code of a file that is not as a whole drill should be.
const WANTING: i32 = 1;

/// The starter scenario, ended early: a shorter drill is killed no less.
fn scenario(folder: &Folder) -> String {
    let short = folder.0.join("short");
    fs::create_dir_all(&short).expect("a fresh folder");
    let from = root().join("scenarios/cong-ddos-deface");
    for entry in fs::read_dir(from).expect("it can be listed") {
        let path = entry.expect("an entry of it can be read").path();
        let name = path.file_name().expect("an entry has a name");
        let mut text = fs::read_to_string(&path).expect("a text");
        if name == "scenario.yml" {
            for (old, new) in [
                ("length: 2h10m", "length: 45m"),
                ("from: 80m, to: 130m", "from: 40m, to: 45m"),
                ("from: 50m, to: 80m", "from: 30m, to: 40m"),
                ("from: 0m, to: 50m", "from: 0m, to: 30m"),
            ] {
                assert!(text.contains(old), "the scenario has no {old} any more");
                text = text.replace(old, new);
            }
        }
        fs::write(short.join(name), text).expect("it can be copied");
    }
    short.to_string_lossy().into_owned()
}

/// The numbers in `{"kept": n}` lines.
fn kept(line: &str) -> Option<u64> {
    let number = line.strip_prefix("{\"kept\": ")?.strip_suffix('}')?;
    number.parse().ok()
}

/// Plays a drill and kills it after some lines or some time; the frames it said were kept.
fn killed(scenario: &str, file: &str, seed: u64, dice: &mut Dice) -> Vec<u64> {
    let seed = seed.to_string();
    let args = ["run", scenario, "--follow", "--seed", &seed, "--out", file];
    let mut child = command(&args)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let out = child.stdout.take().expect("it was piped");
    let mut lines = BufReader::new(out).lines().map_while(Result::ok);
    let before = dice.below(60);
    let mut said: Vec<u64> = lines
        .by_ref()
        .take(before)
        .filter_map(|line| kept(&line))
        .collect();
    thread::sleep(Duration::from_micros(dice.below(5_000) as u64));
    child.kill().expect("a child can be killed");
    said.extend(lines.filter_map(|line| kept(&line)));
    child.wait().expect("a killed child ends");
    said
}

#[test]
fn what_was_said_to_be_kept_is_in_the_file() {
    let folder = Folder::new("crash");
    let mut dice = Dice::new(11);
    let scenario = scenario(&folder);
    let mut cut_short = 0;
    for round in 0..ROUNDS {
        let file = folder.path(&format!("{round}.drill"));
        let said = killed(&scenario, &file, round, &mut dice);
        let Ok(bytes) = fs::read(&file) else {
            assert!(said.is_empty(), "round {round}: {said:?} and no file");
            continue;
        };
        let reading = read(&bytes);
        let good = matches!(reading.end, Ending::Whole | Ending::Torn { .. });
        assert!(good, "round {round}: {:?}", reading.end);
        for number in said {
            let frame = reading.frames.iter().find(|frame| frame.seq == number);
            let kind = frame.map(|frame| frame.kind.as_str());
            assert_eq!(kind, Some("order"), "round {round}: frame {number}");
        }
        let sealed = reading.frames.iter().any(|frame| frame.kind == "facts");
        if sealed || reading.frames.is_empty() {
            continue;
        }
        cut_short += 1;
        let verdict = run(&folder, &["verify", &file]);
        assert_eq!(code(verdict.status), Some(WANTING), "{}", verdict.said);
        let intact = if matches!(reading.end, Ending::Torn { .. }) {
            format!("Intact: frames {}", reading.frames.len())
        } else {
            format!("The file is whole: {} frame", reading.frames.len())
        };
        assert!(plain(&verdict.said).contains(&intact), "{}", verdict.said);
        assert!(verdict.said.contains("not complete"), "{}", verdict.said);
    }
    assert!(cut_short > 0, "no round was killed before its end");
}

#[test]
fn a_torn_file_says_how_much_is_intact_and_a_flipped_byte_is_recognised() {
    let folder = Folder::new("torn");
    let file = folder.path("whole.drill");
    let args = ["run", &scenario(&folder), "--seed", "5", "--out", &file];
    let played = run(&folder, &args);
    assert_eq!(code(played.status), Some(0), "{}", played.said);
    let whole = fs::read(&file).expect("the drill was recorded");
    let good = run(&folder, &["verify", &file]);
    assert_eq!(code(good.status), Some(0), "{}", good.said);
    assert!(good.said.contains("as it was played"), "{}", good.said);

    let mut dice = Dice::new(3);
    let first = first_frame(&whole);
    for round in 0..4 {
        let cut = first + dice.below(whole.len() - 1 - first);
        let bytes = &whole[..cut];
        let verdict = verified(&folder, &format!("torn-{round}.drill"), bytes);
        let reading = read(bytes);
        let frames = reading.frames.len();
        if matches!(reading.end, Ending::Torn { .. }) {
            let intact = format!("Intact: frames {frames}");
            assert!(verdict.contains(&intact), "cut at {cut}: {verdict}");
            assert!(
                verdict.contains("no acknowledged order is lost"),
                "{verdict}"
            );
        }
        assert!(verdict.contains("not complete"), "cut at {cut}: {verdict}");
    }
    for round in 0..4 {
        let mut bytes = whole.clone();
        let at = 10 + dice.below(whole.len() - 10);
        bytes[at] ^= 1 << dice.below(8);
        let verdict = verified(&folder, &format!("flipped-{round}.drill"), &bytes);
        let nothing = read(&bytes).frames.is_empty() && verdict.contains("nothing in the file");
        assert!(
            nothing || verdict.contains("does NOT agree"),
            "byte {at}: {verdict}"
        );
        let altered = matches!(read(&bytes).end, Ending::Altered { .. });
        assert!(altered, "byte {at} was flipped: {:?}", read(&bytes).end);
        assert!(verdict.contains("was altered"), "byte {at}: {verdict}");
    }
}

/// Where the first frame ends: after the magic line, a header, and as much as the header says.
fn first_frame(whole: &[u8]) -> usize {
    let length = whole[10..14].first_chunk().expect("there is a header");
    10 + 8 + u32::from_le_bytes(*length) as usize
}

/// What `verify` says of a file that it finds wanting.
fn verified(folder: &Folder, name: &str, bytes: &[u8]) -> String {
    let file = folder.path(name);
    fs::write(&file, bytes).expect("a file can be written");
    let verdict = run(folder, &["verify", &file]);
    assert_eq!(code(verdict.status), Some(WANTING), "{}", verdict.said);
    plain(&verdict.said)
}

fn code(status: Option<ExitStatus>) -> Option<i32> {
    status?.code()
}

/// Without the marks that keep numbers together in sentences, and without digit groups.
fn plain(text: &str) -> String {
    let marks = ['\u{2068}', '\u{2069}', ','];
    text.chars().filter(|c| !marks.contains(c)).collect()
}
