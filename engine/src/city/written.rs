//! A city as its author writes it, and how that becomes a [`Map`]: all faults, none skipped.

use crate::city::account::{Account, AccountWritten, Opening};
use crate::city::asset::{Backup, BackupWritten, Data, DataWritten};
use crate::city::control::{Control, ControlWritten};
use crate::city::host::{Group, GroupWritten, HostWritten, Role, RoleWritten};
use crate::city::map::{Map, Weak};
use crate::city::place::*;
use crate::city::service::{Service, ServiceWritten};
use crate::words::check::Check;
use crate::words::fault::FaultKind;
use crate::words::name::*;
use crate::words::order::Pillar;
use crate::words::text::Text;
use crate::words::time::{Span, Spans};
use crate::words::written::At;
use petgraph::algo::{tarjan_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};
use schemars::JsonSchema;
use serde::Deserialize;
use std::ops::Range;

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
#[derive(Debug, Deserialize, JsonSchema)]
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
}

impl CityWritten {
    /// Checks all of it. `roles` and `kinds` come from the catalogue.
    pub fn check(
        &self,
        roles: &[(At<String>, RoleWritten)],
        kinds: &[(Name, Text)],
        c: &mut Check,
    ) -> Map {
        let mut map = Map {
            kinds: kinds.to_vec(),
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
        self.guards(&mut map, c);
        map
    }

    fn places(&self, map: &mut Map, c: &mut Check) {
        for org in &self.orgs {
            let count = org.count.as_ref().map_or(1, |n| **n);
            for n in 0..count {
                let (name, title) = match &org.count {
                    None => (Name::from(org.name.as_str()), org.title.clone()),
                    Some(_) => {
                        let own = org.titles.get(n as usize).cloned();
                        let numbered = |t: &str| format!("{t} {}", n + 1);
                        let made = Text {
                            vi: numbered(&org.title.vi),
                            en: numbered(&org.title.en),
                        };
                        (
                            format!("{}-{:02}", org.name.as_str(), n + 1).into(),
                            own.unwrap_or(made),
                        )
                    }
                };
                map.names
                    .orgs
                    .put_as(name.clone(), &org.name, map.orgs.len(), c);
                map.orgs.push(Org {
                    name,
                    title,
                    kind: org.kind,
                    commanded_by: Default::default(),
                    via: None,
                    answers: org.answers.unwrap_or(Spans {
                        least: Span::minutes(10),
                        most: Span::minutes(30),
                    }),
                    complies: org.complies.unwrap_or(950),
                    contact: org.contact,
                    awareness: org.awareness.unwrap_or(500),
                });
            }
        }
        too_many(map.orgs.len(), "orgs", c);
        let mut at = 0;
        for org in &self.orgs {
            let commanders: Vec<OrgId> = org
                .commanded_by
                .iter()
                .flat_map(|name| orgs_named(map, name, c))
                .collect();
            let via = org
                .via
                .as_ref()
                .and_then(|v| map.names.orgs.find(v, "org", c))
                .map(OrgId::of);
            for _ in 0..org.count.as_ref().map_or(1, |n| **n) {
                map.orgs[at].commanded_by = commanders.iter().copied().collect();
                map.orgs[at].via = via;
                at += 1;
            }
        }
        map.names.zones.put_own("internet", 0);
        let title = Text {
            vi: "Internet".into(),
            en: "Internet".into(),
        };
        map.zones.push(Zone {
            name: "internet".into(),
            title,
            org: None,
        });
        for zone in &self.zones {
            map.names.zones.put(&zone.name, map.zones.len(), c);
            let org = map.names.orgs.find(&zone.org, "org", c).map(OrgId::of);
            map.zones.push(Zone {
                name: zone.name.as_str().into(),
                title: zone.title.clone(),
                org,
            });
        }
        too_many(map.zones.len(), "zones", c);
        self.links(map, c);
        for address in &self.addresses {
            map.names
                .addresses
                .put(&address.name, map.addresses.len(), c);
            check_reserved(address, c);
            map.addresses.push(Address {
                name: address.name.as_str().into(),
                domain: address.domain.as_str().into(),
                ip: address.ip.as_str().into(),
                kind: address.kind,
            });
        }
    }

    fn links(&self, map: &mut Map, c: &mut Check) {
        for link in &self.links {
            map.names.links.put(&link.name, map.links.len(), c);
            let ends: Vec<usize> = link
                .between
                .iter()
                .filter_map(|z| map.names.zones.find(z, "zone", c))
                .collect();
            let owner = map
                .names
                .orgs
                .find(&link.owner, "org", c)
                .map_or(OrgId(0), OrgId::of);
            let ends = match ends[..] {
                [a, b] => (ZoneId::of(a), ZoneId::of(b)),
                _ => (ZoneId(0), ZoneId(0)),
            };
            map.links.push(Link {
                name: link.name.as_str().into(),
                title: link.title.clone().unwrap_or_else(|| Text::same(&link.name)),
                ends,
                allow: link.allow.iter().copied().collect(),
                needed: link.needed.iter().copied().collect(),
                gated: link.gate.is_some(),
                owner,
            });
        }
        if map.links.len() > Gates::LINK_LIMIT {
            let (found, limit) = (map.links.len() as u64, Gates::LINK_LIMIT as u64);
            c.fault_of_file(FaultKind::TooMany {
                what: "links",
                found,
                limit,
            });
        }
    }

    fn machines(&self, map: &mut Map, c: &mut Check) {
        let mut in_zone = vec![0u32; map.zones.len()];
        let mut total = 0u64;
        for host in &self.hosts {
            let flaws = host
                .weaknesses
                .iter()
                .map(|w| (flaw(map, w), 1_000))
                .collect();
            let group = Group {
                name: host.name.as_str().into(),
                title: host.title.clone().unwrap_or_else(|| Text::same(&host.name)),
                single: true,
                first: 0,
                count: 1,
                in_zone: 0,
                role: RoleId(0),
                zone: ZoneId(0),
                orgs: Vec::new(),
                flaws,
                address: host.address.as_ref().map(|a| a.as_str().into()),
                awareness: host.awareness,
            };
            let orgs = std::slice::from_ref(&host.org);
            add_group(
                map,
                group,
                (&host.name, &host.role, &host.zone, orgs),
                &mut in_zone,
                c,
            );
            total += 1;
        }
        for many in &self.groups {
            total += u64::from(*many.count);
            if total > HOST_LIMIT {
                c.fault(
                    &many.count,
                    FaultKind::TooMany {
                        what: "hosts",
                        found: total,
                        limit: HOST_LIMIT,
                    },
                );
                return;
            }
            let flaws = many
                .weaknesses
                .iter()
                .map(|(w, share)| (flaw(map, w), *share))
                .collect();
            let group = Group {
                name: many.name.as_str().into(),
                title: many.title.clone().unwrap_or_else(|| Text::same(&many.name)),
                single: false,
                first: 0,
                count: *many.count,
                in_zone: 0,
                role: RoleId(0),
                zone: ZoneId(0),
                orgs: Vec::new(),
                flaws,
                address: None,
                awareness: many.awareness,
            };
            add_group(
                map,
                group,
                (&many.name, &many.role, &many.zone, &many.orgs),
                &mut in_zone,
                c,
            );
        }
    }

    fn services(&self, map: &mut Map, c: &mut Check) {
        for (i, service) in self.services.iter().enumerate() {
            map.names.services.put(&service.name, i, c);
        }
        let mut graph = DiGraph::<usize, ()>::new();
        self.services.iter().enumerate().for_each(|(i, _)| {
            graph.add_node(i);
        });
        for (i, service) in self.services.iter().enumerate() {
            let depends: Vec<ServiceId> = service
                .depends
                .iter()
                .filter_map(|d| map.names.services.find(d, "service", c))
                .map(ServiceId::of)
                .collect();
            for below in &depends {
                graph.add_edge(NodeIndex::new(below.at()), NodeIndex::new(i), ());
            }
            let users_from = service
                .users_from
                .iter()
                .filter_map(|z| map.names.zones.find(z, "zone", c))
                .map(ZoneId::of)
                .collect();
            let host = host_named(map, &service.host, c).unwrap_or(HostId(0));
            let flaws = service.weaknesses.iter().map(|w| flaw(map, w)).collect();
            map.services.push(Service {
                name: service.name.as_str().into(),
                title: service.title.clone(),
                host,
                level: service.level,
                people: service.people,
                value: service.value,
                depends,
                users_from,
                capacity: service.capacity.unwrap_or(100),
                flaws,
                rto: service.rto.unwrap_or(Span::hours(24)),
                manual: service.manual,
            });
        }
        match toposort(&graph, None) {
            Ok(order) => {
                map.service_order = order.into_iter().map(|n| ServiceId::of(graph[n])).collect()
            }
            Err(_) => {
                for knot in tarjan_scc(&graph)
                    .into_iter()
                    .filter(|k| k.len() > 1 || graph.contains_edge(k[0], k[0]))
                {
                    let path = knot
                        .iter()
                        .map(|n| self.services[graph[*n]].name.to_string())
                        .collect();
                    c.fault(
                        &self.services[graph[knot[0]]].name,
                        FaultKind::Cycle { path },
                    );
                }
            }
        }
    }

    fn assets(&self, map: &mut Map, c: &mut Check) {
        for account in &self.accounts {
            map.names.accounts.put(&account.name, map.accounts.len(), c);
            let org = map
                .names
                .orgs
                .find(&account.org, "org", c)
                .map_or(OrgId(0), OrgId::of);
            let home = account.home.as_ref().and_then(|h| host_named(map, h, c));
            let opens = account
                .opens
                .iter()
                .filter_map(|o| opening(map, o, c))
                .collect();
            map.accounts.push(Account {
                name: account.name.as_str().into(),
                title: account
                    .title
                    .clone()
                    .unwrap_or_else(|| Text::same(&account.name)),
                org,
                kind: account.kind,
                home,
                opens,
                awareness: account.awareness,
                mfa: account.mfa,
            });
        }
        for data in &self.data {
            map.names.data.put(&data.name, map.data.len(), c);
            let host = host_named(map, &data.host, c).unwrap_or(HostId(0));
            let owner = map
                .names
                .orgs
                .find(&data.owner, "org", c)
                .map_or(OrgId(0), OrgId::of);
            map.data.push(Data {
                name: data.name.as_str().into(),
                title: data.title.clone(),
                host,
                owner,
                kind: data.kind,
                records: data.records,
                worth: data.worth,
            });
        }
        for backup in &self.backups {
            map.names.backups.put(&backup.name, map.backups.len(), c);
            let covers = backup
                .covers
                .iter()
                .filter_map(|s| map.names.services.find(s, "service", c));
            let covers = covers.map(ServiceId::of).collect();
            let on = backup.on.as_ref().and_then(|h| host_named(map, h, c));
            let takes = backup.takes.unwrap_or(Spans {
                least: Span::hours(4),
                most: Span::hours(8),
            });
            map.backups.push(Backup {
                name: backup.name.as_str().into(),
                title: backup.title.clone(),
                covers,
                on,
                age: backup.age,
                tested: backup.tested,
                bad: backup.bad,
                offline: backup.offline || backup.on.is_none(),
                takes,
            });
        }
    }

    fn guards(&self, map: &mut Map, c: &mut Check) {
        for control in &self.controls {
            map.names.controls.put(&control.name, map.controls.len(), c);
            let kind = map
                .names
                .kinds
                .find(&control.kind, "control kind", c)
                .map_or(KindId(0), KindId::of);
            let covers = &control.covers;
            let zones = covers
                .zones
                .iter()
                .filter_map(|z| map.names.zones.find(z, "zone", c))
                .map(ZoneId::of)
                .collect();
            let orgs = covers
                .orgs
                .iter()
                .flat_map(|o| orgs_named(map, o, c))
                .collect();
            let hosts = covers
                .hosts
                .iter()
                .filter_map(|h| range_named(map, h, c))
                .collect();
            let org = map
                .names
                .orgs
                .find(&control.org, "org", c)
                .map_or(OrgId(0), OrgId::of);
            map.controls.push(Control {
                name: control.name.as_str().into(),
                title: control.title.clone(),
                kind,
                zones,
                orgs,
                hosts,
                coverage: control.coverage.unwrap_or(1_000),
                on: control.on.unwrap_or(true),
                healthy: control.healthy.unwrap_or(true),
                watched: control.watched.unwrap_or(true),
                collected: control.collected.unwrap_or(true),
                org,
            });
        }
        too_many(map.controls.len(), "controls", c);
        for weak in &self.weak_points {
            map.names.weak.put(&weak.name, map.weak.len(), c);
            let Some(at) = target_named(map, &weak.at, c) else {
                continue;
            };
            map.weak.push(Weak {
                name: weak.name.as_str().into(),
                title: weak.title.clone(),
                pillar: weak.pillar,
                at,
                fix: weak.fix.clone(),
            });
        }
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

fn add_group(
    map: &mut Map,
    mut group: Group,
    (name, role, zone, orgs): (&At<String>, &At<String>, &At<String>, &[At<String>]),
    in_zone: &mut [u32],
    c: &mut Check,
) {
    map.names.groups.put(name, map.groups.len(), c);
    group.role = map
        .names
        .roles
        .find(role, "role", c)
        .map_or(RoleId(0), RoleId::of);
    group.zone = map
        .names
        .zones
        .find(zone, "zone", c)
        .map_or(ZoneId(0), ZoneId::of);
    group.orgs = orgs.iter().flat_map(|o| orgs_named(map, o, c)).collect();
    if group.orgs.is_empty() {
        group.orgs.push(OrgId(0));
    }
    group.first = map.hosts;
    group.in_zone = in_zone[group.zone.at()];
    in_zone[group.zone.at()] += group.count;
    map.hosts += group.count;
    map.groups.push(group);
}

fn flaw(map: &mut Map, name: &str) -> FlawId {
    let known = map.names.flaws.get(name);
    FlawId::of(known.unwrap_or_else(|| {
        let next = map.names.flaws.len();
        map.names.flaws.put_own(name, next);
        next
    }))
}

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

/// The target that `kind:name` names, or a fault.
pub fn target_named(
    map: &Map,
    at: &At<String>,
    c: &mut Check,
) -> Option<crate::words::target::Target> {
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

fn opening(map: &Map, at: &At<String>, c: &mut Check) -> Option<Opening> {
    if let Some(range) = map.host_range(at) {
        return Some(Opening::Hosts(range));
    }
    if let Some(zone) = map.names.zones.get(at) {
        return Some(Opening::Zone(ZoneId::of(zone)));
    }
    if let Some(link) = map.names.links.get(at) {
        return Some(Opening::Link(LinkId::of(link)));
    }
    let known = map
        .names
        .groups
        .iter()
        .chain(map.names.zones.iter())
        .chain(map.names.links.iter());
    c.unknown(at, "host, group, zone or link", known);
    None
}

/// Only reserved addresses and names: a drill must not point at anybody.
fn check_reserved(address: &AddressWritten, c: &mut Check) {
    let ranges = ["192.0.2.", "198.51.100.", "203.0.113.", "10."];
    if !ranges.iter().any(|r| address.ip.starts_with(r)) {
        let shape = "192.0.2.x, 198.51.100.x, 203.0.113.x";
        c.fault(
            &address.ip,
            FaultKind::BadText {
                found: address.ip.to_string(),
                shape,
            },
        );
    }
    if !address.domain.ends_with(".example") {
        let shape = "….example";
        c.fault(
            &address.domain,
            FaultKind::BadText {
                found: address.domain.to_string(),
                shape,
            },
        );
    }
}
