//! Clues: what stands in a text by which an attack may be known again, and of which sort it is.
//! Whether it is the attack's is for whoever reads it to say.

/// Of which sort an indicator is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum IndicatorKind {
    /// A network address.
    Address,
    /// A domain.
    Domain,
    /// A digest of a file.
    Hash,
}

/// Outside addresses, domains and digests that stand in a text.
#[must_use]
pub fn clues(text: &str) -> Vec<(String, IndicatorKind)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let pieces = text.split(|c| !is_part(c));
    let pieces = pieces.map(|piece| piece.trim_matches(['.', '-']));
    let known = |piece: &str| Some((piece.to_ascii_lowercase(), kind_of(piece)?));
    pieces.filter_map(known).collect()
}

/// The endings of names in a drill: those that are reserved, and the onion network's. Whatever else
/// has dots in it is a file or a piece of code.
const ENDINGS: [&str; 4] = ["example", "test", "invalid", "onion"];

fn kind_of(piece: &str) -> Option<IndicatorKind> {
    if matches!(piece.len(), 32 | 40 | 64) && piece.chars().all(|c| c.is_ascii_hexdigit()) {
        return Some(IndicatorKind::Hash);
    }
    let parts: Vec<&str> = piece.split('.').collect();
    let last = *parts.last()?;
    if parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok()) {
        return (!is_inside(&parts)).then_some(IndicatorKind::Address);
    }
    let named = parts.len() >= 2 && parts.iter().all(|part| !part.is_empty());
    (named && ENDINGS.contains(&last)).then_some(IndicatorKind::Domain)
}

/// Whether an address is the city's own: those are hosts, not indicators.
fn is_inside(parts: &[&str]) -> bool {
    match parts {
        ["10" | "127" | "0", ..] | ["192", "168", ..] => true,
        // The public addresses of its own bodies.
        ["198", "18" | "19", ..] => true,
        ["172", second, ..] => second.parse::<u8>().is_ok_and(|n| (16..32).contains(&n)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_text_is_told_apart() {
        let found = clues("GET https://cdn-capnhat.example/ca from 198.51.100.23, not 10.1.0.5");
        let values: Vec<&str> = found.iter().map(|(value, _)| value.as_str()).collect();
        assert_eq!(values, ["cdn-capnhat.example", "198.51.100.23"]);
        assert_eq!(clues("C:\\Users\\Public\\hotro.exe 3.14 v1.2"), []);
        assert_eq!(clues("E:\\autorun.inf C:\\Users\\Public\\k.db"), []);
        assert_eq!(clues("tar czf /tmp/hs.tgz; pty.spawn('/bin/sh')"), []);
        let digest = "d41d8cd98f00b204e9800998ecf8427e";
        assert_eq!(clues(digest), [(digest.to_owned(), IndicatorKind::Hash)]);
    }
}
