//! Views: what a team may see now, folded from the facts it may know. A view never sees the world.

pub mod blue;
pub mod truth;

use crate::words::cell::Cell;

/// A cell as a type: what it sees and what it may ask.
pub trait Role {
    /// What it sees.
    type View;
    /// What it may ask.
    type Ask: Into<crate::words::order::Ask>;
    /// The cell.
    const CELL: Cell;
}

/// The defence.
pub struct Blue;

impl Role for Blue {
    type View = blue::BlueView;
    type Ask = crate::words::order::BlueAsk;
    const CELL: Cell = Cell::Blue;
}

impl From<crate::words::order::BlueAsk> for crate::words::order::Ask {
    fn from(ask: crate::words::order::BlueAsk) -> Self {
        Self::Blue(ask)
    }
}

/// The organisers.
pub struct White;

impl Role for White {
    type View = truth::TruthView;
    type Ask = crate::words::order::WhiteAsk;
    const CELL: Cell = Cell::White;
}

impl From<crate::words::order::WhiteAsk> for crate::words::order::Ask {
    fn from(ask: crate::words::order::WhiteAsk) -> Self {
        Self::White(ask)
    }
}

/// The jury.
pub struct Jury;

impl Role for Jury {
    type View = truth::TruthView;
    type Ask = crate::words::order::JuryAsk;
    const CELL: Cell = Cell::Jury;
}

impl From<crate::words::order::JuryAsk> for crate::words::order::Ask {
    fn from(ask: crate::words::order::JuryAsk) -> Self {
        Self::Jury(ask)
    }
}
