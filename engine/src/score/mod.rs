//! Scores: what was shown, counted from facts alone.
//!
//! `stakes` is what the plan says things are worth; `fold` goes once over the facts; `card` turns
//! what it found into components whose lines sum exactly. Nothing here sees the world, so a score
//! can be made again under other rules.

pub mod card;
pub mod components;
pub mod fold;
pub mod mine;
pub mod stakes;
