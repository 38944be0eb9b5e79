//! The master list of injects: how each stands, what is expected, what came of it; to be fired,
//! held, left out, sent again, marked, or written on the spot.

use engine::script::expect::Expected;
use engine::script::msel::Inject;
use engine::view::White;
use engine::view::truth::{AdHocTruth, InjectStanding, InjectTruth};
use engine::words::name::{AdHocId, InjectId, Name};
use engine::words::order::WhiteAsk;
use engine::words::time::{Span, Tick};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::ask;
use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Field, Kind};
use crate::paint::table::{Column, Row};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{self, Value, harmless, moment};
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
    Fire,
    Hold,
    Skip,
    Resend,
    Mark,
    Write,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "white-key-detail"),
    (Does::Fire, "f", "white-key-fire"),
    (Does::Hold, "h", "white-key-hold"),
    (Does::Skip, "s", "white-key-skip"),
    (Does::Resend, "r", "white-key-resend"),
    (Does::Mark, "m", "white-key-mark"),
    (Does::Write, "w", "white-key-write"),
]);

/// The list of injects.
#[derive(Default)]
pub struct Injects {
    cursor: Cursor,
}

/// An inject of the list, or one written during the drill.
#[derive(Clone, Copy)]
enum Any {
    Planned(InjectId),
    Written(AdHocId),
}

fn count(see: &Seen<'_>) -> usize {
    see.view.injects.len() + see.view.ad_hoc.len()
}

fn any(see: &Seen<'_>, place: usize) -> Any {
    match place.checked_sub(see.view.injects.len()) {
        None => Any::Planned(InjectId::of(place)),
        Some(place) => Any::Written(AdHocId::of(place)),
    }
}

/// The name by which orders speak of it.
fn name(see: &Seen<'_>, any: Any) -> Name {
    match any {
        Any::Planned(id) => see.plan().msel.injects[id.at()].name.clone(),
        Any::Written(id) => format!("new:{}", id.0).into(),
    }
}

impl Screen<White> for Injects {
    fn title(&self, see: &Seen<'_>) -> String {
        see.say("white-msel")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &Seen<'_>) -> Reply<White> {
        let does = match input {
            Input::Press(press) => KEYS.of(press),
            _ => None,
        };
        let Some(does) = does else {
            return list::stay(&mut self.cursor, input, count(see), see);
        };
        if matches!(does, Does::Write) {
            return ask::write(see);
        }
        let Some(chosen) = self.cursor.at(count(see)).map(|at| any(see, at)) else {
            return Reply::Stay;
        };
        act(see, does, chosen)
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &Seen<'_>, frame: &mut Frame<'_>, area: Rect) {
        let columns = [
            Column::new(see.say("white-col-state"), 10, 0),
            Column::new(see.say("white-col-when"), 12, 0),
            Column::new(see.say("white-col-inject"), 20, 0).growing(),
            Column::new(see.say("white-col-to"), 8, 2),
            Column::new(see.say("white-col-points"), 5, 1).right(),
        ];
        let rows = count(see);
        let at = self.cursor.at(rows);
        let listed = Listed {
            title: see.say("white-msel-title"),
            empty: see.say("white-msel-empty"),
            columns: &columns,
            rows: (rows, at),
        };
        let place = list::draw(see, frame, area, &listed, &mut |place| {
            row(see, any(see, place))
        });
        let text = at.map_or_else(String::new, |at| detail(see, any(see, at)));
        list::draw_chosen(see, frame, place, &see.say("white-inject"), &text);
    }
}

fn act(see: &Seen<'_>, does: Does, chosen: Any) -> Reply<White> {
    let inject = name(see, chosen);
    let planned = matches!(chosen, Any::Planned(_));
    match does {
        Does::Open => Sheet::open(
            see.say("white-inject"),
            Box::new(move |see| detail(see, chosen)),
        ),
        Does::Fire if planned => {
            let title = see.say("white-fire");
            let args = [("name", Value::from(title_of(see, chosen)))];
            let about = see.say_with("white-fire-about", &args);
            ask::confirm(see, &title, &about, WhiteAsk::Fire { inject })
        }
        Does::Hold if planned => Reply::Order(WhiteAsk::Hold { inject }),
        Does::Skip if planned => Reply::Order(WhiteAsk::Skip { inject }),
        Does::Resend => Reply::Order(WhiteAsk::Resend { inject }),
        Does::Mark => judge(see, chosen),
        Does::Fire | Does::Hold | Does::Skip | Does::Write => Reply::Stay,
    }
}

/// What came of an inject, in the organisers' own judgement.
fn judge(see: &Seen<'_>, chosen: Any) -> Reply<White> {
    let inject = name(see, chosen);
    let both = ["white-met", "white-unmet"].map(|key| (key.to_owned(), see.say(key)));
    let fields = vec![
        Field::new(
            "met",
            see.say("white-mark-met"),
            Kind::Choice(both.to_vec()),
        ),
        Field::new("note", see.say("white-mark-note"), Kind::Text(4)),
    ];
    let about = see.say_with(
        "white-mark-about",
        &[("name", Value::from(title_of(see, chosen)))],
    );
    Fill::new(
        see.say("white-mark"),
        about,
        fields,
        Box::new(move |form, _| {
            Ok(WhiteAsk::Mark {
                inject: inject.clone(),
                met: form.answer("met") == "white-met",
                note: form.answer("note"),
            })
        }),
    )
    .open()
}

/// How an inject stands, in a word.
pub fn standing(see: &Seen<'_>, standing: InjectStanding) -> (Mark, String) {
    let (sign, key) = match standing {
        InjectStanding::Waiting => (Mark::Waiting, "white-inject-waiting"),
        InjectStanding::Held => (Mark::Warn, "white-inject-held"),
        InjectStanding::Skipped => (Mark::Done, "white-inject-skipped"),
        InjectStanding::Fired => (Mark::Live, "white-inject-fired"),
        InjectStanding::Answered => (Mark::Live, "white-inject-answered"),
        InjectStanding::Met => (Mark::Good, "white-inject-met"),
        InjectStanding::Unmet => (Mark::Bad, "white-inject-unmet"),
    };
    (sign, see.say(key))
}

fn title_of(see: &Seen<'_>, any: Any) -> String {
    match any {
        Any::Planned(id) => see.text(&see.plan().msel.injects[id.at()].title),
        Any::Written(id) => {
            let written = see.view.ad_hoc.get(id.at());
            harmless(written.map_or("", |one| &one.title))
        }
    }
}

/// When it fires or fired: a moment, or what it waits for.
fn when(see: &Seen<'_>, inject: &Inject, truth: &InjectTruth) -> String {
    match (truth.fired, inject.by_hand, inject.at) {
        (Some(at), ..) => see.calendar(at),
        (None, true, _) => see.say("white-when-hand"),
        (None, false, Some(at)) if inject.jitter == Span(0) => see.calendar(Tick(at.0)),
        (None, false, Some(at)) => format!("~{}", see.calendar(Tick(at.0))),
        (None, false, None) => see.say("white-when-fact"),
    }
}

fn row(see: &Seen<'_>, any: Any) -> Row {
    match any {
        Any::Planned(id) => {
            let inject = &see.plan().msel.injects[id.at()];
            let truth = &see.view.injects[id.at()];
            let (sign, word) = standing(see, truth.standing());
            Row::marked(sign)
                .cell(sign.ink(), word)
                .cell(Ink::Dim, when(see, inject, truth))
                .text(see.text(&inject.title))
                .cell(Ink::Dim, words::team_name(see, inject.to))
                .cell(Ink::Dim, inject.points.to_string())
        }
        Any::Written(id) => {
            let written = &see.view.ad_hoc[id.at()];
            let (sign, key) = match &written.marked {
                Some((_, true, _)) => (Mark::Good, "white-inject-met"),
                Some((_, false, _)) => (Mark::Bad, "white-inject-unmet"),
                None => (Mark::Live, "white-inject-fired"),
            };
            Row::marked(sign)
                .cell(sign.ink(), see.say(key))
                .cell(Ink::Dim, see.calendar(written.at))
                .text(harmless(&written.title))
                .cell(Ink::Dim, words::team_name(see, written.team))
                .cell(Ink::Dim, "-")
        }
    }
}

fn detail(see: &Seen<'_>, any: Any) -> String {
    match any {
        Any::Planned(id) => planned(see, id),
        Any::Written(id) => see
            .view
            .ad_hoc
            .get(id.at())
            .map_or_else(String::new, |one| written(see, one)),
    }
}

fn planned(see: &Seen<'_>, id: InjectId) -> String {
    let inject = &see.plan().msel.injects[id.at()];
    let truth = &see.view.injects[id.at()];
    let from = see.text(see.brief.org(inject.from).1);
    let pillar = inject
        .pillar
        .map(|one| phrase::words::pillar(see.phrases, one));
    let args = [
        ("title", Value::from(see.text(&inject.title))),
        ("state", Value::from(standing(see, truth.standing()).1)),
        ("when", Value::from(when(see, inject, truth))),
        (
            "jitter",
            Value::from(moment::span(see.phrases, inject.jitter)),
        ),
        ("from", Value::from(from)),
        ("to", Value::from(words::team_name(see, inject.to))),
        (
            "pillar",
            Value::from(pillar.unwrap_or_else(|| "-".to_owned())),
        ),
        ("points", Value::from(inject.points)),
        (
            "within",
            Value::from(moment::span(see.phrases, inject.within)),
        ),
    ];
    let mut lines = vec![
        see.say_with("white-inject-head", &args),
        see.say_with("white-inject-way", &args),
        see.say_with("white-inject-worth", &args),
        String::new(),
        see.text(&inject.text),
    ];
    lines.extend(inject.choices.iter().map(|choice| {
        let sign = if choice.right { Mark::Good } else { Mark::Bad };
        format!("  {} {}", sign.sign(), see.text(&choice.text))
    }));
    lines.push(String::new());
    lines.push(see.say("white-inject-wanted"));
    lines.extend(inject.what.iter().map(|what| see.text(what)));
    if !inject.expected.is_empty() {
        lines.push(see.say_with("white-inject-within", &args));
        lines.extend(
            inject
                .expected
                .iter()
                .map(|one| format!("  - {}", expected(see, inject, one))),
        );
    }
    lines.push(String::new());
    lines.extend(came(see, inject, truth));
    lines.join("\n")
}

fn expected(see: &Seen<'_>, inject: &Inject, expected: &Expected) -> String {
    let plan = see.plan();
    let (key, what) = match expected {
        Expected::Answer(name) => {
            let choice = inject.choices.iter().find(|choice| choice.name == **name);
            let text = choice.map_or_else(|| harmless(name), |choice| see.text(&choice.text));
            ("white-expect-answer", text)
        }
        Expected::Ran(action) => {
            let title = see.text(&plan.catalogue.actions[action.at()].title);
            ("white-expect-ran", title)
        }
        Expected::Filed(form) => {
            let title = see.text(&plan.papers.forms[form.at()].1.title);
            ("white-expect-filed", title)
        }
        Expected::Claimed => return see.say("white-expect-claimed"),
        Expected::Weighed(true) => return see.say("white-expect-lead-taken"),
        Expected::Weighed(false) => return see.say("white-expect-lead-rejected"),
    };
    see.say_with(key, &[("what", Value::from(what))])
}

/// What came of it, in time order.
fn came(see: &Seen<'_>, inject: &Inject, truth: &InjectTruth) -> Vec<String> {
    let say = |key: &str, at: Tick, what: String| {
        let args = [
            ("at", Value::from(see.calendar(at))),
            ("what", Value::from(what)),
        ];
        see.say_with(key, &args)
    };
    let mut lines = vec![see.say("white-came")];
    if let Some(at) = truth.fired {
        let key = if truth.by_hand {
            "white-came-hand"
        } else {
            "white-came-fired"
        };
        lines.push(say(key, at, String::new()));
    }
    lines.extend(
        truth
            .resent
            .iter()
            .map(|at| say("white-came-resent", *at, String::new())),
    );
    if let Some((at, choice)) = &truth.answered {
        let chosen = inject.choices.iter().find(|one| one.name == **choice);
        let text = chosen.map_or_else(|| harmless(choice), |one| see.text(&one.text));
        lines.push(say("white-came-answer", *at, text));
    }
    if let Some((at, met)) = truth.closed {
        let key = if met {
            "white-came-met"
        } else {
            "white-came-unmet"
        };
        lines.push(say(key, at, String::new()));
    }
    lines.extend(marked(see, truth.marked.as_ref()));
    if lines.len() == 1 {
        lines.push(see.say("white-came-nothing"));
    }
    lines
}

fn marked(see: &Seen<'_>, marked: Option<&(Tick, bool, std::sync::Arc<str>)>) -> Option<String> {
    let (at, met, note) = marked?;
    let args = [
        ("at", Value::from(see.calendar(*at))),
        (
            "met",
            Value::from(see.say(if *met { "white-met" } else { "white-unmet" })),
        ),
        ("note", Value::from(words::prose(note))),
    ];
    Some(see.say_with("white-came-marked", &args))
}

fn written(see: &Seen<'_>, one: &AdHocTruth) -> String {
    let args = [
        ("at", Value::from(see.calendar(one.at))),
        ("to", Value::from(words::team_name(see, one.team))),
    ];
    let mut lines = vec![
        harmless(&one.title),
        see.say_with("white-inject-by-hand", &args),
        String::new(),
        words::prose(&one.text),
        String::new(),
        see.say("white-inject-wanted"),
        words::prose(&one.expects),
    ];
    lines.extend(marked(see, one.marked.as_ref()));
    lines.join("\n")
}
