//! The jury's minutes. What was not rated is shown as a gap; they hold once people have signed.

use engine::report::jury::MeasuredRow;

use crate::paper::papers::{figures, scores, tables};
use crate::paper::press::{Press, heading, para};
use crate::paper::tree::{Bit, Paper, Part, blank, plain};
use crate::phrase::{Value, harmless};

/// The whole paper.
#[must_use]
pub fn paper(press: &Press<'_>) -> Paper {
    let mut parts = vec![heading(1, press.say("jury-p-1")), tables::teams(press)];
    parts.push(heading(1, press.say("jury-p-2")));
    parts.push(Part::Para(blank()));
    parts.push(Part::Table(scores::origin(press)));
    parts.push(heading(1, press.say("jury-p-3")));
    parts.extend(guides(press));
    parts.push(objectives(press));
    parts.push(heading(1, press.say("jury-p-4")));
    parts.push(scores::components(press));
    parts.extend(scores::teams(press));
    parts.extend(figures::waterfall(press));
    parts.extend(scores::rubric(press));
    parts.push(scores::ledger(press));
    parts.push(heading(1, press.say("jury-p-5")));
    remarks(press, &mut parts);
    parts.push(protests(press));
    if press
        .report
        .jury
        .iter()
        .any(|jury| !jury.protests.is_empty())
    {
        parts.push(para(press.say("paper-protests-about")));
    }
    parts.push(graded(press));
    parts.push(heading(1, press.say("jury-p-6")));
    parts.push(para(press.say("jury-p-6-note")));
    let signed = press.report.jury.iter().flat_map(|jury| &jury.signed);
    let signed = signed.map(|row| {
        let mut bits = press.moment(Some(row.made));
        let (grader, text) = (harmless(&row.grader), harmless(&row.text));
        bits.push(Bit::Plain(match &*text {
            "" => format!(" {grader}"),
            _ => format!(" {grader}: {text}"),
        }));
        bits
    });
    let signed: Vec<_> = signed.collect();
    if signed.is_empty() {
        parts.push(para(press.say("paper-not-signed")));
    } else {
        parts.push(para(press.say("paper-signed-by")));
        parts.push(Part::List(signed));
    }
    parts.push(Part::Para(blank()));
    parts.push(heading(1, press.say("closing-a-2")));
    parts.push(press.appendix(&[]));
    let mut paper = press.paper("jury", press.say("paper-jury"), parts);
    paper.official = Some(press.official(
        ("paper-minutes", "paper-jury-about"),
        "BB-BGK",
        &[],
        "paper-chair-bgk",
    ));
    paper
}

/// The evaluation guide, where the scenario's author wrote one.
fn guides(press: &Press<'_>) -> Option<Part> {
    let all = press.report.jury.iter().flat_map(|jury| &jury.objectives);
    let items = all.filter_map(|row| {
        let guide = press.text(row.guide.as_ref()?);
        let title = Bit::Strong(format!("{}: ", press.text(&row.title)));
        Some(vec![title, Bit::Plain(guide)])
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then_some(Part::List(items))
}

/// Each objective: what was measured of it, and how it was rated.
#[must_use]
pub fn objectives(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-objective", 6),
        ("paper-within", 2),
        ("paper-was-shown", 3),
        ("paper-rating", 3),
        ("paper-grader", 2),
        ("paper-reason", 5),
        ("paper-when", 2),
    ];
    let mut table = press.table("paper-table-objectives", &columns);
    let all = press.report.jury.iter().flat_map(|jury| &jury.objectives);
    for row in all {
        let last = row.ratings.last();
        let mut rating = match last {
            Some(given) => press.word("rating", &given.rating),
            None => press.say("paper-not-rated"),
        };
        for given in row.ratings.iter().rev().skip(1) {
            let args = [
                ("rating", Value::from(press.word("rating", &given.rating))),
                ("at", Value::from(press.at(given.given.at))),
            ];
            rating = format!("{rating}; {}", press.with("paper-rated-before", &args));
        }
        table.row(vec![
            plain(press.text(&row.title)),
            plain(press.span(row.within)),
            plain(
                row.measured
                    .map_or_else(|| "–".to_owned(), |all| shown(press, all)),
            ),
            plain(rating),
            plain(last.map_or_else(String::new, |given| harmless(&given.grader))),
            plain(last.map_or_else(String::new, |given| harmless(&given.reason))),
            press.moment(last.map(|given| given.given)),
        ]);
    }
    press.filled(table)
}

/// What of an objective was shown: so many checks in time of those that are settled.
fn shown(press: &Press<'_>, all: MeasuredRow) -> String {
    let settled = all.in_time + all.late + all.missed;
    let args = [
        ("good", Value::from(all.in_time)),
        ("settled", Value::from(settled)),
        ("open", Value::from(all.open)),
    ];
    let mut shown = match (settled, all.open) {
        (0, 0) => press.say("jury-shown-nothing"),
        (_, 0) => press.with("jury-shown", &args),
        _ => press.with("jury-shown-open", &args),
    };
    if all.put_back > 0 {
        let args = [("n", Value::from(all.put_back))];
        shown = format!("{shown}; {}", press.with("paper-shown-put-back", &args));
    }
    if all.own > 0 {
        let args = [("n", Value::from(all.own))];
        shown = format!("{shown}; {}", press.with("paper-shown-own", &args));
    }
    shown
}

fn remarks(press: &Press<'_>, parts: &mut Vec<Part>) {
    let Some(jury) = &press.report.jury else {
        return;
    };
    let signed = jury.signed.iter().map(|row| row.made.fact).min();
    let items = jury.rulings.iter().chain(&jury.notes).map(|row| {
        let mut bits = press.moment(Some(row.made));
        if signed.is_some_and(|signed| row.made.fact > signed) {
            bits.push(Bit::Plain(format!(" {}", press.say("paper-after-signing"))));
        }
        let about = row
            .claim
            .map(|claim| press.counted("paper-of-claim", u64::from(claim)));
        let of = row.of.map(|of| {
            let args = [("at", Value::from(press.at(of)))];
            press.with("paper-of-moment", &args)
        });
        let about = about.or(of);
        let about = about.map_or_else(String::new, |about| format!(" {about}"));
        bits.push(Bit::Plain(format!("{about}: {}", harmless(&row.text))));
        bits
    });
    let items: Vec<_> = items.collect();
    if items.is_empty() {
        let what = press.say("jury-p-remarks");
        let none = press.say("paper-none");
        parts.push(para(format!("{what}: {none}")));
    } else {
        parts.push(Part::List(items));
    }
}

fn protests(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-when", 2),
        ("paper-team", 2),
        ("paper-appealed", 4),
        ("paper-grounds", 5),
        ("paper-upheld", 2),
        ("paper-reason", 5),
        ("paper-settled-at", 2),
    ];
    let mut table = press.table("paper-table-protests", &columns);
    for row in press.report.jury.iter().flat_map(|jury| &jury.protests) {
        table.row(vec![
            press.moment(Some(row.made)),
            plain(press.team(&row.team)),
            plain(harmless(&row.about)),
            plain(harmless(&row.text)),
            plain(match row.upheld {
                None => press.say("paper-protest-open"),
                upheld => press.yes(upheld),
            }),
            plain(
                row.reason
                    .as_ref()
                    .map_or_else(|| "–".to_owned(), |text| harmless(text)),
            ),
            press.moment(row.settled),
        ]);
    }
    press.filled(table)
}

fn graded(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-when", 2),
        ("paper-team", 2),
        ("paper-paper", 5),
        ("paper-of-hundred", 2),
        ("paper-reason", 5),
    ];
    let mut table = press.table("paper-table-graded", &columns).figures(&[3]);
    for row in &press.report.filed {
        let points = match row.points {
            Some(points) => points.to_string(),
            None => press.say("paper-not-graded"),
        };
        table.row(vec![
            press.moment(Some(row.filed)),
            plain(press.team(&row.team)),
            plain(press.text(&row.title)),
            plain(points),
            plain(
                row.reason
                    .as_ref()
                    .map_or_else(String::new, |text| harmless(text)),
            ),
        ]);
    }
    press.filled(table)
}
