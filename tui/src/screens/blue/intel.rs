//! What is known of the attack so far: notices that came in, indicators met with, techniques seen,
//! weak points that came to light; and from each the way to a search or a response.

mod matrix;

use std::collections::BTreeSet;

use engine::view::Blue;
use engine::words::fact::Compliance;
use engine::words::name::{InjectId, Name, ServiceId, WeakId};
use engine::words::target::{Target, TargetKind};
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::line;
use crate::paint::theme::{Ink, Mark};
use crate::phrase::words::compliance;
use crate::phrase::{Value, harmless};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::blue::hunt::Hunt;
use crate::screens::blue::intel::matrix::{matrix, named_mark};
use crate::screens::blue::known::{
    Indicator, IndicatorKind, Named, Sightings, indicators, techniques,
};
use crate::screens::blue::lead;
use crate::screens::blue::order::{Ordering, say_of};
use crate::screens::blue::tray::Tray;
use crate::screens::blue::weak::{self, Lead, LeadPage, Of};
use crate::screens::blue::{BlueFound, BlueLook};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::page::Page;

#[derive(Clone, Copy)]
enum Does {
    Open,
    Respond,
    Take,
    Reject,
    Finding,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "work-key-search-for"),
    (Does::Respond, "r", "work-key-respond-here"),
    (Does::Take, "a", "work-key-lead-take"),
    (Does::Reject, "x", "work-key-lead-reject"),
    (Does::Finding, "w", "work-key-finding"),
]);

/// From this width on, the matrix stands beside the list.
const BESIDE: u16 = 110;
/// The kind of inject that is a notice of a technical body.
const NOTICE: &str = "technical-notice";

/// What is known of the attack.
pub struct Intel {
    cursor: Cursor,
    sightings: Sightings,
    tray: Tray,
}

impl Intel {
    /// With the tray of the detection screens: what a search finds is put into it.
    pub fn new(tray: Tray) -> Self {
        Self {
            cursor: Cursor::default(),
            sightings: Sightings::default(),
            tray,
        }
    }
}

/// A row of the list.
enum Item {
    Notice(InjectId, Tick),
    Indicator(String, Indicator),
    Technique(Name, Named),
    Weak(WeakId, Tick),
    Declared(ServiceId, Compliance, Tick),
    Reported(usize),
}

fn items(see: &See<'_, Blue>, sightings: &Sightings) -> Vec<Item> {
    let view = see.view;
    let is_notice = |id: &InjectId| {
        let kind = see.brief.inject_kind(view, *id);
        kind.is_some_and(|kind| **kind == *NOTICE)
    };
    let notices = view.injects.iter().rev().filter(|(id, _)| is_notice(id));
    let mut all: Vec<Item> = notices
        .map(|(id, seen)| Item::Notice(*id, seen.at))
        .collect();
    let mut met: Vec<_> = indicators(see, sightings).into_iter().collect();
    met.sort_by_key(|(value, one)| {
        (
            one.cited == 0,
            !one.told,
            one.kind,
            std::cmp::Reverse(one.times),
            value.clone(),
        )
    });
    all.extend(
        met.into_iter()
            .map(|(value, one)| Item::Indicator(value, one)),
    );
    let named = techniques(see).into_iter();
    all.extend(named.map(|(id, named)| Item::Technique(id, named)));
    all.extend(view.weak.iter().map(|(id, at)| Item::Weak(*id, *at)));
    let declared = view.declared.iter();
    let false_ones = declared.filter(|(_, (_, holds))| !holds);
    all.extend(false_ones.map(|(&(system, what), &(at, _))| Item::Declared(system, what, at)));
    let known: BTreeSet<usize> = weak::reported(see).into_values().collect();
    let others = (0..view.findings.len()).filter(|place| !known.contains(place));
    all.extend(others.map(Item::Reported));
    all
}

/// What is to be reported, of what is chosen.
fn weakness(item: &Item, see: &See<'_, Blue>) -> Option<Lead> {
    match item {
        Item::Weak(id, _) => Lead::of(see, *id),
        _ => None,
    }
}

/// A declaration that is not so, in words.
fn not_so(see: &See<'_, Blue>, system: ServiceId, what: Compliance) -> String {
    let system = see.brief.target_text(&Target::Service(system));
    let args = [
        ("system", Value::from(system)),
        ("what", Value::from(compliance(see.phrases, what))),
    ];
    see.say_with("work-declared-false", &args)
}

/// What to search for, for each thing on the list.
fn query(item: &Item, see: &See<'_, Blue>) -> Option<String> {
    match item {
        Item::Indicator(value, _) => Some(value.clone()),
        Item::Technique(id, _) => {
            let alerts = see.view.alerts.values().rev();
            let hosts = alerts.filter(|alert| {
                let rule = see.brief.rules().get(alert.rule.at());
                rule.is_some_and(|rule| rule.techniques.iter().any(|one| **one == **id))
            });
            let host = hosts.filter_map(|alert| alert.host).next()?;
            Some(format!("host:{}", see.brief.host_name(host)))
        }
        _ => None,
    }
}

impl Screen<Blue> for Intel {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("work-tab-intel")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn wants(&mut self, see: &See<'_, Blue>) -> Option<BlueLook> {
        self.sightings.wants(see)
    }

    fn found(&mut self, found: &BlueFound, _: &See<'_, Blue>) {
        self.sightings.found(found);
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let all = items(see, &self.sightings);
        let chosen = self.cursor.at(all.len()).and_then(|at| all.get(at));
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, chosen) {
            (Some(Does::Open), Some(item)) => open(item, see, &self.tray),
            (Some(Does::Respond), Some(item)) => {
                Reply::Open(Box::new(Ordering::new(target(item, see))))
            }
            (Some(does @ (Does::Take | Does::Reject)), Some(Item::Notice(id, _))) => {
                lead::weigh(see, *id, matches!(does, Does::Take))
            }
            (Some(Does::Finding), chosen) => {
                let lead = chosen.and_then(|item| weakness(item, see));
                weak::report(see, &self.sightings, lead)
            }
            _ => {
                self.cursor.update(input, all.len(), 1);
                Reply::Stay
            }
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&(self.cursor, &self.sightings))
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let plain = see.theme.is_plain();
        let frame_wide = if plain { 0 } else { 2 };
        let whole = usize::from(area.width.saturating_sub(frame_wide));
        let (rows, left, right) = if area.width >= BESIDE && !plain {
            let parts = [Constraint::Percentage(58), Constraint::Min(40)];
            let [left, right] = Layout::horizontal(parts).areas(area);
            let cells = right.width.saturating_sub(frame_wide);
            (matrix(see, cells.into()), left, right)
        } else {
            let rows = matrix(see, whole);
            let most = area.height / 2;
            let height = u16::try_from(rows.len() + 2).unwrap_or(most).min(most);
            let parts = [Constraint::Min(4), Constraint::Length(height)];
            let [top, foot] = Layout::vertical(parts).areas(area);
            (rows, top, foot)
        };
        self.draw_list(see, frame, left);
        let inside = panel(frame, right, &see.say("work-intel-matrix"), see.theme);
        lines(frame, inside, rows, see.theme);
    }
}

impl Intel {
    fn draw_list(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let all = items(see, &self.sightings);
        let inside = panel(frame, area, &see.say("work-intel-head"), see.theme);
        if all.is_empty() {
            let none = vec![line(see.theme, Ink::Dim, see.say("work-intel-none"))];
            return lines(frame, inside, none, see.theme);
        }
        let columns = [
            Column::new(see.say("work-col-kind"), 12, 0),
            Column::new(see.say("work-col-text"), 15, 0).growing(),
            Column::new(see.say("work-col-seen"), 25, 1),
        ];
        let rows = (all.len(), self.cursor.at(all.len()));
        table(frame, inside, &columns, rows, see.theme, &mut |place| {
            row(see, &all[place])
        });
    }
}

/// A weak point in words.
fn weak_title(see: &See<'_, Blue>, id: WeakId) -> String {
    let weak = see.brief.weak(see.view, id);
    weak.map_or_else(String::new, |(title, _)| harmless(&see.text(title)))
}

fn row(see: &See<'_, Blue>, item: &Item) -> Row {
    match item {
        Item::Notice(id, _) if lead::of(see, *id).is_some() => lead::row(see, *id),
        Item::Notice(id, at) => {
            let text = see.brief.inject(see.view, *id).map(|i| see.text(&i.text));
            Row::marked(Mark::Live)
                .cell(Ink::Live, see.say("work-intel-notice"))
                .text(text.unwrap_or_default().replace('\n', " "))
                .cell(Ink::Dim, see.calendar(*at))
        }
        Item::Indicator(value, one) => {
            let blocked = see.brief.target(&format!("address:{value}"));
            let blocked = blocked.is_some_and(|target| see.view.blocked.contains_key(&target));
            let (mark, key) = match () {
                () if blocked => (Mark::Good, "work-seen-blocked"),
                () if one.cited > 0 => (Mark::Warn, "work-seen-claimed"),
                () if one.told => (Mark::Live, "work-seen-told"),
                () => (Mark::Unknown, "work-seen-alerted"),
            };
            let kind = see.say(match one.kind {
                IndicatorKind::Address => "work-indicator-address",
                IndicatorKind::Domain => "work-indicator-domain",
                IndicatorKind::Hash => "work-indicator-hash",
            });
            let args = [("times", Value::from(one.times))];
            Row::marked(mark)
                .cell(Ink::Dim, kind)
                .text(harmless(value))
                .cell(mark.ink(), see.say_with(key, &args))
        }
        Item::Technique(id, named) => {
            let (mark, _) = named_mark(named);
            let args = [
                ("claimed", Value::from(named.claimed)),
                ("alerted", Value::from(named.alerted)),
            ];
            Row::marked(mark)
                .cell(Ink::Dim, see.say("work-intel-technique"))
                .text(harmless(id))
                .cell(mark.ink(), see.say_with("work-technique-seen", &args))
        }
        Item::Weak(id, at) => {
            let title = weak_title(see, *id);
            if weak::reported(see).contains_key(id) {
                return Row::marked(Mark::Done)
                    .cell(Ink::Dim, see.say("work-intel-reported"))
                    .text(title)
                    .cell(Ink::Dim, see.calendar(*at));
            }
            let args = [("title", Value::from(title))];
            Row::marked(Mark::Warn)
                .cell(Ink::Warn, see.say("work-intel-weak"))
                .text(see.say_with("work-weak-seen", &args))
                .cell(Ink::Dim, see.calendar(*at))
        }
        Item::Declared(system, what, at) => Row::marked(Mark::Warn)
            .cell(Ink::Warn, see.say("work-intel-declared"))
            .text(not_so(see, *system, *what))
            .cell(Ink::Dim, see.calendar(*at)),
        Item::Reported(place) => {
            let one = &see.view.findings[*place];
            let at = see.brief.target_text(&one.on);
            let text = harmless(&one.text).replace('\n', " ");
            Row::marked(Mark::Done)
                .cell(Ink::Dim, see.say("work-intel-reported"))
                .text(format!("{at}: {text}"))
                .cell(Ink::Dim, see.calendar(one.at))
        }
    }
}

fn open(item: &Item, see: &See<'_, Blue>, tray: &Tray) -> Reply<Blue> {
    if let Some(query) = query(item, see) {
        return Reply::Open(Box::new(Hunt::over(&query, tray.clone())));
    }
    let (title, text) = match item {
        Item::Notice(id, _) => {
            let text = see.brief.inject(see.view, *id).map(|i| see.text(&i.text));
            let mut text = text.unwrap_or_default();
            text.push_str(&lead::said(see, *id));
            (see.say("work-intel-notice"), text)
        }
        Item::Reported(place) => {
            let said = weak::said(see, &see.view.findings[*place]);
            (see.say("work-intel-reported"), said)
        }
        Item::Weak(id, _) => {
            return LeadPage::new(Of::Weak(*id), see.say("work-intel-weak")).open();
        }
        Item::Declared(system, what, at) => {
            let title = see.text(see.brief.service(*system).title);
            let seen = say_of(see, "work-weak-when", see.calendar(*at));
            let said = not_so(see, *system, *what);
            let text = format!("{title}\n{said}\n{seen}");
            (see.say("work-intel-declared"), text)
        }
        Item::Indicator(..) | Item::Technique(..) => return Reply::Stay,
    };
    Reply::Open(Box::new(Page::new(title, text)))
}

/// What a response can be aimed at, of what is chosen.
fn target(item: &Item, see: &See<'_, Blue>) -> Option<Target> {
    let Item::Indicator(value, one) = item else {
        return None;
    };
    let word = TargetKind::Address.word();
    let is_address = one.kind != IndicatorKind::Hash;
    let found = see.brief.target(&format!("{word}:{value}"));
    found.filter(|_| is_address)
}
