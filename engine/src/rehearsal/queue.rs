//! The alert queue of a drill: how much a defence team is given to read, and how much of it is the
//! attack. An organiser plans shifts by it, an author sets the noise by it.

use crate::words::cell::Audience;
use crate::words::fact::{Fact, FactKind, Truth};
use crate::words::name::AlertId;
use crate::words::time::HOUR;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The alerts that one drill put before its defence; what nobody watches is not among them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Queue {
    /// Seconds of drill.
    pub seconds: u64,
    /// Raised by the attack.
    pub attack: u64,
    /// Raised by strangers' attempts that fail.
    pub attempts: u64,
    /// Raised by what is harmless.
    pub benign: u64,
    /// In the hour that brought most.
    pub busiest: u64,
}

impl Queue {
    /// Goes over the facts of one drill.
    pub fn of(facts: &[Fact]) -> Self {
        let mut queue = Self::default();
        let mut watched: BTreeSet<AlertId> = BTreeSet::new();
        let mut hour = (0, 0);
        for fact in facts {
            queue.seconds = fact.at.0.into();
            match &fact.kind {
                FactKind::AlertRaised { alert, .. } if fact.to != Audience::HOTWASH => {
                    watched.insert(*alert);
                    let this = fact.at.0 / HOUR;
                    hour = (this, if hour.0 == this { hour.1 + 1 } else { 1 });
                    queue.busiest = queue.busiest.max(hour.1);
                }
                FactKind::AlertMeant { alert, truth } if watched.contains(alert) => {
                    *queue.meant(*truth) += 1;
                }
                _ => {}
            }
        }
        queue
    }

    const fn meant(&mut self, truth: Truth) -> &mut u64 {
        match truth {
            Truth::Step(_) | Truth::Red(_) => &mut self.attack,
            Truth::Attempt => &mut self.attempts,
            Truth::Benign => &mut self.benign,
        }
    }

    /// Two drills taken together; of busiest hours the sum, as of all else.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            seconds: self.seconds + other.seconds,
            attack: self.attack + other.attack,
            attempts: self.attempts + other.attempts,
            benign: self.benign + other.benign,
            busiest: self.busiest + other.busiest,
        }
    }

    /// All alerts.
    pub const fn all(&self) -> u64 {
        self.attack + self.attempts + self.benign
    }

    /// Alerts in an hour, in thousandths.
    pub fn hourly(&self) -> Option<u64> {
        (self.all() * u64::from(HOUR) * 1_000).checked_div(self.seconds)
    }

    /// False alarms for each true alert, in thousandths; nothing if the attack raised none.
    pub fn false_for_true(&self) -> Option<u64> {
        ((self.attempts + self.benign) * 1_000).checked_div(self.attack)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drills_are_taken_together_and_what_cannot_be_said_is_not() {
        let one = Queue {
            seconds: 7_200,
            attack: 4,
            attempts: 3,
            benign: 7,
            busiest: 9,
        };
        assert_eq!((one.all(), one.hourly()), (14, Some(7_000)));
        assert_eq!(one.false_for_true(), Some(2_500));
        let two = one.and(one);
        assert_eq!((two.all(), two.hourly()), (28, Some(7_000)));
        assert_eq!(two.false_for_true(), Some(2_500));
        let none = Queue::default();
        assert_eq!((none.hourly(), none.false_for_true()), (None, None));
    }
}
