//! Faults on the terminal: where, the author's own line with the offending text underlined, what
//! is wrong and the way out.
//!
//! The lines come from files that may be hostile: control characters are shown as `�`, and of a
//! line of megabytes only the part around the fault is drawn.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use engine::words::fault::{Fault, Faults, Severity};

use crate::folder::Folder;
use crate::phrase::{Phrases, Value, fault, harmless};

/// The most characters of a line that are drawn.
const LINE_LIMIT: usize = 120;
/// How many of them stand before the fault, when the line is longer.
const BEFORE: usize = 40;
/// How wide a report may be.
const WIDTH: usize = 120;

/// All faults, each with its line, and a closing count.
#[must_use]
pub fn report(faults: &Faults, folder: &Folder, phrases: &Phrases, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(WIDTH);
    let mut text = String::new();
    for fault in faults.iter() {
        text.push_str(&one(fault, folder, phrases, &renderer));
        text.push_str("\n\n");
    }
    text.push_str(&count(faults, phrases));
    text
}

/// How many faults and warnings, and what that means.
fn count(faults: &Faults, phrases: &Phrases) -> String {
    let of = |severity| {
        faults
            .iter()
            .filter(|fault| fault.kind.severity() == severity)
            .count()
    };
    let args = [
        ("faults", Value::from(of(Severity::Fault))),
        ("warnings", Value::from(of(Severity::Warning))),
    ];
    let mut text = phrases.say_with("check-count", &args);
    if faults.beyond() > 0 {
        let args = [("count", Value::from(faults.beyond()))];
        text = format!("{text} {}", phrases.say_with("check-beyond", &args));
    }
    let usable = if faults.any_fault() {
        "check-unusable"
    } else {
        "check-usable"
    };
    format!("{text} {}\n", phrases.say(usable))
}

/// One fault.
fn one(fault: &Fault, folder: &Folder, phrases: &Phrases, renderer: &Renderer) -> String {
    let (level, name) = match fault.kind.severity() {
        Severity::Fault => (Level::ERROR, phrases.say("level-fault")),
        Severity::Warning => (Level::WARNING, phrases.say("level-warning")),
    };
    let words = fault::fault(phrases, &fault.kind);
    let path = harmless(&folder.path_of(&fault.file));
    let origin = match fault.line {
        0 => Origin::path(path.clone()),
        line => Origin::path(path.clone())
            .line(line as usize)
            .char_column(fault.column.max(1) as usize),
    };
    let title = level
        .with_name(name)
        .primary_title(words.what)
        .id(fault.kind.code());
    let bytes = folder.texts.0.get(&*fault.file);
    let mut group = match bytes.and_then(|bytes| line_of(bytes, fault)) {
        Some(line) => {
            let span = AnnotationKind::Primary.span(line.from..line.to);
            let snippet = Snippet::source(line.text).line_start(fault.line as usize);
            let snippet = snippet.fold(false).annotation(span);
            // Of a line shown in part, the renderer would count its columns wrongly.
            if line.in_part {
                title.element(origin).element(snippet)
            } else {
                title.element(snippet.path(path))
            }
        }
        None => title.element(origin),
    };
    if let Some(help) = words.help {
        group = group.element(
            Level::HELP
                .with_name(phrases.say("level-help"))
                .message(help),
        );
    }
    renderer.render(&[group])
}

/// A line to be drawn, and the bytes of it to be underlined.
struct Line {
    text: String,
    from: usize,
    to: usize,
    in_part: bool,
}

/// The line of a fault, harmless and short enough; nothing if the file has no such line.
fn line_of(bytes: &[u8], fault: &Fault) -> Option<Line> {
    let place = usize::try_from(fault.line).ok()?.checked_sub(1)?;
    let raw = bytes.split(|byte| *byte == b'\n').nth(place)?;
    let raw = raw.strip_suffix(b"\r").unwrap_or(raw);
    // A whole line of megabytes is looked at only as far as it is drawn.
    let column = fault.column.max(1) as usize - 1;
    let reach = (column + LINE_LIMIT).saturating_mul(4).min(raw.len());
    let text = String::from_utf8_lossy(raw.get(..reach)?);
    let length = text.chars().take(column + LINE_LIMIT + 1).count();
    let skipped = if length > LINE_LIMIT {
        column.saturating_sub(BEFORE)
    } else {
        0
    };
    let mut line = Line {
        text: String::new(),
        from: 0,
        to: 0,
        in_part: skipped > 0,
    };
    if skipped > 0 {
        line.text.push('…');
    }
    let end = column.saturating_add(fault.len.max(1) as usize);
    let shown = text.chars().enumerate().skip(skipped).take(LINE_LIMIT);
    let (mut from, mut to) = (None, None);
    for (place, c) in shown {
        if place == column {
            from = Some(line.text.len());
        }
        line.text.push_str(&match c {
            '\t' => " ".to_owned(),
            c => harmless(c.encode_utf8(&mut [0; 4])),
        });
        if place < end {
            to = Some(line.text.len());
        }
    }
    if skipped + LINE_LIMIT < length {
        line.text.push('…');
    }
    // A fault behind a line's end underlines the place where something should stand.
    if from.is_none() {
        line.in_part |= column > length;
        line.from = line.text.len();
        line.text.push(' ');
        line.to = line.text.len();
        return Some(line);
    }
    line.from = from?;
    line.to = to.filter(|to| *to > line.from).unwrap_or(line.text.len());
    Some(line)
}
#[cfg(test)]
#[path = "underline_tests.rs"]
mod tests;
