//! Giving a verdict: one line for the reason, for one alert or for several in turn.
//!
//! Why in turn and not at once: each verdict is an order of its own, with a reason that a person
//! stands for. The reason stays in the line from one to the next, so a burst of the same is
//! disposed of by pressing enter.

use engine::view::Blue;
use engine::words::name::AlertId;
use engine::words::order::{BlueAsk, TEXT_LIMIT, Verdict};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Code, Input, KeyShown, Keys};
use crate::paint::edit::Edit;
use crate::paint::panel::over;
use crate::paint::text::{clip, line};
use crate::paint::theme::Ink;
use crate::phrase::Value;
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::shown;
use crate::screens::shared::page::Page;

const KEYS: Keys<()> = Keys(&[((), "enter", "watch-key-dispose"), ((), "esc", "key-leave")]);

/// Asks for the reason of a verdict on those of these that have none yet. A verdict that was given
/// is final, and who tries to give another is told so.
pub fn dispose(verdict: Verdict, aimed: &[AlertId], see: &See<'_, Blue>) -> Reply<Blue> {
    let open = |id: &&AlertId| see.view.alerts.get(id).is_some_and(|a| a.verdict.is_none());
    let open: Vec<AlertId> = aimed.iter().filter(open).copied().collect();
    match (aimed.is_empty(), open.is_empty()) {
        (true, _) => Reply::Stay,
        (_, true) => {
            let (title, text) = (see.say("watch-final"), see.say("watch-final-why"));
            Reply::Open(Box::new(Page::new(title, text)))
        }
        _ => Reply::Open(Box::new(Dispose::new(verdict, open, see))),
    }
}

/// Verdicts about to be given.
pub struct Dispose {
    verdict: Verdict,
    alerts: Vec<AlertId>,
    at: usize,
    reason: Edit,
    fault: Option<String>,
}

impl Dispose {
    /// A verdict on these alerts, one after the other.
    pub fn new(verdict: Verdict, alerts: Vec<AlertId>, see: &See<'_, Blue>) -> Self {
        let reason = alerts.first().map(|id| said_before(see, *id, verdict));
        Self {
            verdict,
            alerts,
            at: 0,
            reason: Edit::suggesting(&reason.unwrap_or_default()),
            fault: None,
        }
    }

    /// The alert whose turn it is: those that were given a verdict meanwhile are passed over.
    fn turn(&self, see: &See<'_, Blue>) -> Option<usize> {
        let open = |id: &AlertId| see.view.alerts.get(id).is_some_and(|a| a.verdict.is_none());
        let left = self.alerts.iter().enumerate().skip(self.at);
        left.filter(|(_, id)| open(id))
            .map(|(place, _)| place)
            .next()
    }

    fn give(&mut self, see: &See<'_, Blue>) -> Reply<Blue> {
        let Some(turn) = self.turn(see) else {
            return Reply::Close;
        };
        let reason = self.reason.text();
        if reason.is_empty() || reason.len() > TEXT_LIMIT {
            let args = [("field", Value::from(see.say("alert-reason")))];
            self.fault = Some(see.say_with("form-missing", &args));
            return Reply::Stay;
        }
        let ask = BlueAsk::Triage {
            alert: self.alerts[turn],
            verdict: self.verdict,
            reason,
        };
        self.at = turn + 1;
        if self.turn(see).is_none() {
            Reply::OrderAndClose(ask)
        } else {
            Reply::Order(ask)
        }
    }
}

/// The reason that was last given for the same verdict on the same rule.
fn said_before(see: &See<'_, Blue>, id: AlertId, verdict: Verdict) -> String {
    let rule = see.view.alerts.get(&id).map(|alert| alert.rule);
    let alerts = see.view.alerts.values();
    let same = alerts.filter(|alert| Some(alert.rule) == rule);
    let given = same.filter_map(|alert| alert.verdict.as_ref());
    let given = given.filter(|(_, given, _)| *given == verdict);
    let last = given.max_by_key(|(at, ..)| *at);
    last.map_or_else(String::new, |(.., reason)| reason.clone())
}

impl Screen<Blue> for Dispose {
    fn title(&self, see: &See<'_, Blue>) -> String {
        shown::verdict_word(see, self.verdict)
    }

    fn keys(&self) -> Vec<KeyShown> {
        KEYS.shown()
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        self.fault = None;
        match input {
            Input::Press(press) if press.code == Code::Esc => return Reply::Close,
            Input::Press(press) if press.code == Code::Enter => return self.give(see),
            _ => self.reason.input(input),
        }
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let size = (area.width.saturating_sub(4).min(90), 8);
        let verdict = shown::verdict_word(see, self.verdict);
        let args = [("verdict", Value::from(verdict))];
        let title = see.say_with("alert-dispose", &args);
        let inside = over(frame, area, size, &title, see.theme);
        let cells = usize::from(inside.width);
        let row = |y: u16| Rect {
            y: inside.y + y.min(inside.height),
            height: 1.min(inside.height.saturating_sub(y)),
            ..inside
        };
        let turn = self.turn(see);
        if let Some(alert) = turn.and_then(|t| see.view.alerts.get(&self.alerts[t])) {
            let args = [
                ("at", Value::from(turn.unwrap_or(0) + 1)),
                ("of", Value::from(self.alerts.len())),
            ];
            let rule = shown::rule(see, alert.rule).title;
            let host = shown::host(see, alert.host);
            let which = see.say_with("alert-turn", &args);
            let head = format!("{which}  {host}  {rule}");
            frame.render_widget(line(see.theme, Ink::Title, clip(&head, cells)), row(0));
        }
        frame.render_widget(line(see.theme, Ink::Dim, see.say("alert-reason")), row(2));
        self.reason.draw(frame, row(3), true, see.theme);
        if let Some(fault) = &self.fault {
            frame.render_widget(line(see.theme, Ink::Bad, format!("x {fault}")), row(5));
        }
    }
}
