//! The memory of correlations: which groups have been seen, on drill time only.
//!
//! rsigma's own correlation engine keeps all groups of all rules in one hash map, and when that is
//! full drops groups in hash order; two runs of the same records could then differ. Here each
//! correlation has its own groups, in order of last use, and the window arithmetic alone is
//! rsigma's.

use std::collections::{BTreeMap, VecDeque};

use rsigma_eval::correlation::apply_window_open;
use rsigma_eval::{
    CompiledCorrelation, CorrelationAction, Event, GroupKey, WindowState, correlation,
};
use rsigma_parser::{CorrelationType, WindowMode};

use super::fields::{Fields, Record};
use super::rule::Join;

/// How much correlations may remember, and how often they may speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Groups kept per correlation; the one unused longest goes first.
    pub groups: usize,
    /// Records remembered per group by sums, averages and orders; the oldest go first. Counts
    /// remember as many as their threshold needs, whatever this says.
    pub entries: usize,
    /// Seconds a group keeps quiet after a hit; `None` is the correlation's own timespan. A rule
    /// may set its own by the key `rsigma.suppress`.
    pub quiet: Option<u64>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            groups: 10_000,
            entries: 10_000,
            quiet: None,
        }
    }
}

type Key = Vec<Option<String>>;

/// One rule's match that a correlation is to count.
pub(super) struct Seen<'a> {
    /// The matched rule, as the correlation's `rules:` calls it.
    pub reference: &'a str,
    /// All that rule's names, for aliases.
    pub names: &'a [String],
    pub seconds: i64,
    pub record: &'a dyn Fields,
}

/// The groups of one correlation.
#[derive(Debug, Default)]
pub(super) struct Memory {
    groups: BTreeMap<Key, Group>,
    /// Keys by last use.
    order: BTreeMap<u64, Key>,
    uses: u64,
}

#[derive(Debug)]
struct Group {
    window: WindowState,
    used: u64,
    seconds: i64,
    quiet_until: i64,
}

impl Memory {
    pub fn clear(&mut self) {
        *self = Memory::default();
    }

    /// How many groups are remembered.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Counts one match; gives the group if the correlation hits.
    pub fn advance(
        &mut self,
        join: &Join,
        seen: &Seen,
        limits: &Limits,
    ) -> Option<Vec<(String, String)>> {
        let rule = &join.compiled;
        let names: Vec<&str> = std::iter::once(seen.reference)
            .chain(seen.names.iter().map(String::as_str))
            .collect();
        let record = Record(seen.record);
        let GroupKey(key) = GroupKey::extract(&record, &rule.group_by, &names);
        self.forget(rule, seen.seconds, &key, limits);
        let group = self.touch(rule, &key, seen.seconds);
        let opened = apply_window_open(
            &mut group.window,
            seen.seconds,
            rule.timespan_secs,
            rule.window_mode,
            rule.gap_secs,
        );
        if opened == correlation::WindowDecision::Discard {
            return None;
        }
        push(&mut group.window, rule, seen, &record);
        let session = rule.window_mode == WindowMode::Session;
        group.window.truncate_oldest(entries(rule, limits), session);
        if seen.seconds < group.quiet_until || !holds(&group.window, rule) {
            return None;
        }
        let quiet = rule
            .suppress_secs
            .or(limits.quiet)
            .unwrap_or(rule.timespan_secs);
        let quiet = i64::try_from(quiet).unwrap_or(i64::MAX);
        group.quiet_until = seen.seconds.saturating_add(quiet);
        if rule.action == Some(CorrelationAction::Reset) {
            group.window.clear();
        }
        Some(GroupKey(key).to_pairs(&rule.group_by))
    }

    /// The group of `key`, made if new, and put last in the order of use.
    fn touch(&mut self, rule: &CompiledCorrelation, key: &Key, seconds: i64) -> &mut Group {
        self.uses += 1;
        let used = self.uses;
        let owned = match self.groups.get(key) {
            Some(group) => self
                .order
                .remove(&group.used)
                .unwrap_or_else(|| key.clone()),
            None => key.clone(),
        };
        self.order.insert(used, owned);
        let group = self.groups.entry(key.clone()).or_insert_with(|| Group {
            window: WindowState::new_for(rule.correlation_type),
            used,
            seconds,
            quiet_until: i64::MIN,
        });
        group.used = used;
        group.seconds = group.seconds.max(seconds);
        group
    }

    /// Drops groups whose window has passed, then makes room for `key` if it is new.
    fn forget(&mut self, rule: &CompiledCorrelation, now: i64, key: &Key, limits: &Limits) {
        let span = rule.gap_secs.unwrap_or(rule.timespan_secs);
        let span = i64::try_from(span).unwrap_or(i64::MAX);
        let full = |groups: &BTreeMap<Key, Group>| {
            groups.len() >= limits.groups.max(1) && !groups.contains_key(key)
        };
        while let Some((&used, oldest)) = self.order.first_key_value() {
            let stale = self.groups.get(oldest).is_none_or(|group| {
                group.seconds.saturating_add(span) < now && group.quiet_until <= now
            });
            if !stale && !full(&self.groups) {
                return;
            }
            if let Some(oldest) = self.order.remove(&used) {
                self.groups.remove(&oldest);
            }
        }
    }
}

/// How many records of a group decide: one more than its threshold where records are counted.
fn entries(rule: &CompiledCorrelation, limits: &Limits) -> usize {
    let counted = match rule.correlation_type {
        CorrelationType::EventCount => true,
        CorrelationType::ValueCount => rule.window_mode != WindowMode::Session,
        _ => false,
    };
    let thresholds = rule
        .condition
        .predicates
        .iter()
        .map(|(_, threshold)| *threshold as usize);
    let needed = thresholds
        .max()
        .filter(|_| counted)
        .map(|most| most.saturating_add(1));
    rule.max_group_entries.or(needed).unwrap_or(limits.entries)
}

fn push(window: &mut WindowState, rule: &CompiledCorrelation, seen: &Seen, record: &Record) {
    let fields = rule.condition.field.as_deref().unwrap_or_default();
    match rule.correlation_type {
        CorrelationType::EventCount => window.push_event_count(seen.seconds),
        CorrelationType::Temporal | CorrelationType::TemporalOrdered => {
            window.push_temporal(seen.seconds, seen.reference);
        }
        CorrelationType::ValueCount => {
            let values: Option<Vec<&str>> = fields.iter().map(|f| seen.record.get(f)).collect();
            if let Some(values) = values {
                let value = values.join("\u{1f}");
                // A value seen again only moves its time, so that a window holds each value once.
                if let (WindowState::ValueCount { entries }, false) =
                    (&mut *window, rule.window_mode == WindowMode::Session)
                    && let Some(at) = entries.iter().position(|(_, old)| *old == value)
                {
                    entries.remove(at);
                }
                window.push_value_count(seen.seconds, value);
            }
        }
        CorrelationType::ValueSum
        | CorrelationType::ValueAvg
        | CorrelationType::ValuePercentile
        | CorrelationType::ValueMedian => {
            let value = fields
                .first()
                .and_then(|f| record.get_field(f))
                .and_then(|v| v.as_f64());
            if let Some(value) = value.filter(|v| v.is_finite()) {
                window.push_numeric(seen.seconds, value);
            }
        }
    }
}

fn holds(window: &WindowState, rule: &CompiledCorrelation) -> bool {
    if let (CorrelationType::TemporalOrdered, WindowState::Temporal { rule_hits }) =
        (rule.correlation_type, window)
        && !in_order(&rule.rule_refs, rule_hits)
    {
        return false;
    }
    let expr = rule.extended_expr.as_ref();
    window
        .check_condition(
            &rule.condition,
            rule.correlation_type,
            &rule.rule_refs,
            expr,
        )
        .is_some()
}

/// Takes the earliest time that fits for each rule in turn. rsigma's own search answers the same
/// but tries every combination before it says no; asked first, this keeps it from doing so.
#[expect(
    clippy::disallowed_types,
    reason = "rsigma hands its hits over in one; it is only looked up in"
)]
fn in_order(
    references: &[String],
    hits: &std::collections::HashMap<String, VecDeque<i64>>,
) -> bool {
    let mut from = i64::MIN;
    references.iter().all(|reference| {
        let times = hits.get(reference).into_iter().flatten().copied();
        match times.filter(|&second| second >= from).min() {
            Some(second) => {
                from = second;
                true
            }
            None => false,
        }
    })
}
