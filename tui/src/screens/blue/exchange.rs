//! Everything that goes between the team and others, in one list: situations and their answers,
//! announcements, lines, requests, orders to lift a block, protests.

use std::iter;

use engine::script::msel::Inject;
use engine::view::Blue;
use engine::view::seen::InjectSeen;
use engine::words::cell::Cell;
use engine::words::name::InjectId;
use engine::words::order::{BlueAsk, RequestKind};
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Field, Form, Kind};
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::line;
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::blue::order::say_of;
use crate::screens::blue::respond::harmless_lines;
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::fill::Fill;
use crate::screens::shared::page::Page;

#[derive(Clone, Copy)]
enum Does {
    Open,
    Read,
    Say,
    Request,
    Protest,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "work-key-answer"),
    (Does::Say, "s", "work-key-say"),
    (Does::Request, "q", "work-key-request"),
    (Does::Protest, "p", "work-key-protest"),
    (Does::Read, "r", "work-key-read"),
]);

/// One thing that was said.
struct Item {
    at: Tick,
    mark: Mark,
    who: String,
    text: String,
    /// The inject it is, if it is one.
    inject: Option<InjectId>,
}

/// The exchange with everybody else.
#[derive(Default)]
pub struct Exchange {
    cursor: Cursor,
}

impl Screen<Blue> for Exchange {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("work-tab-exchange")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let all = items(see);
        let chosen = self.cursor.at(all.len()).and_then(|at| all.get(at));
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, chosen) {
            (Some(Does::Open), Some(item)) => answer(see, item).unwrap_or_else(|| read(item)),
            (Some(Does::Read), Some(item)) => read(item),
            (Some(Does::Say), _) => say(see),
            (Some(Does::Request), _) => request(see),
            (Some(Does::Protest), _) if see.view.course.released.is_some() => protest(see),
            (Some(Does::Protest), _) => {
                let (title, text) = (
                    see.say("work-protest-title"),
                    see.say("work-protest-not-yet"),
                );
                Reply::Open(Box::new(Page::new(title, text)))
            }
            _ => {
                self.cursor.update(input, all.len(), 1);
                Reply::Stay
            }
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let all = items(see);
        let open = all.iter().filter(|item| item.mark == Mark::Warn).count();
        // After ENDEX nothing waits for the team any more.
        let open = if see.view.course.ended.is_some() {
            0
        } else {
            open
        };
        let args = [("open", Value::from(open))];
        let inside = panel(
            frame,
            area,
            &see.say_with("work-exchange-head", &args),
            see.theme,
        );
        if all.is_empty() {
            let none = vec![line(see.theme, Ink::Dim, see.say("work-exchange-none"))];
            return lines(frame, inside, none, see.theme);
        }
        let columns = [
            Column::new(see.say("work-col-at"), 11, 1),
            Column::new(see.say("work-col-who"), 18, 0),
            Column::new(see.say("work-col-text"), 30, 0).growing(),
        ];
        let chosen = self.cursor.at(all.len());
        let [list, foot] = ratatui::layout::Layout::vertical([
            ratatui::layout::Constraint::Min(4),
            ratatui::layout::Constraint::Length((inside.height / 3).min(9)),
        ])
        .areas(inside);
        table(
            frame,
            list,
            &columns,
            (all.len(), chosen),
            see.theme,
            &mut |place| {
                let item = &all[place];
                Row::marked(item.mark)
                    .cell(Ink::Dim, see.calendar(item.at))
                    .cell(item.mark.ink(), item.who.clone())
                    .text(item.text.replace('\n', " · "))
            },
        );
        if let Some(item) = chosen.and_then(|at| all.get(at)) {
            let foot = panel(frame, foot, &item.who, see.theme);
            crate::paint::panel::prose(frame, foot, &item.text, 0, see.theme);
        }
    }
}

/// All of it, the newest first.
fn items(see: &See<'_, Blue>) -> Vec<Item> {
    let view = see.view;
    let mut all = Vec::new();
    all.extend(
        view.injects
            .iter()
            .filter_map(|(id, seen)| inject(see, *id, seen)),
    );
    all.extend(view.written.values().map(|one| Item {
        at: one.at,
        mark: Mark::Live,
        who: see.say("cell-white"),
        text: format!("{}\n{}", harmless(&one.title), harmless_lines(&one.text)),
        inject: None,
    }));
    all.extend(view.course.lines.iter().map(|said| {
        let (mark, key) = match said.from {
            Some(Cell::White) => (Mark::Live, "cell-white"),
            Some(_) => (Mark::Live, "work-who-other"),
            None => (Mark::Done, "work-who-we"),
        };
        Item {
            at: said.at,
            mark,
            who: see.say(key),
            text: harmless_lines(&said.text),
            inject: None,
        }
    }));
    all.extend(view.unblock.iter().map(|(at, target)| {
        let lifted = !view.blocked.contains_key(target);
        Item {
            at: *at,
            mark: if lifted { Mark::Done } else { Mark::Warn },
            who: see.say("work-who-unblock"),
            text: say_of(
                see,
                "work-exchange-unblock",
                crate::phrase::words::target(see.phrases, see.brief, target),
            ),
            inject: None,
        }
    }));
    all.extend(asked(see));
    all.sort_by_key(|item| std::cmp::Reverse(item.at));
    all
}

fn inject(see: &See<'_, Blue>, id: InjectId, seen: &InjectSeen) -> Option<Item> {
    let inject = see.brief.inject(see.view, id)?;
    let mut text = see.text(&inject.text);
    let mark = match (&seen.answered, inject.choices.is_empty()) {
        (Some((_, choice)), _) => {
            let chosen = inject.choices.iter().find(|one| *one.name == **choice);
            let chosen = chosen.map_or_else(|| harmless(choice), |one| see.text(&one.text));
            text.push_str(&format!(
                "\n{}",
                say_of(see, "work-exchange-answered", chosen)
            ));
            Mark::Done
        }
        (None, false) => {
            text.push_str(&format!("\n{}", wanted(see, inject, seen.at)));
            Mark::Warn
        }
        (None, true) if !inject.expected.is_empty() => {
            let by = seen.at.after(inject.within);
            let (mark, key) = match by < see.clock.now {
                true => (Mark::Live, "work-exchange-due-over"),
                false => (Mark::Warn, "work-exchange-due"),
            };
            text.push_str(&format!("\n{}", say_of(see, key, see.calendar(by))));
            mark
        }
        (None, true) => Mark::Live,
    };
    let verdict = [(seen.right, "work-exchange-right", "work-exchange-wrong")];
    for (right, yes, no) in verdict {
        if let Some(right) = right {
            text.push_str(&format!("\n{}", see.say(if right { yes } else { no })));
        }
    }
    Some(Item {
        at: seen.at,
        mark,
        who: see.text(see.brief.org(inject.from).1),
        text,
        inject: Some(id),
    })
}

/// That an answer is wanted, and by when.
fn wanted(see: &See<'_, Blue>, inject: &Inject, at: Tick) -> String {
    if inject.expected.is_empty() {
        return see.say("work-exchange-answer-wanted");
    }
    let by = at.after(inject.within);
    let key = match by < see.clock.now {
        true => "work-exchange-answer-overdue",
        false => "work-exchange-answer-by",
    };
    say_of(see, key, see.calendar(by))
}

/// Requests and protests, with what was answered.
fn asked(see: &See<'_, Blue>) -> Vec<Item> {
    let settled = |text: &mut String, settled: &Option<(Tick, bool, String)>, yes, no| {
        let Some((_, good, why)) = settled else {
            return Mark::Waiting;
        };
        let key = if *good { yes } else { no };
        text.push_str(&format!("\n{}", say_of(see, key, harmless_lines(why))));
        Mark::Done
    };
    let mut all = Vec::new();
    for one in see.view.requests.values() {
        let what = match &one.kind {
            RequestKind::Unblock { address } => {
                say_of(see, "work-request-unblock", harmless(address))
            }
            RequestKind::Check { what } => say_of(see, "work-request-check", harmless(what)),
            RequestKind::Other => see.say("work-request-other"),
        };
        let mut text = format!("{what}\n{}", harmless_lines(&one.text));
        let mark = settled(
            &mut text,
            &one.settled,
            "work-request-granted",
            "work-request-denied",
        );
        all.push(Item {
            at: one.at,
            mark,
            who: see.say("work-who-request"),
            text,
            inject: None,
        });
    }
    for one in see.view.protests.values() {
        let mut text = format!("{}\n{}", harmless(&one.about), harmless_lines(&one.text));
        let mark = settled(
            &mut text,
            &one.settled,
            "work-protest-upheld",
            "work-protest-rejected",
        );
        all.push(Item {
            at: one.at,
            mark,
            who: see.say("work-who-protest"),
            text,
            inject: None,
        });
    }
    all
}

fn read(item: &Item) -> Reply<Blue> {
    Reply::Open(Box::new(Page::new(item.who.clone(), item.text.clone())))
}

/// The form of an inject that wants an answer.
fn answer(see: &See<'_, Blue>, item: &Item) -> Option<Reply<Blue>> {
    let id = item.inject?;
    let inject = see.brief.inject(see.view, id)?;
    let open = see.view.injects.get(&id)?.answered.is_none();
    if !open || inject.choices.is_empty() {
        return None;
    }
    let choices = inject.choices.iter();
    let choices = choices.map(|one| (one.name.clone(), see.text(&one.text)));
    // None is chosen for whoever only presses enter.
    let none = (String::new(), see.say("work-answer-none"));
    let kind = Kind::Answer(iter::once(none).chain(choices).collect());
    let fields = vec![Field::new("choice", see.say("work-field-answer"), kind)];
    let name = inject.name.clone();
    let make = move |form: &Form, see: &See<'_, Blue>| {
        let choice = form.answer("choice");
        if choice.is_empty() {
            return Err(see.say("work-answer-missing"));
        }
        Ok(BlueAsk::Answer {
            inject: name.clone(),
            choice: choice.as_str().into(),
        })
    };
    let intro = see.text(&inject.text);
    Some(Fill::new(item.who.clone(), intro, fields, Box::new(make)).open())
}

fn say(see: &See<'_, Blue>) -> Reply<Blue> {
    let fields = vec![Field::new(
        "text",
        see.say("work-field-line"),
        Kind::Text(4),
    )];
    let make = |form: &Form, _: &See<'_, Blue>| {
        let text = form.answer("text");
        Ok(BlueAsk::Say { text })
    };
    let (title, intro) = (see.say("work-say-title"), see.say("work-say-intro"));
    Fill::new(title, intro, fields, Box::new(make)).open()
}

fn request(see: &See<'_, Blue>) -> Reply<Blue> {
    let kinds = [
        ("unblock", "work-request-kind-unblock"),
        ("check", "work-request-kind-check"),
        ("other", "work-request-kind-other"),
    ];
    let kinds = kinds.map(|(word, key)| (word.to_owned(), see.say(key)));
    let fields = vec![
        Field::new(
            "kind",
            see.say("work-field-request"),
            Kind::Choice(kinds.to_vec()),
        ),
        Field::new("about", see.say("work-field-request-about"), Kind::Line).optional(),
        Field::new("text", see.say("work-field-reason"), Kind::Text(4)).optional(),
    ];
    let make = |form: &Form, see: &See<'_, Blue>| {
        let about = form.answer("about");
        let kind = form.answer("kind");
        if kind != "other" && about.is_empty() {
            let args = [("field", Value::from(see.say("work-field-request-about")))];
            return Err(see.say_with("form-missing", &args));
        }
        let kind = match kind.as_str() {
            "unblock" => RequestKind::Unblock {
                address: about.as_str().into(),
            },
            "check" => RequestKind::Check {
                what: about.as_str().into(),
            },
            _ => RequestKind::Other,
        };
        let text = form.answer("text");
        let bare = matches!(kind, RequestKind::Other) && !about.is_empty();
        let text = if bare {
            format!("{about}\n{text}")
        } else {
            text
        };
        Ok(BlueAsk::Request { kind, text })
    };
    let (title, intro) = (see.say("work-request-title"), see.say("work-request-intro"));
    Fill::new(title, intro, fields, Box::new(make)).open()
}

fn protest(see: &See<'_, Blue>) -> Reply<Blue> {
    let fields = vec![
        Field::new("about", see.say("work-field-protest-about"), Kind::Line),
        Field::new("text", see.say("work-field-grounds"), Kind::Text(5)),
    ];
    let make = |form: &Form, _: &See<'_, Blue>| {
        Ok(BlueAsk::Protest {
            about: form.answer("about").as_str().into(),
            text: form.answer("text"),
        })
    };
    let (title, intro) = (see.say("work-protest-title"), see.say("work-protest-intro"));
    Fill::new(title, intro, fields, Box::new(make)).open()
}
