//! What may be wrong with a query, with its place and the way out. Codes and nouns: the sentence is
//! the program's.

/// A fault in a query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueryFault {
    /// The column of its first letter, counted from 1.
    pub column: usize,
    /// How many letters it is long.
    pub len: usize,
    /// Which fault, as the key of its sentence.
    pub code: &'static str,
    /// What stands there.
    pub found: String,
    /// What was probably meant.
    pub near: Option<String>,
}
