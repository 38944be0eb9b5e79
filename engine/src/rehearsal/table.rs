//! The table of a rehearsal: each bot's score over all seeds, the index, intervals and ranks. All
//! in whole thousandths, so that parts put together give the same table to the last digit.

use crate::rehearsal::{BotKind, Family, Queue, Results};
use crate::score::card::Milli;
use serde::Serialize;

/// What the mean of a bot is known to, and what it comes to on the index.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Row {
    /// The bot's name.
    pub bot: String,
    /// How many seeds.
    pub runs: u32,
    /// Mean score.
    pub mean: Milli,
    /// Standard deviation over the seeds.
    pub sd: Milli,
    /// Half the width of the 95 % interval of the mean (Student's t).
    pub half: Milli,
    /// The index: 0 for the best trick, 100,000 for the reference.
    pub index: Option<Milli>,
    /// …at both ends of the interval.
    pub index_from: Option<Milli>,
    /// …at both ends of the interval.
    pub index_to: Option<Milli>,
    /// The lowest and the highest index over all ways to weigh each component half again or half as
    /// much.
    pub index_weighed: Option<(Milli, Milli)>,
    /// The band of the index, A to E.
    pub band: Option<char>,
    /// One more than there are bots whose interval lies wholly above this one's; never behind a bot
    /// with a lower mean.
    pub rank: usize,
    /// Whether its interval overlaps another's: a tie.
    pub is_tie: bool,
    /// Mean of each component, over the drills in which it was measured.
    pub parts: Vec<Option<Milli>>,
    /// The alerts that its drills put before the defence, all taken together.
    pub queue: Queue,
}

impl Row {
    /// Its kind of bot.
    pub fn family(&self) -> Option<Family> {
        BotKind::named(&self.bot).map(BotKind::family)
    }
}

/// The table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Table {
    /// Its rows, the best first.
    pub rows: Vec<Row>,
    /// R₀: the mean of the best trick.
    pub zero: Option<Milli>,
    /// R_ref: the mean of the reference.
    pub hundred: Option<Milli>,
    /// Components: name, and what each can be worth.
    pub parts: Vec<(String, Milli)>,
    /// In how many of all those ways the ladder stands in order, tricks below it and the reference
    /// above, and of how many; nothing if a rung was not played.
    pub ordered: Option<(u32, u32)>,
}

/// A component weighs half as much, or half again, per mille.
const WEIGHED: [i128; 2] = [500, 1_500];

/// The bands of the index and from where on each counts, in whole points.
const BANDS: [(char, Milli); 4] = [('A', 85_000), ('B', 65_000), ('C', 40_000), ('D', 15_000)];

/// Two-sided 95 % points of Student's t, in thousandths, for 1, 2, … degrees of freedom.
const T: [i128; 30] = [
    12_706, 4_303, 3_182, 2_776, 2_571, 2_447, 2_365, 2_306, 2_262, 2_228, 2_201, 2_179, 2_160,
    2_145, 2_131, 2_120, 2_110, 2_101, 2_093, 2_086, 2_080, 2_074, 2_069, 2_064, 2_060, 2_056,
    2_052, 2_048, 2_045, 2_042,
];

/// The band of an index.
pub fn band(index: Milli) -> char {
    let band = BANDS.iter().find(|(_, from)| index >= *from);
    band.map_or('E', |(band, _)| *band)
}

/// A number divided, rounded half away from zero.
fn rounded(of: i128, by: i128) -> i64 {
    let half = by / 2;
    let up = if of < 0 { of - half } else { of + half };
    i64::try_from(up / by.max(1)).unwrap_or(i64::MAX)
}

fn mean(all: &[Milli]) -> Milli {
    let sum: i128 = all.iter().map(|x| i128::from(*x)).sum();
    rounded(sum, (all.len() as i128).max(1))
}

/// Standard deviation, and half the interval of the mean. One drill tells nothing of either.
fn spread(all: &[Milli]) -> (Milli, Milli) {
    let n = all.len() as i128;
    if n < 2 {
        return (0, 0);
    }
    let sum: i128 = all.iter().map(|x| i128::from(*x)).sum();
    let squares: i128 = all.iter().map(|x| i128::from(*x) * i128::from(*x)).sum();
    let over = (n * squares - sum * sum).max(0);
    let t = T.get(all.len() - 2).copied().unwrap_or(1_960);
    let sd = (over / (n * (n - 1))).isqrt();
    // t · sd / √n, the root taken last so that little is lost to rounding.
    let half = (t * t * over / (n * n * (n - 1)) / 1_000_000).isqrt();
    let whole = |x: i128| i64::try_from(x).unwrap_or(i64::MAX);
    (whole(sd), whole(half))
}

impl Table {
    /// The table of these results.
    pub fn of(results: &Results) -> Self {
        let bots = results.head.bots.iter();
        let mut rows: Vec<Row> = bots.filter_map(|bot| row(results, bot)).collect();
        let best = |family| {
            let of = rows.iter().filter(|row| row.family() == Some(family));
            of.map(|row| row.mean).max()
        };
        let (zero, hundred) = (best(Family::Degenerate), best(Family::Reference));
        if let (Some(zero), Some(hundred)) = (zero, hundred) {
            rows.iter_mut().for_each(|row| row.settle(zero, hundred));
        }
        let ordered = weigh(results, &mut rows);
        rows.sort_by(|a, b| b.mean.cmp(&a.mean).then(a.bot.cmp(&b.bot)));
        rank(&mut rows);
        Self {
            rows,
            zero,
            hundred,
            parts: results.parts.clone(),
            ordered,
        }
    }

    /// The row of a bot.
    pub fn row(&self, kind: BotKind) -> Option<&Row> {
        self.rows.iter().find(|row| row.bot == kind.name())
    }
}

/// The mean points of a bot in each component, unmeasured ones as none, times a thousand.
fn points(results: &Results, bot: &str) -> Vec<i128> {
    let own: Vec<_> = results.trials.iter().filter(|t| t.bot == bot).collect();
    let sum = |i: usize| {
        let got = own
            .iter()
            .filter_map(|trial| trial.parts.get(i).copied().flatten());
        got.map(i128::from).sum::<i128>() * 1_000 / (own.len() as i128).max(1)
    };
    (0..results.parts.len()).map(sum).collect()
}

/// Weighs every component by half as much and half again, in all ways, and puts each row on the
/// index of each: the index is a fraction of weights, so it is least and most at these corners.
/// Says in how many of them the order of the bots holds.
fn weigh(results: &Results, rows: &mut [Row]) -> Option<(u32, u32)> {
    let all: Vec<Vec<i128>> = rows.iter().map(|row| points(results, &row.bot)).collect();
    let of: Vec<i128> = results.parts.iter().map(|(_, of)| (*of).into()).collect();
    let place = |kind: BotKind| rows.iter().position(|row| row.bot == kind.name());
    let ladder = [BotKind::Novice, BotKind::Competent, BotKind::Expert];
    let ladder: Option<Vec<usize>> = ladder.into_iter().map(place).collect();
    let reference = place(BotKind::Playbook)?;
    let tricks: Vec<usize> = (0..rows.len())
        .filter(|at| rows[*at].family() == Some(Family::Degenerate))
        .collect();
    let ways = 1u32 << of.len().min(16);
    let mut holds = 0;
    for way in 0..ways {
        let weight = |part: usize| WEIGHED[(way >> part & 1) as usize];
        let sum = |parts: &[i128]| -> i128 {
            let each = parts.iter().enumerate();
            each.map(|(i, points)| points * weight(i)).sum()
        };
        let whole = sum(&of).max(1);
        let totals: Vec<i128> = all.iter().map(|parts| sum(parts) * 100 / whole).collect();
        let zero = tricks.iter().map(|at| totals[*at]).max()?;
        let hundred = totals[reference];
        if hundred <= zero {
            continue;
        }
        for (row, total) in rows.iter_mut().zip(&totals) {
            let index = rounded((total - zero) * 100_000, hundred - zero);
            let (least, most) = row.index_weighed.unwrap_or((index, index));
            row.index_weighed = Some((least.min(index), most.max(index)));
        }
        let rungs = ladder.iter().flatten().map(|at| totals[*at]);
        let rungs: Vec<i128> = std::iter::once(zero)
            .chain(rungs)
            .chain([hundred])
            .collect();
        holds += u32::from(rungs.is_sorted_by(|a, b| a < b));
    }
    ladder.map(|_| (holds, ways))
}

impl Row {
    /// Puts it on the index that runs from the best trick to the reference.
    fn settle(&mut self, zero: Milli, hundred: Milli) {
        // A reference no better than a trick spans no index.
        if hundred <= zero {
            return;
        }
        let index = |x: Milli| {
            let of = i128::from(x) - i128::from(zero);
            rounded(of * 100_000, i128::from(hundred) - i128::from(zero))
        };
        self.index = Some(index(self.mean));
        self.index_from = Some(index(self.mean - self.half));
        self.index_to = Some(index(self.mean + self.half));
        self.band = self.index.map(band);
    }
}

fn row(results: &Results, bot: &str) -> Option<Row> {
    let own: Vec<_> = results.trials.iter().filter(|t| t.bot == bot).collect();
    if own.is_empty() {
        return None;
    }
    let totals: Vec<Milli> = own.iter().map(|trial| trial.total).collect();
    let (sd, half) = spread(&totals);
    let part = |i: usize| {
        let got = own.iter().filter_map(|trial| *trial.parts.get(i)?);
        let got: Vec<Milli> = got.collect();
        (!got.is_empty()).then(|| mean(&got))
    };
    Some(Row {
        bot: bot.to_owned(),
        runs: u32::try_from(own.len()).unwrap_or(u32::MAX),
        mean: mean(&totals),
        sd,
        half,
        index: None,
        index_from: None,
        index_to: None,
        index_weighed: None,
        band: None,
        rank: 0,
        is_tie: false,
        parts: (0..results.parts.len()).map(part).collect(),
        queue: own
            .iter()
            .map(|trial| trial.queue)
            .fold(Queue::default(), Queue::and),
    })
}

fn rank(rows: &mut [Row]) {
    let ends: Vec<(Milli, Milli)> = rows
        .iter()
        .map(|row| (row.mean - row.half, row.mean + row.half))
        .collect();
    for (i, row) in rows.iter_mut().enumerate() {
        let (from, to) = ends[i];
        row.rank = 1 + ends.iter().filter(|other| other.0 > to).count();
        let overlaps =
            |(j, other): (usize, &(Milli, Milli))| j != i && other.0 <= to && other.1 >= from;
        row.is_tie = ends.iter().enumerate().any(overlaps);
    }
    // A mean that is known less well reaches further up: whoever stands above it ranks no worse.
    let mut best = usize::MAX;
    for row in rows.iter_mut().rev() {
        best = best.min(row.rank);
        row.rank = best;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_spread_and_interval_are_those_of_the_books() {
        let all = [10_000, 12_000, 14_000, 16_000, 18_000];
        assert_eq!(mean(&all), 14_000);
        // sd = √10 thousand; half = 2.776 · sd / √5.
        assert_eq!(spread(&all), (3_162, 3_925));
        assert_eq!(spread(&[5_000]), (0, 0));
        assert_eq!(mean(&[]), 0);
        assert_eq!(rounded(-3, 2), -2);
    }

    #[test]
    fn bands_begin_where_the_scoring_page_says() {
        let bands: String = [100_000, 85_000, 84_999, 65_000, 40_000, 15_000, 14_999, -5]
            .into_iter()
            .map(band)
            .collect();
        assert_eq!(bands, "AABBCDEE");
    }

    #[test]
    fn overlapping_intervals_share_a_rank() {
        let one = |mean, half| Row {
            bot: "none".into(),
            runs: 2,
            mean,
            sd: 0,
            half,
            index: None,
            index_from: None,
            index_to: None,
            index_weighed: None,
            band: None,
            rank: 0,
            is_tie: false,
            parts: Vec::new(),
            queue: Queue::default(),
        };
        let mut rows = [one(80, 5), one(60, 5), one(52, 5), one(10, 1)];
        rank(&mut rows);
        let ranks: Vec<_> = rows.iter().map(|row| (row.rank, row.is_tie)).collect();
        assert_eq!(ranks, [(1, false), (2, true), (2, true), (4, false)]);
        // One seed more or less sure of the lower of two does not turn them round.
        let mut rows = [one(80, 1), one(60, 1), one(55, 30)];
        rank(&mut rows);
        let ranks: Vec<_> = rows.iter().map(|row| row.rank).collect();
        assert_eq!(ranks, [1, 1, 1]);
    }
}
