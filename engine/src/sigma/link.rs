//! Who counts whom: correlations and the rules they refer to.
//!
//! A reference is an id or a name. It is looked for in the same file first, then in all files in
//! order of their stems. From the references follow three things: which documents must be
//! evaluated, which of them may hit by themselves, and whom a match must be told.

use std::collections::BTreeMap;

use super::rule::Rule;

/// A document: the rule's place in the engine, and the document's place in the rule.
pub(super) type Place = (usize, usize);

/// What a match of one document sets off.
#[derive(Debug, Clone, Default)]
pub(super) struct Link {
    /// What correlations may call the document.
    pub names: Vec<String>,
    /// It must be evaluated.
    pub live: bool,
    /// It hits by itself.
    pub loud: bool,
    /// The correlations to tell: their places, and which of their `rules:` this is.
    pub tells: Vec<(Place, usize)>,
}

/// The links of all documents, by rule and document.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub bases: Vec<Vec<Link>>,
    pub joins: Vec<Vec<Link>>,
}

#[derive(Debug, Clone, Copy)]
enum Target {
    Base(Place),
    Join(Place),
}

/// The documents each `rules:` entry of each correlation means.
struct References(BTreeMap<Place, Vec<Option<Target>>>);

impl Links {
    /// Works out all links of `rules`, given in any order, of which `on` are enabled.
    pub fn new(rules: &[&Rule], on: &[bool]) -> Links {
        let references = References::resolve(rules);
        let live = references.live(rules, on);
        let link = |names: &Vec<String>| Link {
            names: names.clone(),
            ..Link::default()
        };
        let bases = |rule: &&Rule| rule.bases.iter().map(|base| link(&base.names)).collect();
        let joins = |rule: &&Rule| rule.joins.iter().map(|join| link(&join.names)).collect();
        let mut links = Links {
            bases: rules.iter().map(bases).collect(),
            joins: rules.iter().map(joins).collect(),
        };
        for (each, &on) in links
            .bases
            .iter_mut()
            .chain(&mut links.joins)
            .zip(on.iter().cycle())
        {
            each.iter_mut()
                .for_each(|link| (link.live, link.loud) = (on, on));
        }
        for (&place, targets) in references
            .0
            .iter()
            .filter(|(place, _)| live.contains(place))
        {
            links.joins[place.0][place.1].live = true;
            for (index, target) in targets.iter().enumerate() {
                let Some(link) = target.map(|t| links.at(t)) else {
                    continue;
                };
                link.live = true;
                if link.tells.iter().all(|(told, _)| *told != place) {
                    link.tells.push((place, index));
                }
            }
        }
        links.quieten(rules);
        links
    }

    /// A document that a correlation counts does not hit by itself unless one says `generate`.
    fn quieten(&mut self, rules: &[&Rule]) {
        let generates = |&(place, _): &(Place, usize)| {
            let (rule, join): Place = place;
            rules[rule].joins[join].compiled.generate
        };
        for link in self.bases.iter_mut().chain(&mut self.joins).flatten() {
            link.loud &= link.tells.is_empty() || link.tells.iter().any(generates);
        }
    }

    fn at(&mut self, target: Target) -> &mut Link {
        match target {
            Target::Base((rule, base)) => &mut self.bases[rule][base],
            Target::Join((rule, join)) => &mut self.joins[rule][join],
        }
    }
}

impl References {
    fn resolve(rules: &[&Rule]) -> References {
        let mut order: Vec<usize> = (0..rules.len()).collect();
        order.sort_by(|&a, &b| rules[a].stem.cmp(&rules[b].stem));
        let mut global = BTreeMap::new();
        for &rule in &order {
            for (name, target) in named(rules, rule) {
                global.entry(name).or_insert(target);
            }
        }
        let mut all = BTreeMap::new();
        for (rule, read) in rules
            .iter()
            .enumerate()
            .filter(|(_, r)| !r.joins.is_empty())
        {
            let mut local = BTreeMap::new();
            for (name, target) in named(rules, rule) {
                local.entry(name).or_insert(target);
            }
            for (index, join) in read.joins.iter().enumerate() {
                let find = |name: &String| local.get(name.as_str()).or(global.get(name.as_str()));
                let targets = join
                    .compiled
                    .rule_refs
                    .iter()
                    .map(|n| find(n).copied())
                    .collect();
                all.insert((rule, index), targets);
            }
        }
        References(all)
    }

    /// Correlations that are enabled, or that an enabled one counts.
    fn live(&self, rules: &[&Rule], on: &[bool]) -> Vec<Place> {
        let own = |rule: usize| (0..rules[rule].joins.len()).map(move |join| (rule, join));
        let mut live: Vec<Place> = (0..rules.len()).filter(|&r| on[r]).flat_map(own).collect();
        let mut next = 0;
        while let Some(place) = live.get(next).copied() {
            next += 1;
            for target in self.0.get(&place).into_iter().flatten().flatten() {
                if let Target::Join(place) = target
                    && !live.contains(place)
                {
                    live.push(*place);
                }
            }
        }
        live
    }
}

fn named<'a>(rules: &[&'a Rule], rule: usize) -> impl Iterator<Item = (&'a str, Target)> {
    let read: &'a Rule = rules[rule];
    let bases = read
        .bases
        .iter()
        .enumerate()
        .flat_map(move |(index, base)| {
            base.names
                .iter()
                .map(move |name| (name.as_str(), Target::Base((rule, index))))
        });
    let joins = read
        .joins
        .iter()
        .enumerate()
        .flat_map(move |(index, join)| {
            join.names
                .iter()
                .map(move |name| (name.as_str(), Target::Join((rule, index))))
        });
    bases.chain(joins)
}

/// What the correlations of one rule refer to, all the way down.
#[derive(Debug, Default)]
pub(super) struct Reach {
    /// Plain rules, its own among them.
    pub bases: Vec<Place>,
    /// Correlations, its own among them.
    pub joins: Vec<Place>,
    /// References nothing answers to.
    pub missing: Vec<String>,
}

impl Reach {
    pub fn of(rules: &[&Rule], rule: usize) -> Reach {
        let references = References::resolve(rules);
        let mut reach = Reach {
            bases: (0..rules[rule].bases.len())
                .map(|base| (rule, base))
                .collect(),
            joins: (0..rules[rule].joins.len())
                .map(|join| (rule, join))
                .collect(),
            missing: Vec::new(),
        };
        let mut next = 0;
        while let Some(place) = reach.joins.get(next).copied() {
            next += 1;
            let names = &rules[place.0].joins[place.1].compiled.rule_refs;
            for (name, target) in names
                .iter()
                .zip(references.0.get(&place).into_iter().flatten())
            {
                match target {
                    Some(Target::Base(base)) => reach.bases.push(*base),
                    Some(Target::Join(join)) if !reach.joins.contains(join) => {
                        reach.joins.push(*join);
                    }
                    Some(Target::Join(_)) => {}
                    None => reach.missing.push(name.clone()),
                }
            }
        }
        reach.bases.sort_unstable();
        reach.bases.dedup();
        reach.missing.sort();
        reach.missing.dedup();
        reach
    }
}
