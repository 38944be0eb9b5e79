//! Classes of log: who writes one, what stands in it, which Sigma log sources it answers to. One
//! data file each.

use crate::city::host::Platform;
use crate::city::map::Map;
use crate::detect::daily::Daily;
use crate::detect::program::Programs;
use crate::sigma;
use crate::words::check::{Check, Names};
use crate::words::name::{KindId, Name};
use crate::words::text::Text;
use crate::words::written::At;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Where a class is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// On the machine itself.
    Host,
    /// By a sensor of its zone.
    Zone,
    /// By a gateway of its zone, which knows addresses and no machines.
    Gateway,
    /// By somebody outside the city, who does not know which machine it was.
    Outside,
}

impl Place {
    /// Whether it says which machine a record is about.
    #[must_use]
    pub const fn names(self) -> bool {
        matches!(self, Self::Host | Self::Zone)
    }
}

/// A Sigma log source.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "Sigma's own words")]
pub struct SourceWritten {
    pub product: Option<String>,
    pub category: Option<String>,
    pub service: Option<String>,
}

/// A class of log.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassWritten {
    /// What it is called.
    pub title: Text,
    /// The kind of control that must be there, on and healthy.
    pub sensor: At<String>,
    /// Where it is written.
    pub by: Place,
    /// Platforms that can write it; any if absent.
    #[serde(default)]
    pub platforms: Vec<Platform>,
    /// The Sigma log sources it answers to.
    pub logsource: Vec<SourceWritten>,
    /// Windows channel.
    pub channel: Option<String>,
    /// Windows id of the record.
    pub event_id: Option<u32>,
    /// Windows provider, exact.
    pub provider: Option<String>,
    /// The field that holds the path of a program file: what the file says of itself
    /// (`programs.yml`) stands beside it.
    pub program: Option<At<String>>,
    /// Its fields, with their benign values.
    pub fields: BTreeMap<String, String>,
    /// What it says of a call to the outside that is turned away; as of any other if absent.
    #[serde(default)]
    pub refused: BTreeMap<At<String>, String>,
    /// Whether it tells only of what gets through.
    #[serde(default)]
    pub passed_only: bool,
}

/// A class of log.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Class {
    pub name: Name,
    pub title: Text,
    pub sensor: KindId,
    pub by: Place,
    pub platforms: Vec<Platform>,
    pub sources: Vec<sigma::LogSource>,
    pub program: Option<Name>,
    pub defaults: BTreeMap<Name, String>,
    pub refused: Vec<(Name, String)>,
    pub passed_only: bool,
}

/// All classes and rules of a drill.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "one list per kind")]
pub struct Sensing {
    pub classes: Vec<Class>,
    pub class_names: Names,
    pub rules: Vec<sigma::Rule>,
    /// Those of them that somebody brought along, by their stems: they may fire at daily life.
    pub guests: BTreeSet<String>,
    pub programs: Programs,
    pub daily: Daily,
}

impl Sensing {
    /// Checks one class and takes it up.
    pub fn take(&mut self, name: &str, w: &ClassWritten, map: &Map, c: &mut Check) {
        let Some(sensor) = map.names.kinds.find(&w.sensor, "control kind", c) else {
            c.lost.name(name);
            return;
        };
        let source = |s: &SourceWritten| sigma::LogSource {
            product: s.product.clone(),
            category: s.category.clone(),
            service: s.service.clone(),
        };
        let mut defaults: BTreeMap<Name, String> = w
            .fields
            .iter()
            .map(|(k, v)| (k.as_str().into(), v.clone()))
            .collect();
        let mut put = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                defaults.insert(key.into(), value);
            }
        };
        put("Channel", w.channel.clone());
        put("Provider_Name", w.provider.clone());
        put("EventID", w.event_id.map(|id| id.to_string()));
        if let Some(field) = w
            .program
            .as_ref()
            .filter(|f| !w.fields.contains_key(f.as_str()))
        {
            c.unknown(field, "field", w.fields.keys().map(String::as_str));
        }
        for field in w
            .refused
            .keys()
            .filter(|f| !w.fields.contains_key(f.as_str()))
        {
            c.unknown(field, "field", w.fields.keys().map(String::as_str));
        }
        let refused = w.refused.iter();
        let refused = refused.map(|(k, v)| (k.as_str().into(), v.clone()));
        self.class_names.put_own(name, self.classes.len());
        self.classes.push(Class {
            name: name.into(),
            title: w.title.clone(),
            sensor: KindId::of(sensor),
            by: w.by,
            platforms: w.platforms.clone(),
            sources: w.logsource.iter().map(source).collect(),
            program: w.program.as_ref().map(|f| f.as_str().into()),
            defaults,
            refused: refused.collect(),
            passed_only: w.passed_only,
        });
    }

    /// Puts what a record's program file says of itself beside its path, where the class has room
    /// for it and nothing else was written there.
    pub fn complete(&self, class: &Class, fields: &mut Vec<(Name, String)>) {
        let path = |of: &Name| fields.iter().find(|(k, _)| k == of).map(|(_, v)| v.clone());
        let Some(path) = class.program.as_ref().and_then(path) else {
            return;
        };
        for (field, text) in self.programs.says(&path) {
            let free = class.defaults.contains_key(field) && fields.iter().all(|(k, _)| k != field);
            if free {
                fields.push((field.clone(), text.clone()));
            }
        }
    }

    /// The names of all fields that any class has, in order.
    pub fn field_names(&self) -> BTreeSet<Name> {
        let fields = self.classes.iter().flat_map(|class| class.defaults.keys());
        fields.cloned().chain(["Computer".into()]).collect()
    }

    /// Whether a class of log ever has this field.
    pub fn emits(&self, class: sigma::ClassId, field: &str) -> bool {
        field == "Computer" || self.classes[class.0].defaults.contains_key(field)
    }

    /// The classes with the log sources that they answer to.
    pub fn sources(&self) -> Vec<sigma::ClassSources> {
        let sources = self.classes.iter().map(|class| sigma::ClassSources {
            name: class.name.to_string(),
            sources: class.sources.clone(),
        });
        sources.collect()
    }

    /// The engine that runs the rules over these classes.
    pub fn engine(&self) -> sigma::Engine {
        sigma::Engine::new(&self.sources(), self.rules.clone())
    }
}
