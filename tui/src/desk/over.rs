//! What lies over everything: the palette, help, the list of seats, the cities of a hall, whether
//! to leave. How large each is, what keys and the mouse do there, how it looks.
//!
//! Why in one place: drawing and clicking must agree on where every row stands.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::{Desk, Over, SEATS, Wish};
use crate::desk::help::Help;
use crate::desk::palette::{Palette, Picked};
use crate::input::{Code, Did, Input, Mouse, Press};
use crate::paint::form::Buttons;
use crate::paint::panel::{inside_over, lines, over, over_place, prose};
use crate::paint::table::{first_shown, row_at};
use crate::paint::text::{fit, line, span, wrap};
use crate::paint::theme::Ink;
use crate::phrase::words::cell as cell_word;
use crate::screen::Seated;

impl<R: Seated> Desk<R> {
    /// How large it is drawn in this place.
    fn over_size(&self, laid: &Over, area: Rect) -> (u16, u16) {
        let wide = area.width.saturating_sub(8);
        match laid {
            Over::Palette(_) => (wide.min(72), area.height.saturating_sub(2).min(22)),
            Over::Help(_) => (wide.min(84), area.height),
            Over::Seats(_) => (56, 10),
            Over::Cities(_) => (56, self.city_rows() + 4),
            Over::Leaving => (60, 6),
        }
    }

    /// Takes an input while something lies over everything. `area` is the size of the terminal.
    pub(super) fn input_over(&mut self, mut laid: Over, input: &Input, area: (u16, u16)) {
        let press = match input {
            Input::Press(press) => Some(*press),
            Input::Mouse(mouse, _) => self.over_clicked(&mut laid, *mouse, area),
            Input::Paste(_) => None,
        };
        let Some(press) = press else {
            self.over = Some(laid);
            return;
        };
        match laid {
            Over::Palette(mut palette) => match palette.press(&press) {
                Picked::Nothing => self.over = Some(Over::Palette(palette)),
                Picked::Leave => {}
                Picked::Tab(place) => self.at = place,
                Picked::Press(press) => self.input_below(&Input::Press(press), area),
            },
            Over::Help(mut help) => {
                if help.press(&press) {
                    self.over = Some(Over::Help(help));
                }
            }
            Over::Seats(at) => self.choose_seat(at, &press),
            Over::Cities(at) => self.choose_city(at, &press),
            Over::Leaving => match press.code {
                Code::Enter | Code::Char('y' | 'c' | 'q') => self.wishes.push(Wish::Leave),
                _ => {}
            },
        }
    }

    /// The key that means the same as what the mouse did: the wheel moves, a click on a row takes
    /// it, a click beside it all leaves.
    fn over_clicked(&self, laid: &mut Over, mouse: Mouse, size: (u16, u16)) -> Option<Press> {
        let body = self.body(Rect::new(0, 0, size.0, size.1));
        let size = self.over_size(laid, body);
        let place = over_place(body, size, &self.person.theme);
        let inside = inside_over(body, size, &self.person.theme);
        let code = match mouse.did {
            Did::WheelDown => Code::Down,
            Did::WheelUp => Code::Up,
            Did::Click if !place.contains((mouse.x, mouse.y).into()) => Code::Esc,
            Did::Click if !inside.contains((mouse.x, mouse.y).into()) => return None,
            Did::Click => {
                let (x, y) = (mouse.x - inside.x, mouse.y - inside.y);
                let row = |rows, at| row_at(y, inside.height, rows, at);
                match laid {
                    Over::Palette(palette) => {
                        palette.at = row(palette.fitting().len(), palette.at)?;
                    }
                    Over::Seats(at) => *at = row(SEATS.len(), *at)?,
                    Over::Cities(at) => *at = row(self.cities(), *at)?,
                    Over::Help(_) => return None,
                    Over::Leaving if y + 1 < inside.height => return None,
                    Over::Leaving => match self.leaving().hit(x)? {
                        0 => {}
                        _ => return Some(Press::of(Code::Esc)),
                    },
                }
                Code::Enter
            }
        };
        Some(Press::of(code))
    }

    fn choose_seat(&mut self, at: usize, press: &Press) {
        match press.code {
            Code::Enter => self.wishes.push(Wish::Sit(SEATS[at])),
            Code::Down | Code::Char('j') => self.over = Some(Over::Seats((at + 1) % SEATS.len())),
            Code::Up | Code::Char('k') => {
                self.over = Some(Over::Seats((at + SEATS.len() - 1) % SEATS.len()));
            }
            Code::Esc => {}
            _ => self.over = Some(Over::Seats(at)),
        }
    }

    /// What can be clicked on when it is asked whether to leave.
    fn leaving(&self) -> Buttons {
        Buttons(["key-quit", "key-stay"].map(|key| self.phrases.say(key)))
    }

    /// Draws what lies over everything.
    pub(super) fn draw_over(&self, frame: &mut Frame<'_>, area: Rect, laid: &Over) {
        let theme = &self.person.theme;
        let title = self.phrases.say(match laid {
            Over::Palette(_) => "palette-title",
            Over::Help(_) => "help-title",
            Over::Seats(_) => "seats-title",
            Over::Cities(_) => "cities-title",
            Over::Leaving => "leave-title",
        });
        let inside = over(frame, area, self.over_size(laid, area), &title, theme);
        match laid {
            Over::Palette(palette) => self.draw_palette(frame, inside, palette),
            Over::Help(help) => self.draw_help(frame, inside, help),
            Over::Seats(at) => self.draw_seats(frame, inside, *at),
            Over::Cities(at) => self.draw_cities(frame, inside, *at),
            Over::Leaving => {
                let key = if self.clock.ended {
                    "leave-over"
                } else {
                    "leave-about"
                };
                let text = self.phrases.say(key);
                prose(frame, inside, &text, 0, theme);
                let last = Rect {
                    y: inside.bottom().saturating_sub(1),
                    height: 1.min(inside.height),
                    ..inside
                };
                self.leaving().draw(frame, last, theme);
            }
        }
    }

    fn draw_palette(&self, frame: &mut Frame<'_>, inside: Rect, palette: &Palette) {
        let theme = &self.person.theme;
        let mut rows = vec![line(theme, Ink::Key, format!("> {}_", palette.typed))];
        let fitting = palette.fitting();
        if fitting.is_empty() {
            rows.push(line(theme, Ink::Dim, self.phrases.say("palette-none")));
        }
        let room = usize::from(inside.height.saturating_sub(1));
        let first = first_shown(palette.at, fitting.len(), room);
        let cells = usize::from(inside.width.saturating_sub(10));
        for (place, entry) in fitting.iter().enumerate().skip(first).take(room) {
            let ink = if place == palette.at {
                Ink::Chosen
            } else {
                Ink::Text
            };
            // Whoever hears it, or sees no colours, is told by the sign.
            let sign = if place == palette.at { ">" } else { " " };
            let text = format!("{sign}{} ", fit(&entry.label, cells));
            rows.push(Line::from(vec![
                span(theme, ink, text),
                span(theme, Ink::Key, entry.key.clone()),
            ]));
        }
        frame.render_widget(Paragraph::new(rows), inside);
    }

    fn draw_help(&self, frame: &mut Frame<'_>, inside: Rect, help: &Help) {
        let theme = &self.person.theme;
        let mut seen = std::collections::BTreeSet::new();
        let keys = self.keys().into_iter();
        let keys = keys.filter(|key| seen.insert((key.says, key.presses)));
        let shown = keys.map(|key| {
            Line::from(vec![
                span(theme, Ink::Key, fit(&key.presses.replace(' ', "  "), 24)),
                span(theme, Ink::Text, self.phrases.say(key.says)),
            ])
        });
        let mut rows: Vec<Line<'_>> = shown.collect();
        for says in ["help-tabs", "help-marks"] {
            let said = wrap(&self.phrases.say(says), inside.width.into());
            rows.extend(said.into_iter().map(|row| line(theme, Ink::Dim, row)));
        }
        let rows = rows.into_iter().skip(help.from).collect();
        lines(frame, inside, rows, theme);
    }

    fn draw_seats(&self, frame: &mut Frame<'_>, inside: Rect, at: usize) {
        let theme = &self.person.theme;
        let mut rows = vec![line(theme, Ink::Dim, self.phrases.say("seats-about"))];
        for (place, cell) in SEATS.iter().enumerate() {
            let ink = if place == at { Ink::Chosen } else { Ink::Text };
            let sign = if place == at { ">" } else { " " };
            let cell = cell_word(&self.phrases, *cell);
            rows.push(line(theme, ink, format!("{sign} {cell}")));
        }
        frame.render_widget(Paragraph::new(rows), inside);
    }
}
