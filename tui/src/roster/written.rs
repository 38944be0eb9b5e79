//! A roster as its author writes it: `roster.yml`.

use engine::words::text::Text;
use engine::words::written::At;
use schemars::JsonSchema;
use serde::Deserialize;

/// Where the defence teams play.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cities {
    /// Each in a city of its own, names and addresses permuted.
    Apart,
    /// All in one city.
    #[default]
    Together,
}

/// One person's place.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeatWritten {
    /// Its name, which is the user name that SSH is given: `ssh ha@host`.
    pub name: At<String>,
    /// What it is called.
    pub title: Option<Text>,
    /// Public keys as OpenSSH writes them: `ssh-ed25519 AAAA… comment`.
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub keys: Vec<At<String>>,
    /// A file of such keys, beside the roster or below it.
    pub keys_file: Option<At<String>>,
    /// A code that lets one unknown key in, once: `true` to have one drawn, or the code itself.
    pub code: Option<At<String>>,
}

/// A team of people.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called.
    pub title: Option<Text>,
    /// The team of the scenario it plays, or `observer`.
    pub plays: At<String>,
    /// Its people's places.
    #[schemars(length(min = 1, max = 500))]
    pub seats: Vec<SeatWritten>,
}

/// `roster.yml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RosterWritten {
    /// Whether each defence team has a city of its own, or all are in one.
    #[serde(default)]
    pub cities: Cities,
    /// The teams.
    #[schemars(length(min = 1, max = 64))]
    pub teams: Vec<TeamWritten>,
}
