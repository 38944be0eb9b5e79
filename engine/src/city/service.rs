//! Services: what people feel. An outage is felt whoever caused it; who caused it is kept apart.

use crate::city::host::Host;
use crate::city::map::Map;
use crate::city::place::{Gates, Proto, zone_reached};
use crate::words::cell::Audience;
use crate::words::fact::{Cause, Compliance, FactKind, Facts, Side, Why};
use crate::words::known::{Known, Numbered, Reach};
use crate::words::name::*;
use crate::words::text::Text;
use crate::words::time::{Span, Tick};
use crate::words::written::At;
use bevy_ecs::prelude::{Component, Resource, World};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;

pub mod site;

pub use site::{Standby, StandbyWritten};

// ── Written ──

/// A service.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called.
    pub title: Text,
    /// The host it runs on.
    pub host: At<String>,
    /// Its security level, 1–5 (Decree 85/2016).
    #[schemars(range(min = 1, max = 5))]
    pub level: u8,
    /// How many people use it.
    #[serde(default)]
    pub people: u64,
    /// What a minute without it costs, in points.
    #[schemars(range(max = 10_000))]
    pub value: u32,
    /// Services it stands on.
    #[serde(default)]
    pub depends: Vec<At<String>>,
    /// Zones its users come from.
    #[serde(default)]
    pub users_from: Vec<At<String>>,
    /// How much load it bears, in units of 100 for an ordinary day's.
    pub capacity: Option<u32>,
    /// Its weaknesses.
    #[serde(default)]
    pub weaknesses: Vec<At<String>>,
    /// How soon it must be back.
    pub rto: Option<Span>,
    /// How many of a thousand people the paper way serves; 0 if there is none.
    #[serde(default)]
    #[schemars(range(max = 1000))]
    pub manual: u16,
    /// Where it may run when its own host cannot.
    pub standby: Option<StandbyWritten>,
    /// Its level dossier; a system without one is in no count of levels.
    pub dossier: Option<DossierWritten>,
}

/// The level dossier of a system: what its owner declares, and what is so.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierWritten {
    /// What its owner declares; nothing if it is in no register.
    #[serde(default)]
    pub declares: Vec<Compliance>,
    /// What is so at STARTEX; the same if absent.
    pub holds: Option<Vec<Compliance>>,
}

// ── the plan ──

/// The level dossier of a system.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Dossier {
    pub declares: BTreeSet<Compliance>,
    pub holds: BTreeSet<Compliance>,
}

impl From<&DossierWritten> for Dossier {
    fn from(written: &DossierWritten) -> Self {
        let holds = written.holds.as_ref().unwrap_or(&written.declares);
        Self {
            declares: written.declares.iter().copied().collect(),
            holds: holds.iter().copied().collect(),
        }
    }
}

/// A service.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Service {
    pub name: Name,
    pub title: Text,
    pub host: HostId,
    pub level: u8,
    pub people: u64,
    pub value: u32,
    pub depends: Vec<ServiceId>,
    pub users_from: Vec<ZoneId>,
    pub capacity: u32,
    pub flaws: Vec<FlawId>,
    pub rto: Span,
    pub manual: u16,
    pub standby: Option<Standby>,
    pub dossier: Option<Dossier>,
}

impl Service {
    /// Whether it stands in a register: only one whose dossier declares nothing does not.
    pub fn is_listed(&self) -> bool {
        let dossier = self.dossier.as_ref();
        dossier.is_none_or(|dossier| !dossier.declares.is_empty())
    }
}

/// An ordinary day's load, in the units of capacities and floods.
pub const ORDINARY_LOAD: u32 = 60;
/// How many of a thousand an altered page still serves: what it tells them is wrong.
pub const DEFACED_SERVES: u16 = 500;

// ── Lives ──

/// The state of a service.
#[derive(Component, Clone)]
pub struct ServiceState {
    stopped: Option<Side>,
    floods: Vec<(RunId, u32)>,
    filters: Vec<u16>,
    defaced: bool,
    manual: bool,
    patched: Vec<FlawId>,
    attained: BTreeSet<Compliance>,
    away: Option<site::Away>,
    /// Since when nothing can be entered where it runs, if nothing can.
    idle_since: Option<Tick>,
    served: u16,
    side: Side,
    why: Why,
}

impl Default for ServiceState {
    fn default() -> Self {
        Self {
            stopped: None,
            floods: Vec::new(),
            filters: Vec::new(),
            defaced: false,
            manual: false,
            patched: Vec::new(),
            attained: BTreeSet::new(),
            away: None,
            idle_since: None,
            served: 1_000,
            side: Side::Neither,
            why: Why::Sound,
        }
    }
}

impl Numbered for ServiceState {
    type Id = ServiceId;

    fn place(id: ServiceId) -> usize {
        id.at()
    }
}

impl ServiceState {
    /// Of a thousand users, so many are served.
    pub fn served(&self) -> u16 {
        self.served
    }

    /// Whether it serves most of its users.
    pub fn is_up(&self) -> bool {
        self.served >= 500
    }

    /// Whether its pages are altered.
    pub fn is_defaced(&self) -> bool {
        self.defaced
    }

    /// Stops it, or starts it again with nobody to blame.
    pub fn stop(&mut self, by: Option<Side>) {
        self.stopped = by;
    }

    /// A flood begins.
    pub fn flood(&mut self, run: RunId, load: u32) {
        self.floods.push((run, load));
    }

    /// A flood is over; true if it was on.
    pub fn unflood(&mut self, run: RunId) -> bool {
        let before = self.floods.len();
        self.floods.retain(|(r, _)| *r != run);
        self.floods.len() != before
    }

    /// All floods are over.
    pub fn calm(&mut self) {
        self.floods.clear();
    }

    /// Filters so many of a thousand units of any flood away.
    pub fn filter(&mut self, per_mille: u16) {
        self.filters.push(per_mille.min(1_000));
    }

    /// Whether anything filters.
    pub fn is_filtered(&self) -> bool {
        !self.filters.is_empty()
    }

    /// Alters its pages, or puts them right; true if that is a change.
    pub fn deface(&mut self, yes: bool) -> bool {
        std::mem::replace(&mut self.defaced, yes) != yes
    }

    /// Serves people by paper, or no longer.
    pub fn manual(&mut self, yes: bool) {
        self.manual = yes;
    }

    /// Closes a weakness.
    pub fn patch(&mut self, flaw: FlawId) {
        self.patched.push(flaw);
    }

    /// Whether a weakness is closed.
    pub fn is_patched(&self, flaw: FlawId) -> bool {
        self.patched.contains(&flaw)
    }

    /// Comes this far in its protection by level; true if it had not.
    pub fn attain(&mut self, plan: &Service, what: Compliance) -> bool {
        !self.complies(plan, what) && self.attained.insert(what)
    }

    /// Whether it truly has come this far, whatever is declared.
    pub fn complies(&self, plan: &Service, what: Compliance) -> bool {
        let held = plan
            .dossier
            .as_ref()
            .is_some_and(|d| d.holds.contains(&what));
        held || self.attained.contains(&what)
    }

    fn load(&self) -> u32 {
        let flood: u64 = self.floods.iter().map(|(_, load)| u64::from(*load)).sum();
        let passed = self
            .filters
            .iter()
            .fold(flood, |load, f| load * u64::from(1_000 - f) / 1_000);
        u32::try_from(passed)
            .unwrap_or(u32::MAX)
            .saturating_add(ORDINARY_LOAD)
    }
}

/// Services whose state must be looked at again before the tick closes.
#[derive(Resource, Default)]
pub struct Unsettled(pub BTreeSet<ServiceId>);

impl Unsettled {
    /// All that run on a host, or may come to.
    pub fn host(&mut self, host: HostId, map: &Map) {
        self.0.extend(map.services_by(host));
    }

    /// All.
    pub fn all(&mut self, map: &Map) {
        self.0.extend((0..map.services.len()).map(ServiceId::of));
    }
}

// ── Acts ──

/// Works out what each unsettled service gives its users, and what that does to those which stand
/// on it.
pub fn settle(world: &mut World) {
    if world.resource::<Unsettled>().0.is_empty() {
        return;
    }
    let map = world.resource::<Known<Map>>().0.clone();
    // What is stood on comes first in this order, so one pass carries a failure all the way.
    for &service in &map.service_order {
        if !world.resource_mut::<Unsettled>().0.remove(&service) {
            continue;
        }
        fall_behind(world, &map, service);
        let ((served, side, why), runs) = assess(world, &map, service);
        let now = world.resource::<Facts>().now();
        let mut state = world.of_mut::<ServiceState>(service);
        state.note_running(runs, now);
        let was = (state.served, state.side, state.why);
        if was == (served, side, why) {
            continue;
        }
        (state.served, state.side, state.why) = (served, side, why);
        say(world, service, was, (served, side, why));
        let upon = map.services_upon(service);
        world.resource_mut::<Unsettled>().0.extend(upon);
    }
}

/// States what its users feel, and apart from that, whose doing it is: a change of the second
/// alone is felt by nobody.
fn say(world: &mut World, service: ServiceId, was: (u16, Side, Why), is: (u16, Side, Why)) {
    let mut facts = world.resource_mut::<Facts>();
    let (served, side, why) = is;
    let mut cause = Cause::Plan;
    if (was.0, was.2) != (served, why) {
        let felt = FactKind::ServiceServes {
            service,
            served,
            why,
        };
        cause = Cause::Fact(facts.state(cause, Audience::ALL, felt));
    }
    if (was.0, was.1) != (served, side) {
        let laid = FactKind::HarmLaid {
            service,
            served,
            side,
        };
        facts.state(cause, Audience::HOTWASH, laid);
    }
}

/// A site that is down, or has lost its data, follows its standby no longer.
fn fall_behind(world: &mut World, map: &Map, id: ServiceId) {
    let home = world.of::<Host>(map.services[id.at()].host);
    if home.is_online() && !home.is_encrypted() {
        return;
    }
    if let Some(team) = world.of_mut::<ServiceState>(id).fall_behind() {
        let fact = FactKind::FellBehind { service: id };
        let mut facts = world.resource_mut::<Facts>();
        facts.state(Cause::Plan, Audience::team(team), fact);
    }
}

/// What a service gives its users, whose doing that is and why; and whether it runs at all, on
/// paper or not.
fn assess(world: &mut World, map: &Map, id: ServiceId) -> ((u16, Side, Why), bool) {
    let plan = &map.services[id.at()];
    let state = world.of::<ServiceState>(id).clone();
    let mut worst = (1_000, Side::Neither, Why::Sound);
    let mut say = |served: u16, side: Side, why: Why| {
        // Equal harm is laid at the attack's door, or at a fault's: without them the defence would
        // not have had to act.
        let blame = |side| match side {
            Side::Attack => 0,
            Side::Neither => 1,
            Side::Defence => 2,
        };
        let sooner = served < 1_000 && blame(side) < blame(worst.1);
        if served < worst.0 || (served == worst.0 && sooner) {
            worst = (served, side, why);
        }
    };
    let host = *world.of::<Host>(state.host(plan));
    if let Some(side) = host.unpowered_by() {
        say(0, side, Why::NoPower);
    }
    if host.is_encrypted() {
        say(0, Side::Attack, Why::Encrypted);
    }
    if let Some(side) = state.stopped {
        say(0, side, Why::Stopped);
    }
    if host.is_isolated() || host.is_rebuilding() {
        say(0, Side::Defence, Why::HostAway);
    }
    let load = state.load();
    if load > plan.capacity {
        let served = u64::from(plan.capacity) * 1_000 / u64::from(load);
        say(
            u16::try_from(served).unwrap_or(1_000),
            Side::Attack,
            Why::Flooded,
        );
    }
    if state.defaced {
        say(DEFACED_SERVES, Side::Attack, Why::Defaced);
    }
    let reached = share_reached(world, map, id);
    if reached < 1_000 {
        say(reached, Side::Defence, Why::Unreachable);
    }
    for &below in &plan.depends {
        let below_state = world.of::<ServiceState>(below);
        if below_state.served < 1_000 {
            say(below_state.served, below_state.side, Why::Dependency(below));
        }
    }
    let runs = worst.0 > 0;
    if state.manual && plan.manual > worst.0 {
        worst.0 = plan.manual;
    }
    (worst, runs)
}

/// Of a thousand users, so many can reach it: its user zones count alike.
fn share_reached(world: &mut World, map: &Map, id: ServiceId) -> u16 {
    let plan = &map.services[id.at()];
    if plan.users_from.is_empty() {
        return 1_000;
    }
    let to = map.zone_of(site::runs_on(world, map, id));
    let mut reaches = |from: ZoneId| {
        let protos = [Proto::Https, Proto::Http, Proto::Any];
        let mut by = |proto| zone_reached(world, &map.links, from, to, proto, Gates::ALL);
        protos.into_iter().any(&mut by)
    };
    let there = plan
        .users_from
        .iter()
        .filter(|&&zone| reaches(zone))
        .count();
    u16::try_from(there * 1_000 / plan.users_from.len()).unwrap_or(1_000)
}
