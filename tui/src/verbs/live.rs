//! A live drill on this machine's own terminal: one person, any seat, everybody else scripted.
//!
//! Whoever runs it sets the clock and may change seats; the stage goes on whoever sits where. When
//! the person leaves, the file stays: sealed after ENDEX, otherwise to be gone on with.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::drill::{Drill, RedBy};
use engine::rehearsal::Bots;
use engine::view::{Blue, Jury, Observer, Red, White};
use engine::words::cell::Cell;
use engine::words::name::TeamId;
use engine::words::time::Tick;

use crate::cli::{BlueWord, RunAsk};
use crate::desk::Person;
use crate::phrase::Phrases;
use crate::screen::Seated;
use crate::stage::baseline::Baseline;
use crate::stage::opening::{Opening, Recorded, Unreadable};
use crate::stage::pacer::usual_pace;
use crate::stage::time::Time;
use crate::stage::{Door, Kept, Staging, start};
use crate::terminal::local::{Local, theme};
use crate::terminal::seat::{Left, Line, Seat};
use crate::trouble::{DONE, Trouble, WANTING};
use crate::verbs::run::{bot, idle, note, scorecard, shown};

/// A live drill about to begin.
pub struct Live {
    /// What it is opened with.
    pub opening: Opening,
    /// Where the person sits first.
    pub seat: Cell,
    /// Drill seconds in a thousand real ones.
    pub pace: u32,
    /// Where it is recorded, if that was asked for.
    pub out: Option<PathBuf>,
    /// Whether drawn for who hears the screen.
    pub plain: bool,
}

impl Live {
    /// As it was asked for on the command line.
    pub fn of(ask: &RunAsk, opening: Opening, seat: Cell) -> Self {
        let usual = usual_pace(opening.plan.length.0);
        Self {
            seat,
            pace: ask
                .pace
                .map_or(usual, |pace| pace.saturating_mul(1_000).max(1)),
            out: ask.out.clone(),
            plain: ask.plain,
            opening,
        }
    }

    /// Plays it until the person leaves.
    pub fn play(self, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
        let mut local = Local::enter()?;
        self.play_on(&mut local, phrases, out)
    }

    /// The same on a terminal that is ours already.
    pub fn play_on(
        self,
        local: &mut Local,
        phrases: &Phrases,
        out: &mut dyn Write,
    ) -> Result<u8, Trouble> {
        let (tape, path) = self.opening.tape(self.out.as_deref(), phrases)?;
        let lost =
            |error: io::Error| Trouble::of_path(phrases, "trouble-write", &path, Some(&error));
        let (drill, journal) = self.opening.open::<io::Sink>(tape, None).map_err(lost)?;
        let (seat, pace, plain) = (self.seat, self.pace, self.plain);
        let show = Show {
            opening: self.opening,
            path,
            plain,
        };
        show.run(local, (drill, journal), (seat, pace), phrases, out)
    }
}

/// Goes on with a recorded drill, paused at its last order.
pub fn go_on(
    path: &Path,
    ask: &RunAsk,
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<u8, Trouble> {
    let mut local = Local::enter()?;
    go_on_with(
        &mut local,
        path,
        (ask.seat.map(|s| s.cell()), ask.plain),
        phrases,
        out,
    )
}

/// The same on a terminal that is ours already.
pub fn go_on_with(
    local: &mut Local,
    path: &Path,
    (seat, plain): (Option<Cell>, bool),
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<u8, Trouble> {
    let (recorded, journal) = Recorded::resume(path).map_err(|why| no_drill(why, path, phrases))?;
    let drill = recorded.again(recorded.to);
    let opening = recorded.opening;
    let people = match opening.setup.red {
        RedBy::Human if opening.blue != "human" => Cell::Red,
        _ if opening.blue == "human" => Cell::Blue,
        _ => Cell::White,
    };
    let pace = usual_pace(opening.plan.length.0);
    let show = Show {
        opening,
        path: path.to_owned(),
        plain,
    };
    show.run(
        local,
        (drill, journal),
        (seat.unwrap_or(people), pace),
        phrases,
        out,
    )
}

/// A new drill from a moment of a recorded one: the same up to then, another from there on. The
/// old file stays as it is.
pub fn branch(
    local: &mut Local,
    recorded: &Recorded,
    at: Tick,
    plain: bool,
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<u8, Trouble> {
    let opening = Opening {
        blue: "human",
        ..recorded.opening.clone()
    };
    let (tape, path) = opening.tape(None, phrases)?;
    let lost = |error: io::Error| Trouble::of_path(phrases, "trouble-write", &path, Some(&error));
    let (_, mut journal) = opening.open::<io::Sink>(tape, None).map_err(lost)?;
    for given in recorded.orders.iter().take_while(|given| given.at <= at) {
        let order = std::slice::from_ref(&given.order);
        journal.keep(given.at, order).map_err(lost)?;
    }
    let drill = recorded.again(at);
    let pace = usual_pace(opening.plan.length.0);
    let show = Show {
        opening,
        path,
        plain,
    };
    show.run(local, (drill, journal), (Cell::Blue, pace), phrases, out)
}

/// Why a file is no drill to go on with, in words.
pub fn no_drill(why: Unreadable, path: &Path, phrases: &Phrases) -> Trouble {
    match why {
        Unreadable::Io(error) if error.kind() == io::ErrorKind::WouldBlock => {
            Trouble::of_path(phrases, "trouble-busy", path, None)
        }
        Unreadable::Io(error) => Trouble::of_path(phrases, "trouble-read", path, Some(&error)),
        Unreadable::NoDrill => Trouble::of_path(phrases, "trouble-no-drill", path, None),
    }
}

/// A live drill and its file.
struct Show {
    opening: Opening,
    path: PathBuf,
    plain: bool,
}

impl Show {
    fn run(
        self,
        local: &mut Local,
        (drill, journal): (Drill, Kept),
        (seat, pace): (Cell, u32),
        phrases: &Phrases,
        out: &mut dyn Write,
    ) -> Result<u8, Trouble> {
        let begun = drill.now().0 > 0;
        let kind = match self.opening.blue {
            "playbook" => bot(BlueWord::Playbook),
            _ => bot(BlueWord::None),
        };
        let bots = Bots::new(kind, &self.opening.plan, self.opening.setup.seed);
        let time = Time::new(pace, begun || drill.ended(), drill.now());
        let baseline = Baseline::play(drill.plan().clone(), drill.seed());
        let (door, stage) = start(Staging {
            drill,
            journal,
            baseline,
            bots,
            time,
            cities: Arc::new(vec![self.opening.name.as_str().into()]),
            releases: true,
        });
        let person = self.person(phrases);
        let sat = self.sit_about(local, &door, seat, person);
        door.close();
        local.leave();
        let sat = sat?;
        let Ok((drill, kept)) = stage.join() else {
            // The panic has been told; the file has every order.
            self.say_how_to_go_on(phrases);
            return Ok(WANTING);
        };
        kept.map_err(|error| Trouble::of_path(phrases, "trouble-write", &self.path, Some(&error)))?;
        if drill.ended() {
            let idle = idle(&self.opening, &mut |_| {})?;
            out.write_all(scorecard(&self.opening, &drill, &idle, phrases).as_bytes())?;
            note(&phrases.say_with("run-sealed", &[("path", shown(&self.path))]));
        } else {
            self.say_how_to_go_on(phrases);
        }
        Ok(if matches!(sat, Left::Lost) {
            WANTING
        } else {
            DONE
        })
    }

    fn say_how_to_go_on(&self, phrases: &Phrases) {
        note(&phrases.say_with("live-go-on", &[("path", shown(&self.path))]));
    }

    fn person(&self, phrases: &Phrases) -> Person {
        Person {
            team: TeamId(0),
            host: true,
            moves: true,
            lang: phrases.lang(),
            theme: theme(self.plain),
        }
    }

    /// Seat after seat, until the person leaves for good.
    fn sit_about(
        &self,
        local: &mut Local,
        door: &Door,
        first: Cell,
        mut person: Person,
    ) -> io::Result<Left> {
        let mut cell = first;
        loop {
            let left = match cell {
                Cell::Blue => self.sit::<Blue>(local, door, &mut person),
                Cell::Red => self.sit::<Red>(local, door, &mut person),
                Cell::White => self.sit::<White>(local, door, &mut person),
                Cell::Jury => self.sit::<Jury>(local, door, &mut person),
                Cell::Observer | Cell::Green => self.sit::<Observer>(local, door, &mut person),
            }?;
            match left {
                Left::For(other) => cell = other,
                other => return Ok(other),
            }
        }
    }

    fn sit<R: Seated>(
        &self,
        local: &mut Local,
        door: &Door,
        person: &mut Person,
    ) -> io::Result<Left> {
        let plan = &self.opening.plan;
        person.team = plan.roster.first(R::CELL).unwrap_or(TeamId(0));
        let line = Line {
            door: door.clone(),
            bell: local.bell(),
            heed: None,
            place: "local".into(),
            hall: None,
        };
        let Some(mut seat) = Seat::<R>::take(plan, *person, line) else {
            return Ok(Left::Lost);
        };
        let left = local.sit(&mut seat);
        *person = seat.desk.person();
        left
    }
}
