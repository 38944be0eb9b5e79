//! The roster: who may sit where in a live drill, and how they show that it is they.
//!
//! A file of teams, seats and public keys, read like every other file: all faults at once, with
//! their places. It says nothing of a drill but which team of the scenario each team plays; which
//! city it plays it in is the hall's to say.

pub mod keys;
#[cfg(test)]
mod tests;
pub mod written;

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::plan::Plan;
use engine::words::cell::Cell;
use engine::words::check::is_name;
use engine::words::fault::{Fault, FaultKind, Place, nearest, quote};
use engine::words::name::{Name, TeamId};
use engine::words::read::read_left;
use engine::words::shape::Root;
use engine::words::text::Text;
use engine::words::written::At;
use russh::keys::PublicKey;

use crate::folder::Folder;
use crate::roster::keys::{KEYS_LIMIT, key, keys};
use crate::roster::written::{RosterWritten, SeatWritten, TeamWritten};

pub use crate::roster::written::Cities;

/// The most seats of one roster.
pub const SEATS_LIMIT: usize = 2_000;
/// The fewest characters of a seat code that its author chose.
pub const CODE_LEAST: usize = 8;
/// The most characters of a seat code.
pub const CODE_MOST: usize = 64;
/// What those play who only watch; no team of a scenario.
pub const OBSERVER: &str = "observer";

/// A checked roster.
#[derive(Clone, Debug)]
pub struct Roster {
    /// Where the defence teams play.
    pub cities: Cities,
    /// The teams, in the order written.
    pub teams: Vec<Team>,
}

/// A team of people.
#[derive(Clone, Debug)]
pub struct Team {
    /// Its name.
    pub name: Name,
    /// What it is called, if that was written.
    pub title: Option<Text>,
    /// The team of the scenario it plays; the first one for those who only watch.
    pub plays: TeamId,
    /// The part it plays.
    pub cell: Cell,
    /// Its people's places, in the order written.
    pub seats: Vec<Seat>,
}

/// One person's place in a team.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Its name, which is the SSH user name; no two seats of a roster share one.
    pub name: Name,
    /// What it is called, if that was written.
    pub title: Option<Text>,
    /// The keys that open it.
    pub keys: Vec<PublicKey>,
    /// The code that lets an unknown key in, once.
    pub code: Option<Code>,
}

/// A one-time seat code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Code {
    /// One is drawn when the seat is first served.
    Drawn,
    /// This one.
    Given(String),
}

impl Roster {
    /// Reads the roster of a folder that holds one file (see [`Folder::alone`]), for this plan.
    /// What is wrong goes to the folder's faults; then there is no roster.
    pub fn read(folder: &mut Folder, plan: &Plan) -> Option<Self> {
        let written = read_checked(folder, Some(plan))?;
        let roster = Self::of(written, plan, folder);
        Some(roster).filter(|_| !folder.faults.any_fault())
    }

    /// The same without a plan: whether the teams are teams of the scenario stays open.
    pub fn check(folder: &mut Folder) {
        if let Some(written) = read_checked(folder, None) {
            for seat in written.teams.iter().flat_map(|team| &team.seats) {
                keys_of(seat, folder);
            }
        }
    }

    fn of(written: RosterWritten, plan: &Plan, folder: &mut Folder) -> Self {
        let team = |team: TeamWritten, folder: &mut Folder| {
            let plays = plan.roster.team(&team.plays);
            let cell = plays.map_or(Cell::Observer, |id| plan.roster.teams[id.at()].cell);
            let seats = team.seats.into_iter().map(|seat| Seat {
                keys: keys_of(&seat, folder),
                name: seat.name.as_str().into(),
                title: seat.title,
                code: seat.code.map(|code| match code.as_str() {
                    "true" => Code::Drawn,
                    given => Code::Given(given.to_owned()),
                }),
            });
            Team {
                seats: seats.collect(),
                name: team.name.as_str().into(),
                title: team.title,
                plays: plays.unwrap_or(TeamId(0)),
                cell,
            }
        };
        let teams = written.teams.into_iter().map(|one| team(one, folder));
        Self {
            teams: teams.collect(),
            cities: written.cities,
        }
    }

    /// A seat by its name, with its team.
    pub fn seat(&self, name: &str) -> Option<(&Team, &Seat)> {
        self.seats().find(|(_, seat)| &*seat.name == name)
    }

    /// All seats, each with its team.
    pub fn seats(&self) -> impl Iterator<Item = (&Team, &Seat)> {
        let of = |team| std::iter::repeat(team);
        let teams = self.teams.iter();
        teams.flat_map(move |team| of(team).zip(&team.seats))
    }

    /// Whether anybody sits for this cell.
    pub fn has(&self, cell: Cell) -> bool {
        self.teams.iter().any(|team| team.cell == cell)
    }
}

/// Reads the file of the folder and checks all that is not in another file.
fn read_checked(folder: &mut Folder, plan: Option<&Plan>) -> Option<RosterWritten> {
    let file: Arc<str> = folder.name.as_str().into();
    let text = folder.texts.0.get(&*file)?;
    let reading = read_left::<RosterWritten>(&file, text, Root::Filled, &mut folder.faults);
    let written = reading.value?;
    let mut check = Check {
        file,
        folder,
        plan,
        teams: BTreeMap::new(),
        seats: BTreeMap::new(),
    };
    written.teams.iter().for_each(|team| check.team(team));
    check.number();
    Some(written)
}

/// A checking under way.
struct Check<'c> {
    file: Arc<str>,
    folder: &'c mut Folder,
    plan: Option<&'c Plan>,
    teams: BTreeMap<String, u32>,
    seats: BTreeMap<String, u32>,
}

impl Check<'_> {
    /// A fault at a value. One that nobody wrote, put in where something was lost, has none.
    fn say(&mut self, at: &At<String>, kind: FaultKind) {
        if at.line() > 0 {
            self.folder.faults.push(at.fault(&self.file, kind));
        }
    }

    fn team(&mut self, team: &TeamWritten) {
        let first = take(&mut self.teams, &team.name);
        self.name(&team.name, first);
        self.plays(&team.plays);
        for seat in &team.seats {
            let first = take(&mut self.seats, &seat.name);
            self.name(&seat.name, first);
            self.ways_in(seat);
        }
    }

    fn name(&mut self, at: &At<String>, first: Option<u32>) {
        if !is_name(at) {
            let (found, shape) = (quote(at), "name");
            self.say(at, FaultKind::BadText { found, shape });
        } else if let Some(first_line) = first {
            let name = at.to_string();
            self.say(at, FaultKind::DuplicateName { name, first_line });
        }
    }

    fn plays(&mut self, at: &At<String>) {
        let Some(plan) = self.plan else { return };
        if plan.roster.team(at).is_some() || at.as_str() == OBSERVER {
            return;
        }
        let known = plan.roster.names.iter().chain([OBSERVER]);
        let kind = FaultKind::UnknownName {
            kind: "team",
            name: quote(at),
            near: nearest(at, known),
        };
        self.say(at, kind);
    }

    fn ways_in(&mut self, seat: &SeatWritten) {
        if seat.keys.is_empty() && seat.keys_file.is_none() && seat.code.is_none() {
            let args = vec![("name", quote(&seat.name))];
            let code = "no-way-in";
            self.say(&seat.name, FaultKind::Other { code, args });
        }
        let Some(code) = &seat.code else { return };
        let long = code.chars().count();
        if code.as_str() != "true" && !(CODE_LEAST..=CODE_MOST).contains(&long) {
            let (least, most) = (CODE_LEAST.to_string(), CODE_MOST.to_string());
            let args = vec![("least", least), ("most", most)];
            let kind = FaultKind::Other {
                code: "code-length",
                args,
            };
            self.say(code, kind);
        }
    }

    fn number(&mut self) {
        if self.seats.len() > SEATS_LIMIT {
            let kind = FaultKind::TooMany {
                what: "seats",
                found: self.seats.len() as u64,
                limit: SEATS_LIMIT as u64,
            };
            self.folder
                .faults
                .push(Fault::new(&self.file, Place::START, kind));
        }
    }
}

/// Takes a name up; the line it was taken on before, if it was.
fn take(names: &mut BTreeMap<String, u32>, at: &At<String>) -> Option<u32> {
    let before = names.get(at.as_str()).copied();
    names.entry(at.to_string()).or_insert(at.line());
    before
}

/// The keys of a seat, those of its file among them; faults go to the folder.
fn keys_of(seat: &SeatWritten, folder: &mut Folder) -> Vec<PublicKey> {
    let file: Arc<str> = folder.name.as_str().into();
    let mut found = Vec::new();
    for written in &seat.keys {
        match key(written) {
            Ok(key) => found.push(key),
            Err(kind) => folder.faults.push(written.fault(&file, kind)),
        }
    }
    if let Some(path) = &seat.keys_file {
        match folder.beside(path) {
            Ok(text) => {
                let (more, faults) = keys(&text);
                if more.is_empty() && faults.is_empty() {
                    let args = vec![("name", quote(&seat.name))];
                    let code = "no-way-in";
                    folder
                        .faults
                        .push(path.fault(&file, FaultKind::Other { code, args }));
                }
                found.extend(more);
                let name: Arc<str> = path.as_str().into();
                for (place, kind) in faults {
                    folder.faults.push(Fault::new(&name, place, kind));
                }
            }
            Err(kind) => folder.faults.push(path.fault(&file, kind)),
        }
    }
    if found.len() > KEYS_LIMIT {
        let kind = FaultKind::TooMany {
            what: "keys",
            found: found.len() as u64,
            limit: KEYS_LIMIT as u64,
        };
        folder.faults.push(seat.name.fault(&file, kind));
    }
    found
}
