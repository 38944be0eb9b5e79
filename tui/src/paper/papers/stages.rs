//! The four stages of machines that the attack held, and the warnings to each body, in the papers.
//! Nothing where the city does not count the one, or nobody was sent the other.

use engine::report::Moment;
use engine::report::stages::{AddressRow, MachineRow, WarnedRow};

use crate::paper::press::{Press, para};
use crate::paper::tree::{Bit, Bits, Part, plain};

/// Since when a machine stands at a stage.
type Mark = fn(&MachineRow) -> Option<Moment>;

/// The stages, with the keys of their headings.
const STAGES: [(&str, Mark); 4] = [
    ("funnel-stage-detected", |one| one.detected),
    ("funnel-stage-warned", |one| one.warned),
    ("funnel-stage-handled", |one| one.handled),
    ("funnel-stage-cleaned", |one| one.cleaned),
];

/// The four stages: how many machines came to each, and by public address.
#[must_use]
pub fn funnel(press: &Press<'_>) -> Vec<Part> {
    let Some(funnel) = &press.report.funnel else {
        return Vec::new();
    };
    let caption = match funnel.truth {
        true => "paper-table-funnel",
        false => "paper-table-funnel-known",
    };
    let mut columns = vec![("paper-funnel-all", 2)];
    columns.extend(STAGES.map(|(key, _)| (key, 2)));
    let mut all = press.table(caption, &columns).figures(&[0, 1, 2, 3, 4]);
    let counts = funnel.stages.iter().map(|stage| stage.have);
    let counts = std::iter::once(funnel.of).chain(counts);
    all.row(counts.map(|n| plain(press.number(n.into()))).collect());

    let mut columns = vec![
        ("paper-funnel-address", 3),
        ("paper-unit", 4),
        ("paper-funnel-machines", 4),
    ];
    columns.extend(STAGES.map(|(key, _)| (key, 3)));
    let mut table = press.table("paper-table-addresses", &columns);
    for row in &funnel.addresses {
        let names: Vec<&str> = row.machines.iter().map(|one| one.name.as_str()).collect();
        let mut cells = vec![
            plain(row.address.clone()),
            plain(press.maybe(row.body.as_ref())),
            plain(names.join(", ")),
        ];
        cells.extend(STAGES.map(|(_, of)| come(press, row, of)));
        table.row(cells);
    }
    vec![press.filled(all), press.filled(table)]
}

/// How many of an address's machines came to a stage, and when the last of them did.
fn come(press: &Press<'_>, row: &AddressRow, of: Mark) -> Bits {
    let moments: Vec<Moment> = row.machines.iter().filter_map(of).collect();
    let last = moments.iter().max_by_key(|moment| moment.at).copied();
    let (have, all) = (moments.len(), row.machines.len());
    let mut bits = match (have, all) {
        (1, 1) => Bits::new(),
        _ => plain(format!("{have}/{all} ")),
    };
    bits.extend(press.moment(last));
    bits
}

/// The warnings, body by body, and how many bodies came to each.
#[must_use]
pub fn warnings(press: &Press<'_>) -> Vec<Part> {
    let rows = &press.report.warnings;
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = [
        ("paper-unit", 6),
        ("paper-warned-first", 2),
        ("paper-warned-issued", 2),
        ("paper-warned-delivered", 2),
        ("paper-warned-acknowledged", 2),
        ("paper-warned-acted", 2),
        ("paper-warned-verified", 3),
    ];
    let mut table = press.table("paper-table-warnings", &columns);
    let stages: [fn(&WarnedRow) -> Option<Moment>; 5] = [
        |one| one.first,
        |one| one.issued,
        |one| one.delivered,
        |one| one.acknowledged,
        |one| one.acted,
    ];
    for row in rows {
        let mut cells = vec![plain(press.text(&row.body))];
        cells.extend(stages.map(|of| press.moment(of(row))));
        // What is missing of a body that has let its time pass is no gap: it is its silence.
        if let (Some(silent), Some(gap)) = (row.silent, first_gap(row)) {
            let mut bits = plain(format!("{} ", press.say("paper-warned-silent")));
            bits.extend(press.moment(Some(silent)));
            cells[gap] = bits;
        }
        let mut verified = press.moment(row.verified);
        if row.holds == Some(false) {
            verified.push(Bit::Plain(format!(" {}", press.say("paper-warned-fails"))));
        }
        cells.push(verified);
        table.row(cells);
    }
    let count = |is: &dyn Fn(&WarnedRow) -> bool| {
        let all = rows.iter().filter(|row| is(row)).count();
        plain(format!("{all}/{}", rows.len()))
    };
    let mut sum = vec![plain(press.say("paper-warned-sum"))];
    sum.extend(stages.map(|of| count(&|row| of(row).is_some())));
    sum.push(count(&|row| row.holds == Some(true)));
    table.row(sum);
    vec![press.filled(table), para(press.say("paper-warned-about"))]
}

/// The column of what a body is to do next.
const fn first_gap(row: &WarnedRow) -> Option<usize> {
    match (row.acknowledged, row.acted) {
        (None, _) => Some(4),
        (Some(_), None) => Some(5),
        (Some(_), Some(_)) => None,
    }
}
