//! A terminal far away, to draw on: frames become bytes, of which only the difference to the last
//! frame is sent.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use crate::phrase::is_harmful;
use crate::terminal::ssh::limits::SIZE;

/// Takes the terminal: its other screen, mouse clicks and wheel, pasting.
pub const ENTER: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1006h\x1b[?2004h\x1b[2J";
/// Gives it back as it was.
pub const LEAVE: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[?1049l\x1b[?25h";
/// Around a frame, so that it is shown at once.
const TOGETHER: (&[u8], &[u8]) = (b"\x1b[?2026h", b"\x1b[?2026l");

/// Bytes to be sent.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What ratatui draws on. Its size is what the client said: there is no terminal here to ask.
struct Far {
    inner: CrosstermBackend<Sink>,
    size: Size,
    cursor: bool,
    /// Shown where a text would do something to the terminal besides being shown.
    instead: Cell,
}

/// A terminal far away.
pub struct Pane {
    terminal: Terminal<Far>,
    sink: Sink,
}

impl Pane {
    /// A terminal of this size, as far as the client is to be believed.
    pub fn new(size: (u32, u32)) -> io::Result<Self> {
        let sink = Sink::default();
        let far = Far {
            inner: CrosstermBackend::new(sink.clone()),
            size: clamped(size),
            cursor: false,
            instead: Cell::new("\u{FFFD}"),
        };
        let terminal = Terminal::new(far)?;
        Ok(Self { terminal, sink })
    }

    /// Its size in cells.
    pub fn size(&self) -> (u16, u16) {
        let size = self.terminal.backend().size;
        (size.width, size.height)
    }

    /// It has another size.
    pub fn resize(&mut self, size: (u32, u32)) {
        self.terminal.backend_mut().size = clamped(size);
    }

    /// Draws a frame and gives what is to be sent for it; nothing if nothing changed.
    pub fn draw(
        &mut self,
        draw: impl FnOnce(&mut ratatui::Frame<'_>),
    ) -> io::Result<Option<Vec<u8>>> {
        self.terminal.draw(draw)?;
        let mut all = self.sink.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.is_empty() {
            return Ok(None);
        }
        let mut bytes = TOGETHER.0.to_vec();
        bytes.append(&mut all);
        all.shrink_to(4 << 10);
        bytes.extend_from_slice(TOGETHER.1);
        Ok(Some(bytes))
    }
}

/// A size that can be drawn on, whatever the client says.
fn clamped((width, height): (u32, u32)) -> Size {
    let side = |cells: u32, most: u16| {
        let cells = u16::try_from(cells).unwrap_or(most);
        cells.clamp(1, most)
    };
    Size {
        width: side(width, SIZE.0),
        height: side(height, SIZE.1),
    }
}

impl Backend for Far {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        // Even for nothing at all it would say something about colours.
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        let instead = &self.instead;
        self.inner.draw(content.map(|(x, y, cell)| {
            let harmful = !cell.symbol().is_ascii() || cell.symbol().len() > 1;
            let harmful = harmful && cell.symbol().chars().any(is_harmful);
            (x, y, if harmful { instead } else { cell })
        }))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        // Said only when it changes: ratatui says it with each frame.
        if std::mem::take(&mut self.cursor) {
            return self.inner.hide_cursor();
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.cursor, true) {
            return Ok(());
        }
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::default(),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use ratatui::text::Line;

    use super::*;

    #[test]
    fn only_what_changed_is_sent_and_all_at_once() {
        let mut pane = Pane::new((40, 5)).expect("a pane");
        let mut draw = |text: &'static str| {
            let drawn = pane.draw(|frame| frame.render_widget(Line::from(text), frame.area()));
            drawn.expect("drawn")
        };
        let first = draw("Diễn tập").expect("something");
        assert!(first.starts_with(TOGETHER.0) && first.ends_with(TOGETHER.1));
        assert!(String::from_utf8_lossy(&first).contains("Diễn"));
        let second = draw("Diễn tậm").expect("something");
        let second = String::from_utf8_lossy(&second).into_owned();
        assert!(second.contains('m') && !second.contains("Diễn"), "{second}");
        assert!(draw("Diễn tậm").is_none(), "nothing changed");
    }

    #[test]
    fn a_size_is_believed_within_limits() {
        let mut pane = Pane::new((0, 4_000_000_000)).expect("a pane");
        assert_eq!(pane.size(), (1, SIZE.1));
        pane.resize((120, 40));
        assert_eq!(pane.size(), (120, 40));
    }
}
