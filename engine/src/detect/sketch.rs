//! A record of daily life that is filled in only as far as somebody asks: most rules have seen
//! enough at the first field or two.

use crate::detect::class::{Class, Sensing};
use crate::detect::daily::{Source, Stub};
use crate::detect::program::Programs;
use crate::detect::shelf::Shelf;
use crate::sigma::Fields;
use std::cell::OnceCell;

/// The record, and what of it has been filled in.
pub(super) struct Sketch<'s> {
    shelf: &'s Shelf<'s>,
    source: &'s Source,
    class: &'s Class,
    stub: Stub,
    /// One for each field that is written of it.
    written: Vec<OnceCell<String>>,
    computer: OnceCell<String>,
}

impl<'s> Sketch<'s> {
    pub(super) fn new(shelf: &'s Shelf<'s>, source: &'s Source, stub: Stub) -> Self {
        let fields = source.lines[stub.line].fields.len();
        Self {
            shelf,
            source,
            class: &shelf.sensing.classes[source.class.at()],
            stub,
            written: vec![OnceCell::new(); fields],
            computer: OnceCell::new(),
        }
    }

    fn written(&self, name: &str) -> Option<&str> {
        let mut fields = self.source.lines[self.stub.line].fields.iter();
        let place = fields.position(|(field, _)| **field == *name)?;
        let (seed, map) = (self.shelf.seed, &self.shelf.map);
        let fill = || self.source.fill(seed, map, &self.stub, place);
        Some(self.written[place].get_or_init(fill))
    }

    /// What the program that the record is about says of itself there.
    fn said(&self, name: &str) -> Option<&str> {
        let field = Programs::FIELDS.iter().find(|field| **field == name)?;
        let path = self.written(self.class.program.as_deref()?)?;
        let sensing: &Sensing = &self.shelf.sensing;
        let mut says = sensing.programs.says(path).iter();
        says.find(|(said, _)| **said == **field)
            .map(|(_, text)| text.as_str())
    }
}

impl Fields for Sketch<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        if name == "Computer" {
            let computer = || match self.class.by.names() {
                true => self.shelf.map.host_name(self.stub.host),
                false => String::new(),
            };
            return Some(self.computer.get_or_init(computer));
        }
        if let Some(text) = self.written(name) {
            return Some(text);
        }
        let default = self.class.defaults.get(name)?;
        Some(self.said(name).unwrap_or(default))
    }

    fn for_each(&self, f: &mut dyn FnMut(&str, &str)) {
        let line = &self.source.lines[self.stub.line];
        let written = line.fields.iter().map(|(name, _)| &**name);
        let defaults = self.class.defaults.keys().map(|name| &**name);
        let free = |name: &&str| line.fields.iter().all(|(own, _)| **own != **name);
        let names = std::iter::once("Computer").chain(written);
        for name in names.chain(defaults.filter(free)) {
            if let Some(text) = self.get(name) {
                f(name, text);
            }
        }
    }
}
