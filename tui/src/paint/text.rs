//! Text in cells: widths, cutting, wrapping. Vietnamese letters may be several characters and one
//! cell; a cut never splits a letter from its marks.

use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::paint::theme::{Ink, Mark, Theme};

/// How many cells a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// At most so many cells of a text, with `…` for what is cut off.
pub fn clip(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for letter in text.graphemes(true) {
        let more = width(letter);
        if used + more + 1 > cells {
            break;
        }
        kept.push_str(letter);
        used += more;
    }
    if cells > 0 {
        kept.push('…');
    }
    kept
}

/// Exactly so many cells: cut, or filled with spaces behind.
pub fn fit(text: &str, cells: usize) -> String {
    let mut kept = clip(text, cells);
    let used = width(&kept);
    kept.extend(std::iter::repeat_n(' ', cells.saturating_sub(used)));
    kept
}

/// The same, filled in front.
pub fn fit_right(text: &str, cells: usize) -> String {
    let kept = clip(text, cells);
    let mut filled = " ".repeat(cells.saturating_sub(width(&kept)));
    filled.push_str(&kept);
    filled
}

/// A text in lines of at most so many cells, broken between words where that is possible. Line
/// ends in the text are kept.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    for part in text.split('\n') {
        let mut line = String::new();
        for word in part.split(' ') {
            let gap = usize::from(!line.is_empty());
            if width(&line) + gap + width(word) <= cells {
                line.extend(std::iter::repeat_n(' ', gap));
                line.push_str(word);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.graphemes(true) {
                if width(&line) + width(letter) > cells {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(letter);
            }
        }
        lines.push(line);
    }
    lines
}

/// A stretch of text in an ink.
pub fn span(theme: &Theme, ink: Ink, text: impl Into<String>) -> Span<'static> {
    Span::styled(text.into(), theme.style(ink))
}

/// A mark and a space.
pub fn mark(theme: &Theme, mark: Mark) -> Span<'static> {
    span(theme, mark.ink(), format!("{} ", mark.sign()))
}

/// A line in one ink.
pub fn line(theme: &Theme, ink: Ink, text: impl Into<String>) -> Line<'static> {
    Line::from(span(theme, ink, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_is_as_wide_as_it_looks() {
        assert_eq!(width("Diễn tập"), 8);
        assert_eq!(width("Die\u{302}\u{303}n ta\u{323}p"), 8);
        assert_eq!(clip("Diễn tập", 5), "Diễn…");
        assert_eq!(fit("tập", 5), "tập  ");
        assert_eq!(fit_right("tập", 5), "  tập");
        assert_eq!(clip("tập", 0), "");
    }

    #[test]
    fn a_cut_never_splits_a_letter_from_its_marks() {
        assert_eq!(clip("e\u{323}\u{302}xyz", 2), "e\u{323}\u{302}…");
    }

    #[test]
    fn words_are_kept_whole_unless_they_are_longer_than_the_line() {
        assert_eq!(wrap("một hai ba", 7), ["một hai", "ba"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("a\n\nb", 9), ["a", "", "b"]);
        assert_eq!(wrap("", 9), [""]);
    }
}
