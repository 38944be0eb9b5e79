//! What would come of a response, in words: its requirements, its time and staff, who has to carry
//! it out, what it breaks. It says what the team may know and marks the rest as not known.

use engine::action::forecast::{Body, Forecast};
use engine::action::require::Met;
use engine::action::written::Effect;
use engine::view::Blue;
use engine::view::brief::HomeAhead;
use engine::view::seen::RunSeen;
use engine::words::name::OrgId;
use engine::words::target::Target;
use ratatui::text::Line;

use crate::paint::text::{line, mark, span, wrap};
use crate::paint::theme::{Ink, Mark, Theme};
use crate::phrase::{Value, harmless, moment};
use crate::screen::See;
use crate::screens::blue::brought;
use crate::screens::blue::order::say_of;

/// The forecast, line by line; `via` is the body that was chosen.
pub fn told(
    see: &See<'_, Blue>,
    forecast: &Forecast,
    via: &str,
    cells: usize,
) -> Vec<Line<'static>> {
    let theme = see.theme;
    let mut rows = vec![Line::default()];
    for need in &forecast.needs {
        let (sign, key) = match need.met {
            Met::Yes => (Mark::Good, "work-order-need-met"),
            Met::No => (Mark::Bad, "work-order-need-not-met"),
            Met::Unknown => (Mark::Unknown, "work-order-need-unknown"),
        };
        let what = see.say(need_key(need.what));
        rows.extend(long(theme, sign, &say_of(see, key, what), cells));
    }
    rows.push(plain(
        theme,
        say_of(
            see,
            "work-order-takes",
            moment::range(see.phrases, forecast.takes),
        ),
    ));
    if let Some(odds) = forecast.odds {
        let text = say_of(see, "work-order-odds", format!("{}%", odds / 10));
        rows.push(plain(theme, text));
    }
    rows.push(staff(see, forecast));
    if let Some(approval) = forecast.approval {
        rows.push(marked(
            theme,
            Mark::Waiting,
            say_of(
                see,
                "work-order-approval",
                moment::range(see.phrases, approval),
            ),
        ));
    }
    rows.extend(body(see, forecast, via));
    rows.extend(copy(see, forecast, cells));
    rows.extend(home(see, forecast, cells));
    rows.extend(breaks(see, forecast, cells));
    if let Some(undo) = forecast.undo {
        let undo = see.text(see.brief.action_title(undo));
        rows.push(plain(theme, say_of(see, "work-order-undo", undo)));
    }
    rows.push(Line::default());
    let same = |run: &&RunSeen| (run.action, &run.target) == (forecast.action, &forecast.target);
    let mut runs = see.view.runs.values().filter(|run| run.ended.is_none());
    if let Some(run) = runs.find(same) {
        let args = [("at", Value::from(see.calendar(run.asked)))];
        let said = see.say_with("work-order-under-way", &args);
        rows.push(marked(theme, Mark::Warn, said));
    }
    let (sign, key) = if forecast.fits() {
        (Mark::Good, "work-order-ready")
    } else {
        (Mark::Warn, "work-order-not-ready")
    };
    rows.push(marked(theme, sign, see.say(key)));
    rows
}

/// The copy it would work from and how old that is, as far as the team knows.
fn copy(see: &See<'_, Blue>, forecast: &Forecast, cells: usize) -> Vec<Line<'static>> {
    let action = see.brief.action(forecast.action);
    if !action.is_some_and(|action| action.effects.iter().any(Effect::is_from_copy)) {
        return Vec::new();
    }
    let ahead = (see.brief).copy_ahead(see.view, forecast.action, &forecast.target);
    let Some(ahead) = ahead else {
        return vec![marked(
            see.theme,
            Mark::Bad,
            see.say("work-order-copy-none"),
        )];
    };
    let span = |span| Value::from(moment::span(see.phrases, span));
    let title = (see.brief).target_title(&Target::Backup(ahead.backup), see.lang());
    let title = [("title", Value::from(harmless(&title)))];
    let (sign, how) = match (ahead.seen, ahead.declared) {
        (Some(seen), _) => {
            let late = ahead.rpo.is_some_and(|rpo| seen.age > rpo);
            let sign = match seen.bad > 0 || late {
                true => Mark::Warn,
                false => Mark::Good,
            };
            let args = [
                ("at", Value::from(see.calendar(seen.at))),
                ("age", span(seen.age)),
                ("tested", Value::from(brought::tested(see, seen))),
                ("bad", Value::from(seen.bad)),
            ];
            (sign, see.say_with("work-order-copy-seen", &args))
        }
        (None, Some(declared)) => {
            let args = [("age", span(declared))];
            (
                Mark::Unknown,
                see.say_with("work-order-copy-declared", &args),
            )
        }
        (None, None) => (Mark::Unknown, see.say("work-order-copy-unknown")),
    };
    let rpo = ahead.rpo.map(|rpo| {
        let said = see.say_with("work-order-rpo", &[("rpo", span(rpo))]);
        (Mark::Live, said)
    });
    let said = [
        (Mark::Live, see.say_with("work-order-copy", &title)),
        (sign, how),
    ];
    let all = said.into_iter().chain(rpo);
    all.flat_map(|(sign, text)| {
        let rows = wrap(&text, cells.saturating_sub(2));
        rows.into_iter()
            .map(move |row| marked(see.theme, sign, row))
    })
    .collect()
}

/// Whether the service's own site is in step, and what taking it home now would lose.
fn home(see: &See<'_, Blue>, forecast: &Forecast, cells: usize) -> Vec<Line<'static>> {
    let ahead = (see.brief).home_ahead(see.view, forecast.action, &forecast.target);
    let at = |at| ("at", Value::from(see.calendar(at)));
    let (sign, text) = match ahead {
        None => return Vec::new(),
        Some(HomeAhead::InStep(since)) => (
            Mark::Good,
            see.say_with("work-order-home-in-step", &[at(since)]),
        ),
        Some(HomeAhead::Behind(since, lost)) => {
            let lost = ("lost", Value::from(moment::span(see.phrases, lost)));
            (
                Mark::Warn,
                see.say_with("work-order-home-behind", &[at(since), lost]),
            )
        }
    };
    let rows = wrap(&text, cells.saturating_sub(2)).into_iter();
    rows.map(|row| marked(see.theme, sign, row)).collect()
}

fn body(see: &See<'_, Blue>, forecast: &Forecast, via: &str) -> Option<Line<'static>> {
    let body = forecast.body.as_ref()?;
    if *body == Body::Nobody {
        return Some(marked(see.theme, Mark::Bad, see.say("work-order-nobody")));
    }
    let all = (0..see.brief.orgs()).map(OrgId::of);
    let chosen = all.into_iter().find(|org| **see.brief.org(*org).0 == *via);
    Some(match chosen.filter(|_| !via.is_empty()) {
        Some(org) => {
            let text = say_of(see, "work-order-via", see.text(see.brief.org(org).1));
            marked(see.theme, Mark::Waiting, text)
        }
        None => marked(see.theme, Mark::Warn, see.say("work-order-via-none")),
    })
}

/// The key of the word for a requirement of a response.
fn need_key(what: &str) -> &'static str {
    match what {
        "authority" => "work-need-authority",
        "platform" => "work-need-platform",
        "role" => "work-need-role",
        "kind" => "work-need-kind",
        "not-role" => "work-need-not-role",
        "up" => "work-need-up",
        "down" => "work-need-down",
        "usable" => "work-need-usable",
        "powered" => "work-need-powered",
        "standby" => "work-need-standby",
        "at-standby" => "work-need-at-standby",
        "home-fit" => "work-need-home-fit",
        "reachable" => "work-need-reachable",
        _ => "work-need-other",
    }
}

fn staff(see: &See<'_, Blue>, forecast: &Forecast) -> Line<'static> {
    let free = forecast.free;
    let short = free.is_some_and(|free| free < forecast.staff);
    let sign = if short { Mark::Waiting } else { Mark::Good };
    let free = free.map_or_else(|| see.say("work-order-not-counted"), |n| n.to_string());
    let args = [
        ("staff", Value::from(forecast.staff)),
        ("free", Value::from(free)),
    ];
    marked(see.theme, sign, see.say_with("work-order-staff", &args))
}

/// What it costs the users: the catalogue's own words, and the services by name.
fn breaks(see: &See<'_, Blue>, forecast: &Forecast, cells: usize) -> Vec<Line<'static>> {
    let mut texts = Vec::new();
    let action = see.brief.action(forecast.action);
    if let Some(text) = action.and_then(|action| action.breaks.as_ref()) {
        texts.push(say_of(see, "work-order-breaks", see.text(text)));
    }
    let disrupted = forecast.disrupts.iter();
    let names = disrupted.map(|id| see.text(see.brief.service(*id).title));
    let names = names.collect::<Vec<_>>().join(", ");
    if !names.is_empty() {
        texts.push(say_of(see, "work-order-disrupts", names));
    }
    let wrapped = texts
        .iter()
        .flat_map(|text| wrap(text, cells.saturating_sub(2)));
    wrapped
        .map(|text| marked(see.theme, Mark::Warn, text))
        .collect()
}

/// A line with its mark, on as many rows as it takes.
fn long(theme: &Theme, sign: Mark, text: &str, cells: usize) -> Vec<Line<'static>> {
    let mut rows = wrap(text, cells.saturating_sub(2)).into_iter();
    let first = rows.next().unwrap_or_default();
    let rest = rows.map(|row| plain(theme, row));
    std::iter::once(marked(theme, sign, first))
        .chain(rest)
        .collect()
}

/// A line with its mark.
pub fn marked(theme: &Theme, sign: Mark, text: String) -> Line<'static> {
    Line::from(vec![mark(theme, sign), span(theme, Ink::Text, text)])
}

fn plain(theme: &Theme, text: String) -> Line<'static> {
    line(theme, Ink::Text, format!("  {text}"))
}
