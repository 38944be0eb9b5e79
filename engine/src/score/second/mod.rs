//! The second version of the rules: the proposed model of the scoring page whole.

use crate::score::card::Scorecard;
use crate::score::first;
use crate::score::stakes::Stakes;
use crate::words::fact::Fact;

/// Scores a drill by the second rules.
pub fn score(stakes: &Stakes, facts: &[Fact], baseline: &[Fact]) -> Scorecard {
    Scorecard {
        version: 2,
        ..first::score(stakes, facts, baseline)
    }
}
