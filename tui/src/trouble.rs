//! Why a verb could not be done: one type, at the edge, each with its way out.

use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::path::Path;

use crate::phrase::{Phrases, Value, harmless};

/// Exit code: done.
pub const DONE: u8 = 0;
/// Exit code: found wanting.
pub const WANTING: u8 = 1;
/// Exit code: not used as it is meant to be.
pub const USAGE: u8 = 2;

/// Why something could not be done.
#[derive(Debug)]
pub enum Trouble {
    /// In the reader's words, already.
    Said {
        /// What is wrong.
        what: String,
        /// The way out.
        help: Option<String>,
        /// The exit code.
        code: u8,
    },
    /// Help is all there is to say, because nothing was asked.
    Help(String),
    /// Nobody reads what we print.
    Output(io::Error),
}

impl Trouble {
    /// Something that was typed is wrong.
    #[must_use]
    pub const fn usage(what: String, help: String) -> Self {
        Self::Said {
            what,
            help: Some(help),
            code: USAGE,
        }
    }

    /// A sentence of the catalogue about a path.
    #[must_use]
    pub fn of_path(phrases: &Phrases, key: &str, path: &Path, why: Option<&io::Error>) -> Self {
        let why = why.map(ToString::to_string).unwrap_or_default();
        let args = [
            ("path", Value::from(harmless(&path.display().to_string()))),
            ("why", Value::from(harmless(&why))),
        ];
        let help = phrases.attribute(key, "help", &args);
        // A disk that is full is nobody's typing mistake.
        let code = if key == "trouble-write" {
            WANTING
        } else {
            USAGE
        };
        Self::Said {
            what: phrases.say_with(key, &args),
            help,
            code,
        }
    }
}

/// Failing to print is the one failure that has no path.
impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// The words for a mistake of ours, made beforehand: a program that breaks can count on nothing.
pub struct Mistake {
    label: String,
    what: String,
    help: String,
}

impl Mistake {
    /// The words in a language.
    pub fn new(phrases: &Phrases) -> Self {
        Self {
            label: phrases.say("trouble-label"),
            what: phrases.say_with("trouble-internal", &[("what", Value::from("\u{0}"))]),
            help: phrases.say("trouble-internal-help"),
        }
    }

    /// Tells a panic as the mistake of ours that it is.
    pub fn tell(&self, panic: &PanicHookInfo<'_>) {
        let told = self.what.replace('\u{0}', &harmless(&panic.to_string()));
        // Where the error output is gone too, nobody is left to be told.
        let _ = writeln!(io::stderr(), "\n{}: {told}\n  {}", self.label, self.help);
    }
}
