//! Scenario folders as the program reads them, and whole drills played from them.
//!
//! The reader is small and trusting, because it reads only what this repository keeps; the
//! program's own, which trusts nobody, is what `tests/hostile.rs` looks at.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use engine::drill::{Drill, Setup};
use engine::plan::{Plan, Texts};
use engine::rehearsal::{BotKind, Bots, play};
use engine::words::cell::Cell;
use engine::words::name::TeamId;
use engine::words::order::{Act, Ask, BlueAsk, Order};
use engine::words::time::{DAY, Tick};

use crate::root;

/// Orders with the moments at which they were given.
pub type Given = Vec<(Tick, Vec<Order>)>;

/// The names of all scenario folders, sorted.
///
/// # Panics
///
/// If the folder of scenarios cannot be listed, or has no scenario.
#[must_use]
pub fn scenarios() -> Vec<String> {
    let entries = fs::read_dir(root().join("scenarios")).expect("scenarios/ can be listed");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry of it can be read"))
        .filter(|entry| entry.path().join("scenario.yml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(!names.is_empty(), "scenarios/ has no scenario");
    names
}

/// The files of one scenario, and those of the catalogue as `catalogue/…`.
#[must_use]
pub fn texts(name: &str) -> Texts {
    let scenarios = root().join("scenarios");
    let mut texts = Texts::default();
    gather(&scenarios.join(name), "", &mut texts);
    gather(&scenarios.join("catalogue"), "catalogue/", &mut texts);
    texts
}

fn gather(folder: &Path, before: &str, texts: &mut Texts) {
    for entry in fs::read_dir(folder).expect("a scenario's folder can be listed") {
        let path = entry.expect("an entry of it can be read").path();
        let name = path
            .file_name()
            .expect("an entry has a name")
            .to_string_lossy();
        let name = format!("{before}{name}");
        if path.is_dir() {
            gather(&path, &format!("{name}/"), texts);
        } else if name.ends_with(".yml") {
            let bytes = fs::read(&path).expect("a scenario's file can be read");
            texts.0.insert(name, bytes);
        }
    }
}

/// The plan in these texts.
///
/// # Panics
///
/// If there is a fault, with all of them.
#[must_use]
pub fn plan_of(texts: &Texts) -> Arc<Plan> {
    let (plan, faults) = Plan::read(texts);
    let said: Vec<String> = faults.iter().map(|fault| format!("{fault:?}")).collect();
    plan.unwrap_or_else(|| panic!("no plan:\n{}", said.join("\n")))
}

/// The plan of one scenario; read once, and shared by all tests that ask.
///
/// # Panics
///
/// If there is a fault in it, with all of them.
#[must_use]
pub fn plan(name: &str) -> Arc<Plan> {
    static READ: Mutex<BTreeMap<String, Arc<OnceLock<Arc<Plan>>>>> = Mutex::new(BTreeMap::new());
    // The map is let go of before a plan is read, so that two scenarios are read side by side.
    let cell = {
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        read.entry(name.to_owned()).or_default().clone()
    };
    cell.get_or_init(|| plan_of(&texts(name))).clone()
}

/// A whole drill played by a bot, and the orders it gave.
///
/// # Panics
///
/// Never: keeping orders in memory cannot fail.
#[must_use]
pub fn played(plan: &Arc<Plan>, seed: u64, bot: BotKind) -> (Drill, Given) {
    let mut given = Given::new();
    let mut keep = |at: Tick, orders: &[Order]| {
        given.push((at, orders.to_vec()));
        Ok(())
    };
    let drill = play(plan.clone(), seed, bot, &mut keep, &mut |_| {}).expect("memory keeps orders");
    (drill, given)
}

/// The first team that defends.
///
/// # Panics
///
/// If nobody defends.
#[must_use]
pub fn blue(plan: &Plan) -> TeamId {
    plan.roster.first(Cell::Blue).expect("somebody defends")
}

/// An order by the first team that may ask this.
///
/// # Panics
///
/// If no team may.
#[must_use]
pub fn order(plan: &Plan, ask: Ask) -> Order {
    let team = plan.roster.first(ask.cell()).expect("there is such a team");
    Order {
        team: plan.roster.teams[team.at()].name.clone(),
        place: "x".into(),
        ask,
    }
}

/// Plays on to a moment and has a defence take an action against a target.
///
/// # Panics
///
/// If nobody defends.
pub fn act(drill: &mut Drill, action: &str, on: &str, at: Tick) {
    drill.advance(at);
    let act = Act {
        action: action.into(),
        on: on.into(),
        ..Act::default()
    };
    let order = order(drill.plan(), Ask::Blue(BlueAsk::Act(act)));
    drill.order(order);
}

/// Plays on to a moment with the bots at their seats.
///
/// # Panics
///
/// Never: nothing is kept.
pub fn play_on(drill: &mut Drill, bots: &mut Bots, to: Tick) {
    play_on_keeping(drill, bots, to, &mut Given::new());
}

/// The same, and what the bots order is kept.
///
/// # Panics
///
/// Never: memory keeps orders.
pub fn play_on_keeping(drill: &mut Drill, bots: &mut Bots, to: Tick, given: &mut Given) {
    loop {
        let next = [bots.wake(), drill.next_due()].into_iter().flatten().min();
        let Some(next) = next.filter(|next| *next <= to) else {
            break;
        };
        drill.advance(next.max(drill.now()));
        let kept = bots.act(drill, &mut |at, orders| {
            given.push((at, orders.to_vec()));
            Ok(())
        });
        kept.expect("memory keeps orders");
    }
    drill.advance(to.max(drill.now()));
}

/// A drill played up to a moment with the playbook's bot at its seat.
#[must_use]
pub fn midway(plan: &Arc<Plan>, to: Tick) -> Drill {
    let mut drill = Drill::open(plan.clone(), 7);
    let mut bots = Bots::new(BotKind::Playbook, plan, 7);
    play_on(&mut drill, &mut bots, to);
    drill
}

/// The same orders in a fresh drill; `cut` says by how many seconds the next step may go on.
#[must_use]
pub fn replayed(
    plan: &Arc<Plan>,
    setup: impl Into<Setup>,
    given: &Given,
    cut: &mut dyn FnMut() -> u32,
) -> Drill {
    let mut drill = Drill::open(plan.clone(), setup);
    for (at, orders) in given {
        advance(&mut drill, *at, cut);
        for order in orders {
            drill.order(order.clone());
        }
        drill.advance(*at);
    }
    let end = Tick(plan.length.0.saturating_add(DAY)).max(drill.now());
    advance(&mut drill, end, cut);
    drill
}

fn advance(drill: &mut Drill, to: Tick, cut: &mut dyn FnMut() -> u32) {
    while drill.now() < to {
        let next = drill.now().0.saturating_add(cut().max(1)).min(to.0);
        drill.advance(Tick(next));
    }
}

/// Numbers that look random and are the same in every run (`xorshift64*`).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall as this seed says.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number.
    pub fn throw(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below this one; 0 below 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = limit.max(1) as u64;
        usize::try_from((self.throw() >> 16) % limit).unwrap_or(0)
    }

    /// One of these.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// True once in so many throws.
    pub fn once_in(&mut self, throws: usize) -> bool {
        self.below(throws) == 0
    }
}
