//! Where a service runs: at its own site, or at its standby, from a copy of what it had there.
//!
//! The three ways on are orders of their own, service by service: over to the standby, what was
//! entered there carried home, and back. What is lost on each way is measured and not assumed.

use crate::city::asset::Backup;
use crate::city::host::Host;
use crate::city::map::Map;
use crate::city::service::{Service, ServiceState};
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::Target;
use crate::words::time::{Span, Tick};
use crate::words::written::At;
use bevy_ecs::prelude::World;
use schemars::JsonSchema;
use serde::Deserialize;

// ── Written ──

/// Where a service may run when its own host cannot.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandbyWritten {
    /// The host it then runs on.
    pub host: At<String>,
    /// The backup it then runs from.
    pub copy: At<String>,
    /// How much may be lost: of how long a time at most what was entered.
    pub rpo: Span,
}

// ── the plan ──

/// Where a service may run when its own host cannot.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Standby {
    pub host: HostId,
    pub copy: BackupId,
    pub rpo: Span,
}

// ── Lives ──

/// That a service runs at its standby.
#[derive(Clone, Copy, Debug)]
pub(super) struct Away {
    since: Tick,
    /// Until when anything was entered at its own site.
    left: Tick,
    /// The team that keeps its own site in step with the standby, if one does.
    in_step: Option<TeamId>,
}

impl ServiceState {
    /// The host that it runs on now.
    pub fn host(&self, plan: &Service) -> HostId {
        match (self.away, plan.standby) {
            (Some(_), Some(standby)) => standby.host,
            _ => plan.host,
        }
    }

    /// Whether it runs at its standby.
    pub fn is_away(&self) -> bool {
        self.away.is_some()
    }

    /// Whether its own site has all that was entered at the standby.
    pub fn is_in_step(&self) -> bool {
        self.away.is_some_and(|away| away.in_step.is_some())
    }

    /// How old a copy of it is, and of how long a time what was entered is not in it.
    pub fn behind(&self, copy: &Backup, now: Tick) -> (Span, Span) {
        let until = self.idle_since.unwrap_or(now);
        let followed = self.away.map_or(until, |away| away.left);
        (copy.age_at(now, followed), copy.age_at(until, followed))
    }

    /// It begins to run at its standby.
    pub fn fail_over(&mut self, now: Tick) {
        self.away = Some(Away {
            since: now,
            left: self.idle_since.unwrap_or(now),
            in_step: None,
        });
        self.start_anew();
    }

    /// What was entered at the standby is carried home, and from now on goes there as it comes;
    /// true if that is news.
    pub fn resync(&mut self, by: TeamId) -> bool {
        let away = self.away.as_mut().filter(|away| away.in_step.is_none());
        away.is_some_and(|away| away.in_step.replace(by).is_none())
    }

    /// Its own site is in step no longer; whose work that undoes, if it was.
    pub fn fall_behind(&mut self) -> Option<TeamId> {
        self.away.as_mut().and_then(|away| away.in_step.take())
    }

    /// It runs at its own site again; of how long a time what was entered at the standby is lost.
    pub fn fail_back(&mut self, now: Tick) -> Span {
        let Some(away) = self.away.take() else {
            return Span(0);
        };
        let until = self.idle_since.unwrap_or(now).max(away.since);
        self.start_anew();
        match away.in_step {
            Some(_) => Span(0),
            None => until.since(away.since),
        }
    }

    /// It is started where it runs now.
    fn start_anew(&mut self) {
        self.stopped = None;
        self.idle_since = None;
    }

    /// Takes note of whether anything can be entered.
    pub(super) fn note_running(&mut self, runs: bool, now: Tick) {
        self.idle_since = match runs {
            true => None,
            false => self.idle_since.or(Some(now)),
        };
    }
}

// ── asked of the city ──

impl Map {
    /// Services on a host, and those which may come to run there.
    pub fn services_by(&self, host: HostId) -> impl Iterator<Item = ServiceId> + '_ {
        let by = move |(i, s): (usize, &Service)| {
            let near = s.host == host || s.standby.is_some_and(|standby| standby.host == host);
            near.then(|| ServiceId::of(i))
        };
        self.services.iter().enumerate().filter_map(by)
    }
}

/// What everybody feels of a host that a service runs on or may come to run on: whether it has
/// power, and its data can be read.
pub fn looks_fit(world: &World, host: HostId) -> bool {
    let host = world.of::<Host>(host);
    host.is_powered() && !host.is_encrypted()
}

/// The host that a service runs on now.
pub fn runs_on(world: &World, map: &Map, service: ServiceId) -> HostId {
    world
        .of::<ServiceState>(service)
        .host(&map.services[service.at()])
}

/// The host a target stands on now, where it stands on one.
pub fn host_of(world: &World, map: &Map, target: &Target) -> Option<HostId> {
    match target {
        Target::Service(service) => Some(runs_on(world, map, *service)),
        other => map.host_of(other),
    }
}

/// The services that run on a host now.
pub fn services_at(world: &World, map: &Map, host: HostId) -> Vec<ServiceId> {
    let all = map.services_by(host);
    all.filter(|service| runs_on(world, map, *service) == host)
        .collect()
}

/// Whether its own host could run it: it is up and on the network, and has its data.
pub fn is_home_fit(world: &World, map: &Map, service: ServiceId) -> bool {
    let home = world.of::<Host>(map.services[service.at()].host);
    home.is_online() && !home.is_encrypted()
}

/// Whether a service could go over to its standby: it has one, which runs, and is not there yet.
pub fn can_fail_over(world: &World, map: &Map, service: ServiceId) -> bool {
    let plan = &map.services[service.at()];
    let fit = |host: HostId| {
        let host = world.of::<Host>(host);
        host.is_up() && !host.is_encrypted()
    };
    let stays = !world.of::<ServiceState>(service).is_away();
    stays && plan.standby.is_some_and(|standby| fit(standby.host))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::text::Text;
    use crate::words::time::{HOUR, Spans};

    fn copy(follows: bool) -> Backup {
        Backup {
            name: "ban-sao".into(),
            title: Text::same("ban-sao"),
            covers: vec![ServiceId(0)],
            on: None,
            age: Span(31 * HOUR),
            declared: None,
            follows,
            tested: None,
            bad: 0,
            offline: false,
            takes: Spans::default(),
        }
    }

    fn hours(n: u32) -> Tick {
        Tick(n * HOUR)
    }

    #[test]
    fn a_replica_lacks_what_it_is_behind_and_any_other_copy_all_since_it_was_made() {
        let mut state = ServiceState::default();
        let behind = |state: &ServiceState, follows| {
            let (age, lost) = state.behind(&copy(follows), hours(50));
            (age.0 / HOUR, lost.0 / HOUR)
        };
        assert_eq!(behind(&state, true), (31, 31));
        assert_eq!(behind(&state, false), (81, 81));
        // The service has stopped: nothing more is entered, and the replica grows old as well.
        state.note_running(false, hours(41));
        state.note_running(false, hours(45));
        assert_eq!(behind(&state, true), (40, 31));
        assert_eq!(behind(&state, false), (81, 72));
        // What runs at the standby is followed by no replica.
        state.fail_over(hours(46));
        assert_eq!(behind(&state, true), (40, 40));
    }

    #[test]
    fn what_was_entered_at_the_standby_is_lost_unless_it_was_carried_home_and_stayed_there() {
        let away = || {
            let mut state = ServiceState::default();
            state.fail_over(hours(10));
            state
        };
        assert_eq!(away().fail_back(hours(15)), Span(5 * HOUR));
        let mut stopped = away();
        stopped.note_running(false, hours(12));
        assert_eq!(stopped.fail_back(hours(15)), Span(2 * HOUR));
        let mut carried = away();
        assert!(carried.resync(TeamId(0)) && !carried.resync(TeamId(0)));
        assert_eq!(carried.fail_back(hours(15)), Span(0));
        assert!(!carried.is_away());
        let mut behind = away();
        behind.resync(TeamId(0));
        assert_eq!(behind.fall_behind(), Some(TeamId(0)));
        assert_eq!(behind.fall_behind(), None);
        assert_eq!(behind.fail_back(hours(15)), Span(5 * HOUR));
        assert!(!ServiceState::default().resync(TeamId(0)));
    }
}
