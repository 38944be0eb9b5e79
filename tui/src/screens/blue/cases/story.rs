//! What is in a case, and how it went.

use engine::view::Blue;
use engine::view::seen::CaseSeen;
use engine::words::name::Name;
use engine::words::target::Target;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{hosts, scope_of};
use crate::paint::panel::lines;
use crate::paint::text::{clip, line, mark, span};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless};
use crate::screen::See;
use crate::screens::blue::shown::{self, named};

/// Draws it from a line on.
pub(super) fn draw(
    see: &See<'_, Blue>,
    frame: &mut Frame<'_>,
    area: Rect,
    case: &CaseSeen,
    from: usize,
) {
    let all = all(see, case, usize::from(area.width));
    let from = from.min(all.len().saturating_sub(1));
    lines(frame, area, all.into_iter().skip(from).collect(), see.theme);
}

fn all(see: &See<'_, Blue>, case: &CaseSeen, cells: usize) -> Vec<Line<'static>> {
    let phase = shown::phase_word(see, case.phase);
    let phase = match case.moved {
        Some(at) => format!("{phase} ({})", see.calendar(at)),
        None => phase,
    };
    let mut shown = vec![named(see, &see.say("case-phase"), phase)];
    let hosts = hosts(see, case);
    for host in &hosts {
        let text = clip(&shown::host_about(see, *host), cells);
        shown.push(line(see.theme, Ink::Text, text));
    }
    let name = see.say("case-evidence");
    let room = cells.saturating_sub(name.len() + 2);
    if !case.records.is_empty() {
        shown.push(named(see, &name, shown::numbers(&case.records, room)));
    }
    let args = [("alerts", Value::from(case.alerts.len()))];
    shown.push(line(
        see.theme,
        Ink::Title,
        see.say_with("case-story", &args),
    ));
    for (at, sign, text) in story(see, case, &scope_of(see, &hosts)) {
        shown.push(Line::from(vec![
            mark(see.theme, sign),
            span(see.theme, Ink::Dim, format!("{} ", see.calendar(at))),
            span(see.theme, Ink::Text, clip(&text, cells.saturating_sub(14))),
        ]));
    }
    shown
}

/// What concerns a case, in the order it came: its phases, alerts, notes, responses, claims.
fn story(see: &See<'_, Blue>, case: &CaseSeen, scope: &[Name]) -> Vec<(Tick, Mark, String)> {
    let mut story = vec![(case.opened, Mark::Live, see.say("case-opened"))];
    for id in &case.alerts {
        let Some(alert) = see.view.alerts.get(id) else {
            continue;
        };
        let rule = shown::rule(see, alert.rule);
        let verdict = alert.verdict.as_ref().map(|(_, verdict, _)| *verdict);
        let verdict = verdict.map_or_else(String::new, |verdict| {
            format!(" · {}", shown::verdict_word(see, verdict))
        });
        let text = format!("{} · {}{verdict}", rule.title, shown::host(see, alert.host));
        story.push((alert.at, shown::level_mark(rule.level), text));
    }
    for (at, phase) in &case.moves {
        let args = [("phase", Value::from(shown::phase_word(see, *phase)))];
        story.push((*at, Mark::Done, see.say_with("case-moved-to", &args)));
    }
    for (at, note) in &case.notes {
        let note = harmless(&note.replace('\n', " "));
        story.push((
            *at,
            Mark::Waiting,
            format!("{}: {note}", see.say("case-note")),
        ));
    }
    let hosts = hosts(see, case);
    for run in see.view.runs.values() {
        if !matches!(run.target, Target::Host(host) if hosts.contains(&host)) {
            continue;
        }
        let action = see.text(see.brief.action_title(run.action));
        let target = see.brief.target_title(&run.target, see.lang());
        let sign = match (run.ended, run.is_done()) {
            (None, _) => Mark::Live,
            (Some(_), true) => Mark::Good,
            (Some(_), false) => Mark::Bad,
        };
        let response = see.say("case-response");
        story.push((run.asked, sign, format!("{response}: {action} · {target}")));
    }
    for (id, claim) in &see.view.claims {
        if claim.said.scope.iter().any(|name| scope.contains(name)) {
            let args = [("number", Value::from(id.0.to_string()))];
            let says: Vec<&str> = claim.said.says.iter().map(|says| &**says).collect();
            let level = shown::claim_word(see, claim.said.level);
            let text = format!(
                "{} · {level} {}",
                see.say_with("claim-number", &args),
                says.join(" ")
            );
            story.push((claim.at, Mark::Done, text));
        }
    }
    story.sort_by_key(|(at, ..)| *at);
    story
}
