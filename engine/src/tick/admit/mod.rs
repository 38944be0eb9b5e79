//! Orders of seats: each is carried out, or refused with a reason. Both are facts, so none is lost.
//!
//! One file for each cell; what they share is here. `docket` holds what is numbered as it comes in
//! and waits for somebody's answer.

mod blue;
mod docket;
mod jury;
mod openly;
mod red;
mod white;

pub use docket::Docket;

use crate::action::aim::{Aim, By};
use crate::action::forecast::{self, Forecast};
use crate::action::require::Now;
use crate::action::run::Run;
use crate::action::written::{Catalogue, Effect};
use crate::city::map::Map;
use crate::city::place::address_target;
use crate::team::Roster;
use crate::tick::due::Over;
use crate::tick::own;
use crate::words::cell::{Audience, Cell};
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::known::{Reach, Roll};
use crate::words::name::*;
use crate::words::order::*;
use crate::words::refusal::Refusal;
use crate::words::target::Target;
use crate::words::time::{DAY, Span, Tick};
use bevy_ecs::prelude::{Resource, World};
use std::collections::{BTreeSet, VecDeque};

/// Orders waiting for the tick, and blocks that the organisers have ordered lifted.
#[derive(Resource, Default)]
pub struct Inbox {
    /// Orders with their numbers.
    pub orders: VecDeque<(OrderId, Order)>,
    lifted: BTreeSet<Target>,
}

type Done = Result<(), Refusal>;

/// Takes every waiting order.
pub(super) fn admit(world: &mut World) {
    while let Some((id, order)) = world.resource_mut::<Inbox>().orders.pop_front() {
        let by = Cause::Order(id);
        let roster = world.plan::<Roster>();
        let Some(team) = roster.team(&order.team) else {
            let refusal = Refusal::NoSuchTeam;
            let fact = FactKind::Refused {
                team: TeamId(0),
                refusal,
            };
            world
                .resource_mut::<Facts>()
                .state(by, Audience::HOTWASH, fact);
            continue;
        };
        if let Err(refusal) = one(world, id, team, &roster, &order.place, order.ask) {
            let fact = FactKind::Refused { team, refusal };
            world
                .resource_mut::<Facts>()
                .state(by, Audience::team(team), fact);
        }
    }
}

fn one(
    world: &mut World,
    id: OrderId,
    team: TeamId,
    roster: &Roster,
    place: &Name,
    ask: Ask,
) -> Done {
    if roster.teams[team.at()].cell != ask.cell() {
        return Err(Refusal::WrongCell);
    }
    if world.resource::<Over>().0 && !may_follow_the_end(&ask) {
        return Err(Refusal::Ended);
    }
    let by = Cause::Order(id);
    match own::engines(world, team, ask)? {
        Ask::Blue(ask) => blue::blue(world, id, team, by, ask),
        Ask::Red(ask) => red::red(world, id, team, by, ask),
        Ask::White(ask) => white::white(world, by, ask),
        Ask::Jury(ask) => jury::jury(world, by, place, ask),
    }
}

/// At hotwash the city stands still, and what it came to is judged.
fn may_follow_the_end(ask: &Ask) -> bool {
    match ask {
        Ask::Jury(_) | Ask::Blue(BlueAsk::Protest { .. }) => true,
        Ask::White(ask) => matches!(
            ask,
            WhiteAsk::Release
                | WhiteAsk::Note { .. }
                | WhiteAsk::Tell { .. }
                | WhiteAsk::Mark { .. }
        ),
        _ => false,
    }
}

fn unknown(what: &str) -> Refusal {
    Refusal::Unknown { what: what.into() }
}

fn over(what: &str) -> Refusal {
    Refusal::Limits { what: what.into() }
}

fn limit(text: &str) -> Done {
    if text.len() > TEXT_LIMIT {
        Err(over("text"))
    } else {
        Ok(())
    }
}

/// A title, or a word or two of a seat's own: something, and not long.
fn word(what: &str, text: &str) -> Done {
    if text.trim().is_empty() || text.len() > TITLE_LIMIT {
        Err(over(what))
    } else {
        Ok(())
    }
}

fn state(world: &mut World, team: TeamId, by: Cause, fact: FactKind) -> Done {
    tell(world, by, Audience::team(team), fact)
}

fn tell(world: &mut World, by: Cause, to: Audience, fact: FactKind) -> Done {
    world.resource_mut::<Facts>().state(by, to, fact);
    Ok(())
}

fn said(world: &mut World, team: TeamId, by: Cause, text: String) -> Done {
    limit(&text)?;
    state(world, team, by, FactKind::Said { team, text })
}

/// A bookmark on the timeline, of the jury or the organisers.
fn note(world: &mut World, by: Cause, at: Option<u32>, text: String) -> Done {
    limit(&text)?;
    let latest = world.resource::<Now>().0.after(Span(60 * DAY));
    if at.is_some_and(|at| Tick(at) > latest) {
        return Err(over("at"));
    }
    let at = at.map(Tick);
    tell(world, by, Audience::HOTWASH, FactKind::Noted { at, text })
}

fn request(world: &mut World, team: TeamId, by: Cause, kind: RequestKind, text: String) -> Done {
    limit(&text)?;
    match &kind {
        RequestKind::Unblock { address } => word("address", address)?,
        RequestKind::Check { what } => word("what", what)?,
        RequestKind::Other => {}
    }
    let request = world.resource_mut::<Docket>().request(team, &kind)?;
    let fact = FactKind::Requested {
        team,
        request,
        kind,
        text,
    };
    state(world, team, by, fact)
}

/// What a seat asks for, with every name in it resolved.
fn aim(world: &World, id: OrderId, team: TeamId, cell: Cell, a: &Act) -> Result<Aim, Refusal> {
    let map = world.plan::<Map>();
    let catalogue = world.plan::<Catalogue>();
    let action = catalogue
        .action(&a.action)
        .ok_or_else(|| unknown("action"))?;
    let plan = &catalogue.actions[action.at()];
    if plan.cell != cell {
        return Err(Refusal::NotYours);
    }
    let target = map.target(&a.on).ok_or_else(|| unknown("target"))?;
    let lifts = plan.effects.contains(&Effect::Unblock);
    if lifts && !world.resource::<Inbox>().lifted.contains(&target) {
        return Err(Refusal::OnlyOnOrder);
    }
    let named = |name: &Name| !name.is_empty();
    let source = if named(&a.from) {
        Some(map.host(&a.from).ok_or_else(|| unknown("host"))?)
    } else {
        None
    };
    let using = if named(&a.using) {
        Some(map.account(&a.using).ok_or_else(|| unknown("account"))?)
    } else {
        None
    };
    let via = if named(&a.via) {
        Some(OrgId::of(
            map.names.orgs.get(&a.via).ok_or_else(|| unknown("org"))?,
        ))
    } else {
        None
    };
    let c2 = match address_target(&map.addresses, &a.c2) {
        Target::Address(address) => Some(address),
        _ if named(&a.c2) => return Err(unknown("address")),
        _ => None,
    };
    Ok(Aim {
        action,
        team,
        by: By::Order(id),
        source,
        target,
        c2,
        using,
        via,
        lasts: Span(if a.lasts == 0 { 1_800 } else { a.lasts }),
    })
}

/// What would come of an order to act, as far as the team may know.
pub fn forecast(world: &World, team: TeamId, act: &Act) -> Result<Forecast, Refusal> {
    let roster = world.plan::<Roster>();
    let plan = roster.teams.get(team.at()).ok_or(Refusal::NoSuchTeam)?;
    if !matches!(plan.cell, Cell::Blue | Cell::Red) {
        return Err(Refusal::WrongCell);
    }
    let mut aim = aim(world, OrderId(u32::MAX), team, plan.cell, act)?;
    let lacks = match plan.cell {
        Cell::Red => red::sets_out(world, &mut aim),
        _ => Ok(()),
    };
    let mut forecast = forecast::forecast(world, &aim)?;
    match lacks {
        Err(Refusal::Lacks { .. }) => forecast.cannot_set_out(),
        other => other?,
    }
    Ok(forecast)
}

/// Whether a run is there and this team's.
fn is_own(world: &World, team: TeamId, run: RunId) -> bool {
    run.at() < world.resource::<Roll<Run>>().len() && world.of::<Run>(run).aim.team == team
}
