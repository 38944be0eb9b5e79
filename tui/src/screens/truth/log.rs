//! The log of everything that happened, page by page: the last line is followed until the reader
//! goes back.

use engine::words::fact::Fact;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::table::Row;
use crate::paint::theme::Ink;
use crate::phrase::Value;
use crate::screen::{Reply, Screen, See};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::truth::list::{self, Listed};
use crate::screens::truth::{TruthFound, TruthLook, Whole, facts};

#[derive(Clone, Copy)]
enum Does {
    Open,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "truth-key-records"),
    (Does::Leave, "esc q", "key-leave"),
]);

/// How many facts are fetched at once, and how near the edge the next are fetched.
const PAGE: usize = 400;
const EDGE: usize = 80;

/// The log.
pub struct Log {
    cursor: Cursor,
    from: usize,
    page: Vec<Fact>,
    asked: Option<(usize, usize)>,
}

impl Default for Log {
    fn default() -> Self {
        let mut cursor = Cursor::default();
        cursor.go(usize::MAX);
        Self {
            cursor,
            from: 0,
            page: Vec::new(),
            asked: None,
        }
    }
}

impl Log {
    fn fact(&self, place: usize) -> Option<&Fact> {
        self.page.get(place.checked_sub(self.from)?)
    }
}

fn count<R: Whole>(see: &See<'_, R>) -> usize {
    see.view.facts as usize
}

impl<R: Whole> Screen<R> for Log {
    fn title(&self, see: &See<'_, R>) -> String {
        let args = [("count", Value::from(count(see)))];
        see.say_with("truth-log", &args)
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn wants(&mut self, see: &See<'_, R>) -> Option<TruthLook> {
        let all = count(see);
        let at = self.cursor.at(all)?;
        let has = self.from..self.from + self.page.len();
        let wanted = at.saturating_sub(EDGE)..(at + EDGE).min(all);
        if has.start <= wanted.start && wanted.end <= has.end {
            return None;
        }
        let from = at.saturating_sub(PAGE / 2);
        if self.asked == Some((from, all)) {
            return None;
        }
        self.asked = Some((from, all));
        Some(TruthLook::Facts(from, PAGE))
    }

    fn found(&mut self, found: &TruthFound, _: &See<'_, R>) {
        if let TruthFound::Facts(from, page) = found {
            (self.from, self.page) = (*from, page.clone());
        }
    }

    fn update(&mut self, input: &Input, see: &See<'_, R>) -> Reply<R> {
        let all = count(see);
        if let Input::Press(press) = input {
            match KEYS.of(press) {
                Some(Does::Open) => {
                    let fact = self.cursor.at(all).and_then(|at| self.fact(at));
                    return fact.map_or(Reply::Stay, |fact| facts::open(see, fact));
                }
                Some(Does::Leave) => return Reply::Close,
                None => {}
            }
        }
        list::moves(&mut self.cursor, input, all, see.theme);
        if self.cursor.at(all) == all.checked_sub(1) {
            self.cursor.go(usize::MAX);
        }
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        let all = count(see);
        let columns = facts::columns(see);
        let listed = Listed {
            title: Screen::<R>::title(self, see),
            empty: see.say("truth-log-empty"),
            columns: &columns,
            rows: (all, self.cursor.at(all)),
        };
        frame.render_widget(ratatui::widgets::Clear, area);
        let chosen = list::draw(
            see,
            frame,
            area,
            &listed,
            &mut |place| match self.fact(place) {
                Some(fact) => facts::row(see, fact),
                None => Row::default().cell(Ink::Dim, place.to_string()),
            },
        );
        let fact = self.cursor.at(all).and_then(|at| self.fact(at));
        let text = fact.map_or_else(String::new, |fact| facts::detail(see, fact));
        list::draw_chosen(see, frame, chosen, &see.say("truth-log-one"), &text);
    }
}
