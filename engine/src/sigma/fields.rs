//! What a rule can be asked of, and the thin adapter that lets rsigma ask it.
//!
//! All values are text. rsigma reads numbers out of text when a rule compares numbers, so no
//! record has to be turned into JSON, and nothing is copied on the way to a matcher.

use std::borrow::Cow;

use rsigma_eval::{Event, EventValue};
use serde_json::Value;

/// Anything that has named values: one log record, one sample, one group of a correlation.
pub trait Fields {
    /// The value of the field of exactly this name, or `None` if the record lacks it.
    fn get(&self, name: &str) -> Option<&str>;
    /// Calls `f` with every name and value, in an order that never changes for equal records.
    fn for_each(&self, f: &mut dyn FnMut(&str, &str));
}

impl Fields for Vec<(String, String)> {
    fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    fn for_each(&self, f: &mut dyn FnMut(&str, &str)) {
        self.iter().for_each(|(key, value)| f(key, value));
    }
}

impl<const N: usize> Fields for [(&str, &str); N] {
    fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| *value)
    }

    fn for_each(&self, f: &mut dyn FnMut(&str, &str)) {
        self.iter().for_each(|(key, value)| f(key, value));
    }
}

/// A record as rsigma sees it.
pub(super) struct Record<'a>(pub &'a dyn Fields);

impl Event for Record<'_> {
    fn get_field(&self, path: &str) -> Option<EventValue<'_>> {
        // The parser escapes brackets in field names (`a[0]` arrives as `a\[0\]`); records do not.
        let found = if path.contains('\\') {
            self.0.get(&path.replace('\\', ""))
        } else {
            self.0.get(path)
        };
        found.map(|value| EventValue::Str(Cow::Borrowed(value)))
    }

    fn any_string_value(&self, pred: &dyn Fn(&str) -> bool) -> bool {
        let mut found = false;
        self.0
            .for_each(&mut |_, value| found = found || pred(value));
        found
    }

    fn all_string_values(&self) -> Vec<Cow<'_, str>> {
        let mut all = Vec::new();
        self.0
            .for_each(&mut |_, value| all.push(Cow::Owned(value.to_string())));
        all
    }

    fn visit_string_values(&self, visit: &mut dyn FnMut(&str)) {
        self.0.for_each(&mut |_, value| visit(value));
    }

    fn to_json(&self) -> Value {
        let mut map = serde_json::Map::new();
        self.0.for_each(&mut |name, value| {
            map.insert(name.to_string(), Value::String(value.to_string()));
        });
        Value::Object(map)
    }

    fn field_keys(&self) -> Vec<Cow<'_, str>> {
        let mut all = Vec::new();
        self.0
            .for_each(&mut |name, _| all.push(Cow::Owned(name.to_string())));
        all
    }
}
