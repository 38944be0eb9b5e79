//! This machine's own terminal: crossterm's keys in, ratatui's frames out.
//!
//! A thread reads keys and rings the same bell as the stage, so that the loop waits in one place
//! and a frame is drawn only when there is something new. However the program ends, also by a
//! panic in any thread, the terminal is given back as it was.

use std::env;
use std::io::{self, Stdout, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use engine::words::text::Lang;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use unicode_normalization::UnicodeNormalization;

use crate::input::{Code, Did, Input, Mouse, Press};
use crate::paint::theme::Theme;
use crate::phrase::Phrases;
use crate::screen::Seated;
use crate::terminal::seat::{Bell, Left, Seat};
use crate::trouble::Mistake;

/// The most pasted characters taken.
const PASTE_LIMIT: usize = 64_000;
/// How many wakings may wait. The bell never waits for room: whoever is woken looks at everything.
const WAKINGS: usize = 256;

/// Why the loop woke.
pub enum Wake {
    /// The person did something.
    Input(Input),
    /// The terminal has another size.
    Resized,
    /// The stage left mail.
    News,
}

/// The terminal while it is ours.
pub struct Local {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    wakes: Receiver<Wake>,
    bell: SyncSender<Wake>,
    hold: Hold,
}

/// Whether the terminal is still ours, and that nobody draws on it while it is given back.
#[derive(Clone, Default)]
struct Hold {
    left: Arc<AtomicBool>,
    drawing: Arc<Mutex<()>>,
    /// Whether the person reads English.
    english: Arc<AtomicBool>,
}

impl Hold {
    fn lang(&self) -> Lang {
        match self.english.load(Ordering::SeqCst) {
            true => Lang::En,
            false => Lang::Vi,
        }
    }

    fn speak(&self, lang: Lang) {
        self.english.store(lang == Lang::En, Ordering::SeqCst);
    }

    fn is_left(&self) -> bool {
        self.left.load(Ordering::SeqCst)
    }

    /// Gives the terminal back, once.
    fn leave(&self) {
        if !self.left.swap(true, Ordering::SeqCst) {
            give_back();
        }
    }

    /// The same from another thread: not in the middle of a frame.
    fn leave_from_aside(&self) {
        let _still = self.drawing.lock().unwrap_or_else(PoisonError::into_inner);
        self.leave();
    }
}

impl Local {
    /// Takes the terminal: raw, on its other screen, with mouse and pasting, for a person who reads
    /// this language.
    pub fn enter(lang: Lang) -> io::Result<Self> {
        enable_raw_mode()?;
        let mut out = io::stdout();
        execute!(
            out,
            EnterAlternateScreen,
            EnableMouseCapture,
            EnableBracketedPaste
        )?;
        let (bell, wakes) = sync_channel(WAKINGS);
        let hold = Hold::default();
        hold.speak(lang);
        tell_panics_on_what_was_before(&hold, &bell);
        let keys = bell.clone();
        thread::spawn(move || read_keys(&keys));
        Ok(Self {
            terminal: Terminal::new(CrosstermBackend::new(out))?,
            wakes,
            bell,
            hold,
        })
    }

    /// The person goes on in this language, and so does whatever is said when the program breaks.
    pub fn speak(&self, lang: Lang) {
        self.hold.speak(lang);
    }

    /// The language that the person reads now.
    pub fn lang(&self) -> Lang {
        self.hold.lang()
    }

    /// What the stage rings when it left mail.
    pub fn bell(&self) -> Bell {
        let bell = self.bell.clone();
        Arc::new(move || {
            // A full queue wakes the loop anyway.
            let _ = bell.try_send(Wake::News);
        })
    }

    /// Lets a person work at a seat until they leave it.
    pub fn sit<R: Seated>(&mut self, seat: &mut Seat<R>) -> io::Result<Left> {
        loop {
            self.draw(|frame| seat.desk.draw(frame))?;
            if let Some(left) = seat.carry() {
                return Ok(left);
            }
            let wake = self.wait();
            if self.hold.is_left() {
                return Ok(Left::Lost);
            }
            let Some(wake) = wake else {
                return Ok(Left::Gone);
            };
            self.take(seat, wake)?;
            while let Ok(wake) = self.wakes.try_recv() {
                self.take(seat, wake)?;
                if let Some(left) = seat.carry() {
                    return Ok(left);
                }
            }
        }
    }

    fn take<R: Seated>(&mut self, seat: &mut Seat<R>, wake: Wake) -> io::Result<()> {
        match wake {
            Wake::Input(input) => {
                let size = self.terminal.size()?;
                seat.desk
                    .input(&self.sized(input)?, (size.width, size.height));
                self.speak(seat.desk.person().lang);
            }
            Wake::Resized => self.terminal.autoresize()?,
            Wake::News => drop(seat.fetch()),
        }
        Ok(())
    }

    /// The next waking within a time; nothing if there was none, or the keyboard is gone.
    pub fn wait_for(&self, time: Duration) -> Option<Wake> {
        self.wakes.recv_timeout(time).ok()
    }

    /// Whether the terminal has been given back, as after a panic elsewhere.
    pub fn is_left(&self) -> bool {
        self.hold.is_left()
    }

    /// The terminal's size, in cells.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// An input with the size of the terminal it was given on.
    pub fn sized(&self, input: Input) -> io::Result<Input> {
        let size = self.terminal.size()?;
        Ok(match input {
            Input::Mouse(mouse, _) => Input::Mouse(mouse, (size.width, size.height)),
            other => other,
        })
    }

    /// The next waking; nothing if the keyboard is gone.
    pub fn wait(&self) -> Option<Wake> {
        self.wakes.recv().ok()
    }

    /// Draws a frame, as long as the terminal is ours.
    pub fn draw(&mut self, draw: impl FnOnce(&mut ratatui::Frame<'_>)) -> io::Result<()> {
        let _drawing = self.hold.drawing.lock();
        if self.hold.is_left() {
            return Ok(());
        }
        self.terminal.draw(draw).map(|_| ())
    }
}

impl Local {
    /// Gives the terminal back before the program says its last words.
    pub fn leave(&mut self) {
        self.hold.leave();
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        self.leave();
    }
}

/// A panic is told on the terminal as it was before it was ours, in the language in use. One in
/// another thread wakes whoever waits here, so that they see that the terminal is gone.
fn tell_panics_on_what_was_before(hold: &Hold, bell: &SyncSender<Wake>) {
    let (own, hold, bell) = (thread::current().id(), hold.clone(), bell.clone());
    let words = [Lang::Vi, Lang::En].map(|lang| (lang, Mistake::new(&Phrases::new(lang))));
    panic::set_hook(Box::new(move |told| {
        if thread::current().id() == own {
            hold.leave();
        } else {
            hold.leave_from_aside();
        }
        let read = hold.lang();
        let words = words.iter().filter(|(lang, _)| *lang == read);
        words.for_each(|(_, mistake)| mistake.tell(told));
        // A full queue wakes the loop anyway.
        let _ = bell.try_send(Wake::News);
    }));
}

/// How this terminal is drawn on, by what its environment says.
pub fn theme(plain: bool) -> Theme {
    let set = |name: &str| env::var(name).unwrap_or_default();
    let no_color = !set("NO_COLOR").is_empty();
    Theme::of(no_color, &set("COLORTERM"), &set("TERM"), plain)
}

/// Gives the terminal back. Nobody is left to be told if that fails.
fn give_back() {
    let mut out = io::stdout();
    let _ = execute!(
        out,
        DisableBracketedPaste,
        DisableMouseCapture,
        LeaveAlternateScreen,
        crossterm::cursor::Show
    );
    let _ = disable_raw_mode();
    let _ = out.flush();
}

fn read_keys(to: &SyncSender<Wake>) {
    while let Ok(event) = event::read() {
        let Some(wake) = wake_of(event) else { continue };
        let mut wake = wake;
        // A key is never dropped; the wait is over as soon as the loop has drawn.
        loop {
            match to.try_send(wake) {
                Ok(()) => break,
                Err(TrySendError::Full(back)) => {
                    wake = back;
                    thread::sleep(Duration::from_millis(1));
                }
                Err(TrySendError::Disconnected(_)) => return,
            }
        }
    }
}

fn wake_of(event: Event) -> Option<Wake> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            press_of(key).map(|press| Wake::Input(Input::Press(press)))
        }
        Event::Mouse(mouse) => {
            let did = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Did::Click,
                MouseEventKind::ScrollUp => Did::WheelUp,
                MouseEventKind::ScrollDown => Did::WheelDown,
                _ => return None,
            };
            let (x, y) = (mouse.column, mouse.row);
            Some(Wake::Input(Input::Mouse(Mouse { x, y, did }, (0, 0))))
        }
        Event::Paste(text) => Some(Wake::Input(Input::Paste(clean(&text)))),
        Event::Resize(..) => Some(Wake::Resized),
        _ => None,
    }
}

/// Pasted text as it may go into a field.
pub fn clean(text: &str) -> String {
    let kept = |c: &char| *c == '\n' || !crate::phrase::is_harmful(*c);
    let text = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', "  ");
    text.nfc().filter(kept).take(PASTE_LIMIT).collect()
}

fn press_of(key: KeyEvent) -> Option<Press> {
    let code = match key.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
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
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    };
    let is_char = matches!(code, Code::Char(_));
    Some(Press {
        code,
        ctrl: key.modifiers.contains(KeyModifiers::CONTROL),
        alt: key.modifiers.contains(KeyModifiers::ALT),
        shift: !is_char
            && (key.modifiers.contains(KeyModifiers::SHIFT) || key.code == KeyCode::BackTab),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_text_is_composed_and_harmless() {
        assert_eq!(
            clean("e\u{323}\u{302}\r\nx\u{1b}[2J\u{202e}y\tz"),
            "ệ\nx[2Jy  z"
        );
    }

    #[test]
    fn keys_mean_the_same_as_their_words() {
        let key = |code, held| press_of(KeyEvent::new(code, held));
        assert_eq!(
            key(KeyCode::Char('k'), KeyModifiers::CONTROL),
            "ctrl-k".parse().ok()
        );
        assert_eq!(
            key(KeyCode::BackTab, KeyModifiers::SHIFT),
            "shift-tab".parse().ok()
        );
        assert_eq!(
            key(KeyCode::Char('G'), KeyModifiers::SHIFT),
            "G".parse().ok()
        );
    }
}
