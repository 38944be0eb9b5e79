//! A terminal far away: pictures become bytes, of which only the difference to the last picture is
//! sent.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};

use crate::phrase::is_harmful;
use crate::terminal::ssh::easel::Picture;
use crate::terminal::ssh::gallery::Shared;
use crate::terminal::ssh::limits::SIZE;

/// Takes the terminal: its other screen, mouse clicks and wheel, pasting.
pub const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1006h\x1b[?2004h\x1b[2J";
/// Gives it back as it was.
pub const LEAVE: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[?1049l\x1b[?25h";
/// Around a frame, so that it is shown at once.
const TOGETHER: (&[u8], &[u8]) = (b"\x1b[?2026h", b"\x1b[?2026l");

/// A terminal far away. Its size is what the client said: there is no terminal here to ask.
pub struct Pane {
    size: (u16, u16),
    /// What it shows now, if anything.
    shown: Option<Arc<Shared>>,
}

impl Pane {
    /// A terminal of this size, as far as the client is to be believed.
    pub fn new(size: (u32, u32)) -> Self {
        Self {
            size: clamped(size),
            shown: None,
        }
    }

    /// Its size in cells.
    pub const fn size(&self) -> (u16, u16) {
        self.size
    }

    /// It has another size.
    pub fn resize(&mut self, size: (u32, u32)) {
        self.size = clamped(size);
    }

    /// Shows a picture and gives what is to be sent for it; nothing if nothing changed.
    ///
    /// # Errors
    ///
    /// None is known: bytes are written to memory.
    pub fn show(&mut self, new: Arc<Shared>) -> io::Result<Option<Bytes>> {
        let old = self.shown.as_ref().map(|shown| &shown.picture);
        // On a terminal of another size nothing can be relied on.
        let old = old.filter(|old| old.cells.area == new.picture.cells.area);
        let mut wrong = Ok(());
        let bytes = new.way_from(old.map_or(0, |old| old.number), || {
            let made = difference(old, &new.picture);
            made.unwrap_or_else(|error| {
                wrong = Err(error);
                Bytes::new()
            })
        });
        self.shown = Some(new);
        wrong.map(|()| (!bytes.is_empty()).then_some(bytes))
    }
}

/// What turns a terminal that shows one picture into one that shows another.
fn difference(old: Option<&Picture>, new: &Picture) -> io::Result<Bytes> {
    let mut bytes = Vec::new();
    let empty;
    let before = match old {
        Some(old) => &old.cells,
        None => {
            queue!(bytes, Clear(ClearType::All))?;
            empty = Buffer::empty(new.cells.area);
            &empty
        }
    };
    // Shown where a text would do something to the terminal besides being shown.
    let instead = Cell::new("\u{FFFD}");
    let cells = before.diff_iter(&new.cells).map(|(x, y, cell)| {
        let harmful = !cell.symbol().is_ascii() || cell.symbol().len() > 1;
        let harmful = harmful && cell.symbol().chars().any(is_harmful);
        (x, y, if harmful { &instead } else { cell })
    });
    // Even for nothing at all it would say something about colours.
    let mut cells = cells.peekable();
    let drawn = cells.peek().is_some();
    if drawn {
        CrosstermBackend::new(&mut bytes).draw(cells)?;
    }
    let cursor = old.and_then(|old| old.cursor);
    match new.cursor {
        // Drawing moves it.
        Some(at) if drawn || cursor != Some(at) => queue!(bytes, MoveTo(at.x, at.y), Show)?,
        None if cursor.is_some() => queue!(bytes, Hide)?,
        _ => {}
    }
    if bytes.is_empty() {
        return Ok(Bytes::new());
    }
    Ok([TOGETHER.0, &bytes, TOGETHER.1].concat().into())
}

/// A size that can be drawn on, whatever the client says.
fn clamped((width, height): (u32, u32)) -> (u16, u16) {
    let side = |cells: u32, most: u16| {
        let cells = u16::try_from(cells).unwrap_or(most);
        cells.clamp(1, most)
    };
    (side(width, SIZE.0), side(height, SIZE.1))
}

#[cfg(test)]
mod tests {
    use ratatui::text::Line;

    use super::*;
    use crate::terminal::ssh::gallery::Gallery;

    fn text(bytes: &Bytes) -> String {
        String::from_utf8_lossy(bytes).into_owned()
    }

    #[test]
    fn only_what_changed_is_sent_and_all_at_once() {
        let (gallery, mut pane) = (Gallery::default(), Pane::new((40, 5)));
        let mut draw = |text: &'static str| {
            let size = pane.size();
            let new = gallery.picture(None, size, |frame| {
                frame.render_widget(Line::from(text), frame.area());
            });
            pane.show(new).expect("drawn")
        };
        let first = draw("Diễn tập").expect("something");
        assert!(first.starts_with(TOGETHER.0) && first.ends_with(TOGETHER.1));
        assert!(text(&first).contains("Diễn"));
        let second = text(&draw("Diễn tậm").expect("something"));
        assert!(second.contains('m') && !second.contains("Diễn"), "{second}");
        assert!(draw("Diễn tậm").is_none(), "nothing changed");
    }

    #[test]
    fn the_cursor_is_shown_where_it_is_and_hidden_again() {
        let (gallery, mut pane) = (Gallery::default(), Pane::new((40, 5)));
        let mut draw = |at: Option<(u16, u16)>| {
            let size = pane.size();
            let new = gallery.picture(None, size, |frame| {
                if let Some(at) = at {
                    frame.set_cursor_position(at);
                }
            });
            pane.show(new).expect("drawn").map(|bytes| text(&bytes))
        };
        assert!(
            !draw(None)
                .expect("a terminal is wiped")
                .contains("\x1b[?25h")
        );
        let shown = draw(Some((3, 2))).expect("something");
        assert!(
            shown.contains("\x1b[3;4H") && shown.contains("\x1b[?25h"),
            "{shown:?}"
        );
        assert_eq!(draw(Some((3, 2))), None, "nothing changed");
        assert!(draw(Some((4, 2))).expect("it moved").contains("\x1b[3;5H"));
        assert!(draw(None).expect("it went").contains("\x1b[?25l"));
    }

    #[test]
    fn a_terminal_of_another_size_is_drawn_anew() {
        let (gallery, mut pane) = (Gallery::default(), Pane::new((40, 5)));
        for (size, again) in [((40, 5), false), ((41, 5), false), ((41, 5), true)] {
            pane.resize(size);
            let new = gallery.picture(None, pane.size(), |frame| {
                frame.render_widget(Line::from("Diễn tập"), frame.area());
            });
            let sent = pane.show(new).expect("drawn").map(|bytes| text(&bytes));
            let wiped = sent.is_some_and(|sent| sent.contains("\x1b[2J") && sent.contains("tập"));
            assert_ne!(wiped, again, "{size:?}");
        }
    }

    #[test]
    fn a_size_is_believed_within_limits() {
        let mut pane = Pane::new((0, 4_000_000_000));
        assert_eq!(pane.size(), (1, SIZE.1));
        pane.resize((120, 40));
        assert_eq!(pane.size(), (120, 40));
    }
}
