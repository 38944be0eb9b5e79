//! Every word that a screen asks for is there: a name without words would be shown as it is.

use std::collections::BTreeSet;

use tests::{files, hold, text};

/// The names that the tables of words hold, in any language: `phrase`'s own tests hold that no
/// language lacks one.
fn held() -> BTreeSet<String> {
    let mut held = BTreeSet::new();
    for path in files() {
        if path.ends_with(".ftl") {
            let text = text(&path).expect("words are text");
            let lines = text.lines().filter(|line| !line.starts_with([' ', '#']));
            let names = lines.filter_map(|line| line.split_once(" ="));
            held.extend(names.map(|(name, _)| name.to_owned()));
        }
    }
    held
}

/// The names that stand behind such a beginning in a line.
fn behind<'l>(line: &'l str, begins: &'l str) -> impl Iterator<Item = &'l str> {
    let after = line.split(begins).skip(1);
    after.filter_map(|rest| rest.split_once('"').map(|(name, _)| name))
}

/// The name of what a key does, in a row of a table of keys.
fn of_a_key(line: &str) -> Option<&str> {
    let row = line.trim().strip_prefix("(Does::")?.strip_suffix("\"),")?;
    Some(row.rsplit_once('"')?.1)
}

#[test]
fn every_word_asked_for_is_there() {
    let held = held();
    let (mut asked, mut offenders) = (0, Vec::new());
    for path in files() {
        let is_source = path.starts_with("tui/src/") && path.ends_with(".rs");
        let Some(text) = is_source.then(|| text(&path)).flatten() else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            let said = ["say(\"", "say_with(\""].into_iter();
            let said = said.flat_map(|begins| behind(line, begins));
            for name in said.chain(of_a_key(line)) {
                asked += 1;
                if !held.contains(name) {
                    let at = number + 1;
                    offenders.push(format!("{path}:{at}: {name}: no language has it"));
                }
            }
        }
    }
    assert!(asked > 1_000, "only {asked} were found");
    hold("Every word asked for is there", offenders);
}
