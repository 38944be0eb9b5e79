//! Which kinds of daily record a rule may look for at all, told from what they are made of before
//! any is made. The answer "no" is always right; "yes" may be too generous.
//!
//! The rules are asked about a kind as if it were a record. What they want to know of it shows what
//! their answer hangs on: where that is one of a few texts, each is tried in turn.

use crate::action::template::Piece;
use crate::detect::class::{Class, Sensing};
use crate::detect::daily::{Line, Source};
use crate::sigma::{ClassId as SigmaClass, Engine, Fields};
use crate::words::name::Name;
use std::cell::Cell;
use std::collections::BTreeMap;

/// The most texts of one field that are tried.
const TEXTS: usize = 64;
/// How often the rules are asked about one kind.
const QUESTIONS: u32 = 256;

/// Of each kind of a source, in order: whether a record of it may be what these rules look for.
pub(super) fn may_meet(eye: &mut Engine, sensing: &Sensing, source: &Source) -> Vec<bool> {
    let class = SigmaClass(source.class.at());
    if !eye.matches(class) {
        return vec![false; source.lines.len()];
    }
    let lines = source.lines.iter();
    lines
        .map(|line| Inquiry::new(sensing, source, line).may_meet(eye, class))
        .collect()
}

/// All that a value may be, if that is not too much.
fn texts(pieces: &[Piece]) -> Option<Vec<String>> {
    let mut all = vec![String::new()];
    for piece in pieces {
        let choices = match piece {
            Piece::Plain(text) => std::slice::from_ref(text),
            Piece::Any(choices) => choices,
            Piece::Fill(_) | Piece::Number(..) | Piece::Hex(_) => return None,
        };
        if all.len() * choices.len() > TEXTS {
            return None;
        }
        let heads = all.iter();
        all = heads
            .flat_map(|head| choices.iter().map(move |tail| format!("{head}{tail}")))
            .collect();
    }
    Some(all)
}

/// The questions about one kind.
struct Inquiry<'s> {
    sensing: &'s Sensing,
    class: &'s Class,
    line: &'s Line,
    /// All that each field may be, where that can be told.
    texts: Vec<Option<Vec<String>>>,
    left: u32,
}

impl<'s> Inquiry<'s> {
    fn new(sensing: &'s Sensing, source: &'s Source, line: &'s Line) -> Self {
        Self {
            sensing,
            class: &sensing.classes[source.class.at()],
            line,
            texts: line.fields.iter().map(|(_, made)| texts(made)).collect(),
            left: QUESTIONS,
        }
    }

    fn may_meet(mut self, eye: &mut Engine, class: SigmaClass) -> bool {
        let mut chosen = BTreeMap::new();
        for (place, texts) in self.texts.iter().enumerate() {
            if let Some([only]) = texts.as_deref() {
                chosen.insert(place, only.clone());
            }
        }
        self.may(eye, class, &mut chosen)
    }

    fn may(
        &mut self,
        eye: &mut Engine,
        class: SigmaClass,
        chosen: &mut BTreeMap<usize, String>,
    ) -> bool {
        if self.left == 0 {
            return true;
        }
        self.left -= 1;
        let kind = self.kind(chosen);
        let met = eye.meets(class, &kind);
        let (open, unknown) = (kind.open.get(), kind.unknown.get());
        let Some(open) = open else {
            return met || unknown;
        };
        let texts = self.texts[open].clone().unwrap_or_default();
        let may = texts.into_iter().any(|text| {
            chosen.insert(open, text);
            self.may(eye, class, chosen)
        });
        chosen.remove(&open);
        may
    }

    fn kind(&self, chosen: &BTreeMap<usize, String>) -> Kind<'_> {
        let written = chosen
            .iter()
            .map(|(place, text)| (self.line.fields[*place].0.clone(), text.clone()));
        let mut known: Vec<(Name, String)> = written.collect();
        self.sensing.complete(self.class, &mut known);
        Kind {
            inquiry: self,
            known,
            open: Cell::new(None),
            unknown: Cell::new(false),
        }
    }
}

/// A kind, as if it were a record: what is asked of it that is not settled yet is noted.
struct Kind<'i> {
    inquiry: &'i Inquiry<'i>,
    known: Vec<(Name, String)>,
    /// The first field asked for that may be one of several texts.
    open: Cell<Option<usize>>,
    /// Whether something was asked for that can be anything.
    unknown: Cell<bool>,
}

impl Kind<'_> {
    fn ask(&self, place: usize) {
        if self.inquiry.texts[place].is_none() {
            self.unknown.set(true);
        } else if self.open.get().is_none() {
            self.open.set(Some(place));
        }
    }
}

impl Fields for Kind<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        let known = self.known.iter().find(|(key, _)| **key == *name);
        if let Some((_, text)) = known {
            return Some(text);
        }
        if name == "Computer" {
            self.unknown.set(true);
            return Some("");
        }
        let place = |name: &str| {
            let mut fields = self.inquiry.line.fields.iter();
            fields.position(|(key, _)| **key == *name)
        };
        if let Some(place) = place(name) {
            self.ask(place);
            return Some("");
        }
        let default = self.inquiry.class.defaults.get(name)?;
        // What a program says of itself hangs on which it is.
        let program = self.inquiry.class.program.as_ref();
        let settled = |path: &Name| self.known.iter().any(|(key, _)| key == path);
        if let Some(place) = program.filter(|path| !settled(path)).and_then(|p| place(p)) {
            self.ask(place);
        }
        Some(default)
    }

    fn for_each(&self, _: &mut dyn FnMut(&str, &str)) {
        self.unknown.set(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Piece {
        Piece::Plain(text.to_owned())
    }

    #[test]
    fn a_value_is_all_that_its_pieces_can_make() {
        let any = Piece::Any(vec!["a".to_owned(), "b".to_owned()]);
        let made = texts(&[plain("x-"), any.clone(), any.clone()]);
        assert_eq!(made.expect("few"), ["x-aa", "x-ab", "x-ba", "x-bb"]);
        assert_eq!(texts(&[]).expect("one"), [""]);
        assert!(texts(&[plain("x-"), Piece::Hex(4)]).is_none());
        let many: Vec<Piece> = (0..7).map(|_| any.clone()).collect();
        assert!(texts(&many).is_none(), "128 are too many");
    }
}
