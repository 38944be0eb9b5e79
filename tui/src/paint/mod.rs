//! Drawing: what screens are put together from. Knows colours, cells and widths; knows no drill.
//!
//! Everything here takes a `Theme` and a place and changes nothing but cells. A meaning is never
//! shown by colour alone: each `Ink` that matters comes with a `Mark` or a word.

pub mod edit;
pub mod form;
pub mod gauge;
pub mod map;
pub mod panel;
pub mod table;
pub mod text;
pub mod theme;
