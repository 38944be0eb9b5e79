//! What became of machines, services and data: who held what until when, and what people lost by
//! whose doing.

use crate::city::map::Map;
use crate::city::place::INTERNET;
use crate::score::card::{About, Stamp};
use crate::score::stakes::{Harm, Stakes};
use crate::words::cell::Cell;
use crate::words::fact::{Cause, Fact, FactKind, Side, Why};
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::time::{MINUTE, Tick};
use std::collections::{BTreeMap, BTreeSet};

/// A time in which the attack held a machine, or its data were encrypted.
#[derive(Clone, Copy, Debug)]
pub struct Hold {
    /// From when.
    pub from: Stamp,
    /// Until when, and whether a defence team ended it.
    pub to: Option<(Stamp, bool)>,
    /// Whether the organisers ended it, by a technical reset.
    pub put_back: bool,
}

/// A time in which a service was down by the attack's doing.
#[derive(Clone, Copy, Debug)]
pub struct Outage {
    /// From when.
    pub from: Stamp,
    /// Until when it served all its users again, and whether its machine was clean then.
    pub to: Option<(Stamp, bool)>,
    /// Whether the organisers ended it, by a technical reset.
    pub put_back: bool,
}

/// What became of a service.
#[derive(Clone, Debug, Default)]
pub struct ServiceFold {
    /// What its users lost by the attack's doing, in thousandths of value-minutes.
    pub attack: u64,
    /// …by the defence's.
    pub defence: u64,
    /// The facts of what the attack took.
    pub attack_facts: Vec<FactId>,
    /// …and of what the defence took.
    pub defence_facts: Vec<FactId>,
    /// When it was down by the attack's doing.
    pub outages: Vec<Outage>,
    /// When the defence kept it from most of its users.
    pub kept: Vec<(Tick, Tick)>,
    /// Whether it came back with the attack still in it.
    pub dirty: Option<FactId>,
    /// The host of its standby, while it runs there.
    away: Option<HostId>,
    since: Option<(Tick, u16, Side)>,
    why: Option<Why>,
}

impl ServiceFold {
    /// For how long it was down by the attack's doing, in seconds.
    pub fn down(&self, end: Tick) -> u64 {
        let each = self.outages.iter();
        each.map(|o| u64::from(o.to.map_or(end, |(to, _)| to.at).since(o.from.at).0))
            .sum()
    }
}

/// A body of data that was altered.
#[derive(Clone, Copy, Debug)]
pub struct Altered {
    /// When.
    pub from: Stamp,
    /// By which step.
    pub step: Option<StepId>,
    /// When it was put right.
    pub to: Option<Tick>,
}

/// What the attack can reach that cannot be taken back: leaves of the tree of objectives.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Goal {
    Held(HostId),
    Lodged(HostId),
    Encrypted(HostId),
    Defaced(ServiceId),
    Down(ServiceId),
    Leaked(DataId),
    Tampered(DataId),
    Wiped(BackupId),
}

impl Goal {
    /// Whether it is to hold a machine outside the city, which is the attack's own: no gain.
    pub fn is_outside(self, city: &Map) -> bool {
        matches!(self, Self::Held(host) if city.zone_of(host) == INTERNET)
    }

    /// What an action must do to reach it.
    pub const fn harm(self) -> Harm {
        match self {
            Self::Held(_) => Harm::Hold,
            Self::Lodged(_) => Harm::Lodge,
            Self::Encrypted(_) => Harm::Encrypt,
            Self::Defaced(_) => Harm::Deface,
            Self::Down(_) => Harm::Down,
            Self::Leaked(_) => Harm::Leak,
            Self::Tampered(_) => Harm::Tamper,
            Self::Wiped(_) => Harm::Wipe,
        }
    }

    /// What it is about.
    pub const fn about(self) -> About {
        match self {
            Self::Held(host) | Self::Lodged(host) | Self::Encrypted(host) => About::Host(host),
            Self::Defaced(service) | Self::Down(service) => About::Service(service),
            Self::Leaked(data) | Self::Tampered(data) => About::Data(data),
            Self::Wiped(backup) => About::Backup(backup),
        }
    }
}

/// All of the city, as far as something happened to it.
#[derive(Clone, Debug, Default)]
pub struct Town {
    /// When the attack held each machine.
    pub holds: BTreeMap<HostId, Vec<Hold>>,
    /// When the data of each machine were encrypted.
    pub encrypted: BTreeMap<HostId, Vec<Hold>>,
    /// Accounts whose secrets the attack gained, and when.
    pub stolen: BTreeMap<AccountId, Tick>,
    /// …when each was made worthless, by a lock or a new secret.
    pub spoilt: BTreeMap<AccountId, Vec<Stamp>>,
    /// …which of them each run gained.
    pub gained_by: BTreeMap<RunId, Vec<AccountId>>,
    /// …by which step, by place.
    pub stolen_by: BTreeMap<AccountId, usize>,
    /// Services.
    pub services: Vec<ServiceFold>,
    /// When the defence recalled forgeries from each machine.
    pub recalled: BTreeMap<HostId, Vec<Stamp>>,
    /// Data that left the city.
    pub leaked: BTreeMap<DataId, Stamp>,
    /// Data that was altered.
    pub altered: BTreeMap<DataId, Altered>,
    /// Goals the attack reached: when first, and by which run.
    pub goals: BTreeMap<Goal, (Stamp, Option<RunId>)>,
    steps: BTreeMap<RunId, StepId>,
    /// When the organisers put something back last.
    reset: Option<Tick>,
}

impl Town {
    /// As it is at STARTEX.
    pub fn new(stakes: &Stakes) -> Self {
        Self {
            services: vec![ServiceFold::default(); stakes.services.len()],
            ..Self::default()
        }
    }

    /// Takes a fact in, with whose doing it is.
    pub fn take(&mut self, stakes: &Stakes, fact: &Fact, by: Option<Cell>) {
        let now = Stamp::of(fact);
        let whose = (by == Some(Cell::Blue), self.is_reset(now.at));
        if let (FactKind::RunAsked { run, .. }, Cause::Step(step)) = (&fact.kind, fact.cause) {
            self.steps.insert(*run, step);
        }
        self.goal(fact, now);
        self.moved(stakes, fact);
        self.secret(fact, now);
        self.put_back(stakes, fact);
        match &fact.kind {
            FactKind::FootholdGained { host, .. } => begin(&mut self.holds, *host, now),
            FactKind::Encrypted { host } => begin(&mut self.encrypted, *host, now),
            FactKind::FootholdLost { host } => end(&mut self.holds, *host, now, whose),
            FactKind::Rebuilt { host } => end(&mut self.encrypted, *host, now, whose),
            FactKind::Recalled { host } => self.recalled.entry(*host).or_default().push(now),
            FactKind::CredentialGained { account, .. } => {
                self.stolen.entry(*account).or_insert(fact.at);
                if let Some(step) = self.step_of(fact.cause) {
                    self.stolen_by.entry(*account).or_insert(step.at());
                }
            }
            FactKind::Leaked { data } => {
                self.leaked.entry(*data).or_insert(now);
            }
            FactKind::Tampered { data } => {
                let step = self.step_of(fact.cause);
                let altered = Altered {
                    from: now,
                    step,
                    to: None,
                };
                self.altered.entry(*data).or_insert(altered);
            }
            FactKind::Restored { target, .. } => self.restored(stakes, target, fact.at),
            FactKind::RestoreJudged {
                target: Target::Service(s),
                dirty: true,
            } => {
                self.service(*s, |service| service.dirty = Some(fact.id));
            }
            FactKind::ServiceServes { service, why, .. } => {
                self.service(*service, |service| service.why = Some(*why));
            }
            FactKind::HarmLaid {
                service,
                served,
                side,
            } => {
                self.settle_service(stakes, *service, fact.at);
                self.harm(stakes, *service, (*served, *side), now);
            }
            _ => {}
        }
    }

    /// Which run gained which secret, and when it was made worthless.
    fn secret(&mut self, fact: &Fact, now: Stamp) {
        match (&fact.kind, fact.cause) {
            (FactKind::CredentialGained { account, .. }, Cause::Run(run)) => {
                self.gained_by.entry(run).or_default().push(*account);
            }
            (
                FactKind::AccountLocked {
                    account,
                    locked: true,
                }
                | FactKind::AccountRotated { account },
                _,
            ) => self.spoilt.entry(*account).or_default().push(now),
            _ => {}
        }
    }

    /// Where services run, and what was carried home.
    fn moved(&mut self, stakes: &Stakes, fact: &Fact) {
        match fact.kind {
            FactKind::FailedOver { service, host, .. } => {
                self.service(service, |service| service.away = Some(host));
            }
            FactKind::FailedBack { service, .. } => {
                self.service(service, |service| service.away = None);
            }
            FactKind::Resynced { service } => {
                self.restored(stakes, &Target::Service(service), fact.at);
            }
            _ => {}
        }
    }

    /// The machines that were taken, held or encrypted, in order.
    pub fn taken(&self) -> BTreeSet<HostId> {
        let all = self.holds.keys().chain(self.encrypted.keys());
        all.copied().collect()
    }

    /// The times in which a machine was taken: held, then encrypted.
    pub fn takes(&self, host: HostId) -> impl Iterator<Item = &Hold> {
        let holds = self.holds.get(&host).into_iter().flatten();
        holds.chain(self.encrypted.get(&host).into_iter().flatten())
    }

    fn put_back(&mut self, stakes: &Stakes, fact: &Fact) {
        if let FactKind::InjectFired { inject, .. } = fact.kind
            && stakes
                .injects
                .get(inject.at())
                .is_some_and(|one| one.puts_back)
        {
            self.reset = Some(fact.at);
        }
    }

    fn goal(&mut self, fact: &Fact, now: Stamp) {
        let goal = match &fact.kind {
            FactKind::FootholdGained { host, .. } => Goal::Held(*host),
            FactKind::Lodged { host, .. } => Goal::Lodged(*host),
            FactKind::Encrypted { host } => Goal::Encrypted(*host),
            FactKind::Defaced { service } => Goal::Defaced(*service),
            FactKind::Leaked { data } => Goal::Leaked(*data),
            FactKind::Tampered { data } => Goal::Tampered(*data),
            FactKind::Wiped { backup } => Goal::Wiped(*backup),
            FactKind::HarmLaid {
                service,
                served: 0..500,
                side: Side::Attack,
            } => Goal::Down(*service),
            _ => return,
        };
        let run = match fact.cause {
            Cause::Run(run) => Some(run),
            _ => None,
        };
        self.goals.entry(goal).or_insert((now, run));
    }

    /// The step whose run a cause is.
    pub fn step_of(&self, cause: Cause) -> Option<StepId> {
        match cause {
            Cause::Run(run) => self.steps.get(&run).copied(),
            Cause::Step(step) => Some(step),
            _ => None,
        }
    }

    /// The step that reached a goal.
    pub fn step_of_run(&self, run: RunId) -> Option<StepId> {
        self.steps.get(&run).copied()
    }

    fn service(&mut self, id: ServiceId, change: impl FnOnce(&mut ServiceFold)) {
        self.services
            .get_mut(id.at())
            .map(change)
            .unwrap_or_default();
    }

    /// Whether it is away because a defence team stopped it, and for nothing else.
    pub fn is_stopped_by_defence(&self, id: ServiceId) -> bool {
        self.services.get(id.at()).is_some_and(|service| {
            let by_defence = matches!(service.since, Some((_, 0..500, Side::Defence)));
            by_defence && service.why == Some(Why::Stopped)
        })
    }

    /// Whether what happens then is the organisers' putting back.
    fn is_reset(&self, at: Tick) -> bool {
        self.reset == Some(at)
    }

    fn harm(&mut self, stakes: &Stakes, id: ServiceId, (served, side): (u16, Side), now: Stamp) {
        let away = self.services.get(id.at()).and_then(|service| service.away);
        let host = away.unwrap_or(stakes.services[id.at()].host);
        let held = self.holds.get(&host).and_then(|holds| holds.last());
        let clean = held.is_none_or(|hold| hold.to.is_some());
        let reset = self.is_reset(now.at);
        let service = &mut self.services[id.at()];
        service.since = Some((now.at, served, side));
        match side {
            Side::Attack if served < 1_000 => service.attack_facts.push(now.fact),
            Side::Defence if served < 1_000 => service.defence_facts.push(now.fact),
            _ => {}
        }
        let open = service
            .outages
            .last_mut()
            .filter(|outage| outage.to.is_none());
        match open {
            Some(outage) if served >= 1_000 => {
                outage.to = Some((now, clean));
                outage.put_back = reset;
            }
            None if served < 500 && side == Side::Attack => {
                service.outages.push(Outage {
                    from: now,
                    to: None,
                    put_back: false,
                });
            }
            _ => {}
        }
    }

    fn restored(&mut self, stakes: &Stakes, target: &Target, at: Tick) {
        let host = stakes.city.host_of(target);
        for (data, altered) in &mut self.altered {
            let same = Some(stakes.city.data[data.at()].host) == host;
            if same && altered.to.is_none() {
                altered.to = Some(at);
            }
        }
    }

    fn settle_service(&mut self, stakes: &Stakes, id: ServiceId, now: Tick) {
        let value = u64::from(stakes.services[id.at()].value);
        let service = &mut self.services[id.at()];
        let Some((from, served, side)) = service.since.take() else {
            return;
        };
        let share = u64::from(1_000 - served.min(1_000));
        let lost = value * u64::from(now.since(from).0) * share / u64::from(MINUTE);
        match side {
            Side::Attack => service.attack += lost,
            Side::Defence => {
                service.defence += lost;
                if served < 500 {
                    service.kept.push((from, now));
                }
            }
            Side::Neither => {}
        }
    }

    /// Everything that is still lost at the end.
    pub fn settle(&mut self, stakes: &Stakes, end: Tick) {
        for place in 0..self.services.len() {
            self.settle_service(stakes, ServiceId::of(place), end);
        }
    }
}

/// A machine is taken, unless it is already.
fn begin(all: &mut BTreeMap<HostId, Vec<Hold>>, host: HostId, now: Stamp) {
    let holds = all.entry(host).or_default();
    if holds.last().is_none_or(|hold| hold.to.is_some()) {
        holds.push(Hold {
            from: now,
            to: None,
            put_back: false,
        });
    }
}

/// A machine is free again, if it was taken: by the defence, or in a reset.
fn end(
    all: &mut BTreeMap<HostId, Vec<Hold>>,
    host: HostId,
    now: Stamp,
    (by_blue, reset): (bool, bool),
) {
    let last = all.get_mut(&host).and_then(|holds| holds.last_mut());
    if let Some(hold) = last.filter(|hold| hold.to.is_none()) {
        hold.to = Some((now, by_blue));
        hold.put_back = reset && !by_blue;
    }
}
