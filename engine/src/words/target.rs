//! What an action can be aimed at.
//!
//! In orders and files a target is text, `host:ws-so-017` or `address:198.51.100.23`; inside it is
//! an id. An address that the plan does not know stays as it was typed: blocking it is lawful and
//! useless.

use crate::words::name::{
    AccountId, AddressId, BackupId, ControlId, DataId, HostId, LinkId, Name, OrgId, ServiceId,
    ZoneId,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The kinds of thing an action can be aimed at.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum TargetKind {
    /// Nothing in particular.
    None,
    /// A host.
    Host,
    /// A service.
    Service,
    /// An account.
    Account,
    /// A zone.
    Zone,
    /// A link.
    Link,
    /// An organisation.
    Org,
    /// An outside address.
    Address,
    /// A body of data.
    Data,
    /// A backup set.
    Backup,
    /// A control.
    Control,
}

impl TargetKind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::None,
        Self::Host,
        Self::Service,
        Self::Account,
        Self::Zone,
        Self::Link,
        Self::Org,
        Self::Address,
        Self::Data,
        Self::Backup,
        Self::Control,
    ];

    /// The word before the colon.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Host => "host",
            Self::Service => "service",
            Self::Account => "account",
            Self::Zone => "zone",
            Self::Link => "link",
            Self::Org => "org",
            Self::Address => "address",
            Self::Data => "data",
            Self::Backup => "backup",
            Self::Control => "control",
        }
    }

    /// The kind of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What an action is aimed at.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// Nothing in particular.
    None,
    /// A host.
    Host(HostId),
    /// A service.
    Service(ServiceId),
    /// An account.
    Account(AccountId),
    /// A zone.
    Zone(ZoneId),
    /// A link.
    Link(LinkId),
    /// An organisation.
    Org(OrgId),
    /// An outside address that the plan knows.
    Address(AddressId),
    /// An outside address that it does not.
    Stranger(Name),
    /// A body of data.
    Data(DataId),
    /// A backup set.
    Backup(BackupId),
    /// A control.
    Control(ControlId),
}

impl Target {
    /// Its kind.
    pub const fn kind(&self) -> TargetKind {
        match self {
            Self::None => TargetKind::None,
            Self::Host(_) => TargetKind::Host,
            Self::Service(_) => TargetKind::Service,
            Self::Account(_) => TargetKind::Account,
            Self::Zone(_) => TargetKind::Zone,
            Self::Link(_) => TargetKind::Link,
            Self::Org(_) => TargetKind::Org,
            Self::Address(_) | Self::Stranger(_) => TargetKind::Address,
            Self::Data(_) => TargetKind::Data,
            Self::Backup(_) => TargetKind::Backup,
            Self::Control(_) => TargetKind::Control,
        }
    }

    /// A number that tells it from others of its kind, for draws.
    pub fn key(&self) -> u64 {
        let (kind, n) = match self {
            Self::None => (0, 0),
            Self::Host(id) => (1, u64::from(id.0)),
            Self::Service(id) => (2, u64::from(id.0)),
            Self::Account(id) => (3, u64::from(id.0)),
            Self::Zone(id) => (4, u64::from(id.0)),
            Self::Link(id) => (5, u64::from(id.0)),
            Self::Org(id) => (6, u64::from(id.0)),
            Self::Address(id) => (7, u64::from(id.0)),
            Self::Stranger(text) => (8, crate::words::chance::key(text) >> 8),
            Self::Data(id) => (9, u64::from(id.0)),
            Self::Backup(id) => (10, u64::from(id.0)),
            Self::Control(id) => (11, u64::from(id.0)),
        };
        kind << 56 | n
    }
}
