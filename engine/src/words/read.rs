//! Reads an author's file into a type, or tells everything that is wrong with it.
//!
//! In order: size, bytes, YAML, shape, type. The first two stop the reading; YAML and shape
//! tell all they find; the type is only made from a file without faults, with the same limits,
//! so that whatever comes out has been checked twice.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_saphyr::{DuplicateKeyPolicy, Error, Options};

use crate::words::fault::Faults;
use crate::words::fault::{Fault, FaultKind, Place, quote};
use crate::words::schema::schemas_of;
use crate::words::shape::check;
use crate::words::tree::{DEEPEST, MOST_NODES, read_tree};

/// The most bytes of one file.
pub const LARGEST_FILE: usize = 8 << 20;

/// The code of `FaultKind::Other` for a value that its type refuses although its shape is
/// right; `why` is the type's own word for it, in kebab-case.
pub const REFUSED: &str = "refused";

/// Reads `text` as a `T`. Every fault goes into `faults` with its place in `file`; `None` if
/// there is any. Ends in bounded time and memory for any bytes.
pub fn read<T>(file: &str, text: &[u8], faults: &mut Faults) -> Option<T>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    let file: Arc<str> = file.into();
    let mut own = Faults::new();
    let value = read_clean(&file, text, &mut own);
    let clean = !own.any_fault();
    faults.append(own);
    value.filter(|_| clean)
}

fn read_clean<T>(file: &Arc<str>, text: &[u8], faults: &mut Faults) -> Option<T>
where
    T: DeserializeOwned + JsonSchema + 'static,
{
    let text = text_of(file, text, faults)?;
    let tree = read_tree(file, text, faults)?;
    check(file, &tree, schemas_of::<T>(), faults);
    drop(tree);
    if faults.any_fault() {
        return None;
    }
    match serde_saphyr::from_str_with_options(text, options()) {
        Ok(value) => Some(value),
        Err(error) => {
            faults.push(refused(file, error.without_snippet()));
            None
        }
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

/// The limits of typed reading: the tree's, none tighter, so that it refuses nothing that the
/// tree has let through.
fn options() -> Options {
    let nodes = usize::try_from(MOST_NODES).unwrap_or(usize::MAX);
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_nodes: nodes,
            max_events: nodes * 3,
            max_depth: DEEPEST,
            max_documents: 1,
            max_aliases: nodes,
            max_anchors: nodes,
            max_merge_keys: nodes,
            max_recorded_anchor_events: nodes * 3,
            max_total_scalar_bytes: LARGEST_FILE * 8,
            enforce_alias_anchor_ratio: false,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: nodes * 3,
        },
        duplicate_keys: DuplicateKeyPolicy::Error,
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
    }
}

/// A fault from what typed reading says. Shapes being checked before, this is mostly a type
/// that refuses a value of right shape (`try_from`), whose own word is kept.
fn refused(file: &Arc<str>, error: &Error) -> Fault {
    let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    let place = error
        .location()
        .filter(|at| at.line() > 0)
        .map_or(Place::START, |at| Place {
            line: small(at.line()),
            column: small(at.column()),
            len: small(at.span().len()).max(1),
        });
    let why = match innermost(error) {
        Error::Message { msg, .. } => quote(msg),
        other => quote(&other.to_string()),
    };
    Fault::new(
        file,
        place,
        FaultKind::Other {
            code: REFUSED,
            args: vec![("why", why)],
        },
    )
}

fn innermost(error: &Error) -> &Error {
    match error.without_snippet() {
        Error::AliasError { error, .. } => innermost(error),
        other => other,
    }
}
