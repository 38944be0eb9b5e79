//! The cities of a hall at one desk: which is looked at, and whether orders go to all of them.

use std::sync::Arc;

use engine::words::name::Name;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;

use crate::desk::{Desk, Over, Tab, Wish};
use crate::input::{Code, Keys, Press};
use crate::paint::table::first_shown;
use crate::paint::text::line;
use crate::paint::theme::Ink;
use crate::phrase::{Value, harmless};
use crate::screen::Seated;

/// The most cities shown at once in the chooser.
const ROWS: u16 = 12;

/// Keys of whoever looks at several cities.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Does {
    Choose,
    Reach,
}

pub(super) const KEYS: Keys<Does> = Keys(&[
    (Does::Choose, "ctrl-o", "key-city"),
    (Does::Reach, "ctrl-t", "key-reach"),
]);

/// A desk's place in a hall.
#[derive(Clone, Debug)]
pub struct Stand {
    /// The cities that may be looked at from here, by their names.
    pub cities: Arc<Vec<Name>>,
    /// The one that is looked at, by its place among them.
    pub at: usize,
    /// Whether what every city can be ordered goes to all of them.
    pub all: bool,
}

impl<R: Seated> Desk<R> {
    /// Puts the desk into a hall: its role's tabs for that come behind the others, and where there
    /// is more than one city to look at, keys to choose it.
    pub fn in_hall(&mut self, stand: Stand) {
        if self.hall.is_none() {
            let tabs = R::hall_tabs().into_iter().map(|screen| Tab {
                stack: vec![screen],
            });
            self.tabs.extend(tabs);
        }
        self.hall = Some(stand);
    }

    /// The desk's place in a hall, to take along to another city.
    pub fn stand(&self) -> Option<&Stand> {
        self.hall.as_ref()
    }

    /// The city that is looked at, for the line of who and when.
    pub(super) fn city_shown(&self) -> String {
        let hall = self.hall.as_ref().filter(|_| self.looks_about());
        let city = hall.and_then(|hall| hall.cities.get(hall.at));
        city.map_or_else(String::new, |city| format!("[{}] · ", harmless(city)))
    }

    /// The tab in front, to take along to another desk.
    pub fn tab(&self) -> usize {
        self.at
    }

    /// Brings a tab to the front, if there is one at this place.
    pub fn turn_to(&mut self, at: usize) {
        if at < self.tabs.len() {
            self.at = at;
            self.want();
        }
    }

    /// Whether there is more than one city to look at.
    pub(super) fn looks_about(&self) -> bool {
        self.hall.as_ref().is_some_and(|hall| hall.cities.len() > 1)
    }

    pub(super) fn city_key(&self, press: &Press) -> Option<Does> {
        self.looks_about().then(|| KEYS.of(press)).flatten()
    }

    pub(super) fn about_cities(&mut self, does: Does) {
        let Some(hall) = &mut self.hall else { return };
        match does {
            Does::Choose => self.over = Some(Over::Cities(hall.at)),
            Does::Reach => {
                hall.all = !hall.all;
                let key = if hall.all { "reach-all" } else { "reach-here" };
                self.toast = Some((Ink::Live, self.phrases.say(key)));
            }
        }
    }

    pub(super) fn choose_city(&mut self, at: usize, press: &Press) {
        let count = self.cities().max(1);
        match press.code {
            Code::Enter => self.wishes.push(Wish::City(at)),
            Code::Down | Code::Char('j') => self.over = Some(Over::Cities((at + 1) % count)),
            Code::Up | Code::Char('k') => {
                self.over = Some(Over::Cities((at + count - 1) % count));
            }
            Code::Esc => {}
            _ => self.over = Some(Over::Cities(at)),
        }
    }

    /// How many cities there are to choose from.
    pub(super) fn cities(&self) -> usize {
        self.hall.as_ref().map_or(0, |hall| hall.cities.len())
    }

    /// Rows of them that the chooser shows at once.
    pub(super) fn city_rows(&self) -> u16 {
        u16::try_from(self.cities()).unwrap_or(ROWS).min(ROWS)
    }

    pub(super) fn draw_cities(&self, frame: &mut Frame<'_>, inside: Rect, at: usize) {
        let Some(hall) = &self.hall else { return };
        let theme = &self.person.theme;
        let reach = if hall.all { "reach-all" } else { "reach-here" };
        let mut lines = vec![line(theme, Ink::Dim, self.phrases.say(reach))];
        let room = usize::from(inside.height.saturating_sub(1));
        let first = first_shown(at, hall.cities.len(), room);
        for (place, city) in hall.cities.iter().enumerate().skip(first).take(room) {
            let ink = if place == at { Ink::Chosen } else { Ink::Text };
            let sign = if place == at { ">" } else { " " };
            let here = [("city", Value::from(harmless(city)))];
            let key = if place == hall.at {
                "city-here"
            } else {
                "city-other"
            };
            let text = self.phrases.say_with(key, &here);
            lines.push(line(theme, ink, format!("{sign} {text}")));
        }
        frame.render_widget(Paragraph::new(lines), inside);
    }
}
