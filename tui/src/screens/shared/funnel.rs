//! The four stages of machines that the attack held: how many were detected, warned, handled,
//! cleaned, and for each machine since when. A defence sees what it knows, organisers and jury how
//! it is.

use engine::city::funnel::{Machine, Stage, counts};
use engine::city::indicator::share;
use engine::view::{Jury, White};
use engine::words::name::HostId;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::input::{Input, KeyShown, Keys};
use crate::paint::gauge::bar;
use crate::paint::panel::{panel, prose};
use crate::paint::table::{Column, Row, table};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::Value;
use crate::screen::{Reply, Screen, Seated, See, eye_of};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::truth::Whole;

#[derive(Clone, Copy)]
enum Does {
    Open,
    Leave,
}

const KEYS: Keys<Does> = Keys(&[(Does::Leave, "esc", "key-leave")]);
const KEYS_BLUE: Keys<Does> = Keys(&[
    (Does::Open, "r enter", "work-key-respond-here"),
    (Does::Leave, "esc", "key-leave"),
]);

/// What each stage is called, and what is counted.
const WORDS: [(&str, &str); 4] = [
    ("funnel-stage-detected", "funnel-means-detected"),
    ("funnel-stage-warned", "funnel-means-warned"),
    ("funnel-stage-handled", "funnel-means-handled"),
    ("funnel-stage-cleaned", "funnel-means-cleaned"),
];

/// Rows of the four stages, with their frame and heading.
const STAGES: u16 = 7;

/// A role that sees machines by their stages.
pub trait Staged: Seated {
    /// Whether what it sees is how it is, or what it knows.
    const TRUTH: bool;
    /// The machines.
    fn machines(see: &See<'_, Self>) -> Vec<Machine>;
    /// What can be done about one of them.
    fn acts(host: HostId) -> Option<Box<dyn Screen<Self>>>;
}

impl Staged for White {
    const TRUTH: bool = true;
    fn machines(see: &See<'_, Self>) -> Vec<Machine> {
        as_they_are(see)
    }
    fn acts(_: HostId) -> Option<Box<dyn Screen<Self>>> {
        None
    }
}

impl Staged for Jury {
    const TRUTH: bool = true;
    fn machines(see: &See<'_, Self>) -> Vec<Machine> {
        as_they_are(see)
    }
    fn acts(_: HostId) -> Option<Box<dyn Screen<Self>>> {
        None
    }
}

/// The machines as they are, for who is told the truth.
fn as_they_are<R: Whole>(see: &See<'_, R>) -> Vec<Machine> {
    let plan = R::plan(see.brief);
    let warns = |form| plan.papers.warns(form);
    let tells = |action| plan.catalogue.tells(action);
    see.view.funnel.machines(&plan.map, warns, tells)
}

/// The four stages.
#[derive(Default)]
pub struct Funnel {
    cursor: Cursor,
}

/// Those behind one public address together, in the order of the city.
fn listed<R: Staged>(see: &See<'_, R>) -> Vec<Machine> {
    let mut all = R::machines(see);
    all.sort_by_key(|one| (one.org, one.host));
    all
}

impl<R: Staged> Screen<R> for Funnel {
    fn title(&self, see: &See<'_, R>) -> String {
        see.say("funnel-title")
    }

    fn keys(&self) -> Vec<KeyShown> {
        match R::TRUTH {
            true => with_list(&KEYS),
            false => with_list(&KEYS_BLUE),
        }
    }

    fn update(&mut self, input: &Input, see: &See<'_, R>) -> Reply<R> {
        let all = listed(see);
        let does = match input {
            Input::Press(press) => KEYS_BLUE.of(press),
            _ => None,
        };
        let chosen = self.cursor.at(all.len()).map(|at| all[at].host);
        match (does, chosen.and_then(R::acts)) {
            (Some(Does::Open), Some(screen)) => Reply::Open(screen),
            (Some(Does::Leave), _) => Reply::Close,
            _ => {
                self.cursor.update(input, all.len(), STAGES + 1);
                Reply::Stay
            }
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(ratatui::widgets::Clear, area);
        let all = listed(see);
        let [top, below] =
            Layout::vertical([Constraint::Length(STAGES), Constraint::Min(4)]).areas(area);
        stages(see, frame, top, &all);
        let args = [("of", Value::from(all.len()))];
        let title = see.say_with("funnel-machines", &args);
        let inside = panel(frame, below, &title, see.theme);
        if all.is_empty() {
            return prose(frame, inside, &see.say("funnel-none"), 0, see.theme);
        }
        let mut columns = vec![
            Column::new(see.say("funnel-col-address"), 13, 0),
            Column::new(see.say("funnel-col-body"), 22, 9),
            Column::new(see.say("funnel-col-machine"), 12, 0).growing(),
        ];
        columns.extend(Stage::ALL.map(|stage| Column::new(word(see, stage), 11, 0)));
        let rows = (all.len(), self.cursor.at(all.len()));
        table(frame, inside, &columns, rows, see.theme, &mut |at| {
            row(see, &all[at])
        });
    }
}

fn word<R: Staged>(see: &See<'_, R>, stage: Stage) -> String {
    see.say(WORDS[stage.at()].0)
}

fn stages<R: Staged>(see: &See<'_, R>, frame: &mut Frame<'_>, area: Rect, all: &[Machine]) {
    let title = match R::TRUTH {
        true => "funnel-truth",
        false => "funnel-known",
    };
    let inside = panel(frame, area, &see.say(title), see.theme);
    let columns = [
        Column::new(see.say("funnel-col-stage"), 14, 0),
        Column::new(see.say("funnel-col-count"), 9, 0).right(),
        Column::new("", 20, 1).drawn(),
        Column::new(see.say("funnel-col-means"), 24, 2).growing(),
    ];
    let of = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let counts = counts(all);
    let rows = (Stage::ALL.len(), None);
    table(frame, inside, &columns, rows, see.theme, &mut |at| {
        let (stage, have) = (Stage::ALL[at], counts[at]);
        let sign = match have {
            _ if of == 0 => Mark::Unknown,
            have if have == of => Mark::Good,
            0 => Mark::Bad,
            _ => Mark::Warn,
        };
        let means = see.say(WORDS[stage.at()].1);
        Row::marked(sign)
            .cell(Ink::Title, word(see, stage))
            .text(format!("{have}/{of}"))
            .cell(sign.ink(), bar(share(have, of).unwrap_or(0), 20))
            .cell(Ink::Dim, means)
    });
}

fn row<R: Staged>(see: &See<'_, R>, machine: &Machine) -> Row {
    let sign = match machine {
        one if one.is_through() => Mark::Good,
        one if one.mark(Stage::Handled).is_some() => Mark::Live,
        one if one.mark(Stage::Detected).is_some() => Mark::Warn,
        _ => Mark::Bad,
    };
    let row = Row::marked(sign)
        .text(see.brief.public_ip(machine.org))
        .cell(Ink::Dim, see.text(see.brief.org(machine.org).1))
        .text(see.brief.host_name(machine.host));
    machine.marks.iter().fold(row, |row, mark| match mark {
        Some(when) => row.text(see.calendar(when.at)),
        None => row.cell(Ink::Dim, "-"),
    })
}
