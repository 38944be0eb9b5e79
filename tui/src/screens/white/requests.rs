//! What teams ask of the organisers, and what the attack reports: to be granted or refused with
//! words, to be read and passed on to the jury. Teams never deal with each other, only with the
//! organisers.

use engine::view::White;
use engine::view::truth::{ReportTruth, RequestTruth};
use engine::words::name::RequestId;
use engine::words::order::{RequestKind, WhiteAsk};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Field, Kind};
use crate::paint::table::{Column, Row};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::words::severity;
use crate::phrase::{Value, harmless};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::fill::Fill;
use crate::screens::truth::list::{self, Listed};
use crate::screens::truth::sheet::Sheet;
use crate::screens::truth::words;

type Seen<'a> = See<'a, White>;

#[derive(Clone, Copy)]
enum Does {
    Open,
    Grant,
    Refuse,
    Unblock,
    Pass,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "white-key-detail"),
    (Does::Grant, "y", "white-key-grant"),
    (Does::Refuse, "n", "white-key-refuse"),
    (Does::Unblock, "u", "white-key-unblock"),
    (Does::Pass, "p", "white-key-pass"),
]);

/// Requests and reports.
#[derive(Default)]
pub struct Requests {
    cursor: Cursor,
}

/// A request or a report, by its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Item {
    Request(usize),
    Report(usize),
}

/// What waits for an answer first, then the rest, the newest first.
fn items(see: &Seen<'_>) -> Vec<Item> {
    let requests = see.view.requests.iter().enumerate();
    let requests = requests.map(|(i, one)| (one.settled.is_some(), one.at, Item::Request(i)));
    let reports = see.view.reports.iter().enumerate();
    let reports = reports.map(|(i, one)| (true, one.at, Item::Report(i)));
    let mut all: Vec<_> = requests.chain(reports).collect();
    all.sort_by_key(|(settled, at, _)| (*settled, std::cmp::Reverse(*at)));
    all.into_iter().map(|(.., item)| item).collect()
}

impl Screen<White> for Requests {
    fn title(&self, see: &Seen<'_>) -> String {
        let open = see.view.requests.iter().filter(|one| one.settled.is_none());
        match open.count() {
            0 => see.say("white-requests"),
            open => see.say_with("white-requests-open", &[("open", Value::from(open))]),
        }
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &Seen<'_>) -> Reply<White> {
        let items = items(see);
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        let Some(does) = does else {
            return list::stay(&mut self.cursor, input, items.len(), see);
        };
        let chosen = self.cursor.at(items.len()).map(|at| items[at]);
        match (does, chosen) {
            (Does::Unblock, chosen) => unblock(see, chosen),
            (Does::Open, Some(item)) => Sheet::open(
                see.say("white-request"),
                Box::new(move |see| detail(see, item)),
            ),
            (Does::Grant, Some(Item::Request(i))) => settle(see, i, true),
            (Does::Refuse, Some(Item::Request(i))) => settle(see, i, false),
            (Does::Pass, Some(Item::Report(i))) => pass(see, i),
            _ => Reply::Stay,
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
        let columns = [
            Column::new(see.say("white-col-answer"), 11, 0),
            Column::new(see.say("truth-col-at"), 11, 1),
            Column::new(see.say("white-col-team"), 8, 0),
            Column::new(see.say("white-col-asks"), 20, 0).growing(),
        ];
        let items = items(see);
        let at = self.cursor.at(items.len());
        let listed = Listed {
            title: see.say("white-requests-title"),
            empty: see.say("white-requests-none"),
            columns: &columns,
            rows: (items.len(), at),
        };
        let place = list::draw(see, frame, area, &listed, &mut |place| {
            row(see, items[place])
        });
        let text = at.map_or_else(String::new, |at| detail(see, items[at]));
        list::draw_chosen(see, frame, place, &see.say("white-request"), &text);
    }
}

/// How a request was answered, in a word.
pub fn answer(see: &Seen<'_>, granted: Option<bool>) -> (Mark, String) {
    let (sign, key) = match granted {
        None => (Mark::Warn, "white-answer-open"),
        Some(true) => (Mark::Good, "white-answer-granted"),
        Some(false) => (Mark::Done, "white-answer-refused"),
    };
    (sign, see.say(key))
}

fn row(see: &Seen<'_>, item: Item) -> Row {
    match item {
        Item::Request(i) => {
            let one = &see.view.requests[i];
            let (sign, word) = answer(see, one.settled.as_ref().map(|(_, granted, _)| *granted));
            let what = words::request(see.phrases, &one.kind);
            let why = harmless(&one.text.replace('\n', " "));
            Row::marked(sign)
                .cell(sign.ink(), word)
                .cell(Ink::Dim, see.calendar(one.at))
                .text(words::team_name(see, one.team))
                .text(if why.is_empty() {
                    what
                } else {
                    format!("{what} · {why}")
                })
        }
        Item::Report(i) => {
            let one = &see.view.reports[i];
            let severity = severity(see.phrases, one.said.severity);
            Row::marked(Mark::Live)
                .cell(Ink::Attack, see.say("white-answer-report"))
                .cell(Ink::Dim, see.calendar(one.at))
                .text(words::team_name(see, one.team))
                .text(format!("{severity} · {}", harmless(&one.said.title)))
        }
    }
}

fn settle(see: &Seen<'_>, place: usize, granted: bool) -> Reply<White> {
    let one = &see.view.requests[place];
    if one.settled.is_some() {
        return Reply::Stay;
    }
    let title = if granted {
        "white-grant"
    } else {
        "white-refuse"
    };
    let about = match (&one.kind, granted) {
        (RequestKind::Unblock { .. }, true) => "white-grant-unblock",
        _ => "white-settle-about",
    };
    let text = Field::new("text", see.say("white-text"), Kind::Text(4));
    let text = if granted { text.optional() } else { text };
    let request = RequestId::of(place);
    Fill::new(
        format!(
            "{}: {}",
            see.say(title),
            words::request(see.phrases, &one.kind)
        ),
        see.say(about),
        vec![text],
        Box::new(move |form, _| {
            Ok(WhiteAsk::Settle {
                request,
                granted,
                text: form.answer("text"),
            })
        }),
    )
    .open()
}

/// Orders a block lifted: the address of the chosen request stands in the form at first.
fn unblock(see: &Seen<'_>, chosen: Option<Item>) -> Reply<White> {
    let asked = match chosen {
        Some(Item::Request(i)) => match &see.view.requests[i].kind {
            RequestKind::Unblock { address } => address.to_string(),
            _ => String::new(),
        },
        _ => String::new(),
    };
    let known = see.plan().map.addresses.iter();
    let known = known.map(|address| address.name.to_string()).collect();
    let field = Field::new("address", see.say("white-address"), Kind::Pick(known)).with(asked);
    Fill::new(
        see.say("white-unblock"),
        see.say("white-unblock-about"),
        vec![field],
        Box::new(|form, _| {
            Ok(WhiteAsk::OrderUnblock {
                address: form.answer("address").into(),
            })
        }),
    )
    .open()
}

/// Passes a report on to the jury: a note on the timeline at the moment it came, with what the
/// organisers made of it.
fn pass(see: &Seen<'_>, place: usize) -> Reply<White> {
    let one = &see.view.reports[place];
    let at = Some(one.at.0);
    let args = [
        ("number", Value::from(place + 1)),
        ("title", Value::from(harmless(&one.said.title))),
    ];
    let first = see.say_with("white-pass-words", &args);
    let field = Field::new("text", see.say("white-text"), Kind::Text(5)).with(first);
    Fill::new(
        see.say("white-pass"),
        see.say("white-pass-about"),
        vec![field],
        Box::new(move |form, _| {
            let text = form.answer("text");
            Ok(WhiteAsk::Note { at, text })
        }),
    )
    .open()
}

fn detail(see: &Seen<'_>, item: Item) -> String {
    match item {
        Item::Request(i) => see.view.requests.get(i).map(|one| request(see, one)),
        Item::Report(i) => see.view.reports.get(i).map(|one| report(see, one)),
    }
    .unwrap_or_default()
}

fn request(see: &Seen<'_>, one: &RequestTruth) -> String {
    let args = [
        ("at", Value::from(see.calendar(one.at))),
        ("team", Value::from(words::team_name(see, one.team))),
        ("what", Value::from(words::request(see.phrases, &one.kind))),
    ];
    let mut lines = vec![
        see.say_with("white-request-head", &args),
        words::prose(&one.text),
    ];
    match &one.settled {
        Some((at, granted, text)) => {
            let word = answer(see, Some(*granted)).1;
            lines.push(format!(
                "\n{} {word}\n{}",
                see.calendar(*at),
                words::prose(text)
            ));
        }
        None => lines.push(format!("\n{}", see.say("white-request-waits"))),
    }
    lines.join("\n")
}

fn report(see: &Seen<'_>, one: &ReportTruth) -> String {
    let said = &one.said;
    let runs: Vec<String> = said
        .evidence
        .iter()
        .map(|run| words::run(see, *run).to_string())
        .collect();
    let args = [
        ("at", Value::from(see.calendar(one.at))),
        ("team", Value::from(words::team_name(see, one.team))),
        ("title", Value::from(harmless(&said.title))),
        (
            "severity",
            Value::from(severity(see.phrases, said.severity)),
        ),
        ("on", Value::from(harmless(&said.on))),
        ("runs", Value::from(runs.join(", "))),
    ];
    let mut lines = vec![
        see.say_with("white-report-head", &args),
        see.say_with("white-report-on", &args),
    ];
    let parts = [
        ("white-report-resources", &said.resources),
        ("white-report-data", &said.data),
        ("white-report-users", &said.users),
        ("white-report-steps", &said.steps),
        ("white-report-fix", &said.fix),
    ];
    for (key, text) in parts.iter().filter(|(_, text)| !text.is_empty()) {
        lines.push(format!("{}\n  {}", see.say(key), words::prose(text)));
    }
    lines.push(see.say_with("white-report-runs", &args));
    lines.join("\n")
}
