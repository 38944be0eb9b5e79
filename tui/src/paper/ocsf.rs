//! Writes alerts as detection findings of the Open Cybersecurity Schema Framework, one JSON line
//! each, as they stand at the end of what was recorded.

use engine::city::host::Platform;
use engine::sigma::{Level, Rule};
use engine::view::seen::AlertSeen;
use engine::words::name::{AlertId, HostId, RecordId};
use engine::words::order::Verdict;
use serde_json::{Map, Value as Json, json};

use crate::paper::known::{Known, ZONE_MINUTES};

/// The version of the schema that the lines keep to.
pub const VERSION: &str = "1.3.0";

/// The category, and the class within it.
const CATEGORY: u32 = 2;
const CLASS: u32 = 2004;

/// Each alert of a team, in the order raised.
pub fn lines<'k>(known: &'k Known<'_>) -> impl Iterator<Item = Json> + 'k {
    let alerts = known.view.alerts.iter();
    alerts.filter_map(|(id, alert)| Some(line(known, *id, alert, &known.rule(alert.rule)?)))
}

fn line(known: &Known<'_>, id: AlertId, alert: &AlertSeen, rule: &Rule) -> Json {
    let ms = |at| known.moment(at).as_millisecond();
    let (activity, activity_name, status, status_name) = stage(alert);
    let (severity, severity_name) = severity(rule.level);
    let judged = alert.verdict.as_ref();
    let changed = judged.map_or(alert.last, |(at, ..)| *at);
    let mut line = json!({
        "category_uid": CATEGORY, "category_name": "Findings",
        "class_uid": CLASS, "class_name": "Detection Finding",
        "activity_id": activity, "activity_name": activity_name,
        "type_uid": CLASS * 100 + activity,
        "type_name": format!("Detection Finding: {activity_name}"),
        "time": ms(if activity == 1 { alert.at } else { changed }),
        "start_time": ms(alert.at), "end_time": ms(alert.last),
        "timezone_offset": ZONE_MINUTES,
        "count": alert.times,
        "severity_id": severity, "severity": severity_name,
        "status_id": status, "status": status_name,
        "message": known.title(rule),
        "finding_info": finding(known, id, alert, rule),
        "evidences": evidences(known, &alert.records),
        "metadata": {
            "version": VERSION,
            "profiles": ["host"],
            "labels": ["simulated"],
            "product": {
                "name": "Dientap", "vendor_name": "Dientap", "version": env!("CARGO_PKG_VERSION"),
            },
            "uid": format!("{}-{}", known.team_name(), id.0),
        },
        "unmapped": {"simulated": true, "team": known.team_name()},
    });
    if let Json::Object(line) = &mut line {
        line.extend(
            alert
                .host
                .map(|host| ("device".to_owned(), device(known, host))),
        );
        if let Some((_, verdict, reason)) = judged {
            line.insert("status_detail".into(), verdict_word(*verdict).into());
            line.insert("comment".into(), reason.as_str().into());
        }
    }
    line
}

/// What was last done with it, and how it stands.
fn stage(alert: &AlertSeen) -> (u32, &'static str, u32, &'static str) {
    match alert.verdict.as_ref().map(|(_, verdict, _)| verdict) {
        None if alert.times == 1 => (1, "Create", 1, "New"),
        None => (2, "Update", 1, "New"),
        Some(Verdict::Attack) => (2, "Update", 2, "In Progress"),
        Some(Verdict::Attempt | Verdict::Benign) => (3, "Close", 4, "Resolved"),
    }
}

fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Attack => "attack",
        Verdict::Attempt => "attempt",
        Verdict::Benign => "benign",
    }
}

fn severity(level: Level) -> (u32, &'static str) {
    match level {
        Level::Informational => (1, "Informational"),
        Level::Low => (2, "Low"),
        Level::Medium => (3, "Medium"),
        Level::High => (4, "High"),
        Level::Critical => (5, "Critical"),
    }
}

fn finding(known: &Known<'_>, id: AlertId, alert: &AlertSeen, rule: &Rule) -> Json {
    let ms = |at| known.moment(at).as_millisecond();
    // Rules are shown with their author, as the licences of many want it.
    let by = format!("Sigma – {}", rule.author);
    let mut analytic = json!({"name": rule.stem, "desc": by, "type_id": 1, "type": "Rule"});
    if let (Json::Object(analytic), Some(uid)) = (&mut analytic, &rule.id) {
        analytic.insert("uid".into(), uid.as_str().into());
    }
    let attacks: Vec<Json> = rule
        .techniques
        .iter()
        .flat_map(|id| attacks(known, id))
        .collect();
    let mut finding = json!({
        "uid": format!("{}-{}", known.team_name(), id.0),
        "title": known.title(rule),
        "desc": rule.description,
        "created_time": ms(alert.at),
        "first_seen_time": ms(alert.at), "last_seen_time": ms(alert.last),
        "analytic": analytic,
    });
    if let (Json::Object(finding), false) = (&mut finding, attacks.is_empty()) {
        finding.insert("attacks".into(), attacks.into());
    }
    finding
}

/// A technique under each of its tactics.
fn attacks(known: &Known<'_>, id: &str) -> Vec<Json> {
    let Some((name, tactics)) = known.technique(id) else {
        return Vec::new();
    };
    let (parent, is_sub) = id.split_once('.').map_or((id, false), |(p, _)| (p, true));
    let each = tactics.iter().map(|tactic| {
        let mut attack = json!({
            "version": known.plan.attack.version,
            "tactic": {"name": spoken(tactic)},
            "technique": {"uid": parent, "name": name.split(": ").next().unwrap_or(name)},
        });
        if let (Json::Object(attack), true) = (&mut attack, is_sub) {
            let own = name.split_once(": ").map_or(name, |(_, own)| own);
            attack.insert("sub_technique".into(), json!({"uid": id, "name": own}));
        }
        attack
    });
    each.collect()
}

/// The short name of a tactic as ATT&CK speaks it: `command-and-control`, Command and Control.
fn spoken(short: &str) -> String {
    let word = |word: &str| match word {
        "and" => word.to_owned(),
        _ => {
            let (first, rest) = word.split_at(word.len().min(1));
            format!("{}{rest}", first.to_ascii_uppercase())
        }
    };
    short.split('-').map(word).collect::<Vec<_>>().join(" ")
}

/// The records behind an alert that the team can read.
fn evidences(known: &Known<'_>, records: &[RecordId]) -> Vec<Json> {
    let each = records.iter().filter_map(|id| {
        let entry = known.drill.entry(known.team, *id)?;
        let class = &known.plan.sensing.classes[entry.class.at()];
        let mut data = Map::new();
        data.insert("record".into(), id.0.into());
        data.insert("log".into(), (*class.name).into());
        data.insert("time".into(), known.moment(entry.at).to_string().into());
        let fields = entry.fields.into_iter();
        let fields: Map<String, Json> = fields.map(|(k, v)| (k, v.into())).collect();
        data.insert("fields".into(), fields.into());
        Some(json!({"data": data}))
    });
    each.collect()
}

fn device(known: &Known<'_>, host: HostId) -> Json {
    let role = known.plan.map.role_of(host);
    let (type_id, kind) = match role.platform {
        Platform::Windows | Platform::Linux if role.users == 0 => (1, "Server"),
        Platform::Windows | Platform::Linux => (2, "Desktop"),
        Platform::Mobile => (5, "Mobile"),
        Platform::Ot | Platform::Network => (99, role.title.get(known.lang)),
    };
    let name = known.plan.map.host_name(host);
    json!({
        "hostname": name, "name": name, "ip": known.plan.map.ip_of(host),
        "type_id": type_id, "type": kind,
    })
}
