//! One file for each verb: what was typed in, an exit code out.

pub mod check;
pub mod completions;
pub mod live;
pub mod menu;
pub mod new;
pub mod progress;
pub mod replay;
pub mod run;
pub mod schema;
pub mod serve;
pub mod verify;

use std::env;
use std::io::{self, IsTerminal};

/// Whether a stream takes colours: a terminal whose owner has not said no.
#[must_use]
pub fn takes_colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Whether the error output is a terminal: the only place for lines that are drawn over.
#[must_use]
pub fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}
