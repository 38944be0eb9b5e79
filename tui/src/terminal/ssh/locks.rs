//! What opens each seat: the roster's keys, one-time codes, and the keys that codes let in.
//!
//! What a roster cannot know (which codes are spent, whose key they let in, which seats were handed
//! over) stands in a file of the server's own, written before it counts, so that a server that is
//! killed and started again neither forgets a key nor takes a code twice.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use rand::RngExt;
use russh::keys::PublicKey;
use serde::{Deserialize, Serialize};

use crate::roster::keys::{KEYS_LIMIT, key};
use crate::roster::{Code, Roster};
use crate::terminal::ssh::limits::{Tally, WRONG_CODES};

/// The letters of a code that is drawn: none that is mistaken for another.
const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// How many letters a drawn code has: five bits each, less a little.
const CODE: usize = 8;
/// The most bytes of the server's own file.
const FILE: u64 = 16 << 20;

/// What became of one seat's lock.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Lock {
    /// The code that may still be used.
    code: Option<String>,
    /// Whether the roster's own code is spent or replaced.
    spent: bool,
    /// Whether the seat was handed over: then the roster's keys open it no more.
    handed: bool,
    /// Keys that a code let in.
    bound: Vec<String>,
}

/// What opens each seat.
#[derive(Debug)]
pub struct Locks {
    roster: Arc<Roster>,
    path: PathBuf,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    locks: BTreeMap<String, Lock>,
    wrong: BTreeMap<String, Tally>,
}

/// What came of typing a code.
#[derive(Debug, PartialEq, Eq)]
pub enum Tried {
    /// It was right; the key opens the seat from now on.
    Right,
    /// It was wrong.
    Wrong,
    /// It was not looked at: too many were wrong lately.
    Often,
}

impl Locks {
    /// Opens the server's own file, or makes it; codes that are to be drawn are drawn.
    pub fn open(path: &Path, roster: Arc<Roster>) -> io::Result<Self> {
        let mut locks: BTreeMap<String, Lock> = match File::open(path) {
            Ok(file) => {
                let mut text = String::new();
                file.take(FILE).read_to_string(&mut text)?;
                serde_json::from_str(&text)?
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        for (_, seat) in roster.seats() {
            let Some(code) = &seat.code else { continue };
            let lock = locks.entry(seat.name.to_string()).or_default();
            match code {
                _ if lock.spent => {}
                Code::Given(code) => lock.code = Some(code.clone()),
                Code::Drawn => lock.code = Some(lock.code.take().unwrap_or_else(drawn)),
            }
        }
        let own = Self {
            roster,
            path: path.to_owned(),
            state: Mutex::default(),
        };
        own.keep(&locks)?;
        own.state().locks = locks;
        Ok(own)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this key opens this seat.
    pub fn opens(&self, name: &str, shown: &PublicKey) -> bool {
        let Some((_, seat)) = self.roster.seat(name) else {
            return false;
        };
        let same = |own: &PublicKey| own.key_data() == shown.key_data();
        let state = self.state();
        let lock = state.locks.get(name);
        let bound = lock.map_or(&[][..], |lock| &lock.bound);
        let of_roster = !lock.is_some_and(|lock| lock.handed) && seat.keys.iter().any(same);
        of_roster
            || bound
                .iter()
                .any(|text| key(text).is_ok_and(|own| same(&own)))
    }

    /// Whether a code may be tried for this seat.
    pub fn takes_code(&self, name: &str) -> bool {
        let state = self.state();
        let lock = state.locks.get(name);
        self.roster.seat(name).is_some() && lock.is_some_and(|lock| lock.code.is_some())
    }

    /// Tries a code for a key that was signed with. A right one is spent, and the key written
    /// down, before this comes back.
    pub fn try_code(&self, name: &str, typed: &str, key: &PublicKey) -> io::Result<Tried> {
        let now = Instant::now();
        let mut state = self.state();
        let tally = state
            .wrong
            .entry(name.to_owned())
            .or_insert(Tally::new(now));
        if tally.times(now) >= WRONG_CODES {
            return Ok(Tried::Often);
        }
        let code = state.locks.get(name).and_then(|lock| lock.code.as_deref());
        if !code.is_some_and(|code| is_same(code, typed)) {
            if let Some(tally) = state.wrong.get_mut(name) {
                tally.add(now);
            }
            return Ok(Tried::Wrong);
        }
        let text = key.to_openssh().map_err(io::Error::other)?;
        let mut locks = state.locks.clone();
        if let Some(lock) = locks.get_mut(name) {
            (lock.code, lock.spent) = (None, true);
            lock.bound.push(text);
            let over = lock.bound.len().saturating_sub(KEYS_LIMIT);
            lock.bound.drain(..over);
        }
        self.keep(&locks)?;
        state.locks = locks;
        Ok(Tried::Right)
    }

    /// A fresh code for a seat. With `handed`, no key that opened it opens it any more.
    pub fn renew(&self, name: &str, handed: bool) -> io::Result<Option<String>> {
        if self.roster.seat(name).is_none() {
            return Ok(None);
        }
        let code = drawn();
        let mut state = self.state();
        let mut locks = state.locks.clone();
        let lock = locks.entry(name.to_owned()).or_default();
        (lock.code, lock.spent) = (Some(code.clone()), true);
        if handed {
            lock.handed = true;
            lock.bound.clear();
        }
        self.keep(&locks)?;
        state.locks = locks;
        Ok(Some(code))
    }

    /// The codes that may still be used, by seat.
    pub fn codes(&self) -> BTreeMap<String, String> {
        let state = self.state();
        let codes = state.locks.iter().filter_map(|(name, lock)| {
            self.roster.seat(name)?;
            Some((name.clone(), lock.code.clone()?))
        });
        codes.collect()
    }

    /// Writes the file anew beside itself and puts it in place, so that it is always whole.
    fn keep(&self, locks: &BTreeMap<String, Lock>) -> io::Result<()> {
        let text = serde_json::to_string_pretty(locks)?;
        let beside = self.path.with_extension("new");
        let mut file = private(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, &self.path)
    }
}

/// A file that nobody else may read, empty.
pub fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        options.mode(0o600);
        let file = options.open(path)?;
        // A file that was there keeps the rights it had.
        file.set_permissions(fs::Permissions::from_mode(0o600))?;
        Ok(file)
    }
    #[cfg(not(unix))]
    options.open(path)
}

/// A code as it is read out: `abcd-efgh`.
fn drawn() -> String {
    let mut dice = rand::rng();
    let mut code = String::with_capacity(CODE + 1);
    for place in 0..CODE {
        if place == CODE / 2 {
            code.push('-');
        }
        let letter = dice.random_range(0..LETTERS.len() as u32) as usize;
        code.push(char::from(LETTERS[letter]));
    }
    code
}

/// Whether two codes are the same, as people write them; in the same time whether they are or not.
pub fn is_same(code: &str, typed: &str) -> bool {
    let plain = |text: &str| -> Vec<u8> {
        let kept = text.trim().bytes().filter(|b| !matches!(b, b'-' | b' '));
        kept.map(|b| b.to_ascii_lowercase()).collect()
    };
    let (code, typed) = (plain(code), plain(typed));
    let pairs = code.iter().zip(typed.iter().chain(std::iter::repeat(&0)));
    let differ = pairs.fold(code.len() ^ typed.len(), |all, (a, b)| {
        all | usize::from(a ^ b)
    });
    differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::{Cities, Seat, Team};
    use engine::words::cell::Cell;
    use engine::words::name::TeamId;

    const HA: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti";
    const BA: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB7hUk5D5RVhFpkCoTPqTh2pvcPkUz6NNVLnSmkuSb2y";

    fn roster() -> Arc<Roster> {
        let seat = |name: &str, keys: &[&str], code| Seat {
            name: name.into(),
            title: None,
            keys: keys.iter().map(|text| key(text).expect("a key")).collect(),
            code,
        };
        let team = Team {
            name: "doi".into(),
            title: None,
            plays: TeamId(0),
            cell: Cell::Blue,
            seats: vec![
                seat("ha", &[HA], None),
                seat("ba", &[], Some(Code::Drawn)),
                seat("tu", &[], Some(Code::Given("mot hai ba".into()))),
            ],
        };
        Arc::new(Roster {
            cities: Cities::Together,
            teams: vec![team],
        })
    }

    fn path(name: &str) -> PathBuf {
        let own = format!("dientap-locks-{}-{name}.json", std::process::id());
        std::env::temp_dir().join(own)
    }

    #[test]
    fn a_code_is_taken_once_and_its_key_is_known_after_a_restart() {
        let (path, roster) = (path("code"), roster());
        let locks = Locks::open(&path, roster.clone()).expect("opened");
        let (ha, ba) = (key(HA).expect("a key"), key(BA).expect("a key"));
        assert!(locks.opens("ha", &ha) && !locks.opens("ha", &ba));
        assert!(!locks.opens("ba", &ba) && locks.takes_code("ba") && !locks.takes_code("ha"));
        let code = locks.codes()["ba"].clone();
        let again = Locks::open(&path, roster.clone()).expect("opened again");
        assert_eq!(
            again.codes()["ba"],
            code,
            "a drawn code stays until it is spent"
        );
        assert_eq!(
            again.try_code("ba", "wrong", &ba).expect("tried"),
            Tried::Wrong
        );
        let typed = code.to_uppercase().replace('-', " ");
        assert_eq!(
            again.try_code("ba", &typed, &ba).expect("tried"),
            Tried::Right
        );
        assert_eq!(
            again.try_code("ba", &code, &ha).expect("tried"),
            Tried::Wrong
        );
        assert_eq!(
            again.try_code("tu", "mot-hai-ba", &ba).expect("tried"),
            Tried::Right
        );
        let last = Locks::open(&path, roster).expect("opened once more");
        let _ = fs::remove_file(&path);
        assert!(last.opens("ba", &ba) && !last.opens("ba", &ha));
        assert!(!last.takes_code("ba") && last.codes().is_empty());
    }

    #[test]
    fn a_seat_that_is_handed_over_opens_to_nobody_who_had_it() {
        let (path, roster) = (path("handed"), roster());
        let locks = Locks::open(&path, roster).expect("opened");
        let (ha, ba) = (key(HA).expect("a key"), key(BA).expect("a key"));
        let code = locks.renew("ha", true).expect("kept").expect("a seat");
        assert!(!locks.opens("ha", &ha));
        assert_eq!(
            locks.try_code("ha", &code, &ba).expect("tried"),
            Tried::Right
        );
        assert!(locks.opens("ha", &ba) && !locks.opens("ha", &ha));
        assert!(locks.renew("nobody", true).expect("kept").is_none());
        let _ = fs::remove_file(&path);
    }

    #[test]
    fn guessing_is_stopped_and_the_file_is_nobody_elses() {
        let (path, roster) = (path("guess"), roster());
        let locks = Locks::open(&path, roster).expect("opened");
        let ba = key(BA).expect("a key");
        for _ in 0..WRONG_CODES {
            assert_eq!(
                locks.try_code("ba", "guess", &ba).expect("tried"),
                Tried::Wrong
            );
        }
        let code = locks.codes()["ba"].clone();
        assert_eq!(
            locks.try_code("ba", &code, &ba).expect("tried"),
            Tried::Often
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let _ = fs::remove_file(&path);
    }
}
