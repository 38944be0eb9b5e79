//! Where the reader's eye is in a list, and the keys that move it: the same in every list.

use crate::input::{Did, Input, KeyShown, Keys};
use crate::paint::table::row_at;

/// What moves in a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Move {
    /// One down.
    Down,
    /// One up.
    Up,
    /// Ten down.
    PageDown,
    /// Ten up.
    PageUp,
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// The keys of every list.
pub const LIST_KEYS: Keys<Move> = Keys(&[
    (Move::Down, "j down", "key-down"),
    (Move::Up, "k up", "key-up"),
    (Move::PageDown, "pgdn ctrl-d", "key-page-down"),
    (Move::PageUp, "pgup ctrl-u", "key-page-up"),
    (Move::First, "g home", "key-first"),
    (Move::Last, "G end", "key-last"),
]);

const PAGE: usize = 10;

/// A place in a list of changing length.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Cursor(usize);

impl Cursor {
    /// The place, in a list of so many; nothing in an empty one.
    pub fn at(self, rows: usize) -> Option<usize> {
        (rows > 0).then(|| self.0.min(rows.saturating_sub(1)))
    }

    /// Goes to a place.
    pub fn go(&mut self, place: usize) {
        self.0 = place;
    }

    /// Takes an input that moves; false if it was none. A click is taken as one into a table that
    /// fills the screen from row `top` on.
    pub fn update(&mut self, input: &Input, rows: usize, top: u16) -> bool {
        let at = self.at(rows).unwrap_or(0);
        let last = rows.saturating_sub(1);
        self.0 = match input {
            Input::Press(press) => match LIST_KEYS.of(press) {
                Some(Move::Down) => (at + 1).min(last),
                Some(Move::Up) => at.saturating_sub(1),
                Some(Move::PageDown) => (at + PAGE).min(last),
                Some(Move::PageUp) => at.saturating_sub(PAGE),
                Some(Move::First) => 0,
                Some(Move::Last) => last,
                None => return false,
            },
            Input::Mouse(mouse, (_, height)) => match mouse.did {
                Did::WheelDown => (at + 3).min(last),
                Did::WheelUp => at.saturating_sub(3),
                Did::Click => {
                    let y = mouse.y.checked_sub(top);
                    let hit = y.and_then(|y| row_at(y, height.saturating_sub(top), rows, at));
                    let Some(row) = hit else { return false };
                    row
                }
            },
            Input::Paste(_) => return false,
        };
        true
    }
}

/// The keys of a list and a screen's own.
pub fn with_list<D: Copy>(own: &Keys<D>) -> Vec<KeyShown> {
    let mut all = own.shown();
    all.extend(LIST_KEYS.shown());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_never_leaves_its_list() {
        let mut cursor = Cursor::default();
        let press = |key: &str| Input::Press(key.parse().expect("a key"));
        assert!(cursor.update(&press("G"), 30, 0));
        assert_eq!(cursor.at(30), Some(29));
        assert_eq!(cursor.at(5), Some(4));
        assert!(cursor.update(&press("k"), 5, 0));
        assert_eq!(cursor.at(5), Some(3));
        assert_eq!(cursor.at(0), None);
        assert!(!cursor.update(&press("x"), 5, 0));
    }
}
