//! Rules on one side, records on the other: routing, enabling, and the hits that come out.

use std::collections::{BTreeSet, VecDeque};

use rsigma_eval::evaluate_rule;

use super::correlate::{Limits, Memory, Seen};
use super::fields::{Fields, Record};
use super::link::{Link, Links, Place, Reach};
use super::may::{self, Draft};
use super::programme::Programme;
use super::rule::{Base, LogSource, Rule};

/// How many correlations may count one another in a row.
const DEEPEST: usize = 10;

/// A log class, by its place in the list the engine was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub usize);

/// A rule's place in the engine; it stays the same when rules are replaced, enabled or added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleIx(pub usize);

/// A log class and the Sigma log sources it answers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassSources {
    /// The class's name, as samples call it.
    pub name: String,
    /// A set: a rule runs on the class if it covers any of them.
    pub sources: Vec<LogSource>,
}

/// A rule saw what it looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The rule.
    pub rule: RuleIx,
    /// Names and values the correlation groups by; empty for a plain rule.
    pub group: Vec<(String, String)>,
    /// True if records were counted over time, false if this one record was enough.
    pub correlation: bool,
}

/// Rules, routed to classes, with the memory of their correlations.
pub struct Engine {
    classes: Vec<Class>,
    slots: Vec<Slot>,
    links: Links,
    limits: Limits,
}

struct Class {
    sources: ClassSources,
    /// Documents to evaluate, in order of stem, each with its rule's edition.
    rows: Vec<(Place, u64)>,
    /// Built when a record comes, from the rows of that moment. While the rows are among those, it
    /// stays: to build thousands of rules anew because one was turned off costs more than to pass
    /// over that one.
    programme: Option<(Programme, Vec<(Place, u64)>)>,
}

impl Class {
    /// Takes other rows; what was built stays if it still serves.
    fn take(&mut self, rows: Vec<(Place, u64)>) {
        let serves = |built: &[(Place, u64)]| {
            let mut all = built.iter();
            rows.len() >= built.len() / 2 && rows.iter().all(|row| all.any(|one| one == row))
        };
        self.programme = self.programme.take().filter(|(_, built)| serves(built));
        self.rows = rows;
    }
}

/// One plain rule of a file, to be asked about a record by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part(Place);

struct Slot {
    rule: Rule,
    /// Of each plain rule of the file, the classes whose records it is shown.
    routes: Vec<Vec<usize>>,
    on: bool,
    /// Goes up when the rule is replaced.
    edition: u64,
    /// One for each correlation of the rule.
    memories: Vec<Memory>,
}

impl Slot {
    fn new(rule: Rule, classes: &[Class]) -> Slot {
        let memories = rule.joins.iter().map(|_| Memory::default()).collect();
        let sees = |base: &Base, class: &Class| {
            let mut sources = class.sources.sources.iter();
            sources.any(|source| base.logsource.covers(source))
        };
        let route = |base: &Base| {
            let all = classes.iter().enumerate();
            let seen = all.filter(|(_, class)| sees(base, class));
            seen.map(|(place, _)| place).collect()
        };
        Slot {
            routes: rule.bases.iter().map(route).collect(),
            rule,
            on: true,
            edition: 0,
            memories,
        }
    }
}

impl Engine {
    /// An engine with all rules enabled. Of two rules with one stem, the later is kept.
    pub fn new(classes: &[ClassSources], rules: Vec<Rule>) -> Engine {
        Engine::with_limits(classes, rules, Limits::default())
    }

    /// The same, with other limits on what correlations remember.
    pub fn with_limits(classes: &[ClassSources], mut rules: Vec<Rule>, limits: Limits) -> Engine {
        rules.reverse();
        rules.sort_by(|a, b| a.stem.cmp(&b.stem));
        rules.dedup_by(|later, kept| later.stem == kept.stem);
        let classes: Vec<Class> = classes
            .iter()
            .map(|sources| Class {
                sources: sources.clone(),
                rows: Vec::new(),
                programme: None,
            })
            .collect();
        let slots = rules.into_iter().map(|rule| Slot::new(rule, &classes));
        let slots = slots.collect();
        let mut engine = Engine {
            classes,
            slots,
            links: Links::default(),
            limits,
        };
        engine.relink();
        engine
    }

    /// The plain rules, shown records of this class, that the rule hits at or counts.
    pub fn parts(&self, rule: RuleIx) -> Vec<(ClassId, Part)> {
        let own = (0..self.slots[rule.0].rule.bases.len()).map(|base| (rule.0, base));
        let bases = match self.slots[rule.0].rule.joins.is_empty() {
            true => own.collect(),
            false => self.reach(rule).bases,
        };
        let routes = bases.into_iter().flat_map(|(rule, base)| {
            let classes = self.slots[rule].routes[base].iter();
            classes.map(move |&class| (ClassId(class), Part((rule, base))))
        });
        routes.collect()
    }

    /// Whether a record that is not made yet may be what this plain rule looks for. The answer
    /// "no" is always right.
    pub fn may_see(&self, Part((rule, base)): Part, draft: &dyn Draft) -> bool {
        may::sees(&self.slots[rule].rule.bases[base].compiled, draft) != may::Sure::Not
    }

    /// Whether a record is what this plain rule looks for.
    pub fn sees(&self, Part((rule, base)): Part, record: &dyn Fields) -> bool {
        let rule = &self.slots[rule].rule.bases[base].compiled;
        evaluate_rule(rule, &Record(record)).is_some()
    }

    /// Shows one record to the rules of its class. Seconds are drill time and should not go back.
    ///
    /// Hits stand in order of the rules' stems, plain before correlated, then by group.
    pub fn feed(&mut self, class: ClassId, seconds: i64, record: &dyn Fields) -> Vec<Hit> {
        let matched = self.matched(class, record);
        let mut hits = Vec::new();
        let mut fired = VecDeque::new();
        for (rule, base) in matched {
            let link = &self.links.bases[rule][base];
            if link.loud {
                hits.push(Hit {
                    rule: RuleIx(rule),
                    group: Vec::new(),
                    correlation: false,
                });
            }
            tell(
                &mut self.slots,
                link,
                seconds,
                record,
                &self.limits,
                &mut fired,
                1,
            );
        }
        while let Some(((rule, join), group, depth)) = fired.pop_front() {
            let link = &self.links.joins[rule][join];
            if depth < DEEPEST {
                let limits = &self.limits;
                tell(
                    &mut self.slots,
                    link,
                    seconds,
                    &group,
                    limits,
                    &mut fired,
                    depth + 1,
                );
            }
            if link.loud {
                hits.push(Hit {
                    rule: RuleIx(rule),
                    group,
                    correlation: true,
                });
            }
        }
        let key = |hit: &Hit| (&self.slots[hit.rule.0].rule.stem, hit.correlation);
        hits.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.group.cmp(&b.group)));
        hits.dedup();
        hits
    }

    /// Turns a rule on or off. Off, its correlations forget what they have counted; a rule that an
    /// enabled correlation counts is still evaluated for it.
    pub fn enable(&mut self, rule: RuleIx, on: bool) {
        if self.slots[rule.0].on != on {
            self.slots[rule.0].on = on;
            self.relink();
        }
    }

    /// True if the rule is on.
    pub fn enabled(&self, rule: RuleIx) -> bool {
        self.slots[rule.0].on
    }

    /// Puts a rule in the place of the one with its stem, or adds it (on) if there is none. Only
    /// its own correlations forget what they have counted.
    pub fn replace(&mut self, rule: Rule) -> RuleIx {
        let place = match self.find(&rule.stem) {
            Some(RuleIx(place)) => {
                let old = &self.slots[place];
                let (on, edition) = (old.on, old.edition + 1);
                self.slots[place] = Slot {
                    on,
                    edition,
                    ..Slot::new(rule, &self.classes)
                };
                place
            }
            None => {
                self.slots.push(Slot::new(rule, &self.classes));
                self.slots.len() - 1
            }
        };
        self.relink();
        RuleIx(place)
    }

    /// All rules in order of their stems.
    pub fn rules(&self) -> impl Iterator<Item = (RuleIx, &Rule)> {
        self.order()
            .into_iter()
            .map(|place| (RuleIx(place), &self.slots[place].rule))
    }

    /// One rule.
    pub fn rule(&self, rule: RuleIx) -> &Rule {
        &self.slots[rule.0].rule
    }

    /// The rule of this stem.
    pub fn find(&self, stem: &str) -> Option<RuleIx> {
        self.slots
            .iter()
            .position(|slot| slot.rule.stem == stem)
            .map(RuleIx)
    }

    /// The class of this name.
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.classes
            .iter()
            .position(|class| class.sources.name == name)
            .map(ClassId)
    }

    /// True if any enabled rule looks at the class; if not, its records need not be fed.
    pub fn matches(&self, class: ClassId) -> bool {
        !self.classes[class.0].rows.is_empty()
    }

    /// The classes whose records the rule looks at, enabled or not.
    pub fn sources_of(&self, rule: RuleIx) -> Vec<ClassId> {
        let classes = self.parts(rule).into_iter().map(|(class, _)| class);
        let classes: BTreeSet<ClassId> = classes.collect();
        classes.into_iter().collect()
    }

    /// How many groups the rule's correlations remember now.
    #[cfg(test)]
    pub(super) fn remembered(&self, rule: RuleIx) -> usize {
        self.slots[rule.0].memories.iter().map(Memory::len).sum()
    }

    /// A fresh engine with only this rule and those it refers to.
    pub(super) fn only(&self, rule: RuleIx) -> (Engine, RuleIx) {
        let rules: Vec<&Rule> = self.slots.iter().map(|slot| &slot.rule).collect();
        self.fresh(&rules, rule.0)
    }

    /// A fresh engine with only this rule, in the place of the one with its stem, and those it
    /// refers to: what it would do, without doing it. Their hits are told too.
    pub fn trial(&self, rule: &Rule) -> (Engine, RuleIx) {
        let others = self.slots.iter().map(|slot| &slot.rule);
        let mut rules: Vec<&Rule> = others.filter(|other| other.stem != rule.stem).collect();
        rules.push(rule);
        self.fresh(&rules, rules.len() - 1)
    }

    fn fresh(&self, rules: &[&Rule], rule: usize) -> (Engine, RuleIx) {
        let reach = Reach::of(rules, rule);
        let mut places: Vec<usize> = reach
            .bases
            .iter()
            .chain(&reach.joins)
            .map(|&(rule, _)| rule)
            .collect();
        places.sort_unstable();
        places.dedup();
        let kept = places.iter().map(|&p| rules[p].without_samples()).collect();
        let classes: Vec<ClassSources> = self.classes.iter().map(|c| c.sources.clone()).collect();
        let fresh = Engine::with_limits(&classes, kept, self.limits);
        let place = fresh.find(&rules[rule].stem).unwrap_or(RuleIx(0));
        (fresh, place)
    }

    pub(super) fn reach(&self, rule: RuleIx) -> Reach {
        let rules: Vec<&Rule> = self.slots.iter().map(|slot| &slot.rule).collect();
        Reach::of(&rules, rule.0)
    }

    /// True if records of the class are shown to this document.
    pub(super) fn routed(&self, (rule, base): Place, class: ClassId) -> bool {
        self.slots[rule].routes[base].contains(&class.0)
    }

    /// Every class.
    pub(super) fn class_ids(&self) -> impl Iterator<Item = ClassId> {
        (0..self.classes.len()).map(ClassId)
    }

    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.slots.len()).collect();
        order.sort_by(|&a, &b| self.slots[a].rule.stem.cmp(&self.slots[b].rule.stem));
        order
    }

    /// Works out links and routes again after a change; classes it does not touch keep theirs.
    fn relink(&mut self) {
        let rules: Vec<&Rule> = self.slots.iter().map(|slot| &slot.rule).collect();
        let on: Vec<bool> = self.slots.iter().map(|slot| slot.on).collect();
        self.links = Links::new(&rules, &on);
        for (slot, links) in self.slots.iter_mut().zip(&self.links.joins) {
            for (memory, _) in slot
                .memories
                .iter_mut()
                .zip(links)
                .filter(|(_, link)| !link.live)
            {
                memory.clear();
            }
        }
        let mut rows = vec![Vec::new(); self.classes.len()];
        for rule in self.order() {
            let slot = &self.slots[rule];
            let links = self.links.bases[rule].iter().zip(&slot.routes);
            for (base, (_, route)) in links.enumerate().filter(|(_, (link, _))| link.live) {
                for &class in route {
                    rows[class].push(((rule, base), slot.edition));
                }
            }
        }
        for (class, rows) in self.classes.iter_mut().zip(rows) {
            class.take(rows);
        }
    }

    /// The documents of the class that the record matches, in order of their rules' stems.
    fn matched(&mut self, class: ClassId, record: &dyn Fields) -> Vec<Place> {
        let class = &mut self.classes[class.0];
        let slots = &self.slots;
        let (programme, _) = class.programme.get_or_insert_with(|| {
            let rows = class.rows.iter();
            let rows = rows.map(|&((r, b), _)| ((r, b), &slots[r].rule.bases[b].compiled));
            (Programme::new(rows), class.rows.clone())
        });
        let mut matched = programme.matches(record);
        matched.retain(|&(rule, base)| self.links.bases[rule][base].live);
        matched
    }
}

/// A correlation that hit, its group, and how many correlations it took to get there.
type Fired = (Place, Vec<(String, String)>, usize);

/// Tells the correlations that count this document of a match; those that hit join `fired`.
fn tell(
    slots: &mut [Slot],
    link: &Link,
    seconds: i64,
    record: &dyn Fields,
    limits: &Limits,
    fired: &mut VecDeque<Fired>,
    depth: usize,
) {
    for &((rule, join), index) in &link.tells {
        let slot = &mut slots[rule];
        let read = &slot.rule.joins[join];
        let reference = &read.compiled.rule_refs[index];
        let seen = Seen {
            reference,
            names: &link.names,
            seconds,
            record,
        };
        if let Some(group) = slot.memories[join].advance(read, &seen, limits) {
            fired.push_back(((rule, join), group, depth));
        }
    }
}
