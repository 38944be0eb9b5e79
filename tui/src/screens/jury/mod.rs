//! What the jury works with: objectives and their evidence, the ledger, papers, protests, notes.

use std::sync::Arc;

use engine::drill::Drill;
use engine::view::Jury;
use engine::view::truth::TruthView;
use engine::words::name::TeamId;
use engine::words::refusal::Refusal;

use crate::screen::{Screen, Seated, Stacks};
use crate::screens::shared::brief::Briefing;
use crate::screens::truth::{self, TruthFound, TruthLook};

impl Seated for Jury {
    type Look = TruthLook;
    type Found = TruthFound;

    fn view(drill: &Drill, _: TeamId) -> Option<Arc<TruthView>> {
        Some(drill.truth().clone())
    }

    fn look(stacks: &Stacks<'_>, _: TeamId, look: &TruthLook) -> TruthFound {
        truth::look(stacks, look)
    }

    fn tabs() -> Vec<Box<dyn Screen<Self>>> {
        vec![Box::new(Briefing::default())]
    }

    fn refused(view: &TruthView, team: TeamId) -> (usize, Option<&Refusal>) {
        truth::refused(view, team)
    }
}
