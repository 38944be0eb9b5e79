//! Why an order was refused, as its seat reads it. Never more than the refusal itself tells.

use engine::words::refusal::{Refusal, TextFault};

use crate::phrase::{Phrases, Value, harmless};

/// The sentence for a refusal.
#[must_use]
pub fn refusal(phrases: &Phrases, refusal: &Refusal) -> String {
    if let Refusal::BadRule { faults } = refusal {
        return bad_rule(phrases, faults);
    }
    let what = match refusal {
        Refusal::Lacks { what } => &phrases.word("red-need", what),
        Refusal::Unknown { what } | Refusal::Limits { what } => &**what,
        Refusal::NoAuthority { by } => by,
        _ => "",
    };
    let key = key(refusal);
    phrases.say_with(key, &[("what", Value::from(harmless(what)))])
}

/// The first fault of a rule, and how many there are.
fn bad_rule(phrases: &Phrases, faults: &[TextFault]) -> String {
    let first = faults.first();
    let place = |n: Option<u32>| Value::from(n.unwrap_or(1).to_string());
    let args = [
        ("line", place(first.map(|fault| fault.line))),
        ("column", place(first.map(|fault| fault.column))),
        (
            "what",
            Value::from(harmless(first.map_or("", |fault| &fault.message))),
        ),
        ("faults", Value::from(faults.len())),
    ];
    phrases.say_with("refusal-bad-rule", &args)
}

/// The key of a refusal's sentence.
#[must_use]
pub fn key(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoSuchTeam => "refusal-no-such-team",
        Refusal::WrongCell => "refusal-wrong-cell",
        Refusal::Ended => "refusal-ended",
        Refusal::Unknown { .. } => "refusal-unknown",
        Refusal::WrongTarget => "refusal-wrong-target",
        Refusal::NotYours => "refusal-not-yours",
        Refusal::Limits { .. } => "refusal-limits",
        Refusal::Lacks { .. } => "refusal-lacks",
        Refusal::OutOfBounds => "refusal-out-of-bounds",
        Refusal::NoAuthority { by } if by.is_empty() => "refusal-no-authority",
        Refusal::NoAuthority { .. } => "refusal-no-authority-by",
        Refusal::NoContact => "refusal-no-contact",
        Refusal::Declined => "refusal-declined",
        Refusal::Already => "refusal-already",
        Refusal::NotDone => "refusal-not-done",
        Refusal::Started => "refusal-started",
        Refusal::OnlyOnOrder => "refusal-only-on-order",
        Refusal::NoSuchRecord => "refusal-no-such-record",
        Refusal::NotYet => "refusal-not-yet",
        Refusal::Signed => "refusal-signed",
        Refusal::Pending => "refusal-pending",
        Refusal::BadRule { .. } => "refusal-bad-rule",
    }
}
