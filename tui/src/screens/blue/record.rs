//! One record with all its fields, and the way on to its neighbours: of an alert's records, or of
//! what a search found. A value leads to a new search, laid over this one; esc leads back.

use engine::drill::Entry;
use engine::view::Blue;
use engine::words::name::RecordId;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::over;
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{clip, line, wrap};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::harmless;
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::hunt::{Hunt, KinPage, with_field};
use crate::screens::blue::shown;
use crate::screens::blue::tray::{Pin, Tray};
use crate::screens::blue::{BlueFound, BlueLook};
use crate::screens::shared::cursor::{Cursor, with_list};

/// Rows that the chosen value is shown whole in.
const VALUE_ROWS: u16 = 4;

#[derive(Clone, Copy)]
enum Does {
    Next,
    Previous,
    Pin,
    Keep,
    Drop,
    Anywhere,
    Kin,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Pin, "p", "watch-key-pin"),
    (Does::Keep, "enter", "watch-key-keep-value"),
    (Does::Drop, "x", "watch-key-drop-value"),
    (Does::Anywhere, "o", "watch-key-anywhere"),
    (Does::Kin, "t", "watch-key-kin"),
    (Does::Next, "right n", "watch-key-next-record"),
    (Does::Previous, "left b", "watch-key-previous-record"),
    (Does::Leave, "esc q", "key-leave"),
]);

/// A record among others.
pub struct RecordPage {
    ids: Vec<RecordId>,
    at: usize,
    /// The query that found it, to be searched on from.
    query: String,
    tray: Tray,
    cursor: Cursor,
    asked: Option<RecordId>,
    got: Option<(RecordId, Option<Entry>)>,
}

impl RecordPage {
    /// The record at this place among these, which a query found.
    pub fn new(ids: Vec<RecordId>, at: usize, query: impl Into<String>, tray: Tray) -> Self {
        Self {
            ids,
            at,
            query: query.into(),
            tray,
            cursor: Cursor::default(),
            asked: None,
            got: None,
        }
    }

    fn entry(&self) -> Option<&Entry> {
        let id = self.ids.get(self.at)?;
        let (got, entry) = self.got.as_ref()?;
        entry.as_ref().filter(|_| got == id)
    }

    /// Its fields: those that say something first, then those that are empty or always the same.
    fn fields(&self) -> Vec<(&str, &str)> {
        let Some(entry) = self.entry() else {
            return Vec::new();
        };
        let mut all = shown::telling(entry);
        for (name, value) in &entry.fields {
            if all.iter().all(|(shown, _)| shown != name) {
                all.push((name, value));
            }
        }
        all
    }

    fn chosen(&self) -> Option<(&str, &str)> {
        let fields = self.fields();
        let place = self.cursor.at(fields.len())?;
        fields.get(place).copied()
    }

    fn filter(&self, not: bool) -> Reply<Blue> {
        let Some((name, value)) = self.chosen() else {
            return Reply::Stay;
        };
        let query = with_field(&self.query, name, value, not);
        Reply::Open(Box::new(Hunt::over(&query, self.tray.clone())))
    }

    /// Searches for the chosen value in any field of any log: an address, an account, a hash.
    fn anywhere(&self) -> Reply<Blue> {
        let chosen = self
            .chosen()
            .filter(|(_, value)| !matches!(*value, "" | "-"));
        let Some((_, value)) = chosen else {
            return Reply::Stay;
        };
        let query = format!("\"{}\"", value.replace('"', "\"\""));
        Reply::Open(Box::new(Hunt::over(&query, self.tray.clone())))
    }

    fn turn(&mut self, to: usize) {
        self.at = to.min(self.ids.len().saturating_sub(1));
    }
}

impl Screen<Blue> for RecordPage {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("record-title")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn wants(&mut self, _: &See<'_, Blue>) -> Option<BlueLook> {
        let id = *self.ids.get(self.at)?;
        if self.asked == Some(id) {
            return None;
        }
        self.asked = Some(id);
        Some(BlueLook::Record(id))
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        if let Input::Press(press) = input
            && let Some(does) = KEYS.of(press)
        {
            match does {
                Does::Leave => return Reply::Close,
                Does::Next => self.turn(self.at + 1),
                Does::Previous => self.turn(self.at.saturating_sub(1)),
                Does::Keep => return self.filter(false),
                Does::Drop => return self.filter(true),
                Does::Anywhere => return self.anywhere(),
                Does::Kin => {
                    if let Some(id) = self.ids.get(self.at) {
                        return Reply::Open(Box::new(KinPage::new(*id, self.tray.clone())));
                    }
                }
                Does::Pin => {
                    if let (Some(id), Some(entry)) = (self.ids.get(self.at), self.entry()) {
                        self.tray.turn(see.view, pin_of(*id, entry));
                    }
                }
            }
            return Reply::Stay;
        }
        let rows = self.fields().len();
        if matches!(input, Input::Press(_)) {
            self.cursor.update(input, rows, 0);
        }
        Reply::Stay
    }

    fn found(&mut self, found: &BlueFound, _: &See<'_, Blue>) {
        if let BlueFound::Record(id, entry) = found
            && self.asked == Some(*id)
        {
            self.got = Some((*id, entry.clone()));
        }
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let size = (area.width.saturating_sub(4).min(120), area.height);
        let Some(id) = self.ids.get(self.at) else {
            let inside = over(frame, area, size, &see.say("record-title"), see.theme);
            frame.render_widget(line(see.theme, Ink::Dim, see.say("record-none")), inside);
            return;
        };
        let of = format!("{}/{}", self.at + 1, self.ids.len());
        let title = format!("{} #{} · {of}", see.say("record-title"), id.sign());
        let inside = over(frame, area, size, &title, see.theme);
        let Some(entry) = self.entry() else {
            let key = if self.got.as_ref().is_some_and(|(got, _)| got == id) {
                "record-none"
            } else {
                "record-waits"
            };
            frame.render_widget(line(see.theme, Ink::Dim, see.say(key)), inside);
            return;
        };
        let pinned = if self.tray.holds(see.view, *id) {
            format!(" · {}", see.say("record-pinned"))
        } else {
            String::new()
        };
        let head = format!(
            "{} {} · {} · {}{pinned}",
            see.calendar(entry.at),
            entry.at,
            shown::class(see, entry.class),
            shown::host(see, entry.host),
        );
        let head = clip(&head, inside.width.into());
        let one = Rect {
            height: 1.min(inside.height),
            ..inside
        };
        frame.render_widget(line(see.theme, Ink::Text, head), one);
        self.draw_fields(see, frame, inside);
    }
}

impl RecordPage {
    fn draw_fields(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, inside: Rect) {
        let below = VALUE_ROWS.min(inside.height.saturating_sub(4));
        let list = Rect {
            y: inside.y + 1.min(inside.height),
            height: inside.height.saturating_sub(1 + below),
            ..inside
        };
        let columns = [
            Column::new(see.say("watch-col-field"), 22, 0),
            Column::new(see.say("watch-col-value"), 20, 0).growing(),
        ];
        let fields = self.fields();
        let chosen = self.cursor.at(fields.len());
        table(
            frame,
            list,
            &columns,
            (fields.len(), chosen),
            see.theme,
            &mut |place| {
                let (name, value) = fields.get(place).copied().unwrap_or_default();
                let ink = if matches!(value, "" | "-") {
                    Ink::Dim
                } else {
                    Ink::Text
                };
                Row::default()
                    .cell(Ink::Key, name)
                    .cell(ink, harmless(value))
            },
        );
        let Some((_, value)) = self.chosen() else {
            return;
        };
        let whole = wrap(&harmless(value), inside.width.into());
        for (row, text) in (0..below).zip(whole) {
            let place = Rect {
                y: list.bottom() + row,
                height: 1,
                ..inside
            };
            frame.render_widget(line(see.theme, Ink::Live, text), place);
        }
    }
}

/// A record to be pinned.
pub fn pin_of(id: RecordId, entry: &Entry) -> Pin {
    Pin::new(id, entry.at, entry.host, shown::in_a_line(entry, 120))
}

/// The mark of a record in a list.
pub fn pin_mark(tray: &Tray, see: &See<'_, Blue>, id: RecordId) -> Option<Mark> {
    tray.holds(see.view, id).then_some(Mark::Good)
}
