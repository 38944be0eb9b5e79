//! Choosing one of many by typing some of its name: where from, at what, by which address, with
//! which account.
//!
//! It lies over the palette of techniques and is a part of it, because what is chosen goes into the
//! palette and is no order.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::input::{Code, Did, Input, Mouse};
use crate::paint::panel::{inside_over, over};
use crate::paint::table::first_shown;
use crate::paint::text::{clip, fit, line, span, width};
use crate::paint::theme::{Ink, Theme};
use crate::phrase::bare;

/// One that can be chosen.
#[derive(Clone, Debug)]
pub struct Pick {
    /// What it is in an order; empty for none.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// What else there is to say of it.
    pub note: String,
}

impl Pick {
    /// One with its name, what it is called and a note.
    pub fn new(
        value: impl Into<String>,
        label: impl Into<String>,
        note: impl Into<String>,
    ) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            note: note.into(),
        }
    }

    fn has(&self, word: &str) -> bool {
        [&self.value, &self.label, &self.note]
            .iter()
            .any(|text| bare(text).contains(word))
    }

    /// Whether just this is its name, with its kind or without.
    fn is_named(&self, typed: &str) -> bool {
        let value = bare(&self.value);
        let name = value.split_once(':').map_or(&*value, |(_, name)| name);
        [&*value, name, &*bare(&self.label)].contains(&typed)
    }
}

/// What an input came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Chose {
    /// To nothing yet.
    Nothing,
    /// It is left as it was.
    Leave,
    /// This was chosen.
    Value(String),
    /// None of the list fits: this was typed.
    Typed(String),
}

/// The choice while it is open.
pub struct Chooser {
    title: String,
    picks: Vec<Pick>,
    typed: String,
    at: usize,
}

impl Chooser {
    /// A choice of these.
    pub fn new(title: impl Into<String>, picks: Vec<Pick>) -> Self {
        Self {
            title: title.into(),
            picks,
            typed: String::new(),
            at: 0,
        }
    }

    /// Those that have every word that was typed.
    fn fitting(&self) -> Vec<&Pick> {
        let typed = bare(&self.typed);
        let fits = |pick: &&Pick| typed.split_whitespace().all(|word| pick.has(word));
        let mut fitting: Vec<&Pick> = self.picks.iter().filter(fits).collect();
        // A name typed in full comes before names that hold it.
        fitting.sort_by_key(|pick| !pick.is_named(typed.trim()));
        fitting
    }

    /// Takes an input.
    pub fn update(&mut self, input: &Input, theme: &Theme) -> Chose {
        let press = match input {
            Input::Press(press) => press,
            Input::Paste(text) => {
                self.typed.push_str(text.trim());
                self.at = 0;
                return Chose::Nothing;
            }
            Input::Mouse(mouse, size) => return self.mouse(*mouse, *size, theme),
        };
        let last = self.fitting().len().saturating_sub(1);
        match press.code {
            Code::Esc => return Chose::Leave,
            Code::Enter => {
                let chosen = self.fitting().get(self.at).map(|pick| pick.value.clone());
                let typed = || Chose::Typed(self.typed.trim().to_owned());
                return chosen.map_or_else(typed, Chose::Value);
            }
            Code::Down => self.at = (self.at + 1).min(last),
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::PageDown => self.at = (self.at + 10).min(last),
            Code::PageUp => self.at = self.at.saturating_sub(10),
            Code::Backspace => {
                self.typed.pop();
                self.at = 0;
            }
            _ => {
                if let Some(c) = press.typed() {
                    self.typed.push(c);
                    self.at = 0;
                }
            }
        }
        Chose::Nothing
    }

    /// The wheel moves; a click on a row takes it.
    fn mouse(&mut self, mouse: Mouse, (width, height): (u16, u16), theme: &Theme) -> Chose {
        let last = self.fitting().len().saturating_sub(1);
        match mouse.did {
            Did::WheelDown => self.at = (self.at + 1).min(last),
            Did::WheelUp => self.at = self.at.saturating_sub(1),
            Did::Click => {
                let area = Rect::new(0, 0, width, height);
                let inside = inside_over(area, size(area), theme);
                let fitting = self.fitting();
                let room = usize::from(inside.height.saturating_sub(1));
                let first = first_shown(self.at, fitting.len(), room);
                let row = mouse.y.checked_sub(inside.y + 1).map(usize::from);
                let row =
                    row.filter(|row| *row < room && inside.contains((mouse.x, mouse.y).into()));
                let hit = row.and_then(|row| fitting.get(first + row));
                if let Some(pick) = hit {
                    return Chose::Value(pick.value.clone());
                }
            }
        }
        Chose::Nothing
    }

    /// Draws it over a place; `none` is said where nothing fits.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, none: &str, theme: &Theme) {
        let inside = over(frame, area, size(area), &self.title, theme);
        let cells = usize::from(inside.width.saturating_sub(1));
        let mut lines = vec![line(theme, Ink::Key, format!("> {}_", self.typed))];
        let fitting = self.fitting();
        let room = usize::from(inside.height.saturating_sub(1));
        let first = first_shown(self.at, fitting.len(), room);
        for (place, pick) in fitting.iter().enumerate().skip(first).take(room) {
            let chosen = place == self.at;
            let sign = if chosen { ">" } else { " " };
            let note = clip(&pick.note, cells / 2);
            let left = cells.saturating_sub(width(&note) + 3);
            let ink = if chosen { Ink::Chosen } else { Ink::Text };
            lines.push(Line::from(vec![
                span(theme, ink, format!("{sign} {} ", fit(&pick.label, left))),
                span(theme, Ink::Dim, note),
            ]));
        }
        if fitting.is_empty() {
            lines.push(line(theme, Ink::Dim, clip(none, cells)));
        }
        frame.render_widget(Paragraph::new(lines), inside);
    }
}

fn size(area: Rect) -> (u16, u16) {
    (area.width.saturating_sub(4).min(100), area.height.min(24))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Press;
    use crate::paint::theme::Depth;

    fn chooser() -> Chooser {
        let pick = |name: &str| Pick::new(format!("host:{name}"), name, "z4");
        Chooser::new("Target", vec![pick("ws-1"), pick("ws-2"), pick("fs-1")])
    }

    fn press(chooser: &mut Chooser, keys: &str) -> Chose {
        let mut chose = Chose::Nothing;
        for key in keys.split(' ') {
            let press: Press = key.parse().expect("a key");
            chose = chooser.update(&Input::Press(press), &Theme::new(Depth::Mono, false));
        }
        chose
    }

    #[test]
    fn typing_narrows_and_enter_takes() {
        let mut some = chooser();
        let chose = press(&mut some, "w s down enter");
        assert_eq!(chose, Chose::Value("host:ws-2".into()));
        assert_eq!(press(&mut some, "esc"), Chose::Leave);
    }

    #[test]
    fn a_name_typed_in_full_comes_before_names_that_hold_it() {
        let pick = |value: &str| Pick::new(value, value.replace(':', " "), "");
        let picks = ["account:u-ws-2", "host:ws-22", "host:ws-2"].map(pick);
        let mut some = Chooser::new("Target", picks.to_vec());
        let chose = press(&mut some, "w s minus 2 enter");
        assert_eq!(chose, Chose::Value("host:ws-2".into()));
    }

    #[test]
    fn what_is_not_in_the_list_can_be_named() {
        let mut some = chooser();
        assert_eq!(
            press(&mut some, "x minus 9 enter"),
            Chose::Typed("x-9".into())
        );
    }
}
