//! A rule being written: its text over the whole screen, what is wrong with it below, live.
//!
//! The same reader that will judge the order reads the text after each key, so what is shown as
//! right is right. A new rule's file name is made of its title.

use engine::sigma::{Rule, RuleFault};
use engine::view::Blue;
use engine::words::order::{BlueAsk, TEXT_LIMIT};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Clear;
use ratatui_textarea::{CursorMove, DataCursor, TextArea};

use crate::input::{Code, Input, KeyShown, Keys};
use crate::paint::panel::{lines, panel};
use crate::paint::text::{clip, line};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::bare;
use crate::phrase::{Value, harmless};
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::back_test::BackTestPage;
use crate::screens::blue::tray::Tray;

#[derive(Clone, Copy)]
enum Does {
    Send,
    NextFault,
    Try,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Send, "ctrl-s f10", "key-send"),
    (Does::NextFault, "ctrl-n", "work-key-next-fault"),
    (Does::Try, "ctrl-t f5", "work-key-back-test"),
    (Does::Leave, "esc", "key-leave"),
]);

/// The most letters of a file name made of a title.
const STEM: usize = 48;

/// A rule being written.
pub struct Editor {
    /// The file name, of a rule that is there.
    stem: Option<String>,
    text: TextArea<'static>,
    faults: Vec<RuleFault>,
    at_fault: usize,
    changed: bool,
    leaving: bool,
    tray: Tray,
}

impl Editor {
    /// A rule that is there; evidence found with it goes on this tray.
    pub fn of(stem: &str, text: &str, tray: Tray) -> Self {
        let lines = text.lines().map(harmless).collect();
        let mut area = TextArea::new(lines);
        area.set_cursor_line_style(Style::default());
        area.set_tab_length(2);
        area.move_cursor(CursorMove::Top);
        let mut editor = Self {
            stem: Some(stem.to_owned()),
            text: area,
            faults: Vec::new(),
            at_fault: 0,
            changed: false,
            leaving: false,
            tray,
        };
        editor.read();
        editor
    }

    /// A new one, begun.
    pub fn blank(see: &See<'_, Blue>, tray: Tray) -> Self {
        let text = [
            format!("title: {}", see.say("work-rule-new-title")),
            "status: experimental".to_owned(),
            "logsource:".to_owned(),
            "  category: process_creation".to_owned(),
            "  product: windows".to_owned(),
            "detection:".to_owned(),
            "  selection:".to_owned(),
            "    Image|endswith: '\\cmd.exe'".to_owned(),
            "  condition: selection".to_owned(),
            "level: medium".to_owned(),
            "tags:".to_owned(),
            "  - attack.execution".to_owned(),
        ];
        let mut editor = Self::of("", &text.join("\n"), tray);
        editor.stem = None;
        editor.read();
        editor
    }

    fn written(&self) -> String {
        let mut text = self.text.lines().join("\n");
        text.push('\n');
        text
    }

    /// The file name.
    fn name(&self) -> String {
        match &self.stem {
            Some(stem) => stem.clone(),
            None => stem_of(self.text.lines()),
        }
    }

    fn read(&mut self) {
        let text = self.written();
        self.faults = Rule::read(&self.name(), &text).err().unwrap_or_default();
        self.faults.sort();
    }

    fn go_to_fault(&mut self) {
        let Some(fault) = self.faults.get(self.at_fault % self.faults.len().max(1)) else {
            return;
        };
        let place = |n: usize| u16::try_from(n.saturating_sub(1)).unwrap_or(u16::MAX);
        let (line, column) = (place(fault.line), place(fault.column));
        self.text.move_cursor(CursorMove::Jump(line, column));
        self.at_fault += 1;
    }
}

/// A file name of the title in a text: `title: Tải về lạ` is `own-tai-ve-la`.
fn stem_of(lines: &[String]) -> String {
    let title = lines.iter().find_map(|line| line.strip_prefix("title:"));
    let plain = bare(title.unwrap_or_default());
    let mut stem = String::from("own");
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric()) {
        if !word.is_empty() && stem.len() + word.len() < STEM {
            stem.push('-');
            stem.push_str(word);
        }
    }
    stem
}

impl Screen<Blue> for Editor {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("work-editor-title")
    }

    fn keys(&self) -> Vec<KeyShown> {
        KEYS.shown()
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn update(&mut self, input: &Input, _: &See<'_, Blue>) -> Reply<Blue> {
        let leaving = std::mem::take(&mut self.leaving);
        match input {
            Input::Press(press) => match KEYS.of(press) {
                Some(Does::Leave) if self.changed && !leaving => self.leaving = true,
                Some(Does::Leave) => return Reply::Close,
                Some(Does::NextFault) => self.go_to_fault(),
                Some(Does::Try) if self.faults.is_empty() => {
                    let tray = self.tray.clone();
                    let page = BackTestPage::new(&self.name(), &self.written(), tray);
                    return Reply::Open(Box::new(page));
                }
                Some(Does::Try) => self.go_to_fault(),
                Some(Does::Send) => {
                    let text = self.written();
                    if self.faults.is_empty() && text.len() <= TEXT_LIMIT {
                        let rule = self.name().as_str().into();
                        return Reply::OrderAndClose(BlueAsk::WriteRule { rule, text });
                    }
                    self.go_to_fault();
                }
                None if press.code == Code::Tab => {
                    self.changed |= self.text.insert_str("  ");
                }
                None => self.changed |= self.text.input(press.for_editor()),
            },
            Input::Paste(text) => self.changed |= self.text.insert_str(text),
            Input::Mouse(..) => {}
        }
        self.read();
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(Clear, area);
        let below = u16::try_from(self.faults.len()).unwrap_or(4).clamp(1, 4) + 2;
        let [top, foot] =
            Layout::vertical([Constraint::Min(4), Constraint::Length(below)]).areas(area);
        let name = self.name();
        let args = [("name", Value::from(format!("{name}.yml")))];
        let is_there = see.brief.rules().iter().any(|rule| rule.stem == name)
            || see
                .view
                .rules_written
                .values()
                .any(|(_, stem, _)| **stem == *name);
        let key = if is_there {
            "work-editor-replaces"
        } else {
            "work-editor-new"
        };
        let inside = panel(frame, top, &see.say_with(key, &args), see.theme);
        let mut text = self.text.clone();
        if !see.theme.is_plain() {
            text.set_line_number_style(see.theme.style(Ink::Dim));
        }
        frame.render_widget(&text, inside);
        let DataCursor(row, column) = self.text.cursor();
        let args = [
            ("line", Value::from((row + 1).to_string())),
            ("column", Value::from((column + 1).to_string())),
        ];
        let inside = panel(
            frame,
            foot,
            &see.say_with("work-editor-at", &args),
            see.theme,
        );
        lines(frame, inside, self.below(see, inside), see.theme);
    }
}

impl Editor {
    fn below(&self, see: &See<'_, Blue>, area: Rect) -> Vec<Line<'static>> {
        let theme = see.theme;
        let cells = usize::from(area.width);
        if self.leaving {
            return vec![line(theme, Ink::Warn, see.say("work-editor-leaving"))];
        }
        let bytes = self.written().len();
        if bytes > TEXT_LIMIT {
            let args = [
                ("bytes", Value::from(bytes)),
                ("limit", Value::from(TEXT_LIMIT)),
            ];
            return vec![line(
                theme,
                Ink::Bad,
                see.say_with("work-editor-too-long", &args),
            )];
        }
        if self.faults.is_empty() {
            let text = format!("{} {}", Mark::Good.sign(), see.say("work-editor-good"));
            return vec![line(theme, Ink::Good, text)];
        }
        let fault = |fault: &RuleFault| {
            let sign = Mark::Bad.sign();
            let text = harmless(&fault.message);
            let text = format!("{sign} {}:{}: {text}", fault.line, fault.column);
            line(theme, Ink::Bad, clip(&text, cells))
        };
        self.faults.iter().map(fault).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_made_of_the_title() {
        let lines = ["id: 1".to_owned(), "title: Tải về lạ, Đêm".to_owned()];
        assert_eq!(stem_of(&lines), "own-tai-ve-la-dem");
        assert_eq!(stem_of(&[]), "own");
    }
}
