//! A hall: one drill, many teams. Each defence in a city of its own, or all in one; one clock, one
//! folder of records, one view over all of them for the organisers.
//!
//! Every city is a stage of its own with a plan of its own: the scenario with the roster's teams in
//! it and, where the cities are apart, names and addresses permuted. The same folder again goes on
//! with all of them: each stands at its last order, and those whose last order came earlier go on,
//! without orders, to the moment of the latest; there the clock stands.

pub mod making;

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use engine::city::naming::said_in;
use engine::drill::Drill;
use engine::plan::Plan;
use engine::words::cell::Cell;
use engine::words::name::{Name, TeamId};
use engine::words::order::{Ask, Order, WhiteAsk};
use serde_json::Value;

use crate::desk::cities::Stand;
#[cfg(test)]
use crate::stage::time::Time;
use crate::stage::{Answer, Door, Ending};

pub use making::{Making, Member};

/// One city and its stage.
pub struct City {
    /// The plan, as this city shows it.
    pub plan: Arc<Plan>,
    /// The way to its stage.
    pub door: Door,
    /// Where it is recorded.
    pub file: PathBuf,
    /// Whether that record was sealed already: the city is shown as it ended.
    pub sealed: bool,
}

/// All cities of a drill.
pub struct Hall {
    cities: Vec<City>,
    names: Arc<Vec<Name>>,
    #[cfg(test)]
    time: Time,
    apart: bool,
    unvaried: Vec<Name>,
    endings: Mutex<Vec<Ending>>,
}

/// A seat's place in a hall: the cities that may be looked at from it, and the one that is.
#[derive(Clone)]
pub struct Seating {
    /// The hall.
    pub hall: Arc<Hall>,
    /// The cities by their places among all, each with the number that the seat's team has there.
    places: Vec<(usize, TeamId)>,
    at: usize,
    all: bool,
}

impl Seating {
    /// Where a team of the roster sits, before the first of its cities or the one of this name;
    /// nothing if it sits in none, or not in that one.
    pub fn of(hall: &Arc<Hall>, team: &str, cell: Cell, city: Option<&str>) -> Option<Self> {
        let places = hall.places(team, cell);
        let is_it = |(at, _): &(usize, TeamId)| {
            city.is_none_or(|city| hall.names().get(*at).is_some_and(|name| **name == *city))
        };
        let at = places.iter().position(is_it)?;
        Some(Self {
            hall: hall.clone(),
            places,
            at,
            all: true,
        })
    }

    /// The same before another of its cities, with that city's plan.
    pub fn at(&self, at: usize, all: bool) -> Option<(Arc<Plan>, Self)> {
        let (city, _) = *self.places.get(at)?;
        let plan = self.hall.cities.get(city)?.plan.clone();
        let seating = Self {
            at,
            all,
            ..self.clone()
        };
        Some((plan, seating))
    }

    /// The city that is looked at, by its place among all.
    pub fn city(&self) -> usize {
        self.places[self.at].0
    }

    /// The number of the seat's team there.
    pub fn team(&self) -> TeamId {
        self.places[self.at].1
    }

    /// That city's plan.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.hall.cities[self.city()].plan
    }

    /// The way to its stage.
    pub fn door(&self) -> &Door {
        &self.hall.cities[self.city()].door
    }

    /// The same as a desk is told it.
    pub fn stand(&self) -> Stand {
        let name = |(city, _): &(usize, TeamId)| self.hall.names.get(*city).cloned();
        Stand {
            cities: Arc::new(self.places.iter().filter_map(name).collect()),
            at: self.at,
            all: self.all,
        }
    }
}

/// How a city's stage ended.
pub struct Ended {
    /// Where it is recorded.
    pub file: PathBuf,
    /// The drill, and what went wrong; nothing if its thread panicked, which loses no order.
    pub drill: Option<(Drill, io::Result<()>)>,
}

impl Hall {
    /// The cities, in the order of the roster.
    pub fn cities(&self) -> &[City] {
        &self.cities
    }

    /// Their names: that of the defence in it, or of the scenario where all are in one.
    pub fn names(&self) -> &Arc<Vec<Name>> {
        &self.names
    }

    /// The one clock.
    #[cfg(test)]
    pub fn time(&self) -> &Time {
        &self.time
    }

    /// Whether each defence has a city of its own.
    pub fn is_apart(&self) -> bool {
        self.apart
    }

    /// Hosts and addresses that are called the same in every city, where cities are apart: see
    /// [`Plan::unvaried`].
    pub fn unvaried(&self) -> &[Name] {
        &self.unvaried
    }

    /// Where a team of the roster sits: the cities it may look at, the first one first, and its
    /// number there. Those who play sit where they play; organisers, jury and observers everywhere.
    pub fn places(&self, team: &str, cell: Cell) -> Vec<(usize, TeamId)> {
        let place = |(at, city): (usize, &City)| {
            let roster = &city.plan.roster;
            let id = match cell {
                Cell::Blue | Cell::Red => roster.team(team).filter(|id| {
                    let own = &roster.teams[id.at()];
                    own.cell == cell && *own.name == *team
                }),
                Cell::Observer | Cell::Green => Some(TeamId(0)),
                Cell::White | Cell::Jury => roster.team(team).or_else(|| roster.first(cell)),
            };
            Some((at, id?))
        };
        self.cities.iter().enumerate().filter_map(place).collect()
    }

    /// Gives an order of a seat that looks at this city; with `all`, and if it is one that every
    /// city can be given, to all of them, each in its own names. The answer is that of the city
    /// looked at. False if a stage is gone.
    pub fn order(&self, from: usize, order: Order, all: bool, answer: Answer) -> bool {
        let Some(here) = self.cities.get(from) else {
            return false;
        };
        let mut kept = true;
        let others = self.cities.iter().enumerate().filter(|(at, _)| *at != from);
        for (_, city) in others.filter(|_| all && goes_to_all(&order.ask)) {
            let said = said(&here.plan, &city.plan, &order);
            kept &= said.is_some_and(|order| city.door.order(order, Box::new(|_| ())));
        }
        here.door.order(order, answer) && kept
    }

    /// Ends every stage: those past ENDEX are sealed, the others can be gone on with.
    pub fn close(&self) -> Vec<Ended> {
        for city in &self.cities {
            city.door.close();
        }
        let mut endings = self.endings.lock().unwrap_or_else(PoisonError::into_inner);
        let ended = self.cities.iter().zip(endings.drain(..));
        ended
            .map(|(city, ending)| Ended {
                file: city.file.clone(),
                drill: ending.join().ok(),
            })
            .collect()
    }
}

/// Whether an order of the organisers can be meant for every city: what speaks of the plan or to
/// everybody, not of a request, a team or an inject of one city.
pub fn goes_to_all(ask: &Ask) -> bool {
    matches!(
        ask,
        Ask::White(
            WhiteAsk::Fire { .. }
                | WhiteAsk::Hold { .. }
                | WhiteAsk::Skip { .. }
                | WhiteAsk::Announce { .. }
                | WhiteAsk::EndAt { .. }
                | WhiteAsk::EndNow
                | WhiteAsk::Release
        )
    )
}

/// An order in the names of another city.
fn said(from: &Plan, to: &Plan, order: &Order) -> Option<Order> {
    fn walk(value: &mut Value, say: &dyn Fn(&str) -> String) {
        match value {
            Value::String(text) => *text = say(text),
            Value::Array(list) => list.iter_mut().for_each(|one| walk(one, say)),
            Value::Object(map) => map.values_mut().for_each(|one| walk(one, say)),
            _ => {}
        }
    }
    let mut ask = serde_json::to_value(&order.ask).ok()?;
    walk(&mut ask, &|text| said_in(&from.map, &to.map, text));
    Some(Order {
        ask: serde_json::from_value(ask).ok()?,
        ..order.clone()
    })
}

#[cfg(test)]
mod tests;
