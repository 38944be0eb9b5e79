//! The attack team's screens: pictures after a real attack, and keys that come to orders.

use engine::view::Red;
use engine::words::order::{RedAsk, RequestKind, Severity, WhiteAsk};
use engine::words::text::Lang;

use super::{pictures, reach, red};
use crate::desk::trial::{Start, Trial};

#[test]
fn every_tab_is_drawn_after_a_real_attack() {
    pictures!("red-operations", "1", |lang| red(50, lang));
    pictures!("red-known", "2", |lang| red(50, lang));
    pictures!("red-techniques", "3 j j", |lang| red(50, lang));
    pictures!("red-orders", "4", |lang| red(50, lang));
    pictures!("red-techniques-aimed", "1 enter f", |lang| red(50, lang));
}

#[test]
fn the_scripted_attack_is_shown_with_its_campaign() {
    pictures!("red-scripted", "1", |lang| -> Trial<Red> {
        Trial::new(Start {
            lang,
            ..Start::of("cong-ddos-deface", 40)
        })
    });
}

#[test]
fn a_technique_is_aimed_by_name_and_ordered() {
    let mut trial = red(10, Lang::En);
    trial.keys("3 t");
    trial.types("city portal");
    trial.keys("enter a");
    trial.types("ngap-1");
    trial.keys("enter /");
    trial.types("t1498.001");
    trial.keys("enter enter");
    let orders = trial.orders();
    let [RedAsk::Act(act)] = &orders[..] else {
        panic!("{orders:?}");
    };
    assert_eq!(&*act.action, "t1498.001-direct-flood");
    assert_eq!(
        (&*act.on, &*act.c2, &*act.from),
        ("service:portal", "ngap-1", "")
    );
}

#[test]
fn a_technique_without_a_target_asks_for_one_first() {
    let mut trial = red(10, Lang::En);
    trial.keys("3 /");
    trial.types("spearphishing attachment");
    trial.keys("enter enter");
    assert!(trial.orders().is_empty());
    insta::assert_snapshot!("red-chooser-en-80", trial.picture(80, 24));
    trial.types("host:web-cong");
    trial.keys("enter enter");
    let orders = trial.orders();
    assert!(
        matches!(&orders[..], [RedAsk::Act(act)] if &*act.on == "host:web-cong"),
        "{orders:?}"
    );
}

#[test]
fn what_does_not_fit_says_what_it_lacks() {
    let mut trial = red(1, Lang::En);
    trial.keys("3 t");
    trial.types("host:ws-so-01");
    trial.keys("enter /");
    trial.types("web shell");
    trial.keys("enter");
    let picture = trial.picture(160, 50);
    assert!(picture.contains("lacks: foothold"), "{picture}");
    trial.keys("f");
    let picture = trial.picture(160, 50);
    assert!(!picture.contains("lacks: foothold"), "{picture}");
}

#[test]
fn what_has_not_started_is_taken_back_and_of_what_has_it_is_said_why_not() {
    let mut trial = red(50, Lang::En);
    trial.keys("4 u");
    let started = trial
        .drill
        .red(
            trial
                .drill
                .plan()
                .roster
                .first(engine::words::cell::Cell::Red)
                .expect("somebody attacks"),
        )
        .and_then(|view| view.runs.values().last().map(|run| run.started.is_some()));
    assert!(matches!(trial.orders()[..], [RedAsk::Undo { .. }]));
    let refused = trial.picture(100, 30).contains("Refused");
    assert_eq!(refused, started == Some(true), "{}", trial.picture(100, 30));
}

#[test]
fn a_refused_order_says_which_technique_at_what_it_was() {
    let mut trial = red(1, Lang::En);
    let act = engine::words::order::Act {
        action: "t1505.003-web-shell".into(),
        on: "host:web-cong".into(),
        ..Default::default()
    };
    super::ask(&mut trial, RedAsk::Act(act));
    trial.keys("4");
    let picture = trial.picture(120, 40);
    let row = picture.lines().find(|row| row.contains("lacks: foothold"));
    let row = row.unwrap_or_else(|| panic!("{picture}"));
    assert!(
        row.contains("eb shell") && row.contains("> web-cong"),
        "{row}"
    );
}

/// An order that leaves its outside address open is told which one it got, so that the list of
/// addresses can say of that one how its last try came out.
#[test]
fn an_address_that_was_given_is_told_and_how_its_try_came_out() {
    let mut trial: Trial<Red> = super::attacked(Start::of("cong-ddos-deface", 1));
    let act = engine::words::order::Act {
        action: "t1190-exploit-public-app".into(),
        on: "service:xu-ly-dvc".into(),
        ..Default::default()
    };
    super::ask(&mut trial, RedAsk::Act(act));
    reach(&mut trial, 40);
    let plan = trial.drill.plan().clone();
    let team = plan.roster.first(engine::words::cell::Cell::Red);
    let view = trial.drill.red(team.expect("somebody attacks"));
    let view = view.expect("a view");
    let (_, given) = view.routes.last_key_value().expect("it got one");
    let name = plan.map.addresses[given.at()].name.clone();
    trial.keys("4 enter");
    let picture = trial.picture(160, 50);
    assert!(
        picture.contains(&format!("Outside address: {name}")),
        "{picture}"
    );
    trial.keys("esc 3 a");
    let picture = trial.picture(160, 50);
    let told = |row: &&str| row.contains(&format!("{name} ·")) && row.contains("21/10 08:");
    assert_eq!(picture.lines().filter(told).count(), 1, "{picture}");
}

#[test]
fn the_attack_is_told_of_phases_and_of_a_reset_that_is_not_the_defences_doing() {
    let mut trial = red(52, Lang::En);
    let red = trial
        .drill
        .plan()
        .roster
        .first(engine::words::cell::Cell::Red);
    let view = trial
        .drill
        .red(red.expect("somebody attacks"))
        .expect("a view");
    assert!(
        !view.lost.is_empty(),
        "the organisers cleared the web server"
    );
    assert_eq!(view.put_back, view.lost);
    trial.keys("1");
    let picture = trial.picture(160, 50);
    assert!(picture.contains("reset by organisers"), "{picture}");
    trial.keys("6");
    let picture = trial.picture(160, 50);
    for word in [
        "Preparation and lessons",
        "Technical reset",
        "not by the defence",
    ] {
        assert!(picture.contains(word), "{word} is not in\n{picture}");
    }
    let resets = picture.matches("Technical reset by").count();
    assert_eq!(resets, 1, "one for all that was put back:\n{picture}");
}

#[test]
fn whoever_attacks_is_offered_the_desks_that_mail_reaches_and_no_plant() {
    let plan = crate::desk::trial::plan("hp-cang-ransom");
    let brief = engine::view::brief::Brief::<Red>::of(plan.clone());
    let desks: Vec<_> = brief.desks().collect();
    let map = &plan.map;
    let mail =
        |link: &&engine::city::place::Link| link.allow.contains(&engine::city::place::Proto::Mail);
    for host in &desks {
        let name = brief.host_name(*host);
        let (group, _) = map.group_of(*host);
        assert!(
            map.roles[group.role.at()].users > 0,
            "{name}: nobody works at it"
        );
        let mut links = map.links.iter().filter(mail);
        let reached = links.any(|link| [link.ends.0, link.ends.1].contains(&group.zone));
        assert!(reached, "{name}: no mail comes there");
    }
    let named = |part: &str| {
        desks
            .iter()
            .any(|host| brief.host_name(*host).starts_with(part))
    };
    assert!(named("ws-quan") && named("ws-so"), "clerks are among them");
    assert!(
        !named("hmi-") && !named("ad-"),
        "no control and no server is"
    );
    let mut trial: Trial<Red> = super::attacked(Start::of("hp-cang-ransom", 1));
    trial.keys("3 t");
    trial.types("ws-quan");
    assert!(
        trial.picture(120, 40).contains("ws-quan-0"),
        "{}",
        trial.picture(120, 40)
    );
}

#[test]
fn a_finding_is_filled_from_a_run_and_reported() {
    let mut trial = red(50, Lang::En);
    trial.keys("4 G r");
    insta::assert_snapshot!("red-finding-form-en-80", trial.picture(80, 24));
    trial.keys("tab up tab tab");
    trial.types("Front page can be replaced");
    trial.keys("ctrl-s");
    let orders = trial.orders();
    let [RedAsk::Report(said)] = &orders[..] else {
        panic!("{orders:?}");
    };
    assert_eq!(said.severity, Severity::Critical);
    assert_eq!(&*said.on, "service:portal");
    assert_eq!(said.resources, "Front page can be replaced");
    assert_eq!(said.evidence.len(), 1);
    pictures!("red-findings", "5", |lang| {
        let mut trial = red(50, lang);
        trial.keys("4 G r ctrl-s");
        trial
    });
}

#[test]
fn the_organisers_are_asked_and_answer() {
    let talk = |lang| {
        let mut trial = red(50, lang);
        trial.keys("6 n tab");
        trial.types("198.51.100.23");
        trial.keys("tab");
        trial.types("Blocked since minute 20.");
        trial.keys("ctrl-s m");
        trial.types("We hold the web server.");
        trial.keys("ctrl-s");
        trial
    };
    let mut trial = talk(Lang::En);
    let orders = trial.orders();
    let [RedAsk::Request { kind, text }, RedAsk::Say { text: said }] = &orders[..] else {
        panic!("{orders:?}");
    };
    let address = "198.51.100.23".into();
    assert_eq!(*kind, RequestKind::Unblock { address });
    assert_eq!(text, "Blocked since minute 20.");
    assert_eq!(said, "We hold the web server.");
    trial.keys("n right right ctrl-s");
    assert!(trial.orders().is_empty(), "an empty request is not sent");
    pictures!("red-exchange", "6", |lang| {
        let mut trial = talk(lang);
        white(
            &mut trial,
            WhiteAsk::Announce {
                text: "Lunch at noon.".into(),
            },
        );
        reach(&mut trial, 51);
        trial
    });
}

/// The organisers ask something.
fn white(trial: &mut Trial<Red>, ask: WhiteAsk) {
    trial.drill.order(engine::words::order::Order {
        team: "btc".into(),
        place: "trial".into(),
        ask: engine::words::order::Ask::White(ask),
    });
    trial.drill.advance(trial.drill.now());
}

#[test]
fn any_size_and_the_plain_terminal_are_drawn() {
    for plain in [false, true] {
        for minute in [0, 50] {
            let mut trial: Trial<Red> = super::attacked(Start {
                plain,
                ..Start::of("cong-ddos-deface", minute)
            });
            for tab in ["1", "2", "3", "4", "5", "6"] {
                trial.keys(tab);
                for (width, height) in [(60, 16), (61, 17), (250, 70), (80, 24), (300, 16)] {
                    trial.picture(width, height);
                }
            }
        }
    }
}

#[test]
fn a_name_that_was_not_met_and_one_that_nothing_has_are_the_same_to_red() {
    let is_known = |minute: u32, name: &str| {
        let mut trial = red(minute, Lang::En);
        trial.keys("3 t");
        trial.types(name);
        trial.keys("enter");
        !trial.picture(160, 50).contains("Not known to you")
    };
    assert!(!is_known(1, "host:no-such-machine"));
    assert!(!is_known(1, "host:web-cong"), "it is there, and not met");
    assert!(is_known(10, "host:web-cong"), "it is held by now");
    assert!(!is_known(10, "account:no-such-account"));
    assert!(is_known(1, "service:portal"), "the public sees it");
}

#[test]
fn how_long_a_flood_lasts_is_chosen_or_typed() {
    let mut trial = red(10, Lang::En);
    trial.keys("3 t");
    trial.types("service:portal");
    trial.keys("enter d");
    trial.types("45m");
    trial.keys("enter /");
    trial.types("direct flood");
    trial.keys("enter enter");
    let orders = trial.orders();
    assert!(
        matches!(&orders[..], [RedAsk::Act(act)] if act.lasts == 2_700),
        "{orders:?}"
    );
}
