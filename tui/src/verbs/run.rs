//! `run`: a drill from STARTEX to ENDEX. On a terminal a person sits down before it; without one
//! it plays itself and prints the scorecard.
//!
//! Every order is on disk before it acts. The same seed is then played without a response, which
//! is what the score is held against.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use engine::drill::{Drill, RedBy, Setup};
use engine::rehearsal::{BotKind, play};
use engine::score::card::score;
use engine::words::cell::Cell;
use engine::words::fact::until;

use crate::cli::{BlueWord, RedWord, RunAsk};
use crate::phrase::{Phrases, Value, card, harmless};
use crate::stage::journal::Journal;
use crate::stage::opening::{Opening, drawn_seed};
use crate::tape_file::TapeFile;
use crate::trouble::{DONE, Trouble, WANTING};
use crate::underline;
use crate::verbs::live::{self, Live};
use crate::verbs::progress::Progress;
use crate::verbs::{check, takes_colour};

/// A drill that plays itself.
struct Run<'r> {
    opening: Opening,
    bot: BotKind,
    phrases: &'r Phrases,
}

/// Plays a drill, or goes on with a recorded one.
pub fn run(ask: &RunAsk, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    if ask.scenario.is_file() {
        unchanged(ask, phrases)?;
    }
    let on_terminal = io::stdout().is_terminal() && io::stdin().is_terminal() && !ask.follow;
    let wants_people = ask.seat.is_some()
        || ask.red == RedWord::Human
        || ask.blue == Some(BlueWord::Human)
        || ask.scenario.is_file();
    if wants_people && !on_terminal {
        let (what, help) = ("run-needs-terminal", "run-needs-terminal-help");
        return Err(Trouble::usage(phrases.say(what), phrases.say(help)));
    }
    if ask.scenario.is_file() {
        return live::go_on(&ask.scenario, ask, phrases, out);
    }
    let with = (ask.sigma_rules.as_deref(), ask.era.as_deref());
    let (folder, plan, faults) = check::read_with(&ask.scenario, with, phrases)?;
    if !faults.is_empty() {
        let colour = takes_colour(&io::stderr());
        note(&underline::report(&faults, &folder, phrases, colour));
    }
    let Some(plan) = plan else {
        return Ok(WANTING);
    };
    let red = match ask.red {
        RedWord::Script => RedBy::Script,
        RedWord::Adaptive => RedBy::Adaptive,
        RedWord::Human => RedBy::Human,
    };
    let seed = ask.seed.unwrap_or_else(drawn_seed);
    let blue = who_defends(ask, plan.playbook.is_some(), on_terminal, phrases);
    let opening = Opening {
        plan,
        name: folder.name.clone(),
        setup: Setup { seed, red },
        blue: blue.word(),
    };
    if on_terminal {
        let live = Live::of(ask, opening, seat(ask, blue));
        return live.play(phrases, out);
    }
    say_seed(ask, seed, phrases);
    let bot = bot(blue);
    let run = Run {
        opening,
        bot,
        phrases,
    };
    let (tape, path) = run.opening.tape(ask.out.as_deref(), phrases)?;
    note(&phrases.say_with("run-recording", &[("path", shown(&path))]));
    let drill = run.recorded(tape, &path, ask.follow.then_some(&mut *out))?;
    let text = run.scorecard(&drill)?;
    out.write_all(text.as_bytes())?;
    Ok(DONE)
}

/// A recorded drill keeps what it began with: whoever asks for something else of it is told, rather
/// than left to believe that it came to be.
fn unchanged(ask: &RunAsk, phrases: &Phrases) -> Result<(), Trouble> {
    let begun = [
        ("--era", ask.era.is_some()),
        ("--sigma-rules", ask.sigma_rules.is_some()),
        ("--seed", ask.seed.is_some()),
        ("--blue", ask.blue.is_some()),
    ];
    let Some((option, _)) = begun.into_iter().find(|(_, asked)| *asked) else {
        return Ok(());
    };
    let args = [
        ("option", Value::from(option)),
        ("path", shown(&ask.scenario)),
    ];
    let help = phrases.attribute("run-begun", "help", &args);
    Err(Trouble::usage(
        phrases.say_with("run-begun", &args),
        help.unwrap_or_default(),
    ))
}

fn say_seed(ask: &RunAsk, seed: u64, phrases: &Phrases) {
    let args = [("seed", Value::from(seed.to_string()))];
    note(&if ask.seed.is_some() {
        phrases.say_with("run-seed", &args)
    } else {
        phrases.say_with("run-seed-drawn", &args)
    });
}

/// Where a person sits: as asked, otherwise with whoever needs people, otherwise the organisers.
fn seat(ask: &RunAsk, blue: BlueWord) -> Cell {
    match ask.seat {
        Some(seat) => seat.cell(),
        None if blue == BlueWord::Human => Cell::Blue,
        None if ask.red == RedWord::Human => Cell::Red,
        None => Cell::White,
    }
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
        let first = self.opening.first().map_err(lost)?;
        let journal = RefCell::new(Journal::begin(tape, &first, follow).map_err(lost)?);
        let plan = &self.opening.plan;
        let mut progress = Progress::new(phrases, "run-progress", plan.length);
        let drill = play(
            plan.clone(),
            self.opening.setup,
            self.bot,
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

    /// What the drill came to, against the same seed without a response.
    fn scorecard(&self, drill: &Drill) -> Result<String, Trouble> {
        if self.bot == BotKind::None {
            return Ok(scorecard(&self.opening, drill, drill, self.phrases));
        }
        note(&self.phrases.say("run-baseline"));
        let mut progress = Progress::new(self.phrases, "run-progress", self.opening.plan.length);
        let baseline = idle(&self.opening, &mut |drill| progress.at(drill.now()))?;
        progress.done();
        Ok(scorecard(&self.opening, drill, &baseline, self.phrases))
    }
}

/// The same drill without a response.
pub fn idle(opening: &Opening, progress: &mut dyn FnMut(&Drill)) -> io::Result<Drill> {
    let (plan, setup) = (opening.plan.clone(), opening.setup.unattended());
    play(plan, setup, BotKind::None, &mut |_, _| Ok(()), progress)
}

/// The scorecard of a drill against the same one without a response.
pub fn scorecard(opening: &Opening, drill: &Drill, idle: &Drill, phrases: &Phrases) -> String {
    let idle = until(idle.facts(), drill.now());
    let stakes = opening.setup.stakes(&opening.plan);
    let scored = score(&stakes, drill.facts(), idle);
    let about = card::About {
        plan: &opening.plan,
        seed: opening.setup.seed,
        blue: opening.blue,
    };
    card::scorecard(phrases, &scored, &about, drill.facts())
}

/// Who defends: as asked; a person on a terminal; otherwise the scenario's own playbook, if it has
/// one.
fn who_defends(ask: &RunAsk, has_playbook: bool, on_terminal: bool, phrases: &Phrases) -> BlueWord {
    match ask.blue {
        Some(BlueWord::Human) => BlueWord::Human,
        Some(word @ BlueWord::Bot(kind)) if has_playbook || !kind.needs_playbook() => word,
        None if on_terminal && !matches!(ask.red, RedWord::Human) => BlueWord::Human,
        _ if has_playbook => BlueWord::Bot(BotKind::Playbook),
        _ => {
            note(&phrases.say("run-no-playbook"));
            BlueWord::Bot(BotKind::None)
        }
    }
}

/// The bot of a word; people have none.
pub const fn bot(blue: BlueWord) -> BotKind {
    match blue {
        BlueWord::Human => BotKind::None,
        BlueWord::Bot(kind) => kind,
    }
}

/// A path as a value of a sentence.
pub fn shown(path: &Path) -> Value<'static> {
    Value::from(harmless(&path.display().to_string()))
}

/// What people beside the scorecard want to know goes to the error output.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr(), "{}", text.trim_end_matches('\n'));
}
