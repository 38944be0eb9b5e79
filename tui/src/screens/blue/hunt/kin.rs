//! The process tree in which a record stands: who started it, and what it started.

use engine::drill::Entry;
use engine::view::Blue;
use engine::words::name::RecordId;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::over;
use crate::paint::table::{Column, Row, table};
use crate::paint::text::line;
use crate::paint::theme::Ink;
use crate::phrase::harmless;
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::record::{RecordPage, pin_mark, pin_of};
use crate::screens::blue::tray::Tray;
use crate::screens::blue::{BlueFound, BlueLook};
use crate::screens::shared::cursor::{Cursor, with_list};

#[derive(Clone, Copy)]
enum Does {
    Open,
    Pin,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "watch-key-open"),
    (Does::Pin, "p", "watch-key-pin"),
    (Does::Leave, "esc q", "key-leave"),
]);

/// A process tree.
pub struct KinPage {
    of: RecordId,
    tray: Tray,
    asked: bool,
    rows: Option<Vec<(usize, RecordId, Entry)>>,
    cursor: Cursor,
}

impl KinPage {
    /// The tree of this record.
    pub fn new(of: RecordId, tray: Tray) -> Self {
        Self {
            of,
            tray,
            asked: false,
            rows: None,
            cursor: Cursor::default(),
        }
    }

    fn rows(&self) -> &[(usize, RecordId, Entry)] {
        self.rows.as_deref().unwrap_or_default()
    }
}

impl Screen<Blue> for KinPage {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("kin-title")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn wants(&mut self, _: &See<'_, Blue>) -> Option<BlueLook> {
        let asked = std::mem::replace(&mut self.asked, true);
        (!asked).then_some(BlueLook::Kin(self.of))
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        let chosen = self.cursor.at(self.rows().len());
        match (does, chosen) {
            (Some(Does::Leave), _) => return Reply::Close,
            (Some(Does::Open), Some(at)) => {
                let ids = self.rows().iter().map(|(_, id, _)| *id).collect();
                let page = RecordPage::new(ids, at, "", self.tray.clone());
                return Reply::Open(Box::new(page));
            }
            (Some(Does::Pin), Some(at)) => {
                if let Some((_, id, entry)) = self.rows().get(at) {
                    self.tray.turn(see.view, pin_of(*id, entry));
                }
            }
            (Some(_), None) => {}
            (None, _) => {
                let rows = self.rows().len();
                self.cursor.update(input, rows, 1);
            }
        }
        Reply::Stay
    }

    fn found(&mut self, found: &BlueFound, _: &See<'_, Blue>) {
        if let BlueFound::Kin(of, rows) = found
            && *of == self.of
        {
            let own = rows.iter().position(|(_, id, _)| id == of);
            self.cursor = Cursor::default();
            self.cursor.go(own.unwrap_or(0));
            self.rows = Some(rows.clone());
        }
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let size = (area.width.saturating_sub(4).min(140), area.height);
        let inside = over(frame, area, size, &see.say("kin-title"), see.theme);
        if self.rows().is_empty() {
            let key = if self.rows.is_some() {
                "kin-none"
            } else {
                "record-waits"
            };
            frame.render_widget(line(see.theme, Ink::Dim, see.say(key)), inside);
            return;
        }
        let columns = [
            Column::new(see.say("watch-col-time"), 11, 1),
            Column::new(see.say("kin-col-process"), 24, 0).growing(),
            Column::new(see.say("kin-col-command"), 30, 2).growing(),
        ];
        let rows = self.rows();
        let chosen = self.cursor.at(rows.len());
        let count = (rows.len(), chosen);
        table(frame, inside, &columns, count, see.theme, &mut |place| {
            let Some((depth, id, entry)) = rows.get(place) else {
                return Row::default();
            };
            let field = |name: &str| entry.fields.get(name).map_or("", String::as_str);
            let image = field("Image");
            let file = image.rsplit(['\\', '/']).next().unwrap_or(image);
            let row = Row {
                mark: pin_mark(&self.tray, see, *id),
                ..Row::default()
            };
            let ink = if *id == self.of { Ink::Live } else { Ink::Text };
            row.cell(Ink::Dim, see.calendar(entry.at))
                .cell(ink, format!("{}{}", "  ".repeat(*depth), harmless(file)))
                .text(harmless(field("CommandLine")))
        });
    }
}
