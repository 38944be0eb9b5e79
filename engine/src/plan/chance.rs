//! Whether a rule that comes from elsewhere can fire in this city at all, and if not, why.

use super::Plan;
use crate::sigma::{ClassId as SigmaClass, Engine, Lint, Rule};

/// What a rule can do here.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Chance {
    /// It can fire.
    Fires,
    /// It may fire, but asks also for these fields, which no log that it looks at has here.
    Doubtful(Vec<String>),
    /// It cannot: no kind of log answers to its source.
    NoLog,
    /// It cannot: the logs that it looks at are collected by nobody in this city.
    NotCollected(Vec<String>),
    /// It cannot: no log that it looks at has any of the fields that it asks for.
    NoField(Vec<String>),
    /// It refers to rules that are not there.
    NoRule(Vec<String>),
    /// It would fire at every record that lacks its fields.
    Always,
}

impl Chance {
    /// Whether it is worth having.
    #[must_use]
    pub fn may_fire(&self) -> bool {
        matches!(self, Self::Fires | Self::Doubtful(_))
    }
}

impl Plan {
    /// What a rule can do here.
    #[must_use]
    pub fn chance(&self, rule: &Rule) -> Chance {
        let sensing = &self.sensing;
        let engine = Engine::new(&sensing.sources(), vec![rule.clone()]);
        let Some(id) = engine.find(&rule.stem) else {
            return Chance::NoLog;
        };
        let (mut absent, mut missing, mut always) = (Vec::new(), Vec::new(), false);
        for lint in engine.lint(id, &|class, field| sensing.emits(class, field)) {
            match lint {
                Lint::NoClass => {}
                Lint::FieldNotEmitted(field) => absent.push(field),
                Lint::UnknownReference(name) => missing.push(name),
                Lint::NegativeOnly => always = true,
            }
        }
        let classes = engine.sources_of(id);
        let collected = |class: &&SigmaClass| {
            let sensor = sensing.classes[class.0].sensor;
            self.map.controls_of(sensor).next().is_some()
        };
        let name = |class: &SigmaClass| sensing.classes[class.0].name.to_string();
        if classes.is_empty() {
            Chance::NoLog
        } else if !missing.is_empty() {
            Chance::NoRule(missing)
        } else if !classes.iter().any(|class| collected(&class)) {
            Chance::NotCollected(classes.iter().map(name).collect())
        } else if always {
            Chance::Always
        } else if absent.is_empty() {
            Chance::Fires
        } else if absent.len() == rule.fields().len() {
            Chance::NoField(absent)
        } else {
            Chance::Doubtful(absent)
        }
    }
}
