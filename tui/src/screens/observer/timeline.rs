//! What observers were told, in the order it happened. Before hotwash that is what the public
//! feels; after it, everything.

use engine::view::Observer;
use engine::view::told::Told;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::line;
use crate::paint::theme::{Ink, Mark};
use crate::phrase::names::Numbered;
use crate::phrase::{Value, fact};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::page::Page;

#[derive(Clone, Copy)]
enum Does {
    Read,
    Withheld,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Read, "enter", "red-key-read"),
    (Does::Withheld, "v", "watch-key-withheld"),
]);

/// What a fact says: with the names of the plan, once they may be known.
fn sentence(see: &See<'_, Observer>, told: &Told) -> String {
    match see.brief.released(see.view) {
        Some(plan) => fact::sentence(see.phrases, &Numbered::own(plan), &told.kind),
        None => fact::sentence(see.phrases, see.brief, &told.kind),
    }
}

/// What observers were told.
#[derive(Default)]
pub struct Timeline {
    cursor: Cursor,
    /// Whether the reader has moved: until then the newest is in front.
    moved: bool,
    withheld: bool,
}

impl Timeline {
    /// What is listed, the newest first.
    fn listed<'s>(&self, see: &'s See<'_, Observer>) -> Vec<&'s Told> {
        let all = see.view.log.iter();
        let mut listed: Vec<&Told> = all.filter(|told| !self.withheld || told.late).collect();
        listed.sort_by_key(|told| std::cmp::Reverse((told.at, told.number)));
        listed
    }

    fn at(&self, rows: usize) -> Option<usize> {
        if self.moved {
            self.cursor.at(rows)
        } else {
            Cursor::default().at(rows)
        }
    }
}

impl Screen<Observer> for Timeline {
    fn title(&self, see: &See<'_, Observer>) -> String {
        see.say("watch-tab-timeline")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Observer>) -> Reply<Observer> {
        let listed = self.listed(see);
        let top = 1 + u16::from(see.view.open);
        if self.cursor.update(input, listed.len(), top) {
            self.moved = true;
            return Reply::Stay;
        }
        let Input::Press(press) = input else {
            return Reply::Stay;
        };
        match (KEYS.of(press), self.at(listed.len())) {
            (Some(Does::Withheld), _) => self.withheld = see.view.open && !self.withheld,
            (Some(Does::Read), Some(at)) => {
                let told = listed[at];
                let title = format!("{} · {}", see.calendar(told.at), told.at);
                let text = sentence(see, told);
                return Reply::Open(Box::new(Page::new(title, text)));
            }
            _ => {}
        }
        Reply::Stay
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&(self.cursor, self.moved, self.withheld))
    }

    fn draw(&self, see: &See<'_, Observer>, frame: &mut Frame<'_>, area: Rect) {
        let hotwash = u16::from(see.view.open);
        let [head, body] =
            Layout::vertical([Constraint::Length(hotwash), Constraint::Min(3)]).areas(area);
        if see.view.open {
            let text = format!("{} {}", Mark::Live.sign(), see.say("watch-open"));
            frame.render_widget(line(see.theme, Ink::Live, text), head);
        }
        let listed = self.listed(see);
        let args = [("count", Value::from(listed.len()))];
        let mut title = see.say_with("watch-told", &args);
        if self.withheld {
            title = format!("{title} · {}", see.say("watch-withheld"));
        }
        let inside = panel(frame, body, &title, see.theme);
        if listed.is_empty() {
            let none = line(see.theme, Ink::Dim, see.say("watch-nothing-told"));
            lines(frame, inside, vec![none], see.theme);
            return;
        }
        let mut columns = vec![
            Column::new(see.say("watch-col-at"), 11, 0),
            Column::new(see.say("watch-col-fact"), 30, 0).growing(),
        ];
        if see.view.open {
            columns.push(Column::new(see.say("watch-col-late"), 12, 2));
        }
        let rows = (listed.len(), self.at(listed.len()));
        table(frame, inside, &columns, rows, see.theme, &mut |place| {
            let told = listed[place];
            let sign = if told.late { Mark::Unknown } else { Mark::Live };
            let late = if told.late {
                see.say("watch-withheld")
            } else {
                String::new()
            };
            Row::marked(sign)
                .cell(Ink::Dim, see.calendar(told.at))
                .text(sentence(see, told))
                .cell(Ink::Dim, late)
        });
    }
}
