//! The records an author writes beside a rule to show what it must and must not see.
//!
//! ```yaml
//! custom:
//!   title_vi: "…"
//!   drill:
//!     match: [{class: process_creation, CommandLine: 'vssadmin delete shadows'}]
//!     miss:  [{class: process_creation, CommandLine: 'vssadmin list shadows'}]
//! ```
//!
//! A plain rule is shown each record alone. A correlation is shown a whole list in order, at the
//! seconds in `at` (without it, one second after the record before).

use std::fmt;

use serde_json::{Map, Value};

use super::engine::{ClassId, Engine, RuleIx};
use super::fault::{Document, RuleFault};
use super::fields::Fields;
use super::rule::Rule;

/// One record of an author's sample list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Name of the log class.
    pub class: String,
    /// Drill second, if the author said one.
    pub at: Option<i64>,
    /// The record's fields, sorted by name.
    pub fields: Vec<(String, String)>,
}

impl Fields for Sample {
    fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name)
    }

    fn for_each(&self, f: &mut dyn FnMut(&str, &str)) {
        self.fields.for_each(f);
    }
}

/// What a rule file says must hit and must not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Samples {
    /// Each must hit; for a correlation, all of them in order must.
    pub matches: Vec<Sample>,
    /// None may hit; for a correlation, all of them in order may not.
    pub misses: Vec<Sample>,
}

impl Samples {
    /// True if the author wrote none.
    pub fn is_empty(&self) -> bool {
        self.matches.is_empty() && self.misses.is_empty()
    }
}

/// A sample that does not do what its author said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleFault {
    /// True for a `match` sample, false for a `miss` one.
    pub wanted: bool,
    /// Which sample of that list, from 0; `None` when the list as a whole is meant.
    pub index: Option<usize>,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for SampleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = if self.wanted { "match" } else { "miss" };
        match self.index {
            Some(index) => write!(f, "{list}[{index}]: {}", self.message),
            None => write!(f, "{list}: {}", self.message),
        }
    }
}

/// Runs the samples of `rule` on a fresh engine that holds it and what it refers to.
pub fn check_samples(engine: &Engine, rule: RuleIx) -> Vec<SampleFault> {
    let samples = engine.rule(rule).samples();
    let mut faults = Vec::new();
    for (wanted, list) in [(true, &samples.matches), (false, &samples.misses)] {
        if engine.rule(rule).is_correlation() {
            faults.extend(check_sequence(engine, rule, wanted, list));
        } else {
            let each = list.iter().enumerate();
            faults
                .extend(each.filter_map(|(i, sample)| check_one(engine, rule, wanted, i, sample)));
        }
    }
    faults
}

fn check_one(
    engine: &Engine,
    rule: RuleIx,
    wanted: bool,
    index: usize,
    sample: &Sample,
) -> Option<SampleFault> {
    let (mut fresh, rule) = engine.only(rule);
    let fault = |message: String| {
        Some(SampleFault {
            wanted,
            index: Some(index),
            message,
        })
    };
    let class = match class_of(&fresh, rule, sample) {
        Ok(class) => class,
        Err(message) => return fault(message),
    };
    let hit = fresh
        .feed(class, sample.at.unwrap_or(0), sample)
        .iter()
        .any(|h| h.rule == rule);
    match (wanted, hit) {
        (true, false) => fault("does not hit".into()),
        (false, true) => fault("hits".into()),
        _ => None,
    }
}

fn check_sequence(
    engine: &Engine,
    rule: RuleIx,
    wanted: bool,
    list: &[Sample],
) -> Option<SampleFault> {
    if list.is_empty() {
        return None;
    }
    let (mut fresh, rule) = engine.only(rule);
    let (mut second, mut hits) = (0, 0);
    for (index, sample) in list.iter().enumerate() {
        let class = match class_of(&fresh, rule, sample) {
            Ok(class) => class,
            Err(message) => {
                return Some(SampleFault {
                    wanted,
                    index: Some(index),
                    message,
                });
            }
        };
        second = sample.at.unwrap_or(if index == 0 { 0 } else { second + 1 });
        let found = fresh.feed(class, second, sample);
        hits += found
            .iter()
            .filter(|h| h.rule == rule && h.correlation)
            .count();
    }
    let message = match (wanted, hits) {
        (true, 0) => "the sequence does not hit".to_string(),
        (false, 1..) => "the sequence hits".to_string(),
        _ => return None,
    };
    Some(SampleFault {
        wanted,
        index: None,
        message,
    })
}

fn class_of(engine: &Engine, rule: RuleIx, sample: &Sample) -> Result<ClassId, String> {
    let class = engine
        .class(&sample.class)
        .ok_or_else(|| format!("there is no log class '{}'", sample.class))?;
    if engine.sources_of(rule).contains(&class) {
        Ok(class)
    } else {
        Err(format!(
            "the rule does not look at log class '{}'",
            sample.class
        ))
    }
}

impl Rule {
    /// The same rule without samples; a fresh engine needs none.
    pub(super) fn without_samples(&self) -> Rule {
        Rule {
            samples: Samples::default(),
            text: String::new(),
            ..self.clone()
        }
    }
}

/// What the `custom:` key of one document holds.
#[derive(Default)]
pub(super) struct Custom {
    pub title_vi: Option<String>,
    pub samples: Samples,
}

impl Custom {
    #[expect(
        clippy::disallowed_types,
        reason = "rsigma hands the attributes over in one; it is only looked up in"
    )]
    pub fn read(
        document: &Document,
        attributes: &std::collections::HashMap<String, Value>,
    ) -> Result<Custom, Vec<RuleFault>> {
        let Some(custom) = attributes.get("custom") else {
            return Ok(Custom::default());
        };
        read_custom(custom).map_err(|(word, message)| vec![document.fault_at(&word, message)])
    }
}

/// A word to look for in the file, and what is wrong there.
type Wrong = (String, String);

fn read_custom(custom: &Value) -> Result<Custom, Wrong> {
    let mut read = Custom::default();
    for (key, value) in mapping("custom", custom)? {
        match (key.as_str(), value) {
            ("title_vi", Value::String(title)) => read.title_vi = Some(title.clone()),
            ("title_vi", _) => return Err(wrong("title_vi", "must be text")),
            ("drill", value) => read.samples = read_drill(value)?,
            _ => return Err(wrong(key, "unknown key in 'custom'")),
        }
    }
    Ok(read)
}

fn read_drill(drill: &Value) -> Result<Samples, Wrong> {
    let mut samples = Samples::default();
    for (key, value) in mapping("drill", drill)? {
        let list = match key.as_str() {
            "match" => &mut samples.matches,
            "miss" => &mut samples.misses,
            _ => return Err(wrong(key, "unknown key in 'drill'")),
        };
        let Value::Array(items) = value else {
            return Err(wrong(&format!("{key}:"), "must be a list of records"));
        };
        for item in items {
            list.push(read_sample(key, item)?);
        }
    }
    Ok(samples)
}

fn read_sample(list: &str, item: &Value) -> Result<Sample, Wrong> {
    let (mut class, mut at, mut fields) = (None, None, Vec::new());
    for (key, value) in mapping(&format!("{list}:"), item)? {
        match (key.as_str(), value) {
            ("class", Value::String(name)) => class = Some(name.clone()),
            ("at", value) => match value.as_i64() {
                Some(second) => at = Some(second),
                None => return Err(wrong("at:", "'at' must be a whole number of seconds")),
            },
            (_, Value::String(text)) => fields.push((key.clone(), text.clone())),
            (_, Value::Number(number)) => fields.push((key.clone(), number.to_string())),
            (_, Value::Bool(truth)) => fields.push((key.clone(), truth.to_string())),
            _ => {
                return Err(wrong(
                    &format!("{key}:"),
                    "a sample's value must be text or a number",
                ));
            }
        }
    }
    fields.sort();
    match class {
        Some(class) => Ok(Sample { class, at, fields }),
        None => Err(wrong(&format!("{list}:"), "each sample needs a 'class'")),
    }
}

fn mapping<'a>(word: &str, value: &'a Value) -> Result<&'a Map<String, Value>, Wrong> {
    value
        .as_object()
        .ok_or_else(|| wrong(word, "must be a mapping"))
}

fn wrong(word: &str, message: &str) -> Wrong {
    let name = word.trim_end_matches(':');
    let message = if message.contains('\'') {
        format!("{message}: {name}")
    } else {
        format!("'{name}' {message}")
    };
    (word.to_string(), message)
}
