//! Cases: alerts and evidence that the team holds together, each with its phase and its story.
//!
//! The story of a case is put together here from the view: its alerts, what was noted, responses
//! on its machines and claims that name them, in the order they came.

mod story;

use engine::view::Blue;
use engine::view::seen::CaseSeen;
use engine::words::name::{AlertId, CaseId, HostId, Name, RecordId};
use engine::words::order::{BlueAsk, CITE_LIMIT, CasePhase, TITLE_LIMIT};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Clear;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::form::{Field, Form, Kind};
use crate::paint::panel::panel;
use crate::paint::table::{Column, Row, table};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, harmless};
use crate::screen::{Reply, Screen, See, eye_of};
use crate::screens::blue::claim::{Builder, Draft};
use crate::screens::blue::claims::Claims;
use crate::screens::blue::hunt::Hunt;
use crate::screens::blue::shown;
use crate::screens::blue::tray::{Pin, Tray};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::fill::Fill;

#[derive(Clone, Copy)]
enum Does {
    Move,
    Note,
    Attach,
    Claim,
    Hunt,
    New,
    Claims,
    Zoom,
    Back,
    On,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Move, "m", "watch-key-move-case"),
    (Does::Note, "w", "watch-key-note"),
    (Does::Attach, "e", "watch-key-attach-pins"),
    (Does::Claim, "c", "watch-key-claim"),
    (Does::Hunt, "h", "watch-key-hunt"),
    (Does::New, "n", "watch-key-new-case"),
    (Does::Zoom, "enter", "watch-key-zoom"),
    (Does::On, "] space", "watch-key-scroll-down"),
    (Does::Back, "[", "watch-key-scroll-up"),
    (Does::Claims, "C", "watch-key-claims"),
]);

const PHASES: [CasePhase; 4] = [
    CasePhase::Verify,
    CasePhase::Contain,
    CasePhase::Recover,
    CasePhase::Closed,
];

/// Cases.
pub struct Cases {
    tray: Tray,
    cursor: Cursor,
    chosen: Option<CaseId>,
    zoomed: bool,
    from: usize,
}

impl Cases {
    /// Cases, before this tray of evidence.
    pub fn new(tray: Tray) -> Self {
        Self {
            tray,
            cursor: Cursor::default(),
            chosen: None,
            zoomed: false,
            from: 0,
        }
    }

    fn case<'v>(&self, see: &See<'v, Blue>) -> Option<(CaseId, &'v CaseSeen)> {
        let all = listed(see);
        let found = all.iter().position(|(id, _)| Some(*id) == self.chosen);
        let place = found.or_else(|| self.cursor.at(all.len()))?;
        all.get(place).copied()
    }

    fn does(&mut self, does: Does, see: &See<'_, Blue>) -> Reply<Blue> {
        match does {
            Does::New => return open_case(see, Vec::new(), String::new()),
            Does::Claims => return Reply::Open(Box::new(Claims::default())),
            Does::Zoom => self.zoomed = !self.zoomed,
            Does::On => self.from = (self.from + 3).min(500),
            Does::Back => self.from = self.from.saturating_sub(3),
            Does::Move | Does::Note | Does::Attach | Does::Claim | Does::Hunt => {
                if let Some((id, case)) = self.case(see) {
                    return self.with_case(does, id, case, see);
                }
            }
        }
        Reply::Stay
    }

    fn with_case(
        &self,
        does: Does,
        id: CaseId,
        case: &CaseSeen,
        see: &See<'_, Blue>,
    ) -> Reply<Blue> {
        match does {
            Does::Move => move_on(see, id, case),
            Does::Note => note(see, id, case),
            Does::Attach => attach(see, Some(id), Vec::new(), &self.tray.open(see.view)),
            Does::Hunt => {
                let hosts = hosts(see, case).into_iter();
                let names: Vec<String> = hosts.map(|id| see.brief.host_name(id)).collect();
                let query = if names.is_empty() {
                    String::new()
                } else {
                    format!("host:{}", names.join(","))
                };
                Reply::Open(Box::new(Hunt::over(&query, self.tray.clone())))
            }
            _ => {
                let mut draft = Draft::of_alerts(see, &case.alerts);
                draft.cite(see, &case.records);
                Reply::Open(Box::new(Builder::new(draft, &self.tray, see)))
            }
        }
    }

    fn row(&self, see: &See<'_, Blue>, id: CaseId, case: &CaseSeen) -> Row {
        let mark = match case.phase {
            CasePhase::Verify => Mark::Warn,
            CasePhase::Contain | CasePhase::Recover => Mark::Live,
            CasePhase::Closed => Mark::Done,
        };
        Row::marked(mark)
            .text(id.0.to_string())
            .cell(Ink::Dim, see.calendar(case.opened))
            .text(harmless(&case.title))
            .cell(mark.ink(), shown::phase_word(see, case.phase))
            .text(case.alerts.len().to_string())
            .text(case.records.len().to_string())
    }
}

/// All cases: those being worked on first, the newest first.
fn listed<'v>(see: &See<'v, Blue>) -> Vec<(CaseId, &'v CaseSeen)> {
    let mut all: Vec<_> = see
        .view
        .cases
        .iter()
        .map(|(id, case)| (*id, case))
        .collect();
    all.sort_by_key(|(id, case)| (case.phase == CasePhase::Closed, std::cmp::Reverse(*id)));
    all
}

/// The machines of a case: those its alerts are about.
fn hosts(see: &See<'_, Blue>, case: &CaseSeen) -> Vec<HostId> {
    let alerts = case.alerts.iter().filter_map(|id| see.view.alerts.get(id));
    let mut hosts: Vec<HostId> = alerts.filter_map(|alert| alert.host).collect();
    hosts.sort_unstable();
    hosts.dedup();
    hosts
}

/// A form that opens a case with these alerts.
pub fn open_case(see: &See<'_, Blue>, alerts: Vec<AlertId>, title: String) -> Reply<Blue> {
    let field = Field::new("title", see.say("case-title"), Kind::Line).with(title);
    let args = [("alerts", Value::from(alerts.len()))];
    let intro = see.say_with("case-open-about", &args);
    Fill::new(
        see.say("case-open"),
        intro,
        vec![field],
        Box::new(move |form, see| {
            let title = form.answer("title");
            if title.len() > TITLE_LIMIT {
                return Err(see.say("case-title-long"));
            }
            let alerts = alerts.clone();
            Ok(BlueAsk::OpenCase { title, alerts })
        }),
    )
    .open()
}

/// A form that puts alerts and pinned evidence into a case: this one, or one to be chosen.
pub fn attach(
    see: &See<'_, Blue>,
    case: Option<CaseId>,
    alerts: Vec<AlertId>,
    pins: &[Pin],
) -> Reply<Blue> {
    let cases = listed(see).into_iter().map(|(id, case)| {
        let label = format!("{} · {}", id.0, harmless(&case.title));
        (id.0.to_string(), label)
    });
    let cases: Vec<(String, String)> = cases.collect();
    if cases.is_empty() {
        return open_case(see, alerts, String::new());
    }
    let first = case.map_or_else(String::new, |id| id.0.to_string());
    let mut fields =
        vec![Field::new("case", see.say("case-which"), Kind::Choice(cases)).with(first)];
    if !pins.is_empty() {
        let all = pins.iter().take(CITE_LIMIT);
        let all = all.map(|pin| (pin.id.0.to_string(), pin_label(see, pin)));
        let all: Vec<(String, String)> = all.collect();
        let ticked: Vec<&str> = all.iter().map(|(value, _)| value.as_str()).collect();
        let ticked = ticked.join("\n");
        let records = Field::new("records", see.say("case-evidence"), Kind::Many(all));
        fields.push(records.with(ticked).optional());
    }
    fields.push(Field::new("note", see.say("case-note"), Kind::Text(3)).optional());
    let args = [
        ("alerts", Value::from(alerts.len())),
        ("records", Value::from(pins.len())),
    ];
    let intro = see.say_with("case-attach-about", &args);
    Fill::new(
        see.say("case-attach"),
        intro,
        fields,
        Box::new(move |form: &Form, see: &See<'_, Blue>| {
            let number = |text: String| text.parse::<u32>().ok();
            let case = number(form.answer("case")).map(CaseId);
            let case = case.ok_or_else(|| see.say("case-which"))?;
            let records = form.answers("records").into_iter();
            let records = records.filter_map(|text| text.parse().ok().map(RecordId));
            let note = form.answer("note");
            // What the case holds already is not put into it again.
            let held = see.view.cases.get(&case);
            let new_alert = |id: &AlertId| held.is_none_or(|case| !case.alerts.contains(id));
            let new_record = |id: &RecordId| held.is_none_or(|case| !case.records.contains(id));
            let alerts: Vec<AlertId> = alerts.iter().copied().filter(new_alert).collect();
            let records: Vec<RecordId> = records.filter(new_record).collect();
            if alerts.is_empty() && records.is_empty() && note.is_empty() {
                return Err(see.say("case-nothing"));
            }
            Ok(BlueAsk::Attach {
                case,
                alerts,
                records,
                note,
            })
        }),
    )
    .open()
}

/// A pin in a list to be ticked.
pub fn pin_label(see: &See<'_, Blue>, pin: &Pin) -> String {
    let host = shown::host(see, pin.host);
    format!(
        "#{} {} {host} {}",
        pin.id.sign(),
        see.calendar(pin.at),
        harmless(&pin.says)
    )
}

fn note(see: &See<'_, Blue>, id: CaseId, case: &CaseSeen) -> Reply<Blue> {
    let field = Field::new("note", see.say("case-note"), Kind::Text(5));
    Fill::new(
        see.say("case-note"),
        harmless(&case.title),
        vec![field],
        Box::new(move |form, _| {
            Ok(BlueAsk::Attach {
                case: id,
                alerts: Vec::new(),
                records: Vec::new(),
                note: form.answer("note"),
            })
        }),
    )
    .open()
}

/// A form with the next phase already chosen, of those the case is not in. Whether a closed case is
/// to be opened again, and how far back, nobody says by pressing enter alone.
fn move_on(see: &See<'_, Blue>, id: CaseId, case: &CaseSeen) -> Reply<Blue> {
    let phases = PHASES.iter().enumerate();
    let others = phases.filter(|(_, phase)| **phase != case.phase);
    let others = others.map(|(place, phase)| (place.to_string(), shown::phase_word(see, *phase)));
    let at = PHASES.iter().position(|phase| *phase == case.phase);
    let next = at.map_or(0, |at| at + 1);
    let none = (next == PHASES.len()).then(|| (String::new(), see.say("work-choice-none")));
    let offered = none.into_iter().chain(others).collect();
    let field = Field::new("phase", see.say("case-phase"), Kind::Choice(offered)).in_order();
    let first = PHASES
        .get(next)
        .map_or_else(String::new, |_| next.to_string());
    Fill::new(
        see.say("case-move"),
        harmless(&case.title),
        vec![field.with(first)],
        Box::new(move |form, see| {
            let place = form.answer("phase").parse::<usize>().ok();
            let phase = place.and_then(|place| PHASES.get(place)).copied();
            let phase = phase.ok_or_else(|| see.say("case-phase"))?;
            Ok(BlueAsk::MoveCase { case: id, phase })
        }),
    )
    .open()
}

/// The list, and the case in it that is read.
fn places(area: Rect, plain: bool, zoomed: bool) -> [Rect; 2] {
    if zoomed {
        return [Rect::ZERO, area];
    }
    if area.width >= 140 && !plain {
        return Layout::horizontal([Constraint::Percentage(48), Constraint::Percentage(52)])
            .areas(area);
    }
    Layout::vertical([Constraint::Percentage(40), Constraint::Percentage(60)]).areas(area)
}

impl Screen<Blue> for Cases {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("tab-cases")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        if let Input::Press(press) = input
            && let Some(does) = KEYS.of(press)
        {
            return self.does(does, see);
        }
        let area = match input {
            Input::Mouse(_, (width, height)) => Rect::new(0, 0, *width, *height),
            _ => Rect::ZERO,
        };
        let all = listed(see);
        if let Some((id, _)) = self.case(see) {
            let place = all.iter().position(|(one, _)| *one == id);
            self.cursor.go(place.unwrap_or(0));
        }
        let [list, _] = places(area, see.theme.is_plain(), self.zoomed);
        if let Some(input) = shown::within(input, list)
            && self.cursor.update(&input, all.len(), 0)
        {
            self.chosen = self.cursor.at(all.len()).map(|place| all[place].0);
            self.from = 0;
        }
        Reply::Stay
    }

    fn eye(&self) -> Option<u64> {
        eye_of(&(self.cursor, self.chosen, self.zoomed, self.from, &self.tray))
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(Clear, area);
        let [list, below] = places(area, see.theme.is_plain(), self.zoomed);
        let all = listed(see);
        let case = self.case(see);
        let chosen = all
            .iter()
            .position(|(id, _)| Some(*id) == case.map(|(id, _)| id));
        let columns = [
            Column::new("#", 3, 0).right(),
            Column::new(see.say("watch-col-opened"), 11, 2),
            Column::new(see.say("watch-col-case"), 16, 0).growing(),
            Column::new(see.say("watch-col-phase"), 18, 0),
            Column::new(see.say("watch-col-alerts"), 9, 3).right(),
            Column::new(see.say("watch-col-evidence"), 10, 3).right(),
        ];
        table(
            frame,
            list,
            &columns,
            (all.len(), chosen),
            see.theme,
            &mut |place| {
                let one = all.get(place);
                one.map_or_else(Row::default, |(id, case)| self.row(see, *id, case))
            },
        );
        let Some((id, case)) = case else {
            panel(frame, below, &see.say("cases-none"), see.theme);
            return;
        };
        let title = format!("{} · {}", id.0, harmless(&case.title));
        let inside = panel(frame, below, &title, see.theme);
        story::draw(see, frame, inside, case, self.from);
    }
}

/// The names of machines as a claim's scope has them.
pub fn scope_of(see: &See<'_, Blue>, hosts: &[HostId]) -> Vec<Name> {
    hosts
        .iter()
        .map(|id| shown::host_target(see, *id).into())
        .collect()
}
