//! What a desk shows in a hall: the organisers' view over all cities, and the scoreboard, which
//! says nothing before the release.

use std::sync::Arc;

use engine::rehearsal::BotKind;
use engine::view::{Blue, Observer, Red, White};
use engine::words::cell::Cell;
use engine::words::text::{Lang, Text};
use engine::words::time::{MINUTE, Tick};

use super::pictures;
use crate::desk::cities::Stand;
use crate::desk::trial::{Start, Trial};
use crate::screen::porter::{Place, PorterAsk, PorterSaid, Visit};
use crate::screen::{Board, Row, Seated};

/// Three teams, two cities and what is known of them.
fn board(released: bool) -> Board {
    let row = |team: &str, score: i64, n: u32| Row {
        team: team.into(),
        cell: Cell::Blue,
        score: Some(score),
        under_way: n,
        alerts: 7 * n,
        claims: n,
        refused: 1,
        last_order: (n > 0).then_some(Tick(n * 10 * MINUTE)),
        now: Tick(40 * MINUTE),
        released,
    };
    let red = Row {
        cell: Cell::Red,
        score: None,
        ..row("tan-cong", 0, 1)
    };
    let cities = [
        ("doi-soc", vec![row("doi-soc", 41_234, 3), red.clone()]),
        ("doi-cang", vec![row("doi-cang", 68_950, 2), red]),
        ("doi-hcc", vec![row("doi-hcc", 12_000, 0)]),
    ];
    Board {
        here: 0,
        cities: cities
            .map(|(name, rows)| (name.into(), Arc::new(rows)))
            .into(),
        trouble: None,
    }
}

fn seated<R: Seated>(lang: Lang, released: bool) -> Trial<R> {
    let mut trial = Trial::new(Start {
        lang,
        blue: BotKind::Playbook,
        ..Start::of("cong-ddos-deface", 40)
    });
    trial.board = board(released);
    let cities = trial.board.cities.iter().map(|(name, _)| name.clone());
    trial.desk.in_hall(Stand {
        cities: Arc::new(cities.collect()),
        at: 0,
        all: true,
    });
    trial
}

#[test]
fn the_organisers_see_every_city_and_choose_one() {
    pictures!("hall-cities", "8", |lang| seated::<White>(lang, false));
    pictures!("hall-choose", "ctrl-o j", |lang| seated::<White>(
        lang, false
    ));
    let mut trial = seated::<White>(Lang::En, false);
    trial.keys("8 j j");
    let text = trial.picture(160, 50);
    assert!(text.contains("69.0") && text.contains("41.2"), "{text}");
    trial.keys("ctrl-t");
    assert!(trial.picture(160, 50).contains("this city alone"));
}

#[test]
fn the_scoreboard_says_nothing_before_the_release_and_everything_after() {
    pictures!("hall-scoreboard", "4", |lang| seated::<Observer>(
        lang, true
    ));
    let told = |picture: String| picture.contains("69.0") || picture.contains("41.2");
    let places = |picture: &str| {
        ["doi-soc", "doi-cang", "doi-hcc"].map(|team| picture.rfind(team).unwrap_or(0))
    };
    let mut watched = seated::<Observer>(Lang::En, false);
    watched.keys("4");
    let before = watched.picture(160, 50);
    let order = places(&before);
    assert!(order.is_sorted(), "the order of the roster: {before}");
    assert!(!told(before));
    let mut blue = seated::<Blue>(Lang::En, false);
    blue.keys("shift-tab");
    assert!(!told(blue.picture(160, 50)), "nor to those who play");
    let mut red = seated::<Red>(Lang::En, false);
    red.keys("shift-tab");
    assert!(!told(red.picture(160, 50)));

    let mut watched = seated::<Observer>(Lang::En, true);
    watched.keys("4");
    let after = watched.picture(160, 50);
    let [soc, cang, hcc] = places(&after);
    assert!(cang < soc && soc < hcc, "by score: {after}");
    assert!(told(after));

    // One city that is not released yet keeps all of them closed.
    let mut part = board(true);
    let mut rows = (*part.cities[2].1).clone();
    rows[0].released = false;
    part.cities[2].1 = Arc::new(rows);
    assert!(
        part.public()
            .cities
            .iter()
            .all(|(_, rows)| rows.iter().all(|r| r.score.is_none()))
    );
}

/// Who sits where in a drill that is served.
fn people() -> Vec<Place> {
    let visit = |from: &str, does, idle| Visit {
        from: from.to_owned(),
        key: "SHA256:kpvRzCj4GVUsQ1sM4pc2x0dYXm3OpSkKqJGZQ4bEaXo".to_owned(),
        since: "14:02:11Z".to_owned(),
        does,
        idle,
    };
    let place = |seat: &str, team: &str, cell, here: Vec<Visit>| Place {
        seat: seat.into(),
        title: None,
        team: team.into(),
        cell,
        waits: here.is_empty(),
        here,
    };
    let title = Text {
        vi: "Trưởng ca".to_owned(),
        en: "Shift leader".to_owned(),
    };
    let terminals = vec![
        visit("10.0.0.21:51022", "shell", 247),
        visit("10.0.0.21:51090", "play", 3),
    ];
    vec![
        Place {
            title: Some(title),
            ..place("ha", "doi-soc", Cell::Blue, terminals)
        },
        place("minh", "doi-soc", Cell::Blue, Vec::new()),
        place(
            "lan",
            "btc",
            Cell::White,
            vec![visit("[2001:db8::7]:40112", "shell", 0)],
        ),
    ]
}

#[test]
fn the_organisers_see_who_is_there_and_hold_the_door() {
    let seated = |lang| {
        let mut trial = seated::<White>(lang, false);
        trial.desk.people(&people());
        trial
    };
    pictures!("people", "9", seated);
    pictures!("people-hand", "9 j h", seated);
    let mut trial = seated(Lang::En);
    trial.keys("9 d ctrl-s");
    assert!(trial.door.is_empty(), "it is to be confirmed");
    trial.keys("right ctrl-s j c right ctrl-s j k h right ctrl-s");
    let asked = [
        PorterAsk::Part("ha".into()),
        PorterAsk::Code("minh".into()),
        PorterAsk::Hand("minh".into()),
    ];
    assert_eq!(trial.door, asked);
    assert!(trial.orders().is_empty(), "the drill hears nothing of it");
    let code = PorterSaid::Code("minh".into(), "abcd-efgh".to_owned());
    trial.desk.attended(&code);
    let shown = trial.picture(80, 24);
    assert!(shown.contains("abcd-efgh"), "{shown}");
    trial.keys("esc");
    assert!(!trial.picture(80, 24).contains("abcd-efgh"));
    trial
        .desk
        .attended(&PorterSaid::NotKept("disk full".to_owned()));
    assert!(trial.picture(80, 24).contains("disk full"));
}

#[test]
fn who_sits_in_one_city_alone_has_no_keys_to_look_about() {
    let mut trial = seated::<Blue>(Lang::En, false);
    trial.desk.in_hall(Stand {
        cities: Arc::new(vec!["doi-soc".into()]),
        at: 0,
        all: true,
    });
    let before = trial.picture(80, 24);
    trial.keys("ctrl-o ctrl-t");
    assert_eq!(trial.picture(80, 24), before);
}
