//! The back-test of a rule: what it would have found in the past day, and how much work that would
//! have made, before it is turned on.

use engine::detect::back_test::BackTest;
use engine::drill::Entry;
use engine::view::Blue;
use engine::words::name::RecordId;
use engine::words::time::{DAY, Span};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{lines, over};
use crate::paint::text::{clip, line};
use crate::paint::theme::Ink;
use crate::phrase::{Value, number};
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::hunt::{draw_hours, draw_records};
use crate::screens::blue::record::{RecordPage, pin_of};
use crate::screens::blue::tray::Tray;
use crate::screens::blue::{BlueFound, BlueLook};
use crate::screens::shared::cursor::{Cursor, with_list};

/// How far back a rule is tried.
pub const WITHIN: Span = Span(DAY);

#[derive(Clone, Copy)]
enum Does {
    Open,
    Pin,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "watch-key-open"),
    (Does::Pin, "p", "watch-key-pin"),
    (Does::Leave, "esc q", "key-leave"),
]);

/// A rule tried on the past.
pub struct BackTestPage {
    stem: String,
    text: String,
    tray: Tray,
    asked: bool,
    found: Option<(BackTest, Vec<(RecordId, Entry)>)>,
    cursor: Cursor,
}

impl BackTestPage {
    /// The rule of this file name and text, which has no faults; what is pinned goes on this tray.
    pub fn new(stem: &str, text: &str, tray: Tray) -> Self {
        Self {
            stem: stem.to_owned(),
            text: text.to_owned(),
            tray,
            asked: false,
            found: None,
            cursor: Cursor::default(),
        }
    }

    fn hits(&self) -> &[(RecordId, Entry)] {
        self.found.as_ref().map_or(&[], |(_, hits)| hits)
    }
}

impl Screen<Blue> for BackTestPage {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say_with("back-test-title", &[("name", Value::from(&*self.stem))])
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn wants(&mut self, _: &See<'_, Blue>) -> Option<BlueLook> {
        let asked = std::mem::replace(&mut self.asked, true);
        (!asked).then(|| BlueLook::BackTest(self.stem.clone(), self.text.clone()))
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        let chosen = self.cursor.at(self.hits().len());
        match (does, chosen) {
            (Some(Does::Leave), _) => return Reply::Close,
            (Some(Does::Open), Some(at)) => {
                let ids = self.hits().iter().map(|(id, _)| *id).collect();
                let page = RecordPage::new(ids, at, "", self.tray.clone());
                return Reply::Open(Box::new(page));
            }
            (Some(Does::Pin), Some(at)) => {
                if let Some((id, entry)) = self.hits().get(at) {
                    self.tray.turn(see.view, pin_of(*id, entry));
                }
            }
            (Some(_), None) => {}
            (None, _) => {
                let rows = self.hits().len();
                self.cursor.update(input, rows, 1);
            }
        }
        Reply::Stay
    }

    fn found(&mut self, found: &BlueFound, _: &See<'_, Blue>) {
        if let BlueFound::BackTest(stem, found) = found
            && *stem == self.stem
        {
            self.found.clone_from(found);
        }
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let size = (area.width.saturating_sub(4).min(140), area.height);
        let inside = over(frame, area, size, &self.title(see), see.theme);
        let Some((tried, hits)) = &self.found else {
            frame.render_widget(
                line(see.theme, Ink::Dim, see.say("back-test-waits")),
                inside,
            );
            return;
        };
        let parts = [
            Constraint::Length(4),
            Constraint::Length(2),
            Constraint::Min(2),
        ];
        let [head, hours, list] = Layout::vertical(parts).areas(inside);
        let width = usize::from(head.width);
        let said = said(see, tried).into_iter();
        let said = said.map(|(ink, text)| line(see.theme, ink, clip(&text, width)));
        lines(frame, head, said.collect(), see.theme);
        if see.theme.is_plain() {
            let counts: Vec<String> = tried.hours.iter().map(u64::to_string).collect();
            let args = [("counts", Value::from(counts.join(" ")))];
            let text = clip(&see.say_with("back-test-hours", &args), width);
            frame.render_widget(line(see.theme, Ink::Text, text), hours);
        } else {
            draw_hours(see, frame, hours, &tried.hours);
        }
        let chosen = self.cursor.at(hits.len());
        draw_records(see, frame, list, (hits, chosen), &self.tray);
    }
}

/// What came of it, in words: what it was tried on, what it found, what that would cost.
fn said(see: &See<'_, Blue>, tried: &BackTest) -> Vec<(Ink, String)> {
    let moment = |at| Value::from(see.calendar(at));
    let looked = [
        ("records", Value::from(tried.looked)),
        ("from", moment(tried.span.0)),
        ("to", moment(tried.span.1)),
    ];
    let machines = tried.hosts.keys().flatten().count();
    let found = [
        ("hits", Value::from(tried.hits)),
        ("alerts", Value::from(tried.alerts)),
        ("machines", Value::from(machines)),
    ];
    let tenths = i64::try_from(tried.alerts_a_day()).unwrap_or(i64::MAX / 100);
    let a_day = number::milli(tenths * 100, 1, see.lang());
    let cost = [("alerts", Value::from(a_day))];
    let ink = if tried.hits == 0 { Ink::Dim } else { Ink::Text };
    let mut said = vec![
        (Ink::Dim, see.say_with("back-test-looked", &looked)),
        (ink, see.say_with("back-test-found", &found)),
    ];
    if tried.hits > 0 {
        said.push((ink, see.say_with("back-test-cost", &cost)));
    }
    if tried.cut_short {
        said.push((Ink::Warn, see.say("back-test-cut")));
    }
    said
}
