//! What a rule would say of a record that is not made yet: surely, perhaps, or surely not.
//!
//! A drill has millions of records that nobody reads; to know beforehand which of them a rule can
//! see at all is what makes thousands of rules cheap. "Surely" and "surely not" are always right;
//! "perhaps" may be too generous.

use rsigma_eval::compiler::{CompiledDetection, CompiledDetectionItem};
use rsigma_eval::matcher::GroupMode;
use rsigma_eval::{CompiledMatcher, CompiledRule, EventValue, JsonEvent};
use rsigma_parser::{ConditionExpr, Quantifier};

/// What a value that is not made yet can be.
pub enum CanBe<'a> {
    /// One of these.
    Texts(&'a [String]),
    /// Who can tell whether a text, in small letters, may stand in it.
    Open(&'a dyn Room),
}

/// Room for a text in a value that is not made yet.
pub trait Room {
    /// Whether this text may stand in the value; at its very start or end, if so asked.
    fn may_hold(&self, text: &str, at_start: bool, at_end: bool) -> bool;
}

/// A record that is not made yet. Which fields it has is known.
pub trait Draft {
    /// What the field of exactly this name can be, or `None` if the record will lack it.
    fn get(&self, name: &str) -> Option<CanBe<'_>>;
    /// Calls `f` with every value.
    fn for_each(&self, f: &mut dyn FnMut(&CanBe<'_>));
}

/// How sure it is. Ordered, so that the least of all is what they are together, and the greatest
/// what any of them is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    Not,
    Perhaps,
    Surely,
}

impl Sure {
    fn of(is: bool) -> Sure {
        if is { Sure::Surely } else { Sure::Not }
    }

    fn not(self) -> Sure {
        match self {
            Sure::Not => Sure::Surely,
            Sure::Perhaps => Sure::Perhaps,
            Sure::Surely => Sure::Not,
        }
    }

    /// Of several that a choice is made from.
    fn either(all: impl Iterator<Item = Sure>) -> Sure {
        let mut all = all;
        let first = all.next().unwrap_or(Sure::Not);
        if all.all(|other| other == first) {
            first
        } else {
            Sure::Perhaps
        }
    }
}

fn all(each: impl Iterator<Item = Sure>) -> Sure {
    each.min().unwrap_or(Sure::Surely)
}

fn any(each: impl Iterator<Item = Sure>) -> Sure {
    each.max().unwrap_or(Sure::Not)
}

/// Whether the rule would match the record.
pub(super) fn sees(rule: &CompiledRule, draft: &dyn Draft) -> Sure {
    let conditions = rule.conditions.iter();
    any(conditions.map(|condition| condition_of(condition, rule, draft)))
}

fn condition_of(condition: &ConditionExpr, rule: &CompiledRule, draft: &dyn Draft) -> Sure {
    let go_on = |part: &ConditionExpr| condition_of(part, rule, draft);
    match condition {
        ConditionExpr::Identifier(name) => {
            let found = rule.detections.get(name);
            found.map_or(Sure::Not, |detection| detection_of(detection, draft))
        }
        ConditionExpr::And(parts) => all(parts.iter().map(go_on)),
        ConditionExpr::Or(parts) => any(parts.iter().map(go_on)),
        ConditionExpr::Not(part) => go_on(part).not(),
        ConditionExpr::Selector {
            quantifier,
            pattern,
        } => {
            // rsigma keeps selections in a hash map; nothing here hangs on their order.
            let named = rule.detections.iter();
            let chosen = named.filter(|(name, _)| pattern.matches_detection_name(name));
            let mut chosen = chosen.map(|(_, detection)| detection_of(detection, draft));
            match quantifier {
                Quantifier::Any => any(chosen),
                Quantifier::All => all(chosen),
                Quantifier::Count(least) => {
                    let (mut sure, mut possible) = (0, 0);
                    chosen.by_ref().for_each(|one| {
                        sure += u64::from(one == Sure::Surely);
                        possible += u64::from(one != Sure::Not);
                    });
                    match (sure >= *least, possible >= *least) {
                        (true, _) => Sure::Surely,
                        (_, true) => Sure::Perhaps,
                        _ => Sure::Not,
                    }
                }
            }
        }
    }
}

fn detection_of(detection: &CompiledDetection, draft: &dyn Draft) -> Sure {
    match detection {
        CompiledDetection::AllOf(items) => all(items.iter().map(|item| item_of(item, draft))),
        CompiledDetection::AnyOf(parts) => any(parts.iter().map(|part| detection_of(part, draft))),
        CompiledDetection::And(parts) => all(parts.iter().map(|part| detection_of(part, draft))),
        CompiledDetection::Keywords(matcher) => keyword(matcher, draft),
        // No record here has lists for values, and nobody who writes about one expects any.
        CompiledDetection::ArrayMatch { .. } | CompiledDetection::Conditional { .. } => {
            Sure::Perhaps
        }
    }
}

fn item_of(item: &CompiledDetectionItem, draft: &dyn Draft) -> Sure {
    let Some(field) = &item.field else {
        return match item.exists {
            Some(expected) => Sure::of(!expected),
            None => keyword(&item.matcher, draft),
        };
    };
    // The parser escapes brackets in field names; records do not.
    let found = draft.get(&field.replace('\\', ""));
    if let Some(expected) = item.exists {
        return Sure::of(found.is_some() == expected);
    }
    match found {
        Some(value) => value_of(&item.matcher, &value),
        None => Sure::of(matches!(item.matcher, CompiledMatcher::Null)),
    }
}

/// Words that may stand in any field: each by itself, so that "all of them" may be too generous.
fn keyword(matcher: &CompiledMatcher, draft: &dyn Draft) -> Sure {
    match matcher {
        CompiledMatcher::AnyOf(parts) => any(parts.iter().map(|part| keyword(part, draft))),
        CompiledMatcher::AllOf(parts) => {
            all(parts.iter().map(|part| keyword(part, draft))).min(Sure::Perhaps)
        }
        CompiledMatcher::CaseInsensitiveGroup { children, mode } => {
            let each = children.iter().map(|part| keyword(part, draft));
            match mode {
                GroupMode::Any => any(each),
                GroupMode::All => all(each).min(Sure::Perhaps),
            }
        }
        CompiledMatcher::Not(_) => Sure::Perhaps,
        _ => {
            let mut found = Sure::Not;
            draft.for_each(&mut |value| found = found.max(value_of(matcher, value)));
            // What stands in no field's value may stand in what rsigma makes of several.
            found.min(Sure::Perhaps)
        }
    }
}

fn value_of(matcher: &CompiledMatcher, value: &CanBe<'_>) -> Sure {
    match value {
        CanBe::Texts(texts) => Sure::either(texts.iter().map(|text| text_of(matcher, text))),
        CanBe::Open(room) => room_of(matcher, *room),
    }
}

/// Whether a text that is known matches.
fn text_of(matcher: &CompiledMatcher, text: &str) -> Sure {
    if hangs_on_others(matcher) {
        return Sure::Perhaps;
    }
    let nothing = serde_json::Value::Null;
    let value = EventValue::Str(text.into());
    Sure::of(matcher.matches(&value, &JsonEvent::borrow(&nothing)))
}

/// Whether what the matcher says of a value hangs on other fields of the record.
fn hangs_on_others(matcher: &CompiledMatcher) -> bool {
    match matcher {
        CompiledMatcher::FieldRef { .. } | CompiledMatcher::Expand { .. } => true,
        CompiledMatcher::Not(inner) | CompiledMatcher::TimestampPart { inner, .. } => {
            hangs_on_others(inner)
        }
        CompiledMatcher::AnyOf(parts) | CompiledMatcher::AllOf(parts) => {
            parts.iter().any(hangs_on_others)
        }
        CompiledMatcher::CaseInsensitiveGroup { children, .. } => {
            children.iter().any(hangs_on_others)
        }
        _ => false,
    }
}

/// Whether a value that is still open may match.
fn room_of(matcher: &CompiledMatcher, room: &dyn Room) -> Sure {
    let may = |text: &str, at_start, at_end| {
        if room.may_hold(&text.to_lowercase(), at_start, at_end) {
            Sure::Perhaps
        } else {
            Sure::Not
        }
    };
    match matcher {
        CompiledMatcher::Exact { value, .. } => may(value, true, true),
        CompiledMatcher::Contains { value, .. } => may(value, false, false),
        CompiledMatcher::StartsWith { value, .. } => may(value, true, false),
        CompiledMatcher::EndsWith { value, .. } => may(value, false, true),
        CompiledMatcher::AhoCorasickSet { needles, .. } => {
            any(needles.iter().map(|needle| may(needle, false, false)))
        }
        CompiledMatcher::Null => Sure::Not,
        CompiledMatcher::Exists(expected) => Sure::of(*expected),
        CompiledMatcher::Not(inner) => room_of(inner, room).not(),
        CompiledMatcher::AnyOf(parts) => any(parts.iter().map(|part| room_of(part, room))),
        CompiledMatcher::AllOf(parts) => all(parts.iter().map(|part| room_of(part, room))),
        CompiledMatcher::CaseInsensitiveGroup { children, mode } => {
            let each = children.iter().map(|part| room_of(part, room));
            match mode {
                GroupMode::Any => any(each),
                GroupMode::All => all(each),
            }
        }
        _ => Sure::Perhaps,
    }
}
