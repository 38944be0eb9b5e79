//! Rules: the Sigma rules of the monitoring centre, on or off, how often each has hit, their text;
//! and the way to the editor in which they are changed or written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use engine::sigma::{Level, LogSource, Rule};
use engine::view::Blue;
use engine::words::name::RuleId;
use engine::words::order::BlueAsk;
use engine::words::text::Lang;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::panel;
use crate::paint::table::{Column, Row, table};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, bare, harmless};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::blue::back_test::BackTestPage;
use crate::screens::blue::editor::Editor;
use crate::screens::blue::respond::harmless_lines;
use crate::screens::blue::tray::Tray;
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::filter::type_into;
use crate::screens::shared::page::Page;

#[derive(Clone, Copy)]
enum Does {
    Read,
    Switch,
    Edit,
    New,
    Try,
    Filter,
    All,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Read, "enter", "work-key-read"),
    (Does::Switch, "space o", "work-key-switch-rule"),
    (Does::Edit, "e", "work-key-edit-rule"),
    (Does::New, "n", "work-key-new-rule"),
    (Does::Try, "t", "work-key-back-test"),
    (Does::Filter, "/", "key-filter"),
    (Does::All, "esc", "key-clear"),
]);

/// The rules.
pub struct Rules {
    cursor: Cursor,
    filter: String,
    typing: bool,
    tray: Tray,
}

impl Rules {
    /// The rules; evidence found with them goes on this tray.
    pub fn new(tray: Tray) -> Self {
        Self {
            cursor: Cursor::default(),
            filter: String::new(),
            typing: false,
            tray,
        }
    }
}

/// A rule as the team has it: the shipped one, or what was written over it or beside it.
struct Held<'s> {
    id: RuleId,
    rule: Cow<'s, Rule>,
    on: bool,
    hits: u32,
    written: bool,
}

/// All rules: the team's own first, then by how often they have hit.
fn held<'s>(see: &See<'s, Blue>) -> Vec<Held<'s>> {
    let mut hits: BTreeMap<RuleId, u32> = BTreeMap::new();
    for alert in see.view.alerts.values() {
        *hits.entry(alert.rule).or_default() += alert.times;
    }
    let shipped = see.brief.rules().iter().enumerate();
    let mut all: BTreeMap<RuleId, (Cow<'s, Rule>, bool)> = shipped
        .map(|(place, rule)| (RuleId::of(place), (Cow::Borrowed(rule), false)))
        .collect();
    for (id, (_, stem, text)) in &see.view.rules_written {
        if let Ok(rule) = Rule::read(stem, text) {
            all.insert(*id, (Cow::Owned(rule), true));
        }
    }
    let held = all.into_iter().map(|(id, (rule, written))| Held {
        id,
        rule,
        on: see.view.rules.get(&id).is_none_or(|(_, on)| *on),
        hits: hits.get(&id).copied().unwrap_or(0),
        written,
    });
    let mut held: Vec<Held<'s>> = held.collect();
    held.sort_by_key(|one| (!one.written, std::cmp::Reverse(one.hits), one.id));
    held
}

impl Rules {
    /// Those with every word of the filter in their title, technique, source or file.
    fn shown<'s>(&self, see: &See<'s, Blue>) -> Vec<Held<'s>> {
        let mut all = held(see);
        let words = bare(&self.filter);
        if !words.is_empty() {
            all.retain(|one| {
                let sources: Vec<String> = one.rule.logsources.iter().map(source).collect();
                let said = [
                    title(see, &one.rule),
                    one.rule.techniques.join(" "),
                    sources.join(" "),
                    one.rule.stem.clone(),
                ];
                let said = bare(&said.join(" "));
                words.split_whitespace().all(|word| said.contains(word))
            });
        }
        all
    }
}

/// What a rule is called in the reader's language.
fn title(see: &See<'_, Blue>, rule: &Rule) -> String {
    match (see.lang(), &rule.title_vi) {
        (Lang::Vi, Some(title)) => harmless(title),
        _ => harmless(&rule.title),
    }
}

fn source(source: &LogSource) -> String {
    let parts = [&source.product, &source.category, &source.service];
    let parts = parts.into_iter().flatten().map(|part| harmless(part));
    parts.collect::<Vec<_>>().join("/")
}

fn level(see: &See<'_, Blue>, level: Level) -> (Ink, String) {
    match level {
        Level::Critical => (Ink::Bad, see.say("level-critical")),
        Level::High => (Ink::Warn, see.say("level-high")),
        Level::Medium => (Ink::Text, see.say("level-medium")),
        Level::Low => (Ink::Dim, see.say("level-low")),
        Level::Informational => (Ink::Dim, see.say("level-informational")),
    }
}

impl Screen<Blue> for Rules {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("work-tab-rules")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn is_typing(&self) -> bool {
        self.typing
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        if self.typing {
            self.typing = type_into(&mut self.filter, input);
            return Reply::Stay;
        }
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        let all = self.shown(see);
        let chosen = self.cursor.at(all.len()).and_then(|at| all.get(at));
        match (does, chosen) {
            (Some(Does::Read), Some(one)) => {
                let text = harmless_lines(&one.rule.text);
                Reply::Open(Box::new(Page::new(title(see, &one.rule), text)))
            }
            (Some(Does::Switch), Some(one)) => Reply::Order(BlueAsk::Rule {
                rule: one.rule.stem.as_str().into(),
                on: !one.on,
            }),
            (Some(Does::Edit), Some(one)) => Reply::Open(Box::new(Editor::of(
                &one.rule.stem,
                &one.rule.text,
                self.tray.clone(),
            ))),
            (Some(Does::Try), Some(one)) => {
                let (stem, text) = (&one.rule.stem, &one.rule.text);
                Reply::Open(Box::new(BackTestPage::new(stem, text, self.tray.clone())))
            }
            (Some(Does::New), _) => Reply::Open(Box::new(Editor::blank(see, self.tray.clone()))),
            (Some(Does::Filter), _) => {
                self.typing = true;
                Reply::Stay
            }
            (Some(Does::All), _) => {
                self.filter.clear();
                Reply::Stay
            }
            _ => {
                self.cursor.update(input, all.len(), 1);
                Reply::Stay
            }
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&(self.cursor, &self.filter, self.typing))
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let all = self.shown(see);
        let off = all.iter().filter(|one| !one.on).count();
        let args = [("rules", Value::from(all.len())), ("off", Value::from(off))];
        let mut head = see.say_with("work-rules-head", &args);
        let flooded = see.view.rules_flooded.len();
        if flooded > 0 {
            let args = [("count", Value::from(flooded))];
            head = format!("{head} · {}", see.say_with("work-rules-flooded", &args));
        }
        if self.typing || !self.filter.is_empty() {
            let end = if self.typing { "_" } else { "" };
            head = format!("{head} · /{}{end}", harmless(&self.filter));
        }
        let inside = panel(frame, area, &head, see.theme);
        let columns = [
            Column::new(see.say("work-col-on"), 4, 0),
            Column::new(see.say("work-col-rule"), 26, 0).growing(),
            Column::new(see.say("work-col-rule-level"), 14, 1),
            Column::new(see.say("work-col-technique"), 11, 2),
            Column::new(see.say("work-col-source"), 26, 3),
            Column::new(see.say("work-col-stem"), 30, 4),
            Column::new(see.say("work-col-hits"), 6, 0).right(),
        ];
        let chosen = self.cursor.at(all.len());
        let rows = (all.len(), chosen);
        table(frame, inside, &columns, rows, see.theme, &mut |place| {
            row(see, &all[place])
        });
    }
}

fn row(see: &See<'_, Blue>, one: &Held<'_>) -> Row {
    let (ink, level) = level(see, one.rule.level);
    let (mark, word) = if one.on {
        (Mark::Good, see.say("work-word-on"))
    } else if see.view.rules_flooded.contains(&one.id) {
        (Mark::Warn, see.say("work-word-off"))
    } else {
        (Mark::Waiting, see.say("work-word-off"))
    };
    let mut title = title(see, &one.rule);
    if one.written {
        title = format!("* {title}");
    }
    let hits = if one.hits == 0 {
        "-".to_owned()
    } else {
        one.hits.to_string()
    };
    let sources: Vec<String> = one.rule.logsources.iter().map(source).collect();
    Row::marked(mark)
        .cell(mark.ink(), word)
        .text(title)
        .cell(ink, level)
        .text(one.rule.techniques.join(" "))
        .cell(Ink::Dim, sources.join(", "))
        .cell(Ink::Dim, one.rule.stem.clone())
        .text(hits)
}
