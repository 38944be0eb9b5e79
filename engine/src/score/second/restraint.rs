//! What defence keeps from its users, and how much of that the attack called for.
//!
//! An asset is justified while it is compromised, or one hop ahead of the attack on the way that it
//! takes when nobody responds. Asset-value-minutes are counted, so that a workstation weighs less
//! than the domain controller and a minute less than a day.

use crate::score::card::{About, Restriction, Stamp};
use crate::score::second::fold::Fold;
use crate::score::stakes::Stakes;
use crate::words::name::*;
use crate::words::time::{MINUTE, Span, Tick};
use std::collections::BTreeMap;

/// Something that can be kept from its users.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Asset {
    Host(HostId),
    Zone(ZoneId),
    Link(LinkId),
    Account(AccountId),
    Service(ServiceId),
}

impl Asset {
    const fn about(self) -> About {
        match self {
            Self::Host(host) => About::Host(host),
            Self::Zone(zone) => About::Zone(zone),
            Self::Link(link) => About::Link(link),
            Self::Account(account) => About::Account(account),
            Self::Service(service) => About::Service(service),
        }
    }
}

/// A time in which an asset was kept from its users.
#[derive(Clone, Copy, Debug)]
struct Kept {
    asset: Asset,
    from: Stamp,
    to: Tick,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Restrained {
    open: BTreeMap<Asset, Stamp>,
    all: Vec<Kept>,
}

impl Restrained {
    /// An asset is restricted or given back. Only what a defence team restricts counts; whoever
    /// gives it back ends it.
    pub fn set(&mut self, asset: Asset, on: bool, now: Stamp, by_defence: bool) {
        if on {
            if by_defence {
                self.open.entry(asset).or_insert(now);
            }
        } else if let Some(from) = self.open.remove(&asset) {
            self.all.push(Kept {
                asset,
                from,
                to: now.at,
            });
        }
    }

    /// What is still restricted at the end.
    pub fn settle(&mut self, end: Tick) {
        let open = std::mem::take(&mut self.open);
        let rest = open.into_iter().map(|(asset, from)| Kept {
            asset,
            from,
            to: end,
        });
        self.all.extend(rest);
    }
}

/// For how long a machine that the attack held may be kept apart once it is clean, to be looked
/// over and put back: that is no more than the attack called for. Ours.
const AFTERCARE: Span = Span::hours(8);

/// When each machine and account was on the attack's way.
#[derive(Clone, Debug, Default)]
pub struct Path {
    hosts: BTreeMap<HostId, Vec<(Tick, Tick)>>,
    accounts: BTreeMap<AccountId, Vec<(Tick, Tick)>>,
}

impl Path {
    /// The way of the attack: as it went here, and one hop ahead as it goes without a response.
    pub fn of(f: &Fold, idle: &Fold) -> Self {
        let mut path = Self::default();
        for deed in &f.deeds {
            let Some(began) = deed.began else { continue };
            for (host, last) in &deed.hosts {
                path.host(*host, began.at, last.after(deed.deadline));
            }
        }
        for (host, holds) in &f.town.holds {
            for hold in holds {
                let to = hold.to.map_or(f.end, |(to, _)| to.at.after(AFTERCARE));
                path.host(*host, hold.from.at, to.min(f.end));
            }
        }
        for (account, from) in &f.town.stolen {
            path.account(*account, *from, f.end);
        }
        if !f.people {
            path.ahead(f, idle);
        }
        path.hosts.values_mut().for_each(merge);
        path.accounts.values_mut().for_each(merge);
        path
    }

    /// What lies one hop ahead: where a step hits that waits for one which has begun.
    fn ahead(&mut self, f: &Fold, idle: &Fold) {
        let mut order: Vec<usize> = (0..idle.deeds.len()).collect();
        order.retain(|&i| idle.deeds[i].began.is_some());
        order.sort_by_key(|&i| idle.deeds[i].began);
        for (rank, &i) in order.iter().enumerate() {
            let deed = &idle.deeds[i];
            let before = deed.after.iter().filter_map(|&b| f.deeds.get(b)?.began);
            // What waits for nothing follows what begins before it.
            let previous = rank.checked_sub(1).and_then(|r| f.deeds[order[r]].began);
            let from = if deed.after.is_empty() {
                previous
            } else {
                before.min()
            };
            let Some(from) = from else { continue };
            for (host, last) in &deed.hosts {
                self.host(*host, from.at, last.after(deed.deadline));
            }
            for (account, at) in &idle.town.stolen {
                if idle.town.stolen_by.get(account) == Some(&i) {
                    self.account(*account, from.at, at.after(deed.deadline));
                }
            }
        }
    }

    fn host(&mut self, host: HostId, from: Tick, to: Tick) {
        self.hosts.entry(host).or_default().push((from, to));
    }

    fn account(&mut self, account: AccountId, from: Tick, to: Tick) {
        self.accounts.entry(account).or_default().push((from, to));
    }

    fn host_seconds(&self, host: HostId, from: Tick, to: Tick) -> u64 {
        self.hosts
            .get(&host)
            .map_or(0, |times| within(times, from, to))
    }

    /// Value-seconds of the machines on the way in this zone.
    fn zone_worth(&self, stakes: &Stakes, zone: ZoneId, from: Tick, to: Tick) -> u64 {
        let here = self
            .hosts
            .keys()
            .filter(|host| stakes.city.zone_of(**host) == zone);
        here.map(|h| stakes.host_value(*h) * self.host_seconds(*h, from, to))
            .sum()
    }
}

/// Puts times in order and joins those that overlap.
fn merge(times: &mut Vec<(Tick, Tick)>) {
    times.sort_unstable();
    let mut joined: Vec<(Tick, Tick)> = Vec::with_capacity(times.len());
    for (from, to) in times.drain(..) {
        match joined.last_mut().filter(|(_, end)| *end >= from) {
            Some((_, end)) => *end = (*end).max(to),
            None => joined.push((from, to)),
        }
    }
    *times = joined;
}

/// How many seconds of these times lie between two moments.
fn within(times: &[(Tick, Tick)], from: Tick, to: Tick) -> u64 {
    let parts = times
        .iter()
        .map(|(a, b)| (*b).min(to).since((*a).max(from)));
    parts.map(|Span(seconds)| u64::from(seconds)).sum()
}

/// What was restricted, each with how much of it was justified.
pub fn restrictions(stakes: &Stakes, f: &Fold, path: &Path) -> Vec<Restriction> {
    let count = |kept: &Kept| {
        let (from, to) = (kept.from.at, kept.to);
        let seconds = u64::from(to.since(from).0);
        let (value, justified) = match kept.asset {
            Asset::Host(host) => {
                let value = stakes.host_value(host);
                (value, value * path.host_seconds(host, from, to))
            }
            Asset::Zone(zone) => {
                let worth = path.zone_worth(stakes, zone, from, to);
                (stakes.zone_value(zone).max(1), worth)
            }
            Asset::Link(link) => {
                let (a, b) = stakes.city.links[link.at()].ends;
                // What a link cuts off is the lesser side of it; the internet is no side. One that
                // nobody needs for anything keeps nothing from anybody.
                let sides = [stakes.zone_value(a), stakes.zone_value(b)];
                let value = sides.into_iter().filter(|worth| *worth > 0).min();
                let is_needed = !stakes.city.links[link.at()].needed.is_empty();
                let worth =
                    path.zone_worth(stakes, a, from, to) + path.zone_worth(stakes, b, from, to);
                (if is_needed { value.unwrap_or(1) } else { 0 }, worth)
            }
            Asset::Account(account) => {
                let value = stakes.account_value(account);
                let home = stakes
                    .city
                    .host_of(&crate::words::target::Target::Account(account));
                let own = path
                    .accounts
                    .get(&account)
                    .map_or(0, |t| within(t, from, to));
                let there = home.map_or(0, |host| path.host_seconds(host, from, to));
                (value, value * own.max(there))
            }
            Asset::Service(service) => {
                let stake = &stakes.services[service.at()];
                let value = u64::from(stake.value.max(1));
                (value, value * path.host_seconds(stake.host, from, to))
            }
        };
        let all = value * seconds;
        let milli_minutes = |value_seconds: u64| value_seconds * 1_000 / u64::from(MINUTE);
        Restriction {
            about: kept.asset.about(),
            all: milli_minutes(all),
            justified: milli_minutes(justified.min(all)),
            fact: kept.from.fact,
        }
    };
    f.restrained.all.iter().map(count).collect()
}

/// How much of all restriction was justified, per mille; 1000 if nothing was restricted.
pub fn proportion(all: &[Restriction]) -> u32 {
    let sum = |part: fn(&Restriction) -> u64| all.iter().map(part).sum::<u64>();
    let share = (sum(|r| r.justified) * 1_000).checked_div(sum(|r| r.all));
    share.map_or(1_000, |share| u32::try_from(share).unwrap_or(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::second::town::Hold;

    #[test]
    fn times_that_overlap_are_counted_once() {
        let t = |a, b| (Tick(a), Tick(b));
        let mut times = vec![t(50, 60), t(0, 10), t(5, 20), t(20, 30)];
        merge(&mut times);
        assert_eq!(times, [t(0, 30), t(50, 60)]);
        assert_eq!(within(&times, Tick(25), Tick(55)), 10);
        assert_eq!(within(&times, Tick(31), Tick(40)), 0);
    }

    #[test]
    fn a_machine_that_was_taken_may_be_kept_apart_until_it_is_looked_over() {
        let stamp = |at| Stamp {
            at: Tick(at),
            fact: FactId(at),
        };
        let hold = Hold {
            from: stamp(1_000),
            to: Some((stamp(5_000), true)),
            put_back: false,
        };
        let (host, other) = (HostId(3), HostId(4));
        let mut f = Fold::default();
        f.end = Tick(200_000);
        f.town.holds.insert(host, vec![hold]);
        let path = Path::of(&f, &Fold::default());
        let hours = AFTERCARE.0;
        assert_eq!(path.host_seconds(host, Tick(1_000), Tick(5_000)), 4_000);
        let all = path.host_seconds(host, Tick(0), Tick(200_000));
        assert_eq!(all, u64::from(4_000 + hours), "and no longer");
        assert_eq!(path.host_seconds(other, Tick(0), Tick(200_000)), 0);
    }

    #[test]
    fn nothing_restricted_is_in_proportion() {
        assert_eq!(proportion(&[]), 1_000);
    }
}
