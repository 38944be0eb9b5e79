//! Daily life: benign work, and strangers' attempts that come to nothing, at calibrated rates.
//!
//! When a routine happens and to whom is drawn from the seed by its number, so nothing is stored
//! for the days ahead: one entry of the agenda per routine.

use crate::action::aim::{Aim, By};
use crate::action::require::{Luck, Now};
use crate::action::run::ask;
use crate::action::written::Catalogue;
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
    #[schemars(regex(pattern = r"^[0-9]{1,2}-[0-9]{1,2}$"))]
    pub hours: Option<At<String>>,
}

/// How many false alarms stand beside each true one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Noise {
    /// About one: a quarter of what is written.
    Light,
    /// About four: as it is written.
    #[default]
    Normal,
    /// About ten: two and a half times as much.
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

    fn of(self, per_day: u32) -> u32 {
        match self {
            Self::Light => per_day.div_ceil(4),
            Self::Normal => per_day,
            Self::Heavy => (per_day * 5).div_ceil(2),
        }
    }
}

/// `routines.yml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoutinesWritten {
    /// How much of it there is beside the attack; `normal` if absent.
    #[serde(default)]
    pub noise: Noise,
    /// The routines.
    pub routines: Vec<RoutineWritten>,
}

// ── the plan ──

/// A routine.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Routine {
    pub name: Name,
    pub action: ActionId,
    pub hosts: Vec<Range<u32>>,
    pub org: Option<OrgId>,
    pub per_day: u32,
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
                per_day: w.noise.of(one.per_day),
                hours,
            });
        }
        let noise = w.noise;
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
    let (from, to) = (routine.hours.0 * HOUR, routine.hours.1 * HOUR);
    loop {
        let next = &mut world.resource_mut::<Occurrences>().0[id.at()];
        let k = *next;
        *next += 1;
        let (day, nth) = (k / routine.per_day, k % routine.per_day);
        let slot = (to - from) / routine.per_day.max(1);
        let within = luck
            .fixed(u64::from(id.0) << 32 | u64::from(k), "routine")
            .below(slot.max(1));
        let of_day = from + nth * slot + within;
        let Some(at) = (day * DAY + of_day).checked_sub(starts) else {
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
