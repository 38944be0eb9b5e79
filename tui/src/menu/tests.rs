//! The menu with keys in and choices out, and how it looks.

use std::path::Path;
use std::{fs, io};

use engine::drill::RedBy;
use engine::rehearsal::BotKind;
use engine::words::cell::Cell;
use engine::words::text::Lang;
use engine::words::time::{MINUTE, Tick};
use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::{Chosen, Menu, find};
use crate::cli::BlueWord;
use crate::desk::trial::plan;
use crate::input::{Did, Input, Mouse};
use crate::paint::theme::{Depth, Theme};
use crate::stage::opening::Opening;
use crate::tape_file::TapeFile;

/// The menu of a folder without anything: what the program brings along.
fn menu(lang: Lang) -> Menu {
    let theme = Theme::new(Depth::Sixteen, false);
    Menu::new(find(Path::new("/nowhere")), lang, theme)
}

fn press(menu: &mut Menu, keys: &str) -> Option<Chosen> {
    let mut chosen = None;
    for key in keys.split(' ') {
        chosen = menu.update(&Input::Press(key.parse().expect("a key")));
    }
    chosen
}

fn picture(menu: &Menu, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("memory");
    terminal.draw(|frame| menu.draw(frame)).expect("memory");
    terminal.backend().to_string()
}

#[test]
fn enter_twice_is_a_live_drill_for_a_newcomer() {
    let chosen = press(&mut menu(Lang::Vi), "enter enter");
    let Some(Chosen::New(choice)) = chosen else {
        panic!("{chosen:?}");
    };
    assert_eq!(choice.name, "cong-ddos-deface", "the shortest stands first");
    assert_eq!(
        (choice.seat, choice.blue, choice.red),
        (Cell::Blue, BlueWord::Human, RedBy::Script)
    );
    assert_eq!(choice.seed, None);
}

#[test]
fn seat_sides_pace_and_seed_are_chosen_with_keys() {
    let mut menu = menu(Lang::En);
    press(
        &mut menu,
        "j enter up up up up up right down right down right 4 2 down left",
    );
    let chosen = press(&mut menu, "down enter");
    let Some(Chosen::New(choice)) = chosen else {
        panic!("{chosen:?}");
    };
    assert_eq!(choice.name, "pm-dungchung", "the next longest comes next");
    assert_eq!(
        (choice.seat, choice.blue, choice.red),
        (Cell::Red, BlueWord::Bot(BotKind::None), RedBy::Human)
    );
    assert_eq!(choice.seed, Some(42));
    assert_eq!(
        &*choice.plan.era.name, "a",
        "one back from the scenario's own"
    );
}

/// Clicks on a text where it is drawn.
fn click(menu: &mut Menu, text: &str) -> Option<Chosen> {
    let drawn = picture(menu, 100, 30);
    let mut rows = drawn.lines().zip(0..);
    let found = rows.find_map(|(row, y)| Some((row.split_once(text)?.0, y)));
    let (before, y) = found.unwrap_or_else(|| panic!("{text} is not drawn:\n{drawn}"));
    let x = u16::try_from(before.chars().count()).expect("a column") - 1;
    let did = Did::Click;
    menu.update(&Input::Mouse(Mouse { x, y, did }, (100, 30)))
}

#[test]
fn a_drill_is_chosen_set_and_started_with_the_mouse_alone() {
    let mut menu = menu(Lang::En);
    assert!(click(&mut menu, "Shared software").is_none());
    assert!(!picture(&menu, 100, 30).contains("START"), "chosen first");
    assert!(click(&mut menu, "Shared software").is_none());
    assert!(click(&mut menu, "Your seat").is_none());
    assert!(click(&mut menu, "DIENTAP").is_none());
    assert!(!picture(&menu, 100, 30).contains("START"), "left");
    click(&mut menu, "Shared software");
    click(&mut menu, "Your seat");
    let Some(Chosen::New(choice)) = click(&mut menu, "START") else {
        panic!("not started");
    };
    assert_eq!((&*choice.name, choice.seat), ("pm-dungchung", Cell::Red));
}

#[test]
fn the_menu_has_a_plain_form() {
    let theme = Theme::new(Depth::Sixteen, true);
    let mut menu = Menu::new(find(Path::new("/nowhere")), Lang::Vi, theme);
    for _ in 0..2 {
        let drawn = picture(&menu, 80, 24);
        let line = |letter: char| ('\u{2500}'..='\u{25ff}').contains(&letter);
        assert!(!drawn.contains(line), "{drawn}");
        press(&mut menu, "enter");
    }
    assert!(
        !picture(&menu, 80, 24).contains("Giới thiệu"),
        "one thing at a time"
    );
}

#[test]
fn escape_goes_back_and_then_out() {
    let mut menu = menu(Lang::En);
    assert!(press(&mut menu, "enter esc").is_none());
    assert!(matches!(press(&mut menu, "esc"), Some(Chosen::Quit)));
}

#[test]
fn the_menu_at_two_sizes_in_two_languages() {
    for (lang, word) in [(Lang::Vi, "vi"), (Lang::En, "en")] {
        let mut menu = menu(lang);
        assert_snapshot!(format!("menu-{word}-80"), picture(&menu, 80, 24));
        press(&mut menu, "enter");
        assert_snapshot!(format!("menu-{word}-160"), picture(&menu, 160, 50));
    }
    for (width, height) in [(1, 1), (20, 5), (60, 16), (250, 70)] {
        let _ = picture(&menu(Lang::Vi), width, height);
    }
}

#[test]
fn drills_that_were_left_are_listed_with_where_they_stand() {
    let folder = ::tests::program::Folder::new("menu-unfinished");
    let place = |name: &str| folder.0.join(name);
    let opening = Opening {
        plan: plan("cong-ddos-deface"),
        name: String::new(),
        setup: 7.into(),
        blue: "human",
    };
    for name in ["left.drill", "over.drill"] {
        let tape = TapeFile::create(&place(name)).expect("a file");
        let (mut drill, mut journal) = opening.open::<io::Sink>(tape, None).expect("a file");
        drill.advance(Tick(70 * MINUTE));
        journal.mark(&drill);
        if name == "over.drill" {
            journal.seal(&drill).expect("a file");
        }
    }
    fs::write(place("none.drill"), "nothing").expect("a file");
    let (_, left) = find(&folder.0);
    let [left] = &left[..] else {
        panic!("{left:?}");
    };
    assert!(left.path.ends_with("left.drill"));
    assert_eq!(left.at, Tick(70 * MINUTE));
    assert_eq!(left.title, opening.plan.title);
}
