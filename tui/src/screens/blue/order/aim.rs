//! What is typed as the target of a response.

use std::net::IpAddr;

use engine::view::Blue;
use engine::words::target::{Target, TargetKind};

use crate::screen::See;

/// What was typed as the name of a target of this kind, and the target if there is one.
pub(super) fn named(see: &See<'_, Blue>, word: &str, typed: &str) -> (String, Option<Target>) {
    let has_kind = typed.split_once(':').is_some_and(|(kind, _)| kind == word);
    let text = match has_kind {
        true => typed.to_owned(),
        false => format!("{word}:{typed}"),
    };
    let name = &text[word.len() + 1..];
    // An address has names of its own in a scenario; who has not met it knows none of them.
    let is_named = match word == TargetKind::Address.word() {
        true => is_address(name),
        false => !name.is_empty(),
    };
    let target = is_named.then(|| see.brief.target(&text)).flatten();
    (text, target)
}

/// Whether it is written as an IP address, a network of them, or a domain.
fn is_address(name: &str) -> bool {
    let (first, bits) = name.split_once('/').unwrap_or((name, "0"));
    if first.parse::<IpAddr>().is_ok() {
        return bits.parse::<u8>().is_ok_and(|bits| bits <= 128);
    }
    let mut labels = name.split('.');
    let plain = |label: &str| {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        !label.is_empty() && label.chars().all(fits)
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    name.contains('.') && labels.all(plain) && last.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_as_one() {
        for name in [
            "192.0.2.1",
            "192.0.2.0/24",
            "2001:db8::1",
            "a-b.example",
            "x.onion",
        ] {
            assert!(is_address(name), "{name}");
        }
        for name in [
            "",
            "c2-a",
            "thong",
            "192.0.2.300",
            "192.0.2.1/x",
            "a..b",
            ".vn",
            "a b.vn",
        ] {
            assert!(!is_address(name), "{name}");
        }
    }
}
