//! Findings: what the team reports to the organisers, with the runs that show it. Points of an
//! attack team come from these: severity, and effect on resources, data and users.

use engine::view::Red;
use engine::view::seen::RunSeen;
use engine::words::fact::Outcome;
use engine::words::name::{ReportId, RunId};
use engine::words::order::{RedAsk, RedFinding, Severity};
use engine::words::target::Target;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Field, Form, Kind};
use crate::paint::panel::{lines, panel, prose};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{line, wrap};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless, words};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::red::{orders, tell};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::fill::Fill;
use crate::screens::shared::page::Page;

#[derive(Clone, Copy)]
enum Does {
    New,
    Read,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::New, "n", "red-key-new-finding"),
    (Does::Read, "enter", "red-key-read"),
]);

/// The severities, worst first, with their words in answers.
const SEVERITIES: [(Severity, &str); 4] = [
    (Severity::Critical, "critical"),
    (Severity::High, "high"),
    (Severity::Medium, "medium"),
    (Severity::Low, "low"),
];

/// The most runs offered as evidence, newest first.
const EVIDENCE: usize = 200;

/// Findings.
#[derive(Default)]
pub struct Findings {
    cursor: Cursor,
}

/// What was reported, newest first.
fn listed<'s>(see: &'s See<'_, Red>) -> Vec<(ReportId, Tick, &'s RedFinding)> {
    let all = see.view.reports.iter().rev();
    all.map(|(id, (at, said))| (*id, *at, said)).collect()
}

impl Screen<Red> for Findings {
    fn title(&self, see: &See<'_, Red>) -> String {
        see.say("red-tab-findings")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Red>) -> Reply<Red> {
        let all = listed(see);
        if self.cursor.update(input, all.len(), 1) {
            return Reply::Stay;
        }
        let Input::Press(press) = input else {
            return Reply::Stay;
        };
        let chosen = self.cursor.at(all.len()).map(|at| all[at]);
        match (KEYS.of(press), chosen) {
            (Some(Does::New), _) => form(see, None).open(),
            (Some(Does::Read), Some((_, at, said))) => Reply::Open(Box::new(Page::new(
                harmless(&said.title),
                told(see, at, said),
            ))),
            _ => Reply::Stay,
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect) {
        let all = listed(see);
        let wide = area.width >= 130 && !see.theme.is_plain();
        let [list, detail] = if wide {
            Layout::horizontal([Constraint::Percentage(55), Constraint::Percentage(45)]).areas(area)
        } else {
            Layout::vertical([Constraint::Percentage(55), Constraint::Percentage(45)]).areas(area)
        };
        let title = see.say_with("red-findings", &[("count", Value::from(all.len()))]);
        let inside = panel(frame, list, &title, see.theme);
        let chosen = self.cursor.at(all.len());
        if all.is_empty() {
            let none = wrap(&see.say("red-no-findings"), inside.width.into()).into_iter();
            let none = none.map(|l| line(see.theme, Ink::Dim, l)).collect();
            lines(frame, inside, none, see.theme);
        } else {
            let columns = [
                Column::new(see.say("red-col-at"), 11, 2),
                Column::new(see.say("red-col-severity"), 13, 0),
                Column::new(see.say("red-col-title"), 18, 0).growing(),
                Column::new(see.say("red-col-evidence"), 9, 3).right(),
                Column::new(see.say("red-col-on"), 18, 1),
            ];
            table(
                frame,
                inside,
                &columns,
                (all.len(), chosen),
                see.theme,
                &mut |place| row(see, all[place]),
            );
        }
        let inside = panel(frame, detail, &see.say("red-finding"), see.theme);
        if let Some((_, at, said)) = chosen.map(|at| all[at]) {
            prose(frame, inside, &told(see, at, said), 0, see.theme);
        }
    }
}

fn row(see: &See<'_, Red>, (_, at, said): (ReportId, Tick, &RedFinding)) -> Row {
    let sign = match said.severity {
        Severity::Critical | Severity::High => Mark::Bad,
        Severity::Medium => Mark::Warn,
        Severity::Low => Mark::Done,
    };
    Row::marked(sign)
        .cell(Ink::Dim, see.calendar(at))
        .cell(sign.ink(), words::severity(see.phrases, said.severity))
        .text(harmless(&said.title))
        .text(said.evidence.len().to_string())
        .text(on(see, said))
}

/// Where a finding lies.
fn on(see: &See<'_, Red>, said: &RedFinding) -> String {
    let target = see.brief.target(&said.on);
    target.map_or_else(|| harmless(&said.on), |target| tell::target(see, &target))
}

/// A finding in full.
fn told(see: &See<'_, Red>, at: Tick, said: &RedFinding) -> String {
    let severity = words::severity(see.phrases, said.severity);
    let mut text = vec![format!(
        "{} · {severity} · {}",
        see.calendar(at),
        on(see, said)
    )];
    let parts = [
        ("red-field-resources", &said.resources),
        ("red-field-data", &said.data),
        ("red-field-users", &said.users),
        ("red-field-steps", &said.steps),
        ("red-field-fix", &said.fix),
    ];
    for (key, part) in parts
        .into_iter()
        .filter(|(_, part)| !part.trim().is_empty())
    {
        let lines = part.lines().map(harmless).collect::<Vec<_>>().join("\n");
        text.push(format!("{}: {lines}", see.say(key)));
    }
    let runs = said.evidence.iter().map(|id| run_label(see, *id));
    text.push(format!("{}:", see.say("red-shown-by")));
    text.extend(runs.map(|run| format!("  {run}")));
    text.join("\n")
}

/// A run on one line, as evidence.
fn run_label(see: &See<'_, Red>, id: RunId) -> String {
    let number = orders::number(id);
    see.view.runs.get(&id).map_or_else(
        || format!("#{number}"),
        |run| {
            let (what, on) = (tell::action(see, run), tell::target(see, &run.target));
            // What it came to first: the end of a long line is cut.
            let came = tell::run(see, run).1;
            format!("#{number} {came}: {what} > {on}{}", tell::way(see, id))
        },
    )
}

fn came_off(run: &RunSeen) -> bool {
    matches!(run.ended, Some((_, Outcome::Done)))
}

/// The form of a finding, filled as far as a run tells; what did not come off tells nothing.
pub fn form(see: &See<'_, Red>, from: Option<RunId>) -> Fill<Red> {
    let run = from.and_then(|id| see.view.runs.get(&id));
    let run = run.filter(|run| came_off(run));
    let (title, place, steps) = run.map_or_else(Default::default, |run| {
        let (what, on) = (tell::action(see, run), tell::target(see, &run.target));
        let title = see.say_with(
            "red-finding-title",
            &[("what", Value::from(what.clone())), ("on", Value::from(on))],
        );
        let steps = format!("{}: {what}", see.calendar(run.asked));
        (title, see.brief.target_text(&run.target), steps)
    });
    let severities = SEVERITIES
        .map(|(severity, word)| (word.to_owned(), words::severity(see.phrases, severity)));
    // What failed shows nothing, and what still runs shows nothing yet.
    let runs = see.view.runs.iter().rev();
    let runs = runs.filter(|(_, run)| came_off(run)).take(EVIDENCE);
    let runs = runs
        .map(|(id, _)| (id.0.to_string(), run_label(see, *id)))
        .collect();
    let from = from.filter(|_| run.is_some_and(came_off));
    let evidence = from.map_or_else(String::new, |id| id.0.to_string());
    let effect = |name: &str, key: &str| Field::new(name, see.say(key), Kind::Text(2)).optional();
    let fields = vec![
        Field::new("title", see.say("red-field-title"), Kind::Line).with(title),
        Field::new(
            "severity",
            see.say("red-field-severity"),
            Kind::Choice(severities.into()),
        )
        .with("high"),
        Field::new("on", see.say("red-field-on"), Kind::Pick(places(see))).with(place),
        effect("resources", "red-field-resources"),
        effect("data", "red-field-data"),
        effect("users", "red-field-users"),
        effect("steps", "red-field-steps").with(steps),
        effect("fix", "red-field-fix"),
        Field::new("evidence", see.say("red-field-evidence"), Kind::Many(runs)).with(evidence),
    ];
    let (title, intro) = (see.say("red-new-finding"), see.say("red-finding-intro"));
    Fill::new(title, intro, fields, Box::new(finding))
}

/// Everything the team knows of or has tried something on, as an order names it.
fn places(see: &See<'_, Red>) -> Vec<String> {
    let view = see.view;
    let tried = view.runs.values().map(|run| run.target.clone());
    let held = view.footholds.keys().map(|host| Target::Host(*host));
    let known = view.revealed.keys().cloned();
    let all = tried
        .chain(held)
        .chain(known)
        .filter(|t| *t != Target::None);
    let all: std::collections::BTreeSet<Target> = all.collect();
    all.iter()
        .map(|target| see.brief.target_text(target))
        .collect()
}

fn finding(form: &Form, see: &See<'_, Red>) -> Result<RedAsk, String> {
    let typed = form.answer("on");
    // The screens call a machine by its name alone.
    let is_target = |text: &String| {
        let target = see.brief.target(text);
        target.is_some_and(|target| target != Target::None)
    };
    let kinds = ["host", "service"].map(|kind| format!("{kind}:{typed}"));
    let mut all = std::iter::once(typed.clone()).chain(kinds);
    let Some(on) = all.find(is_target) else {
        let what = [("what", Value::from(harmless(&typed)))];
        return Err(see.say_with("red-no-such-target", &what));
    };
    let severity = form.answer("severity");
    let severity = SEVERITIES.iter().find(|(_, word)| *word == severity);
    let runs = form.answers("evidence");
    let evidence = runs.iter().filter_map(|id| id.parse().ok().map(RunId));
    Ok(RedAsk::Report(Box::new(RedFinding {
        title: form.answer("title"),
        severity: severity.map_or(Severity::Medium, |(severity, _)| *severity),
        on: on.as_str().into(),
        resources: form.answer("resources"),
        data: form.answer("data"),
        users: form.answer("users"),
        steps: form.answer("steps"),
        fix: form.answer("fix"),
        evidence: evidence.collect(),
    })))
}
