//! How a desk looks: a line of who and when, a line of tabs, the screen, a line of keys or news.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use super::*;
use crate::desk::palette::Entry;
use crate::input::{Did, Mouse};
use crate::paint::panel::over;
use crate::paint::table::first_shown;
use crate::paint::text::{clip, fit, line, span, width};
use crate::phrase::words::cell as cell_word;
use crate::phrase::{harmless, moment};

/// The smallest terminal that is drawn on.
pub const SMALLEST: (u16, u16) = (60, 16);

/// Rows above the screen, and below it.
const ABOVE: u16 = 2;
const BELOW: u16 = 1;
/// Rows of a hint of the tour.
const HINT: u16 = 4;
/// From so many cells on, the line of who and when says everything in full.
const WIDE: u16 = 100;
/// Cells of a phase's title on a narrow one.
const SHORT: usize = 18;

impl<R: Seated> Desk<R> {
    /// The screen's own place on a terminal.
    fn body(&self, area: Rect) -> Rect {
        Rect {
            y: area.y + ABOVE.min(area.height),
            height: area.height.saturating_sub(ABOVE + BELOW + self.hint_rows()),
            ..area
        }
    }

    fn hint_rows(&self) -> u16 {
        let shown = self.tour.hint(self.brief.tour()).is_some();
        if shown { HINT } else { 0 }
    }

    /// An input as the screen takes it: the mouse in its own cells, nothing from outside.
    pub(super) fn within(&self, input: &Input, (width, height): (u16, u16)) -> Option<Input> {
        let Input::Mouse(mouse, _) = input else {
            return Some(input.clone());
        };
        let place = self.body(Rect::new(0, 0, width, height));
        let y = mouse.y.checked_sub(place.y).filter(|y| *y < place.height)?;
        let size = (place.width, place.height);
        Some(Input::Mouse(Mouse { y, ..*mouse }, size))
    }

    /// Draws everything.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let theme = &self.person.theme;
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            let args = [
                ("width", Value::from(SMALLEST.0)),
                ("height", Value::from(SMALLEST.1)),
            ];
            let text = self.phrases.say_with("desk-too-small", &args);
            frame.render_widget(line(theme, Ink::Warn, text), area);
            return;
        }
        let row = |y| Rect {
            y,
            height: 1,
            ..area
        };
        self.draw_head(frame, row(area.y));
        self.draw_tabs(frame, row(area.y + 1));
        let see = see!(self);
        let stack = &self.tabs[self.at].stack;
        stack
            .iter()
            .for_each(|screen| screen.draw(&see, frame, self.body(area)));
        self.draw_hint(frame, area);
        self.draw_foot(frame, row(area.bottom() - 1));
        match &self.over {
            Some(Over::Palette(palette)) => self.draw_palette(frame, self.body(area), palette),
            Some(Over::Help(help)) => self.draw_help(frame, self.body(area), help),
            Some(Over::Seats(at)) => self.draw_seats(frame, self.body(area), *at),
            Some(Over::Cities(at)) => self.draw_cities(frame, self.body(area), *at),
            Some(Over::Leaving) => self.draw_leaving(frame, self.body(area)),
            None => {}
        }
    }

    fn draw_head(&self, frame: &mut Frame<'_>, area: Rect) {
        let theme = &self.person.theme;
        let phase = self.phase();
        let clock = &self.clock;
        let pace = if clock.sealed {
            self.phrases.say("clock-sealed")
        } else if clock.ended {
            self.phrases.say("clock-ended")
        } else if clock.paused {
            self.phrases.say("clock-paused")
        } else {
            format!("x{}", pace_text(clock.pace))
        };
        let calendar = moment::calendar(self.brief.starts(), clock.now);
        let now = if area.width < WIDE {
            format!(
                "{calendar} · {} · {} · {pace} ",
                clock.now,
                clip(&phase, SHORT)
            )
        } else {
            format!("{calendar} · {} · {phase} · {pace} ", clock.now)
        };
        let room = usize::from(area.width).saturating_sub(width(&now) + 1);
        let team = self.brief.own_team(self.person.team);
        let team = team.map_or_else(String::new, |team| format!("{} · ", harmless(team)));
        let city = self.city_shown();
        let who = format!(
            " {} · {city}{team}{}",
            cell_word(&self.phrases, R::CELL).to_uppercase(),
            harmless(self.brief.title().get(self.person.lang)),
        );
        let ink = match (clock.trouble.is_some(), clock.paused || clock.ended) {
            (true, _) => Ink::Bad,
            (_, true) => Ink::Warn,
            _ => Ink::Text,
        };
        let spans = vec![
            span(theme, Ink::Title, fit(&who, room)),
            Span::raw(" "),
            span(theme, ink, now),
        ];
        frame.render_widget(Line::from(spans), area);
    }

    /// The phase, by where the moment lies: what begins when is told to everyone beforehand.
    fn phase(&self) -> String {
        let now = self.clock.now;
        let phases = self.brief.phases();
        let phase = phases.iter().rev().find(|p| p.from <= now);
        phase.map_or_else(String::new, |p| harmless(p.title.get(self.person.lang)))
    }

    fn tab_texts(&self) -> Vec<String> {
        let see = see!(self);
        let text = |(place, tab): (usize, &Tab<R>)| {
            let title = tab
                .stack
                .first()
                .map_or_else(String::new, |s| s.title(&see));
            // Only ten have a key of their own.
            match place {
                0..10 => format!(" {} {title} ", (place + 1) % 10),
                _ => format!(" {title} "),
            }
        };
        self.tabs.iter().enumerate().map(text).collect()
    }

    /// The first tab shown, so that the chosen one is.
    fn first_tab(texts: &[String], at: usize, room: usize) -> usize {
        let mut first = 0;
        while first < at && texts[first..=at].iter().map(|t| width(t)).sum::<usize>() > room {
            first += 1;
        }
        first
    }

    fn draw_tabs(&self, frame: &mut Frame<'_>, area: Rect) {
        let theme = &self.person.theme;
        let texts = self.tab_texts();
        let first = Self::first_tab(&texts, self.at, area.width.into());
        let mut spans = Vec::new();
        for (place, text) in texts.into_iter().enumerate().skip(first) {
            let ink = if place == self.at {
                Ink::Chosen
            } else {
                Ink::Dim
            };
            let text = if place == self.at && theme.is_plain() {
                format!("[{}]", text.trim())
            } else {
                text
            };
            spans.push(span(theme, ink, text));
        }
        frame.render_widget(Line::from(spans), area);
    }

    /// The tab that was clicked on.
    pub(super) fn tab_clicked(&self, input: &Input) -> Option<usize> {
        let Input::Mouse(mouse, (wide, _)) = input else {
            return None;
        };
        if mouse.did != Did::Click || mouse.y != 1 {
            return None;
        }
        let texts = self.tab_texts();
        let first = Self::first_tab(&texts, self.at, (*wide).into());
        let mut right = 0;
        for (place, text) in texts.iter().enumerate().skip(first) {
            right += width(text);
            if usize::from(mouse.x) < right {
                return Some(place);
            }
        }
        None
    }

    /// A hint of the tour, between the screen and the line of keys.
    fn draw_hint(&self, frame: &mut Frame<'_>, area: Rect) {
        let hints = self.brief.tour();
        let Some((number, hint)) = self.tour.hint(hints) else {
            return;
        };
        let place = Rect {
            y: area.bottom().saturating_sub(BELOW + HINT),
            height: HINT,
            ..area
        };
        let args = [
            ("number", Value::from(number + 1)),
            ("count", Value::from(hints.len())),
        ];
        let title = self.phrases.say_with("tour-title", &args);
        let inside = crate::paint::panel::panel(frame, place, &title, &self.person.theme);
        let text = harmless(hint.text.get(self.person.lang));
        crate::paint::panel::prose(frame, inside, &text, 0, &self.person.theme);
    }

    fn draw_foot(&self, frame: &mut Frame<'_>, area: Rect) {
        let theme = &self.person.theme;
        if let Some(trouble) = &self.clock.trouble {
            let text = harmless(trouble);
            let args = [("what", Value::from(text))];
            let text = self.phrases.say_with("desk-trouble", &args);
            frame.render_widget(line(theme, Ink::Bad, format!("x {text}")), area);
            return;
        }
        if let Some((ink, text)) = &self.toast {
            frame.render_widget(line(theme, *ink, clip(text, area.width.into())), area);
            return;
        }
        let mut spans = Vec::new();
        let mut used = 0;
        let keys = self.top().keys().into_iter();
        let desk = OFTEN.shown().into_iter().chain(ALWAYS.shown());
        for key in keys.chain(desk.take(2)) {
            let press = key.presses.split(' ').next().unwrap_or_default();
            let says = self.phrases.say(key.says);
            used += width(press) + width(&says) + 3;
            if used > usize::from(area.width) {
                break;
            }
            spans.push(span(theme, Ink::Key, press));
            spans.push(span(theme, Ink::Dim, format!(" {says}  ")));
        }
        frame.render_widget(Line::from(spans), area);
    }

    /// Everything that can be done from here.
    pub(super) fn palette(&self) -> Palette {
        let see = see!(self);
        let mut entries: Vec<Entry> = Vec::new();
        for key in self.keys() {
            let press = key.presses.split(' ').next().unwrap_or_default();
            if let Ok(pressed) = press.parse() {
                entries.push(Entry {
                    label: self.phrases.say(key.says),
                    key: press.to_owned(),
                    picks: Picked::Press(pressed),
                });
            }
        }
        for (place, tab) in self.tabs.iter().enumerate() {
            let title = tab
                .stack
                .first()
                .map_or_else(String::new, |s| s.title(&see));
            entries.push(Entry {
                label: self
                    .phrases
                    .say_with("palette-tab", &[("tab", Value::from(title))]),
                key: if place < 10 {
                    ((place + 1) % 10).to_string()
                } else {
                    String::new()
                },
                picks: Picked::Tab(place),
            });
        }
        Palette::new(entries)
    }

    /// Every key that works here: the screen's first, then the desk's.
    fn keys(&self) -> Vec<crate::input::KeyShown> {
        let mut keys = self.top().keys();
        if !self.top().is_typing() {
            keys.extend(OFTEN.shown());
        }
        keys.extend(ALWAYS.shown());
        if self.person.moves {
            keys.extend(MOVES.shown());
        }
        if self.person.host {
            keys.extend(HOST.shown());
        }
        if self.opened {
            keys.extend(AFTER.shown());
        }
        if self.looks_about() {
            keys.extend(super::cities::KEYS.shown());
        }
        keys
    }

    fn draw_palette(&self, frame: &mut Frame<'_>, area: Rect, palette: &Palette) {
        let theme = &self.person.theme;
        let size = (
            area.width.saturating_sub(8).min(72),
            area.height.saturating_sub(2).min(22),
        );
        let inside = over(frame, area, size, &self.phrases.say("palette-title"), theme);
        let mut lines = vec![line(theme, Ink::Key, format!("> {}_", palette.typed))];
        let fitting = palette.fitting();
        let room = usize::from(inside.height.saturating_sub(1));
        let first = first_shown(palette.at, fitting.len(), room);
        let cells = usize::from(inside.width.saturating_sub(10));
        for (place, entry) in fitting.iter().enumerate().skip(first).take(room) {
            let ink = if place == palette.at {
                Ink::Chosen
            } else {
                Ink::Text
            };
            let text = format!(" {} ", fit(&entry.label, cells));
            lines.push(Line::from(vec![
                span(theme, ink, text),
                span(theme, Ink::Key, entry.key.clone()),
            ]));
        }
        frame.render_widget(Paragraph::new(lines), inside);
    }

    fn draw_help(&self, frame: &mut Frame<'_>, area: Rect, help: &Help) {
        let theme = &self.person.theme;
        let size = (area.width.saturating_sub(8).min(84), area.height);
        let inside = over(frame, area, size, &self.phrases.say("help-title"), theme);
        let mut seen = std::collections::BTreeSet::new();
        let keys = self
            .keys()
            .into_iter()
            .filter(|k| seen.insert((k.says, k.presses)));
        let shown = keys.map(|key| {
            Line::from(vec![
                span(theme, Ink::Key, fit(&key.presses.replace(' ', "  "), 24)),
                span(theme, Ink::Text, self.phrases.say(key.says)),
            ])
        });
        let mut lines: Vec<Line<'_>> = shown.collect();
        lines.push(line(theme, Ink::Dim, self.phrases.say("help-tabs")));
        lines.push(line(theme, Ink::Dim, self.phrases.say("help-marks")));
        let lines = lines.into_iter().skip(help.from).collect::<Vec<_>>();
        crate::paint::panel::lines(frame, inside, lines, theme);
    }

    fn draw_seats(&self, frame: &mut Frame<'_>, area: Rect, at: usize) {
        let theme = &self.person.theme;
        let inside = over(
            frame,
            area,
            (56, 10),
            &self.phrases.say("seats-title"),
            theme,
        );
        let mut lines = vec![line(theme, Ink::Dim, self.phrases.say("seats-about"))];
        for (place, cell) in SEATS.iter().enumerate() {
            let ink = if place == at { Ink::Chosen } else { Ink::Text };
            let sign = if place == at { ">" } else { " " };
            lines.push(line(
                theme,
                ink,
                format!("{sign} {}", cell_word(&self.phrases, *cell)),
            ));
        }
        frame.render_widget(Paragraph::new(lines), inside);
    }

    fn draw_leaving(&self, frame: &mut Frame<'_>, area: Rect) {
        let theme = &self.person.theme;
        let title = self.phrases.say("leave-title");
        let inside = over(frame, area, (60, 6), &title, theme);
        frame.render_widget(Clear, inside);
        let text = self.phrases.say("leave-about");
        crate::paint::panel::prose(frame, inside, &text, 0, theme);
    }
}

/// `60`, `0,5`: drill seconds in a real one.
fn pace_text(pace: u32) -> String {
    if pace.is_multiple_of(1_000) {
        (pace / 1_000).to_string()
    } else {
        format!("{}.{}", pace / 1_000, pace % 1_000 / 100)
    }
}
