//! What a roster is read as, and each way in which one can be wrong.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::roster::keys::fingerprint;
use crate::verbs::new::texts;

const HA: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti ha";

/// A folder that goes away with the test.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str) -> Self {
        let own = format!("dientap-roster-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(own);
        fs::create_dir_all(path.join("keys")).expect("fresh folder");
        Self(path)
    }

    fn read(&self, text: &str) -> (Option<Roster>, Vec<(String, u32, &'static str)>) {
        let path = self.0.join("roster.yml");
        fs::write(&path, text).expect("written");
        let mut folder = Folder::alone(&path).expect("a file");
        let plan = Plan::read(&texts()).0.expect("the starter is good");
        let roster = Roster::read(&mut folder, &plan);
        let faults = folder.faults.iter();
        let faults = faults.map(|f| (f.file.to_string(), f.line, f.kind.code()));
        (roster, faults.collect())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn teams_seats_keys_and_codes_are_read() {
    let temporary = Temporary::new("good");
    fs::write(
        temporary.0.join("keys/ha.pub"),
        format!("# two\n{HA}\n\n{HA}2\n"),
    )
    .expect("written");
    let (roster, faults) = temporary.read(
        "cities: apart
teams:
  - name: doi-1
    title: {vi: \"Đội 1\", en: \"Team 1\"}
    plays: blue
    seats:
      - {name: ha, keys_file: keys/ha.pub}
      - {name: minh, code: true}
  - name: khach
    plays: observer
    seats: [{name: xem, code: mot-hai-ba}]
",
    );
    assert!(faults.is_empty(), "{faults:?}");
    let roster = roster.expect("a roster");
    assert_eq!(roster.cities, Cities::Apart);
    let (team, seat) = roster.seat("ha").expect("a seat");
    assert_eq!((team.cell, seat.keys.len()), (Cell::Blue, 2));
    assert_eq!(
        roster.seat("minh").expect("a seat").1.code,
        Some(Code::Drawn)
    );
    let (team, seat) = roster.seat("xem").expect("a seat");
    assert_eq!(team.cell, Cell::Observer);
    assert_eq!(seat.code, Some(Code::Given("mot-hai-ba".into())));
    assert!(!roster.has(Cell::White) && roster.seat("nobody").is_none());
}

#[test]
fn every_fault_is_told_at_once_with_its_place() {
    let temporary = Temporary::new("bad");
    fs::write(
        temporary.0.join("keys/x.pub"),
        format!("command=\"rm\" {HA}\n"),
    )
    .expect("written");
    let (roster, faults) = temporary.read(&format!(
        "teams:
  - name: doi-1
    plays: blu
    seats:
      - name: ha
        keys: [\"{HA}\"]
        nmae: x
      - name: ha
        code: short
      - name: Ba
        keys_file: keys/x.pub
      - name: tu
      - {{name: nam, keys: [\"ssh-rsa AAAA x\", \"-----BEGIN OPENSSH PRIVATE KEY-----\"]}}
      - {{name: sau, keys_file: ../../secret}}
"
    ));
    assert!(roster.is_none());
    let at = |line, code| ("roster.yml".to_owned(), line, code);
    let expected = [
        ("keys/x.pub".to_owned(), 1, "key-options"),
        at(3, "unknown-name"),
        at(7, "unknown-key"),
        at(8, "duplicate-name"),
        at(9, "code-length"),
        at(10, "bad-text"),
        at(12, "no-way-in"),
        at(13, "key-kind"),
        at(13, "private-key"),
        at(14, "unreadable"),
    ];
    assert_eq!(faults, expected);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_is_not_followed() {
    let temporary = Temporary::new("link");
    let outside = Temporary::new("outside");
    fs::write(outside.0.join("k"), HA).expect("written");
    std::os::unix::fs::symlink(outside.0.join("k"), temporary.0.join("keys/k")).expect("link");
    let seat = "teams: [{name: a, plays: blue, seats: [{name: b, keys_file: keys/k}]}]";
    let (roster, faults) = temporary.read(seat);
    assert!(roster.is_none());
    assert_eq!(faults, [("roster.yml".to_owned(), 1, "link-outside")]);
}

proptest! {
    #[test]
    fn whatever_is_written_as_a_key_is_read_or_refused(
        text in "(ssh-ed25519|ssh-rsa|)[ \\PC]{0,80}",
    ) {
        if let Ok(key) = key(&text) {
            prop_assert!(fingerprint(&key).starts_with("SHA256:"));
        }
        let _ = keys(&text);
    }

    #[test]
    fn a_spoilt_key_lets_nobody_else_in(at in 12_usize..80, with in "[A-Za-z0-9+/]") {
        let mut spoilt = HA.to_owned();
        spoilt.replace_range(at..=at, &with);
        let good = key(HA).expect("a key");
        if let Ok(other) = key(&spoilt) {
            prop_assert_eq!(spoilt == HA, other == good);
        }
    }
}
