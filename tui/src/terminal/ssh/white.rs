//! Words of the organisers and the jury: how the drill stands, who is here, who is to go.

use std::time::{Duration, Instant};

use engine::words::cell::Cell;
use engine::words::name::TeamId;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::screen::porter::{Porter, PorterAsk, PorterSaid};
use crate::terminal::ssh::house::Berth;
use crate::terminal::ssh::machine::{clock_json, clock_of};
use crate::terminal::ssh::porter::Keeper;
use crate::terminal::ssh::session::Wire;

/// How long a score may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The answer to a word; nothing if there is no such word for this seat.
pub async fn answer(wire: &Wire, berth: &Berth, verb: &str, rest: &[&str]) -> Option<Value> {
    let judges = matches!(berth.cell, Cell::White | Cell::Jury);
    let organises = berth.cell == Cell::White;
    match (verb, rest) {
        ("status", _) => Some(status(wire, berth, judges).await),
        ("report", _) => report(berth).await,
        ("who", []) if judges => Some(who(wire)),
        ("disconnect", [seat]) if organises => Some(keep(wire, &PorterAsk::Part((*seat).into()))),
        ("code", [seat]) if organises => Some(keep(wire, &PorterAsk::Code((*seat).into()))),
        ("hand", [seat]) if organises => Some(keep(wire, &PorterAsk::Hand((*seat).into()))),
        _ => None,
    }
}

/// How the drill stands; for the organisers and the jury also who is here.
async fn status(wire: &Wire, berth: &Berth, judges: bool) -> Value {
    let clock = clock_of(berth).await;
    let mut status = json!({
        "title": berth.plan.title,
        "clock": clock.as_ref().map(clock_json),
    });
    if judges && let Some(map) = status.as_object_mut() {
        map.insert("cities".into(), json!(wire.inside.house.cities()));
        map.insert("seats".into(), seats(wire));
    }
    status
}

/// Each seat of the roster, and how many sit in it.
fn seats(wire: &Wire) -> Value {
    let here = wire.inside.people.here();
    let seats = wire.inside.roster.seats().map(|(team, seat)| {
        let sit = here.iter().filter(|one| one.who.seat == seat.name).count();
        json!({
            "seat": seat.name, "title": seat.title, "team": team.name,
            "team-title": team.title, "cell": team.cell, "here": sit,
        })
    });
    seats.collect()
}

/// Who is here, from where, since when, at what.
fn who(wire: &Wire) -> Value {
    let now = Instant::now();
    let here = wire.inside.people.here().into_iter().map(|one| {
        json!({
            "seat": one.who.seat, "team": one.who.team, "cell": one.who.cell,
            "from": one.who.from.to_string(), "key": one.who.key,
            "since": one.since.to_string(), "does": one.does,
            "idle": one.touched.idle(now).as_secs(),
        })
    });
    here.collect()
}

/// The scorecard of each defence team so far, against the same drill without a response once that
/// has been played. A defence team may read its own once it is released, nobody else any.
async fn report(berth: &Berth) -> Option<Value> {
    let (tell, told) = oneshot::channel();
    let (cell, own) = (berth.cell, berth.team);
    berth.door.look(Box::new(move |stacks| {
        let drill = stacks.drill;
        let roster = &drill.plan().roster;
        let released = drill.truth().released;
        let may = |team: &TeamId| match cell {
            Cell::White | Cell::Jury => true,
            Cell::Blue => released.is_some() && *team == own,
            _ => false,
        };
        let teams: Vec<TeamId> = roster.of_cell(Cell::Blue).filter(may).collect();
        let cards = teams.iter().map(|team| {
            json!({"team": roster.teams[team.at()].name, "scorecard": stacks.card(Some(*team))})
        });
        let said = json!({
            "now": drill.now(), "ended": drill.ended(), "released": released,
            "teams": cards.collect::<Vec<_>>(),
        });
        let _ = tell.send((!teams.is_empty()).then_some(said));
    }));
    match timeout(PATIENCE, told).await {
        Ok(Ok(said)) => said,
        _ => Some(Value::Null),
    }
}

/// Asks it of whoever keeps the door.
fn keep(wire: &Wire, ask: &PorterAsk) -> Value {
    let keeper = Keeper::new(wire.inside.clone(), wire.who.clone());
    match keeper.attend(ask) {
        PorterSaid::Code(seat, code) => json!({"seat": seat, "code": code}),
        PorterSaid::Parted(_, gone) => json!({"disconnected": gone}),
        PorterSaid::NoSeat(_) => json!({"refused": "no-such-seat"}),
        PorterSaid::NotKept(why) => json!({"refused": "not-kept", "why": why}),
    }
}
