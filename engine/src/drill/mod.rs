//! The façade: open a plan with a seed, give orders, let time pass, read facts and views.

use crate::action::effect::Readiness;
use crate::action::forecast::Forecast;
use crate::action::require::{Luck, Now};
use crate::action::run::{Run, Tempo, Waiting};
use crate::city::account::{Knowledge, Secrets};
use crate::city::asset::{BackupState, DataState};
use crate::city::control::ControlState;
use crate::city::host::Host;
use crate::city::map::Map;
use crate::city::place::{LinkState, Network};
use crate::city::service::{ServiceState, Unsettled};
use crate::detect::alert::{Alerts, Rules};
use crate::detect::claim::Desk;
use crate::detect::past::Past;
use crate::detect::patrol::Patrol;
use crate::detect::record::{Full, Record, Records};
use crate::detect::search::search;
use crate::detect::sense::{Seen, Underway};
use crate::detect::shelf;
use crate::plan::Plan;
use crate::script::campaign::{self, Campaign, Going, Try};
use crate::script::deed::Deeds;
use crate::script::msel::{self, InjectState, Injects};
use crate::script::owing::Duties;
use crate::script::routine::{self, Occurrences};
use crate::sigma::Fields;
use crate::team::{Aims, Staff};
use crate::tick::{Docket, Inbox, Over, Owns};
use crate::view::blue::BlueView;
use crate::view::observer::ObserverView;
use crate::view::red::RedView;
use crate::view::told::Telling;
use crate::view::truth::TruthView;
use crate::words::agenda::{Agenda, Due};
use crate::words::chance::Seed;
use crate::words::digest::Digest;
use crate::words::fact::{Fact, Facts};
use crate::words::known::{Known, Numbered, Roll};
use crate::words::name::*;
use crate::words::order::{Act, Order};
use crate::words::own::Own;
use crate::words::refusal::Refusal;
use crate::words::time::Tick;
use crate::words::trace::{Origin, Traces};
use bevy_ecs::prelude::{Component, Resource, Schedule, World};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use views::Views;

mod views;

mod hunt;
mod setup;

pub use hunt::{Hits, WholeHits};
pub use setup::{RedBy, Setup};

/// A drill under way.
pub struct Drill {
    world: World,
    tick: Schedule,
    plan: Arc<Plan>,
    map: Arc<Map>,
    setup: Setup,
    orders: u32,
    queue: VecDeque<(OrderId, Order)>,
    views: Views,
    truth: Arc<TruthView>,
    viewed: usize,
}

impl Drill {
    /// Opens a plan with a seed: everything stands as it does at STARTEX. A bare seed is a drill
    /// that the campaign's script attacks.
    pub fn open(plan: Arc<Plan>, setup: impl Into<Setup>) -> Self {
        let setup = setup.into();
        let seed = setup.seed;
        let map = Arc::new(Map {
            seed,
            ..(*plan.map).clone()
        });
        let mut world = World::new();
        know(&mut world, &plan, &map, setup.red);
        populate(&mut world, &plan, &map);
        set_going(&mut world, &plan, &map, seed);
        let views = Views::new(&plan.roster);
        Self {
            world,
            tick: crate::tick::schedule(),
            truth: Arc::new(TruthView::of(&plan)),
            plan,
            map,
            setup,
            orders: 0,
            queue: VecDeque::new(),
            views,
            viewed: 0,
        }
    }

    /// Takes up an order at the present moment. It acts with the next [`advance`](Self::advance).
    /// What it numbers is numbered as in its team's view.
    pub fn order(&mut self, order: Order) -> OrderId {
        let id = OrderId(self.orders);
        self.orders += 1;
        if let Some(team) = self.plan.roster.team(&order.team) {
            self.views.ordered(team, id, &order.ask);
        }
        self.queue.push_back((id, order));
        id
    }

    /// Runs everything that is due up to and including this moment. How a stretch of time is cut
    /// into calls changes nothing; nor does it matter which orders of one moment were taken up
    /// together: each acts, with all that follows from it at once, before the next.
    pub fn advance(&mut self, to: Tick) {
        while let Some(order) = self.queue.pop_front() {
            self.world.resource_mut::<Inbox>().orders.push_back(order);
            self.run_at(self.now());
            self.run_due(self.now());
        }
        self.run_due(to);
        let now = self.now();
        self.set_now(to.max(now));
        let facts = self.world.resource::<Facts>().all();
        self.views.go_on(to.max(now), facts);
        let truth = Arc::make_mut(&mut self.truth);
        truth.now = to.max(now);
        let fresh = &facts[self.viewed..];
        fresh.iter().for_each(|fact| truth.take(fact));
        self.viewed = facts.len();
    }

    fn run_due(&mut self, to: Tick) {
        while let Some(at) = self.next_due().filter(|&at| at <= to) {
            self.run_at(at.max(self.now()));
        }
    }

    fn run_at(&mut self, at: Tick) {
        self.set_now(at);
        self.tick.run(&mut self.world);
        self.world.clear_trackers();
    }

    fn set_now(&mut self, at: Tick) {
        self.world.resource_mut::<Now>().0 = at;
        self.world.resource_mut::<Facts>().at(at);
    }

    /// When the next thing is due; nothing once the drill has ended.
    pub fn next_due(&self) -> Option<Tick> {
        if self.ended() {
            return None;
        }
        let due = [
            self.world.resource::<Agenda>().next(),
            self.world.resource::<Traces>().next(),
            self.world.resource::<Underway>().next(),
            self.world.resource::<Patrol>().next(),
        ];
        due.into_iter().flatten().min()
    }

    /// The moment.
    pub fn now(&self) -> Tick {
        self.world.resource::<Now>().0
    }

    /// Whether ENDEX has been.
    pub fn ended(&self) -> bool {
        self.world.resource::<Over>().0
    }

    /// All that happened.
    pub fn facts(&self) -> &[Fact] {
        self.world.resource::<Facts>().all()
    }

    /// The fingerprint of all that happened.
    pub fn digest(&self) -> Digest {
        self.world.resource::<Facts>().digest()
    }

    /// What each step of the attack lacked when it was last due and could not set out, as the
    /// catalogue says it. For rehearsals: at no seat is it known.
    pub fn lacked(&self) -> BTreeMap<StepId, Name> {
        let steps = self.world.resource::<Going>().steps.iter().enumerate();
        let lacked = |(i, step): (usize, &Try)| Some((StepId::of(i), step.lacked.clone()?));
        steps.filter_map(lacked).collect()
    }

    /// The plan.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The city, as the seed has settled it.
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.setup.seed
    }

    /// How it was opened.
    pub fn setup(&self) -> Setup {
        self.setup
    }

    /// What the organisers and the jury see: everything.
    pub fn truth(&self) -> &Arc<TruthView> {
        &self.truth
    }

    /// What would come of an order to act, as far as the team may know. Reading changes nothing.
    ///
    /// # Errors
    ///
    /// The refusal that the order would meet for its words alone.
    pub fn forecast(&self, team: TeamId, act: &Act) -> Result<Forecast, Refusal> {
        crate::tick::forecast(&self.world, team, act)
    }

    /// What a defence team sees.
    pub fn blue(&self, team: TeamId) -> Option<&Arc<BlueView>> {
        self.views.blue.get(&team).map(|watched| &watched.view)
    }

    /// What an attack team sees.
    pub fn red(&self, team: TeamId) -> Option<&Arc<RedView>> {
        self.views.red.get(&team).map(|watched| &watched.view)
    }

    /// What observers see.
    pub fn observer(&self) -> &Arc<ObserverView> {
        &self.views.observer.view
    }

    /// The numbers of a team that plays, beside those of the engine.
    pub fn own(&self, team: TeamId) -> Option<&Own> {
        self.views.telling(team).map(Telling::own)
    }

    /// The orders that a team which plays gave, in the order given.
    pub fn ordered_by(&self, team: TeamId) -> impl Iterator<Item = OrderId> {
        let telling = self.views.telling(team).into_iter();
        telling.flat_map(Telling::orders)
    }

    /// Whether hotwash has begun: the organisers released what was hidden, at or after ENDEX.
    pub fn is_open(&self) -> bool {
        self.views.observer.telling.is_open()
    }

    /// The number by which a team knows an order of its own; who does not play knows the engine's.
    pub fn order_number(&self, team: TeamId, order: OrderId) -> OrderId {
        let telling = self.views.telling(team);
        telling
            .and_then(|telling| telling.order(order))
            .unwrap_or(order)
    }

    /// How many records have been written, collected or not.
    pub fn records(&self) -> usize {
        self.world.resource::<Records>().count()
    }

    /// What a team reads in a record: never whose doing it is. Only the defence reads records.
    pub fn record(&self, team: TeamId, id: RecordId) -> Option<BTreeMap<String, String>> {
        let record = shelf::record(&self.world, id)?;
        self.views
            .blue
            .contains_key(&team)
            .then(|| self.fields(&record))
    }

    /// The same with when, of which class and on which machine it was written.
    pub fn entry(&self, team: TeamId, id: RecordId) -> Option<Entry> {
        let record = shelf::record(&self.world, id)?;
        let may = self.views.blue.contains_key(&team);
        may.then(|| self.as_entry(&record))
    }

    fn as_entry(&self, record: &Record) -> Entry {
        let class = &self.plan.sensing.classes[record.class.at()];
        Entry {
            at: record.at,
            class: record.class,
            host: Full { record, class }.host(),
            fields: self.fields(record),
        }
    }

    /// The kept ones of the collected records that fit a query, newest first, without daily life:
    /// for bots and tests. What a person finds is [`hunt`](Self::hunt)'s.
    pub fn search(&self, team: TeamId, query: &str) -> Vec<RecordId> {
        if self.views.blue.contains_key(&team) {
            search(&self.world, query)
        } else {
            Vec::new()
        }
    }

    /// A collected record with all that is hidden from the teams: for white and jury.
    pub fn whole_record(&self, id: RecordId) -> Option<WholeRecord> {
        let record = shelf::record(&self.world, id)?;
        Some(self.whole(Some(id), &record))
    }

    /// The kept ones of all records, those collected in the order collected, then those left on
    /// machines. What is exported is [`stream`](Self::stream)'s.
    pub fn all_records(&self) -> impl Iterator<Item = WholeRecord> {
        let records = self.world.resource::<Records>();
        let collected = records.collected().map(|(id, record)| (Some(id), record));
        let left = records.local().iter().map(|record| (None, record));
        let all = collected.chain(left);
        all.map(|(id, record)| self.whole(id, record))
    }

    fn whole(&self, number: Option<RecordId>, record: &Record) -> WholeRecord {
        WholeRecord {
            number,
            at: record.at,
            class: record.class,
            host: record.host,
            origin: record.origin(),
            fields: self.fields(record),
        }
    }

    fn fields(&self, record: &Record) -> BTreeMap<String, String> {
        let class = &self.plan.sensing.classes[record.class.at()];
        let mut fields = BTreeMap::new();
        Full { record, class }.for_each(&mut |k, v| {
            fields.insert(k.to_owned(), v.to_owned());
        });
        fields
    }
}

/// A record as a defence team reads it: an entry of the collected log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// When it was written.
    pub at: Tick,
    /// Its class.
    pub class: ClassId,
    /// The machine it concerns.
    pub host: Option<HostId>,
    /// What stands in it.
    pub fields: BTreeMap<String, String>,
}

/// A record with all that is hidden from the teams.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WholeRecord {
    /// Its number; none if it is still where it was written.
    pub number: Option<RecordId>,
    /// When it was written.
    pub at: Tick,
    /// Its class.
    pub class: ClassId,
    /// The machine it concerns.
    pub host: Option<HostId>,
    /// Whose doing it is.
    pub origin: Origin,
    /// What stands in it.
    pub fields: BTreeMap<String, String>,
}

fn know(world: &mut World, plan: &Plan, map: &Arc<Map>, red: RedBy) {
    // Whoever attacks by orders goes their own way: there is no campaign then, only the city and
    // its rules.
    let campaign = match red {
        RedBy::Script => plan.campaign.clone(),
        RedBy::Human | RedBy::Adaptive => Arc::new(Campaign {
            team: plan.campaign.team,
            ..Campaign::default()
        }),
    };
    let aims = plan.objectives.iter().map(|o| o.name.clone()).collect();
    world.insert_resource(Known(map.clone()));
    world.insert_resource(Known(plan.roster.clone()));
    world.insert_resource(Known(plan.catalogue.clone()));
    world.insert_resource(Known(plan.sensing.clone()));
    world.insert_resource(Known(campaign));
    world.insert_resource(Known(Arc::new(Aims(aims))));
    world.insert_resource(Known(plan.msel.clone()));
    world.insert_resource(Known(plan.life.clone()));
    world.insert_resource(Known(plan.papers.clone()));
}

/// What the steps of the plan stand for, whoever attacks.
fn deeds(plan: &Plan, map: &Map, seed: Seed) -> Deeds {
    let casts = campaign::resolve(&plan.campaign, map, seed);
    let phases = plan.phases.iter().map(|phase| (phase.from, phase.to));
    let phases: Vec<_> = phases.collect();
    Deeds::of(&plan.campaign, &plan.sorts, &casts, &phases)
}

fn roll<T: Numbered + Component>(world: &mut World, things: impl ExactSizeIterator<Item = T>) {
    let entities = world.spawn_batch(things.collect::<Vec<_>>()).collect();
    world.insert_resource(Roll::<T>::new(entities));
}

fn populate(world: &mut World, plan: &Plan, map: &Map) {
    roll(
        world,
        (0..map.hosts as usize).map(|h| Host::new(HostId::of(h))),
    );
    roll(world, map.links.iter().map(|_| LinkState::default()));
    roll(world, map.services.iter().map(|_| ServiceState::default()));
    roll(world, map.controls.iter().map(ControlState::of));
    roll(world, map.data.iter().map(|_| DataState::default()));
    roll(world, map.backups.iter().map(BackupState::of));
    roll(
        world,
        plan.roster.teams.iter().map(|_| Knowledge::default()),
    );
    roll(world, plan.roster.teams.iter().map(Staff::of));
    world.insert_resource(Roll::<Run>::new(Vec::new()));
    world.insert_resource(Network::new(map.zones.len(), &map.links));
}

fn fresh<T: Resource + Default>(world: &mut World) {
    world.insert_resource(T::default());
}

fn set_going(world: &mut World, plan: &Plan, map: &Map, seed: u64) {
    fresh::<Agenda>(world);
    fresh::<Facts>(world);
    fresh::<Traces>(world);
    fresh::<Records>(world);
    fresh::<Alerts>(world);
    fresh::<Desk>(world);
    fresh::<Seen>(world);
    fresh::<Underway>(world);
    fresh::<Past>(world);
    fresh::<Patrol>(world);
    fresh::<Secrets>(world);
    fresh::<Unsettled>(world);
    fresh::<Waiting>(world);
    fresh::<Readiness>(world);
    fresh::<Inbox>(world);
    fresh::<Docket>(world);
    fresh::<Owns>(world);
    fresh::<Over>(world);
    fresh::<Now>(world);
    world.insert_resource(Luck(Seed(seed)));
    world.insert_resource(Tempo(plan.tempo));
    world.insert_resource(Rules(plan.sensing.engine()));
    world.insert_resource(Injects(vec![
        InjectState::default();
        plan.msel.injects.len()
    ]));
    world.insert_resource(Duties::resting(plan.papers.duties.len()));
    world.insert_resource(Occurrences(vec![0; plan.life.routines.len()]));
    world.insert_resource(deeds(plan, map, Seed(seed)));
    let campaign = world.resource::<Known<Campaign>>().0.clone();
    let casts = campaign::resolve(&campaign, map, Seed(seed));
    let steps = vec![Try::default(); campaign.steps.len()];
    world.insert_resource(Going { casts, steps });
    let mut agenda = world.resource_mut::<Agenda>();
    for (i, phase) in plan.phases.iter().enumerate() {
        agenda.put(phase.from, Due::Phase(PhaseId::of(i)));
    }
    agenda.put(Tick(plan.length.0), Due::End);
    campaign::start(world);
    for (i, inject) in plan
        .msel
        .injects
        .iter()
        .enumerate()
        .filter(|(_, i)| !i.by_hand)
    {
        if let Some(at) = msel::time_of(inject, InjectId::of(i), world) {
            world
                .resource_mut::<Agenda>()
                .put(at, Due::Inject(InjectId::of(i)));
        }
    }
    for i in 0..plan.life.routines.len() {
        routine::plan_next(world, RoutineId::of(i));
    }
    world.resource_mut::<Unsettled>().all(map);
}
