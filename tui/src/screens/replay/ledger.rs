//! The scorecard of the whole drill, to be read through.

use engine::words::text::Lang;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Replay, ReplayFound, ReplayLook};
use crate::input::{Did, Input, KeyShown};
use crate::paint::panel::{panel, prose};
use crate::screen::{Reply, Screen, See};
use crate::screens::shared::cursor::{LIST_KEYS, Move};

/// The scorecard.
#[derive(Default)]
pub struct Ledger {
    text: Option<(Lang, String)>,
    asked: Option<Lang>,
    from: usize,
}

impl Screen<Replay> for Ledger {
    fn title(&self, see: &See<'_, Replay>) -> String {
        see.say("tab-scorecard")
    }

    fn keys(&self) -> Vec<KeyShown> {
        LIST_KEYS.shown()
    }

    fn wants(&mut self, see: &See<'_, Replay>) -> Option<ReplayLook> {
        let lang = see.lang();
        (self.asked != Some(lang)).then(|| {
            self.asked = Some(lang);
            ReplayLook::Card(lang)
        })
    }

    fn found(&mut self, found: &ReplayFound, _: &See<'_, Replay>) {
        let ReplayFound::Card(lang, text) = found;
        self.text = Some((*lang, text.clone()));
    }

    fn update(&mut self, input: &Input, _: &See<'_, Replay>) -> Reply<Replay> {
        let last = self
            .text
            .as_ref()
            .map_or(0, |(_, text)| text.lines().count());
        self.from = match input {
            Input::Press(press) => match LIST_KEYS.of(press) {
                Some(Move::Down) => self.from + 1,
                Some(Move::Up) => self.from.saturating_sub(1),
                Some(Move::PageDown) => self.from + 20,
                Some(Move::PageUp) => self.from.saturating_sub(20),
                Some(Move::First) => 0,
                Some(Move::Last) => last,
                None => self.from,
            },
            Input::Mouse(mouse, _) => match mouse.did {
                Did::WheelDown => self.from + 3,
                Did::WheelUp => self.from.saturating_sub(3),
                Did::Click => self.from,
            },
            Input::Paste(_) => self.from,
        }
        .min(last.saturating_sub(1));
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, Replay>, frame: &mut Frame<'_>, area: Rect) {
        let inside = panel(frame, area, &see.say("tab-scorecard"), see.theme);
        let waiting = see.say("replay-card-waits");
        let text = self
            .text
            .as_ref()
            .map_or(waiting.as_str(), |(_, text)| text);
        let text = if see.theme.is_plain() {
            text.replace('─', "-")
        } else {
            text.to_owned()
        };
        prose(frame, inside, &text, self.from, see.theme);
    }
}
