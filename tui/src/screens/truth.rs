//! What the organisers and the jury both work with: everything, looked up from the facts.

use std::sync::Arc;

use engine::drill::WholeRecord;
use engine::score::card::{Scorecard, score};
use engine::view::truth::TruthView;
use engine::words::fact::Fact;
use engine::words::name::{FactId, RecordId, TeamId};
use engine::words::refusal::Refusal;
use engine::words::text::Lang;

use crate::phrase::{Phrases, card};
use crate::screen::Stacks;

/// What they may look up: everything.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TruthLook {
    /// All records that fit a query, also those no sensor collected.
    Search(String),
    /// One record, with whose doing it is.
    Record(RecordId),
    /// Facts from this number on, at most so many.
    Facts(usize, usize),
    /// One fact.
    Fact(FactId),
    /// The provisional scorecard.
    Card,
}

/// What they found.
pub enum TruthFound {
    /// The records that fit this query, newest first.
    Search(String, Vec<WholeRecord>),
    /// One record.
    Record(RecordId, Option<WholeRecord>),
    /// Facts from this number on, and how many there are in all.
    Facts(usize, Vec<Fact>, usize),
    /// One fact.
    Fact(FactId, Option<Fact>),
    /// The provisional scorecard; nothing until the drill without a response has been played.
    Card(Option<Arc<Scorecard>>),
}

/// Looks something up.
pub fn look(stacks: &Stacks<'_>, look: &TruthLook) -> TruthFound {
    let drill = stacks.drill;
    match look {
        TruthLook::Search(query) => TruthFound::Search(query.clone(), drill.search_whole(query)),
        TruthLook::Record(id) => TruthFound::Record(*id, drill.whole_record(*id)),
        TruthLook::Facts(from, most) => {
            let all = drill.facts();
            let some = all.iter().skip(*from).take(*most).cloned().collect();
            TruthFound::Facts(*from, some, all.len())
        }
        TruthLook::Fact(id) => TruthFound::Fact(*id, drill.facts().get(id.at()).cloned()),
        TruthLook::Card => TruthFound::Card(card_of(stacks)),
    }
}

/// The scorecard of the drill so far.
pub fn card_of(stacks: &Stacks<'_>) -> Option<Arc<Scorecard>> {
    let drill = stacks.drill;
    let against = stacks.baseline?;
    let until = against.partition_point(|fact| fact.at <= drill.now());
    let scored = score(&drill.plan().stakes, drill.facts(), &against[..until]);
    Some(Arc::new(scored))
}

/// The same as text.
pub fn card_text(stacks: &Stacks<'_>, lang: Lang) -> Option<String> {
    let scored = card_of(stacks)?;
    let drill = stacks.drill;
    let about = card::About {
        plan: drill.plan(),
        seed: drill.seed(),
        blue: "human",
    };
    let phrases = Phrases::new(lang);
    Some(card::scorecard(&phrases, &scored, &about, drill.facts()))
}

/// How many of a team's orders were refused, and why the last one was.
pub fn refused(view: &TruthView, team: TeamId) -> (usize, Option<&Refusal>) {
    let own = view.refused.iter().filter(|(_, whose, _)| *whose == team);
    (own.clone().count(), own.last().map(|(.., why)| why))
}
