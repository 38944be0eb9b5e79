//! `completions`: what a shell needs to complete our verbs and options.

use std::io::Write;

use clap_complete::Shell;

use crate::cli;
use crate::phrase::Phrases;
use crate::trouble::{DONE, Trouble};

/// Prints the completions for a shell.
pub fn completions(shell: Shell, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    // Made in memory first: the generator panics when it cannot write.
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut cli::command(phrases), "dientap", &mut text);
    out.write_all(&text)?;
    Ok(DONE)
}
