//! The claim builder: a detection reported to the organisers, with its evidence.
//!
//! A claim is worth what it cites and says, and a claim sent cannot be taken back; so what is
//! missing or over a limit is shown beside the form while it is filled in, and a claim that would
//! be refused is not sent.

use std::collections::BTreeSet;

use engine::view::Blue;
use engine::words::name::{AlertId, HostId, Name, RecordId};
use engine::words::order::{BlueAsk, CITE_LIMIT, Claim, Level, SCOPE_LIMIT, TEXT_LIMIT};
use engine::words::target::{Target, TargetKind};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Came, Field, Form, Kind};
use crate::paint::panel::{inside_over, lines, over, panel};
use crate::paint::text::{clip, line, mark, span, wrap};
use crate::paint::theme::{Ink, Mark, Theme};
use crate::phrase::Value;
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::cases::{pin_label, scope_of};
use crate::screens::blue::shown;
use crate::screens::blue::tray::{Pin, Tray};
use crate::screens::shared::fill::buttons;

/// How many techniques, or tactics, a claim may name here: each more makes it worth less.
const SAYS: usize = 2;

const KEYS: Keys<()> = Keys(&[
    ((), "ctrl-s f10", "key-send"),
    ((), "tab", "key-next-field"),
    ((), "space", "watch-key-tick"),
    ((), "esc", "key-leave"),
]);

const LEVELS: [(&str, Level); 4] = [
    ("suspicious", Level::Suspicious),
    ("malicious", Level::Malicious),
    ("tactic", Level::Tactic),
    ("technique", Level::Technique),
];

/// What a claim starts from.
#[derive(Default)]
pub struct Draft {
    hosts: Vec<HostId>,
    techniques: Vec<String>,
    evidence: Vec<Pin>,
}

impl Draft {
    /// From alerts: their machines, the techniques of their rules, their records.
    pub fn of_alerts(see: &See<'_, Blue>, alerts: &[AlertId]) -> Self {
        let mut draft = Self::default();
        for alert in alerts.iter().filter_map(|id| see.view.alerts.get(id)) {
            let rule = shown::rule(see, alert.rule);
            draft.hosts.extend(alert.host);
            draft.techniques.extend(rule.techniques);
            for record in &alert.records {
                let pin = Pin::new(*record, alert.at, alert.host, rule.title.clone());
                draft.evidence.push(pin);
            }
        }
        let mut seen = BTreeSet::new();
        draft.hosts.retain(|host| seen.insert(*host));
        let mut seen = BTreeSet::new();
        draft.techniques.retain(|id| seen.insert(id.clone()));
        draft
    }

    /// Cites these records besides.
    pub fn cite(&mut self, see: &See<'_, Blue>, records: &[RecordId]) {
        let says = see.say("claim-from-case");
        for id in records {
            self.evidence
                .push(Pin::new(*id, see.clock.now, None, says.clone()));
        }
    }
}

/// A claim being built.
pub struct Builder {
    form: Form,
    /// How many records there are to choose from.
    citable: usize,
    /// Hosts of the draft that its scope had no room for.
    left: Vec<HostId>,
}

impl Builder {
    /// A claim from a draft, with what is pinned at hand.
    pub fn new(mut draft: Draft, tray: &Tray, see: &See<'_, Blue>) -> Self {
        let pins = tray.open(see.view);
        if draft.hosts.is_empty() {
            let mut seen = BTreeSet::new();
            let hosts = pins.iter().filter_map(|pin| pin.host);
            draft.hosts = hosts.filter(|host| seen.insert(*host)).collect();
        }
        let scope = scope_of(see, &draft.hosts);
        let mut fields = scope_fields(see, &scope, &pins);
        fields.extend(says_fields(see, &draft.techniques));
        let evidence = evidence_field(see, &draft, pins);
        let citable = match &evidence.kind {
            Kind::Many(all) => all.len(),
            _ => 0,
        };
        fields.push(evidence);
        fields.push(Field::new("note", see.say("claim-note"), Kind::Text(3)).optional());
        Self {
            form: Form::new(fields),
            citable,
            left: draft.hosts.into_iter().skip(SCOPE_LIMIT).collect(),
        }
    }

    fn claim(&self) -> Claim {
        let form = &self.form;
        let level = form.answer("level");
        let level = LEVELS.iter().find(|(name, _)| *name == level);
        let level = level.map_or(Level::Suspicious, |(_, level)| *level);
        let named = match level {
            Level::Technique => "technique",
            Level::Tactic => "tactic",
            Level::Suspicious | Level::Malicious => "",
        };
        let id = |answer: String| -> Option<Name> {
            answer.split(" · ").next().map(str::trim).map(Name::from)
        };
        let answers = |name: &str, count: usize| -> Vec<Name> {
            let each = (1..=count).map(|n| form.answer(&format!("{name}-{n}")));
            let mut found: Vec<Name> = Vec::new();
            for one in each.filter(|answer| !answer.is_empty()).filter_map(id) {
                if !found.contains(&one) {
                    found.push(one);
                }
            }
            found
        };
        let cites = form.answers("cites").into_iter();
        let cites = cites.filter_map(|number| number.parse().ok().map(RecordId));
        Claim {
            scope: answers("scope", SCOPE_LIMIT),
            level,
            says: answers(named, SAYS),
            cites: cites.collect(),
            note: form.answer("note"),
        }
    }
}

/// The machines and accounts that are known to be of interest, to be chosen from.
fn scope_fields(see: &See<'_, Blue>, scope: &[Name], pins: &[Pin]) -> Vec<Field> {
    let alerts = see.view.alerts.values().filter_map(|alert| alert.host);
    let pinned = pins.iter().filter_map(|pin| pin.host);
    let seen = see.view.hosts.keys().copied();
    let hosts: BTreeSet<HostId> = alerts.chain(pinned).chain(seen).collect();
    let mut known: Vec<String> = hosts
        .iter()
        .map(|id| shown::host_target(see, *id))
        .collect();
    known.extend(see.brief.targets(TargetKind::Account));
    let field = |n: usize| {
        let args = [
            ("number", Value::from(n + 1)),
            ("most", Value::from(SCOPE_LIMIT)),
        ];
        let title = see.say_with("claim-scope", &args);
        let field = Field::new(format!("scope-{}", n + 1), title, Kind::Pick(known.clone()));
        let first = scope.get(n).map_or_else(String::new, ToString::to_string);
        field.with(first).optional()
    };
    (0..SCOPE_LIMIT).map(field).collect()
}

/// How much it says, and what.
fn says_fields(see: &See<'_, Blue>, techniques: &[String]) -> Vec<Field> {
    let levels = LEVELS.iter();
    let levels = levels.map(|(name, level)| ((*name).to_owned(), shown::claim_word(see, *level)));
    let first = if techniques.is_empty() {
        "malicious"
    } else {
        "technique"
    };
    let level = Field::new(
        "level",
        see.say("claim-level"),
        Kind::Choice(levels.collect()),
    );
    let all = see.brief.techniques();
    let all: Vec<String> = all.map(|(id, name, _)| format!("{id} · {name}")).collect();
    let tactics: BTreeSet<&String> = see.brief.techniques().flat_map(|(.., t)| t).collect();
    let word = |name: &String| format!("{name} · {}", see.phrases.word("tactic", name));
    let tactics: Vec<String> = tactics.into_iter().map(word).collect();
    let mut fields = vec![level.with(first)];
    for n in 1..=SAYS {
        let title = see.say_with("claim-technique-field", &[("number", Value::from(n))]);
        let first = techniques.get(n - 1).filter(|_| n == 1);
        let first = first.map_or_else(String::new, |id| shown::technique(see, id));
        let field = Field::new(format!("technique-{n}"), title, Kind::Pick(all.clone()));
        fields.push(field.with(first).optional());
    }
    for n in 1..=SAYS {
        let title = see.say_with("claim-tactic-field", &[("number", Value::from(n))]);
        let field = Field::new(format!("tactic-{n}"), title, Kind::Pick(tactics.clone()));
        fields.push(field.optional());
    }
    fields
}

/// What may be cited: the draft's own evidence, then what is pinned. Ticked at first is what is the
/// draft's, and what is pinned on its machines; without a draft all that is pinned.
fn evidence_field(see: &See<'_, Blue>, draft: &Draft, pins: Vec<Pin>) -> Field {
    let mut all: Vec<(Pin, bool)> = Vec::new();
    let alone = draft.evidence.is_empty();
    let own = draft.evidence.iter().map(|pin| (pin.clone(), true));
    let pinned = pins.into_iter().map(|pin| {
        let near = pin.host.is_none_or(|host| draft.hosts.contains(&host));
        (pin, alone || near)
    });
    for (pin, ticked) in own.chain(pinned) {
        if all.iter().all(|(old, _)| old.id != pin.id) {
            all.push((pin, ticked));
        }
    }
    let number = |pin: &Pin| pin.id.0.to_string();
    let ticked = all
        .iter()
        .filter(|(_, ticked)| *ticked)
        .map(|(pin, _)| number(pin));
    let ticked: Vec<String> = ticked.take(CITE_LIMIT).collect();
    let choices = all
        .iter()
        .map(|(pin, _)| (number(pin), pin_label(see, pin)));
    let kind = Kind::Many(choices.collect());
    let field = Field::new("cites", see.say("claim-cites"), kind);
    field.with(ticked.join("\n")).optional()
}

impl Builder {
    /// What is right and wrong with the claim as it stands in the form, what is left out besides.
    fn checks(&self, see: &See<'_, Blue>) -> Vec<(Mark, String)> {
        let claim = self.claim();
        // What somebody has put into the scope since is not left out of it.
        let left = scope_of(see, &self.left);
        let left = left.iter().filter(|name| !claim.scope.contains(name));
        let mut all = checks(see, &claim, left.count());
        let typed = |named: &str| {
            let mut each = (1..=SAYS).map(|n| self.form.answer(&format!("{named}-{n}")));
            each.any(|answer| !answer.is_empty())
        };
        for (named, level, key) in [
            ("technique", Level::Technique, "claim-unused-technique"),
            ("tactic", Level::Tactic, "claim-unused-tactic"),
        ] {
            if typed(named) && claim.level != level {
                let args = [
                    ("level", Value::from(shown::claim_word(see, claim.level))),
                    ("what", Value::from(see.say(key))),
                ];
                all.push((Mark::Warn, see.say_with("claim-says-unused", &args)));
            }
        }
        if claim.cites.is_empty() && self.citable == 0 {
            all.push((Mark::Warn, see.say("claim-cites-how")));
        }
        all
    }
}

/// What is right and wrong with a claim; what is marked bad would be refused or is worth nothing.
fn checks(see: &See<'_, Blue>, claim: &Claim, left: usize) -> Vec<(Mark, String)> {
    let count = |n: usize, most: usize| [("count", Value::from(n)), ("most", Value::from(most))];
    let mut all = Vec::new();
    for name in &claim.scope {
        let target = see.brief.target(name);
        if !matches!(target, Some(Target::Host(_) | Target::Account(_))) {
            let args = [("name", Value::from(crate::phrase::harmless(name)))];
            all.push((Mark::Bad, see.say_with("claim-no-such", &args)));
        }
    }
    let (sign, key) = match claim.scope.len() {
        0 => (Mark::Warn, "claim-scope-none"),
        _ => (Mark::Good, "claim-scope-count"),
    };
    all.push((
        sign,
        see.say_with(key, &count(claim.scope.len(), SCOPE_LIMIT)),
    ));
    if left > 0 {
        let text = see.say_with("claim-scope-left", &count(left, SCOPE_LIMIT));
        all.push((Mark::Warn, text));
    }
    all.push(says_check(see, claim));
    let (sign, key) = match claim.cites.len() {
        0 => (Mark::Bad, "claim-cites-none"),
        n if n > CITE_LIMIT => (Mark::Bad, "claim-cites-over"),
        _ => (Mark::Good, "claim-cites-count"),
    };
    all.push((
        sign,
        see.say_with(key, &count(claim.cites.len(), CITE_LIMIT)),
    ));
    if claim.note.len() > TEXT_LIMIT {
        all.push((Mark::Bad, see.say("claim-note-long")));
    }
    all
}

fn says_check(see: &See<'_, Blue>, claim: &Claim) -> (Mark, String) {
    let level = [("level", Value::from(shown::claim_word(see, claim.level)))];
    match (claim.level, &claim.says[..]) {
        (Level::Suspicious | Level::Malicious, _) => {
            (Mark::Good, see.say_with("claim-says-level", &level))
        }
        (_, []) => (Mark::Bad, see.say_with("claim-says-none", &level)),
        (level, says) => {
            let is_known = |name: &Name| match level {
                Level::Technique => see.brief.technique(name).is_some(),
                _ => see
                    .brief
                    .techniques()
                    .any(|(.., t)| t.iter().any(|t| **t == **name)),
            };
            let text: Vec<&str> = says.iter().map(|name| &**name).collect();
            let args = [(
                "says",
                Value::from(crate::phrase::harmless(&text.join(", "))),
            )];
            match says {
                says if !says.iter().all(is_known) => {
                    (Mark::Bad, see.say_with("claim-says-unknown", &args))
                }
                [_] => (Mark::Good, see.say_with("claim-says", &args)),
                _ => (Mark::Warn, see.say_with("claim-says-several", &args)),
            }
        }
    }
}

impl Screen<Blue> for Builder {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("claim-title")
    }

    fn keys(&self) -> Vec<KeyShown> {
        KEYS.shown()
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let came = match input {
            Input::Mouse(mouse, (width, height)) => {
                let area = Rect::new(0, 0, *width, *height);
                let inside = inside_over(area, size(area), see.theme);
                let rows = self.checks(see).len();
                let [body, _] = places(inside, rows, see.theme);
                self.form.mouse(*mouse, body, &buttons(see))
            }
            other => self.form.update(other),
        };
        match came {
            Came::Stay => Reply::Stay,
            Came::Leave => Reply::Close,
            Came::Ask => {
                self.form.fault(see.say("form-lost"));
                Reply::Stay
            }
            Came::Send => {
                let claim = self.claim();
                let wrong = self
                    .checks(see)
                    .into_iter()
                    .find(|(sign, _)| *sign == Mark::Bad);
                match wrong {
                    None => Reply::OrderAndClose(BlueAsk::Claim(claim)),
                    Some((_, what)) => {
                        self.form.fault(what);
                        Reply::Stay
                    }
                }
            }
        }
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let inside = over(frame, area, size(area), &see.say("claim-title"), see.theme);
        let checks = self.checks(see);
        let [body, beside] = places(inside, checks.len(), see.theme);
        self.form.draw(frame, body, &buttons(see), see.theme);
        let place = if is_wide(inside, see.theme) {
            panel(frame, beside, &see.say("claim-checks"), see.theme)
        } else {
            frame.render_widget(
                line(see.theme, Ink::Title, see.say("claim-checks")),
                Rect {
                    height: 1.min(beside.height),
                    ..beside
                },
            );
            Rect {
                y: beside.y + 1.min(beside.height),
                height: beside.height.saturating_sub(1),
                ..beside
            }
        };
        let cells = usize::from(place.width.saturating_sub(2));
        let wide = is_wide(inside, see.theme);
        let shown = checks.into_iter().flat_map(|(sign, text)| {
            let parts = match wide {
                true => wrap(&text, cells),
                false => vec![clip(&text, cells)],
            };
            let line = move |(at, part): (usize, String)| {
                let head = match at {
                    0 => mark(see.theme, sign),
                    _ => span(see.theme, sign.ink(), "  "),
                };
                Line::from(vec![head, span(see.theme, sign.ink(), part)])
            };
            parts.into_iter().enumerate().map(line)
        });
        lines(frame, place, shown.collect(), see.theme);
    }
}

fn size(area: Rect) -> (u16, u16) {
    (area.width.saturating_sub(2).min(150), area.height)
}

fn is_wide(inside: Rect, theme: &Theme) -> bool {
    inside.width >= 110 && !theme.is_plain()
}

/// The form, and so many checks of it beside or below.
fn places(inside: Rect, checks: usize, theme: &Theme) -> [Rect; 2] {
    if is_wide(inside, theme) {
        return Layout::horizontal([Constraint::Min(60), Constraint::Length(46)]).areas(inside);
    }
    let rows = u16::try_from(checks).unwrap_or(4) + 1;
    Layout::vertical([Constraint::Min(4), Constraint::Length(rows)]).areas(inside)
}
