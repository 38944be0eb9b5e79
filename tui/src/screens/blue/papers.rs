//! Papers: duties that count down, forms to be filed, what was filed and how it was graded.
//!
//! A duty's ground is shown with how firm it is, in the words of its author: what is our own
//! proposal is never printed as law. Filing here is practice; it discharges no duty outside.

use engine::city::place::OrgKind;
use engine::script::duty::{FieldWritten, Status};
use engine::view::Blue;
use engine::view::seen::{DutySeen, PaperSeen};
use engine::words::name::{DutyId, FormId, OrgId};
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use std::collections::BTreeSet;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{line, wrap};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless, moment, words};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::blue::file::{Before, body_kind, file};
use crate::screens::blue::known::Sightings;
use crate::screens::blue::respond::harmless_lines;
use crate::screens::blue::{BlueFound, BlueLook, weak};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::page::Page;

#[derive(Clone, Copy)]
enum Does {
    Open,
    Read,
    Finding,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "work-key-fill-form"),
    (Does::Read, "r", "work-key-read"),
    (Does::Finding, "w", "work-key-finding"),
]);

/// A row of the list.
#[derive(Clone, Copy)]
enum Entry<'v> {
    Duty(DutyId, &'v DutySeen),
    Form(FormId),
    Filed(&'v PaperSeen),
}

/// The papers of the team.
#[derive(Default)]
pub struct Papers {
    cursor: Cursor,
    sightings: Sightings,
}

/// Open duties by deadline, then forms by name, then what was filed and duties that are over.
fn listed<'v>(see: &See<'v, Blue>) -> Vec<Entry<'v>> {
    let mut duties: Vec<_> = see.view.duties.iter().map(|(id, d)| (*id, d)).collect();
    duties.sort_by_key(|(id, duty)| (duty.by, *id));
    let (open, over): (Vec<_>, Vec<_>) = duties.into_iter().partition(|(_, d)| d.ended.is_none());
    let duty = |(id, duty)| Entry::Duty(id, duty);
    let mut all: Vec<Entry<'v>> = open.into_iter().map(duty).collect();
    all.extend((0..see.brief.forms().len()).map(|place| Entry::Form(FormId::of(place))));
    all.extend(see.view.filed.iter().rev().map(Entry::Filed));
    all.extend(over.into_iter().map(duty));
    all
}

impl Screen<Blue> for Papers {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("work-tab-papers")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn wants(&mut self, see: &See<'_, Blue>) -> Option<BlueLook> {
        self.sightings.wants(see)
    }

    fn found(&mut self, found: &BlueFound, _: &See<'_, Blue>) {
        self.sightings.found(found);
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let all = listed(see);
        let chosen = self
            .cursor
            .at(all.len())
            .and_then(|at| all.get(at).copied());
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, chosen) {
            (Some(Does::Open), Some(Entry::Duty(id, _))) => {
                let duty = see.brief.duty(id);
                self.open(see, duty.form, Some((duty.to, id)))
            }
            (Some(Does::Open), Some(Entry::Form(form))) => self.open(see, form, None),
            (Some(Does::Open | Does::Read), Some(entry)) => read(see, entry),
            (Some(Does::Finding), _) => weak::report(see, &self.sightings, weak::open_lead(see)),
            _ => {
                self.cursor.update(input, all.len(), 1);
                Reply::Stay
            }
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&(self.cursor, &self.sightings))
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let all = listed(see);
        let below = (area.height / 3).clamp(4, 12);
        let [top, foot] =
            Layout::vertical([Constraint::Min(4), Constraint::Length(below)]).areas(area);
        let inside = panel(frame, top, &see.say("work-papers-head"), see.theme);
        let columns = [
            Column::new(see.say("work-col-kind"), 10, 0),
            Column::new(see.say("work-col-paper"), 24, 0).growing(),
            Column::new(see.say("work-col-to"), 24, 2),
            Column::new(see.say("work-col-basis"), 20, 3),
            Column::new(see.say("work-col-due"), 14, 1).right(),
        ];
        let chosen = self.cursor.at(all.len());
        let rows = (all.len(), chosen);
        table(frame, inside, &columns, rows, see.theme, &mut |place| {
            row(see, all[place])
        });
        let title = see.say("work-papers-chosen");
        let inside = panel(frame, foot, &title, see.theme);
        let about = chosen
            .and_then(|at| all.get(at))
            .map(|one| about(see, *one));
        let cells = usize::from(inside.width);
        let shown: Vec<Line<'static>> = about
            .into_iter()
            .flatten()
            .flat_map(|(ink, text)| {
                let wrapped = wrap(&text, cells).into_iter();
                wrapped.map(move |text| (ink, text)).collect::<Vec<_>>()
            })
            .map(|(ink, text)| line(see.theme, ink, text))
            .collect();
        lines(frame, inside, shown, see.theme);
    }
}

impl Papers {
    /// A form, to a body of this kind, or of the kind that a duty under way asks for.
    fn open(
        &self,
        see: &See<'_, Blue>,
        form: FormId,
        duty: Option<(OrgKind, DutyId)>,
    ) -> Reply<Blue> {
        let (_, written) = &see.brief.forms()[form.at()];
        if written.finding.is_some() {
            let duty = duty.map(|(_, duty)| duty);
            // A duty about something of its own says itself what is to be looked into.
            let own = duty.map(|duty| &see.brief.duty(duty).names);
            let lead = match own.filter(|names| !names.is_empty()) {
                Some(names) => weak::lead_about(see, names),
                None => weak::open_lead(see),
            };
            return weak::paper(see, (form, duty), &self.sightings, lead);
        }
        let duties = see.view.duties.iter().filter(|(_, d)| d.ended.is_none());
        let mut asked = duties.map(|(id, _)| see.brief.duty(*id));
        // Whom such a form goes to does not change with the hour.
        let asked = asked.find(|duty| duty.form == form).map(|duty| duty.to);
        let asked = asked.or_else(|| see.brief.addressee_of(form));
        let before = Before {
            to: duty.map(|(to, _)| to).or(asked),
            duty: duty.map(|(_, duty)| duty),
            lead: None,
        };
        file(see, form, &before, &self.sightings)
    }
}

/// How firm the ground of a duty is, in words.
fn firmness(see: &See<'_, Blue>, status: Status) -> String {
    see.say(match status {
        Status::Law => "work-basis-law",
        Status::Guidance => "work-basis-guidance",
        Status::Proposal => "work-basis-proposal",
        Status::FromMemory => "work-basis-from-memory",
    })
}

fn row(see: &See<'_, Blue>, entry: Entry<'_>) -> Row {
    match entry {
        Entry::Duty(id, seen) => duty_row(see, id, seen),
        Entry::Form(id) => {
            let form = &see.brief.forms()[id.at()].1;
            Row::default()
                .cell(Ink::Dim, see.say("work-paper-form"))
                .text(see.text(&form.title))
                .text("")
                .text("")
                .text("")
        }
        Entry::Filed(paper) => {
            let title = see.brief.forms().get(paper.form.at());
            let graded = paper.graded.as_ref();
            let grade = graded.map_or_else(String::new, |(points, _)| format!("{points}/100"));
            Row::marked(Mark::Done)
                .cell(Ink::Dim, see.say("work-paper-filed"))
                .text(title.map_or_else(String::new, |(_, form)| see.text(&form.title)))
                .text(see.bodies(&paper.to))
                .text(grade)
                .cell(Ink::Dim, see.calendar(paper.at))
        }
    }
}

fn duty_row(see: &See<'_, Blue>, id: DutyId, seen: &DutySeen) -> Row {
    let duty = see.brief.duty(id);
    let now = see.clock.now;
    let left = seen.by.0.saturating_sub(now.0);
    let length = seen.by.since(seen.began).0.max(1);
    let (sign, due) = match seen.ended {
        Some((_, true)) => (Mark::Good, see.say("work-duty-met")),
        Some((_, false)) => match filed_late(see, id, seen) {
            Some(_) => (Mark::Warn, see.say("wall-duty-late")),
            None => (Mark::Bad, see.say("work-duty-missed")),
        },
        None if seen.by < now => (Mark::Bad, moment::left(see.phrases, now, seen.by)),
        None if left * 4 < length => (Mark::Warn, moment::left(see.phrases, now, seen.by)),
        None => (Mark::Waiting, moment::left(see.phrases, now, seen.by)),
    };
    Row::marked(sign)
        .text(see.say("work-paper-duty"))
        .text(see.text(&duty.title))
        .text(owed_to(see, id))
        .cell(Ink::Dim, firmness(see, duty.status))
        .cell(sign.ink(), due)
}

/// When the form of a duty that was missed was filed after all; of one that every body is owed,
/// when the last of them had it.
pub(super) fn filed_late(see: &See<'_, Blue>, id: DutyId, seen: &DutySeen) -> Option<Tick> {
    let duty = see.brief.duty(id);
    let mut owed: BTreeSet<OrgId> = match duty.each {
        true => see.brief.owed(duty.to).into_iter().collect(),
        false => BTreeSet::new(),
    };
    let sent = see.view.filed.iter().filter(|paper| paper.duty == Some(id));
    for paper in sent {
        paper.to.iter().for_each(|org| _ = owed.remove(org));
        if owed.is_empty() {
            return Some(paper.at).filter(|at| *at > seen.by);
        }
    }
    None
}

/// That it was filed late, when, and by how much.
fn late(see: &See<'_, Blue>, at: Tick, by: Tick) -> String {
    let args = [
        ("at", Value::from(see.calendar(at))),
        ("late", Value::from(moment::span(see.phrases, at.since(by)))),
    ];
    see.say_with("work-duty-late", &args)
}

/// The kind of body that a duty is owed to; how many have their paper where each is to have one.
fn owed_to(see: &See<'_, Blue>, id: DutyId) -> String {
    let duty = see.brief.duty(id);
    let kind = body_kind(see, duty.to);
    if !duty.each {
        return kind;
    }
    let owed = see.brief.owed(duty.to);
    let sent = see.view.filed.iter().filter(|paper| paper.duty == Some(id));
    let had: BTreeSet<OrgId> = sent.flat_map(|paper| paper.to.iter().copied()).collect();
    let had = owed.iter().filter(|org| had.contains(org)).count();
    let args = [
        ("kind", Value::from(kind)),
        ("had", Value::from(had)),
        ("of", Value::from(owed.len())),
    ];
    see.say_with("work-to-each", &args)
}

/// The chosen one in full.
fn about(see: &See<'_, Blue>, entry: Entry<'_>) -> Vec<(Ink, String)> {
    match entry {
        Entry::Duty(id, seen) => {
            let duty = see.brief.duty(id);
            let form = see.brief.forms().get(duty.form.at());
            let form = form.map_or_else(String::new, |(_, form)| see.text(&form.title));
            let args = [
                ("form", Value::from(form)),
                ("to", Value::from(owed_to(see, id))),
                ("by", Value::from(see.calendar(seen.by))),
            ];
            let missed = matches!(seen.ended, Some((_, false)));
            let filed = filed_late(see, id, seen).filter(|_| missed);
            let filed = filed.map(|at| (Ink::Warn, late(see, at, seen.by)));
            let title = (Ink::Title, see.text(&duty.title));
            let mut all: Vec<(Ink, String)> = std::iter::once(title).chain(filed).collect();
            all.extend([
                (Ink::Text, see.say_with("work-duty-about", &args)),
                (Ink::Warn, firmness(see, duty.status)),
                (Ink::Dim, see.text(&duty.basis)),
                (Ink::Dim, see.say("work-papers-practice")),
            ]);
            all
        }
        Entry::Form(id) => {
            let form = &see.brief.forms()[id.at()].1;
            let fields: Vec<String> = form.fields.iter().map(|f| see.text(&f.title)).collect();
            vec![
                (Ink::Title, see.text(&form.title)),
                (Ink::Dim, fields.join(" · ")),
            ]
        }
        Entry::Filed(paper) => filed_lines(see, paper),
    }
}

fn filed_lines(see: &See<'_, Blue>, paper: &PaperSeen) -> Vec<(Ink, String)> {
    let form = see.brief.forms().get(paper.form.at()).map(|(_, form)| form);
    let mut all = Vec::new();
    if let Some(form) = form {
        all.push((Ink::Title, see.text(&form.title)));
    }
    let args = [
        ("to", Value::from(see.bodies(&paper.to))),
        ("at", Value::from(see.calendar(paper.at))),
    ];
    all.push((Ink::Dim, see.say_with("work-paper-filed-about", &args)));
    all.push(match &paper.graded {
        None => (Ink::Dim, see.say("work-paper-not-graded")),
        Some((points, why)) => {
            let args = [
                ("points", Value::from(*points)),
                ("why", Value::from(harmless(why))),
            ];
            (Ink::Live, see.say_with("work-paper-graded", &args))
        }
    });
    for entry in &paper.entries {
        let field = form.and_then(|f| f.fields.iter().find(|one| one.name == *entry.field));
        let title = field.map_or_else(|| harmless(&entry.field), |f| see.text(&f.title));
        let said = field.and_then(|field| chosen_word(see, field, &entry.text));
        let said = said.unwrap_or_else(|| harmless_lines(entry.get(see.lang())));
        all.push((Ink::Text, format!("{title}: {said}")));
    }
    all
}

/// What was chosen in a field of choices, as it reads in the form.
fn chosen_word(see: &See<'_, Blue>, field: &FieldWritten, said: &str) -> Option<String> {
    let choice = field.choice(said).map(|title| see.text(title));
    choice.or_else(|| words::field(see.phrases, field.kind, said))
}

fn read(see: &See<'_, Blue>, entry: Entry<'_>) -> Reply<Blue> {
    let all = about(see, entry);
    let title = all
        .first()
        .map_or_else(String::new, |(_, text)| text.clone());
    let text: Vec<String> = all.into_iter().skip(1).map(|(_, text)| text).collect();
    Reply::Open(Box::new(Page::new(title, text.join("\n\n"))))
}
