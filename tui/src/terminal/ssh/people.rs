//! Who is here, and the desks of those who are not at the moment.
//!
//! A person whose line drops finds their desk again as they left it: the tab, what lay over it, the
//! form half filled in. It is kept for the seat, not for the line.

use std::any::Any;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use engine::words::cell::Cell;
use engine::words::name::Name;
use tokio::sync::{Notify, watch};

use crate::terminal::ssh::cut::Knife;
use crate::terminal::ssh::limits::SESSIONS;

/// Who somebody showed to be.
#[derive(Clone, Debug)]
pub struct Who {
    /// Their seat.
    pub seat: Name,
    /// Their team in the roster.
    pub team: Name,
    /// The part it plays.
    pub cell: Cell,
    /// The fingerprint of their key.
    pub key: String,
    /// Where they are.
    pub from: SocketAddr,
}

/// Somebody at a terminal, or a machine.
#[derive(Clone, Debug)]
pub struct Here {
    /// Who.
    pub who: Who,
    /// What they do here: `shell` at a terminal, else the word they came with.
    pub does: &'static str,
    /// Since when.
    pub since: jiff::Timestamp,
    /// Rings when they are to go.
    pub go: Arc<Notify>,
    /// Ends their line if they do not.
    pub knife: Knife,
    /// When they last did something.
    pub touched: Touched,
}

/// When somebody last did something.
#[derive(Clone, Debug)]
pub struct Touched(Arc<Mutex<Instant>>);

impl Default for Touched {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Instant::now())))
    }
}

impl Touched {
    /// They do.
    pub fn touch(&self, now: Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// How long they have not.
    pub fn idle(&self, now: Instant) -> Duration {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        now.saturating_duration_since(last)
    }
}

/// Everybody.
#[derive(Default)]
pub struct People {
    here: Mutex<BTreeMap<u64, Here>>,
    parked: Mutex<BTreeMap<Name, Box<dyn Any + Send>>>,
    next: AtomicU64,
    /// Turned when somebody comes or goes, or may.
    turn: watch::Sender<u64>,
}

/// Somebody is here as long as this is.
pub struct Stay {
    people: Arc<People>,
    number: u64,
}

impl People {
    fn all(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, Here>> {
        self.here.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody comes; nothing if their seat is full.
    pub fn come(self: &Arc<Self>, here: Here) -> Option<Stay> {
        let mut all = self.all();
        let same = all.values().filter(|one| one.who.seat == here.who.seat);
        if same.count() >= SESSIONS {
            return None;
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        all.insert(number, here);
        self.stir();
        Some(Stay {
            people: self.clone(),
            number,
        })
    }

    /// Everybody who is here, in the order they came.
    pub fn here(&self) -> Vec<Here> {
        self.all().values().cloned().collect()
    }

    /// Tells whoever watches that something changed.
    pub fn stir(&self) {
        self.turn.send_modify(|turn| *turn = turn.wrapping_add(1));
    }

    /// Changes when somebody comes or goes, or may.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.turn.subscribe()
    }

    /// How many are here.
    pub fn count(&self) -> usize {
        self.all().len()
    }

    /// Everybody in this seat is to go; how many that are.
    pub fn send_away(&self, seat: &str) -> usize {
        let all = self.all();
        let mut gone = 0;
        for one in all.values().filter(|one| &*one.who.seat == seat) {
            one.go.notify_one();
            gone += 1;
        }
        gone
    }

    /// Keeps a desk for whoever sits down in this seat next.
    pub fn park(&self, seat: &Name, desk: Box<dyn Any + Send>) {
        let mut parked = self.parked.lock().unwrap_or_else(PoisonError::into_inner);
        parked.insert(seat.clone(), desk);
    }

    /// The desk that was kept, once.
    pub fn unpark(&self, seat: &str) -> Option<Box<dyn Any + Send>> {
        let mut parked = self.parked.lock().unwrap_or_else(PoisonError::into_inner);
        parked.remove(seat)
    }
}

impl Drop for Stay {
    fn drop(&mut self) {
        self.people.all().remove(&self.number);
        self.people.stir();
    }
}
