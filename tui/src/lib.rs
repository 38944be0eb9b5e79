//! Dientap in the terminal: reads what was typed, does the verb, and says what came of it.
//!
//! The engine does everything that matters and says nothing; here its facts, faults and scores
//! become sentences in the reader's language, and its orders become bytes on disk.

mod cli;
mod desk;
mod folder;
mod guests;
mod hall;
mod input;
mod menu;
mod paint;
mod paper;
mod phrase;
mod roster;
mod screen;
mod screens;
mod stage;
mod tape_file;
mod terminal;
mod trouble;
mod underline;
mod verbs;

pub use crate::desk::trial;
pub use crate::screen::Seated;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use crate::cli::{Cli, Typed, Verb};
use crate::phrase::Phrases;
use crate::trouble::{DONE, Mistake, Trouble, USAGE, WANTING};

/// Does what was typed. The whole program; its exit code comes back.
#[must_use]
pub fn program() -> ExitCode {
    let args: Vec<OsString> = env::args_os().collect();
    let phrases = Phrases::new(cli::lang_of(&args, locale().as_deref()));
    say_panics_in_words(&phrases);
    let mut out = io::stdout().lock();
    let done = cli::read(&args, &phrases).and_then(|typed| match typed {
        Typed::Show(text) => {
            write!(out, "{text}")?;
            Ok(DONE)
        }
        Typed::Cli(cli) => {
            // What panics has been told by the hook; here only the exit code is left to give.
            let done = panic::catch_unwind(AssertUnwindSafe(|| act(*cli, &phrases, &mut out)));
            done.unwrap_or(Ok(WANTING))
        }
    });
    let flushed = out.flush();
    let code = match done.and_then(|code| Ok(flushed.map(|()| code)?)) {
        Ok(code) => code,
        Err(trouble) => tell(&trouble, &phrases),
    };
    ExitCode::from(code)
}

fn act(cli: Cli, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    let Some(verb) = cli.verb else {
        return verbs::menu::menu(cli.plain, phrases, out);
    };
    match verb {
        Verb::Run(mut ask) => {
            ask.plain |= cli.plain;
            verbs::run::run(&ask, phrases, out)
        }
        Verb::Serve(ask) => verbs::serve::serve(&ask, phrases, out),
        Verb::Check(ask) => verbs::check::check(&ask, phrases, out),
        Verb::Verify { file } => verbs::verify::verify(&file, phrases, out),
        Verb::Replay { file, plain } => {
            verbs::replay::replay(&file, plain || cli.plain, phrases, out)
        }
        Verb::Report(ask) => verbs::report::report(&ask, phrases, out),
        Verb::Rehearse(ask) => verbs::rehearse::rehearse(&ask, phrases, out),
        Verb::Export(ask) => verbs::export::export(&ask, phrases, out),
        Verb::Schema { name } => verbs::schema::schema(name.as_deref(), phrases, out),
        Verb::New { folder, scenario } => {
            verbs::new::new(&folder, scenario.as_deref(), phrases, out)
        }
        Verb::Completions { shell } => verbs::completions::completions(shell, phrases, out),
    }
}

/// The reader's locale, as the system orders its sources.
fn locale() -> Option<String> {
    let set = |name: &&str| env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set)
}

/// Says what went wrong and gives the exit code. A reader who closed the pipe has read enough.
fn tell(trouble: &Trouble, phrases: &Phrases) -> u8 {
    let (text, code) = match trouble {
        Trouble::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return DONE,
        Trouble::Output(error) => (
            format!("{}: {error}\n", phrases.say("trouble-label")),
            WANTING,
        ),
        Trouble::Help(text) => (text.clone(), USAGE),
        Trouble::Said { what, help, code } => {
            let mut text = format!("{}: {what}\n", phrases.say("trouble-label"));
            if let Some(help) = help {
                text.push_str(&format!("  {}: {help}\n", phrases.say("level-help")));
            }
            (text, *code)
        }
    };
    // When even the error output is gone, the exit code is all that is left to say.
    let _ = io::stderr().lock().write_all(text.as_bytes());
    code
}

/// A panic is told in words before the process ends. A terminal that is ours tells it itself.
fn say_panics_in_words(phrases: &Phrases) {
    let mistake = Mistake::new(phrases);
    panic::set_hook(Box::new(move |panic| mistake.tell(panic)));
}
