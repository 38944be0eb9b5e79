//! Terminals: bytes in, bytes out. The only folder that knows what kind of terminal a person has.

pub mod local;
pub mod seat;
pub mod ssh;
