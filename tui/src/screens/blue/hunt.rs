//! The hunt: a query over the collected records, what it found over time, and what stands most in
//! the fields of what it found. `values` counts those.
//!
//! A person's search is two things: an order, because the defence's having looked is a fact that
//! scores count, and a look-up, because records are in no view. Enter sends the first and asks for
//! the second. What was found stays until the next search: nothing moves under the reader's eye.
//! The query language is written down at `engine::detect::search`; F10 shows it to people.

mod values;

use engine::detect::search::HIT_LIMIT;
use engine::drill::Entry;
use engine::view::Blue;
use engine::words::name::RecordId;
use engine::words::order::BlueAsk;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Clear;

use crate::input::{Code, Input, KeyShown, Keys, Press};
use crate::paint::edit::Edit;
use crate::paint::gauge::curve;
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{clip, line};
use crate::paint::theme::Ink;
use crate::phrase::{Value, harmless};
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::cases::attach;
use crate::screens::blue::claim::{Builder, Draft};
use crate::screens::blue::claims::Claims;
use crate::screens::blue::record::{RecordPage, pin_mark, pin_of};
use crate::screens::blue::shown;
use crate::screens::blue::tray::{Pin, Tray};
use crate::screens::blue::{BlueFound, BlueLook};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::page::Page;

pub use values::with_field;

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
    ((), "up", "watch-key-earlier-search"),
    ((), "f10", "watch-key-query-help"),
    ((), "esc", "key-leave"),
]);

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
    wanted: bool,
    found: Option<(String, Vec<(RecordId, Entry)>)>,
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
            wanted: false,
            found: None,
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
        self.found.as_ref().map_or(&[], |(_, hits)| hits)
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
        self.wanted = true;
        self.asked = Some(query.clone());
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
            Some(Code::F(10)) => return help(see),
            Some(Code::Up) => self.recall(see, self.earlier + 1),
            Some(Code::Down) => self.recall(see, self.earlier.saturating_sub(1)),
            _ => self.query.input(input),
        }
        Reply::Stay
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
        let wanted = std::mem::take(&mut self.wanted);
        self.asked.clone().filter(|_| wanted).map(BlueLook::Search)
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
        if let BlueFound::Search(query, hits) = found
            && self.asked.as_ref() == Some(query)
        {
            self.found = Some((query.clone(), hits.clone()));
            self.cursor = Cursor::default();
            self.value = Cursor::default();
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
        if self.found.is_none() {
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
        draw_pins(see, frame, pins, &self.tray.open(see.view));
    }
}

impl Hunt {
    fn draw_count(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let count = self.hits().len();
        let text = match (&self.found, &self.asked) {
            (None, None) => see.say("hunt-begin"),
            (None, Some(_)) => see.say("hunt-waits"),
            (Some(_), _) if count >= HIT_LIMIT => {
                see.say_with("hunt-many", &[("count", Value::from(count))])
            }
            (Some((query, _)), _) => {
                let query = clip(&harmless(query), 60);
                let args = [("count", Value::from(count)), ("query", Value::from(query))];
                see.say_with("hunt-count", &args)
            }
        };
        let text = clip(&text, area.width.into());
        frame.render_widget(line(see.theme, Ink::Dim, text), area);
    }

    /// How many there were when, from the first to the last.
    fn draw_curve(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let times: Vec<u32> = self.hits().iter().map(|(_, entry)| entry.at.0).collect();
        let (Some(first), Some(last)) = (times.iter().min(), times.iter().max()) else {
            return;
        };
        let columns = u32::from(area.width.max(1));
        let part = (last - first) / columns + 1;
        let mut counts = vec![0_u32; usize::from(area.width.max(1))];
        for at in &times {
            counts[((at - first) / part) as usize] += 1;
        }
        let row = |y: u16| Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        if !see.theme.is_plain() {
            frame.render_widget(line(see.theme, Ink::Live, curve(&counts)), row(0));
        }
        let most = counts.iter().max().copied().unwrap_or(0);
        let args = [
            ("from", Value::from(see.calendar(Tick(*first)))),
            ("to", Value::from(see.calendar(Tick(*last)))),
            (
                "column",
                Value::from(crate::phrase::moment::clock(engine::words::time::Span(
                    part,
                ))),
            ),
            ("most", Value::from(most)),
        ];
        let text = clip(&see.say_with("hunt-curve", &args), area.width.into());
        frame.render_widget(line(see.theme, Ink::Dim, text), row(1));
    }

    fn draw_hits(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let columns = [
            Column::new(see.say("watch-col-time"), 11, 1),
            Column::new(see.say("watch-col-class"), 16, 2),
            Column::new(see.say("watch-col-host"), 12, 0),
            Column::new(see.say("watch-col-says"), 20, 0).growing(),
        ];
        let hits = self.hits();
        let chosen = self.cursor.at(hits.len());
        table(
            frame,
            area,
            &columns,
            (hits.len(), chosen),
            see.theme,
            &mut |place| {
                let Some((id, entry)) = hits.get(place) else {
                    return Row::default();
                };
                let row = Row {
                    mark: pin_mark(&self.tray, see, *id),
                    cells: Vec::new(),
                };
                row.cell(Ink::Dim, see.calendar(entry.at))
                    .text(shown::class(see, entry.class))
                    .text(shown::host(see, entry.host))
                    .text(shown::in_a_line(entry, area.width.into()))
            },
        );
    }

    fn draw_recent(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let inside = panel(frame, area, &see.say("hunt-recent"), see.theme);
        let recent = recent(see);
        let mut shown: Vec<_> = recent
            .iter()
            .enumerate()
            .map(|(place, query)| {
                let chosen = self.typing && self.earlier == place + 1;
                let ink = if chosen { Ink::Chosen } else { Ink::Text };
                line(see.theme, ink, clip(&harmless(query), inside.width.into()))
            })
            .collect();
        if shown.is_empty() {
            shown.push(line(see.theme, Ink::Dim, see.say("hunt-no-recent")));
        }
        lines(frame, inside, shown, see.theme);
    }
}

fn draw_pins(see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect, pins: &[Pin]) {
    let args = [("count", Value::from(pins.len()))];
    let mut text = see.say_with("hunt-pins", &args);
    for pin in pins.iter().rev() {
        text.push_str(&format!("  #{} {}", pin.id.0, shown::host(see, pin.host)));
    }
    let ink = if pins.is_empty() { Ink::Dim } else { Ink::Good };
    frame.render_widget(line(see.theme, ink, clip(&text, area.width.into())), area);
}
