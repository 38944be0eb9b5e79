//! A framed part of a screen with its title, and the small things that stand in one.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Paragraph};

use crate::paint::text::{clip, line, width, wrap};
use crate::paint::theme::{Ink, Theme};

/// Draws a frame with its title and gives the place inside.
pub fn panel(frame: &mut Frame<'_>, area: Rect, title: &str, theme: &Theme) -> Rect {
    if area.height == 0 || area.width == 0 {
        return Rect::ZERO;
    }
    if theme.is_plain() {
        let head = Rect { height: 1, ..area };
        let title = clip(title, usize::from(area.width).saturating_sub(6));
        frame.render_widget(line(theme, Ink::Title, format!("== {title} ==")), head);
        return inside(area, theme);
    }
    let room = usize::from(area.width).saturating_sub(4);
    let title = line(theme, Ink::Title, format!(" {} ", clip(title, room)));
    frame.render_widget(theme.block().title(title), area);
    inside(area, theme)
}

/// Clears a place in the middle of another and frames it: what lies over a screen.
pub fn over(frame: &mut Frame<'_>, area: Rect, size: (u16, u16), title: &str, t: &Theme) -> Rect {
    let place = over_place(area, size, t);
    frame.render_widget(Clear, place);
    panel(frame, place, title, t)
}

/// The place of what lies over a screen, frame and all. Whoever hears the screen hears it line by
/// line, so there nothing of what lies below is left beside it.
pub fn over_place(area: Rect, size: (u16, u16), theme: &Theme) -> Rect {
    if theme.is_plain() {
        area
    } else {
        middle(area, size)
    }
}

/// The place inside a frame, as [`panel`] gives it.
pub fn inside(area: Rect, theme: &Theme) -> Rect {
    if theme.is_plain() {
        let rows = 1.min(area.height);
        return Rect {
            y: area.y + rows,
            height: area.height - rows,
            ..area
        };
    }
    theme.block().inner(area)
}

/// The place inside what lies over a screen, as [`over`] gives it.
pub fn inside_over(area: Rect, size: (u16, u16), theme: &Theme) -> Rect {
    inside(over_place(area, size, theme), theme)
}

/// The middle of a place, at most so wide and so high.
fn middle(area: Rect, (width, height): (u16, u16)) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

/// Draws lines from the top, and a count of those for which there was no room.
pub fn lines(frame: &mut Frame<'_>, area: Rect, lines: Vec<Line<'static>>, theme: &Theme) {
    let room = usize::from(area.height);
    if lines.len() <= room || room == 0 {
        frame.render_widget(Paragraph::new(lines), area);
        return;
    }
    if room == 1 {
        return first_of(frame, area, lines, theme);
    }
    let more = lines.len() - room + 1;
    let mut shown: Vec<Line<'static>> = lines.into_iter().take(room - 1).collect();
    shown.push(line(theme, Ink::Dim, format!("… +{more}")));
    frame.render_widget(Paragraph::new(shown), area);
}

/// The first line alone, and at its end how many more there are.
fn first_of(frame: &mut Frame<'_>, area: Rect, lines: Vec<Line<'static>>, theme: &Theme) {
    let count = format!(" … +{}", lines.len() - 1);
    let cells = u16::try_from(width(&count)).unwrap_or(area.width);
    frame.render_widget(Paragraph::new(lines), area);
    let corner = Rect {
        x: area.right().saturating_sub(cells).max(area.x),
        width: cells.min(area.width),
        ..area
    };
    frame.render_widget(line(theme, Ink::Dim, count), corner);
}

/// A text, wrapped, from a line of it on, and a count of the lines below for which there was no
/// room.
pub fn prose(frame: &mut Frame<'_>, area: Rect, text: &str, from: usize, theme: &Theme) {
    let wrapped = wrap(text, usize::from(area.width));
    let shown = wrapped.into_iter().skip(from);
    let shown = shown.map(|l| line(theme, Ink::Text, l));
    lines(frame, area, shown.collect(), theme);
}
