//! All cities of a hall and the teams in them, for organisers and jury: provisional scores, what
//! each team is doing, its last order, and what is in the way.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::table::{Column, Row as Line};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::words::cell as cell_word;
use crate::phrase::{Value, harmless, moment, number};
use crate::screen::{Board, Reply, Row, Screen, See};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::scoreboard::band;
use crate::screens::truth::list::{self, Listed};
use crate::screens::truth::{TruthFound, TruthLook, Whole};

#[derive(Clone, Copy)]
enum Does {
    Renew,
}

const KEYS: Keys<Does> = Keys(&[(Does::Renew, "r", "hall-key-renew")]);

/// After so many drill seconds the board is looked up again.
const STALE: u32 = 30;

/// The teams of all cities.
#[derive(Default)]
pub struct Cities {
    board: Board,
    asked: Option<(u32, bool)>,
    cursor: Cursor,
}

impl Cities {
    fn rows(&self) -> Vec<(&str, &Row)> {
        let cities = self.board.cities.iter();
        let rows = cities.flat_map(|(city, rows)| rows.iter().map(move |row| (&**city, row)));
        rows.collect()
    }
}

impl<R: Whole> Screen<R> for Cities {
    fn title(&self, see: &See<'_, R>) -> String {
        see.say("tab-hall")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn wants(&mut self, see: &See<'_, R>) -> Option<TruthLook> {
        let turn = (see.view.now.0 / STALE, see.clock.trouble.is_some());
        (self.asked != Some(turn)).then(|| {
            self.asked = Some(turn);
            TruthLook::Board
        })
    }

    fn found(&mut self, found: &TruthFound, _: &See<'_, R>) {
        if let TruthFound::Board(board) = found {
            self.board = board.clone();
        }
    }

    fn update(&mut self, input: &Input, see: &See<'_, R>) -> Reply<R> {
        if let Input::Press(press) = input
            && let Some(Does::Renew) = KEYS.of(press)
        {
            return Reply::Look(TruthLook::Board);
        }
        let rows = self.rows().len();
        list::stay(&mut self.cursor, input, rows, see)
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        let number = |key: &str, rank| Column::new(see.say(key), 7, rank).right();
        let columns = [
            Column::new(see.say("hall-col-team"), 12, 0).growing(),
            Column::new(see.say("hall-col-city"), 12, 3),
            Column::new(see.say("hall-col-cell"), 14, 5),
            number("hall-col-score", 0),
            Column::new(see.say("hall-col-band"), 5, 4),
            Column::new(see.say("white-col-last"), 9, 0).right(),
            number("white-col-runs", 1),
            number("white-col-alerts", 1),
            number("white-col-claims", 2),
            number("white-col-refused", 2),
        ];
        let all = self.rows();
        let at = self.cursor.at(all.len());
        let listed = Listed {
            title: see.say("hall-title"),
            empty: see.say("hall-empty"),
            columns: &columns,
            rows: (all.len(), at),
        };
        let place = list::draw(see, frame, area, &listed, &mut |place| row(see, all[place]));
        let text = at.map_or_else(String::new, |at| self.detail(see, all[at]));
        list::draw_chosen(see, frame, place, &see.say("white-team"), &text);
    }
}

impl Cities {
    fn detail<R: Whole>(&self, see: &See<'_, R>, (city, row): (&str, &Row)) -> String {
        let args = [
            ("team", Value::from(harmless(&row.team))),
            ("city", Value::from(harmless(city))),
            ("at", Value::from(see.calendar(row.now))),
            ("runs", Value::from(row.under_way)),
            ("alerts", Value::from(row.alerts)),
            ("claims", Value::from(row.claims)),
            ("refused", Value::from(row.refused)),
        ];
        let released = if row.released {
            "hall-released"
        } else {
            "hall-provisional"
        };
        let mut text = format!(
            "{}\n{}",
            see.say_with("hall-team", &args),
            see.say(released)
        );
        if let Some(trouble) = &self.board.trouble {
            let args = [("what", Value::from(harmless(trouble)))];
            text.push('\n');
            text.push_str(&see.say_with("desk-trouble", &args));
        }
        text
    }
}

fn row<R: Whole>(see: &See<'_, R>, (city, row): (&str, &Row)) -> Line {
    let since = |at| moment::compact(see.phrases, row.now.since(at));
    let sign = match (row.under_way, row.last_order) {
        (1.., _) => Mark::Live,
        (0, Some(_)) => Mark::Done,
        (0, None) => Mark::Waiting,
    };
    let shown = Line::marked(sign)
        .text(harmless(&row.team))
        .cell(Ink::Dim, harmless(city))
        .cell(Ink::Dim, cell_word(see.phrases, row.cell))
        .text(row.score.map_or_else(
            || "-".to_owned(),
            |milli| number::milli(milli, 1, see.phrases.lang()),
        ))
        .text(row.score.map_or("-", band))
        .text(row.last_order.map_or_else(|| "-".to_owned(), since));
    let numbers = [row.under_way, row.alerts, row.claims, row.refused];
    numbers
        .into_iter()
        .fold(shown, |line, n| line.text(n.to_string()))
}
