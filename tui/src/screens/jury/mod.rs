//! What the jury works with: objectives and their evidence, the ledger, papers, protests, notes.

pub mod claims;
pub mod objectives;
pub mod papers;
#[cfg(test)]
mod tests;
pub mod timeline;

use std::sync::Arc;

use engine::drill::Drill;
use engine::view::Jury;
use engine::view::truth::TruthView;
use engine::words::name::TeamId;
use engine::words::refusal::Refusal;

use crate::screen::{Reply, Screen, Seated, See, Stacks};
use crate::screens::shared::brief::Briefing;
use crate::screens::shared::page::Page;
use crate::screens::truth::cities::Cities;
use crate::screens::truth::ledger::Ledger;
use crate::screens::truth::{self, TruthFound, TruthLook};

/// What is said where something would change a result under which somebody has signed.
fn already_signed(see: &See<'_, Jury>) -> Option<Reply<Jury>> {
    let page = || Page::new(see.say("jury-sign"), see.say("refusal-signed"));
    let signed = !see.view.signed.is_empty();
    signed.then(|| Reply::Open(Box::new(page())))
}

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
        vec![
            Box::new(objectives::Objectives::default()),
            Box::new(Ledger::default()),
            Box::new(papers::Papers::default()),
            Box::new(claims::Claims::default()),
            Box::new(timeline::Timeline::default()),
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
        vec![Box::new(Cities::default())]
    }

    fn refused(view: &TruthView, team: TeamId) -> (usize, Option<&Refusal>) {
        truth::refused(view, team)
    }
}
