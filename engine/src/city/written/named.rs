//! What of a city a text names, or the fault of it.

use crate::city::host::Group;
use crate::city::map::Map;
use crate::words::check::Check;
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::written::At;
use std::ops::Range;

/// The organisations a text names: one, or with a star at its end all that begin so.
pub fn orgs_named(map: &Map, at: &At<String>, c: &mut Check) -> Vec<OrgId> {
    let Some(stem) = at.strip_suffix('*') else {
        return map
            .names
            .orgs
            .find(at, "org", c)
            .map(OrgId::of)
            .into_iter()
            .collect();
    };
    let all = map
        .orgs
        .iter()
        .enumerate()
        .filter(|(_, o)| o.name.starts_with(stem));
    let found: Vec<OrgId> = all.map(|(i, _)| OrgId::of(i)).collect();
    if found.is_empty() {
        c.unknown(at, "org", map.names.orgs.iter());
    }
    found
}

/// The host a text names, or a fault.
pub fn host_named(map: &Map, at: &At<String>, c: &mut Check) -> Option<HostId> {
    let found = map.host(at);
    if found.is_none() {
        c.unknown(at, "host", map.names.groups.iter());
    }
    found
}

/// The hosts a text names, one or a group, or a fault.
pub fn range_named(map: &Map, at: &At<String>, c: &mut Check) -> Option<Range<u32>> {
    let found = map.host_range(at);
    if found.is_none() {
        c.unknown(at, "host", map.names.groups.iter());
    }
    found
}

/// Whom a text means: the hosts that all of these fit.
#[derive(Clone, Copy, Default)]
pub struct Among<'w> {
    /// A host or a group.
    pub hosts: Option<&'w At<String>>,
    /// A role.
    pub role: Option<&'w At<String>>,
    /// A zone.
    pub zone: Option<&'w At<String>>,
    /// Any of these organisations; a group that several share fits if one of them is here.
    pub orgs: Option<&'w [OrgId]>,
}

impl Among<'_> {
    /// Their ids, as one range for each group that has any; and a fault for what is not there.
    pub fn ranges(&self, map: &Map, c: &mut Check) -> Vec<Range<u32>> {
        let hosts = self.hosts.and_then(|hosts| range_named(map, hosts, c));
        let hosts = hosts.unwrap_or(0..u32::MAX);
        let role = self.role.and_then(|r| map.names.roles.find(r, "role", c));
        let zone = self.zone.and_then(|z| map.names.zones.find(z, "zone", c));
        let (role, zone) = (role.map(RoleId::of), zone.map(ZoneId::of));
        let fits = |group: &&Group| {
            role.is_none_or(|role| group.role == role)
                && zone.is_none_or(|zone| group.zone == zone)
                && self
                    .orgs
                    .is_none_or(|orgs| group.orgs.iter().any(|org| orgs.contains(org)))
        };
        let within = |group: &Group| {
            group.first.max(hosts.start)..(group.first + group.count).min(hosts.end)
        };
        let ranges = map.groups.iter().filter(fits).map(within);
        ranges.filter(|range| !range.is_empty()).collect()
    }
}

/// The target that `kind:name` names, or a fault.
pub fn target_named(map: &Map, at: &At<String>, c: &mut Check) -> Option<Target> {
    let found = map.target(at);
    if found.is_none() {
        let names = &map.names;
        let of_kind: Vec<String> = match at.split_once(':') {
            Some((kind, _)) => {
                let list: Vec<&str> = match kind {
                    "host" => names.groups.iter().collect(),
                    "service" => names.services.iter().collect(),
                    "account" => names.accounts.iter().collect(),
                    "zone" => names.zones.iter().collect(),
                    "link" => names.links.iter().collect(),
                    "org" => names.orgs.iter().collect(),
                    "data" => names.data.iter().collect(),
                    "backup" => names.backups.iter().collect(),
                    "control" => names.controls.iter().collect(),
                    _ => Vec::new(),
                };
                list.into_iter().map(|n| format!("{kind}:{n}")).collect()
            }
            None => Vec::new(),
        };
        c.unknown(at, "target", of_kind.iter().map(String::as_str));
    }
    found
}
