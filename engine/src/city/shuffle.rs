//! Numbers given out in another order: what a city is permuted by, so that answers do not copy.
//!
//! One shuffle is two numbers, whatever it shuffles: a group of a million hosts costs no more than
//! one of four. Things keep their ids; only the numbers they are shown by change.

use crate::words::chance::Seed;

/// How often another stride is tried before the plain one is taken.
const TRIES: u64 = 64;

/// A permutation of the numbers below a count: `number * stride + shift`. With two numbers or more
/// none of them stays where it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shuffle {
    count: u32,
    stride: u32,
    shift: u32,
    back: u32,
}

impl Default for Shuffle {
    fn default() -> Self {
        Self::none(u32::MAX)
    }
}

impl Shuffle {
    /// Everything stays where it is.
    pub const fn none(count: u32) -> Self {
        Self {
            count,
            stride: 1,
            shift: 0,
            back: 1,
        }
    }

    /// The shuffle of so many numbers in this variant of a city; variant 0 is the city as written.
    pub fn of(variant: u64, what: &str, count: u32) -> Self {
        if variant == 0 || count < 2 {
            return Self::none(count);
        }
        let mut draw = Seed(variant).fixed(u64::from(count), what);
        for _ in 0..TRIES {
            let (stride, shift) = (1 + draw.below(count - 1), 1 + draw.below(count - 1));
            // A number n stays where n * (stride - 1) + shift is a multiple of the count.
            let stays = shift.is_multiple_of(gcd(stride - 1, count));
            if let (Some(back), false) = (inverse(stride, count), stays) {
                return Self {
                    count,
                    stride,
                    shift,
                    back,
                };
            }
        }
        Self {
            shift: 1 + draw.below(count - 1),
            ..Self::none(count)
        }
    }

    /// What a number is shown as.
    pub fn shown(&self, number: u32) -> u32 {
        let to = u64::from(number) * u64::from(self.stride) + u64::from(self.shift);
        u32::try_from(to % u64::from(self.count.max(1))).unwrap_or(0)
    }

    /// The number that is shown so.
    pub fn meant(&self, shown: u32) -> u32 {
        let count = u64::from(self.count.max(1));
        let from = u64::from(shown) + count - u64::from(self.shift) % count;
        u32::try_from(from % count * u64::from(self.back) % count).unwrap_or(0)
    }
}

const fn gcd(mut a: u32, mut b: u32) -> u32 {
    while a != 0 {
        (a, b) = (b % a, a);
    }
    b
}

/// The stride that undoes a stride, if one does.
fn inverse(stride: u32, count: u32) -> Option<u32> {
    let (mut r, mut next_r) = (i64::from(count), i64::from(stride));
    let (mut t, mut next_t) = (0_i64, 1_i64);
    while next_r != 0 {
        let times = r / next_r;
        (t, next_t) = (next_t, t - times * next_t);
        (r, next_r) = (next_r, r - times * next_r);
    }
    (r == 1).then(|| u32::try_from(t.rem_euclid(i64::from(count))).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_number_goes_elsewhere_and_comes_back() {
        for variant in 1..40 {
            for count in [2, 3, 4, 6, 15, 60, 64, 997, 1_024] {
                let shuffle = Shuffle::of(variant, "ws-so", count);
                let shown: BTreeSet<u32> = (0..count).map(|n| shuffle.shown(n)).collect();
                assert_eq!(shown.len(), count as usize, "{shuffle:?}");
                assert!(shown.iter().all(|n| *n < count), "{shuffle:?}");
                for n in 0..count {
                    assert_ne!(shuffle.shown(n), n, "{shuffle:?}");
                    assert_eq!(shuffle.meant(shuffle.shown(n)), n, "{shuffle:?}");
                }
            }
        }
    }

    #[test]
    fn the_city_as_written_and_one_host_alone_stay() {
        let all = [Shuffle::of(0, "x", 60), Shuffle::of(9, "x", 1)];
        assert!(all.iter().all(|one| one.shown(0) == 0 && one.meant(0) == 0));
        let huge = Shuffle::of(5, "x", 2_000_000);
        let back = (0..2_000_000)
            .step_by(991)
            .map(|n| huge.meant(huge.shown(n)));
        assert!(back.eq((0..2_000_000).step_by(991)));
        assert_eq!(Shuffle::default().shown(77), 77);
    }
}
