//! Writes a document as Markdown (GitHub's tables), every character that could mean something
//! taken for what it is.

use std::collections::BTreeSet;

use crate::paper::tree::{Bit, Paper, Part, Table};

/// The whole document.
#[must_use]
pub fn write(paper: &Paper) -> String {
    let anchors = paper.anchors();
    let mut text = String::new();
    if let Some(official) = &paper.official {
        let named: Vec<&str> = official.bodies.iter().map(|body| &**body).collect();
        let bodies = match named.concat().is_empty() {
            true => String::new(),
            false => named.join(" / "),
        };
        let country = official.country.join(" – ");
        for line in [
            country,
            bodies,
            official.number.clone(),
            official.dated.clone(),
        ] {
            if line.is_empty() {
                continue;
            }
            text.push_str(&format!("{}\\\n", escaped(&line)));
        }
        if !official.kind.is_empty() {
            text.push_str(&format!("\n**{}**\n", escaped(&official.kind)));
        }
        text.push_str(&format!("\n# {}\n\n", escaped(paper.heading())));
        text.push_str(&format!("**{}**\n\n", escaped(&official.subject)));
        if !official.to.is_empty() {
            text.push_str(&format!("{}\n\n", escaped(&official.to.join(" "))));
        }
    } else {
        text.push_str(&format!("# {}\n\n", escaped(&paper.title)));
    }
    for notice in &paper.notices {
        text.push_str(&format!("> {}\n\n", escaped(notice)));
    }
    for part in &paper.parts {
        part_of(&mut text, part, &anchors);
    }
    if let Some(official) = &paper.official {
        if !official.copies.is_empty() {
            let copies = official.copies.iter().map(|one| escaped(one));
            let copies: Vec<String> = copies.collect();
            text.push_str(&format!("{}\n\n", copies.join("\\\n")));
        }
        let [post, here] = &official.signs;
        text.push_str(&format!("**{}**\\\n{}\n", escaped(post), escaped(here)));
    }
    text
}

fn part_of(text: &mut String, part: &Part, anchors: &BTreeSet<&str>) {
    match part {
        Part::Heading(level, words) => {
            let marks = "#".repeat(usize::from(*level) + 1);
            text.push_str(&format!("{marks} {}\n", escaped(words)));
        }
        Part::Para(bits) => text.push_str(&format!("{}\n", line(bits, anchors))),
        Part::List(items) => {
            for item in items {
                text.push_str(&format!("- {}\n", line(item, anchors)));
            }
        }
        Part::Table(table) => table_of(text, table, anchors),
        Part::Figure(figure) => {
            let caption = escaped(&figure.caption);
            text.push_str(&format!("**{caption}.** {}\n", escaped(&figure.says)));
            text.push_str(&format!("\n*{}*\n", escaped(&figure.source)));
        }
    }
    text.push('\n');
}

fn table_of(text: &mut String, table: &Table, anchors: &BTreeSet<&str>) {
    text.push_str(&format!("**{}**\n\n", escaped(&table.caption)));
    let heads: Vec<String> = table.heads.iter().map(|head| escaped(head)).collect();
    text.push_str(&format!("| {} |\n|", heads.join(" | ")));
    for place in 0..table.heads.len() {
        text.push_str(if table.figures.contains(&place) {
            " ---: |"
        } else {
            " --- |"
        });
    }
    text.push('\n');
    for row in &table.rows {
        let cells = row.cells.iter().map(|cell| line(cell, anchors));
        let mut cells: Vec<String> = cells.collect();
        if let (Some(anchor), Some(first)) = (&row.anchor, cells.first_mut()) {
            *first = format!("<a id=\"{anchor}\"></a>{first}");
        }
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    text.push_str(&format!("\n*{}*\n", escaped(&table.source)));
}

fn line(bits: &[Bit], anchors: &BTreeSet<&str>) -> String {
    let shown = bits.iter().map(|bit| match bit {
        Bit::Plain(text) => escaped(text),
        Bit::Strong(text) => {
            // A mark with a space before it marks nothing.
            let words = text.trim_end();
            format!("**{}**{}", escaped(words), &text[words.len()..])
        }
        Bit::Link { to, text } if anchors.contains(to.as_str()) => {
            format!("[{}](#{to})", escaped(text))
        }
        Bit::Link { text, .. } => escaped(text),
        Bit::Blank(width) => ".".repeat(*width),
    });
    shown.collect()
}

/// Text in which nothing means anything to Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => {
                shown.push('\\');
                shown.push(c);
            }
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '&' => shown.push_str("&amp;"),
            '\n' | '\r' => shown.push(' '),
            c => shown.push(c),
        }
    }
    shown
}
