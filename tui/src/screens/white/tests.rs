//! The organisers' screens, drawn and used.

use engine::drill::RedBy;
use engine::rehearsal::BotKind;
use engine::view::White;
use engine::words::order::{Ask, BlueAsk, Order, RedAsk, RequestKind, WhiteAsk};
use engine::words::text::Lang;

use crate::desk::trial::{Start, Trial};

const PORTAL: &str = "cong-ddos-deface";

fn trial(minute: u32, lang: Lang) -> Trial<White> {
    Trial::new(Start {
        blue: BotKind::Playbook,
        lang,
        ..Start::of(PORTAL, minute)
    })
}

/// Another team's order, given while the desk looks on.
fn order(trial: &mut Trial<White>, team: &str, ask: impl Into<Ask>) {
    let (team, place) = (team.into(), "trial".into());
    trial.drill.order(Order {
        team,
        place,
        ask: ask.into(),
    });
    trial.pass(engine::words::time::Span(1));
    trial.orders();
}

/// Blue and red ask something of the organisers.
fn ask(trial: &mut Trial<White>) {
    let what = "trang tra cứu hồ sơ".into();
    let kind = RequestKind::Check { what };
    let text = "Không mở được từ 9 giờ.".to_owned();
    order(trial, "red", RedAsk::Request { kind, text });
    let address = "198.51.100.7".into();
    let kind = RequestKind::Unblock { address };
    let text = "Đối tác của Cổng bị chặn nhầm.".to_owned();
    order(trial, "blue", BlueAsk::Request { kind, text });
}

#[test]
fn every_tab_is_drawn_at_both_sizes_in_both_languages() {
    for lang in [Lang::En, Lang::Vi] {
        let mut trial = trial(95, lang);
        ask(&mut trial);
        let word = if lang == Lang::En { "en" } else { "vi" };
        for (key, name) in [
            ("1", "control"),
            ("2", "msel"),
            ("3", "truth"),
            ("4", "teams"),
            ("5", "requests"),
            ("6", "scores"),
        ] {
            trial.keys(key);
            insta::assert_snapshot!(format!("{name}-{word}-80"), trial.picture(80, 24));
            insta::assert_snapshot!(format!("{name}-{word}-160"), trial.picture(160, 50));
        }
    }
}

#[test]
fn nothing_panics_at_any_size_plain_or_not_early_or_late_with_people_attacking_or_not() {
    for (minute, plain, red) in [
        (0, false, RedBy::Human),
        (95, true, RedBy::Script),
        (400, false, RedBy::Script),
    ] {
        let mut trial = Trial::<White>::new(Start {
            plain,
            red,
            blue: BotKind::Playbook,
            ..Start::of(PORTAL, minute)
        });
        trial.draws_everywhere(7);
    }
}

#[test]
fn what_cannot_be_taken_back_is_confirmed_first() {
    let mut trial = trial(30, Lang::En);
    trial.keys("1 E enter");
    assert_eq!(trial.orders(), []);
    trial.keys("right enter");
    assert_eq!(trial.orders(), [WhiteAsk::EndNow]);
    trial.keys("R right enter");
    assert_eq!(trial.orders(), [WhiteAsk::Release]);
    assert!(trial.drill.ended());
}

#[test]
fn the_end_is_moved_on_from_where_it_is() {
    let mut trial = trial(30, Lang::En);
    trial.keys("1 e");
    trial.types("soon");
    trial.keys("enter");
    assert_eq!(trial.orders(), []);
    trial.keys("backspace backspace backspace backspace");
    trial.types("+2h");
    trial.keys("enter");
    let planned = trial.drill.plan().length.0;
    let at = planned + 7_200;
    assert_eq!(trial.orders(), [WhiteAsk::EndAt { at }]);
}

#[test]
fn all_are_told_and_one_is_told() {
    let mut trial = trial(30, Lang::Vi);
    trial.keys("1 a");
    trial.types("nghỉ giải lao");
    trial.keys("ctrl-s");
    let text = "nghỉ giải lao".to_owned();
    assert_eq!(trial.orders(), [WhiteAsk::Announce { text }]);
    trial.keys("t tab");
    trial.types("khá lắm");
    trial.keys("ctrl-s");
    let text = "khá lắm".to_owned();
    let to = "blue".into();
    assert_eq!(trial.orders(), [WhiteAsk::Tell { to, text }]);
}

#[test]
fn the_notice_to_the_attack_names_no_target() {
    let mut trial = trial(95, Lang::En);
    trial.keys("1 n ctrl-s");
    let orders = trial.orders();
    let [WhiteAsk::Tell { to, text }] = &orders[..] else {
        panic!("{orders:?}");
    };
    assert_eq!(&**to, "red");
    let plan = trial.drill.plan().clone();
    assert!(text.lines().count() > 1, "{text}");
    for group in &plan.map.groups {
        assert!(!text.contains(&*group.name), "{text} names {}", group.name);
    }
}

#[test]
fn injects_are_held_skipped_fired_and_written() {
    let mut trial = trial(0, Lang::En);
    let name = trial.drill.plan().msel.injects[0].name.clone();
    let inject = || name.clone();
    trial.keys("2 h s");
    let held = WhiteAsk::Hold { inject: inject() };
    let skipped = WhiteAsk::Skip { inject: inject() };
    assert_eq!(trial.orders(), [held, skipped]);
    trial.keys("f right enter r m");
    trial.types("");
    let fired = WhiteAsk::Fire { inject: inject() };
    let resent = WhiteAsk::Resend { inject: inject() };
    assert_eq!(trial.orders(), [fired, resent]);
    trial.keys("right tab x ctrl-s");
    let marked = WhiteAsk::Mark {
        inject: inject(),
        met: false,
        note: "x".into(),
    };
    assert_eq!(trial.orders(), [marked]);
    trial.keys("w tab a tab b tab c ctrl-s");
    let written = WhiteAsk::WriteInject {
        to: "blue".into(),
        title: "a".into(),
        text: "b".into(),
        expects: "c".into(),
    };
    assert_eq!(trial.orders(), [written]);
    trial.keys("G r");
    let inject = "new:0".into();
    assert_eq!(trial.orders(), [WhiteAsk::Resend { inject }]);
}

#[test]
fn a_request_is_granted_with_its_unblock_and_another_refused_with_words() {
    let mut trial = trial(30, Lang::En);
    for address in ["198.51.100.7", "198.51.100.8"] {
        let kind = RequestKind::Unblock {
            address: address.into(),
        };
        let text = "a partner".to_owned();
        order(&mut trial, "blue", BlueAsk::Request { kind, text });
    }
    trial.keys("5 y ctrl-s");
    let orders = trial.orders();
    assert!(
        matches!(&orders[..], [WhiteAsk::Settle { request, granted: true, .. }] if request.0 == 1),
        "{orders:?}"
    );
    trial.keys("g n n o ctrl-s");
    let orders = trial.orders();
    assert!(
        matches!(&orders[..], [WhiteAsk::Settle { request, granted: false, text }]
            if request.0 == 0 && text == "no"),
        "{orders:?}"
    );
    assert_eq!(trial.drill.truth().unblocks.len(), 1);
}

#[test]
fn a_record_is_found_by_what_stands_in_it_with_whose_doing_it_is() {
    let mut trial = trial(95, Lang::En);
    trial.keys("3 /");
    trial.types("host:web-cong");
    trial.keys("enter");
    let hits = trial.picture(80, 24);
    assert!(hits.contains("d without daily life"), "{hits}");
    assert!(hits.matches("  daily life").count() > 10, "{hits}");
    // What the drill itself made happen stands alone without it.
    trial.keys("d");
    let hits = trial.picture(120, 40);
    assert!(hits.contains("step of the attack"), "{hits}");
    trial.keys("enter");
    assert!(trial.picture(120, 40).contains("Whose doing it is"));
    trial.keys("esc d o o");
    let hits = trial.picture(80, 24);
    assert!(hits.contains("600 records, newest first"), "{hits}");
    trial.keys("/");
    trial.types(" nonsense:x");
    trial.keys("enter");
    let hits = trial.picture(80, 24);
    assert!(hits.contains("Column 15: no log has the field"), "{hits}");
    trial.keys("/ backspace esc esc l");
    assert!(trial.picture(120, 40).contains("Log of facts"));
}

#[test]
fn from_a_line_of_the_ledger_to_a_record_it_is_three_keys_at_most() {
    let mut trial = trial(95, Lang::En);
    trial.keys("6");
    for _ in 0..60 {
        trial.keys("enter enter");
        if trial.picture(120, 40).contains("Whose doing it is") {
            return;
        }
        trial.keys("esc esc j");
    }
    panic!("no line leads to a record");
}
