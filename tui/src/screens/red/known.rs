//! What the team knows of the city: what it was told, by kind and by zone, since when; and the way
//! from there to the techniques.

use std::collections::BTreeMap;

use engine::view::Red;
use engine::words::name::{HostId, ZoneId};
use engine::words::target::{Target, TargetKind};
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::gauge::bar;
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{fit, line, span};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, bare, harmless, words};
use crate::screen::{Reply, Screen, See};
use crate::screens::red::techniques::Techniques;
use crate::screens::red::tell;
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::filter::type_into;

#[derive(Clone, Copy)]
enum Does {
    Act,
    SetOut,
    Kind,
    Filter,
    Clear,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Act, "enter", "red-key-act"),
    (Does::SetOut, "s", "red-key-set-out"),
    (Does::Kind, "v", "red-key-kind"),
    (Does::Filter, "/", "key-filter"),
    (Does::Clear, "esc", "key-clear"),
]);

/// The kinds that can be shown alone, in the order of the list.
const KINDS: [TargetKind; 7] = [
    TargetKind::Host,
    TargetKind::Service,
    TargetKind::Account,
    TargetKind::Data,
    TargetKind::Backup,
    TargetKind::Zone,
    TargetKind::Link,
];

/// What the team knows.
#[derive(Default)]
pub struct KnownCity {
    cursor: Cursor,
    kind: Option<TargetKind>,
    filter: String,
    typing: bool,
}

/// One thing the team knows.
struct Known {
    target: Target,
    since: Tick,
    name: String,
    zone: String,
}

impl KnownCity {
    /// What is listed: by kind, then zone, then name.
    fn listed(&self, see: &See<'_, Red>) -> Vec<Known> {
        let mut all: BTreeMap<Target, Tick> = see.view.revealed.clone();
        for (host, seen) in &see.view.footholds {
            all.entry(Target::Host(*host)).or_insert(seen.since);
        }
        for (host, at) in &see.view.lodged {
            all.entry(Target::Host(*host)).or_insert(*at);
        }
        for (account, at) in &see.view.credentials {
            all.entry(Target::Account(*account)).or_insert(*at);
        }
        for target in see.brief.named() {
            all.entry(target.clone()).or_insert(Tick(0));
        }
        let words = bare(&self.filter);
        let known = all.into_iter().map(|(target, since)| Known {
            name: tell::target(see, &target),
            zone: tell::zone(see, &target),
            target,
            since,
        });
        let fits = |one: &Known| {
            let said = format!(
                "{} {} {} {}",
                words::target_kind(see.phrases, one.target.kind()),
                one.name,
                see.brief.target_text(&one.target),
                one.zone
            );
            let said = bare(&said);
            self.kind.is_none_or(|kind| one.target.kind() == kind)
                && words.split_whitespace().all(|word| said.contains(word))
        };
        let mut listed: Vec<Known> = known.filter(fits).collect();
        listed.sort_by(|a, b| {
            let key = |k: &Known| (k.target.kind(), k.zone.clone(), k.name.clone());
            key(a).cmp(&key(b))
        });
        listed
    }

    fn next_kind(&mut self) {
        let at = self
            .kind
            .and_then(|kind| KINDS.iter().position(|k| *k == kind));
        self.kind = KINDS.get(at.map_or(0, |at| at + 1)).copied();
        self.cursor.go(0);
    }
}

impl Screen<Red> for KnownCity {
    fn title(&self, see: &See<'_, Red>) -> String {
        see.say("red-tab-known")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn is_typing(&self) -> bool {
        self.typing
    }

    fn update(&mut self, input: &Input, see: &See<'_, Red>) -> Reply<Red> {
        if self.typing {
            self.typing = type_into(&mut self.filter, input);
            return Reply::Stay;
        }
        let listed = self.listed(see);
        if self.cursor.update(input, listed.len(), 1) {
            return Reply::Stay;
        }
        let Input::Press(press) = input else {
            return Reply::Stay;
        };
        let chosen = self.cursor.at(listed.len()).map(|at| &listed[at].target);
        match (KEYS.of(press), chosen) {
            (Some(Does::Act), Some(target)) => {
                let text = see.brief.target_text(target);
                return Reply::Open(Box::new(Techniques::aimed(text)));
            }
            (Some(Does::SetOut), Some(Target::Host(host))) if sets_out(see, *host) => {
                return Reply::Open(Box::new(Techniques::from(see.brief.host_name(*host))));
            }
            (Some(Does::Kind), _) => self.next_kind(),
            (Some(Does::Filter), _) => self.typing = true,
            (Some(Does::Clear), _) => (self.kind, self.filter) = (None, String::new()),
            _ => {}
        }
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect) {
        let listed = self.listed(see);
        let wide = area.width >= 110 && !see.theme.is_plain();
        let (list, map, detail) = if wide {
            let [list, side] =
                Layout::horizontal([Constraint::Percentage(62), Constraint::Percentage(38)])
                    .areas(area);
            let [map, detail] =
                Layout::vertical([Constraint::Min(6), Constraint::Length(10)]).areas(side);
            (list, map, detail)
        } else {
            let [list, detail] =
                Layout::vertical([Constraint::Min(5), Constraint::Length(7)]).areas(area);
            (list, Rect::ZERO, detail)
        };
        self.draw_list(see, frame, list, &listed);
        draw_map(see, frame, map);
        let chosen = self.cursor.at(listed.len()).map(|at| &listed[at]);
        draw_detail(see, frame, detail, chosen);
    }
}

impl KnownCity {
    fn draw_list(&self, see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect, all: &[Known]) {
        let mut title = see.say_with("red-known-title", &[("count", Value::from(all.len()))]);
        if let Some(kind) = self.kind {
            title = format!("{title} · {}", words::target_kind(see.phrases, kind));
        }
        if self.typing || !self.filter.is_empty() {
            let end = if self.typing { "_" } else { "" };
            title = format!("{title} · /{}{end}", harmless(&self.filter));
        }
        let inside = panel(frame, area, &title, see.theme);
        if all.is_empty() {
            let none = crate::paint::text::wrap(&see.say("red-known-nothing"), inside.width.into());
            let none = none
                .into_iter()
                .map(|l| line(see.theme, Ink::Dim, l))
                .collect();
            lines(frame, inside, none, see.theme);
            return;
        }
        let columns = [
            Column::new(see.say("red-col-kind"), 12, 0),
            Column::new(see.say("red-col-what"), 16, 0).growing(),
            Column::new(see.say("red-col-zone"), 18, 2).up_to(44),
            Column::new(see.say("red-col-state"), 14, 1).up_to(24),
            Column::new(see.say("red-col-since"), 11, 3),
        ];
        let chosen = self.cursor.at(all.len());
        table(
            frame,
            inside,
            &columns,
            (all.len(), chosen),
            see.theme,
            &mut |place| {
                let one = &all[place];
                let (sign, state) = standing(see, &one.target);
                Row::marked(sign)
                    .cell(Ink::Dim, words::target_kind(see.phrases, one.target.kind()))
                    .text(one.name.clone())
                    .cell(Ink::Dim, one.zone.clone())
                    .cell(sign.ink(), state)
                    .cell(Ink::Dim, see.calendar(one.since))
            },
        );
    }
}

/// Whether an attempt may set out from a machine: it is held, or a forgery lies there.
fn sets_out(see: &See<'_, Red>, host: HostId) -> bool {
    see.view.footholds.contains_key(&host) || see.view.lodged.contains_key(&host)
}

/// What the team has of a thing it knows.
fn standing(see: &See<'_, Red>, target: &Target) -> (Mark, String) {
    let view = see.view;
    let good = |key| (Mark::Good, see.say(key));
    match target {
        Target::Host(h) if view.encrypted.contains_key(h) => good("red-state-encrypted"),
        Target::Host(h) => match view.footholds.get(h) {
            Some(seen) if seen.cut.is_some() => (Mark::Warn, see.say("red-state-cut")),
            Some(seen) => (Mark::Good, words::grip(see.phrases, seen.grip)),
            None if view.lodged.contains_key(h) => good("red-state-lodged"),
            None if view.recalled.iter().any(|(_, gone)| gone == h) => {
                (Mark::Bad, see.say("red-state-recalled"))
            }
            None if view.lost.iter().any(|(_, lost)| lost == h) => {
                (Mark::Bad, see.say("red-state-lost"))
            }
            None => (Mark::Unknown, see.say("red-known")),
        },
        Target::Account(a) if view.credentials.contains_key(a) => good("red-state-secret"),
        Target::Data(d) if view.leaked.contains_key(d) => good("red-state-leaked"),
        Target::Data(d) if view.staged.contains_key(d) => good("red-state-gathered"),
        Target::Data(d) if view.tampered.contains_key(d) => good("red-state-tampered"),
        Target::Backup(b) if view.wiped.contains_key(b) => good("red-state-wiped"),
        _ => (Mark::Unknown, see.say("red-known")),
    }
}

/// How many machines the team knows and holds in each zone.
fn draw_map(see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect) {
    let inside = panel(frame, area, &see.say("red-map"), see.theme);
    let mut zones: BTreeMap<ZoneId, (usize, usize)> = BTreeMap::new();
    for host in see.brief.known_hosts(see.view) {
        let zone = zones.entry(see.brief.host_place(host).0).or_default();
        zone.0 += 1;
        zone.1 += usize::from(see.view.footholds.contains_key(&host));
    }
    // Whoever hears the screen hears words in place of the bar.
    let plain = see.theme.is_plain();
    let cells = usize::from(inside.width.saturating_sub(26));
    let mut shown: Vec<Line<'static>> = Vec::new();
    for (zone, (known, held)) in zones {
        let share = u16::try_from(held * 1_000 / known.max(1)).unwrap_or(1_000);
        let sign = if held > 0 { Mark::Good } else { Mark::Unknown };
        let title = see.text(see.brief.zone(zone).1);
        if plain {
            let args = [("known", Value::from(known)), ("held", Value::from(held))];
            let count = see.say_with("red-map-held", &args);
            shown.push(line(see.theme, Ink::Text, format!("{title}: {count}")));
            continue;
        }
        shown.push(Line::from(vec![
            crate::paint::text::mark(see.theme, sign),
            span(see.theme, Ink::Text, fit(&title, cells)),
            span(see.theme, Ink::Attack, format!(" {}", bar(share, 8))),
            span(see.theme, Ink::Dim, format!(" {held:>5}/{known}")),
        ]));
    }
    if shown.is_empty() {
        shown.push(line(see.theme, Ink::Dim, see.say("red-map-nothing")));
    }
    lines(frame, inside, shown, see.theme);
}

fn draw_detail(see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect, one: Option<&Known>) {
    let Some(one) = one else {
        panel(frame, area, &see.say("red-detail"), see.theme);
        return;
    };
    let inside = panel(
        frame,
        area,
        &harmless(&see.brief.target_text(&one.target)),
        see.theme,
    );
    let mut said = vec![match one.zone.is_empty() {
        true => one.name.clone(),
        false => format!("{} · {}", one.name, one.zone),
    }];
    match &one.target {
        Target::Host(host) => {
            let (title, role) = see.brief.host_about(*host);
            let org = see.brief.org(see.brief.host_place(*host).1).1;
            said.push(format!("{} · {}", see.text(title), see.text(role)));
            said.push(format!(
                "{} · {}",
                harmless(&see.brief.host_ip(*host)),
                see.text(org)
            ));
        }
        Target::Service(id) => {
            let known = see.brief.service(*id);
            let served = see
                .view
                .services
                .get(id)
                .map_or(1_000, |seen| seen.served());
            let args = [
                ("level", Value::from(known.level)),
                ("people", Value::from(known.people)),
                ("served", Value::from(served / 10)),
            ];
            said.push(see.say_with("red-service-about", &args));
        }
        _ => {}
    }
    let runs = see
        .view
        .runs
        .values()
        .filter(|run| run.target == one.target);
    let args = [("count", Value::from(runs.clone().count()))];
    said.push(see.say_with("red-tried", &args));
    let width = usize::from(inside.width);
    let wrapped = said
        .iter()
        .flat_map(|text| crate::paint::text::wrap(text, width));
    let mut shown: Vec<Line<'static>> = wrapped.map(|l| line(see.theme, Ink::Text, l)).collect();
    if let Some(run) = runs.max_by_key(|run| run.asked) {
        let (sign, state) = tell::run(see, run);
        let text = format!("{}: {state}", tell::action(see, run));
        shown.push(Line::from(vec![
            crate::paint::text::mark(see.theme, sign),
            span(see.theme, sign.ink(), text),
        ]));
    }
    lines(frame, inside, shown, see.theme);
}
