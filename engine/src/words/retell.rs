//! Texts said in other words: phrases of one time by those of another, in whatever a file says to
//! people, and in nothing that a name or a rule could hang on.
//!
//! A text is a map of `vi` and `en` and nothing else, so it is known for one before its type is.

use crate::words::text::Lang;
use crate::words::written::{Body, Entry, List, Map, Node};
use std::borrow::Cow;
use std::rc::Rc;

/// The longest text that may come of it, in bytes; where more would, the text stays as written.
const LONGEST: usize = 12_000;

/// Which phrases are said how, in each language.
#[derive(Clone, Debug, Default)]
pub struct Retelling {
    vi: Vec<(String, String)>,
    en: Vec<(String, String)>,
}

impl Retelling {
    /// One more phrase; the first of its kind counts, and the longest fit in a text.
    pub fn say(&mut self, lang: Lang, from: &str, to: &str) {
        let list = match lang {
            Lang::Vi => &mut self.vi,
            Lang::En => &mut self.en,
        };
        if from.is_empty() || list.iter().any(|(known, _)| known == from) {
            return;
        }
        list.push((from.to_owned(), to.to_owned()));
        list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
    }

    /// Whether nothing is said otherwise.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.vi.is_empty() && self.en.is_empty()
    }

    /// A text with its phrases said otherwise; none if it has none of them.
    #[must_use]
    pub fn said(&self, lang: Lang, text: &str) -> Option<String> {
        let phrases = match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        };
        let mut out = String::new();
        let (mut rest, mut before, mut changed) = (text, None::<char>, false);
        while let Some(first) = rest.chars().next() {
            let begins = !before.is_some_and(char::is_alphanumeric);
            let found = begins.then(|| fit(phrases, rest)).flatten();
            let len = match found {
                Some((len, to)) => {
                    out.push_str(&to);
                    changed = true;
                    len
                }
                None => {
                    out.push(first);
                    first.len_utf8()
                }
            };
            let (gone, left) = rest.split_at(len);
            before = gone.chars().next_back();
            rest = left;
            if out.len() > LONGEST {
                return None;
            }
        }
        changed.then_some(out)
    }

    /// A tree whose texts are said otherwise.
    pub(super) fn tree<'t>(&self, node: &Node<'t>) -> Node<'t> {
        let body = match &node.body {
            Body::List(list) => Body::List(Rc::new(List {
                items: list.items.iter().map(|item| self.tree(item)).collect(),
                whole: list.whole,
            })),
            Body::Map(map) => {
                let is_text = is_text(map);
                let entries = map.entries.iter();
                let told = |entry: &Entry<'t>| entry.with(self.entry(entry, is_text));
                Body::Map(Rc::new(Map {
                    entries: entries.map(told).collect(),
                    refused: map.refused.clone(),
                    ..**map
                }))
            }
            other => other.clone(),
        };
        Node { body, ..*node }
    }

    fn entry<'t>(&self, entry: &Entry<'t>, is_text: bool) -> Node<'t> {
        let lang = if entry.key == "vi" {
            Lang::Vi
        } else {
            Lang::En
        };
        match &entry.value.body {
            Body::Scalar { text, .. } if is_text => match self.said(lang, text) {
                Some(text) => Node {
                    body: Body::Scalar {
                        text: Cow::Owned(text),
                        plain: false,
                    },
                    ..entry.value
                },
                None => entry.value.clone(),
            },
            _ => self.tree(&entry.value),
        }
    }
}

fn is_text(map: &Map<'_>) -> bool {
    let is_lang = |entry: &Entry<'_>| matches!(&*entry.key, "vi" | "en");
    !map.entries.is_empty() && map.entries.iter().all(is_lang)
}

/// The longest phrase that a text begins with, as a whole word: how long it is there, and what is
/// said instead. A phrase that begins a sentence has its capital in the text, and keeps it.
fn fit(phrases: &[(String, String)], text: &str) -> Option<(usize, String)> {
    phrases.iter().find_map(|(from, to)| {
        let raised = capital(from);
        let written = [from, &raised]
            .into_iter()
            .find(|f| text.starts_with(f.as_str()))?;
        let after = text[written.len()..].chars().next();
        let ends = !after.is_some_and(char::is_alphanumeric);
        let to = if written == from {
            to.clone()
        } else {
            capital(to)
        };
        ends.then_some((written.len(), to))
    })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn retelling() -> Retelling {
        let mut one = Retelling::default();
        one.say(Lang::Vi, "quận", "phường");
        one.say(Lang::Vi, "quận, huyện", "phường, xã");
        one.say(Lang::Vi, "quận", "khu");
        one.say(Lang::En, "district", "ward");
        one
    }

    #[test]
    fn the_longest_phrase_is_said_with_its_capital_and_as_a_whole_word() {
        let one = retelling();
        let vi = |text| one.said(Lang::Vi, text);
        assert_eq!(
            vi("Quận 1 và 22 quận, huyện (quận).").as_deref(),
            Some("Phường 1 và 22 phường, xã (phường).")
        );
        assert_eq!(vi("quậnx, xquận, districts"), None);
        assert_eq!(
            one.said(Lang::En, "District and districts").as_deref(),
            Some("Ward and districts")
        );
        assert_eq!(
            one.said(Lang::En, "quận"),
            None,
            "each language has its own"
        );
    }

    #[test]
    fn what_would_grow_beyond_bounds_stays_as_written() {
        let mut one = Retelling::default();
        one.say(Lang::Vi, "a", &"b ".repeat(200));
        assert_eq!(one.said(Lang::Vi, &"a ".repeat(1_000)), None);
    }
}
