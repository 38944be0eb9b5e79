//! How a hall is opened: which cities, who is in them, where they are recorded, and how the same
//! folder is gone on with.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use engine::drill::{Drill, RedBy, Setup};
use engine::plan::Plan;
use engine::record::{Ending as End, read};
use engine::rehearsal::Bots;
use engine::words::cell::Cell;
use engine::words::chance::Seed;
use engine::words::name::Name;
use engine::words::time::Tick;

use crate::hall::{City, Hall};
use crate::phrase::{Phrases, Value, harmless};
use crate::stage::baseline::Baseline;
use crate::stage::opening::{Opening, Recorded, Unreadable};
use crate::stage::time::Time;
use crate::stage::{Kept, Staging, start};
use crate::tape_file::TapeFile;
use crate::trouble::{Trouble, WANTING};

/// The most cities of a hall: each is a drill of its own, and a baseline beside it.
pub const CITIES_LIMIT: usize = 16;

/// A team of the roster.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// Its name.
    pub name: Name,
    /// The team of the scenario in whose place it plays.
    pub plays: Name,
    /// The part it plays.
    pub cell: Cell,
}

/// A hall about to be opened.
pub struct Making {
    /// The scenario.
    pub plan: Arc<Plan>,
    /// Its name: the files are named by it.
    pub name: String,
    /// The seed, the same for every city; that of the files there are, if there are any.
    pub seed: u64,
    /// Where the one city is recorded; that of a team beside it, `NAME.TEAM.drill`. The folder is
    /// made if it is not there.
    pub path: PathBuf,
    /// Whether each defence has a city of its own.
    pub apart: bool,
    /// Who attacks.
    pub red: RedBy,
    /// Who defends, in a word.
    pub blue: &'static str,
    /// The teams.
    pub teams: Vec<Member>,
    /// Drill seconds in a thousand real ones.
    pub pace: u32,
}

/// A city before its stage.
struct Site {
    name: Name,
    file: PathBuf,
    drill: Drill,
    /// Nothing where the record is sealed.
    journal: Option<Kept>,
    bots: Bots,
    /// Who defends, in a word.
    blue: &'static str,
}

impl Site {
    const fn is_sealed(&self) -> bool {
        self.journal.is_none()
    }
}

impl Making {
    /// Opens the hall, or goes on with it. Where there are organisers the clock stands either way.
    ///
    /// # Errors
    ///
    /// What is wrong with the folder or a file in it, with the way out.
    pub fn open(self, phrases: &Phrases) -> Result<Arc<Hall>, Trouble> {
        let lost = |path: &Path, error: &io::Error| {
            Trouble::of_path(phrases, "trouble-write", path, Some(error))
        };
        let folder = self
            .path
            .parent()
            .filter(|path| !path.as_os_str().is_empty());
        if let Some(folder) = folder {
            fs::create_dir_all(folder).map_err(|error| lost(folder, &error))?;
        }
        let cities = self.cities();
        if cities.is_empty() || cities.len() > CITIES_LIMIT {
            let args = [
                ("count", Value::from(cities.len())),
                ("limit", Value::from(CITIES_LIMIT)),
            ];
            return Err(said(phrases, "hall-cities", &args));
        }
        let seed = self.recorded_seed(&cities).unwrap_or(self.seed);
        let mut sites = Vec::new();
        for (at, (name, teams)) in cities.iter().enumerate() {
            let opening = self.opening(at, teams, seed, phrases)?;
            sites.push(self.site(name, opening, phrases)?);
        }
        // Where every city is over there is nothing to go on with.
        if let Some(first) = sites.first().filter(|_| sites.iter().all(Site::is_sealed)) {
            return Err(Trouble::of_path(phrases, "hall-sealed", &first.file, None));
        }
        Ok(self.start(sites))
    }

    /// The cities by name, each with its teams.
    fn cities(&self) -> Vec<(Name, Vec<&Member>)> {
        let of = |cell| self.teams.iter().filter(move |team| team.cell == cell);
        if !self.apart {
            let all = self.teams.iter().filter(|team| plays(team)).collect();
            return vec![(self.name.as_str().into(), all)];
        }
        let count = of(Cell::Blue).count().max(1);
        let reds = of(Cell::Red).count().max(1);
        let city = |(at, blue): (usize, &Member)| {
            let mut teams: Vec<&Member> = self
                .teams
                .iter()
                .filter(|team| team.cell == Cell::Blue && team.name == blue.name)
                .collect();
            // With fewer attack teams than cities each has several, with more several have one.
            let attacks = |place: usize| place % count == at || at % reds == place;
            let red = of(Cell::Red).enumerate();
            teams.extend(red.filter(|(place, _)| attacks(*place)).map(|(_, red)| red));
            (blue.name.clone(), teams)
        };
        of(Cell::Blue).enumerate().map(city).collect()
    }

    fn file(&self, city: &str) -> PathBuf {
        if self.apart {
            self.path.with_extension(format!("{city}.drill"))
        } else {
            self.path.clone()
        }
    }

    /// The seed of the first record there is.
    fn recorded_seed(&self, cities: &[(Name, Vec<&Member>)]) -> Option<u64> {
        let mut files = cities.iter().map(|(name, _)| self.file(name));
        files.find_map(|file| Some(Recorded::read(&file).ok()?.opening.setup.seed))
    }

    /// What a city is opened with.
    fn opening(
        &self,
        at: usize,
        teams: &[&Member],
        seed: u64,
        phrases: &Phrases,
    ) -> Result<Opening, Trouble> {
        let like: Vec<(Name, Name)> = teams
            .iter()
            .map(|team| (team.name.clone(), team.plays.clone()))
            .collect();
        let (plan, faults) = if like.is_empty() {
            (
                Some(self.plan.clone()),
                engine::words::faults::Faults::new(),
            )
        } else {
            Plan::read(&self.plan.texts.with_teams(&like))
        };
        let untrue = |faults: engine::words::faults::Faults| {
            let first = faults.iter().next();
            let first = first.map_or_else(String::new, |fault| {
                let what = crate::phrase::fault::fault(phrases, &fault.kind).what;
                format!("{}:{}: {what}", harmless(&fault.file), fault.line)
            });
            said(phrases, "hall-plan", &[("first", Value::from(first))])
        };
        let plan = plan.ok_or(faults).map_err(untrue)?;
        // City 0 is permuted too: nobody plays the scenario as its author knows it.
        let variant = match self.apart {
            true => Seed(seed).fixed(at as u64, "city").word() >> 32 | 1,
            false => 0,
        };
        let plan = plan.varied(variant).map_err(untrue)?;
        Ok(Opening {
            plan,
            name: self.name.clone(),
            setup: Setup {
                seed,
                red: self.red,
            },
            blue: self.blue,
        })
    }

    /// A city at its last order, or at STARTEX.
    fn site(&self, name: &Name, opening: Opening, phrases: &Phrases) -> Result<Site, Trouble> {
        let file = self.file(name);
        let lost = |error: &io::Error| {
            let busy = error.kind() == io::ErrorKind::WouldBlock;
            let key = if busy {
                "trouble-busy"
            } else {
                "trouble-write"
            };
            Trouble::of_path(phrases, key, &file, Some(error))
        };
        drop_unbegun(&file).map_err(|error| lost(&error))?;
        if !file.exists() {
            let tape = TapeFile::create(&file).map_err(|error| lost(&error))?;
            let (drill, journal) = opening.open(tape, None).map_err(|error| lost(&error))?;
            return Ok(Site {
                name: name.clone(),
                file,
                drill,
                journal: Some(journal),
                bots: opening.bots(),
                blue: opening.blue,
            });
        }
        let (recorded, journal) = match Recorded::resume(&file) {
            Ok((recorded, journal)) => (recorded, Some(journal)),
            Err(Unreadable::Io(error)) => return Err(lost(&error)),
            Err(Unreadable::NoDrill) => {
                match Recorded::read(&file).ok().filter(|found| found.sealed) {
                    // Another city may still be going on: this one is shown as it ended.
                    Some(recorded) => (recorded, None),
                    None => return Err(Trouble::of_path(phrases, "trouble-no-drill", &file, None)),
                }
            }
        };
        let is_same = recorded.opening.plan.digest == opening.plan.digest
            && recorded.opening.plan.variant == opening.plan.variant
            && recorded.opening.setup == opening.setup;
        if !is_same {
            return Err(Trouble::of_path(phrases, "hall-other", &file, None));
        }
        let (drill, bots) = recorded.lived(recorded.to);
        Ok(Site {
            name: name.clone(),
            file,
            drill,
            journal,
            bots,
            blue: opening.blue,
        })
    }

    /// Starts every stage at the moment of the latest order of all.
    fn start(self, sites: Vec<Site>) -> Arc<Hall> {
        let at = sites.iter().map(|site| site.drill.now()).max();
        let has_white = self.teams.iter().any(|team| team.cell == Cell::White);
        let time = Time::new(self.pace, has_white, at.unwrap_or(Tick(0)));
        let names: Arc<Vec<Name>> = Arc::new(sites.iter().map(|site| site.name.clone()).collect());
        let first = sites
            .first()
            .map(|site| (site.drill.plan().clone(), site.drill.setup()));
        let baseline = first
            .map(|(plan, setup)| Baseline::play(plan, setup))
            .unwrap_or_default();
        let mut cities = Vec::new();
        let mut endings = Vec::new();
        for mut site in sites {
            // Whose last order came earlier goes on to the moment of the latest; a bot that sits
            // there does so on the stage.
            if site.bots.wake().is_none() && !site.drill.ended() {
                site.drill.advance(at.unwrap_or_default());
            }
            let (plan, sealed) = (site.drill.plan().clone(), site.is_sealed());
            let (door, ending) = start(Staging {
                drill: site.drill,
                journal: site.journal,
                bots: site.bots,
                blue: site.blue,
                baseline: baseline.clone(),
                time: time.clone(),
                cities: names.clone(),
                releases: !has_white,
            });
            endings.push(ending);
            cities.push(City {
                plan,
                door,
                file: site.file,
                sealed,
            });
        }
        Arc::new(Hall {
            cities,
            names,
            #[cfg(test)]
            time,
            unvaried: match self.apart {
                true => self.plan.unvaried(),
                false => Vec::new(),
            },
            apart: self.apart,
            endings: Mutex::new(endings),
        })
    }
}

const fn plays(team: &Member) -> bool {
    matches!(team.cell, Cell::Blue | Cell::Red)
}

/// Takes away a file that was killed before its first frame was whole: no order can be in it.
fn drop_unbegun(file: &Path) -> io::Result<()> {
    let (tape, bytes) = match TapeFile::open(file) {
        Ok(opened) => opened,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let reading = read(&bytes);
    let unbegun = reading.frames.is_empty() && matches!(reading.end, End::Whole | End::Torn { .. });
    if unbegun || bytes.is_empty() {
        fs::remove_file(file)?;
    }
    drop(tape);
    Ok(())
}

fn said(phrases: &Phrases, key: &str, args: &[(&str, Value<'_>)]) -> Trouble {
    Trouble::Said {
        what: phrases.say_with(key, args),
        help: phrases.attribute(key, "help", args),
        code: WANTING,
    }
}
