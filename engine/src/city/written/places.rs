//! Organisations, zones, links and outside addresses, checked.

use crate::city::map::Map;
use crate::city::place::*;
use crate::city::written::{CityWritten, orgs_named, too_many};
use crate::words::check::Check;
use crate::words::fault::FaultKind;
use crate::words::name::*;
use crate::words::text::Text;
use crate::words::time::{Span, Spans};

impl CityWritten {
    pub(super) fn places(&self, map: &mut Map, c: &mut Check) {
        self.orgs(map, c);
        self.commanders(map, c);
        self.zones(map, c);
        self.links(map, c);
        self.addresses(map, c);
    }

    fn orgs(&self, map: &mut Map, c: &mut Check) {
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
    }

    fn commanders(&self, map: &mut Map, c: &mut Check) {
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
    }

    fn zones(&self, map: &mut Map, c: &mut Check) {
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

    fn addresses(&self, map: &mut Map, c: &mut Check) {
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
