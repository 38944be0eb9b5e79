//! The MSEL: injects, timed, upon a fact, or by hand; what is expected, and whether it came.

use crate::action::aim::{Aim, By};
use crate::action::effect;
use crate::action::require::{Luck, Now};
use crate::action::run::{Run, Stage};
use crate::action::written::{Catalogue, Effect};
use crate::city::map::Map;
use crate::city::written::target_named;
use crate::script::expect::{ExpectWritten, Expected, check_expected};
use crate::script::lead::Lead;
use crate::script::trigger::{Speak, Trigger, TriggerWritten};
use crate::team::Roster;
use crate::words::agenda::{Agenda, Due};
use crate::words::cell::{Audience, Cell};
use crate::words::chance::{Seed, key};
use crate::words::check::{Check, Names};
use crate::words::fact::{Cause, FactKind, Facts, Outcome};
use crate::words::fault::FaultKind;
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::order::Pillar;
use crate::words::refusal::Refusal;
use crate::words::target::{Target, TargetKind};
use crate::words::text::Text;
use crate::words::time::{Span, Tick};
use crate::words::written::At;
use bevy_ecs::prelude::{Resource, World};
use schemars::JsonSchema;
use serde::Deserialize;

// ── Written ──

/// A choice of answers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoiceWritten {
    /// Its name.
    pub name: String,
    /// What it says.
    pub text: Text,
    /// Whether it is the right one.
    #[serde(default)]
    pub right: bool,
    /// The data that this answer puts on an open channel.
    pub shows: Option<At<String>>,
}

/// An inject.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InjectWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called, for the organisers.
    pub title: Text,
    /// The white action it is.
    pub action: At<String>,
    /// When.
    pub at: Option<Span>,
    /// Upon which fact.
    pub on: Option<TriggerWritten>,
    /// How long after that.
    pub after: Option<Span>,
    /// Only when the organisers fire it.
    #[serde(default)]
    pub by_hand: bool,
    /// How far chance may move it, either way.
    pub jitter: Option<Span>,
    /// Who speaks.
    pub from: At<String>,
    /// To which team.
    pub to: At<String>,
    /// What is said.
    pub text: Text,
    /// Answers to choose from.
    #[serde(default)]
    pub choices: Vec<ChoiceWritten>,
    /// What a source of intelligence says with it, if it is a lead.
    pub lead: Option<Lead>,
    /// What is expected.
    pub expect: Option<ExpectWritten>,
    /// The expected action in words, for the organisers.
    pub what: Option<Text>,
    /// Its weight in the score.
    #[serde(default)]
    #[schemars(range(max = 20))]
    pub points: u8,
    /// What it tests.
    pub pillar: Option<Pillar>,
    /// What it does to the city.
    #[serde(default)]
    pub effect: Vec<Effect>,
    /// …to which part of it.
    pub target: Option<At<String>>,
}

impl InjectWritten {
    /// The answer of this name, or a fault.
    pub fn choice(&self, at: &At<String>, c: &mut Check) -> Option<&ChoiceWritten> {
        let mut choices = self.choices.iter();
        let found = choices.find(|choice| choice.name == **at);
        if found.is_none() {
            let known = self.choices.iter().map(|choice| &*choice.name);
            c.unknown(at, "choice", known);
        }
        found
    }

    /// What it does to the city must have something to be done to, of the right kind.
    fn check_effects(&self, target: Option<&Target>, c: &mut Check) {
        let kind = target.map_or(TargetKind::None, Target::kind);
        let Some(effect) = self.effect.iter().find(|one| !one.acts_on(kind)) else {
            return;
        };
        match (&self.target, target) {
            (None, _) => {
                let (key, at) = ("target".to_owned(), self.name.to_string());
                c.fault(&self.name, FaultKind::MissingKey { key, at });
            }
            // One that leads nowhere was told already.
            (Some(_), None) => {}
            (Some(at), Some(_)) => c.wrong_target(at, at.to_string(), effect.kinds()),
        }
    }
}

/// `msel.yml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MselWritten {
    /// The injects.
    pub injects: Vec<InjectWritten>,
}

// ── the plan ──

/// An inject.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Inject {
    pub name: Name,
    pub title: Text,
    pub action: ActionId,
    pub at: Option<Span>,
    pub on: Option<Trigger>,
    pub after: Span,
    pub by_hand: bool,
    pub jitter: Span,
    pub from: OrgId,
    pub to: TeamId,
    pub text: Text,
    pub choices: Vec<ChoiceWritten>,
    pub lead: Option<Lead>,
    pub expected: Vec<Expected>,
    pub within: Span,
    pub what: Option<Text>,
    pub points: u8,
    pub pillar: Option<Pillar>,
    pub effects: Vec<Effect>,
    pub target: Target,
}

impl Inject {
    /// Whether by it the organisers put something back that the attack, or a fault, took away: a
    /// technical reset. What a team itself ordered, filed or answered for is that team's doing.
    pub fn puts_back(&self) -> bool {
        let mends = |effect: &Effect| {
            matches!(
                effect,
                Effect::Start | Effect::Repair | Effect::Unflood | Effect::Clean
            )
        };
        let asked = matches!(
            self.on,
            Some(Trigger::Answered(..) | Trigger::Ran(_) | Trigger::Filed(_))
        );
        !asked && self.effects.iter().any(mends)
    }

    /// Whether by it the organisers take away what the attack holds or does: those who attack are
    /// told, or they would take it for the defence's doing.
    pub fn clears_away(&self) -> bool {
        let clears = |effect: &Effect| matches!(effect, Effect::Unflood | Effect::Clean);
        self.puts_back() && self.effects.iter().any(clears)
    }
}

/// All injects.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the list and its names")]
pub struct Msel {
    pub injects: Vec<Inject>,
    pub names: Names,
}

impl Msel {
    /// The names, taken first because triggers speak of them.
    pub fn names_of(w: &MselWritten, c: &mut Check) -> Names {
        let mut names = Names::default();
        w.injects
            .iter()
            .enumerate()
            .for_each(|(i, inject)| names.put(&inject.name, i, c));
        names
    }

    /// Checks the injects.
    pub fn check(
        w: &MselWritten,
        names: Names,
        speak: &Speak,
        roster: &Roster,
        c: &mut Check,
    ) -> Self {
        let mut injects = Vec::new();
        for one in &w.injects {
            let action = speak
                .catalogue
                .names
                .find(&one.action, "action", c)
                .map_or(ActionId(0), ActionId::of);
            let from = speak
                .map
                .names
                .orgs
                .find(&one.from, "org", c)
                .map_or(OrgId(0), OrgId::of);
            let to = roster
                .names
                .find(&one.to, "team", c)
                .map_or(TeamId(0), TeamId::of);
            let expected = one.expect.iter().flat_map(|e| &e.any);
            let expected = expected
                .filter_map(|e| check_expected(e, one, speak, c))
                .collect();
            let shown = one
                .choices
                .iter()
                .filter_map(|choice| choice.shows.as_ref());
            for data in shown {
                speak.map.names.data.find(data, "data", c);
            }
            let target = one.target.as_ref();
            let target = target.and_then(|t| target_named(speak.map, t, c));
            one.check_effects(target.as_ref(), c);
            injects.push(Inject {
                name: one.name.as_str().into(),
                title: one.title.clone(),
                action,
                at: one.at,
                on: one.on.as_ref().and_then(|t| t.check(speak, c)),
                after: one.after.unwrap_or_default(),
                by_hand: one.by_hand || (one.at.is_none() && one.on.is_none()),
                jitter: one.jitter.unwrap_or_default(),
                from,
                to,
                text: one.text.clone(),
                choices: in_drawn_order(one),
                lead: one.lead,
                expected,
                within: one.expect.as_ref().map_or(Span(0), |e| e.within),
                what: one.what.clone(),
                points: one.points,
                pillar: one.pillar,
                effects: one.effect.clone(),
                target: target.unwrap_or(Target::None),
            });
        }
        Self { injects, names }
    }
}

/// The choices as they are put before whoever answers. Authors write the right one first, so the
/// order is drawn; by their names alone, so that every drill of a scenario asks alike.
fn in_drawn_order(one: &InjectWritten) -> Vec<ChoiceWritten> {
    let mut all = one.choices.clone();
    let luck = Seed(key(&one.name));
    all.sort_by_cached_key(|choice| luck.fixed(key(&choice.name), "choice-order").word());
    all
}

// ── Lives ──

/// How each inject stands.
#[derive(Resource, Default)]
pub struct Injects(pub Vec<InjectState>);

/// How an inject stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct InjectState {
    /// Kept back by the organisers until they fire it.
    pub held: bool,
    /// Left out by the organisers.
    pub skipped: bool,
    /// When it fired.
    pub fired: Option<Tick>,
    /// Whether it was answered.
    pub answered: bool,
    /// Whether the team said what it makes of the lead it is.
    pub weighed: bool,
    /// Whether its expectation is settled.
    pub closed: bool,
}

// ── Acts ──

/// When a timed inject fires: chance may move it, either way, but not before STARTEX.
pub fn time_of(inject: &Inject, id: InjectId, world: &World) -> Option<Tick> {
    let at = inject.at?;
    let swing = world
        .resource::<Luck>()
        .0
        .fixed(u64::from(id.0), "inject")
        .below(inject.jitter.0 * 2 + 1);
    Some(Tick((at.0 + swing).saturating_sub(inject.jitter.0)))
}

/// Fires an inject, unless it is held or has fired.
pub fn fire(world: &mut World, id: InjectId, by: Cause, by_hand: bool) -> Result<(), Refusal> {
    let msel = world.plan::<Msel>();
    let inject = &msel.injects[id.at()];
    let now = world.resource::<Now>().0;
    let state = &mut world.resource_mut::<Injects>().0[id.at()];
    if state.fired.is_some() {
        return Err(Refusal::Already);
    }
    if (state.held || state.skipped) && !by_hand {
        return Ok(());
    }
    state.fired = Some(now);
    let mut to = Audience::team(inject.to);
    if inject.clears_away() {
        to = to.and(world.plan::<Roster>().audience(Cell::Red));
    }
    let fact = FactKind::InjectFired {
        inject: id,
        team: inject.to,
    };
    world.resource_mut::<Facts>().state(by, to, fact);
    if !inject.expected.is_empty() {
        world
            .resource_mut::<Agenda>()
            .put(now.after(inject.within), Due::InjectEnds(id));
    }
    if !inject.effects.is_empty() {
        let roster = world.plan::<Roster>();
        let team = roster.first(Cell::White).unwrap_or(inject.to);
        let aim = Aim {
            action: inject.action,
            team,
            by: By::Inject(id),
            source: None,
            target: inject.target.clone(),
            c2: None,
            using: None,
            via: None,
            lasts: Span(0),
        };
        let action = &world.plan::<Catalogue>().actions[inject.action.at()];
        let run = Run {
            aim: aim.clone(),
            lot: aim.lot(&action.name, &roster.teams[team.at()].name, now),
            stage: Stage::Over(Outcome::Done),
            at: None,
            verified: true,
            assessed: true,
        };
        let run = RunId::of(world.take_up(run));
        for one in &inject.effects {
            effect::apply(world, run, one, &aim);
        }
    }
    Ok(())
}

/// Keeps an inject back until it is fired by hand.
pub fn hold(world: &mut World, id: InjectId, by: Cause) -> Result<(), Refusal> {
    let state = &mut world.resource_mut::<Injects>().0[id.at()];
    if state.fired.is_some() || state.held {
        return Err(Refusal::Already);
    }
    (state.held, state.skipped) = (true, false);
    let fact = FactKind::InjectHeld { inject: id };
    world
        .resource_mut::<Facts>()
        .state(by, Audience::HOTWASH, fact);
    Ok(())
}

/// Leaves an inject out. It can still be fired by hand: the organisers may think again.
pub fn skip(world: &mut World, id: InjectId, by: Cause) -> Result<(), Refusal> {
    let state = &mut world.resource_mut::<Injects>().0[id.at()];
    if state.fired.is_some() || state.skipped {
        return Err(Refusal::Already);
    }
    (state.held, state.skipped) = (false, true);
    let fact = FactKind::InjectSkipped { inject: id };
    world
        .resource_mut::<Facts>()
        .state(by, Audience::HOTWASH, fact);
    Ok(())
}

/// Whether an inject has reached its team.
pub fn has_fired(world: &World, id: InjectId) -> bool {
    world.resource::<Injects>().0[id.at()].fired.is_some()
}

/// The inject of this name, if it has reached the team.
///
/// # Errors
///
/// That there is none that the team has heard of: one that is still to come is no other than one
/// that does not exist.
pub(super) fn reached(world: &World, team: TeamId, name: &str) -> Result<InjectId, Refusal> {
    let msel = world.plan::<Msel>();
    let id = msel.names.get(name).map(InjectId::of);
    let own = id.filter(|id| msel.injects[id.at()].to == team && has_fired(world, *id));
    own.ok_or_else(|| Refusal::Unknown {
        what: "inject".into(),
    })
}

/// Blue's answer to an inject.
pub fn answer(
    world: &mut World,
    team: TeamId,
    name: &str,
    choice: &Name,
    by: Cause,
) -> Result<(), Refusal> {
    let id = reached(world, team, name)?;
    let (msel, map) = (world.plan::<Msel>(), world.plan::<Map>());
    let inject = &msel.injects[id.at()];
    let state = &mut world.resource_mut::<Injects>().0[id.at()];
    if state.answered {
        return Err(Refusal::Already);
    }
    let chosen = inject.choices.iter().find(|c| *c.name == **choice);
    let chosen = chosen.ok_or_else(|| Refusal::Unknown {
        what: "choice".into(),
    })?;
    let right = chosen.right;
    let shown = chosen.shows.as_ref().and_then(|d| map.names.data.get(d));
    state.answered = true;
    let fact = FactKind::InjectAnswered {
        team,
        inject: id,
        choice: choice.clone(),
    };
    let mut facts = world.resource_mut::<Facts>();
    let answered = facts.state(by, Audience::team(team), fact);
    let judged = FactKind::AnswerJudged { inject: id, right };
    facts.state(Cause::Fact(answered), Audience::HOTWASH, judged);
    if let Some(data) = shown.map(DataId::of) {
        effect::show(world, by, team, data);
    }
    Ok(())
}

/// Settles whether what was expected came. Teams learn it only at release.
pub fn close(world: &mut World, id: InjectId, met: bool, cause: Cause) {
    let state = &mut world.resource_mut::<Injects>().0[id.at()];
    if !state.closed {
        state.closed = true;
        world.resource_mut::<Facts>().state(
            cause,
            Audience::HOTWASH,
            FactKind::InjectClosed { inject: id, met },
        );
    }
}

/// Settles it as the organisers say, over whatever was settled before.
pub fn close_by_hand(world: &mut World, id: InjectId, met: bool, by: Cause) {
    world.resource_mut::<Injects>().0[id.at()].closed = false;
    close(world, id, met, by);
}
