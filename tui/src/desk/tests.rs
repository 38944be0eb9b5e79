//! The desk itself: tabs, palette, help, language, seats, small terminals.

use engine::view::{Blue, Observer};
use engine::words::cell::Cell;
use engine::words::text::Lang;
use insta::assert_snapshot;

use crate::desk::trial::{Start, Trial};
use crate::desk::{ClockAsk, Wish};
use crate::input::{Did, Input, Mouse};

const F: &str = "cong-ddos-deface";

fn wall(lang: Lang) -> Trial<Blue> {
    Trial::new(Start {
        lang,
        host: true,
        blue: engine::rehearsal::BotKind::Playbook,
        ..Start::of(F, 25)
    })
}

#[test]
fn the_wall_at_two_sizes_in_two_languages() {
    for (lang, word) in [(Lang::Vi, "vi"), (Lang::En, "en")] {
        let trial = wall(lang);
        assert_snapshot!(format!("wall-{word}-80"), trial.picture(80, 24));
        assert_snapshot!(format!("wall-{word}-160"), trial.picture(160, 50));
    }
}

#[test]
fn every_screen_draws_at_every_size() {
    let mut trial = wall(Lang::Vi);
    for tab in "1234567890".chars() {
        trial.types(&tab.to_string());
        for (width, height) in [(1, 1), (20, 4), (60, 16), (80, 24), (160, 50), (250, 70)] {
            let _ = trial.picture(width, height);
        }
    }
    assert!(trial.picture(40, 10).contains("60×16"));
}

#[test]
fn the_palette_finds_a_command_without_its_marks() {
    let mut trial = wall(Lang::Vi);
    trial.keys(":");
    trial.types("doi ngon");
    assert!(trial.picture(80, 24).contains("đổi ngôn ngữ"));
    trial.keys("enter");
    assert!(trial.picture(80, 24).contains("DEFENCE TEAM"));
}

#[test]
fn help_tells_every_key_of_the_screen_and_of_the_desk() {
    let mut trial = wall(Lang::En);
    trial.keys("?");
    let help = trial.picture(100, 50);
    for key in [
        "language",
        "commands",
        "pause / go on",
        "another seat",
        "leave",
    ] {
        assert!(help.contains(key), "{key} is not in help:\n{help}");
    }
    trial.keys("esc");
    assert!(!trial.picture(100, 50).contains("another seat"));
}

#[test]
fn the_clock_and_the_seats_are_the_hosts_alone() {
    let mut host = wall(Lang::En);
    let wishes = |trial: &mut Trial<Blue>, key: &str| {
        let input = Input::Press(key.parse().expect("a key"));
        trial.desk.input(&input, (120, 40));
        trial.desk.wishes()
    };
    assert!(matches!(
        wishes(&mut host, "f8")[..],
        [Wish::Clock(ClockAsk::Pause)]
    ));
    wishes(&mut host, "f4");
    wishes(&mut host, "j");
    assert!(matches!(
        wishes(&mut host, "enter")[..],
        [Wish::Sit(Cell::Red)]
    ));
    let mut guest = Trial::<Blue>::at(F, 1);
    assert!(wishes(&mut guest, "f8").is_empty());
    assert!(wishes(&mut guest, "f4").is_empty());
}

#[test]
fn leaving_is_asked_about() {
    let mut trial = Trial::<Observer>::at(F, 1);
    let mut press = |key: &str| {
        let input = Input::Press(key.parse().expect("a key"));
        trial.desk.input(&input, (80, 24));
        trial.desk.wishes()
    };
    assert!(press("ctrl-q").is_empty());
    assert!(press("n").is_empty());
    assert!(press("ctrl-q").is_empty());
    assert!(matches!(press("enter")[..], [Wish::Leave]));
}

#[test]
fn plain_drawing_has_no_boxes() {
    let trial = Trial::<Blue>::new(Start {
        plain: true,
        ..Start::of(F, 25)
    });
    let drawn = trial.picture(80, 24);
    assert!(!drawn.contains(['│', '─', '┌']), "{drawn}");
}

#[test]
fn the_tour_leads_from_screen_to_screen_and_can_be_switched_off() {
    let mut trial = Trial::<Blue>::new(Start {
        tour: true,
        ..Start::of(F, 1)
    });
    let told = trial.picture(80, 24);
    assert!(!told.contains("F8"), "the clock is not theirs: {told}");
    assert_snapshot!("tour-80", told);
    let host = Trial::<Blue>::new(Start {
        tour: true,
        host: true,
        ..Start::of(F, 1)
    });
    assert!(host.picture(80, 24).contains("F8 stops the clock"));
    trial.keys("f6 f6");
    assert!(trial.picture(80, 24).contains("Guide 3/9"));
    trial.keys("2");
    assert!(
        trial.picture(80, 24).contains("Guide 4/9"),
        "opening the screen a hint is about is what it asked for"
    );
    trial.keys("ctrl-g");
    assert!(!trial.picture(80, 24).contains("Guide"));
    trial.keys("ctrl-g");
    assert!(trial.picture(80, 24).contains("Guide 4/9"));
}

#[test]
fn a_click_on_a_command_in_the_palette_is_that_command() {
    let mut trial = wall(Lang::En);
    trial.keys(":");
    trial.types("go to");
    trial.mouse(Did::Click, "Go to: Rules");
    assert_eq!(trial.title(), "Rules");
    trial.keys(":");
    trial.mouse(Did::WheelDown, "Commands");
    assert!(
        trial.picture(120, 40).contains("│>rule on / off"),
        "the wheel moves"
    );
    trial.mouse(Did::Click, "DEFENCE TEAM");
    assert!(!trial.picture(120, 40).contains("Commands"));
    trial.keys(":");
    trial.types("nothing is called that");
    assert!(
        trial
            .picture(120, 40)
            .contains("Nothing of that name here.")
    );
}

#[test]
fn help_and_the_last_line_take_the_mouse() {
    let mut trial = wall(Lang::En);
    trial.mouse(Did::Click, "? help");
    assert!(trial.picture(120, 40).contains("Keys that work here"));
    trial.mouse(Did::Click, "another seat");
    trial.mouse(Did::WheelDown, "Keys that work here");
    assert!(!trial.picture(120, 40).contains("│enter "));
    trial.mouse(Did::Click, "DEFENCE TEAM");
    assert!(!trial.picture(120, 40).contains("Keys that work here"));
    trial.mouse(Did::Click, ": commands");
    assert!(trial.picture(120, 40).contains("Commands"));
    // A key that is told of in the last line is pressed there and nowhere else.
    trial.keys("esc 8");
    trial.mouse(Did::Click, "e edit the rule");
    assert!(trial.picture(120, 40).contains("Editing: "));
    trial.mouse(Did::Click, "f1 help");
    assert!(trial.picture(120, 40).contains("Keys that work here"));
}

#[test]
fn seats_and_leaving_take_the_mouse() {
    let mut trial = wall(Lang::En);
    let click = |trial: &mut Trial<Blue>, key: &str, text: &str| {
        trial.keys(key);
        let drawn = trial.picture(120, 40);
        let rows = drawn.lines().zip(0..);
        let found = rows.filter_map(|(row, y)| Some((row.split_once(text)?.0, y)));
        let (before, y) = found.last().expect("drawn");
        let x = u16::try_from(before.chars().count()).expect("a column") - 1;
        let did = Did::Click;
        let input = Input::Mouse(Mouse { x, y, did }, (120, 40));
        trial.desk.input(&input, (120, 40));
        trial.desk.wishes()
    };
    let sat = click(&mut trial, "f4", "Jury");
    assert!(matches!(sat[..], [Wish::Sit(Cell::Jury)]));
    assert!(click(&mut trial, "f4", "Enter to sit down").is_empty());
    assert!(trial.picture(120, 40).contains("Take another seat"));
    trial.keys("esc");
    assert!(click(&mut trial, "ctrl-q", "stay ]").is_empty());
    assert!(!trial.picture(120, 40).contains("Leave the drill?"));
    assert!(click(&mut trial, "ctrl-q", "Every order").is_empty());
    let left = click(&mut trial, "", "leave ]");
    assert!(matches!(left[..], [Wish::Leave]), "still asked about");
}

#[test]
fn every_tab_is_seen_to_be_there_on_a_small_terminal() {
    let mut trial = wall(Lang::Vi);
    for tab in ["1", "5", "8", "0"] {
        trial.types(tab);
        let drawn = trial.picture(80, 24);
        let tabs = drawn.lines().nth(1).expect("a line of tabs");
        assert!(tabs.contains(&format!("{tab} {}", trial.title())), "{tabs}");
        for number in 0..10 {
            assert!(tabs.contains(&format!(" {number} ")), "{tabs}");
        }
        assert!(drawn.contains("? trợ giúp"), "{drawn}");
    }
}

#[test]
fn titles_of_tabs_are_cut_short_before_any_goes() {
    for lang in [Lang::Vi, Lang::En] {
        let trial = wall(lang);
        let drawn = trial.picture(120, 36);
        let tabs = drawn.lines().nth(1).expect("a line of tabs");
        let names = tabs.split(|c: char| c.is_ascii_digit() || c == '"');
        let names = names.map(str::trim).filter(|name| !name.is_empty());
        assert!(names.clone().count() >= 10, "{tabs}");
        assert!(names.clone().all(|name| name.chars().count() > 2), "{tabs}");
    }
}
