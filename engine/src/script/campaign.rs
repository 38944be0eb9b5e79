//! The campaign: a graph of steps, with targets that the seed resolves, alternatives, and retries.
//!
//! A step gives the same orders, under the same rules, as a human red would.

use crate::action::aim::{Aim, By};
use crate::action::require::{Luck, Now, grip};
use crate::action::run::ask;
use crate::action::written::Catalogue;
use crate::city::map::Map;
use crate::script::trigger::Trigger;
use crate::words::agenda::{Agenda, Due};
use crate::words::cell::Audience;
use crate::words::check::Names;
use crate::words::fact::{Cause, FactKind, Facts, Outcome};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::refusal::Refusal;
use crate::words::target::{Target, TargetKind};
use crate::words::text::Text;
use crate::words::time::{Span, Tick};
use bevy_ecs::prelude::{Resource, World};

pub use crate::script::campaign_written::{CampaignWritten, candidates, resolve};

// ── the plan ──

/// Where a step starts from, or what it is aimed at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Spot {
    /// The internet, or nothing.
    Outside,
    /// A named thing.
    Fixed(Target),
    /// All members of a cast.
    Cast(usize),
    /// One member of a cast, counted from 0.
    Member(usize, usize),
}

impl Spot {
    /// What it stands for, with the members of the casts as they were drawn.
    pub fn targets(&self, casts: &[Vec<Target>]) -> Vec<Target> {
        match self {
            Self::Outside => vec![Target::None],
            Self::Fixed(target) => vec![target.clone()],
            Self::Cast(cast) => casts[*cast].clone(),
            Self::Member(cast, n) => casts[*cast].get(*n).cloned().into_iter().collect(),
        }
    }
}

/// What a step waits for among other steps.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub enum After {
    #[default]
    Nothing,
    All(Vec<StepId>),
    Any(Vec<StepId>),
}

/// A step.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Step {
    pub name: Name,
    pub title: Text,
    pub action: ActionId,
    pub at: Span,
    pub jitter: Span,
    pub from: Spot,
    pub on: Spot,
    pub need: usize,
    pub c2: Option<AddressId>,
    pub using: Option<AccountId>,
    pub lasts: Span,
    pub after: After,
    pub when: Option<Trigger>,
    pub tries: u32,
    pub every: Span,
    pub otherwise: Vec<StepId>,
    pub on_block: bool,
    pub weight: u8,
    pub deadline: Option<Span>,
    pub observable: bool,
}

/// Members of a cast: what they are drawn from, and how many.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Cast {
    pub name: Name,
    pub pick: u32,
    pub lured: bool,
    pub kind: CastKind,
    pub ranges: Vec<std::ops::Range<u32>>,
    pub orgs: Option<Vec<OrgId>>,
}

/// What a cast is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum CastKind {
    #[default]
    Hosts,
    Accounts,
    Services,
    Data,
}

/// The campaign.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the lists and their names")]
pub struct Campaign {
    pub title: Text,
    pub casts: Vec<Cast>,
    pub steps: Vec<Step>,
    pub names: Names,
    pub team: Option<TeamId>,
}

// ── Lives ──

/// How far a step has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Progress {
    /// Not open yet.
    #[default]
    Closed,
    /// On the agenda.
    Open,
    /// Runs are under way.
    Trying,
    /// Done.
    Done,
    /// Given up.
    Blocked,
}

/// The campaign as it goes: who was cast, how far each step is.
#[derive(Resource, Default)]
pub struct Going {
    /// Members of each cast.
    pub casts: Vec<Vec<Target>>,
    /// State of each step.
    pub steps: Vec<Try>,
}

/// The state of a step.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Try {
    pub progress: Progress,
    pub tried: u32,
    pub under_way: usize,
    pub succeeded: usize,
    pub waits_when: bool,
    /// The requirement that did not hold when it was last tried and nothing came of it.
    pub lacked: Option<Name>,
}

// ── Acts ──

/// Opens the steps that wait for nothing.
pub fn start(world: &mut World) {
    let campaign = world.plan::<Campaign>();
    for (i, step) in campaign.steps.iter().enumerate() {
        world.resource_mut::<Going>().steps[i].waits_when = step.when.is_some();
        if step.after == After::Nothing && !step.on_block && step.when.is_none() {
            open(world, StepId::of(i));
        }
    }
}

/// Puts a step on the agenda, at its time or now if that is past.
pub fn open(world: &mut World, id: StepId) {
    let campaign = world.plan::<Campaign>();
    let step = &campaign.steps[id.at()];
    let state = &mut world.resource_mut::<Going>().steps[id.at()];
    if state.progress != Progress::Closed {
        return;
    }
    state.progress = Progress::Open;
    let luck = world.resource::<Luck>().0;
    let swing = luck.fixed(u64::from(id.0), "step").below(step.jitter.0 + 1);
    let now = world.resource::<Now>().0;
    let at = Tick(step.at.0 + swing).max(now);
    world.resource_mut::<Agenda>().put(at, Due::Step(id));
}

/// Opens a step if all it waits for has come.
pub fn open_if_ready(world: &mut World, id: StepId) {
    let campaign = world.plan::<Campaign>();
    let step = &campaign.steps[id.at()];
    let going = world.resource::<Going>();
    let progress = |s: &StepId| going.steps[s.at()].progress;
    if going.steps[id.at()].progress != Progress::Closed || going.steps[id.at()].waits_when {
        return;
    }
    let (ready, hopeless) = match &step.after {
        After::Nothing => (!step.on_block, false),
        After::All(all) => (
            all.iter().all(|s| progress(s) == Progress::Done),
            all.iter().any(|s| progress(s) == Progress::Blocked),
        ),
        After::Any(any) => (
            any.iter().any(|s| progress(s) == Progress::Done),
            any.iter().all(|s| progress(s) == Progress::Blocked),
        ),
    };
    if ready && !step.on_block {
        open(world, id);
    } else if hopeless && !step.on_block {
        give_up(world, id);
    }
}

/// Tries a step: one run for each member it is aimed at.
pub fn attempt(world: &mut World, id: StepId) {
    let campaign = world.plan::<Campaign>();
    let step = &campaign.steps[id.at()];
    let Some(team) = campaign.team else { return };
    let progress = world.resource::<Going>().steps[id.at()].progress;
    if matches!(
        progress,
        Progress::Done | Progress::Blocked | Progress::Trying
    ) {
        return;
    }
    let kind = world.plan::<Catalogue>().actions[step.action.at()].target;
    let map = world.plan::<Map>();
    let targets = spots(world, &step.on)
        .into_iter()
        .filter_map(|t| as_kind(&map, t, kind));
    let (mut runs, mut lacked) = (0, None);
    for target in targets.collect::<Vec<_>>() {
        let source = source(world, &step.from, team, &target);
        let aim = Aim {
            action: step.action,
            team,
            by: By::Step(id),
            source,
            target: target.clone(),
            c2: step.c2,
            using: step.using,
            via: None,
            lasts: step.lasts,
        };
        match ask(world, aim) {
            Ok(_) => {
                runs += 1;
                if let Some(host) = map.host_of(&target).or(source) {
                    say(world, id, FactKind::StepTouched { step: id, host });
                }
            }
            Err(Refusal::Lacks { what }) => lacked = Some(what),
            Err(_) => {}
        }
    }
    let state = &mut world.resource_mut::<Going>().steps[id.at()];
    state.tried += 1;
    state.under_way = runs;
    state.lacked = lacked;
    state.progress = if runs > 0 {
        Progress::Trying
    } else {
        Progress::Open
    };
    if runs > 0 {
        let runs = u16::try_from(runs).unwrap_or(u16::MAX);
        say(world, id, FactKind::StepBegan { step: id, runs });
    } else {
        again(world, id);
    }
}

/// A run of a step is over.
pub fn run_ended(world: &mut World, id: StepId, outcome: Outcome) {
    let campaign = world.plan::<Campaign>();
    let step = &campaign.steps[id.at()];
    let state = &mut world.resource_mut::<Going>().steps[id.at()];
    state.under_way = state.under_way.saturating_sub(1);
    state.succeeded += usize::from(outcome == Outcome::Done);
    let done = state.progress != Progress::Done && state.succeeded >= step.need;
    if done {
        state.progress = Progress::Done;
        say(world, id, FactKind::StepDone { step: id });
    } else if state.under_way == 0 && state.progress == Progress::Trying {
        state.progress = Progress::Open;
        again(world, id);
    }
}

fn again(world: &mut World, id: StepId) {
    let campaign = world.plan::<Campaign>();
    let step = &campaign.steps[id.at()];
    let tried = world.resource::<Going>().steps[id.at()].tried;
    if tried > step.tries {
        return give_up(world, id);
    }
    let next = world.resource::<Now>().0.after(step.every);
    world.resource_mut::<Agenda>().put(next, Due::Step(id));
}

fn give_up(world: &mut World, id: StepId) {
    let campaign = world.plan::<Campaign>();
    world.resource_mut::<Going>().steps[id.at()].progress = Progress::Blocked;
    say(world, id, FactKind::StepBlocked { step: id });
    for &other in &campaign.steps[id.at()].otherwise {
        open(world, other);
    }
}

/// States a fact about a step: the attack team's own, until hotwash.
pub fn say(world: &mut World, id: StepId, fact: FactKind) {
    let to = world
        .plan::<Campaign>()
        .team
        .map_or(Audience::HOTWASH, Audience::team);
    world
        .resource_mut::<Facts>()
        .state(Cause::Step(id), to, fact);
}

fn spots(world: &World, spot: &Spot) -> Vec<Target> {
    spot.targets(&world.resource::<Going>().casts)
}

/// A cast of hosts may be aimed at by an action on accounts: then it means their users.
pub fn as_kind(map: &Map, target: Target, kind: TargetKind) -> Option<Target> {
    match (target, kind) {
        (t, k) if t.kind() == k => Some(t),
        (Target::Host(h), TargetKind::Account) => Some(Target::Account(map.user_account(h))),
        (t, TargetKind::Host) => map.host_of(&t).map(Target::Host),
        _ => None,
    }
}

/// A step starts from the member that is its own target, else from the first that the team still
/// holds.
fn source(world: &World, from: &Spot, team: TeamId, target: &Target) -> Option<HostId> {
    let hosts: Vec<HostId> = spots(world, from)
        .into_iter()
        .filter_map(|t| {
            if let Target::Host(h) = t {
                Some(h)
            } else {
                None
            }
        })
        .collect();
    let own = hosts.iter().find(|h| *target == Target::Host(**h));
    let held = hosts
        .iter()
        .find(|h| grip(world, Some(**h), team).is_some());
    own.or(held).or(hosts.first()).copied()
}
