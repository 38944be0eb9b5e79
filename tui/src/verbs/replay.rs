//! `replay`: looks through a recorded drill, and branches from any moment of it into a new one.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use engine::drill::Drill;
use engine::words::cell::Cell;
use engine::words::name::TeamId;
use engine::words::text::Lang;

use crate::desk::Person;
use crate::phrase::Phrases;
use crate::screens::replay::Reel;
use crate::stage::opening::Recorded;
use crate::terminal::booth::{Booth, Went};
use crate::terminal::local::{Local, theme};
use crate::trouble::{DONE, Trouble};
use crate::verbs::live::{branch, no_drill};
use crate::verbs::run::{idle, scorecard};

/// Looks through a drill.
pub fn replay(
    path: &Path,
    plain: bool,
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<u8, Trouble> {
    let recorded = Recorded::read(path).map_err(|why| no_drill(why, path, phrases))?;
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        let (what, help) = ("run-needs-terminal", "replay-needs-terminal-help");
        return Err(Trouble::usage(phrases.say(what), phrases.say(help)));
    }
    let drill = recorded.again(recorded.to);
    let mut local = Local::enter(phrases.lang())?;
    let roster = &recorded.opening.plan.roster;
    let person = Person {
        team: roster.first(Cell::Jury).unwrap_or(TeamId(0)),
        host: false,
        moves: false,
        lang: phrases.lang(),
        theme: theme(plain),
    };
    let mut booth = Booth::new(Reel::new(&drill), person);
    let mut without: Option<Drill> = None;
    let mut card = |lang: Lang| {
        if without.is_none() {
            without = Some(idle(&recorded.opening, &mut |_| {})?);
        }
        let without = without.as_ref().unwrap_or(&drill);
        let phrases = Phrases::new(lang);
        Ok(scorecard(&recorded.opening, &drill, without, &phrases))
    };
    match booth.watch(&mut local, &mut card)? {
        Went::Back | Went::Away => Ok(DONE),
        Went::Branch(at) => {
            let phrases = Phrases::new(booth.person().lang);
            branch(&mut local, &recorded, at, plain, &phrases, out)
        }
    }
}
