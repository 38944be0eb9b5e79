//! The attack as it goes, in the order of its graph: what each step waits for, when it began, was
//! first recorded, raised its first alert and was found by a claim; and the log of everything.

use engine::script::campaign::After;
use engine::view::White;
use engine::view::truth::{StepStanding, StepTruth};
use engine::words::name::{HostId, StepId};
use engine::words::time::{Span, Tick};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::table::{Column, Row};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless, moment};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::truth::graph::{self, Placed};
use crate::screens::truth::list::{self, Listed};
use crate::screens::truth::log::Log;
use crate::screens::truth::record::Records;
use crate::screens::truth::search::Search;
use crate::screens::truth::sheet::Sheet;
use crate::screens::truth::words;

type Seen<'a> = See<'a, White>;

#[derive(Clone, Copy)]
enum Does {
    Open,
    Log,
    Record,
    Search,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "white-key-detail"),
    (Does::Log, "l", "white-key-log"),
    (Does::Record, "o", "white-key-record"),
    (Does::Search, "/", "truth-key-search"),
]);

/// The attack graph.
#[derive(Default)]
pub struct Steps {
    cursor: Cursor,
}

impl Screen<White> for Steps {
    fn title(&self, see: &Seen<'_>) -> String {
        see.say("white-truth")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &Seen<'_>) -> Reply<White> {
        let placed = graph::order(&see.plan().campaign);
        let chosen = self.cursor.at(placed.len()).map(|at| placed[at].step);
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, chosen) {
            (Some(Does::Search), _) => Search::open(),
            (Some(Does::Log), _) => Reply::Open(Box::new(Log::default())),
            (Some(Does::Open), Some(step)) => Sheet::open(
                words::step_title(see, step),
                Box::new(move |see| detail(see, step)),
            ),
            (Some(Does::Record), Some(step)) => {
                let truth = see.view.steps.get(step.at());
                let record = truth
                    .and_then(|truth| truth.recorded)
                    .and_then(|(_, id)| id);
                Records::open(record.into_iter().collect())
            }
            (Some(_), None) => Reply::Stay,
            (None, _) => list::stay(&mut self.cursor, input, placed.len(), see),
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
        let placed = graph::order(&see.plan().campaign);
        let columns = [
            Column::new(see.say("white-col-step"), 25, 0).growing(),
            Column::new(see.say("white-col-state"), 10, 0),
            Column::new(see.say("white-col-t0"), 11, 0),
            Column::new(see.say("white-col-t1"), 8, 1).right(),
            Column::new(see.say("white-col-t2"), 8, 2).right(),
            Column::new(see.say("white-col-t3"), 8, 0).right(),
            Column::new(see.say("white-col-where"), 16, 3),
        ];
        let at = self.cursor.at(placed.len());
        let listed = Listed {
            title: title(see),
            empty: see.say("white-steps-none"),
            columns: &columns,
            rows: (placed.len(), at),
        };
        let place = list::draw(see, frame, area, &listed, &mut |place| {
            row(see, placed[place])
        });
        let text = at.map_or_else(String::new, |at| detail(see, placed[at].step));
        list::draw_chosen(see, frame, place, &see.say("white-step"), &text);
    }
}

fn title(see: &Seen<'_>) -> String {
    let steps = &see.view.steps;
    let count = |is: fn(&StepTruth) -> bool| Value::from(steps.iter().filter(|s| is(s)).count());
    let args = [
        ("all", Value::from(steps.len())),
        ("begun", count(|s| s.began.is_some())),
        ("done", count(|s| s.done.is_some())),
        ("found", count(|s| s.found.is_some())),
    ];
    see.say_with("white-steps", &args)
}

/// How a step stands, in a word.
fn standing(see: &Seen<'_>, truth: &StepTruth) -> (Mark, String) {
    let (sign, key) = match truth.standing() {
        StepStanding::Waiting => (Mark::Waiting, "white-step-waiting"),
        StepStanding::Trying => (Mark::Live, "white-step-trying"),
        StepStanding::Done => (Mark::Bad, "white-step-done"),
        StepStanding::Partly => (Mark::Warn, "white-step-partly"),
        StepStanding::Blocked => (Mark::Good, "white-step-blocked"),
    };
    (sign, see.say(key))
}

/// How long after a step began.
fn lag(see: &Seen<'_>, truth: &StepTruth, at: Option<Tick>) -> String {
    match (truth.began, at) {
        (Some(began), Some(at)) => format!("+{}", moment::compact(see.phrases, at.since(began))),
        _ => "-".to_owned(),
    }
}

fn row(see: &Seen<'_>, placed: Placed) -> Row {
    let truth = &see.view.steps[placed.step.at()];
    let (sign, word) = standing(see, truth);
    let lead = "  ".repeat(placed.depth.min(8));
    let instead = if placed.instead { "/ " } else { "" };
    let title = words::step_title(see, placed.step);
    let began = truth
        .began
        .map_or_else(|| "-".to_owned(), |at| see.calendar(at));
    let found = truth.found.map(|(at, _)| at);
    let ink = if found.is_some() { Ink::Good } else { Ink::Dim };
    Row::marked(sign)
        .text(format!("{lead}{instead}{title}"))
        .cell(sign.ink(), word)
        .cell(Ink::Dim, began)
        .cell(Ink::Dim, lag(see, truth, truth.recorded.map(|(at, _)| at)))
        .cell(Ink::Dim, lag(see, truth, truth.alerted.map(|(at, _)| at)))
        .cell(ink, lag(see, truth, found))
        .cell(Ink::Dim, touched(see, truth, 2))
}

/// The first hosts it touched, and how many more there are.
fn touched(see: &Seen<'_>, truth: &StepTruth, most: usize) -> String {
    let name = |id: &HostId| words::host_name(see, *id);
    let first: Vec<String> = truth.touched.keys().take(most).map(name).collect();
    let more = truth.touched.len().saturating_sub(most);
    match more {
        0 => first.join(", "),
        more => format!("{} +{more}", first.join(", ")),
    }
}

fn detail(see: &Seen<'_>, id: StepId) -> String {
    let plan = see.plan();
    let step = &plan.campaign.steps[id.at()];
    let truth = &see.view.steps[id.at()];
    let action = &plan.catalogue.actions[step.action.at()];
    let args = [
        ("title", Value::from(see.text(&step.title))),
        ("name", Value::from(harmless(&step.name))),
        ("state", Value::from(standing(see, truth).1)),
        ("tried", Value::from(truth.tried)),
        ("action", Value::from(see.text(&action.title))),
        (
            "techniques",
            Value::from(harmless(&action.attack.join(", "))),
        ),
        ("tactic", Value::from(harmless(&action.tactic))),
        ("weight", Value::from(step.weight)),
        (
            "deadline",
            Value::from(moment::span(
                see.phrases,
                step.deadline.unwrap_or(Span::hours(8)),
            )),
        ),
    ];
    let heads = [
        "white-step-head",
        "white-step-state",
        "white-step-how",
        "white-step-weight",
    ];
    let mut lines: Vec<String> = heads.iter().map(|key| see.say_with(key, &args)).collect();
    if !step.observable {
        lines.push(see.say("white-step-blind"));
    }
    lines.push(waits(see, &step.after));
    if step.when.is_some() {
        lines.push(see.say("white-step-when"));
    }
    if step.on_block {
        lines.push(see.say("white-step-instead"));
    }
    lines.push(String::new());
    lines.extend(times(see, truth));
    lines.push(see.say_with(
        "white-step-where",
        &[("where", Value::from(touched(see, truth, 8)))],
    ));
    if let Some((_, claim)) = truth.found {
        lines.push(String::new());
        lines.push(words::claim(see, claim));
    }
    lines.join("\n")
}

fn waits(see: &Seen<'_>, after: &After) -> String {
    let (key, all) = match after {
        After::Nothing => return see.say("white-step-first"),
        After::All(all) => ("white-step-after-all", all),
        After::Any(any) => ("white-step-after-any", any),
    };
    let names: Vec<String> = all
        .iter()
        .map(|step| words::step_title(see, *step))
        .collect();
    see.say_with(key, &[("steps", Value::from(names.join("; ")))])
}

/// The moments of a step, t0 to t3, and how it came out.
fn times(see: &Seen<'_>, truth: &StepTruth) -> Vec<String> {
    let moments = [
        ("white-time-began", truth.began),
        ("white-time-recorded", truth.recorded.map(|(at, _)| at)),
        ("white-time-alerted", truth.alerted.map(|(at, _)| at)),
        ("white-time-found", truth.found.map(|(at, _)| at)),
        ("white-time-done", truth.done),
        ("white-time-blocked", truth.blocked),
    ];
    let say = |(key, at): (&str, Option<Tick>)| {
        let args = [
            (
                "at",
                Value::from(at.map_or_else(|| "-".to_owned(), |at| see.calendar(at))),
            ),
            ("lag", Value::from(lag(see, truth, at))),
        ];
        see.say_with(key, &args)
    };
    moments.into_iter().map(say).collect()
}
