//! `run`: plays a drill from STARTEX to ENDEX, records it, and prints the scorecard.
//!
//! Every order is on disk before it acts. The same seed is then played without a response, which
//! is what the score is held against.

use std::cell::RefCell;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::drill::{Drill, RedBy};
use engine::plan::Plan;
use engine::rehearsal::{BotKind, play};
use engine::score::card::score;

use crate::cli::{BlueWord, RunAsk};
use crate::folder::Folder;
use crate::phrase::{Phrases, Value, card, harmless};
use crate::tape_file::TapeFile;
use crate::trouble::{DONE, Trouble, WANTING};
use crate::underline;
use crate::verbs::check;
use crate::verbs::journal::{First, Journal};
use crate::verbs::progress::Progress;
use crate::verbs::takes_colour;

/// How many names are tried for a file before giving up.
const NAMES: u32 = 10_000;

/// A drill about to be played.
struct Run<'r> {
    plan: Arc<Plan>,
    seed: u64,
    blue: BlueWord,
    phrases: &'r Phrases,
}

/// Plays a drill.
pub fn run(ask: &RunAsk, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    let (folder, plan, faults) = check::read(&ask.scenario, phrases)?;
    if !faults.is_empty() {
        let colour = takes_colour(&io::stderr());
        note(&underline::report(&faults, &folder, phrases, colour));
    }
    let Some(plan) = plan else {
        return Ok(WANTING);
    };
    if ask.seat.is_some() {
        note(&phrases.say("run-no-seat"));
    }
    let seed = ask.seed.unwrap_or_else(drawn_seed);
    let seed_key = if ask.seed.is_some() {
        "run-seed"
    } else {
        "run-seed-drawn"
    };
    note(&phrases.say_with(seed_key, &[("seed", Value::from(seed.to_string()))]));
    let blue = who_defends(ask, &folder, phrases);
    let run = Run {
        plan,
        seed,
        blue,
        phrases,
    };
    let (tape, path) = tape(ask, &folder, seed, phrases)?;
    note(&phrases.say_with("run-recording", &[("path", shown(&path))]));
    let drill = run.recorded(tape, &path, ask.follow.then_some(&mut *out))?;
    let text = run.scorecard(&drill)?;
    out.write_all(text.as_bytes())?;
    Ok(DONE)
}

impl Run<'_> {
    /// The drill, each order of which is on disk before it acts; sealed at the end.
    fn recorded(
        &self,
        tape: TapeFile,
        path: &Path,
        follow: Option<&mut dyn Write>,
    ) -> Result<Drill, Trouble> {
        let phrases = self.phrases;
        let lost =
            |error: io::Error| Trouble::of_path(phrases, "trouble-write", path, Some(&error));
        let first = self.first().map_err(lost)?;
        let journal = RefCell::new(Journal::begin(tape, &first, follow).map_err(lost)?);
        let mut progress = Progress::new(phrases, "run-progress", self.plan.length);
        let drill = play(
            self.plan.clone(),
            self.seed,
            self.bot(),
            &mut |at, orders| journal.borrow_mut().keep(at, orders),
            &mut |drill| {
                journal.borrow_mut().mark(drill);
                progress.at(drill.now());
            },
        )
        .map_err(lost)?;
        progress.done();
        let mut journal = journal.into_inner();
        journal.seal(&drill).map_err(lost)?;
        let args = [
            ("facts", Value::from(drill.facts().len())),
            ("orders", Value::from(journal.orders())),
            ("records", Value::from(drill.records())),
        ];
        note(&phrases.say_with("run-done", &args));
        note(&phrases.say_with("run-sealed", &[("path", shown(path))]));
        note(&phrases.say_with("run-digest", &[("digest", Value::from(journal.digest()))]));
        Ok(drill)
    }

    /// Frame 0.
    fn first(&self) -> io::Result<First> {
        let texts = self.plan.texts.0.iter().map(|(name, bytes)| {
            let text = String::from_utf8(bytes.clone());
            let text = text.map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
            Ok((name.clone(), text))
        });
        Ok(First {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            seed: self.seed,
            blue: blue_word(self.blue).to_owned(),
            red: RedBy::Script,
            texts: texts.collect::<io::Result<_>>()?,
            plan: self.plan.digest.to_string(),
        })
    }

    /// What the drill came to, against the same seed without a response.
    fn scorecard(&self, drill: &Drill) -> Result<String, Trouble> {
        let baseline = match self.blue {
            BlueWord::None => None,
            BlueWord::Playbook => Some(self.baseline()?),
        };
        let against = baseline.as_ref().unwrap_or(drill).facts();
        let scored = score(&self.plan.stakes, drill.facts(), against);
        let about = card::About {
            plan: &self.plan,
            seed: self.seed,
            blue: blue_word(self.blue),
        };
        Ok(card::scorecard(
            self.phrases,
            &scored,
            &about,
            drill.facts(),
        ))
    }

    fn baseline(&self) -> Result<Drill, Trouble> {
        let mut progress = Progress::new(self.phrases, "run-progress", self.plan.length);
        note(&self.phrases.say("run-baseline"));
        let drill = play(
            self.plan.clone(),
            self.seed,
            BotKind::None,
            &mut |_, _| Ok(()),
            &mut |drill| progress.at(drill.now()),
        )?;
        progress.done();
        Ok(drill)
    }

    const fn bot(&self) -> BotKind {
        match self.blue {
            BlueWord::None => BotKind::None,
            BlueWord::Playbook => BotKind::Playbook,
        }
    }
}

/// Who defends: as asked, otherwise the scenario's own playbook, if it has one.
fn who_defends(ask: &RunAsk, folder: &Folder, phrases: &Phrases) -> BlueWord {
    let has_playbook = folder.texts.0.contains_key("playbook.yml");
    match ask.blue {
        Some(BlueWord::None) => BlueWord::None,
        _ if has_playbook => BlueWord::Playbook,
        _ => {
            note(&phrases.say("run-no-playbook"));
            BlueWord::None
        }
    }
}

const fn blue_word(blue: BlueWord) -> &'static str {
    match blue {
        BlueWord::None => "none",
        BlueWord::Playbook => "playbook",
    }
}

/// A new file for the drill. One that is there already is never touched: a name that was asked
/// for is refused, the usual one gets a number.
fn tape(
    ask: &RunAsk,
    folder: &Folder,
    seed: u64,
    phrases: &Phrases,
) -> Result<(TapeFile, PathBuf), Trouble> {
    let trouble = |path: &Path, error: &io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => Trouble::of_path(phrases, "trouble-taken", path, None),
        _ => Trouble::of_path(phrases, "trouble-write", path, Some(error)),
    };
    if let Some(path) = &ask.out {
        let tape = TapeFile::create(path).map_err(|error| trouble(path, &error))?;
        return Ok((tape, path.clone()));
    }
    let mut number = 1;
    loop {
        let path = PathBuf::from(match number {
            1 => format!("{}-{seed}.drill", folder.name),
            number => format!("{}-{seed}-{number}.drill", folder.name),
        });
        match TapeFile::create(&path) {
            Ok(tape) => return Ok((tape, path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < NAMES => {
                number += 1;
            }
            Err(error) => return Err(trouble(&path, &error)),
        }
    }
}

/// A seed from the system's entropy, short enough to be typed again.
fn drawn_seed() -> u64 {
    RandomState::new().build_hasher().finish() >> 32
}

fn shown(path: &Path) -> Value<'static> {
    Value::from(harmless(&path.display().to_string()))
}

/// What people beside the scorecard want to know goes to the error output.
fn note(text: &str) {
    let _ = writeln!(io::stderr(), "{}", text.trim_end_matches('\n'));
}
