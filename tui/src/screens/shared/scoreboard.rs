//! The scoreboard of a hall, for those who may not know more: who plays, in the order of the
//! roster, and the scores once every city's are released. Before that it says nothing from which a
//! team could read whether it, or another, was right.

use engine::view::seen::Course;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::panel;
use crate::paint::table::{Column, Row as Line, table};
use crate::paint::text::line;
use crate::paint::theme::{Ink, Mark};
use crate::phrase::words::cell as cell_word;
use crate::phrase::{harmless, number};
use crate::screen::{Board, Reply, Row, Screen, Seated, See};
use crate::screens::shared::cursor::{Cursor, with_list};

#[derive(Clone, Copy)]
enum Does {
    Renew,
}

const KEYS: Keys<Does> = Keys(&[(Does::Renew, "r", "hall-key-renew")]);

/// A role that may read the scoreboard.
pub trait ReadsBoard: Seated {
    /// How it is looked up.
    fn ask_board() -> Self::Look;

    /// The board that came back, if it was one.
    fn board(found: &Self::Found) -> Option<&Board>;

    /// What may have changed it: it is looked up again.
    fn turn(view: &Self::View) -> usize;
}

/// When a team's scoreboard is looked up: at ENDEX, at the release, and now and then until the last
/// city is released.
pub fn board_turn(course: &Course, now: Tick) -> usize {
    let ended = usize::from(course.ended.is_some());
    now.0 as usize / STALE * 4 + ended + 2 * usize::from(course.released.is_some())
}

/// After so many drill seconds it is looked up again.
const STALE: usize = 60;

/// The scoreboard.
#[derive(Default)]
pub struct Scoreboard {
    board: Board,
    asked: Option<usize>,
    cursor: Cursor,
}

impl<R: ReadsBoard> Screen<R> for Scoreboard {
    fn title(&self, see: &See<'_, R>) -> String {
        see.say("tab-scoreboard")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn wants(&mut self, see: &See<'_, R>) -> Option<R::Look> {
        let turn = R::turn(see.view);
        (self.asked != Some(turn)).then(|| {
            self.asked = Some(turn);
            R::ask_board()
        })
    }

    fn found(&mut self, found: &R::Found, _: &See<'_, R>) {
        if let Some(board) = R::board(found) {
            // Whoever answered may have given too much: here it ends.
            self.board = board.public();
        }
    }

    fn update(&mut self, input: &Input, _: &See<'_, R>) -> Reply<R> {
        if let Input::Press(press) = input
            && let Some(Does::Renew) = KEYS.of(press)
        {
            return Reply::Look(R::ask_board());
        }
        let rows = self.board.cities.iter().map(|(_, rows)| rows.len()).sum();
        self.cursor.update(input, rows, 1);
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        let open = self.board.is_released();
        let inside = panel(frame, area, &see.say("scoreboard-title"), see.theme);
        let key = if open {
            "scoreboard-open"
        } else {
            "scoreboard-closed"
        };
        let head = Rect {
            height: inside.height.min(1),
            ..inside
        };
        frame.render_widget(line(see.theme, Ink::Dim, see.say(key)), head);
        let below = Rect {
            y: inside.y + inside.height.min(2),
            height: inside.height.saturating_sub(2),
            ..inside
        };
        let columns = [
            Column::new(see.say("hall-col-team"), 16, 0).growing(),
            Column::new(see.say("hall-col-cell"), 16, 2),
            Column::new(see.say("hall-col-score"), 8, 0).right(),
            Column::new(see.say("hall-col-band"), 8, 0),
        ];
        let all = standing(&self.board, open);
        let at = self.cursor.at(all.len());
        let mut row = |place: usize| {
            let row = all[place];
            let points = |milli| number::milli(milli, 1, see.phrases.lang());
            let score = row.score.map_or_else(|| "-".to_owned(), points);
            let mark = if row.released {
                Mark::Done
            } else {
                Mark::Waiting
            };
            Line::marked(mark)
                .text(harmless(&row.team))
                .cell(Ink::Dim, cell_word(see.phrases, row.cell))
                .text(score)
                .text(row.score.map_or("-", band))
        };
        let count = (all.len(), at);
        table(frame, below, &columns, count, see.theme, &mut row);
    }
}

/// The teams as they are listed: in the order of the roster, by score once that may be known.
fn standing(board: &Board, open: bool) -> Vec<&Row> {
    let mut all: Vec<&Row> = board
        .cities
        .iter()
        .flat_map(|(_, rows)| rows.iter())
        .collect();
    if open {
        // What has no score stands behind; teams alike keep the order of the roster.
        all.sort_by_key(|row| std::cmp::Reverse(row.score));
    }
    all
}

/// The band of a score out of 100: it says more than a place, because seeds alone move a score by
/// several points.
pub const fn band(milli: i64) -> &'static str {
    match milli {
        85_000.. => "A",
        65_000.. => "B",
        40_000.. => "C",
        15_000.. => "D",
        _ => "E",
    }
}
