//! A text laid over a screen that is made anew at each drawing, so that what is read goes on with
//! the drill: what came of an inject, what a team has claimed.

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
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Down, "j down pgdn space", "key-down"),
    (Does::Up, "k up pgup", "key-up"),
    (Does::Leave, "esc q enter", "key-leave"),
]);

/// Makes the text.
pub type Told<R> = Box<dyn Fn(&See<'_, R>) -> String + Send>;

/// A text that is made anew.
pub struct Sheet<R: Seated> {
    title: String,
    told: Told<R>,
    from: usize,
    /// The last row from which it can be read on, when it was drawn.
    last: Cell<usize>,
}

impl<R: Seated> Sheet<R> {
    /// A text with its title, as a reply.
    pub fn open(title: impl Into<String>, told: Told<R>) -> Reply<R> {
        Reply::Open(Box::new(Self {
            title: title.into(),
            told,
            from: 0,
            last: Cell::new(0),
        }))
    }
}

impl<R: Seated> Screen<R> for Sheet<R> {
    fn title(&self, _: &See<'_, R>) -> String {
        self.title.clone()
    }

    fn keys(&self) -> Vec<KeyShown> {
        KEYS.shown()
    }

    fn update(&mut self, input: &Input, _: &See<'_, R>) -> Reply<R> {
        let (down, up) = match input {
            Input::Press(press) => match KEYS.of(press) {
                Some(Does::Down) => (1, 0),
                Some(Does::Up) => (0, 1),
                Some(Does::Leave) => return Reply::Close,
                None => (0, 0),
            },
            Input::Mouse(mouse, _) => match mouse.did {
                Did::WheelDown => (3, 0),
                Did::WheelUp => (0, 3),
                Did::Click => (0, 0),
            },
            Input::Paste(_) => (0, 0),
        };
        self.from = (self.from + down).saturating_sub(up).min(self.last.get());
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        let size = (
            area.width.saturating_sub(4).min(100),
            area.height.saturating_sub(2),
        );
        let inside = over(frame, area, size, &self.title, see.theme);
        let text = (self.told)(see);
        let all = wrap(&text, inside.width.into()).len();
        self.last.set(all.saturating_sub(inside.height.into()));
        prose(frame, inside, &text, self.from, see.theme);
    }
}
