//! Rehearsals: whole drills played by bots.
//!
//! A bot sits where a person sits: it is handed the same view, reads records through the same
//! search, and gives the same orders. It never sees the drill itself.

mod playbook;

pub use playbook::Playbook;

use crate::drill::Drill;
use crate::plan::Plan;
use crate::view::blue::BlueView;
use crate::words::cell::Cell;
use crate::words::name::{RecordId, TeamId};
use crate::words::order::Order;
use crate::words::time::Tick;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// A bot for the defence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BotKind {
    /// Does nothing.
    None,
    /// Follows the scenario's `playbook.yml`.
    Playbook,
}

/// What a bot may read besides its view: the records that are collected.
pub trait Shelf {
    /// The newest records that fit a query.
    fn search(&self, query: &str) -> Vec<RecordId>;
    /// What stands in one.
    fn record(&self, id: RecordId) -> Option<BTreeMap<String, String>>;
}

impl Shelf for Drill {
    fn search(&self, query: &str) -> Vec<RecordId> {
        Drill::search(self, query)
    }

    fn record(&self, id: RecordId) -> Option<BTreeMap<String, String>> {
        Drill::record(self, id)
    }
}

/// A bot at its seat.
pub enum Bot {
    /// Does nothing.
    None,
    /// Follows a playbook.
    Playbook(Box<Playbook>),
}

impl Bot {
    /// A bot for this team.
    pub fn new(kind: BotKind, plan: &Arc<Plan>, team: TeamId, seed: u64) -> Self {
        match (kind, &plan.playbook) {
            (BotKind::Playbook, Some(book)) => Self::Playbook(Box::new(Playbook::new(
                book.clone(),
                plan.clone(),
                team,
                seed,
            ))),
            _ => Self::None,
        }
    }

    /// When it wants to look again.
    pub fn wake(&self) -> Option<Tick> {
        match self {
            Self::None => None,
            Self::Playbook(p) => p.wake(),
        }
    }

    /// Looks, and gives its orders.
    pub fn act(&mut self, view: &BlueView, shelf: &dyn Shelf) -> Vec<Order> {
        match self {
            Self::None => Vec::new(),
            Self::Playbook(p) => p.act(view, shelf),
        }
    }
}

/// Plays a whole drill. `keep` is given the orders before they act, and must have them safe when it
/// returns.
pub fn play(
    plan: Arc<Plan>,
    seed: u64,
    kind: BotKind,
    keep: &mut dyn FnMut(Tick, &[Order]) -> io::Result<()>,
    progress: &mut dyn FnMut(&Drill),
) -> io::Result<Drill> {
    let mut drill = Drill::open(plan.clone(), seed);
    let mut bots: Vec<(TeamId, Bot)> = plan
        .roster
        .of_cell(Cell::Blue)
        .map(|team| (team, Bot::new(kind, &plan, team, seed)))
        .collect();
    loop {
        let wake = bots.iter().filter_map(|(_, bot)| bot.wake()).min();
        let due = drill.next_due();
        let Some(next) = [wake, due].into_iter().flatten().min() else {
            break;
        };
        let next = next.max(drill.now());
        drill.advance(next);
        if drill.ended() {
            break;
        }
        for (team, bot) in &mut bots {
            let Some(view) = drill.blue(*team) else {
                continue;
            };
            let orders = bot.act(view, &drill);
            if !orders.is_empty() {
                keep(drill.now(), &orders)?;
                for order in orders {
                    drill.order(order);
                }
            }
        }
        drill.advance(next);
        progress(&drill);
        if drill.ended() {
            break;
        }
    }
    progress(&drill);
    Ok(drill)
}
