//! What a machine in a seat may know beforehand: the names behind the numbers that facts and views
//! speak in. As much as the seat's own brief tells, and no more.

use engine::view::brief::Brief;
use engine::view::{Blue, Jury, Observer, Red, Role, White};
use engine::words::cell::Cell;
use engine::words::name::{HostId, LinkId, OrgId, RuleId, ServiceId, ZoneId};
use engine::words::text::Lang;
use serde_json::{Map, Value, json};

use crate::terminal::ssh::house::Berth;

/// The most hosts that are named.
const HOSTS: u32 = 5_000;
/// The most rules that are named.
const RULES: usize = 1_000;

/// The brief of a berth.
pub fn of(berth: &Berth) -> Value {
    match berth.cell {
        Cell::Blue => role::<Blue>(berth),
        Cell::Red => role::<Red>(berth),
        Cell::White => role::<White>(berth),
        Cell::Jury => role::<Jury>(berth),
        Cell::Observer | Cell::Green => role::<Observer>(berth),
    }
}

/// In each list, what is named first is number 0; actions stand by their numbers.
fn role<R: Role>(berth: &Berth) -> Value {
    let brief = Brief::<R>::of(berth.plan.clone());
    let actions = brief.actions();
    let actions: Map<String, Value> = actions
        .map(|(id, action)| (id.0.to_string(), Value::from(&*action.name)))
        .collect();
    let rules = (0..RULES).map_while(|place| brief.rule_title(RuleId::of(place), Lang::En));
    let phases = brief.phases().iter();
    json!({
        "title": brief.title(),
        "city": brief.city(),
        "briefing": brief.briefing(),
        "team": brief.own_team(berth.team),
        "starts": brief.starts().to_string(),
        "length": brief.length().0,
        "phases": phases.map(|phase| &*phase.name).collect::<Vec<_>>(),
        "orgs": (0..brief.orgs()).map(|n| &**brief.org(OrgId::of(n)).0).collect::<Vec<_>>(),
        "zones": (0..brief.zones()).map(|n| &**brief.zone(ZoneId::of(n)).0).collect::<Vec<_>>(),
        "links": (0..brief.links()).map(|n| &**brief.link(LinkId::of(n)).0).collect::<Vec<_>>(),
        "services": (0..brief.services())
            .map(|n| &**brief.service(ServiceId::of(n)).name)
            .collect::<Vec<_>>(),
        "hosts": (0..brief.hosts().min(HOSTS))
            .map(|n| brief.host_name(HostId(n)))
            .collect::<Vec<_>>(),
        "forms": brief.forms().iter().map(|(name, _)| &**name).collect::<Vec<_>>(),
        "rules": rules.collect::<Vec<_>>(),
        "actions": actions,
    })
}
