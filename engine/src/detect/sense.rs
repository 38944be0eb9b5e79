//! Sensors: a trace becomes a record where the right kind of control covers the place, is on and
//! healthy. Where there is none, nothing is written, and no dice are needed for blind spots.

use crate::action::require::{Luck, Now};
use crate::action::run::guards;
use crate::city::control::{Control, ControlState};
use crate::city::host::{Host, LocalLogs, LogPolicy};
use crate::city::map::Map;
use crate::city::place::Network;
use crate::detect::class::{Class, Place, Sensing};
use crate::detect::record::{Record, Records};
use crate::words::cell::Audience;
use crate::words::chance::{Seed, key};
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::known::{Known, Reach};
use crate::words::name::*;
use crate::words::time::{MINUTE, Span, Tick};
use crate::words::trace::{Origin, Passage, Trace, Traces};
use bevy_ecs::prelude::{Resource, World};
use std::collections::{BTreeMap, BTreeSet};

/// Which steps have left a record, so that the first of each is a fact; and how many facts have
/// been looked through for secured evidence.
#[derive(Resource, Default)]
pub struct Seen {
    recorded: BTreeSet<StepId>,
    runs_recorded: BTreeSet<RunId>,
    facts: usize,
}

/// Records under way to the monitoring centre, by the moment they get there.
#[derive(Resource, Default)]
pub struct Underway {
    waiting: BTreeMap<(Tick, u64), Record>,
    sent: u64,
}

impl Underway {
    fn send(&mut self, record: Record, arrives: Tick) {
        self.waiting.insert((arrives, self.sent), record);
        self.sent += 1;
    }

    /// The next that has got there.
    fn arrived(&mut self, now: Tick) -> Option<Record> {
        let entry = self.waiting.first_entry()?;
        (entry.key().0 <= now).then(|| entry.remove())
    }

    /// When the next one gets there.
    pub fn next(&self) -> Option<Tick> {
        self.waiting.first_key_value().map(|((at, _), _)| *at)
    }
}

/// Turns the traces whose moment has come into records, and takes in those that arrive.
pub fn sense(world: &mut World) {
    bring_in(world);
    let now = world.resource::<Now>().0;
    while let Some(record) = world.resource_mut::<Underway>().arrived(now) {
        collect(world, record);
    }
    if world.resource::<Traces>().next().is_none_or(|at| at > now) {
        return;
    }
    let map = world.resource::<Known<Map>>().0.clone();
    let sensing = world.resource::<Known<Sensing>>().0.clone();
    while let Some(mut trace) = world.resource_mut::<Traces>().take(now) {
        let class = &sensing.classes[trace.class.at()];
        if class.by == Place::Outside {
            trace.host = None;
        }
        let Some(sensor) = sensor_for(world, &map, class, &trace) else {
            continue;
        };
        if trace.passage == Passage::Absent && class.by == Place::Host {
            continue;
        }
        if trace.passage != Passage::Through {
            if class.passed_only {
                continue;
            }
            let says = |field: &Name| class.refused.iter().any(|(name, _)| name == field);
            trace.fields.retain(|(field, _)| !says(field));
            trace.fields.extend(class.refused.iter().cloned());
        }
        sensing.complete(class, &mut trace.fields);
        write(world, &map, (sensor, class.by), trace);
    }
}

fn sensor_for(world: &World, map: &Map, class: &Class, trace: &Trace) -> Option<ControlId> {
    let writes = |host| {
        let planned = map.writes(host, &class.name);
        let policy = world.get::<LogPolicy>(world.entity_of::<Host>(host));
        let writes = policy.map_or(planned, |p| p.writes(trace.class, planned));
        writes && world.of::<Host>(host).is_up()
    };
    let works = |control, host: Option<HostId>| match host {
        Some(host) => guards(world, map, control, host),
        None => world.of::<ControlState>(control).works(),
    };
    taker(map, class, trace.host, (writes, works))
}

/// Which control takes down what is left here, as things stand at STARTEX.
pub(super) fn taker_at_start(map: &Map, class: &Class, host: Option<HostId>) -> Option<ControlId> {
    let writes = |host| map.writes(host, &class.name);
    let works = |control: ControlId, host: Option<HostId>| {
        ControlState::of(&map.controls[control.at()]).works()
            && host.is_none_or(|host| map.covers(control, host))
    };
    taker(map, class, host, (writes, works))
}

/// Which control would take down what is left here, were it on and healthy at STARTEX.
pub(super) fn idle_at_start(map: &Map, class: &Class, host: Option<HostId>) -> Option<ControlId> {
    let writes = |host| map.writes(host, &class.name);
    let idle = |control: ControlId, host: Option<HostId>| {
        !ControlState::of(&map.controls[control.at()]).works()
            && host.is_none_or(|host| map.covers(control, host))
    };
    taker(map, class, host, (writes, idle))
}

/// Which control takes down what is left here: the first of the right kind that works, if the
/// machine writes such a thing at all.
fn taker(
    map: &Map,
    class: &Class,
    host: Option<HostId>,
    (writes, works): (
        impl Fn(HostId) -> bool,
        impl Fn(ControlId, Option<HostId>) -> bool,
    ),
) -> Option<ControlId> {
    if let Some(host) = host
        && class.by == Place::Host
    {
        let platform = map.role_of(host).platform;
        let fits = class.platforms.is_empty() || class.platforms.contains(&platform);
        if !fits || !writes(host) {
            return None;
        }
    }
    map.controls_of(class.sensor).find(|c| works(*c, host))
}

fn write(world: &mut World, map: &Map, (sensor, by): (ControlId, Place), trace: Trace) {
    let named = trace.host.filter(|_| by.names());
    let computer = named.map_or_else(String::new, |h| map.host_name(h));
    let control = &map.controls[sensor.at()];
    let lost = is_lost(world, control, sensor, &trace);
    let local = !control.collected || lost;
    let whose = (trace.at, trace.class, trace.host, sensor);
    let record = Record::new(whose, trace.fields, computer, local, trace.origin);
    let taken = local && trace.host.is_some_and(|h| holds(world, h, trace.at));
    if local && !taken {
        return leave(world, record);
    }
    // In a zone that is cut off, a machine keeps what it writes until the zone is not. One that is
    // isolated alone still sends, over the response team's management channel.
    if !local && by == Place::Host && trace.host.is_some_and(|h| is_cut(world, map, h)) {
        return leave(world, record);
    }
    let late = lateness(world, control, sensor, &record);
    if local || late.0 == 0 {
        collect(world, record);
    } else {
        let arrives = record.at.after(late);
        world.resource_mut::<Underway>().send(record, arrives);
    }
}

/// Whether a machine is cut off from its collector: only with its whole zone.
fn is_cut(world: &World, map: &Map, host: HostId) -> bool {
    world.resource::<Network>().is_cut(map.zone_of(host))
}

/// Whether a record never gets to the monitoring centre. It stays where it was written, so that
/// evidence secured there still holds it.
fn is_lost(world: &World, control: &Control, sensor: ControlId, trace: &Trace) -> bool {
    // Names and addresses are others in another city of the same drill; numbers are not, and tell
    // apart what is written in the same second.
    let is_number = |value: &str| value.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = trace.fields.iter().filter(|(_, value)| is_number(value));
    let class = &world.resource::<Known<Sensing>>().0.classes[trace.class.at()];
    let what = numbers.fold(key(&class.name), |all, (_, value)| {
        all.rotate_left(5) ^ key(value)
    });
    let seed = world.resource::<Luck>().0;
    let draw = seed.at(trace.at, sender(sensor, trace.host), "loss");
    control.loss > 0 && draw.apart(what).hits(control.loss)
}

/// How long a record is under way. What a machine writes within a minute it sends together.
fn lateness(world: &World, control: &Control, sensor: ControlId, record: &Record) -> Span {
    let seed = world.resource::<Luck>().0;
    delay(seed, control, sender(sensor, record.host), record.at)
}

/// How long what this sender writes at this moment is under way.
pub(super) fn delay(seed: Seed, control: &Control, sender: u64, at: Tick) -> Span {
    let minute = Tick(at.0 / MINUTE * MINUTE);
    seed.at(minute, sender, "delay").span(control.delay)
}

/// Who sends: a control, from a machine.
pub(super) fn sender(sensor: ControlId, host: Option<HostId>) -> u64 {
    u64::from(sensor.0) << 32 | host.map_or(u64::from(u32::MAX), |h| u64::from(h.0))
}

fn leave(world: &mut World, record: Record) {
    let origin = record.origin();
    let mut records = world.resource_mut::<Records>();
    if !records.is_full() {
        records.leave(record);
        recorded(world, origin, None);
    }
}

fn collect(world: &mut World, record: Record) {
    let origin = record.origin();
    let mut records = world.resource_mut::<Records>();
    if !records.is_full() {
        let id = records.collect(record);
        recorded(world, origin, Some(id));
    }
}

fn recorded(world: &mut World, origin: Origin, record: Option<RecordId>) {
    let mut seen = world.resource_mut::<Seen>();
    let (by, fact) = match origin {
        Origin::Step(step) if seen.recorded.insert(step) => {
            (Cause::Step(step), FactKind::StepRecorded { step, record })
        }
        Origin::Red(run) if seen.runs_recorded.insert(run) => {
            (Cause::Run(run), FactKind::RunRecorded { run, record })
        }
        _ => return,
    };
    world
        .resource_mut::<Facts>()
        .state(by, Audience::HOTWASH, fact);
}

/// Takes in what machines kept that can send again, and what lay on machines whose evidence has
/// been secured since.
fn bring_in(world: &mut World) {
    let facts = world.resource::<Facts>();
    let (from, to) = (world.resource::<Seen>().facts, facts.all().len());
    let (mut secured, mut freed) = (BTreeSet::new(), false);
    for fact in facts.from(from) {
        match fact.kind {
            FactKind::Preserved { host } => {
                secured.insert(host);
            }
            FactKind::ZoneCut { cut: false, .. } => freed = true,
            _ => {}
        }
    }
    world.resource_mut::<Seen>().facts = to;
    if secured.is_empty() && !freed {
        return;
    }
    let map = world.resource::<Known<Map>>().0.clone();
    let mut records = std::mem::take(&mut *world.resource_mut::<Records>());
    records.bring_in(|record| {
        let Some(host) = record.host else {
            return false;
        };
        if !record.local && freed && !is_cut(world, &map, host) {
            return true;
        }
        let taken = secured.contains(&host) && holds(world, host, record.at);
        record.local |= taken;
        taken
    });
    *world.resource_mut::<Records>() = records;
}

/// Whether what a machine wrote at this moment is among the evidence secured there.
pub(super) fn holds(world: &World, host: HostId, at: Tick) -> bool {
    let logs = world.get::<LocalLogs>(world.entity_of::<Host>(host));
    logs.is_some_and(|logs| logs.holds(at))
}
