//! Scenario folders by somebody who wishes us ill: each is refused with a fault, and soon enough.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use tests::program::{Folder, run};
use tests::root;

/// A whole scenario to spoil one file of.
const BASE: &str = "scenarios/cong-ddos-deface";

/// Checks a copy of a good scenario in which one file is spoilt.
fn refused(name: &str, file: &str, spoil: impl FnOnce(&Path)) {
    let folder = Folder::new(&format!("hostile-{name}"));
    let copy = folder.0.join("scenario");
    fs::create_dir_all(&copy).expect("a fresh folder");
    for entry in fs::read_dir(root().join(BASE)).expect("a scenario can be listed") {
        let path = entry.expect("an entry of it can be read").path();
        let name = path.file_name().expect("an entry has a name");
        fs::copy(&path, copy.join(name)).expect("it can be copied");
    }
    spoil(&copy.join(file));
    let outcome = run(&folder, &["check", &copy.to_string_lossy()]);
    let said = outcome.said;
    let status = outcome
        .status
        .unwrap_or_else(|| panic!("{name}: `check` hung; so far:\n{said}"));
    assert_eq!(status.code(), Some(1), "{name}: {status}\n{said}");
    assert!(said.contains(file), "{name}: {file} is not named:\n{said}");
    assert!(!said.contains("panicked"), "{name}:\n{said}");
    assert!(said.len() < 1 << 20, "{name}: {} bytes said", said.len());
}

fn with(name: &str, file: &str, text: impl AsRef<[u8]>) {
    refused(name, file, |path| {
        fs::write(path, text).expect("a file can be written");
    });
}

/// The good text of a file with this in place of that.
fn changed(file: &str, from: &str, to: &str) -> String {
    let path = root().join(BASE).join(file);
    let text = fs::read_to_string(path).expect("a scenario's file is text");
    assert!(text.contains(from), "{file} has no {from}");
    text.replacen(from, to, 1)
}

#[test]
fn aliases_that_multiply() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let inner = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(text, "a{level}: &a{level} [{inner}]").expect("memory takes text");
    }
    with("bomb", "city.yml", &text);
    let bomb = text.replace("a11:", "orgs:");
    with("bomb-in-place", "city.yml", bomb);
}

#[test]
fn a_million_keys() {
    let mut text = String::new();
    for key in 0..1_000_000 {
        writeln!(text, "k{key}: 1").expect("memory takes text");
    }
    with("keys", "campaign.yml", &text);
    with("same-key", "campaign.yml", "k: 1\n".repeat(1_000_000));
}

#[test]
fn a_hundred_thousand_deep() {
    with("deep-list", "city.yml", "[".repeat(100_000));
    with("deep-map", "msel.yml", "{a: ".repeat(100_000));
    let closed = format!("orgs: {}{}", "[".repeat(100_000), "]".repeat(100_000));
    with("deep-closed", "city.yml", closed);
    with("deep-dashes", "duties.yml", "- ".repeat(100_000));
    let mut text = String::new();
    for depth in 0..1_000 {
        writeln!(text, "{}a:", " ".repeat(depth)).expect("memory takes text");
    }
    with("deep-lines", "routines.yml", text);
}

#[test]
fn numbers_beyond_all_measure() {
    let many = "count: 1000000000";
    with("count", "city.yml", changed("city.yml", "count: 4", many));
    for huge in ["99999999999999999999999", "-1", "4294967296", "1e9"] {
        let text = changed("city.yml", "count: 4", &format!("count: {huge}"));
        with(&format!("count-{huge}"), "city.yml", text);
    }
    let text = changed("scenario.yml", "length: 2h10m", "length: 99999999d");
    with("length", "scenario.yml", text);
    let text = changed("campaign.yml", "pick: 4", "pick: 1000000000");
    with("pick", "campaign.yml", text);
}

#[test]
fn bytes_that_are_no_text() {
    with("nul", "city.yml", b"orgs: [\0]\n");
    with("nul-name", "city.yml", b"orgs:\n  - {name: \"a\\0b\"}\n");
    with("utf8", "msel.yml", b"injects: \xff\xfe\xc3\x28\n");
    with("half", "scenario.yml", b"title: \xe1\xba");
    with("surrogate", "city.yml", b"orgs: \xed\xa0\x80\n");
    with("utf16", "city.yml", b"\xff\xfeo\0r\0g\0s\0:\0");
    with("nothing", "city.yml", b"");
    let noise: Vec<u8> = (0..65_536_u32).map(|n| ((n * n) >> 7) as u8).collect();
    with("noise", "campaign.yml", noise);
}

#[test]
fn anchors_that_bite_their_tail() {
    with("tail", "city.yml", "orgs: &a [*a]\n");
    with("tail-map", "city.yml", "orgs: &a {name: *a}\n");
    with("two", "city.yml", "orgs: [&a [*b], &b [*a]]\n");
    with("merge", "city.yml", "orgs: &a\n  <<: *a\n");
    with("unknown", "city.yml", "orgs: *nowhere\n");
}

#[test]
fn words_that_reach_for_the_terminal() {
    let text = changed(
        "city.yml",
        "name: ubnd",
        "name: \"\\e]0;x\\a\\e[2J\\u202e\"",
    );
    let folder = Folder::new("hostile-escape");
    let file = folder.0.join("city.yml");
    fs::write(&file, text).expect("a file can be written");
    let outcome = run(&folder, &["check", &folder.0.to_string_lossy()]);
    let raw = ['\u{1b}', '\u{7}', '\u{202e}'];
    assert!(!outcome.said.contains(raw), "{:?}", outcome.said);
}

#[cfg(unix)]
#[test]
fn links_and_things_that_are_no_files() {
    use std::os::unix::fs::symlink;
    let link = |name: &str, to: &str| {
        refused(name, "city.yml", |path| {
            fs::remove_file(path).expect("it was copied");
            symlink(to, path).expect("a link can be made");
        });
    };
    let outside = root().join(BASE).join("city.yml");
    link("link-out", &outside.to_string_lossy());
    link("link-up", "../../../../../../../../etc/passwd");
    link("link-zero", "/dev/zero");
    link("link-self", "city.yml");
    link("link-nowhere", "nowhere.yml");
    refused("folder", "city.yml", |path| {
        fs::remove_file(path).expect("it was copied");
        fs::create_dir(path).expect("a folder can be made");
    });
    refused("large", "city.yml", |path| {
        let file = fs::File::create(path).expect("a file can be written");
        file.set_len(1 << 33).expect("it can be made longer");
    });
}
