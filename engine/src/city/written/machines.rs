//! Hosts, alone and in groups, and the services on them, checked.

use crate::city::host::Group;
use crate::city::map::Map;
use crate::city::service::{Dossier, Service};
use crate::city::shuffle::Shuffle;
use crate::city::written::{CityWritten, HOST_LIMIT, host_named, orgs_named};
use crate::words::check::Check;
use crate::words::fault::FaultKind;
use crate::words::name::*;
use crate::words::text::Text;
use crate::words::time::Span;
use crate::words::written::At;
use petgraph::algo::{tarjan_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};

/// Where a group stands and what it is, as written.
struct Standing<'a> {
    name: &'a At<String>,
    role: &'a At<String>,
    zone: &'a At<String>,
    orgs: &'a [At<String>],
}

impl CityWritten {
    pub(super) fn machines(&self, map: &mut Map, c: &mut Check) {
        let mut in_zone = vec![0u32; map.zones.len()];
        let mut total = 0u64;
        for host in &self.hosts {
            let flaws = host.weaknesses.iter();
            let flaws = flaws.map(|w| (flaw(map, w), 1_000)).collect();
            let silent = host.silent.iter().map(|l| (Name::from(l.as_str()), 1_000));
            let group = Group {
                silent: silent.collect(),
                address: host.address.as_ref().map(|a| a.as_str().into()),
                ..unplaced(&host.name, &host.title, flaws, host.awareness)
            };
            let orgs = std::slice::from_ref(&host.org);
            add_group(
                map,
                group,
                Standing {
                    name: &host.name,
                    role: &host.role,
                    zone: &host.zone,
                    orgs,
                },
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
                c.lost.kind("host");
                return;
            }
            let flaws = many.weaknesses.iter();
            let flaws = flaws.map(|(w, share)| (flaw(map, w), *share)).collect();
            let silent = many.silent.iter();
            let silent = silent.map(|(l, share)| (Name::from(l.as_str()), *share));
            let group = Group {
                silent: silent.collect(),
                single: false,
                count: *many.count,
                ..unplaced(&many.name, &many.title, flaws, many.awareness)
            };
            add_group(
                map,
                group,
                Standing {
                    name: &many.name,
                    role: &many.role,
                    zone: &many.zone,
                    orgs: &many.orgs,
                },
                &mut in_zone,
                c,
            );
        }
        map.shuffle_places(&in_zone);
    }

    pub(super) fn services(&self, map: &mut Map, c: &mut Check) {
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
                standby: None,
                dossier: service.dossier.as_ref().map(Dossier::from),
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
}

/// One host that has no place yet.
fn unplaced(
    name: &At<String>,
    title: &Option<Text>,
    flaws: Vec<(FlawId, u16)>,
    awareness: Option<u16>,
) -> Group {
    Group {
        name: name.as_str().into(),
        title: title.clone().unwrap_or_else(|| Text::same(name)),
        single: true,
        first: 0,
        count: 1,
        in_zone: 0,
        numbers: Shuffle::default(),
        role: RoleId(0),
        zone: ZoneId(0),
        orgs: Vec::new(),
        flaws,
        address: None,
        awareness,
        silent: Vec::new(),
    }
}

fn add_group(
    map: &mut Map,
    mut group: Group,
    Standing {
        name,
        role,
        zone,
        orgs,
    }: Standing,
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
    group.numbers = Shuffle::of(map.variant, name, group.count);
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
