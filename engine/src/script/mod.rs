//! Scripts: orders planned for a seat, at a time or upon a fact. Campaign (red), MSEL (white),
//! routines (green), and the duties whose clocks run beside them. The playbook of a bot is not
//! here: bots sit outside and see only a view.

pub mod campaign;
mod campaign_advice;
pub mod campaign_written;
pub mod deed;
pub mod duty;
pub mod expect;
pub mod gauge;
pub mod lead;
pub mod msel;
pub mod note;
pub mod owing;
pub mod routine;
pub mod trigger;
