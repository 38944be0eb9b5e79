//! How the menu looks: what there is to the left, what it is to the right, settings over both.

use engine::drill::RedBy;
use engine::rehearsal::BotKind;
use engine::words::cell::Cell;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::{KEYS, Menu, SEATS, SETTINGS, Setting, Settings};
use crate::cli::BlueWord;
use crate::desk::cell_word;
use crate::paint::panel::{over, panel, prose};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{fit, line, span, wrap};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless, moment};

/// How large the settings are.
pub(super) const SETTINGS_SIZE: (u16, u16) = (76, 13);

/// Where the parts of the menu stand.
pub(super) struct Places {
    head: Rect,
    pub(super) body: Rect,
    foot: Rect,
    pub(super) list: Rect,
    detail: Rect,
}

impl Menu {
    /// Draws everything.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let places = self.places(frame.area());
        let mut head = vec![line(
            &self.theme,
            Ink::Title,
            self.phrases.say("menu-title"),
        )];
        let about = self.about_lines(places.head.width).into_iter();
        head.extend(about.map(|text| line(&self.theme, Ink::Dim, text)));
        frame.render_widget(Paragraph::new(head), places.head);
        match &self.setting {
            // What lies behind is not read aloud.
            Some(settings) if self.theme.is_plain() => {
                self.draw_settings(frame, places.body, settings);
            }
            setting => {
                self.draw_list(frame, places.list);
                self.draw_detail(frame, places.detail);
                if let Some(settings) = setting {
                    self.draw_settings(frame, places.body, settings);
                }
            }
        }
        self.draw_foot(frame, places.foot);
    }

    fn about_lines(&self, wide: u16) -> Vec<String> {
        wrap(&self.phrases.say("menu-about"), wide.into())
    }

    /// Where everything stands on a terminal of this size.
    pub(super) fn places(&self, area: Rect) -> Places {
        let rows = u16::try_from(self.about_lines(area.width).len()).unwrap_or(1);
        let [head, body, foot] = Layout::vertical([
            Constraint::Length(1 + rows),
            Constraint::Min(1),
            Constraint::Length(1),
        ])
        .areas(area);
        let [list, detail] = if area.width >= 100 && !self.theme.is_plain() {
            let halves = [55, 45].map(Constraint::Percentage);
            Layout::horizontal(halves).areas(body)
        } else {
            let rows = u16::try_from(self.rows()).unwrap_or(8).clamp(2, 8);
            Layout::vertical([Constraint::Length(rows + 3), Constraint::Min(0)]).areas(body)
        };
        Places {
            head,
            body,
            foot,
            list,
            detail,
        }
    }

    fn draw_foot(&self, frame: &mut Frame<'_>, area: Rect) {
        let mut spans = Vec::new();
        for key in KEYS.shown() {
            spans.push(span(
                &self.theme,
                Ink::Key,
                key.presses.split(' ').next().unwrap_or(""),
            ));
            spans.push(span(
                &self.theme,
                Ink::Dim,
                format!(" {}  ", self.phrases.say(key.says)),
            ));
        }
        frame.render_widget(Line::from(spans), area);
    }

    fn draw_list(&self, frame: &mut Frame<'_>, area: Rect) {
        let say = |key: &str| self.phrases.say(key);
        let inside = panel(frame, area, &say("menu-scenarios"), &self.theme);
        let columns = [
            Column::new(say("menu-col-title"), 20, 0).growing(),
            Column::new(say("menu-col-city"), 18, 2),
            Column::new(say("menu-col-length"), 10, 1).right(),
            Column::new(say("menu-col-level"), 9, 1),
        ];
        let rows = self.rows();
        let chosen = self.cursor.at(rows);
        table(
            frame,
            inside,
            &columns,
            (rows, chosen),
            &self.theme,
            &mut |place| self.row(place),
        );
    }

    fn row(&self, place: usize) -> Row {
        let lang = self.lang();
        if let Some(drill) = place.checked_sub(self.scenarios.len()) {
            let drill = &self.unfinished[drill];
            let args = [("title", Value::from(harmless(drill.title.get(lang))))];
            return Row::marked(Mark::Waiting)
                .text(self.phrases.say_with("menu-unfinished", &args))
                .text("")
                .text(drill.at.to_string())
                .text("");
        }
        let found = &self.scenarios[place];
        let Some(plan) = &found.plan else {
            return Row::marked(Mark::Bad).text(harmless(&found.name)).text(
                self.phrases
                    .say_with("menu-faults", &[("faults", found.faults.into())]),
            );
        };
        Row::marked(Mark::Good)
            .text(harmless(plan.title.get(lang)))
            .text(harmless(plan.city.get(lang)))
            .text(moment::compact(&self.phrases, plan.length))
            .text(harmless(plan.difficulty.get(lang)))
    }

    fn draw_detail(&self, frame: &mut Frame<'_>, area: Rect) {
        let at = self.cursor.at(self.rows());
        let inside = panel(frame, area, &self.phrases.say("menu-detail"), &self.theme);
        let text = match at.map(|at| (self.scenarios.get(at), at)) {
            Some((Some(found), _)) => self.about(found),
            Some((None, at)) => {
                let drill = &self.unfinished[at - self.scenarios.len()];
                let path = harmless(&drill.path.display().to_string());
                self.phrases
                    .say_with("menu-go-on", &[("path", Value::from(path))])
            }
            None => self.phrases.say("menu-nothing"),
        };
        prose(frame, inside, &text, 0, &self.theme);
    }

    fn about(&self, found: &super::Found) -> String {
        let lang = self.lang();
        let Some(plan) = &found.plan else {
            let name = found
                .path
                .as_ref()
                .map_or_else(String::new, |p| p.display().to_string());
            let args = [("path", Value::from(harmless(&name)))];
            return self.phrases.say_with("menu-check", &args);
        };
        let seats = plan
            .roster
            .teams
            .iter()
            .filter(|team| team.cell != Cell::Green);
        let seats: Vec<String> = seats
            .map(|team| cell_word(&self.phrases, team.cell))
            .collect();
        let mut text = format!("{}\n\n", harmless(plan.about.get(lang)));
        let args = [
            ("city", Value::from(harmless(plan.city.get(lang)))),
            (
                "length",
                Value::from(moment::span(&self.phrases, plan.length)),
            ),
            ("level", Value::from(harmless(plan.difficulty.get(lang)))),
            ("seats", Value::from(seats.join(", "))),
        ];
        text.push_str(&self.phrases.say_with("menu-facts", &args));
        text
    }

    fn draw_settings(&self, frame: &mut Frame<'_>, area: Rect, settings: &Settings) {
        let found = &self.scenarios[settings.scenario];
        let title = found
            .plan
            .as_ref()
            .map_or_else(String::new, |p| harmless(p.title.get(self.lang())));
        let inside = over(frame, area, SETTINGS_SIZE, &title, &self.theme);
        let mut lines = vec![line(
            &self.theme,
            Ink::Dim,
            self.phrases.say("menu-settings"),
        )];
        for (place, setting) in SETTINGS.iter().enumerate() {
            let here = place == settings.at;
            let ink = if here { Ink::Chosen } else { Ink::Text };
            let sign = if here { ">" } else { " " };
            let (name, value) = self.setting_text(*setting, settings);
            lines.push(Line::from(span(
                &self.theme,
                ink,
                format!("{sign} {} {value}", fit(&name, 24)),
            )));
        }
        frame.render_widget(Paragraph::new(lines), inside);
    }

    fn setting_text(&self, setting: Setting, settings: &Settings) -> (String, String) {
        let say = |key: &str| self.phrases.say(key);
        match setting {
            Setting::Seat => {
                let seat = cell_word(&self.phrases, SEATS[settings.seat]);
                (say("menu-seat"), format!("< {seat} >"))
            }
            Setting::Others => {
                let (blue, red) = settings.sides(&self.scenarios[settings.scenario]);
                let attacks = match red {
                    RedBy::Script => Some("menu-red-script"),
                    RedBy::Adaptive => Some("menu-red-adaptive"),
                    RedBy::Human => None,
                };
                let defends = match blue {
                    BlueWord::Bot(BotKind::Playbook) => Some("menu-blue-playbook"),
                    BlueWord::Bot(_) => Some("menu-blue-none"),
                    BlueWord::Human => None,
                };
                let both = [defends, attacks].into_iter().flatten().map(say);
                let other = both.collect::<Vec<_>>().join("; ");
                (say("menu-others"), format!("< {other} >"))
            }
            Setting::Pace => {
                let pace = settings.pace / 1_000;
                let length = self.scenarios[settings.scenario].plan.as_ref();
                let real = length.map_or(0, |plan| plan.length.0 / pace.max(1) / 60);
                let args = [("pace", Value::from(pace)), ("minutes", Value::from(real))];
                (
                    say("menu-pace"),
                    self.phrases.say_with("menu-pace-value", &args),
                )
            }
            Setting::Seed if settings.seed.is_empty() => (say("menu-seed"), say("menu-seed-drawn")),
            Setting::Seed => (say("menu-seed"), settings.seed.clone()),
            Setting::Era => {
                let plan = self.scenarios[settings.scenario].plan.as_ref();
                let era = plan.and_then(|plan| plan.era.all.get(settings.era));
                let title =
                    era.map_or_else(String::new, |(_, title)| harmless(title.get(self.lang())));
                (say("menu-era"), format!("< {title} >"))
            }
            Setting::Start => (say("menu-start"), String::new()),
        }
    }
}
