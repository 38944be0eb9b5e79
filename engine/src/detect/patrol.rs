//! Rules that people write, or bring along, meet daily life too: what they fire at in vain is
//! their price. The shipped rules fire at nothing in it, and a test holds them to that, so they
//! need not be shown it; where nobody writes a rule, none of this costs anything.
//!
//! Daily life is looked through an hour at a time, and of that only the kinds of record that such a
//! rule may look for at all; what it does look for is shown to all rules when it comes in. A rule
//! that floods the queue turns itself off, as monitoring centres have it: who wants it back mends
//! it first.

use crate::action::require::Now;
use crate::city::map::Map;
use crate::detect::alert::{Alerts, Rules, blue, show};
use crate::detect::class::Sensing;
use crate::detect::kinds::{KindIx, may_meet};
use crate::detect::shelf::{Fate, Shelf, number};
use crate::detect::sketch::Sketch;
use crate::sigma::{Engine, Part, Rule, RuleIx};
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::known::Reach;
use crate::words::name::{HostId, RecordId, RuleId};
use crate::words::time::{HOUR, MINUTE, Tick};
use bevy_ecs::prelude::{Resource, World};
use std::collections::{BTreeMap, BTreeSet};

/// How long until a record that its machine keeps is asked for again.
const PATIENCE: u32 = 5 * MINUTE;
/// The most machines of a city whose daily life is looked through, the first.
pub const HOST_LIMIT: u32 = 20_000;

/// What a rule may look for in daily life.
struct May {
    /// The rule as it was read then.
    text: String,
    /// The kinds, and which part of the rule looks for each.
    kinds: Vec<(KindIx, Part)>,
}

/// The rules that must meet daily life, and what of it is to come.
#[derive(Resource, Default)]
pub struct Patrol {
    facts: usize,
    begun: bool,
    /// Those rules that may meet anything, and what.
    own: BTreeMap<RuleIx, May>,
    /// Of each kind of daily record, who may look for it.
    kinds: BTreeMap<KindIx, Vec<(RuleIx, Part)>>,
    /// Whether any of them is on.
    is_on: bool,
    /// Up to when daily life was looked through.
    until: Tick,
    /// Records that one of them looks for, by when to look after them.
    coming: BTreeSet<(Tick, RecordId)>,
}

impl Patrol {
    /// When there is next anything to do.
    pub fn next(&self) -> Option<Tick> {
        let coming = self.coming.first().map(|(at, _)| *at);
        let look = self.is_on.then_some(self.until);
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
        while patrol.is_on && patrol.until <= now {
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

    /// Takes the rules as they stand now, and looks from now on for what they look for. What a
    /// rule may look for is asked once: of thousands that somebody brings along, few are about
    /// what an ordinary day leaves.
    fn take_up(&mut self, world: &World, now: Tick) {
        let sensing = world.plan::<Sensing>();
        let engine = &world.resource::<Rules>().0;
        let shipped = sensing.rules.iter();
        let shipped: BTreeSet<_> = shipped.map(|rule| (&rule.stem, &rule.text)).collect();
        let is_own = |(_, rule): &(RuleIx, &Rule)| {
            !shipped.contains(&(&rule.stem, &rule.text)) || sensing.guests.contains(&rule.stem)
        };
        let mut known = std::mem::take(&mut self.own);
        let mut fresh = BTreeMap::new();
        for (id, rule) in engine.rules().filter(is_own) {
            // What a rule that counts may look for hangs on other rules too.
            let same = |may: &May| may.text == rule.text && !rule.is_correlation();
            match known.remove(&id).filter(same) {
                Some(may) => drop(self.own.insert(id, may)),
                None => drop(fresh.insert(id, rule)),
            }
        }
        let parts = fresh.keys().map(|id| (*id, engine.parts(*id)));
        let mut found = may_meet(&sensing, &world.plan::<Map>(), engine, parts);
        self.own.extend(fresh.into_iter().map(|(id, rule)| {
            let (text, kinds) = (rule.text.clone(), found.remove(&id).unwrap_or_default());
            (id, May { text, kinds })
        }));
        self.kinds.clear();
        for (id, may) in &self.own {
            for (kind, part) in &may.kinds {
                self.kinds.entry(*kind).or_default().push((*id, *part));
            }
        }
        self.look_or_rest(engine);
        self.until = now;
    }

    /// Turns the rules off that flood the queue.
    fn throttle(&mut self, world: &mut World, now: Tick) {
        let (alerts, rules) = (world.resource::<Alerts>(), world.resource::<Rules>());
        let floods = alerts.flooding(now).map(|rule| RuleIx(rule.at()));
        let floods = floods.filter(|id| rules.0.enabled(*id) && self.own.contains_key(id));
        let flooding: Vec<RuleIx> = floods.collect();
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
        self.look_or_rest(&world.resource::<Rules>().0);
    }

    /// Looks for something only while any of the rules is on.
    fn look_or_rest(&mut self, engine: &Engine) {
        self.is_on = self.own.keys().any(|id| engine.enabled(*id));
    }

    /// Looks through the rest of the hour of daily life for what the rules look for.
    fn look_ahead(&mut self, world: &World) {
        let shelf = Shelf::of(world);
        let engine = &world.resource::<Rules>().0;
        let (from, hour) = (self.until, self.until.0 / HOUR);
        let sources = shelf.sensing.daily.sources.iter().enumerate();
        for (place, source) in sources {
            let wanted = self.wanted(engine, place, source.lines.len());
            if wanted.iter().all(Vec::is_empty) {
                continue;
            }
            for host in (0..shelf.map.hosts.min(HOST_LIMIT)).map(HostId) {
                let Some(writer) = shelf.writer(source, host) else {
                    continue;
                };
                let stubs = shelf.stubs(source, &writer, hour);
                for stub in stubs.filter(|stub| stub.at >= from) {
                    let parts = &wanted[stub.line];
                    if parts.is_empty() {
                        continue;
                    }
                    let id = (stub.at, number(&stub));
                    let sketch = Sketch::new(&shelf, source, stub);
                    if parts.iter().any(|part| engine.sees(*part, &sketch)) {
                        self.coming.insert(id);
                    }
                }
            }
        }
        self.until = Tick((hour + 1) * HOUR);
    }

    /// Of each kind of this source, which rules that are on may look for it.
    fn wanted(&self, engine: &Engine, source: usize, lines: usize) -> Vec<Vec<Part>> {
        let of = |line| {
            let all = self.kinds.get(&(source, line)).into_iter().flatten();
            let on = all.filter(|(rule, _)| engine.enabled(*rule));
            on.map(|(_, part)| *part).collect()
        };
        (0..lines).map(of).collect()
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
