//! What things are worth, as the plan says.

use crate::city::map::Map;
use crate::city::place::{INTERNET, OrgKind};
use crate::script::duty::{FieldKind, Judged};
use crate::words::cell::Cell;
use crate::words::name::*;
use crate::words::order::Pillar;
use crate::words::time::{Span, Tick};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a step of the attack is worth.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct StepStake {
    pub name: Name,
    pub techniques: Vec<Name>,
    pub tactic: Name,
    pub weight: u32,
    pub deadline: Span,
    /// Whether the author set the deadline; otherwise it follows from what the attack goes on to
    /// do.
    pub deadline_set: bool,
    pub observable: bool,
    /// At how many machines it has to come off.
    pub need: u32,
    /// The steps that this one waits for.
    pub after: Vec<StepId>,
    /// The outside address it works with.
    pub c2: Option<AddressId>,
}

/// What an action counts for.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ActionStake {
    pub techniques: Vec<Name>,
    pub tactic: Name,
    pub weight: u32,
    /// Whether it leaves traces that a sensor can record.
    pub traced: bool,
    /// What it takes from the attack, if anything.
    pub stops: Option<Stops>,
    /// Whether it keeps what happened for later proof.
    pub preserves: bool,
    /// Whether by it the defence reports what happened to others.
    pub reports: bool,
    /// How soon the script has it found, where it does this or something of the same tactic: the
    /// shortest time to an effect that cannot be undone.
    pub deadline: Option<Span>,
    /// The action that takes back what it did.
    pub undo: Option<ActionId>,
    /// What it does to the city if it comes off.
    pub harms: BTreeSet<Harm>,
}

/// How a response can stop an attack.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stops {
    /// By what goes on at that moment: it restores, it calms a flood.
    Once,
    /// By what the attack holds there: it cleans, it recalls, it makes anew.
    Evicts,
    /// By every flood that comes after, until it is taken back.
    Shields,
    /// By all that comes after, until it is taken back: it cuts off, blocks, closes.
    Lasts,
}

/// What an attack may do to something of the city, and the attack's score counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Harm {
    /// A machine is held.
    Hold,
    /// A forgery lies at a machine.
    Lodge,
    /// A machine's data are encrypted.
    Encrypt,
    /// A service's pages are altered.
    Deface,
    /// A service serves nobody, or fewer.
    Down,
    /// Data leave the city.
    Leak,
    /// Data are altered.
    Tamper,
    /// A backup is destroyed.
    Wipe,
}

impl Harm {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Lodge => "lodge",
            Self::Encrypt => "encrypt",
            Self::Deface => "deface",
            Self::Down => "down",
            Self::Leak => "leak",
            Self::Tamper => "tamper",
            Self::Wipe => "wipe",
        }
    }
}

/// A duty: what is filed to whom.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct DutyStake {
    pub form: FormId,
    pub to: OrgKind,
    pub each: bool,
    pub judged: Judged,
}

/// A form.
#[derive(Clone, Debug)]
pub struct FormStake {
    /// What it asks for.
    pub fields: Vec<FieldStake>,
    /// Whether it reports a weak point; who files it has not reported the incident.
    pub finds: bool,
}

/// A field of a form.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct FieldStake {
    pub name: Name,
    pub kind: FieldKind,
    pub judged: Judged,
}

/// What a service is worth.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct ServiceStake {
    pub name: Name,
    pub host: HostId,
    pub value: u32,
    pub rto: Span,
    /// Its security level, 1–5.
    pub level: u8,
}

/// What an inject counts for.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct InjectStake {
    pub name: Name,
    pub points: u32,
    pub expects: bool,
    pub pillar: Option<Pillar>,
    /// Whether by it the organisers put something back.
    pub puts_back: bool,
}

/// A phase, and whether it counts.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words say it")]
pub struct PhaseStake {
    pub name: Name,
    pub from: Tick,
    pub to: Tick,
    pub scored: bool,
}

/// All that is at stake.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "one list per kind")]
pub struct Stakes {
    pub steps: Vec<StepStake>,
    pub services: Vec<ServiceStake>,
    pub data: Vec<(Name, u32)>,
    pub injects: Vec<InjectStake>,
    pub duties: Vec<Name>,
    pub phases: Vec<PhaseStake>,
    pub rule_levels: Vec<u32>,
    pub rule_names: Vec<Name>,
    pub length: Span,
    /// Whether the drill was set up for people to attack: then nobody follows the script, also
    /// where they do nothing.
    pub people: bool,
    /// What a minute without each host costs, by its role; asked of hosts that defence cut off.
    pub host_values: HostValues,
    /// What the defence answers for and the attack goes through: names and places.
    pub city: Arc<Map>,
    pub actions: Vec<ActionStake>,
    /// The cell of each team, and how many staff it has.
    pub teams: Vec<(Cell, u32)>,
    /// How each duty is met, in the order of `duties`.
    pub obligations: Vec<DutyStake>,
    pub forms: Vec<FormStake>,
    pub weak: Vec<Pillar>,
    pub objectives: Vec<Name>,
    /// How many of the hundred points the jury's ratings make, in thousandths.
    pub rubric: i64,
    /// How long things take, per mille of the catalogue's times.
    pub tempo: u32,
    /// STARTEX by the clock of its day, in seconds.
    pub starts: u32,
}

/// The value of a host by its number.
#[derive(Clone, Debug, Default)]
pub struct HostValues(pub Vec<(u32, u32, u32)>);

impl HostValues {
    /// Points per minute.
    pub fn of(&self, host: HostId) -> u32 {
        let i = self
            .0
            .partition_point(|(first, _, _)| *first <= host.0)
            .saturating_sub(1);
        self.0.get(i).map_or(0, |(_, _, value)| *value)
    }
}

impl Stakes {
    /// The same where people attack, if they do.
    pub fn where_people_attack(&self, people: bool) -> Cow<'_, Self> {
        if people == self.people {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Self {
            people,
            ..self.clone()
        })
    }

    /// The cell of a team.
    pub fn cell(&self, team: TeamId) -> Option<Cell> {
        self.teams.get(team.at()).map(|(cell, _)| *cell)
    }

    /// How many people the defence has.
    pub fn analysts(&self) -> u32 {
        let blue = self.teams.iter().filter(|(cell, _)| *cell == Cell::Blue);
        blue.map(|(_, staff)| *staff).sum::<u32>().max(1)
    }

    /// What a minute without this host costs.
    pub fn host_value(&self, host: HostId) -> u64 {
        u64::from(self.host_values.of(host).max(1))
    }

    /// What a minute without an account costs: one that opens much is worth more than a user's.
    pub fn account_value(&self, account: AccountId) -> u64 {
        if account.at() < self.city.accounts.len() {
            5
        } else {
            1
        }
    }

    /// What a minute without all machines of a zone costs; the internet is nobody's.
    pub fn zone_value(&self, zone: ZoneId) -> u64 {
        if zone == INTERNET {
            return 0;
        }
        let here = self.city.groups.iter().filter(|group| group.zone == zone);
        here.map(|g| u64::from(g.count) * self.host_value(HostId(g.first)))
            .sum()
    }

    /// A length at the tempo of the scenario, as actions have theirs.
    pub fn paced(&self, span: Span) -> Span {
        let paced = u64::from(span.0) * u64::from(self.tempo) / 1_000;
        Span(u32::try_from(paced).unwrap_or(span.0))
    }

    /// Whether what people do at a moment counts: nothing does in a phase that is not scored.
    pub fn counts(&self, at: Tick) -> bool {
        let mut phases = self.phases.iter();
        !phases.any(|phase| !phase.scored && (phase.from..phase.to).contains(&at))
    }

    /// What a measure gives for each phase that counts.
    pub fn scored_phases<T>(&self, measure: impl Fn(&PhaseStake) -> T) -> Vec<(PhaseId, T)> {
        let scored = self.phases.iter().enumerate().filter(|(_, p)| p.scored);
        scored.map(|(i, p)| (PhaseId::of(i), measure(p))).collect()
    }
}
