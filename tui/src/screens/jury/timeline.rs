//! Bookmarks and notes in the order of the moments they are about, each with the facts around it:
//! what the hotwash will be led by.

use engine::view::Jury;
use engine::view::truth::NoteTruth;
use engine::words::fact::Fact;
use engine::words::order::JuryAsk;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Field, Kind};
use crate::paint::table::{Column, Row};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::Value;
use crate::screen::{Reply, Screen, See};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::fill::Fill;
use crate::screens::truth::facts::Facts;
use crate::screens::truth::list::{self, Listed};
use crate::screens::truth::log::Log;
use crate::screens::truth::{TruthFound, TruthLook, moments, words};

type Seen<'a> = See<'a, Jury>;

#[derive(Clone, Copy)]
enum Does {
    Open,
    Now,
    Then,
    Log,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "jury-key-around"),
    (Does::Now, "b", "jury-key-note-now"),
    (Does::Then, "m", "jury-key-note-then"),
    (Does::Log, "l", "jury-key-log"),
]);

/// The timeline.
#[derive(Default)]
pub struct Timeline {
    cursor: Cursor,
    asked: Option<(Tick, u32)>,
    around: Option<(Tick, Vec<Fact>)>,
}

/// All notes, in the order of the moments they are about.
fn notes<'v>(see: &Seen<'v>) -> Vec<&'v NoteTruth> {
    let mut notes: Vec<&NoteTruth> = see.view.notes.iter().collect();
    notes.sort_by_key(|note| (note.at, note.made));
    notes
}

impl Timeline {
    fn chosen<'v>(&self, see: &Seen<'v>) -> Option<&'v NoteTruth> {
        let notes = notes(see);
        self.cursor.at(notes.len()).map(|at| notes[at])
    }

    fn facts(&self, at: Tick) -> &[Fact] {
        match &self.around {
            Some((found, facts)) if *found == at => facts,
            _ => &[],
        }
    }
}

impl Screen<Jury> for Timeline {
    fn title(&self, see: &Seen<'_>) -> String {
        see.say("jury-timeline")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn wants(&mut self, see: &Seen<'_>) -> Option<TruthLook> {
        let at = self.chosen(see)?.at;
        // What comes after a moment of the past is settled; around the present there is more to
        // come, so it is looked up again when there are more facts, and not at every one.
        let more = see.view.facts / 50;
        let more = if see.view.now > at.after(engine::words::time::Span::hours(1)) {
            0
        } else {
            more
        };
        if self.asked == Some((at, more)) {
            return None;
        }
        self.asked = Some((at, more));
        Some(TruthLook::Around(at))
    }

    fn found(&mut self, found: &TruthFound, _: &Seen<'_>) {
        if let TruthFound::Around(at, facts) = found {
            self.around = Some((*at, facts.clone()));
        }
    }

    fn update(&mut self, input: &Input, see: &Seen<'_>) -> Reply<Jury> {
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match does {
            Some(Does::Open) => {
                let Some(note) = self.chosen(see) else {
                    return Reply::Stay;
                };
                let ids = self.facts(note.at).iter().map(|fact| fact.id).collect();
                let args = [("at", Value::from(see.calendar(note.at)))];
                Facts::open(see.say_with("jury-around", &args), ids)
            }
            Some(Does::Now) => write(see, false),
            Some(Does::Then) => write(see, true),
            Some(Does::Log) => Reply::Open(Box::new(Log::default())),
            None => list::stay(&mut self.cursor, input, see.view.notes.len(), see),
        }
    }

    fn draw(&self, see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
        let columns = [
            Column::new(see.say("truth-col-at"), 11, 0),
            Column::new(see.say("jury-col-note"), 30, 0).growing(),
        ];
        let notes = notes(see);
        let at = self.cursor.at(notes.len());
        let listed = Listed {
            title: see.say("jury-timeline-title"),
            empty: see.say("jury-timeline-none"),
            columns: &columns,
            rows: (notes.len(), at),
        };
        let place = list::draw(see, frame, area, &listed, &mut |place| {
            Row::marked(Mark::Done)
                .cell(Ink::Dim, see.calendar(notes[place].at))
                .text(words::prose(&notes[place].text).replace('\n', " "))
        });
        let text = at.map_or_else(String::new, |at| self.detail(see, notes[at]));
        list::draw_chosen(see, frame, place, &see.say("jury-note"), &text);
    }
}

impl Timeline {
    fn detail(&self, see: &Seen<'_>, note: &NoteTruth) -> String {
        let facts = self.facts(note.at);
        let split = facts.partition_point(|fact| fact.at <= note.at);
        let line = |fact: &Fact| {
            let what = words::sentence(see, &fact.kind);
            format!("{} {what}", see.calendar(fact.at))
        };
        let before = facts[..split].iter().rev().take(8).rev().map(line);
        let after = facts[split..].iter().take(8).map(line);
        let mut lines = vec![words::prose(&note.text), String::new()];
        lines.extend(before);
        lines.push(format!("--- {} ---", see.calendar(note.at)));
        lines.extend(after);
        lines.join("\n")
    }
}

/// A note on this moment, or on another.
fn write(see: &Seen<'_>, then: bool) -> Reply<Jury> {
    let text = Field::new("text", see.say("jury-note"), Kind::Text(5));
    let at = then.then(|| Field::new("at", see.say("jury-at"), Kind::Line));
    let fields = at.into_iter().chain([text]).collect();
    let about = if then {
        see.say("jury-then-about")
    } else {
        let args = [("at", Value::from(see.calendar(see.view.now)))];
        see.say_with("jury-now-about", &args)
    };
    Fill::new(
        see.say("jury-note-write"),
        about,
        fields,
        Box::new(move |form, see: &Seen<'_>| {
            let text = form.answer("text");
            if !then {
                return Ok(JuryAsk::Note { at: None, text });
            }
            let (starts, now) = (see.brief.starts(), see.view.now);
            let at = moments::read(starts, (now, now), &form.answer("at"));
            let at = at.ok_or_else(|| see.say("jury-bad-moment"))?;
            if at > now {
                return Err(see.say("jury-note-ahead"));
            }
            let at = Some(at.0);
            Ok(JuryAsk::Note { at, text })
        }),
    )
    .open()
}
