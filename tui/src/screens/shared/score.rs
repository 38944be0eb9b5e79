//! The scorecard, to be read through: for a team once it is released, and for a replay.

use std::cell::Cell;

use engine::words::text::Lang;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Did, Input, KeyShown};
use crate::paint::panel::{panel, prose};
use crate::paint::text::wrap;
use crate::screen::{Reply, Screen, Seated, See, eye_of};
use crate::screens::shared::cursor::{LIST_KEYS, Move};

/// A role that may read a scorecard.
pub trait ReadsCard: Seated {
    /// How it is looked up.
    fn card(lang: Lang) -> Self::Look;

    /// The text that came back, if it was a scorecard that came back; nothing in it before its
    /// release.
    fn text(found: &Self::Found) -> Option<Option<&str>>;

    /// Whether there may be one by now: what changes, so that it is looked up again.
    fn is_open(view: &Self::View) -> bool;
}

/// The scorecard.
#[derive(Default)]
pub struct Score {
    text: Option<String>,
    asked: Option<(Lang, bool)>,
    from: usize,
    /// Rows that were there for it when it was drawn, and rows that it took.
    drawn: Cell<(usize, usize)>,
}

impl<R: ReadsCard> Screen<R> for Score {
    fn title(&self, see: &See<'_, R>) -> String {
        see.say("tab-scorecard")
    }

    fn keys(&self) -> Vec<KeyShown> {
        LIST_KEYS.shown()
    }

    fn wants(&mut self, see: &See<'_, R>) -> Option<R::Look> {
        let now = (see.lang(), R::is_open(see.view));
        (now.1 && self.asked != Some(now)).then(|| {
            self.asked = Some(now);
            R::card(now.0)
        })
    }

    fn found(&mut self, found: &R::Found, _: &See<'_, R>) {
        if let Some(text) = R::text(found) {
            self.text = text.map(str::to_owned);
        }
    }

    fn update(&mut self, input: &Input, _: &See<'_, R>) -> Reply<R> {
        let (room, all) = self.drawn.get();
        let last = all.saturating_sub(room);
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
        .min(last);
        Reply::Stay
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&(&self.text, self.from))
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        let inside = panel(frame, area, &see.say("tab-scorecard"), see.theme);
        let waiting = if R::is_open(see.view) {
            see.say("score-waits")
        } else {
            see.say("score-not-released")
        };
        let text = self.text.as_ref().unwrap_or(&waiting);
        let text = if see.theme.is_plain() {
            heard(text)
        } else {
            text.to_owned()
        };
        let all = wrap(&text, inside.width.into()).len();
        self.drawn.set((inside.height.into(), all));
        prose(frame, inside, &text, self.from, see.theme);
    }
}

/// A scorecard without what is drawn in it: the numbers that its bars show stand beside them.
fn heard(text: &str) -> String {
    let undrawn = text.replace(['█', '░'], "").replace('─', "-");
    let lines: Vec<&str> = undrawn.lines().map(str::trim_end).collect();
    lines.join("\n")
}
