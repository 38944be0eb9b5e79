//! Daily life: benign work, and strangers' attempts that come to nothing, at calibrated rates.
//!
//! When a routine happens and to whom is drawn from the seed by its number, so nothing is stored
//! for the days ahead: one entry of the agenda per routine.

use crate::action::aim::{Aim, By};
use crate::action::require::{Luck, Now};
use crate::action::run::ask;
use crate::action::written::Catalogue;
use crate::city::host::Host;
use crate::city::map::Map;
use crate::city::written::{Among, orgs_named};
use crate::team::Roster;
use crate::words::agenda::{Agenda, Due};
use crate::words::cell::Cell;
use crate::words::check::Check;
use crate::words::fault::FaultKind;
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::target::{Target, TargetKind};
use crate::words::text::Text;
use crate::words::time::{DAY, HOUR, MINUTE, Span, Tick};
use crate::words::written::At;
use bevy_ecs::prelude::{Resource, World};
use schemars::JsonSchema;
use serde::Deserialize;
use std::ops::Range;

// ── Written ──

/// Whom a routine happens to: any host that all of these fit.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhereWritten {
    /// This host, or member of this group.
    pub host: Option<At<String>>,
    /// A member of this group.
    pub group: Option<At<String>>,
    /// Hosts of this role.
    pub role: Option<At<String>>,
    /// Hosts of this zone.
    pub zone: Option<At<String>>,
    /// Hosts of this organisation.
    pub org: Option<At<String>>,
}

/// A routine.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoutineWritten {
    /// Its name.
    pub name: At<String>,
    /// What it is called.
    pub title: Option<Text>,
    /// The green action it is.
    pub action: At<String>,
    /// Whom it happens to.
    pub on: WhereWritten,
    /// How often a day, in the whole city.
    #[schemars(range(min = 1, max = 5000))]
    pub per_day: u32,
    /// Between which hours, `7-17`; round the clock if absent.
    #[schemars(regex(pattern = r"^[0-9]{1,2}-[0-9]{1,2}$"), example = "7-17")]
    pub hours: Option<At<String>>,
}

/// How many false alarms stand beside each true one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Noise {
    /// About one.
    Light,
    /// About four.
    #[default]
    Normal,
    /// About ten.
    Heavy,
}

impl Noise {
    /// How many false alarms that means for each true alert.
    pub const fn meant(self) -> u32 {
        match self {
            Self::Light => 1,
            Self::Normal => 4,
            Self::Heavy => 10,
        }
    }

    /// What a rate that was measured at one level is at this one.
    const fn of(self, per_day: u32, measured: Self) -> Rate {
        Rate::new(per_day * self.meant(), measured.meant())
    }
}

/// `routines.yml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoutinesWritten {
    /// How much of it there is beside the attack; what `rates` says if absent.
    pub noise: Option<Noise>,
    /// Which level of noise the rates below amount to, as `dientap rehearse` measures it; `normal`
    /// if absent.
    #[serde(default)]
    pub rates: Noise,
    /// The routines.
    pub routines: Vec<RoutineWritten>,
}

// ── the plan ──

/// How often something happens: so many times in so many days, spread evenly over them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rate {
    /// Times in those days.
    pub times: u32,
    /// Days; one, unless it happens less than daily or not equally often each day.
    pub days: u32,
}

impl Rate {
    const fn new(times: u32, days: u32) -> Self {
        let (mut common, mut rest) = (times, days);
        while rest > 0 {
            (common, rest) = (rest, common % rest);
        }
        let (times, days) = (times / common, days / common);
        Self { times, days }
    }

    /// When the `k`th time is, in seconds from midnight of the first day, if it can be only
    /// between these seconds of a day; `lot` draws below what it is given.
    fn at(self, k: u32, (from, to): (u32, u32), lot: impl FnOnce(u32) -> u32) -> u32 {
        let span = to - from;
        let (period, nth) = (k / self.times, k % self.times);
        let slot = span * self.days / self.times;
        let open = nth * slot + lot(slot.max(1));
        (period * self.days + open / span) * DAY + from + open % span
    }
}

/// A routine.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Routine {
    pub name: Name,
    pub action: ActionId,
    pub hosts: Vec<Range<u32>>,
    pub org: Option<OrgId>,
    pub rate: Rate,
    pub hours: (u32, u32),
}

/// All routines.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// In the order written.
    pub routines: Vec<Routine>,
    /// How much of it there is beside the attack.
    pub noise: Noise,
}

impl Life {
    /// Checks the routines.
    pub fn check(w: &RoutinesWritten, map: &Map, catalogue: &Catalogue, c: &mut Check) -> Self {
        let noise = w.noise.unwrap_or(w.rates);
        let mut routines = Vec::new();
        for one in &w.routines {
            let Some(action) = catalogue
                .names
                .find(&one.action, "action", c)
                .map(ActionId::of)
            else {
                continue;
            };
            let hours = one.hours.as_ref().and_then(|h| h.split_once('-'));
            let hours = hours.and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
            let (hosts, org) = places(&one.on, map, c);
            if hosts.is_empty() {
                if map.is_part(c.lost) || c.lost.touches(&c.file, &["routines"]) {
                    continue;
                }
                let why = "no-host-fits";
                c.fault(
                    &one.name,
                    FaultKind::Unreachable {
                        name: one.name.to_string(),
                        why,
                    },
                );
                continue;
            }
            let hours = hours.filter(|(a, b)| a < b && *b <= 24).unwrap_or((0, 24));
            let name = one.name.as_str().into();
            routines.push(Routine {
                name,
                action,
                hosts,
                org,
                rate: noise.of(one.per_day, w.rates),
                hours,
            });
        }
        Self { routines, noise }
    }
}

fn places(on: &WhereWritten, map: &Map, c: &mut Check) -> (Vec<Range<u32>>, Option<OrgId>) {
    let orgs = on.org.as_ref().map(|o| orgs_named(map, o, c));
    let org = orgs.and_then(|orgs| orgs.first().copied());
    let among = Among {
        hosts: on.host.as_ref().or(on.group.as_ref()),
        role: on.role.as_ref(),
        zone: on.zone.as_ref(),
        orgs: org.as_ref().map(std::slice::from_ref),
    };
    (among.ranges(map, c), org)
}

// ── Lives ──

/// Which occurrence of each routine comes next.
#[derive(Resource, Default)]
pub struct Occurrences(pub Vec<u32>);

// ── Acts ──

/// Puts the next occurrence of a routine on the agenda.
pub fn plan_next(world: &mut World, id: RoutineId) {
    let life = world.plan::<Life>();
    let roster = world.plan::<Roster>();
    let routine = &life.routines[id.at()];
    let luck = world.resource::<Luck>().0;
    let now = world.resource::<Now>().0;
    let starts = roster.starts_minute * MINUTE;
    let open = (routine.hours.0 * HOUR, routine.hours.1 * HOUR);
    loop {
        let next = &mut world.resource_mut::<Occurrences>().0[id.at()];
        let k = *next;
        *next += 1;
        let of_life = routine.rate.at(k, open, |slot| {
            let stream = u64::from(id.0) << 32 | u64::from(k);
            luck.fixed(stream, "routine").below(slot)
        });
        let Some(at) = of_life.checked_sub(starts) else {
            continue;
        };
        if at >= now.0 {
            world
                .resource_mut::<Agenda>()
                .put(Tick(at), Due::Routine(id));
            return;
        }
    }
}

/// A routine happens to somebody, and the next occurrence is planned.
pub fn happen(world: &mut World, id: RoutineId) {
    let life = world.plan::<Life>();
    let map = world.plan::<Map>();
    let routine = &life.routines[id.at()];
    let now = world.resource::<Now>().0;
    let mut draw = world.resource::<Luck>().0.at(now, u64::from(id.0), "whom");
    let host = pick(routine, &map, &mut draw);
    // Whoever is cut off, or sits before a dark screen, has no ordinary day.
    if !world.of::<Host>(host).is_online() {
        plan_next(world, id);
        return;
    }
    let catalogue = world.plan::<Catalogue>();
    let action = &catalogue.actions[routine.action.at()];
    let target = match action.target {
        TargetKind::Host => Target::Host(host),
        TargetKind::Service => map
            .services_on(host)
            .next()
            .map_or(Target::None, Target::Service),
        _ => Target::None,
    };
    // A green action that has a tactic is a stranger's attempt from outside.
    let attempt = !action.tactic.is_empty();
    let team = world
        .plan::<Roster>()
        .first(Cell::White)
        .unwrap_or(TeamId(0));
    let source = (!attempt).then_some(host);
    let aim = Aim {
        action: routine.action,
        team,
        by: By::Life { attempt },
        source,
        target,
        c2: None,
        using: None,
        via: None,
        lasts: Span(0),
    };
    // What cannot happen now (the machine is away) does not happen: daily life gives way.
    let _ = ask(world, aim);
    plan_next(world, id);
}

fn pick(routine: &Routine, map: &Map, draw: &mut crate::words::chance::Draw) -> HostId {
    let total: u32 = routine.hosts.iter().map(|r| r.end - r.start).sum();
    let mut last = HostId(routine.hosts[0].start);
    // A group may be shared by organisations: a few draws find a host of the right one.
    for _ in 0..64 {
        let mut n = draw.below(total);
        for range in &routine.hosts {
            let len = range.end - range.start;
            if n < len {
                last = HostId(range.start + n);
                break;
            }
            n -= len;
        }
        if routine.org.is_none_or(|o| map.org_of(last) == o) {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_spread_over_its_days_and_within_its_hours() {
        let office = (8 * HOUR, 17 * HOUR);
        for (per_day, at, measured, times) in [
            (4, Noise::Normal, Noise::Normal, 40),
            (4, Noise::Heavy, Noise::Normal, 100),
            (1, Noise::Light, Noise::Heavy, 1),
            (3, Noise::Normal, Noise::Heavy, 12),
        ] {
            let rate = at.of(per_day, measured);
            let all: Vec<u32> = (0..=times)
                .map(|k| rate.at(k, office, |slot| slot - 1))
                .collect();
            assert!(all.is_sorted());
            let days = |at: &u32| *at / DAY;
            assert_eq!(
                all.iter().filter(|at| days(at) < 10).count(),
                times as usize
            );
            let hours = |at: &u32| (office.0..office.1).contains(&(at % DAY));
            assert!(all.iter().all(hours), "{all:?}");
        }
        assert_eq!(Noise::Light.of(4, Noise::Light), Rate { times: 4, days: 1 });
    }
}
