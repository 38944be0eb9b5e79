//! Filling in a form: its fields as the scenario wrote them, with what the team knows already in
//! them, and the right kind of addressee first.

use engine::city::place::OrgKind;
use engine::script::duty::{FieldKind, FieldWritten, Judged};
use engine::view::Blue;
use engine::words::name::{DutyId, FormId, HostId, OrgId};
use engine::words::order::{BlueAsk, Entry};

use crate::paint::form::{Field, Form, Kind};
use crate::phrase::Value;
use crate::screen::{Reply, See};
use crate::screens::blue::known::{
    BETWEEN, Sightings, chosen as picked, claimed_hosts, first_claim, hosts, indicators, techniques,
};
use crate::screens::shared::fill::Fill;

/// The field of the addressee; no form's own field has this name, for it is no name of the kind.
const TO: &str = "(to)";
/// The most things put into one field beforehand.
const MOST: usize = 12;

/// A form to be filled in and filed: for a duty, or freely.
pub fn file(
    see: &See<'_, Blue>,
    form: FormId,
    (to, duty): (Option<OrgKind>, Option<DutyId>),
    sightings: &Sightings,
) -> Reply<Blue> {
    let Some((name, written)) = see.brief.forms().get(form.at()) else {
        return Reply::Stay;
    };
    let bodies = addressees(see, to);
    let mut first = Field::new(TO, see.say("work-col-to"), Kind::Pick(bodies.clone()));
    if to.is_some() {
        first = first.with(bodies.first().cloned().unwrap_or_default());
    }
    let mut fields = vec![first];
    fields.extend(written.fields.iter().map(|one| field(see, one, sightings)));
    let name = name.clone();
    let duty = duty.map(|duty| see.brief.duty(duty).name.clone());
    let asked: Vec<String> = written.fields.iter().map(|f| f.name.clone()).collect();
    let make = move |filled: &Form, see: &See<'_, Blue>| {
        let chosen = filled.answer(TO);
        let to = picked(&chosen);
        let mut all = (0..see.brief.orgs()).map(OrgId::of);
        let Some(org) = all.find(|org| **see.brief.org(*org).0 == *to) else {
            let args = [("what", Value::from(chosen))];
            return Err(see.say_with("work-file-no-body", &args));
        };
        let entry = |field: &String| Entry {
            field: field.as_str().into(),
            text: filled.answer(field),
        };
        let entries = asked.iter().map(entry).filter(|e| !e.text.is_empty());
        Ok(BlueAsk::File {
            form: name.clone(),
            to: see.brief.org(org).0.clone(),
            entries: entries.collect(),
            duty: duty.clone(),
        })
    };
    let intro = match to {
        Some(kind) => see.say_with("work-file-intro-to", &[("to", body_kind(see, kind).into())]),
        None => see.say("work-file-intro"),
    };
    Fill::new(see.text(&written.title), intro, fields, Box::new(make)).open()
}

/// Bodies by name and title, those of the right kind first.
fn addressees(see: &See<'_, Blue>, to: Option<OrgKind>) -> Vec<String> {
    let all = (0..see.brief.orgs()).map(OrgId::of);
    let mut all: Vec<_> = all.map(|org| see.brief.org(org)).collect();
    all.retain(|(_, _, kind)| *kind != OrgKind::Attacker);
    all.sort_by_key(|(_, _, kind)| Some(*kind) != to);
    let text = |(name, title, _): (&_, &_, OrgKind)| format!("{name}{BETWEEN}{}", see.text(title));
    all.into_iter().map(text).collect()
}

fn field(see: &See<'_, Blue>, written: &FieldWritten, sightings: &Sightings) -> Field {
    let title = see.text(&written.title);
    let kind = match written.kind {
        FieldKind::Text => Kind::Text(2),
        FieldKind::Assets | FieldKind::Techniques | FieldKind::Indicators | FieldKind::Time => {
            Kind::Line
        }
        FieldKind::Level => {
            let level = |n: u8| (n.to_string(), n.to_string());
            Kind::Choice((1..=5).map(level).collect())
        }
        FieldKind::Yesno => Kind::Choice(vec![
            ("no".to_owned(), see.say("work-word-no")),
            ("yes".to_owned(), see.say("work-word-yes")),
        ]),
    };
    let field = Field::new(written.name.clone(), title, kind);
    let field = field.with(known(see, written, sightings));
    if written.required {
        field
    } else {
        field.optional()
    }
}

/// What the team knows for a field of this kind.
fn known(see: &See<'_, Blue>, written: &FieldWritten, sightings: &Sightings) -> String {
    match written.kind {
        // What the attack was on says nothing of a weak point, or of whose risk is accepted.
        FieldKind::Assets if written.judged != Judged::Incident => String::new(),
        FieldKind::Assets => {
            // An alert that nobody has judged is no reason to name a machine in a paper.
            let names = claimed_hosts(see).into_iter().take(MOST);
            let names = names.map(|host| see.brief.host_name(host));
            names.collect::<Vec<_>>().join(", ")
        }
        FieldKind::Techniques => {
            let named = techniques(see);
            let claimed = named.iter().filter(|(_, n)| n.claimed > 0);
            let ids = claimed.map(|(id, _)| id.to_string()).take(MOST);
            ids.collect::<Vec<_>>().join(", ")
        }
        FieldKind::Indicators => {
            let met = indicators(see, sightings);
            let claimed = met.iter().filter(|(_, one)| one.claimed);
            let values = claimed.map(|(value, _)| value.clone()).take(MOST);
            values.collect::<Vec<_>>().join(", ")
        }
        FieldKind::Time => moment(see, &written.name),
        FieldKind::Level => level(see).to_string(),
        FieldKind::Yesno => "no".to_owned(),
        FieldKind::Text => String::new(),
    }
}

/// What moment a field most likely asks for. What happened is called `…-at`, by the attack's own
/// two names or as what the team does now; any other is still to come, and its writer's to set.
fn moment(see: &See<'_, Blue>, field: &str) -> String {
    match field {
        "started-at" | "discovered-at" => see.calendar(first_claim(see).unwrap_or(see.clock.now)),
        _ if field.ends_with("-at") => see.calendar(see.clock.now),
        _ => String::new(),
    }
}

/// Hosts that claims name; before there is one, those met with.
fn concerned(see: &See<'_, Blue>) -> Vec<HostId> {
    let claimed = claimed_hosts(see);
    if claimed.is_empty() {
        hosts(see)
    } else {
        claimed
    }
}

/// The highest level of a service on a host that is concerned.
fn level(see: &See<'_, Blue>) -> u8 {
    let on = concerned(see);
    let all = (0..see.brief.services()).map(engine::words::name::ServiceId::of);
    let levels = all.map(|id| see.brief.service(id));
    let levels = levels.filter(|service| on.contains(&service.host));
    levels.map(|service| service.level).max().unwrap_or(3)
}

/// The word for a kind of body.
pub fn body_kind(see: &See<'_, Blue>, kind: OrgKind) -> String {
    see.say(match kind {
        OrgKind::Soc => "work-body-soc",
        OrgKind::Department => "work-body-department",
        OrgKind::District => "work-body-district",
        OrgKind::Port => "work-body-port",
        OrgKind::Telco => "work-body-telco",
        OrgKind::Vertical => "work-body-vertical",
        OrgKind::Cipher => "work-body-cipher",
        OrgKind::Press => "work-body-press",
        OrgKind::Police => "work-body-police",
        OrgKind::Committee => "work-body-committee",
        OrgKind::Coordinator => "work-body-coordinator",
        OrgKind::Citizens => "work-body-citizens",
        OrgKind::Vendor => "work-body-vendor",
        OrgKind::Datacentre => "work-body-datacentre",
        OrgKind::Enterprise => "work-body-enterprise",
        OrgKind::Attacker => "work-body-attacker",
    })
}
