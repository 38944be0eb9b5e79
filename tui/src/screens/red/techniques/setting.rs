//! What techniques are tried with: source, target, outside address, account, and how long what
//! lasts is to last; and what can be chosen for each.
//!
//! Offered is what the team was told of, what is public, what its briefing names and what is its
//! own. A name that is typed counts if it names one of these: of what the team has not met it
//! learns nothing by typing, not even whether it is there.

use engine::action::requirement::Requirement;
use engine::action::written::Action;
use engine::city::place::AddressKind;
use engine::view::Red;
use engine::words::name::RunId;
use engine::words::order::Act;
use engine::words::target::{Target, TargetKind};
use engine::words::time::{DAY, MINUTE, Span};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::paint::panel::{lines, panel};
use crate::paint::text::{clip, fit, span};
use crate::paint::theme::Ink;
use crate::phrase::{Value, harmless, moment, words};
use crate::screen::See;
use crate::screens::red::chooser::{Chooser, Pick};
use crate::screens::red::tell;

/// Rows that the setting takes.
pub const ROWS: u16 = 5;

/// The most machines of people offered; others can be typed.
const DESKS: usize = 5_000;

/// The longest that something may be told to last.
const LONGEST: u32 = 7 * DAY;

/// What is chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// From where.
    Source,
    /// At what.
    Target,
    /// By which outside address.
    Address,
    /// As whom.
    Account,
    /// For how long.
    Lasts,
}

/// What techniques are tried with, in the words of orders; empty for what was not chosen.
#[derive(Clone, Default)]
pub struct Setting {
    from: String,
    on: String,
    c2: String,
    using: String,
    lasts: String,
}

impl Setting {
    /// With this target, `kind:name`.
    pub fn at(on: String) -> Self {
        Self {
            on,
            ..Self::default()
        }
    }

    /// Setting out from this host.
    pub fn from(from: String) -> Self {
        Self {
            from,
            ..Self::default()
        }
    }

    /// Whether a target was chosen.
    pub fn is_aimed(&self) -> bool {
        !self.on.is_empty()
    }

    /// The order to try a technique so: with an account only where it takes one.
    pub fn act(&self, action: &Action) -> Act {
        let takes_account = action.requires.iter().any(|requirement| {
            matches!(requirement, Requirement::Credential | Requirement::AtHome)
        });
        Act {
            action: action.name.clone(),
            on: self.on.as_str().into(),
            from: self.from.as_str().into(),
            c2: self.c2.as_str().into(),
            using: match takes_account {
                true => self.using.as_str().into(),
                false => "".into(),
            },
            lasts: Span::parse(&self.lasts).map_or(0, |span| span.0),
            ..Act::default()
        }
    }

    /// The target, if one was chosen.
    pub fn target(&self, see: &See<'_, Red>) -> Option<Target> {
        let target = see.brief.target(&self.on)?;
        (target != Target::None).then_some(target)
    }

    /// Takes what was chosen.
    pub fn set(&mut self, slot: Slot, value: String) {
        *match slot {
            Slot::Source => &mut self.from,
            Slot::Target => &mut self.on,
            Slot::Address => &mut self.c2,
            Slot::Account => &mut self.using,
            Slot::Lasts => &mut self.lasts,
        } = value;
    }

    /// Draws what was chosen, each with the key that changes it.
    pub fn draw(&self, see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect) {
        let inside = panel(frame, area, &see.say("red-setting"), see.theme);
        let target = self.target(see).map(|target| {
            let kind = words::target_kind(see.phrases, target.kind());
            let zone = tell::zone(see, &target);
            let said = format!("{kind} {}", tell::target(see, &target));
            let parts = [said, harmless(&self.on), zone];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(" · ")
        });
        let or = |text: &str, key: &str| {
            if text.is_empty() {
                see.say(key)
            } else {
                harmless(text)
            }
        };
        let lasts = match Span::parse(&self.lasts) {
            Some(span) => moment::span(see.phrases, span),
            None => see.say("red-any-lasts"),
        };
        let rows = [
            (
                "t",
                "red-slot-target",
                target.unwrap_or_else(|| see.say("red-no-target")),
            ),
            ("s", "red-slot-source", or(&self.from, "red-internet")),
            ("a", "red-slot-address", or(&self.c2, "red-any-address")),
            ("u", "red-slot-account", or(&self.using, "red-any-account")),
            ("d", "red-slot-lasts", lasts),
        ];
        let cells = usize::from(inside.width.saturating_sub(19));
        let shown = rows.into_iter().map(|(key, title, value)| {
            Line::from(vec![
                span(see.theme, Ink::Key, format!("{key} ")),
                span(
                    see.theme,
                    Ink::Title,
                    format!("{} ", fit(&see.say(title), 16)),
                ),
                span(see.theme, Ink::Text, clip(&value, cells)),
            ])
        });
        lines(frame, inside, shown.collect(), see.theme);
    }
}

/// What can be chosen for a slot; of targets, only those of this kind.
pub fn chooser(see: &See<'_, Red>, slot: Slot, kind: Option<TargetKind>) -> Chooser {
    let (title, picks) = match slot {
        Slot::Source => ("red-choose-source", sources(see)),
        Slot::Target => ("red-choose-target", targets(see, kind)),
        Slot::Address => ("red-choose-address", addresses(see)),
        Slot::Account => ("red-choose-account", accounts(see)),
        Slot::Lasts => ("red-choose-lasts", spans(see)),
    };
    Chooser::new(see.say(title), picks)
}

/// What is said where nothing fits what was typed.
pub fn none_fits(see: &See<'_, Red>, slot: Slot) -> String {
    see.say(match slot {
        Slot::Target => "red-none-target",
        Slot::Source => "red-none-source",
        Slot::Lasts => "red-none-lasts",
        _ => "red-none-fits",
    })
}

/// What was typed, if it names something that the team has met: a target as it is written in an
/// order, or a host's name; or a span of time. What is not there and what the team has not met are
/// the same to it.
pub fn read(see: &See<'_, Red>, slot: Slot, text: &str) -> Option<String> {
    match slot {
        Slot::Source => {
            let name = text.strip_prefix("host:").unwrap_or(text);
            let mut picks = sources(see).into_iter();
            picks
                .any(|pick| pick.value == name && !name.is_empty())
                .then(|| name.to_owned())
        }
        Slot::Lasts => {
            let span = Span::parse(text).filter(|span| (MINUTE..=LONGEST).contains(&span.0));
            span.map(|_| text.to_owned())
        }
        Slot::Target => {
            let host = format!("host:{text}");
            let named = [text, &host].into_iter().find(|text| {
                let target = see.brief.target(text);
                target.is_some_and(|t| t != Target::None && see.brief.has_met(see.view, &t))
            });
            named.map(str::to_owned)
        }
        Slot::Address | Slot::Account => None,
    }
}

fn sources(see: &See<'_, Red>) -> Vec<Pick> {
    let mut picks = vec![Pick::new("", see.say("red-internet"), "")];
    for (host, seen) in &see.view.footholds {
        let name = see.brief.host_name(*host);
        let zone = tell::zone(see, &Target::Host(*host));
        // Nothing can set out from a machine that no longer answers.
        let state = match seen.cut {
            Some(_) => see.say("red-state-cut"),
            None => words::grip(see.phrases, seen.grip),
        };
        picks.push(Pick::new(name.clone(), name, format!("{state} · {zone}")));
    }
    for host in see.view.lodged.keys() {
        let name = see.brief.host_name(*host);
        let zone = tell::zone(see, &Target::Host(*host));
        let why = see.say("red-state-lodged");
        picks.push(Pick::new(name.clone(), name, format!("{why} · {zone}")));
    }
    for host in see.brief.own_hosts().take(DESKS) {
        let name = see.brief.host_name(host);
        picks.push(Pick::new(name.clone(), name, see.say("red-own-machine")));
    }
    picks
}

fn targets(see: &See<'_, Red>, kind: Option<TargetKind>) -> Vec<Pick> {
    let view = see.view;
    let is_kind = |target: &Target| kind.is_none_or(|kind| target.kind() == kind);
    let mut all: Vec<(Target, String)> = Vec::new();
    let known = see.say("red-known");
    let held = view.footholds.keys().map(|host| Target::Host(*host));
    all.extend(held.map(|target| (target, see.say("red-held"))));
    let secrets = view.credentials.keys().map(|a| Target::Account(*a));
    let data = view.staged.keys().map(|data| Target::Data(*data));
    let revealed = view.revealed.keys().cloned();
    let told = secrets.chain(data).chain(revealed);
    all.extend(told.map(|target| (target, known.clone())));
    let named = see.brief.named().iter().cloned();
    all.extend(named.map(|target| (target, see.say("red-briefed"))));
    for host in see.brief.known_hosts(view) {
        all.push((Target::Zone(see.brief.host_place(host).0), known.clone()));
    }
    for kind in [TargetKind::Service, TargetKind::Org] {
        let public = see.brief.public(kind).into_iter();
        all.extend(public.map(|target| (target, see.say("red-public"))));
    }
    if is_kind(&Target::Host(engine::words::name::HostId(0))) {
        let desks = see.brief.desks().take(DESKS).map(Target::Host);
        all.extend(desks.map(|target| (target, see.say("red-desk"))));
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|(target, _)| is_kind(target) && seen.insert(target.clone()));
    let pick = |(target, how): (Target, String)| {
        let kind = words::target_kind(see.phrases, target.kind());
        let zone = tell::zone(see, &target);
        let label = format!("{kind} {}", tell::target(see, &target));
        Pick::new(
            see.brief.target_text(&target),
            label,
            if zone.is_empty() {
                how
            } else {
                format!("{how} · {zone}")
            },
        )
    };
    all.into_iter().map(pick).collect()
}

fn addresses(see: &See<'_, Red>) -> Vec<Pick> {
    let mut picks = vec![Pick::new("", see.say("red-any-address"), "")];
    for address in see.brief.own_addresses() {
        let use_of = see.say(match address.kind {
            AddressKind::C2 => "red-address-c2",
            AddressKind::Exfil => "red-address-exfil",
            AddressKind::Scanner => "red-address-scanner",
            AddressKind::Flood => "red-address-flood",
            AddressKind::Benign => "red-address-other",
        });
        let label = format!("{} · {}", harmless(&address.name), harmless(&address.ip));
        let tried = last_try(see, &address.name).map(|tried| format!("{use_of} · {tried}"));
        picks.push(Pick::new(&*address.name, label, tried.unwrap_or(use_of)));
    }
    picks
}

/// How the last deed by one of the team's addresses came out, whether it was chosen or given: that
/// one is blocked, nobody is told otherwise.
fn last_try(see: &See<'_, Red>, address: &str) -> Option<String> {
    let is_by = |run: &&RunId| tell::address(see, **run).is_some_and(|name| *name == *address);
    let by_it = see.view.orders.keys().filter(is_by);
    let ended = by_it.filter_map(|run| see.view.runs.get(run)?.ended);
    let (at, outcome) = ended.max_by_key(|(at, _)| *at)?;
    let args = [
        ("at", Value::from(see.calendar(at))),
        ("came", words::outcome(see.phrases, outcome).into()),
    ];
    Some(see.say_with("red-last-try", &args))
}

/// For how long: the default, and some more; any other can be typed.
fn spans(see: &See<'_, Red>) -> Vec<Pick> {
    let some = ["15m", "1h", "2h", "4h", "8h", "24h"];
    let pick = |text: &str| {
        let span = Span::parse(text).unwrap_or(Span(0));
        Pick::new(text, moment::span(see.phrases, span), text)
    };
    let mut picks = vec![Pick::new("", see.say("red-any-lasts"), "")];
    picks.extend(some.map(pick));
    picks
}

fn accounts(see: &See<'_, Red>) -> Vec<Pick> {
    let mut picks = vec![Pick::new("", see.say("red-any-account"), "")];
    for (account, since) in &see.view.credentials {
        let name = harmless(
            &see.brief
                .target_title(&Target::Account(*account), see.lang()),
        );
        let args = [("at", Value::from(see.calendar(*since)))];
        picks.push(Pick::new(
            name.clone(),
            name,
            see.say_with("red-since", &args),
        ));
    }
    picks
}
