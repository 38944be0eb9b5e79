//! How a desk looks: a line of who and when, a line of tabs, the screen, a line of keys or news.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::*;
use crate::desk::palette::{Entry, Picked};
use crate::input::{Did, KeyShown, Mouse};
use crate::paint::text::{clip, fit, line, span, width};
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
/// Cells that the title of a tab keeps where titles are cut short.
const LEAST: usize = 5;
/// Cells of a phase's title on a narrow one.
const SHORT: usize = 18;

impl<R: Seated> Desk<R> {
    /// The screen's own place on a terminal.
    pub(super) fn body(&self, area: Rect) -> Rect {
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
        if let Some(laid) = &self.over {
            self.draw_over(frame, self.body(area), laid);
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
            let paused = self.phrases.say("clock-paused");
            format!("{paused} x{}", pace_text(clock.pace))
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
            R::head(&self.phrases).to_uppercase(),
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

    /// What stands on each tab. Where there is no room for all of it, the last titles are cut short
    /// if that is enough; else the last lose theirs. The one in front keeps its own: a tab that is
    /// there is seen to be there.
    fn tab_texts(&self, room: usize) -> Vec<String> {
        let see = see!(self);
        // Only ten have a key of their own.
        let key = |place: usize| match place {
            0..10 => format!(" {} ", (place + 1) % 10),
            _ => " ".to_owned(),
        };
        let titles = self.tabs.iter().map(|tab| {
            let title = tab.stack.first().map(|screen| screen.title(&see));
            title.unwrap_or_default()
        });
        let titles: Vec<String> = titles.collect();
        let whole = titles.iter().enumerate();
        let whole: Vec<String> = whole
            .map(|(place, title)| format!("{}{title} ", key(place)))
            .collect();
        let short = |place: usize| format!("{}{} ", key(place), clip(&titles[place], LEAST));
        let bare = |place: usize| match place {
            0..10 => key(place),
            _ => " … ".to_owned(),
        };
        let fits = |texts: &[String]| texts.iter().map(|text| width(text)).sum::<usize>() <= room;
        let shrunk = |by: &dyn Fn(usize) -> String| {
            let mut texts = whole.clone();
            for place in (0..texts.len()).rev().filter(|place| *place != self.at) {
                if fits(&texts) {
                    break;
                }
                texts[place] = by(place);
            }
            texts
        };
        let cut = shrunk(&short);
        if fits(&cut) { cut } else { shrunk(&bare) }
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
        let texts = self.tab_texts(area.width.into());
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
        let texts = self.tab_texts((*wide).into());
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
        // Only whoever has the clock is told of its key.
        let key = match self.person.host {
            true => "tour-title-clock",
            false => "tour-title",
        };
        let title = self.phrases.say_with(key, &args);
        let inside = crate::paint::panel::panel(frame, place, &title, &self.person.theme);
        let text = harmless(hint.text.get(self.person.lang));
        crate::paint::panel::prose(frame, inside, &text, 0, &self.person.theme);
    }

    fn draw_foot(&self, frame: &mut Frame<'_>, area: Rect) {
        let theme = &self.person.theme;
        if let Some(trouble) = &self.clock.trouble {
            let text = harmless(trouble);
            let args = [("what", Value::from(text))];
            let key = match self.person.host {
                true => "desk-trouble",
                false => "desk-trouble-told",
            };
            let text = self.phrases.say_with(key, &args);
            frame.render_widget(line(theme, Ink::Bad, format!("x {text}")), area);
            return;
        }
        if let Some((ink, text)) = &self.toast {
            frame.render_widget(line(theme, *ink, clip(text, area.width.into())), area);
            return;
        }
        let mut spans = Vec::new();
        for (press, says) in self.foot(area.width.into()) {
            spans.push(span(theme, Ink::Key, press));
            spans.push(span(theme, Ink::Dim, format!(" {says}  ")));
        }
        frame.render_widget(Line::from(spans), area);
    }

    /// The keys that the last line has room for, each with what it does: the way to help and to
    /// all commands always, the screen's own before them.
    fn foot(&self, room: usize) -> Vec<(&'static str, String)> {
        let shown = |key: &KeyShown| {
            let press = key.presses.split(' ').next().unwrap_or_default();
            (press, self.phrases.say(key.says))
        };
        let cells = |(press, says): &(&str, String)| width(press) + width(says) + 3;
        let typing = self.top().is_typing();
        let desk = if typing {
            ALWAYS.shown()
        } else {
            OFTEN.shown()
        };
        let ways = ["key-help", "key-palette"];
        let ways = ways.map(|says| desk.iter().find(|key| key.says == says).map(shown));
        let ways: Vec<_> = ways.into_iter().flatten().collect();
        let mut room = room.saturating_sub(ways.iter().map(cells).sum());
        let mut foot = Vec::new();
        for key in self.top().keys().iter().map(shown) {
            let Some(left) = room.checked_sub(cells(&key)) else {
                break;
            };
            room = left;
            foot.push(key);
        }
        foot.extend(ways);
        foot
    }

    /// The key in the last line that was clicked on.
    pub(super) fn foot_clicked(&self, input: &Input) -> Option<Press> {
        let Input::Mouse(mouse, (wide, high)) = input else {
            return None;
        };
        if mouse.did != Did::Click || mouse.y + 1 != *high {
            return None;
        }
        let mut right = 0;
        for (press, says) in self.foot((*wide).into()) {
            right += width(press) + width(&says) + 3;
            if usize::from(mouse.x) < right {
                return press.parse().ok();
            }
        }
        None
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
    pub(super) fn keys(&self) -> Vec<KeyShown> {
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
}

/// `60`, `0,5`: drill seconds in a real one.
fn pace_text(pace: u32) -> String {
    if pace.is_multiple_of(1_000) {
        (pace / 1_000).to_string()
    } else {
        format!("{}.{}", pace / 1_000, pace % 1_000 / 100)
    }
}
