//! The observer's screens: what the public feels while the attack goes on, and everything at
//! hotwash.

use engine::rehearsal::BotKind;
use engine::view::Observer;
use engine::words::order::{Ask, Order, WhiteAsk};
use engine::words::text::Lang;

use super::pictures;
use crate::desk::trial::{Start, Trial};

fn watched(minute: u32, lang: Lang, plain: bool) -> Trial<Observer> {
    Trial::new(Start {
        lang,
        plain,
        blue: BotKind::Playbook,
        ..Start::of("cong-ddos-deface", minute)
    })
}

/// The drill is over and the organisers have released what was behind it.
fn hotwash(lang: Lang, plain: bool) -> Trial<Observer> {
    let mut trial = watched(10_000, lang, plain);
    trial.drill.order(Order {
        team: "btc".into(),
        place: "trial".into(),
        ask: Ask::White(WhiteAsk::Release),
    });
    trial.drill.advance(trial.drill.now());
    trial.pass(engine::words::time::Span(0));
    trial
}

#[test]
fn the_public_wall_and_the_timeline_are_drawn() {
    pictures!("observer-wall", "1", |lang| watched(30, lang, false));
    pictures!("observer-timeline", "2", |lang| watched(30, lang, false));
}

#[test]
fn hotwash_says_so_and_opens_everything() {
    pictures!("observer-hotwash", "1", |lang| hotwash(lang, false));
    let mut trial = hotwash(Lang::En, false);
    trial.keys("2");
    let before = trial.picture(160, 50);
    trial.keys("v j enter");
    let after = trial.picture(160, 50);
    assert!(before.contains("now released"), "{before}");
    assert_ne!(before, after);
}

#[test]
fn once_all_is_released_the_timeline_tells_titles_and_no_numbers() {
    let mut trial = hotwash(Lang::Vi, false);
    trial.keys("2");
    let mut seen = 0;
    for _ in 0..30 {
        let picture = trial.picture(160, 50);
        let numbered = |row: &&str| {
            let rest = row.split("tình huống số ").nth(1);
            rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
                || row.contains("bước tấn công số")
        };
        assert_eq!(picture.lines().find(numbered), None);
        seen += picture.matches("tình huống “").count();
        seen += picture.matches("bước “").count();
        trial.keys("pgdn pgdn");
    }
    assert!(seen > 0, "{}", trial.picture(160, 50));
}

#[test]
fn an_observer_orders_nothing_whatever_is_pressed() {
    let mut trial = watched(30, Lang::En, false);
    trial.keys("1 j enter 2 v G enter esc n r u 3 j");
    assert!(trial.orders().is_empty());
}

#[test]
fn any_size_and_the_plain_terminal_are_drawn() {
    for plain in [false, true] {
        for mut trial in [watched(0, Lang::Vi, plain), hotwash(Lang::Vi, plain)] {
            for tab in ["1", "2", "3"] {
                trial.keys(tab);
                for (width, height) in [(60, 16), (61, 17), (250, 70), (80, 24), (300, 16)] {
                    trial.picture(width, height);
                }
            }
        }
    }
}
