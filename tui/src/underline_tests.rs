//! What a fault looks like on the terminal, and what of a hostile file never gets there.

use std::fs;

use engine::words::fault::{FaultKind, Place};
use engine::words::text::Lang;

use super::*;

fn shown(name: &str, city: &[u8], place: Place, lang: Lang) -> String {
    let own = format!("dientap-underline-{}-{name}", std::process::id());
    let path = std::env::temp_dir().join(own).join("s");
    fs::create_dir_all(&path).expect("fresh folder");
    fs::write(path.join("city.yml"), city).expect("written");
    let mut folder = Folder::read(&path).expect("read");
    let _ = fs::remove_dir_all(path.parent().expect("has one"));
    let kind = FaultKind::UnknownKey {
        key: "hots".into(),
        at: String::new(),
        near: Some("hosts".into()),
        allowed: vec!["hosts".into(), "zones".into()],
    };
    folder
        .faults
        .push(Fault::new(&"city.yml".into(), place, kind));
    report(&folder.faults, &folder, &Phrases::new(lang), false)
}

const PLACE: Place = Place {
    line: 2,
    column: 1,
    len: 4,
};

#[test]
fn a_fault_shows_its_place_its_line_and_the_way_out() {
    let text = shown("plain", b"orgs: []\nhots: []\n", PLACE, Lang::En);
    assert!(
        text.contains("fault[unknown-key]: there is no key “hots” at the top"),
        "{text}"
    );
    assert!(text.contains("city.yml:2:1"), "{text}");
    assert!(
        text.contains("2 | hots: []\n") && text.contains("  | ^^^^"),
        "{text}"
    );
    assert!(text.contains("way out: did you mean “hosts”?"), "{text}");
    assert!(
        text.ends_with("One fault, 0 warnings. The scenario cannot be used yet.\n"),
        "{text}"
    );
    let text = shown("vi", b"orgs: []\nhots: []\n", PLACE, Lang::Vi);
    assert!(
        text.contains("lỗi[unknown-key]: không có khóa “hots”"),
        "{text}"
    );
}

#[test]
fn control_characters_of_a_file_never_reach_the_terminal() {
    let city = "a: 1\n\u{1b}[2J\u{202e}h\u{9b}\u{7}\t: []\r\n";
    for column in 1..12 {
        let place = Place {
            line: 2,
            column,
            len: 3,
        };
        let text = shown(
            &format!("hostile-{column}"),
            city.as_bytes(),
            place,
            Lang::Vi,
        );
        let harmful = |c: char| c != '\n' && crate::phrase::is_harmful(c);
        assert!(!text.contains(harmful), "{text:?}");
    }
}

#[test]
fn places_that_are_not_there_and_endless_lines_are_drawn_in_part() {
    let mut long = b"x: ".to_vec();
    long.extend_from_slice(&"ă".repeat(1 << 20).into_bytes());
    for place in [
        Place {
            line: 1,
            column: 500_000,
            len: u32::MAX,
        },
        Place {
            line: 1,
            column: u32::MAX,
            len: 1,
        },
        Place {
            line: 1,
            column: 1,
            len: 1,
        },
        Place {
            line: 9,
            column: 9,
            len: 9,
        },
        Place::default(),
    ] {
        let text = shown("long", &long, place, Lang::En);
        assert!(text.chars().count() < 2_000, "{place:?}: {}", text.len());
    }
}
