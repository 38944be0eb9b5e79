//! What the organisers pass on to the attack of what the defence did: when and what kind of
//! measure, and no tool, place or name.
//!
//! The defence's events reach the attack only so, through the organisers and with what is
//! sensitive taken out. What is made here is a draft: a person reads it before it goes.

use engine::plan::Plan;
use engine::view::White;
use engine::words::cell::Cell;
use engine::words::fact::Outcome;
use engine::words::text::Lang;

use crate::phrase::Value;
use crate::screen::See;

/// How many measures a notice tells of.
const LAST: usize = 5;

/// A draft of what the defence did last.
pub fn draft(see: &See<'_, White>) -> String {
    let plan = see.plan();
    let is_blue = |team: usize| {
        plan.roster
            .teams
            .get(team)
            .is_some_and(|t| t.cell == Cell::Blue)
    };
    let done = see.view.runs.values().filter_map(|run| match run.ended {
        Some((at, Outcome::Done)) if is_blue(run.team.at()) => Some((at, run)),
        _ => None,
    });
    let mut done: Vec<_> = done.collect();
    done.sort_by_key(|(at, _)| *at);
    let names = tools(plan, see.lang());
    let lines = done.iter().rev().take(LAST).rev().map(|(at, run)| {
        let title = plan.catalogue.actions.get(run.action.at());
        let title = title.map_or_else(String::new, |action| see.text(&action.title));
        let args = [
            ("at", Value::from(see.calendar(*at))),
            (
                "what",
                Value::from(without(&title, &names, &see.say("white-some-tool"))),
            ),
        ];
        see.say_with("white-notice-line", &args)
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return see.say("white-notice-nothing");
    }
    format!("{}\n{}", see.say("white-notice-head"), lines.join("\n"))
}

/// The names of tools: of kinds of control and of controls.
fn tools(plan: &Plan, lang: Lang) -> Vec<String> {
    let kinds = plan
        .map
        .kinds
        .iter()
        .flat_map(|(name, title)| [name.to_string(), title.get(lang).to_owned()]);
    let controls = plan
        .map
        .controls
        .iter()
        .map(|control| control.name.to_string());
    let mut all: Vec<String> = kinds
        .chain(controls)
        .filter(|name| name.len() > 1)
        .collect();
    all.sort_by_key(|name| std::cmp::Reverse(name.len()));
    all
}

/// A text with names taken out, whole words only, whatever their case.
fn without(text: &str, names: &[String], instead: &str) -> String {
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut kept = text.to_owned();
    for name in names {
        let mut from = 0;
        while let Some((start, end)) = find(&kept, name, from) {
            let before = kept[..start].chars().next_back();
            let after = kept[end..].chars().next();
            if is_part(before) || is_part(after) {
                from = end;
                continue;
            }
            kept.replace_range(start..end, instead);
            from = start + instead.len();
        }
    }
    kept
}

/// Where a name stands in a text from a place on, whatever the case of its letters.
fn find(text: &str, name: &str, from: usize) -> Option<(usize, usize)> {
    let wanted = name.to_lowercase();
    text[from..].char_indices().find_map(|(at, _)| {
        let start = from + at;
        let mut end = start;
        let mut seen = String::new();
        for c in text[start..].chars() {
            if seen.len() >= wanted.len() {
                break;
            }
            seen.extend(c.to_lowercase());
            end += c.len_utf8();
        }
        (seen == wanted).then_some((start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tools_are_taken_out_as_whole_words_in_any_case() {
        let names = ["edr".to_owned(), "tường lửa".to_owned()];
        let clean = |text| without(text, &names, "công cụ");
        assert_eq!(
            clean("Kiểm tra EDR, Tường lửa"),
            "Kiểm tra công cụ, công cụ"
        );
        assert_eq!(clean("edrx và xedr"), "edrx và xedr");
        assert_eq!(clean("edr edr"), "công cụ công cụ");
        assert_eq!(clean(""), "");
    }
}
