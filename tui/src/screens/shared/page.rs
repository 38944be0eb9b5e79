//! A text laid over a screen, to be read and left: a briefing, a record, what a rule says.

use std::cell::Cell;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Did, Input, KeyShown, Keys};
use crate::paint::panel::{over, prose};
use crate::paint::text::wrap;
use crate::screen::{Reply, Screen, Seated, See};

#[derive(Clone, Copy)]
enum Does {
    Down,
    Up,
    Further,
    Back,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Down, "j down", "key-down"),
    (Does::Up, "k up", "key-up"),
    (Does::Further, "pgdn space", "key-page-down"),
    (Does::Back, "pgup", "key-page-up"),
    (Does::Leave, "esc q enter", "key-leave"),
]);

/// A text to be read.
pub struct Page {
    title: String,
    text: String,
    from: usize,
    /// Rows that were there for it when it was drawn, and rows that it took.
    drawn: Cell<(usize, usize)>,
}

impl Page {
    /// A text with its title.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            text: text.into(),
            from: 0,
            drawn: Cell::new((1, usize::MAX)),
        }
    }

    /// Draws another text in its place, for whoever tells of what goes on.
    pub fn draw_text<R: Seated>(
        &self,
        see: &See<'_, R>,
        frame: &mut Frame<'_>,
        area: Rect,
        text: &str,
    ) {
        let size = (
            area.width.saturating_sub(4).min(100),
            area.height.saturating_sub(2),
        );
        let inside = over(frame, area, size, &self.title, see.theme);
        let all = wrap(text, inside.width.into()).len();
        self.drawn.set((inside.height.into(), all));
        prose(frame, inside, text, self.from, see.theme);
    }

    /// Goes on by so many rows, no further than until the last one is seen.
    fn go(&mut self, rows: usize) {
        let (room, all) = self.drawn.get();
        self.from = (self.from + rows).min(all.saturating_sub(room));
    }
}

impl<R: Seated> Screen<R> for Page {
    fn title(&self, _: &See<'_, R>) -> String {
        self.title.clone()
    }

    fn keys(&self) -> Vec<KeyShown> {
        KEYS.shown()
    }

    fn update(&mut self, input: &Input, _: &See<'_, R>) -> Reply<R> {
        // One row of what was read stays to be seen.
        let page = self.drawn.get().0.saturating_sub(1).max(1);
        match input {
            Input::Press(press) => match KEYS.of(press) {
                Some(Does::Down) => self.go(1),
                Some(Does::Up) => self.from = self.from.saturating_sub(1),
                Some(Does::Further) => self.go(page),
                Some(Does::Back) => self.from = self.from.saturating_sub(page),
                Some(Does::Leave) => return Reply::Close,
                None => {}
            },
            Input::Mouse(mouse, _) => match mouse.did {
                Did::WheelDown => self.go(3),
                Did::WheelUp => self.from = self.from.saturating_sub(3),
                Did::Click => {}
            },
            Input::Paste(_) => {}
        }
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        self.draw_text(see, frame, area, &self.text);
    }
}
