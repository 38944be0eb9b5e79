//! What is wrong with a query of the hunt, in a sentence.

use engine::detect::query::QueryFault;

use super::{Phrases, Value, harmless};

/// The first of these faults with what was probably meant, and how many more there are.
#[must_use]
pub fn wrong(phrases: &Phrases, faults: &[QueryFault]) -> String {
    let Some(fault) = faults.first() else {
        return String::new();
    };
    let number = |n: usize| Value::from(n.to_string());
    let args = [
        ("column", number(fault.column)),
        ("found", Value::from(harmless(&fault.found))),
        ("more", number(faults.len() - 1)),
    ];
    let mut text = phrases.say_with(fault.code, &args);
    if let Some(near) = &fault.near {
        let near = [("near", Value::from(harmless(near)))];
        text = format!("{text} {}", phrases.say_with("query-near", &near));
    }
    if faults.len() > 1 {
        text = format!("{text} {}", phrases.say_with("query-more", &args));
    }
    text
}
