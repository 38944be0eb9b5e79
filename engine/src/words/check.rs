//! Turning what was written into what is meant, and collecting every fault on the way.

use crate::words::fault::{Fault, FaultKind, Faults};
use crate::words::lost::Lost;
use crate::words::name::Name;
use crate::words::target::TargetKind;
use crate::words::written::At;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One file being checked: where faults go, and which file they are in.
pub struct Check<'a> {
    /// The file's name within the scenario.
    pub file: Arc<str>,
    /// All faults found so far.
    pub faults: &'a mut Faults,
    /// What of all files could not be read.
    pub lost: &'a mut Lost,
}

impl Check<'_> {
    /// Notes a fault at a value. One that nobody wrote, put in where something was lost, has none.
    pub fn fault<T>(&mut self, at: &At<T>, kind: FaultKind) {
        if at.line() == 0 && self.lost.touches_any(&self.file) {
            return;
        }
        let (line, column, len) = (at.line(), at.column(), at.len());
        self.faults.push(Fault {
            file: self.file.clone(),
            line,
            column,
            len,
            kind,
        });
    }

    /// Notes a fault of the file as a whole.
    pub fn fault_of_file(&mut self, kind: FaultKind) {
        self.faults.push(Fault {
            file: self.file.clone(),
            line: 1,
            column: 1,
            len: 1,
            kind,
        });
    }

    /// Notes that nothing of this kind has this name, and what was probably meant; unless it may
    /// be among what was lost.
    pub fn unknown<'n>(
        &mut self,
        at: &At<String>,
        kind: &'static str,
        known: impl Iterator<Item = &'n str>,
    ) {
        self.astray(at, kind, || crate::words::fault::nearest(at, known));
    }

    /// The same, where what was probably meant is known without looking for it.
    pub fn astray(
        &mut self,
        at: &At<String>,
        kind: &'static str,
        near: impl FnOnce() -> Option<String>,
    ) {
        if self.lost.may_name(kind, at) {
            return;
        }
        self.lost.name_astray(&self.file);
        let near = near();
        self.fault(
            at,
            FaultKind::UnknownName {
                kind,
                name: at.to_string(),
                near,
            },
        );
    }

    /// Notes that something is aimed at what it does nothing to; what was found as it is to be
    /// told, and the kinds that it could be aimed at.
    pub fn wrong_target<T>(
        &mut self,
        at: &At<T>,
        found: String,
        wanted: impl IntoIterator<Item = TargetKind>,
    ) {
        let wanted: Vec<&str> = wanted.into_iter().map(TargetKind::word).collect();
        let args = vec![("found", found), ("wanted", wanted.join(", "))];
        let code = "wrong-target";
        self.fault(at, FaultKind::Other { code, args });
    }
}

/// The names of one kind of thing, and the place of each in its list.
#[derive(Clone, Debug, Default)]
pub struct Names {
    places: BTreeMap<Name, (usize, u32)>,
}

impl Names {
    /// Takes up a name; a second use of it is a fault.
    pub fn put(&mut self, at: &At<String>, place: usize, check: &mut Check) {
        self.put_as(at.as_str().into(), at, place, check);
    }

    /// Takes up a name made from one that was written.
    pub fn put_as(&mut self, name: Name, at: &At<String>, place: usize, check: &mut Check) {
        if !is_name(&name) {
            let shape = "[a-z0-9][a-z0-9.-]*";
            check.fault(
                at,
                FaultKind::BadText {
                    found: name.to_string(),
                    shape,
                },
            );
        }
        if let Some((_, first_line)) = self.places.get(&name) {
            let (name, first_line) = (name.to_string(), *first_line);
            check.fault(at, FaultKind::DuplicateName { name, first_line });
            return;
        }
        self.places.insert(name, (place, at.line()));
    }

    /// Takes up a name that no author wrote.
    pub fn put_own(&mut self, name: &str, place: usize) {
        self.places.insert(name.into(), (place, 0));
    }

    /// The place of a name.
    pub fn get(&self, name: &str) -> Option<usize> {
        self.places.get(name).map(|(place, _)| *place)
    }

    /// The place of a name, or a fault.
    pub fn find(&self, at: &At<String>, kind: &'static str, check: &mut Check) -> Option<usize> {
        let found = self.get(at);
        if found.is_none() {
            check.unknown(at, kind, self.iter());
        }
        found
    }

    /// All names, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(|name| &**name)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

/// Whether this is a name: ASCII, lower case, digits, dots and dashes.
pub fn is_name(text: &str) -> bool {
    let good = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    text.len() <= crate::words::name::NAME_LIMIT
        && text.bytes().next().is_some_and(good)
        && text
            .bytes()
            .all(|b| good(b) || b == b'.' || b == b'-' || b == b'_')
}
