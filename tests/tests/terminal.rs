//! The real program in a real terminal: a person's path from the start menu to the scorecard, a
//! drill that is killed and gone on with, a replay, and a terminal that is given back.

use std::fs;

use tests::program::{Folder, run};
use tests::root;
use tests::tmux::Tmux;

const SIZE: (u16, u16) = (100, 30);

fn scenario(name: &str) -> String {
    root()
        .join("scenarios")
        .join(name)
        .to_string_lossy()
        .into_owned()
}

/// A terminal with the program in it, or a word that there is none.
fn terminal(folder: &Folder, args: &str) -> Option<Tmux> {
    let tmux = Tmux::new(folder, args, SIZE);
    if tmux.is_none() {
        println!("not run: there is no tmux here");
    }
    tmux
}

/// The one drill file of a folder.
fn drill(folder: &Folder) -> String {
    let entries = fs::read_dir(&folder.0).expect("the folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut drills = paths.filter(|path| path.extension().is_some_and(|end| end == "drill"));
    let found = drills.next().expect("a drill file");
    assert!(drills.next().is_none(), "one drill, one file");
    found.to_string_lossy().into_owned()
}

#[test]
fn from_the_start_menu_to_the_scorecard() {
    let folder = Folder::new("terminal-menu");
    let Some(tmux) = terminal(&folder, "--lang vi") else {
        return;
    };
    tmux.until("DIỄN TẬP – thao trường mạng");
    tmux.keys(&["Enter"]);
    tmux.until("BẮT ĐẦU");
    tmux.keys(&["Enter"]);
    let live = tmux.until("ĐỘI PHÒNG THỦ");
    assert!(
        live.contains("Hướng dẫn 1/"),
        "the first drill has a tour:\n{live}"
    );
    tmux.keys(&["C-g"]);
    tmux.keys(&["F2"]);
    tmux.until("DEFENCE TEAM");
    tmux.keys(&["?"]);
    tmux.until("pause / go on");
    tmux.keys(&["Escape"]);
    tmux.resize(80, 24);
    tmux.until("DEFENCE TEAM");
    // As fast as it goes: two hours in a few seconds.
    for _ in 0..14 {
        tmux.keys(&["F9"]);
    }
    tmux.until("ENDED");
    tmux.keys(&[":"]);
    tmux.types("scorecard");
    tmux.keys(&["Enter"]);
    let card = tmux.until("Component");
    assert!(
        card.contains("Prevention"),
        "the scorecard is read at the desk:\n{card}"
    );
    // Hotwash, in the drill itself: the truth beside what was seen, and back.
    tmux.keys(&["C-r"]);
    tmux.until("The whole drill");
    tmux.keys(&["2"]);
    tmux.until("what the defence had seen");
    tmux.keys(&["C-r"]);
    tmux.until("DEFENCE TEAM");
    tmux.keys(&["C-q", "Enter"]);
    tmux.until("ended-with-0");
    tmux.until("icanon");
    assert!(tmux.is_given_back(), "{}", tmux.screen());
    let verified = run(&folder, &["verify", &drill(&folder)]);
    assert!(verified.said.contains("Verdict: "), "{}", verified.said);
    assert_eq!(
        verified.status.and_then(|s| s.code()),
        Some(0),
        "{}",
        verified.said
    );
}

#[test]
fn a_newcomer_with_a_mouse_alone_is_on_shift_in_two_clicks() {
    let folder = Folder::new("terminal-mouse");
    let Some(tmux) = terminal(&folder, "--lang en") else {
        return;
    };
    tmux.click("Portal flood");
    tmux.click("START");
    tmux.until("Guide 1/");
    tmux.click("2 Alerts");
    tmux.until("attack  t ");
    tmux.click("? help");
    tmux.until("Keys that work here");
    tmux.click("DEFENCE TEAM");
    tmux.click(": commands");
    tmux.until("> _");
    tmux.click("DEFENCE TEAM");
    tmux.keys(&["C-q"]);
    tmux.click("[ stay ]");
    tmux.keys(&["C-q"]);
    tmux.click("[ leave ]");
    tmux.until("ended-with-0");
}

#[test]
fn a_killed_drill_is_gone_on_with_where_it_stood() {
    let folder = Folder::new("terminal-killed");
    let args = format!(
        "run {} --seed 7 --pace 60 --lang en",
        scenario("cong-ddos-deface")
    );
    let Some(tmux) = terminal(&folder, &args) else {
        return;
    };
    tmux.until_clock(180);
    // A pause is an order of the organisers' desk, so the file knows of it.
    tmux.keys(&["F8"]);
    let paused = tmux.until("PAUSED");
    let at = paused.split("T+").nth(1).expect("a moment")[..7].to_owned();
    tmux.kill();
    tmux.until("ended-with-137");
    drop(tmux);
    let args = format!("run {} --pace 30 --lang en", drill(&folder));
    let Some(tmux) = terminal(&folder, &args) else {
        return;
    };
    // At the pace that is asked for now, not that of then, nor the usual one.
    let again = tmux.until("PAUSED x30");
    assert!(
        again.contains(&format!("T+{at}")),
        "it stood at {at}, and now:\n{again}"
    );
    tmux.keys(&["F8"]);
    tmux.until_clock(300);
    tmux.keys(&["C-q", "Enter"]);
    tmux.until("Go on with: dientap run");
}

#[test]
fn a_drill_is_looked_through_and_branched_from() {
    let folder = Folder::new("terminal-replay");
    let file = folder.path("whole.drill");
    let played = run(
        &folder,
        &[
            "run",
            &scenario("cong-ddos-deface"),
            "--seed",
            "7",
            "--out",
            &file,
        ],
    );
    assert_eq!(
        played.status.and_then(|s| s.code()),
        Some(0),
        "{}",
        played.said
    );
    let Some(tmux) = terminal(&folder, &format!("replay {file} --lang en")) else {
        return;
    };
    tmux.until("The whole drill");
    tmux.keys(&["]", "]", "n", "Enter"]);
    tmux.until("Cause");
    tmux.keys(&["Escape", "2"]);
    tmux.until("what the defence had seen");
    tmux.keys(&["3"]);
    tmux.until("Component");
    tmux.keys(&["1", "b"]);
    let branched = tmux.until("DEFENCE TEAM");
    assert!(
        branched.contains("PAUSED"),
        "a branch waits for its people:\n{branched}"
    );
    tmux.keys(&["C-q", "Enter"]);
    tmux.until("Go on with: dientap run");
    let verified = run(&folder, &["verify", &file]);
    assert_eq!(
        verified.status.and_then(|s| s.code()),
        Some(0),
        "the old file is as it was"
    );
}
