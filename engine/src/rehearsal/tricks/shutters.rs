//! Tricks that close things: nothing can be attacked that nobody can use.

use crate::city::place::INTERNET;
use crate::rehearsal::{Brief, Mind, Shelf};
use crate::view::blue::BlueView;
use crate::words::name::{AccountId, HostId, LinkId, ServiceId, ZoneId};
use crate::words::order::BlueAsk;
use crate::words::target::Target;
use crate::words::time::Tick;
use std::collections::BTreeSet;

/// How many orders wait or run at once; the next is given when one is over.
const AT_ONCE: usize = 24;
/// How many machines are dealt with one by one at most; the zones are closed besides.
const MACHINES: usize = 300;

/// A long list of orders, given a few at a time.
struct List {
    orders: Vec<BlueAsk>,
    given: usize,
}

impl List {
    fn new(orders: Vec<BlueAsk>) -> Self {
        Self { orders, given: 0 }
    }

    /// Whether there is something to give and nothing was given: an empty list wakes nobody.
    fn has_not_begun(&self) -> bool {
        self.given == 0 && !self.orders.is_empty()
    }

    fn next(&mut self, view: &BlueView) -> Vec<BlueAsk> {
        if self.given == self.orders.len() {
            return Vec::new();
        }
        let waiting = view.runs.values().filter(|run| run.ended.is_none()).count();
        let from = self.given;
        self.given = (from + AT_ONCE.saturating_sub(waiting)).min(self.orders.len());
        self.orders[from..self.given].to_vec()
    }
}

/// Machines the team may order about, those that carry services first.
fn machines(brief: &Brief) -> Vec<Target> {
    let map = &brief.plan.map;
    let servers: BTreeSet<HostId> = map.services.iter().map(|s| s.host).collect();
    let rest = (0..map.hosts).map(HostId).filter(|h| !servers.contains(h));
    let all = servers.iter().copied().chain(rest).map(Target::Host);
    let own = all.filter(|host| brief.answers_for(host));
    own.take(MACHINES).collect()
}

fn services(brief: &Brief) -> impl Iterator<Item = Target> + '_ {
    let all = (0..brief.plan.map.services.len()).map(|i| Target::Service(ServiceId::of(i)));
    all.filter(|service| brief.answers_for(service))
}

fn links(brief: &Brief) -> impl Iterator<Item = (Target, (ZoneId, ZoneId))> + '_ {
    let links = brief.plan.map.links.iter().enumerate();
    let all = links.map(|(i, link)| (Target::Link(LinkId::of(i)), link.ends));
    all.filter(|(link, _)| brief.answers_for(link))
}

/// At which moment everything is cut off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// At STARTEX.
    Start,
    /// When the first alert comes.
    FirstAlert,
    /// When half the time is over.
    Midway,
}

/// Cuts off every zone and every machine.
pub struct Isolate {
    list: List,
    when: When,
    from: Option<Tick>,
}

impl Isolate {
    /// A bot for this seat.
    pub fn new(brief: Brief, when: When) -> Self {
        let zones = (0..brief.plan.map.zones.len()).map(|i| Target::Zone(ZoneId::of(i)));
        let zones = zones.filter(|zone| brief.answers_for(zone));
        let mut orders: Vec<BlueAsk> = zones.map(|z| brief.act("isolate-zone", &z)).collect();
        let hosts = machines(&brief);
        orders.extend(hosts.iter().map(|h| brief.act("isolate-host", h)));
        let from = match when {
            When::Start => Some(Tick(0)),
            When::FirstAlert => None,
            When::Midway => Some(Tick(brief.plan.length.0 / 2)),
        };
        Self {
            list: List::new(orders),
            when,
            from,
        }
    }
}

impl Mind for Isolate {
    fn wake(&self) -> Option<Tick> {
        self.from.filter(|_| self.list.has_not_begun())
    }

    fn act(&mut self, view: &BlueView, _: &dyn Shelf) -> Vec<BlueAsk> {
        if self.when == When::FirstAlert && !view.alerts.is_empty() {
            self.from = Some(view.now.min(self.from.unwrap_or(view.now)));
        }
        if self.from.is_none_or(|from| from > view.now) {
            return Vec::new();
        }
        self.list.next(view)
    }
}

/// Gives one list of orders from STARTEX on.
struct AtOnce(List);

impl Mind for AtOnce {
    fn wake(&self) -> Option<Tick> {
        Some(Tick(0)).filter(|_| self.0.has_not_begun())
    }

    fn act(&mut self, view: &BlueView, _: &dyn Shelf) -> Vec<BlueAsk> {
        self.0.next(view)
    }
}

macro_rules! at_once {
    ($($(#[$doc:meta])* $name:ident: $orders:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name(AtOnce);

        impl $name {
            /// A bot for this seat.
            pub fn new(brief: Brief) -> Self {
                Self(AtOnce(List::new($orders(&brief))))
            }
        }

        impl Mind for $name {
            fn wake(&self) -> Option<Tick> {
                self.0.wake()
            }

            fn act(&mut self, view: &BlueView, shelf: &dyn Shelf) -> Vec<BlueAsk> {
                self.0.act(view, shelf)
            }
        }
    )*};
}

at_once! {
    /// Takes the machine of every service off the network and has the work done by hand.
    Bunker: bunker;
    /// Cuts every link to the outside.
    DenyAll: deny_all;
    /// Makes every machine anew and gives every account a new secret.
    ResetAll: reset_all;
}

fn bunker(brief: &Brief) -> Vec<BlueAsk> {
    let map = &brief.plan.map;
    let carriers: BTreeSet<Target> = services(brief)
        .filter_map(|service| map.host_of(&service).map(Target::Host))
        .collect();
    let off = carriers.iter().map(|host| brief.act("isolate-host", host));
    let by_hand = services(brief).map(|service| brief.act("manual-service", &service));
    off.chain(by_hand).collect()
}

fn deny_all(brief: &Brief) -> Vec<BlueAsk> {
    let outside = links(brief).filter(|(_, (a, b))| *a == INTERNET || *b == INTERNET);
    outside
        .map(|(link, _)| brief.act("cut-link", &link))
        .collect()
}

fn reset_all(brief: &Brief) -> Vec<BlueAsk> {
    let accounts = (0..brief.plan.map.accounts.len()).map(|i| Target::Account(AccountId::of(i)));
    let accounts = accounts.filter(|account| brief.answers_for(account));
    let secrets = accounts.map(|account| brief.act("reset-password", &account));
    let hosts = machines(brief);
    let anew = hosts.iter().map(|host| brief.act("reimage-host", host));
    secrets.chain(anew).collect()
}
