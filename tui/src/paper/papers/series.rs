//! Machines alike, told of in one row: a signer reads "152 machines", and the data keep each.

use std::collections::BTreeSet;

use engine::report::city::{Harm, SeriesRow};

use crate::paper::press::Press;
use crate::paper::tree::{Bit, Part, plain};
use crate::phrase::Value;

/// So many machines of a series are told of together; fewer by their names.
const TOGETHER: usize = 4;

/// Rows put together that have the same key, each where the first of them stands; those without a
/// key, and too few of one, stay by themselves, where they were.
pub fn fold<T, K: PartialEq>(rows: &[T], key: impl Fn(&T) -> Option<K>) -> Vec<Vec<&T>> {
    let mut all: Vec<(Option<K>, Vec<usize>)> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let key = key(row);
        let same = all.iter_mut().find(|(of, _)| key.is_some() && *of == key);
        match same {
            Some((_, places)) => places.push(place),
            None => all.push((key, vec![place])),
        }
    }
    let apart = |(_, places): (Option<K>, Vec<usize>)| match places.len() < TOGETHER {
        true => places.into_iter().map(|place| vec![place]).collect(),
        false => vec![places],
    };
    let mut all: Vec<Vec<usize>> = all.into_iter().flat_map(apart).collect();
    all.sort_by_key(|places| places[0]);
    let rows_of = |places: Vec<usize>| places.into_iter().map(|place| &rows[place]).collect();
    all.into_iter().map(rows_of).collect()
}

/// What rows that were put together are called: how many machines, of which kind, of how many
/// bodies. Nothing of one row.
pub fn row<'r>(
    press: &Press<'_>,
    series: impl Iterator<Item = Option<&'r SeriesRow>>,
) -> Option<String> {
    let all: Vec<&SeriesRow> = series.flatten().collect();
    let bodies: BTreeSet<&str> = all.iter().map(|one| &*one.org).collect();
    let first = all.first().filter(|_| all.len() > 1)?;
    let args = [
        ("count", Value::from(press.number(all.len() as u64))),
        ("title", Value::from(press.text(&first.title))),
        ("bodies", Value::from(bodies.len())),
    ];
    Some(press.with("paper-series", &args))
}

/// What the attack reached.
#[must_use]
pub fn harm(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-when", 2),
        ("paper-criterion", 3),
        ("paper-reached", 4),
        ("paper-what", 6),
    ];
    let mut table = press.table("paper-table-harm", &columns);
    let alike = |row: &Harm| {
        let part = row.part.as_ref().map(|part| press.text(part));
        let series = row.series.as_ref().map(|series| series.name.clone())?;
        Some((row.is.clone(), row.on.clone(), series, part))
    };
    for folded in fold(&press.report.harm, alike) {
        let (row, last) = (folded[0], folded[folded.len() - 1]);
        let many = self::row(press, folded.iter().map(|row| row.series.as_ref()));
        let mut when = press.moment(Some(row.when));
        let what = match (many, &row.part) {
            (None, _) => press.maybe(row.what.as_ref()),
            (Some(many), None) => many,
            (Some(many), Some(part)) => format!("{} – {many}", press.text(part)),
        };
        let what = match row.served {
            None => what,
            Some(served) => {
                let share = Value::from(press.per_mille(served.into()));
                let least = press.with("paper-served-least", &[("share", share)]);
                format!("{what} ({least})")
            }
        };
        if last.when.at != row.when.at {
            when.push(Bit::Plain(" – ".to_owned()));
            when.extend(press.moment(Some(last.when)));
        }
        table.row(vec![
            when,
            plain(press.word("impact", &row.on)),
            plain(press.word("harm", &row.is)),
            plain(what),
        ]);
    }
    press.filled(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_alike_are_one_row_and_few_stay_by_name() {
        let rows = ["ws", "db", "ws", "pc", "ws", "pc", "ws", "-", "-", "-", "-"];
        let key = |row: &&'static str| Some(*row).filter(|row| *row != "-");
        let sizes: Vec<usize> = fold(&rows, key).iter().map(Vec::len).collect();
        assert_eq!(sizes, [4, 1, 1, 1, 1, 1, 1, 1]);
        let few = ["pc", "db", "pc"];
        let told = fold(&few, |row| Some(*row)).concat();
        assert_eq!(told, [&"pc", &"db", &"pc"], "in their order");
    }
}
