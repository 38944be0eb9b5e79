//! How hard a scenario is, by one rule for all: whose hands are good enough for it.
//!
//! The ladder plays the scenario's own playbook in less and less practised hands; the index says
//! how much of the way from the best trick to the reference each rung gets. If unpractised hands
//! get half of the way the scenario is basic; if not they but practised ones reach band B it is
//! medium; else hard.

use crate::plan::Difficulty;
use crate::rehearsal::{BotKind, Row, Table};
use crate::score::card::Milli;
use serde::Serialize;
use std::collections::BTreeSet;

/// What unpractised hands must reach of the index for a scenario to be basic: half of the way.
pub const BASIC_FROM: Milli = 50_000;
/// What practised hands must reach for it to be medium: band B.
pub const MEDIUM_FROM: Milli = 65_000;

impl Difficulty {
    /// By the index of unpractised and of practised hands.
    pub fn of(novice: Milli, competent: Milli) -> Self {
        match () {
            () if novice >= BASIC_FROM => Self::Basic,
            () if competent >= MEDIUM_FROM => Self::Medium,
            () => Self::Hard,
        }
    }
}

/// What a rehearsal says of the difficulty.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Measured {
    /// By the means.
    pub difficulty: Difficulty,
    /// All that the intervals of the means leave open.
    pub open: BTreeSet<Difficulty>,
    /// The index of unpractised hands.
    pub novice: Milli,
    /// …and of practised ones.
    pub competent: Milli,
}

impl Measured {
    /// What this table says; nothing if a rung, the reference or all tricks did not play.
    pub fn of(table: &Table) -> Option<Self> {
        let ends = |row: &Row| Some([row.index?, row.index_from?, row.index_to?]);
        let novice = ends(table.row(BotKind::Novice)?)?;
        let competent = ends(table.row(BotKind::Competent)?)?;
        let open = novice.iter().flat_map(|n| {
            let each = competent.iter();
            each.map(|c| Difficulty::of(*n, *c))
        });
        Some(Self {
            difficulty: Difficulty::of(novice[0], competent[0]),
            open: open.collect(),
            novice: novice[0],
            competent: competent[0],
        })
    }

    /// Whether a stated difficulty is borne out.
    pub fn bears(&self, stated: Option<Difficulty>) -> bool {
        stated.is_some_and(|stated| self.open.contains(&stated))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_hands_are_good_enough_says_how_hard_it_is() {
        assert_eq!(Difficulty::of(50_000, 82_000), Difficulty::Basic);
        assert_eq!(Difficulty::of(49_999, 65_000), Difficulty::Medium);
        assert_eq!(Difficulty::of(49_999, 64_999), Difficulty::Hard);
    }

    #[test]
    fn what_the_intervals_leave_open_may_be_stated() {
        let measured = Measured {
            difficulty: Difficulty::Medium,
            open: [Difficulty::Medium, Difficulty::Hard].into(),
            novice: 26_000,
            competent: 66_000,
        };
        assert!(measured.bears(Some(Difficulty::Hard)));
        assert!(!measured.bears(Some(Difficulty::Basic)));
        assert!(!measured.bears(None));
    }
}
