//! What of a city a text names, or the fault of it.

use crate::city::host::Group;
use crate::city::map::Map;
use crate::words::check::{Check, Names};
use crate::words::name::*;
use crate::words::target::{Target, TargetKind};
use crate::words::written::At;
use std::ops::Range;

/// The organisations a text names: one, or with a star at its end all that begin so.
pub fn orgs_named(map: &Map, at: &At<String>, c: &mut Check) -> Vec<OrgId> {
    let Some(stem) = at.strip_suffix('*') else {
        let found = map.names.orgs.get(at).map(OrgId::of);
        if found.is_none() {
            no_org(map, at, c);
        }
        return found.into_iter().collect();
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

/// Says that there is no organisation of this name; one of many that were counted out is named by
/// its number, and all of them by a star.
fn no_org(map: &Map, at: &At<String>, c: &mut Check) {
    let numbered = |name: &str| {
        let rest = name.strip_prefix(at.as_str());
        let number = rest.and_then(|rest| rest.strip_prefix('-'));
        number.is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
    };
    match map.names.orgs.iter().any(numbered) {
        true => c.astray(at, "org", || Some(format!("{}-*", at.as_str()))),
        false => c.unknown(at, "org", map.names.orgs.iter()),
    }
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

/// The target that `kind:name` names, or a fault. In a file an address is one that the city has,
/// or is written as what it is: only people type strangers' names.
pub fn target_named(map: &Map, at: &At<String>, c: &mut Check) -> Option<Target> {
    let found = map.target(at).filter(|target| match target {
        Target::Stranger(name) => name.contains(['.', ':']),
        _ => true,
    });
    if found.is_none() {
        match at.split_once(':') {
            Some((kind, _)) => {
                let of_kind = TargetKind::of(kind).into_iter();
                let of_kind = of_kind.flat_map(|kind| names_of(map, kind));
                let of_kind: Vec<String> = of_kind.map(|name| format!("{kind}:{name}")).collect();
                c.unknown(at, "target", of_kind.iter().map(String::as_str));
            }
            None => c.astray(at, "target", || kind_of(map, at)),
        }
    }
    found
}

/// What of this kind is named in a file.
fn names_of(map: &Map, kind: TargetKind) -> impl Iterator<Item = &str> {
    let names = &map.names;
    let of_kind = match kind {
        TargetKind::None => None,
        TargetKind::Host => Some(&names.groups),
        TargetKind::Service => Some(&names.services),
        TargetKind::Account => Some(&names.accounts),
        TargetKind::Zone => Some(&names.zones),
        TargetKind::Link => Some(&names.links),
        TargetKind::Org => Some(&names.orgs),
        TargetKind::Address => Some(&names.addresses),
        TargetKind::Data => Some(&names.data),
        TargetKind::Backup => Some(&names.backups),
        TargetKind::Control => Some(&names.controls),
    };
    of_kind.into_iter().flat_map(Names::iter)
}

/// The same name with the kind that it lacks, if anything has it.
fn kind_of(map: &Map, name: &str) -> Option<String> {
    let has = |kind: &TargetKind| names_of(map, *kind).any(|known| known == name);
    let kind = TargetKind::ALL.into_iter().find(has)?;
    Some(format!("{}:{name}", kind.word()))
}
