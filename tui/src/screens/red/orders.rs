//! All that the team ordered and what came of it; what has not started can be taken back, and what
//! shows something becomes a finding.

use engine::view::Red;
use engine::view::seen::RunSeen;
use engine::words::name::RunId;
use engine::words::order::RedAsk;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{clip, line};
use crate::paint::theme::Ink;
use crate::phrase::{Value, harmless, words};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::red::{findings, tell};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::page::Page;

#[derive(Clone, Copy)]
enum Does {
    Read,
    Undo,
    Report,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Read, "enter", "red-key-read"),
    (Does::Undo, "u", "red-key-undo"),
    (Does::Report, "r", "red-key-report"),
]);

/// Orders.
#[derive(Default)]
pub struct Orders {
    cursor: Cursor,
}

/// All runs, newest first.
fn listed<'s>(see: &'s See<'_, Red>) -> Vec<(RunId, &'s RunSeen)> {
    see.view
        .runs
        .iter()
        .rev()
        .map(|(id, run)| (*id, run))
        .collect()
}

impl Screen<Red> for Orders {
    fn title(&self, see: &See<'_, Red>) -> String {
        see.say("red-tab-orders")
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
        let Some((id, run)) = self.cursor.at(all.len()).map(|at| all[at]) else {
            return Reply::Stay;
        };
        match KEYS.of(press) {
            // What has begun is refused with a reason, which is more than a key that does nothing.
            Some(Does::Undo) => Reply::Order(RedAsk::Undo { run: id }),
            Some(Does::Report) => findings::form(see, Some(id)).open(),
            Some(Does::Read) => Reply::Open(Box::new(page(see, id, run))),
            _ => Reply::Stay,
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect) {
        let refused = u16::try_from(see.view.refused.len())
            .unwrap_or(u16::MAX)
            .min(4);
        let below = if refused == 0 { 0 } else { refused + 2 };
        let [list, bottom] =
            Layout::vertical([Constraint::Min(5), Constraint::Length(below)]).areas(area);
        let all = listed(see);
        let title = see.say_with("red-orders", &[("count", Value::from(all.len()))]);
        let inside = panel(frame, list, &title, see.theme);
        let columns = [
            Column::new("#", 4, 1).right(),
            Column::new(see.say("red-col-technique"), 18, 0).growing(),
            Column::new(see.say("red-col-on"), 16, 0),
            Column::new(see.say("red-col-asked"), 11, 3),
            Column::new(see.say("red-col-took"), 9, 2).right(),
            Column::new(see.say("red-col-state"), 18, 0),
        ];
        let chosen = self.cursor.at(all.len());
        if all.is_empty() {
            let none = line(see.theme, Ink::Dim, see.say("red-no-runs"));
            lines(frame, inside, vec![none], see.theme);
        } else {
            table(
                frame,
                inside,
                &columns,
                (all.len(), chosen),
                see.theme,
                &mut |place| row(see, all[place]),
            );
        }
        if below > 0 {
            draw_refused(see, frame, bottom);
        }
    }
}

fn row(see: &See<'_, Red>, (id, run): (RunId, &RunSeen)) -> Row {
    let (sign, state) = tell::run(see, run);
    Row::marked(sign)
        .cell(Ink::Dim, number(id))
        .text(tell::action(see, run))
        .text(tell::target(see, &run.target))
        .cell(Ink::Dim, see.calendar(run.asked))
        .text(tell::took(see, run))
        .cell(sign.ink(), state)
}

/// A run's number: a team counts its own from 1.
pub fn number(id: RunId) -> String {
    id.0.to_string()
}

/// The orders that were refused last.
fn draw_refused(see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect) {
    let args = [("count", Value::from(see.view.refused.len()))];
    let inside = panel(frame, area, &see.say_with("red-refused", &args), see.theme);
    let cells = usize::from(inside.width);
    let shown = see.view.refused.iter().rev().take(4).map(|one| {
        let why = tell::refusal(see, &one.why);
        let text = format!("x {}  {why}", see.calendar(one.at));
        line(see.theme, Ink::Bad, clip(&text, cells))
    });
    lines(frame, inside, shown.collect(), see.theme);
}

/// All there is to say of a run.
fn page(see: &See<'_, Red>, id: RunId, run: &RunSeen) -> Page {
    let mut text = Vec::new();
    let target = words::target(see.phrases, see.brief, &run.target);
    text.push(format!("{}: {target}", see.say("red-col-on")));
    text.push(format!(
        "{}: {}",
        see.say("red-col-state"),
        tell::run(see, run).1
    ));
    let moments = [
        ("red-col-asked", Some(run.asked)),
        ("red-started", run.started),
        ("red-ended", run.ended.map(|(at, _)| at)),
    ];
    for (key, at) in moments {
        if let Some(at) = at {
            text.push(format!("{}: {}", see.say(key), see.calendar(at)));
        }
    }
    if let Some(action) = see.brief.action(run.action) {
        let ids: Vec<String> = action.attack.iter().map(|id| harmless(id)).collect();
        let tactic = tell::tactic(see, &action.tactic);
        text.push(format!("ATT&CK: {} · {tactic}", ids.join(" ")));
        text.push(String::new());
        text.push(see.text(&action.about));
    }
    let reports = see.view.reports.values();
    let shown = reports.filter(|(_, said)| said.evidence.contains(&id));
    for (at, said) in shown {
        let args = [
            ("at", Value::from(see.calendar(*at))),
            ("title", Value::from(harmless(&said.title))),
        ];
        text.push(String::new());
        text.push(see.say_with("red-reported-in", &args));
    }
    let title = format!("#{} {}", number(id), tell::action(see, run));
    Page::new(title, text.join("\n"))
}
