//! Rehearsals: whole drills played by bots.
//!
//! A bot sits where a person sits: it is handed the same view, reads records through the same
//! search, and gives the same orders. It never sees the drill itself.

mod adaptive;
mod difficulty;
mod kind;
mod ladder;
mod lint;
mod playbook;
mod queue;
mod results;
mod table;
mod tip;
mod trial;
mod tricks;

pub use crate::plan::Difficulty;
pub use adaptive::{Adaptive, Outlook};
pub use difficulty::{BASIC_FROM, MEDIUM_FROM, Measured};
pub use kind::{BotKind, Family};
pub use ladder::Skill;
pub use lint::{Finding, GAP_LEAST, REFERENCE_LEAST, STEP_MOST, Stall, TRICK_MOST, lint};
pub use playbook::Playbook;
pub use queue::Queue;
pub use results::{Head, Mismatch, RUN_LIMIT, Results, Scene, rehearsed};
pub use table::{Row, Table, band};
pub use tip::Tip;
pub use trial::{Shown, Trial, trials};

use crate::action::forecast::Forecast;
use crate::drill::{Drill, RedBy, Setup};
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

impl Outlook for TeamShelf<'_> {
    fn forecast(&self, act: &Act) -> Option<Forecast> {
        self.drill.forecast(self.team, act).ok()
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

/// The bots of a drill: one for each defence team, and the adaptive adversary if it attacks.
///
/// A bot is woken when it asked to be, or when its team was told something, and by nothing else:
/// the moments at which hidden things happen must not be felt by it.
pub struct Bots {
    /// Nobody where the defence does nothing.
    blue: Vec<Seated<Box<dyn Mind + Send>>>,
    red: Vec<Seated<Adaptive>>,
}

struct Seated<B> {
    team: TeamId,
    bot: B,
    /// How much of what its team was told it has seen.
    seen: usize,
}

impl Bots {
    /// Bots of this kind for all defence teams; who attacks is in the setup. The one that is handed
    /// a true fact has it from the same drill without a response, which is played for it.
    pub fn new(kind: BotKind, plan: &Arc<Plan>, setup: impl Into<Setup>) -> Self {
        let setup = setup.into();
        if kind != BotKind::PerfectClaim {
            return Self::beside(kind, plan, setup, &[]);
        }
        let idle = idle(plan.clone(), setup);
        Self::beside(kind, plan, setup, idle.facts())
    }

    /// The same where the drill without a response has been played already: its facts.
    pub fn beside(
        kind: BotKind,
        plan: &Arc<Plan>,
        setup: impl Into<Setup>,
        baseline: &[Fact],
    ) -> Self {
        let Setup { seed, red } = setup.into();
        let defence = plan.roster.of_cell(Cell::Blue);
        let blue = defence.filter_map(|team| {
            let brief = Brief {
                plan: plan.clone(),
                team,
                seed: Seed(seed),
            };
            let mind = kind.mind(brief, || Tip::of(plan, baseline));
            Some(Seated::at(team, mind?))
        });
        let attack = plan.roster.first(Cell::Red);
        let attack = attack.filter(|_| red == RedBy::Adaptive);
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

impl Seated<Box<dyn Mind + Send>> {
    fn orders(&mut self, drill: &Drill) -> Vec<Order> {
        let Some(view) = drill.blue(self.team) else {
            return Vec::new();
        };
        let is_due = self.bot.wake().is_some_and(|at| at <= view.now);
        if !self.is_woken(view.log.len(), is_due) {
            return Vec::new();
        }
        let team = self.team;
        let asks = self.bot.act(view, &TeamShelf { drill, team });
        let name = &drill.plan().roster.teams[team.at()].name;
        let order = |ask| Order {
            team: name.clone(),
            place: "bot".into(),
            ask: Ask::Blue(ask),
        };
        asks.into_iter().map(order).collect()
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
    let bots = Bots::new(kind, &plan, setup);
    play_with(bots, plan, setup, keep, progress)
}

/// The same with bots that sit already.
pub fn play_with(
    mut bots: Bots,
    plan: Arc<Plan>,
    setup: impl Into<Setup>,
    keep: &mut dyn FnMut(Tick, &[Order]) -> io::Result<()>,
    progress: &mut dyn FnMut(&Drill),
) -> io::Result<Drill> {
    let mut drill = Drill::open(plan, setup);
    go_on(&mut drill, &mut bots, keep, progress)?;
    Ok(drill)
}

/// Plays a drill from where it stands to its end.
fn go_on(
    drill: &mut Drill,
    bots: &mut Bots,
    keep: &mut dyn FnMut(Tick, &[Order]) -> io::Result<()>,
    progress: &mut dyn FnMut(&Drill),
) -> io::Result<()> {
    while !drill.ended() {
        let next = [bots.wake(), drill.next_due()].into_iter().flatten().min();
        let Some(next) = next else { break };
        drill.advance(next.max(drill.now()));
        bots.act(drill, keep)?;
        progress(drill);
    }
    progress(drill);
    Ok(())
}

/// The same drill without a response, and with nobody at a desk: what every other is held against.
pub fn idle(plan: Arc<Plan>, setup: impl Into<Setup>) -> Drill {
    let setup = setup.into().unattended();
    let mut bots = Bots::beside(BotKind::None, &plan, setup, &[]);
    let mut drill = Drill::open(plan, setup);
    // Nobody keeps its orders, so nothing can fail.
    let _ = go_on(&mut drill, &mut bots, &mut |_, _| Ok(()), &mut |_| {});
    drill
}
