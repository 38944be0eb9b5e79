//! The organisers' hold on the door: who is here, who is to go, fresh codes, seats handed over. One
//! for whoever does it by keys at a screen and by words in its place.

use std::sync::Arc;
use std::time::Instant;

use serde_json::json;

use crate::screen::porter::{Place, Porter, PorterAsk, PorterSaid, Visit};
use crate::terminal::ssh::people::{Here, Who};
use crate::terminal::ssh::{Inside, Notice};

/// The door, kept by somebody of the organisers.
pub struct Keeper {
    inside: Arc<Inside>,
    by: Who,
}

impl Keeper {
    /// What this person does is noted as theirs.
    pub fn new(inside: Arc<Inside>, by: Who) -> Self {
        Self { inside, by }
    }

    fn note(&self, what: &str, seat: &str) {
        let by = &self.by;
        self.inside.trail.note(
            what,
            json!({"seat": seat, "by": by.seat, "key": by.key, "from": by.from.to_string()}),
        );
    }

    /// A fresh code. If the seat is handed over, whoever had it is sent away and locked out.
    fn renew(&self, seat: &str, handed: bool) -> PorterSaid {
        match self.inside.locks.renew(seat, handed) {
            Ok(Some(code)) => {
                self.note(if handed { "handed" } else { "renewed" }, seat);
                if handed {
                    self.inside.people.send_away(seat);
                    // Also what they had half written is theirs.
                    drop(self.inside.people.unpark(seat));
                }
                let told = Notice::Renewed(seat.into(), code.clone());
                let _ = self.inside.notices.send(told);
                self.inside.people.stir();
                PorterSaid::Code(seat.into(), code)
            }
            Ok(None) => PorterSaid::NoSeat(seat.into()),
            Err(error) => PorterSaid::NotKept(error.to_string()),
        }
    }
}

impl Porter for Keeper {
    fn places(&self) -> Vec<Place> {
        let here = self.inside.people.here();
        let codes = self.inside.locks.codes();
        let now = Instant::now();
        let mut places: Vec<Place> = Vec::new();
        for (team, seat) in self.inside.roster.seats() {
            places.push(Place {
                seat: seat.name.clone(),
                title: seat.title.clone(),
                team: team.name.clone(),
                cell: team.cell,
                waits: codes.contains_key(&*seat.name),
                here: Vec::new(),
            });
        }
        let mut at: std::collections::BTreeMap<_, _> = places
            .iter_mut()
            .map(|place| (place.seat.clone(), &mut place.here))
            .collect();
        for one in here {
            if let Some(there) = at.get_mut(&one.who.seat) {
                there.push(visit(&one, now));
            }
        }
        places
    }

    fn attend(&self, ask: &PorterAsk) -> PorterSaid {
        match ask {
            PorterAsk::Code(seat) => self.renew(seat, false),
            PorterAsk::Hand(seat) => self.renew(seat, true),
            PorterAsk::Part(seat) if self.inside.roster.seat(seat).is_none() => {
                PorterSaid::NoSeat(seat.clone())
            }
            PorterAsk::Part(seat) => {
                let gone = self.inside.people.send_away(seat);
                self.note("disconnected", seat);
                PorterSaid::Parted(seat.clone(), gone)
            }
        }
    }
}

/// Somebody who is here, as others are told of them.
pub fn visit(one: &Here, now: Instant) -> Visit {
    Visit {
        from: one.who.from.to_string(),
        key: one.who.key.clone(),
        since: one.since.strftime("%H:%M:%SZ").to_string(),
        does: one.does,
        idle: one.touched.idle(now).as_secs(),
    }
}
