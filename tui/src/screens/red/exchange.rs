//! Exchange with the organisers, who sit between the teams: what is asked of them and what they
//! answer, what they announce, what they tell this team, what the team writes to them.

use engine::view::Red;
use engine::view::seen::RequestSeen;
use engine::words::cell::Cell;
use engine::words::fact::FactKind;
use engine::words::name::RequestId;
use engine::words::order::{RedAsk, RequestKind};
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Field, Form, Kind};
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{line, span, wrap};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::fact::sentence;
use crate::phrase::{Value, harmless};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::fill::Fill;
use crate::screens::shared::page::Page;

#[derive(Clone, Copy)]
enum Does {
    Ask,
    Say,
    Read,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Ask, "n", "red-key-request"),
    (Does::Say, "m", "red-key-say"),
    (Does::Read, "enter", "red-key-read"),
]);

/// Exchange with the organisers.
#[derive(Default)]
pub struct Exchange {
    cursor: Cursor,
}

/// What was asked, newest first.
fn listed<'s>(see: &'s See<'_, Red>) -> Vec<(RequestId, &'s RequestSeen)> {
    let all = see.view.requests.iter().rev();
    all.map(|(id, seen)| (*id, seen)).collect()
}

impl Screen<Red> for Exchange {
    fn title(&self, see: &See<'_, Red>) -> String {
        see.say("red-tab-exchange")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Red>) -> Reply<Red> {
        let all = listed(see);
        if self.cursor.update(input, all.len(), 1) {
            return Reply::Stay;
        }
        let Input::Press(press) = input else {
            return Reply::Stay;
        };
        match (KEYS.of(press), self.cursor.at(all.len())) {
            (Some(Does::Ask), _) => request(see).open(),
            (Some(Does::Say), _) => saying(see).open(),
            (Some(Does::Read), Some(at)) => {
                let seen = all[at].1;
                Reply::Open(Box::new(Page::new(what(see, seen), told(see, seen))))
            }
            _ => Reply::Stay,
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect) {
        let all = listed(see);
        let [top, bottom] = if area.width >= 130 && !see.theme.is_plain() {
            Layout::horizontal([Constraint::Percentage(50), Constraint::Percentage(50)]).areas(area)
        } else {
            Layout::vertical([Constraint::Percentage(45), Constraint::Percentage(55)]).areas(area)
        };
        let title = see.say_with("red-requests", &[("count", Value::from(all.len()))]);
        let inside = panel(frame, top, &title, see.theme);
        if all.is_empty() {
            let none = wrap(&see.say("red-no-requests"), inside.width.into()).into_iter();
            let none = none.map(|l| line(see.theme, Ink::Dim, l)).collect();
            lines(frame, inside, none, see.theme);
        } else {
            let columns = [
                Column::new(see.say("red-col-at"), 11, 1),
                Column::new(see.say("red-col-request"), 20, 0).growing(),
                Column::new(see.say("red-col-answer"), 24, 0),
            ];
            let chosen = self.cursor.at(all.len());
            table(
                frame,
                inside,
                &columns,
                (all.len(), chosen),
                see.theme,
                &mut |place| row(see, all[place].1),
            );
        }
        draw_lines(see, frame, bottom);
    }
}

/// What was asked, in a few words.
fn what(see: &See<'_, Red>, seen: &RequestSeen) -> String {
    match &seen.kind {
        RequestKind::Unblock { address } => {
            let what = [("what", Value::from(harmless(address)))];
            see.say_with("red-request-unblock", &what)
        }
        RequestKind::Check { what } => {
            let what = [("what", Value::from(harmless(what)))];
            see.say_with("red-request-check", &what)
        }
        RequestKind::Other => see.say("red-request-other"),
    }
}

/// How the organisers settled it.
fn answer(see: &See<'_, Red>, seen: &RequestSeen) -> (Mark, String) {
    match &seen.settled {
        None => (Mark::Waiting, see.say("red-answer-waits")),
        Some((_, true, _)) => (Mark::Good, see.say("red-answer-granted")),
        Some((_, false, _)) => (Mark::Bad, see.say("red-answer-declined")),
    }
}

fn row(see: &See<'_, Red>, seen: &RequestSeen) -> Row {
    let (sign, said) = answer(see, seen);
    let text = seen.settled.as_ref().map_or("", |(_, _, text)| text);
    let said = if text.is_empty() {
        said
    } else {
        format!("{said}: {}", one_line(text))
    };
    Row::marked(sign)
        .cell(Ink::Dim, see.calendar(seen.at))
        .text(format!("{} {}", what(see, seen), one_line(&seen.text)))
        .cell(sign.ink(), said)
}

fn one_line(text: &str) -> String {
    harmless(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A request in full.
fn told(see: &See<'_, Red>, seen: &RequestSeen) -> String {
    let lines = |text: &str| text.lines().map(harmless).collect::<Vec<_>>().join("\n");
    let mut text = vec![
        see.calendar(seen.at),
        lines(&seen.text),
        answer(see, seen).1,
    ];
    if let Some((at, _, said)) = &seen.settled {
        text.push(format!("{}  {}", see.calendar(*at), lines(said)));
    }
    text.join("\n\n")
}

/// What was said, newest first: the organisers to everybody or to this team, and the team itself.
fn draw_lines(see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect) {
    let inside = panel(frame, area, &see.say("red-lines"), see.theme);
    let said = see.view.course.lines.iter();
    let mut said: Vec<(Tick, bool, String)> = said
        .map(|line| {
            (
                line.at,
                line.from == Some(Cell::White),
                one_line(&line.text),
            )
        })
        .collect();
    let told = see.view.log.iter().filter(|told| !told.late);
    for told in told {
        let text = match &told.kind {
            FactKind::InjectWritten { title, text, .. } => {
                format!("{}: {}", one_line(title), one_line(text))
            }
            FactKind::PhaseBegan { .. } => sentence(see.phrases, see.brief, &told.kind),
            FactKind::InjectFired { .. } => see.say("red-reset"),
            FactKind::FootholdLost { host } if see.view.put_back.contains(&(told.at, *host)) => {
                let what = Value::from(see.brief.host_name(*host));
                see.say_with("red-reset-at", &[("what", what)])
            }
            _ => continue,
        };
        // One reset is many injects.
        let line = (told.at, true, text);
        if !said.contains(&line) {
            said.push(line);
        }
    }
    said.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let mut shown: Vec<Line<'static>> = Vec::new();
    let room = usize::from(inside.height) + 1;
    for (at, theirs, text) in said {
        let (who, sign) = if theirs {
            (see.say("red-from-organisers"), Mark::Live)
        } else {
            (see.say("red-from-us"), Mark::Done)
        };
        let head = format!("{} {} {who}: ", sign.sign(), see.calendar(at));
        let all = wrap(&format!("{head}{text}"), inside.width.into());
        for (place, part) in all.into_iter().enumerate() {
            let ink = if theirs { Ink::Text } else { Ink::Dim };
            let part = if place == 0 {
                part
            } else {
                format!("  {part}")
            };
            shown.push(Line::from(span(see.theme, ink, part)));
        }
        if shown.len() > room {
            break;
        }
    }
    if shown.is_empty() {
        shown.push(line(see.theme, Ink::Dim, see.say("red-no-lines")));
    }
    lines(frame, inside, shown, see.theme);
}

/// The form of a request.
fn request(see: &See<'_, Red>) -> Fill<Red> {
    let kind = |value: &str, key: &str| (value.to_owned(), see.say(key));
    let kinds = vec![
        kind("unblock", "red-ask-unblock"),
        kind("check", "red-ask-check"),
        kind("other", "red-ask-other"),
    ];
    let addresses = see
        .brief
        .own_addresses()
        .map(|address| address.ip.to_string());
    let fields = vec![
        Field::new("kind", see.say("red-field-kind"), Kind::Choice(kinds)),
        Field::new(
            "what",
            see.say("red-field-what"),
            Kind::Pick(addresses.collect()),
        )
        .optional(),
        Field::new("text", see.say("red-field-why"), Kind::Text(4)).optional(),
    ];
    let (title, intro) = (see.say("red-new-request"), see.say("red-request-intro"));
    Fill::new(title, intro, fields, Box::new(asked))
}

fn asked(form: &Form, see: &See<'_, Red>) -> Result<RedAsk, String> {
    let (what, text) = (form.answer("what"), form.answer("text"));
    let kind = form.answer("kind");
    if kind == "other" {
        let kind = RequestKind::Other;
        let missing = || see.say("red-request-empty");
        return if text.is_empty() {
            Err(missing())
        } else {
            Ok(RedAsk::Request { kind, text })
        };
    }
    if what.is_empty() {
        return Err(see.say("red-request-what"));
    }
    let what = what.as_str().into();
    let kind = if kind == "check" {
        RequestKind::Check { what }
    } else {
        RequestKind::Unblock { address: what }
    };
    Ok(RedAsk::Request { kind, text })
}

/// The form of a line to the organisers.
fn saying(see: &See<'_, Red>) -> Fill<Red> {
    let fields = vec![Field::new("text", see.say("red-field-line"), Kind::Text(4))];
    let make = |form: &Form, _: &See<'_, Red>| {
        Ok(RedAsk::Say {
            text: form.answer("text"),
        })
    };
    Fill::new(
        see.say("red-new-line"),
        see.say("red-line-intro"),
        fields,
        Box::new(make),
    )
}
