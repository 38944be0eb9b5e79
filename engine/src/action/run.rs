//! A run: an action asked for, admitted, approved, staffed, under way, over.

use crate::action::aim::{Aim, By};
use crate::action::effect;
use crate::action::leave::{is_turned_away, leave};
use crate::action::require::{self, Luck, Now};
use crate::action::restore;
use crate::action::template::When;
use crate::action::written::{Action, Catalogue, Effect};
use crate::city::account::Knowledge;
use crate::city::control::ControlState;
use crate::city::host::{Blind, Host};
use crate::city::map::Map;
use crate::city::place::Contact;
use crate::city::service::site;
use crate::team::{Roster, Staff};
use crate::words::agenda::{Agenda, Due};
use crate::words::cell::{Audience, Cell};
use crate::words::chance::Draw;
use crate::words::fact::{Cause, FactKind, Facts, Outcome, Wait};
use crate::words::known::{Numbered, Reach};
use crate::words::name::*;
use crate::words::refusal::Refusal;
use crate::words::time::Span;
use bevy_ecs::prelude::{Component, Resource, World};
use std::collections::BTreeSet;

/// How far a run has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// Waits for approval.
    Approval,
    /// Waits for another body.
    Body,
    /// Waits for staff.
    Staffing,
    /// Under way.
    Running,
    /// Over.
    Over(Outcome),
}

/// A run.
#[derive(Component, Clone, Debug)]
pub struct Run {
    /// What is attempted.
    pub aim: Aim,
    /// What its luck is drawn by.
    pub lot: u64,
    /// How far it has come.
    pub stage: Stage,
    /// The machine that it took away when it started, if it took one.
    pub at: Option<HostId>,
    /// Whether blue has looked at the effect.
    pub verified: bool,
    /// Whether blue has assessed it.
    pub assessed: bool,
}

impl Numbered for Run {
    type Id = RunId;

    fn place(id: RunId) -> usize {
        id.at()
    }
}

/// Runs that wait for staff, in the order they were asked for.
#[derive(Resource, Default)]
pub struct Waiting(BTreeSet<RunId>);

/// How long things take in this scenario, per mille of the catalogue's times: a drill of two hours
/// that stands for a day runs the same actions at a tenth of their length.
#[derive(Resource, Clone, Copy)]
pub struct Tempo(pub u32);

/// How long until staff are looked for again when nobody is on duty.
const STAFF_RETRY: Span = Span::minutes(10);
/// How much faster a body answers that agreed beforehand, in per mille of its usual time.
const AGREED_TIME: u32 = 250;

// ── asked for ──

/// Admits an action, or says why not. Red's and green's start at once; blue's may have to wait.
pub fn ask(world: &mut World, aim: Aim) -> Result<RunId, Refusal> {
    let cause = aim.cause();
    ask_upon(world, aim, cause)
}

/// …where something else than the order, step or inject behind it made it be asked.
pub fn ask_upon(world: &mut World, mut aim: Aim, cause: Cause) -> Result<RunId, Refusal> {
    let catalogue = world.plan::<Catalogue>();
    let action = &catalogue.actions[aim.action.at()];
    if action.target != aim.target.kind() {
        return Err(Refusal::WrongTarget);
    }
    settle_body(world, action, &mut aim)?;
    require::check(world, action, &mut aim)?;
    let (team, target) = (aim.team, aim.target.clone());
    let stage = if action.approval.is_some() {
        Stage::Approval
    } else {
        Stage::Body
    };
    let name = &world.plan::<Roster>().teams[team.at()].name;
    let lot = aim.lot(&action.name, name, world.resource::<Now>().0);
    let fresh = Run {
        aim,
        lot,
        stage,
        at: None,
        verified: false,
        assessed: false,
    };
    let run = RunId::of(world.take_up(fresh));
    let fact = FactKind::RunAsked {
        run,
        team,
        action: ActionId::of(catalogue.names.get(&action.name).unwrap_or(0)),
        target,
    };
    // Daily life goes unsaid: it is told by its records, and there is a lot of it.
    if cause != Cause::Plan {
        let to = audience(world, run);
        world.resource_mut::<Facts>().state(cause, to, fact);
    }
    if let Some(approval) = action.approval {
        wait(
            world,
            run,
            Wait::Approval,
            draw_span(world, run, approval, "approval"),
        );
    } else {
        go_on(world, run);
    }
    Ok(run)
}

/// Which body carries it out, where another has to: one of a kind that the order names, or the
/// target's own.
fn settle_body(world: &World, action: &Action, aim: &mut Aim) -> Result<(), Refusal> {
    let map = world.plan::<Map>();
    let dead = |org: OrgId| map.orgs[org.at()].contact == Contact::Dead;
    if let Some(kind) = action.through {
        let named = aim.via.filter(|o| map.orgs[o.at()].kind == kind);
        let Some(carrier) = named else {
            let by = map.orgs.iter().find(|o| o.kind == kind);
            let by = by.map_or_else(|| "".into(), |o| o.name.clone());
            return Err(Refusal::NoAuthority { by });
        };
        if dead(carrier) {
            return Err(Refusal::NoContact);
        }
    }
    if action.itself {
        aim.via = map.owner_of(&aim.target);
        if aim.via.is_some_and(dead) {
            return Err(Refusal::NoContact);
        }
    }
    Ok(())
}

/// Takes back a run that has not started.
pub fn undo(world: &mut World, run: RunId, team: TeamId, by: Cause) -> Result<(), Refusal> {
    let known = run.at() < world.resource::<crate::words::known::Roll<Run>>().len();
    if !known || world.of::<Run>(run).aim.team != team {
        return Err(Refusal::Unknown { what: "run".into() });
    }
    if world.of::<Run>(run).stage >= Stage::Running {
        return Err(Refusal::Started);
    }
    end_by(world, run, Outcome::Undone, by);
    Ok(())
}

// ── goes on ──

/// Moves a waiting run on by what it waits for next.
pub fn go_on(world: &mut World, run: RunId) {
    let catalogue = world.plan::<Catalogue>();
    let this = world.of::<Run>(run).clone();
    let action = &catalogue.actions[this.aim.action.at()];
    match this.stage {
        Stage::Approval => {
            world.of_mut::<Run>(run).stage = Stage::Body;
            go_on(world, run);
        }
        Stage::Body => {
            world.of_mut::<Run>(run).stage = Stage::Staffing;
            match this.aim.via {
                Some(body) => hand_over(world, run, body, action),
                None => staff_up(world, run),
            }
        }
        Stage::Staffing => match this.aim.via {
            Some(body) if !complies(world, run, body) => end(world, run, Outcome::Declined),
            _ => staff_up(world, run),
        },
        Stage::Running | Stage::Over(_) => {}
    }
}

/// Whether a body carries out what it was asked for; it says so when it answers.
fn complies(world: &World, run: RunId, body: OrgId) -> bool {
    let map = world.plan::<Map>();
    luck(world, run, "complies").hits(map.orgs[body.at()].complies)
}

fn hand_over(world: &mut World, run: RunId, body: OrgId, action: &Action) {
    let map = world.plan::<Map>();
    let org = &map.orgs[body.at()];
    let mut answers = draw_span(world, run, org.answers, "answers");
    let team = world.of::<Run>(run).aim.team;
    let agreed = action
        .through
        .is_some_and(|_| effect::is_prepared(world, team, org.kind));
    if agreed {
        answers = Span(answers.0 * AGREED_TIME / 1_000);
    }
    wait(world, run, Wait::Body(body), answers);
}

fn staff_up(world: &mut World, run: RunId) {
    let catalogue = world.plan::<Catalogue>();
    let roster = world.plan::<Roster>();
    let aim = world.of::<Run>(run).aim.clone();
    let want = catalogue.actions[aim.action.at()].staff;
    let scripted = matches!(aim.by, By::Life { .. } | By::Inject(_));
    let now = world.resource::<Now>().0;
    let minute = roster.minute_of_day(now);
    let team = &roster.teams[aim.team.at()];
    let bound = want == 0
        || scripted
        || world
            .of_mut::<Staff>(aim.team)
            .bind(run, want, team, minute);
    if bound {
        world.resource_mut::<Waiting>().0.remove(&run);
        start(world, run);
    } else {
        if world.resource_mut::<Waiting>().0.insert(run) {
            state(
                world,
                run,
                FactKind::RunWaits {
                    run,
                    for_what: Wait::Staff,
                },
            );
        }
        world
            .resource_mut::<Agenda>()
            .put(now.after(STAFF_RETRY), Due::RunGoesOn(run));
    }
}

fn wait(world: &mut World, run: RunId, for_what: Wait, how_long: Span) {
    state(world, run, FactKind::RunWaits { run, for_what });
    let due = world.resource::<Now>().0.after(how_long);
    world.resource_mut::<Agenda>().put(due, Due::RunGoesOn(run));
}

// ── starts and ends ──

fn start(world: &mut World, run: RunId) {
    let catalogue = world.plan::<Catalogue>();
    let aim = world.of::<Run>(run).aim.clone();
    let action = &catalogue.actions[aim.action.at()];
    world.of_mut::<Run>(run).stage = Stage::Running;
    if !matches!(aim.by, By::Life { .. }) {
        state(world, run, FactKind::RunStarted { run });
    }
    let now = world.resource::<Now>().0;
    if require::sends_nothing(world, action, &aim) {
        // It is over as it begins, and nothing of it was on the wire.
        world.resource_mut::<Agenda>().put(now, Due::RunEnds(run));
        return;
    }
    let mut takes = draw_span(world, run, action.takes, "takes");
    takes = Span(takes.0 + effect::extra_time(world, action, &aim).0);
    world.of_mut::<Run>(run).at = effect::begin(world, action, &aim);
    leave(world, run, action, &aim, takes, |when| when != When::Done);
    world
        .resource_mut::<Agenda>()
        .put(now.after(takes), Due::RunEnds(run));
}

/// A run's time is up: it succeeds, fails, is stopped or has been overtaken.
pub fn finish(world: &mut World, run: RunId) {
    let catalogue = world.plan::<Catalogue>();
    let aim = world.of::<Run>(run).aim.clone();
    let action = &catalogue.actions[aim.action.at()];
    if world.of::<Run>(run).stage != Stage::Running {
        return;
    }
    let stopped_by = stopped_by(world, run, action, &aim);
    let mut outcome = judge(world, run, action, &aim, stopped_by);
    if outcome == Outcome::Done {
        // What calls an address that it cannot reach goes on calling, and gets nowhere.
        let in_vain = is_turned_away(world, action, &aim);
        let effects = action.effects.iter();
        for effect in effects.filter(|one| !in_vain || matches!(one, Effect::Beacon(_))) {
            effect::apply(world, run, effect, &aim);
        }
        if action.cell == Cell::Red {
            effect::learn(world, run, aim.team, aim.target.clone());
            let mut knowledge = world.of_mut::<Knowledge>(aim.team);
            knowledge.bring(action.name.clone(), aim.target.clone());
        }
        leave(world, run, action, &aim, Span(0), |when| when == When::Done);
        if in_vain {
            outcome = Outcome::Overtaken;
        }
    }
    effect::close(world, run);
    end(world, run, outcome);
    if let Some(control) = stopped_by.filter(|_| outcome == Outcome::Stopped) {
        let fact = FactKind::RunStopped { run, control };
        let mut facts = world.resource_mut::<Facts>();
        facts.state(Cause::Run(run), Audience::HOTWASH, fact);
    }
}

fn judge(
    world: &mut World,
    run: RunId,
    action: &Action,
    aim: &Aim,
    stopped_by: Option<ControlId>,
) -> Outcome {
    if let Some(outcome) = require::lost(world, action, aim) {
        return outcome;
    }
    if stopped_by.is_some() {
        return Outcome::Stopped;
    }
    let hits = luck(world, run, "odds").hits(action.odds);
    if effect::is_spared(world, action, aim) {
        Outcome::Failed
    } else if hits && restore::is_read(world, run, action, aim) {
        Outcome::Done
    } else {
        Outcome::Failed
    }
}

fn stopped_by(world: &World, run: RunId, action: &Action, aim: &Aim) -> Option<ControlId> {
    let map = world.plan::<Map>();
    let host = site::host_of(world, &map, &aim.target)?;
    let hits = |control: ControlId, odds: u16| {
        luck(world, run, "stopped")
            .apart(u64::from(control.0))
            .hits(odds)
    };
    let all = action
        .stopped_by
        .iter()
        .flat_map(|(kind, odds)| map.controls_of(*kind).map(move |c| (c, *odds)));
    all.filter(|(control, _)| guards(world, &map, *control, host))
        .find(|(c, odds)| hits(*c, *odds))
        .map(|(c, _)| c)
}

/// Whether a control does its work on a host: it is on and healthy, covers it, and is not blinded
/// there.
pub fn guards(world: &World, map: &Map, control: ControlId, host: HostId) -> bool {
    let kind = map.controls[control.at()].kind;
    let blinded = world
        .get::<Blind>(world.entity_of::<Host>(host))
        .is_some_and(|b| b.0.contains(&kind));
    !blinded && world.of::<ControlState>(control).works() && map.covers(control, host)
}

fn end(world: &mut World, run: RunId, outcome: Outcome) {
    let by = world.of::<Run>(run).aim.cause();
    end_by(world, run, outcome, by);
}

fn end_by(world: &mut World, run: RunId, outcome: Outcome, by: Cause) {
    let aim = world.of::<Run>(run).aim.clone();
    world.of_mut::<Run>(run).stage = Stage::Over(outcome);
    world.resource_mut::<Waiting>().0.remove(&run);
    if !matches!(aim.by, By::Life { .. }) {
        let to = audience(world, run);
        let fact = FactKind::RunEnded { run, outcome };
        world.resource_mut::<Facts>().state(by, to, fact);
    }
    world.of_mut::<Staff>(aim.team).free(run);
    let waiting: Vec<RunId> = world.resource::<Waiting>().0.iter().copied().collect();
    for next in waiting {
        if world.of::<Run>(next).aim.team == aim.team
            && world.of::<Run>(next).stage == Stage::Staffing
        {
            let now = world.resource::<Now>().0;
            world
                .resource_mut::<Agenda>()
                .strike(|due| *due == Due::RunGoesOn(next));
            world
                .resource_mut::<Agenda>()
                .put(now, Due::RunGoesOn(next));
        }
    }
}

/// A run's draw for this purpose.
pub fn luck(world: &World, run: RunId, why: &str) -> Draw {
    let lot = world.of::<Run>(run).lot;
    world.resource::<Luck>().0.fixed(lot, why)
}

fn draw_span(world: &World, run: RunId, range: crate::words::time::Spans, why: &str) -> Span {
    let span = luck(world, run, why).span(range);
    let tempo = u64::from(world.resource::<Tempo>().0);
    Span(u32::try_from(u64::from(span.0) * tempo / 1_000).unwrap_or(u32::MAX))
}

/// States a fact about a run, to the team whose run it is.
pub fn state(world: &mut World, run: RunId, fact: FactKind) -> FactId {
    let to = audience(world, run);
    let cause = match fact {
        FactKind::RunStarted { .. } | FactKind::RunWaits { .. } => world.of::<Run>(run).aim.cause(),
        _ => Cause::Run(run),
    };
    world.resource_mut::<Facts>().state(cause, to, fact)
}

/// Who may know of a run at once: the team whose it is.
pub fn audience(world: &World, run: RunId) -> Audience {
    Audience::team(world.of::<Run>(run).aim.team)
}
