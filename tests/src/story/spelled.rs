//! Facts with names in place of numbers, so that a page can be read without the plan beside it.

use engine::city::map::Map;
use engine::plan::Plan;
use engine::words::fact::FactKind;
use engine::words::name::{AccountId, HostId};
use serde_json::{Map as Object, Value};

/// The kind of a spelled fact.
pub(super) fn kind_of(fact: &Value) -> &str {
    match fact {
        Value::Object(one) => one.keys().next().map_or("", String::as_str),
        other => other.as_str().unwrap_or(""),
    }
}

/// Whether everything in `part` is in `whole`.
pub(super) fn holds(whole: Option<&Value>, part: &Value) -> bool {
    match (whole, part) {
        (None, Value::Object(part)) => part.is_empty(),
        (Some(Value::Object(whole)), Value::Object(part)) => part
            .iter()
            .all(|(key, value)| whole.get(key).is_some_and(|own| holds(Some(own), value))),
        (whole, part) => whole == Some(part),
    }
}

/// A fact's kind and fields, with names.
///
/// # Panics
///
/// If a fact cannot be written as JSON, which the record needs too.
pub(super) fn spelled(plan: &Plan, map: &Map, kind: &FactKind) -> Value {
    let value = serde_json::to_value(kind).expect("a fact can be written");
    let Value::Object(one) = value else {
        return value;
    };
    let fields = one
        .into_iter()
        .map(|(kind, fields)| (kind, inner(plan, map, fields)));
    Value::Object(fields.collect())
}

fn inner(plan: &Plan, map: &Map, value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let named = fields.into_iter().map(|(key, value)| {
                let called = |value: Value| match value.as_u64() {
                    Some(number) => {
                        let number = usize::try_from(number).ok();
                        let named = number.and_then(|number| name(plan, map, &key, number));
                        named.map_or(value, Value::from)
                    }
                    None => inner(plan, map, value),
                };
                let value = match value {
                    Value::Array(all) if key == "to" => all.into_iter().map(called).collect(),
                    value => called(value),
                };
                let value = if matches!(key.as_str(), "target" | "what" | "at" | "address") {
                    joined(value)
                } else {
                    value
                };
                (key, value)
            });
            Value::Object(named.collect::<Object<String, Value>>())
        }
        Value::Array(all) => all.into_iter().map(|one| inner(plan, map, one)).collect(),
        other => other,
    }
}

/// A target as orders write it: `host:jump-01`.
fn joined(value: Value) -> Value {
    let one = value.as_object().filter(|one| one.len() == 1);
    let pair = one.and_then(|one| {
        let (kind, name) = one.iter().next()?;
        Some(format!("{kind}:{}", name.as_str()?))
    });
    pair.map_or(value, Value::from)
}

fn name(plan: &Plan, map: &Map, key: &str, n: usize) -> Option<String> {
    let number = u32::try_from(n).ok()?;
    let name = match key {
        "host" => return Some(map.host_name(HostId(number))),
        "account" => return Some(map.account_name(AccountId(number))),
        "rule" => return Some(rule(plan, n)),
        "team" => &plan.roster.teams.get(n)?.name,
        "step" => &plan.campaign.steps.get(n)?.name,
        "action" => &plan.catalogue.actions.get(n)?.name,
        "inject" | "planned" => &plan.msel.injects.get(n)?.name,
        "phase" => &plan.phases.get(n)?.name,
        "form" => &plan.papers.forms.get(n)?.0,
        "duty" => &plan.papers.duties.get(n)?.name,
        "org" | "to" | "body" => &map.orgs.get(n)?.name,
        "service" => &map.services.get(n)?.name,
        "zone" => &map.zones.get(n)?.name,
        "link" => &map.links.get(n)?.name,
        "data" => &map.data.get(n)?.name,
        "control" => &map.controls.get(n)?.name,
        "kind" => &map.kinds.get(n)?.0,
        "backup" => &map.backups.get(n)?.name,
        "address" => &map.addresses.get(n)?.name,
        "class" => &plan.sensing.classes.get(n)?.name,
        "weak" => &map.weak.get(n)?.name,
        "indicator" => &map.indicators.get(n)?.name,
        _ => return None,
    };
    Some(name.to_string())
}

/// A rule of the scenario by its file, one written during the drill as `new:N`.
fn rule(plan: &Plan, n: usize) -> String {
    let rules = &plan.sensing.rules;
    let known = rules.get(n).map(|rule| rule.stem.clone());
    known.unwrap_or_else(|| format!("new:{}", n - rules.len()))
}
