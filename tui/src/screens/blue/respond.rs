//! Responses: what was ordered, how it stands, and what is still owed on it.
//!
//! Containment is three acts: do, verify, assess. A response that is done and not verified is
//! marked, because an unverified block is worth half.

use engine::action::written::Phase;
use engine::view::Blue;
use engine::view::seen::RunSeen;
use engine::words::fact::Outcome;
use engine::words::name::RunId;
use engine::words::order::BlueAsk;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Field, Kind};
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::line;
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless, moment, words};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::blue::brought;
use crate::screens::blue::known::Sightings;
use crate::screens::blue::order::{Ordering, names, say_of};
use crate::screens::blue::weak::{Lead, LeadPage, Of, lead_of, report};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::fill::Fill;

#[derive(Clone, Copy)]
enum Does {
    New,
    Verify,
    Assess,
    Undo,
    Read,
    Finding,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::New, "n", "work-key-respond"),
    (Does::Verify, "v", "work-key-verify-run"),
    (Does::Assess, "e", "work-key-assess-run"),
    (Does::Undo, "u", "work-key-undo-run"),
    (Does::Read, "enter", "work-key-read"),
    (Does::Finding, "w", "work-key-finding"),
]);

/// The responses of the team.
#[derive(Default)]
pub struct Respond {
    cursor: Cursor,
    /// The response that is chosen: what is done about it moves it to another place.
    chosen: Option<RunId>,
}

impl Respond {
    /// The place of what is chosen.
    fn place(&self, all: &[(RunId, &RunSeen)]) -> Option<usize> {
        let chosen = self.chosen?;
        let place = all.iter().position(|(id, _)| *id == chosen);
        place.or(self.cursor.at(all.len()))
    }
}

/// Responses as listed: those under way first, then those that still owe something, then the rest;
/// the newest first in each.
fn listed<'v>(see: &See<'v, Blue>) -> Vec<(RunId, &'v RunSeen)> {
    let mut all: Vec<(RunId, &RunSeen)> = see.view.runs.iter().map(|(id, r)| (*id, r)).collect();
    all.sort_by_key(|(id, run)| (rank(see, run), std::cmp::Reverse(*id)));
    all
}

/// Whether it changes the city, so that somebody has to look whether the change holds. What only
/// looks, prepares or tells needs no proof.
fn wants_proof(see: &See<'_, Blue>, run: &RunSeen) -> bool {
    let phase = see.brief.action(run.action).and_then(|action| action.phase);
    let acts = [Phase::Contain, Phase::Eradicate, Phase::Recover];
    phase.is_some_and(|phase| acts.contains(&phase))
}

fn rank(see: &See<'_, Blue>, run: &RunSeen) -> u8 {
    match () {
        () if run.ended.is_none() => 0,
        () if !wants_proof(see, run) => 3,
        () if run.is_done() && run.holds.is_none() => 1,
        () if run.is_done() && run.note.is_none() => 2,
        () => 3,
    }
}

impl Screen<Blue> for Respond {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("work-tab-respond")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let all = listed(see);
        let place = self.place(&all).or(self.cursor.at(all.len()));
        let chosen = place.and_then(|at| all.get(at));
        self.chosen = chosen.map(|(run, _)| *run);
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, chosen) {
            (Some(Does::New), _) => Reply::Open(Box::new(Ordering::new(None))),
            // A look has nothing that could hold: what it came to is all there is.
            (Some(Does::Verify), Some((run, seen))) if is_look(see, seen) => page(see, *run, seen),
            (Some(Does::Verify), Some((run, _))) => {
                // What was verified moves down the list: the next that is owed comes to hand.
                self.chosen = next_owed(see, &all, *run).or(self.chosen);
                Reply::Order(BlueAsk::Verify { run: *run })
            }
            (Some(Does::Assess), Some((run, seen))) => assess(see, *run, seen),
            (Some(Does::Undo), Some((run, seen))) => undo(see, *run, seen),
            (Some(Does::Read), Some((run, seen))) => page(see, *run, seen),
            (Some(Does::Finding), Some((_, seen))) => {
                report(see, &Sightings::default(), lead(see, seen))
            }
            _ => {
                self.cursor.go(place.unwrap_or(0));
                self.cursor.update(input, all.len(), 1);
                let chosen = self.cursor.at(all.len()).and_then(|at| all.get(at));
                self.chosen = chosen.map(|(run, _)| *run);
                Reply::Stay
            }
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&(self.cursor, self.chosen))
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let all = listed(see);
        let owed = all.iter().filter(|(_, run)| rank(see, run) == 1).count();
        let args = [
            ("running", Value::from(running(&all))),
            ("owed", Value::from(owed)),
        ];
        let inside = panel(
            frame,
            area,
            &see.say_with("work-respond-head", &args),
            see.theme,
        );
        if all.is_empty() {
            let text = vec![line(see.theme, Ink::Dim, see.say("work-respond-none"))];
            return lines(frame, inside, text, see.theme);
        }
        let columns = [
            Column::new(see.say("work-col-response"), 22, 0).growing(),
            Column::new(see.say("work-col-target"), 20, 1).up_to(30),
            Column::new(see.say("work-col-state"), 24, 0),
            Column::new(see.say("work-col-asked"), 11, 4),
            Column::new(see.say("work-col-ended"), 11, 5),
            Column::new(see.say("work-col-verified"), 14, 2),
            Column::new(see.say("work-col-assessed"), 9, 3),
        ];
        let chosen = self.place(&all).or(self.cursor.at(all.len()));
        let rows = (all.len(), chosen);
        let (body, below) = split(inside);
        table(frame, body, &columns, rows, see.theme, &mut |place| {
            row(see, all[place].1)
        });
        let note = chosen
            .and_then(|at| all.get(at))
            .map(|(_, run)| owes(see, run));
        lines(frame, below, note.into_iter().collect(), see.theme);
    }
}

fn running(all: &[(RunId, &RunSeen)]) -> usize {
    all.iter().filter(|(_, run)| run.ended.is_none()).count()
}

fn split(area: Rect) -> (Rect, Rect) {
    let below = 1.min(area.height);
    let body = Rect {
        height: area.height - below,
        ..area
    };
    let below = Rect {
        y: area.y + body.height,
        height: below,
        ..area
    };
    (body, below)
}

/// How it stands, in words, with the mark for it.
pub fn state(see: &See<'_, Blue>, run: &RunSeen) -> (Mark, String) {
    let since = |at| moment::span(see.phrases, see.clock.now.since(at));
    match (run.ended, run.waits, run.started) {
        (Some((_, Outcome::Done)), ..) => {
            let sign = match run.holds {
                None if !wants_proof(see, run) => Mark::Done,
                None => Mark::Warn,
                Some((_, true)) => Mark::Good,
                Some((_, false)) => Mark::Bad,
            };
            match brought::in_short(see, run) {
                Some((true, what)) => (Mark::Warn, what),
                Some((false, what)) => (sign, what),
                None => (sign, see.say("work-run-done")),
            }
        }
        (Some((_, outcome)), ..) => {
            let sign = if outcome == Outcome::Undone {
                Mark::Done
            } else {
                Mark::Bad
            };
            (sign, words::outcome(see.phrases, outcome))
        }
        (None, Some((at, wait)), _) => {
            let what = words::wait(see.phrases, &names(see), wait);
            let args = [
                ("what", Value::from(what)),
                ("since", Value::from(since(at))),
            ];
            (Mark::Waiting, see.say_with("work-run-waits", &args))
        }
        (None, None, Some(at)) => {
            let args = [("since", Value::from(since(at)))];
            (Mark::Live, see.say_with("work-run-running", &args))
        }
        (None, None, None) => (Mark::Waiting, see.say("work-run-asked")),
    }
}

/// Whether it was looked at whether it holds; nothing where no check is asked for.
fn verified(see: &See<'_, Blue>, run: &RunSeen) -> Option<(Ink, String)> {
    let (ink, key) = match (run.is_done() && wants_proof(see, run), run.holds) {
        (_, Some(_)) if is_undone(see, run) => (Ink::Dim, "work-run-undone"),
        (_, Some((_, true))) => (Ink::Good, "work-run-holds"),
        (_, Some((_, false))) => (Ink::Bad, "work-run-holds-not"),
        (true, None) => (Ink::Warn, "work-run-unverified"),
        (false, None) => return None,
    };
    Some((ink, see.say(key)))
}

/// Whether the team took back what this did, with the response that does so, after it was done.
fn is_undone(see: &See<'_, Blue>, run: &RunSeen) -> bool {
    let undo = see
        .brief
        .action(run.action)
        .and_then(|action| action.undo.as_ref());
    let (Some(undo), Some((done, _))) = (undo, run.ended) else {
        return false;
    };
    let takes_back = |other: &RunSeen| {
        let is_it = see
            .brief
            .action(other.action)
            .is_some_and(|a| a.name == *undo);
        let later = other.ended.is_some_and(|(at, _)| at >= done);
        is_it && later && other.is_done() && other.target == run.target
    };
    see.view.runs.values().any(takes_back)
}

fn row(see: &See<'_, Blue>, run: &RunSeen) -> Row {
    let (sign, state) = state(see, run);
    let none = || "-".to_owned();
    let (ink, verified) = verified(see, run).unwrap_or_else(|| (Ink::Dim, none()));
    let ended = run.ended.map_or_else(none, |(at, _)| see.calendar(at));
    let assessed = if run.note.is_some() {
        see.say("work-run-assessed")
    } else {
        none()
    };
    Row::marked(sign)
        .text(see.text(see.brief.action_title(run.action)))
        .text(harmless(&see.brief.target_title(&run.target, see.lang())))
        .cell(sign.ink(), state)
        .cell(Ink::Dim, see.calendar(run.asked))
        .cell(Ink::Dim, ended)
        .cell(ink, verified)
        .cell(Ink::Dim, assessed)
}

/// What the team still owes on it.
fn owes(see: &See<'_, Blue>, run: &RunSeen) -> Line<'static> {
    let (ink, key) = match rank(see, run) {
        0 if run.started.is_none() => (Ink::Dim, "work-respond-can-undo"),
        0 => (Ink::Dim, "work-respond-runs"),
        1 => (Ink::Warn, "work-respond-owes-verify"),
        2 => (Ink::Warn, "work-respond-owes-assess"),
        _ => (Ink::Dim, "work-respond-owes-nothing"),
    };
    line(see.theme, ink, see.say(key))
}

/// The next that is still to be verified, from one on; then from the first on.
fn next_owed(see: &See<'_, Blue>, all: &[(RunId, &RunSeen)], from: RunId) -> Option<RunId> {
    let is_owed = |(run, seen): &&(RunId, &RunSeen)| *run != from && rank(see, seen) == 1;
    let after = all.iter().skip_while(|(run, _)| *run != from);
    let next = after.chain(all).find(is_owed);
    next.map(|(run, _)| *run)
}

/// Whether it only looked, and changed nothing.
fn is_look(see: &See<'_, Blue>, run: &RunSeen) -> bool {
    !wants_proof(see, run) && brought::in_short(see, run).is_some()
}

fn page(see: &See<'_, Blue>, run: RunId, seen: &RunSeen) -> Reply<Blue> {
    let title = see.text(see.brief.action_title(seen.action));
    LeadPage::new(Of::Run(run), title).open()
}

fn assess(see: &See<'_, Blue>, run: RunId, seen: &RunSeen) -> Reply<Blue> {
    let intro = see.text(see.brief.action_title(seen.action));
    let field = Field::new("text", see.say("work-field-assessment"), Kind::Text(5));
    Fill::new(
        see.say("work-assess-title"),
        intro,
        vec![field],
        Box::new(move |form, _| {
            let text = form.answer("text");
            Ok(BlueAsk::Assess { run, text })
        }),
    )
    .open()
}

/// Takes back what has not started; of what is done, offers the response that undoes it.
fn undo(see: &See<'_, Blue>, run: RunId, seen: &RunSeen) -> Reply<Blue> {
    if seen.started.is_none() && seen.ended.is_none() {
        return Reply::Order(BlueAsk::Undo { run });
    }
    let action = see.brief.action(seen.action);
    let name = action.and_then(|action| action.undo.clone());
    let undo = name.and_then(|name| see.brief.actions().find(|(_, a)| a.name == name));
    match undo {
        Some((id, _)) if seen.is_done() => {
            Reply::Open(Box::new(Ordering::of(see, id, &seen.target)))
        }
        _ => Reply::Order(BlueAsk::Undo { run }),
    }
}

/// What it found that is to be reported.
pub fn lead(see: &See<'_, Blue>, run: &RunSeen) -> Option<Lead> {
    lead_of(see, &brought::weak(see, run)).or_else(|| brought::untrue(see, run))
}

/// Everything about one response, to be read.
pub fn in_full(see: &See<'_, Blue>, run: RunId) -> String {
    let Some(run) = see.view.runs.get(&run) else {
        return String::new();
    };
    let mut text = vec![words::target(see.phrases, &names(see), &run.target)];
    let at = |key: &str, at| {
        let args = [("at", Value::from(see.calendar(at)))];
        see.say_with(key, &args)
    };
    text.push(at("work-run-asked-at", run.asked));
    text.extend(run.started.map(|when| at("work-run-started-at", when)));
    text.extend(run.ended.map(|(when, _)| at("work-run-ended-at", when)));
    text.push(state(see, run).1);
    // What asks for no check has nothing to tell of one.
    text.extend(verified(see, run).map(|(_, told)| told));
    text.extend(run.holds.map(|(when, _)| at("work-run-verified-at", when)));
    text.extend(brought::in_full(see, run));
    if let Some((when, note)) = &run.note {
        text.push(at("work-run-assessed-at", *when));
        text.push(harmless_lines(note));
    }
    if let Some(action) = see.brief.action(run.action) {
        text.push(String::new());
        text.push(see.text(&action.about));
        let breaks = action.breaks.as_ref();
        text.extend(breaks.map(|text| say_of(see, "work-order-breaks", see.text(text))));
    }
    text.join("\n")
}

/// People's text, its line ends kept.
pub fn harmless_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(harmless).collect();
    lines.join("\n")
}
