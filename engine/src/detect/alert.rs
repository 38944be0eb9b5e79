//! Rules over records: alerts, grouped so that a rule which fires on and on for one machine is one
//! line in the queue.

use crate::action::require::Now;
use crate::city::control::ControlState;
use crate::detect::class::Sensing;
use crate::detect::record::{Full, Record, Records};
use crate::sigma::{ClassId as SigmaClass, Engine, RuleIx};
use crate::team::Roster;
use crate::words::cell::{Audience, Cell};
use crate::words::fact::{Cause, FactKind, Facts, Truth};
use crate::words::known::{Known, Reach};
use crate::words::name::*;
use crate::words::time::{HOUR, Span, Tick};
use crate::words::trace::Origin;
use bevy_ecs::prelude::{Resource, World};
use std::collections::{BTreeMap, BTreeSet};

/// How long a quiet rule keeps its alert open: another hit within it makes the alert grow.
pub const GROUPING: Span = Span::minutes(30);

/// A rule that people wrote or brought along floods the queue from so many alerts in an hour on.
pub const FLOOD: u32 = 100;

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
    /// What of the attack is behind it, as far as it has shown; the first ones.
    pub behind: Vec<Origin>,
    last: Tick,
}

impl Alert {
    /// Takes in one more record's origin: whether it is of the attack and new to the alert.
    fn joined(&mut self, origin: Origin) -> bool {
        let new = origin.is_attack() && !self.behind.contains(&origin);
        let joins = new && self.behind.len() < RECORDS_PER_ALERT;
        if joins {
            self.behind.push(origin);
        }
        joins
    }
}

/// The most records an alert remembers.
const RECORDS_PER_ALERT: usize = 16;

/// All alerts of a drill.
#[derive(Resource, Default)]
pub struct Alerts {
    /// In the order raised.
    pub all: Vec<Alert>,
    open: BTreeMap<(RuleId, Option<HostId>, bool), AlertId>,
    /// In which hour a rule last raised an alert, and how many in it.
    hourly: BTreeMap<RuleId, (u32, u32)>,
}

impl Alerts {
    /// The rules that flood the queue.
    pub(super) fn flooding(&self, now: Tick) -> impl Iterator<Item = RuleId> {
        let floods = move |&(_, &(hour, raised)): &(&RuleId, &(u32, u32))| {
            hour == now.0 / HOUR && raised >= FLOOD
        };
        self.hourly.iter().filter(floods).map(|(rule, _)| *rule)
    }

    /// Counts anew what these rules raise.
    pub(super) fn pardon(&mut self, rules: &BTreeSet<RuleId>) {
        self.hourly.retain(|rule, _| !rules.contains(rule));
    }

    fn count(&mut self, rule: RuleId, now: Tick) {
        let hourly = self.hourly.entry(rule).or_default();
        let hour = now.0 / HOUR;
        *hourly = (hour, if hourly.0 == hour { hourly.1 + 1 } else { 1 });
    }
}

/// Lets the rules judge the records written since they last did.
pub fn judge(world: &mut World) {
    let mut fresh = world.resource_mut::<Records>().take_unjudged().peekable();
    if fresh.peek().is_none() {
        return;
    }
    for id in fresh {
        let Some(record) = world.resource::<Records>().get(id).cloned() else {
            continue;
        };
        // What was brought in as evidence is old news: no rule at the monitoring centre meets it.
        if !record.local {
            show(world, id, &record);
        }
    }
}

/// Shows the rules a record that has come in.
pub(super) fn show(world: &mut World, id: RecordId, record: &Record) {
    let sensing = world.resource::<Known<Sensing>>().0.clone();
    let class = &sensing.classes[record.class.at()];
    let hits = world.resource_mut::<Rules>().0.feed(
        SigmaClass(record.class.at()),
        record.at.0.into(),
        &Full { record, class },
    );
    let watched = world.of::<ControlState>(record.sensor).is_watched();
    for hit in hits {
        let host = Full { record, class }.host();
        raise(world, hit.rule, (id, record, host), watched);
    }
}

fn raise(
    world: &mut World,
    rule: RuleIx,
    (record, read, host): (RecordId, &Record, Option<HostId>),
    watched: bool,
) {
    let rule = RuleId::of(rule.0);
    let now = world.resource::<Now>().0;
    let origin = read.origin();
    let to = if watched {
        blue(world)
    } else {
        Audience::HOTWASH
    };
    let mut alerts = world.resource_mut::<Alerts>();
    // What nobody watches makes alerts of its own, so that an alert is told whole or not at all.
    let group = (rule, host, watched);
    if let Some(&id) = alerts.open.get(&group) {
        let alert = &mut alerts.all[id.at()];
        if now.since(alert.last) <= GROUPING {
            alert.last = now;
            alert.times += 1;
            if alert.records.len() < RECORDS_PER_ALERT {
                alert.records.push(record);
            }
            let times = alert.times;
            let joins = alert.joined(origin);
            // Telling every repeat would drown the rest: the first few, then each doubling.
            if times <= 4 || times.is_power_of_two() {
                let fact = FactKind::AlertGrew {
                    alert: id,
                    times,
                    record,
                };
                world.resource_mut::<Facts>().state(Cause::Plan, to, fact);
            }
            if joins {
                let truth = truth(origin);
                let fact = FactKind::AlertJoined { alert: id, truth };
                let mut facts = world.resource_mut::<Facts>();
                facts.state(Cause::Plan, Audience::HOTWASH, fact);
            }
            return;
        }
    }
    alerts.count(rule, now);
    let id = AlertId::of(alerts.all.len());
    alerts.open.insert(group, id);
    alerts.all.push(Alert {
        rule,
        host,
        records: vec![record],
        times: 1,
        triaged: Vec::new(),
        behind: Some(origin).into_iter().filter(|o| o.is_attack()).collect(),
        last: now,
    });
    let fact = FactKind::AlertRaised {
        alert: id,
        rule,
        host,
        record,
    };
    let mut facts = world.resource_mut::<Facts>();
    let raised = facts.state(Cause::Plan, to, fact);
    let truth = truth(origin);
    let meant = FactKind::AlertMeant { alert: id, truth };
    facts.state(Cause::Fact(raised), Audience::HOTWASH, meant);
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
    world.plan::<Roster>().audience(Cell::Blue)
}
