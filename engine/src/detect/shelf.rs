//! The shelf: records of daily life as they have really been written and have come in. What a
//! machine would write is `daily`'s to say; here it is held against how things stood.
//!
//! A record of daily life is never kept. Its number is its place: the machine, the hour, the class
//! and which of them it is.

use crate::action::require::{Luck, Now};
use crate::city::map::Map;
use crate::detect::class::{Place, Sensing};
use crate::detect::daily::{Rate, Rhythm, Source, Stub};
use crate::detect::past::Past;
use crate::detect::record::{Record, Records};
use crate::detect::sense::{delay, holds, sender};
use crate::team::Roster;
use crate::words::chance::Seed;
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::time::{MINUTE, Tick};
use crate::words::trace::Origin;
use bevy_ecs::prelude::World;
use std::borrow::Cow;
use std::sync::Arc;

/// What tells a record of daily life from a collected one: no count goes so far. All numbers are
/// below 2^53, so that any reader of JSON keeps them whole.
const DAILY: u64 = 1 << 52;

/// The number of a record of daily life.
pub fn number(stub: &Stub) -> RecordId {
    let of_host = u64::from(stub.host.0 & 0x1F_FFFF) << 31;
    let of_hour = u64::from(stub.hour & 0x7FF) << 20;
    let of_class = u64::from(stub.class.0 & 0x7F) << 13;
    RecordId(DAILY | of_host | of_hour | of_class | u64::from(stub.n & 0x1FFF))
}

/// What tells a record that was left on its machine, which has no number, in lists that need one.
const LEFT: u64 = 1 << 53;

/// What stands for the number of a record that was left on its machine, the one of this place among
/// them. It comes after all others of its moment.
pub(super) const fn left_on_machine(place: usize) -> RecordId {
    RecordId(LEFT | place as u64)
}

/// The number of a record, if it has one.
pub const fn numbered(id: RecordId) -> Option<RecordId> {
    if id.0 & LEFT == 0 { Some(id) } else { None }
}

/// Machine, hour, class and place of such a number.
fn place(id: RecordId) -> Option<(HostId, u32, ClassId, u32)> {
    let part = |from: u32, bits: u32| u32::try_from(id.0 >> from & ((1 << bits) - 1)).ok();
    let is_daily = id.0 & DAILY != 0 && id.0 >> 53 == 0;
    let class = ClassId::of(part(13, 7)? as usize);
    is_daily.then_some((HostId(part(31, 21)?), part(20, 11)?, class, part(0, 13)?))
}

/// A machine as a writer of one class of log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Writer {
    pub(super) host: HostId,
    pub(super) zone: ZoneId,
    pub(super) rate: Rate,
    /// The control that takes it down, while nothing has become of any.
    sensor: Option<ControlId>,
    planned: bool,
}

/// What becomes of a record of daily life.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    /// Nobody writes it, or takes it down, or it is lost.
    Never,
    /// Its machine keeps it until its zone is no longer cut off.
    Held,
    /// It comes in at this moment, taken down by this control.
    Comes(Tick, ControlId),
}

/// All that is needed to say what has come in.
pub(super) struct Shelf<'w> {
    pub(super) world: &'w World,
    pub(super) map: Arc<Map>,
    pub(super) sensing: Arc<Sensing>,
    pub(super) seed: Seed,
    pub(super) now: Tick,
    /// The second of the day at STARTEX.
    pub(super) starts: u32,
    past: &'w Past,
}

impl<'w> Shelf<'w> {
    pub(super) fn of(world: &'w World) -> Self {
        Self {
            world,
            map: world.plan::<Map>(),
            sensing: world.plan::<Sensing>(),
            seed: world.resource::<Luck>().0,
            now: world.resource::<Now>().0,
            starts: world.plan::<Roster>().starts_minute * MINUTE,
            past: world.resource::<Past>(),
        }
    }

    /// A machine as a writer of a class; nothing if none of its kind writes it, or nobody takes it
    /// down.
    pub(super) fn writer(&self, source: &Source, host: HostId) -> Option<Writer> {
        let (group, _) = self.map.group_of(host);
        let rate = source.rate(group.role)?;
        let role = &self.map.roles[group.role.at()];
        let class = &self.sensing.classes[source.class.at()];
        let by_host = class.by == Place::Host;
        let fits = class.platforms.is_empty() || class.platforms.contains(&role.platform);
        if by_host && !(fits && role.logs.contains(&class.name)) {
            return None;
        }
        let all = self.map.controls_of(class.sensor);
        let mut covers = all.filter(|control| self.map.covers(*control, host));
        let sensor = covers.next()?;
        let works = self.map.controls[sensor.at()].on && self.map.controls[sensor.at()].healthy;
        Some(Writer {
            host,
            zone: group.zone,
            rate,
            sensor: works.then_some(sensor),
            planned: !by_host || !self.map.is_silent(host, &class.name),
        })
    }

    /// What it writes in an hour.
    pub(super) fn stubs<'s>(
        &self,
        source: &'s Source,
        writer: &Writer,
        hour: u32,
    ) -> impl Iterator<Item = Stub> + use<'s> {
        source.stubs(self.seed, self.starts, writer.rate, writer.host, hour)
    }

    /// The control that took a record down, if it was written and has come in by now.
    pub(super) fn has_come(&self, writer: &Writer, stub: &Stub) -> Option<ControlId> {
        match self.fate(writer, stub) {
            Fate::Comes(at, sensor) if at <= self.now => Some(sensor),
            _ => None,
        }
    }

    /// What becomes of a record that is written by now, as far as can be said now.
    pub(super) fn fate(&self, writer: &Writer, stub: &Stub) -> Fate {
        if stub.at > self.now {
            return Fate::Never;
        }
        let class = &self.sensing.classes[stub.class.at()];
        let by_host = class.by == Place::Host;
        let stood = if self.past.knows(stub.host) {
            self.past.host(stub.host, stub.at)
        } else {
            None
        };
        let cut = self.past.is_cut(writer.zone, stub.at);
        let off_network = cut || stood.is_some_and(|c| c.isolated);
        let idle =
            stood.is_some_and(|c| c.away || c.encrypted && writer.rate.rhythm != Rhythm::Even);
        let writes = stood.map_or(writer.planned, |c| {
            c.policy.writes(stub.class, writer.planned)
        });
        if idle || !writes || (off_network && !by_host) || !self.is_served(writer, stub) {
            return Fate::Never;
        }
        let blind = stood.is_some_and(|c| c.blind.contains(&class.sensor));
        let Some(sensor) = self.sensor(writer, stub, class.sensor) else {
            return Fate::Never;
        };
        let control = &self.map.controls[sensor.at()];
        if blind {
            return Fate::Never;
        }
        let from = sender(sensor, Some(stub.host));
        let which = u64::from(stub.n) << 16 | u64::from(stub.class.0);
        let mut loss = self.seed.at(stub.at, from, "loss").apart(which);
        if !control.collected || (control.loss > 0 && loss.hits(control.loss)) {
            return self.secured(stub, sensor).unwrap_or(Fate::Never);
        }
        let sent = if cut {
            match self.past.freed(writer.zone, stub.at) {
                Some(freed) => freed,
                None => return self.secured(stub, sensor).unwrap_or(Fate::Held),
            }
        } else if control.delay.most.0 == 0 {
            stub.at
        } else {
            stub.at.after(delay(self.seed, control, from, stub.at))
        };
        Fate::Comes(sent, sensor)
    }

    /// A record that lies among secured evidence has come in with it.
    fn secured(&self, stub: &Stub, sensor: ControlId) -> Option<Fate> {
        holds(self.world, stub.host, stub.at).then_some(Fate::Comes(stub.at, sensor))
    }

    fn sensor(&self, writer: &Writer, stub: &Stub, kind: KindId) -> Option<ControlId> {
        let works = |control: ControlId| {
            let plan = &self.map.controls[control.at()];
            self.past.works(control, stub.at, plan.on && plan.healthy)
        };
        if let Some(first) = writer.sensor.filter(|first| works(*first)) {
            return Some(first);
        }
        let mut all = self.map.controls_of(kind);
        all.find(|control| works(*control) && self.map.covers(*control, stub.host))
    }

    /// Whether the service of which a record tells served somebody then.
    fn is_served(&self, writer: &Writer, stub: &Stub) -> bool {
        if !writer.rate.served {
            return true;
        }
        let services = self.map.services_on(stub.host);
        let served = services
            .map(|service| self.past.served(service, stub.at))
            .min();
        served.is_none_or(|served| stub.n * 617 % 1_000 < u32::from(served))
    }

    /// The record itself.
    pub(super) fn make(&self, source: &Source, stub: &Stub, sensor: ControlId) -> Record {
        let line = &source.lines[stub.line];
        let filled = line.fields.iter().enumerate().map(|(place, (name, _))| {
            (name.clone(), source.fill(self.seed, &self.map, stub, place))
        });
        let mut fields: Vec<(Name, String)> = filled.collect();
        let class = &self.sensing.classes[source.class.at()];
        self.sensing.complete(class, &mut fields);
        let whose = (stub.at, stub.class, Some(stub.host), sensor);
        let computer = match class.by.names() {
            true => self.map.host_name(stub.host),
            false => String::new(),
        };
        let origin = Origin::Life {
            attempt: line.attempt,
        };
        Record::new(whose, fields, computer, false, origin)
    }

    /// The record of this number, if it has come in.
    pub(super) fn get(&self, id: RecordId) -> Option<Record> {
        let (source, writer, stub) = self.stub(id)?;
        let sensor = self.has_come(&writer, &stub)?;
        Some(self.make(source, &stub, sensor))
    }

    /// The record of this number before it is filled in, and what becomes of it.
    pub(super) fn fate_of(&self, id: RecordId) -> Option<(&Source, Stub, Fate)> {
        let (source, writer, stub) = self.stub(id)?;
        let fate = self.fate(&writer, &stub);
        Some((source, stub, fate))
    }

    fn stub(&self, id: RecordId) -> Option<(&Source, Writer, Stub)> {
        let (host, hour, class, n) = place(id)?;
        let source = self.sensing.daily.of(class)?;
        let writer = (host.0 < self.map.hosts).then(|| self.writer(source, host))??;
        let stub = source.nth((self.seed, self.starts), writer.rate, (host, hour, n))?;
        Some((source, writer, stub))
    }
}

/// The record of this number that has come in, of daily life or otherwise.
pub fn record(world: &World, id: RecordId) -> Option<Cow<'_, Record>> {
    let kept = world.resource::<Records>().get(id);
    kept.map(Cow::Borrowed)
        .or_else(|| Shelf::of(world).get(id).map(Cow::Owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_says_which_record_it_is() {
        let stub = Stub {
            host: HostId(1_048_575),
            class: ClassId(58),
            hour: 1_439,
            n: 8_190,
            at: Tick(0),
            line: 0,
        };
        let id = number(&stub);
        assert!(id.0 < 1 << 53);
        assert_eq!(place(id), Some((stub.host, stub.hour, stub.class, stub.n)));
        assert_eq!(place(RecordId(17)), None);
    }
}
