//! A document, whatever it is written as.

use std::collections::BTreeSet;

use engine::words::text::Lang;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bit {
    /// Words.
    Plain(String),
    /// Words that matter.
    Strong(String),
    /// Words that lead to a place in the same document, if the document has it.
    Link {
        /// The anchor.
        to: String,
        /// The words.
        text: String,
    },
    /// To be filled by a person: so many characters wide.
    Blank(usize),
}

/// A line of pieces.
pub type Bits = Vec<Bit>;

/// A line of words alone.
#[must_use]
pub fn plain(text: impl Into<String>) -> Bits {
    vec![Bit::Plain(text.into())]
}

/// A line for a person to fill.
#[must_use]
pub fn blank() -> Bits {
    vec![Bit::Blank(40)]
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What links lead to it by.
    pub anchor: Option<String>,
    /// Its cells.
    pub cells: Vec<Bits>,
    /// Whether it sums up those above.
    pub total: bool,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// What each column is.
    pub heads: Vec<String>,
    /// How wide each column is, beside the others.
    pub widths: Vec<u8>,
    /// Columns of figures, set to the right.
    pub figures: BTreeSet<usize>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Where its figures come from.
    pub source: String,
}

impl Table {
    /// A table of these columns, each with its width beside the others.
    #[must_use]
    pub fn of(caption: String, source: String, columns: &[(String, u8)]) -> Self {
        Self {
            caption,
            heads: columns.iter().map(|(head, _)| head.clone()).collect(),
            widths: columns.iter().map(|(_, width)| *width).collect(),
            source,
            ..Self::default()
        }
    }

    /// Sets columns to the right, because they hold figures.
    #[must_use]
    pub fn figures(mut self, columns: &[usize]) -> Self {
        self.figures.extend(columns);
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Bits>) {
        self.rows.push(Row {
            cells,
            ..Row::default()
        });
    }

    /// Adds a row that links can lead to.
    pub fn named(&mut self, anchor: String, cells: Vec<Bits>) {
        self.rows.push(Row {
            anchor: Some(anchor),
            cells,
            total: false,
        });
    }

    /// Adds the row that sums up.
    pub fn total(&mut self, cells: Vec<Bits>) {
        self.rows.push(Row {
            cells,
            total: true,
            anchor: None,
        });
    }
}

/// A figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What it shows.
    pub caption: String,
    /// The same in words: for who cannot see it, and for formats without drawings.
    pub says: String,
    /// How to read the drawing, for formats that have it.
    pub key: Option<String>,
    /// The drawing: an `svg` element whose colours are classes.
    pub svg: String,
    /// Where its figures come from.
    pub source: String,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Part {
    /// A heading of level 1 to 3.
    Heading(u8, String),
    /// A paragraph.
    Para(Bits),
    /// A list.
    List(Vec<Bits>),
    /// A table.
    Table(Table),
    /// A figure.
    Figure(Figure),
}

/// The frame of an administrative document by the form of the country: what stands above and below
/// the text. Nothing in it is invented: what the drill does not know is left blank.
#[derive(Clone, Debug)]
pub struct Official {
    /// The superior body, and the one that issues it.
    pub bodies: [String; 2],
    /// The country and its motto.
    pub country: [String; 2],
    /// Number and sign, with a blank for the number.
    pub number: String,
    /// Place and date, with blanks.
    pub dated: String,
    /// What kind of document it is; empty of one whose title says so.
    pub kind: String,
    /// Its title behind its kind, which does not say the kind again.
    pub about: String,
    /// What it is about.
    pub subject: String,
    /// To whom it goes: the salutation, then each.
    pub to: Vec<String>,
    /// Who gets it besides: the heading, then each.
    pub copies: Vec<String>,
    /// Who signs: the post, and what is to be done there.
    pub signs: [String; 2],
}

/// A document.
#[derive(Clone, Debug)]
pub struct Paper {
    /// By what its file is named.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// Its official frame, if it has one.
    pub official: Option<Official>,
    /// What its reader must know before all else.
    pub notices: Vec<String>,
    /// Its parts.
    pub parts: Vec<Part>,
}

impl Paper {
    /// What stands as its title: behind the line of its kind, the title without the kind.
    #[must_use]
    pub fn heading(&self) -> &str {
        let official = self.official.as_ref();
        let about = official.filter(|official| !official.kind.is_empty());
        about.map_or(&self.title, |official| &official.about)
    }

    /// The places that links can lead to.
    #[must_use]
    pub fn anchors(&self) -> BTreeSet<&str> {
        let rows = self.parts.iter().filter_map(|part| match part {
            Part::Table(table) => Some(table.rows.iter()),
            _ => None,
        });
        rows.flatten()
            .filter_map(|row| row.anchor.as_deref())
            .collect()
    }
}
