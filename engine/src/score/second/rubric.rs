//! What people judge: the jury's ratings, how far two graders agree, and the score with their
//! share.

use crate::score::beside::{RUBRIC_LIMIT, Rubric, RubricLine};
use crate::score::card::{Milli, WHOLE, share_out};
use crate::score::stakes::Stakes;
use crate::words::fact::{Fact, FactKind};
use crate::words::name::{FactId, Name};
use crate::words::order::Rating;
use std::collections::{BTreeMap, BTreeSet};

/// What a rating is worth, per mille. Ours.
const fn worth(rating: Rating) -> i128 {
    match rating {
        Rating::P => 1_000,
        Rating::S => 750,
        Rating::M => 400,
        Rating::U => 0,
    }
}

type Given = BTreeMap<Name, BTreeMap<Name, (Rating, FactId)>>;

/// The last rating of each grader for each objective. What was given before stands in the facts.
fn given(facts: &[Fact]) -> Given {
    let mut all = Given::new();
    for fact in facts {
        if let FactKind::Rated {
            objective,
            rating,
            grader,
            ..
        } = &fact.kind
        {
            let of = all.entry(objective.clone()).or_default();
            of.insert(grader.clone(), (*rating, fact.id));
        }
    }
    all
}

/// The rubric, if the organisers gave it a share or anybody rated. An objective that nobody rated
/// stands there with no points: it is shown as a gap.
pub fn rubric(stakes: &Stakes, facts: &[Fact], machine: Milli) -> Option<Rubric> {
    let given = given(facts);
    let of = stakes.rubric.clamp(0, RUBRIC_LIMIT);
    if (of == 0 && given.is_empty()) || stakes.objectives.is_empty() {
        return None;
    }
    let none = BTreeMap::new();
    let mut lines: Vec<RubricLine> = Vec::new();
    let mut parts = Vec::new();
    for objective in &stakes.objectives {
        let by = given.get(objective).unwrap_or(&none);
        let sum: i128 = by.values().map(|(rating, _)| worth(*rating)).sum();
        parts.push(sum / (by.len().max(1) as i128));
        let each = by
            .iter()
            .map(|(grader, (rating, fact))| (grader.clone(), *rating, *fact));
        lines.push(RubricLine {
            objective: objective.clone(),
            given: each.collect(),
            points: 0,
        });
    }
    let total = stakes.objectives.len() as i128 * 1_000;
    for (line, points) in lines.iter_mut().zip(share_out(of, total, &parts)) {
        line.points = points;
    }
    let got: Milli = lines.iter().map(|line| line.points).sum();
    let rest = share_out(machine, i128::from(WHOLE), &[i128::from(WHOLE - of)])[0];
    Some(Rubric {
        of,
        got,
        kappa: kappa(&lines),
        spread: spread(&lines, &parts, of).map(|(least, most)| (least + rest, most + rest)),
        lines,
        combined: got + rest,
    })
}

/// What the rubric comes to by the strictest and by the mildest grader alone.
fn spread(lines: &[RubricLine], all: &[i128], of: Milli) -> Option<(Milli, Milli)> {
    let given = lines.iter().flat_map(|line| &line.given);
    let graders: BTreeSet<&Name> = given.map(|(grader, ..)| grader).collect();
    let total = lines.len() as i128 * 1_000;
    let alone = |grader: &Name| -> Milli {
        let own = lines.iter().zip(all).map(|(line, all)| {
            let own = line.given.iter().find(|(by, ..)| by == grader);
            own.map_or(*all, |(_, rating, _)| worth(*rating))
        });
        share_out(of, total, &own.collect::<Vec<i128>>())
            .iter()
            .sum()
    };
    let each: Vec<Milli> = graders.iter().map(|grader| alone(grader)).collect();
    let (least, most) = (each.iter().min()?, each.iter().max()?);
    (graders.len() > 1).then_some((*least, *most))
}

/// Cohen's κ of the two graders who rated the most in common, per mille: how far they agree beyond
/// chance. Nothing if no two rated the same. Who agrees on everything, agrees fully, also where
/// chance alone would.
fn kappa(lines: &[RubricLine]) -> Option<i32> {
    let mut pairs: BTreeMap<(Name, Name), Vec<(Rating, Rating)>> = BTreeMap::new();
    for line in lines {
        for (i, (a, first, _)) in line.given.iter().enumerate() {
            for (b, second, _) in &line.given[i + 1..] {
                let pair = pairs.entry((a.clone(), b.clone())).or_default();
                pair.push((*first, *second));
            }
        }
    }
    let rated = pairs.into_values().max_by_key(Vec::len)?;
    Some(kappa_of(&rated))
}

fn kappa_of(rated: &[(Rating, Rating)]) -> i32 {
    let n = rated.len() as i64;
    let agreed = rated.iter().filter(|(a, b)| a == b).count() as i64;
    let of = |rating: Rating| {
        let first = rated.iter().filter(|(a, _)| *a == rating).count() as i64;
        let second = rated.iter().filter(|(_, b)| *b == rating).count() as i64;
        first * second
    };
    // κ = (p₀ − pₑ) / (1 − pₑ) with p₀ = agreed/n and pₑ = Σ first·second / n².
    let chance: i64 = [Rating::P, Rating::S, Rating::M, Rating::U]
        .into_iter()
        .map(of)
        .sum();
    let (above, below) = (agreed * n - chance, n * n - chance);
    let kappa = (above * 1_000).checked_div(below).unwrap_or(1_000);
    i32::try_from(kappa).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Rating::{M, P, S, U};

    #[test]
    fn the_spread_is_from_the_strictest_grader_to_the_mildest() {
        let line = |given: &[(&str, Rating)]| RubricLine {
            objective: "one".into(),
            given: given
                .iter()
                .map(|(by, rating)| ((*by).into(), *rating, FactId(1)))
                .collect(),
            points: 0,
        };
        let lines = [line(&[("a", P), ("b", M)]), line(&[("a", S)])];
        // b rated the first alone: the second counts for it as all had it.
        assert_eq!(spread(&lines, &[700, 750], 20_000), Some((11_500, 17_500)));
        assert_eq!(spread(&lines[1..], &[750], 20_000), None);
    }

    #[test]
    fn agreement_is_what_is_beyond_chance() {
        assert_eq!(kappa_of(&[(P, P), (S, S), (M, M), (U, U)]), 1_000);
        assert_eq!(kappa_of(&[(P, P), (P, P)]), 1_000);
        // The textbook table: 20 and 15 of 50 agreed on, 5 and 10 not: κ = 0.4.
        let table = [(P, P, 20), (P, U, 5), (U, P, 10), (U, U, 15)];
        let rated: Vec<_> = table
            .iter()
            .flat_map(|(a, b, n)| vec![(*a, *b); *n])
            .collect();
        assert_eq!(kappa_of(&rated), 400);
        assert_eq!(kappa_of(&[(P, U), (U, P)]), -1_000);
    }
}
