//! What an observer watches: the city as its people feel it, and what the organisers announce. No
//! truth before hotwash.

pub mod timeline;
pub mod wall;

use std::convert::Infallible;
use std::sync::Arc;

use engine::drill::Drill;
use engine::view::Observer;
use engine::view::observer::ObserverView;
use engine::words::name::TeamId;
use engine::words::refusal::Refusal;

use crate::screen::{Screen, Seated, Stacks};
use crate::screens::shared::brief::Briefing;

impl Seated for Observer {
    type Look = Infallible;
    type Found = Infallible;

    fn view(drill: &Drill, _: TeamId) -> Option<Arc<ObserverView>> {
        Some(drill.observer().clone())
    }

    fn look(_: &Stacks<'_>, _: TeamId, look: &Infallible) -> Infallible {
        match *look {}
    }

    fn tabs() -> Vec<Box<dyn Screen<Self>>> {
        vec![
            Box::new(wall::PublicWall::default()),
            Box::new(timeline::Timeline::default()),
            Box::new(Briefing::default()),
        ]
    }

    fn hotwash(view: &ObserverView) -> bool {
        view.course.open
    }

    fn refused(_: &ObserverView, _: TeamId) -> (usize, Option<&Refusal>) {
        (0, None)
    }
}
