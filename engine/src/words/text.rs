//! What a person reads, in both languages. Authors write both, always.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Lang {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

/// A text in Vietnamese and in English.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-mute" = true))]
pub struct Text {
    /// Vietnamese, official register, NFC.
    #[schemars(length(min = 1, max = 4000))]
    pub vi: String,
    /// English.
    #[schemars(length(min = 1, max = 4000))]
    pub en: String,
}

impl Text {
    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }

    /// The same words in both languages: for names that need no translation.
    pub fn same(text: &str) -> Self {
        Self {
            vi: text.to_owned(),
            en: text.to_owned(),
        }
    }
}
