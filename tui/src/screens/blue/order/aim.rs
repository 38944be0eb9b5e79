//! What is typed as the target of a response.

use engine::view::Blue;
use engine::words::target::Target;

use crate::screen::See;

/// What was typed as the name of a target of this kind, and the target if there is one.
pub(super) fn named(see: &See<'_, Blue>, word: &str, typed: &str) -> (String, Option<Target>) {
    let has_kind = typed.split_once(':').is_some_and(|(kind, _)| kind == word);
    let text = match has_kind {
        true => typed.to_owned(),
        false => format!("{word}:{typed}"),
    };
    let is_named = text.len() > word.len() + 1;
    let target = is_named.then(|| see.brief.target(&text)).flatten();
    (text, target)
}
