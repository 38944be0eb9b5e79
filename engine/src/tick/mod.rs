//! The tick: every system, in the one order. The order is the meaning, so it fits a screen.

mod admit;
mod due;
mod own;

pub use admit::{Docket, Inbox, forecast};
pub use due::Over;
pub use own::Owns;

use crate::city::service::settle;
use crate::detect::alert::judge;
use crate::detect::past::remember;
use crate::detect::patrol::patrol;
use crate::detect::sense::sense;
use crate::script::note::note;
use bevy_ecs::prelude::{IntoScheduleConfigs, Schedule};
use bevy_ecs::schedule::{ScheduleLabel, SingleThreadedExecutor};

#[derive(ScheduleLabel, Clone, PartialEq, Eq, Hash, Debug)]
struct Tick;

/// One tick, as a schedule on one thread.
pub fn schedule() -> Schedule {
    let mut tick = Schedule::new(Tick);
    tick.set_executor(SingleThreadedExecutor::new());
    tick.add_systems(
        (
            // What the agenda says is due: steps, injects, routines, runs that go on or end, calls
            // home.
            due::due,
            admit::admit, // orders of seats: admitted, or refused with a reason
            settle,       // services: what they give their users now
            remember,     // how things stand, for whoever looks back
            sense,        // traces become records where a sensor sees them
            judge,        // rules raise alerts
            patrol,       // rules that people wrote or brought along meet daily life
            note, // scripts note what happened, and may put more on the agenda for this very moment
        )
            .chain(),
    );
    tick
}
