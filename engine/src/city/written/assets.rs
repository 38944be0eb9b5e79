//! Accounts, data, backups, controls and weak points, checked.

use crate::city::account::{Account, Opening};
use crate::city::asset::{Backup, Data};
use crate::city::control::Control;
use crate::city::map::{Map, Weak};
use crate::city::written::{
    CityWritten, host_named, orgs_named, range_named, target_named, too_many,
};
use crate::words::check::Check;
use crate::words::name::*;
use crate::words::text::Text;
use crate::words::time::{Span, Spans};
use crate::words::written::At;

impl CityWritten {
    pub(super) fn assets(&self, map: &mut Map, c: &mut Check) {
        self.accounts(map, c);
        self.data(map, c);
        self.backups(map, c);
    }

    fn accounts(&self, map: &mut Map, c: &mut Check) {
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
    }

    fn data(&self, map: &mut Map, c: &mut Check) {
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
    }

    fn backups(&self, map: &mut Map, c: &mut Check) {
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
                declared: backup.declared,
                follows: backup.follows,
                tested: backup.tested,
                bad: backup.bad,
                offline: backup.offline || backup.on.is_none(),
                takes,
            });
        }
    }

    pub(super) fn guards(&self, map: &mut Map, c: &mut Check) {
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
                delay: control.delay.unwrap_or_default(),
                loss: control.loss.unwrap_or(0),
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
