//! A form as it is drawn: how many rows each field takes, and what stands in them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::{Buttons, Form, Kind, Slot};
use crate::paint::table::first_shown;
use crate::paint::text::{line, span, wrap};
use crate::paint::theme::{Ink, Theme};

/// The most of a list shown below a field at a time.
const PICKS: usize = 8;
/// How far answers stand from the left edge of their field, behind their sign.
const SIGN: u16 = 4;

impl Slot {
    /// How many rows it takes below its title, in a field so wide.
    pub(super) fn rows(&self, open: bool, wide: u16) -> u16 {
        let rows = match &self.field.kind {
            Kind::Line | Kind::Choice(_) => 1,
            Kind::Text(rows) => return *rows,
            Kind::Pick(_) if open => {
                let fitting = self.fitting().len();
                1 + fitting.min(PICKS) + usize::from(fitting > PICKS)
            }
            Kind::Pick(_) => 1,
            Kind::Answer(all) => all.iter().map(|(_, said)| lines(said, wide).len()).sum(),
            Kind::Many(all) => all.len().clamp(1, 8),
        };
        u16::try_from(rows).unwrap_or(u16::MAX)
    }

    /// The first of what fits that is shown, as far as the arrows have gone.
    fn first_pick(&self, fitting: usize) -> usize {
        first_shown(self.at.saturating_sub(1), fitting, PICKS)
    }

    /// What stands in the row so far below a field with a list: counted as the arrows count.
    pub(super) fn pick_at(&self, row: usize) -> Option<usize> {
        let fitting = self.fitting().len();
        let place = self.first_pick(fitting) + row;
        (row <= PICKS && place <= fitting).then_some(place)
    }

    /// Which of the answers written out stands in this row of a field so wide.
    pub(super) fn answer_at(&self, row: usize, wide: u16) -> Option<usize> {
        let Kind::Answer(all) = &self.field.kind else {
            return None;
        };
        let mut below = 0;
        all.iter().position(|(_, said)| {
            below += lines(said, wide).len();
            row < below
        })
    }
}

/// An answer as it is broken over lines in a field so wide.
fn lines(said: &str, wide: u16) -> Vec<String> {
    wrap(said, wide.saturating_sub(2 + SIGN).into())
}

impl Form {
    /// Draws as many fields as there is room for, the one being filled among them, and the buttons.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, buttons: &Buttons, theme: &Theme) {
        let layout = self.layout(area);
        for (place, area) in &layout.fields {
            let slot = &self.slots[*place];
            draw_slot(frame, *area, slot, *place == self.at, theme);
        }
        if let (Some(fault), Some(place)) = (&self.fault, layout.fault) {
            frame.render_widget(line(theme, Ink::Bad, format!("x {fault}")), place);
        }
        self.draw_buttons(frame, &layout, buttons, theme);
    }

    /// How many rows a field takes with its title, in a form so wide.
    pub(super) fn height(&self, place: usize, wide: u16) -> u16 {
        self.slots[place]
            .rows(place == self.at, wide)
            .saturating_add(1)
    }
}

fn draw_slot(frame: &mut Frame<'_>, area: Rect, slot: &Slot, open: bool, t: &Theme) {
    if area.height == 0 {
        return;
    }
    let sign = if open { ">" } else { " " };
    let must = if slot.field.required { " *" } else { "" };
    let ink = if open { Ink::Key } else { Ink::Title };
    let head = line(t, ink, format!("{sign} {}{must}", slot.field.title));
    frame.render_widget(head, Rect { height: 1, ..area });
    let body = Rect {
        x: area.x + 2.min(area.width),
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height - 1,
    };
    match &slot.field.kind {
        Kind::Choice(all) => {
            let choice = all.get(slot.at).map_or("", |(_, label)| label);
            let text = format!("< {choice} >  {}/{}", slot.at + 1, all.len());
            frame.render_widget(line(t, Ink::Text, text), body);
        }
        Kind::Answer(all) => draw_answers(frame, body, slot, all, open, t),
        Kind::Many(all) => draw_many(frame, body, slot, all, open, t),
        _ => draw_text(frame, body, slot, open, t),
    }
}

/// All answers in full; where there is no room for all, those around the chosen one.
fn draw_answers(
    frame: &mut Frame<'_>,
    body: Rect,
    slot: &Slot,
    all: &[(String, String)],
    open: bool,
    t: &Theme,
) {
    let mut rows = Vec::new();
    let mut chosen = 0..0;
    for (place, (_, said)) in all.iter().enumerate() {
        let first = rows.len();
        let sign = if place == slot.at { "(x) " } else { "( ) " };
        let ink = match open && place == slot.at {
            true => Ink::Chosen,
            false => Ink::Text,
        };
        for (at, part) in lines(said, body.width + 2).into_iter().enumerate() {
            let sign = if at == 0 { sign } else { "    " };
            rows.push(line(t, ink, format!("{sign}{part}")));
        }
        if place == slot.at {
            chosen = first..rows.len();
        }
    }
    let room = usize::from(body.height);
    let skip = chosen.end.saturating_sub(room).min(chosen.start);
    let rows: Vec<_> = rows.into_iter().skip(skip).take(room).collect();
    frame.render_widget(Paragraph::new(rows), body);
}

fn draw_many(
    frame: &mut Frame<'_>,
    body: Rect,
    slot: &Slot,
    all: &[(String, String)],
    open: bool,
    t: &Theme,
) {
    let room = usize::from(body.height);
    let first = first_shown(slot.at, all.len(), room);
    let row = |(place, (_, label)): (usize, &(String, String))| {
        let tick = if slot.ticked[place] { "[x]" } else { "[ ]" };
        let ink = if open && place == slot.at {
            Ink::Chosen
        } else {
            Ink::Text
        };
        line(t, ink, format!("{tick} {label}"))
    };
    let rows = all.iter().enumerate().skip(first).take(room).map(row);
    frame.render_widget(Paragraph::new(rows.collect::<Vec<_>>()), body);
}

fn draw_text(frame: &mut Frame<'_>, body: Rect, slot: &Slot, open: bool, t: &Theme) {
    if !open {
        let lines = slot
            .text
            .lines()
            .iter()
            .map(|l| line(t, Ink::Text, l.clone()));
        frame.render_widget(Paragraph::new(lines.collect::<Vec<_>>()), body);
        return;
    }
    let rows = match slot.field.kind {
        Kind::Text(rows) => rows.min(body.height),
        _ => 1.min(body.height),
    };
    frame.render_widget(
        &slot.text,
        Rect {
            height: rows,
            ..body
        },
    );
    let below = Rect {
        y: body.y + rows,
        height: body.height - rows,
        ..body
    };
    frame.render_widget(Paragraph::new(picks(slot, t)), below);
}

/// What fits what was typed, a part of it at a time, and how many more there are.
fn picks(slot: &Slot, t: &Theme) -> Vec<Line<'static>> {
    let fitting = slot.fitting();
    let first = slot.first_pick(fitting.len());
    let shown = fitting.iter().enumerate().skip(first).take(PICKS);
    let mut rows: Vec<_> = shown
        .map(|(place, pick)| {
            let ink = match slot.at == place + 1 {
                true => Ink::Chosen,
                false => Ink::Dim,
            };
            Line::from(span(t, ink, (*pick).clone()))
        })
        .collect();
    if fitting.len() > PICKS {
        rows.push(line(t, Ink::Dim, format!("… +{}", fitting.len() - PICKS)));
    }
    rows
}
