//! Rules that people write, or bring along, meet daily life too: what they fire at in vain is
//! their price. The shipped rules fire at nothing in it, and a test holds them to that, so they
//! need not be shown it; where nobody writes a rule, none of this costs anything.
//!
//! Daily life is looked through an hour at a time, and of that only the kinds of record that such a
//! rule may look for at all; what it does look for is shown to all rules when it comes in. A rule
//! that floods the queue turns itself off, as monitoring centres have it: who wants it back mends
//! it first.

use crate::action::require::Now;
use crate::detect::alert::{Alerts, Rules, blue, show};
use crate::detect::class::Sensing;
use crate::detect::kinds::may_meet;
use crate::detect::record::Full;
use crate::detect::shelf::{Fate, Shelf, number};
use crate::sigma::{ClassId as SigmaClass, Engine, Rule, RuleIx};
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::{ControlId, HostId, RecordId, RuleId};
use crate::words::time::{HOUR, MINUTE, Tick};
use bevy_ecs::prelude::{Resource, World};
use std::collections::BTreeSet;

/// How long until a record that its machine keeps is asked for again.
const PATIENCE: u32 = 5 * MINUTE;
/// The most machines of a city whose daily life is looked through, the first.
pub const HOST_LIMIT: u32 = 20_000;

/// The rules that must meet daily life, and what of it is to come.
#[derive(Resource, Default)]
pub struct Patrol {
    facts: usize,
    begun: bool,
    /// Those rules.
    own: Vec<RuleIx>,
    /// Only those rules, to say what they look for.
    eye: Option<Engine>,
    /// Of each source of daily life, which of its kinds may be that.
    kinds: Vec<Vec<bool>>,
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
    patrol.throttle(world, now);
    loop {
        while patrol.eye.is_some() && patrol.until <= now {
            patrol.look_ahead(world);
        }
        match patrol.coming.pop_first() {
            Some((at, id)) if at <= now => {
                if patrol.meet(world, now, id) {
                    patrol.throttle(world, now);
                }
            }
            later => {
                patrol.coming.extend(later);
                break;
            }
        }
    }
    *world.resource_mut::<Patrol>() = patrol;
}

impl Patrol {
    /// Takes up rules that were written, turned on or off since.
    fn renew(&mut self, world: &mut World, now: Tick) {
        let facts = world.resource::<Facts>();
        let mut changed = BTreeSet::new();
        for fact in facts.from(self.facts) {
            if let FactKind::RuleWritten { rule, .. } | FactKind::RuleSet { rule, .. } = fact.kind {
                changed.insert(rule);
            }
        }
        self.facts = facts.all().len();
        if self.begun && changed.is_empty() {
            return;
        }
        self.begun = true;
        world.resource_mut::<Alerts>().pardon(&changed);
        self.take_up(world, now);
    }

    /// Takes the rules as they stand now, and looks from now on for what they look for.
    fn take_up(&mut self, world: &World, now: Tick) {
        let sensing = world.plan::<Sensing>();
        let engine = &world.resource::<Rules>().0;
        let shipped = sensing.rules.iter();
        let shipped: BTreeSet<_> = shipped.map(|rule| (&rule.stem, &rule.text)).collect();
        let is_own = |(_, rule): &(RuleIx, &Rule)| {
            !shipped.contains(&(&rule.stem, &rule.text)) || sensing.guests.contains(&rule.stem)
        };
        let own: Vec<_> = engine.rules().filter(is_own).collect();
        let is_on = own.iter().any(|(id, _)| engine.enabled(*id));
        let (places, rules) = own.into_iter().map(|(id, rule)| (id, rule.clone())).unzip();
        self.own = places;
        self.eye = is_on.then(|| {
            let mut eye = Engine::new(&sensing.sources(), rules);
            for id in self.own.iter().filter(|id| !engine.enabled(**id)) {
                if let Some(mine) = eye.find(&engine.rule(*id).stem) {
                    eye.enable(mine, false);
                }
            }
            eye
        });
        self.kinds = self.eye.as_mut().map_or_else(Vec::new, |eye| {
            let sources = sensing.daily.sources.iter();
            sources
                .map(|source| may_meet(eye, &sensing, source))
                .collect()
        });
        self.coming.retain(|(at, _)| *at <= now);
        self.until = now;
    }

    /// Turns the rules off that flood the queue.
    fn throttle(&mut self, world: &mut World, now: Tick) {
        let (alerts, rules) = (world.resource::<Alerts>(), world.resource::<Rules>());
        let floods = |id: &&RuleIx| rules.0.enabled(**id) && alerts.floods(RuleId::of(id.0), now);
        let flooding: Vec<RuleIx> = self.own.iter().filter(floods).copied().collect();
        if flooding.is_empty() {
            return;
        }
        let to = blue(world);
        for id in flooding {
            world.resource_mut::<Rules>().0.enable(id, false);
            let fact = FactKind::RuleFlooded {
                rule: RuleId::of(id.0),
            };
            world.resource_mut::<Facts>().state(Cause::Plan, to, fact);
        }
        self.take_up(world, now);
    }

    /// Looks through the rest of the hour of daily life for what the rules look for.
    fn look_ahead(&mut self, world: &World) {
        let Some(eye) = &mut self.eye else {
            return;
        };
        let shelf = Shelf::of(world);
        let (from, hour) = (self.until, self.until.0 / HOUR);
        let sources = shelf.sensing.daily.sources.iter().zip(&self.kinds);
        for (source, kinds) in sources.filter(|(_, kinds)| kinds.contains(&true)) {
            let class = &shelf.sensing.classes[source.class.at()];
            for host in (0..shelf.map.hosts.min(HOST_LIMIT)).map(HostId) {
                let Some(writer) = shelf.writer(source, host) else {
                    continue;
                };
                let stubs = shelf.stubs(source, &writer, hour);
                for stub in stubs.filter(|stub| stub.at >= from && kinds[stub.line]) {
                    // Who takes it down does not stand in it.
                    let record = &shelf.make(source, &stub, ControlId(0));
                    if eye.meets(SigmaClass(source.class.at()), &Full { record, class }) {
                        self.coming.insert((stub.at, number(&stub)));
                    }
                }
            }
        }
        self.until = Tick((hour + 1) * HOUR);
    }

    /// Shows the rules a record whose moment has come, or waits until it comes in. Whether it did.
    fn meet(&mut self, world: &mut World, now: Tick, id: RecordId) -> bool {
        let shelf = Shelf::of(world);
        let Some((source, stub, fate)) = shelf.fate_of(id) else {
            return false;
        };
        let later = match fate {
            Fate::Never => return false,
            Fate::Held => Tick(now.0 + PATIENCE),
            Fate::Comes(at, _) if at > now => at,
            // What was brought in as evidence later is old news.
            Fate::Comes(at, _) if at == stub.at && now > stub.at => return false,
            Fate::Comes(_, sensor) => {
                let record = shelf.make(source, &stub, sensor);
                drop(shelf);
                show(world, id, &record);
                return true;
            }
        };
        self.coming.insert((later, id));
        false
    }
}
