//! The adaptive adversary: an attack that finds another way when it is stopped or thrown out.
//!
//! It sits where a human attack team sits. It wants what the scenario's campaign is after, no
//! sooner than the campaign would be; how it gets there it chooses among the techniques of the
//! catalogue, by what each would gain of what is still missing. What failed is worth less the next
//! time, so that it comes from another address, from another machine, or by another technique;
//! what is lost is missing again. It sees its team's view and forecasts and nothing else: whom a
//! lure catches, what the network lets through and which control stops what, it finds out by
//! trying.
//!
//! Its chance is the seed's alone, and its orders are on record like anybody's.

use crate::action::forecast::Forecast;
use crate::action::requirement::Requirement;
use crate::action::written::{Action, Effect, End, SecretOf};
use crate::city::place::AddressKind;
use crate::plan::Plan;
use crate::rehearsal::adaptive::aims::{Aims, Kind};
use crate::view::Red;
use crate::view::brief::Brief;
use crate::view::red::RedView;
use crate::view::seen::RunSeen;
use crate::words::chance::Seed;
use crate::words::fact::{Grip, Outcome};
use crate::words::name::{ActionId, HostId, Name, RunId, TeamId};
use crate::words::order::{Act, Ask, Order, RedAsk};
use crate::words::target::{Target, TargetKind};
use crate::words::time::{MINUTE, Span, Spans, Tick};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

mod aims;

/// How many techniques it has under way at once.
const HANDS: usize = 3;
/// How long it thinks between two orders.
const THINKS: Spans = Spans {
    least: Span(2 * MINUTE),
    most: Span(6 * MINUTE),
};
/// How long it waits when nothing is worth doing.
const WAITS: Span = Span(20 * MINUTE);
/// The most desks that it writes to.
const DESKS: usize = 24;
/// The most machines that it cares to hold beside those on its way.
const HOLDS: usize = 8;
/// How many choices it looks into before it rather waits.
const LOOKS: usize = 200;
/// What one failure takes off what a choice is worth, and off the same technique elsewhere.
const FAILURE: i32 = 12;
const ELSEWHERE: i32 = 2;
/// How often it tries the same technique at the same place before it leaves that alone, besides
/// once from each machine that it holds.
const TRIES: usize = 4;
/// What it gives for a technique that its campaign uses too.
const CRAFT: i32 = 12;
/// What a choice must be worth.
const LEAST: i32 = 5;

/// What an attack team may read besides its view.
pub trait Outlook {
    /// What would come of an order, as far as the team may know; nothing if it would be refused.
    fn forecast(&self, act: &Act) -> Option<Forecast>;
}

/// The adaptive adversary at its seat.
pub struct Adaptive {
    brief: Brief<Red>,
    aims: Aims,
    team: Name,
    place: TeamId,
    seed: Seed,
    tempo: u32,
    desks: Vec<HostId>,
    given: Option<(Tick, ActionId, Target)>,
    judged: BTreeSet<RunId>,
    done: BTreeMap<(ActionId, Target), Tick>,
    failed: BTreeMap<(ActionId, Target), u32>,
    failed_ever: BTreeMap<ActionId, u32>,
    wake: Tick,
}

/// Something it might do.
struct Choice {
    worth: i32,
    action: ActionId,
    target: Target,
}

impl Adaptive {
    /// An adversary for this team.
    pub fn new(plan: &Arc<Plan>, team: TeamId, seed: u64) -> Self {
        let brief = Brief::<Red>::of(plan.clone());
        let seed = Seed(seed);
        let count = u32::try_from(brief.desks().count()).unwrap_or(u32::MAX);
        let drawn = |n: usize| seed.fixed(n as u64, "adaptive-desk").below(count) as usize;
        let chosen: BTreeSet<usize> = (0..DESKS.min(count as usize)).map(drawn).collect();
        let desks = brief.desks().enumerate();
        let desks = desks
            .filter(|(n, _)| chosen.contains(n))
            .map(|(_, desk)| desk);
        Self {
            aims: Aims::of(&plan.campaign, &plan.catalogue),
            team: plan.roster.teams[team.at()].name.clone(),
            place: team,
            seed,
            tempo: plan.tempo,
            desks: desks.collect(),
            brief,
            given: None,
            judged: BTreeSet::new(),
            done: BTreeMap::new(),
            failed: BTreeMap::new(),
            failed_ever: BTreeMap::new(),
            wake: Tick(MINUTE),
        }
    }

    /// When it wants to look again.
    pub fn wake(&self) -> Option<Tick> {
        Some(self.wake)
    }

    /// Looks, and gives its orders: at most one at a time, as one who thinks between two.
    pub fn act(&mut self, view: &RedView, outlook: &dyn Outlook) -> Vec<Order> {
        self.judge(view);
        if view.course.ended.is_some() {
            // Nothing is to come: who waits for it to look again would wait for ever.
            self.wake = Tick(u32::MAX);
        }
        if view.now < self.wake {
            return Vec::new();
        }
        let under_way = view.runs.values().filter(|run| run.ended.is_none());
        let choice = if under_way.count() < HANDS {
            self.choose(view, outlook)
        } else {
            None
        };
        let mut draw = self.seed.at(view.now, u64::from(self.place.0), "adaptive");
        let rest = match &choice {
            Some(_) => draw.span(THINKS),
            None => WAITS,
        };
        self.wake = view.now.after(self.paced(rest));
        let order = |act| Order {
            team: self.team.clone(),
            place: "bot".into(),
            ask: Ask::Red(RedAsk::Act(act)),
        };
        choice.map(order).into_iter().collect()
    }

    fn paced(&self, span: Span) -> Span {
        let paced = u64::from(span.0) * u64::from(self.tempo) / 1_000;
        Span(u32::try_from(paced).unwrap_or(span.0).max(1))
    }

    /// Learns from what came of its runs. Whatever is over lets it think again at once.
    fn judge(&mut self, view: &RedView) {
        for (id, run) in &view.runs {
            let Some((at, outcome)) = run.ended.filter(|_| !self.judged.contains(id)) else {
                continue;
            };
            self.judged.insert(*id);
            let key = (run.action, run.target.clone());
            if outcome == Outcome::Done {
                if self.brief.action(key.0).is_some_and(opens_ways) {
                    // What failed before may work now.
                    self.failed.values_mut().for_each(|count| *count /= 2);
                }
                self.done.insert(key, at);
            } else {
                self.fails(key);
            }
            let soon = view.now.after(self.paced(THINKS.least));
            self.wake = self.wake.min(soon).max(view.now);
        }
        // An order that came to no run was refused: not again soon.
        let Some((at, action, target)) = self.given.take() else {
            return;
        };
        let asked = |run: &RunSeen| run.asked >= at && run.action == action && run.target == target;
        if !view.runs.values().any(asked) {
            self.fails((action, target));
        }
    }

    fn fails(&mut self, key: (ActionId, Target)) {
        *self.failed_ever.entry(key.0).or_default() += 1;
        *self.failed.entry(key).or_default() += 1;
    }

    // ── what to do next ──

    fn choose(&mut self, view: &RedView, outlook: &dyn Outlook) -> Option<Act> {
        let mut choices = self.choices(view);
        choices.sort_by(|a, b| {
            let key = |c: &Choice| (-c.worth, c.action, c.target.clone());
            key(a).cmp(&key(b))
        });
        for choice in choices.into_iter().take(LOOKS) {
            let action = self.brief.action(choice.action)?;
            let mut tries = self.sources(view, action, &choice).into_iter();
            let act = tries.find_map(|from| {
                let act = self.order(&choice, from);
                let fits = outlook
                    .forecast(&act)
                    .is_some_and(|forecast| forecast.fits());
                fits.then_some(act)
            });
            if let Some(act) = act {
                self.given = Some((view.now, choice.action, choice.target));
                return Some(act);
            }
        }
        None
    }

    fn choices(&self, view: &RedView) -> Vec<Choice> {
        let mut all = Vec::new();
        let busy: BTreeSet<(ActionId, &Target)> = view
            .runs
            .values()
            .filter(|run| run.ended.is_none())
            .map(|run| (run.action, &run.target))
            .collect();
        let mut places: BTreeMap<TargetKind, Vec<Target>> = BTreeMap::new();
        for (id, action) in self.brief.actions() {
            let is_craft = self.aims.uses(id) || asks_something(action);
            if !is_craft || !self.aims.has_come(&action.tactic, view.now) {
                continue;
            }
            let kind = action.target;
            let places = places
                .entry(kind)
                .or_insert_with(|| self.places(view, kind));
            for target in places.iter().filter(|place| !busy.contains(&(id, *place))) {
                let worth = self.worth(view, id, action, target);
                if worth >= LEAST {
                    all.push(Choice {
                        worth,
                        action: id,
                        target: target.clone(),
                    });
                }
            }
        }
        all
    }

    /// Whatever of a kind it knows of: what the public knows, what it holds, what it was after from
    /// the beginning, what it found.
    fn places(&self, view: &RedView, kind: TargetKind) -> Vec<Target> {
        let mut places: BTreeSet<Target> = self.brief.public(kind).into_iter().collect();
        let found = view.revealed.keys().chain(self.aims.targets());
        places.extend(found.filter(|target| target.kind() == kind).cloned());
        let wanted = self.aims.targets().filter_map(|target| self.host(target));
        let held = view.footholds.keys().copied();
        match kind {
            TargetKind::Host => {
                let desks = self.desks.iter().copied();
                places.extend(held.chain(wanted).chain(desks).map(Target::Host));
            }
            TargetKind::Zone => {
                let zone = |host| Target::Zone(self.brief.host_place(host).0);
                places.extend(held.chain(wanted).map(zone));
            }
            _ => {}
        }
        places.into_iter().collect()
    }

    /// The machine behind a target, as far as anybody may know it.
    fn host(&self, target: &Target) -> Option<HostId> {
        match target {
            Target::Host(host) => Some(*host),
            Target::Service(service) => Some(self.brief.service(*service).host),
            _ => None,
        }
    }

    /// What an action there would gain of what is still missing; a little of it is chance.
    fn worth(&self, view: &RedView, id: ActionId, action: &Action, target: &Target) -> i32 {
        let key = (id, target.clone());
        let failed = self.failed.get(&key).copied().unwrap_or(0);
        if failed as usize >= TRIES + view.footholds.len() || !self.can_be_lured(action, target) {
            return 0;
        }
        let gains = action.effects.iter();
        let gained: i32 = gains.map(|effect| self.gain(view, &key, effect)).sum();
        let lured = action.effects.is_empty() && &*action.tactic == "initial-access";
        let gained = gained + if lured { self.lure(view, &key) } else { 0 };
        if gained == 0 {
            return 0;
        }
        let who = u64::from(id.0) << 32 ^ target.key();
        let whim = self.seed.fixed(who, "adaptive-whim").below(8);
        let elsewhere = self
            .failed_ever
            .get(&id)
            .map_or(0, |count| (*count).min(20));
        let [whim, failed, elsewhere] = [whim, failed, elsewhere].map(u32::cast_signed);
        let craft = if self.aims.uses(id) { CRAFT } else { 0 };
        gained + craft + whim - failed * FAILURE - elsewhere * ELSEWHERE
    }

    /// Only people at a desk of theirs fall for anything.
    fn can_be_lured(&self, action: &Action, target: &Target) -> bool {
        let asks = action.requires.contains(&Requirement::Lured);
        !asks
            || self
                .host(target)
                .is_none_or(|host| self.desks.contains(&host))
    }

    fn lure(&self, view: &RedView, key: &(ActionId, Target)) -> i32 {
        let holds = self
            .host(&key.1)
            .is_some_and(|host| view.footholds.contains_key(&host));
        if holds || self.done.contains_key(key) {
            0
        } else {
            14
        }
    }

    fn gain(&self, view: &RedView, key: &(ActionId, Target), effect: &Effect) -> i32 {
        let target = &key.1;
        let host = self.host(target);
        let held = host.and_then(|host| view.footholds.get(&host));
        let first = !self.done.contains_key(key);
        let wanted = |yes: bool| if yes { 1 } else { 0 };
        if let Some(kind) = Kind::of(effect) {
            return self
                .aims
                .missing(kind, target, view.now, &self.reached(kind, target))
                * 100;
        }
        match effect {
            Effect::Foothold(grip) => match (held, grip) {
                (Some(held), _) if held.grip == Grip::Admin || *grip == Grip::User => 0,
                (Some(_), _) => 30,
                (None, _) if host.is_some_and(|host| self.is_wanted(host)) => 60,
                (None, _) => 25 * wanted(view.footholds.len() < HOLDS),
            },
            // A forgery helps whoever plans with it; this adversary does not.
            Effect::Lodge => 0,
            Effect::Persist => 18 * wanted(held.is_some_and(|held| held.persisted.is_none())),
            Effect::Beacon(_) => match held {
                Some(held) if held.cut.is_some() => 30,
                Some(_) => 22 * wanted(self.has_no_beacon(host)),
                None => 0,
            },
            Effect::Credential(SecretOf::Target) => match target {
                Target::Account(account) if view.credentials.contains_key(account) => 0,
                _ => 20 + 20 * wanted(self.aims.targets().any(|aim| aim == target)),
            },
            Effect::Credential(_) => 26 * wanted(first),
            Effect::Reveal(_) => 10 * wanted(first),
            Effect::Stage => match target {
                Target::Data(data) if view.staged.contains_key(data) => 0,
                _ => 75 * wanted(self.aims.wants_data(target, view.now)),
            },
            // Blinding pays where something was stopped.
            Effect::Blind(_) => 20 * wanted(first && held.is_some() && self.was_stopped(host)),
            _ => 0,
        }
    }

    /// When this kind of harm was last done there, by whichever technique.
    fn reached(&self, kind: Kind, target: &Target) -> Option<Tick> {
        let done = self.done.iter().filter(|((action, at), _)| {
            let action = self.brief.action(*action);
            at == target
                && action.is_some_and(|a| a.effects.iter().any(|e| Kind::of(e) == Some(kind)))
        });
        done.map(|(_, at)| *at).max()
    }

    fn is_wanted(&self, host: HostId) -> bool {
        self.aims
            .targets()
            .any(|target| self.host(target) == Some(host))
    }

    fn has_no_beacon(&self, host: Option<HostId>) -> bool {
        let calls = |action: &Action| {
            action
                .effects
                .iter()
                .any(|e| matches!(e, Effect::Beacon(_)))
        };
        !self.done.keys().any(|(action, target)| {
            self.host(target) == host && self.brief.action(*action).is_some_and(calls)
        })
    }

    fn was_stopped(&self, host: Option<HostId>) -> bool {
        self.failed
            .keys()
            .any(|(_, target)| self.host(target) == host)
    }

    // ── how it is ordered ──

    /// Where it might set out from: what needs a foothold, from one, another after each failure;
    /// else from outside, and after a failure also from within.
    fn sources(&self, view: &RedView, action: &Action, choice: &Choice) -> Vec<Option<HostId>> {
        let failed = self.failures(choice);
        let asks = |what: Requirement| action.requires.contains(&what);
        let mut held: Vec<HostId> = match asks(Requirement::Lodged(End::Source)) {
            true => view.lodged.keys().copied().collect(),
            false => view.footholds.keys().copied().collect(),
        };
        // What it worked its way to lies nearest to what it is after.
        held.sort_by_key(|host| {
            let held = view.footholds.get(host);
            let is_admin = held.is_some_and(|held| held.grip == Grip::Admin);
            (!self.is_wanted(*host), !is_admin, *host)
        });
        let turn = failed % held.len().max(1);
        held.rotate_left(turn);
        let from_within = action.requires.iter().any(|requirement| {
            matches!(
                requirement,
                Requirement::Foothold(End::Source)
                    | Requirement::Admin(End::Source)
                    | Requirement::Beacon(End::Source)
                    | Requirement::Lodged(End::Source)
            )
        });
        let held = held.into_iter().map(Some);
        if from_within {
            held.collect()
        } else if failed % 2 == 1 {
            held.take(1).chain([None]).collect()
        } else {
            vec![None]
        }
    }

    fn failures(&self, choice: &Choice) -> usize {
        let key = (choice.action, choice.target.clone());
        self.failed.get(&key).map_or(0, |count| *count as usize)
    }

    fn order(&self, choice: &Choice, from: Option<HostId>) -> Act {
        let action = self.brief.action(choice.action);
        let name = action.map_or_else(|| "".into(), |action| action.name.clone());
        Act {
            action: name,
            on: self.brief.target_text(&choice.target).as_str().into(),
            from: from.map_or_else(
                || "".into(),
                |host| self.brief.host_name(host).as_str().into(),
            ),
            c2: action.map_or_else(|| "".into(), |action| self.address(action, choice)),
            lasts: self.aims.lasts(&choice.target).0,
            ..Act::default()
        }
    }

    /// An address that suits the technique; the next one after each failure.
    fn address(&self, action: &Action, choice: &Choice) -> Name {
        let suits = match &*action.tactic {
            "reconnaissance" => AddressKind::Scanner,
            "exfiltration" => AddressKind::Exfil,
            _ if action.effects.iter().any(|e| matches!(e, Effect::Flood(_))) => AddressKind::Flood,
            _ => AddressKind::C2,
        };
        let of_kind = self.brief.own_addresses().filter(|own| own.kind == suits);
        let mut all: Vec<&Name> = of_kind.map(|own| &own.name).collect();
        if all.is_empty() {
            all = self.brief.own_addresses().map(|own| &own.name).collect();
        }
        let turn = self.failures(choice);
        all.get(turn % all.len().max(1))
            .map_or_else(|| "".into(), |name| (*name).clone())
    }
}

/// Whether a technique wins what others need: a machine or an account.
fn opens_ways(action: &Action) -> bool {
    let wins = |effect: &Effect| matches!(effect, Effect::Foothold(_) | Effect::Credential(_));
    action.effects.iter().any(wins)
}

/// Whether a technique that wins a machine asks anything of who uses it. One that does not stands
/// for long preparation, as a poisoned update, and is for those whose campaign prepared it.
fn asks_something(action: &Action) -> bool {
    let wins = |effect: &Effect| matches!(effect, Effect::Foothold(_));
    let asks = |requirement: &Requirement| *requirement != Requirement::Up;
    !action.effects.iter().any(wins) || action.requires.iter().any(asks)
}
