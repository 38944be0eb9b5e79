//! Colours and marks by what they mean, for terminals of 16 colours, of true colour, and of none.
//!
//! Why inks and not colours: a screen says what a thing is, once; which colour that gets on which
//! terminal is settled here. `plain` draws without boxes and with words for marks, for screen
//! readers and for paper.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;
use ratatui::widgets::{Block, Borders};

use crate::paint::gauge::bar;

/// How many colours a terminal has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Depth {
    /// None: bold, underlined and reversed only.
    Mono,
    /// The sixteen every terminal has.
    Sixteen,
    /// All of them.
    True,
}

/// How a terminal is drawn on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Theme {
    depth: Depth,
    plain: bool,
}

/// What a stretch of text means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// Ordinary words.
    Text,
    /// Less important words.
    Dim,
    /// Headings.
    Title,
    /// A key to press.
    Key,
    /// Where the reader is.
    Chosen,
    /// Lines and frames.
    Line,
    /// As it should be.
    Good,
    /// To be looked at.
    Warn,
    /// Not as it should be.
    Bad,
    /// Something new or under way.
    Live,
    /// The attack's doing.
    Attack,
    /// The defence's doing.
    Defence,
}

/// A sign before a line, so that its meaning does not hang on colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// As it should be.
    Good,
    /// To be looked at.
    Warn,
    /// Not as it should be.
    Bad,
    /// Under way.
    Live,
    /// Not begun, or waiting.
    Waiting,
    /// Over.
    Done,
    /// Nobody knows.
    Unknown,
}

impl Mark {
    /// One cell wide, in every terminal and every font.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Good => "+",
            Self::Warn => "!",
            Self::Bad => "x",
            Self::Live => ">",
            Self::Waiting => "~",
            Self::Done => "=",
            Self::Unknown => "?",
        }
    }

    /// The ink that goes with it.
    pub const fn ink(self) -> Ink {
        match self {
            Self::Good => Ink::Good,
            Self::Warn => Ink::Warn,
            Self::Bad => Ink::Bad,
            Self::Live => Ink::Live,
            Self::Waiting | Self::Done | Self::Unknown => Ink::Dim,
        }
    }
}

impl Theme {
    /// A theme for a terminal with so many colours.
    pub const fn new(depth: Depth, plain: bool) -> Self {
        Self { depth, plain }
    }

    /// From the environment's own words: `NO_COLOR`, `COLORTERM`, `TERM`.
    pub fn of(no_color: bool, colorterm: &str, term: &str, plain: bool) -> Self {
        let depth = if no_color || term == "dumb" {
            Depth::Mono
        } else if colorterm.contains("truecolor") || colorterm.contains("24bit") {
            Depth::True
        } else {
            Depth::Sixteen
        };
        Self { depth, plain }
    }

    /// Whether to draw for a reader who hears the screen.
    pub const fn is_plain(&self) -> bool {
        self.plain
    }

    /// A bar of so many cells, filled by parts of a thousand, before what it is about; for who
    /// hears it, the number in hundredths instead.
    pub fn share(&self, per_mille: u16, cells: usize, about: &str) -> String {
        if self.plain {
            format!("{about} · {}%", per_mille / 10)
        } else {
            format!("{} {about}", bar(per_mille, cells))
        }
    }

    /// The style of an ink.
    pub fn style(&self, ink: Ink) -> Style {
        let style = self.accent(ink);
        match self.colour(ink) {
            Some(colour) => style.fg(colour),
            None => style,
        }
    }

    /// What tells an ink apart where there is no colour.
    fn accent(&self, ink: Ink) -> Style {
        let style = Style::default();
        match ink {
            Ink::Title | Ink::Bad => style.add_modifier(Modifier::BOLD),
            Ink::Key => style.add_modifier(Modifier::BOLD),
            Ink::Chosen => style.add_modifier(Modifier::REVERSED),
            Ink::Warn | Ink::Live if self.depth == Depth::Mono => {
                style.add_modifier(Modifier::UNDERLINED)
            }
            Ink::Dim if self.depth != Depth::Sixteen => style.add_modifier(Modifier::DIM),
            _ => style,
        }
    }

    fn colour(&self, ink: Ink) -> Option<Color> {
        let (sixteen, full) = match ink {
            Ink::Text | Ink::Chosen => return None,
            Ink::Dim => (Color::DarkGray, Color::Rgb(140, 146, 156)),
            Ink::Title => (Color::Cyan, Color::Rgb(125, 207, 255)),
            Ink::Key => (Color::Yellow, Color::Rgb(224, 196, 110)),
            Ink::Line => (Color::DarkGray, Color::Rgb(88, 96, 112)),
            Ink::Good => (Color::Green, Color::Rgb(126, 200, 120)),
            Ink::Warn => (Color::Yellow, Color::Rgb(240, 180, 80)),
            Ink::Bad | Ink::Attack => (Color::Red, Color::Rgb(240, 100, 96)),
            Ink::Live => (Color::Cyan, Color::Rgb(110, 200, 220)),
            Ink::Defence => (Color::Blue, Color::Rgb(110, 160, 250)),
        };
        match self.depth {
            Depth::Mono => None,
            Depth::Sixteen => Some(sixteen),
            Depth::True => Some(full),
        }
    }

    /// A frame around something, or none in plain drawing.
    pub fn block(&self) -> Block<'static> {
        if self.plain {
            Block::new()
        } else {
            Block::new()
                .borders(Borders::ALL)
                .border_set(border::PLAIN)
                .border_style(self.style(Ink::Line))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_one_cell_and_no_two_are_alike() {
        let all = [
            Mark::Good,
            Mark::Warn,
            Mark::Bad,
            Mark::Live,
            Mark::Waiting,
            Mark::Done,
            Mark::Unknown,
        ];
        let mut signs: Vec<&str> = all.iter().map(|m| m.sign()).collect();
        assert!(signs.iter().all(|s| s.len() == 1 && s.is_ascii()));
        signs.sort_unstable();
        signs.dedup();
        assert_eq!(signs.len(), all.len());
    }

    #[test]
    fn the_environment_decides_the_depth() {
        let depth = |no, ct, t| Theme::of(no, ct, t, false).depth;
        assert_eq!(depth(true, "truecolor", "xterm"), Depth::Mono);
        assert_eq!(depth(false, "truecolor", "xterm"), Depth::True);
        assert_eq!(depth(false, "", "xterm-256color"), Depth::Sixteen);
        assert_eq!(depth(false, "", "dumb"), Depth::Mono);
    }

    #[test]
    fn without_colours_what_is_wrong_still_stands_out() {
        let mono = Theme::new(Depth::Mono, false);
        for ink in [Ink::Bad, Ink::Warn, Ink::Live, Ink::Chosen, Ink::Title] {
            assert_ne!(mono.style(ink), Style::default(), "{ink:?}");
            assert_eq!(mono.style(ink).fg, None, "{ink:?}");
        }
    }
}
