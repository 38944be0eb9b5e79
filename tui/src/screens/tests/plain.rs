//! Plain drawing, for who hears the screen: no screen of any seat has a box, a block or a bar.

use engine::rehearsal::BotKind;
use engine::view::{Blue, Jury, Observer, Red, White};
use engine::words::order::{Ask, Order, WhiteAsk};
use engine::words::text::Lang;
use engine::words::time::Span;

use super::attacked;
use crate::desk::trial::{Start, Trial};
use crate::screen::Seated;

/// What is drawn and not read: lines of boxes, blocks, and other shapes.
fn is_drawn(letter: char) -> bool {
    ('\u{2500}'..='\u{25ff}').contains(&letter) || ('\u{2800}'..='\u{28ff}').contains(&letter)
}

/// Every screen of a seat, in the middle of a drill and at its hotwash.
fn walk<R: Seated>(mut trial: Trial<R>) {
    for ended in [false, true] {
        if ended {
            trial.pass(Span(u32::from(u16::MAX)));
            trial.drill.order(Order {
                team: "white".into(),
                place: "trial".into(),
                ask: Ask::White(WhiteAsk::Release),
            });
            trial.drill.advance(trial.drill.now());
            trial.pass(Span(0));
        }
        trial.walks((100, 30), &mut |place, picture| {
            let drawn = picture.contains(is_drawn);
            assert!(!drawn, "{:?} at {place}:\n{picture}", R::CELL);
        });
    }
}

fn start(lang: Lang) -> Start {
    Start {
        plain: true,
        lang,
        blue: BotKind::Playbook,
        ..Start::of("cong-ddos-deface", 44)
    }
}

#[test]
fn nothing_is_drawn_for_who_hears_the_screen() {
    walk::<Blue>(Trial::new(start(Lang::Vi)));
    walk::<Red>(attacked(start(Lang::En)));
    walk::<White>(Trial::new(start(Lang::Vi)));
    walk::<Jury>(Trial::new(start(Lang::En)));
    walk::<Observer>(Trial::new(start(Lang::Vi)));
}
