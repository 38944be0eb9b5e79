//! Ordering a response: which, at what, through whom; and what would come of it, before it is
//! ordered.
//!
//! Three steps on one screen: the palette of responses, the target, the forecast. A screen that
//! already knows the target or the response opens it further along. Only after the forecast has
//! been seen does a key order.

mod aim;
mod palette;

use engine::action::forecast::{Body, Forecast};
use engine::action::written::Action;
use engine::city::place::OrgKind;
use engine::view::Blue;
use engine::words::name::{ActionId, Name, OrgId};
use engine::words::order::{Act, BlueAsk};
use engine::words::refusal::Refusal;
use engine::words::target::{Target, TargetKind};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::input::{Code, Did, Input, KeyShown, Keys, Press};
use crate::paint::form::{Came, Field, Form, Kind};
use crate::paint::panel::{inside_over, over};
use crate::paint::text::{line, wrap};
use crate::paint::theme::{Ink, Mark};
use crate::phrase::bare;
use crate::phrase::names::Seen;
use crate::phrase::{Value, harmless, words};
use crate::screen::{Reply, Screen, See};
use crate::screens::blue::forecast::{marked, told};
use crate::screens::blue::known::{Sightings, chosen, picks};
use crate::screens::blue::order::aim::named;
use crate::screens::blue::order::palette::palette;
use crate::screens::blue::{BlueFound, BlueLook};
use crate::screens::shared::fill::buttons;

#[derive(Clone, Copy)]
enum Does {
    Order,
    NextBody,
    PreviousBody,
    Back,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Order, "enter ctrl-s", "work-key-order"),
    (Does::NextBody, "right l", "work-key-next-body"),
    (Does::PreviousBody, "left h", "work-key-previous-body"),
    (Does::Back, "esc", "key-leave"),
]);

/// Keys where letters are text.
const TYPING: Keys<()> = Keys(&[
    ((), "enter", "work-key-choose"),
    ((), "down", "key-down"),
    ((), "up", "key-up"),
    ((), "esc", "key-leave"),
]);

/// What the reader is at.
enum Step {
    Response { typed: String, at: usize },
    Aim(Form),
    Forecast,
}

/// A response being ordered.
pub struct Ordering {
    step: Step,
    /// The target that was chosen before the response.
    given: Option<Target>,
    action: Option<ActionId>,
    act: Act,
    sightings: Sightings,
    asked: Option<Act>,
    forecast: Option<Result<Forecast, Refusal>>,
}

impl Ordering {
    /// From the start; with a target chosen before, only responses that can be aimed at it.
    pub fn new(given: Option<Target>) -> Self {
        Self {
            step: Step::Response {
                typed: String::new(),
                at: 0,
            },
            given: given.filter(|target| *target != Target::None),
            action: None,
            act: Act::default(),
            sightings: Sightings::default(),
            asked: None,
            forecast: None,
        }
    }

    /// With response and target chosen: straight to the forecast.
    pub fn of(see: &See<'_, Blue>, action: ActionId, target: &Target) -> Self {
        let mut all = Self::new(Some(target.clone()));
        all.take_action(see, action);
        all
    }

    fn fitting<'s>(&self, see: &'s See<'_, Blue>, typed: &str) -> Vec<(ActionId, &'s Action)> {
        let wanted = bare(typed);
        let fits = |action: &Action| {
            let about = bare(&format!("{} {}", action.title.get(see.lang()), action.name));
            wanted.split_whitespace().all(|word| about.contains(word))
        };
        let aims = |action: &Action| {
            let given = self.given.as_ref();
            given.is_none_or(|target| action.target == target.kind())
        };
        let all = see.brief.actions();
        // What has no target in this city is no response to anything.
        let is_of_use = |action: &Action| see.brief.has_aim(action) && aims(action);
        let mut all: Vec<_> = all.filter(|(_, a)| is_of_use(a) && fits(a)).collect();
        // What begins with the words typed is meant before what has them, and that before what
        // only has each of them somewhere.
        let far = |action: &Action| {
            let title = bare(action.title.get(see.lang()));
            match title.find(wanted.trim()) {
                Some(0) => 0,
                Some(_) => 1,
                None => 2,
            }
        };
        all.sort_by_key(|(id, action)| (far(action), action.phase, *id));
        all
    }

    fn take_action(&mut self, see: &See<'_, Blue>, id: ActionId) {
        let Some(action) = see.brief.action(id) else {
            return;
        };
        self.action = Some(id);
        self.act = Act {
            action: action.name.clone(),
            ..Act::default()
        };
        self.forecast = None;
        let on = match (&self.given, action.target) {
            (_, TargetKind::None) => String::new(),
            (Some(target), kind) if target.kind() == kind => see.brief.target_text(target),
            (_, kind) => {
                self.step = Step::Aim(self.aim_form(see, kind, action.body_kind()));
                return;
            }
        };
        self.act.on = on.as_str().into();
        self.step = Step::Forecast;
    }

    fn aim_form(&self, see: &See<'_, Blue>, kind: TargetKind, only: Option<OrgKind>) -> Form {
        let title = words::target_kind(see.phrases, kind);
        let mut all = picks(see, kind, &self.sightings);
        all.retain(|text| match see.brief.target(chosen(text)) {
            Some(Target::Org(org)) => only.is_none_or(|only| see.brief.org(org).2 == only),
            _ => true,
        });
        Form::new(vec![Field::new("on", title, Kind::Pick(all))])
    }

    fn choose(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let Step::Response { typed, at } = &self.step else {
            return Reply::Stay;
        };
        let (mut typed, mut at) = (typed.clone(), *at);
        let fitting = self.fitting(see, &typed);
        let last = fitting.len().saturating_sub(1);
        let press = match input {
            Input::Press(press) => *press,
            Input::Mouse(mouse, _) if mouse.did == Did::WheelDown => Press::of(Code::Down),
            Input::Mouse(mouse, _) if mouse.did == Did::WheelUp => Press::of(Code::Up),
            Input::Mouse(mouse, (width, height)) => {
                let area = Rect::new(0, 0, *width, *height);
                let inside = inside_over(area, size(area), see.theme);
                let shown = palette(see, &fitting, at, inside);
                let row = mouse.y.checked_sub(inside.y + 1).map(usize::from);
                let hit = row.and_then(|row| shown.rows.get(row).and_then(|(place, _)| *place));
                if let Some(place) = hit {
                    let again = place == at.min(last);
                    self.step = Step::Response { typed, at: place };
                    if again {
                        self.take_action(see, fitting[place].0);
                    }
                }
                return Reply::Stay;
            }
            Input::Paste(_) => return Reply::Stay,
        };
        match press.code {
            Code::Esc => return Reply::Close,
            Code::Enter => {
                if let Some((id, _)) = fitting.get(at.min(last)) {
                    self.take_action(see, *id);
                }
                return Reply::Stay;
            }
            Code::Down => at = (at + 1).min(last),
            Code::Up => at = at.saturating_sub(1),
            Code::PageDown => at = (at + 10).min(last),
            Code::PageUp => at = at.saturating_sub(10),
            Code::Backspace => {
                typed.pop();
                at = 0;
            }
            _ => {
                if let Some(letter) = press.typed() {
                    typed.push(letter);
                    at = 0;
                }
            }
        }
        self.step = Step::Response { typed, at };
        Reply::Stay
    }

    fn aim(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let action = self.action.and_then(|id| see.brief.action(id));
        let below = match input {
            Input::Mouse(_, (width, height)) => {
                let area = Rect::new(0, 0, *width, *height);
                self.aim_places(see, inside_over(area, size(area), see.theme))[1]
            }
            _ => Rect::ZERO,
        };
        let (Step::Aim(form), Some(action)) = (&mut self.step, action) else {
            return Reply::Close;
        };
        let came = match input {
            Input::Mouse(mouse, _) => form.mouse(*mouse, below, &buttons(see)),
            other => form.update(other),
        };
        match came {
            Came::Stay => {}
            Came::Leave | Came::Ask => self.back(),
            Came::Send => {
                if let Some(field) = form.missing() {
                    form.fault(see.say_with("form-missing", &[("field", Value::from(field))]));
                    return Reply::Stay;
                }
                let answer = form.answer("on");
                // What is typed behind an entry of the list makes it no entry.
                let whole = form.is_listed("on", &answer) || chosen(&answer) == answer.trim();
                let meant = if whole { chosen(&answer) } else { &*answer };
                let (text, target) = named(see, action.target.word(), meant);
                // Whoever has narrowed the list to one entry means that one.
                let only = || form.only_fitting("on");
                let only = || only().and_then(|only| see.brief.target(chosen(&only)));
                match target.or_else(only) {
                    Some(target) => {
                        self.act.on = see.brief.target_text(&target).as_str().into();
                        self.act.via = Name::default();
                        self.forecast = None;
                        self.step = Step::Forecast;
                    }
                    None => {
                        let args = [("name", Value::from(harmless(&text)))];
                        form.fault(see.say_with("work-order-no-target", &args));
                    }
                }
            }
        }
        Reply::Stay
    }

    fn decide(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        let Input::Press(press) = input else {
            return Reply::Stay;
        };
        match KEYS.of(press) {
            Some(Does::Order) if self.forecast.is_some() => {
                return Reply::OrderAndClose(BlueAsk::Act(self.act.clone()));
            }
            Some(Does::NextBody) => self.turn(see, 1),
            Some(Does::PreviousBody) => self.turn(see, -1),
            Some(Does::Back) if self.given.is_some() && self.action.is_none() => {
                return Reply::Close;
            }
            Some(Does::Back) => self.back(),
            _ => {}
        }
        Reply::Stay
    }

    fn back(&mut self) {
        self.step = Step::Response {
            typed: String::new(),
            at: 0,
        };
        (self.action, self.forecast, self.asked) = (None, None, None);
    }

    fn bodies(&self) -> Vec<OrgId> {
        match &self.forecast {
            Some(Ok(Forecast {
                body: Some(Body::OneOf(_, orgs)),
                ..
            })) => orgs.clone(),
            Some(Ok(Forecast {
                body: Some(Body::By(org)),
                ..
            })) => vec![*org],
            _ => Vec::new(),
        }
    }

    /// Goes on to the next body that may carry it out, or to none.
    fn turn(&mut self, see: &See<'_, Blue>, by: isize) {
        let bodies = self.bodies();
        if bodies.is_empty() {
            return;
        }
        let name = |org: &OrgId| see.brief.org(*org).0.clone();
        let at = bodies.iter().position(|org| name(org) == self.act.via);
        let at = at.map_or(0, |place| place as isize + 1) + by;
        let at = at.rem_euclid(bodies.len() as isize + 1);
        let chosen = at
            .checked_sub(1)
            .and_then(|place| bodies.get(place as usize));
        self.act.via = chosen.map(name).unwrap_or_default();
    }
}

impl Screen<Blue> for Ordering {
    fn title(&self, see: &See<'_, Blue>) -> String {
        see.say("work-order-title")
    }

    fn keys(&self) -> Vec<KeyShown> {
        match self.step {
            Step::Forecast => KEYS.shown(),
            _ => TYPING.shown(),
        }
    }

    fn is_typing(&self) -> bool {
        !matches!(self.step, Step::Forecast)
    }

    fn wants(&mut self, see: &See<'_, Blue>) -> Option<BlueLook> {
        match self.step {
            Step::Forecast if self.asked.as_ref() != Some(&self.act) => {
                self.asked = Some(self.act.clone());
                Some(BlueLook::Forecast(self.act.clone()))
            }
            Step::Forecast => None,
            _ => self.sightings.wants(see),
        }
    }

    fn found(&mut self, found: &BlueFound, see: &See<'_, Blue>) {
        if let BlueFound::Forecast(act, forecast) = found
            && *act == self.act
        {
            let first = self.forecast.is_none();
            self.forecast = Some((**forecast).clone());
            if first && self.act.via.is_empty() {
                self.turn(see, 1);
            }
        }
        self.sightings.found(found);
    }

    fn update(&mut self, input: &Input, see: &See<'_, Blue>) -> Reply<Blue> {
        match self.step {
            Step::Response { .. } => self.choose(input, see),
            Step::Aim(_) => self.aim(input, see),
            Step::Forecast => self.decide(input, see),
        }
    }

    fn draw(&self, see: &See<'_, Blue>, frame: &mut Frame<'_>, area: Rect) {
        let inside = over(
            frame,
            area,
            size(area),
            &see.say("work-order-title"),
            see.theme,
        );
        match &self.step {
            Step::Response { typed, at } => self.draw_palette(see, frame, inside, (typed, *at)),
            Step::Aim(form) => {
                let [head, below] = self.aim_places(see, inside);
                let rows = self.head(see, usize::from(inside.width));
                frame.render_widget(Paragraph::new(rows), head);
                form.draw(frame, below, &buttons(see), see.theme);
            }
            Step::Forecast => {
                let mut rows = self.head(see, usize::from(inside.width));
                rows.extend(self.forecast_lines(see, usize::from(inside.width)));
                crate::paint::panel::lines(frame, inside, rows, see.theme);
            }
        }
    }
}

impl Ordering {
    fn draw_palette(
        &self,
        see: &See<'_, Blue>,
        frame: &mut Frame<'_>,
        area: Rect,
        (typed, at): (&str, usize),
    ) {
        let theme = see.theme;
        let mut rows = vec![line(theme, Ink::Key, format!("> {typed}_"))];
        let fitting = self.fitting(see, typed);
        let at = at.min(fitting.len().saturating_sub(1));
        if fitting.is_empty() {
            rows.push(line(theme, Ink::Dim, see.say("work-order-none-fits")));
        }
        let shown = palette(see, &fitting, at, area);
        let gap = shown.room - shown.rows.len() + 1;
        rows.extend(shown.rows.into_iter().map(|(_, row)| row));
        rows.extend(std::iter::repeat_n(Line::default(), gap));
        rows.extend(
            shown
                .about
                .into_iter()
                .map(|text| line(theme, Ink::Dim, text)),
        );
        frame.render_widget(Paragraph::new(rows), area);
    }

    /// What is being ordered, and below it the form that asks on what.
    fn aim_places(&self, see: &See<'_, Blue>, inside: Rect) -> [Rect; 2] {
        let rows = self.head(see, usize::from(inside.width)).len();
        let rows = u16::try_from(rows).unwrap_or(0).min(inside.height / 2);
        Layout::vertical([Constraint::Length(rows), Constraint::Min(0)]).areas(inside)
    }

    /// What is being ordered.
    fn head(&self, see: &See<'_, Blue>, cells: usize) -> Vec<Line<'static>> {
        let Some(action) = self.action.and_then(|id| see.brief.action(id)) else {
            return Vec::new();
        };
        let mut rows = vec![line(see.theme, Ink::Title, see.text(&action.title))];
        let about = wrap(&see.text(&action.about), cells).into_iter();
        rows.extend(about.map(|text| line(see.theme, Ink::Dim, text)));
        if let Some(target) = see
            .brief
            .target(&self.act.on)
            .filter(|t| *t != Target::None)
        {
            let target = words::target(see.phrases, &names(see), &target);
            let text = say_of(see, "work-order-on", target);
            rows.push(line(see.theme, Ink::Text, text));
        }
        rows
    }

    fn forecast_lines(&self, see: &See<'_, Blue>, cells: usize) -> Vec<Line<'static>> {
        let theme = see.theme;
        match &self.forecast {
            None => vec![line(theme, Ink::Dim, see.say("work-order-forecasting"))],
            Some(Err(why)) => {
                let why = crate::phrase::refusal::refusal(see.phrases, why);
                let text = say_of(see, "work-order-would-be-refused", why);
                let rows = wrap(&text, cells.saturating_sub(2)).into_iter();
                rows.map(|text| marked(theme, Mark::Bad, text)).collect()
            }
            Some(Ok(forecast)) => told(see, forecast, &self.act.via, cells),
        }
    }
}

fn size(area: Rect) -> (u16, u16) {
    (area.width.saturating_sub(4).min(110), area.height)
}

/// A sentence with one value, `what`.
pub fn say_of(see: &See<'_, Blue>, key: &str, what: impl Into<String>) -> String {
    see.say_with(key, &[("what", Value::from(what.into()))])
}

/// The names that the team may know.
pub fn names<'s>(see: &See<'s, Blue>) -> Seen<'s> {
    Seen {
        brief: see.brief,
        view: see.view,
    }
}
