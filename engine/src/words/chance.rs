//! Chance without state: a draw is a pure function of the seed, the moment, who it is about and
//! what for.
//!
//! There is no stream to consume, so adding a host, a technique or a log line shifts nobody else's
//! luck, and a search may draw the past again in any order. A [`Draw`] is a `rand` generator, so
//! `rand`'s sampling can be used where one number is not enough; it must only ever be asked for
//! `u32` and `u64`, whose sampling is the same everywhere.

use crate::words::time::{Span, Spans, Tick, Times};
use rand::TryRng;
use std::convert::Infallible;

/// The one number that a drill is drawn from, besides the plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seed(pub u64);

/// One draw's generator: SplitMix64 started from its key.
#[derive(Clone, Debug)]
pub struct Draw(u64);

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// FNV-1a over the bytes: the number a purpose or a name stands for in keys.
pub const fn key(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (mut hash, mut i) = (0xCBF2_9CE4_8422_2325u64, 0);
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0000_0100_0000_01B3);
        i += 1;
    }
    hash
}

impl Seed {
    /// The draw about `who`, for `why`, at `when`.
    pub const fn at(self, when: Tick, who: u64, why: &str) -> Draw {
        let k = mix(self.0 ^ STEP);
        let k = mix(k ^ mix(key(why)));
        let k = mix(k.wrapping_add(who.wrapping_mul(STEP)));
        Draw(mix(k ^ (when.0 as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93)))
    }

    /// The draw about `who`, for `why`, that is settled before the drill starts.
    pub const fn fixed(self, who: u64, why: &str) -> Draw {
        self.at(Tick(u32::MAX), who, why)
    }
}

impl Draw {
    /// The next 64 bits.
    pub const fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// Another draw, told apart from this one by a number.
    #[must_use]
    pub const fn apart(self, by: u64) -> Self {
        Self(mix(self.0 ^ mix(by)))
    }

    /// A number below `end`, all alike likely; 0 for an `end` of 0 or 1.
    pub const fn below(&mut self, end: u32) -> u32 {
        (((self.word() >> 32) * end as u64) >> 32) as u32
    }

    /// A number from `least` to `most`, both included.
    pub const fn between(&mut self, least: u32, most: u32) -> u32 {
        least + self.below((most - least).saturating_add(1))
    }

    /// True in `per_mille` of a thousand cases.
    pub const fn hits(&mut self, per_mille: u16) -> bool {
        self.below(1_000) < per_mille as u32
    }

    /// A length within its range.
    pub const fn span(&mut self, range: Spans) -> Span {
        Span(self.between(range.least.0, range.most.0))
    }

    /// A count within its range.
    pub const fn times(&mut self, range: Times) -> u32 {
        self.between(range.least, range.most)
    }
}

impl TryRng for Draw {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.word() >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.word())
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        for chunk in out.chunks_mut(8) {
            let word = self.word().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_has_the_same_answer() {
        let seed = Seed(7);
        assert_eq!(
            seed.at(Tick(5), 3, "lure").word(),
            seed.at(Tick(5), 3, "lure").word()
        );
        assert_ne!(
            seed.at(Tick(5), 3, "lure").word(),
            seed.at(Tick(6), 3, "lure").word()
        );
        assert_ne!(
            seed.at(Tick(5), 3, "lure").word(),
            seed.at(Tick(5), 4, "lure").word()
        );
        assert_ne!(
            seed.at(Tick(5), 3, "lure").word(),
            seed.at(Tick(5), 3, "odds").word()
        );
    }

    #[test]
    fn odds_come_out_as_told() {
        let hits = (0..100_000)
            .filter(|&i| Seed(1).fixed(i, "odds").hits(300))
            .count();
        assert!((29_000..31_000).contains(&hits), "{hits}");
        let mut seen = [0u32; 6];
        (0..60_000).for_each(|i| seen[Seed(2).fixed(i, "die").below(6) as usize] += 1);
        assert!(seen.iter().all(|n| (9_500..10_500).contains(n)), "{seen:?}");
    }
}
