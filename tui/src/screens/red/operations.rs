//! Operations: what the team is to do and may not do, what it holds, what runs, what came of it.

use engine::view::Red;
use engine::view::red::RedView;
use engine::view::seen::RunSeen;
use engine::words::name::{AccountId, BackupId, DataId, HostId, RunId};
use engine::words::target::Target;
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{clip, fit, line, mark, span, width, wrap};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, words};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::red::techniques::Techniques;
use crate::screens::red::tell;
use crate::screens::shared::cursor::{Cursor, with_list};

#[derive(Clone, Copy)]
enum Does {
    Act,
    SetOut,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Act, "enter", "red-key-act"),
    (Does::SetOut, "s", "red-key-set-out"),
]);

/// Operations.
#[derive(Default)]
pub struct Operations {
    cursor: Cursor,
}

/// Something the team has, or has lost.
#[derive(Clone, Copy)]
enum Held {
    Foothold(HostId),
    Secret(AccountId),
    Gathered(DataId),
    Leaked(DataId),
    Tampered(DataId),
    Encrypted(HostId),
    Wiped(BackupId),
    Lodged(HostId),
    Lost(HostId),
    PutBack(HostId),
}

impl Held {
    fn target(self) -> Target {
        match self {
            Self::Foothold(host)
            | Self::Encrypted(host)
            | Self::Lodged(host)
            | Self::Lost(host)
            | Self::PutBack(host) => Target::Host(host),
            Self::Secret(account) => Target::Account(account),
            Self::Gathered(data) | Self::Leaked(data) | Self::Tampered(data) => Target::Data(data),
            Self::Wiped(backup) => Target::Backup(backup),
        }
    }
}

/// All that is held, footholds first, then secrets, data, what was broken, what was lost.
fn held(view: &RedView) -> Vec<(Held, Tick)> {
    let footholds = view
        .footholds
        .iter()
        .map(|(h, f)| (Held::Foothold(*h), f.since));
    let secrets = view
        .credentials
        .iter()
        .map(|(a, at)| (Held::Secret(*a), *at));
    let leaked = view.leaked.iter().map(|(d, at)| (Held::Leaked(*d), *at));
    let staged = view
        .staged
        .iter()
        .filter(|(d, _)| !view.leaked.contains_key(d));
    let staged = staged.map(|(d, at)| (Held::Gathered(*d), *at));
    let tampered = view
        .tampered
        .iter()
        .map(|(d, at)| (Held::Tampered(*d), *at));
    let encrypted = view
        .encrypted
        .iter()
        .map(|(h, at)| (Held::Encrypted(*h), *at));
    let wiped = view.wiped.iter().map(|(b, at)| (Held::Wiped(*b), *at));
    let lodged = view.lodged.iter().map(|(h, at)| (Held::Lodged(*h), *at));
    let lost = view.lost.iter().rev();
    let lost = lost.filter(|(_, h)| !view.footholds.contains_key(h));
    let lost = lost.map(|(at, h)| match view.put_back.contains(&(*at, *h)) {
        true => (Held::PutBack(*h), *at),
        false => (Held::Lost(*h), *at),
    });
    let all = footholds
        .chain(lodged)
        .chain(secrets)
        .chain(leaked)
        .chain(staged);
    all.chain(tampered)
        .chain(encrypted)
        .chain(wiped)
        .chain(lost)
        .collect()
}

impl Screen<Red> for Operations {
    fn title(&self, see: &See<'_, Red>) -> String {
        see.say("red-tab-operations")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Red>) -> Reply<Red> {
        let all = held(see.view);
        if self.cursor.update(input, all.len(), 0) {
            return Reply::Stay;
        }
        let Input::Press(press) = input else {
            return Reply::Stay;
        };
        let chosen = self.cursor.at(all.len()).map(|at| all[at].0);
        match (KEYS.of(press), chosen) {
            (Some(Does::SetOut), Some(Held::Foothold(host) | Held::Lodged(host))) => {
                Reply::Open(Box::new(Techniques::from(see.brief.host_name(host))))
            }
            (Some(Does::Act), Some(one)) => {
                let target = see.brief.target_text(&one.target());
                Reply::Open(Box::new(Techniques::aimed(target)))
            }
            _ => Reply::Stay,
        }
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&self.cursor)
    }

    fn draw(&self, see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect) {
        let briefing = see
            .brief
            .briefing()
            .map(|text| see.text(text))
            .unwrap_or_default();
        let cells = usize::from(area.width.saturating_sub(2));
        let rows = u16::try_from(wrap(&briefing, cells).len()).unwrap_or(u16::MAX);
        let rows = rows.saturating_add(2).min(area.height / 3).max(3);
        let [task, below] =
            Layout::vertical([Constraint::Length(rows), Constraint::Min(4)]).areas(area);
        self.draw_task(see, frame, task, &briefing);
        let [left, right] = if see.theme.is_plain() {
            Layout::vertical([Constraint::Percentage(50), Constraint::Percentage(50)]).areas(below)
        } else {
            Layout::horizontal([Constraint::Percentage(52), Constraint::Percentage(48)])
                .areas(below)
        };
        self.draw_held(see, frame, left);
        if see.view.steps.is_empty() {
            draw_runs(see, frame, right);
        } else {
            let [runs, steps] =
                Layout::vertical([Constraint::Percentage(60), Constraint::Percentage(40)])
                    .areas(right);
            draw_runs(see, frame, runs);
            draw_steps(see, frame, steps);
        }
    }
}

impl Operations {
    fn draw_task(&self, see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect, text: &str) {
        let inside = panel(frame, area, &see.say("red-task"), see.theme);
        let wrapped = wrap(text, usize::from(inside.width)).into_iter();
        let shown = wrapped.map(|l| line(see.theme, Ink::Text, l)).collect();
        lines(frame, inside, shown, see.theme);
    }

    fn draw_held(&self, see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect) {
        let all = held(see.view);
        let title = see.say_with(
            "red-holds",
            &[("count", Value::from(see.view.footholds.len()))],
        );
        let inside = panel(frame, area, &title, see.theme);
        if all.is_empty() {
            let none = see.say("red-holds-nothing");
            let none = wrap(&none, usize::from(inside.width)).into_iter();
            let none = none.map(|l| line(see.theme, Ink::Dim, l)).collect();
            lines(frame, inside, none, see.theme);
            return;
        }
        let columns = [
            Column::new(see.say("red-col-what"), 12, 0).growing(),
            Column::new(see.say("red-col-state"), 20, 0),
            Column::new(see.say("red-col-since"), 11, 1),
        ];
        let chosen = self.cursor.at(all.len());
        table(
            frame,
            inside,
            &columns,
            (all.len(), chosen),
            see.theme,
            &mut |place| held_row(see, all[place]),
        );
    }
}

fn held_row(see: &See<'_, Red>, (what, since): (Held, Tick)) -> Row {
    let (sign, state) = match what {
        Held::Foothold(host) => return foothold_row(see, host),
        Held::Secret(_) => (Mark::Good, see.say("red-state-secret")),
        Held::Gathered(_) => (Mark::Live, see.say("red-state-gathered")),
        Held::Leaked(_) => (Mark::Good, see.say("red-state-leaked")),
        Held::Tampered(_) => (Mark::Good, see.say("red-state-tampered")),
        Held::Encrypted(_) => (Mark::Good, see.say("red-state-encrypted")),
        Held::Wiped(_) => (Mark::Good, see.say("red-state-wiped")),
        Held::Lodged(_) => (Mark::Good, see.say("red-state-lodged")),
        Held::Lost(_) => (Mark::Bad, see.say("red-state-lost")),
        Held::PutBack(_) => (Mark::Done, see.say("red-state-put-back")),
    };
    Row::marked(sign)
        .text(tell::target(see, &what.target()))
        .cell(sign.ink(), state)
        .cell(Ink::Dim, see.calendar(since))
}

fn foothold_row(see: &See<'_, Red>, host: HostId) -> Row {
    let Some(seen) = see.view.footholds.get(&host) else {
        return Row::default();
    };
    let mut state = words::grip(see.phrases, seen.grip);
    if seen.persisted.is_some() {
        state = format!("{state}, {}", see.say("red-state-persisted"));
    }
    let sign = if seen.cut.is_some() {
        state = format!("{}, {state}", see.say("red-state-cut"));
        Mark::Warn
    } else {
        Mark::Good
    };
    Row::marked(sign)
        .text(see.brief.host_name(host))
        .cell(sign.ink(), state)
        .cell(Ink::Dim, see.calendar(seen.since))
}

/// What runs now, the longest first; then what came of the rest, newest first.
fn draw_runs(see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect) {
    let open = see.view.runs.iter().filter(|(_, run)| run.ended.is_none());
    let open: Vec<(&RunId, &RunSeen)> = open.collect();
    let title = see.say_with("red-running", &[("count", Value::from(open.len()))]);
    let inside = panel(frame, area, &title, see.theme);
    let cells = usize::from(inside.width);
    let ended = see.view.runs.iter();
    let ended = ended.filter_map(|(id, run)| Some((run.ended?.0, id, run)));
    let mut over: Vec<(Tick, &RunId, &RunSeen)> = ended.collect();
    let mut shown: Vec<Line<'static>> = Vec::new();
    for (_, run) in open {
        shown.push(run_line(see, run, cells));
    }
    over.sort_by_key(|(at, id, _)| std::cmp::Reverse((*at, **id)));
    if !over.is_empty() {
        shown.push(line(see.theme, Ink::Title, see.say("red-came-of")));
    }
    shown.extend(
        over.into_iter()
            .take(40)
            .map(|(_, _, run)| run_line(see, run, cells)),
    );
    if shown.is_empty() {
        let none = wrap(&see.say("red-no-runs"), cells).into_iter();
        shown.extend(none.map(|l| line(see.theme, Ink::Dim, l)));
    }
    lines(frame, inside, shown, see.theme);
}

fn run_line(see: &See<'_, Red>, run: &RunSeen, cells: usize) -> Line<'static> {
    let (sign, state) = tell::run(see, run);
    let right = match run.ended {
        Some((at, _)) => see.calendar(at),
        None => tell::took(see, run),
    };
    // Where there is little room the mark says how it stands, and the hour when.
    let state = if cells < 60 {
        format!(" {}", right.split(' ').next_back().unwrap_or_default())
    } else {
        format!(" {} {right}", clip(&state, cells / 3))
    };
    let left = cells.saturating_sub(width(&state) + 2);
    let what = format!(
        "{} > {}",
        tell::action(see, run),
        tell::target(see, &run.target)
    );
    Line::from(vec![
        mark(see.theme, sign),
        span(see.theme, Ink::Text, fit(&what, left)),
        span(see.theme, sign.ink(), state),
    ])
}

/// How far the team's scripted campaign has come.
fn draw_steps(see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect) {
    let inside = panel(frame, area, &see.say("red-campaign"), see.theme);
    let cells = usize::from(inside.width.saturating_sub(14));
    let mut steps: Vec<_> = see.view.steps.iter().collect();
    steps.sort_by_key(|(id, step)| std::cmp::Reverse((step.began, **id)));
    let shown = steps.into_iter().map(|(id, step)| {
        let (sign, at) = match (step.done, step.blocked) {
            (Some(at), _) => (Mark::Good, Some(at)),
            (None, Some(at)) => (Mark::Bad, Some(at)),
            (None, None) => (Mark::Live, step.began),
        };
        let title = see.brief.step(see.view, *id).map(|text| see.text(text));
        let at = at.map(|at| see.calendar(at)).unwrap_or_default();
        Line::from(vec![
            mark(see.theme, sign),
            span(see.theme, Ink::Text, fit(&title.unwrap_or_default(), cells)),
            span(see.theme, Ink::Dim, format!(" {at}")),
        ])
    });
    lines(frame, inside, shown.collect(), see.theme);
}
