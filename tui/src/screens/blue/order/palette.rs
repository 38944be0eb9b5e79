//! The list of responses: by phase of handling, with what the chosen one does below it.
//!
//! Why apart: drawing it and clicking into it must agree on every row.

use engine::action::written::{Action, Phase};
use engine::view::Blue;
use engine::words::name::ActionId;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::paint::table::first_shown;
use crate::paint::text::{fit, line, span, wrap};
use crate::paint::theme::Ink;
use crate::phrase::{moment, words};
use crate::screen::See;

/// The word for a phase of handling.
fn phase(see: &See<'_, Blue>, phase: Option<Phase>) -> String {
    see.say(match phase {
        Some(Phase::Prepare) => "work-handling-prepare",
        Some(Phase::Detect) => "work-handling-detect",
        Some(Phase::Analyse) => "work-handling-analyse",
        Some(Phase::Contain) => "work-handling-contain",
        Some(Phase::Eradicate) => "work-handling-eradicate",
        Some(Phase::Recover) => "work-handling-recover",
        Some(Phase::Report) => "work-handling-report",
        None => "work-handling-other",
    })
}

/// The list of responses as it is drawn in a place, below the row of what was typed.
pub(super) struct Palette {
    /// The rows shown, each with the response that stands there, if it is no heading.
    pub(super) rows: Vec<(Option<usize>, Line<'static>)>,
    /// How many there is room for.
    pub(super) room: usize,
    /// What the chosen one does.
    pub(super) about: Vec<String>,
}

/// Lays the list out.
pub(super) fn palette(
    see: &See<'_, Blue>,
    fitting: &[(ActionId, &Action)],
    at: usize,
    area: Rect,
) -> Palette {
    let mut rows = Vec::new();
    let mut last = None;
    for (place, (_, action)) in fitting.iter().enumerate() {
        if last != Some(action.phase) {
            last = Some(action.phase);
            let title = phase(see, action.phase);
            rows.push((None, line(see.theme, Ink::Title, title)));
        }
        let row = palette_row(see, action, place == at, usize::from(area.width));
        rows.push((Some(place), row));
    }
    let about = fitting.get(at).map(|(_, action)| see.text(&action.about));
    let about = wrap(&about.unwrap_or_default(), usize::from(area.width));
    let room = usize::from(area.height).saturating_sub(2 + about.len());
    let chosen = rows.iter().position(|(place, _)| *place == Some(at));
    let first = first_shown(chosen.unwrap_or(0), rows.len(), room);
    Palette {
        rows: rows.into_iter().skip(first).take(room).collect(),
        room,
        about,
    }
}

fn palette_row(see: &See<'_, Blue>, action: &Action, chosen: bool, cells: usize) -> Line<'static> {
    let ink = if chosen { Ink::Chosen } else { Ink::Text };
    let pointer = if chosen { ">" } else { " " };
    let kind = words::target_kind(see.phrases, action.target);
    let room = cells.saturating_sub(38);
    let title = fit(&see.text(&action.title), room);
    Line::from(vec![
        span(see.theme, ink, format!("{pointer} {title} ")),
        span(see.theme, Ink::Dim, fit(&kind, 14)),
        span(
            see.theme,
            Ink::Dim,
            format!(" {}", moment::range(see.phrases, see.brief.takes(action))),
        ),
    ])
}
