//! How drill time follows real time: at a pace, from a moment on, or not at all.

use std::time::{Duration, Instant};

use engine::words::time::Tick;

/// The paces, in drill seconds for a thousand real ones.
pub const PACES: [u32; 13] = [
    1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_200_000,
    1_800_000, 3_600_000,
];

/// How long a whole drill is to take, in real seconds, unless a pace is asked for.
const WHOLE: u32 = 90 * 60;

/// The pace at which a drill of this length takes as long as a person stays at a desk.
pub fn usual_pace(length: u32) -> u32 {
    let wanted = length.saturating_mul(1_000) / WHOLE;
    let found = PACES.iter().find(|pace| **pace >= wanted);
    found.copied().unwrap_or(PACES[PACES.len() - 1])
}

/// A clock of drill time.
#[derive(Clone, Copy, Debug)]
pub struct Pacer {
    pace: u32,
    paused: bool,
    from: (Instant, Tick),
}

impl Pacer {
    /// A clock that stands at this moment, or goes on from it.
    pub fn new(pace: u32, paused: bool, at: Tick) -> Self {
        Self {
            pace: pace.max(1),
            paused,
            from: (Instant::now(), at),
        }
    }

    /// Drill seconds in a thousand real ones.
    pub const fn pace(&self) -> u32 {
        self.pace
    }

    /// Whether it stands.
    pub const fn is_paused(&self) -> bool {
        self.paused
    }

    /// The drill's moment.
    pub fn at(&self, now: Instant) -> Tick {
        if self.paused {
            return self.from.1;
        }
        let real = now.saturating_duration_since(self.from.0).as_millis();
        let drill = real * u128::from(self.pace) / 1_000_000;
        Tick(
            self.from
                .1
                .0
                .saturating_add(u32::try_from(drill).unwrap_or(u32::MAX)),
        )
    }

    /// How long it is, in real time, until the drill's moment.
    pub fn until(&self, at: Tick, now: Instant) -> Duration {
        if self.paused {
            return Duration::MAX;
        }
        let drill = u64::from(at.0.saturating_sub(self.from.1.0));
        let whole = Duration::from_millis((drill * 1_000_000).div_ceil(u64::from(self.pace)));
        whole.saturating_sub(now.saturating_duration_since(self.from.0))
    }

    /// Stands, or goes on.
    pub fn pause(&mut self, paused: bool, now: Instant) {
        self.from = (now, self.at(now));
        self.paused = paused;
    }

    /// Goes on from this moment of the drill.
    pub const fn stand_at(&mut self, at: Tick, now: Instant) {
        self.from = (now, at);
    }

    /// The next faster pace.
    pub fn faster(&mut self, now: Instant) {
        let next = PACES.iter().find(|p| **p > self.pace);
        self.set(next.copied().unwrap_or(self.pace), now);
    }

    /// The next slower pace.
    pub fn slower(&mut self, now: Instant) {
        let next = PACES.iter().rev().find(|p| **p < self.pace);
        self.set(next.copied().unwrap_or(self.pace), now);
    }

    /// This pace.
    pub fn set(&mut self, pace: u32, now: Instant) {
        self.from = (now, self.at(now));
        self.pace = pace.max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_passes_at_its_pace_and_stands_when_told() {
        let mut pacer = Pacer::new(60_000, false, Tick(100));
        let start = pacer.from.0;
        let later = |ms| start + Duration::from_millis(ms);
        assert_eq!(pacer.at(later(2_000)), Tick(220));
        assert_eq!(
            pacer.until(Tick(220), later(500)),
            Duration::from_millis(1_500)
        );
        pacer.pause(true, later(2_000));
        assert_eq!(pacer.at(later(9_000)), Tick(220));
        pacer.pause(false, later(9_000));
        assert_eq!(pacer.at(later(10_000)), Tick(280));
        pacer.faster(later(10_000));
        assert_eq!(
            (pacer.pace(), pacer.at(later(11_000))),
            (120_000, Tick(400))
        );
        pacer.slower(later(11_000));
        assert_eq!(pacer.pace(), 60_000);
    }

    #[test]
    fn the_wait_for_a_moment_ends_at_that_moment() {
        for pace in [1_000, 7_000, 3_600_000] {
            let pacer = Pacer::new(pace, false, Tick(5));
            for at in [5, 6, 77] {
                let wait = pacer.until(Tick(at), pacer.from.0);
                assert!(pacer.at(pacer.from.0 + wait) >= Tick(at), "{pace} {at}");
            }
        }
    }
}
