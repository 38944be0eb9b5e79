//! The menu with keys in and choices out, and how it looks.

use std::path::Path;

use engine::drill::RedBy;
use engine::words::cell::Cell;
use engine::words::text::Lang;
use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::{Chosen, Menu, find};
use crate::cli::BlueWord;
use crate::input::Input;
use crate::paint::theme::{Depth, Theme};

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
        "j enter up up up up right down right down right 4 2",
    );
    let chosen = press(&mut menu, "down enter");
    let Some(Chosen::New(choice)) = chosen else {
        panic!("{chosen:?}");
    };
    assert_eq!(choice.name, "pm-dungchung", "the next longest comes next");
    assert_eq!(
        (choice.seat, choice.blue, choice.red),
        (Cell::Red, BlueWord::None, RedBy::Human)
    );
    assert_eq!(choice.seed, Some(42));
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
