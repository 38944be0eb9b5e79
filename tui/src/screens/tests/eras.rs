//! The same scenario in two times, on the screens of those who play it: each shows the names of its
//! own time and none of the other.

use engine::rehearsal::BotKind;
use engine::view::{Blue, White};
use engine::words::text::Lang;

use crate::desk::trial::{Start, Trial};
use crate::screen::Seated;

/// A scenario in two times, and what something is called in each.
type Times = [(&'static str, &'static str); 2];

/// Bodies that the defence writes to.
const COORDINATOR: Times = [
    ("cong-ddos-deface@a", "VNCERT/CC"),
    ("cong-ddos-deface@c", "(A05)"),
];
/// Bodies that the attack comes to.
const LOCAL: Times = [
    ("pm-dungchung@a", "Quận giả định"),
    ("pm-dungchung@b", "Phường giả định"),
];

/// All that a seat can open, both languages after each other.
fn shown<R: Seated>(scenario: &'static str) -> String {
    let mut all = String::new();
    for lang in [Lang::Vi, Lang::En] {
        let start = Start::of(scenario, 100);
        let blue = BotKind::Playbook;
        let mut trial: Trial<R> = Trial::new(Start {
            lang,
            blue,
            ..start
        });
        trial.walks((160, 50), &mut |_, picture| all.push_str(picture));
    }
    all
}

fn held<R: Seated>(times: Times) {
    for (at, (scenario, name)) in times.iter().enumerate() {
        let seen = shown::<R>(scenario);
        assert!(seen.contains(name), "{scenario}: no {name} on any screen");
        let other = times[1 - at].1;
        assert!(
            !seen.contains(other),
            "{scenario}: {other} is of another time"
        );
    }
}

#[test]
fn the_defence_sees_the_names_of_its_time() {
    held::<Blue>(COORDINATOR);
}

#[test]
fn the_organisers_see_the_names_of_their_time() {
    held::<White>(LOCAL);
}
