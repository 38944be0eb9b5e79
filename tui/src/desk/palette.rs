//! The command palette: everything that can be done from here, found by typing some of its name.
//!
//! It is made from the tables of keys, so it cannot lack a command or name one that is not there.
//! Marks on letters need not be typed: `canh bao` finds `Cảnh báo`.

use crate::input::{Code, Press};
use crate::phrase::bare;

/// One thing that can be done.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is called.
    pub label: String,
    /// Its key, for those who would rather press it next time.
    pub key: String,
    /// What picking it does.
    pub picks: Picked,
}

/// What a press in the palette comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// Nothing yet.
    Nothing,
    /// The palette is left.
    Leave,
    /// A tab.
    Tab(usize),
    /// The same as pressing this.
    Press(Press),
}

/// The palette while it is open.
#[derive(Debug)]
pub struct Palette {
    entries: Vec<Entry>,
    /// What was typed.
    pub typed: String,
    /// The chosen one among those that fit.
    pub at: usize,
}

impl Palette {
    /// A palette of these.
    pub fn new(entries: Vec<Entry>) -> Self {
        Self {
            entries,
            typed: String::new(),
            at: 0,
        }
    }

    /// Those that fit what was typed: first what ends with it, as a tab does with its whole name.
    pub fn fitting(&self) -> Vec<&Entry> {
        let wanted = bare(&self.typed);
        let words = wanted.split_whitespace();
        let fits = |e: &&Entry| {
            let label = bare(&e.label);
            words.clone().all(|word| label.contains(word))
        };
        let mut found: Vec<&Entry> = self.entries.iter().filter(fits).collect();
        if !wanted.is_empty() {
            found.sort_by_key(|entry| !bare(&entry.label).ends_with(&wanted));
        }
        found
    }

    /// Takes a press.
    pub fn press(&mut self, press: &Press) -> Picked {
        let count = self.fitting().len();
        match press.code {
            Code::Esc => return Picked::Leave,
            Code::Down | Code::Tab => self.at = (self.at + 1).min(count.saturating_sub(1)),
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Backspace => {
                self.typed.pop();
                self.at = 0;
            }
            Code::Enter => {
                let picked = self.fitting().get(self.at).map(|e| e.picks.clone());
                return picked.unwrap_or(Picked::Leave);
            }
            _ => {
                if let Some(c) = press.typed() {
                    self.typed.push(c);
                    self.at = 0;
                }
            }
        }
        Picked::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_need_not_be_typed() {
        let entry = |label: &str, tab| Entry {
            label: label.into(),
            key: String::new(),
            picks: Picked::Tab(tab),
        };
        let mut palette = Palette::new(vec![entry("Cảnh báo", 1), entry("Đội đỏ", 2)]);
        for c in "doi do".chars() {
            palette.press(&Press::of(Code::Char(c)));
        }
        assert_eq!(palette.press(&Press::of(Code::Enter)), Picked::Tab(2));
        palette.typed = "canh bao".into();
        assert_eq!(palette.fitting()[0].label, "Cảnh báo");
        palette = Palette::new(vec![
            entry("ứng phó với mục này", 3),
            entry("Chuyển tới: Ứng phó", 4),
        ]);
        palette.typed = "ung pho".into();
        assert_eq!(palette.press(&Press::of(Code::Enter)), Picked::Tab(4));
        palette.typed = "zzz".into();
        assert_eq!(palette.press(&Press::of(Code::Enter)), Picked::Leave);
    }
}
