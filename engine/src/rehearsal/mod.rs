//! Rehearsals: whole drills played by bots.
//!
//! A bot sits where a person sits: it is handed the same view, reads records through the same
//! search, and gives the same orders. It never sees the drill itself.

mod kind;
mod ladder;
mod lint;
mod playbook;
mod results;
mod table;
mod tip;
mod trial;
mod tricks;

pub use kind::{BotKind, Family};
pub use ladder::Skill;
pub use lint::{Finding, GAP_LEAST, REFERENCE_LEAST, STEP_MOST, Stall, TRICK_MOST, lint};
pub use playbook::Playbook;
pub use results::{Head, Mismatch, RUN_LIMIT, Results, Scene, rehearsed};
pub use table::{Row, Table, band};
pub use tip::Tip;
pub use trial::{Shown, Trial, trials};

use crate::drill::Drill;
use crate::plan::Plan;
use crate::view::blue::BlueView;
use crate::words::cell::Cell;
use crate::words::chance::Seed;
use crate::words::fact::Fact;
use crate::words::name::{HostId, RecordId, TeamId};
use crate::words::order::{Act, Ask, BlueAsk, Order};
use crate::words::target::Target;
use crate::words::time::Tick;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

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

/// What sits at a seat in a person's place: it looks, and asks.
pub trait Mind {
    /// When it wants to look again.
    fn wake(&self) -> Option<Tick>;
    /// Looks, and asks.
    fn act(&mut self, view: &BlueView, shelf: &dyn Shelf) -> Vec<BlueAsk>;
}

/// What a bot knows when it sits down: what its team was told of the city and of its own part in
/// it, never the attack.
#[derive(Clone)]
pub struct Brief {
    /// The scenario; its campaign is none of a bot's business (a test holds that none looks).
    pub plan: Arc<Plan>,
    /// Its team.
    pub team: TeamId,
    /// What its own chance is drawn from.
    pub seed: Seed,
}

impl Brief {
    /// Whether the team may order this about by itself.
    pub fn answers_for(&self, target: &Target) -> bool {
        let map = &self.plan.map;
        let own = self.plan.roster.teams[self.team.at()].org;
        match (own, map.owner_of(target)) {
            (Some(own), Some(owner)) => map.commands(own, owner),
            _ => false,
        }
    }

    /// An order to act, on this.
    pub fn act(&self, action: &str, on: &Target) -> BlueAsk {
        BlueAsk::Act(Act {
            action: action.into(),
            on: self.plan.map.target_text(on).as_str().into(),
            ..Act::default()
        })
    }

    /// `kind:name` of a host.
    pub fn host_text(&self, host: HostId) -> String {
        format!("host:{}", self.plan.map.host_name(host))
    }
}

/// How often bots may answer what came of their own orders at one moment.
const ROUNDS: usize = 16;

/// The bots of a drill, one for each defence team.
///
/// A bot is woken when it asked to be, or when its team was told something, and by nothing else:
/// the moments at which hidden things happen must not be felt by it.
pub struct Bots(Vec<Seated>);

struct Seated {
    team: TeamId,
    /// Nobody, if the bot does nothing.
    mind: Option<Box<dyn Mind + Send>>,
    /// How much of what its team was told it has seen.
    seen: usize,
}

impl Bots {
    /// Bots of this kind for all defence teams. The one that is handed a true fact has it from the
    /// same drill without a response, which is played for it.
    pub fn new(kind: BotKind, plan: &Arc<Plan>, seed: u64) -> Self {
        if kind != BotKind::PerfectClaim {
            return Self::beside(kind, plan, seed, &[]);
        }
        let idle = idle(plan.clone(), seed);
        Self::beside(kind, plan, seed, idle.facts())
    }

    /// The same where the drill without a response has been played already: its facts.
    pub fn beside(kind: BotKind, plan: &Arc<Plan>, seed: u64, baseline: &[Fact]) -> Self {
        let teams = plan.roster.of_cell(Cell::Blue);
        let seated = teams.map(|team| {
            let brief = Brief {
                plan: plan.clone(),
                team,
                seed: Seed(seed),
            };
            let mind = kind.mind(brief, || Tip::of(plan, baseline));
            Seated {
                team,
                mind,
                seen: 0,
            }
        });
        Self(seated.collect())
    }

    /// When the first of them wants to look again.
    pub fn wake(&self) -> Option<Tick> {
        self.0
            .iter()
            .filter_map(|one| one.mind.as_ref()?.wake())
            .min()
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
            let mut orders = Vec::new();
            for one in &mut self.0 {
                orders.extend(one.orders(drill));
            }
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

impl Seated {
    fn orders(&mut self, drill: &Drill) -> Vec<Order> {
        let (Some(view), Some(mind)) = (drill.blue(self.team), self.mind.as_mut()) else {
            return Vec::new();
        };
        let is_due = mind.wake().is_some_and(|at| at <= view.now);
        if view.log.len() == self.seen && !is_due {
            return Vec::new();
        }
        self.seen = view.log.len();
        let team = self.team;
        let asks = mind.act(view, &TeamShelf { drill, team });
        let name = &drill.plan().roster.teams[team.at()].name;
        let order = |ask| Order {
            team: name.clone(),
            place: "bot".into(),
            ask: Ask::Blue(ask),
        };
        asks.into_iter().map(order).collect()
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
    let bots = Bots::new(kind, &plan, seed);
    play_with(bots, plan, seed, keep, progress)
}

/// The same with bots that sit already.
pub fn play_with(
    mut bots: Bots,
    plan: Arc<Plan>,
    seed: u64,
    keep: &mut dyn FnMut(Tick, &[Order]) -> io::Result<()>,
    progress: &mut dyn FnMut(&Drill),
) -> io::Result<Drill> {
    let mut drill = Drill::open(plan, seed);
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

/// The drill of this seed without a response: what every other is held against.
pub fn idle(plan: Arc<Plan>, seed: u64) -> Drill {
    let mut drill = Drill::open(plan, seed);
    while let Some(next) = drill.next_due() {
        drill.advance(next);
    }
    drill
}
