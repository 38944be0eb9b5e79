//! What the server lets people into: the drill's cities, whoever runs them.

use std::sync::Arc;

use engine::plan::Plan;
use engine::words::cell::Cell;
use engine::words::name::{Name, TeamId};

use crate::hall::Seating;
use crate::stage::Door;

/// A seat's place in a city.
#[derive(Clone)]
pub struct Berth {
    /// The city's plan.
    pub plan: Arc<Plan>,
    /// The way to its stage.
    pub door: Door,
    /// The team of the scenario that is played.
    pub team: TeamId,
    /// The part that it plays.
    pub cell: Cell,
    /// Which other cities may be looked at from it, where the drill is a hall's.
    pub hall: Option<Seating>,
}

/// The cities, and who belongs where.
pub trait House: Send + Sync {
    /// The place of a seat of the roster; in this city, if the seat may choose and chose. Nothing
    /// if there is none for it.
    fn berth(&self, seat: &str, city: Option<&str>) -> Option<Berth>;

    /// The names of all cities, for whoever may choose.
    fn cities(&self) -> Vec<Name>;
}
