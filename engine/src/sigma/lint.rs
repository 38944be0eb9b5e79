//! Faults a rule can have that only show against the classes it runs on: it can never hit, or it
//! hits everything.

use std::fmt;

use rsigma_eval::evaluate_rule;

use super::engine::{ClassId, Engine, RuleIx};
use super::fields::Record;

/// Something an author should know about a rule that reads well but may not work.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lint {
    /// No class answers to its log source: it never runs.
    NoClass,
    /// It asks for a field that no class it runs on emits.
    FieldNotEmitted(String),
    /// It hits a record that has none of its fields: a missing field is enough to set it off.
    NegativeOnly,
    /// A correlation counts a rule that does not exist.
    UnknownReference(String),
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Lint::NoClass => write!(f, "no log class answers to its logsource"),
            Lint::FieldNotEmitted(field) => write!(f, "no log class it runs on emits '{field}'"),
            Lint::NegativeOnly => write!(f, "hits any record that lacks its fields"),
            Lint::UnknownReference(name) => write!(f, "counts an unknown rule '{name}'"),
        }
    }
}

impl Engine {
    /// What is doubtful about a rule; `emits` says whether a class ever has a field.
    pub fn lint(&self, rule: RuleIx, emits: &dyn Fn(ClassId, &str) -> bool) -> Vec<Lint> {
        let reach = self.reach(rule);
        let mut found: Vec<Lint> = reach
            .missing
            .iter()
            .cloned()
            .map(Lint::UnknownReference)
            .collect();
        for &place in &reach.bases {
            let classes: Vec<ClassId> = self
                .class_ids()
                .filter(|&class| self.routed(place, class))
                .collect();
            let base = &self.rule(RuleIx(place.0)).bases[place.1];
            if evaluate_rule(&base.compiled, &Record(&Vec::new())).is_some() {
                found.push(Lint::NegativeOnly);
            }
            if classes.is_empty() {
                found.push(Lint::NoClass);
                continue;
            }
            let names: Vec<&str> = base.names.iter().map(String::as_str).collect();
            let own = base.fields.iter().map(String::as_str);
            // A correlation further down counts groups, not records, so only direct ones ask here.
            let joins = reach
                .joins
                .iter()
                .map(|&(r, j)| &self.rule(RuleIx(r)).joins[j]);
            let direct = joins.filter(|join| {
                join.compiled
                    .rule_refs
                    .iter()
                    .any(|reference| names.contains(&reference.as_str()))
            });
            let asked = own.chain(direct.flat_map(|join| join.fields(&names)));
            let absent = asked.filter(|field| !classes.iter().any(|&class| emits(class, field)));
            found.extend(absent.map(|field| Lint::FieldNotEmitted(field.to_string())));
        }
        found.sort();
        found.dedup();
        found
    }
}
