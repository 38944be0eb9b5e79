//! Who is there: every seat of the roster, from where and since when somebody sits in it, and how
//! long they have done nothing. A fresh code, a seat handed over, a line that is closed: by keys,
//! each confirmed in a form.

use engine::view::White;
use engine::words::time::Span;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Field, Form, Kind};
use crate::paint::table::{Column, Row};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::words::cell as cell_word;
use crate::phrase::{Value, harmless, moment};
use crate::screen::porter::{Place, PorterAsk, Visit};
use crate::screen::{Reply, Screen, See};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::fill::Fill;
use crate::screens::shared::page::Page;
use crate::screens::truth::list::{self, Listed};

type Seen<'a> = See<'a, White>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Open,
    Code,
    Hand,
    Part,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "people-key-open"),
    (Does::Code, "c", "people-key-code"),
    (Does::Hand, "h", "people-key-hand"),
    (Does::Part, "d", "people-key-part"),
]);

/// The people of a drill that is served.
#[derive(Default)]
pub struct People {
    places: Vec<Place>,
    cursor: Cursor,
}

impl Screen<White> for People {
    fn title(&self, see: &Seen<'_>) -> String {
        see.say("people-tab")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn people(&mut self, places: &[Place]) {
        self.places = places.to_vec();
    }

    fn update(&mut self, input: &Input, see: &Seen<'_>) -> Reply<White> {
        let rows = self.places.len();
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, self.cursor.at(rows).map(|at| &self.places[at])) {
            (Some(Does::Open), Some(place)) => {
                let page = Page::new(harmless(&place.seat), detail(see, place));
                Reply::Open(Box::new(page))
            }
            (Some(does), Some(place)) => sure(see, does, place),
            (Some(_), None) => Reply::Stay,
            (None, _) => list::stay(&mut self.cursor, input, rows, see),
        }
    }

    fn draw(&self, see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
        let columns = [
            Column::new(see.say("people-col-seat"), 12, 0).growing(),
            Column::new(see.say("white-col-team"), 12, 3),
            Column::new(see.say("white-col-cell"), 14, 4),
            Column::new(see.say("people-col-here"), 9, 0).right(),
            Column::new(see.say("people-col-idle"), 9, 0).right(),
            Column::new(see.say("people-col-since"), 10, 2),
            Column::new(see.say("people-col-from"), 22, 1),
        ];
        let at = self.cursor.at(self.places.len());
        let here = self.places.iter().filter(|place| !place.here.is_empty());
        let args = [
            ("here", Value::from(here.count())),
            ("seats", Value::from(self.places.len())),
        ];
        let listed = Listed {
            title: see.say_with("people-title", &args),
            empty: see.say("people-none"),
            columns: &columns,
            rows: (self.places.len(), at),
        };
        let places = &self.places;
        let room = list::draw(see, frame, area, &listed, &mut |at| row(see, &places[at]));
        let text = at.map_or_else(String::new, |at| detail(see, &places[at]));
        list::draw_chosen(see, frame, room, &see.say("people-seat"), &text);
    }
}

fn row(see: &Seen<'_>, place: &Place) -> Row {
    let sign = match (place.here.is_empty(), place.waits) {
        (false, _) => Mark::Live,
        (true, true) => Mark::Waiting,
        (true, false) => Mark::Done,
    };
    // Of several, whoever did something last stands for all.
    let last = place.here.iter().min_by_key(|visit| visit.idle);
    let told = |of: &dyn Fn(&Visit) -> String| last.map_or_else(|| "-".to_owned(), of);
    let count = match place.here.len() {
        0 => "-".to_owned(),
        count => count.to_string(),
    };
    Row::marked(sign)
        .text(harmless(&place.seat))
        .text(harmless(&place.team))
        .cell(Ink::Dim, cell_word(see.phrases, place.cell))
        .text(count)
        .text(told(&|visit| span(see, visit.idle)))
        .text(told(&|visit| harmless(&visit.since)))
        .cell(Ink::Dim, told(&|visit| harmless(&visit.from)))
}

/// Whole seconds with their units.
fn span(see: &Seen<'_>, seconds: u64) -> String {
    moment::compact(
        see.phrases,
        Span(u32::try_from(seconds).unwrap_or(u32::MAX)),
    )
}

fn detail(see: &Seen<'_>, place: &Place) -> String {
    let title = place.title.as_ref().map_or("", |text| text.get(see.lang()));
    let args = [
        ("seat", Value::from(harmless(&place.seat))),
        ("title", Value::from(harmless(title))),
        ("team", Value::from(harmless(&place.team))),
        ("cell", Value::from(cell_word(see.phrases, place.cell))),
    ];
    let key = match title {
        "" => "people-who",
        _ => "people-who-titled",
    };
    let mut lines = vec![see.say_with(key, &args)];
    lines.push(see.say(match place.waits {
        true => "people-waits",
        false => "people-by-key",
    }));
    if place.here.is_empty() {
        lines.push(see.say("people-nobody"));
    }
    for visit in &place.here {
        let does = match visit.does {
            "shell" => "people-terminal",
            _ => "people-machine",
        };
        let args = [
            ("does", Value::from(see.say(does))),
            ("from", Value::from(harmless(&visit.from))),
            ("since", Value::from(harmless(&visit.since))),
            ("idle", Value::from(span(see, visit.idle))),
            ("key", Value::from(harmless(&visit.key))),
        ];
        lines.push(String::new());
        lines.push(see.say_with("people-visit", &args));
    }
    lines.join("\n")
}

/// Asks whether it is meant, and says what it does to whom.
fn sure(see: &Seen<'_>, does: Does, place: &Place) -> Reply<White> {
    let (title, about): (_, _) = match does {
        Does::Hand => ("people-hand", "people-hand-about"),
        Does::Part => ("people-part", "people-part-about"),
        Does::Code | Does::Open => ("people-code", "people-code-about"),
    };
    let seat = place.seat.clone();
    let args = [
        ("seat", Value::from(harmless(&seat))),
        ("here", Value::from(place.here.len())),
    ];
    let answers = ["white-no", "white-yes"].map(|key| (key.to_owned(), see.say(key)));
    let kind = Kind::Choice(answers.to_vec());
    let field = Field::new("sure", see.say("white-sure"), kind);
    let make = move |form: &Form, see: &Seen<'_>| {
        if form.answer("sure") != "white-yes" {
            return Err(see.say("white-not-sure"));
        }
        let seat = seat.clone();
        Ok(Reply::Porter(match does {
            Does::Hand => PorterAsk::Hand(seat),
            Does::Part => PorterAsk::Part(seat),
            Does::Code | Does::Open => PorterAsk::Code(seat),
        }))
    };
    let (title, about) = (see.say_with(title, &args), see.say_with(about, &args));
    Fill::replying(title, about, vec![field], Box::new(make)).open()
}
