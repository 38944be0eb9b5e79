//! Scores: what was shown, counted from facts alone.
//!
//! `stakes` is what the plan says things are worth; a version of the rules (`first`, `second`) goes
//! over the facts and turns what it found into a `card` whose lines sum exactly; `beside` is what
//! stands beside the points. Nothing here sees the world, so a score can be made again under any
//! version, for ever: rules that drills were scored by do not change, a change is a new version.

pub mod beside;
pub mod card;
mod first;
mod second;
pub mod stakes;
