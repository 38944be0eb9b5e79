//! Help: every key that works here, made from the tables that the keys are found by.

use crate::input::{Code, Press};

/// Help while it is open.
#[derive(Clone, Copy, Default, Debug)]
pub struct Help {
    /// The first line shown.
    pub from: usize,
}

impl Help {
    /// Takes a press; false if help is left.
    pub fn press(&mut self, press: &Press) -> bool {
        match press.code {
            Code::Down | Code::Char('j' | ' ') | Code::PageDown => self.from += 1,
            Code::Up | Code::Char('k') | Code::PageUp => self.from = self.from.saturating_sub(1),
            _ => return false,
        }
        true
    }
}
