//! Some facts, laid over what rests on them: each with its sentence; Enter opens its records. The
//! first that has some is chosen at first, so that Enter is all that is needed.

use engine::view::truth::Subject;
use engine::words::fact::{Cause, Fact};
use engine::words::name::{FactId, RecordId, StepId};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::over;
use crate::paint::table::{Column, Row, table};
use crate::paint::text::line;
use crate::paint::theme::{Ink, Mark};
use crate::phrase::Value;
use crate::screen::{Reply, Screen, See};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::page::Page;
use crate::screens::truth::record::Records;
use crate::screens::truth::{TruthFound, TruthLook, Whole, words};

#[derive(Clone, Copy)]
enum Does {
    Open,
    Cause,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "truth-key-records"),
    (Does::Cause, "c", "truth-key-cause"),
    (Does::Leave, "esc q", "key-leave"),
]);

/// Which facts.
enum Of {
    /// These.
    Ids(Vec<FactId>),
    /// Those about these.
    Subjects(Vec<Subject>),
}

/// Some facts.
pub struct Facts {
    title: String,
    of: Of,
    asked: bool,
    got: Option<Vec<Fact>>,
    cursor: Cursor,
}

impl Facts {
    /// These facts; nothing is opened for none.
    pub fn open<R: Whole>(title: impl Into<String>, ids: Vec<FactId>) -> Reply<R> {
        if ids.is_empty() {
            return Reply::Stay;
        }
        Reply::Open(Box::new(Self::of(title.into(), Of::Ids(ids))))
    }

    /// The facts about these subjects; nothing is opened for none.
    pub fn about<R: Whole>(title: impl Into<String>, subjects: Vec<Subject>) -> Reply<R> {
        if subjects.is_empty() {
            return Reply::Stay;
        }
        Reply::Open(Box::new(Self::of(title.into(), Of::Subjects(subjects))))
    }

    fn of(title: String, of: Of) -> Self {
        Self {
            title,
            of,
            asked: false,
            got: None,
            cursor: Cursor::default(),
        }
    }

    fn chosen(&self) -> Option<&Fact> {
        let all = self.got.as_ref()?;
        all.get(self.cursor.at(all.len())?)
    }
}

/// The columns of a list of facts.
pub fn columns<R: Whole>(see: &See<'_, R>) -> [Column; 3] {
    [
        Column::new(see.say("truth-col-fact"), 7, 1).right(),
        Column::new(see.say("truth-col-at"), 11, 0),
        Column::new(see.say("truth-col-what"), 20, 0).growing(),
    ]
}

/// A fact in such a list: marked if it names a record.
pub fn row<R: Whole>(see: &See<'_, R>, fact: &Fact) -> Row {
    let mark = if words::records_of(fact).is_empty() {
        Mark::Done
    } else {
        Mark::Live
    };
    Row::marked(mark)
        .cell(Ink::Dim, fact.id.0.to_string())
        .cell(Ink::Dim, see.calendar(fact.at))
        .text(words::sentence(see, &fact.kind))
}

/// The first record of the step of the attack that a fact is about.
fn record_of_step<R: Whole>(see: &See<'_, R>, fact: &Fact) -> Option<RecordId> {
    let steps = see.view.steps.iter().enumerate();
    let mut of_fact = steps.filter(|(at, _)| Subject::Step(StepId::of(*at)).is_of(&fact.kind));
    let (_, step) = of_fact.next()?;
    step.recorded.and_then(|(_, record)| record)
}

/// What is behind a fact: its records, or the first of the step it is about; where there is none,
/// the fact in full.
pub fn open<R: Whole>(see: &See<'_, R>, fact: &Fact) -> Reply<R> {
    let mut records = words::records_of(fact);
    if records.is_empty() {
        records.extend(record_of_step(see, fact));
    }
    if !records.is_empty() {
        return Records::open(records);
    }
    let title = format!("{} · {}", fact.id.0, see.calendar(fact.at));
    Reply::Open(Box::new(Page::new(title, detail(see, fact))))
}

/// A fact, its cause, and who knew of it at once.
pub fn detail<R: Whole>(see: &See<'_, R>, fact: &Fact) -> String {
    let teams = 0..see.plan().roster.teams.len();
    let told = teams.map(engine::words::name::TeamId::of);
    let told: Vec<String> = told
        .filter(|team| fact.to.holds(*team))
        .map(|team| words::team_name(see, team))
        .collect();
    let told = if told.is_empty() {
        see.say("truth-told-nobody")
    } else {
        told.join(", ")
    };
    let cause = words::cause(see, fact.cause);
    let args = [
        ("cause", Value::from(cause)),
        ("told", Value::from(told)),
        ("records", Value::from(words::records_of(fact).len())),
    ];
    let what = words::sentence(see, &fact.kind);
    format!("{what}\n\n{}", see.say_with("truth-log-told", &args))
}

impl<R: Whole> Screen<R> for Facts {
    fn title(&self, _: &See<'_, R>) -> String {
        self.title.clone()
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn wants(&mut self, _: &See<'_, R>) -> Option<TruthLook> {
        if std::mem::replace(&mut self.asked, true) {
            return None;
        }
        Some(match &self.of {
            Of::Ids(ids) => TruthLook::These(ids.clone()),
            Of::Subjects(subjects) => TruthLook::About(subjects.clone()),
        })
    }

    fn found(&mut self, found: &TruthFound, _: &See<'_, R>) {
        let facts = match (found, &self.of) {
            (TruthFound::These(facts), Of::Ids(ids)) => {
                let come = facts.iter().map(|fact| fact.id);
                come.eq(ids.iter().copied()).then_some(facts)
            }
            (TruthFound::About(about, facts), Of::Subjects(own)) => (about == own).then_some(facts),
            _ => None,
        };
        let Some(facts) = facts else { return };
        let place = facts
            .iter()
            .position(|fact| !words::records_of(fact).is_empty());
        self.cursor.go(place.unwrap_or(0));
        self.got = Some(facts.clone());
    }

    fn update(&mut self, input: &Input, see: &See<'_, R>) -> Reply<R> {
        if let Input::Press(press) = input {
            match KEYS.of(press) {
                Some(Does::Open) => {
                    return self.chosen().map_or(Reply::Stay, |fact| open(see, fact));
                }
                Some(Does::Cause) => {
                    let cause = self.chosen().map(|fact| fact.cause);
                    return match cause {
                        Some(Cause::Fact(id)) => Self::open(see.say("truth-cause"), vec![id]),
                        _ => Reply::Stay,
                    };
                }
                Some(Does::Leave) => return Reply::Close,
                None => {}
            }
        }
        let rows = self.got.as_ref().map_or(0, Vec::len);
        self.cursor.update(input, rows, 2);
        Reply::Stay
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        let size = (
            area.width.saturating_sub(4).min(140),
            area.height.saturating_sub(2),
        );
        let inside = over(frame, area, size, &self.title, see.theme);
        let Some(facts) = &self.got else {
            frame.render_widget(line(see.theme, Ink::Dim, see.say("truth-looking")), inside);
            return;
        };
        let rows = (facts.len(), self.cursor.at(facts.len()));
        let columns = columns(see);
        table(frame, inside, &columns, rows, see.theme, &mut |place| {
            row(see, &facts[place])
        });
    }
}
