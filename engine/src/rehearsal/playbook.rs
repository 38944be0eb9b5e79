//! The playbook bot: reads its queue, claims with evidence, contains, verifies, restores, sends the
//! notices. How, stands in the scenario's `playbook.yml`.

use crate::plan::Plan;
use crate::plan::written::{DoWritten, PlaybookWritten};
use crate::rehearsal::{Brief, Mind, Shelf, Skill};
use crate::view::blue::BlueView;
use crate::words::chance::{Seed, key};
use crate::words::name::*;
use crate::words::order::*;
use crate::words::time::{HOUR, Span, Tick};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

mod again;
mod cases;
mod evidence;
mod file;
mod losses;
mod notice;
mod reading;
mod words;

/// How long the same response at the same place is not ordered again.
const SAME_AGAIN: Span = Span(3 * HOUR);

enum Task {
    Read(AlertId),
    Follow(AlertId),
    Do(DoWritten, String),
    Answer(String, String),
    Weigh(String, bool),
    File(usize),
    Verify(RunId),
    Assess(RunId),
    Close,
}

/// What it holds to be so, from what it has claimed: what its papers say.
#[derive(Default)]
struct Known {
    hosts: BTreeSet<HostId>,
    techniques: BTreeSet<String>,
    indicators: BTreeSet<String>,
    first_sign: Option<Tick>,
    first_claim: Option<Tick>,
}

/// An alert that it took for an attack: what it claimed it as, and how much of it.
struct Followed {
    technique: Option<String>,
    records: usize,
    at: Tick,
}

/// A bot that follows a playbook.
pub struct Playbook {
    book: Arc<PlaybookWritten>,
    plan: Arc<Plan>,
    seed: Seed,
    skill: Skill,
    tasks: BTreeMap<(Tick, u64), Task>,
    put: u64,
    analysts: Vec<Tick>,
    alerts_seen: usize,
    injects_seen: BTreeSet<InjectId>,
    runs_seen: usize,
    watched: BTreeSet<RunId>,
    found: BTreeSet<HostId>,
    weak: BTreeSet<WeakId>,
    files: BTreeSet<usize>,
    done: BTreeMap<(String, String), Tick>,
    /// What it ordered last, by action and place.
    ordered: BTreeMap<(String, String), DoWritten>,
    /// How often it ordered that again because it had failed.
    tried: BTreeMap<(String, String), u8>,
    claimed: BTreeMap<(Option<HostId>, String), Tick>,
    recovering: BTreeMap<usize, Tick>,
    known: Known,
    attacks: BTreeMap<AlertId, Followed>,
    has_case: bool,
    quiet: Tick,
}

impl Playbook {
    /// A bot for this seat, with this skill.
    pub fn new(book: Arc<PlaybookWritten>, brief: Brief, skill: Skill) -> Self {
        let mut bot = Self {
            analysts: vec![Tick(0); book.analysts as usize],
            book,
            plan: brief.plan,
            seed: brief.seed,
            skill,
            tasks: BTreeMap::new(),
            put: 0,
            alerts_seen: 0,
            injects_seen: BTreeSet::new(),
            runs_seen: 0,
            watched: BTreeSet::new(),
            found: BTreeSet::new(),
            weak: BTreeSet::new(),
            files: BTreeSet::new(),
            done: BTreeMap::new(),
            ordered: BTreeMap::new(),
            tried: BTreeMap::new(),
            claimed: BTreeMap::new(),
            recovering: BTreeMap::new(),
            known: Known::default(),
            attacks: BTreeMap::new(),
            has_case: false,
            quiet: Tick(0),
        };
        for order in bot.book.clone().prepare.iter() {
            let on = order
                .on
                .as_ref()
                .map_or_else(String::new, |o| o.to_string());
            let key = (order.action.to_string(), on.clone());
            bot.ordered.insert(key, order.clone());
            if bot.thinks_of(&order.action, &on) {
                let at = Tick(order.at.unwrap_or_default().0);
                bot.later(at, Task::Do(order.clone(), on));
            }
        }
        bot
    }

    fn later(&mut self, at: Tick, task: Task) {
        self.tasks.insert((at, self.put), task);
        self.put += 1;
    }

    /// A length at the tempo of the scenario, as actions have theirs.
    fn paced(&self, span: Span) -> Span {
        Span(
            u32::try_from(u64::from(span.0) * u64::from(self.plan.tempo) / 1_000).unwrap_or(span.0),
        )
    }

    /// A wait of the playbook's in these hands.
    fn delayed(&self, span: Span) -> Span {
        let long = u64::from(span.0) * u64::from(self.skill.delay) / 1_000;
        Span(u32::try_from(long).unwrap_or(u32::MAX))
    }

    /// Whether this comes about in these hands.
    fn comes(&self, share: u16, what: u64, why: &str) -> bool {
        self.seed.fixed(what, why).hits(share)
    }

    fn thinks_of(&self, action: &str, on: &str) -> bool {
        self.comes(
            self.skill.acts,
            key(action) ^ key(on).rotate_left(1),
            "bot-acts",
        )
    }

    // ── what it does ──

    fn carry_out(
        &mut self,
        task: Task,
        view: &BlueView,
        shelf: &dyn Shelf,
        asks: &mut Vec<BlueAsk>,
    ) {
        match task {
            Task::Read(alert) => self.read(alert, view, shelf, asks),
            Task::Follow(alert) => self.follow(alert, view, shelf, asks),
            Task::Do(order, on) => {
                if self.keeps_away(&order, &on, view) {
                    return;
                }
                asks.push(BlueAsk::Act(Act {
                    action: order.action.as_str().into(),
                    on: on.as_str().into(),
                    via: order
                        .via
                        .as_ref()
                        .map_or_else(|| "".into(), |v| v.as_str().into()),
                    ..Act::default()
                }));
            }
            Task::Answer(inject, choice) => {
                asks.push(BlueAsk::Answer {
                    inject: inject.as_str().into(),
                    choice: choice.as_str().into(),
                });
            }
            Task::Weigh(inject, taken) => {
                let reason = match taken {
                    true => "Đã đối chiếu nhật ký, khớp / The logs bear it out.",
                    false => "Đã đối chiếu nhật ký, không khớp / The logs do not bear it out.",
                };
                asks.push(BlueAsk::Weigh {
                    inject: inject.as_str().into(),
                    taken,
                    reason: reason.to_owned(),
                });
            }
            Task::File(i) => asks.extend(self.paper(i, view)),
            Task::Close => self.close_cases(view, asks),
            Task::Verify(run) => asks.push(BlueAsk::Verify { run }),
            Task::Assess(run) => {
                let text = "Đã kiểm tra, còn hiệu lực / Checked, it holds.".to_owned();
                asks.push(BlueAsk::Assess { run, text });
            }
        }
    }

    fn plan_orders(&mut self, orders: &[DoWritten], from: Tick, claim_host: &str) {
        let mut at = from.after(self.paced(Span(self.skill.hesitates)));
        for order in orders {
            at = at.after(self.delayed(order.after.unwrap_or_default()));
            let written = order.on.as_ref().map_or("", |o| o.as_str());
            let on = if written == "claim-host" {
                claim_host.to_owned()
            } else {
                written.to_owned()
            };
            if written == "claim-host" && on.is_empty() {
                continue;
            }
            if !self.thinks_of(&order.action, &on) {
                continue;
            }
            let key = (order.action.to_string(), on.clone());
            if self
                .done
                .get(&key)
                .is_some_and(|last| at.since(*last) < self.paced(SAME_AGAIN))
            {
                continue;
            }
            self.done.insert(key.clone(), at);
            self.ordered.insert(key, order.clone());
            self.later(at, Task::Do(order.clone(), on));
        }
    }

    fn findings(&mut self, view: &BlueView) -> Vec<BlueAsk> {
        let all = view.weak.keys().copied();
        let new: Vec<WeakId> = all.filter(|weak| !self.weak.contains(weak)).collect();
        self.weak.extend(new.iter().copied());
        let map = &self.plan.map;
        let ask = |weak: WeakId| {
            let weak = &map.weak[weak.at()];
            let (at, text) = (
                map.target_text(&weak.at).as_str().into(),
                weak.title.vi.clone(),
            );
            BlueAsk::Finding {
                pillar: weak.pillar,
                at,
                text,
            }
        };
        new.into_iter().map(ask).collect()
    }

    fn host_text(&self, host: HostId) -> String {
        format!("host:{}", self.plan.map.host_name(host))
    }
}

impl Mind for Playbook {
    fn wake(&self) -> Option<Tick> {
        self.tasks.first_key_value().map(|((at, _), _)| *at)
    }

    fn act(&mut self, view: &BlueView, shelf: &dyn Shelf) -> Vec<BlueAsk> {
        self.notice(view);
        let mut asks = self.findings(view);
        while let Some(entry) = self.tasks.first_entry() {
            if entry.key().0 > view.now {
                break;
            }
            let task = entry.remove();
            self.carry_out(task, view, shelf, &mut asks);
        }
        asks
    }
}
