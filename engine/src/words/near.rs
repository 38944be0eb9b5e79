//! The name that was probably meant: a mistyped name is answered with the nearest known one.

/// Names longer than this are never compared, so that a hostile name costs nothing.
const LONGEST_COMPARED: usize = 64;

/// The known name nearest to `found`, if one is near enough to be a slip of the finger: one
/// slip (a letter more, less, other, or two swapped) for each three letters, at least one.
/// Case does not count.
#[must_use]
pub fn nearest<'n>(found: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    nearest_of(found, known).map(str::to_owned)
}

/// The same, as one of the known names.
#[must_use]
pub fn nearest_of<'n>(found: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if found.len() > LONGEST_COMPARED {
        return None;
    }
    let found = found.to_lowercase();
    let letters = found.chars().count();
    let most = (letters / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let length = name.chars().take(LONGEST_COMPARED + 1).count();
        if length > LONGEST_COMPARED || length.abs_diff(letters) > most {
            continue;
        }
        let slips = strsim::osa_distance(&found, &name.to_lowercase());
        let enough = slips <= most && slips < length;
        if enough && best.is_none_or(|(least, _)| slips < least) {
            best = Some((slips, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest_of;

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_none() {
        let known = ["zones", "links", "hosts", "a", "điểm-yếu"];
        assert_eq!(nearest_of("zoens", known), Some("zones"));
        assert_eq!(nearest_of("Hosts", known), Some("hosts"));
        assert_eq!(nearest_of("điểm-yêu", known), Some("điểm-yếu"));
        assert_eq!(nearest_of("accounts", known), None);
        assert_eq!(nearest_of("x", known), None);
        assert_eq!(nearest_of(&"z".repeat(1 << 20), known), None);
        assert_eq!(nearest_of("", known), None);
    }
}
