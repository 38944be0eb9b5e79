//! Forms of the organisers: to confirm what cannot be taken back, to write to teams.

use engine::view::White;
use engine::words::cell::Cell;
use engine::words::order::WhiteAsk;
use engine::words::time::Tick;

use crate::paint::form::{Field, Kind};
use crate::phrase::Value;
use crate::screen::{Reply, See};
use crate::screens::shared::fill::Fill;
use crate::screens::truth::moments;
use crate::screens::truth::words;

type Seen<'a> = See<'a, White>;

/// Cells that play.
const PLAYERS: [Cell; 2] = [Cell::Blue, Cell::Red];

/// Asks whether it is meant; the order goes only if the answer is yes.
pub fn confirm(see: &Seen<'_>, title: &str, about: &str, ask: WhiteAsk) -> Reply<White> {
    let answers = ["white-no", "white-yes"].map(|key| (key.to_owned(), see.say(key)));
    let field = Field::new(
        "sure",
        see.say("white-sure"),
        Kind::Choice(answers.to_vec()),
    );
    let make = move |form: &crate::paint::form::Form, see: &Seen<'_>| {
        if form.answer("sure") == "white-yes" {
            Ok(ask.clone())
        } else {
            Err(see.say("white-not-sure"))
        }
    };
    Fill::new(title, about, vec![field], Box::new(make)).open()
}

/// A form with one text.
pub fn text(
    see: &Seen<'_>,
    (title, about): (&str, &str),
    first: String,
    make: fn(String) -> WhiteAsk,
) -> Reply<White> {
    let field = Field::new("text", see.say("white-text"), Kind::Text(8)).with(first);
    let (title, about) = (see.say(title), see.say(about));
    let make = move |form: &crate::paint::form::Form, _: &Seen<'_>| Ok(make(form.answer("text")));
    Fill::new(title, about, vec![field], Box::new(make)).open()
}

/// A line to one team.
pub fn tell(see: &Seen<'_>, about: &str, to: &str, first: String) -> Reply<White> {
    let teams = Kind::Choice(words::team_choices(see, &PLAYERS));
    let fields = vec![
        Field::new("to", see.say("white-to"), teams).with(to),
        Field::new("text", see.say("white-text"), Kind::Text(8)).with(first),
    ];
    Fill::new(
        see.say("white-tell"),
        see.say(about),
        fields,
        Box::new(|form, _| {
            Ok(WhiteAsk::Tell {
                to: form.answer("to").into(),
                text: form.answer("text"),
            })
        }),
    )
    .open()
}

/// An inject that no list has.
pub fn write(see: &Seen<'_>) -> Reply<White> {
    let teams = Kind::Choice(words::team_choices(see, &PLAYERS));
    let fields = vec![
        Field::new("to", see.say("white-to"), teams),
        Field::new("title", see.say("white-inject-title"), Kind::Line),
        Field::new("text", see.say("white-text"), Kind::Text(5)),
        Field::new("expects", see.say("white-inject-expects"), Kind::Text(3)).optional(),
    ];
    Fill::new(
        see.say("white-inject-new"),
        see.say("white-inject-about"),
        fields,
        Box::new(|form, _| {
            Ok(WhiteAsk::WriteInject {
                to: form.answer("to").into(),
                title: form.answer("title"),
                text: form.answer("text"),
                expects: form.answer("expects"),
            })
        }),
    )
    .open()
}

/// What is to be said of a moment, by default of this one; or the moment alone. `+10m` counts from
/// the moment given here.
pub fn moment(
    see: &Seen<'_>,
    (title, about): (&str, &str),
    from: Tick,
    fields: Vec<Field>,
    make: fn(u32, String) -> WhiteAsk,
) -> Reply<White> {
    let at = Field::new("at", see.say("white-at"), Kind::Line);
    let first = if fields.is_empty() { "" } else { "+0s" };
    let mut all = fields;
    all.push(at.with(first));
    let make = move |form: &crate::paint::form::Form, see: &Seen<'_>| {
        let (starts, now) = (see.brief.starts(), see.view.now);
        let at = moments::read(starts, (now, from), &form.answer("at"));
        let at = at.ok_or_else(|| see.say("white-bad-moment"))?;
        Ok(make(at.0, form.answer("text")))
    };
    let about = see.say_with(about, &[("from", Value::from(see.calendar(from)))]);
    Fill::new(see.say(title), about, all, Box::new(make)).open()
}
