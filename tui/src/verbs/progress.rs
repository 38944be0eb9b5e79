//! The line that says how far long work has come; only on a terminal, and drawn over itself.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use engine::words::time::{Span, Tick};

use crate::phrase::{Phrases, Value};
use crate::verbs::stderr_is_terminal;

/// How long a line stands at least.
const STANDS: Duration = Duration::from_millis(100);

/// A line of progress.
pub struct Progress<'p> {
    phrases: &'p Phrases,
    key: &'static str,
    length: Span,
    on: bool,
    drawn: Option<Instant>,
}

impl<'p> Progress<'p> {
    /// Progress through a drill of this length, told by the sentence of this key.
    #[must_use]
    pub fn new(phrases: &'p Phrases, key: &'static str, length: Span) -> Self {
        Self {
            phrases,
            key,
            length,
            on: stderr_is_terminal(),
            drawn: None,
        }
    }

    /// Draws the line for this moment, unless it was just drawn.
    pub fn at(&mut self, now: Tick) {
        let fresh = self.drawn.is_none_or(|drawn| drawn.elapsed() >= STANDS);
        if !self.on || !fresh {
            return;
        }
        self.drawn = Some(Instant::now());
        let percent = u64::from(now.0) * 100 / u64::from(self.length.0.max(1));
        let args = [
            ("now", Value::from(now.to_string())),
            ("length", Value::from(Tick(self.length.0).to_string())),
            ("percent", Value::from(percent.min(100))),
        ];
        draw(&self.phrases.say_with(self.key, &args));
    }

    /// Takes the line away.
    pub fn done(&mut self) {
        if self.on && self.drawn.take().is_some() {
            draw("");
        }
    }
}

/// A line of progress through so many things of which one is done after the other.
pub struct Tally<'p> {
    phrases: &'p Phrases,
    key: &'static str,
    all: usize,
    began: Instant,
    drawn: Option<Instant>,
}

impl<'p> Tally<'p> {
    /// Progress through so many, told by the sentence of this key.
    #[must_use]
    pub fn new(phrases: &'p Phrases, key: &'static str, all: usize) -> Self {
        Self {
            phrases,
            key,
            all,
            began: Instant::now(),
            drawn: None,
        }
    }

    /// Draws the line with so many done, unless it was just drawn.
    pub fn at(&mut self, done: usize) {
        let fresh = self.drawn.is_none_or(|drawn| drawn.elapsed() >= STANDS);
        if !stderr_is_terminal() || !fresh {
            return;
        }
        self.drawn = Some(Instant::now());
        let rate = done as u128 * 60_000 / self.began.elapsed().as_millis().max(1);
        let args = [
            ("done", Value::from(done)),
            ("all", Value::from(self.all)),
            ("percent", Value::from(done * 100 / self.all.max(1))),
            ("rate", Value::from(u64::try_from(rate).unwrap_or(u64::MAX))),
        ];
        draw(&self.phrases.say_with(self.key, &args));
    }

    /// Takes the line away.
    pub fn done(&mut self) {
        if self.drawn.take().is_some() {
            draw("");
        }
    }
}

fn draw(text: &str) {
    // Progress is a courtesy: that it could not be shown must not stop the work.
    let _ = write!(io::stderr(), "\r{text}\u{1b}[K");
}

/// The line goes away also when the work failed.
impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.done();
    }
}
