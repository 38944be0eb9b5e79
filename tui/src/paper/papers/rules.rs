//! The table of rules by what they did.

use std::collections::BTreeSet;

use engine::report::rules::Behind;

use crate::paper::press::Press;
use crate::paper::tree::{Part, plain};
use crate::phrase::harmless;

/// Rules by what they did; what was behind their alerts only for who may know it.
#[must_use]
pub fn table(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-rule", 6),
        ("paper-written-by", 2),
        ("paper-alerts", 2),
        ("paper-again", 2),
        ("paper-of-attack", 2),
        ("paper-of-attempt", 2),
        ("paper-of-nothing", 2),
        ("paper-steps", 4),
    ];
    let mut table = press
        .table("paper-table-rules", &columns)
        .figures(&[2, 3, 4, 5, 6]);
    for row in &press.report.rules {
        let mut title = press.text(&row.title);
        if row.flooded {
            title = format!("{title} ({})", press.say("paper-flooded"));
        }
        let team = row.team.as_ref();
        let team = team.map_or_else(|| press.say("paper-shipped"), |team| press.team(team));
        let behind = |of: fn(&Behind) -> u32| {
            let count = row.behind.as_ref().map(of);
            plain(count.map_or_else(|| "–".to_owned(), |count| count.to_string()))
        };
        let title_of = |name: &String| {
            let mut steps = press.report.attack.iter();
            let step = steps.find(|step| step.name == *name);
            step.map_or_else(|| harmless(name), |step| press.text(&step.title))
        };
        // People do the same thing many times.
        let mut said = BTreeSet::new();
        let steps = row.steps.iter().map(title_of);
        let steps: Vec<String> = steps.filter(|title| said.insert(title.clone())).collect();
        table.row(vec![
            plain(title),
            plain(team),
            plain(row.alerts.to_string()),
            plain(row.again.to_string()),
            behind(|behind| behind.attack),
            behind(|behind| behind.attempt),
            behind(|behind| behind.benign),
            plain(steps.join("; ")),
        ]);
    }
    press.filled(table)
}
