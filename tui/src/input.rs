//! What a person does at a terminal, whichever terminal it is: keys, mouse, pasted text.
//!
//! Why our own types: the local terminal speaks crossterm, a line over the network speaks bytes,
//! and a test speaks words (`ctrl-k`, `enter`). Screens know none of them.

use std::str::FromStr;

use ratatui_textarea::{Input as Typed, Key as TypedKey};

/// A key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the words on the keys say it")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// A key with what was held down.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Press {
    /// The key.
    pub code: Code,
    /// Whether Ctrl was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
    /// Whether Shift was held; never set for characters, which are what they are.
    pub shift: bool,
}

/// What the mouse did, in cells from the corner of what is asked about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mouse {
    /// Column.
    pub x: u16,
    /// Row.
    pub y: u16,
    /// What it did.
    pub did: Did,
}

/// What the mouse did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Did {
    /// Its main button went down.
    Click,
    /// Its wheel turned up.
    WheelUp,
    /// Its wheel turned down.
    WheelDown,
}

/// Something a person did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// Pressed a key.
    Press(Press),
    /// Used the mouse, in a place of this width and height.
    Mouse(Mouse, (u16, u16)),
    /// Pasted text: NFC, no control characters but line ends.
    Paste(String),
}

impl Input {
    /// The key that was pressed, or the arrow that means the same as the wheel.
    pub fn pressed(&self) -> Option<Press> {
        match self {
            Self::Press(press) => Some(*press),
            Self::Mouse(mouse, _) => match mouse.did {
                Did::WheelUp => Some(Press::of(Code::Up)),
                Did::WheelDown => Some(Press::of(Code::Down)),
                Did::Click => None,
            },
            Self::Paste(_) => None,
        }
    }
}

impl Press {
    /// A key alone.
    pub const fn of(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// The character it types, if it types one.
    pub const fn typed(&self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The same for the text editor.
    pub fn for_editor(&self) -> Typed {
        let key = match self.code {
            Code::Char(c) => TypedKey::Char(c),
            Code::Enter => TypedKey::Enter,
            Code::Esc => TypedKey::Esc,
            Code::Tab => TypedKey::Tab,
            Code::Backspace => TypedKey::Backspace,
            Code::Delete => TypedKey::Delete,
            Code::Up => TypedKey::Up,
            Code::Down => TypedKey::Down,
            Code::Left => TypedKey::Left,
            Code::Right => TypedKey::Right,
            Code::Home => TypedKey::Home,
            Code::End => TypedKey::End,
            Code::PageUp => TypedKey::PageUp,
            Code::PageDown => TypedKey::PageDown,
            Code::F(n) => TypedKey::F(n),
        };
        Typed {
            key,
            ctrl: self.ctrl,
            alt: self.alt,
            shift: self.shift,
        }
    }
}

/// Names of keys that are no characters.
const NAMED: [(&str, Code); 15] = [
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
    ("space", Code::Char(' ')),
    ("minus", Code::Char('-')),
];

impl FromStr for Press {
    type Err = ();

    /// Reads `j`, `enter`, `ctrl-k`, `shift-tab`, `f2`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut press = Self::of(Code::Esc);
        let mut rest = text;
        loop {
            if let Some(after) = rest.strip_prefix("ctrl-") {
                (press.ctrl, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("alt-") {
                (press.alt, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("shift-") {
                (press.shift, rest) = (true, after);
            } else {
                break;
            }
        }
        let named = NAMED.iter().find(|(name, _)| *name == rest);
        let number = rest.strip_prefix('f').and_then(|n| n.parse().ok());
        let mut letters = rest.chars();
        press.code = match (named, number, letters.next(), letters.next()) {
            (Some((_, code)), ..) => *code,
            (_, Some(n), ..) => Code::F(n),
            (_, _, Some(c), None) => Code::Char(c),
            _ => return Err(()),
        };
        Ok(press)
    }
}

/// The keys of a screen: what each means to it, the presses that mean it (words with spaces
/// between), and the sentence that tells it. Help, hints and the palette are made from these.
pub struct Keys<D: 'static>(pub &'static [(D, &'static str, &'static str)]);

/// A key as help shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyShown {
    /// The presses, with spaces between.
    pub presses: &'static str,
    /// The key of the sentence that tells what it does.
    pub says: &'static str,
}

impl<D: Copy> Keys<D> {
    /// What a press means here.
    pub fn of(&self, press: &Press) -> Option<D> {
        let hits = |presses: &str| {
            let mut each = presses.split(' ').map(Press::from_str);
            each.any(|p| p.as_ref() == Ok(press))
        };
        let found = self.0.iter().find(|(_, presses, _)| hits(presses));
        found.map(|(does, ..)| *does)
    }

    /// All of them, for help.
    pub fn shown(&self) -> Vec<KeyShown> {
        let shown =
            |(_, presses, says): &(D, &'static str, &'static str)| KeyShown { presses, says };
        self.0.iter().map(shown).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_is_read_as_it_is_written() {
        let press = |text: &str| text.parse::<Press>();
        assert_eq!(press("j"), Ok(Press::of(Code::Char('j'))));
        assert_eq!(press("f2"), Ok(Press::of(Code::F(2))));
        assert_eq!(press("f"), Ok(Press::of(Code::Char('f'))));
        assert_eq!(press("minus"), Ok(Press::of(Code::Char('-'))));
        let held = press("ctrl-k").expect("a press");
        assert_eq!(
            (held.code, held.ctrl, held.typed()),
            (Code::Char('k'), true, None)
        );
        assert_eq!(press("nonsense"), Err(()));
    }

    #[test]
    fn keys_are_found_by_any_of_their_presses() {
        const KEYS: Keys<u8> = Keys(&[(1, "j down", "a"), (2, "ctrl-k", "b")]);
        assert_eq!(KEYS.of(&"down".parse().expect("a press")), Some(1));
        assert_eq!(KEYS.of(&"ctrl-k".parse().expect("a press")), Some(2));
        assert_eq!(KEYS.of(&"k".parse().expect("a press")), None);
    }
}
