//! Papers that were filed in the drill, as they were filled; and the forms people sign around it.

use engine::report::days::{FieldRow, FiledRow};
use engine::script::duty::FieldKind;

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
    let to: Vec<String> = row.to.iter().map(|to| press.text(to)).collect();
    let args = [
        ("team", Value::from(press.team(&row.team))),
        ("at", Value::from(press.written(row.filed.at))),
    ];
    // Whom it goes to stands above it.
    let mut parts = vec![para(press.with("paper-filed-by", &args))];
    let mut table = press.table(
        "paper-table-fields",
        &[("paper-field", 4), ("paper-value", 9)],
    );
    for field in &row.fields {
        table.row(vec![
            plain(press.text(&field.title)),
            plain(value(press, field)),
        ]);
    }
    parts.push(press.filled(table));
    let name = format!("filed-{}-{}-{}", row.number, row.form, row.team);
    let mut paper = press.paper(&name, press.text(&row.title), parts);
    paper.official = Some(press.filed(&to));
    paper
}

/// What stood in a field, as a person reads it.
fn value(press: &Press<'_>, field: &FieldRow) -> String {
    let text = field.text.trim();
    if text.is_empty() || text == "-" {
        return "–".to_owned();
    }
    if let Some(title) = &field.choice {
        return press.text(title);
    }
    let Some(kind) = field.kind else {
        return harmless(text);
    };
    match kind {
        FieldKind::Time => match drill_time(text) {
            Some(seconds) => press.written(seconds),
            None => harmless(text),
        },
        FieldKind::Assets | FieldKind::Place => {
            let named = text.split(',').map(|one| match one.trim() {
                one if one.contains(':') => press.named(one),
                one => harmless(one),
            });
            named.collect::<Vec<_>>().join(", ")
        }
        kind => words::field(press.phrases, kind, text).unwrap_or_else(|| harmless(text)),
    }
}

/// The seconds since STARTEX of a moment written `T+11:05:55`, as bots write it.
fn drill_time(text: &str) -> Option<u32> {
    let mut parts = text.strip_prefix("T+")?.split(':');
    let mut next = || parts.next()?.parse::<u32>().ok();
    let (hours, minutes, seconds) = (next()?, next()?, next()?);
    let whole = hours.checked_mul(3_600)?.checked_add(minutes * 60)?;
    whole.checked_add(seconds)
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

#[cfg(test)]
mod tests {
    use super::drill_time;

    #[test]
    fn a_moment_of_the_drill_is_read_and_nothing_else() {
        assert_eq!(drill_time("T+11:05:55"), Some(39_955));
        for other in ["21/10 08:31", "T+1:00", "T+x:00:00", ""] {
            assert_eq!(drill_time(other), None, "{other}");
        }
    }
}
