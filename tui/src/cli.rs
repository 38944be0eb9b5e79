//! What can be typed: verbs and their options, with help in the reader's language.
//!
//! The shape is declared with clap's derive; every word a person reads comes from the Fluent
//! catalogue, also where clap would say something of its own in English.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches, Parser, Subcommand};
use engine::words::text::Lang;

use crate::phrase::{Phrases, Value, harmless};
use crate::trouble::Trouble;

mod asks;
#[cfg(test)]
mod tests;
mod words;

pub use asks::*;
pub use words::*;

/// All that can be typed.
#[derive(Debug, Parser)]
#[command(
    name = "dientap",
    version,
    disable_help_flag = true,
    disable_version_flag = true
)]
#[command(disable_help_subcommand = true)]
pub struct Cli {
    /// What to do; the start menu if nothing.
    #[command(subcommand)]
    pub verb: Option<Verb>,
    /// In which language to speak; read before all else by [`lang_of`].
    #[arg(long, global = true, value_enum, value_name = "vi|en")]
    pub lang: Option<LangWord>,
    /// Whether to draw without boxes, for screen readers.
    #[arg(long)]
    pub plain: bool,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Play a drill.
    Run(RunAsk),
    /// Serve a live drill over SSH.
    Serve(ServeAsk),
    /// List a scenario's faults.
    Check(CheckAsk),
    /// Play a recorded drill again and compare.
    Verify {
        /// The drill's file.
        file: PathBuf,
    },
    /// Look through a recorded drill.
    Replay {
        /// The drill's file.
        file: PathBuf,
        /// Whether to draw without boxes, for screen readers.
        #[arg(long)]
        plain: bool,
    },
    /// Make the papers of a recorded drill, or lay drills side by side.
    Report(ReportAsk),
    /// Play many drills by bots, and say how hard the scenario is.
    Rehearse(RehearseAsk),
    /// Print what other programs read.
    Export(ExportAsk),
    /// Print JSON Schemas.
    Schema {
        /// Of which file; of all if none is named.
        name: Option<String>,
    },
    /// Make a starter scenario, or a roster.
    New {
        /// The folder to make; `roster`, or a `.yml` file, for a roster.
        folder: PathBuf,
        /// The scenario that a roster is for.
        #[arg(long = "for", value_name = "SCENARIO")]
        scenario: Option<PathBuf>,
    },
    /// Print shell completions.
    Completions {
        /// For which shell.
        shell: clap_complete::Shell,
    },
}

/// What came of reading what was typed.
#[derive(Debug)]
pub enum Typed {
    /// A verb.
    Cli(Box<Cli>),
    /// Nothing to do but to show this.
    Show(String),
}

/// The language: as asked for, otherwise English if the locale is, otherwise Vietnamese.
#[must_use]
pub fn lang_of(args: &[OsString], locale: Option<&str>) -> Lang {
    let typed = args.iter().enumerate().find_map(|(place, arg)| {
        let arg = arg.to_str()?;
        match arg.strip_prefix("--lang=") {
            Some(lang) => Some(lang.to_owned()),
            None if arg == "--lang" => Some(args.get(place + 1)?.to_str()?.to_owned()),
            None => None,
        }
    });
    match typed.as_deref() {
        Some("en") => Lang::En,
        Some("vi") => Lang::Vi,
        _ if locale.is_some_and(|locale| locale.to_ascii_lowercase().starts_with("en")) => Lang::En,
        _ => Lang::Vi,
    }
}

/// Reads what was typed.
pub fn read(args: &[OsString], phrases: &Phrases) -> Result<Typed, Trouble> {
    let read = command(phrases).try_get_matches_from(args);
    match read.and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches)) {
        Ok(cli) => Ok(Typed::Cli(Box::new(cli))),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                Ok(Typed::Show(error.render().to_string()))
            }
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                Err(Trouble::Help(error.render().to_string()))
            }
            _ => Err(wrong(&error, phrases)),
        },
    }
}

/// The whole command line with its words.
#[must_use]
pub fn command(phrases: &Phrases) -> Command {
    let mut command = dressed(Cli::command(), phrases)
        .about(phrases.say("cli-about"))
        .after_help(phrases.say("cli-more"))
        .subcommand_help_heading(phrases.say("cli-verbs"))
        .arg(flag(phrases, "help", 'h', ArgAction::Help, "cli-help"))
        .arg(flag(
            phrases,
            "version",
            'V',
            ArgAction::Version,
            "cli-version",
        ))
        .mut_arg("lang", |arg| {
            option(arg, phrases).help(phrases.say("cli-lang"))
        })
        .mut_arg("plain", |arg| {
            option(arg, phrases).help(phrases.say("cli-plain"))
        });
    let verbs: Vec<String> = command
        .get_subcommands()
        .map(|verb| verb.get_name().to_owned())
        .collect();
    for verb in verbs {
        command = command.mut_subcommand(&verb, |found| verb_in_words(found, &verb, phrases));
    }
    command
}

/// One verb with its words.
fn verb_in_words(command: Command, verb: &str, phrases: &Phrases) -> Command {
    let key = format!("verb-{verb}");
    let mut command = dressed(command, phrases).about(phrases.say(&key));
    if let Some(example) = phrases.attribute(&key, "example", &[]) {
        let example = example.replace('\n', "\n  ");
        command = command.after_help(format!("{}:\n  {example}", phrases.say("cli-examples")));
    }
    let args: Vec<String> = command
        .get_arguments()
        .map(|arg| arg.get_id().as_str().to_owned())
        .collect();
    for id in args {
        if let Some(help) = phrases.attribute(&key, &id, &[]) {
            command = command.mut_arg(&id, |arg| option(arg, phrases).help(help));
        }
    }
    // Last, because headings stand in the order in which arguments first have them.
    command.arg(flag(phrases, "help", 'h', ArgAction::Help, "cli-help"))
}

/// A command whose headings are ours.
fn dressed(command: Command, phrases: &Phrases) -> Command {
    let usage = phrases.say("cli-usage");
    command
        .help_template(format!(
            "{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .disable_help_flag(true)
        .subcommand_value_name("VERB")
}

fn flag(phrases: &Phrases, name: &'static str, short: char, act: ArgAction, key: &str) -> Arg {
    let arg = Arg::new(name)
        .short(short)
        .long(name)
        .action(act)
        .help(phrases.say(key));
    option(arg, phrases)
}

fn option(arg: Arg, phrases: &Phrases) -> Arg {
    let heading = if arg.is_positional() {
        "cli-given"
    } else {
        "cli-options"
    };
    let values = arg.get_action().takes_values();
    let arg = arg.help_heading(phrases.say(heading));
    if values {
        arg.hide_possible_values(true).hide_default_value(true)
    } else {
        arg
    }
}

/// What is wrong with what was typed, in our words.
fn wrong(error: &clap::Error, phrases: &Phrases) -> Trouble {
    let told = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => harmless(text),
        Some(ContextValue::Strings(texts)) => harmless(&texts.join(", ")),
        _ => String::new(),
    };
    let key = match error.kind() {
        ErrorKind::MissingRequiredArgument => "usage-missing",
        ErrorKind::UnknownArgument => "usage-unknown-arg",
        ErrorKind::InvalidSubcommand => "usage-unknown-verb",
        ErrorKind::InvalidValue if told(ContextKind::InvalidValue).is_empty() => "usage-no-value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-bad-value",
        ErrorKind::ArgumentConflict => "usage-conflict",
        _ => "usage-other",
    };
    let mut arg = told(ContextKind::InvalidArg);
    if key == "usage-unknown-verb" {
        arg = told(ContextKind::InvalidSubcommand);
    }
    let value = told(ContextKind::InvalidValue);
    let what = phrases.say_with(
        key,
        &[("arg", Value::from(arg)), ("value", Value::from(value))],
    );
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand]
        .into_iter()
        .chain([ContextKind::SuggestedValue])
        .map(told)
        .find(|near| !near.is_empty())
        // Of several, clap puts the nearest last.
        .and_then(|near| near.rsplit(", ").next().map(str::to_owned));
    let values = told(ContextKind::ValidValue);
    let help = match near {
        Some(near) => phrases.say_with("usage-near", &[("near", Value::from(near))]),
        None if !values.is_empty() => {
            phrases.say_with("usage-values", &[("values", Value::from(values))])
        }
        None => phrases.say("usage-help"),
    };
    Trouble::usage(what, help)
}
