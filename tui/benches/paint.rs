//! How long it takes from a key to a finished frame, on every screen of every seat.
//!
//! `cargo bench -p dientap` prints, for terminals of 80×24, 160×50 and 250×70, the median and the
//! 99th percentile of each screen over the fourth day of scenario A, when its lists are long, and
//! names the worst. A key's time holds everything that follows from it: the screen's decision, what
//! it looks up in the drill, the frame, and the bytes for the terminal. A frame lasts 16 ms where
//! sixty are shown in a second.
#![allow(missing_docs, reason = "a benchmark is read, not called")]

use std::io;
use std::time::{Duration, Instant};

use dientap::Seated;
use dientap::trial::{Start, Trial};
use engine::rehearsal::BotKind;
use engine::view::{Blue, Jury, Observer, Red, White};
use engine::words::time::HOUR;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

const SIZES: [(u16, u16); 3] = [(80, 24), (160, 50), (250, 70)];
/// The minute of the drill that is looked at.
const MINUTE: u32 = 90 * HOUR / 60;
/// What is pressed on each screen, again and again.
const KEYS: [&str; 12] = [
    "j", "down", "pgdn", "k", "G", "g", "j", "enter", "j", "pgdn", "esc", "esc",
];
/// How often all of them are pressed.
const ROUNDS: usize = 25;

/// One screen at one size.
struct Timed {
    what: String,
    median: Duration,
    late: Duration,
}

fn main() {
    let mut all = Vec::new();
    all.extend(seat::<Blue>("blue"));
    all.extend(seat::<Red>("red"));
    all.extend(seat::<White>("white"));
    all.extend(seat::<Jury>("jury"));
    all.extend(seat::<Observer>("observer"));
    if let Some(worst) = all.iter().max_by_key(|timed| timed.late) {
        println!("worst: {}, 99 of 100 within {:.1?}", worst.what, worst.late);
    }
}

/// Every screen of a seat, at every size.
fn seat<R: Seated>(name: &str) -> Vec<Timed> {
    let mut trial = Trial::<R>::new(Start {
        blue: BotKind::Playbook,
        ..Start::of("hp-cang-ransom", MINUTE)
    });
    let facts = trial.drill.facts().len();
    println!("── {name}: key to frame, {facts} facts ──");
    let mut all = Vec::new();
    for tab in 0..Trial::<R>::tabs() {
        if tab > 0 {
            trial.keys("tab");
        }
        let mut line = format!("{:<28}", format!("{name} · {}", trial.title()));
        for size in SIZES {
            let timed = screen(&mut trial, name, size);
            line.push_str(&format!(
                "  {}×{}: {:>7.1?} {:>7.1?}",
                size.0, size.1, timed.median, timed.late
            ));
            all.push(timed);
        }
        println!("{line}");
    }
    all
}

fn screen<R: Seated>(trial: &mut Trial<R>, name: &str, (width, height): (u16, u16)) -> Timed {
    let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
    let bytes = CrosstermBackend::new(io::sink());
    let mut terminal =
        Terminal::with_options(bytes, TerminalOptions { viewport }).expect("memory has room");
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        for key in KEYS {
            let began = Instant::now();
            trial.keys(key);
            let drawn = terminal.draw(|frame| trial.desk.draw(frame));
            drawn.expect("memory has room");
            times.push(began.elapsed());
        }
        trial.keys("esc");
    }
    times.sort_unstable();
    Timed {
        what: format!("{name} · {} at {width}×{height}", trial.title()),
        median: times[times.len() / 2],
        late: times[times.len() * 99 / 100],
    }
}
