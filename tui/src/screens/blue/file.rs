//! Filling in a form: its fields as the scenario wrote them, with what the team knows already in
//! them, and the right kind of addressee first.

use std::iter;

use engine::city::addressee::everyone;
use engine::city::place::OrgKind;
use engine::script::duty::{FieldKind, FieldWritten, Judged, Prefill};
use engine::script::trigger::Trigger;
use engine::view::Blue;
use engine::words::name::{DutyId, FormId, HostId, Name, OrgId};
use engine::words::order::{BlueAsk, Entry};
use engine::words::target::Target;
use engine::words::text::Text;
use engine::words::time::Tick;

use crate::paint::form::{Field, Form, Kind};
use crate::phrase::{Value, harmless};
use crate::screen::{Reply, See};
use crate::screens::blue::known::{
    BETWEEN, Indicator, IndicatorKind, Sightings, chosen as picked, claimed_hosts, first_claim,
    indicators, techniques,
};
use crate::screens::blue::order::say_of;
use crate::screens::blue::weak::{Lead, pillars, place_of, places};
use crate::screens::shared::fill::Fill;

/// The field of the addressee; no form's own field has this name, for it is no name of the kind.
const TO: &str = "(to)";
/// The field that says when what a form is about was discovered.
const DISCOVERED: &str = "discovered-at";
/// The most things put into one field beforehand.
const MOST: usize = 200;

/// What is put into a form besides what the team knows of the attack.
#[derive(Default)]
pub struct Before {
    /// The kind of body it goes to.
    pub to: Option<OrgKind>,
    /// The duty it is to meet.
    pub duty: Option<DutyId>,
    /// The weak point it reports, if it reports one.
    pub lead: Option<Lead>,
}

/// A form to be filled in and filed.
pub fn file(
    see: &See<'_, Blue>,
    form: FormId,
    before: &Before,
    sightings: &Sightings,
) -> Reply<Blue> {
    let Some((name, written)) = see.brief.forms().get(form.at()) else {
        return Reply::Stay;
    };
    let to = before.to;
    let each = before.duty.is_some_and(|duty| see.brief.duty(duty).each);
    let bodies = addressees(see, to, each);
    let mut first = Field::new(TO, see.say("work-col-to"), Kind::Pick(bodies.clone()));
    // Which of several is for who sends it to say; the committee that leads comes first.
    let is_clear =
        |kind: OrgKind| each || kind == OrgKind::Committee || see.brief.of_kind(kind).len() == 1;
    let body = before.duty.and_then(|duty| see.brief.duty(duty).body);
    if let Some(body) = body {
        let (name, title, _) = see.brief.org(body);
        first = first.with(listed(see, name, title));
    } else if to.is_some_and(is_clear) {
        first = first.with(bodies.first().cloned().unwrap_or_default());
    }
    let mut fields = vec![first];
    let began = before.duty.and_then(|duty| met(see, duty));
    let began = began.map(|at| see.calendar(at));
    let leads = |field: &Field| match (&before.lead, &written.finding) {
        (Some(lead), Some(finding)) if field.name == *finding.text => Some(lead.text.clone()),
        _ if field.name == DISCOVERED => began.clone(),
        (Some(lead), Some(finding)) if field.name == *finding.at => match &field.kind {
            Kind::Pick(places) => Some(place_of(see, lead, places)),
            _ => None,
        },
        _ => None,
    };
    // Whom a warning goes to is told of its own machines, not of other bodies'.
    let whose = to.filter(|_| written.warns);
    for one in &written.fields {
        let field = field(see, one, sightings, whose);
        let lead = leads(&field);
        fields.push(match lead {
            Some(first) => field.with(first),
            None => field,
        });
    }
    let name = name.clone();
    let duty = before.duty.map(|duty| see.brief.duty(duty).name.clone());
    let asked = written.fields.clone();
    let make = move |filled: &Form, see: &See<'_, Blue>| {
        Ok(BlueAsk::File {
            form: name.clone(),
            to: addressee(see, filled)?,
            entries: entries(see, filled, &asked)?,
            duty: duty.clone(),
        })
    };
    let intro = match to {
        Some(kind) => see.say_with("work-file-intro-to", &[("to", body_kind(see, kind).into())]),
        None => see.say("work-file-intro"),
    };
    Fill::new(see.text(&written.title), intro, fields, Box::new(make)).open()
}

/// What was written into the fields of a form; what was left empty is not among it.
fn entries(
    see: &See<'_, Blue>,
    filled: &Form,
    asked: &[FieldWritten],
) -> Result<Vec<Entry>, String> {
    let mut entries = Vec::new();
    for field in asked {
        let text = match field.kind {
            FieldKind::Place if filled.answer(&field.name).is_empty() => String::new(),
            FieldKind::Place => place_in(see, filled, &field.name)?,
            _ => filled.answer(&field.name),
        };
        if field.kind == FieldKind::Time && !text.is_empty() && !is_moment(&text) {
            let args = [
                ("field", Value::from(see.text(&field.title))),
                ("what", Value::from(harmless(&text))),
                ("like", Value::from(see.calendar(see.clock.now))),
            ];
            return Err(see.say_with("work-file-no-moment", &args));
        }
        if field.kind == FieldKind::Affirm && text != "yes" {
            let args = [("field", Value::from(see.text(&field.title)))];
            return Err(see.say_with("work-file-affirm", &args));
        }
        let field = field.name.as_str().into();
        entries.push(Entry::new(field, text));
    }
    entries.retain(|entry| !entry.text.is_empty());
    Ok(entries)
}

/// Whom it goes to: a body by its name, every body of a kind, or what the list was narrowed to.
/// What somebody typed into the middle of a name that stood there is none of these.
fn addressee(see: &See<'_, Blue>, filled: &Form) -> Result<Name, String> {
    let chosen = filled.answer(TO);
    let named = |text: &str| {
        let mut kinds = groups(see).into_iter();
        let group = kinds.find(|(kind, line)| everyone(*kind) == text || line == text);
        let mut all = (0..see.brief.orgs()).map(OrgId::of);
        let one = || {
            let org = all.find(|org| {
                let (name, title, _) = see.brief.org(*org);
                **name == *text || listed(see, name, title) == text
            })?;
            Some(see.brief.org(org).0.clone())
        };
        let group = group.map(|(kind, _)| everyone(kind).as_str().into());
        group.or_else(one)
    };
    let only = || filled.only_fitting(TO).and_then(|only| named(&only));
    let found = named(&chosen).or_else(only);
    let args = [("what", Value::from(harmless(&chosen)))];
    found.ok_or_else(|| see.say_with("work-file-no-body", &args))
}

/// A body as the list of bodies has it.
fn listed(see: &See<'_, Blue>, name: &str, title: &Text) -> String {
    format!("{name}{BETWEEN}{}", see.text(title))
}

/// The place that a field names, as it is written in an order; or what the list of places was
/// narrowed to.
pub fn place_in(see: &See<'_, Blue>, filled: &Form, field: &str) -> Result<String, String> {
    let answer = filled.answer(field);
    let only = || filled.only_fitting(field);
    // An entry of the list, or a name alone: what is typed behind an entry makes it neither.
    let is_place = |text: &String| {
        let whole = filled.is_listed(field, text) || picked(text) == text.trim();
        let target = see.brief.target(picked(text)).filter(|_| whole);
        target.is_some_and(|target| target != Target::None)
    };
    let found = Some(answer.clone()).filter(is_place).or_else(only);
    let found = found.map(|text| picked(&text).to_owned());
    found.ok_or_else(|| say_of(see, "work-finding-no-place", harmless(&answer)))
}

/// Whether it is a day, a time of day, both, or a moment since STARTEX, and nothing besides.
fn is_moment(text: &str) -> bool {
    let numbers = |text: &str, between: char, most: usize| {
        let parts: Vec<&str> = text.split(between).collect();
        let number = |part: &&str| {
            let digits = (1..=4).contains(&part.len());
            digits && part.chars().all(|c| c.is_ascii_digit())
        };
        (2..=most).contains(&parts.len()) && parts.iter().all(number)
    };
    let clock = |text: &str| numbers(text, ':', 3);
    let day = |text: &str| numbers(text, '/', 3) || numbers(text, '-', 3);
    // As official papers write it: 17:00 ngày 24/10/2023.
    let words = text.split_whitespace().filter(|word| *word != "ngày");
    let words: Vec<&str> = words.collect();
    match words[..] {
        [one] => clock(one.strip_prefix("T+").unwrap_or(one)) || day(one),
        [one, other] => (day(one) && clock(other)) || (clock(one) && day(other)),
        _ => false,
    }
}

/// Kinds of which there are several bodies, each as the list of addressees has it.
fn groups(see: &See<'_, Blue>) -> Vec<(OrgKind, String)> {
    let several = |kind: OrgKind| {
        let bodies = see.brief.of_kind(kind);
        (kind != OrgKind::Attacker && bodies.len() > 1).then(|| {
            let args = [
                ("kind", Value::from(body_kind(see, kind))),
                ("count", Value::from(bodies.len())),
            ];
            let title = see.say_with("work-file-everyone", &args);
            (kind, format!("{}{BETWEEN}{title}", everyone(kind)))
        })
    };
    OrgKind::ALL.into_iter().filter_map(several).collect()
}

/// Bodies by name and title, those of the right kind first; then every body of a kind at once, or
/// before all where each of that kind is owed it.
fn addressees(see: &See<'_, Blue>, to: Option<OrgKind>, each: bool) -> Vec<String> {
    let all = (0..see.brief.orgs()).map(OrgId::of);
    let mut all: Vec<_> = all.map(|org| see.brief.org(org)).collect();
    all.retain(|(_, _, kind)| *kind != OrgKind::Attacker);
    all.sort_by_key(|(_, _, kind)| Some(*kind) != to);
    let text = |(name, title, _): (&Name, &_, _)| listed(see, name, title);
    let mut all: Vec<String> = all.into_iter().map(text).collect();
    let (owed, others): (Vec<_>, Vec<_>) = groups(see)
        .into_iter()
        .partition(|(kind, _)| each && Some(*kind) == to);
    all.splice(0..0, owed.into_iter().map(|(_, line)| line));
    all.extend(others.into_iter().map(|(_, line)| line));
    all
}

fn field(
    see: &See<'_, Blue>,
    written: &FieldWritten,
    sightings: &Sightings,
    whose: Option<OrgKind>,
) -> Field {
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
        // Nobody says no by leaving a field as it stands.
        FieldKind::Yesno => Kind::Choice(vec![
            (String::new(), see.say("work-choice-none")),
            ("no".to_owned(), see.say("work-word-no")),
            ("yes".to_owned(), see.say("work-word-yes")),
        ]),
        FieldKind::Affirm => Kind::Choice(vec![
            ("no".to_owned(), see.say("work-word-no")),
            ("yes".to_owned(), see.say("work-word-yes")),
        ]),
        FieldKind::Place => Kind::Pick(places(see, sightings)),
        FieldKind::Pillar => Kind::Choice(pillars(see)),
        FieldKind::Choice => {
            let none = (String::new(), see.say("work-choice-none"));
            let all = written.choices.iter();
            let all = all.map(|one| (one.name.clone(), see.text(&one.title)));
            Kind::Choice(iter::once(none).chain(all).collect())
        }
    };
    let field = Field::new(written.name.clone(), title, kind);
    let field = field.with(known(see, written, sightings, whose));
    if written.required {
        field
    } else {
        field.optional()
    }
}

/// What the team knows for a field of this kind; of machines, those of such bodies if one is given.
fn known(
    see: &See<'_, Blue>,
    written: &FieldWritten,
    sightings: &Sightings,
    whose: Option<OrgKind>,
) -> String {
    match written.kind {
        // A record of what was taken names nothing else, and no other hour.
        FieldKind::Assets if written.prefill == Prefill::Collected => {
            let names = collected(see).map(|(host, _)| see.brief.host_name(host));
            names.take(MOST).collect::<Vec<_>>().join(", ")
        }
        FieldKind::Time if written.prefill == Prefill::Collected => {
            let last = collected(see).map(|(_, at)| at).max();
            last.map_or_else(String::new, |at| see.calendar(at))
        }
        // What the attack was on says nothing of a weak point, or of whose risk is accepted.
        FieldKind::Assets if written.judged != Judged::Incident => String::new(),
        FieldKind::Assets => {
            // An alert that nobody has judged is no reason to name a machine in a paper.
            let is_theirs = |host: &HostId| {
                let (_, org) = see.brief.host_place(*host);
                whose.is_none_or(|kind| see.brief.org(org).2 == kind)
            };
            let (theirs, others): (Vec<_>, Vec<_>) =
                claimed_hosts(see).into_iter().partition(is_theirs);
            // Where none of theirs is known, it is a warning of what others met.
            let named = if theirs.is_empty() { others } else { theirs };
            let names = named.into_iter().take(MOST);
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
            // What can be blocked and warned of: those cited most come first.
            let met = indicators(see, sightings).into_iter();
            let claimed = |(_, one): &(String, Indicator)| one.cited > 0;
            let mut met: Vec<_> = met.filter(claimed).collect();
            met.retain(|(_, one)| one.kind != IndicatorKind::Hash);
            met.sort_by_key(|(_, one)| std::cmp::Reverse((one.cited, one.times)));
            let values = met.into_iter().map(|(value, _)| value).take(MOST);
            values.collect::<Vec<_>>().join(", ")
        }
        FieldKind::Time => moment(see, &written.name),
        FieldKind::Level => level(see).map_or_else(String::new, |level| level.to_string()),
        FieldKind::Affirm => "no".to_owned(),
        FieldKind::Yesno => String::new(),
        FieldKind::Place | FieldKind::Pillar | FieldKind::Choice => String::new(),
        FieldKind::Text => String::new(),
    }
}

/// The machines whose data the team has taken, and when each was done.
fn collected(see: &See<'_, Blue>) -> impl Iterator<Item = (HostId, Tick)> {
    let hosts = see.view.hosts.iter();
    hosts.filter_map(|(host, seen)| Some((*host, seen.preserved?)))
}

/// What moment a field most likely asks for. What happened is called `…-at`, by the attack's own
/// two names or as what the team does now; any other is still to come, and its writer's to set.
fn moment(see: &See<'_, Blue>, field: &str) -> String {
    match field {
        "started-at" | DISCOVERED => see.calendar(first_claim(see).unwrap_or(see.clock.now)),
        _ if field.ends_with("-at") => see.calendar(see.clock.now),
        _ => String::new(),
    }
}

/// When what a duty is about was met: when its clock began, unless that is the end of it, or the
/// team had reported before and it is about nothing of its own.
fn met(see: &See<'_, Blue>, id: DutyId) -> Option<Tick> {
    let duty = see.brief.duty(id);
    let began = see.view.duties.get(&id)?.began;
    let claimed = first_claim(see).filter(|_| duty.names.is_empty());
    let first = claimed.map_or(began, |first| first.min(began));
    (duty.starts != Trigger::Closed).then_some(first)
}

/// The highest level of a service on a host that a claim names: alerts alone say of none that it
/// was hit.
fn level(see: &See<'_, Blue>) -> Option<u8> {
    let on = claimed_hosts(see);
    let all = (0..see.brief.services()).map(engine::words::name::ServiceId::of);
    let levels = all.map(|id| see.brief.service(id));
    let levels = levels.filter(|service| on.contains(&service.host));
    let highest = levels.map(|service| service.level).max();
    // On what was hit there may be no service at all.
    highest.or(Some(3)).filter(|_| !on.is_empty())
}

/// The word for a kind of body; local committees by what they are called in the time of the drill.
pub fn body_kind(see: &See<'_, Blue>, kind: OrgKind) -> String {
    if kind == OrgKind::District
        && let Some(title) = see.brief.of_the_time("district")
    {
        return see.text(title);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_a_time_or_both_and_nothing_besides() {
        let good = [
            "08:45",
            "21/10 08:45",
            "08:45 21/10/2026",
            "17:00 ngày 24/10/2023",
            "2026-10-21 08:45:10",
        ];
        for text in good
            .into_iter()
            .chain(["T+1:20", "T+1:20:05", "31/12/2026"])
        {
            assert!(is_moment(text), "{text}");
        }
        for text in [
            "soon",
            "13/09 20:0813/09 20:00",
            "11/05 10:46x",
            "8",
            "a:b",
            "T+soon",
        ] {
            assert!(!is_moment(text), "{text}");
        }
    }
}
