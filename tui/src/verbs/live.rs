//! A live drill on this machine's own terminal: one person, any seat, everybody else scripted.
//!
//! Whoever runs it sets the clock and may change seats; the stage goes on whoever sits where. When
//! the person leaves, the file stays: sealed after ENDEX, otherwise to be gone on with.

use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::drill::{Drill, RedBy};
use engine::rehearsal::Bots;
use engine::view::{Blue, Jury, Observer, Red, White};
use engine::words::cell::Cell;
use engine::words::name::TeamId;
use engine::words::time::Tick;

use crate::cli::RunAsk;
use crate::desk::Person;
use crate::phrase::Phrases;
use crate::screen::Seated;
use crate::stage::baseline::Baseline;
use crate::stage::opening::{Opening, Recorded, Unreadable};
use crate::stage::pacer::usual_pace;
use crate::stage::time::Time;
use crate::stage::{Door, Kept, Staging, start};
use crate::terminal::booth::{Booth, Went};
use crate::terminal::local::{Local, theme};
use crate::terminal::seat::{Left, Line, Seat};
use crate::trouble::{DONE, Trouble, WANTING};
use crate::verbs::run::{idle, note, scorecard, shown};

/// What goes on a stage: a drill, where its orders are kept, and the bots that play with people.
type Staged = (Drill, Kept, Bots);

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
        let pace = paced(ask.pace, &opening);
        Self {
            seat,
            pace,
            out: ask.out.clone(),
            plain: ask.plain,
            opening,
        }
    }

    /// Plays it until the person leaves.
    pub fn play(self, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
        let mut local = Local::enter(phrases.lang())?;
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
        let bots = self.opening.bots();
        let show = Show {
            opening: self.opening,
            path,
            plain,
        };
        show.run(local, (drill, journal, bots), (seat, pace), phrases, out)
    }
}

/// The pace that was asked for, or the usual one of a drill this long, in thousandths.
fn paced(asked: Option<u32>, opening: &Opening) -> u32 {
    let usual = usual_pace(opening.plan.length.0);
    asked.map_or(usual, |pace| pace.saturating_mul(1_000).max(1))
}

/// Goes on with a recorded drill, paused at its last order.
pub fn go_on(
    path: &Path,
    ask: &RunAsk,
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<u8, Trouble> {
    let mut local = Local::enter(phrases.lang())?;
    go_on_with(
        &mut local,
        path,
        (ask.seat.map(|s| s.cell()), ask.pace, ask.plain),
        phrases,
        out,
    )
}

/// The same on a terminal that is ours already.
pub fn go_on_with(
    local: &mut Local,
    path: &Path,
    (seat, pace, plain): (Option<Cell>, Option<u32>, bool),
    phrases: &Phrases,
    out: &mut dyn Write,
) -> Result<u8, Trouble> {
    let (recorded, journal) = Recorded::resume(path).map_err(|why| no_drill(why, path, phrases))?;
    let (drill, bots) = recorded.lived(recorded.to);
    let opening = recorded.opening;
    let people = match opening.setup.red {
        RedBy::Human if opening.blue != "human" => Cell::Red,
        _ if opening.blue == "human" => Cell::Blue,
        _ => Cell::White,
    };
    let pace = paced(pace, &opening);
    let show = Show {
        opening,
        path: path.to_owned(),
        plain,
    };
    show.run(
        local,
        (drill, journal, bots),
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
    // From here on people defend; what attacks goes on as it was.
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
    let (drill, mut bots) = recorded.lived(at);
    bots.leave_to_people();
    let pace = usual_pace(opening.plan.length.0);
    let show = Show {
        opening,
        path,
        plain,
    };
    show.run(
        local,
        (drill, journal, bots),
        (Cell::Blue, pace),
        phrases,
        out,
    )
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
        staged: Staged,
        (seat, pace): (Cell, u32),
        phrases: &Phrases,
        out: &mut dyn Write,
    ) -> Result<u8, Trouble> {
        let sit = |show: &Self, local: &mut Local, door: &Door, person| {
            show.sit_about(local, door, seat, person)
        };
        self.run_with(local, staged, pace, (phrases, out), sit)
    }

    /// Stages the drill for as long as somebody sits before it.
    fn run_with(
        self,
        local: &mut Local,
        (drill, journal, bots): Staged,
        pace: u32,
        (phrases, out): (&Phrases, &mut dyn Write),
        sit: impl FnOnce(&Self, &mut Local, &Door, Person) -> io::Result<Left>,
    ) -> Result<u8, Trouble> {
        let begun = drill.now().0 > 0;
        let time = Time::new(pace, begun || drill.ended(), drill.now());
        let baseline = Baseline::play(drill.plan().clone(), drill.setup());
        let (door, stage) = start(Staging {
            drill,
            journal: Some(journal),
            baseline,
            bots,
            blue: self.opening.blue,
            time,
            cities: Arc::new(vec![self.opening.name.as_str().into()]),
            releases: true,
        });
        let person = self.person(phrases);
        // A screen that panics ends the sitting, not the drill: what went wrong has been told, and
        // the file has every order.
        let sat = panic::catch_unwind(AssertUnwindSafe(|| sit(&self, local, &door, person)));
        door.close();
        let branches = match sat {
            Ok(Ok(Left::Branch(at))) => Some(at),
            _ => None,
        };
        if branches.is_none() {
            local.leave();
        }
        // The last words come in the language that the person read last.
        let phrases = &Phrases::new(local.lang());
        let Ok((drill, kept)) = stage.join() else {
            self.say_how_to_go_on(phrases);
            return Ok(WANTING);
        };
        let sat = sat.unwrap_or(Ok(Left::Lost))?;
        kept.map_err(|error| Trouble::of_path(phrases, "trouble-write", &self.path, Some(&error)))?;
        if let Some(at) = branches {
            let path = &self.path;
            let recorded = Recorded::read(path).map_err(|why| no_drill(why, path, phrases))?;
            return branch(local, &recorded, at, self.plain, phrases, out);
        }
        if drill.ended() {
            let idle = idle(&self.opening, &mut |_| {})?;
            out.write_all(scorecard(&self.opening, &drill, &idle, phrases).as_bytes())?;
            note(&phrases.say_with("run-sealed", &[("path", shown(&self.path))]));
        } else {
            self.say_how_to_go_on(phrases);
        }
        Ok(match sat {
            Left::Lost => WANTING,
            _ => DONE,
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

    fn line(local: &Local, door: &Door) -> Line {
        Line {
            porter: None,
            door: door.clone(),
            bell: local.bell(),
            heed: None,
            hall: None,
            place: "local".into(),
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
        let line = Self::line(local, door);
        let Some(mut seat) = Seat::<R>::take(plan, *person, line) else {
            return Ok(Left::Lost);
        };
        loop {
            let left = local.sit(&mut seat);
            *person = seat.desk.person();
            match left? {
                Left::Hotwash => {
                    let went = self.look_back(local, &seat, person)?;
                    if went != Went::Back {
                        return Ok(match went {
                            Went::Branch(at) => Left::Branch(at),
                            _ => Left::Gone,
                        });
                    }
                    seat.desk.speak(person.lang);
                }
                left => return Ok(left),
            }
        }
    }

    /// Hotwash: the same person before the reel of the same drill.
    fn look_back<R: Seated>(
        &self,
        local: &mut Local,
        seat: &Seat<R>,
        person: &mut Person,
    ) -> io::Result<Went> {
        let Some(reel) = seat.reel() else {
            return Ok(Went::Back);
        };
        let mut booth = Booth::new(reel, *person);
        let went = booth.watch(local, &mut |lang| Ok(seat.card(lang)));
        person.lang = booth.person().lang;
        went
    }
}

#[cfg(test)]
#[path = "live_tests.rs"]
mod tests;
