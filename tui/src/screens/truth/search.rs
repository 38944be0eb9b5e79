//! All records that fit a query, also those that no sensor collected: how organisers and jury see
//! for themselves whether what a team says is so.

use engine::drill::WholeRecord;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Clear;

use crate::input::{Code, Input, KeyShown, Keys};
use crate::paint::panel::panel;
use crate::paint::table::{Column, Row, table};
use crate::paint::text::line;
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless};
use crate::screen::{Reply, Screen, See};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::truth::{TruthFound, TruthLook, Whole, record, words};

#[derive(Clone, Copy)]
enum Does {
    Open,
    Type,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "truth-key-records"),
    (Does::Type, "/", "truth-key-search"),
    (Does::Leave, "esc q", "key-leave"),
]);

/// The longest query.
const LONGEST: usize = 400;

/// A search.
pub struct Search {
    query: String,
    typing: bool,
    asked: Option<String>,
    hits: Vec<WholeRecord>,
    cursor: Cursor,
}

impl Search {
    /// A search for something, to be typed on.
    pub fn open<R: Whole>() -> Reply<R> {
        Reply::Open(Box::new(Self {
            query: String::new(),
            typing: true,
            asked: None,
            hits: Vec::new(),
            cursor: Cursor::default(),
        }))
    }

    /// Takes an input while the query is typed.
    fn typed<R: Whole>(&mut self, input: &Input) -> Reply<R> {
        match input {
            Input::Paste(text) => self.query.push_str(&harmless(&text.replace('\n', " "))),
            Input::Press(press) => match (press.code, press.typed()) {
                (Code::Enter, _) => {
                    self.typing = false;
                    self.asked = Some(self.query.clone());
                    return Reply::Look(TruthLook::Search(self.query.clone()));
                }
                (Code::Esc, _) if self.asked.is_none() => return Reply::Close,
                (Code::Esc, _) => self.typing = false,
                (Code::Backspace, _) => drop(self.query.pop()),
                (_, Some(c)) => self.query.push(c),
                _ => {}
            },
            Input::Mouse(..) => {}
        }
        let cut = self.query.char_indices().nth(LONGEST).map(|(at, _)| at);
        self.query.truncate(cut.unwrap_or(self.query.len()));
        Reply::Stay
    }

    fn head<R: Whole>(&self, see: &See<'_, R>) -> String {
        if self.asked.is_none() {
            return see.say("truth-search-about");
        }
        let args = [("count", Value::from(self.hits.len()))];
        see.say_with("truth-search-hits", &args)
    }
}

fn row<R: Whole>(see: &See<'_, R>, hit: &WholeRecord) -> Row {
    let class = see.plan().sensing.classes.get(hit.class.at());
    let host = hit.host.map(|host| words::host_name(see, host));
    let (mark, ink) = if hit.origin.is_attack() {
        (Mark::Bad, Ink::Attack)
    } else {
        (Mark::Done, Ink::Dim)
    };
    Row::marked(mark)
        .cell(Ink::Dim, see.calendar(hit.at))
        .text(host.unwrap_or_else(|| "-".to_owned()))
        .text(class.map_or_else(String::new, |class| see.text(&class.title)))
        .cell(ink, words::origin(see, hit))
}

impl<R: Whole> Screen<R> for Search {
    fn title(&self, see: &See<'_, R>) -> String {
        see.say("truth-search")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn is_typing(&self) -> bool {
        self.typing
    }

    fn found(&mut self, found: &TruthFound, _: &See<'_, R>) {
        if let TruthFound::Search(query, hits) = found
            && self.asked.as_ref() == Some(query)
        {
            self.hits.clone_from(hits);
            self.cursor.go(0);
        }
    }

    fn update(&mut self, input: &Input, see: &See<'_, R>) -> Reply<R> {
        if self.typing {
            return self.typed(input);
        }
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match does {
            Some(Does::Open) => {
                let hit = self
                    .cursor
                    .at(self.hits.len())
                    .map(|at| self.hits[at].clone());
                return match hit {
                    Some(hit) => super::sheet::Sheet::open(
                        see.say("truth-search-one"),
                        Box::new(move |see| record::text(see, &hit)),
                    ),
                    None => Reply::Stay,
                };
            }
            Some(Does::Type) => self.typing = true,
            Some(Does::Leave) => return Reply::Close,
            None => {
                self.cursor.update(input, self.hits.len(), 2);
            }
        }
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(Clear, area);
        let inside = panel(frame, area, &see.say("truth-search"), see.theme);
        let place = |y: u16, height: u16| Rect {
            y: inside.y + y.min(inside.height),
            height: height.min(inside.height.saturating_sub(y)),
            ..inside
        };
        let end = if self.typing { "_" } else { "" };
        let query = line(see.theme, Ink::Key, format!("/ {}{end}", self.query));
        frame.render_widget(query, place(0, 1));
        frame.render_widget(line(see.theme, Ink::Dim, self.head(see)), place(1, 1));
        let columns = [
            Column::new(see.say("truth-col-at"), 11, 0),
            Column::new(see.say("truth-col-host"), 14, 0),
            Column::new(see.say("truth-col-class"), 18, 1).growing(),
            Column::new(see.say("truth-col-origin"), 30, 0),
        ];
        let rows = (self.hits.len(), self.cursor.at(self.hits.len()));
        let below = place(2, inside.height);
        table(frame, below, &columns, rows, see.theme, &mut |place| {
            row(see, &self.hits[place])
        });
    }
}
