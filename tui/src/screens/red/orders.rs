//! All that the team ordered and what came of it; what has not started can be taken back, and what
//! shows something becomes a finding.

use engine::view::Red;
use engine::view::seen::RunSeen;
use engine::words::name::RunId;
use engine::words::order::{Act, RedAsk};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{line, wrap};
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
    (Does::Report, "r", "red-key-report"),
    (Does::Undo, "u", "red-key-undo"),
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
        let refused = refused(see, usize::from(area.width.saturating_sub(2)));
        let below = match u16::try_from(refused.len()).unwrap_or(u16::MAX) {
            0 => 0,
            rows => rows.min(area.height / 3).max(2) + 2,
        };
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
            let args = [("count", Value::from(see.view.refused.len()))];
            let title = see.say_with("red-refused", &args);
            let inside = panel(frame, bottom, &title, see.theme);
            lines(frame, inside, refused, see.theme);
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

/// The orders that were refused last: when, which technique at what, and why.
fn refused(see: &See<'_, Red>, cells: usize) -> Vec<Line<'static>> {
    let last = see.view.refused.iter().rev().take(4);
    let rows = last.flat_map(|one| {
        let why = tell::refusal(see, &one.why);
        let what = one.act.as_ref().map_or(why.clone(), |act| {
            let args = [("what", ordered(see, act)), ("why", why)];
            let args = args.map(|(name, text)| (name, Value::from(text)));
            see.say_with("red-refused-act", &args)
        });
        wrap(&format!("x {}  {what}", see.calendar(one.at)), cells)
    });
    rows.map(|text| line(see.theme, Ink::Bad, text)).collect()
}

/// A technique and what it was aimed at, as the screens call them.
fn ordered(see: &See<'_, Red>, act: &Act) -> String {
    let mut all = see.brief.actions().map(|(_, action)| action);
    let action = all.find(|action| action.name == act.action);
    let action = action.map_or_else(|| harmless(&act.action), |one| see.text(&one.title));
    if act.on.is_empty() {
        return action;
    }
    let target = see.brief.target(&act.on);
    let target = target.map_or_else(|| harmless(&act.on), |target| tell::target(see, &target));
    format!("{action} > {target}")
}

/// All there is to say of a run.
fn page(see: &See<'_, Red>, id: RunId, run: &RunSeen) -> Page {
    let mut text = Vec::new();
    let target = words::target(see.phrases, see.brief, &run.target);
    text.push(format!("{}: {target}", see.say("red-col-on")));
    if let Some(by) = tell::address(see, id) {
        text.push(format!(
            "{}: {}",
            see.say("red-slot-address"),
            harmless(&by)
        ));
    }
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
