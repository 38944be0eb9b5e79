//! Rules over records: alerts, grouped so that a rule which fires on and on for one machine is one
//! line in the queue.

use crate::action::require::Now;
use crate::city::map::Map;
use crate::detect::class::Sensing;
use crate::detect::record::{Full, Records};
use crate::sigma::{ClassId as SigmaClass, Engine, RuleIx};
use crate::team::Roster;
use crate::words::cell::{Audience, Cell};
use crate::words::fact::{Cause, FactKind, Facts, Truth};
use crate::words::known::{Known, Reach};
use crate::words::name::*;
use crate::words::time::{Span, Tick};
use crate::words::trace::Origin;
use bevy_ecs::prelude::{Resource, World};
use std::collections::BTreeMap;

/// How long a quiet rule keeps its alert open: another hit within it makes the alert grow.
pub const GROUPING: Span = Span::minutes(30);

/// The rules at work.
#[derive(Resource)]
pub struct Rules(pub Engine);

/// An alert.
#[derive(Clone, Debug)]
pub struct Alert {
    /// The rule that raised it.
    pub rule: RuleId,
    /// The machine it is about.
    pub host: Option<HostId>,
    /// The records behind it, the first ones.
    pub records: Vec<RecordId>,
    /// How often it fired.
    pub times: u32,
    /// Verdicts already given, by team.
    pub triaged: Vec<TeamId>,
    last: Tick,
}

/// The most records an alert remembers.
const RECORDS_PER_ALERT: usize = 16;

/// All alerts of a drill.
#[derive(Resource, Default)]
pub struct Alerts {
    /// In the order raised.
    pub all: Vec<Alert>,
    open: BTreeMap<(RuleId, Option<HostId>), AlertId>,
}

/// Lets the rules judge the records written since they last did.
pub fn judge(world: &mut World) {
    let range = world.resource_mut::<Records>().take_unjudged();
    if range.is_empty() {
        return;
    }
    let map = world.resource::<Known<Map>>().0.clone();
    let sensing = world.resource::<Known<Sensing>>().0.clone();
    for i in range {
        let record = world.resource::<Records>().all()[i].clone();
        // What is not collected never meets a rule at the monitoring centre.
        if record.local {
            continue;
        }
        let class = &sensing.classes[record.class.at()];
        let full = Full {
            record: &record,
            class,
        };
        let hits = world.resource_mut::<Rules>().0.feed(
            SigmaClass(record.class.at()),
            record.at.0.into(),
            &full,
        );
        let watched = map.controls[record.sensor.at()].watched;
        for hit in hits {
            raise(world, hit.rule, RecordId::of(i), watched);
        }
    }
}

fn raise(world: &mut World, rule: RuleIx, record: RecordId, watched: bool) {
    let rule = RuleId::of(rule.0);
    let now = world.resource::<Now>().0;
    let written = world
        .resource::<Records>()
        .get(record)
        .map(|r| (r.host, r.origin()));
    let Some((host, origin)) = written else {
        return;
    };
    let to = if watched {
        blue(world)
    } else {
        Audience::HOTWASH
    };
    let mut alerts = world.resource_mut::<Alerts>();
    if let Some(&id) = alerts.open.get(&(rule, host)) {
        let alert = &mut alerts.all[id.at()];
        if now.since(alert.last) <= GROUPING {
            alert.last = now;
            alert.times += 1;
            if alert.records.len() < RECORDS_PER_ALERT {
                alert.records.push(record);
            }
            let times = alert.times;
            // Telling every repeat would drown the rest: the first few, then each doubling.
            if times <= 4 || times.is_power_of_two() {
                let fact = FactKind::AlertGrew {
                    alert: id,
                    times,
                    record,
                };
                world.resource_mut::<Facts>().state(Cause::Plan, to, fact);
            }
            return;
        }
    }
    let id = AlertId::of(alerts.all.len());
    alerts.open.insert((rule, host), id);
    alerts.all.push(Alert {
        rule,
        host,
        records: vec![record],
        times: 1,
        triaged: Vec::new(),
        last: now,
    });
    let fact = FactKind::AlertRaised {
        alert: id,
        rule,
        host,
        record,
        truth: truth(origin),
    };
    world.resource_mut::<Facts>().state(Cause::Plan, to, fact);
}

/// The truth behind a record, as verdicts are measured by.
pub fn truth(origin: Origin) -> Truth {
    match origin {
        Origin::Step(step) => Truth::Step(step),
        Origin::Red(run) => Truth::Red(run),
        Origin::Life { attempt: true } => Truth::Attempt,
        Origin::Life { attempt: false } | Origin::Defence(_) => Truth::Benign,
    }
}

/// All defence teams.
pub fn blue(world: &World) -> Audience {
    world
        .plan::<Roster>()
        .of_cell(Cell::Blue)
        .fold(Audience::HOTWASH, |all, team| all.and(Audience::team(team)))
}
