//! Views: what a team may see now, folded from what it is told. A view never sees the world.

pub mod blue;
pub mod brief;
pub mod funnel;
pub mod gauges;
pub mod observer;
pub mod red;
pub mod seen;
pub mod served;
pub mod told;
pub mod truth;
pub mod warned;

use crate::words::cell::Cell;
use crate::words::order::{Ask, BlueAsk, JuryAsk, RedAsk, WhiteAsk};
use std::convert::Infallible;

/// A cell as a type: what it sees and what it may ask.
pub trait Role {
    /// What it sees.
    type View;
    /// What it may ask.
    type Ask: Into<Ask>;
    /// The cell.
    const CELL: Cell;
}

/// The defence.
pub struct Blue;

impl Role for Blue {
    type View = blue::BlueView;
    type Ask = BlueAsk;
    const CELL: Cell = Cell::Blue;
}

impl From<BlueAsk> for Ask {
    fn from(ask: BlueAsk) -> Self {
        Self::Blue(ask)
    }
}

/// The attack.
pub struct Red;

impl Role for Red {
    type View = red::RedView;
    type Ask = RedAsk;
    const CELL: Cell = Cell::Red;
}

impl From<RedAsk> for Ask {
    fn from(ask: RedAsk) -> Self {
        Self::Red(ask)
    }
}

/// Who may watch and not act.
pub struct Observer;

/// What an observer may ask: nothing, so there is no value of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ObserverAsk(Infallible);

impl Role for Observer {
    type View = observer::ObserverView;
    type Ask = ObserverAsk;
    const CELL: Cell = Cell::Observer;
}

impl From<ObserverAsk> for Ask {
    fn from(ask: ObserverAsk) -> Self {
        match ask.0 {}
    }
}

/// The organisers.
pub struct White;

impl Role for White {
    type View = truth::TruthView;
    type Ask = WhiteAsk;
    const CELL: Cell = Cell::White;
}

impl From<WhiteAsk> for Ask {
    fn from(ask: WhiteAsk) -> Self {
        Self::White(ask)
    }
}

/// The jury.
pub struct Jury;

impl Role for Jury {
    type View = truth::TruthView;
    type Ask = JuryAsk;
    const CELL: Cell = Cell::Jury;
}

impl From<JuryAsk> for Ask {
    fn from(ask: JuryAsk) -> Self {
        Self::Jury(ask)
    }
}
