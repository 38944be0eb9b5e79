//! Pinned evidence: what a person laid aside while hunting, until a claim or a case takes it up.
//!
//! Why a tray that several screens share: pins are made in the queue and the hunt and used in cases
//! and claims, and one screen cannot reach another. It belongs to one desk: `Blue::tabs` makes it
//! and hands it to the screens that need it, so two desks share nothing and there is no global. It
//! holds only where a person's eye was. Whether a pin is used up is not remembered but seen in the
//! view, so a claim that was refused loses nothing.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use engine::view::blue::BlueView;
use engine::words::name::{HostId, RecordId};
use engine::words::time::Tick;

/// The most pins a tray holds; more are not taken.
pub const PIN_LIMIT: usize = 256;

/// A record laid aside.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Pin {
    /// The record.
    pub id: RecordId,
    /// When it was written, as far as that is known here.
    pub at: Tick,
    /// The machine it concerns.
    pub host: Option<HostId>,
    /// What it says, in a line.
    pub says: String,
    /// How many claims and cases held it when it was pinned.
    used: usize,
}

impl Pin {
    /// A record to be laid aside.
    pub fn new(id: RecordId, at: Tick, host: Option<HostId>, says: impl Into<String>) -> Self {
        let says = says.into();
        Self {
            id,
            at,
            host,
            says,
            used: 0,
        }
    }
}

/// The pinned evidence of one desk.
#[derive(Clone, Default)]
pub struct Tray(Arc<Mutex<Vec<Pin>>>);

impl Hash for Tray {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.pins().hash(state);
    }
}

impl Tray {
    /// Lays a record aside, unless it is there.
    pub fn pin(&self, view: &BlueView, pin: Pin) {
        let mut pins = self.pins();
        pins.retain(|old| is_open(view, old));
        if pins.len() < PIN_LIMIT && pins.iter().all(|old| old.id != pin.id) {
            let used = uses(view, pin.id);
            pins.push(Pin { used, ..pin });
        }
    }

    /// Lays a record aside, or takes it back.
    pub fn turn(&self, view: &BlueView, pin: Pin) {
        if self.holds(view, pin.id) {
            self.pins().retain(|old| old.id != pin.id);
        } else {
            self.pin(view, pin);
        }
    }

    /// Whether it holds a record that is not used yet.
    pub fn holds(&self, view: &BlueView, id: RecordId) -> bool {
        let pins = self.pins();
        pins.iter().any(|pin| pin.id == id && is_open(view, pin))
    }

    /// What is not used yet, in the order pinned.
    pub fn open(&self, view: &BlueView) -> Vec<Pin> {
        let pins = self.pins();
        pins.iter()
            .filter(|pin| is_open(view, pin))
            .cloned()
            .collect()
    }

    /// Takes everything back.
    pub fn clear(&self) {
        self.pins().clear();
    }

    fn pins(&self) -> MutexGuard<'_, Vec<Pin>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether no claim and no case has taken it up since it was pinned.
fn is_open(view: &BlueView, pin: &Pin) -> bool {
    uses(view, pin.id) <= pin.used
}

fn uses(view: &BlueView, id: RecordId) -> usize {
    let claims = view.claims.values().filter(|c| c.said.cites.contains(&id));
    let cases = view.cases.values().filter(|c| c.records.contains(&id));
    claims.count() + cases.count()
}
