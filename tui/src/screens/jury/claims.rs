//! What the defence claimed, with what it found, to be ruled on; and what it protests against, to
//! be decided.

use engine::view::Jury;
use engine::view::truth::ProtestTruth;
use engine::words::name::{ClaimId, ProtestId};
use engine::words::order::JuryAsk;
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
use crate::screens::truth::record::Records;
use crate::screens::truth::search::Search;
use crate::screens::truth::sheet::Sheet;
use crate::screens::truth::words;

type Seen<'a> = See<'a, Jury>;

#[derive(Clone, Copy)]
enum Does {
    Open,
    Judge,
    Records,
    Search,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "jury-key-read"),
    (Does::Judge, "r", "jury-key-rule"),
    (Does::Records, "o", "jury-key-records"),
    (Does::Search, "/", "truth-key-search"),
]);

/// Claims and protests.
#[derive(Default)]
pub struct Claims {
    cursor: Cursor,
}

/// A claim or a protest, by its number.
#[derive(Clone, Copy)]
enum Item {
    Protest(usize),
    Claim(usize),
}

/// Protests that wait first; then claims and settled protests, the newest first.
fn items(see: &Seen<'_>) -> Vec<Item> {
    let protests = see.view.protests.iter().enumerate();
    let protests = protests.map(|(i, one)| (one.settled.is_some(), one.at, Item::Protest(i)));
    let claims = see.view.claims.iter().enumerate();
    let claims = claims.map(|(i, one)| (true, one.at, Item::Claim(i)));
    let mut all: Vec<_> = protests.chain(claims).collect();
    all.sort_by_key(|(settled, at, _)| (*settled, std::cmp::Reverse(*at)));
    all.into_iter().map(|(.., item)| item).collect()
}

impl Screen<Jury> for Claims {
    fn title(&self, see: &Seen<'_>) -> String {
        let open = see.view.protests.iter().filter(|one| one.settled.is_none());
        match open.count() {
            0 => see.say("jury-claims"),
            open => see.say_with("jury-claims-open", &[("open", Value::from(open))]),
        }
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &Seen<'_>) -> Reply<Jury> {
        let items = items(see);
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        let chosen = self.cursor.at(items.len()).map(|at| items[at]);
        match (does, chosen) {
            (Some(Does::Search), _) => Search::open(),
            (Some(Does::Open), Some(item)) => {
                Sheet::open(title(see, item), Box::new(move |see| detail(see, item)))
            }
            (Some(Does::Judge), Some(Item::Claim(i))) => rule(see, i),
            (Some(Does::Judge), Some(Item::Protest(i))) => settle(see, i),
            (Some(Does::Records), Some(Item::Claim(i))) => {
                Records::open(see.view.claims[i].said.cites.clone())
            }
            (Some(_), _) => Reply::Stay,
            (None, _) => list::stay(&mut self.cursor, input, items.len(), see),
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
        let columns = [
            Column::new(see.say("jury-col-kind"), 14, 0),
            Column::new(see.say("truth-col-at"), 11, 1),
            Column::new(see.say("jury-col-team"), 8, 2),
            Column::new(see.say("jury-col-found"), 20, 0).growing(),
        ];
        let items = items(see);
        let at = self.cursor.at(items.len());
        let listed = Listed {
            title: see.say("jury-claims-title"),
            empty: see.say("jury-claims-none"),
            columns: &columns,
            rows: (items.len(), at),
        };
        let place = list::draw(see, frame, area, &listed, &mut |place| {
            row(see, items[place])
        });
        let (head, text) = match at.map(|at| items[at]) {
            Some(item) => (title(see, item), detail(see, item)),
            None => Default::default(),
        };
        list::draw_chosen(see, frame, place, &head, &text);
    }
}

fn title(see: &Seen<'_>, item: Item) -> String {
    let (key, number) = match item {
        Item::Claim(i) => ("jury-claim", i),
        Item::Protest(i) => ("jury-protest", i),
    };
    see.say_with(key, &[("number", Value::from(number + 1))])
}

fn row(see: &Seen<'_>, item: Item) -> Row {
    match item {
        Item::Claim(i) => {
            let one = &see.view.claims[i];
            let is_true = !one.steps.is_empty() || !one.runs.is_empty();
            let sign = if is_true { Mark::Good } else { Mark::Bad };
            let ruled = if one.rulings.is_empty() { "" } else { " *" };
            Row::marked(sign)
                .text(format!("{}{ruled}", title(see, item)))
                .cell(Ink::Dim, see.calendar(one.at))
                .text(words::team_name(see, one.team))
                .text(words::verdict(see, ClaimId::of(i)))
        }
        Item::Protest(i) => {
            let one = &see.view.protests[i];
            let sign = if one.settled.is_some() {
                Mark::Done
            } else {
                Mark::Warn
            };
            Row::marked(sign)
                .cell(sign.ink(), title(see, item))
                .cell(Ink::Dim, see.calendar(one.at))
                .text(words::team_name(see, one.team))
                .text(harmless(&format!(
                    "{}: {}",
                    one.about,
                    one.text.replace('\n', " ")
                )))
        }
    }
}

fn rule(see: &Seen<'_>, at: usize) -> Reply<Jury> {
    if let Some(refused) = super::already_signed(see) {
        return refused;
    }
    let claim = ClaimId::of(at);
    let text = Field::new("text", see.say("jury-ruling"), Kind::Text(5));
    Fill::new(
        see.say_with("jury-rule", &[("number", Value::from(at + 1))]),
        format!(
            "{}\n{}",
            words::verdict(see, claim),
            see.say("jury-rule-about")
        ),
        vec![text],
        Box::new(move |form, _| {
            let text = form.answer("text");
            Ok(JuryAsk::Rule { claim, text })
        }),
    )
    .open()
}

fn settle(see: &Seen<'_>, at: usize) -> Reply<Jury> {
    let one = &see.view.protests[at];
    if one.settled.is_some() {
        return Reply::Stay;
    }
    let protest = ProtestId::of(at);
    let both = ["jury-upheld", "jury-denied"].map(|key| (key.to_owned(), see.say(key)));
    let fields = vec![
        Field::new(
            "upheld",
            see.say("jury-decision"),
            Kind::Choice(both.to_vec()),
        ),
        Field::new("reason", see.say("jury-reason"), Kind::Text(5)),
    ];
    Fill::new(
        title(see, Item::Protest(at)),
        format!(
            "{}: {}\n{}",
            harmless(&one.about),
            words::prose(&one.text),
            see.say("jury-settle-about")
        ),
        fields,
        Box::new(move |form, _| {
            Ok(JuryAsk::SettleProtest {
                protest,
                upheld: form.answer("upheld") == "jury-upheld",
                reason: form.answer("reason"),
            })
        }),
    )
    .open()
}

fn detail(see: &Seen<'_>, item: Item) -> String {
    match item {
        Item::Claim(i) => words::claim(see, ClaimId::of(i)),
        Item::Protest(i) => see
            .view
            .protests
            .get(i)
            .map_or_else(String::new, |one| protest(see, one)),
    }
}

fn protest(see: &Seen<'_>, one: &ProtestTruth) -> String {
    let args = [
        ("at", Value::from(see.calendar(one.at))),
        ("team", Value::from(words::team_name(see, one.team))),
        ("about", Value::from(harmless(&one.about))),
    ];
    let mut lines = vec![
        see.say_with("jury-protest-head", &args),
        words::prose(&one.text),
    ];
    match &one.settled {
        Some((at, upheld, reason)) => {
            let word = see.say(if *upheld {
                "jury-upheld"
            } else {
                "jury-denied"
            });
            lines.push(format!(
                "\n{} {word}\n{}",
                see.calendar(*at),
                words::prose(reason)
            ));
        }
        None => lines.push(format!("\n{}", see.say("jury-protest-waits"))),
    }
    lines.join("\n")
}
