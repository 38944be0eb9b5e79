//! The engine of the drill range. Its map, which is also its front page, is its README:
//!
#![doc = include_str!("../README.md")]
#![cfg_attr(test, allow(clippy::disallowed_methods, clippy::disallowed_types))]

pub mod action;
pub mod city;
pub mod detect;
pub mod drill;
pub mod plan;
pub mod record;
pub mod rehearsal;
pub mod report;
pub mod score;
pub mod script;
pub mod sigma;
pub mod team;
pub mod tick;
pub mod view;
pub mod words;
