//! The queue of alerts, where a defence team works all day: read, dispose, pass on to the hunt, a
//! case or a claim.
//!
//! The chosen line is kept by what it is, not by where it stands, so nothing slips from under the
//! reader's eye while new alerts come in; when it leaves the list, the next in its place is chosen.

mod detail;
mod marks;

use engine::drill::Entry;
use engine::view::Blue;
use engine::words::name::{AlertId, RecordId};
use engine::words::order::{CITE_LIMIT, Verdict};
use engine::words::time::{Span, Tick};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::input::{Code, Input, KeyShown, Keys};
use crate::paint::edit::Edit;
use crate::paint::panel::panel;
use crate::paint::table::{Column, Row, table};
use crate::paint::text::{clip, line};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::Value;
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::blue::alerts::marks::Marks;
use crate::screens::blue::cases::{attach, open_case};
use crate::screens::blue::claim::{Builder, Draft};
use crate::screens::blue::claims::Claims;
use crate::screens::blue::dispose::dispose;
use crate::screens::blue::hunt::Hunt;
use crate::screens::blue::queue::{Group, Lens, Line, Sort, host_cells};
use crate::screens::blue::record::RecordPage;
use crate::screens::blue::shown;
use crate::screens::blue::tray::{Pin, Tray};
use crate::screens::blue::{BlueFound, BlueLook};
use crate::screens::shared::cursor::{Cursor, with_list};

/// How far around an alert a hunt looks at first.
const AROUND: Span = Span::minutes(10);

#[derive(Clone, Copy)]
enum Does {
    Open,
    Dispose(Verdict),
    Mark,
    Unmark,
    Hunt,
    Case,
    Add,
    Claim,
    Claims,
    Pin,
    Filter,
    All,
    Least,
    Sort,
    Group,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Dispose(Verdict::Attack), "a", "watch-key-attack"),
    (Does::Dispose(Verdict::Attempt), "t", "watch-key-attempt"),
    (Does::Dispose(Verdict::Benign), "b", "watch-key-benign"),
    (Does::Open, "enter", "watch-key-open"),
    (Does::Mark, "space", "watch-key-mark"),
    (Does::Hunt, "h", "watch-key-hunt"),
    (Does::Claim, "c", "watch-key-claim"),
    (Does::Case, "n", "watch-key-new-case"),
    (Does::Filter, "/", "watch-key-filter-text"),
    (Does::Add, "e", "watch-key-to-case"),
    (Does::Pin, "p", "watch-key-pin"),
    (Does::All, "o", "watch-key-open-only"),
    (Does::Least, "l", "watch-key-least"),
    (Does::Sort, "s", "watch-key-sort"),
    (Does::Group, "v", "watch-key-group"),
    (Does::Unmark, "u", "watch-key-unmark"),
    (Does::Claims, "C", "watch-key-claims"),
]);

/// The queue.
pub struct Alerts {
    tray: Tray,
    lens: Lens,
    cursor: Cursor,
    chosen: Option<Line>,
    marked: Marks,
    typing: Option<Edit>,
    asked: Option<RecordId>,
    first: Option<(RecordId, Option<Entry>)>,
}

impl Alerts {
    /// The queue, before this tray of evidence.
    pub fn new(tray: Tray) -> Self {
        Self {
            tray,
            lens: Lens::default(),
            cursor: Cursor::default(),
            chosen: None,
            marked: Marks::default(),
            typing: None,
            asked: None,
            first: None,
        }
    }

    /// Where the chosen line stands now.
    fn place(&self, lines: &[Line]) -> Option<usize> {
        let found = lines.iter().position(|line| Some(*line) == self.chosen);
        found.or_else(|| self.cursor.at(lines.len()))
    }

    /// Takes up what came and went since.
    fn settle(&mut self, see: &See<'_, Blue>) -> Vec<Line> {
        let lines = self.lens.lines(see);
        if let Some(place) = self.place(&lines) {
            self.cursor.go(place);
            self.chosen = Some(lines[place]);
        } else {
            self.chosen = None;
        }
        self.marked.settle(see);
        lines
    }

    /// The alert whose detail is shown.
    fn in_view(&self, see: &See<'_, Blue>, lines: &[Line]) -> Option<AlertId> {
        let line = *lines.get(self.place(lines)?)?;
        self.lens.under(see, line).first().copied()
    }

    /// What a key is about: what is marked, or else the chosen line.
    fn aimed(&self, see: &See<'_, Blue>) -> Vec<AlertId> {
        let marked = self.marked.shown(see, &self.lens);
        if !marked.is_empty() {
            return marked;
        }
        self.chosen
            .map_or_else(Vec::new, |line| self.lens.under(see, line))
    }

    fn does(&mut self, does: Does, see: &See<'_, Blue>) -> Reply<Blue> {
        match does {
            Does::Open => return self.open(see),
            Does::Dispose(verdict) => return dispose(verdict, &self.aimed(see), see),
            Does::Hunt => return self.hunt(see),
            Does::Claim => return self.claim(see),
            Does::Claims => return Reply::Open(Box::new(Claims::default())),
            Does::Case => return open_case(see, self.few(see), self.case_title(see)),
            Does::Add => return attach(see, None, self.few(see), &[]),
            Does::Pin => self.pin(see),
            Does::Mark => self.mark(see),
            Does::Unmark => self.marked.clear(),
            Does::Filter => self.typing = Some(Edit::new(&self.lens.text)),
            Does::All => self.lens.all = !self.lens.all,
            Does::Least => self.lens.next_least(),
            Does::Sort => self.lens.next_sort(),
            Does::Group => self.lens.next_group(),
        }
        self.settle(see);
        Reply::Stay
    }

    /// As many as one order takes.
    fn few(&self, see: &See<'_, Blue>) -> Vec<AlertId> {
        self.aimed(see).into_iter().take(CITE_LIMIT).collect()
    }

    fn open(&mut self, see: &See<'_, Blue>) -> Reply<Blue> {
        match self.chosen {
            Some(Line::Alert(id)) => {
                let records = see.view.alerts.get(&id).map(|a| a.records.clone());
                let records = records.unwrap_or_default();
                Reply::Open(Box::new(RecordPage::new(records, 0, "", self.tray.clone())))
            }
            Some(group) => {
                if !self.lens.opened.remove(&group) {
                    self.lens.opened.insert(group);
                }
                Reply::Stay
            }
            None => Reply::Stay,
        }
    }

    fn mark(&mut self, see: &See<'_, Blue>) {
        let Some(line) = self.chosen else { return };
        let ids = self.lens.under(see, line);
        self.marked.turn(see, ids);
        let lines = self.lens.lines(see);
        let next = self.place(&lines).map_or(0, |place| place + 1);
        self.chosen = lines.get(next).copied().or(self.chosen);
    }

    /// A hunt around the chosen alert, with a query to be looked over and sent.
    fn hunt(&self, see: &See<'_, Blue>) -> Reply<Blue> {
        let lines = self.lens.lines(see);
        let Some(alert) = self
            .in_view(see, &lines)
            .and_then(|id| see.view.alerts.get(&id))
        else {
            return Reply::Stay;
        };
        let mut query = String::new();
        if let Some(host) = alert.host {
            query.push_str(&shown::host_target(see, host));
            query.push(' ');
        }
        let first = alert.records.first();
        if let Some((id, Some(entry))) = &self.first
            && Some(id) == first
        {
            query.push_str(&format!("class:{} ", shown::class_name(see, entry.class)));
        }
        let after = Tick(alert.at.0.saturating_sub(AROUND.0));
        let before = alert.last.after(AROUND);
        query.push_str(&format!("after:{after} before:{before}"));
        Reply::Open(Box::new(Hunt::over(&query, self.tray.clone())))
    }

    fn claim(&self, see: &See<'_, Blue>) -> Reply<Blue> {
        let draft = Draft::of_alerts(see, &self.aimed(see));
        Reply::Open(Box::new(Builder::new(draft, &self.tray, see)))
    }

    fn pin(&self, see: &See<'_, Blue>) {
        for id in self.aimed(see) {
            let Some(alert) = see.view.alerts.get(&id) else {
                continue;
            };
            let says = shown::rule(see, alert.rule).title;
            for record in &alert.records {
                self.tray.pin(
                    see.view,
                    Pin::new(*record, alert.at, alert.host, says.clone()),
                );
            }
        }
    }

    fn case_title(&self, see: &See<'_, Blue>) -> String {
        let first = self
            .aimed(see)
            .first()
            .and_then(|id| see.view.alerts.get(id));
        first.map_or_else(String::new, |alert| {
            let rule = shown::rule(see, alert.rule).title;
            match alert.host {
                Some(host) => format!("{} - {rule}", see.brief.host_name(host)),
                None => rule,
            }
        })
    }

    /// Takes an input while the filter is typed.
    fn type_filter(&mut self, input: &Input, see: &See<'_, Blue>) {
        let Some(edit) = &mut self.typing else { return };
        match input {
            Input::Press(press) if press.code == Code::Enter => self.typing = None,
            Input::Press(press) if press.code == Code::Esc => {
                self.typing = None;
                self.lens.text.clear();
            }
            _ => {
                edit.input(input);
                self.lens.text = edit.text();
            }
        }
        self.settle(see);
    }

    fn draw_head(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect, shown: usize) {
        if let Some(edit) = &self.typing {
            return edit.draw(frame, area, true, see.theme);
        }
        let mut parts = vec![
            see.say(if self.lens.all {
                "queue-all"
            } else {
                "queue-open"
            }),
            see.say(match self.lens.sort {
                Sort::Time => "queue-by-time",
                Sort::Level => "queue-by-level",
                Sort::Host => "queue-by-host",
            }),
        ];
        match self.lens.group {
            Group::Nothing => {}
            Group::Rule => parts.push(see.say("queue-group-rule")),
            Group::Host => parts.push(see.say("queue-group-host")),
        }
        if let Some(least) = self.lens.least {
            let args = [("level", Value::from(shown::level_word(see, least)))];
            parts.push(see.say_with("queue-least", &args));
        }
        if !self.lens.text.is_empty() {
            parts.push(format!("/{}", self.lens.text));
        }
        let args = [
            ("shown", Value::from(shown)),
            (
                "marked",
                Value::from(self.marked.shown(see, &self.lens).len()),
            ),
        ];
        parts.push(see.say_with("queue-count", &args));
        let text = clip(&parts.join(" · "), area.width.into());
        frame.render_widget(line(see.theme, Ink::Dim, text), area);
    }

    fn row(&self, see: &See<'_, Blue>, line: Line) -> Row {
        let ids = self.lens.under(see, line);
        let marked = !ids.is_empty() && ids.iter().all(|id| self.marked.has(*id));
        let sign = if marked { "*" } else { "" };
        let alerts = ids.iter().filter_map(|id| see.view.alerts.get(id));
        let Some(newest) = alerts.clone().max_by_key(|alert| alert.last) else {
            return Row::default();
        };
        let level = alerts.clone().map(|a| shown::rule(see, a.rule).level).max();
        let level = level.unwrap_or(engine::sigma::Level::Medium);
        let mark = shown::level_mark(level);
        let indent = if self.lens.group == Group::Nothing {
            ""
        } else {
            "  "
        };
        let times: u32 = alerts.map(|alert| alert.times).sum();
        let (what, host, verdict) = match line {
            Line::Alert(_) => {
                let title = shown::rule(see, newest.rule).title;
                let verdict = newest.verdict.as_ref();
                let verdict = verdict.map_or_else(String::new, |(_, verdict, _)| {
                    shown::verdict_word(see, *verdict)
                });
                (
                    (format!("{indent}{title}"), String::new()),
                    shown::host(see, newest.host),
                    verdict,
                )
            }
            group => {
                let open = if self.lens.opened.contains(&group) {
                    "-"
                } else {
                    "+"
                };
                let title = match group {
                    Line::Rule(rule) => shown::rule(see, rule).title,
                    _ => shown::host(see, newest.host),
                };
                let count = format!(" ({})", ids.len());
                (
                    (format!("{open} {title}"), count),
                    String::new(),
                    String::new(),
                )
            }
        };
        let mark = if verdict.is_empty() { mark } else { Mark::Done };
        Row::marked(mark)
            .cell(Ink::Key, sign)
            .cell(Ink::Dim, see.calendar(newest.last))
            .cell(mark.ink(), shown::level_word(see, level))
            .ending(what.0, what.1)
            .text(host)
            .text(times.to_string())
            .cell(Ink::Defence, verdict)
    }
}

/// Head, table, detail.
fn places(area: Rect, plain: bool) -> [Rect; 3] {
    let [head, body] = Layout::vertical([Constraint::Length(1), Constraint::Min(1)]).areas(area);
    let [list, detail] = if area.width >= 140 && !plain {
        Layout::horizontal([Constraint::Percentage(58), Constraint::Percentage(42)]).areas(body)
    } else {
        Layout::vertical([Constraint::Percentage(50), Constraint::Percentage(50)]).areas(body)
    };
    [head, list, detail]
}

impl Screen<Blue> for Alerts {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("tab-alerts")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn is_typing(&self) -> bool {
        self.typing.is_some()
    }

    fn wants(&mut self, see: &See<'_, Blue>) -> Option<BlueLook> {
        let lines = self.settle(see);
        let alert = see.view.alerts.get(&self.in_view(see, &lines)?)?;
        let first = *alert.records.first()?;
        if self.asked == Some(first) {
            return None;
        }
        self.asked = Some(first);
        Some(BlueLook::Record(first))
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        if self.typing.is_some() {
            self.type_filter(input, see);
            return Reply::Stay;
        }
        let lines = self.settle(see);
        if let Input::Press(press) = input
            && let Some(does) = KEYS.of(press)
        {
            return self.does(does, see);
        }
        let area = match input {
            Input::Mouse(_, (width, height)) => Rect::new(0, 0, *width, *height),
            _ => Rect::ZERO,
        };
        let [_, list, _] = places(area, see.theme.is_plain());
        if let Some(input) = shown::within(input, list)
            && self.cursor.update(&input, lines.len(), 0)
        {
            self.chosen = self.cursor.at(lines.len()).map(|place| lines[place]);
        }
        Reply::Stay
    }

    fn found(&mut self, found: &BlueFound, _: &See<'_, Blue>) {
        if let BlueFound::Record(id, entry) = found
            && self.asked == Some(*id)
        {
            self.first = Some((*id, entry.clone()));
        }
    }

    fn eye(&self) -> Option<u64> {
        let first = self.first.as_ref().map(|(id, got)| (id, got.is_some()));
        let list = (&self.lens, self.cursor, self.chosen, &self.marked);
        let eye = (&self.tray, list, first);
        self.typing.is_none().then(|| eye_of(&eye)).flatten()
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let [head, list, below] = places(area, see.theme.is_plain());
        let lines = self.lens.lines(see);
        self.draw_head(see, frame, head, self.lens.alerts(see).len());
        // What was judged is not in a list of what is still to be read.
        let verdict = if self.lens.all { 14 } else { 0 };
        let columns = [
            Column::new("", 1, 0),
            Column::new(see.say("watch-col-time"), 11, 3),
            Column::new(see.say("watch-col-severity"), 12, 1),
            Column::new(see.say("watch-col-rule"), 16, 0).growing(),
            Column::new(see.say("watch-col-host"), host_cells(see, &lines, list), 0),
            Column::new(see.say("watch-col-times"), 4, 4).right(),
            Column::new(see.say("watch-col-verdict"), verdict, 2),
        ];
        let chosen = self.place(&lines);
        table(
            frame,
            list,
            &columns,
            (lines.len(), chosen),
            see.theme,
            &mut |place| {
                lines
                    .get(place)
                    .map_or_else(Row::default, |line| self.row(see, *line))
            },
        );
        let title = match self.in_view(see, &lines) {
            Some(id) => see.say_with("alert-number", &[("number", Value::from(id.0.to_string()))]),
            None => see.say(self.lens.none()),
        };
        let inside = panel(frame, below, &title, see.theme);
        if let Some(id) = self.in_view(see, &lines) {
            let first = self.first.as_ref();
            detail::draw(see, frame, inside, id, first, &self.tray);
        }
    }
}
