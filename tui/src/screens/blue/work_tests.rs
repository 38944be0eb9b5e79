//! The working screens after a real drill was played to an interesting moment: how they are drawn,
//! and which orders come of which keys.

use engine::rehearsal::BotKind;
use engine::view::Blue;
use engine::words::order::{BlueAsk, RequestKind};
use engine::words::text::Lang;
use engine::words::time::Span;

use crate::desk::trial::{Start, Trial};
use crate::input::Did;

const F: &str = "cong-ddos-deface";
const A: &str = "hp-cang-ransom";
const E: &str = "hcm-7chitieu";
const D: &str = "hn-4lop-dothi";

/// Goes to the tab of this title by the palette.
fn tab(trial: &mut Trial<Blue>, title: &str) {
    trial.keys(":");
    trial.types(title);
    trial.keys("enter");
}

fn start(lang: Lang) -> Trial<Blue> {
    begin(Start::of(A, 600), lang)
}

fn begin(start: Start, lang: Lang) -> Trial<Blue> {
    Trial::new(Start {
        blue: BotKind::Playbook,
        lang,
        ..start
    })
}

/// Draws a tab in both languages and at both sizes.
fn pictures(titles: [&str; 2], name: &str) {
    pictures_of(Start::of(A, 600), titles, name);
}

fn pictures_of(at: Start, titles: [&str; 2], name: &str) {
    for (lang, title, word) in [(Lang::Vi, titles[0], "vi"), (Lang::En, titles[1], "en")] {
        let mut trial = begin(at, lang);
        tab(&mut trial, title);
        for (width, height) in [(80, 24), (160, 50)] {
            let drawn = trial.drawn(width, height);
            insta::assert_snapshot!(format!("{name}-{word}-{width}"), drawn);
        }
    }
}

#[test]
fn responses_are_drawn() {
    pictures(["Ứng phó", "Respond"], "respond");
}

#[test]
fn the_city_is_drawn() {
    pictures(["Thành phố", "City"], "city");
}

#[test]
fn papers_are_drawn() {
    pictures(["Văn bản", "Papers"], "papers");
}

#[test]
fn rules_are_drawn() {
    pictures(["Tập luật", "Rules"], "rules");
}

#[test]
fn a_rule_is_tried_on_the_past_from_the_list_and_from_the_editor() {
    for (lang, title, word) in [(Lang::Vi, "Tập luật", "vi"), (Lang::En, "Rules", "en")] {
        let mut trial = start(lang);
        tab(&mut trial, title);
        trial.keys("t");
        for (width, height) in [(80, 24), (160, 50)] {
            let drawn = trial.drawn(width, height);
            insta::assert_snapshot!(format!("back-test-{word}-{width}"), drawn);
        }
        trial.keys("esc n ctrl-t");
        let drawn = trial.drawn(80, 24);
        insta::assert_snapshot!(format!("back-test-new-{word}"), drawn);
        assert_eq!(trial.orders(), [], "looking is no order");
    }
}

#[test]
fn intelligence_is_drawn() {
    pictures(["Tình báo", "Intel"], "intel");
}

#[test]
fn the_exchange_is_drawn() {
    pictures_of(Start::of(F, 60), ["Trao đổi", "Exchange"], "exchange");
}

#[test]
fn a_response_is_ordered_after_its_forecast() {
    let mut trial = Trial::<Blue>::new(Start::of(A, 600));
    tab(&mut trial, "Respond");
    trial.keys("n");
    trial.types("isolate host");
    insta::assert_snapshot!("order-palette", trial.drawn(80, 24));
    trial.keys("enter");
    trial.types("ws-quan-001");
    trial.keys("enter");
    insta::assert_snapshot!("order-forecast", trial.drawn(80, 24));
    assert_eq!(trial.orders(), []);
    trial.keys("enter");
    let orders = trial.orders();
    let [BlueAsk::Act(act)] = &orders[..] else {
        panic!("{orders:?}");
    };
    assert_eq!(
        (&*act.action, &*act.on),
        ("isolate-host", "host:ws-quan-001")
    );
}

#[test]
fn a_response_for_another_body_goes_through_one() {
    let mut trial = Trial::<Blue>::new(Start::of(F, 25));
    tab(&mut trial, "Respond");
    trial.keys("n");
    trial.types("telco-block");
    trial.keys("enter");
    trial.types("198.51.100.23");
    trial.keys("enter");
    insta::assert_snapshot!("order-via", trial.drawn(80, 24));
    trial.keys("enter");
    let orders = trial.orders();
    let [BlueAsk::Act(act)] = &orders[..] else {
        panic!("{orders:?}");
    };
    assert_eq!(&*act.on, "address:198.51.100.23");
    assert!(!act.via.is_empty());
}

#[test]
fn a_done_response_is_verified_and_assessed_with_one_key_each() {
    let mut trial = Trial::<Blue>::new(Start::of(F, 25));
    tab(&mut trial, "Respond");
    trial.keys("n");
    trial.types("block-address");
    trial.keys("enter");
    trial.types("198.51.100.23");
    trial.keys("enter enter u");
    let orders = trial.orders();
    assert!(matches!(
        orders[..],
        [BlueAsk::Act(_), BlueAsk::Undo { .. }]
    ));
    trial.pass(Span::minutes(20));
    insta::assert_snapshot!("respond-owed", trial.drawn(80, 24));
    trial.keys("v e");
    trial.types("held");
    trial.keys("ctrl-s");
    let orders = trial.orders();
    assert!(matches!(
        &orders[..],
        [BlueAsk::Verify { .. }, BlueAsk::Assess { text, .. }] if text == "held"
    ));
}

#[test]
fn a_response_starts_from_the_map() {
    let mut trial = Trial::<Blue>::new(Start::of(A, 600));
    tab(&mut trial, "City");
    trial.keys("m");
    insta::assert_snapshot!("city-map-80", trial.drawn(80, 24));
    insta::assert_snapshot!("city-map-160", trial.drawn(160, 50));
    trial.keys("m j enter");
    insta::assert_snapshot!("zone-80", trial.drawn(80, 24));
    trial.keys("enter");
    insta::assert_snapshot!("host-80", trial.drawn(80, 24));
    trial.keys("r");
    trial.types("preserve");
    trial.keys("enter enter");
    let orders = trial.orders();
    let [BlueAsk::Act(act)] = &orders[..] else {
        panic!("{orders:?}");
    };
    assert!(act.on.starts_with("host:"), "{act:?}");
    trial.keys("esc esc o");
    insta::assert_snapshot!("bodies-160", trial.drawn(160, 50));
}

#[test]
fn what_is_declared_is_drawn_beside_what_was_seen() {
    for (lang, title, word) in [(Lang::Vi, "Thành phố", "vi"), (Lang::En, "City", "en")] {
        let mut trial = begin(Start::of(E, 1_920), lang);
        tab(&mut trial, title);
        trial.keys("d");
        for (width, height) in [(80, 24), (160, 50)] {
            let drawn = trial.drawn(width, height);
            insta::assert_snapshot!(format!("levels-{word}-{width}"), drawn);
        }
    }
}

#[test]
fn an_assessment_is_ordered_from_what_is_declared() {
    let mut trial = Trial::<Blue>::new(Start::of(E, 60));
    tab(&mut trial, "City");
    trial.keys("d j j r");
    trial.types("assess");
    trial.keys("enter enter");
    let orders = trial.orders();
    let [BlueAsk::Act(act)] = &orders[..] else {
        panic!("{orders:?}");
    };
    assert_eq!(
        (&*act.action, &*act.on),
        ("assess-system", "service:ngan-sach")
    );
}

#[test]
fn a_form_is_filed_with_what_is_known() {
    let mut trial = start(Lang::En);
    tab(&mut trial, "Papers");
    trial.keys("enter");
    insta::assert_snapshot!("file-80", trial.drawn(80, 24));
    // Of the addressee and a moment the team knows enough.
    trial.keys("tab x tab tab tab tab x tab");
    trial.types("20:00");
    trial.keys("ctrl-s");
    let orders = trial.orders();
    let [BlueAsk::File { to, entries, .. }] = &orders[..] else {
        panic!("{orders:?} in\n{}", trial.picture(100, 50));
    };
    assert_eq!(&**to, "all:department", "each of them is owed it");
    assert!(!entries.is_empty());
}

#[test]
fn a_weak_point_is_reported() {
    let mut trial = Trial::<Blue>::new(Start::of(F, 5));
    tab(&mut trial, "Papers");
    trial.keys("w tab");
    trial.types("link:quoc-te");
    trial.keys("tab right right tab");
    trial.types("one line");
    trial.keys("tab right tab");
    trial.types("mend it");
    trial.keys("ctrl-s");
    let orders = trial.orders();
    let [BlueAsk::File { form, entries, .. }] = &orders[..] else {
        panic!("{orders:?}");
    };
    assert_eq!(&**form, "finding");
    let said: Vec<&str> = entries.iter().map(|entry| &*entry.text).collect();
    let all = [
        "link:quoc-te",
        "technology",
        "one line",
        "critical",
        "mend it",
    ];
    assert_eq!(said, all);
}

#[test]
fn a_rule_is_switched_and_written_anew() {
    let mut trial = Trial::<Blue>::new(Start::of(F, 25));
    tab(&mut trial, "Rules");
    trial.keys("o");
    assert!(matches!(
        trial.orders()[..],
        [BlueAsk::Rule { on: false, .. }]
    ));
    trial.keys("n");
    insta::assert_snapshot!("editor-good", trial.drawn(80, 24));
    trial.types("x");
    insta::assert_snapshot!("editor-fault", trial.drawn(80, 24));
    trial.keys("ctrl-s");
    assert_eq!(trial.orders(), [], "what cannot be read is not sent");
    trial.keys("delete ctrl-s");
    let orders = trial.orders();
    let [BlueAsk::WriteRule { rule, text }] = &orders[..] else {
        panic!("{orders:?}");
    };
    assert_eq!(&**rule, "own-new-rule-of-the-defence-team");
    assert!(text.starts_with("title:"));
    let picture = trial.picture(160, 50);
    assert!(
        picture.contains("* New rule of the defence team"),
        "{picture}"
    );
}

#[test]
fn the_team_answers_asks_and_speaks() {
    let mut trial = start(Lang::En);
    tab(&mut trial, "Exchange");
    trial.keys("s");
    trial.types("hello");
    trial.keys("ctrl-s q right tab");
    trial.types("tra cuu");
    trial.keys("ctrl-s p");
    assert!(trial.picture(80, 24).contains("once the organisers"));
    trial.keys("esc");
    let orders = trial.orders();
    assert!(matches!(
        &orders[..],
        [
            BlueAsk::Say { text },
            BlueAsk::Request { kind: RequestKind::Check { what }, .. }
        ] if text == "hello" && &**what == "tra cuu"
    ));
}

#[test]
fn an_inject_is_answered() {
    let mut trial = Trial::<Blue>::new(Start::of(F, 60));
    tab(&mut trial, "Exchange");
    for _ in 0..40 {
        // Nothing is chosen for whoever only sends it off.
        trial.keys("enter ctrl-s");
        if trial.picture(120, 40).contains("Choose an answer first") {
            assert!(trial.orders().is_empty());
            trial.keys("right ctrl-s");
            assert!(matches!(trial.orders()[..], [BlueAsk::Answer { .. }]));
            return;
        }
        trial.keys("esc j");
    }
    panic!("no inject wants an answer");
}

#[test]
fn nothing_known_and_no_room_are_drawn_too() {
    for plain in [false, true] {
        let mut trial = Trial::<Blue>::new(Start {
            plain,
            ..Start::of(F, 0)
        });
        for _ in 0..10 {
            for (width, height) in [(60, 16), (80, 24), (250, 70)] {
                let picture = trial.picture(width, height);
                let boxes = picture.contains('┌') || picture.contains('│');
                assert!(!plain || !boxes, "{picture}");
            }
            trial.keys("tab");
        }
    }
}

#[test]
fn the_walls_services_open_their_machine_and_what_can_be_done() {
    let mut trial = Trial::<Blue>::at(F, 25);
    trial.keys("1 enter");
    assert!(trial.picture(100, 40).contains("Services on it:"));
    trial.keys("esc r");
    let palette = trial.picture(100, 40);
    assert!(palette.contains("Order a response"), "{palette}");
    assert!(palette.contains("Enable content network"), "{palette}");
    trial.keys("esc");
}

#[test]
fn a_click_chooses_a_service_of_the_wall_and_nothing_beside_them() {
    let mut trial = Trial::<Blue>::at(F, 25);
    trial.keys("1 G");
    trial.mouse(Did::Click, "Incoming");
    trial.mouse(Did::Click, "Not triaged");
    trial.keys("enter");
    assert!(trial.picture(100, 40).contains("- Official mail"));
    trial.keys("esc");
    trial.mouse(Did::Click, "Public-service portal");
    trial.keys("enter");
    assert!(trial.picture(100, 40).contains("- Public-service portal"));
}

/// The map where there is room for all of it, the zones in lines where there is not.
#[test]
fn the_wall_shows_the_city_at_every_size() {
    let trial = Trial::<Blue>::at(F, 25);
    let small = trial.picture(80, 24);
    assert!(small.contains("City zones and their alerts"), "{small}");
    assert!(small.contains("! z1-dmz "), "{small}");
    let large = trial.picture(160, 50);
    assert!(large.contains("┌────"), "{large}");
    assert!(large.contains("Map: "), "{large}");
    assert!(!large.contains("City zones and their alerts"), "{large}");
    assert!(trial.picture(250, 70).contains("Known of the attack"));
}

#[test]
fn whoever_hears_the_screen_is_told_what_the_map_shows() {
    let mut trial = Trial::<Blue>::new(Start {
        plain: true,
        ..Start::of(F, 25)
    });
    trial.keys("6 m");
    let told = trial.picture(100, 40);
    assert!(told.contains("alerts"), "{told}");
    assert!(told.contains("Internet - Z1"), "{told}");
    trial.keys("esc");
    assert!(!trial.picture(100, 40).contains("Internet - Z1"));
}

#[test]
fn rules_are_found_by_their_words_without_marks() {
    let mut trial = begin(Start::of(F, 25), Lang::Vi);
    trial.keys("8 /");
    trial.types("may chu web khoi chay");
    trial.keys("enter space");
    let orders = trial.orders();
    let [BlueAsk::Rule { rule, on: false }] = &orders[..] else {
        panic!("{orders:?}");
    };
    assert_eq!(&**rule, "proc_creation_win_web_worker_shell");
    trial.keys("esc");
    assert!(
        trial.picture(100, 40).contains("1/"),
        "all are listed again"
    );
}

#[test]
fn a_target_is_asked_for_by_what_it_is_called() {
    let mut trial = Trial::<Blue>::at(F, 25);
    trial.keys("5 n");
    trial.types("agree carrier");
    trial.keys("enter enter");
    assert!(
        trial
            .picture(100, 30)
            .contains("Not filled in: organisation")
    );
    trial.types("telco a");
    trial.keys("down enter");
    assert!(trial.picture(100, 30).contains("Telco A"));
    trial.keys("enter");
    let orders = trial.orders();
    let [BlueAsk::Act(act)] = &orders[..] else {
        panic!("{orders:?}");
    };
    assert_eq!(&*act.on, "org:nha-mang-a");
}

#[test]
fn a_service_at_its_standby_is_shown_where_it_runs() {
    for (lang, title, word) in [(Lang::Vi, "Toàn cảnh", "vi"), (Lang::En, "Wall", "en")] {
        let mut trial = begin(Start::of(D, 2_880), lang);
        tab(&mut trial, title);
        for (width, height) in [(80, 24), (160, 50)] {
            let drawn = trial.drawn(width, height);
            insta::assert_snapshot!(format!("standby-{word}-{width}"), drawn);
        }
        // The platform is down and comes first; the database is the fifth: to where it runs.
        trial.keys("g j j j j enter");
        insta::assert_snapshot!(format!("standby-host-{word}-80"), trial.drawn(80, 24));
    }
}

#[test]
fn an_order_to_take_a_service_home_says_what_that_would_lose() {
    let mut trial = begin(Start::of(D, 2_880), Lang::En);
    tab(&mut trial, "Wall");
    trial.keys("g j j j j r");
    trial.types("fail-back");
    trial.keys("enter");
    assert!(trial.picture(160, 50).contains("Not resynchronised since"));
}

#[test]
fn an_order_names_its_copy_as_the_team_knows_it() {
    for (lang, title, word) in [(Lang::Vi, "Toàn cảnh", "vi"), (Lang::En, "Wall", "en")] {
        // Down for want of power; the copy has not been looked into by a team that does nothing.
        let start = Start::of(D, 2_520);
        let mut trial = Trial::<Blue>::new(Start { lang, ..start });
        tab(&mut trial, title);
        trial.keys("g j j r");
        trial.types("fail-over");
        trial.keys("enter");
        let drawn = trial.drawn(100, 40);
        insta::assert_snapshot!(format!("order-copy-{word}-100"), drawn);
    }
}

#[test]
fn controls_say_when_they_last_gave_a_sign_of_life() {
    // Silent at STARTEX, mended by the playbook when the inspectors ask.
    for (minutes, word) in [(120, "silent"), (600, "mended")] {
        for (lang, title, l) in [(Lang::Vi, "Thành phố", "vi"), (Lang::En, "City", "en")] {
            let mut trial = begin(Start::of(D, minutes), lang);
            tab(&mut trial, title);
            trial.keys("c j j");
            for (width, height) in [(80, 24), (160, 40)] {
                let drawn = trial.drawn(width, height);
                insta::assert_snapshot!(format!("controls-{word}-{l}-{width}"), drawn);
            }
        }
    }
}
