//! What is expected of a team upon an inject, and whether a fact meets it.

use crate::action::run::Run;
use crate::script::msel::{Inject, InjectWritten};
use crate::script::trigger::Speak;
use crate::words::check::Check;
use crate::words::fact::{Fact, FactKind, Outcome};
use crate::words::fault::FaultKind;
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::time::Span;
use crate::words::written::At;
use bevy_ecs::prelude::World;
use schemars::JsonSchema;
use serde::Deserialize;

// ── Written ──

/// One thing that meets an expectation.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExpectedWritten {
    /// The inject is answered with this choice.
    Answer(At<String>),
    /// This action is done.
    Ran(At<String>),
    /// This form is filed.
    Filed(At<String>),
    /// A claim is made.
    Claimed(bool),
    /// The lead is taken for true (`true`), or rejected (`false`).
    Weighed(bool),
}

/// What is expected.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpectWritten {
    /// Any of these.
    pub any: Vec<ExpectedWritten>,
    /// How soon.
    pub within: Span,
}

// ── the plan ──

/// One thing that meets an expectation.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub enum Expected {
    Answer(Name),
    Ran(ActionId),
    Filed(FormId),
    Claimed,
    Weighed(bool),
}

/// Checks one thing that meets an expectation.
pub(super) fn check_expected(
    e: &ExpectedWritten,
    one: &InjectWritten,
    speak: &Speak,
    c: &mut Check,
) -> Option<Expected> {
    Some(match e {
        ExpectedWritten::Answer(choice) => {
            one.choice(choice, c)?;
            Expected::Answer(choice.as_str().into())
        }
        ExpectedWritten::Ran(a) => {
            Expected::Ran(ActionId::of(speak.catalogue.names.find(a, "action", c)?))
        }
        ExpectedWritten::Filed(f) => Expected::Filed(FormId::of(speak.forms.find(f, "form", c)?)),
        ExpectedWritten::Claimed(_) => Expected::Claimed,
        ExpectedWritten::Weighed(taken) => {
            if one.lead.is_none() {
                let (key, at) = ("lead".into(), one.name.to_string());
                c.fault(&one.name, FaultKind::MissingKey { key, at });
                return None;
            }
            Expected::Weighed(*taken)
        }
    })
}

// ── Acts ──

/// Whether a fact meets the expectation of an inject.
pub fn meets(inject: &Inject, id: InjectId, fact: &Fact, world: &World) -> bool {
    inject
        .expected
        .iter()
        .any(|expected| match (expected, &fact.kind) {
            (Expected::Answer(a), FactKind::InjectAnswered { inject, choice, .. }) => {
                *inject == id && a == choice
            }
            (
                Expected::Ran(a),
                FactKind::RunEnded {
                    run,
                    outcome: Outcome::Done,
                },
            ) => {
                let aim = &world.of::<Run>(*run).aim;
                aim.team == inject.to && aim.action == *a
            }
            (Expected::Filed(f), FactKind::Filed { form, team, .. }) => {
                f == form && *team == inject.to
            }
            (Expected::Weighed(so), FactKind::LeadWeighed { inject, taken, .. }) => {
                *inject == id && so == taken
            }
            (Expected::Claimed, FactKind::ClaimMade { team, .. }) => *team == inject.to,
            _ => false,
        })
}
