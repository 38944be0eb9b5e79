//! The catalogue entry of an action, and the two closed lists it is written in.

use crate::action::requirement::Requirement;
use crate::action::template::{Template, TraceWritten};
use crate::city::map::Map;
use crate::city::place::OrgKind;
use crate::words::cell::Cell;
use crate::words::check::{Check, Names};
use crate::words::fact::{Compliance, Grip};
use crate::words::fault::FaultKind;
use crate::words::name::*;
use crate::words::target::TargetKind;
use crate::words::text::Text;
use crate::words::time::{Span, Spans};
use crate::words::written::At;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The two ends of an action.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// Where it comes from.
    Source,
    /// What it is aimed at.
    Target,
}

impl Effect {
    /// Whether it brings something back from a copy.
    pub const fn is_from_copy(&self) -> bool {
        matches!(self, Self::Restore | Self::FailOver)
    }
}

/// Which accounts' secrets are gained.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SecretOf {
    /// The target host's user.
    User,
    /// Service accounts that open the target host.
    Service,
    /// Administrators' accounts that open the target host.
    Admin,
    /// The target account.
    Target,
}

/// What is revealed: those in the target's zone, or the target organisation's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Reveal {
    Hosts,
    /// Hosts at which nobody sits, at the other end of the links that the target's zone needs.
    Peers,
    Services,
    Accounts,
    Data,
    Links,
    Backups,
}

/// What a finished action does. A closed list; each is carried out in `effect`.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// A foothold on the target host.
    Foothold(Grip),
    /// The foothold there outlives restarts and plain cleaning.
    Persist,
    /// The foothold there calls home this often.
    Beacon(Span),
    /// A forgery lies on the target host until it is recalled; the host is not held by it.
    Lodge,
    /// Forgeries on the target host are recalled.
    Recall,
    /// Secrets are gained.
    Credential(SecretOf),
    /// The team comes to know things.
    Reveal(Reveal),
    /// Target data (or the data on the target host) are gathered.
    Stage,
    /// Target data leave the city.
    Leak,
    /// Target data are put on an open channel: a breach of secrecy where they bear a grade.
    Show,
    /// Target data are altered.
    Tamper,
    /// The target host's data are encrypted.
    Encrypt,
    /// The target backup is destroyed; for a host, those the network reaches there.
    Wipe,
    /// The target service stops.
    Stop,
    /// The target service starts.
    Start,
    /// So many units of load for as long as the run lasts.
    Flood(u32),
    /// All floods on the target service end.
    Unflood,
    /// The target service's pages are altered.
    Deface,
    /// So many of a thousand units of floods are filtered away.
    Filter(u16),
    /// People are served by paper.
    Manual,
    /// …and no longer.
    Normal,
    /// Altered pages are put right, a stopped service is started.
    Repair,
    /// The target host or zone is cut off. A host keeps the management channel, over which its own
    /// logs still come; a zone keeps nothing, and its hosts send their logs when it is back.
    Isolate,
    /// …and put back.
    Reconnect,
    /// Footholds on the target host are removed; lasting ones only at even odds.
    Clean,
    /// The target host is made anew: nothing of the attack is left, its data must be restored.
    Reimage,
    /// A weakness (or `all`) is closed on the target.
    Patch(String),
    /// The target link carries nothing.
    Cut,
    /// …carries only what is needed.
    Restrict,
    /// …carries all it may.
    Reopen,
    /// The target address is blocked.
    Block,
    /// …and open again.
    Unblock,
    /// The target account is locked.
    Lock,
    /// …and unlocked.
    Unlock,
    /// The target account gets a new secret.
    Rotate,
    /// A kind of control, or a class of log, goes off on the target host; `target` for a target
    /// control.
    Blind(String),
    /// …and is on (and healthy) again; for a target control, with somebody who watches its alerts.
    Heal(String),
    /// Local logs of the target host are cleared.
    Forget,
    /// The target service or host is restored from the newest usable copy.
    Restore,
    /// The target host, or each of the target zone, loses its power.
    PowerOff,
    /// …and has it again.
    PowerOn,
    /// The target service runs at its standby, from the copy that is kept for that; from the newest
    /// usable one if that one cannot be read.
    FailOver,
    /// What was entered at the standby of the target service is carried to its own site.
    Resync,
    /// The target service runs at its own site again.
    FailBack,
    /// The target backup is taken out of the network's reach.
    Offline,
    /// The target backup's newest set turns out unreadable.
    Spoil,
    /// Blue sees the true state of the target and weak points planted there.
    Inspect,
    /// Blue searches a zone or body for footholds, finding each at these odds.
    Sweep(u16),
    /// Evidence of the target host is secured.
    Preserve,
    /// A message reaches the target organisation.
    Tell,
    /// Public trust moves.
    Trust(i16),
    /// The team is ready for something.
    Prepare(String),
    /// The target body's machines are looked over, and each foothold there is removed at these
    /// odds.
    Clear(u16),
    /// This action is asked of every body that has machines in the target zone.
    Spread(At<String>),
    /// The target service comes this far in its protection by level.
    Attain(Compliance),
}

/// The phase of handling a response belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "NIST's words")]
pub enum Phase {
    Prepare,
    Detect,
    Analyse,
    Contain,
    Eradicate,
    Recover,
    Report,
}

/// An action, one file each.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionWritten {
    /// What it is called.
    pub title: Text,
    /// What it is, in one sentence.
    pub about: Text,
    /// Who may order it.
    #[serde(rename = "for")]
    pub cell: Cell,
    /// ATT&CK technique ids, most specific first.
    #[serde(default)]
    pub attack: Vec<At<String>>,
    /// ATT&CK tactic.
    pub tactic: Option<At<String>>,
    /// D3FEND technique id.
    pub d3fend: Option<String>,
    /// The phase of handling it belongs to.
    pub phase: Option<Phase>,
    /// What it is aimed at.
    pub target: TargetKind,
    /// How long it takes.
    pub takes: Spans,
    /// Success, per mille, once requirements hold and nothing stops it.
    #[schemars(range(max = 1000))]
    pub odds: Option<u16>,
    /// What must hold.
    #[serde(default)]
    pub requires: Vec<Requirement>,
    /// What it does.
    #[serde(default)]
    pub effects: Vec<At<Effect>>,
    /// Kinds of control that may stop it, and how often, per mille.
    #[serde(default)]
    pub stopped_by: BTreeMap<At<String>, u16>,
    /// What it leaves behind.
    #[serde(default)]
    pub traces: Vec<TraceWritten>,
    /// How many staff it binds.
    #[schemars(range(max = 50))]
    pub staff: Option<u16>,
    /// How long the leader takes to approve it.
    pub approval: Option<Spans>,
    /// The kind of body that must carry it out.
    pub through: Option<OrgKind>,
    /// The role without a machine of which a city has no use for it: it is not offered there.
    #[serde(rename = "where")]
    pub stands: Option<String>,
    /// Whether the target's own body carries it out: in its own time, if it complies at all.
    #[serde(default)]
    pub itself: bool,
    /// What it costs the users.
    pub breaks: Option<Text>,
    /// The action that takes it back.
    pub undo: Option<At<String>>,
    /// The weight of a step that uses it, 1 to 5.
    #[schemars(range(min = 1, max = 5))]
    pub weight: Option<u8>,
}

/// An action of the catalogue.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Action {
    pub name: Name,
    pub title: Text,
    pub about: Text,
    pub cell: Cell,
    pub attack: Vec<Name>,
    pub tactic: Name,
    pub phase: Option<Phase>,
    pub target: TargetKind,
    pub takes: Spans,
    pub odds: u16,
    pub requires: Vec<Requirement>,
    pub effects: Vec<Effect>,
    pub stopped_by: Vec<(KindId, u16)>,
    pub traces: Vec<Template>,
    pub staff: u16,
    pub approval: Option<Spans>,
    pub through: Option<OrgKind>,
    pub stands: Option<Name>,
    pub itself: bool,
    pub breaks: Option<Text>,
    pub undo: Option<Name>,
    pub weight: u8,
}

/// All actions, by their place.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// In order of their names.
    pub actions: Vec<Action>,
    /// Their names.
    pub names: Names,
    /// Readiness marks that some action gives.
    pub marks: Names,
    /// The classes of log there are, which effects may name.
    pub classes: Names,
}

impl Catalogue {
    /// The action of a name.
    pub fn action(&self, name: &str) -> Option<ActionId> {
        self.names.get(name).map(ActionId::of)
    }

    /// Whether by an action of the defence a body is told something.
    pub fn tells(&self, id: ActionId) -> bool {
        let action = self.actions.get(id.at());
        action.is_some_and(|a| a.cell == Cell::Blue && a.effects.contains(&Effect::Tell))
    }

    /// The word of a readiness mark.
    pub fn mark_name(&self, id: MarkId) -> Option<&str> {
        let is = |word: &&str| self.marks.get(word) == Some(id.at());
        self.marks.iter().find(is)
    }

    /// Checks one entry and takes it up.
    pub fn take(
        &mut self,
        name: &str,
        w: &ActionWritten,
        map: &Map,
        attack: &Attack,
        c: &mut Check,
    ) {
        for id in &w.attack {
            attack.check(id, c);
        }
        let stopped_by = w.stopped_by.iter().filter_map(|(kind, odds)| {
            map.names
                .kinds
                .find(kind, "control kind", c)
                .map(|k| (KindId::of(k), *odds))
        });
        let stopped_by = stopped_by.collect();
        self.check_effects(w, map, c);
        let traces = w.traces.iter();
        let traces = traces.filter_map(|t| Template::check(t, &self.classes, c));
        let traces = traces.collect();
        self.names.put_own(name, self.actions.len());
        self.actions.push(Action {
            name: name.into(),
            title: w.title.clone(),
            about: w.about.clone(),
            cell: w.cell,
            attack: w.attack.iter().map(|t| attack.current(t)).collect(),
            tactic: w.tactic.as_deref().map_or("", String::as_str).into(),
            phase: w.phase,
            target: w.target,
            takes: w.takes,
            odds: w.odds.unwrap_or(1_000),
            requires: w.requires.clone(),
            effects: w.effects.iter().map(|e| (**e).clone()).collect(),
            stopped_by,
            traces,
            staff: w.staff.unwrap_or(u16::from(w.cell == Cell::Blue)),
            approval: w.approval,
            through: w.through,
            stands: w.stands.as_deref().map(Into::into),
            itself: w.itself,
            breaks: w.breaks.clone(),
            undo: w.undo.as_ref().map(|u| u.as_str().into()),
            weight: w.weight.unwrap_or(2),
        });
    }

    fn check_effects(&mut self, w: &ActionWritten, map: &Map, c: &mut Check) {
        for effect in &w.effects {
            match &**effect {
                Effect::Blind(kind) | Effect::Heal(kind)
                    if kind != "target"
                        && map.names.kinds.get(kind).is_none()
                        && self.classes.get(kind).is_none()
                        && !c.lost.may_name("control kind", kind)
                        && !c.lost.may_name("log class", kind) =>
                {
                    let name = kind.clone();
                    c.fault(
                        effect,
                        FaultKind::UnknownName {
                            kind: "control kind",
                            name,
                            near: None,
                        },
                    );
                }
                Effect::Prepare(mark) if self.marks.get(mark).is_none() => {
                    let next = self.marks.len();
                    self.marks.put_own(mark, next);
                }
                _ => {}
            }
        }
    }
}

/// `catalogue/attack.yml`: which techniques there are, and what the old ids became.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attack {
    /// The version of ATT&CK the ids are from.
    pub version: String,
    /// Techniques.
    pub techniques: BTreeMap<String, Technique>,
    /// Ids of earlier versions, and what they became.
    #[serde(default)]
    pub aliases: BTreeMap<String, String>,
}

/// A technique of ATT&CK: names and tactics only.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Technique {
    /// Its name.
    pub name: String,
    /// Its tactics' short names.
    pub tactics: Vec<String>,
}

impl Attack {
    /// Today's id of a technique.
    pub fn current(&self, id: &str) -> Name {
        self.aliases.get(id).map_or(id, String::as_str).into()
    }

    fn check(&self, id: &At<String>, c: &mut Check) {
        if let Some(now) = self.aliases.get(id.as_str()) {
            let args = vec![("found", id.to_string()), ("now", now.clone())];
            c.fault(
                id,
                FaultKind::Other {
                    code: "old-technique",
                    args,
                },
            );
        } else if !self.techniques.contains_key(id.as_str()) {
            c.unknown(id, "technique", self.techniques.keys().map(String::as_str));
        }
    }
}
