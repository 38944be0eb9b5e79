//! What a defence team works with: its wall, its queue, its hunt, its cases, its responses.
//!
//! What is looked up goes by the team's own records and forecasts, never by the drill itself.

pub mod alerts;
pub mod back_test;
pub mod bodies;
mod brought;
pub mod cases;
pub mod city;
pub mod claim;
pub mod claims;
pub mod controls;
pub mod dispose;
pub mod editor;
pub mod exchange;
pub mod file;
pub mod forecast;
pub mod hunt;
pub mod intel;
pub mod known;
#[cfg(test)]
mod known_tests;
mod lead;
pub mod levels;
pub mod order;
pub mod papers;
pub mod place;
pub mod queue;
pub mod record;
pub mod respond;
pub mod rules;
pub mod shown;
#[cfg(test)]
mod tests;
pub mod tray;
pub mod wall;
pub mod weak;
#[cfg(test)]
mod weak_tests;
#[cfg(test)]
mod work_tests;
mod zones;

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::action::forecast::Forecast;
use engine::detect::back_test::BackTest;
use engine::detect::query::QueryFault;
use engine::detect::search::{Mark, Tally};
use engine::drill::{Drill, Entry, Hits};
use engine::view::Blue;
use engine::view::blue::BlueView;
use engine::words::name::{RecordId, TeamId};
use engine::words::order::Act;
use engine::words::refusal::Refusal;
use engine::words::text::Lang;

use crate::screen::{Board, Screen, Seated, Stacks};
use crate::screens::shared::brief::Briefing;
use crate::screens::shared::score::{ReadsCard, Score};
use crate::screens::shared::scoreboard::{ReadsBoard, Scoreboard, board_turn};
use crate::screens::truth::card_text;

/// What a record says, field by field.
pub type Fields = BTreeMap<String, String>;

/// What a defence team may look up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BlueLook {
    /// A page of the collected records that fit a query, from before a mark on.
    Search(String, Option<Mark>),
    /// How many fit, and when.
    Tally(String),
    /// How the last word of a query may go on.
    Complete(String),
    /// The process tree in which a record stands.
    Kin(RecordId),
    /// What a rule of this file name and text would have found.
    BackTest(String, String),
    /// One record.
    Record(RecordId),
    /// Several records at once.
    Records(Vec<RecordId>),
    /// What would come of a response.
    Forecast(Act),
    /// The scorecard in this language, once the organisers have released it.
    Card(Lang),
    /// The scoreboard of the hall.
    Board,
}

/// What a defence team found.
pub enum BlueFound {
    /// The page of records that fit this query, newest first, from before this mark on; or what is
    /// wrong with it.
    Search(String, Option<Mark>, Result<Hits, Vec<QueryFault>>),
    /// How many fit this query, if it is sound.
    Tally(String, Option<Tally>),
    /// How this text may go on.
    Complete(String, Vec<String>),
    /// The tree of this record: how deep each stands in it, parents first.
    Kin(RecordId, Vec<(usize, RecordId, Entry)>),
    /// What this rule would have found, with its newest hits; nothing if it has faults.
    BackTest(String, Option<(BackTest, Vec<(RecordId, Entry)>)>),
    /// One record; nothing if it is not the team's to read.
    Record(RecordId, Option<Entry>),
    /// Those of the records asked for that are the team's to read.
    Records(Vec<(RecordId, Fields)>),
    /// What would come of this response, or why it would be refused.
    Forecast(Act, Box<Result<Forecast, Refusal>>),
    /// The scorecard as text; nothing before its release.
    Card(Option<String>),
    /// The scoreboard, as anybody may read it.
    Board(Board),
}

impl Seated for Blue {
    type Look = BlueLook;
    type Found = BlueFound;

    fn view(drill: &Drill, team: TeamId) -> Option<Arc<BlueView>> {
        drill.blue(team).cloned()
    }

    fn look(stacks: &Stacks<'_>, team: TeamId, look: &BlueLook) -> BlueFound {
        let drill = stacks.drill;
        match look {
            BlueLook::Search(query, before) => {
                let page = drill.hunt(team, query, *before, hunt::PAGE);
                BlueFound::Search(query.clone(), *before, page)
            }
            BlueLook::Tally(query) => {
                BlueFound::Tally(query.clone(), drill.tally(team, query).ok())
            }
            BlueLook::Complete(text) => BlueFound::Complete(text.clone(), drill.complete(text)),
            BlueLook::Kin(id) => BlueFound::Kin(*id, drill.kin(team, *id)),
            BlueLook::BackTest(stem, text) => {
                let tried = drill.back_test(team, (stem, text), back_test::WITHIN).ok();
                let tried = tried.map(|tried| {
                    let newest = tried.newest.iter();
                    let read = |(_, id): &Mark| Some((*id, drill.entry(team, *id)?));
                    let newest = newest.filter_map(read).collect();
                    (tried, newest)
                });
                BlueFound::BackTest(stem.clone(), tried)
            }
            BlueLook::Record(id) => BlueFound::Record(*id, drill.entry(team, *id)),
            BlueLook::Records(ids) => {
                let read = |id: &RecordId| Some((*id, drill.record(team, *id)?));
                BlueFound::Records(ids.iter().filter_map(read).collect())
            }
            BlueLook::Forecast(act) => {
                BlueFound::Forecast(act.clone(), Box::new(drill.forecast(team, act)))
            }
            BlueLook::Board => BlueFound::Board(stacks.board.public()),
            BlueLook::Card(lang) => {
                let view = drill.blue(team);
                let open = view.is_some_and(|view| view.course.released.is_some());
                BlueFound::Card(open.then(|| card_text(stacks, Some(team), *lang)).flatten())
            }
        }
    }

    fn tabs() -> Vec<Box<dyn Screen<Self>>> {
        // The evidence of this one desk.
        let tray = tray::Tray::default();
        vec![
            Box::new(wall::Wall::default()),
            Box::new(alerts::Alerts::new(tray.clone())),
            Box::new(hunt::Hunt::new(tray.clone())),
            Box::new(cases::Cases::new(tray.clone())),
            Box::new(respond::Respond::default()),
            Box::new(city::City::default()),
            Box::new(papers::Papers::default()),
            Box::new(rules::Rules::new(tray.clone())),
            Box::new(intel::Intel::new(tray)),
            Box::new(exchange::Exchange::default()),
            Box::new(Score::default()),
            Box::new(Briefing::default()),
        ]
    }

    fn told(view: &BlueView) -> usize {
        view.log.len()
    }

    fn hotwash(view: &BlueView) -> bool {
        view.course.open
    }

    fn hall_tabs() -> Vec<Box<dyn Screen<Self>>> {
        vec![Box::new(Scoreboard::default())]
    }

    fn refused(view: &BlueView, _: TeamId) -> (usize, Option<&Refusal>) {
        (view.refused.len(), view.refused.last().map(|one| &one.why))
    }
}

impl ReadsBoard for Blue {
    fn ask_board() -> BlueLook {
        BlueLook::Board
    }

    fn board(found: &BlueFound) -> Option<&Board> {
        match found {
            BlueFound::Board(board) => Some(board),
            _ => None,
        }
    }

    fn turn(view: &BlueView) -> usize {
        board_turn(&view.course, view.now)
    }
}

impl ReadsCard for Blue {
    fn card(lang: Lang) -> BlueLook {
        BlueLook::Card(lang)
    }

    fn text(found: &BlueFound) -> Option<Option<&str>> {
        match found {
            BlueFound::Card(text) => Some(text.as_deref()),
            _ => None,
        }
    }

    fn is_open(view: &BlueView) -> bool {
        view.course.released.is_some()
    }
}
