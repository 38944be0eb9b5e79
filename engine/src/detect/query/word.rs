//! The words of a query, each with its place.

use super::fault::QueryFault;
use std::iter::Peekable;
use std::str::Chars;

/// A word: what stands before its colon, and the alternatives after it. An alternative is in the
/// parts that stars stand between.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Word {
    /// Whether a minus stands before it.
    pub(super) not: bool,
    /// What stands before its colon, as written.
    pub(super) key: Option<String>,
    /// What stands between the colon and the value: `=`, `>`, `>=`, `<`, `<=`.
    pub(super) sign: String,
    /// The alternatives, in small letters.
    pub(super) values: Vec<Vec<String>>,
    /// Whether a quote stands in it: then it is no word of the language.
    pub(super) quoted: bool,
}

impl Word {
    /// Its text, in small letters.
    pub(super) fn text(&self) -> String {
        self.values
            .first()
            .map_or_else(String::new, |v| v.join("*"))
    }
}

/// A piece of a query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    Open,
    Close,
    Word(Word),
}

/// A piece with the column of its first letter, from 1, and its length.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Placed {
    pub(super) piece: Piece,
    pub(super) column: usize,
    pub(super) len: usize,
    pub(super) text: String,
}

struct Left<'t> {
    chars: Peekable<Chars<'t>>,
    column: usize,
}

impl Left<'_> {
    fn next_if(&mut self, is: impl Fn(char) -> bool) -> Option<char> {
        let found = self.chars.next_if(|c| is(*c));
        self.column += usize::from(found.is_some());
        found
    }
}

/// The pieces of a query.
pub(super) fn pieces(text: &str, faults: &mut Vec<QueryFault>) -> Vec<Placed> {
    let mut left = Left {
        chars: text.chars().peekable(),
        column: 1,
    };
    let mut found = Vec::new();
    loop {
        while left.next_if(char::is_whitespace).is_some() {}
        let Some(first) = left.chars.peek().copied() else {
            return found;
        };
        let column = left.column;
        let piece = if left.next_if(|c| c == '(').is_some() {
            Piece::Open
        } else if left.next_if(|c| c == ')').is_some() {
            Piece::Close
        } else {
            Piece::Word(word(&mut left, faults))
        };
        let len = (left.column - column).max(1);
        let text: String = text.chars().skip(column - 1).take(len).collect();
        let empty = match &piece {
            Piece::Word(word) => {
                let nothing = word.values.iter().flatten().all(String::is_empty);
                word.key.is_none() && nothing && !(word.not && first == '-' && opens(&mut left))
            }
            _ => false,
        };
        if !empty {
            found.push(Placed {
                piece,
                column,
                len,
                text,
            });
        }
    }
}

/// Whether a bracket opens next, so that a minus is for all that stands in it.
fn opens(left: &mut Left<'_>) -> bool {
    left.chars.peek() == Some(&'(')
}

fn word(left: &mut Left<'_>, faults: &mut Vec<QueryFault>) -> Word {
    let mut word = Word {
        not: left.next_if(|c| c == '-').is_some(),
        ..Word::default()
    };
    let (mut alternative, mut part) = (Vec::new(), String::new());
    let mut quote = None;
    while let Some(c) =
        left.next_if(|c| quote.is_some() || !(c.is_whitespace() || "()".contains(c)))
    {
        match c {
            '"' if quote.is_some() && left.next_if(|c| c == '"').is_some() => part.push('"'),
            '"' if quote.is_some() => quote = None,
            '"' => {
                quote = Some(left.column - 1);
                word.quoted = true;
            }
            _ if quote.is_some() => part.push(c),
            ':' if word.key.is_none() && alternative.is_empty() && !part.is_empty() => {
                word.key = Some(std::mem::take(&mut part));
                while let Some(sign) = left.next_if(|c| "=<>".contains(c)) {
                    word.sign.push(sign);
                }
            }
            '*' if word.key.is_some() && word.sign.is_empty() => {
                alternative.push(std::mem::take(&mut part));
            }
            ',' if word.key.is_some() => {
                alternative.push(std::mem::take(&mut part));
                word.values.push(std::mem::take(&mut alternative));
            }
            _ => part.push(c),
        }
    }
    if let Some(column) = quote {
        faults.push(QueryFault {
            column,
            len: 1,
            code: "query-open-quote",
            found: "\"".to_owned(),
            near: None,
        });
    }
    alternative.push(part);
    word.values.push(alternative);
    let values = word.values.iter_mut().flatten();
    values.for_each(|part| *part = part.to_lowercase());
    word
}
