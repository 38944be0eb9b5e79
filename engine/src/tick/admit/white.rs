//! Orders of the organisers.

use super::{Docket, Done, Inbox, limit, note, over, state, tell, unknown, word};
use crate::action::require::Now;
use crate::city::map::Map;
use crate::city::place::address_target;
use crate::detect::alert::blue;
use crate::script::msel::{self, Msel};
use crate::team::Roster;
use crate::tick::due::Over;
use crate::words::agenda::{Agenda, Due};
use crate::words::cell::Audience;
use crate::words::fact::{AnyInject, Cause, FactKind};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::order::{PACE_LIMIT, RequestKind, WhiteAsk};
use crate::words::refusal::Refusal;
use crate::words::time::{DAY, Tick};
use bevy_ecs::prelude::World;

/// What the organisers ask.
pub(super) fn white(world: &mut World, by: Cause, ask: WhiteAsk) -> Done {
    match ask {
        WhiteAsk::Fire { inject } => msel::fire(world, planned(world, &inject)?, by, true),
        WhiteAsk::Hold { inject } => msel::hold(world, planned(world, &inject)?, by),
        WhiteAsk::Skip { inject } => msel::skip(world, planned(world, &inject)?, by),
        WhiteAsk::Resend { inject } => resend(world, by, &inject),
        WhiteAsk::WriteInject {
            to,
            title,
            text,
            expects,
        } => write(world, by, &to, title, (text, expects)),
        WhiteAsk::Mark { inject, met, note } => mark(world, by, &inject, met, note),
        WhiteAsk::Announce { text } => {
            limit(&text)?;
            tell(world, by, Audience::ALL, FactKind::Announced { text })
        }
        WhiteAsk::Tell { to, text } => {
            limit(&text)?;
            let team = addressed(world, &to)?;
            state(world, team, by, FactKind::Addressed { team, text })
        }
        WhiteAsk::OrderUnblock { address } => order_unblock(world, by, &address),
        WhiteAsk::Settle {
            request,
            granted,
            text,
        } => settle(world, by, request, granted, text),
        WhiteAsk::Clock { pace, paused } => {
            if pace == 0 || pace > PACE_LIMIT {
                return Err(over("pace"));
            }
            tell(
                world,
                by,
                Audience::ALL,
                FactKind::ClockSet { pace, paused },
            )
        }
        WhiteAsk::EndAt { at } => end_at(world, by, at),
        WhiteAsk::EndNow => {
            world.resource_mut::<Over>().0 = true;
            tell(world, by, Audience::ALL, FactKind::Ended)
        }
        WhiteAsk::Release => tell(world, by, Audience::ALL, FactKind::Released),
        WhiteAsk::Note { at, text } => note(world, by, at, text),
    }
}

fn planned(world: &World, name: &str) -> Result<InjectId, Refusal> {
    let found = world.plan::<Msel>().names.get(name).map(InjectId::of);
    found.ok_or_else(|| unknown("inject"))
}

/// An inject of the list, or `new:N`, and the team it went to. It must have gone there.
fn any(world: &World, name: &str) -> Result<(AnyInject, TeamId), Refusal> {
    if let Some(number) = name.strip_prefix("new:") {
        let id = number.parse().map(AdHocId).ok();
        let team = id.and_then(|id| world.resource::<Docket>().written(id));
        return match (id, team) {
            (Some(id), Some(team)) => Ok((AnyInject::Written(id), team)),
            _ => Err(unknown("inject")),
        };
    }
    let id = planned(world, name)?;
    if !msel::has_fired(world, id) {
        return Err(Refusal::NotYet);
    }
    let team = world.plan::<Msel>().injects[id.at()].to;
    Ok((AnyInject::Planned(id), team))
}

fn addressed(world: &World, name: &str) -> Result<TeamId, Refusal> {
    let team = world.plan::<Roster>().team(name);
    team.ok_or_else(|| unknown("team"))
}

fn resend(world: &mut World, by: Cause, name: &str) -> Done {
    let (inject, team) = any(world, name)?;
    state(world, team, by, FactKind::InjectResent { inject, team })
}

fn write(
    world: &mut World,
    by: Cause,
    to: &str,
    title: String,
    (text, expects): (String, String),
) -> Done {
    word("title", &title)?;
    limit(&text)?;
    limit(&expects)?;
    let team = addressed(world, to)?;
    let ad_hoc = world.resource_mut::<Docket>().write(team);
    let fact = FactKind::InjectWritten {
        ad_hoc,
        team,
        title,
        text,
    };
    state(world, team, by, fact)?;
    let fact = FactKind::InjectExpects { ad_hoc, expects };
    tell(world, by, Audience::HOTWASH, fact)
}

fn mark(world: &mut World, by: Cause, name: &str, met: bool, note: String) -> Done {
    limit(&note)?;
    world.resource::<Docket>().unsigned()?;
    let (inject, _) = any(world, name)?;
    let fact = FactKind::InjectMarked { inject, met, note };
    tell(world, by, Audience::HOTWASH, fact)?;
    if let AnyInject::Planned(id) = inject {
        msel::close_by_hand(world, id, met, by);
    }
    Ok(())
}

fn order_unblock(world: &mut World, by: Cause, address: &str) -> Done {
    if address.trim().is_empty() {
        return Err(unknown("address"));
    }
    let address = address_target(&world.plan::<Map>().addresses, address);
    let mut inbox = world.resource_mut::<Inbox>();
    inbox.lifted.insert(address.clone());
    let to = blue(world);
    tell(world, by, to, FactKind::UnblockOrdered { address })
}

fn settle(world: &mut World, by: Cause, id: RequestId, granted: bool, text: String) -> Done {
    limit(&text)?;
    let (team, kind) = world.resource_mut::<Docket>().settle(id)?;
    let fact = FactKind::RequestSettled {
        team,
        request: id,
        granted,
        text,
    };
    state(world, team, by, fact)?;
    match kind {
        RequestKind::Unblock { address } if granted => order_unblock(world, by, &address),
        _ => Ok(()),
    }
}

fn end_at(world: &mut World, by: Cause, at: u32) -> Done {
    let now = world.resource::<Now>().0;
    if at < now.0 || at > now.0.saturating_add(60 * DAY) {
        return Err(over("end"));
    }
    let mut agenda = world.resource_mut::<Agenda>();
    agenda.strike(|due| *due == Due::End);
    agenda.put(Tick(at), Due::End);
    tell(
        world,
        by,
        Audience::ALL,
        FactKind::EndMoved { at: Tick(at) },
    )
}
