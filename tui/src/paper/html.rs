//! Writes a document as one HTML page that needs nothing else: no script, no file, no network.
//!
//! It reads on a phone, on a wide screen, in the dark and on A4 paper. What a colour says, a sign
//! or a number says too; wide tables and figures scroll in their own frame; every link leads to a
//! row of the same page.

use std::collections::BTreeSet;

use engine::words::text::Lang;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::paper::tree::{Bit, Figure, Official, Paper, Part, Table};

const STYLE: &str = include_str!("page.css");

/// The whole page.
#[must_use]
pub fn write(paper: &Paper) -> String {
    let anchors = paper.anchors();
    let lang = match paper.lang {
        Lang::Vi => "vi",
        Lang::En => "en",
    };
    let markup = html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (paper.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    @if let Some(official) = &paper.official { (above(official)) }
                    h1 { (paper.heading()) }
                    @if let Some(official) = &paper.official {
                        p.subject { (official.subject) }
                        @if let Some((first, rest)) = official.to.split_first() {
                            div.to {
                                span { (first) }
                                ul { @for one in rest { li { (one) } } }
                            }
                        }
                    }
                    @if !paper.notices.is_empty() {
                        aside role="note" { @for notice in &paper.notices { p { (notice) } } }
                    }
                    (contents(paper))
                    @for (place, part) in paper.parts.iter().enumerate() {
                        (part_of(part, place, &anchors))
                    }
                    @if let Some(official) = &paper.official { (below(official)) }
                }
            }
        }
    };
    markup.into_string()
}

/// Country and motto to the right, the issuing body to the left.
fn above(official: &Official) -> Markup {
    let [superior, body] = &official.bodies;
    let [country, motto] = &official.country;
    html! {
        header.official {
            div { p { (superior) } p.body { (body) } p.small { (official.number) } }
            div { p.country { (country) } p.motto { (motto) } p.small.dated { (official.dated) } }
        }
        @if !official.kind.is_empty() { p.kind { (official.kind) } }
    }
}

fn below(official: &Official) -> Markup {
    let [post, here] = &official.signs;
    html! {
        footer.official {
            div {
                @if let Some((first, rest)) = official.copies.split_first() {
                    p.copies { (first) }
                    @for one in rest { p.small { (one) } }
                }
            }
            div.signs { p { (post) } p.small { (here) } }
        }
    }
}

/// A list of the headings, each leading to its place.
fn contents(paper: &Paper) -> Markup {
    let headings = paper.parts.iter().enumerate();
    let headings = headings.filter_map(|(place, part)| match part {
        Part::Heading(level @ 1..=2, text) => Some((place, *level, text)),
        _ => None,
    });
    let headings: Vec<_> = headings.collect();
    html! {
        @if headings.len() > 6 {
            nav { ol {
                @for (place, level, text) in headings {
                    li.{"l" (level)} { a href={"#h-" (place)} { (text) } }
                }
            } }
        }
    }
}

fn part_of(part: &Part, place: usize, anchors: &BTreeSet<&str>) -> Markup {
    match part {
        Part::Heading(1, text) => html! { h2 id={"h-" (place)} { (text) } },
        Part::Heading(2, text) => html! { h3 id={"h-" (place)} { (text) } },
        Part::Heading(_, text) => html! { h4 id={"h-" (place)} { (text) } },
        Part::Para(bits) => html! { p { (line(bits, anchors)) } },
        Part::List(items) => html! {
            ul { @for item in items { li { (line(item, anchors)) } } }
        },
        Part::Table(table) => table_of(table, anchors),
        Part::Figure(figure) => figure_of(figure),
    }
}

fn figure_of(figure: &Figure) -> Markup {
    html! {
        figure {
            figcaption { (figure.caption) }
            div.wide tabindex="0" role="group" aria-label=(figure.caption) {
                (PreEscaped(&figure.svg))
            }
            p.says { (figure.says) @if let Some(key) = &figure.key { " " (key) } }
            p.source { (figure.source) }
        }
    }
}

fn table_of(table: &Table, anchors: &BTreeSet<&str>) -> Markup {
    let whole: u32 = table.widths.iter().map(|width| u32::from(*width)).sum();
    let class = |place: usize| {
        if table.figures.contains(&place) {
            "n"
        } else {
            ""
        }
    };
    html! {
        div.wide tabindex="0" role="group" aria-label=(table.caption) {
            table.many[table.heads.len() > 4] {
                caption { (table.caption) }
                colgroup {
                    @for width in &table.widths {
                        col style={"width:" (u32::from(*width) * 100 / whole.max(1)) "%"};
                    }
                }
                thead { tr {
                    @for (place, head) in table.heads.iter().enumerate() {
                        th scope="col" class=(class(place)) { (head) }
                    }
                } }
                tbody {
                    @for row in &table.rows {
                        tr id=[row.anchor.as_deref()] class=[row.total.then_some("total")] {
                            @for (place, cell) in row.cells.iter().enumerate() {
                                td class=(class(place)) { (line(cell, anchors)) }
                            }
                        }
                    }
                }
            }
        }
        p.source { (table.source) }
    }
}

fn line(bits: &[Bit], anchors: &BTreeSet<&str>) -> Markup {
    html! {
        @for bit in bits {
            @match bit {
                Bit::Plain(text) => (text),
                Bit::Strong(text) => strong { (text) },
                Bit::Link { to, text } => {
                    @if anchors.contains(to.as_str()) {
                        a href={"#" (to)} { (text) }
                    } @else {
                        (text)
                    }
                },
                Bit::Blank(width) => span.blank { (".".repeat(*width)) },
            }
        }
    }
}
