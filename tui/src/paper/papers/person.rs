//! One person's time line: what they asked, and what came of it; for them to keep.

use engine::report::people::Doing;

use crate::paper::press::{Press, heading};
use crate::paper::tree::{Paper, plain};
use crate::phrase::{Value, harmless};

/// Readings of alerts and searches are counted, and not listed one by one: there are hundreds.
const COUNTED: [&str; 2] = ["triage", "search"];

/// The paper of the person at this place.
#[must_use]
pub fn paper(press: &Press<'_>, place: usize) -> Paper {
    let person = &press.report.people[place];
    let mut parts = vec![heading(1, press.say("person-1"))];
    let columns = [("paper-indicator", 6), ("paper-value", 3)];
    let mut table = press.table("paper-table-person", &columns).figures(&[1]);
    let mut line = |key: &str, value: String| table.row(vec![plain(press.say(key)), plain(value)]);
    line("paper-orders", press.number(u64::from(person.orders)));
    line("paper-refused", press.number(u64::from(person.refused)));
    line("paper-quiet", press.span(person.quiet));
    for (asked, times) in &person.asked {
        let times = plain(press.number(u64::from(*times)));
        table.row(vec![plain(press.word("asked", asked)), times]);
    }
    parts.push(press.filled(table));
    parts.push(heading(1, press.say("person-2")));
    let columns = [
        ("paper-when", 2),
        ("paper-asked-what", 3),
        ("paper-came", 9),
    ];
    let mut table = press.table("paper-table-doings", &columns);
    let listed = person
        .doings
        .iter()
        .filter(|d| !COUNTED.contains(&d.asked.as_str()));
    for doing in listed {
        table.row(vec![
            plain(press.at(doing.at)),
            plain(press.word("asked", &doing.asked)),
            plain(came(press, doing)),
        ]);
    }
    parts.push(press.filled(table));
    let name = match &person.title {
        Some(title) => press.text(title),
        None => harmless(&person.place),
    };
    let args = [
        ("name", Value::from(name)),
        ("team", Value::from(press.team(&person.team))),
    ];
    let title = press.with("paper-person", &args);
    press.paper(
        &format!("person-{}-{}", person.team, person.place),
        title,
        parts,
    )
}

/// What came of an order at once, in sentences.
fn came(press: &Press<'_>, doing: &Doing) -> String {
    let log = press.report.log.iter();
    let first = doing.facts.first().copied().unwrap_or(u32::MAX);
    let said = log.filter(|e| e.number >= first && doing.facts.contains(&e.number));
    let said: Vec<String> = said
        .take(4)
        .map(|entry| press.sentence(&entry.kind))
        .collect();
    if said.is_empty() {
        "–".to_owned()
    } else {
        said.join(" · ")
    }
}
