//! All records that fit a query, those of daily life and those that no sensor collected among them:
//! how organisers and jury see for themselves whether what a team says is so. The language is the
//! hunt's; without daily life stands what the drill itself made happen.

use engine::detect::query::QueryFault;
use engine::detect::search::Mark;
use engine::drill::{WholeHits, WholeRecord};
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Clear;

use crate::input::{Code, Input, KeyShown, Keys};
use crate::paint::panel::panel;
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{clip, line};
use crate::paint::theme::{Ink, Mark as Sign};
use crate::phrase::{Value, harmless, query};
use crate::screen::{Reply, Screen, See};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::truth::{TruthFound, TruthLook, Whole, record, words};

#[derive(Clone, Copy)]
enum Does {
    Open,
    Type,
    Older,
    Daily,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "truth-key-records"),
    (Does::Type, "/", "truth-key-search"),
    (Does::Older, "o", "truth-key-older"),
    (Does::Daily, "d", "truth-key-daily"),
    (Does::Leave, "esc q", "key-leave"),
]);

/// The longest query.
const LONGEST: usize = 400;
/// How many records a page has.
pub const PAGE: usize = 200;

/// A search.
pub struct Search {
    query: String,
    typing: bool,
    asked: Option<String>,
    /// Whether daily life is among what is looked through.
    daily: bool,
    hits: Vec<WholeRecord>,
    next: Option<Mark>,
    back_to: Option<Tick>,
    left_out: u32,
    /// What is wrong with the query that was sent last.
    faults: Vec<QueryFault>,
    cursor: Cursor,
}

impl Search {
    /// A search for something, to be typed on.
    pub fn open<R: Whole>() -> Reply<R> {
        Reply::Open(Box::new(Self {
            query: String::new(),
            typing: true,
            asked: None,
            daily: true,
            hits: Vec::new(),
            next: None,
            back_to: None,
            left_out: 0,
            faults: Vec::new(),
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
                    return self.look(None);
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

    /// Asks for a page of what was asked last.
    fn look<R: Whole>(&self, before: Option<Mark>) -> Reply<R> {
        let query = self.asked.clone();
        query.map_or(Reply::Stay, |query| {
            Reply::Look(TruthLook::Search(query, self.daily, before))
        })
    }

    fn take(&mut self, before: Option<Mark>, page: &Result<WholeHits, Vec<QueryFault>>) {
        // What was asked for twice is taken in once.
        if before.is_some() && before != self.next {
            return;
        }
        let page = match page {
            Ok(page) => page,
            Err(faults) => {
                self.faults.clone_from(faults);
                return;
            }
        };
        self.faults.clear();
        if before.is_none() {
            self.hits.clear();
            self.cursor.go(0);
        }
        self.hits.extend(page.records.iter().cloned());
        (self.next, self.back_to) = (page.next, page.back_to);
        self.left_out = page.left_out;
    }

    fn head<R: Whole>(&self, see: &See<'_, R>) -> String {
        if !self.faults.is_empty() {
            return query::wrong(see.phrases, &self.faults);
        }
        if self.asked.is_none() {
            return see.say("truth-search-about");
        }
        let args = [("count", Value::from(self.hits.len()))];
        let mut text = see.say_with("truth-search-hits", &args);
        let daily = ["truth-search-no-daily", "truth-search-daily"][usize::from(self.daily)];
        let mut more = vec![see.say(daily)];
        if self.next.is_some() {
            more.push(see.say("truth-search-older"));
        }
        if let Some(back) = self.back_to.filter(|_| self.hits.is_empty()) {
            let args = [("back", Value::from(see.calendar(back)))];
            more.push(see.say_with("hunt-back", &args));
        }
        if self.left_out > 0 {
            let args = [("hosts", Value::from(self.left_out))];
            more.push(see.say_with("hunt-left-out", &args));
        }
        more.iter()
            .for_each(|one| text.push_str(&format!(" {one}")));
        text
    }
}

fn row<R: Whole>(see: &See<'_, R>, hit: &WholeRecord) -> Row {
    let class = see.plan().sensing.classes.get(hit.class.at());
    let host = hit.host.map(|host| words::host_name(see, host));
    let (mark, ink) = if hit.origin.is_attack() {
        (Sign::Bad, Ink::Attack)
    } else {
        (Sign::Done, Ink::Dim)
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
        if let TruthFound::Search(query, daily, before, page) = found
            && self.asked.as_ref() == Some(query)
            && self.daily == *daily
        {
            self.take(*before, page);
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
            Some(Does::Older) => {
                return self.next.map_or(Reply::Stay, |mark| self.look(Some(mark)));
            }
            Some(Does::Daily) => {
                self.daily = !self.daily;
                return self.look(None);
            }
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
        let ink = if self.faults.is_empty() {
            Ink::Dim
        } else {
            Ink::Bad
        };
        let head = clip(&self.head(see), inside.width.into());
        frame.render_widget(line(see.theme, ink, head), place(1, 1));
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
