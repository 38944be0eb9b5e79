//! What the organisers work with: the clock, the injects, the truth, the teams, their requests.

mod ask;
pub mod control;
pub mod msel;
mod notice;
pub mod people;
pub mod requests;
pub mod steps;
pub mod teams;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use engine::drill::Drill;
use engine::view::White;
use engine::view::truth::TruthView;
use engine::words::name::TeamId;
use engine::words::refusal::Refusal;

use crate::screen::{Screen, Seated, Stacks};
use crate::screens::shared::brief::Briefing;
use crate::screens::truth::cities::Cities;
use crate::screens::truth::ledger::Ledger;
use crate::screens::truth::{self, TruthFound, TruthLook};

impl Seated for White {
    type Look = TruthLook;
    type Found = TruthFound;

    fn view(drill: &Drill, _: TeamId) -> Option<Arc<TruthView>> {
        Some(drill.truth().clone())
    }

    fn look(stacks: &Stacks<'_>, _: TeamId, look: &TruthLook) -> TruthFound {
        truth::look(stacks, look)
    }

    fn tabs() -> Vec<Box<dyn Screen<Self>>> {
        vec![
            Box::new(control::Control::default()),
            Box::new(msel::Injects::default()),
            Box::new(steps::Steps::default()),
            Box::new(teams::Teams::default()),
            Box::new(requests::Requests::default()),
            Box::new(Ledger::default()),
            Box::new(Briefing::default()),
        ]
    }

    fn told(view: &TruthView) -> usize {
        // The truth keeps no log: every moment counts.
        view.now.0 as usize
    }

    fn hotwash(view: &TruthView) -> bool {
        view.open
    }

    fn hall_tabs() -> Vec<Box<dyn Screen<Self>>> {
        vec![
            Box::new(Cities::default()),
            Box::new(people::People::default()),
        ]
    }

    fn refused(view: &TruthView, team: TeamId) -> (usize, Option<&Refusal>) {
        truth::refused(view, team)
    }
}
