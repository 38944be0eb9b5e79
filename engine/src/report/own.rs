//! What a line of the score names by number, in the reader's own numbers: the card has the
//! engine's, which count what a team may not know of.

use crate::report::heard::Hearing;
use crate::report::score::AboutRow;
use crate::score::card::Line;
use crate::words::fact::FactKind;
use std::collections::BTreeMap;

/// A run that a line is about, by the reader's number of it, which the facts of the line tell.
pub(super) fn run(hearing: &Hearing, row: AboutRow, facts: &[u32]) -> Option<AboutRow> {
    let of = |kind: &FactKind| match kind {
        FactKind::RunStarted { run } => Some(hearing.run(*run)),
        _ => None,
    };
    let name = told(hearing, facts, of)?.to_string();
    Some(AboutRow { name, ..row })
}

/// The figures of a line; a claim by the reader's number of it.
pub(super) fn args(hearing: &Hearing, line: &Line, facts: &[u32]) -> BTreeMap<String, String> {
    let mut args: BTreeMap<String, String> = line.args.iter().cloned().collect();
    let of = |kind: &FactKind| match kind {
        FactKind::ClaimMade { claim, .. } => Some(claim.0),
        _ => None,
    };
    if let (Some(claim), Some(own)) = (args.get_mut("claim"), told(hearing, facts, of)) {
        *claim = hearing.counted(own).to_string();
    }
    args
}

/// What the first of these facts that tells it says.
fn told(hearing: &Hearing, facts: &[u32], of: impl Fn(&FactKind) -> Option<u32>) -> Option<u32> {
    let mut told = hearing.all.iter().filter(|h| facts.contains(&h.number));
    told.find_map(|heard| of(&heard.kind))
}
