//! Duties: a legal basis, a start, a deadline, an addressee; and the forms by which they are met.

use crate::city::place::OrgKind;
use crate::script::trigger::{Speak, Trigger, TriggerWritten};
use crate::team::Roster;
use crate::words::agenda::{Agenda, Due};
use crate::words::cell::{Audience, Cell};
use crate::words::check::{Check, Names};
use crate::words::fact::{Cause, FactKind, Facts};
use crate::words::fault::FaultKind;
use crate::words::known::Reach;
use crate::words::name::*;
use crate::words::order::{Entry, Pillar};
use crate::words::text::Text;
use crate::words::time::{Span, Tick};
use crate::words::written::At;
use bevy_ecs::prelude::{Resource, World};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    pub to: OrgKind,
    /// `nothing` if it is about something else than the attack: what stands in its paper is then
    /// for people to judge.
    #[serde(default)]
    pub judged: Judged,
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
        put(&mut duty.to, self.to.as_ref().filter(|kind| has(kind)));
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
    pub judged: Judged,
    /// Whose it is; none if it is the duty of every defence team at once.
    pub whose: Option<TeamId>,
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
            to: w.to,
            judged: w.judged,
            whose: None,
        });
    }
}

// ── Lives ──

/// How each duty stands.
#[derive(Resource, Default)]
pub struct Duties(pub Vec<Standing>);

/// How a duty stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Its clock has not started.
    Resting,
    /// It must be met by then.
    Running(Tick),
    /// Nothing was filed for it in time: by then it was due.
    Missed(Tick),
    /// Met, in time or too late.
    Over,
}

// ── Acts ──

/// A duty's clock starts.
pub fn begin(world: &mut World, duty: DutyId, cause: FactId) {
    let papers = world.plan::<Papers>();
    let now = world.resource::<crate::action::require::Now>().0;
    let by = now.after(papers.duties[duty.at()].within);
    world.resource_mut::<Duties>().0[duty.at()] = Standing::Running(by);
    world.resource_mut::<Agenda>().put(by, Due::DutyEnds(duty));
    let roster = world.plan::<Roster>();
    let whose = papers.duties[duty.at()].whose;
    let is_its = |team: &TeamId| whose.is_none_or(|whose| whose == *team);
    for team in roster.of_cell(Cell::Blue).filter(is_its) {
        let fact = FactKind::DutyBegan { duty, team, by };
        world
            .resource_mut::<Facts>()
            .state(Cause::Fact(cause), Audience::team(team), fact);
    }
}

/// Which duty a paper is for: the one that it was opened for, if it is what that one asks for; else
/// of those it would meet the most urgent, before any that was missed. One paper meets one duty.
pub fn meant(
    world: &World,
    team: TeamId,
    (form, to): (FormId, OrgKind),
    asked: Option<DutyId>,
) -> Option<DutyId> {
    let papers = world.plan::<Papers>();
    let standing = |duty: DutyId| world.resource::<Duties>().0[duty.at()];
    let fits = |duty: &DutyId| {
        let plan = &papers.duties[duty.at()];
        plan.form == form && plan.to == to && plan.whose.is_none_or(|own| own == team)
    };
    let urgent = |duty: DutyId| match standing(duty) {
        Standing::Running(by) => Some((0, by, duty)),
        Standing::Missed(by) => Some((1, by, duty)),
        Standing::Resting | Standing::Over => None,
    };
    let all = (0..papers.duties.len()).map(DutyId::of).filter(fits);
    let open = all.filter_map(urgent);
    let open: Vec<_> = open.collect();
    let own = open.iter().find(|(.., duty)| asked == Some(*duty));
    let (.., duty) = own.or_else(|| open.iter().min())?;
    Some(*duty)
}

/// A paper was filed for a duty, in time or too late.
pub fn filed(world: &mut World, duty: DutyId, cause: Cause) {
    end(world, duty, true, cause);
    world.resource_mut::<Duties>().0[duty.at()] = Standing::Over;
}

/// A duty is met, or its time is up.
pub fn end(world: &mut World, duty: DutyId, met: bool, cause: Cause) {
    let standing = &mut world.resource_mut::<Duties>().0[duty.at()];
    if let Standing::Running(by) = *standing {
        *standing = if met {
            Standing::Over
        } else {
            Standing::Missed(by)
        };
        let all = world.plan::<Roster>().audience(Cell::Blue);
        let whose = world.plan::<Papers>().duties[duty.at()].whose;
        let to = whose.map_or(all, Audience::team);
        let fact = FactKind::DutyEnded { duty, met };
        world.resource_mut::<Facts>().state(cause, to, fact);
    }
}
