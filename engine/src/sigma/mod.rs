//! Sigma rules over anything that has fields.
//!
//! This folder is the only place that knows the rsigma crates. It reads a rule file, says where
//! its faults are, routes rules to the log classes they speak of, and turns a sequence of records
//! into hits. It knows nothing of cities, teams or screens, and it has no clock: what comes out is
//! a function of the records and orders that went in, in their order.
//!
//! ```text
//! text ─ Rule::read ─> Rule ─ Engine::new(classes, rules) ─ feed(class, seconds, record) ─> Hit
//!        rule.rs              engine.rs  link.rs             programme.rs  correlate.rs
//! ```

mod correlate;
mod engine;
mod fault;
mod fields;
mod link;
mod lint;
mod may;
mod programme;
mod rule;
mod sample;
#[cfg(test)]
mod tests;

pub use correlate::Limits;
pub use engine::{ClassId, ClassSources, Engine, Hit, Part, RuleIx};
pub use fault::RuleFault;
pub use fields::Fields;
pub use lint::Lint;
pub use may::{CanBe, Draft, Room};
pub use rule::{Level, LogSource, Rule};
pub use sample::{Sample, SampleFault, Samples, check_samples};
