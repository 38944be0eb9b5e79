//! Records behind a fact, whole: every field, and whose doing each is.

use engine::drill::WholeRecord;
use engine::words::name::RecordId;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{over, prose};
use crate::phrase::{Value, harmless};
use crate::screen::{Reply, Screen, See};
use crate::screens::truth::{TruthFound, TruthLook, Whole, words};

#[derive(Clone, Copy)]
enum Does {
    Down,
    Up,
    Next,
    Previous,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Next, "n right", "truth-key-next-record"),
    (Does::Previous, "p left", "truth-key-previous-record"),
    (Does::Down, "j down pgdn", "key-down"),
    (Does::Up, "k up pgup", "key-up"),
    (Does::Leave, "esc q enter", "key-leave"),
]);

/// Records, one at a time.
pub struct Records {
    ids: Vec<RecordId>,
    at: usize,
    from: usize,
    asked: Option<RecordId>,
    got: Option<(RecordId, Option<WholeRecord>)>,
}

impl Records {
    /// These records; nothing is opened for none.
    pub fn open<R: Whole>(ids: Vec<RecordId>) -> Reply<R> {
        if ids.is_empty() {
            return Reply::Stay;
        }
        Reply::Open(Box::new(Self {
            ids,
            at: 0,
            from: 0,
            asked: None,
            got: None,
        }))
    }

    fn text<R: Whole>(&self, see: &See<'_, R>) -> String {
        match &self.got {
            Some((id, found)) if *id == self.ids[self.at] => match found {
                Some(record) => text(see, record),
                None => see.say("truth-record-none"),
            },
            _ => see.say("truth-looking"),
        }
    }
}

/// A record, whole.
pub fn text<R: Whole>(see: &See<'_, R>, record: &WholeRecord) -> String {
    let class = see.plan().sensing.classes.get(record.class.at());
    let host = record
        .host
        .map_or_else(|| "-".into(), |host| words::host_name(see, host));
    let args = [
        ("at", Value::from(see.calendar(record.at))),
        (
            "class",
            Value::from(class.map_or_else(String::new, |c| see.text(&c.title))),
        ),
        ("host", Value::from(host)),
        ("origin", Value::from(words::origin(see, record))),
    ];
    let mut text = [
        "truth-record-at",
        "truth-record-class",
        "truth-record-origin",
    ]
    .map(|key| see.say_with(key, &args))
    .join("\n");
    text.push('\n');
    for (field, value) in &record.fields {
        text.push_str(&format!("\n{}: {}", harmless(field), harmless(value)));
    }
    text
}

impl<R: Whole> Screen<R> for Records {
    fn title(&self, see: &See<'_, R>) -> String {
        let args = [
            ("number", Value::from(self.ids[self.at].0.to_string())),
            ("place", Value::from(self.at + 1)),
            ("count", Value::from(self.ids.len())),
        ];
        see.say_with("truth-record-title", &args)
    }

    fn keys(&self) -> Vec<KeyShown> {
        KEYS.shown()
    }

    fn wants(&mut self, _: &See<'_, R>) -> Option<TruthLook> {
        let id = self.ids[self.at];
        if self.asked == Some(id) {
            return None;
        }
        self.asked = Some(id);
        Some(TruthLook::Record(id))
    }

    fn found(&mut self, found: &TruthFound, _: &See<'_, R>) {
        if let TruthFound::Record(id, record) = found
            && self.ids.contains(id)
        {
            self.got = Some((*id, record.clone()));
        }
    }

    fn update(&mut self, input: &Input, _: &See<'_, R>) -> Reply<R> {
        let Some(press) = input.pressed() else {
            return Reply::Stay;
        };
        let last = self.ids.len() - 1;
        match KEYS.of(&press) {
            Some(Does::Next) => (self.at, self.from) = ((self.at + 1).min(last), 0),
            Some(Does::Previous) => (self.at, self.from) = (self.at.saturating_sub(1), 0),
            Some(Does::Down) => self.from = (self.from + 1).min(200),
            Some(Does::Up) => self.from = self.from.saturating_sub(1),
            Some(Does::Leave) => return Reply::Close,
            None => {}
        }
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        let size = (
            area.width.saturating_sub(4).min(110),
            area.height.saturating_sub(2),
        );
        let title = Screen::<R>::title(self, see);
        let inside = over(frame, area, size, &title, see.theme);
        prose(frame, inside, &self.text(see), self.from, see.theme);
    }
}
