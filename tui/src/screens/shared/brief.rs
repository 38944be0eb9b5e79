//! What a team is told before the drill: its task, the city, the phases. The same for every role.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Did, Input, KeyShown, Keys};
use crate::paint::panel::{panel, prose};
use crate::phrase::{Value, harmless, moment};
use crate::screen::{Reply, Screen, Seated, See, eye_of};

#[derive(Clone, Copy)]
enum Does {
    Down,
    Up,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Down, "j down pgdn", "key-down"),
    (Does::Up, "k up pgup", "key-up"),
]);

/// What a team is told before the drill.
#[derive(Default)]
pub struct Briefing {
    from: usize,
}

impl<R: Seated> Screen<R> for Briefing {
    fn title(&self, see: &See<'_, R>) -> String {
        see.say("tab-briefing")
    }

    fn keys(&self) -> Vec<KeyShown> {
        KEYS.shown()
    }

    fn update(&mut self, input: &Input, _: &See<'_, R>) -> Reply<R> {
        let (down, up) = match input {
            Input::Press(press) => match KEYS.of(press) {
                Some(Does::Down) => (1, 0),
                Some(Does::Up) => (0, 1),
                None => (0, 0),
            },
            Input::Mouse(mouse, _) => match mouse.did {
                Did::WheelDown => (3, 0),
                Did::WheelUp => (0, 3),
                Did::Click => (0, 0),
            },
            Input::Paste(_) => (0, 0),
        };
        self.from = (self.from + down).saturating_sub(up).min(200);
        Reply::Stay
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.from)
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        let mut text = String::new();
        if let Some(briefing) = see.brief.briefing() {
            text.push_str(&see.text(briefing));
            text.push_str("\n\n");
        }
        let day = see.brief.starts().strftime("%d/%m/%Y").to_string();
        let era = Value::from(see.text(see.brief.era()));
        let args = [("day", Value::from(day)), ("era", era)];
        text.push_str(&see.say_with("briefing-time", &args));
        text.push_str("\n\n");
        text.push_str(&see.say("briefing-phases"));
        for phase in see.brief.phases() {
            let span = format!("{} - {}", see.calendar(phase.from), see.calendar(phase.to));
            text.push_str(&format!("\n  {span}  {}", see.text(&phase.title)));
        }
        let length = moment::span(see.phrases, see.brief.length());
        let args = [("length", Value::from(length))];
        text.push_str(&format!("\n\n{}", see.say_with("briefing-length", &args)));
        text.push_str(&format!("\n{}", see.say("briefing-simulated")));
        let title = harmless(see.brief.title().get(see.lang()));
        let inside = panel(frame, area, &title, see.theme);
        prose(frame, inside, &text, self.from, see.theme);
    }
}
