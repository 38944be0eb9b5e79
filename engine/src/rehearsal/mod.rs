//! Rehearsals: whole drills played by bots.
//!
//! A bot sits where a person sits: it is handed the same view, reads records through the same
//! search, and gives the same orders. It never sees the drill itself.

mod adaptive;
mod playbook;

pub use adaptive::{Adaptive, Outlook};
pub use playbook::Playbook;

use crate::action::forecast::Forecast;
use crate::drill::{Drill, RedBy, Setup};
use crate::plan::Plan;
use crate::view::blue::BlueView;
use crate::words::cell::Cell;
use crate::words::name::{RecordId, TeamId};
use crate::words::order::{Act, Order};
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

/// The records of a drill as one team may read them.
pub struct TeamShelf<'d> {
    /// The drill.
    pub drill: &'d Drill,
    /// The team.
    pub team: TeamId,
}

impl Shelf for TeamShelf<'_> {
    fn search(&self, query: &str) -> Vec<RecordId> {
        self.drill.search(self.team, query)
    }

    fn record(&self, id: RecordId) -> Option<BTreeMap<String, String>> {
        self.drill.record(self.team, id)
    }
}

impl Outlook for TeamShelf<'_> {
    fn forecast(&self, act: &Act) -> Option<Forecast> {
        self.drill.forecast(self.team, act).ok()
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

/// How often bots may answer what came of their own orders at one moment.
const ROUNDS: usize = 16;

/// The bots of a drill: one for each defence team, and the adaptive adversary if it attacks.
///
/// A bot is woken when it asked to be, or when its team was told something, and by nothing else:
/// the moments at which hidden things happen must not be felt by it.
pub struct Bots {
    blue: Vec<Seated<Bot>>,
    red: Vec<Seated<Adaptive>>,
}

struct Seated<B> {
    team: TeamId,
    bot: B,
    /// How much of what its team was told it has seen.
    seen: usize,
}

impl Bots {
    /// Bots of this kind for all defence teams; who attacks is in the setup.
    pub fn new(kind: BotKind, plan: &Arc<Plan>, setup: impl Into<Setup>) -> Self {
        let Setup { seed, red } = setup.into();
        let teams = plan.roster.of_cell(Cell::Blue);
        let blue = teams.map(|team| Seated::at(team, Bot::new(kind, plan, team, seed)));
        let attack = plan
            .roster
            .first(Cell::Red)
            .filter(|_| red == RedBy::Adaptive);
        let red = attack.map(|team| Seated::at(team, Adaptive::new(plan, team, seed)));
        Self {
            blue: blue.collect(),
            red: red.into_iter().collect(),
        }
    }

    /// People take over the defence: its bots are gone.
    pub fn leave_to_people(&mut self) {
        self.blue.clear();
    }

    /// When the first of them wants to look again.
    pub fn wake(&self) -> Option<Tick> {
        let blue = self.blue.iter().filter_map(|one| one.bot.wake());
        let red = self.red.iter().filter_map(|one| one.bot.wake());
        blue.chain(red).min()
    }

    /// What each of them would order at this moment. They remember that they have ordered it.
    fn orders(&mut self, drill: &Drill) -> Vec<Order> {
        let mut orders = Vec::new();
        for one in &mut self.blue {
            orders.extend(one.orders(drill));
        }
        for one in &mut self.red {
            orders.extend(one.orders(drill));
        }
        orders
    }

    /// Lets them live through a moment that is on record: they look, and what they order is what is
    /// recorded as theirs, given by `next` one by one as long as there is some for this moment.
    pub fn relive(&mut self, drill: &mut Drill, next: &mut dyn FnMut() -> Option<Order>) {
        for _ in 0..ROUNDS {
            let count = self.orders(drill).len();
            if count == 0 || drill.ended() {
                break;
            }
            for order in (0..count).map_while(|_| next()) {
                drill.order(order);
            }
            drill.advance(drill.now());
        }
    }

    /// Lets them act at this moment, until they have nothing more to say to what came of it. `keep`
    /// is given the orders before they act.
    pub fn act(
        &mut self,
        drill: &mut Drill,
        keep: &mut dyn FnMut(Tick, &[Order]) -> io::Result<()>,
    ) -> io::Result<()> {
        let now = drill.now();
        for _ in 0..ROUNDS {
            let orders = self.orders(drill);
            if orders.is_empty() || drill.ended() {
                break;
            }
            keep(now, &orders)?;
            for order in orders {
                drill.order(order);
            }
            drill.advance(now);
        }
        Ok(())
    }
}

impl<B> Seated<B> {
    const fn at(team: TeamId, bot: B) -> Self {
        Self { team, bot, seen: 0 }
    }

    /// Whether its team was told something since it last looked, or it wanted to look by now.
    fn is_woken(&mut self, told: usize, is_due: bool) -> bool {
        let is_new = std::mem::replace(&mut self.seen, told) != told;
        is_new || is_due
    }
}

impl Seated<Bot> {
    fn orders(&mut self, drill: &Drill) -> Vec<Order> {
        let Some(view) = drill.blue(self.team) else {
            return Vec::new();
        };
        let is_due = self.bot.wake().is_some_and(|at| at <= view.now);
        if !self.is_woken(view.log.len(), is_due) {
            return Vec::new();
        }
        let team = self.team;
        self.bot.act(view, &TeamShelf { drill, team })
    }
}

impl Seated<Adaptive> {
    fn orders(&mut self, drill: &Drill) -> Vec<Order> {
        let Some(view) = drill.red(self.team) else {
            return Vec::new();
        };
        let is_due = self.bot.wake().is_some_and(|at| at <= view.now);
        if !self.is_woken(view.log.len(), is_due) {
            return Vec::new();
        }
        let team = self.team;
        self.bot.act(view, &TeamShelf { drill, team })
    }
}

/// Plays a whole drill. `keep` is given the orders before they act, and must have them safe when it
/// returns.
pub fn play(
    plan: Arc<Plan>,
    setup: impl Into<Setup>,
    kind: BotKind,
    keep: &mut dyn FnMut(Tick, &[Order]) -> io::Result<()>,
    progress: &mut dyn FnMut(&Drill),
) -> io::Result<Drill> {
    let setup = setup.into();
    let mut drill = Drill::open(plan.clone(), setup);
    let mut bots = Bots::new(kind, &plan, setup);
    while !drill.ended() {
        let next = [bots.wake(), drill.next_due()].into_iter().flatten().min();
        let Some(next) = next else { break };
        let next = next.max(drill.now());
        drill.advance(next);
        bots.act(&mut drill, keep)?;
        progress(&drill);
    }
    progress(&drill);
    Ok(drill)
}
