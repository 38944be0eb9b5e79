//! The guided tour of a first drill: hints, one after the other, in the way of nobody.
//!
//! What it says is the scenario's (`tour.yml`). A hint stays until the screen it is about has been
//! opened, or the reader goes on; it can be switched off at any time.

use engine::plan::written::HintWritten;

use crate::screen::{Seated, See};

/// How far the tour has come.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tour {
    at: usize,
    off: bool,
}

impl Tour {
    /// The hint to show and its number; nothing once the tour is over or off.
    pub fn hint<'h>(&self, hints: &'h [HintWritten]) -> Option<(usize, &'h HintWritten)> {
        let hint = hints.get(self.at).filter(|_| !self.off);
        hint.map(|hint| (self.at, hint))
    }

    /// On to the next hint.
    pub fn next(&mut self, count: usize) {
        self.at = (self.at + 1).min(count);
    }

    /// Off, or on again.
    pub fn turn(&mut self) {
        self.off = !self.off;
    }

    /// A screen of this title is in front: the hint that led there has done its work.
    pub fn came_to<R: Seated>(&mut self, title: &str, see: &See<'_, R>) {
        let hints = see.brief.tour();
        while let Some((_, hint)) = self.hint(hints)
            && let Some(screen) = hint.until
            && see.say(&format!("tab-{}", screen.word())) == title
        {
            self.at += 1;
        }
    }
}
