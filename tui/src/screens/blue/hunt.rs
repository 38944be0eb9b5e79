//! The hunt: a query over the collected records, what it found over time, and what stands most in
//! the fields of what it found. `values` counts those.
//!
//! A person's search is two things: an order, because the defence's having looked is a fact that
//! scores count, and a look-up, because records are in no view. Enter sends the first and asks for
//! the second. What was found stays until the next search: nothing moves under the reader's eye.
//! The query language is written down at `engine::detect::search`; F10 shows it to people.

mod draw;
mod kin;
mod values;

use engine::detect::query::QueryFault;
use engine::detect::search::{Mark, Tally};
use engine::drill::{Entry, Hits};
use engine::view::Blue;
use engine::words::name::RecordId;
use engine::words::order::BlueAsk;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Clear;

use crate::input::{Code, Input, KeyShown, Keys, Press};
use crate::paint::edit::Edit;
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::cases::attach;
use crate::screens::blue::claim::{Builder, Draft};
use crate::screens::blue::claims::Claims;
use crate::screens::blue::record::{RecordPage, pin_of};
use crate::screens::blue::shown;
use crate::screens::blue::tray::Tray;
use crate::screens::blue::{BlueFound, BlueLook};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::page::Page;

pub use draw::{draw_hours, draw_records};
pub use kin::KinPage;
pub use values::with_field;

/// How many records a page has.
pub const PAGE: usize = 200;

/// How many earlier searches are offered again.
const RECENT: usize = 12;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Type,
    Open,
    Pin,
    Values,
    Drop,
    NextField,
    PreviousField,
    Older,
    Count,
    Again,
    Claim,
    Attach,
    Unpin,
    Claims,
    Language,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Type, "/", "watch-key-query"),
    (Does::Open, "enter", "watch-key-open-or-keep"),
    (Does::Pin, "p", "watch-key-pin"),
    (Does::Values, "v", "watch-key-values"),
    (Does::NextField, "] right", "watch-key-next-value-field"),
    (
        Does::PreviousField,
        "[ left",
        "watch-key-previous-value-field",
    ),
    (Does::Drop, "x", "watch-key-drop-value"),
    (Does::Older, "o", "watch-key-older"),
    (Does::Count, "=", "watch-key-count"),
    (Does::Language, "f10", "watch-key-query-help"),
    (Does::Again, "r", "watch-key-search-again"),
    (Does::Claim, "c", "watch-key-claim"),
    (Does::Attach, "e", "watch-key-to-case"),
    (Does::Unpin, "U", "watch-key-unpin-all"),
    (Does::Claims, "C", "watch-key-claims"),
    (Does::Leave, "esc", "key-leave"),
]);

const TYPING: Keys<()> = Keys(&[
    ((), "enter", "watch-key-search"),
    ((), "tab", "watch-key-complete"),
    ((), "up", "watch-key-earlier-search"),
    ((), "f10", "watch-key-query-help"),
    ((), "esc", "key-leave"),
]);

/// What was found.
struct Shown {
    query: String,
    hits: Vec<(RecordId, Entry)>,
    /// Up to which moment back everything was looked at; nothing if all was.
    back_to: Option<Tick>,
    next: Option<Mark>,
    left_out: u32,
    tally: Option<Tally>,
}

/// The hunt.
pub struct Hunt {
    tray: Tray,
    query: Edit,
    typing: bool,
    /// Whether it lies over another screen, so that it can be left.
    over: bool,
    /// The place among the earlier searches, from 1.
    earlier: usize,
    asked: Option<String>,
    /// What is to be looked up next.
    wanted: Option<BlueLook>,
    found: Option<Shown>,
    /// What is wrong with the query that was sent last.
    faults: Vec<QueryFault>,
    /// How the last word may go on.
    offered: Vec<String>,
    cursor: Cursor,
    /// The field whose values are counted, by its name.
    field: String,
    /// Whether the reader is among the values.
    among: bool,
    value: Cursor,
}

impl Hunt {
    /// A hunt without a query.
    pub fn new(tray: Tray) -> Self {
        Self {
            tray,
            query: Edit::new(""),
            typing: false,
            over: false,
            earlier: 0,
            asked: None,
            wanted: None,
            found: None,
            faults: Vec::new(),
            offered: Vec::new(),
            cursor: Cursor::default(),
            field: values::CLASS.to_owned(),
            among: false,
            value: Cursor::default(),
        }
    }

    /// A hunt over another screen, with a query to be looked over and sent.
    pub fn over(query: &str, tray: Tray) -> Self {
        Self {
            query: Edit::new(query),
            typing: true,
            over: true,
            ..Self::new(tray)
        }
    }

    fn hits(&self) -> &[(RecordId, Entry)] {
        self.found.as_ref().map_or(&[], |found| &found.hits)
    }

    fn chosen(&self) -> Option<&(RecordId, Entry)> {
        let place = self.cursor.at(self.hits().len())?;
        self.hits().get(place)
    }

    /// Orders the search, and asks for what it finds.
    fn run(&mut self, query: String) -> Reply<Blue> {
        self.query = Edit::new(&query);
        self.typing = false;
        self.earlier = 0;
        self.wanted = Some(BlueLook::Search(query.clone(), None));
        self.asked = Some(query.clone());
        self.faults.clear();
        self.offered.clear();
        Reply::Order(BlueAsk::Search { query })
    }

    fn type_query(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let code = match input {
            Input::Press(Press { code, .. }) => Some(*code),
            _ => None,
        };
        match code {
            Some(Code::Enter) => return self.run(self.query.text()),
            Some(Code::Esc) if self.over && self.found.is_none() => return Reply::Close,
            Some(Code::Esc) => self.typing = false,
            Some(Code::Tab) => self.wanted = Some(BlueLook::Complete(self.query.text())),
            Some(Code::F(10)) => return help(see),
            Some(Code::Up) => self.recall(see, self.earlier + 1),
            Some(Code::Down) => self.recall(see, self.earlier.saturating_sub(1)),
            _ => {
                self.query.input(input);
                self.offered.clear();
            }
        }
        Reply::Stay
    }

    /// Puts in what all offers have in common, and shows them if there are several.
    fn go_on(&mut self, text: &str, offers: &[String]) {
        if let Some(more) = in_common(offers).filter(|_| text == self.query.text()) {
            let start = text.rfind([' ', '(']).map_or(0, |at| at + 1);
            self.query = Edit::new(&format!("{}{more}", &text[..start]));
        }
        self.offered = if offers.len() > 1 {
            offers.to_vec()
        } else {
            Vec::new()
        };
    }

    /// Asks for what is older than the last that is shown.
    fn older(&mut self) {
        let Some(found) = &self.found else {
            return;
        };
        let on = |mark| BlueLook::Search(found.query.clone(), Some(mark));
        self.wanted = found.next.map(on);
    }

    fn take(&mut self, query: &str, before: Option<Mark>, page: &Result<Hits, Vec<QueryFault>>) {
        if self.asked.as_deref() != Some(query) {
            return;
        }
        let page = match page {
            Ok(page) => page,
            Err(faults) => {
                self.faults.clone_from(faults);
                self.typing = true;
                return;
            }
        };
        match self.found.as_mut().filter(|_| before.is_some()) {
            // What was asked for twice is taken in once.
            Some(found) if found.next != before => {}
            Some(found) => {
                found.hits.extend(page.entries.iter().cloned());
                (found.back_to, found.next) = (page.back_to, page.next);
            }
            None => {
                self.found = Some(Shown {
                    query: query.to_owned(),
                    hits: page.entries.clone(),
                    back_to: page.back_to,
                    next: page.next,
                    left_out: page.left_out,
                    tally: None,
                });
                self.cursor = Cursor::default();
                self.value = Cursor::default();
            }
        }
    }

    fn recall(&mut self, see: &See<'_, Blue>, back: usize) {
        let recent = recent(see);
        self.earlier = back.min(recent.len());
        if let Some(query) = self.earlier.checked_sub(1).and_then(|at| recent.get(at)) {
            self.query = Edit::new(query);
        }
    }

    fn does(&mut self, does: Does, see: &See<'_, Blue>) -> Reply<Blue> {
        match does {
            Does::Type => self.typing = true,
            Does::Open if self.among => return self.narrow(see, false),
            Does::Drop => return self.narrow(see, true),
            Does::Open => {
                let at = self.cursor.at(self.hits().len()).unwrap_or(0);
                let ids: Vec<RecordId> = self.hits().iter().map(|(id, _)| *id).collect();
                if ids.is_empty() {
                    self.typing = true;
                    return Reply::Stay;
                }
                let query = self.asked.clone().unwrap_or_default();
                let page = RecordPage::new(ids, at, query, self.tray.clone());
                return Reply::Open(Box::new(page));
            }
            Does::Pin => {
                if let Some((id, entry)) = self.chosen() {
                    self.tray.turn(see.view, pin_of(*id, entry));
                }
            }
            Does::Values => self.among = !self.among,
            Does::NextField => self.turn_field(1),
            Does::PreviousField => self.turn_field(-1),
            Does::Older => self.older(),
            Does::Count => self.wanted = self.asked.clone().map(BlueLook::Tally),
            Does::Again => {
                if let Some(query) = self.asked.clone() {
                    return self.run(query);
                }
                self.typing = true;
            }
            Does::Claim => {
                let draft = Draft::default();
                return Reply::Open(Box::new(Builder::new(draft, &self.tray, see)));
            }
            Does::Attach => return attach(see, None, Vec::new(), &self.tray.open(see.view)),
            Does::Unpin => self.tray.clear(),
            Does::Claims => return Reply::Open(Box::new(Claims::default())),
            Does::Language => return help(see),
            Does::Leave if self.among => self.among = false,
            Does::Leave if self.over => return Reply::Close,
            Does::Leave => {}
        }
        Reply::Stay
    }

    fn turn_field(&mut self, by: isize) {
        let fields = values::fields(self.hits());
        let at = fields
            .iter()
            .position(|name| *name == self.field)
            .unwrap_or(0);
        let count = fields.len().max(1);
        let next = (at + count).saturating_add_signed(by) % count;
        if let Some(name) = fields.get(next) {
            self.field.clone_from(name);
            self.value = Cursor::default();
        }
    }

    /// Searches on with the chosen value, or without it.
    fn narrow(&mut self, see: &See<'_, Blue>, not: bool) -> Reply<Blue> {
        let counted = values::count(see, self.hits(), &self.field);
        let place = self.value.at(counted.len());
        let Some((value, _)) = place.and_then(|place| counted.get(place)) else {
            return Reply::Stay;
        };
        let query = self.asked.clone().unwrap_or_default();
        let query = values::with_field(&query, &self.field, value, not);
        self.run(query)
    }
}

/// What all of these begin with.
fn in_common(all: &[String]) -> Option<String> {
    let (first, rest) = all.split_first()?;
    let same = |text: &str| rest.iter().all(|one| one.starts_with(text));
    let mut ends = first.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
    let longest = ends.find(|end| same(&first[..*end]))?;
    Some(first[..longest].to_owned())
}

/// What was searched for before, the latest first, each once.
fn recent(see: &See<'_, Blue>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for search in see.view.searches.iter().rev() {
        if !search.query.is_empty() && !all.contains(&search.query) {
            all.push(search.query.clone());
        }
        if all.len() == RECENT {
            break;
        }
    }
    all
}

fn help(see: &See<'_, Blue>) -> Reply<Blue> {
    let page = Page::new(see.say("hunt-help-title"), see.say("hunt-help"));
    Reply::Open(Box::new(page))
}

/// Query, count, curve with its ends, what was found, its values, what is pinned.
fn places(area: Rect, plain: bool) -> [Rect; 5] {
    let one = Constraint::Length(1);
    let rows = [one, one, Constraint::Length(2), Constraint::Min(2), one];
    let [query, _, over_time, main, pins] = Layout::vertical(rows).areas(area);
    if area.width < 120 || plain {
        return [query, over_time, main, Rect::ZERO, pins];
    }
    let halves = [Constraint::Percentage(66), Constraint::Percentage(34)];
    let [list, side] = Layout::horizontal(halves).areas(main);
    [query, over_time, list, side, pins]
}

impl Screen<Blue> for Hunt {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("tab-hunt")
    }

    fn keys(&self) -> Vec<KeyShown> {
        if self.typing {
            TYPING.shown()
        } else {
            with_list(&KEYS)
        }
    }

    fn is_typing(&self) -> bool {
        self.typing
    }

    fn wants(&mut self, _: &See<'_, Blue>) -> Option<BlueLook> {
        self.wanted.take()
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        if self.typing {
            return self.type_query(input, see);
        }
        if let Input::Press(press) = input
            && let Some(does) = KEYS.of(press)
        {
            return self.does(does, see);
        }
        if self.among {
            let rows = values::count(see, self.hits(), &self.field).len();
            if matches!(input, Input::Press(_)) {
                self.value.update(input, rows, 0);
            }
            return Reply::Stay;
        }
        let area = match input {
            Input::Mouse(_, (width, height)) => Rect::new(0, 0, *width, *height),
            _ => Rect::ZERO,
        };
        let [_, _, list, ..] = places(area, see.theme.is_plain());
        if let Some(input) = shown::within(input, list) {
            let rows = self.hits().len();
            self.cursor.update(&input, rows, 0);
        }
        Reply::Stay
    }

    fn found(&mut self, found: &BlueFound, _: &See<'_, Blue>) {
        match found {
            BlueFound::Search(query, before, page) => self.take(query, *before, page),
            BlueFound::Tally(query, tally) => {
                if let Some(shown) = self.found.as_mut().filter(|shown| shown.query == *query) {
                    shown.tally.clone_from(tally);
                }
            }
            BlueFound::Complete(text, offers) => self.go_on(text, offers),
            _ => {}
        }
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(Clear, area);
        let [query, over_time, list, side, pins] = places(area, see.theme.is_plain());
        self.query.draw(frame, query, self.typing, see.theme);
        let count = Rect {
            y: query.bottom(),
            ..query
        };
        self.draw_count(see, frame, count);
        self.draw_curve(see, frame, over_time);
        let narrow = side.width == 0;
        if self.typing && !self.offered.is_empty() {
            self.draw_offered(see, frame, list);
        } else if self.found.is_none() {
            self.draw_recent(see, frame, list);
        } else if !(self.among && narrow) {
            self.draw_hits(see, frame, list);
        }
        let values_at = if narrow { list } else { side };
        if self.found.is_some() && (self.among || !narrow) {
            let shown = values::Shown {
                field: &self.field,
                hits: self.hits(),
                value: self.value,
                among: self.among,
            };
            values::draw(see, frame, values_at, &shown);
        }
        draw::pins(see, frame, pins, &self.tray.open(see.view));
    }
}
