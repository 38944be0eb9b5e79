//! Where a picture is drawn, and the picture: what stands in each cell of a terminal.

use std::cell::RefCell;
use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};

/// What is drawn on a terminal at a moment.
pub struct Picture {
    /// Its own number, from 1.
    pub number: u64,
    /// Its cells.
    pub cells: Buffer,
    /// Where the cursor is, if it is shown.
    pub cursor: Option<Position>,
}

/// A terminal of which only the cursor is kept: its cells are ratatui's.
struct Blank {
    size: Size,
    cursor: Option<Position>,
}

thread_local! {
    /// One for each thread, so that a frame costs no new canvas.
    static EASEL: RefCell<Option<Terminal<Blank>>> = const { RefCell::new(None) };
}

/// Draws a picture of this size.
pub fn paint((width, height): (u16, u16), draw: impl FnOnce(&mut Frame<'_>)) -> Picture {
    static NUMBERS: AtomicU64 = AtomicU64::new(1);
    let size = Size { width, height };
    // Taken, and put back when all went well: whatever a panic leaves half drawn is thrown away.
    let mut easel = EASEL.take().unwrap_or_else(|| {
        let Ok(easel) = Terminal::new(Blank { size, cursor: None });
        easel
    });
    easel.backend_mut().size = size;
    let Ok(done) = easel.draw(draw);
    let cells = done.buffer.clone();
    let cursor = easel.backend().cursor;
    EASEL.set(Some(easel));
    Picture {
        number: NUMBERS.fetch_add(1, Ordering::Relaxed),
        cells,
        cursor,
    }
}

impl Backend for Blank {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, _: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        // Where it is is said with it.
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.cursor.unwrap_or(Position::ORIGIN))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.cursor = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::default(),
        })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
