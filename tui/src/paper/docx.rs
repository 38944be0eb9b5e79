//! Writes a document as DOCX: real headings, real tables, page numbers, links within it; type and
//! margins as administrative documents of the country have them.
//!
//! Figures are not drawn here: what they say stands in words, and their numbers in the tables.

use std::collections::BTreeSet;
use std::io::{self, Cursor};

use docx_rs::{
    AlignmentType, Docx, Header, Hyperlink, HyperlinkType, LineSpacing, PageMargin, PageNum,
    Paragraph, Run, RunFonts, Shading, SpecialIndentType, Style, StyleType, Table as DocxTable,
    TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType, XMLDocx,
};
use engine::words::text::Lang;
use maud::html;

use crate::paper::tree::{Bit, Bits, Official, Paper, Part, Table};

/// The type face that administrative documents are set in.
const FACE: &str = "Times New Roman";
/// Sizes in half points.
const TEXT: usize = 26;
const SMALL: usize = 22;
const CELL: usize = 20;
/// A4 and its margins, in twentieths of a point: 20 mm above and below, 30 left, 15 right.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGINS: (i32, i32, i32) = (1_134, 1_701, 851);
/// What is left of a line between the margins.
const LINE: usize = 9_354;

/// The whole file.
pub fn write(paper: &Paper) -> io::Result<Vec<u8>> {
    let anchors = paper.anchors();
    let mut docx = styled();
    if let Some(official) = &paper.official {
        docx = above(docx, official);
    }
    docx = docx.add_paragraph(middle(&paper.heading().to_uppercase(), 28, true));
    if let Some(official) = &paper.official {
        docx = docx.add_paragraph(middle(&official.subject, TEXT, true));
        if !official.to.is_empty() {
            docx = docx.add_paragraph(middle(&official.to.join(" "), TEXT, false));
        }
    }
    for notice in &paper.notices {
        let run = Run::new().add_text(notice).italic().size(SMALL);
        docx = docx.add_paragraph(Paragraph::new().add_run(run));
    }
    let mut marks = 0;
    for part in &paper.parts {
        docx = part_of(docx, part, &anchors, &mut marks);
    }
    if let Some(official) = &paper.official {
        docx = below(docx, official);
    }
    let mut package = docx.build();
    finish(&mut package, paper);
    let mut bytes = Cursor::new(Vec::new());
    package
        .pack(&mut bytes)
        .map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes.into_inner())
}

/// What the library has no words for: a table's head stands again on every page that the table runs
/// over, an editor knows the language that it checks, and the file bears the paper's title. No time
/// is kept in it: of one record the same paper is the same file.
fn finish(package: &mut XMLDocx, paper: &Paper) {
    let document = String::from_utf8_lossy(&package.document);
    let (row, head) = ("<w:cantSplit />", "<w:cantSplit /><w:tblHeader />");
    let mut tables = document.split_inclusive("</w:tblGrid>");
    let mut told = tables.next().unwrap_or_default().to_owned();
    tables.for_each(|table| told.push_str(&table.replacen(row, head, 1)));
    package.document = told.into_bytes();

    let language = match paper.lang {
        Lang::Vi => "vi-VN",
        Lang::En => "en-GB",
    };
    let end = "</w:rPr></w:rPrDefault>";
    let styles = String::from_utf8_lossy(&package.styles);
    let styles = styles.replacen(end, &format!("<w:lang w:val=\"{language}\" />{end}"), 1);
    package.styles = styles.into_bytes();

    let properties = String::from_utf8_lossy(&package.doc_props.core).into_owned();
    let (before, after) = ("<dcterms:created", "</cp:coreProperties>");
    let start = properties.find(before).unwrap_or(properties.len());
    let title = html! { (paper.title) }.into_string();
    let own = format!(
        "<dc:title>{title}</dc:title><dc:creator>Dientap</dc:creator>\
         <dc:language>{language}</dc:language>"
    );
    package.doc_props.core = format!("{}{own}{after}", &properties[..start]).into_bytes();
}

/// Page, styles and the number of the page above every page but the first.
fn styled() -> Docx {
    let fonts = RunFonts::new()
        .ascii(FACE)
        .hi_ansi(FACE)
        .cs(FACE)
        .east_asia(FACE);
    let (above, left, right) = MARGINS;
    let margin = PageMargin::new()
        .top(above)
        .bottom(above)
        .left(left)
        .right(right);
    let number = Paragraph::new()
        .align(AlignmentType::Center)
        .add_page_num(PageNum::new());
    let mut docx = Docx::new()
        .default_fonts(fonts)
        .default_size(TEXT)
        .page_size(PAGE.0, PAGE.1)
        .page_margin(margin.header(567).footer(567))
        .header(Header::new().add_paragraph(number))
        .first_header(Header::new().add_paragraph(Paragraph::new()))
        .title_pg();
    for (level, size) in [(1usize, 28), (2, 26), (3, 26)] {
        let style = Style::new(format!("Heading{level}"), StyleType::Paragraph)
            .name(format!("heading {level}"))
            .based_on("Normal")
            .next("Normal")
            .q_format(true)
            .size(size)
            .bold()
            .outline_lvl(level - 1)
            .line_spacing(LineSpacing::new().before(240).after(80));
        docx = docx.add_style(if level == 3 { style.italic() } else { style });
    }
    docx
}

fn part_of(mut docx: Docx, part: &Part, anchors: &BTreeSet<&str>, marks: &mut usize) -> Docx {
    match part {
        Part::Heading(level, text) => {
            let style = format!("Heading{}", (*level).clamp(1, 3));
            let run = Run::new().add_text(text);
            docx.add_paragraph(Paragraph::new().style(&style).keep_next(true).add_run(run))
        }
        Part::Para(bits) => docx.add_paragraph(line(bits, anchors, TEXT)),
        Part::List(items) => {
            for item in items {
                let mut bits = vec![Bit::Plain("– ".to_owned())];
                bits.extend(item.iter().cloned());
                let hanging = Some(SpecialIndentType::Hanging(284));
                let paragraph = line(&bits, anchors, TEXT);
                docx = docx.add_paragraph(paragraph.indent(Some(284), hanging, None, None));
            }
            docx
        }
        Part::Table(table) => {
            let caption = Run::new().add_text(&table.caption).bold().size(SMALL);
            docx = docx.add_paragraph(Paragraph::new().keep_next(true).add_run(caption));
            docx = docx.add_table(table_of(table, anchors, marks));
            docx.add_paragraph(source(&table.source))
        }
        Part::Figure(figure) => {
            let caption = Run::new().add_text(format!("{}. ", figure.caption)).bold();
            let says = Run::new().add_text(&figure.says);
            docx = docx.add_paragraph(Paragraph::new().add_run(caption).add_run(says));
            docx.add_paragraph(source(&figure.source))
        }
    }
}

fn source(text: &str) -> Paragraph {
    let run = Run::new().add_text(text).italic().size(18);
    Paragraph::new()
        .add_run(run)
        .line_spacing(LineSpacing::new().after(160))
}

fn table_of(table: &Table, anchors: &BTreeSet<&str>, marks: &mut usize) -> DocxTable {
    let whole: usize = table.widths.iter().map(|width| usize::from(*width)).sum();
    let grid: Vec<usize> = table
        .widths
        .iter()
        .map(|width| LINE * usize::from(*width) / whole.max(1))
        .collect();
    let wide = |place: usize| grid.get(place).copied().unwrap_or(1_000);
    let heads = table.heads.iter().enumerate().map(|(place, head)| {
        let run = Run::new().add_text(head).bold().size(CELL);
        let paragraph = Paragraph::new().align(AlignmentType::Center).add_run(run);
        TableCell::new()
            .width(wide(place), WidthType::Dxa)
            .shading(Shading::new().fill("E8EDF3"))
            .add_paragraph(paragraph)
    });
    let mut rows = vec![TableRow::new(heads.collect()).cant_split()];
    for row in &table.rows {
        let cells = row.cells.iter().enumerate().map(|(place, cell)| {
            let bits = if row.total {
                strong(cell)
            } else {
                cell.clone()
            };
            let mut paragraph = line(&bits, anchors, CELL);
            if table.figures.contains(&place) {
                paragraph = paragraph.align(AlignmentType::Right);
            }
            if let (0, Some(anchor)) = (place, &row.anchor) {
                *marks += 1;
                paragraph = Paragraph::new()
                    .add_bookmark_start(*marks, anchor)
                    .add_run(Run::new().add_text(words(&bits)).size(CELL))
                    .add_bookmark_end(*marks);
            }
            TableCell::new()
                .width(wide(place), WidthType::Dxa)
                .add_paragraph(paragraph)
        });
        rows.push(TableRow::new(cells.collect()).cant_split());
    }
    DocxTable::new(rows)
        .set_grid(grid)
        .layout(TableLayoutType::Fixed)
        .width(LINE, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(30, 70, 30, 70))
}

fn strong(bits: &[Bit]) -> Bits {
    vec![Bit::Strong(words(bits))]
}

/// The words alone.
fn words(bits: &[Bit]) -> String {
    let words = bits.iter().map(|bit| match bit {
        Bit::Plain(text) | Bit::Strong(text) | Bit::Link { text, .. } => text.clone(),
        Bit::Blank(width) => ".".repeat(*width),
    });
    words.collect()
}

fn line(bits: &[Bit], anchors: &BTreeSet<&str>, size: usize) -> Paragraph {
    let after = if size == TEXT { 80 } else { 0 };
    let mut paragraph = Paragraph::new().line_spacing(LineSpacing::new().after(after));
    for bit in bits {
        let run = |text: &str| Run::new().add_text(text).size(size);
        paragraph = match bit {
            Bit::Plain(text) => paragraph.add_run(run(text)),
            Bit::Strong(text) => paragraph.add_run(run(text).bold()),
            Bit::Link { to, text } if anchors.contains(to.as_str()) => {
                let link = Hyperlink::new(to, HyperlinkType::Anchor);
                paragraph.add_hyperlink(link.add_run(run(text).color("0B57A4")))
            }
            Bit::Link { text, .. } => paragraph.add_run(run(text)),
            Bit::Blank(width) => paragraph.add_run(run(&".".repeat(*width))),
        };
    }
    paragraph
}

fn middle(text: &str, size: usize, bold: bool) -> Paragraph {
    let run = Run::new().add_text(text).size(size);
    let run = if bold { run.bold() } else { run };
    Paragraph::new().align(AlignmentType::Center).add_run(run)
}

/// Two columns without borders.
fn columns(docx: Docx, left: Vec<Paragraph>, right: Vec<Paragraph>) -> Docx {
    let cell = |paragraphs: Vec<Paragraph>, width: usize| {
        let cell = TableCell::new().width(width, WidthType::Dxa);
        paragraphs.into_iter().fold(cell, TableCell::add_paragraph)
    };
    let (narrow, wide) = (LINE * 2 / 5, LINE - LINE * 2 / 5);
    let row = TableRow::new(vec![cell(left, narrow), cell(right, wide)]);
    let table = DocxTable::without_borders(vec![row])
        .set_grid(vec![narrow, wide])
        .layout(TableLayoutType::Fixed)
        .width(LINE, WidthType::Dxa);
    docx.add_table(table)
}

fn above(docx: Docx, official: &Official) -> Docx {
    let [superior, body] = &official.bodies;
    let [country, motto] = &official.country;
    let underlined = |text: &str, size: usize| {
        let run = Run::new()
            .add_text(text)
            .bold()
            .size(size)
            .underline("single");
        Paragraph::new().align(AlignmentType::Center).add_run(run)
    };
    let dated = Run::new().add_text(&official.dated).italic().size(TEXT);
    let left = vec![
        middle(superior, SMALL, false),
        underlined(body, SMALL),
        middle(&official.number, SMALL, false),
    ];
    let right = vec![
        middle(country, SMALL, true),
        underlined(motto, TEXT),
        Paragraph::new().align(AlignmentType::Center).add_run(dated),
    ];
    let docx = columns(docx, left, right).add_paragraph(Paragraph::new());
    match official.kind.is_empty() {
        true => docx,
        false => docx.add_paragraph(middle(&official.kind, 28, true)),
    }
}

fn below(docx: Docx, official: &Official) -> Docx {
    let [post, here] = &official.signs;
    let small = |text: &String| Paragraph::new().add_run(Run::new().add_text(text).size(SMALL));
    let left = official.copies.iter().map(small).collect();
    let here = Run::new().add_text(here).italic().size(SMALL);
    let right = vec![
        middle(post, TEXT, true),
        Paragraph::new().align(AlignmentType::Center).add_run(here),
    ];
    columns(docx.add_paragraph(Paragraph::new()), left, right).add_paragraph(Paragraph::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::tree::plain;

    #[test]
    fn heads_are_repeated_the_language_is_told_and_the_title_is_the_papers() {
        let mut table = Table {
            heads: vec!["When".into()],
            widths: vec![1],
            ..Table::default()
        };
        table.row(vec![plain("08:00")]);
        table.row(vec![plain("09:00")]);
        let paper = Paper {
            title: "Losses & gains".into(),
            lang: Lang::En,
            parts: vec![Part::Table(table.clone()), Part::Table(table)],
            name: String::new(),
            official: None,
            notices: Vec::new(),
        };
        let bytes = write(&paper).expect("it is written in memory");
        // Its parts are stored as they are.
        let text = String::from_utf8_lossy(&bytes);
        let count = |what: &str| text.matches(what).count();
        assert_eq!((count("<w:tblHeader"), count("<w:cantSplit")), (2, 6));
        assert_eq!(count("w:lang w:val=\"en-GB\""), 1);
        assert_eq!(count("<dc:title>Losses &amp; gains</dc:title>"), 1);
        assert_eq!(count("1970-01-01"), 0);
    }
}
