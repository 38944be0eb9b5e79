//! How much anybody out there may ask of the server, and the counting of it.
//!
//! A drill hall is one network, often behind one address, so limits on an address are wide; what
//! costs most (connections that have not shown a key) is limited closest.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use engine::words::name::Name;

/// The most connections at once.
pub const CONNECTIONS: usize = 1_500;
/// The most connections at once that nobody has signed for yet.
pub const HALF_OPEN: usize = 400;
/// The most of those from one address.
pub const HALF_OPEN_EACH: usize = 200;
/// How often in a [`WHILE`] an address may be refused before it is not answered for as long.
pub const REFUSALS: u32 = 120;
/// The time over which refusals and wrong codes are counted.
pub const WHILE: Duration = Duration::from_secs(60);
/// How many wrong codes a seat bears in a [`WHILE`].
pub const WRONG_CODES: u32 = 10;
/// How long showing a key, and typing a code, may take.
pub const LOGIN: Duration = Duration::from_secs(90);
/// The most keys and codes that one connection may try.
pub const TRIES: usize = 8;
/// The most connections that keys of one seat have signed for at once.
pub const LINES: usize = 16;
/// How long such a connection may carry nothing.
pub const EMPTY: Duration = Duration::from_secs(10 * 60);
/// The most terminals and machines in one seat at once.
pub const SESSIONS: usize = 8;
/// The most channels of one connection at once.
pub const CHANNELS: usize = 4;
/// How long a terminal may lie untouched, unless who serves says otherwise.
pub const IDLE: Duration = Duration::from_secs(12 * 3_600);
/// How often a client is asked whether it is still there; the third question that nothing is
/// answered to, nor anything else said, is the last.
pub const ASKED: (Duration, usize) = (Duration::from_secs(15), 3);
/// How long a client may take to receive what it is sent.
pub const STALLED: Duration = Duration::from_secs(20);
/// The bytes that may come at once, and in a second from then on.
pub const INPUT: (u32, u32) = (128 << 10, 32 << 10);
/// The orders that may come at once from a machine, and in a second from then on.
pub const ORDERS: (u32, u32) = (40, 10);
/// The most bytes in a line from a machine.
pub const LINE: usize = 64 << 10;
/// The largest window drawn in, in cells.
pub const SIZE: (u16, u16) = (500, 300);

/// Counts connections.
#[derive(Debug, Default)]
pub struct Gate(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    open: usize,
    half: usize,
    each: BTreeMap<IpAddr, usize>,
    refused: BTreeMap<IpAddr, Tally>,
    /// How many are signed for, by seat.
    signed: BTreeMap<Name, usize>,
}

/// How often something happened lately.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    since: Instant,
    times: u32,
}

impl Tally {
    /// Never yet.
    pub fn new(now: Instant) -> Self {
        Self {
            since: now,
            times: 0,
        }
    }

    /// Once more.
    pub fn add(&mut self, now: Instant) {
        if now.saturating_duration_since(self.since) > WHILE {
            *self = Self::new(now);
        }
        self.times = self.times.saturating_add(1);
    }

    /// How often it was, lately.
    pub fn times(&self, now: Instant) -> u32 {
        let recent = now.saturating_duration_since(self.since) <= WHILE;
        if recent { self.times } else { 0 }
    }
}

/// A connection that is counted, until it is dropped.
#[derive(Debug)]
pub struct Pass {
    gate: Arc<Gate>,
    ip: IpAddr,
    half: AtomicBool,
    seat: OnceLock<Name>,
}

impl Gate {
    fn counts(&self) -> std::sync::MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a connection begin, if there is room for it; otherwise, why not.
    pub fn enter(self: &Arc<Self>, ip: IpAddr, now: Instant) -> Result<Pass, &'static str> {
        let mut counts = self.counts();
        let refused = counts.refused.get(&ip).map_or(0, |tally| tally.times(now));
        let each = counts.each.get(&ip).copied().unwrap_or(0);
        if counts.open >= CONNECTIONS || counts.half >= HALF_OPEN || each >= HALF_OPEN_EACH {
            return Err("full");
        }
        if refused >= REFUSALS {
            return Err("refused-often");
        }
        counts.open += 1;
        counts.half += 1;
        *counts.each.entry(ip).or_default() += 1;
        Ok(Pass {
            gate: self.clone(),
            ip,
            half: AtomicBool::new(true),
            seat: OnceLock::new(),
        })
    }

    /// Counts a refusal.
    pub fn refused(&self, ip: IpAddr, now: Instant) {
        let mut counts = self.counts();
        if counts.refused.len() > CONNECTIONS {
            counts.refused.retain(|_, tally| tally.times(now) > 0);
        }
        let tally = counts.refused.entry(ip).or_insert(Tally::new(now));
        tally.add(now);
    }
}

impl Pass {
    /// Somebody has signed for it, who sits in this seat. False if the seat has enough of them.
    pub fn admit(&self, seat: &Name) -> bool {
        let mut counts = self.gate.counts();
        let signed = counts.signed.entry(seat.clone()).or_default();
        if *signed >= LINES {
            return false;
        }
        if self.seat.set(seat.clone()).is_ok() {
            *signed += 1;
        }
        drop(counts);
        self.whole();
        true
    }

    /// It is none any more that nobody has signed for.
    fn whole(&self) {
        if self.half.swap(false, Ordering::Relaxed) {
            let mut counts = self.gate.counts();
            counts.half = counts.half.saturating_sub(1);
            let ip = self.ip;
            let left = counts
                .each
                .get(&ip)
                .map_or(0, |each| each.saturating_sub(1));
            if left == 0 {
                counts.each.remove(&ip);
            } else {
                counts.each.insert(ip, left);
            }
        }
    }

    /// Whether nobody has signed for it yet.
    pub fn is_half(&self) -> bool {
        self.half.load(Ordering::Relaxed)
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        self.whole();
        let mut counts = self.gate.counts();
        if let Some(seat) = self.seat.get() {
            let left = counts.signed.get(seat).map_or(0, |many| many - 1);
            if left == 0 {
                counts.signed.remove(seat);
            } else {
                counts.signed.insert(seat.clone(), left);
            }
        }
        counts.open = counts.open.saturating_sub(1);
    }
}

/// So much at once, and so much in a second: who asks for more waits.
#[derive(Debug)]
pub struct Bucket {
    most: f64,
    each_second: f64,
    left: f64,
    at: Instant,
}

impl Bucket {
    /// A full one.
    pub fn new((most, each_second): (u32, u32), now: Instant) -> Self {
        Self {
            most: f64::from(most),
            each_second: f64::from(each_second.max(1)),
            left: f64::from(most),
            at: now,
        }
    }

    /// Takes so much out, and tells how long to wait before taking more.
    pub fn take(&mut self, much: usize, now: Instant) -> Duration {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.at = now;
        let much = f64::from(u32::try_from(much).unwrap_or(u32::MAX));
        self.left = (self.left + passed * self.each_second).min(self.most) - much;
        Duration::from_secs_f64((-self.left / self.each_second).clamp(0.0, 60.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_not_signed_is_counted_close_and_who_has_is_not() {
        let (gate, now) = (Arc::new(Gate::default()), Instant::now());
        let ip = |last| IpAddr::from([10, 0, 0, last]);
        let mut open: Vec<Pass> = Vec::new();
        for _ in 0..HALF_OPEN_EACH {
            open.push(gate.enter(ip(1), now).expect("room"));
        }
        assert_eq!(gate.enter(ip(1), now).err(), Some("full"));
        open.push(gate.enter(ip(2), now).expect("another has room"));
        assert!(open[0].admit(&"ha".into()));
        assert!(!open[0].is_half() && open[1].is_half());
        open.push(gate.enter(ip(1), now).expect("room again"));
        drop(open);
        let counts = gate.counts();
        assert!(counts.each.is_empty());
        assert_eq!((counts.open, counts.half), (0, 0));
    }

    #[test]
    fn a_seat_has_its_share_of_connections_and_no_more() {
        let (gate, now) = (Arc::new(Gate::default()), Instant::now());
        let (ip, ha) = (IpAddr::from([10, 0, 0, 1]), Name::from("ha"));
        let enter = || gate.enter(ip, now).expect("room");
        let mut open: Vec<Pass> = (0..LINES).map(|_| enter()).collect();
        assert!(open.iter().all(|pass| pass.admit(&ha)));
        let over = enter();
        assert!(!over.admit(&ha) && over.is_half());
        assert!(enter().admit(&"minh".into()), "another's has its own");
        open.pop();
        assert!(over.admit(&ha) && !over.is_half(), "there is room again");
        drop((open, over));
        assert!(gate.counts().signed.is_empty());
    }

    #[test]
    fn who_is_refused_often_is_not_answered_for_a_while() {
        let (gate, now) = (Arc::new(Gate::default()), Instant::now());
        let ip = IpAddr::from([10, 0, 0, 9]);
        for _ in 0..REFUSALS {
            gate.refused(ip, now);
        }
        assert_eq!(gate.enter(ip, now).err(), Some("refused-often"));
        let later = now + WHILE + Duration::from_secs(1);
        assert!(gate.enter(ip, later).is_ok());
    }

    #[test]
    fn a_bucket_lets_a_burst_through_and_then_slows() {
        let now = Instant::now();
        let mut bucket = Bucket::new((100, 10), now);
        assert_eq!(bucket.take(100, now), Duration::ZERO);
        assert_eq!(bucket.take(20, now), Duration::from_secs(2));
        let later = now + Duration::from_secs(12);
        assert_eq!(bucket.take(100, later), Duration::ZERO);
    }
}
