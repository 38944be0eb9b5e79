//! Bars and small curves, from whole numbers.

/// A bar of so many cells, filled by parts of a thousand.
pub fn bar(per_mille: u16, cells: usize) -> String {
    let full = usize::from(per_mille.min(1_000)) * cells / 1_000;
    let mut bar = "█".repeat(full);
    bar.push_str(&"░".repeat(cells - full));
    bar
}

const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A curve of one row: each number a column, the largest the highest. Nothing is a space.
pub fn curve(numbers: &[u32]) -> String {
    let most = numbers.iter().copied().max().unwrap_or(0).max(1);
    let step = |n: &u32| match *n {
        0 => ' ',
        n => STEPS[(u64::from(n) * 7 / u64::from(most)) as usize],
    };
    numbers.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_it_is_asked_to_be() {
        assert_eq!(bar(0, 4), "░░░░");
        assert_eq!(bar(500, 4), "██░░");
        assert_eq!(bar(9_999, 4), "████");
    }

    #[test]
    fn a_curve_has_one_column_a_number() {
        assert_eq!(curve(&[0, 1, 7]), " ▂█");
        assert_eq!(curve(&[0, 1, 1_000_000]), " ▁█", "one beside many is seen");
        assert_eq!(curve(&[0, 0]), "  ");
        assert_eq!(curve(&[]), "");
    }
}
