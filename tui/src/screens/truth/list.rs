//! A list and what is chosen of it: side by side where the terminal is wide, one above the other
//! where it is high, the list alone where it is small (then Enter opens the rest).

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::input::{Input, Mouse};
use crate::paint::panel::{panel, prose};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{line, wrap};
use crate::paint::theme::{Ink, Theme};
use crate::screen::{Reply, Seated, See};
use crate::screens::shared::cursor::Cursor;

/// From this width on what is chosen stands beside the list.
const WIDE: u16 = 130;
/// From this height on it stands below it.
const HIGH: u16 = 34;

/// Where the list stands, and what is chosen of it.
pub fn places(area: Rect, theme: &Theme) -> (Rect, Option<Rect>) {
    let parts = |layout: Layout| {
        let [list, chosen] = layout.areas(area);
        (list, Some(chosen))
    };
    let share = [Constraint::Percentage(58), Constraint::Percentage(42)];
    if area.width >= WIDE && !theme.is_plain() {
        parts(Layout::horizontal(share))
    } else if area.height >= HIGH {
        parts(Layout::vertical(share))
    } else {
        (area, None)
    }
}

/// Moves in a list that is so placed; false if the input was no such move.
pub fn moves(cursor: &mut Cursor, input: &Input, rows: usize, theme: &Theme) -> bool {
    let Input::Mouse(mouse, (width, height)) = input else {
        return cursor.update(input, rows, 1);
    };
    let (list, _) = places(Rect::new(0, 0, *width, *height), theme);
    if mouse.x >= list.right() || mouse.y >= list.bottom() {
        return false;
    }
    let frame = if theme.is_plain() { 0 } else { 1 };
    let height = list.height.saturating_sub(frame);
    cursor.update(
        &Input::Mouse(Mouse { ..*mouse }, (list.width, height)),
        rows,
        1,
    )
}

/// The same for a screen that has nothing else to do with the input: it stays as it is.
pub fn stay<R: Seated>(
    cursor: &mut Cursor,
    input: &Input,
    rows: usize,
    see: &See<'_, R>,
) -> Reply<R> {
    moves(cursor, input, rows, see.theme);
    Reply::Stay
}

/// What a list is drawn from.
pub struct Listed<'l> {
    /// Its title.
    pub title: String,
    /// What is said if there is nothing in it.
    pub empty: String,
    /// Its columns.
    pub columns: &'l [Column],
    /// How many rows, and which one is chosen.
    pub rows: (usize, Option<usize>),
}

/// Draws a list; gives the place left for what is chosen, if there is one.
pub fn draw<R: Seated>(
    see: &See<'_, R>,
    frame: &mut Frame<'_>,
    area: Rect,
    listed: &Listed<'_>,
    row: &mut dyn FnMut(usize) -> Row,
) -> Option<Rect> {
    let (list, chosen) = places(area, see.theme);
    let inside = panel(frame, list, &listed.title, see.theme);
    if listed.rows.0 == 0 {
        for (y, text) in wrap(&listed.empty, inside.width.into())
            .into_iter()
            .enumerate()
        {
            let y = inside.y + u16::try_from(y).unwrap_or(0);
            if y < inside.bottom() {
                let place = Rect {
                    y,
                    height: 1,
                    ..inside
                };
                frame.render_widget(line(see.theme, Ink::Dim, text), place);
            }
        }
    } else {
        table(frame, inside, listed.columns, listed.rows, see.theme, row);
    }
    chosen
}

/// Draws the text of what is chosen.
pub fn draw_chosen<R: Seated>(
    see: &See<'_, R>,
    frame: &mut Frame<'_>,
    place: Option<Rect>,
    title: &str,
    text: &str,
) {
    if let Some(place) = place {
        let inside = panel(frame, place, title, see.theme);
        prose(frame, inside, text, 0, see.theme);
    }
}
