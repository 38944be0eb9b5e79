//! The city: who is in it, what runs where, what hangs on what, and in which state it all is.
//!
//! Each part reads Written (what an author writes, and how it is checked), then Lives (its state in
//! the world, changed only through its own methods), then Acts (what time does to it). What chance
//! settles once and for all (which hosts carry a weakness, which are covered by a control) is not
//! stored: it is drawn again whenever it is asked.

pub mod account;
pub mod addressee;
pub mod asset;
pub mod control;
pub mod funnel;
pub mod host;
pub mod indicator;
pub mod map;
pub mod naming;
pub mod place;
pub mod service;
pub mod shuffle;
pub mod written;
