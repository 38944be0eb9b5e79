//! The bodies of the city: what each is, who may order it about, how it is reached, what it runs.

use std::collections::BTreeMap;

use engine::city::funnel::When;
use engine::city::place::OrgKind;
use engine::view::Blue;
use engine::view::warned::Warned;
use engine::words::name::{OrgId, ZoneId};
use engine::words::target::Target;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{panel, prose};
use crate::paint::table::{Column, Row, table};
use crate::paint::theme::{Ink, Mark};
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::file::body_kind;
use crate::screens::blue::order::{Ordering, say_of};
use crate::screens::shared::cursor::{Cursor, with_list};

#[derive(Clone, Copy)]
enum Does {
    Respond,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Respond, "r enter", "work-key-respond-here"),
    (Does::Leave, "esc", "key-leave"),
]);

/// The bodies.
#[derive(Default)]
pub struct Bodies {
    cursor: Cursor,
}

impl Screen<Blue> for Bodies {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("work-bodies-title")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let all = listed(see);
        let count = all.len();
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, self.cursor.at(count)) {
            (Some(Does::Respond), Some(at)) => {
                let target = Some(Target::Org(all[at]));
                Reply::Open(Box::new(Ordering::new(target)))
            }
            (Some(Does::Leave), _) => Reply::Close,
            _ => {
                self.cursor.update(input, count, 1);
                Reply::Stay
            }
        }
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(ratatui::widgets::Clear, area);
        let below = (area.height / 3).clamp(5, 10);
        let [top, foot] =
            Layout::vertical([Constraint::Min(5), Constraint::Length(below)]).areas(area);
        let inside = panel(frame, top, &see.say("work-bodies-title"), see.theme);
        let columns = [
            Column::new(see.say("work-col-org"), 16, 0).growing(),
            Column::new(see.say("work-col-body-kind"), 20, 4),
            Column::new(see.say("work-col-contact"), 18, 3),
            Column::new(see.say("work-col-issued"), 11, 2),
            Column::new(see.say("work-col-delivered"), 11, 1),
            Column::new(see.say("work-col-acknowledged"), 11, 0),
            Column::new(see.say("work-col-acted"), 11, 0),
            Column::new(see.say("work-col-body-verified"), 11, 0),
        ];
        let warned = see.brief.warned(see.view);
        let all = listed(see);
        let rows = all.len();
        let chosen = self.cursor.at(rows);
        table(
            frame,
            inside,
            &columns,
            (rows, chosen),
            see.theme,
            &mut |place| row(see, &warned, all[place]),
        );
        if let Some(at) = chosen {
            let org = all[at];
            let title = see.text(see.brief.org(org).1);
            let inside = panel(frame, foot, &title, see.theme);
            let mut about = about(see, org);
            about.insert(0, in_words(see, warned.get(&org)));
            prose(frame, inside, &about.join("\n"), 0, see.theme);
        }
    }
}

/// The bodies of the city; whoever attacks it is none.
fn listed(see: &See<'_, Blue>) -> Vec<OrgId> {
    let all = (0..see.brief.orgs()).map(OrgId::of);
    all.filter(|org| see.brief.org(*org).2 != OrgKind::Attacker)
        .collect()
}

fn row(see: &See<'_, Blue>, warned: &BTreeMap<OrgId, Warned>, org: OrgId) -> Row {
    let (_, title, kind) = see.brief.org(org);
    let reached = see.view.reached.iter().any(|(_, one, _)| *one == org);
    let (mark, contact) = match (reached, see.brief.has_contact(org)) {
        (true, _) => (Mark::Good, see.say("work-contact-reached")),
        (false, true) => (Mark::Unknown, see.say("work-contact-published")),
        (false, false) => (Mark::Warn, see.say("work-contact-missing")),
    };
    let warned = warned.get(&org).copied().unwrap_or_default();
    let sign = match standing(&warned) {
        "work-warned-none" => mark,
        "work-warned-fails" => Mark::Bad,
        "work-warned-silent" => Mark::Warn,
        "work-warned-waits" | "work-warned-issued" => Mark::Waiting,
        "work-warned-holds" | "work-warned-acted" => Mark::Good,
        _ => Mark::Live,
    };
    let when = |when: Option<When>| match when {
        Some(when) => (Ink::Text, see.calendar(when.at)),
        None => (Ink::Dim, "-".to_owned()),
    };
    // A body that has let its time pass has neither answered nor acted.
    let silent = |when: (Ink, String)| match warned.unanswered {
        Some(_) => (Mark::Warn.ink(), see.say("work-warned-silent-short")),
        None => when,
    };
    let verified = match warned.verified {
        Some((_, false)) => (Mark::Bad.ink(), see.say("work-warned-fails-short")),
        Some((at, true)) => when(Some(at)),
        None => when(None),
    };
    let row = Row::marked(sign)
        .text(see.text(title))
        .cell(Ink::Dim, body_kind(see, kind))
        .cell(mark.ink(), contact);
    let cells = [
        when(warned.issued),
        when(warned.delivered),
        match warned.acknowledged {
            None => silent(when(None)),
            at => when(at),
        },
        match warned.acted {
            None if warned.acknowledged.is_some() => silent(when(None)),
            at => when(at),
        },
        verified,
    ];
    let cells = cells.into_iter();
    cells.fold(row, |row, (ink, text)| row.cell(ink, text))
}

/// How far the warnings of a body have come, as the key of the words for it.
const fn standing(warned: &Warned) -> &'static str {
    match warned {
        Warned {
            verified: Some((_, false)),
            ..
        } => "work-warned-fails",
        one if one.silent().is_some() => "work-warned-silent",
        Warned { waits: Some(_), .. } => "work-warned-waits",
        Warned {
            verified: Some((_, true)),
            ..
        } => "work-warned-holds",
        Warned { acted: Some(_), .. } => "work-warned-acted",
        Warned {
            acknowledged: Some(_),
            ..
        } => "work-warned-acknowledged",
        Warned {
            delivered: Some(_), ..
        } => "work-warned-delivered",
        Warned {
            issued: Some(_), ..
        } => "work-warned-issued",
        _ => "work-warned-none",
    }
}

/// All that is known of a body's warnings, for whoever has no room for the columns.
fn in_words(see: &See<'_, Blue>, warned: Option<&Warned>) -> String {
    let warned = warned.copied().unwrap_or_default();
    let first = warned.first.filter(|_| warned.first != warned.issued);
    let stages = [
        ("work-col-first-warned", first),
        ("work-col-issued", warned.issued),
        ("work-col-delivered", warned.delivered),
        ("work-col-acknowledged", warned.acknowledged),
        ("work-col-acted", warned.acted),
        ("work-col-body-verified", warned.verified.map(|(at, _)| at)),
    ];
    let come = stages.iter().filter_map(|(key, when)| {
        let when = (*when)?;
        Some(format!("{} {}", see.say(key), see.calendar(when.at)))
    });
    let mut told: Vec<String> = come.collect();
    let since = warned.silent().or(warned.waits);
    let args = [(
        "at",
        since
            .map_or_else(String::new, |when| see.calendar(when.at))
            .into(),
    )];
    told.push(see.say_with(standing(&warned), &args));
    say_of(see, "work-body-warned", told.join(" · "))
}

fn about(see: &See<'_, Blue>, org: OrgId) -> Vec<String> {
    let title = |org| see.text(see.brief.org(org).1);
    let joined = |all: Vec<String>| {
        if all.is_empty() {
            see.say("work-host-none")
        } else {
            all.join(", ")
        }
    };
    let above: Vec<String> = see.brief.commanded_by(org).map(title).collect();
    let all = (0..see.brief.orgs()).map(OrgId::of);
    let below = all.filter(|one| see.brief.commanded_by(*one).any(|above| above == org));
    let below: Vec<String> = below.map(title).collect();
    let zones = (0..see.brief.zones()).map(ZoneId::of);
    let zones = zones.filter(|zone| see.brief.zone(*zone).2 == Some(org));
    let zones: Vec<String> = zones.map(|zone| see.text(see.brief.zone(zone).1)).collect();
    let reached = see.view.reached.iter().filter(|(_, one, _)| *one == org);
    let reached = reached.map(|(at, _, action)| {
        let action = see.text(see.brief.action_title(*action));
        format!("{} {action}", see.calendar(*at))
    });
    vec![
        say_of(see, "work-body-commanded-by", joined(above)),
        say_of(see, "work-body-commands", joined(below)),
        say_of(see, "work-body-zones", joined(zones)),
        say_of(see, "work-body-reached", joined(reached.collect())),
    ]
}
