//! What the defence claimed, and what of that was so.

use crate::plan::Plan;
use crate::report::days::team;
use crate::report::heard::Hearing;
use crate::report::{Moment, word};
use crate::words::fact::FactKind;
use crate::words::name::{ActionId, ClaimId, Name, RunId, StepId, same_technique};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A claim, and what it was worth where the reader may know.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ClaimRow {
    pub number: u32,
    pub team: String,
    pub made: Moment,
    pub scope: Vec<String>,
    pub level: String,
    /// The tactic or techniques it names.
    pub says: Vec<String>,
    /// How many records it cites.
    pub cites: u32,
    pub note: String,
    /// Whether it found anything of the attack; none while that is not the reader's to know.
    pub right: Option<bool>,
    /// Whether a tactic or technique that it names is one of what it found; none if it found
    /// nothing, names none, or that is not the reader's to know.
    pub named: Option<bool>,
    /// Steps it found, by name.
    pub steps: Vec<String>,
    /// How many cited records were harmless.
    pub benign: Option<u32>,
    /// What the jury ruled of it.
    pub ruled: Option<String>,
    pub judged: Option<Moment>,
}

/// All claims, in order.
pub(super) fn claims(hearing: &Hearing, plan: &Plan) -> Vec<ClaimRow> {
    let mut rows: BTreeMap<ClaimId, ClaimRow> = BTreeMap::new();
    let mut asked: BTreeMap<RunId, ActionId> = BTreeMap::new();
    let acts = |id: &StepId| plan.campaign.steps.get(id.at()).map(|step| step.action);
    let step = |id: &StepId| {
        let step = plan.campaign.steps.get(id.at());
        step.map_or_else(String::new, |step| step.name.to_string())
    };
    for heard in &hearing.all {
        match &heard.kind {
            FactKind::RunAsked { run, action, .. } => _ = asked.insert(*run, *action),
            FactKind::ClaimMade {
                team: by,
                claim,
                said,
            } => {
                let row = ClaimRow {
                    number: hearing.counted(claim.0),
                    team: team(plan, *by),
                    made: heard.moment(),
                    scope: said.scope.iter().map(ToString::to_string).collect(),
                    level: word(&said.level),
                    says: said.says.iter().map(ToString::to_string).collect(),
                    cites: u32::try_from(said.cites.len()).unwrap_or(0),
                    note: said.note.clone(),
                    right: None,
                    named: None,
                    steps: Vec::new(),
                    benign: None,
                    ruled: None,
                    judged: None,
                };
                rows.insert(*claim, row);
            }
            FactKind::ClaimJudged {
                claim,
                steps,
                runs,
                benign,
            } => {
                if let Some(row) = rows.get_mut(claim) {
                    let of_steps = steps.iter().filter_map(acts);
                    let of_runs = runs.iter().filter_map(|run| asked.get(run).copied());
                    let found = of_steps.chain(of_runs);
                    let found = found.filter_map(|id| plan.catalogue.actions.get(id.at()));
                    row.named = is_named(&row.says, found.map(|a| (&a.attack[..], &a.tactic)));
                    row.right = Some(!steps.is_empty() || !runs.is_empty());
                    row.steps = steps.iter().map(step).collect();
                    row.benign = Some(u32::from(*benign));
                    row.judged = Some(heard.moment());
                }
            }
            FactKind::Ruled { claim, text } => {
                if let Some(row) = rows.get_mut(claim) {
                    row.ruled = Some(text.clone());
                }
            }
            _ => {}
        }
    }
    rows.into_values().collect()
}

/// Whether any of what a claim says, a tactic or a technique or its parent, is of these, each with
/// its techniques and its tactic.
fn is_named<'a>(
    says: &[String],
    found: impl Iterator<Item = (&'a [Name], &'a Name)>,
) -> Option<bool> {
    let is_of = |techniques: &[Name], tactic: &Name, said: &String| {
        **tactic == **said || techniques.iter().any(|id| same_technique(id, said))
    };
    let found: Vec<_> = found.collect();
    let says_one = |(techniques, tactic): &(&[Name], &Name)| {
        says.iter().any(|said| is_of(techniques, tactic, said))
    };
    (!found.is_empty() && !says.is_empty()).then(|| found.iter().any(says_one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_names_what_it_found_or_something_else() {
        let (techniques, tactic): (Vec<Name>, Name) =
            (vec!["T1189".into()], "initial-access".into());
        let found = || std::iter::once((&techniques[..], &tactic));
        let says = |said: &str| is_named(&[said.to_owned()], found());
        assert_eq!(says("T1189"), Some(true));
        assert_eq!(says("initial-access"), Some(true));
        assert_eq!(says("T1566.001"), Some(false));
        assert_eq!(is_named(&[], found()), None, "it names nothing");
        assert_eq!(is_named(&["T1189".to_owned()], std::iter::empty()), None);
    }
}
