//! Actions: everything anyone can do, for every colour, as data over two closed lists.
//!
//! `written`: the catalogue entry. `require` and `effect`: the closed lists, the physics of the
//! range. `fits`: what each effect can be done to. `template`: what a run leaves behind. `run`:
//! asked for, admitted, under way, over. `forecast`: what a run would come to, for whoever thinks
//! of asking for one.

pub mod aim;
pub mod effect;
mod fits;
pub mod forecast;
pub mod leave;
pub mod look;
pub mod reach;
pub mod require;
pub mod requirement;
pub mod restore;
pub mod run;
pub mod standby;
pub mod template;
pub mod written;
