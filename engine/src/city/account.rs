//! Accounts: what they open, and whether a secret once stolen still works.

use crate::words::known::Numbered;
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::text::Text;
use crate::words::written::At;
use bevy_ecs::prelude::{Component, Resource};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

// ── Written ──

/// What an account is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are the field's own")]
pub enum AccountKind {
    User,
    Service,
    Admin,
    Vpn,
    Vendor,
}

/// An account. The user of each workstation is there without being written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called.
    pub title: Option<Text>,
    /// Whose it is.
    pub org: At<String>,
    /// What it is for.
    pub kind: AccountKind,
    /// The host its holder works on.
    pub home: Option<At<String>>,
    /// Hosts, groups, zones and gated links it opens.
    #[serde(default)]
    pub opens: Vec<At<String>>,
    /// How wary its holder is, per mille.
    #[schemars(range(max = 1000))]
    pub awareness: Option<u16>,
    /// Whether a second factor guards it, so that its secret alone opens nothing.
    #[serde(default)]
    pub mfa: bool,
}

// ── the plan ──

/// What an account opens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Opening {
    /// These hosts.
    Hosts(Range<u32>),
    /// Every host of this zone.
    Zone(ZoneId),
    /// The gate of this link.
    Link(LinkId),
}

/// An account.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Account {
    pub name: Name,
    pub title: Text,
    pub org: OrgId,
    pub kind: AccountKind,
    pub home: Option<HostId>,
    pub opens: Vec<Opening>,
    pub awareness: Option<u16>,
    pub mfa: bool,
}

// ── Lives ──

/// The state of accounts that something happened to; all others are as the plan has them.
#[derive(Resource, Default)]
pub struct Secrets(BTreeMap<AccountId, Secret>);

#[derive(Clone, Copy, Default)]
struct Secret {
    version: u32,
    locked: bool,
}

impl Secrets {
    /// Which secret it has by now: 0 before the first change.
    pub fn version(&self, account: AccountId) -> u32 {
        self.0.get(&account).map_or(0, |s| s.version)
    }

    /// Whether it is locked.
    pub fn is_locked(&self, account: AccountId) -> bool {
        self.0.get(&account).is_some_and(|s| s.locked)
    }

    /// Gives it a new secret: what was stolen opens nothing any more.
    pub fn rotate(&mut self, account: AccountId) {
        self.0.entry(account).or_default().version += 1;
    }

    /// Locks or unlocks it; true if that is a change.
    pub fn lock(&mut self, account: AccountId, locked: bool) -> bool {
        let secret = self.0.entry(account).or_default();
        std::mem::replace(&mut secret.locked, locked) != locked
    }
}

/// What an attack team has come to hold and to know.
#[derive(Component, Clone, Debug, Default)]
pub struct Knowledge {
    secrets: BTreeMap<AccountId, u32>,
    seen: BTreeSet<Target>,
    /// What came off where, by the name of the action.
    brought: BTreeSet<(Target, Name)>,
}

impl Numbered for Knowledge {
    type Id = TeamId;

    fn place(id: TeamId) -> usize {
        id.0.into()
    }
}

impl Knowledge {
    /// Comes to hold the secret of an account as it is now; true if it did not.
    pub fn hold(&mut self, account: AccountId, secrets: &Secrets) -> bool {
        let version = secrets.version(account);
        self.secrets.insert(account, version) != Some(version)
    }

    /// Whether a held secret still works.
    pub fn opens(&self, account: AccountId, secrets: &Secrets) -> bool {
        self.secrets.get(&account) == Some(&secrets.version(account)) && !secrets.is_locked(account)
    }

    /// Whether a secret of this account is held, working or not.
    pub fn holds(&self, account: AccountId) -> bool {
        self.secrets.contains_key(&account)
    }

    /// The accounts whose secrets are held, working or not, in order.
    pub fn held(&self) -> impl Iterator<Item = AccountId> + '_ {
        self.secrets.keys().copied()
    }

    /// The accounts whose secrets are held and still work, in order.
    pub fn working<'a>(&'a self, secrets: &'a Secrets) -> impl Iterator<Item = AccountId> + 'a {
        self.secrets
            .keys()
            .copied()
            .filter(|&account| self.opens(account, secrets))
    }

    /// Comes to know of something; true if it did not.
    pub fn learn(&mut self, what: Target) -> bool {
        self.seen.insert(what)
    }

    /// An action of the team's came off somewhere.
    pub fn bring(&mut self, action: Name, to: Target) {
        self.brought.insert((to, action));
    }

    /// Whether an action of the team's ever came off there.
    pub fn has_brought(&self, action: &str, to: &Target) -> bool {
        self.brought.contains(&(to.clone(), action.into()))
    }

    /// Whether it knows of something.
    pub fn knows(&self, what: &Target) -> bool {
        self.seen.contains(what)
    }
}
