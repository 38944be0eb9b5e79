//! Screens, by who sits before them. What any role may use stands in `shared`; what the organisers
//! and the jury both see, in `truth`.

pub mod blue;
pub mod jury;
pub mod observer;
pub mod red;
pub mod replay;
pub mod shared;
#[cfg(test)]
mod tests;
pub mod truth;
pub mod white;
