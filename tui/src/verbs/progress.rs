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
        self.draw(&self.phrases.say_with(self.key, &args));
    }

    /// Takes the line away.
    pub fn done(&mut self) {
        if self.on && self.drawn.take().is_some() {
            self.draw("");
        }
    }

    fn draw(&self, text: &str) {
        // Progress is a courtesy: that it could not be shown must not stop the work.
        let _ = write!(io::stderr(), "\r{text}\u{1b}[K");
    }
}

/// The line goes away also when the work failed.
impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.done();
    }
}
