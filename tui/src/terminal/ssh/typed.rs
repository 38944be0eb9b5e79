//! Bytes from a terminal far away → what the person did.
//!
//! termina reads the sequences; here they get limits, because they come from anybody: a sequence
//! that does not end is dropped, a paste is cut, what could harm another terminal is left out.

use std::time::Duration;

use termina::event::{KeyCode, KeyEvent, KeyEventKind, Modifiers, MouseButton, MouseEventKind};
use termina::{Event, Parser};

use crate::input::{Code, Did, Input, Mouse, Press};
use crate::phrase::is_harmful;
use crate::terminal::local::clean;

/// How long after an Esc nothing may come for it to be the key.
pub const ALONE: Duration = Duration::from_millis(30);
/// The most bytes of a sequence that is no paste.
const SEQUENCE: usize = 256;
/// The most bytes of a paste.
const PASTE: usize = 64 << 10;
/// What a paste begins with.
const PASTE_BEGINS: &[u8] = b"\x1b[200~";

/// A keyboard and mouse far away.
#[derive(Debug, Default)]
pub struct Keyboard {
    parser: Parser,
    /// The first bytes since what was last done, and how many there are in all.
    begun: Vec<u8>,
    length: usize,
}

impl Keyboard {
    /// Takes bytes in, in pieces of any size. `size` is that of the terminal.
    pub fn feed(&mut self, bytes: &[u8], size: (u16, u16)) -> Vec<Input> {
        let mut done = Vec::new();
        for byte in bytes {
            self.length += 1;
            if self.begun.len() < PASTE_BEGINS.len() {
                self.begun.push(*byte);
            }
            self.parser.parse(std::slice::from_ref(byte), true);
            self.take(size, &mut done);
            let most = if self.begun == PASTE_BEGINS {
                PASTE
            } else {
                SEQUENCE
            };
            if self.length > most {
                self.forget();
            }
        }
        done
    }

    /// Whether an Esc, or the beginning of something else, waits for what comes next.
    pub fn waits(&self) -> bool {
        self.length > 0 && self.length < PASTE_BEGINS.len()
    }

    /// Nothing came for a while: what waits is what it is.
    pub fn quiet(&mut self, size: (u16, u16)) -> Vec<Input> {
        let mut done = Vec::new();
        self.parser.parse(&[], false);
        self.take(size, &mut done);
        if done.is_empty() {
            self.forget();
        }
        done
    }

    fn take(&mut self, size: (u16, u16), done: &mut Vec<Input>) {
        while let Some(event) = self.parser.pop() {
            self.begun.clear();
            self.length = 0;
            done.extend(input_of(event, size));
        }
    }

    fn forget(&mut self) {
        *self = Self::default();
    }
}

fn input_of(event: Event, size: (u16, u16)) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => press_of(key).map(Input::Press),
        Event::Mouse(mouse) => {
            let did = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Did::Click,
                MouseEventKind::ScrollUp => Did::WheelUp,
                MouseEventKind::ScrollDown => Did::WheelDown,
                _ => return None,
            };
            let (x, y) = (mouse.column, mouse.row);
            Some(Input::Mouse(Mouse { x, y, did }, size))
        }
        Event::Paste(text) => Some(Input::Paste(clean(&text))),
        _ => None,
    }
}

fn press_of(key: KeyEvent) -> Option<Press> {
    let code = match key.code {
        KeyCode::Char(c) if is_harmful(c) => return None,
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Escape => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Function(n) => Code::F(n),
        _ => return None,
    };
    let is_char = matches!(code, Code::Char(_));
    Some(Press {
        code,
        ctrl: key.modifiers.contains(Modifiers::CONTROL),
        alt: key.modifiers.contains(Modifiers::ALT),
        shift: !is_char
            && (key.modifiers.contains(Modifiers::SHIFT) || key.code == KeyCode::BackTab),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIZE: (u16, u16) = (80, 24);

    fn presses(bytes: &[u8]) -> Vec<Input> {
        let mut keyboard = Keyboard::default();
        let mut done = keyboard.feed(bytes, SIZE);
        done.extend(keyboard.quiet(SIZE));
        done
    }

    fn press(word: &str) -> Input {
        Input::Press(word.parse().expect("a press"))
    }

    #[test]
    fn keys_mean_the_same_as_on_this_machines_terminal() {
        let typed = [
            ("j", "j"),
            ("\r", "enter"),
            ("\x1b", "esc"),
            ("\x1b[A", "up"),
            ("\x1bOP", "f1"),
            ("\x1b[Z", "shift-tab"),
            ("\x0b", "ctrl-k"),
            ("\x11", "ctrl-q"),
            ("\x1b[1;5C", "ctrl-right"),
            ("\x1b[5~", "pgup"),
            ("\x7f", "backspace"),
            ("G", "G"),
            ("ệ", "ệ"),
        ];
        for (bytes, word) in typed {
            assert_eq!(presses(bytes.as_bytes()), [press(word)], "{bytes:?}");
        }
    }

    #[test]
    fn a_lone_esc_is_no_alt_for_what_comes_later() {
        let mut keyboard = Keyboard::default();
        assert!(keyboard.feed(b"\x1b", SIZE).is_empty() && keyboard.waits());
        assert_eq!(keyboard.quiet(SIZE), [press("esc")]);
        assert!(!keyboard.waits());
        assert_eq!(keyboard.feed(b"j", SIZE), [press("j")]);
    }

    #[test]
    fn pastes_and_clicks_come_as_such_and_harmless() {
        let paste = "\x1b[200~e\u{323}\u{302}\u{202e}\u{7}x\x1b[201~".as_bytes();
        assert_eq!(presses(paste), [Input::Paste("ệx".into())]);
        let click = Mouse {
            x: 4,
            y: 2,
            did: Did::Click,
        };
        assert_eq!(presses(b"\x1b[<0;5;3M"), [Input::Mouse(click, SIZE)]);
        assert!(presses("\u{202e}".as_bytes()).is_empty());
    }

    #[test]
    fn a_sequence_without_an_end_is_dropped() {
        let mut endless = b"\x1b[".to_vec();
        endless.extend([b'1'; 10_000]);
        let mut keyboard = Keyboard::default();
        keyboard.feed(&endless, SIZE);
        assert!(keyboard.length <= SEQUENCE);
        let mut paste = PASTE_BEGINS.to_vec();
        paste.extend([b'a'; PASTE + 10]);
        let mut keyboard = Keyboard::default();
        keyboard.feed(&paste, SIZE);
        assert!(keyboard.length <= PASTE);
    }

    proptest! {
        #[test]
        fn whatever_comes_is_harmless_and_pieces_change_nothing(
            bytes in prop::collection::vec(
                prop_oneof![
                    any::<u8>(),
                    Just(0x1b),
                    prop::sample::select(&b"[]OP;<~Mm0123456789ABC?\\"[..]),
                ],
                0..200,
            ),
            cut in 0_usize..200,
        ) {
            let whole = presses(&bytes);
            let cut = cut.min(bytes.len());
            let mut keyboard = Keyboard::default();
            let mut pieces = keyboard.feed(&bytes[..cut], SIZE);
            pieces.extend(keyboard.feed(&bytes[cut..], SIZE));
            pieces.extend(keyboard.quiet(SIZE));
            prop_assert_eq!(&whole, &pieces);
            for input in &whole {
                match input {
                    Input::Press(press) => if let Some(c) = press.typed() {
                        prop_assert!(!is_harmful(c));
                    },
                    Input::Paste(text) => {
                        prop_assert!(text.chars().all(|c| c == '\n' || !is_harmful(c)));
                    }
                    Input::Mouse(..) => {}
                }
            }
        }
    }
}
