//! The checked city: every reference resolved, every question about it answered from here.

use crate::city::account::{Account, AccountKind};
use crate::city::asset::{Backup, Data};
use crate::city::control::Control;
use crate::city::host::{Group, Role};
use crate::city::indicator::Indicator;
use crate::city::place::{Address, Link, Org, OrgKind, Zone, address_target};
use crate::city::service::Service;
use crate::city::shuffle::Shuffle;
use crate::words::chance::{Seed, key};
use crate::words::check::Names;
use crate::words::lost::Lost;
use crate::words::name::*;
use crate::words::order::Pillar;
use crate::words::target::{Target, TargetKind};
use crate::words::text::{Lang, Text};
use std::net::Ipv4Addr;
use std::ops::Range;

/// A weak point planted in the scenario; finding it is half of the drill.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Weak {
    pub name: Name,
    pub title: Text,
    pub pillar: Pillar,
    pub at: Target,
    pub fix: Text,
}

/// The names of everything in the city.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "one map per kind")]
pub struct CityNames {
    pub orgs: Names,
    pub zones: Names,
    pub links: Names,
    pub roles: Names,
    pub groups: Names,
    pub services: Names,
    pub accounts: Names,
    pub data: Names,
    pub controls: Names,
    pub kinds: Names,
    pub backups: Names,
    pub addresses: Names,
    pub weak: Names,
    pub flaws: Names,
}

/// The checked city.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "one list per kind, in the order written")]
pub struct Map {
    pub orgs: Vec<Org>,
    pub zones: Vec<Zone>,
    pub links: Vec<Link>,
    pub roles: Vec<Role>,
    pub groups: Vec<Group>,
    pub hosts: u32,
    pub services: Vec<Service>,
    pub accounts: Vec<Account>,
    pub data: Vec<Data>,
    pub controls: Vec<Control>,
    pub kinds: Vec<(Name, Text)>,
    pub backups: Vec<Backup>,
    pub addresses: Vec<Address>,
    pub weak: Vec<Weak>,
    pub indicators: Vec<Indicator>,
    pub names: CityNames,
    /// Services, what is stood on first.
    pub service_order: Vec<ServiceId>,
    /// What chance settles before STARTEX is drawn from this.
    pub seed: u64,
    /// Which permutation of names and addresses is shown; 0 is the city as written.
    pub variant: u64,
    /// How the places of a zone, from which addresses are given out, are shuffled.
    pub places: Vec<Shuffle>,
}

impl Map {
    pub(super) fn seed(&self) -> Seed {
        Seed(self.seed)
    }

    /// Whether it may lack hosts, or what makes them fit, because they could not be read.
    pub fn is_part(&self, lost: &Lost) -> bool {
        lost.touches_any("city.yml") || lost.touches_any("catalogue/roles/")
    }

    /// The same city as another variant numbers it: members of groups, and given-out addresses.
    #[must_use]
    pub fn shuffled(&self, variant: u64) -> Self {
        let mut map = self.clone();
        map.variant = variant;
        let mut in_zone = vec![0; map.zones.len()];
        for group in &mut map.groups {
            group.numbers = Shuffle::of(variant, &group.name, group.count);
            in_zone[group.zone.at()] += group.count;
        }
        map.shuffle_places(&in_zone);
        map
    }

    /// Shuffles the places of each zone, of which there are so many.
    pub fn shuffle_places(&mut self, in_zone: &[u32]) {
        let places = self.zones.iter().zip(in_zone);
        let places = places.map(|(zone, count)| Shuffle::of(self.variant, &zone.name, *count));
        self.places = places.collect();
    }

    // ── hosts ──

    /// The group a host belongs to, and its number there.
    pub fn group_of(&self, host: HostId) -> (&Group, u32) {
        let i = self
            .groups
            .partition_point(|g| g.first <= host.0)
            .saturating_sub(1);
        let group = &self.groups[i];
        (group, host.0 - group.first)
    }

    /// A host's name.
    pub fn host_name(&self, host: HostId) -> String {
        let (group, n) = self.group_of(host);
        if group.single {
            group.name.to_string()
        } else {
            let shown = group.numbers.shown(n) + 1;
            format!("{}-{shown:0w$}", group.name, w = group.digits())
        }
    }

    /// The host of a name.
    pub fn host(&self, name: &str) -> Option<HostId> {
        if let Some(i) = self.names.groups.get(name) {
            return self.groups[i]
                .single
                .then_some(HostId(self.groups[i].first));
        }
        let (group, number) = name.rsplit_once('-')?;
        let group = &self.groups[self.names.groups.get(group)?];
        let n: u32 = number.parse().ok()?;
        let good =
            !group.single && number.len() == group.digits() && (1..=group.count).contains(&n);
        good.then(|| HostId(group.first + group.numbers.meant(n - 1)))
    }

    /// The ids of a host or of a group's members.
    pub fn host_range(&self, name: &str) -> Option<Range<u32>> {
        if let Some(i) = self.names.groups.get(name) {
            let group = &self.groups[i];
            return Some(group.first..group.first + group.count);
        }
        self.host(name).map(|h| h.0..h.0 + 1)
    }

    /// Where a host stands.
    pub fn zone_of(&self, host: HostId) -> ZoneId {
        self.group_of(host).0.zone
    }

    /// Whose a host is.
    pub fn org_of(&self, host: HostId) -> OrgId {
        let (group, n) = self.group_of(host);
        group.org(n)
    }

    /// Whether a host is of the attacker's own.
    pub fn is_attackers(&self, host: HostId) -> bool {
        self.orgs[self.org_of(host).at()].kind == OrgKind::Attacker
    }

    /// The hosts of an organisation, in order.
    pub fn hosts_of(&self, org: OrgId) -> Vec<HostId> {
        let groups = self.groups.iter().filter(|group| group.orgs.contains(&org));
        let all = groups.flat_map(|group| group.first..group.first + group.count);
        all.map(HostId).filter(|h| self.org_of(*h) == org).collect()
    }

    /// A host's role.
    pub fn role_of(&self, host: HostId) -> &Role {
        &self.roles[self.group_of(host).0.role.at()]
    }

    /// A host's address: as written, or given out by zone and place.
    pub fn ip_of(&self, host: HostId) -> String {
        let (group, n) = self.group_of(host);
        if let Some(ip) = &group.address {
            return ip.to_string();
        }
        let place = group.in_zone + n;
        let shuffle = self.places.get(group.zone.at());
        let n = shuffle.map_or(place, |shuffle| shuffle.shown(place)) + 10;
        let second = u32::from(group.zone.0 % 24) * 10 + (n >> 16) % 10;
        format!("10.{}.{}.{}", second + 10, n >> 8 & 255, n & 255)
    }

    /// The host whose address is given out as this; those with a written one are not looked at.
    pub fn host_at(&self, ip: Ipv4Addr) -> Option<HostId> {
        let [10, second, c, d] = ip.octets() else {
            return None;
        };
        let second = u32::from(second).checked_sub(10)?;
        let (zone, high) = (second / 10, second % 10);
        let shown = (high << 16 | u32::from(c) << 8 | u32::from(d)).checked_sub(10)?;
        let in_it = |group: &&Group| {
            group.address.is_none()
                && u32::from(group.zone.0 % 24) == zone
                && self.place_in(group, shown).is_some()
        };
        let group = self.groups.iter().find(in_it)?;
        let n = self.place_in(group, shown)?;
        Some(HostId(group.first + n))
    }

    /// The member of a group that stands at this place as shown.
    fn place_in(&self, group: &Group, shown: u32) -> Option<u32> {
        let shuffle = self.places.get(group.zone.at());
        let place = shuffle.map_or(shown, |shuffle| shuffle.meant(shown));
        let n = place.checked_sub(group.in_zone)?;
        (n < group.count).then_some(n)
    }

    /// Whether chance gave a host this weakness.
    pub fn has_flaw(&self, host: HostId, flaw: FlawId) -> bool {
        let (group, _) = self.group_of(host);
        group.flaws.iter().any(|&(f, share)| {
            f == flaw
                && (share >= 1_000
                    || self
                        .seed()
                        .fixed(u64::from(host.0) << 16 | u64::from(flaw.0), "flaw")
                        .hits(share))
        })
    }

    /// Whether a host's logging policy leaves out this class of log at STARTEX.
    pub fn is_silent(&self, host: HostId, class: &str) -> bool {
        let (group, _) = self.group_of(host);
        let Some((_, share)) = group.silent.iter().find(|(log, _)| **log == *class) else {
            return false;
        };
        let who = u64::from(host.0).rotate_left(32) ^ key(class);
        *share >= 1_000 || self.seed().fixed(who, "silent").hits(*share)
    }

    /// Whether a host writes this class of log at STARTEX: its role does, its policy lets it.
    pub fn writes(&self, host: HostId, class: &str) -> bool {
        let has = self.role_of(host).logs.iter().any(|log| **log == *class);
        has && !self.is_silent(host, class)
    }

    // ── accounts ──

    /// The account of the person who works on a host.
    pub fn user_account(&self, host: HostId) -> AccountId {
        AccountId(u32::try_from(self.accounts.len()).unwrap_or(0) + host.0)
    }

    /// The host whose user this is, if it is not a listed account.
    pub fn user_host(&self, account: AccountId) -> Option<HostId> {
        account
            .0
            .checked_sub(u32::try_from(self.accounts.len()).ok()?)
            .filter(|&h| h < self.hosts)
            .map(HostId)
    }

    /// An account's name.
    pub fn account_name(&self, account: AccountId) -> String {
        match self.accounts.get(account.at()) {
            Some(listed) => listed.name.to_string(),
            None => self
                .user_host(account)
                .map_or_else(String::new, |h| format!("u-{}", self.host_name(h))),
        }
    }

    /// The account of a name.
    pub fn account(&self, name: &str) -> Option<AccountId> {
        let listed = self.names.accounts.get(name).map(AccountId::of);
        listed.or_else(|| {
            self.host(name.strip_prefix("u-")?)
                .map(|h| self.user_account(h))
        })
    }

    /// Whose an account is.
    pub fn account_org(&self, account: AccountId) -> OrgId {
        match self.accounts.get(account.at()) {
            Some(listed) => listed.org,
            None => self.user_host(account).map_or(OrgId(0), |h| self.org_of(h)),
        }
    }

    /// Whether an account opens a host.
    pub fn account_opens(&self, account: AccountId, host: HostId) -> bool {
        use crate::city::account::Opening;
        match self.accounts.get(account.at()) {
            None => self.user_host(account) == Some(host),
            Some(listed) => listed.opens.iter().any(|o| match o {
                Opening::Hosts(range) => range.contains(&host.0),
                Opening::Zone(zone) => self.zone_of(host) == *zone,
                Opening::Link(_) => false,
            }),
        }
    }

    /// Whether a second factor guards it.
    pub fn is_guarded(&self, account: AccountId) -> bool {
        self.accounts.get(account.at()).is_some_and(|a| a.mfa)
    }

    /// What an account is for.
    pub fn account_kind(&self, account: AccountId) -> AccountKind {
        self.accounts
            .get(account.at())
            .map_or(AccountKind::User, |a| a.kind)
    }

    /// How wary the holder of an account is, per mille.
    pub fn awareness(&self, account: AccountId) -> u16 {
        let listed = self.accounts.get(account.at());
        let home = listed
            .and_then(|a| a.home)
            .or_else(|| self.user_host(account));
        let own = listed.and_then(|a| a.awareness);
        own.or_else(|| home.and_then(|h| self.group_of(h).0.awareness))
            .unwrap_or_else(|| {
                self.orgs
                    .get(self.account_org(account).at())
                    .map_or(500, |o| o.awareness)
            })
    }

    /// Whether the holder of an account is one who falls for a lure.
    pub fn is_lured(&self, account: AccountId) -> bool {
        self.seed()
            .fixed(u64::from(account.0), "lured")
            .hits(1_000 - self.awareness(account).min(1_000))
    }

    // ── services ──

    /// Services on a host.
    pub fn services_on(&self, host: HostId) -> impl Iterator<Item = ServiceId> + '_ {
        let on = move |(i, s): (usize, &Service)| (s.host == host).then(|| ServiceId::of(i));
        self.services.iter().enumerate().filter_map(on)
    }

    /// Services that stand on this one.
    pub fn services_upon(&self, below: ServiceId) -> Vec<ServiceId> {
        let upon = |(i, s): (usize, &Service)| s.depends.contains(&below).then(|| ServiceId::of(i));
        self.services.iter().enumerate().filter_map(upon).collect()
    }

    // ── authority ──

    /// The organisation that has the say over a target.
    pub fn owner_of(&self, target: &Target) -> Option<OrgId> {
        match *target {
            Target::Host(h) => Some(self.org_of(h)),
            Target::Service(s) => Some(self.org_of(self.services[s.at()].host)),
            Target::Account(a) => Some(self.account_org(a)),
            Target::Zone(z) => self.zones[z.at()].org,
            Target::Link(l) => Some(self.links[l.at()].owner),
            Target::Org(o) => Some(o),
            Target::Data(d) => Some(self.data[d.at()].owner),
            Target::Control(c) => Some(self.controls[c.at()].org),
            Target::Backup(b) => {
                let covers = self.backups[b.at()].covers.first();
                covers.map(|s| self.org_of(self.services[s.at()].host))
            }
            Target::None | Target::Address(_) | Target::Stranger(_) => None,
        }
    }

    /// Whether one organisation may order another about, directly or down the chain.
    pub fn commands(&self, who: OrgId, whom: OrgId) -> bool {
        let mut at = vec![whom];
        let mut seen = std::collections::BTreeSet::new();
        while let Some(org) = at.pop() {
            if org == who {
                return true;
            }
            if seen.insert(org) {
                at.extend(&self.orgs[org.at()].commanded_by);
            }
        }
        false
    }

    // ── names and targets ──

    /// Reads `kind:name`.
    pub fn target(&self, text: &str) -> Option<Target> {
        if text.is_empty() || text == "none" {
            return Some(Target::None);
        }
        let (kind, name) = text.split_once(':')?;
        let n = &self.names;
        match kind {
            "host" => self.host(name).map(Target::Host),
            "service" => n
                .services
                .get(name)
                .map(|i| Target::Service(ServiceId::of(i))),
            "account" => self.account(name).map(Target::Account),
            "zone" => n.zones.get(name).map(|i| Target::Zone(ZoneId::of(i))),
            "link" => n.links.get(name).map(|i| Target::Link(LinkId::of(i))),
            "org" => n.orgs.get(name).map(|i| Target::Org(OrgId::of(i))),
            "address" => Some(address_target(&self.addresses, name)),
            "data" => n.data.get(name).map(|i| Target::Data(DataId::of(i))),
            "backup" => n.backups.get(name).map(|i| Target::Backup(BackupId::of(i))),
            "control" => n
                .controls
                .get(name)
                .map(|i| Target::Control(ControlId::of(i))),
            _ => None,
        }
    }

    /// The name of a target, without its kind.
    pub fn target_name(&self, target: &Target) -> String {
        match target {
            Target::None => String::new(),
            Target::Host(h) => self.host_name(*h),
            Target::Service(s) => self.services[s.at()].name.to_string(),
            Target::Account(a) => self.account_name(*a),
            Target::Zone(z) => self.zones[z.at()].name.to_string(),
            Target::Link(l) => self.links[l.at()].name.to_string(),
            Target::Org(o) => self.orgs[o.at()].name.to_string(),
            Target::Address(a) => self.addresses[a.at()].ip.to_string(),
            Target::Stranger(text) => text.to_string(),
            Target::Data(d) => self.data[d.at()].name.to_string(),
            Target::Backup(b) => self.backups[b.at()].name.to_string(),
            Target::Control(c) => self.controls[c.at()].name.to_string(),
        }
    }

    /// Writes `kind:name`.
    pub fn target_text(&self, target: &Target) -> String {
        match target.kind() {
            TargetKind::None => String::new(),
            kind => format!("{}:{}", kind.word(), self.target_name(target)),
        }
    }

    /// What a target is called, without its kind: hosts, accounts and addresses by name, all else
    /// by title.
    pub fn target_title(&self, target: &Target, lang: Lang) -> String {
        let title = match target {
            Target::Service(s) => self.services.get(s.at()).map(|s| &s.title),
            Target::Zone(z) => self.zones.get(z.at()).map(|z| &z.title),
            Target::Link(l) => self.links.get(l.at()).map(|l| &l.title),
            Target::Org(o) => self.orgs.get(o.at()).map(|o| &o.title),
            Target::Data(d) => self.data.get(d.at()).map(|d| &d.title),
            Target::Backup(b) => self.backups.get(b.at()).map(|b| &b.title),
            Target::Control(c) => self.controls.get(c.at()).map(|c| &c.title),
            _ => None,
        };
        title.map_or_else(
            || self.target_name(target),
            |title| title.get(lang).to_owned(),
        )
    }

    /// The host a target stands on, where it stands on one.
    pub fn host_of(&self, target: &Target) -> Option<HostId> {
        let listed = |a: AccountId| self.accounts.get(a.at()).and_then(|l| l.home);
        match *target {
            Target::Host(h) => Some(h),
            Target::Service(s) => Some(self.services[s.at()].host),
            Target::Data(d) => Some(self.data[d.at()].host),
            Target::Backup(b) => self.backups[b.at()].on,
            Target::Account(a) => listed(a).or_else(|| self.user_host(a)),
            _ => None,
        }
    }
}
