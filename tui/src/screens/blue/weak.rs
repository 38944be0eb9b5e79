//! Weak points: those that came to light, which of them the team has reported, and the paper that
//! reports one. There is one way in: the key that reports opens the paper, and filing the paper is
//! the report.
//!
//! Of which kind a weak point is, process, technology or people, is the team's to judge: it is told
//! of none, and nothing is chosen beforehand.

use std::collections::BTreeMap;

use engine::city::place::OrgKind;
use engine::script::duty::{FieldKind, pillar};
use engine::view::Blue;
use engine::view::seen::FindingSeen;
use engine::words::name::{DutyId, FormId, OrgId, RunId, WeakId};
use engine::words::order::{BlueAsk, Pillar};
use engine::words::target::{Target, TargetKind};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Field, Form, Kind};
use crate::phrase::{Value, harmless, words};
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::file::{self, Before};
use crate::screens::blue::known::{Sightings, chosen, picks};
use crate::screens::blue::order::{names, say_of};
use crate::screens::blue::respond::{self, harmless_lines};
use crate::screens::shared::fill::Fill;
use crate::screens::shared::page::Page;

/// What is to be reported: where, and what is weak there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lead {
    /// Where.
    pub at: Target,
    /// What is weak.
    pub text: String,
}

impl Lead {
    /// Of a weak point that came to light.
    pub fn of(see: &See<'_, Blue>, id: WeakId) -> Option<Self> {
        let (title, at) = see.brief.weak(see.view, id)?;
        let text = see.text(title);
        let at = at.clone();
        Some(Self { at, text })
    }
}

/// The weak points that came to light and were reported, each with the finding that does. A finding
/// goes to the one whose words it has; else to any in its place that no other finding reports.
pub fn reported(see: &See<'_, Blue>) -> BTreeMap<WeakId, usize> {
    let seen = see.view.weak.keys();
    let seen = seen.filter_map(|id| Some((*id, see.brief.weak(see.view, *id)?)));
    let seen: Vec<_> = seen.collect();
    let mut left: Vec<usize> = (0..see.view.findings.len()).collect();
    let mut all = BTreeMap::new();
    for by_its_words in [true, false] {
        for (id, (title, at)) in &seen {
            let says = |text: &str| text.contains(&*title.vi) || text.contains(&*title.en);
            let fits = |place: &usize| {
                let finding = &see.view.findings[*place];
                finding.on == **at && (!by_its_words || says(&finding.text))
            };
            let is_new = !all.contains_key(id);
            if let Some(found) = left.iter().position(fits).filter(|_| is_new) {
                all.insert(*id, left.remove(found));
            }
        }
    }
    all
}

/// The first of these that is not reported yet, or else the first.
pub fn lead_of(see: &See<'_, Blue>, weak: &[WeakId]) -> Option<Lead> {
    let reported = reported(see);
    let open = weak.iter().find(|id| !reported.contains_key(id));
    Lead::of(see, *open.or(weak.first())?)
}

/// The one that came to light first and is not reported yet.
pub fn open_lead(see: &See<'_, Blue>) -> Option<Lead> {
    let reported = reported(see);
    let open = see.view.weak.iter();
    let open = open.filter(|(id, _)| !reported.contains_key(id));
    let first = open.min_by_key(|(id, at)| (**at, **id))?;
    Lead::of(see, *first.0)
}

/// What a paper about any of these is to say: the weak point there that is not reported yet, by the
/// order of the names; else what the team reported of them last.
pub fn lead_about(see: &See<'_, Blue>, names: &[Target]) -> Option<Lead> {
    let reported = reported(see);
    let open = see.view.weak.keys().filter(|id| !reported.contains_key(id));
    let open = open.filter_map(|id| {
        let (_, at) = see.brief.weak(see.view, *id)?;
        Some((names.iter().position(|name| name == at)?, *id))
    });
    if let Some((_, id)) = open.min() {
        return Lead::of(see, id);
    }
    let mut findings = see.view.findings.iter().rev();
    let said = findings.find(|finding| names.contains(&finding.on))?;
    Some(Lead {
        at: said.on.clone(),
        text: said.text.clone(),
    })
}

/// The paper that reports a weak point, with what is known of it; in a drill whose papers report
/// none, a form for the report alone.
pub fn report(see: &See<'_, Blue>, sightings: &Sightings, lead: Option<Lead>) -> Reply<Blue> {
    let forms = see.brief.forms().iter();
    let mut forms = forms.enumerate().filter(|(_, (_, f))| f.finding.is_some());
    match forms.next() {
        Some((place, _)) => paper(see, (FormId::of(place), None), sightings, lead),
        None => bare(see, sightings, lead.as_ref()),
    }
}

/// This paper, to whom a duty that runs asks for it, or else to the committee.
pub fn paper(
    see: &See<'_, Blue>,
    (form, duty): (FormId, Option<DutyId>),
    sightings: &Sightings,
    lead: Option<Lead>,
) -> Reply<Blue> {
    let duties = see.view.duties.iter().filter(|(_, d)| d.ended.is_none());
    let mut asked = duties.map(|(id, _)| see.brief.duty(*id));
    let to = asked.find(|duty| duty.form == form).map(|duty| duty.to);
    let is_here = |kind| (0..see.brief.orgs()).any(|org| see.brief.org(OrgId::of(org)).2 == kind);
    let committee = Some(OrgKind::Committee).filter(|kind| is_here(*kind));
    let before = Before {
        to: duty
            .map(|duty| see.brief.duty(duty).to)
            .or(to)
            .or(committee),
        duty,
        lead,
    };
    file::file(see, form, &before, sightings)
}

/// Whatever can be weak, as it is written in an order and what it is called.
pub fn places(see: &See<'_, Blue>, sightings: &Sightings) -> Vec<String> {
    let kinds = [
        TargetKind::Org,
        TargetKind::Link,
        TargetKind::Control,
        TargetKind::Backup,
        TargetKind::Service,
        TargetKind::Account,
        TargetKind::Zone,
        TargetKind::Host,
    ];
    let all = kinds.into_iter();
    all.flat_map(|kind| picks(see, kind, sightings)).collect()
}

/// The place of a lead as the list of places has it.
pub fn place_of(see: &See<'_, Blue>, lead: &Lead, places: &[String]) -> String {
    let text = see.brief.target_text(&lead.at);
    let listed = places.iter().find(|one| chosen(one) == text);
    listed.cloned().unwrap_or(text)
}

/// The pillars by the word a paper keeps for them, and as people say them, none of them chosen.
pub fn pillars(see: &See<'_, Blue>) -> Vec<(String, String)> {
    let none = (String::new(), see.say("work-choice-none"));
    let said = |word: &str| {
        let said = words::field(see.phrases, FieldKind::Pillar, word);
        (word.to_owned(), said.unwrap_or_default())
    };
    let all = PILLARS.into_iter().map(said);
    std::iter::once(none).chain(all).collect()
}

const PILLARS: [&str; 3] = ["process", "technology", "people"];

/// The report alone.
fn bare(see: &See<'_, Blue>, sightings: &Sightings, lead: Option<&Lead>) -> Reply<Blue> {
    let places = places(see, sightings);
    let at = lead.map_or_else(String::new, |lead| place_of(see, lead, &places));
    let text = lead.map_or_else(String::new, |lead| lead.text.clone());
    let kinds = Kind::Choice(pillars(see));
    let fields = vec![
        Field::new("pillar", see.say("work-field-pillar"), kinds),
        Field::new("at", see.say("work-field-where"), Kind::Pick(places)).with(at),
        Field::new("text", see.say("work-field-finding"), Kind::Text(4)).with(text),
    ];
    let make = move |form: &Form, see: &See<'_, Blue>| {
        let at = file::place_in(see, form, "at")?;
        let pillar = pillar(&form.answer("pillar"));
        Ok(BlueAsk::Finding {
            pillar: pillar.unwrap_or(Pillar::Process),
            at: at.as_str().into(),
            text: form.answer("text"),
        })
    };
    let (title, intro) = (see.say("work-finding-title"), see.say("work-finding-intro"));
    Fill::new(title, intro, fields, Box::new(make)).open()
}

// ── to be read ──

/// What a page tells of.
#[derive(Clone, Copy)]
pub enum Of {
    /// A weak point that came to light.
    Weak(WeakId),
    /// A response.
    Run(RunId),
}

#[derive(Clone, Copy)]
enum Does {
    Report,
}

const KEYS: Keys<Does> = Keys(&[(Does::Report, "w", "work-key-finding")]);

/// A page to be read, from which what it tells of can be reported.
pub struct LeadPage {
    of: Of,
    page: Page,
}

impl LeadPage {
    /// A page with its title.
    pub fn new(of: Of, title: String) -> Self {
        let page = Page::new(title, String::new());
        Self { of, page }
    }

    /// The same, laid over a screen.
    pub fn open(self) -> Reply<Blue> {
        Reply::Open(Box::new(self))
    }

    fn lead(&self, see: &See<'_, Blue>) -> Option<Lead> {
        match self.of {
            Of::Weak(id) => Lead::of(see, id),
            Of::Run(run) => respond::lead(see, see.view.runs.get(&run)?),
        }
    }
}

impl Screen<Blue> for LeadPage {
    fn title(&self, see: &See<'_, Blue>) -> String {
        Screen::<Blue>::title(&self.page, see)
    }

    fn keys(&self) -> Vec<KeyShown> {
        let mut all = KEYS.shown();
        all.extend(Screen::<Blue>::keys(&self.page));
        all
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match does {
            Some(Does::Report) => match self.lead(see) {
                None => Reply::Stay,
                lead => report(see, &Sightings::default(), lead),
            },
            None => self.page.update(input, see),
        }
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let text = match self.of {
            Of::Weak(id) => in_full(see, id),
            Of::Run(run) => respond::in_full(see, run),
        };
        self.page.draw_text(see, frame, area, &text);
    }
}

/// A weak point: what, where, when, by which look it came to light, and what was reported of it.
fn in_full(see: &See<'_, Blue>, id: WeakId) -> String {
    let Some(lead) = Lead::of(see, id) else {
        return String::new();
    };
    let mut text = vec![lead.text.clone(), String::new()];
    let place = words::target(see.phrases, &names(see), &lead.at);
    let place = format!("{place} ({})", see.brief.target_text(&lead.at));
    text.push(say_of(see, "work-weak-where", place));
    let when = see.view.weak.get(&id).map(|at| see.calendar(*at));
    text.extend(when.map(|at| say_of(see, "work-weak-when", at)));
    text.extend(look(see, id).map(|look| say_of(see, "work-weak-by", look)));
    text.push(String::new());
    match reported(see).get(&id) {
        Some(place) => text.push(said(see, &see.view.findings[*place])),
        None => text.push(see.say("work-weak-report")),
    }
    text.join("\n")
}

/// The look by which it came to light.
fn look(see: &See<'_, Blue>, id: WeakId) -> Option<String> {
    let mut looks = see.view.inspections.iter();
    let look = looks.find(|look| look.weak.contains(&id))?;
    let mut runs = see.view.runs.values();
    let run = runs.find(|run| {
        let ended = run.ended.map(|(at, _)| at);
        ended == Some(look.at) && run.target == look.target
    })?;
    Some(see.text(see.brief.action_title(run.action)))
}

/// What was reported: of which kind, where, when, in which words.
pub fn said(see: &See<'_, Blue>, finding: &FindingSeen) -> String {
    let args = [
        ("at", Value::from(see.calendar(finding.at))),
        (
            "pillar",
            Value::from(words::pillar(see.phrases, finding.pillar)),
        ),
        (
            "where",
            Value::from(harmless(&see.brief.target_text(&finding.on))),
        ),
    ];
    let head = see.say_with("work-weak-reported", &args);
    format!("{head}\n{}", harmless_lines(&finding.text))
}
