//! What an attack team works with: what it holds, what it knows, what it can try, what it reports.

pub mod chooser;
pub mod exchange;
pub mod findings;
pub mod known;
pub mod operations;
pub mod orders;
pub mod techniques;
pub mod tell;

use std::sync::Arc;

use engine::action::forecast::Forecast;
use engine::drill::Drill;
use engine::view::Red;
use engine::view::red::RedView;
use engine::words::name::TeamId;
use engine::words::order::Act;
use engine::words::refusal::Refusal;

use crate::screen::{Board, Screen, Seated, Stacks};
use crate::screens::shared::brief::Briefing;
use crate::screens::shared::scoreboard::{ReadsBoard, Scoreboard, board_turn};

/// What an attack team may look up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RedLook {
    /// What would come of techniques.
    Forecasts(Vec<Act>),
    /// The scoreboard of the hall.
    Board,
}

/// What an attack team found.
pub enum RedFound {
    /// What would come of these, or why they would be refused.
    Forecasts(Vec<(Act, Result<Forecast, Refusal>)>),
    /// The scoreboard, as anybody may read it.
    Board(Board),
}

impl Seated for Red {
    type Look = RedLook;
    type Found = RedFound;

    fn view(drill: &Drill, team: TeamId) -> Option<Arc<RedView>> {
        drill.red(team).cloned()
    }

    fn look(stacks: &Stacks<'_>, team: TeamId, look: &RedLook) -> RedFound {
        let RedLook::Forecasts(acts) = look else {
            return RedFound::Board(stacks.board.public());
        };
        let each = |act: &Act| (act.clone(), stacks.drill.forecast(team, act));
        RedFound::Forecasts(acts.iter().map(each).collect())
    }

    fn tabs() -> Vec<Box<dyn Screen<Self>>> {
        vec![
            Box::new(operations::Operations::default()),
            Box::new(known::KnownCity::default()),
            Box::new(techniques::Techniques::default()),
            Box::new(orders::Orders::default()),
            Box::new(findings::Findings::default()),
            Box::new(exchange::Exchange::default()),
            Box::new(Briefing::default()),
        ]
    }

    fn told(view: &RedView) -> usize {
        view.log.len()
    }

    fn hotwash(view: &RedView) -> bool {
        view.course.open
    }

    fn hall_tabs() -> Vec<Box<dyn Screen<Self>>> {
        vec![Box::new(Scoreboard::default())]
    }

    fn refused(view: &RedView, _: TeamId) -> (usize, Option<&Refusal>) {
        (view.refused.len(), view.refused.last().map(|one| &one.why))
    }
}

impl ReadsBoard for Red {
    fn ask_board() -> RedLook {
        RedLook::Board
    }

    fn board(found: &RedFound) -> Option<&Board> {
        match found {
            RedFound::Board(board) => Some(board),
            RedFound::Forecasts(_) => None,
        }
    }

    fn turn(view: &RedView) -> usize {
        board_turn(&view.course, view.now)
    }
}
