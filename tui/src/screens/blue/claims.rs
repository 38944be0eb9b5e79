//! The claims that were made, and what each was worth once the organisers have released it.

use engine::view::Blue;
use engine::view::seen::ClaimSeen;
use engine::words::name::{ClaimId, Name};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{lines, over};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{clip, line, mark, span};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless};
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::shown::{self, named};
use crate::screens::shared::cursor::{Cursor, with_list};

const KEYS: Keys<()> = Keys(&[((), "esc q", "key-leave")]);

/// Claims made, the newest first.
#[derive(Default)]
pub struct Claims {
    cursor: Cursor,
}

fn listed<'v>(see: &See<'v, Blue>) -> Vec<(ClaimId, &'v ClaimSeen)> {
    let all = see.view.claims.iter().rev();
    all.map(|(id, claim)| (*id, claim)).collect()
}

fn joined(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
    harmless(&names.join(" "))
}

/// Whether it found something: nobody says before the release.
fn worth(see: &See<'_, Blue>, claim: &ClaimSeen) -> (Mark, String) {
    match &claim.judged {
        None => (Mark::Waiting, see.say("claim-unjudged")),
        Some(judged) => {
            let found = judged.steps.len() + judged.runs;
            let args = [
                ("found", Value::from(found)),
                ("benign", Value::from(judged.benign)),
            ];
            let sign = if found == 0 { Mark::Bad } else { Mark::Good };
            (sign, see.say_with("claim-judged", &args))
        }
    }
}

fn row(see: &See<'_, Blue>, id: ClaimId, claim: &ClaimSeen) -> Row {
    let (sign, worth) = worth(see, claim);
    let says = if claim.said.says.is_empty() {
        shown::claim_word(see, claim.said.level)
    } else {
        joined(&claim.said.says)
    };
    Row::marked(sign)
        .text(id.0.to_string())
        .cell(Ink::Dim, see.calendar(claim.at))
        .text(says)
        .text(joined(&claim.said.scope))
        .text(claim.said.cites.len().to_string())
        .cell(sign.ink(), worth)
}

fn detail(see: &See<'_, Blue>, claim: &ClaimSeen, cells: usize) -> Vec<Line<'static>> {
    let (sign, worth) = worth(see, claim);
    let mut shown = vec![Line::from(vec![
        mark(see.theme, sign),
        span(see.theme, sign.ink(), clip(&worth, cells.saturating_sub(2))),
    ])];
    let level = shown::claim_word(see, claim.said.level);
    shown.push(named(see, &see.say("claim-level"), level));
    for id in &claim.said.says {
        let text = clip(&harmless(&shown::technique(see, id)), cells);
        shown.push(line(see.theme, Ink::Attack, text));
    }
    let name = see.say("claim-cites");
    let room = cells.saturating_sub(name.len() + 2);
    shown.push(named(see, &name, shown::numbers(&claim.said.cites, room)));
    if !claim.said.note.is_empty() {
        let note = harmless(&claim.said.note.replace('\n', " "));
        shown.push(named(see, &see.say("claim-note"), note));
    }
    if let Some(ruled) = &claim.ruled {
        shown.push(named(see, &see.say("claim-ruled"), harmless(ruled)));
    }
    shown
}

impl Screen<Blue> for Claims {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("claims-title")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        if let Input::Press(press) = input {
            if KEYS.of(press).is_some() {
                return Reply::Close;
            }
            self.cursor.update(input, see.view.claims.len(), 0);
        }
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let size = (area.width.saturating_sub(2).min(130), area.height);
        let inside = over(frame, area, size, &see.say("claims-title"), see.theme);
        let all = listed(see);
        let chosen = self.cursor.at(all.len());
        let Some(place) = chosen else {
            frame.render_widget(line(see.theme, Ink::Dim, see.say("claims-none")), inside);
            return;
        };
        let [list, below] =
            Layout::vertical([Constraint::Percentage(55), Constraint::Percentage(45)])
                .areas(inside);
        let columns = [
            Column::new("#", 3, 0).right(),
            Column::new(see.say("watch-col-time"), 11, 2),
            Column::new(see.say("watch-col-says"), 12, 0),
            Column::new(see.say("watch-col-scope"), 14, 0).growing(),
            Column::new(see.say("watch-col-evidence"), 9, 3).right(),
            Column::new(see.say("watch-col-worth"), 24, 1),
        ];
        table(
            frame,
            list,
            &columns,
            (all.len(), chosen),
            see.theme,
            &mut |place| {
                let one = all.get(place);
                one.map_or_else(Row::default, |(id, claim)| row(see, *id, claim))
            },
        );
        let shown = detail(see, all[place].1, below.width.into());
        lines(frame, below, shown, see.theme);
    }
}
