//! The papers that were filed, with the facts beside them: what really was touched until then, so
//! that a grade can say what is right and what is not.

use std::collections::BTreeSet;

use engine::view::Jury;
use engine::view::truth::PaperTruth;
use engine::words::name::{HostId, Name, PaperId};
use engine::words::order::{JuryAsk, POINT_LIMIT};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Field, Kind};
use crate::paint::table::{Column, Row};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::fill::Fill;
use crate::screens::truth::list::{self, Listed};
use crate::screens::truth::sheet::Sheet;
use crate::screens::truth::words;

type Seen<'a> = See<'a, Jury>;

#[derive(Clone, Copy)]
enum Does {
    Open,
    Grade,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "jury-key-read"),
    (Does::Grade, "p", "jury-key-grade"),
]);

/// The most names of one kind that are listed.
const NAMES: usize = 30;

/// The papers.
#[derive(Default)]
pub struct Papers {
    cursor: Cursor,
}

impl Screen<Jury> for Papers {
    fn title(&self, see: &Seen<'_>) -> String {
        see.say("jury-papers")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &Seen<'_>) -> Reply<Jury> {
        let rows = see.view.papers.len();
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, self.cursor.at(rows)) {
            (Some(Does::Open), Some(at)) => {
                Sheet::open(see.say("jury-paper"), Box::new(move |see| detail(see, at)))
            }
            (Some(Does::Grade), Some(at)) => grade(see, at),
            (Some(_), None) => Reply::Stay,
            (None, _) => list::stay(&mut self.cursor, input, rows, see),
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
        let columns = [
            Column::new(see.say("truth-col-at"), 11, 0),
            Column::new(see.say("jury-col-team"), 8, 2),
            Column::new(see.say("jury-col-form"), 20, 0).growing(),
            Column::new(see.say("jury-col-to"), 22, 3),
            Column::new(see.say("jury-col-points"), 6, 0).right(),
        ];
        let rows = see.view.papers.len();
        let at = self.cursor.at(rows);
        let listed = Listed {
            title: see.say("jury-papers-title"),
            empty: see.say("jury-papers-none"),
            columns: &columns,
            rows: (rows, at),
        };
        let place = list::draw(see, frame, area, &listed, &mut |at| row(see, at));
        let text = at.map_or_else(String::new, |at| detail(see, at));
        list::draw_chosen(see, frame, place, &see.say("jury-paper"), &text);
    }
}

fn form_title(see: &Seen<'_>, paper: &PaperTruth) -> String {
    see.text(&see.plan().papers.forms[paper.form.at()].1.title)
}

fn row(see: &Seen<'_>, at: usize) -> Row {
    let paper = &see.view.papers[at];
    let (sign, points) = match &paper.grade {
        Some((_, points, _)) => (Mark::Done, points.to_string()),
        None => (Mark::Warn, "-".to_owned()),
    };
    Row::marked(sign)
        .cell(Ink::Dim, see.calendar(paper.at))
        .text(words::team_name(see, paper.team))
        .text(form_title(see, paper))
        .cell(Ink::Dim, see.bodies(&paper.to))
        .cell(Ink::Title, points)
}

fn grade(see: &Seen<'_>, at: usize) -> Reply<Jury> {
    if let Some(refused) = super::already_signed(see) {
        return refused;
    }
    let paper = PaperId::of(at);
    let given = see.view.papers[at].grade.as_ref();
    let first = given.map(|(_, points, _)| points.to_string());
    let points = Field::new("points", see.say("jury-points"), Kind::Line);
    let fields = vec![
        points.with(first.unwrap_or_default()),
        Field::new("reason", see.say("jury-reason"), Kind::Text(4)),
    ];
    Fill::new(
        see.say("jury-grade"),
        form_title(see, &see.view.papers[at]),
        fields,
        Box::new(move |form, see| {
            let points = form.answer("points").trim().parse::<u8>();
            let points = points.ok().filter(|points| *points <= POINT_LIMIT);
            Ok(JuryAsk::Grade {
                paper,
                points: points.ok_or_else(|| see.say("jury-bad-points"))?,
                reason: form.answer("reason"),
            })
        }),
    )
    .open()
}

fn detail(see: &Seen<'_>, at: usize) -> String {
    let Some(paper) = see.view.papers.get(at) else {
        return String::new();
    };
    let form = &see.plan().papers.forms[paper.form.at()].1;
    let args = [
        ("form", Value::from(form_title(see, paper))),
        ("team", Value::from(words::team_name(see, paper.team))),
        ("at", Value::from(see.calendar(paper.at))),
        ("to", Value::from(see.bodies(&paper.to))),
    ];
    let mut lines = vec![see.say_with("jury-paper-head", &args), String::new()];
    for entry in paper.entries.iter() {
        let field = form.fields.iter().find(|field| field.name == *entry.field);
        let title = field.map_or_else(|| harmless(&entry.field), |field| see.text(&field.title));
        lines.push(format!(
            "{title}:\n  {}",
            words::prose(entry.get(see.lang()))
        ));
    }
    lines.push(String::new());
    lines.extend(beside(see, paper));
    if let Some((at, points, reason)) = &paper.grade {
        let args = [
            ("at", Value::from(see.calendar(*at))),
            ("points", Value::from(*points)),
            ("reason", Value::from(words::prose(reason))),
        ];
        lines.push(String::new());
        lines.push(see.say_with("jury-graded", &args));
    }
    lines.join("\n")
}

/// What was so when the paper was filed.
fn beside(see: &Seen<'_>, paper: &PaperTruth) -> Vec<String> {
    let steps = see.plan().campaign.steps.iter().zip(&see.view.steps);
    let mut hosts: BTreeSet<HostId> = BTreeSet::new();
    let mut techniques: BTreeSet<Name> = BTreeSet::new();
    for (step, truth) in steps {
        if truth.began.is_some_and(|at| at <= paper.at) {
            let action = &see.plan().catalogue.actions[step.action.at()];
            techniques.extend(action.attack.iter().cloned());
        }
        let until = truth.touched.iter().filter(|(_, at)| **at <= paper.at);
        hosts.extend(until.map(|(host, _)| *host));
    }
    let hosts = hosts.into_iter().map(|host| words::host_name(see, host));
    let down = see
        .view
        .services
        .iter()
        .enumerate()
        .filter_map(|(place, service)| {
            let mut until = service.history.iter().filter(|(at, ..)| *at <= paper.at);
            let (_, served, ..) = until.next_back()?;
            (*served < 1_000).then_some((place, *served))
        });
    let down = down.map(|(place, served)| {
        let title = words::service_title(see, engine::words::name::ServiceId::of(place));
        format!("{title} ({} %)", served / 10)
    });
    let leaked = see.view.leaked.iter().filter(|(_, at)| **at <= paper.at);
    let leaked = leaked.map(|(data, _)| see.text(&see.plan().map.data[data.at()].title));
    vec![
        see.say("jury-beside"),
        listed(see, "jury-beside-hosts", hosts.collect()),
        listed(
            see,
            "jury-beside-techniques",
            techniques.iter().map(|name| harmless(name)).collect(),
        ),
        listed(see, "jury-beside-down", down.collect()),
        listed(see, "jury-beside-leaked", leaked.collect()),
    ]
}

fn listed(see: &Seen<'_>, key: &str, names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMES);
    let mut text = names
        .iter()
        .take(NAMES)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if more > 0 {
        text.push_str(&format!(" … +{more}"));
    }
    if text.is_empty() {
        text = see.say("jury-none");
    }
    see.say_with(
        key,
        &[
            ("count", Value::from(names.len())),
            ("names", Value::from(text)),
        ],
    )
}
