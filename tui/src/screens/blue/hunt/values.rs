//! What stands most in a field of what was found, and queries that keep to a value or leave it out.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use engine::drill::Entry;
use engine::view::Blue;
use engine::words::name::RecordId;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::paint::gauge::bar;
use crate::paint::panel::panel;
use crate::paint::table::{Column, Row, table};
use crate::paint::theme::Ink;
use crate::phrase::harmless;
use crate::screen::See;
use crate::screens::blue::shown;
use crate::screens::shared::cursor::Cursor;

/// The class of log, counted like a field.
pub(super) const CLASS: &str = "class";
/// The machine, counted like a field.
pub(super) const HOST: &str = "host";

/// The fields of what was found: class and machine, then those that say something, the most telling
/// of each record first.
pub(super) fn fields(hits: &[(RecordId, Entry)]) -> Vec<String> {
    let mut all = vec![CLASS.to_owned(), HOST.to_owned()];
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for (_, entry) in hits {
        for (name, _) in shown::telling(entry) {
            let times = seen.entry(name).or_default();
            if *times == 0 {
                order.push(name);
            }
            *times += 1;
        }
    }
    all.extend(order.into_iter().map(str::to_owned));
    all
}

/// How often each value stands in a field, the most frequent first. Classes and machines by the
/// names that queries know.
pub(super) fn count(
    see: &See<'_, Blue>,
    hits: &[(RecordId, Entry)],
    field: &str,
) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, entry) in hits {
        let value = match field {
            CLASS => shown::class_name(see, entry.class),
            HOST => entry
                .host
                .map(|id| see.brief.host_name(id))
                .unwrap_or_default(),
            name => entry.fields.get(name).cloned().unwrap_or_default(),
        };
        if !value.is_empty() {
            *counts.entry(value).or_default() += 1;
        }
    }
    let mut counted: Vec<(String, usize)> = counts.into_iter().collect();
    counted.sort_by_key(|(_, times)| Reverse(*times));
    counted
}

/// A query with one word more: that a field is this, or is not.
pub fn with_field(query: &str, field: &str, value: &str, not: bool) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./\\".contains(c);
    let value = if !value.is_empty() && value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace('"', "\"\""))
    };
    let sign = if not { "-" } else { "" };
    let is = if matches!(field, CLASS | HOST) {
        ""
    } else {
        "="
    };
    let word = format!("{sign}{field}:{is}{value}");
    if query.split_whitespace().any(|one| one == word) {
        return query.to_owned();
    }
    format!("{query} {word}").trim().to_owned()
}

/// What is shown.
pub(super) struct Shown<'s> {
    /// The field.
    pub(super) field: &'s str,
    /// What was found.
    pub(super) hits: &'s [(RecordId, Entry)],
    /// Where the reader is.
    pub(super) value: Cursor,
    /// Whether the reader is here.
    pub(super) among: bool,
}

/// Draws the values of a field.
pub(super) fn draw(see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect, shown: &Shown<'_>) {
    let fields = fields(shown.hits);
    let at = fields
        .iter()
        .position(|name| name == shown.field)
        .unwrap_or(0);
    let sign = if shown.among { "> " } else { "" };
    let title = format!("{sign}{} [{}/{}]", shown.field, at + 1, fields.len());
    let inside = panel(frame, area, &title, see.theme);
    let counted = count(see, shown.hits, shown.field);
    let most = counted.first().map_or(1, |(_, times)| *times).max(1);
    let columns = [
        Column::new(see.say("watch-col-value"), 12, 0).growing(),
        Column::new(see.say("watch-col-count"), 5, 0).right(),
        Column::new("", 10, 1).drawn(),
    ];
    let chosen = shown.value.at(counted.len()).filter(|_| shown.among);
    let rows = counted.len();
    table(
        frame,
        inside,
        &columns,
        (rows, chosen),
        see.theme,
        &mut |place| {
            let Some((value, times)) = counted.get(place) else {
                return Row::default();
            };
            let part = u16::try_from(times * 1_000 / most).unwrap_or(1_000);
            Row::default()
                .text(harmless(value))
                .text(times.to_string())
                .cell(Ink::Live, bar(part, 10))
        },
    );
}

#[cfg(test)]
mod tests {
    use super::with_field;

    #[test]
    fn a_value_is_quoted_where_the_language_would_read_it_otherwise() {
        let one = |value| with_field("host:a", "Image", value, false);
        assert_eq!(one("cmd.exe"), "host:a Image:=cmd.exe");
        assert_eq!(one("a, \"b\""), "host:a Image:=\"a, \"\"b\"\"\"");
        assert_eq!(with_field("", "class", "proxy", true), "-class:proxy");
        assert_eq!(
            with_field("-class:proxy", "class", "proxy", true),
            "-class:proxy"
        );
    }
}
