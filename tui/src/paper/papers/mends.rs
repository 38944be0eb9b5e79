//! The improvement plan: issue, action, owner, due; a draft for people to decide on.

use engine::report::plan::{Mend, WeakRow};

use crate::paper::papers::{figures, tables};
use crate::paper::press::{Press, heading, para};
use crate::paper::tree::{Bit, Paper, Part, plain};
use crate::phrase::Value;

/// The whole paper.
#[must_use]
pub fn paper(press: &Press<'_>) -> Paper {
    let mut parts = vec![
        para(press.say("paper-proposal")),
        heading(1, press.say("plan-1")),
    ];
    parts.extend(figures::losses(press));
    parts.extend(figures::matrix(press));
    parts.push(table(press));
    parts.push(heading(1, press.say("plan-2")));
    parts.push(tables::indicators(press));
    parts.push(heading(1, press.say("closing-a-2")));
    parts.push(press.appendix(&[]));
    let mut paper = press.paper("plan", press.say("paper-plan"), parts);
    paper.official = Some(press.official(
        ("paper-planned", "paper-plan-about"),
        "KH-KP",
        &[],
        "paper-chair-btc",
    ));
    paper
}

/// Table 6 and the improvement plan: what is to be mended.
#[must_use]
pub fn table(press: &Press<'_>) -> Part {
    let columns = [
        ("paper-nr", 2),
        ("paper-issue", 7),
        ("paper-pillar", 2),
        ("paper-action", 6),
        ("paper-owner", 4),
        ("paper-with", 2),
        ("paper-days", 2),
        ("paper-facts", 2),
    ];
    let mut table = press.table("paper-table-mends", &columns).figures(&[0]);
    for mend in &press.report.plan {
        let about = mend.about.iter().map(|text| press.text(text));
        let tasks = mend.tasks.iter().map(|task| press.word("task", task));
        let about: Vec<String> = about.chain(tasks).collect();
        let place = about.join("; ");
        let (issue, action) = mended(press, mend, &place);
        let issue = if place.is_empty() {
            issue
        } else {
            format!("{issue}: {place}")
        };
        table.row(vec![
            plain(mend.number.to_string()),
            plain(issue),
            plain(press.word("pillar", &mend.pillar)),
            plain(action),
            plain(press.maybe(mend.owner.as_ref())),
            vec![Bit::Blank(8)],
            plain(press.counted("paper-in-days", u64::from(mend.days))),
            press.facts(&mend.facts),
        ]);
    }
    press.filled(table)
}

/// What is wrong and what is to be done: of a cause of loss as the score words it, else as the
/// scenario's author or the program does.
fn mended(press: &Press<'_>, mend: &Mend, place: &str) -> (String, String) {
    let key = format!("fix-{}", mend.issue);
    if press.phrases.has(&key) {
        let place = match place {
            "" => press.say("fix-place-all"),
            place => place.to_owned(),
        };
        let fix = press.with(&key, &[("where", Value::from(place))]);
        return (press.word("broke", &mend.issue), fix);
    }
    let action = match &mend.action {
        Some(action) => press.text(action),
        None => press.word("mend", &mend.issue),
    };
    (press.word("issue", &mend.issue), action)
}

/// Planted weak points.
#[must_use]
pub fn weak(press: &Press<'_>, pillar: &str) -> Part {
    let columns = [
        ("paper-weak", 8),
        ("paper-owner", 4),
        ("paper-seen-at", 2),
        ("paper-reported-at", 2),
    ];
    let mut table = press.table("paper-table-weak", &columns);
    let of = press
        .report
        .weak
        .iter()
        .filter(|weak| weak.pillar == pillar);
    for row in of {
        table.row(vec![
            plain(press.text(&row.title)),
            plain(press.maybe(row.owner.as_ref())),
            press.moment(row.seen),
            reported(press, row),
        ]);
    }
    press.filled(table)
}

/// When a weak point was reported; if only as one of another kind, when and as which.
fn reported(press: &Press<'_>, row: &WeakRow) -> Vec<Bit> {
    let mut bits = press.moment(row.reported);
    if let Some((at, pillar)) = &row.near {
        bits = press.moment(Some(*at));
        let kind = Value::from(press.word("pillar", pillar));
        let said = press.with("paper-reported-as", &[("kind", kind)]);
        bits.push(Bit::Plain(format!(" {said}")));
    }
    bits
}
