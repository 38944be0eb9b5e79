//! What may be meant by the word that is being typed.

use crate::city::map::Map;
use crate::detect::class::Sensing;

/// How many are offered.
const OFFERED: usize = 12;
/// What stands before a colon besides the names of fields.
const KEYS: [&str; 8] = [
    "class:", "host:", "org:", "zone:", "last:", "after:", "before:", "source:",
];

/// The last word of a text, whole, in the ways it may go on; nothing within quotes.
pub fn complete(text: &str, map: &Map, sensing: &Sensing) -> Vec<String> {
    if text.matches('"').count() % 2 == 1 {
        return Vec::new();
    }
    let start = text.rfind([' ', '(', '\u{a0}']).map_or(0, |at| at + 1);
    let word = &text[start..];
    let bare = word.strip_prefix('-').unwrap_or(word);
    let sign = &word[..word.len() - bare.len()];
    let Some((key, value)) = bare.split_once(':') else {
        let fields = sensing.field_names();
        let fields = fields.iter().map(|name| format!("{name}:"));
        let all = KEYS.iter().map(|key| (*key).to_owned()).chain(fields);
        return take(all, sign, "", bare);
    };
    let (done, part) = value
        .rsplit_once(',')
        .map_or(("", value), |(done, part)| (&value[..done.len() + 1], part));
    let before = format!("{sign}{key}:{done}");
    match key.to_lowercase().as_str() {
        "class" | "source" => {
            let names = sensing.classes.iter().map(|class| class.name.to_string());
            take(names, &before, "", part)
        }
        "org" => take(
            map.orgs.iter().map(|o| o.name.to_string()),
            &before,
            "",
            part,
        ),
        "zone" => take(
            map.zones.iter().map(|z| z.name.to_string()),
            &before,
            "",
            part,
        ),
        "host" => {
            let groups = map.groups.iter().map(|group| {
                let all = if group.single { "" } else { "-*" };
                format!("{}{all}", group.name)
            });
            take(groups, &before, "", part)
        }
        _ => Vec::new(),
    }
}

fn take(all: impl Iterator<Item = String>, before: &str, after: &str, part: &str) -> Vec<String> {
    let part = part.to_lowercase();
    let begins = all.filter(|one| one.to_lowercase().starts_with(&part));
    let mut found: Vec<String> = begins.collect();
    found.sort_by_key(|one| one.to_lowercase());
    found.dedup();
    let found = found.into_iter().take(OFFERED);
    found.map(|one| format!("{before}{one}{after}")).collect()
}
