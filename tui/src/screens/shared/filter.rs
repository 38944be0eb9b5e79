//! Words that narrow a list, typed over it: Enter keeps them, Esc takes them away.

use crate::input::{Code, Input};

/// Takes an input into the words; false once they are typed.
pub fn type_into(words: &mut String, input: &Input) -> bool {
    match input {
        Input::Press(press) => match (press.code, press.typed()) {
            (Code::Enter, _) => return false,
            (Code::Esc, _) => {
                words.clear();
                return false;
            }
            (Code::Backspace, _) => drop(words.pop()),
            (Code::Char('u'), _) if press.ctrl => words.clear(),
            (_, Some(c)) => words.push(c),
            _ => {}
        },
        Input::Paste(text) => words.push_str(text),
        Input::Mouse(..) => {}
    }
    true
}
