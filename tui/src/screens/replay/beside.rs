//! The truth beside what the defence saw, at one moment: what each step of the attack had come to,
//! and when, if ever, it was recorded, alerted on and claimed.

use engine::view::truth::StepTruth;
use engine::words::name::StepId;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Replay, ReplayLook};
use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::panel;
use crate::paint::table::{Column, Row, table};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::moment;
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
        let rows = see.view.truth.steps.len();
        if self.cursor.update(input, rows, 1) {
            return Reply::Stay;
        }
        let Input::Press(press) = input else {
            return Reply::Stay;
        };
        let step = self.cursor.at(rows).map(|at| &see.view.truth.steps[at]);
        match (KEYS.of(press), step.and_then(|step| step.began)) {
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
        let steps = &see.view.truth.steps;
        let chosen = self.cursor.at(steps.len());
        table(
            frame,
            inside,
            &columns,
            (steps.len(), chosen),
            see.theme,
            &mut |place| row(see, StepId::of(place), &steps[place]),
        );
    }
}

fn row(see: &See<'_, Replay>, id: StepId, step: &StepTruth) -> Row {
    let title = see.text(&see.view.plan.campaign.steps[id.at()].title);
    let after = |at: Option<Tick>| match (step.began, at) {
        (Some(began), Some(at)) => format!("+{}", moment::compact(see.phrases, at.since(began))),
        _ => "-".to_owned(),
    };
    let claimed = step.found.map(|(at, ..)| at);
    let (mark, came) = match (step.began, step.done, step.blocked, claimed) {
        (None, _, None, _) => (Mark::Waiting, "replay-step-waits"),
        (_, _, Some(_), _) => (Mark::Good, "replay-step-blocked"),
        (_, Some(_), _, None) => (Mark::Bad, "replay-step-unseen"),
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
