//! What the organisers and the jury both work with: everything, looked up from the facts.
//!
//! A point opens the facts it rests on, a fact opens the records it names: nobody has to take a
//! score's word for it.

pub mod cities;
pub mod facts;
pub mod graph;
pub mod ledger;
pub mod list;
pub mod log;
pub mod moments;
pub mod record;
pub mod search;
pub mod sheet;
#[cfg(test)]
mod tests;
pub mod words;

use std::sync::Arc;

use engine::detect::query::QueryFault;
use engine::detect::search::Mark;
use engine::drill::{WholeHits, WholeRecord};
use engine::plan::Plan;
use engine::score::card::Scorecard;
use engine::view::brief::Brief;
use engine::view::truth::{Subject, TruthView};
use engine::view::{Jury, Role, White};
use engine::words::fact::{Fact, FactKind};
use engine::words::name::{FactId, RecordId, TeamId};
use engine::words::refusal::Refusal;
use engine::words::text::Lang;
use engine::words::time::Tick;

use crate::phrase::{Phrases, card};
use crate::screen::{Board, Seated, See, Stacks};

/// A role from which nothing is hidden.
pub trait Whole: Seated<Look = TruthLook, Found = TruthFound> + Role<View = TruthView> {
    /// The plan.
    fn plan(brief: &Brief<Self>) -> &Arc<Plan>;
}

impl Whole for White {
    fn plan(brief: &Brief<Self>) -> &Arc<Plan> {
        brief.plan()
    }
}

impl Whole for Jury {
    fn plan(brief: &Brief<Self>) -> &Arc<Plan> {
        brief.plan()
    }
}

impl<R: Whole> See<'_, R> {
    /// The plan.
    pub fn plan(&self) -> &Plan {
        R::plan(self.brief)
    }
}

/// The most facts shown on each side of a moment.
const AROUND: usize = 20;
/// The most facts shown about subjects.
const ABOUT: usize = 2_000;

/// What they may look up: everything.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TruthLook {
    /// A page of all records that fit a query, also those no sensor collected; with daily life or
    /// without, from before a mark on.
    Search(String, bool, Option<Mark>),
    /// One record, with whose doing it is.
    Record(RecordId),
    /// Facts from this number on, at most so many.
    Facts(usize, usize),
    /// These facts.
    These(Vec<FactId>),
    /// The facts before and after a moment.
    Around(Tick),
    /// The facts about these subjects, the first of them all.
    About(Vec<Subject>),
    /// The provisional scorecard: of one defence team, or of all in the city together.
    Card(Option<TeamId>),
    /// The teams of all cities.
    Board,
}

/// What they found.
pub enum TruthFound {
    /// A page of the records that fit this query, newest first; or what is wrong with it.
    Search(
        String,
        bool,
        Option<Mark>,
        Result<WholeHits, Vec<QueryFault>>,
    ),
    /// One record.
    Record(RecordId, Option<WholeRecord>),
    /// Facts from this number on.
    Facts(usize, Vec<Fact>),
    /// Those of these facts that there are.
    These(Vec<Fact>),
    /// The facts before and after this moment.
    Around(Tick, Vec<Fact>),
    /// The facts about these subjects.
    About(Vec<Subject>, Vec<Fact>),
    /// The provisional scorecard, and whose; nothing until the drill without a response has been
    /// played.
    Card(Option<TeamId>, Option<Arc<Scorecard>>),
    /// The teams of all cities.
    Board(Board),
}

/// Looks something up.
pub fn look(stacks: &Stacks<'_>, look: &TruthLook) -> TruthFound {
    let drill = stacks.drill;
    match look {
        TruthLook::Search(query, daily, before) => {
            let page = drill.hunt_whole((query, *daily), *before, search::PAGE);
            TruthFound::Search(query.clone(), *daily, *before, page)
        }
        TruthLook::Record(id) => TruthFound::Record(*id, drill.whole_record(*id)),
        TruthLook::Facts(from, most) => {
            let all = drill.facts();
            let some = all.iter().skip(*from).take(*most).cloned().collect();
            TruthFound::Facts(*from, some)
        }
        TruthLook::These(ids) => {
            let all = drill.facts();
            let found = ids.iter().filter_map(|id| all.get(id.at()).cloned());
            TruthFound::These(found.collect())
        }
        TruthLook::Around(at) => {
            let all = drill.facts();
            let place = all.partition_point(|fact| fact.at <= *at);
            // How the clock was set is no part of what happened.
            let told = |fact: &&Fact| !matches!(fact.kind, FactKind::ClockSet { .. });
            let before = all[..place].iter().rev().filter(told).take(AROUND);
            let mut some: Vec<Fact> = before.cloned().collect();
            some.reverse();
            some.extend(all[place..].iter().filter(told).take(AROUND).cloned());
            TruthFound::Around(*at, some)
        }
        TruthLook::About(subjects) => {
            let is_of = |fact: &&Fact| subjects.iter().any(|one| one.is_of(&fact.kind));
            let found = drill.facts().iter().filter(is_of).take(ABOUT).cloned();
            TruthFound::About(subjects.clone(), found.collect())
        }
        TruthLook::Card(team) => TruthFound::Card(*team, stacks.card(*team).map(Arc::new)),
        TruthLook::Board => TruthFound::Board(stacks.board.clone()),
    }
}

/// The scorecard of the drill so far as text: of one defence team, or of all of them.
pub fn card_text(stacks: &Stacks<'_>, team: Option<TeamId>, lang: Lang) -> Option<String> {
    let scored = stacks.card(team)?;
    let drill = stacks.drill;
    let phrases = Phrases::new(lang);
    if !drill.is_open() {
        return Some(card::so_far(&phrases, &scored, drill.plan()));
    }
    let about = card::About {
        plan: drill.plan(),
        seed: drill.seed(),
        blue: stacks.blue,
    };
    Some(card::scorecard(&phrases, &scored, &about, drill.facts()))
}

/// How many of a team's orders were refused, and why the last one was.
pub fn refused(view: &TruthView, team: TeamId) -> (usize, Option<&Refusal>) {
    let own = view.refused.iter().filter(|(_, whose, _)| *whose == team);
    let last = own.clone().next_back();
    (own.count(), last.map(|(.., why)| why))
}
