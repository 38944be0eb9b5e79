//! A text laid over a screen, to be read and left: a briefing, a record, what a rule says.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Did, Input, KeyShown, Keys};
use crate::paint::panel::{over, prose};
use crate::screen::{Reply, Screen, Seated, See};

#[derive(Clone, Copy)]
enum Does {
    Down,
    Up,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Down, "j down pgdn space", "key-down"),
    (Does::Up, "k up pgup", "key-up"),
    (Does::Leave, "esc q enter", "key-leave"),
]);

/// A text to be read.
pub struct Page {
    title: String,
    text: String,
    from: usize,
}

impl Page {
    /// A text with its title.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            text: text.into(),
            from: 0,
        }
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
        let last = self.text.lines().count();
        match input {
            Input::Press(press) => match KEYS.of(press) {
                Some(Does::Down) => self.from = (self.from + 1).min(last),
                Some(Does::Up) => self.from = self.from.saturating_sub(1),
                Some(Does::Leave) => return Reply::Close,
                None => {}
            },
            Input::Mouse(mouse, _) => match mouse.did {
                Did::WheelDown => self.from = (self.from + 3).min(last),
                Did::WheelUp => self.from = self.from.saturating_sub(3),
                Did::Click => {}
            },
            Input::Paste(_) => {}
        }
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        let size = (
            area.width.saturating_sub(4).min(100),
            area.height.saturating_sub(2),
        );
        let inside = over(frame, area, size, &self.title, see.theme);
        prose(frame, inside, &self.text, self.from, see.theme);
    }
}
