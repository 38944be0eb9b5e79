//! Papers that were filed in the drill, as they were filled; and the forms people sign around it.

use engine::report::days::FiledRow;

use crate::paper::press::{Press, heading, para};
use crate::paper::tree::{Paper, Part, blank, plain};
use crate::phrase::{Value, harmless, words};

/// All of them.
#[must_use]
pub fn papers(press: &Press<'_>) -> Vec<Paper> {
    let own = press.report.origin.team.as_ref();
    let filed = press.report.filed.iter();
    let filed = filed.filter(|row| own.is_none_or(|own| *own == row.team));
    let mut papers: Vec<Paper> = filed.map(|row| copy(press, row)).collect();
    let attacks = press.report.origin.cell.as_deref() == Some("red");
    papers.push(form(press, "pledge", "paper-pledge", PLEDGE));
    if own.is_none() || attacks {
        papers.push(form(press, "wiped", "paper-wiped", WIPED));
    }
    papers
}

const PLEDGE: &[&str] = &["pledge-1", "pledge-2", "pledge-3", "pledge-4"];
const WIPED: &[&str] = &["wiped-1", "wiped-2", "wiped-3", "wiped-4"];

/// A filed paper: what stood in each field.
fn copy(press: &Press<'_>, row: &FiledRow) -> Paper {
    // A paper names everybody it goes to.
    let to: Vec<String> = row.to.iter().map(|to| press.text(to)).collect();
    let args = [
        ("team", Value::from(press.team(&row.team))),
        ("to", Value::from(to.join("; "))),
        ("at", Value::from(press.written(row.filed.at))),
    ];
    let mut parts = vec![para(press.with("paper-filed-by", &args))];
    let mut table = press.table(
        "paper-table-fields",
        &[("paper-field", 4), ("paper-value", 9)],
    );
    for field in &row.fields {
        let chosen = field.choice.as_ref().map(|title| press.text(title));
        let kind = || words::field(press.phrases, field.kind?, &field.text);
        let said = chosen.or_else(kind);
        table.row(vec![
            plain(press.text(&field.title)),
            plain(said.unwrap_or_else(|| harmless(&field.text))),
        ]);
    }
    parts.push(press.filled(table));
    let name = format!("filed-{}-{}-{}", row.number, row.form, row.team);
    press.paper(&name, press.text(&row.title), parts)
}

/// A form with nothing in it but its headings: what people pledge or confirm is theirs to write.
fn form(press: &Press<'_>, name: &str, title: &str, keys: &[&str]) -> Paper {
    let mut parts = vec![para(press.say("paper-notice-template"))];
    for key in keys {
        parts.push(heading(2, press.say(key)));
        parts.push(Part::Para(blank()));
    }
    let mut paper = press.paper(name, press.say(title), parts);
    paper.official = Some(press.signed_form());
    paper
}
