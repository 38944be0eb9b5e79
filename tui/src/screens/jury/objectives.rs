//! The evaluation guide: each objective with its measure, what of it was shown, the rating that
//! the shares propose (ours, and marked so), and the jury's own.

use engine::plan::{Measure, Objective};
use engine::view::Jury;
use engine::view::truth::{Came, Check, RatingTruth, Shown, Subject};
use engine::words::name::Name;
use engine::words::order::{JuryAsk, Rating};
use engine::words::time::Span;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Field, Kind};
use crate::paint::table::{Column, Row};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::words::rating as rating_word;
use crate::phrase::{Value, harmless, moment};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::fill::Fill;
use crate::screens::shared::funnel::Funnel;
use crate::screens::shared::page::Page;
use crate::screens::truth::facts::Facts;
use crate::screens::truth::list::{self, Listed};
use crate::screens::truth::sheet::Sheet;
use crate::screens::truth::words;

type Seen<'a> = See<'a, Jury>;

#[derive(Clone, Copy)]
enum Does {
    Open,
    Facts,
    Confirm,
    Rate,
    Sign,
    Stages,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Rate, "r", "jury-key-rate"),
    (Does::Confirm, "c", "jury-key-confirm"),
    (Does::Sign, "s", "jury-key-sign"),
    (Does::Open, "enter", "jury-key-evidence"),
    (Does::Facts, "f", "jury-key-facts"),
    (Does::Stages, "p", "key-funnel"),
]);

const RATINGS: [(&str, Rating); 4] = [
    ("p", Rating::P),
    ("s", Rating::S),
    ("m", Rating::M),
    ("u", Rating::U),
];

/// The objectives.
#[derive(Default)]
pub struct Objectives {
    cursor: Cursor,
}

fn shown(see: &Seen<'_>, objective: &Objective) -> Shown {
    see.view.shown(see.plan(), objective)
}

impl Screen<Jury> for Objectives {
    fn title(&self, see: &Seen<'_>) -> String {
        see.say("jury-objectives")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &Seen<'_>) -> Reply<Jury> {
        let rows = see.plan().objectives.len();
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        match (does, self.cursor.at(rows)) {
            (Some(Does::Open), Some(at)) => Sheet::open(
                see.say("jury-evidence"),
                Box::new(move |see| detail(see, at)),
            ),
            (Some(Does::Facts), Some(at)) => {
                let checks = shown(see, &see.plan().objectives[at]).0.into_iter();
                Facts::about(
                    see.say("jury-facts"),
                    checks.map(|check| check.about).collect(),
                )
            }
            (Some(Does::Confirm), Some(at)) => confirm(see, &see.plan().objectives[at]),
            (Some(Does::Rate), Some(at)) => {
                let objective = &see.plan().objectives[at];
                // Who rates again begins with what was given; the reason is a new one.
                let given = see.view.ratings.get(&objective.name);
                let proposal = || shown(see, objective).proposal();
                let first = given.map(|given| given.rating).or_else(proposal);
                rate(see, objective, first, String::new())
            }
            (Some(Does::Sign), _) => sign(see),
            (Some(Does::Stages), _) => Reply::Open(Box::new(Funnel::default())),
            (Some(_), None) => Reply::Stay,
            (None, _) => list::stay(&mut self.cursor, input, rows, see),
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
        let columns = [
            Column::new(see.say("jury-col-objective"), 24, 0).growing(),
            Column::new(see.say("jury-col-measure"), 10, 3),
            Column::new(see.say("jury-col-shown"), 17, 1),
            Column::new(see.say("jury-col-proposal"), 10, 0),
            Column::new(see.say("jury-col-rating"), 5, 0),
        ];
        let rows = see.plan().objectives.len();
        let at = self.cursor.at(rows);
        let listed = Listed {
            title: see.say("jury-objectives-title"),
            empty: see.say("jury-objectives-none"),
            columns: &columns,
            rows: (rows, at),
        };
        let place = list::draw(see, frame, area, &listed, &mut |at| row(see, at));
        let text = at.map_or_else(String::new, |at| detail(see, at));
        list::draw_chosen(see, frame, place, &see.say("jury-evidence"), &text);
    }
}

/// The result is signed, with a reservation or without one: once the drill is over and no protest
/// waits.
fn sign(see: &Seen<'_>) -> Reply<Jury> {
    let waiting = see.view.protests.iter().any(|one| one.settled.is_none());
    if see.view.ended.is_none() || waiting {
        let key = match waiting {
            true => "refusal-pending",
            false => "jury-sign-not-yet",
        };
        return Reply::Open(Box::new(Page::new(see.say("jury-sign"), see.say(key))));
    }
    let fields = vec![Field::new("text", see.say("jury-sign-text"), Kind::Text(3)).optional()];
    // Who has signed need not type a second reservation, which would not be taken.
    let mut about = vec![see.say("jury-sign-about")];
    about.extend(signed(see));
    Fill::new(
        see.say("jury-sign"),
        about.join("\n"),
        fields,
        Box::new(|form, _| {
            Ok(JuryAsk::Sign {
                text: form.answer("text"),
            })
        }),
    )
    .open()
}

/// The proposal is confirmed: its reason is what was counted, and may still be written over.
fn confirm(see: &Seen<'_>, objective: &Objective) -> Reply<Jury> {
    let shown = shown(see, objective);
    if shown.proposal().is_none() {
        let title = see.text(&objective.title);
        let text = see.say("jury-no-proposal");
        return Reply::Open(Box::new(Page::new(title, text)));
    }
    let reason = see.say_with(
        "jury-confirm-reason",
        &[("shown", Value::from(sum(see, &shown)))],
    );
    rate(see, objective, shown.proposal(), reason)
}

fn rate(see: &Seen<'_>, on: &Objective, first: Option<Rating>, reason: String) -> Reply<Jury> {
    if let Some(refused) = super::already_signed(see) {
        return refused;
    }
    let name: Name = on.name.clone();
    let choices =
        RATINGS.map(|(value, rating)| (value.to_owned(), rating_word(see.phrases, rating)));
    let first = RATINGS.iter().find(|(_, rating)| Some(*rating) == first);
    let first = first.map_or("", |(value, _)| value);
    let fields = vec![
        Field::new(
            "rating",
            see.say("jury-rating"),
            Kind::Choice(choices.to_vec()),
        )
        .with(first),
        Field::new("reason", see.say("jury-reason"), Kind::Text(4)).with(reason),
    ];
    Fill::new(
        see.say("jury-rate"),
        match &on.guide {
            Some(guide) => format!("{}\n{}", see.text(&on.title), see.text(guide)),
            None => format!("{}\n{}", see.text(&on.title), see.say("jury-rate-about")),
        },
        fields,
        Box::new(move |form, see| {
            let value = form.answer("rating");
            let rating = RATINGS.iter().find(|(name, _)| *name == value);
            let (_, rating) = rating.ok_or_else(|| see.say("jury-rating"))?;
            Ok(JuryAsk::Rate {
                objective: name.clone(),
                rating: *rating,
                reason: form.answer("reason"),
            })
        }),
    )
    .open()
}

/// How much of an objective was shown, in a few words.
fn sum(see: &Seen<'_>, shown: &Shown) -> String {
    let args = [
        ("good", Value::from(shown.count(Came::InTime))),
        ("settled", Value::from(shown.settled())),
        ("open", Value::from(shown.count(Came::Open))),
    ];
    let key = match (shown.settled(), shown.count(Came::Open)) {
        (0, 0) => "jury-shown-nothing",
        (_, 0) => "jury-shown",
        _ => "jury-shown-open",
    };
    see.say_with(key, &args)
}

fn letter(rating: Option<Rating>) -> &'static str {
    match rating {
        Some(Rating::P) => "P",
        Some(Rating::S) => "S",
        Some(Rating::M) => "M",
        Some(Rating::U) => "U",
        None => "-",
    }
}

fn row(see: &Seen<'_>, at: usize) -> Row {
    let objective = &see.plan().objectives[at];
    let shown = shown(see, objective);
    let rated = see.view.ratings.get(&objective.name);
    let sign = match (rated, shown.proposal()) {
        (Some(_), _) => Mark::Done,
        (None, Some(_)) => Mark::Warn,
        (None, None) => Mark::Waiting,
    };
    let rating = rated.map_or("-", |rated| letter(Some(rated.rating)));
    Row::marked(sign)
        .text(see.text(&objective.title))
        .cell(Ink::Dim, see.say(measure(&objective.measure)))
        .text(sum(see, &shown))
        .cell(Ink::Warn, format!("({})", letter(shown.proposal())))
        .cell(Ink::Title, rating)
}

fn measure(measure: &Measure) -> &'static str {
    match measure {
        Measure::Detect(_) => "jury-measure-detect",
        Measure::Contain(_) => "jury-measure-contain",
        Measure::Recover(_) => "jury-measure-recover",
        Measure::File(_) => "jury-measure-file",
        Measure::KeepUp(_) => "jury-measure-keep-up",
        Measure::Warn(_) => "jury-measure-warn",
        Measure::Verify(_) => "jury-measure-verify",
    }
}

fn detail(see: &Seen<'_>, at: usize) -> String {
    let objective = &see.plan().objectives[at];
    let shown = shown(see, objective);
    let args = [
        ("measure", Value::from(see.say(measure(&objective.measure)))),
        (
            "within",
            Value::from(moment::span(see.phrases, objective.within)),
        ),
        ("shown", Value::from(sum(see, &shown))),
    ];
    let mut lines = vec![
        see.text(&objective.title),
        see.say_with("jury-guide", &args),
        objective
            .guide
            .as_ref()
            .map_or_else(String::new, |guide| see.text(guide)),
        see.say_with("jury-found", &args),
        match shown.proposal() {
            Some(rating) => see.say_with(
                "jury-proposal",
                &[("rating", Value::from(rating_word(see.phrases, rating)))],
            ),
            None => see.say("jury-no-proposal"),
        },
    ];
    lines.retain(|line| !line.is_empty());
    lines.extend(rated(see, objective));
    lines.extend(signed(see));
    lines.push(String::new());
    lines.extend(shown.0.iter().map(|one| check(see, one)));
    lines.push(String::new());
    lines.push(see.say("jury-shares"));
    lines.join("\n")
}

/// All ratings of an objective, in the order given: regrading keeps the trail.
fn rated(see: &Seen<'_>, objective: &Objective) -> Vec<String> {
    let given = see
        .view
        .rated
        .iter()
        .filter(|(name, _)| *name == objective.name);
    let line = |(_, rated): &(Name, RatingTruth)| {
        let rating = rating_word(see.phrases, rated.rating);
        let args = [
            ("grader", Value::from(harmless(&rated.grader))),
            ("rating", Value::from(rating)),
            ("at", Value::from(see.calendar(rated.at))),
            ("reason", Value::from(words::prose(&rated.reason))),
        ];
        see.say_with("jury-rated-by", &args)
    };
    let lines: Vec<String> = given.map(line).collect();
    if lines.is_empty() {
        return vec![see.say("jury-not-rated")];
    }
    lines
}

/// Who signed the result.
fn signed(see: &Seen<'_>) -> Vec<String> {
    let signed = see.view.signed.iter().map(|(at, grader, text)| {
        let args = [
            ("grader", Value::from(harmless(grader))),
            ("at", Value::from(see.calendar(*at))),
            ("text", Value::from(words::prose(text))),
        ];
        see.say_with("jury-signed", &args)
    });
    signed.collect()
}

/// One check: its mark, how it came out, when, and what it is about.
fn check(see: &Seen<'_>, check: &Check) -> String {
    let (sign, key) = match check.came {
        Came::InTime => (Mark::Good, "jury-came-in-time"),
        Came::Late => (Mark::Warn, "jury-came-late"),
        Came::Missed => (Mark::Bad, "jury-came-missed"),
        Came::Open => (Mark::Live, "jury-came-open"),
        Came::NotDue => (Mark::Unknown, "jury-came-not-due"),
    };
    let plan = see.plan();
    let about = match check.about {
        Subject::Step(id) => words::step_title(see, id),
        Subject::Service(id) => words::service_title(see, id),
        Subject::Form(id) => see.text(&plan.papers.forms[id.at()].1.title),
        Subject::Duty(id) => see.text(&plan.papers.duties[id.at()].title),
        Subject::Org(id) => see.text(&plan.map.orgs[id.at()].title),
    };
    let mut line = format!("{} {}: {}", sign.sign(), see.say(key), harmless(&about));
    if let Some(from) = check.from {
        line.push_str(&format!("\n· {}", see.calendar(from)));
        if let Some(at) = check.at {
            let lag = moment::span(see.phrases, at.since(from));
            line.push_str(&format!(" - {} (+{lag})", see.calendar(at)));
        }
    }
    if let Some(at) = check.put_back {
        let args = [("at", Value::from(see.calendar(at)))];
        line.push_str(&format!("\n· {}", see.say_with("jury-put-back", &args)));
    }
    let (attack, defence) = check.lost;
    if attack != Span(0) || defence != Span(0) {
        let args = [
            ("attack", Value::from(moment::span(see.phrases, attack))),
            ("defence", Value::from(moment::span(see.phrases, defence))),
        ];
        line.push_str(&format!("\n· {}", see.say_with("jury-lost", &args)));
    }
    line
}
