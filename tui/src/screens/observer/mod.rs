//! What an observer watches: the city as its people feel it, and what the organisers announce. No
//! truth before hotwash.

pub mod timeline;
pub mod wall;

use std::sync::Arc;

use engine::drill::Drill;
use engine::view::Observer;
use engine::view::observer::ObserverView;
use engine::words::name::TeamId;
use engine::words::refusal::Refusal;

use crate::screen::{Board, Screen, Seated, Stacks};
use crate::screens::shared::brief::Briefing;
use crate::screens::shared::scoreboard::{ReadsBoard, Scoreboard, board_turn};

/// What an observer may look up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WatchLook {
    /// The scoreboard of the hall.
    Board,
}

impl Seated for Observer {
    type Look = WatchLook;
    type Found = Board;

    fn view(drill: &Drill, _: TeamId) -> Option<Arc<ObserverView>> {
        Some(drill.observer().clone())
    }

    fn look(stacks: &Stacks<'_>, _: TeamId, _: &WatchLook) -> Board {
        stacks.board.public()
    }

    fn tabs() -> Vec<Box<dyn Screen<Self>>> {
        vec![
            Box::new(wall::PublicWall::default()),
            Box::new(timeline::Timeline::default()),
            Box::new(Briefing::default()),
        ]
    }

    fn told(view: &ObserverView) -> usize {
        view.log.len()
    }

    fn hotwash(view: &ObserverView) -> bool {
        view.course.open
    }

    fn hall_tabs() -> Vec<Box<dyn Screen<Self>>> {
        vec![Box::new(Scoreboard::default())]
    }

    fn refused(_: &ObserverView, _: TeamId) -> (usize, Option<&Refusal>) {
        (0, None)
    }
}

impl ReadsBoard for Observer {
    fn ask_board() -> WatchLook {
        WatchLook::Board
    }

    fn board(found: &Board) -> Option<&Board> {
        Some(found)
    }

    fn turn(view: &ObserverView) -> usize {
        board_turn(&view.course, view.now)
    }
}
