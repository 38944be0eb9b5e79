//! Tables: columns that give way when the terminal is narrow, a chosen row that is always seen.
//!
//! Columns have a rank; when there is no room for all, those of the lowest rank are left out
//! first, so a table of eight columns at 160 cells is one of four at 80 without a second layout.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::paint::text::{clip, fit, fit_right, line, span, width};
use crate::paint::theme::{Ink, Mark, Theme};

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// How many cells it takes; of the one that grows, the fewest.
    pub cells: u16,
    /// Whether it takes what room is left; one column of a table does.
    pub grows: bool,
    /// How many cells it would take where there is room, before the one that grows gets the rest.
    pub wish: u16,
    /// Numbers stand to the right.
    pub right: bool,
    /// The higher, the sooner it is left out; 0 is never left out.
    pub rank: u8,
    /// Whether it is a drawing of a number that stands beside it: left out where the screen is
    /// heard.
    pub drawn: bool,
}

impl Column {
    /// A column of so many cells that may be left out at this rank.
    pub fn new(title: impl Into<String>, cells: u16, rank: u8) -> Self {
        let title = title.into();
        Self {
            title,
            cells,
            grows: false,
            wish: cells,
            right: false,
            rank,
            drawn: false,
        }
    }

    /// …that takes the room that is left.
    #[must_use]
    pub fn growing(mut self) -> Self {
        self.grows = true;
        self
    }

    /// …that takes up to so many where there is room.
    #[must_use]
    pub fn up_to(mut self, cells: u16) -> Self {
        self.wish = cells;
        self
    }

    /// …of bars or curves, which say nothing to who hears the screen.
    #[must_use]
    pub fn drawn(mut self) -> Self {
        self.drawn = true;
        self
    }

    /// …of numbers.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.right = true;
        self
    }
}

/// A row: a mark, and a text for each column.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What stands before it.
    pub mark: Option<Mark>,
    /// One text for each column.
    pub cells: Vec<(Ink, String)>,
    /// The cell whose end is kept when it is cut, and that end.
    pub kept: Option<(usize, String)>,
}

impl Row {
    /// A row with a mark.
    pub fn marked(mark: Mark) -> Self {
        Self {
            mark: Some(mark),
            ..Self::default()
        }
    }

    /// One more cell.
    #[must_use]
    pub fn cell(mut self, ink: Ink, text: impl Into<String>) -> Self {
        self.cells.push((ink, text.into()));
        self
    }

    /// One more cell of ordinary words, whose end stands there however short it is cut before.
    #[must_use]
    pub fn ending(mut self, text: impl Into<String>, end: impl Into<String>) -> Self {
        self.kept = Some((self.cells.len(), end.into()));
        self.text(text)
    }

    /// One more cell of ordinary words.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        self.cell(Ink::Text, text)
    }
}

/// The first row to show of so many, so that the chosen one is seen.
pub fn first_shown(chosen: usize, rows: usize, room: usize) -> usize {
    let half = room / 2;
    chosen.saturating_sub(half).min(rows.saturating_sub(room))
}

/// Draws a table: headings, rows around the chosen one, and where in the whole that is. `row`
/// makes only the rows that are seen.
pub fn table(
    frame: &mut Frame<'_>,
    area: Rect,
    columns: &[Column],
    (rows, chosen): (usize, Option<usize>),
    theme: &Theme,
    row: &mut dyn FnMut(usize) -> Row,
) {
    if area.height < 2 {
        return;
    }
    let widths = widths(columns, area.width.saturating_sub(2), theme.is_plain());
    let mut lines = vec![heading(columns, &widths, theme)];
    let room = usize::from(area.height) - 1;
    let first = first_shown(chosen.unwrap_or(0), rows, room);
    for place in first..rows.min(first + room) {
        let made = row(place);
        lines.push(row_line(
            &made,
            columns,
            &widths,
            chosen == Some(place),
            theme,
        ));
    }
    frame.render_widget(Paragraph::new(lines), area);
    if rows > room {
        let at = format!(" {}/{rows} ", chosen.unwrap_or(0) + 1);
        let cells = u16::try_from(width(&at)).unwrap_or(area.width);
        // Below the table stands a frame, which has room for it; where there is none, the headings.
        let framed = !theme.is_plain() && area.bottom() < frame.area().bottom();
        let corner = Rect {
            x: area.right().saturating_sub(cells),
            y: if framed { area.bottom() } else { area.y },
            width: cells.min(area.width),
            height: 1,
        };
        frame.render_widget(line(theme, Ink::Dim, at), corner);
    }
}

/// The row of a table that a click at this line of its place means.
pub fn row_at(y: u16, height: u16, rows: usize, chosen: usize) -> Option<usize> {
    let room = usize::from(height.saturating_sub(1));
    let place = first_shown(chosen, rows, room) + usize::from(y.checked_sub(1)?);
    (place < rows && usize::from(y) <= room).then_some(place)
}

/// How many cells each column gets; none for those left out.
fn widths(columns: &[Column], room: u16, plain: bool) -> Vec<u16> {
    let mut shown: Vec<bool> = columns.iter().map(|c| !(plain && c.drawn)).collect();
    let needed = |shown: &[bool]| -> u16 {
        let used = columns.iter().zip(shown).filter(|(_, s)| **s);
        used.map(|(c, _)| c.cells + 1).sum()
    };
    while needed(&shown) > room {
        let last = columns
            .iter()
            .enumerate()
            .filter(|(i, c)| shown[*i] && c.rank > 0)
            .max_by_key(|(_, c)| c.rank);
        let Some((place, _)) = last else { break };
        shown[place] = false;
    }
    let mut left = room.saturating_sub(needed(&shown));
    let mut given: Vec<u16> = Vec::new();
    for (column, shown) in columns.iter().zip(&shown) {
        // Half of what is left is kept for the one that grows.
        let more = column.wish.saturating_sub(column.cells).min(left / 2);
        let more = if *shown { more } else { 0 };
        left -= more;
        given.push(if *shown { column.cells + more } else { 0 });
    }
    let grows = columns.iter().zip(&shown).position(|(c, s)| c.grows && *s);
    if let Some(place) = grows {
        given[place] += left;
    }
    given
}

fn heading(columns: &[Column], widths: &[u16], theme: &Theme) -> Line<'static> {
    let mut spans = vec![Span::raw("  ")];
    for (column, cells) in columns.iter().zip(widths).filter(|(_, w)| **w > 0) {
        spans.push(span(
            theme,
            Ink::Title,
            placed(&column.title, *cells, column),
        ));
        spans.push(Span::raw(" "));
    }
    Line::from(spans)
}

fn placed(text: &str, cells: u16, column: &Column) -> String {
    if column.right {
        fit_right(text, cells.into())
    } else {
        fit(text, cells.into())
    }
}

fn row_line(
    row: &Row,
    columns: &[Column],
    widths: &[u16],
    chosen: bool,
    theme: &Theme,
) -> Line<'static> {
    let sign = row.mark.map_or(" ", Mark::sign);
    let ink = row.mark.map_or(Ink::Text, Mark::ink);
    let pointer = if chosen && theme.is_plain() { "*" } else { " " };
    let mut spans = vec![span(theme, ink, format!("{sign}{pointer}"))];
    let cells = columns.iter().zip(widths).zip(&row.cells).enumerate();
    for (place, ((column, room), (ink, text))) in cells.filter(|(_, ((_, w), _))| **w > 0) {
        let text = match &row.kept {
            Some((cell, end)) if *cell == place => {
                let before = usize::from(*room).saturating_sub(width(end));
                format!("{}{end}", clip(text, before))
            }
            _ => text.clone(),
        };
        spans.push(span(theme, *ink, placed(&text, *room, column)));
        spans.push(Span::raw(" "));
    }
    let line = Line::from(spans);
    if chosen {
        line.patch_style(theme.style(Ink::Chosen))
    } else {
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_least_is_left_out_first() {
        let columns = [
            Column::new("a", 8, 0),
            Column::new("b", 10, 2),
            Column::new("c", 10, 1).growing(),
        ];
        assert_eq!(widths(&columns, 40, false), [8, 10, 19]);
        assert_eq!(widths(&columns, 25, false), [8, 0, 15]);
        assert_eq!(widths(&columns, 12, false), [8, 0, 0]);
        assert_eq!(widths(&columns, 3, false), [8, 0, 0]);
        let wishes = [
            Column::new("a", 8, 0).growing(),
            Column::new("b", 4, 0).up_to(9),
        ];
        assert_eq!(widths(&wishes, 14, false), [8, 4]);
        assert_eq!(widths(&wishes, 20, false), [11, 7]);
        assert_eq!(widths(&wishes, 50, false), [39, 9]);
        let bars = [
            Column::new("a", 8, 0).growing(),
            Column::new("b", 4, 0).drawn(),
        ];
        assert_eq!(widths(&bars, 20, false), [14, 4]);
        assert_eq!(widths(&bars, 20, true), [19, 0]);
    }

    #[test]
    fn of_a_text_that_is_cut_its_end_may_be_kept() {
        let theme = Theme::new(crate::paint::theme::Depth::Mono, false);
        let said = |cells: u16| {
            let columns = [Column::new("a", cells, 0), Column::new("b", 2, 0)];
            let row = Row::default()
                .ending("+ Máy gọi lặp lại", " (42)")
                .text("x");
            let line = row_line(&row, &columns, &[cells, 2], false, &theme);
            line.spans.iter().map(|s| &*s.content).collect::<String>()
        };
        assert_eq!(said(24), "  + Máy gọi lặp lại (42)   x  ");
        assert_eq!(said(14), "  + Máy gọ… (42) x  ");
    }

    #[test]
    fn the_chosen_row_is_always_seen() {
        for (rows, room) in [(100, 10), (5, 10), (1, 1), (11, 10)] {
            for chosen in 0..rows {
                let first = first_shown(chosen, rows, room);
                assert!((first..first + room).contains(&chosen));
            }
        }
    }

    #[test]
    fn a_click_means_the_row_that_is_drawn_there() {
        assert_eq!(row_at(0, 11, 100, 50), None);
        assert_eq!(row_at(1, 11, 100, 50), Some(45));
        assert_eq!(row_at(10, 11, 100, 50), Some(54));
        assert_eq!(row_at(3, 11, 2, 0), None);
    }
}
