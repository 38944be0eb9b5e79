//! Words: what everything else is said in.
//!
//! Names and numbers, time, chance, fingerprints, faults, cells and seats, orders, traces, facts,
//! refusals. It knows no city, no rule and no team: only how to speak of them.

pub mod agenda;
pub mod cell;
pub mod chance;
pub mod check;
pub mod digest;
pub mod fact;
pub mod fault;
pub mod faults;
pub mod known;
pub mod lost;
pub mod name;
pub mod near;
mod open;
pub mod order;
pub mod own;
pub mod prune;
pub mod read;
pub mod refusal;
pub mod retell;
pub mod schema;
pub mod shape;
pub mod target;
pub mod text;
pub mod time;
pub mod trace;
pub mod tree;
mod typed;
mod variant;
pub mod written;
pub mod yaml;

#[cfg(test)]
mod read_hostile_tests;
#[cfg(test)]
mod read_left_tests;
#[cfg(test)]
mod read_tests;
