//! Everything that must hold of the whole repository, a file for each thing; [`tidy`] holds that
//! none is forgotten here. `cargo test -p tests -- fog` runs one.

mod adaptive;
mod axioms;
mod catalogue;
mod cities;
mod coverage;
mod crash;
mod eras;
mod faults;
mod fog;
mod forwarding;
mod hostile;
mod hunt;
mod indicators;
mod interchange;
mod judge;
mod jury;
mod numbers;
mod papers;
mod papers_shown;
mod rehearse;
mod rows;
mod scenarios;
mod serve;
mod serve_full;
mod serve_killed;
mod serve_lines;
mod serve_teams;
mod sight;
mod stories;
mod storm;
mod terminal;
mod tidy;
mod tracing;
mod truth;
mod written_rules;
