//! A mistake of ours in the middle of a live drill: the terminal is given back, what happened is
//! said in words, and the drill goes on where it was.
//!
//! This test program runs itself in a terminal and there breaks on purpose, in the thread that
//! draws or in the one that owns the drill; the program that people run has no way to do so.

use std::env;

use ::tests::program::Folder;
use ::tests::tmux::Tmux;
use engine::drill::{RedBy, Setup};
use engine::words::text::Lang;
use engine::words::time::{MINUTE, Tick};

use super::*;
use crate::desk::ClockAsk;
use crate::desk::trial::plan;
use crate::input::Input;
use crate::terminal::local::Wake;

/// Set where this program breaks: to where it does.
const BREAKS: &str = "DIENTAP_BREAKS";
const OWN_NAME: &str =
    "verbs::live::tests::a_mistake_gives_the_terminal_back_and_the_drill_goes_on";

#[test]
fn a_mistake_gives_the_terminal_back_and_the_drill_goes_on() {
    if let Ok(place) = env::var(BREAKS) {
        return broken(&place);
    }
    let own = env::current_exe().expect("a test knows where it lies");
    for place in ["screen", "stage"] {
        let folder = Folder::new(&format!("broken-{place}"));
        let line = format!(
            "{BREAKS}={place} {} --exact {OWN_NAME} --nocapture",
            own.display()
        );
        let Some(tmux) = Tmux::of_line(&folder, "panic", &line, (100, 30)) else {
            println!("not run: there is no tmux here");
            return;
        };
        tmux.until("ĐỘI PHÒNG THỦ");
        assert!(!tmux.is_given_back());
        // What is said then comes in the language in use, whichever the program began with.
        let (says, keys): (_, &[&str]) = match place {
            "screen" => ("lỗi của chương trình", &["x"]),
            _ => ("a mistake of the program", &["F2", "x"]),
        };
        tmux.keys(keys);
        tmux.until("ended-with-1");
        tmux.until("icanon");
        let screen = tmux.screen();
        assert!(tmux.is_given_back(), "{screen}");
        assert!(screen.contains(says), "{screen}");
        assert!(screen.contains("broken on purpose"), "{screen}");
        let next = "dientap run cong-ddos-deface-7.drill";
        assert!(screen.contains(next), "{screen}");
        drop(tmux);
        let Some(tmux) = Tmux::new(&folder, "run cong-ddos-deface-7.drill --lang en", (100, 30))
        else {
            return;
        };
        let again = tmux.until("PAUSED");
        assert!(again.contains("T+0:02:00"), "{again}");
        tmux.keys(&["F9", "F9", "F9", "F8"]);
        tmux.until("T+0:03:");
    }
}

/// What runs in the terminal: a drill of which a minute or two is on record, then a key, then a
/// mistake.
fn broken(place: &str) {
    let phrases = Phrases::new(Lang::Vi);
    crate::say_panics_in_words(&phrases);
    let mut local = Local::enter(phrases.lang()).expect("a terminal");
    let opening = Opening {
        plan: plan("cong-ddos-deface"),
        name: "cong-ddos-deface".into(),
        setup: Setup {
            seed: 7,
            red: RedBy::Script,
        },
        blue: "human",
    };
    let (tape, path) = opening
        .tape(None, &phrases)
        .unwrap_or_else(|_| panic!("no file"));
    let (mut drill, journal) = opening.open::<io::Sink>(tape, None).expect("a file");
    drill.advance(Tick(2 * MINUTE));
    let show = Show {
        opening,
        path,
        plain: false,
    };
    let sit = |show: &Show, local: &mut Local, door: &Door, person: Person| {
        // Another pace is an order, so the file knows the moment.
        door.clock(ClockAsk::Slower);
        let line = Show::line(local, door);
        let seat = Seat::<Blue>::take(&show.opening.plan, person, line);
        let mut seat = seat.expect("a seat");
        local.draw(|frame| seat.desk.draw(frame))?;
        let leaves = Input::Press("x".parse().expect("a key"));
        while let Some(wake) = local.wait() {
            match wake {
                Wake::Input(input) if input == leaves => break,
                Wake::Input(input) => seat.desk.input(&input, (100, 30)),
                Wake::Resized | Wake::News => {}
            }
            local.speak(seat.desk.person().lang);
        }
        if place == "screen" {
            local.draw(|_| panic!("broken on purpose"))?;
        }
        door.look(Box::new(|_| panic!("broken on purpose")));
        local.sit(&mut seat)
    };
    let staged = (drill, journal, show.opening.bots());
    let done = show.run_with(&mut local, staged, 1_000, (&phrases, &mut io::sink()), sit);
    let code = done.unwrap_or_else(|_| panic!("no trouble but the mistake"));
    std::process::exit(code.into());
}
