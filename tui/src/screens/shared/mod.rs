//! Screens and parts of screens that know no role.

pub mod brief;
pub mod cursor;
pub mod fill;
pub mod filter;
pub mod funnel;
pub mod gauges;
pub mod page;
pub mod score;
pub mod scoreboard;
