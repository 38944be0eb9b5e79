//! Tests of screens over real drills: what is drawn, what keys come to, and what is never drawn.

mod eras;
mod fog;
mod gaze;
mod hall;
mod observer;
mod plain;
mod red;

use engine::drill::RedBy;
use engine::view::Red;
use engine::words::order::{Act, Order, RedAsk};
use engine::words::text::Lang;
use engine::words::time::{MINUTE, Span, Tick};

use crate::desk::trial::{Start, Trial};
use crate::screen::Seated;

/// What people who attack order in the tests, each at its minute.
const ATTACK: [(u32, &str, &str, &str); 9] = [
    (
        1,
        "t1595.002-vulnerability-scan",
        "service:portal",
        "quet-1",
    ),
    (
        2,
        "t1190-exploit-public-app",
        "service:portal-cms",
        "khai-thac-1",
    ),
    (3, "t1505.003-web-shell", "host:web-cong", ""),
    (5, "t1499.002-request-flood", "service:portal", "yeu-cau-1"),
    (
        20,
        "t1190-exploit-public-app",
        "service:portal-cms",
        "khai-thac-1",
    ),
    (
        24,
        "t1190-exploit-public-app",
        "service:portal-cms",
        "khai-thac-2",
    ),
    (40, "t1505.003-web-shell", "host:web-cong", ""),
    (41, "t1059.004-unix-shell", "host:web-cong", "khai-thac-1"),
    (42, "t1083-file-discovery", "host:web-cong", ""),
];

/// A desk of a role while people attack, at a minute.
fn attacked<R: Seated>(start: Start) -> Trial<R> {
    let until = start.minute;
    let mut trial = Trial::new(Start {
        minute: 0,
        red: RedBy::Human,
        ..start
    });
    attack(&mut trial, 0, until);
    trial
}

/// Goes on from one minute to another; the attack's orders come on the way, if people attack. If
/// they do not, nobody is there to give them and they are left out.
fn attack<R: Seated>(trial: &mut Trial<R>, from: u32, until: u32) {
    let people = trial.drill.setup().red == RedBy::Human;
    let due = ATTACK
        .into_iter()
        .filter(|(at, ..)| (from..until).contains(at) && people);
    for (minute, action, on, c2) in due {
        reach(trial, minute);
        let act = Act {
            action: action.into(),
            on: on.into(),
            c2: c2.into(),
            ..Act::default()
        };
        ask(trial, RedAsk::Act(act));
    }
    reach(trial, until);
}

/// Lets a trial go on to a minute.
fn reach<R: Seated>(trial: &mut Trial<R>, minute: u32) {
    let left = Tick(minute * MINUTE).since(trial.drill.now());
    trial.pass(left);
}

/// The attack team asks something, whoever sits at the desk.
fn ask<R: Seated>(trial: &mut Trial<R>, ask: RedAsk) {
    trial.drill.order(Order {
        team: "red".into(),
        place: "trial".into(),
        ask: engine::words::order::Ask::Red(ask),
    });
    trial.drill.advance(trial.drill.now());
    trial.pass(Span(0));
}

/// The attack team's desk at a minute of the short scenario.
fn red(minute: u32, lang: Lang) -> Trial<Red> {
    attacked(Start {
        lang,
        ..Start::of("cong-ddos-deface", minute)
    })
}

/// Draws every tab at both sizes and in both languages, and compares with what it was.
macro_rules! pictures {
    ($name:literal, $keys:expr, $trial:expr) => {
        for (lang, word) in [
            (engine::words::text::Lang::Vi, "vi"),
            (engine::words::text::Lang::En, "en"),
        ] {
            let mut trial = $trial(lang);
            trial.keys($keys);
            for (width, height) in [(80, 24), (160, 50)] {
                let name = format!("{}-{word}-{width}", $name);
                insta::assert_snapshot!(name, trial.picture(width, height));
            }
        }
    };
}
use pictures;
