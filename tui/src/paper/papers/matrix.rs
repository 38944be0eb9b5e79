//! The matrix of ATT&CK: each technique once, however often it was used.

use std::collections::BTreeMap;

use engine::report::Moment;
use engine::report::attack::StepRow;

use crate::paper::press::Press;
use crate::paper::tree::{Part, plain};
use crate::phrase::harmless;

/// What became of a technique over all its uses.
#[derive(Default)]
struct Uses {
    all: u64,
    detected: u64,
    contained: u64,
    first: [Option<Moment>; 3],
}

impl Uses {
    fn take(&mut self, step: &StepRow) {
        self.all += 1;
        self.detected += u64::from(step.claimed.is_some());
        self.contained += u64::from(step.contained.is_some());
        let moments = [step.began, step.claimed, step.contained];
        for (first, moment) in self.first.iter_mut().zip(moments) {
            let sooner = |one: &Moment| first.is_none_or(|f| (one.at, one.fact) < (f.at, f.fact));
            *first = moment.filter(sooner).or(*first);
        }
    }
}

/// Techniques that were used: how often, how often found and stopped, and when first.
#[must_use]
pub fn techniques(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-technique", 6),
        ("paper-times-used", 1),
        ("paper-executed", 2),
        ("paper-times-detected", 1),
        ("paper-detected", 2),
        ("paper-times-contained", 1),
        ("paper-contained-first", 2),
    ];
    let mut table = press
        .table("paper-table-techniques", &columns)
        .figures(&[1, 3, 5]);
    let mut all: BTreeMap<(&str, &str), Uses> = BTreeMap::new();
    for step in press.report.attack.iter().filter(|s| s.began.is_some()) {
        for technique in &step.techniques {
            let uses = all.entry((&technique.id, &technique.name)).or_default();
            uses.take(step);
        }
    }
    for ((id, name), uses) in all {
        let [executed, detected, contained] = uses.first.map(|moment| press.moment(moment));
        let times = |n: u64| plain(press.number(n));
        table.row(vec![
            plain(format!("{id} {}", harmless(name))),
            times(uses.all),
            executed,
            times(uses.detected),
            detected,
            times(uses.contained),
            contained,
        ]);
    }
    press.filled(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_technique_used_twice_is_counted_and_its_first_moments_are_kept() {
        let moment = |at: u32| Some(Moment { at, fact: at });
        let step = |began: u32, claimed: Option<u32>| StepRow {
            began: moment(began),
            claimed: claimed.and_then(moment),
            ..StepRow::default()
        };
        let mut uses = Uses::default();
        for one in [step(20, None), step(10, Some(50)), step(30, Some(40))] {
            uses.take(&one);
        }
        assert_eq!((uses.all, uses.detected, uses.contained), (3, 2, 0));
        assert_eq!(uses.first, [moment(10), moment(40), None]);
    }
}
