//! Which kinds of daily record a rule may look for at all, told from what they are made of before
//! any is made. The answer "no" is always right; "yes" may be too generous.

use crate::action::template::{Fill, Piece};
use crate::city::map::Map;
use crate::detect::class::{Class, Sensing};
use crate::detect::daily::Line;
use crate::detect::may::may_stand;
use crate::detect::program::Programs;
use crate::sigma::{CanBe, ClassId as SigmaClass, Draft, Engine, Part, Room};
use crate::words::name::Name;
use std::collections::BTreeMap;

/// The most texts of one field that are told apart.
const TEXTS: usize = 64;

/// All that a value may be, if that is not too much.
fn texts(pieces: &[Piece]) -> Option<Vec<String>> {
    let mut all = vec![String::new()];
    for piece in pieces {
        let choices = match piece {
            Piece::Plain(text) => std::slice::from_ref(text),
            Piece::Any(choices) | Piece::Once(choices) => choices,
            Piece::Os(both) | Piece::Hours(both) => both,
            Piece::Fill(_)
            | Piece::OnceNumber(..)
            | Piece::SameNumber(..)
            | Piece::Number(..)
            | Piece::Hex(_) => return None,
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

/// What the value of a field can be.
#[derive(Clone)]
enum Made<'s> {
    Texts(Vec<String>),
    Pieces(&'s Map, &'s [Piece]),
    Anything,
}

impl<'s> Made<'s> {
    fn of(map: &'s Map, pieces: &'s [Piece]) -> Self {
        texts(pieces).map_or(Made::Pieces(map, pieces), Made::Texts)
    }

    fn only(text: &str) -> Self {
        Made::Texts(vec![text.to_owned()])
    }

    fn can_be(&self) -> CanBe<'_> {
        match self {
            Made::Texts(texts) => CanBe::Texts(texts),
            open => CanBe::Open(open),
        }
    }
}

impl Room for Made<'_> {
    fn may_hold(&self, text: &str, at_start: bool, at_end: bool) -> bool {
        match self {
            Made::Pieces(map, pieces) => may_stand(map, pieces, text, (at_start, at_end)),
            Made::Texts(_) | Made::Anything => true,
        }
    }
}

/// The name of any machine.
const MACHINE: &[Piece] = &[Piece::Fill(Fill::Target)];

/// One kind of record of daily life, about one program if it is about any that is known.
pub(super) struct Outline<'s>(BTreeMap<Name, Made<'s>>);

impl<'s> Outline<'s> {
    /// A line of daily life, once for each program that it may be about: what that says of itself
    /// stands beside its path.
    pub(super) fn all(
        (sensing, map): (&'s Sensing, &'s Map),
        class: &Class,
        line: &'s Line,
    ) -> Vec<Outline<'s>> {
        let written = line.fields.iter();
        let written = written.map(|(name, pieces)| (name.clone(), Made::of(map, pieces)));
        let own: BTreeMap<Name, Made<'s>> = written.collect();
        let defaults = class.defaults.iter();
        let mut plain: BTreeMap<Name, Made<'s>> = defaults
            .map(|(name, text)| (name.clone(), Made::only(text)))
            .collect();
        plain.extend(own.iter().map(|(name, made)| (name.clone(), made.clone())));
        let computer = match class.by.names() {
            true => Made::Pieces(map, MACHINE),
            false => Made::only(""),
        };
        plain.insert("Computer".into(), computer);
        let Some((program, made)) = class.program.as_ref().and_then(|p| own.get_key_value(p))
        else {
            return vec![Outline(plain)];
        };
        let free = |field: &Name| class.defaults.contains_key(field) && !own.contains_key(field);
        let Made::Texts(paths) = made else {
            // Which program it is cannot be told, so neither what it says of itself.
            for field in Programs::FIELDS.map(Name::from).into_iter().filter(free) {
                plain.insert(field, Made::Anything);
            }
            return vec![Outline(plain)];
        };
        let about = |path: &String| {
            let mut about = plain.clone();
            about.insert(program.clone(), Made::only(path));
            let says = sensing.programs.says(path).iter();
            for (field, text) in says.filter(|(field, _)| free(field)) {
                about.insert(field.clone(), Made::only(text));
            }
            Outline(about)
        };
        paths.iter().map(about).collect()
    }
}

impl Draft for Outline<'_> {
    fn get(&self, name: &str) -> Option<CanBe<'_>> {
        self.0.get(name).map(Made::can_be)
    }

    fn for_each(&self, f: &mut dyn FnMut(&CanBe<'_>)) {
        self.0.values().for_each(|made| f(&made.can_be()));
    }
}

/// A kind of daily record: its source and its place there.
pub type KindIx = (usize, usize);

/// Of each of these rules, the kinds of daily record that it may look for.
pub fn may_meet<R: Copy + Ord>(
    sensing: &Sensing,
    map: &Map,
    engine: &Engine,
    rules: impl Iterator<Item = (R, Vec<(SigmaClass, Part)>)>,
) -> BTreeMap<R, Vec<(KindIx, Part)>> {
    let mut by_class: BTreeMap<usize, Vec<(R, Part)>> = BTreeMap::new();
    for (rule, parts) in rules {
        for (class, part) in parts {
            by_class.entry(class.0).or_default().push((rule, part));
        }
    }
    let mut found: BTreeMap<R, Vec<_>> = BTreeMap::new();
    for (place, source) in sensing.daily.sources.iter().enumerate() {
        let Some(asked) = by_class.get(&source.class.at()) else {
            continue;
        };
        let class = &sensing.classes[source.class.at()];
        for (at, line) in source.lines.iter().enumerate() {
            let outlines = Outline::all((sensing, map), class, line);
            for (rule, part) in asked {
                if outlines.iter().any(|one| engine.may_see(*part, one)) {
                    found.entry(*rule).or_default().push(((place, at), *part));
                }
            }
        }
    }
    found
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
