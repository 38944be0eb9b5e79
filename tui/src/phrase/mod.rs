//! The sentence for everything the program says, in the reader's language.
//!
//! Sentences stand in Fluent files beside this one, embedded in the binary; the engine gives only
//! keys and values. The language is a value that is passed along, never a global: a drill on a
//! server speaks Vietnamese to one terminal and English to the next. Nothing here can fail: a key
//! that is missing (a test holds that none is) is shown as itself.

pub mod about;
pub mod card;
pub mod fact;
pub mod fault;
pub mod losses;
pub mod moment;
pub mod names;
pub mod number;
pub mod query;
pub mod refusal;
pub mod rehearsal;
#[cfg(test)]
mod tests;
pub mod words;

use std::sync::{Arc, OnceLock};

use engine::words::text::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The Fluent files of a language, by name.
type Sources = &'static [(&'static str, &'static str)];

const VI: Sources = &[
    ("blue", include_str!("../locale/vi/blue.ftl")),
    ("cli", include_str!("../locale/vi/cli.ftl")),
    ("desk", include_str!("../locale/vi/desk.ftl")),
    ("fact", include_str!("../locale/vi/fact.ftl")),
    ("fault", include_str!("../locale/vi/fault.ftl")),
    ("hall", include_str!("../locale/vi/hall.ftl")),
    ("jury", include_str!("../locale/vi/jury.ftl")),
    ("menu", include_str!("../locale/vi/menu.ftl")),
    ("paper", include_str!("../locale/vi/paper.ftl")),
    ("people", include_str!("../locale/vi/people.ftl")),
    ("red", include_str!("../locale/vi/red.ftl")),
    ("refusal", include_str!("../locale/vi/refusal.ftl")),
    ("rehearse", include_str!("../locale/vi/rehearse.ftl")),
    ("replay", include_str!("../locale/vi/replay.ftl")),
    ("run", include_str!("../locale/vi/run.ftl")),
    ("score", include_str!("../locale/vi/score.ftl")),
    ("serve", include_str!("../locale/vi/serve.ftl")),
    ("truth", include_str!("../locale/vi/truth.ftl")),
    ("verify", include_str!("../locale/vi/verify.ftl")),
    ("white", include_str!("../locale/vi/white.ftl")),
    ("work", include_str!("../locale/vi/work.ftl")),
];

const EN: Sources = &[
    ("blue", include_str!("../locale/en/blue.ftl")),
    ("cli", include_str!("../locale/en/cli.ftl")),
    ("desk", include_str!("../locale/en/desk.ftl")),
    ("fact", include_str!("../locale/en/fact.ftl")),
    ("fault", include_str!("../locale/en/fault.ftl")),
    ("hall", include_str!("../locale/en/hall.ftl")),
    ("jury", include_str!("../locale/en/jury.ftl")),
    ("menu", include_str!("../locale/en/menu.ftl")),
    ("paper", include_str!("../locale/en/paper.ftl")),
    ("people", include_str!("../locale/en/people.ftl")),
    ("red", include_str!("../locale/en/red.ftl")),
    ("refusal", include_str!("../locale/en/refusal.ftl")),
    ("rehearse", include_str!("../locale/en/rehearse.ftl")),
    ("replay", include_str!("../locale/en/replay.ftl")),
    ("run", include_str!("../locale/en/run.ftl")),
    ("score", include_str!("../locale/en/score.ftl")),
    ("serve", include_str!("../locale/en/serve.ftl")),
    ("truth", include_str!("../locale/en/truth.ftl")),
    ("verify", include_str!("../locale/en/verify.ftl")),
    ("white", include_str!("../locale/en/white.ftl")),
    ("work", include_str!("../locale/en/work.ftl")),
];

/// A value that a sentence is made with.
pub type Value<'v> = FluentValue<'v>;

/// All sentences in one language.
#[derive(Clone)]
pub struct Phrases {
    lang: Lang,
    bundle: Arc<Bundle>,
}

/// Sentences that any thread may say.
type Bundle = FluentBundle<FluentResource>;

/// The sentences of each language, read once: a server has hundreds of readers of each.
static BUNDLES: [OnceLock<Arc<Bundle>>; 2] = [const { OnceLock::new() }; 2];

impl Phrases {
    /// The sentences of a language.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let place = match lang {
            Lang::Vi => 0,
            Lang::En => 1,
        };
        let bundle = BUNDLES[place].get_or_init(|| Arc::new(Self::read(lang)));
        Self {
            lang,
            bundle: bundle.clone(),
        }
    }

    fn read(lang: Lang) -> Bundle {
        let (id, sources) = match lang {
            Lang::Vi => ("vi", VI),
            Lang::En => ("en", EN),
        };
        let id: LanguageIdentifier = id.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // The marks that Fluent puts around values would be seen in terminals.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::Vi => |value, _| number::shown(value, Lang::Vi),
            Lang::En => |value, _| number::shown(value, Lang::En),
        }));
        for (_, source) in sources {
            // What can be read of a file with a mistake is used; a test refuses such files.
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) => resource,
                Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        bundle
    }

    /// The language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether there is a sentence of this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A sentence without values.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// A sentence with values.
    #[must_use]
    pub fn say_with(&self, key: &str, args: &[(&str, Value<'_>)]) -> String {
        self.pattern(key, None, args)
            .unwrap_or_else(|| key.to_owned())
    }

    /// An attribute of a sentence (its way out, mostly), if it has it.
    #[must_use]
    pub fn attribute(&self, key: &str, name: &str, args: &[(&str, Value<'_>)]) -> Option<String> {
        self.pattern(key, Some(name), args)
    }

    /// The word of a family (`family-name`), or the name itself if the family lacks it.
    #[must_use]
    pub fn word(&self, family: &str, name: &str) -> String {
        let key = format!("{family}-{}", name.replace([' ', '_'], "-"));
        self.pattern(&key, None, &[])
            .unwrap_or_else(|| name.to_owned())
    }

    fn pattern(&self, key: &str, name: Option<&str>, args: &[(&str, Value<'_>)]) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match name {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            values.set(*name, value.clone());
        }
        // A value that a sentence wants and does not get is shown by its name.
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&values), &mut errors);
        Some(text.into_owned())
    }
}

/// An author's or a file's text made fit for a terminal: control characters and those that turn
/// the direction of writing are shown as `�`.
#[must_use]
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| if is_harmful(c) { '\u{FFFD}' } else { c })
        .collect()
}

/// Whether a character can do something to a terminal besides being shown.
#[must_use]
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        )
        || matches!(c, '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Names in their order, each once, and so many at most: several deeds may bear one name, and who
/// reads it twice takes it for a slip.
#[must_use]
pub fn once(names: impl Iterator<Item = String>, most: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        if all.len() < most && !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

/// A text in small letters without their marks.
pub fn bare(text: &str) -> String {
    let plain = |c: char| if matches!(c, 'đ' | 'Đ') { 'd' } else { c };
    let letters = text.nfd().filter(|c| !is_combining_mark(*c)).map(plain);
    letters.collect::<String>().to_lowercase()
}
