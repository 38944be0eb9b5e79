//! Data, and the copies of them.

use crate::words::known::Numbered;
use crate::words::name::*;
use crate::words::text::Text;
use crate::words::time::{Span, Spans, Tick};
use crate::words::written::At;
use bevy_ecs::prelude::Component;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;

// ── Written ──

/// What kind of data.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are the domain's own")]
pub enum DataKind {
    Personal,
    Operational,
    Public,
    Secret,
}

/// A body of data.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DataWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called.
    pub title: Text,
    /// Where it is kept.
    pub host: At<String>,
    /// Whose it is.
    pub owner: At<String>,
    /// Of which kind.
    pub kind: DataKind,
    /// How many records.
    #[serde(default)]
    pub records: u64,
    /// What its loss is worth, in points.
    #[schemars(range(max = 100_000))]
    pub worth: u32,
}

/// A backup set.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackupWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called.
    pub title: Text,
    /// Services it covers.
    pub covers: Vec<At<String>>,
    /// The host it is kept on; absent for media that no network reaches.
    pub on: Option<At<String>>,
    /// How old it is at STARTEX.
    pub age: Span,
    /// How old it is by its papers; they say nothing if absent.
    pub declared: Option<Span>,
    /// Whether it follows its original, always as far behind as its age: a replica. Any other copy
    /// stands still and grows older.
    #[serde(default)]
    pub follows: bool,
    /// How long ago a restore was last tested; never if absent.
    pub tested: Option<Span>,
    /// How many of a thousand blocks are bad.
    #[serde(default)]
    #[schemars(range(max = 1000))]
    pub bad: u16,
    /// Whether it is out of reach of the network.
    #[serde(default)]
    pub offline: bool,
    /// How long a restore from it takes.
    pub takes: Option<Spans>,
}

// ── the plan ──

/// A body of data.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Data {
    pub name: Name,
    pub title: Text,
    pub host: HostId,
    pub owner: OrgId,
    pub kind: DataKind,
    pub records: u64,
    pub worth: u32,
}

/// A backup set.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Backup {
    pub name: Name,
    pub title: Text,
    pub covers: Vec<ServiceId>,
    pub on: Option<HostId>,
    pub age: Span,
    pub declared: Option<Span>,
    pub follows: bool,
    pub tested: Option<Span>,
    pub bad: u16,
    pub offline: bool,
    pub takes: Spans,
}

/// How many of a thousand restores fail from a copy with so many bad blocks of a thousand: one
/// touches many blocks, so a few bad ones are enough to spoil it.
pub const fn fails(bad: u16) -> u16 {
    let fails = bad.saturating_mul(8);
    if fails > 1_000 { 1_000 } else { fails }
}

/// Whether whoever knows of so many bad blocks would rather take another copy: it is more likely to
/// fail than not.
pub const fn is_doubtful(bad: u16) -> bool {
    fails(bad) > 500
}

impl Backup {
    /// How old it is at a moment, if it followed its original until another, as a replica does.
    pub fn age_at(&self, at: Tick, followed: Tick) -> Span {
        let grew = if self.follows {
            at.since(followed).0
        } else {
            at.0
        };
        Span(self.age.0.saturating_add(grew))
    }
}

// ── Lives ──

/// What happened to a body of data.
#[derive(Component, Clone, Default)]
pub struct DataState {
    staged: BTreeSet<(TeamId, Option<HostId>)>,
    leaked: bool,
    tampered: bool,
}

impl Numbered for DataState {
    type Id = DataId;

    fn place(id: DataId) -> usize {
        id.at()
    }
}

impl DataState {
    /// Gathers it for taking away on this machine, or outside the city; true if the team had it
    /// nowhere.
    pub fn stage(&mut self, team: TeamId, on: Option<HostId>) -> bool {
        let first = !self.is_staged(team);
        self.staged.insert((team, on));
        first
    }

    /// Whether the team has gathered it.
    pub fn is_staged(&self, team: TeamId) -> bool {
        self.staged_on(team).next().is_some()
    }

    /// On which machines the team has gathered it; none for outside the city.
    pub fn staged_on(&self, team: TeamId) -> impl Iterator<Item = Option<HostId>> + '_ {
        let own = self.staged.iter().filter(move |(by, _)| *by == team);
        own.map(|(_, on)| *on)
    }

    /// Lets it out; true the first time.
    pub fn leak(&mut self) -> bool {
        !std::mem::replace(&mut self.leaked, true)
    }

    /// Alters it; true the first time.
    pub fn tamper(&mut self) -> bool {
        !std::mem::replace(&mut self.tampered, true)
    }

    /// Whether it is altered now.
    pub fn is_tampered(&self) -> bool {
        self.tampered
    }

    /// Puts it right from a copy.
    pub fn restore(&mut self) {
        self.tampered = false;
    }
}

/// The state of a backup set.
#[derive(Component, Clone, Copy)]
pub struct BackupState {
    offline: bool,
    wiped: bool,
    spoilt: bool,
    doubted: bool,
    /// When it was taken, in seconds before STARTEX.
    pub age: Span,
}

impl Numbered for BackupState {
    type Id = BackupId;

    fn place(id: BackupId) -> usize {
        id.at()
    }
}

impl BackupState {
    /// As it is at STARTEX.
    pub fn of(backup: &Backup) -> Self {
        Self {
            offline: backup.offline,
            wiped: false,
            spoilt: false,
            doubted: false,
            age: backup.age,
        }
    }

    /// Whether there is anything left to restore from.
    pub fn is_usable(&self) -> bool {
        !self.wiped && !self.spoilt
    }

    /// Whether the network reaches it and it is not destroyed yet.
    pub const fn can_be_wiped(&self) -> bool {
        !self.offline && !self.wiped
    }

    /// Destroys it if the network reaches it; true if that happened.
    pub fn wipe(&mut self) -> bool {
        let can = self.can_be_wiped();
        self.wiped |= can;
        can
    }

    /// Marks it as unreadable, found out in the trying.
    pub fn spoil(&mut self) {
        self.spoilt = true;
    }

    /// Notes that an inspection found it as good as unreadable: whoever restores takes another one,
    /// if there is one.
    pub fn doubt(&mut self) {
        self.doubted = true;
    }

    /// Whether an inspection found it bad.
    pub fn is_doubted(&self) -> bool {
        self.doubted
    }

    /// Takes it out of reach of the network.
    pub fn take_offline(&mut self) {
        self.offline = true;
    }
}
