//! A city as its author writes it, and how that becomes a [`Map`]: all faults, none skipped.

mod assets;
mod machines;
mod named;
mod places;
mod standbys;

pub use named::{Among, host_named, orgs_named, range_named, target_named};

use crate::city::account::AccountWritten;
use crate::city::asset::{BackupWritten, DataWritten};
use crate::city::control::ControlWritten;
use crate::city::host::{GroupWritten, HostWritten, Role, RoleWritten};
use crate::city::indicator::{self, IndicatorWritten};
use crate::city::map::Map;
use crate::city::place::{AddressWritten, LinkWritten, OrgWritten, ZoneWritten};
use crate::city::service::ServiceWritten;
use crate::words::check::Check;
use crate::words::fault::FaultKind;
use crate::words::name::*;
use crate::words::order::Pillar;
use crate::words::text::Text;
use crate::words::written::At;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The most hosts of a city.
pub const HOST_LIMIT: u64 = 2_000_000;
/// The most organisations, zones, services and so on of a city.
pub const LIST_LIMIT: usize = 20_000;

/// A planted weak point.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WeakWritten {
    /// Its name.
    pub name: At<String>,
    /// What is weak, in words.
    pub title: Text,
    /// Of which kind.
    pub pillar: Pillar,
    /// Where, `kind:name`.
    pub at: At<String>,
    /// A draft of the corrective action.
    pub fix: Text,
}

/// `city.yml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CityWritten {
    /// Organisations.
    pub orgs: Vec<OrgWritten>,
    /// Zones; `internet` is always there.
    pub zones: Vec<ZoneWritten>,
    /// Links.
    #[serde(default)]
    pub links: Vec<LinkWritten>,
    /// Hosts one by one.
    #[serde(default)]
    pub hosts: Vec<HostWritten>,
    /// Hosts by groups.
    #[serde(default)]
    pub groups: Vec<GroupWritten>,
    /// Services.
    #[serde(default)]
    pub services: Vec<ServiceWritten>,
    /// Accounts besides the users of workstations.
    #[serde(default)]
    pub accounts: Vec<AccountWritten>,
    /// Data.
    #[serde(default)]
    pub data: Vec<DataWritten>,
    /// Controls.
    #[serde(default)]
    pub controls: Vec<ControlWritten>,
    /// Backup sets.
    #[serde(default)]
    pub backups: Vec<BackupWritten>,
    /// Outside addresses.
    #[serde(default)]
    pub addresses: Vec<AddressWritten>,
    /// Planted weak points.
    #[serde(default)]
    pub weak_points: Vec<WeakWritten>,
    /// Indicators of the city.
    #[serde(default)]
    pub indicators: Vec<IndicatorWritten>,
    /// What it declares of indicators of the catalogue, per mille.
    #[serde(default)]
    pub declares: BTreeMap<At<String>, u16>,
}

impl CityWritten {
    /// Checks all of it. `roles` and `kinds` come from the catalogue; `variant` says how what is
    /// given out by number is shuffled.
    pub fn check(
        &self,
        roles: &[(At<String>, RoleWritten)],
        kinds: &[(Name, Text)],
        variant: u64,
        c: &mut Check,
    ) -> Map {
        let mut map = Map {
            kinds: kinds.to_vec(),
            variant,
            ..Map::default()
        };
        for (i, (name, _)) in kinds.iter().enumerate() {
            map.names.kinds.put_own(name, i);
        }
        for (i, (name, role)) in roles.iter().enumerate() {
            map.names.roles.put_own(name, i);
            map.roles.push(Role {
                name: name.as_str().into(),
                title: role.title.clone(),
                platform: role.platform,
                users: role.users,
                logs: role.logs.iter().map(|l| l.as_str().into()).collect(),
                value: role.value,
            });
        }
        self.places(&mut map, c);
        self.machines(&mut map, c);
        self.services(&mut map, c);
        self.assets(&mut map, c);
        self.standbys(&mut map, c);
        self.guards(&mut map, c);
        indicator::check(&self.indicators, &mut map, c);
        map
    }
}

fn too_many(found: usize, what: &'static str, c: &mut Check) {
    if found > LIST_LIMIT {
        c.fault_of_file(FaultKind::TooMany {
            what,
            found: found as u64,
            limit: LIST_LIMIT as u64,
        });
    }
}
