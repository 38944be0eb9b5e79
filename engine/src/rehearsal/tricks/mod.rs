//! The tricks: ways to gain points without defending anything. Each is played in earnest, as well
//! as it can be, so that a score which rewards one is found out before the day.
//!
//! `claims` says too much, `shutters` closes too much, `papers` writes too much, `stray` throws
//! dice.

mod claims;
mod papers;
mod shutters;
mod stray;

pub use claims::{Claims, FlagAll, Hindsight, Perfect, Shotgun};
pub use papers::ReportAll;
pub use shutters::{Bunker, DenyAll, Isolate, ResetAll, When};
pub use stray::Stray;
