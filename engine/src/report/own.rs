//! What a line of the score names by number, in the reader's own numbers: the card has the
//! engine's, which count what a team may not know of.

use crate::plan::Plan;
use crate::report::heard::Hearing;
use crate::report::score::{self, AboutRow, Doers};
use crate::score::card::{About, Line};
use crate::words::fact::FactKind;
use crate::words::name::{FactId, RunId};
use crate::words::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// A run that a line is about, by the reader's number of it, which the facts of the line tell, and
/// by what was done to what.
pub(super) fn run(
    hearing: &Hearing,
    plan: &Plan,
    row: AboutRow,
    facts: &[u32],
) -> Option<AboutRow> {
    let of = |kind: &FactKind| match kind {
        FactKind::RunStarted { run } => Some(*run),
        _ => None,
    };
    let run = told(hearing, facts, of)?;
    Some(AboutRow {
        name: hearing.run(run).to_string(),
        title: deed(hearing, plan, run),
        ..row
    })
}

/// What something is about; a run by the reader's number of it, and by what was done to what.
pub(super) fn about(hearing: &Hearing, plan: &Plan, about: &About) -> Option<AboutRow> {
    let row = score::about(plan, about)?;
    let About::Run(run) = about else {
        return Some(row);
    };
    Some(AboutRow {
        name: hearing.run(*run).to_string(),
        title: deed(hearing, plan, *run),
        ..row
    })
}

/// What a run did to what, as its team ordered it.
fn deed(hearing: &Hearing, plan: &Plan, run: RunId) -> Option<Text> {
    let asked = hearing.all.iter().find_map(|heard| match &heard.kind {
        FactKind::RunAsked {
            run: of,
            action,
            target,
            ..
        } if *of == run => Some((*action, target)),
        _ => None,
    });
    let (action, on) = asked?;
    plan.deed(action, on)
}

/// Whose doing a line is, of the facts it rests on. What is given because nothing happened rests on
/// the end, or on the last fact there is: that is nobody's.
pub(super) fn by(
    hearing: &Hearing,
    last: Option<FactId>,
    facts: &[u32],
    doers: &Doers,
) -> Vec<String> {
    let last = last.and_then(|last| hearing.number(last));
    let own = facts.iter().filter(|fact| Some(**fact) != last);
    let all: BTreeSet<&String> = own.filter_map(|fact| doers.get(fact)).collect();
    all.into_iter().cloned().collect()
}

/// The figures of a line; a claim by the reader's number of it.
pub(super) fn args(hearing: &Hearing, line: &Line, facts: &[u32]) -> BTreeMap<String, String> {
    let mut args: BTreeMap<String, String> = line.args.iter().cloned().collect();
    let of = |kind: &FactKind| match kind {
        FactKind::ClaimMade { claim, .. } => Some(*claim),
        _ => None,
    };
    if let (Some(claim), Some(own)) = (args.get_mut("claim"), told(hearing, facts, of)) {
        *claim = hearing.counted(own.0).to_string();
    }
    args
}

/// What the first of these facts that tells it says.
fn told<T>(hearing: &Hearing, facts: &[u32], of: impl Fn(&FactKind) -> Option<T>) -> Option<T> {
    let mut told = hearing.all.iter().filter(|h| facts.contains(&h.number));
    told.find_map(|heard| of(&heard.kind))
}
