//! Detection: traces become records where a sensor sees them, records become alerts where a rule
//! fits, and blue makes of both what it can: verdicts, cases, claims.

pub mod alert;
pub mod back_test;
pub mod claim;
pub mod class;
pub mod clue;
pub mod coverage;
pub mod daily;
pub mod eye;
pub mod kin;
pub mod kinds;
mod may;
pub mod past;
pub mod patrol;
pub mod program;
pub mod query;
pub mod record;
pub mod search;
pub mod sense;
pub mod shelf;
mod sight;
mod sketch;
pub mod stream;
mod sweep;
