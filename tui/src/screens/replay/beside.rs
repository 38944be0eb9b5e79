//! The truth beside what the defence saw, at one moment: what each step of the attack had come to,
//! and when, if ever, it was recorded, alerted on and claimed. Where people attacked, what they did
//! stands here, and not the script that nobody ran.

use engine::view::truth::{RunTruth, StepTruth};
use engine::words::cell::Cell;
use engine::words::fact::Outcome;
use engine::words::name::StepId;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Replay, ReplayLook};
use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::panel;
use crate::paint::table::{Column, Row, table};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{harmless, moment, words};
use crate::screen::{Reply, Screen, See};
use crate::screens::shared::cursor::{Cursor, with_list};

#[derive(Clone, Copy)]
enum Does {
    Go,
}

const KEYS: Keys<Does> = Keys(&[(Does::Go, "enter", "replay-key-go")]);

/// Truth and sight, step by step.
#[derive(Default)]
pub struct Beside {
    cursor: Cursor,
}

impl Screen<Replay> for Beside {
    fn title(&self, see: &See<'_, Replay>) -> String {
        see.say("tab-beside")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Replay>) -> Reply<Replay> {
        let rows = Which::all(see);
        if self.cursor.update(input, rows.len(), 1) {
            return Reply::Stay;
        }
        let Input::Press(press) = input else {
            return Reply::Stay;
        };
        let began = self.cursor.at(rows.len()).map(|at| rows[at].began());
        match (KEYS.of(press), began.flatten()) {
            (Some(Does::Go), Some(at)) => Reply::Look(ReplayLook::To(at)),
            _ => Reply::Stay,
        }
    }

    fn draw(&self, see: &See<'_, Replay>, frame: &mut Frame<'_>, area: Rect) {
        let inside = panel(frame, area, &see.say("replay-beside"), see.theme);
        let column = |key: &str, cells, rank| Column::new(see.say(key), cells, rank);
        let columns = [
            column("replay-col-step", 24, 0).growing(),
            column("replay-col-began", 11, 0),
            column("replay-col-recorded", 9, 2).right(),
            column("replay-col-alerted", 9, 1).right(),
            column("replay-col-claimed", 9, 0).right(),
            column("replay-col-came", 11, 0),
        ];
        let rows = Which::all(see);
        let chosen = self.cursor.at(rows.len());
        table(
            frame,
            inside,
            &columns,
            (rows.len(), chosen),
            see.theme,
            &mut |place| match rows[place] {
                Which::Step(id, step) => row(see, id, step),
                Which::Run(run) => deed(see, run),
            },
        );
    }
}

/// A step of the script, or something that people did.
#[derive(Clone, Copy)]
enum Which<'v> {
    Step(StepId, &'v StepTruth),
    Run(&'v RunTruth),
}

impl<'v> Which<'v> {
    /// What there is to tell of, as it was begun.
    fn all(see: &See<'v, Replay>) -> Vec<Self> {
        let (view, truth) = (see.view, &see.view.truth);
        if !view.people {
            let steps = truth.steps.iter().enumerate();
            return steps
                .map(|(place, step)| Self::Step(StepId::of(place), step))
                .collect();
        }
        let attacks = |run: &RunTruth| {
            let team = view.plan.roster.teams.get(run.team.at());
            team.is_some_and(|team| team.cell == Cell::Red)
        };
        let runs = truth.runs.iter().filter(|(_, run)| attacks(run));
        runs.map(|(_, run)| Self::Run(run)).collect()
    }

    fn began(self) -> Option<Tick> {
        match self {
            Self::Step(_, step) => step.began,
            Self::Run(run) => Some(run.asked),
        }
    }
}

/// How long after its beginning something was, in a cell.
fn after(see: &See<'_, Replay>, began: Option<Tick>, at: Option<Tick>) -> String {
    match (began, at) {
        (Some(began), Some(at)) => format!("+{}", moment::compact(see.phrases, at.since(began))),
        _ => "-".to_owned(),
    }
}

/// What is said of what came off and was not claimed.
const fn unclaimed(alerted: bool) -> &'static str {
    if alerted {
        "replay-step-alerted"
    } else {
        "replay-step-unseen"
    }
}

/// A row of what people did: its number as its team counts it, what was done, and to what.
fn deed(see: &See<'_, Replay>, run: &RunTruth) -> Row {
    let plan = &see.view.plan;
    let action = plan.catalogue.actions.get(run.action.at());
    let what = action.map_or_else(String::new, |action| see.text(&action.title));
    let on = harmless(&plan.map.target_title(&run.target, see.lang()));
    let title = match on.trim() {
        "" => format!("{}. {what}", run.number),
        on => format!("{}. {what} – {on}", run.number),
    };
    let found = run.found.map(|(at, _)| at);
    let (mark, came) = match (run.ended, found) {
        (None, _) => (Mark::Live, see.say("replay-step-tried")),
        (Some((_, Outcome::Done)), None) => {
            let key = unclaimed(run.alerted.is_some());
            (Mark::Bad, see.say(key))
        }
        (Some((_, Outcome::Done)), Some(_)) => (Mark::Warn, see.say("replay-step-seen")),
        (Some((_, outcome)), _) => (Mark::Good, words::outcome(see.phrases, outcome)),
    };
    let began = Some(run.started.unwrap_or(run.asked));
    Row::marked(mark)
        .text(title)
        .cell(Ink::Dim, see.calendar(run.asked))
        .text(after(see, began, run.recorded))
        .text(after(see, began, run.alerted.map(|(at, _)| at)))
        .text(after(see, began, found))
        .cell(mark.ink(), came)
}

fn row(see: &See<'_, Replay>, id: StepId, step: &StepTruth) -> Row {
    let title = see.text(&see.view.plan.campaign.steps[id.at()].title);
    let after = |at: Option<Tick>| after(see, step.began, at);
    let claimed = step.found.map(|(at, ..)| at);
    let (mark, came) = match (step.began, step.done, step.blocked, claimed) {
        (None, _, None, _) => (Mark::Waiting, "replay-step-waits"),
        (_, _, Some(_), _) if step.came > 0 => (Mark::Warn, "white-step-partly"),
        (_, _, Some(_), _) => (Mark::Good, "replay-step-blocked"),
        (_, Some(_), _, None) => (Mark::Bad, unclaimed(step.alerted.is_some())),
        (_, Some(_), _, Some(_)) => (Mark::Warn, "replay-step-seen"),
        _ => (Mark::Live, "replay-step-tried"),
    };
    Row::marked(mark)
        .text(title)
        .cell(
            Ink::Dim,
            step.began.map_or_else(String::new, |at| see.calendar(at)),
        )
        .text(after(step.recorded.map(|(at, ..)| at)))
        .text(after(step.alerted.map(|(at, ..)| at)))
        .text(after(claimed))
        .cell(mark.ink(), see.say(came))
}
