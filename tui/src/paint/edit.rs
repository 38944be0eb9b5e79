//! One line of text being typed outside a form: a query, a filter, a reason.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea};

use crate::input::{Code, Input};
use crate::paint::text::{clip, line, span};
use crate::paint::theme::{Ink, Theme};

/// A line being typed.
#[derive(Default)]
pub struct Edit {
    text: TextArea<'static>,
    /// Whether what stands in it was suggested and nobody has touched it: typing replaces it.
    suggested: bool,
}

impl Edit {
    /// A line with this in it, and the cursor behind it.
    pub fn new(first: &str) -> Self {
        let mut text = TextArea::new(vec![first.replace('\n', " ")]);
        text.set_cursor_line_style(Style::default());
        text.move_cursor(CursorMove::End);
        Self {
            text,
            suggested: false,
        }
    }

    /// A line with a suggestion in it: what is typed takes its place, any other key keeps it.
    pub fn suggesting(first: &str) -> Self {
        Self {
            suggested: true,
            ..Self::new(first)
        }
    }

    /// What stands in it.
    pub fn text(&self) -> String {
        self.text.lines().join(" ").trim().to_owned()
    }

    /// Takes an input that types or moves; enter, esc and the like are for whoever has the line.
    pub fn input(&mut self, input: &Input) {
        let types = match input {
            Input::Press(press) => !press.ctrl && matches!(press.code, Code::Char(_)),
            Input::Paste(_) => true,
            Input::Mouse(..) => return,
        };
        if std::mem::take(&mut self.suggested) && types {
            *self = Self::new("");
        }
        match input {
            // As in every shell; the editor's own meaning of it is to undo.
            Input::Press(press) if press.ctrl && press.code == Code::Char('u') => {
                *self = Self::new("");
            }
            Input::Press(press) => {
                self.text.input(press.for_editor());
            }
            Input::Paste(text) => {
                self.text.insert_str(text.replace('\n', " "));
            }
            Input::Mouse(..) => {}
        }
    }

    /// Draws it behind a sign: with its cursor while it is typed, as words when it is not.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, typed: bool, theme: &Theme) {
        let head = Rect {
            width: area.width.min(2),
            height: area.height.min(1),
            ..area
        };
        let body = Rect {
            x: area.x + head.width,
            width: area.width - head.width,
            height: head.height,
            ..area
        };
        let ink = if typed { Ink::Key } else { Ink::Dim };
        frame.render_widget(span(theme, ink, "> "), head);
        if typed {
            frame.render_widget(&self.text, body);
        } else {
            let text = clip(&self.text(), body.width.into());
            frame.render_widget(line(theme, Ink::Text, text), body);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_takes_the_place_of_a_suggestion() {
        let typed = |keys: &str| {
            let mut edit = Edit::suggesting("of another");
            for key in keys.split(' ') {
                edit.input(&Input::Press(key.parse().expect("a key")));
            }
            edit.text()
        };
        assert_eq!(typed("m y"), "my");
        assert_eq!(typed("left end s"), "of anothers");
    }

    #[test]
    fn a_paste_stays_one_line() {
        let mut edit = Edit::new("a");
        edit.input(&Input::Paste("b\nc".into()));
        edit.input(&Input::Press("d".parse().expect("a key")));
        assert_eq!(edit.text(), "ab cd");
        edit.input(&Input::Press("ctrl-u".parse().expect("a key")));
        assert_eq!(edit.text(), "");
    }
}
