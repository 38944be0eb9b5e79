//! Reads an author's file into a type, or tells everything that is wrong with it.
//!
//! In order: size, bytes, YAML, shape, type. The first two stop the reading; the others tell all
//! they find. What has a fault of shape is taken out, and the type is made of what is left of the
//! same tree, so that whatever comes out has been checked twice.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::words::fault::Faults;
use crate::words::fault::{Fault, FaultKind, Place, quote};
use crate::words::prune::{Losses, broken_at};
use crate::words::retell::Retelling;
use crate::words::schema::schemas_of;
use crate::words::shape::{Root, check};
use crate::words::tree::read_tree;
use crate::words::typed::read_typed;

/// The most bytes of one file.
pub const LARGEST_FILE: usize = 8 << 20;

/// The most nodes looked at to read one file into its type: again and again, if its type refuses
/// one value after another.
const MOST_WORK: u64 = 2_000_000;

/// The code of `FaultKind::Other` for a value that its type refuses although its shape is
/// right; `why` is the type's own word for it, in kebab-case.
pub const REFUSED: &str = "refused";

/// Reads `text` as a `T`. Every fault goes into `faults` with its place in `file`; `None` if
/// there is any. Ends in bounded time and memory for any bytes.
pub fn read<T>(file: &str, text: &[u8], faults: &mut Faults) -> Option<T>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    let mut own = Faults::new();
    let reading = read_left(file, text, Root::Dropped, &mut own);
    let clean = !own.any_fault();
    faults.append(own);
    reading.value.filter(|_| clean)
}

/// What a file came to.
#[derive(Debug)]
pub struct Reading<T> {
    /// What is left of it without its faulty parts; all of it if there is no fault.
    pub value: Option<T>,
    /// What is not in the value; nothing if there is no fault.
    pub losses: Losses,
}

/// The same, but what is whole is read although something else is not.
pub fn read_left<T>(file: &str, text: &[u8], root: Root, faults: &mut Faults) -> Reading<T>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    read_told(file, text, (root, &Retelling::default()), faults)
}

/// The same, with its texts said in other words.
pub fn read_told<T>(
    file: &str,
    text: &[u8],
    how: (Root, &Retelling),
    faults: &mut Faults,
) -> Reading<T>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    let file: Arc<str> = file.into();
    let mut own = Faults::new();
    let mut losses = Losses::default();
    let value = read_own(&file, text, how, &mut own, &mut losses);
    if value.is_none() {
        losses.all();
    }
    faults.append(own);
    Reading { value, losses }
}

fn read_own<T>(
    file: &Arc<str>,
    text: &[u8],
    (root, retelling): (Root, &Retelling),
    faults: &mut Faults,
    losses: &mut Losses,
) -> Option<T>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    let text = text_of(file, text, faults)?;
    let tree = read_tree(file, text, faults);
    if let Some(line) = tree.cut {
        let skipped = usize::try_from(line)
            .unwrap_or(usize::MAX)
            .saturating_sub(1);
        text.lines()
            .skip(skipped)
            .for_each(|line| losses.words(line));
    }
    let schemas = schemas_of::<T>();
    let how = (file, schemas, root);
    let mut work = 0;
    let mut tree = tree.root?;
    if !retelling.is_empty() {
        tree = retelling.tree(&tree);
    }
    let mut left = check(how, &tree, faults, losses, &mut work)?;
    loop {
        let refusal = match read_typed(&left, &mut work) {
            Ok(value) => return Some(value),
            Err(refusal) => refusal,
        };
        // What nobody wrote is refused, or has been told already: then it is no further fault.
        let place = refusal.place.unwrap_or(Place::START);
        if place.line > 0 && !faults.iter().any(|fault| fault.place() == place) {
            faults.push(refused(file, place, &refusal.why));
        }
        if place.line == 0 || refusal.way.is_empty() || work > MOST_WORK {
            return None;
        }
        // The value goes the way of every other that is not of its shape.
        let broken = broken_at(&left, &refusal.way, losses);
        left = check(how, &broken, &mut Faults::new(), losses, &mut work)?;
    }
}

/// The text of a file: of bearable size, UTF-8, without NUL, without the mark some editors put
/// first.
fn text_of<'t>(file: &Arc<str>, bytes: &'t [u8], faults: &mut Faults) -> Option<&'t str> {
    if bytes.len() > LARGEST_FILE {
        let (found, limit) = (bytes.len() as u64, LARGEST_FILE as u64);
        faults.push(Fault::new(
            file,
            Place::START,
            FaultKind::TooLarge { found, limit },
        ));
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
            let good = std::str::from_utf8(good).unwrap_or_default();
            faults.push(Fault::new(file, end_of(good), FaultKind::NotUtf8 { byte }));
            return None;
        }
    };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut clean = true;
    for (index, _) in text.match_indices('\0').take(1) {
        let before = text.get(..index).unwrap_or_default();
        faults.push(Fault::new(file, end_of(before), FaultKind::NulByte));
        clean = false;
    }
    clean.then_some(text)
}

/// The place right after a text.
fn end_of(text: &str) -> Place {
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let line = small(text.matches('\n').count()).saturating_add(1);
    let last = text.rsplit('\n').next().unwrap_or_default();
    let column = small(last.chars().count()).saturating_add(1);
    Place {
        line,
        column,
        len: 1,
    }
}

/// A fault from what typed reading says. Shapes being checked before, this is a type that refuses
/// a value of right shape (`try_from`), whose own word is kept.
fn refused(file: &Arc<str>, place: Place, why: &str) -> Fault {
    let kind = FaultKind::Other {
        code: REFUSED,
        args: vec![("why", quote(why))],
    };
    Fault::new(file, place, kind)
}
