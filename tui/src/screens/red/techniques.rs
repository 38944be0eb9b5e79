//! The palette of techniques: from where, at what, by which address, as whom; and for each
//! technique whether it fits, how long it takes and how often it works, as far as the team may
//! know. Enter orders it.
//!
//! Forecasts are looked up for the techniques around the cursor, again when the team was told
//! something since.

mod setting;

use engine::action::forecast::Forecast;
use engine::action::require::Met;
use engine::action::written::Action;
use engine::view::Red;
use engine::view::seen::RunSeen;
use engine::words::order::{Act, RedAsk};
use engine::words::refusal::Refusal;
use engine::words::target::{Target, TargetKind};
use engine::words::time::Tick;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Clear;

use crate::input::{Input, KeyShown, Keys};
use crate::paint::panel::{lines, panel};
use crate::paint::table::{Column, Row, first_shown, table};
use crate::paint::text::{clip, line, mark, span, wrap};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::{Value, bare, harmless, words};
use crate::screen::{Reply, Screen, See};
use crate::screens::red::chooser::{Chooser, Chose};
use crate::screens::red::techniques::setting::{Setting, Slot};
use crate::screens::red::{RedFound, RedLook, tell};
use crate::screens::shared::cursor::{Cursor, with_list};
use crate::screens::shared::filter::type_into;

/// The most rows of which forecasts are looked up: as many as a terminal shows.
const PAGE: usize = 64;

#[derive(Clone, Copy)]
enum Does {
    Order,
    Choose(Slot),
    Fitting,
    Filter,
    Back,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Order, "enter", "red-key-order"),
    (Does::Choose(Slot::Target), "t", "red-key-target"),
    (Does::Choose(Slot::Source), "s", "red-key-source"),
    (Does::Choose(Slot::Address), "a", "red-key-address"),
    (Does::Choose(Slot::Account), "u", "red-key-account"),
    (Does::Choose(Slot::Lasts), "d", "red-key-lasts"),
    (Does::Fitting, "f", "red-key-fitting"),
    (Does::Filter, "/", "key-filter"),
    (Does::Back, "esc", "key-leave"),
]);

/// A technique's forecast, by what was asked for.
type Known = (Act, Result<Forecast, Refusal>);

/// The palette of techniques.
#[derive(Default)]
pub struct Techniques {
    setting: Setting,
    cursor: Cursor,
    filter: String,
    typing: bool,
    only_fitting: bool,
    choosing: Option<(Slot, Chooser)>,
    /// What was last asked for, and how much the team had been told then.
    asked: (usize, Vec<Act>),
    known: Vec<Known>,
    /// Whether it lies over another screen.
    laid_over: bool,
}

impl Techniques {
    /// Laid over another screen, with this target.
    pub fn aimed(target: String) -> Self {
        Self {
            setting: Setting::at(target),
            laid_over: true,
            ..Self::default()
        }
    }

    /// Laid over another screen, setting out from this host.
    pub fn from(host: String) -> Self {
        Self {
            setting: Setting::from(host),
            laid_over: true,
            ..Self::default()
        }
    }

    /// The techniques for the kind of target that was chosen, by name and tactic.
    fn named<'s>(&self, see: &'s See<'_, Red>) -> Vec<&'s Action> {
        let kind = self.setting.target(see).map(|target| target.kind());
        let words = bare(&self.filter);
        let fits = |action: &&Action| {
            let title = see.text(&action.title);
            let said = bare(&format!("{} {} {title}", action.name, action.tactic));
            kind.is_none_or(|kind| action.target == kind)
                && words.split_whitespace().all(|word| said.contains(word))
        };
        let all = see.brief.actions().map(|(_, action)| action);
        let mut named: Vec<&Action> = all.filter(fits).collect();
        let order = |tactic: &str| tell::TACTICS.iter().position(|t| *t == tactic);
        named.sort_by_key(|a| (order(&a.tactic).unwrap_or(usize::MAX), a.name.clone()));
        named
    }

    /// Those that are listed.
    fn listed<'s>(&self, see: &'s See<'_, Red>) -> Vec<&'s Action> {
        let mut listed = self.named(see);
        listed.retain(|action| !self.only_fitting || self.may_fit(action));
        listed
    }

    /// Whether nothing that is known speaks against it.
    fn may_fit(&self, action: &Action) -> bool {
        match self.forecast(action) {
            Some(Ok(forecast)) => forecast.fits(),
            Some(Err(_)) => false,
            None => true,
        }
    }

    fn forecast(&self, action: &Action) -> Option<&Result<Forecast, Refusal>> {
        let act = self.setting.act(action);
        self.known.iter().find(|(a, _)| *a == act).map(|(_, f)| f)
    }

    /// Whether all that it takes to order this one was chosen.
    fn is_aimed(&self, action: &Action) -> bool {
        action.target == TargetKind::None || self.setting.is_aimed()
    }

    fn does(&mut self, does: Does, see: &See<'_, Red>) -> Reply<Red> {
        match does {
            Does::Order => {
                let listed = self.listed(see);
                let chosen = self.cursor.at(listed.len()).map(|at| listed[at]);
                match chosen {
                    Some(action) if self.is_aimed(action) => {
                        return Reply::Order(RedAsk::Act(self.setting.act(action)));
                    }
                    Some(action) => {
                        let kind = action.target;
                        let chooser = setting::chooser(see, Slot::Target, Some(kind));
                        self.choosing = Some((Slot::Target, chooser));
                    }
                    None => {}
                }
            }
            Does::Choose(slot) => {
                let chooser = setting::chooser(see, slot, None);
                self.choosing = Some((slot, chooser));
            }
            Does::Fitting => self.only_fitting = !self.only_fitting,
            Does::Filter => self.typing = true,
            Does::Back if self.laid_over => return Reply::Close,
            Does::Back => self.filter.clear(),
        }
        Reply::Stay
    }

    /// Takes what was chosen; stays on the technique the cursor was on.
    fn choose(&mut self, slot: Slot, value: String, see: &See<'_, Red>) {
        let before = self.listed(see);
        let name = self
            .cursor
            .at(before.len())
            .map(|at| before[at].name.clone());
        self.setting.set(slot, value);
        let place = self
            .listed(see)
            .iter()
            .position(|a| Some(&a.name) == name.as_ref());
        self.cursor.go(place.unwrap_or(0));
    }
}

impl Screen<Red> for Techniques {
    fn title(&self, see: &See<'_, Red>) -> String {
        see.say("red-tab-techniques")
    }

    fn keys(&self) -> Vec<KeyShown> {
        with_list(&KEYS)
    }

    fn is_typing(&self) -> bool {
        self.typing || self.choosing.is_some()
    }

    fn wants(&mut self, see: &See<'_, Red>) -> Option<RedLook> {
        // Which of them fit is not known before all were asked for.
        let listed = self.named(see);
        let page = if self.only_fitting {
            listed.len()
        } else {
            PAGE
        };
        let at = self.cursor.at(listed.len()).unwrap_or(0);
        let shown = listed
            .iter()
            .skip(first_shown(at, listed.len(), page))
            .take(page);
        let aimed = shown.filter(|action| self.is_aimed(action));
        let acts = aimed.map(|action| self.setting.act(action)).collect();
        let ask = (see.view.log.len(), acts);
        if ask == self.asked {
            return None;
        }
        self.asked = ask;
        let acts = &self.asked.1;
        (!acts.is_empty()).then(|| RedLook::Forecasts(acts.clone()))
    }

    fn update(&mut self, input: &Input, see: &See<'_, Red>) -> Reply<Red> {
        if let Some((slot, mut chooser)) = self.choosing.take() {
            match chooser.update(input, see.theme) {
                Chose::Nothing => self.choosing = Some((slot, chooser)),
                Chose::Leave => {}
                Chose::Value(value) => self.choose(slot, value, see),
                Chose::Typed(text) => match setting::read(see, slot, &text) {
                    Some(value) => self.choose(slot, value, see),
                    None => self.choosing = Some((slot, chooser)),
                },
            }
            return Reply::Stay;
        }
        if self.typing {
            self.typing = type_into(&mut self.filter, input);
            return Reply::Stay;
        }
        let rows = self.listed(see).len();
        if self.cursor.update(input, rows, setting::ROWS + 3) {
            return Reply::Stay;
        }
        match input {
            Input::Press(press) => match KEYS.of(press) {
                Some(does) => self.does(does, see),
                None => Reply::Stay,
            },
            _ => Reply::Stay,
        }
    }

    fn found(&mut self, found: &RedFound, _: &See<'_, Red>) {
        let RedFound::Forecasts(found) = found else {
            return;
        };
        if found.iter().map(|(act, _)| act).eq(&self.asked.1) {
            self.known.clone_from(found);
        }
    }

    fn draw(&self, see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect) {
        if self.laid_over {
            frame.render_widget(Clear, area);
        }
        let wide = area.width >= 130 && !see.theme.is_plain();
        let below = if wide {
            0
        } else {
            (area.height / 4).clamp(6, 10)
        };
        let [top, middle, bottom] = Layout::vertical([
            Constraint::Length(setting::ROWS + 2),
            Constraint::Min(4),
            Constraint::Length(below),
        ])
        .areas(area);
        let [list, side] = if wide {
            Layout::horizontal([Constraint::Percentage(62), Constraint::Percentage(38)])
                .areas(middle)
        } else {
            [middle, bottom]
        };
        self.setting.draw(see, frame, top);
        let listed = self.listed(see);
        self.draw_list(see, frame, list, &listed);
        if let Some(at) = self.cursor.at(listed.len()) {
            self.draw_detail(see, frame, side, listed[at]);
        } else {
            panel(frame, side, &see.say("red-technique"), see.theme);
        }
        if let Some((slot, chooser)) = &self.choosing {
            let none = setting::none_fits(see, *slot);
            chooser.draw(frame, area, &none, see.theme);
        }
    }
}

impl Techniques {
    /// Since when the same is under way at the same target: to order it again does it twice.
    fn under_way(&self, see: &See<'_, Red>, action: &Action) -> Option<Tick> {
        let target = match action.target {
            TargetKind::None => Target::None,
            _ => self.setting.target(see)?,
        };
        let is_same = |run: &&RunSeen| {
            let own = see.brief.action(run.action);
            run.target == target && own.is_some_and(|own| own.name == action.name)
        };
        let mut open = see.view.runs.values().filter(|run| run.ended.is_none());
        open.find(is_same).map(|run| run.asked)
    }

    fn draw_list(&self, see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect, all: &[&Action]) {
        let kind = self.setting.target(see).map(|target| target.kind());
        let kind = kind.map(|kind| words::target_kind(see.phrases, kind));
        let count = ("count", Value::from(all.len()));
        let mut title = match &kind {
            None => see.say_with("red-techniques", &[count]),
            Some(kind) => {
                let kind = ("kind", Value::from(kind.clone()));
                see.say_with("red-techniques-at", &[count, kind])
            }
        };
        if self.only_fitting {
            title = format!("{title} · {}", see.say("red-only-fitting"));
        }
        if self.typing || !self.filter.is_empty() {
            let end = if self.typing { "_" } else { "" };
            title = format!("{title} · /{}{end}", harmless(&self.filter));
        }
        let inside = panel(frame, area, &title, see.theme);
        if let (true, Some(kind)) = (all.is_empty(), kind) {
            let args = [("kind", Value::from(kind))];
            let none = see.say_with("red-techniques-none-at", &args);
            let none = wrap(&none, inside.width.into()).into_iter();
            let none = none.map(|text| line(see.theme, Ink::Dim, text));
            return lines(frame, inside, none.collect(), see.theme);
        }
        let columns = [
            Column::new(see.say("red-col-technique"), 18, 0).growing(),
            Column::new("ATT&CK", 10, 1),
            Column::new(see.say("red-col-tactic"), 20, 4),
            Column::new(see.say("red-col-takes"), 10, 2).right(),
            Column::new(see.say("red-col-odds"), 5, 3).right(),
            Column::new(see.say("red-col-fits"), 20, 0),
        ];
        let chosen = self.cursor.at(all.len());
        table(
            frame,
            inside,
            &columns,
            (all.len(), chosen),
            see.theme,
            &mut |place| self.row(see, all[place]),
        );
    }

    fn row(&self, see: &See<'_, Red>, action: &Action) -> Row {
        let forecast = self.forecast(action);
        let (sign, fits) = match forecast {
            _ if self.under_way(see, action).is_some() => {
                (Mark::Live, see.say("red-fit-under-way"))
            }
            Some(forecast) => tell::fits(see, forecast),
            None if !self.is_aimed(action) => {
                let kind = words::target_kind(see.phrases, action.target);
                let said = see.say_with("red-fit-aim", &[("kind", Value::from(kind))]);
                (Mark::Waiting, said)
            }
            None => (Mark::Waiting, "…".to_owned()),
        };
        let known = forecast.and_then(|f| f.as_ref().ok());
        // The catalogue's times are not those of a drill at another tempo.
        let takes = known.map_or_else(|| "-".to_owned(), |f| tell::spans(see.phrases, f.takes));
        let odds = (action.odds < 1_000).then_some(action.odds);
        let odds = odds.map_or_else(|| "100%".to_owned(), |odds| format!("{}%", odds / 10));
        Row::marked(sign)
            .text(see.text(&action.title))
            .cell(Ink::Attack, attack_ids(action))
            .cell(Ink::Dim, tell::tactic(see, &action.tactic))
            .text(takes)
            .text(odds)
            .cell(sign.ink(), fits)
    }

    fn draw_detail(&self, see: &See<'_, Red>, frame: &mut Frame<'_>, area: Rect, what: &Action) {
        let inside = panel(frame, area, &see.text(&what.title), see.theme);
        let cells = usize::from(inside.width);
        let ids = format!("{} · {}", attack_ids(what), tell::tactic(see, &what.tactic));
        let under_way = self.under_way(see, what).map(|at| {
            let at = ("at", Value::from(see.calendar(at)));
            see.say_with("red-under-way", &[at])
        });
        let warned = under_way.into_iter().chain(unscored(see));
        let warned = warned.flat_map(|said| wrap(&said, cells));
        let warned = warned.map(|l| line(see.theme, Ink::Warn, l));
        let mut shown: Vec<_> = warned.collect();
        match self.forecast(what) {
            Some(Ok(forecast)) => {
                let needs = forecast.needs.iter().map(|need| {
                    let sign = match need.met {
                        Met::Yes => Mark::Good,
                        Met::No => Mark::Bad,
                        Met::Unknown => Mark::Unknown,
                    };
                    (sign, tell::need_word(see, need.what))
                });
                shown.extend(flow(see, needs, cells));
                if !forecast.stopped_by.is_empty() {
                    let kinds = forecast.stopped_by.iter();
                    let kinds = kinds.map(|(kind, odds)| {
                        let title = see.text(see.brief.kind_title(*kind));
                        format!("{title} {}%", odds / 10)
                    });
                    let kinds = kinds.collect::<Vec<_>>().join(", ");
                    let said = see.say_with("red-stopped-by", &[("what", Value::from(kinds))]);
                    let wrapped = wrap(&said, cells).into_iter();
                    shown.extend(wrapped.map(|l| line(see.theme, Ink::Warn, l)));
                }
            }
            Some(Err(why)) => {
                let why = tell::refusal(see, why);
                shown.push(line(see.theme, Ink::Bad, clip(&format!("x {why}"), cells)));
            }
            None => {}
        }
        shown.push(line(see.theme, Ink::Attack, clip(&ids, cells)));
        let about = wrap(&see.text(&what.about), cells).into_iter();
        shown.extend(about.map(|l| line(see.theme, Ink::Dim, l)));
        lines(frame, inside, shown, see.theme);
    }
}

/// That what is done now is done in a phase that does not count, if it is: nothing forbids it, and
/// whoever attacks then should know.
fn unscored(see: &See<'_, Red>) -> Option<String> {
    let now = see.view.now;
    let mut phases = see.brief.phases().iter();
    let phase = phases.find(|phase| (phase.from..phase.to).contains(&now))?;
    let args = [
        ("phase", Value::from(see.text(&phase.title))),
        ("to", Value::from(see.calendar(phase.to))),
    ];
    (!phase.scored).then(|| see.say_with("red-unscored", &args))
}

/// The technique's ids, most specific first.
fn attack_ids(action: &Action) -> String {
    let ids: Vec<String> = action.attack.iter().map(|id| harmless(id)).collect();
    ids.join(" ")
}

/// Marked words one behind the other, on as many lines as they take.
fn flow(
    see: &See<'_, Red>,
    all: impl Iterator<Item = (Mark, String)>,
    cells: usize,
) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = vec![Line::default()];
    for (sign, word) in all {
        let parts = [
            mark(see.theme, sign),
            span(see.theme, sign.ink(), format!("{word}  ")),
        ];
        let more: usize = parts.iter().map(ratatui::text::Span::width).sum();
        let used = lines.last().map_or(0, Line::width);
        if used > 0 && used + more > cells {
            lines.push(Line::default());
        }
        if let Some(last) = lines.last_mut() {
            last.spans.extend(parts);
        }
    }
    lines.retain(|line| !line.spans.is_empty());
    lines
}
