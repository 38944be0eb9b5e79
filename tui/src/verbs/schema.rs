//! `schema`: the JSON Schema of scenario files, for editors that check while one types.

use std::io::Write;

use engine::plan::schemas;
use engine::words::schema::json_of;
use serde_json::{Map, Value as Json};

use crate::phrase::{Phrases, Value, harmless};
use crate::roster::written::RosterWritten;
use crate::trouble::{DONE, Trouble, USAGE};

/// Prints one schema by its file's name, or all of them by name.
pub fn schema(name: Option<&str>, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    let mut all = schemas();
    all.push(("roster", json_of::<RosterWritten>()));
    let shown = match name {
        None => {
            let named = all
                .into_iter()
                .map(|(name, schema)| (name.to_owned(), schema));
            Json::Object(named.collect::<Map<_, _>>())
        }
        Some(name) => {
            let plain = |name: &str| {
                name.trim_end_matches('/')
                    .trim_end_matches(".yml")
                    .to_owned()
            };
            match all.iter().find(|(known, _)| plain(known) == plain(name)) {
                Some((_, schema)) => schema.clone(),
                None => return Err(no_such(name, &all, phrases)),
            }
        }
    };
    writeln!(out, "{shown:#}")?;
    Ok(DONE)
}

fn no_such(name: &str, all: &[(&'static str, Json)], phrases: &Phrases) -> Trouble {
    let names: Vec<_> = all.iter().map(|(name, _)| *name).collect();
    let args = [
        ("name", Value::from(harmless(name))),
        ("names", Value::from(names.join(", "))),
    ];
    let what = phrases.say_with("trouble-schema", &args);
    Trouble::Said {
        what,
        help: phrases.attribute("trouble-schema", "help", &args),
        code: USAGE,
    }
}
