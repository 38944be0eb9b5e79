//! Rules that people write, or bring along, meet daily life too: what they fire at in vain is
//! their price. The shipped rules fire at nothing in it, and a test holds them to that, so they
//! need not be shown it; where nobody writes a rule, none of this costs anything.
//!
//! Daily life is looked through a few minutes ahead, for what such a rule looks for; that is shown
//! to all rules when it comes in.

use crate::action::require::Now;
use crate::detect::alert::{Rules, show};
use crate::detect::class::Sensing;
use crate::detect::record::Full;
use crate::detect::shelf::{Fate, Shelf, number};
use crate::sigma::{ClassId as SigmaClass, Engine, RuleIx};
use crate::words::fact::{FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::{ControlId, HostId, RecordId};
use crate::words::time::{HOUR, MINUTE, Tick};
use bevy_ecs::prelude::{Resource, World};
use std::collections::BTreeSet;

/// How far ahead daily life is looked through at once.
const AHEAD: u32 = 5 * MINUTE;
/// The most machines of a city whose daily life is looked through, the first.
const HOST_LIMIT: u32 = 20_000;

/// The rules that must meet daily life, and what of it is to come.
#[derive(Resource, Default)]
pub struct Patrol {
    facts: usize,
    begun: bool,
    /// Only those rules, to say what they look for.
    eye: Option<Engine>,
    /// Up to when daily life was looked through.
    until: Tick,
    /// Records that one of them looks for, by when to look after them.
    coming: BTreeSet<(Tick, RecordId)>,
}

impl Patrol {
    /// When there is next anything to do.
    pub fn next(&self) -> Option<Tick> {
        let coming = self.coming.first().map(|(at, _)| *at);
        let look = self.eye.as_ref().map(|_| self.until);
        coming.into_iter().chain(look).min()
    }
}

/// Shows rules that people wrote or brought along what daily life brings in.
pub fn patrol(world: &mut World) {
    let now = world.resource::<Now>().0;
    let mut patrol = std::mem::take(&mut *world.resource_mut::<Patrol>());
    patrol.renew(world, now);
    while patrol.eye.is_some() && patrol.until <= now {
        patrol.look_ahead(world);
    }
    while let Some((at, id)) = patrol.coming.pop_first() {
        if at > now {
            patrol.coming.insert((at, id));
            break;
        }
        patrol.meet(world, now, id);
    }
    *world.resource_mut::<Patrol>() = patrol;
}

impl Patrol {
    /// Takes up rules that were written, turned on or off since.
    fn renew(&mut self, world: &World, now: Tick) {
        let facts = world.resource::<Facts>();
        let changed = facts.from(self.facts).iter().any(|fact| {
            matches!(
                fact.kind,
                FactKind::RuleWritten { .. } | FactKind::RuleSet { .. }
            )
        });
        self.facts = facts.all().len();
        if self.begun && !changed {
            return;
        }
        self.begun = true;
        let sensing = world.plan::<Sensing>();
        let engine = &world.resource::<Rules>().0;
        let is_own = |(id, rule): &(RuleIx, &crate::sigma::Rule)| {
            let mut shipped = sensing.rules.iter();
            let shipped = shipped.any(|one| one.stem == rule.stem && one.text == rule.text);
            engine.enabled(*id) && (!shipped || sensing.guests.contains(&rule.stem))
        };
        let own = engine.rules().filter(is_own).map(|(_, rule)| rule.clone());
        let own: Vec<_> = own.collect();
        self.eye = (!own.is_empty()).then(|| Engine::new(&sensing.sources(), own));
        self.coming.retain(|(at, _)| *at <= now);
        self.until = now;
    }

    /// Looks through the next minutes of daily life for what the rules look for.
    fn look_ahead(&mut self, world: &World) {
        let Some(eye) = &mut self.eye else {
            return;
        };
        let shelf = Shelf::of(world);
        let (from, hour) = (self.until, self.until.0 / HOUR);
        let to = Tick((from.0 + AHEAD).min((hour + 1) * HOUR));
        for source in &shelf.sensing.daily.sources {
            let class = SigmaClass(source.class.at());
            if !eye.matches(class) {
                continue;
            }
            for host in (0..shelf.map.hosts.min(HOST_LIMIT)).map(HostId) {
                let Some(writer) = shelf.writer(source, host) else {
                    continue;
                };
                for stub in shelf.stubs(source, &writer, hour) {
                    if stub.at < from || stub.at >= to {
                        continue;
                    }
                    // Who takes it down does not stand in it.
                    let record = shelf.make(source, &stub, ControlId(0));
                    let class_of = &shelf.sensing.classes[record.class.at()];
                    let full = Full {
                        record: &record,
                        class: class_of,
                    };
                    if eye.meets(class, &full) {
                        self.coming.insert((stub.at, number(&stub)));
                    }
                }
            }
        }
        self.until = to;
    }

    /// Shows the rules a record whose moment has come, or waits until it comes in.
    fn meet(&mut self, world: &mut World, now: Tick, id: RecordId) {
        let shelf = Shelf::of(world);
        let Some((written, fate)) = shelf.fate_of(id) else {
            return;
        };
        match fate {
            Fate::Never => {}
            Fate::Held => {
                self.coming.insert((Tick(now.0 + AHEAD), id));
            }
            Fate::Comes(at, _) if at > now => {
                self.coming.insert((at, id));
            }
            // What was brought in as evidence later is old news.
            Fate::Comes(at, _) if at == written && now > written => {}
            Fate::Comes(..) => {
                let Some(record) = shelf.get(id) else {
                    return;
                };
                drop(shelf);
                show(world, id, &record);
            }
        }
    }
}
