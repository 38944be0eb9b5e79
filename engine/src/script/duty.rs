//! Duties: a legal basis, a start, a deadline, an addressee; and the forms by which they are met.

use crate::city::addressee::{of_kind, owed};
use crate::city::map::Map;
use crate::city::place::OrgKind;
use crate::city::written::target_named;
use crate::script::trigger::{Speak, Trigger, TriggerWritten};
use crate::words::check::{Check, Names};
use crate::words::fault::FaultKind;
use crate::words::name::*;
use crate::words::order::{Entry, Pillar};
use crate::words::target::Target;
use crate::words::text::Text;
use crate::words::time::Span;
use crate::words::written::At;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

// ── Written ──

/// How firm the ground of a duty is. Never printed as more than it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Read in a public text of the law.
    Law,
    /// Guidance of an authority.
    Guidance,
    /// Ours.
    Proposal,
    /// Known, and not confirmed in a text.
    FromMemory,
}

/// A duty, one file each in `catalogue/obligations`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyWritten {
    /// Its name; only for those a scenario writes itself.
    pub name: Option<At<String>>,
    /// What it is called.
    pub title: Text,
    /// Its basis.
    pub basis: Text,
    /// How firm that is.
    pub status: Status,
    /// What starts its clock: something that the defence knows of as it happens.
    pub starts: At<TriggerWritten>,
    /// How long it leaves.
    pub within: Span,
    /// The form that meets it.
    pub form: At<String>,
    /// To whom.
    pub to: At<OrgKind>,
    /// Whether every body of that kind that runs machines is to get it; else one of them is enough.
    #[serde(default)]
    pub each: bool,
    /// The one body of that kind to which it is owed, where not just any of them will do.
    pub body: Option<At<String>>,
    /// What its paper must report a weak point of: one of these, `kind:name`. Only for forms that
    /// report one.
    #[serde(default)]
    pub names: Vec<At<String>>,
    /// `nothing` if it is about something else than the attack: what stands in its paper is then
    /// for people to judge.
    #[serde(default)]
    pub judged: Judged,
}

impl DutyWritten {
    /// The one body it is owed to: of that kind, or nobody could ever meet it.
    fn check_body(&self, body: &At<String>, map: &Map, c: &mut Check) -> Option<OrgId> {
        let found = OrgId::of(map.names.orgs.find(body, "org", c)?);
        let kind = map.orgs[found.at()].kind;
        if kind != *self.to && !map.is_part(c.lost) {
            let args = vec![
                ("found", body.to_string()),
                ("kind", kind.word().to_owned()),
                ("wanted", self.to.word().to_owned()),
            ];
            let code = "duty-body";
            c.fault(body, FaultKind::Other { code, args });
        }
        Some(found)
    }

    /// Says so, at the place where the duty is called for, if the city has nobody it is owed to.
    pub fn check_owed<T>(&self, at: &At<T>, map: &Map, c: &mut Check) {
        if of_kind(map, *self.to).next().is_none() && !map.is_part(c.lost) {
            let args = vec![("wanted", self.to.word().to_owned())];
            let code = "duty-nobody";
            c.fault(at, FaultKind::Other { code, args });
        }
    }
}

/// How a duty of the catalogue differs in another time; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeWritten {
    /// Which duty.
    pub name: At<String>,
    /// What it is called.
    pub title: Option<Text>,
    /// Its basis.
    pub basis: Option<Text>,
    /// How firm that is.
    pub status: Option<Status>,
    /// How long it leaves.
    pub within: Option<Span>,
    /// To whom, in a city that has such a body.
    pub to: Option<OrgKind>,
}

impl ChangeWritten {
    /// The duty as it is then.
    pub fn apply(&self, duty: &mut DutyWritten, has: &dyn Fn(&OrgKind) -> bool) {
        fn put<T: Clone>(into: &mut T, from: Option<&T>) {
            if let Some(from) = from {
                *into = from.clone();
            }
        }
        put(&mut duty.title, self.title.as_ref());
        put(&mut duty.basis, self.basis.as_ref());
        put(&mut duty.status, self.status.as_ref());
        put(&mut duty.within, self.within.as_ref());
        let to = self.to.as_ref().filter(|kind| has(kind));
        put(&mut duty.to.value, to);
    }
}

/// `duties.yml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutiesWritten {
    /// Duties of the catalogue that run in this scenario.
    #[serde(default)]
    pub obligations: Vec<At<String>>,
    /// Its own.
    #[serde(default)]
    pub own: Vec<DutyWritten>,
}

/// What a field of a form holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum FieldKind {
    Text,
    Assets,
    Techniques,
    Indicators,
    Time,
    Level,
    Yesno,
    /// Something that must be confirmed: a paper in which it is not is not taken.
    Affirm,
    /// One thing of the city, `kind:name`.
    Place,
    /// Process, technology or people.
    Pillar,
    /// One of the field's own choices.
    Choice,
}

/// One of the choices of a field.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldChoiceWritten {
    /// What a paper says if it is chosen.
    pub name: String,
    /// What it is called.
    pub title: Text,
}

/// What a field is held against when a paper is judged; words for people are judged by people.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Judged {
    /// What the attack did to machines and services: of assets, the machines it has been on.
    #[default]
    Incident,
    /// Places of weak points, whatever the attack did: each that is named is to be one.
    WeakPoints,
    /// State-secret material that was reached: of assets, the machines it lies on.
    Secrets,
    /// Personal data that were reached: of assets, the machines they lie on.
    PersonalData,
    /// Nothing that the drill knows of.
    Nothing,
}

/// What a field is filled with before anybody writes in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Prefill {
    /// What the team knows of the attack.
    #[default]
    Known,
    /// The machines whose data the team has taken as evidence; of a moment, when it did so last.
    Collected,
}

/// A field of a form.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldWritten {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub title: Text,
    /// What it holds.
    pub kind: FieldKind,
    /// What it is judged against, of assets and of what leaked.
    #[serde(default)]
    pub judged: Judged,
    /// What it is filled with beforehand, of assets and of moments.
    #[serde(default)]
    pub prefill: Prefill,
    /// Whether it must be filled.
    #[serde(default)]
    pub required: bool,
    /// What a field of kind `choice` may hold.
    #[serde(default)]
    pub choices: Vec<FieldChoiceWritten>,
}

impl FieldWritten {
    /// What its choice of this name is called.
    pub fn choice(&self, name: &str) -> Option<&Text> {
        let choice = self.choices.iter().find(|one| one.name == name)?;
        Some(&choice.title)
    }
}

/// Which fields of a form make the finding that filing it reports.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingWritten {
    /// The field of kind `place` that says where.
    pub at: At<String>,
    /// The field of kind `pillar` that says of which kind it is.
    pub pillar: At<String>,
    /// The field of kind `text` that says what is weak.
    pub text: At<String>,
}

/// A form, one file each in `catalogue/forms`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormWritten {
    /// What it is called.
    pub title: Text,
    /// Whether it goes by the classified channel: only there may it name what bears a grade.
    #[serde(default)]
    pub classified: bool,
    /// Whether it is a warning: the body it is addressed to counts as warned.
    #[serde(default)]
    pub warns: bool,
    /// The weak point that filing it reports, by the fields that say it.
    pub finding: Option<FindingWritten>,
    /// Its fields.
    pub fields: Vec<FieldWritten>,
}

impl FormWritten {
    /// Says what is wrong with it.
    pub fn check(&self, c: &mut Check) {
        for field in &self.fields {
            let few = match field.kind {
                FieldKind::Choice => field.choices.len() < 2,
                _ => !field.choices.is_empty(),
            };
            if few {
                let args = vec![("found", field.name.clone())];
                let code = "field-choices";
                c.fault_of_file(FaultKind::Other { code, args });
            }
        }
        let Some(finding) = &self.finding else {
            return;
        };
        let parts = [
            (&finding.at, FieldKind::Place, "place field"),
            (&finding.pillar, FieldKind::Pillar, "pillar field"),
            (&finding.text, FieldKind::Text, "text field"),
        ];
        for (name, kind, word) in parts {
            let of_kind = self.fields.iter().filter(|field| field.kind == kind);
            let mut names = of_kind.map(|field| field.name.as_str());
            if !names.clone().any(|one| one == name.as_str()) {
                c.unknown(name, word, &mut names);
            }
        }
    }

    /// The finding that a paper with these entries reports: where it is written, of which kind it
    /// is, and what is weak. Nothing if the form reports none, or if no kind is named.
    pub fn finding<'e>(&self, entries: &'e [Entry]) -> Option<(&'e str, Pillar, &'e str)> {
        let written = self.finding.as_ref()?;
        let said = |field: &At<String>| {
            let entry = entries.iter().find(|e| *e.field == *field.as_str())?;
            Some(entry.text.trim())
        };
        let pillar = pillar(said(&written.pillar)?)?;
        Some((said(&written.at)?, pillar, said(&written.text)?))
    }
}

/// The pillar that a paper names by this word.
pub fn pillar(word: &str) -> Option<Pillar> {
    match word {
        "process" => Some(Pillar::Process),
        "technology" => Some(Pillar::Technology),
        "people" => Some(Pillar::People),
        _ => None,
    }
}

/// Yes or no, as a person or a program writes it.
pub fn yes(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "có" | "co" | "true" => Some(true),
        "no" | "không" | "khong" | "false" => Some(false),
        _ => None,
    }
}

// ── the plan ──

/// A duty.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Duty {
    pub name: Name,
    pub title: Text,
    pub basis: Text,
    pub status: Status,
    pub starts: Trigger,
    pub within: Span,
    pub form: FormId,
    pub to: OrgKind,
    pub each: bool,
    pub body: Option<OrgId>,
    pub names: Vec<Target>,
    pub judged: Judged,
    /// Whose it is; none if it is the duty of every defence team at once.
    pub whose: Option<TeamId>,
}

impl Duty {
    /// Whether everybody who is owed its paper has it, once these have: any of them, or each.
    pub fn is_whole(&self, map: &Map, sent: &BTreeSet<OrgId>) -> bool {
        !self.each || owed(map, self.to).iter().all(|org| sent.contains(org))
    }
}

/// All forms and duties.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "one list per kind")]
pub struct Papers {
    pub forms: Vec<(Name, FormWritten)>,
    pub form_names: Names,
    pub duties: Vec<Duty>,
    pub duty_names: Names,
}

impl Papers {
    /// Whether a form is a warning to whoever it is addressed to.
    pub fn warns(&self, form: FormId) -> bool {
        let form = self.forms.get(form.at());
        form.is_some_and(|(_, form)| form.warns)
    }

    /// Checks one duty and takes it up.
    pub fn take(&mut self, name: &str, w: &DutyWritten, speak: &Speak, c: &mut Check) {
        let form = self.form_names.find(&w.form, "form", c);
        let starts = w.starts.check(speak, c);
        let (Some(form), Some(starts)) = (form, starts) else {
            return;
        };
        if !starts.is_seen_by_defence(speak) {
            let args = vec![("found", w.starts.value.word().to_owned())];
            let code = "hidden-start";
            c.fault(&w.starts, FaultKind::Other { code, args });
        }
        self.duty_names.put_own(name, self.duties.len());
        self.duties.push(Duty {
            name: name.into(),
            title: w.title.clone(),
            basis: w.basis.clone(),
            status: w.status,
            starts,
            within: w.within,
            form: FormId::of(form),
            to: *w.to,
            each: w.each,
            body: w
                .body
                .as_ref()
                .and_then(|body| w.check_body(body, speak.map, c)),
            names: w
                .names
                .iter()
                .filter_map(|name| target_named(speak.map, name, c))
                .collect(),
            judged: w.judged,
            whose: None,
        });
    }
}
