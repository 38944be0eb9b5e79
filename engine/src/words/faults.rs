//! All faults of all files, collected before anything is said.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::words::fault::{Fault, FaultKind, Place, Severity};

/// The most faults kept; further ones are only counted.
pub const MOST_FAULTS: usize = 1_000;

/// Faults of any number of files: in order of file, line and column, none twice, the first
/// `MOST_FAULTS` kept and the rest counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    kept: BTreeSet<Fault>,
    beyond: u64,
    unusable: bool,
}

impl Faults {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            kept: BTreeSet::new(),
            beyond: 0,
            unusable: false,
        }
    }

    /// Adds a fault; one that is there already is not added again.
    pub fn push(&mut self, fault: Fault) {
        self.unusable |= fault.kind.severity() == Severity::Fault;
        self.kept.insert(fault);
        if self.kept.len() > MOST_FAULTS {
            self.kept.pop_last();
            self.beyond = self.beyond.saturating_add(1);
        }
    }

    /// Adds a fault (not a warning) at a place; its kind is only made if it will be kept, so
    /// that a million faults cost little.
    pub fn push_with(&mut self, file: &Arc<str>, place: Place, kind: impl FnOnce() -> FaultKind) {
        if self.wants(file, place) {
            self.push(Fault::new(file, place, kind()));
        } else {
            self.unusable = true;
            self.beyond = self.beyond.saturating_add(1);
        }
    }

    /// Whether a fault at this place would be kept.
    #[must_use]
    pub fn wants(&self, file: &Arc<str>, place: Place) -> bool {
        let place = (file, place.line, place.column);
        self.kept.len() < MOST_FAULTS
            || self
                .kept
                .last()
                .is_none_or(|last| place <= (&last.file, last.line, last.column))
    }

    /// Adds all faults of another collection.
    pub fn append(&mut self, other: Self) {
        for fault in other.kept {
            self.push(fault);
        }
        self.beyond = self.beyond.saturating_add(other.beyond);
        self.unusable |= other.unusable;
    }

    /// The faults kept, in order of file, line and column.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.kept.iter()
    }

    /// How many are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there is none at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// How many more were found than are kept (one found twice may be counted twice).
    #[must_use]
    pub const fn beyond(&self) -> u64 {
        self.beyond
    }

    /// Whether any of them, kept or not, is more than a warning.
    #[must_use]
    pub const fn any_fault(&self) -> bool {
        self.unusable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(file: &str, line: u32, key: &str) -> Fault {
        let kind = FaultKind::DuplicateKey {
            key: key.to_owned(),
        };
        Fault::new(
            &file.into(),
            Place {
                line,
                column: 1,
                len: 1,
            },
            kind,
        )
    }

    #[test]
    fn faults_come_in_order_and_none_twice() {
        let mut faults = Faults::new();
        for (file, line) in [("b", 1), ("a", 9), ("a", 2), ("a", 9)] {
            faults.push(fault(file, line, "k"));
        }
        let order: Vec<_> = faults
            .iter()
            .map(|fault| (&*fault.file, fault.line))
            .collect();
        assert_eq!(order, [("a", 2), ("a", 9), ("b", 1)]);
        assert!(faults.any_fault());
    }

    #[test]
    fn past_the_limit_the_first_are_kept_and_the_rest_counted() {
        let mut faults = Faults::new();
        for line in (1..=5_000).rev() {
            faults.push(fault("a", line, "k"));
        }
        for line in 5_001..=6_000 {
            let place = Place {
                line,
                column: 1,
                len: 1,
            };
            faults.push_with(&"a".into(), place, || {
                unreachable!("not made past the limit")
            });
        }
        assert_eq!((faults.len(), faults.beyond()), (MOST_FAULTS, 5_000));
        assert_eq!(faults.iter().last().map(|fault| fault.line), Some(1_000));
    }

    #[test]
    fn warnings_leave_the_file_usable() {
        let mut faults = Faults::new();
        let kind = FaultKind::Unreachable {
            name: "a".into(),
            why: "no-path",
        };
        faults.push(Fault::new(&"a".into(), Place::START, kind));
        assert!(!faults.any_fault() && !faults.is_empty());
    }
}
