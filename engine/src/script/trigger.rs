//! Upon a fact: the closed list of what scripts can wait for.

use crate::action::run::Run;
use crate::action::written::Catalogue;
use crate::city::asset::DataKind;
use crate::city::map::Map;
use crate::script::deed::Deeds;
use crate::script::msel::MselWritten;
use crate::words::cell::Cell;
use crate::words::check::{Check, Names};
use crate::words::fact::{Fact, FactKind, Facts, Outcome};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::order::CasePhase;
use crate::words::written::At;
use bevy_ecs::prelude::World;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What to wait for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TriggerWritten {
    /// A step of the campaign is done; or the same was done to the same, once its time has come, by
    /// people who attack or by an alternative.
    Step(At<String>),
    /// A step is given up.
    Blocked(At<String>),
    /// A service serves fewer than half its users.
    Down(At<String>),
    /// …and more than half again.
    Up(At<String>),
    /// Data have left the city.
    Leaked(At<String>),
    /// A host (of a group) is encrypted.
    Encrypted(At<String>),
    /// The first claim that is right.
    Claimed(bool),
    /// The first claim of any kind.
    Declared(bool),
    /// The first claim that names a machine on which personal data lie.
    Personal(bool),
    /// An action has been done.
    Ran(At<String>),
    /// A form has been filed.
    Filed(At<String>),
    /// An inject has reached its team.
    Inject(At<String>),
    /// An inject was answered so.
    Answered(AnsweredWritten),
    /// No foothold is left, and there was one. Nobody at the drill can know this.
    Contained(bool),
    /// The defence has closed a case and left none open: its response is over, as it sees it.
    Closed(bool),
    /// A phase begins.
    Phase(At<String>),
}

/// An answer to wait for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnsweredWritten {
    /// The inject.
    pub inject: At<String>,
    /// The choice.
    pub choice: At<String>,
}

/// What to wait for, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub enum Trigger {
    Step(StepId),
    Blocked(StepId),
    Down(ServiceId),
    Up(ServiceId),
    Leaked(DataId),
    Encrypted(std::ops::Range<u32>),
    Claimed,
    Declared,
    Personal,
    Ran(ActionId),
    Filed(FormId),
    Inject(InjectId),
    Answered(InjectId, Name),
    Contained,
    Closed,
    Phase(PhaseId),
}

/// The names triggers speak of.
#[derive(Clone, Copy)]
#[expect(missing_docs, reason = "one map per kind")]
pub struct Speak<'a> {
    pub map: &'a Map,
    pub catalogue: &'a Catalogue,
    pub steps: &'a Names,
    pub injects: &'a Names,
    pub forms: &'a Names,
    pub phases: &'a Names,
    /// The injects as written: what is asked, and which answers there are.
    pub msel: &'a MselWritten,
}

impl TriggerWritten {
    /// The word it is written by.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Step(_) => "step",
            Self::Blocked(_) => "blocked",
            Self::Down(_) => "down",
            Self::Up(_) => "up",
            Self::Leaked(_) => "leaked",
            Self::Encrypted(_) => "encrypted",
            Self::Claimed(_) => "claimed",
            Self::Declared(_) => "declared",
            Self::Personal(_) => "personal",
            Self::Ran(_) => "ran",
            Self::Filed(_) => "filed",
            Self::Inject(_) => "inject",
            Self::Answered(_) => "answered",
            Self::Contained(_) => "contained",
            Self::Closed(_) => "closed",
            Self::Phase(_) => "phase",
        }
    }

    /// Checks the names in it.
    pub fn check(&self, speak: &Speak, c: &mut Check) -> Option<Trigger> {
        let names = &speak.map.names;
        Some(match self {
            Self::Step(s) => Trigger::Step(StepId::of(speak.steps.find(s, "step", c)?)),
            Self::Blocked(s) => Trigger::Blocked(StepId::of(speak.steps.find(s, "step", c)?)),
            Self::Down(s) => Trigger::Down(ServiceId::of(names.services.find(s, "service", c)?)),
            Self::Up(s) => Trigger::Up(ServiceId::of(names.services.find(s, "service", c)?)),
            Self::Leaked(d) => Trigger::Leaked(DataId::of(names.data.find(d, "data", c)?)),
            Self::Encrypted(h) => {
                Trigger::Encrypted(crate::city::written::range_named(speak.map, h, c)?)
            }
            Self::Claimed(_) => Trigger::Claimed,
            Self::Declared(_) => Trigger::Declared,
            Self::Personal(_) => Trigger::Personal,
            Self::Ran(a) => Trigger::Ran(ActionId::of(speak.catalogue.names.find(a, "action", c)?)),
            Self::Filed(f) => Trigger::Filed(FormId::of(speak.forms.find(f, "form", c)?)),
            Self::Inject(i) => Trigger::Inject(InjectId::of(speak.injects.find(i, "inject", c)?)),
            Self::Answered(a) => {
                let place = speak.injects.find(&a.inject, "inject", c)?;
                speak.msel.injects.get(place)?.choice(&a.choice, c)?;
                Trigger::Answered(InjectId::of(place), a.choice.as_str().into())
            }
            Self::Contained(_) => Trigger::Contained,
            Self::Closed(_) => Trigger::Closed,
            Self::Phase(p) => Trigger::Phase(PhaseId::of(speak.phases.find(p, "phase", c)?)),
        })
    }
}

impl Trigger {
    /// Whether a defence team knows of it as it happens. Of what is left out here it would learn by
    /// whatever is done upon it: that its claim was right, that no foothold is left.
    pub fn is_seen_by_defence(&self, speak: &Speak) -> bool {
        match self {
            Self::Step(_) | Self::Blocked(_) | Self::Leaked(_) => false,
            Self::Claimed | Self::Contained => false,
            Self::Down(_) | Self::Up(_) | Self::Encrypted(_) | Self::Phase(_) => true,
            Self::Declared | Self::Personal | Self::Filed(_) | Self::Closed => true,
            Self::Inject(_) | Self::Answered(..) => true,
            Self::Ran(action) => speak.catalogue.actions[action.at()].cell == Cell::Blue,
        }
    }

    /// Whether this fact is what was waited for.
    pub fn fits(&self, fact: &Fact, world: &World, footholds_left: bool) -> bool {
        match (self, &fact.kind) {
            (Self::Step(s), FactKind::StepDone { step }) => s == step,
            (
                Self::Step(s),
                FactKind::RunEnded {
                    run,
                    outcome: Outcome::Done,
                },
            ) => world.resource::<Deeds>().is_of(
                *s,
                world.of::<Run>(*run),
                &world.plan::<Map>(),
                fact.at,
            ),
            (Self::Blocked(s), FactKind::StepBlocked { step }) => s == step,
            (
                Self::Down(s),
                FactKind::ServiceServes {
                    service, served, ..
                },
            ) => s == service && *served < 500,
            (
                Self::Up(s),
                FactKind::ServiceServes {
                    service, served, ..
                },
            ) => s == service && *served >= 500,
            (Self::Leaked(d), FactKind::Leaked { data }) => d == data,
            (Self::Encrypted(range), FactKind::Encrypted { host }) => range.contains(&host.0),
            (Self::Claimed, FactKind::ClaimJudged { steps, runs, .. }) => {
                !steps.is_empty() || !runs.is_empty()
            }
            (Self::Declared, FactKind::ClaimMade { .. }) => true,
            (Self::Personal, FactKind::ClaimMade { said, .. }) => {
                let map = world.plan::<Map>();
                let on = said.scope.iter().filter_map(|name| map.target(name));
                let on: Vec<HostId> = on.filter_map(|target| map.host_of(&target)).collect();
                let mut data = map.data.iter();
                data.any(|data| data.kind == DataKind::Personal && on.contains(&data.host))
            }
            (
                Self::Ran(a),
                FactKind::RunEnded {
                    run,
                    outcome: Outcome::Done,
                },
            ) => world.of::<Run>(*run).aim.action == *a,
            (Self::Filed(f), FactKind::Filed { form, .. }) => f == form,
            (Self::Inject(i), FactKind::InjectFired { inject, .. }) => i == inject,
            (Self::Answered(i, c), FactKind::InjectAnswered { inject, choice, .. }) => {
                i == inject && c == choice
            }
            (Self::Contained, FactKind::FootholdLost { .. }) => !footholds_left,
            (Self::Closed, FactKind::CaseMoved { team, .. }) => is_over(world, *team),
            (Self::Phase(p), FactKind::PhaseBegan { phase }) => p == phase,
            _ => false,
        }
    }
}

/// Whether a team has closed a case and left none open.
fn is_over(world: &World, team: TeamId) -> bool {
    let mut open = BTreeMap::new();
    for fact in world.resource::<Facts>().all() {
        match fact.kind {
            FactKind::CaseOpened {
                team: whose, case, ..
            } if whose == team => {
                open.insert(case, true);
            }
            FactKind::CaseMoved {
                team: whose,
                case,
                phase,
            } if whose == team => {
                open.insert(case, phase != CasePhase::Closed);
            }
            _ => {}
        }
    }
    !open.is_empty() && open.values().all(|open| !open)
}
