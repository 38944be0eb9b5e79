//! `scenarios/README.md`, held to what it tells of: each row of the founding documents has its
//! place or its reason, each place is there, and the reference says what the schema says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

use engine::plan::schemas;
use serde_json::Value;
use tests::{hold, root, text};

const README: &str = "scenarios/README.md";
/// How many rows each of the five documents has, in their order.
const ROWS: [u32; 5] = [25, 27, 33, 29, 31];
/// Between these two lines stands what is made from the schema.
const MADE: [&str; 2] = ["<!-- made from the schema -->", "<!-- until here -->"];

/// A row of the table: its number, and what stands in its last column.
fn rows() -> Vec<(String, String)> {
    let page = text(README).expect("the page is there");
    let cells = |line: &str| {
        let all: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        match all[..] {
            [id, _, place] => Some((id.to_owned(), place.to_owned())),
            _ => None,
        }
    };
    let lines = page.lines().filter(|line| line.starts_with("| S"));
    lines.filter_map(cells).collect()
}

#[test]
fn no_row_of_the_founding_documents_is_lost() {
    let mut offenders = Vec::new();
    let mut seen = BTreeSet::new();
    for (id, _) in rows() {
        if !seen.insert(id.clone()) {
            offenders.push(format!("{README}:1: {id} stands there twice"));
        }
    }
    let all = (0..)
        .zip(ROWS)
        .flat_map(|(document, count)| (1..=count).map(move |row| format!("S{document}-{row:02}")));
    let all: BTreeSet<String> = all.collect();
    let lost = all
        .difference(&seen)
        .map(|id| format!("{README}:1: {id} is missing"));
    offenders.extend(lost);
    let strange = seen
        .difference(&all)
        .map(|id| format!("{README}:1: there is no row {id}"));
    offenders.extend(strange);
    hold(
        "Every row of the founding documents has its line",
        offenders,
    );
}

/// The line of a file at which a name stands: where it is given as a name, else where it is a word.
fn line_of(page: &str, name: &str) -> Option<usize> {
    let is_word = |line: &str| {
        line.match_indices(name).any(|(at, _)| {
            let part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
            let before = line[..at].chars().next_back().is_some_and(part);
            let after = line[at + name.len()..].chars().next().is_some_and(part);
            !before && !after
        })
    };
    let named = format!("name: {name}");
    let given = |line: &str| {
        let at = line.find(&named).map(|at| at + named.len());
        at.is_some_and(|at| !line[at..].starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    };
    let found = page.lines().position(given);
    found
        .or_else(|| page.lines().position(is_word))
        .map(|at| at + 1)
}

#[test]
fn every_row_is_modelled_somewhere_or_says_why_not() {
    let mut offenders = Vec::new();
    let mut modelled = 0;
    for (id, place) in rows() {
        if let Some((_, why)) = place
            .split_once(": ")
            .filter(|(word, _)| word.starts_with("not "))
        {
            if why.chars().count() < 8 {
                offenders.push(format!("{README}:1: {id} gives no reason"));
            }
            continue;
        }
        modelled += 1;
        for anchor in place.split(", ") {
            let anchor = anchor.trim_matches('`');
            let (path, name) = anchor.split_once('#').unwrap_or((anchor, ""));
            let path = match path.strip_prefix("../") {
                Some(path) => path.to_owned(),
                None => format!("scenarios/{path}"),
            };
            let found = text(&path).map(|page| {
                if name.is_empty() {
                    Some(1)
                } else {
                    line_of(&page, name)
                }
            });
            match found {
                None => offenders.push(format!("{README}:1: {id}: there is no file {path}")),
                Some(None) => offenders.push(format!("{README}:1: {id}: no {name} in {path}")),
                Some(Some(line)) => println!("{id} {path}:{line} {name}"),
            }
        }
    }
    assert!(modelled > 80, "only {modelled} rows are modelled");
    hold("What the table points at is there", offenders);
}

#[test]
fn the_reference_says_what_the_schema_says() {
    let path = root().join(README);
    let page = fs::read_to_string(&path).expect("the page is there");
    let (head, rest) = page.split_once(MADE[0]).expect("it has the first mark");
    let (made, tail) = rest.split_once(MADE[1]).expect("it has the second mark");
    let wanted = format!("\n\n{}", reference());
    if made != wanted && std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        let page = format!("{head}{}{wanted}{}{tail}", MADE[0], MADE[1]);
        fs::write(&path, page).expect("the page can be written");
        return;
    }
    let differs = made
        .lines()
        .zip(wanted.lines())
        .position(|(is, should)| is != should);
    let at = head.lines().count() + differs.unwrap_or_else(|| wanted.lines().count());
    let offenders = (made != wanted).then(|| format!("{README}:{at}: is not what the schema says"));
    hold(
        "The reference is made from the schema (INSTA_UPDATE=always writes it)",
        offenders.into_iter().collect(),
    );
}

// ── the reference ──

/// All that an author may write: each kind of file, then the shapes that several use.
fn reference() -> String {
    let mut page = String::new();
    let mut shapes: BTreeMap<String, Value> = BTreeMap::new();
    for (file, schema) in schemas() {
        let _ = writeln!(page, "### `{file}`\n\n{}\n", words(&schema));
        fields(&mut page, &schema);
        let defs = schema["$defs"].as_object().into_iter().flatten();
        shapes.extend(defs.map(|(name, shape)| (short(name), shape.clone())));
    }
    let _ = writeln!(page, "### Shapes\n");
    for (name, shape) in &shapes {
        let _ = writeln!(page, "**{name}.** {}\n", words(shape));
        if shape["properties"].is_object() {
            fields(&mut page, shape);
        } else {
            choices(&mut page, shape);
        }
    }
    page
}

/// The name of a shape, without the word that tells writing from living.
fn short(name: &str) -> String {
    name.strip_suffix("Written").unwrap_or(name).to_owned()
}

fn words(shape: &Value) -> String {
    let text = shape["description"].as_str().unwrap_or_default();
    let pattern = shape["examples"][0]
        .as_str()
        .map(|one| format!("Such as `{one}`."));
    let all = [text.replace(['\n', '|'], " "), pattern.unwrap_or_default()];
    all.join(" ").trim().to_owned()
}

/// A table of the keys of a map; those that must be there are bold.
fn fields(page: &mut String, shape: &Value) {
    let _ = writeln!(page, "| key | takes | |\n|---|---|---|");
    let must = shape["required"].as_array().into_iter().flatten();
    let must: BTreeSet<&str> = must.filter_map(Value::as_str).collect();
    for (key, field) in shape["properties"].as_object().into_iter().flatten() {
        let key = if must.contains(key.as_str()) {
            format!("**`{key}`**")
        } else {
            format!("`{key}`")
        };
        let _ = writeln!(page, "| {key} | {} | {} |", kind(field), words(field));
    }
    page.push('\n');
}

/// A list of the words of a closed list, and what each takes.
fn choices(page: &mut String, shape: &Value) {
    let bare = shape["enum"].as_array().into_iter().flatten();
    let bare: Vec<String> = bare
        .filter_map(Value::as_str)
        .map(|w| format!("`{w}`"))
        .collect();
    if !bare.is_empty() {
        let _ = writeln!(page, "{}\n", bare.join(" · "));
    }
    let all = shape["oneOf"]
        .as_array()
        .or_else(|| shape["anyOf"].as_array());
    let Some(all) = all else { return };
    let _ = writeln!(page, "| word | takes | |\n|---|---|---|");
    for one in all {
        if let Some(word) = one["const"].as_str() {
            let _ = writeln!(page, "| `{word}` | | {} |", words(one));
        }
        for word in one["enum"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            let _ = writeln!(page, "| `{word}` | | {} |", words(one));
        }
        for (word, field) in one["properties"].as_object().into_iter().flatten() {
            let _ = writeln!(page, "| `{word}` | {} | {} |", kind(field), words(one));
        }
    }
    page.push('\n');
}

/// What a key takes, in a word or two.
fn kind(field: &Value) -> String {
    if let Some(name) = field["$ref"].as_str() {
        return short(name.rsplit('/').next().unwrap_or(name));
    }
    if let Some(all) = field["anyOf"].as_array() {
        return all.first().map(kind).unwrap_or_default();
    }
    let name = match &field["type"] {
        Value::Array(all) => all.first().and_then(Value::as_str).unwrap_or_default(),
        one => one.as_str().unwrap_or_default(),
    };
    match name {
        "array" => format!("list of {}", kind(&field["items"])),
        "object" => format!("names to {}", kind(&field["additionalProperties"])),
        "string" => "text".to_owned(),
        "integer" => "number".to_owned(),
        "boolean" => "true or false".to_owned(),
        other => other.to_owned(),
    }
}
