//! Forms: fields one below the other, one of them being filled in.
//!
//! Lines and longer texts are edited by `ratatui-textarea`; choices are made with the arrows. A
//! form knows nothing of what it is for: whoever opens it reads its answers.

mod drawn;
mod mouse;

use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

pub use mouse::Buttons;

use crate::input::{Code, Input, Press};
use crate::phrase::bare;

/// How far a page of a list goes.
const PAGE: usize = 8;

/// What goes into a field.
#[derive(Clone, Debug)]
pub enum Kind {
    /// One line.
    Line,
    /// One line, with what it may be: typing narrows the list, the arrows choose from it.
    Pick(Vec<String>),
    /// A text of so many rows.
    Text(u16),
    /// One of these: value and label, one shown at a time. One without a value says that none is
    /// chosen yet.
    Choice(Vec<(String, String)>),
    /// One of these, each written out in full, because they must be read before one is chosen.
    Answer(Vec<(String, String)>),
    /// Any of these: value and label.
    Many(Vec<(String, String)>),
}

/// A field as it is asked for.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name among the answers.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// What goes into it.
    pub kind: Kind,
    /// Whether it must be filled.
    pub required: bool,
    /// What stands in it at first; for a choice, the value; for many, those ticked, one a line.
    pub first: String,
    /// Whether its choices follow one another: none comes after the last.
    pub in_order: bool,
}

impl Field {
    /// A field that must be filled.
    pub fn new(name: impl Into<String>, title: impl Into<String>, kind: Kind) -> Self {
        let (name, title) = (name.into(), title.into());
        Self {
            name,
            title,
            kind,
            required: true,
            first: String::new(),
            in_order: false,
        }
    }

    /// …whose choices follow one another, the last not by the first.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.in_order = true;
        self
    }

    /// …that need not be.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// …with this in it at first.
    #[must_use]
    pub fn with(mut self, first: impl Into<String>) -> Self {
        self.first = first.into();
        self
    }
}

/// Whether an entry `kind:name - title` has just this name, whatever its kind.
fn is_named(entry: &str, wanted: &str) -> bool {
    let whole = entry.split_once(" - ").map_or(entry, |(name, _)| name);
    let name = whole.split_once(':').map_or(whole, |(_, name)| name);
    !wanted.is_empty() && [whole, name].iter().any(|one| bare(one) == wanted)
}

/// A field being filled.
struct Slot {
    field: Field,
    text: TextArea<'static>,
    at: usize,
    ticked: Vec<bool>,
    /// Whether what stood in it at first still stands there untouched: of a list, what is typed
    /// then takes its place.
    fresh: bool,
}

impl Slot {
    fn new(field: Field) -> Self {
        let mut text = TextArea::new(field.first.split('\n').map(str::to_owned).collect());
        text.set_cursor_line_style(Style::default());
        text.set_wrap_mode(WrapMode::WordOrGlyph);
        text.move_cursor(CursorMove::Bottom);
        text.move_cursor(CursorMove::End);
        let (at, ticked) = match &field.kind {
            Kind::Choice(all) | Kind::Answer(all) | Kind::Many(all) => {
                let first = all.iter().position(|(value, _)| *value == field.first);
                let ticked = |(value, _): &(String, String)| {
                    let first = field.first.split('\n');
                    !value.is_empty() && first.into_iter().any(|one| one == value)
                };
                (first.unwrap_or(0), all.iter().map(ticked).collect())
            }
            _ => (0, Vec::new()),
        };
        let fresh = matches!(field.kind, Kind::Pick(_)) && !field.first.is_empty();
        Self {
            field,
            text,
            at,
            ticked,
            fresh,
        }
    }

    /// Clears what stood in it at first, if nobody has touched that.
    fn give_way(&mut self) {
        if std::mem::take(&mut self.fresh) {
            self.text.select_all();
            self.text.cut();
        }
    }

    /// Whether somebody wrote a text here that leaving would lose.
    fn is_written(&self) -> bool {
        let is_text = matches!(self.field.kind, Kind::Line | Kind::Text(_));
        let typed = self.typed();
        is_text && !typed.is_empty() && typed != self.field.first.trim()
    }

    fn typed(&self) -> String {
        self.text.lines().join("\n").trim().to_owned()
    }

    /// What fits what was typed into a field with a list.
    fn fitting(&self) -> Vec<&String> {
        let Kind::Pick(all) = &self.field.kind else {
            return Vec::new();
        };
        let typed = self.typed();
        let wanted = bare(&typed);
        let fits = |one: &&String| bare(one).contains(&wanted) && **one != typed;
        // A name typed in full comes first, with or without its kind; then what begins so.
        let rank = |one: &&String| (!is_named(one, &wanted), !bare(one).starts_with(&wanted));
        let mut fitting: Vec<&String> = all.iter().filter(fits).collect();
        fitting.sort_by_key(rank);
        fitting
    }

    fn is_answer(&self) -> bool {
        matches!(self.field.kind, Kind::Answer(_))
    }

    fn values(&self) -> Vec<String> {
        match &self.field.kind {
            Kind::Line | Kind::Pick(_) | Kind::Text(_) => {
                let typed = self.typed();
                if typed.is_empty() {
                    Vec::new()
                } else {
                    vec![typed]
                }
            }
            Kind::Choice(all) | Kind::Answer(all) => {
                let chosen = all.get(self.at).map(|(value, _)| value.clone());
                // Of a choice, what has no value says that nothing is chosen; an answer that is
                // not chosen is told of in words of its own.
                let is_one = |value: &String| !value.is_empty() || self.is_answer();
                chosen.into_iter().filter(is_one).collect()
            }
            Kind::Many(all) => {
                let ticked = all.iter().zip(&self.ticked).filter(|(_, on)| **on);
                ticked.map(|((value, _), _)| value.clone()).collect()
            }
        }
    }
}

/// What an input came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Came {
    /// To nothing that leaves the form.
    Stay,
    /// It is to be sent.
    Send,
    /// It is to be left.
    Leave,
    /// It is to be left with what somebody wrote in it: to be asked once whether that is meant.
    Ask,
}

/// A form being filled in.
pub struct Form {
    slots: Vec<Slot>,
    at: usize,
    fault: Option<String>,
    /// Whether it was asked, just now, if what was written is to be lost.
    asked: bool,
}

impl Form {
    /// A form with these fields.
    pub fn new(fields: Vec<Field>) -> Self {
        Self {
            slots: fields.into_iter().map(Slot::new).collect(),
            at: 0,
            fault: None,
            asked: false,
        }
    }

    /// The first of a field's answers, or nothing.
    pub fn answer(&self, name: &str) -> String {
        self.answers(name).into_iter().next().unwrap_or_default()
    }

    /// All answers of a field.
    pub fn answers(&self, name: &str) -> Vec<String> {
        let slot = self.slots.iter().find(|s| s.field.name == name);
        slot.map(Slot::values).unwrap_or_default()
    }

    /// Whether a field's list has this entry.
    pub fn is_listed(&self, name: &str, entry: &str) -> bool {
        let slot = self.slots.iter().find(|s| s.field.name == name);
        let kind = slot.map(|slot| &slot.field.kind);
        matches!(kind, Some(Kind::Pick(all)) if all.iter().any(|one| one == entry))
    }

    /// The entry of a field's list that what was typed means: the only one it fits, or the only
    /// one of just that name.
    pub fn only_fitting(&self, name: &str) -> Option<String> {
        let slot = self.slots.iter().find(|s| s.field.name == name)?;
        let fitting = slot.fitting();
        let wanted = bare(&slot.typed());
        let is_other = |one: Option<&&String>| one.is_none_or(|one| !is_named(one, &wanted));
        match fitting[..] {
            [only] => Some(only.clone()),
            [first, ..] if is_named(first, &wanted) && is_other(fitting.get(1)) => {
                Some(first.clone())
            }
            _ => None,
        }
    }

    /// The first field that must be filled and is not; goes there.
    pub fn missing(&mut self) -> Option<String> {
        let lacks = |s: &Slot| s.field.required && s.values().is_empty();
        let place = self.slots.iter().position(lacks)?;
        self.at = place;
        Some(self.slots[place].field.title.clone())
    }

    /// Says below the fields what is wrong.
    pub fn fault(&mut self, what: impl Into<String>) {
        self.fault = Some(what.into());
    }

    /// Leaves it, or first asks about what would be lost.
    fn leave(&mut self) -> Came {
        let is_lost = !std::mem::replace(&mut self.asked, true);
        if is_lost && self.slots.iter().any(Slot::is_written) {
            Came::Ask
        } else {
            Came::Leave
        }
    }

    /// Takes a key or a pasted text; the mouse has to know where the form stands.
    pub fn update(&mut self, input: &Input) -> Came {
        match input {
            Input::Press(press) => self.press(*press),
            Input::Paste(text) => {
                (self.fault, self.asked) = (None, false);
                if let Some(slot) = self.slots.get_mut(self.at) {
                    let one_line = !matches!(slot.field.kind, Kind::Text(_));
                    let text = if one_line {
                        text.replace('\n', " ")
                    } else {
                        text.clone()
                    };
                    slot.give_way();
                    slot.text.insert_str(text);
                }
                Came::Stay
            }
            Input::Mouse(..) => Came::Stay,
        }
    }

    fn press(&mut self, press: Press) -> Came {
        self.fault = None;
        self.asked &= press.code == Code::Esc;
        let last = self.slots.len().saturating_sub(1);
        let many_lines = matches!(
            self.slots.get(self.at).map(|s| &s.field.kind),
            Some(Kind::Text(_))
        );
        match (press.code, press.ctrl) {
            (Code::Esc, _) => return self.leave(),
            (Code::Char('s'), true) | (Code::F(10), _) => {
                self.take_pick();
                return Came::Send;
            }
            (Code::Tab, _) => {
                self.take_pick();
                self.at = match press.shift {
                    true => self.at.saturating_sub(1),
                    false if self.at == last => 0,
                    false => self.at + 1,
                };
            }
            (Code::Enter, _) if !many_lines => {
                self.take_pick();
                if self.at == last {
                    return Came::Send;
                }
                self.at += 1;
            }
            _ => self.within(press),
        }
        Came::Stay
    }

    /// What leaves a field takes what the arrows chose from its list, if they chose.
    fn take_pick(&mut self) {
        let Some(slot) = self.slots.get_mut(self.at) else {
            return;
        };
        let picked = (slot.at > 0).then(|| slot.fitting().get(slot.at - 1).map(|p| (*p).clone()));
        if let Some(Some(picked)) = picked {
            (slot.at, slot.fresh) = (0, false);
            slot.text.select_all();
            slot.text.insert_str(picked);
        }
    }

    fn within(&mut self, press: Press) {
        let Some(slot) = self.slots.get_mut(self.at) else {
            return;
        };
        let fitting = slot.fitting().len();
        let (at, count) = (slot.at, slot.ticked.len());
        match (&slot.field.kind, press.code) {
            // As in every shell; the editor's own meaning of it is to undo.
            (Kind::Line | Kind::Pick(_) | Kind::Text(_), Code::Char('u')) if press.ctrl => {
                (slot.at, slot.fresh) = (0, false);
                slot.text.select_all();
                slot.text.cut();
            }
            (Kind::Choice(_), Code::Left | Code::Up) if slot.field.in_order => {
                slot.at = at.saturating_sub(1);
            }
            (Kind::Choice(_), Code::Right | Code::Down | Code::Char(' '))
                if slot.field.in_order =>
            {
                slot.at = (at + 1).min(count.saturating_sub(1));
            }
            (Kind::Choice(_) | Kind::Answer(_), Code::Left | Code::Up) => {
                slot.at = at.checked_sub(1).unwrap_or(count.saturating_sub(1))
            }
            (Kind::Choice(_) | Kind::Answer(_), Code::Right | Code::Down | Code::Char(' ')) => {
                slot.at = (at + 1) % count.max(1)
            }
            (Kind::Many(_), Code::Up | Code::Left) => slot.at = at.saturating_sub(1),
            (Kind::Many(_), Code::Down | Code::Right) => {
                slot.at = (at + 1).min(count.saturating_sub(1))
            }
            (Kind::Many(_), Code::Char(' ')) => slot.ticked[at] = !slot.ticked[at],
            (Kind::Choice(_) | Kind::Answer(_) | Kind::Many(_), _) => {}
            (Kind::Pick(_), Code::Down) => slot.at = (at + 1).min(fitting),
            (Kind::Pick(_), Code::Up) => slot.at = at.saturating_sub(1),
            (Kind::Pick(_), Code::PageDown) => slot.at = (at + PAGE).min(fitting),
            (Kind::Pick(_), Code::PageUp) => slot.at = at.saturating_sub(PAGE),
            (Kind::Line, Code::Up) => self.at = self.at.saturating_sub(1),
            (Kind::Line, Code::Down) => self.at = (self.at + 1).min(self.slots.len() - 1),
            _ => {
                if press.typed().is_some() {
                    slot.give_way();
                }
                slot.fresh = false;
                slot.text.input(press.for_editor());
                slot.at = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(form: &mut Form, keys: &str) -> Came {
        let mut came = Came::Stay;
        for key in keys.split(' ') {
            came = form.update(&Input::Press(key.parse().expect("a key")));
        }
        came
    }

    fn form() -> Form {
        let two =
            |a: &str, b: &str| vec![(a.into(), a.to_uppercase()), (b.into(), b.to_uppercase())];
        Form::new(vec![
            Field::new(
                "who",
                "Who",
                Kind::Pick(vec!["host:a".into(), "host:b".into()]),
            ),
            Field::new("why", "Why", Kind::Choice(two("p", "q"))),
            Field::new("all", "All", Kind::Many(two("x", "y"))).optional(),
            Field::new("note", "Note", Kind::Text(3)),
        ])
    }

    #[test]
    fn a_form_is_filled_with_keys_alone() {
        let mut form = form();
        keys(&mut form, "h o down down enter right enter space tab");
        assert_eq!(form.answer("who"), "host:b");
        assert_eq!(form.answer("why"), "q");
        assert_eq!(form.answers("all"), ["x"]);
        assert_eq!(form.missing().as_deref(), Some("Note"));
        assert_eq!(keys(&mut form, "a enter b ctrl-s"), Came::Send);
        assert_eq!(form.answer("note"), "a\nb");
        assert_eq!(form.missing(), None);
        assert_eq!(keys(&mut form, "esc"), Came::Ask, "there is a text to lose");
        assert_eq!(keys(&mut form, "esc"), Came::Leave);
        assert_eq!(keys(&mut form, "right esc"), Came::Ask);
        assert_eq!(keys(&mut form, "ctrl-u esc"), Came::Leave);
    }

    #[test]
    fn what_the_arrows_chose_from_a_list_is_taken_by_whatever_leaves_the_field() {
        for leave in ["tab", "shift-tab", "ctrl-s", "f10", "enter"] {
            let mut form = form();
            keys(&mut form, &format!("down down {leave}"));
            assert_eq!(form.answer("who"), "host:b", "{leave}");
        }
    }

    #[test]
    fn what_is_typed_over_what_a_list_was_filled_with_takes_its_place() {
        let form = || {
            let all = vec!["control:a - Bẫy".to_owned(), "link:b - VPN".to_owned()];
            let field = Field::new("on", "On", Kind::Pick(all)).with("control:a - Bẫy");
            Form::new(vec![field])
        };
        let mut typed = form();
        keys(&mut typed, "l i n k");
        assert_eq!(typed.answer("on"), "link");
        assert_eq!(typed.only_fitting("on").as_deref(), Some("link:b - VPN"));
        for touched in ["backspace", "left", "end"] {
            let mut edited = form();
            keys(&mut edited, &format!("{touched} x"));
            assert!(
                edited.answer("on").starts_with("control:a - B"),
                "{touched}"
            );
        }
        let mut pasted = form();
        pasted.update(&Input::Paste("link:b".into()));
        assert_eq!(pasted.answer("on"), "link:b");
    }

    #[test]
    fn a_list_is_narrowed_without_marks() {
        let all = vec!["org:a - Ủy ban".to_owned(), "org:b - Sở".to_owned()];
        let mut form = Form::new(vec![Field::new("on", "On", Kind::Pick(all))]);
        assert_eq!(form.only_fitting("on"), None);
        keys(&mut form, "u y");
        assert_eq!(form.only_fitting("on").as_deref(), Some("org:a - Ủy ban"));
        keys(&mut form, "down enter");
        assert_eq!(form.answer("on"), "org:a - Ủy ban");
    }

    #[test]
    fn a_name_typed_in_full_is_meant_before_names_that_hold_it() {
        let all = ["account:u-ws-02 - Thư", "host:ws-02 - Máy", "host:ws-021"];
        let mut form = Form::new(vec![Field::new(
            "on",
            "On",
            Kind::Pick(all.map(str::to_owned).to_vec()),
        )]);
        keys(&mut form, "w s minus 0");
        assert_eq!(form.only_fitting("on"), None);
        keys(&mut form, "2");
        assert_eq!(form.only_fitting("on").as_deref(), Some("host:ws-02 - Máy"));
        keys(&mut form, "down enter");
        assert_eq!(form.answer("on"), "host:ws-02 - Máy");
    }

    fn drawn(form: &Form, wide: u16, high: u16) -> String {
        let backend = ratatui::backend::TestBackend::new(wide, high);
        let mut terminal = ratatui::Terminal::new(backend).expect("a terminal");
        let theme = crate::paint::theme::Theme::new(crate::paint::theme::Depth::Mono, false);
        let buttons = Buttons(["send", "leave"].map(str::to_owned));
        let picture = terminal.draw(|frame| form.draw(frame, frame.area(), &buttons, &theme));
        let buffer = picture.expect("a picture").buffer;
        let rows = buffer.content().chunks(wide.into());
        let rows = rows.map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>());
        rows.map(|row| row.trim_end().to_owned() + "\n").collect()
    }

    #[test]
    fn a_long_list_is_gone_through_to_its_end() {
        let all = (1..=11).map(|n| format!("host:{n:02}")).collect();
        let mut form = Form::new(vec![Field::new("on", "On", Kind::Pick(all))]);
        let picture = drawn(&form, 20, 16);
        assert!(picture.contains("host:08") && !picture.contains("host:09"));
        assert!(picture.contains("… +3"), "{picture}");
        keys(&mut form, &["down"; 14].join(" "));
        assert!(drawn(&form, 20, 16).contains("host:11"));
        keys(&mut form, "pgup pgup pgdn pgdn");
        keys(&mut form, "enter");
        assert_eq!(form.answer("on"), "host:11");
    }

    #[test]
    fn answers_are_written_out_in_full_and_chosen_by_arrow_or_click() {
        let said = [
            "one two three four five",
            "six seven eight nine ten",
            "eleven",
        ];
        let all = said.map(|text| (text[..3].to_owned(), text.to_owned()));
        let mut form = Form::new(vec![Field::new("say", "Say", Kind::Answer(all.to_vec()))]);
        let picture = drawn(&form, 20, 12);
        for word in said.iter().flat_map(|text| text.split(' ')) {
            assert!(picture.contains(word), "{word} is not in\n{picture}");
        }
        assert_eq!(form.answer("say"), "one");
        keys(&mut form, "down down down up");
        assert_eq!(form.answer("say"), "ele");
        let area = ratatui::layout::Rect::new(0, 0, 20, 12);
        let click = crate::input::Mouse {
            did: crate::input::Did::Click,
            x: 8,
            y: 4,
        };
        let buttons = Buttons(["send", "leave"].map(str::to_owned));
        form.mouse(click, area, &buttons);
        assert_eq!(form.answer("say"), "six", "{picture}");
    }

    #[test]
    fn some_of_many_may_be_ticked_at_first() {
        let all = ["x", "y", "z"].map(|one| (one.to_owned(), one.to_owned()));
        let many = Field::new("all", "All", Kind::Many(all.to_vec())).with("x\nz");
        let mut form = Form::new(vec![many]);
        assert_eq!(form.answers("all"), ["x", "z"]);
        keys(&mut form, "space down space");
        assert_eq!(form.answers("all"), ["y", "z"]);
    }

    #[test]
    fn a_paste_into_a_line_stays_a_line() {
        let mut form = form();
        form.update(&Input::Paste("one\ntwo".into()));
        assert_eq!(form.answer("who"), "one two");
    }
}
