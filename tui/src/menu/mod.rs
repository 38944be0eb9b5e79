//! The start menu: which scenario, which seat, against whom, in which language, how fast; or an
//! unfinished drill to go on with. A newcomer presses Enter twice and sits in a live drill.
//!
//! It is no seat and sees no drill; what it comes to is a choice, carried out by the verb.

mod draw;
mod find;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use engine::drill::RedBy;
use engine::plan::Plan;
use engine::rehearsal::BotKind;
use engine::words::cell::Cell;
use engine::words::text::Lang;
use ratatui::layout::Rect;

pub use find::{Found, Unfinished, find};

use crate::cli::BlueWord;
use crate::desk::SEATS;
use crate::input::{Code, Did, Input, Keys, Mouse, Press};
use crate::menu::draw::SETTINGS_SIZE;
use crate::paint::panel::{inside, inside_over, over_place};
use crate::paint::theme::Theme;
use crate::phrase::Phrases;
use crate::screens::shared::cursor::Cursor;
use crate::stage::pacer::{PACES, usual_pace};

/// What a press means in the menu.
#[derive(Clone, Copy)]
enum Does {
    Open,
    Back,
    Language,
    Quit,
}

const KEYS: Keys<Does> = Keys(&[
    (Does::Open, "enter", "menu-key-open"),
    (Does::Back, "esc", "menu-key-back"),
    (Does::Language, "f2", "key-language"),
    (Does::Quit, "q ctrl-q", "key-quit"),
]);

/// What the person chose.
#[derive(Clone, Debug)]
pub enum Chosen {
    /// A new drill.
    New(Box<Choice>),
    /// An unfinished one.
    GoOn(PathBuf),
    /// Nothing: they leave.
    Quit,
}

/// A new drill as chosen.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The scenario's name.
    pub name: String,
    /// Its plan.
    pub plan: Arc<Plan>,
    /// Where the person sits.
    pub seat: Cell,
    /// Who defends.
    pub blue: BlueWord,
    /// Who attacks.
    pub red: RedBy,
    /// Drill seconds in a thousand real ones.
    pub pace: u32,
    /// The seed; drawn, and not shown before ENDEX, if none.
    pub seed: Option<u64>,
}

/// What can be set before a drill, in the order shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Setting {
    Seat,
    Others,
    Pace,
    Seed,
    Era,
    Start,
}

const SETTINGS: [Setting; 6] = [
    Setting::Seat,
    Setting::Others,
    Setting::Pace,
    Setting::Seed,
    Setting::Era,
    Setting::Start,
];

/// The menu.
pub struct Menu {
    scenarios: Vec<Found>,
    unfinished: Vec<Unfinished>,
    phrases: Phrases,
    theme: Theme,
    cursor: Cursor,
    setting: Option<Settings>,
}

/// The settings of the scenario that was opened.
struct Settings {
    scenario: usize,
    at: usize,
    seat: usize,
    others: usize,
    pace: u32,
    seed: String,
    /// The time it is set in, by its place among all.
    era: usize,
}

impl Menu {
    /// A menu of what was found.
    pub fn new(found: (Vec<Found>, Vec<Unfinished>), lang: Lang, theme: Theme) -> Self {
        Self {
            scenarios: found.0,
            unfinished: found.1,
            phrases: Phrases::new(lang),
            theme,
            cursor: Cursor::default(),
            setting: None,
        }
    }

    /// The language, as it was last chosen.
    pub fn lang(&self) -> Lang {
        self.phrases.lang()
    }

    fn rows(&self) -> usize {
        self.scenarios.len() + self.unfinished.len()
    }

    /// Takes an input; something once the person has chosen.
    pub fn update(&mut self, input: &Input) -> Option<Chosen> {
        if let Input::Press(press) = input {
            match KEYS.of(press) {
                Some(Does::Language) => {
                    self.phrases = Phrases::new(match self.lang() {
                        Lang::Vi => Lang::En,
                        Lang::En => Lang::Vi,
                    });
                    return None;
                }
                Some(Does::Quit) => return Some(Chosen::Quit),
                Some(Does::Back) if self.setting.is_none() => return Some(Chosen::Quit),
                Some(Does::Back) => {
                    self.setting = None;
                    return None;
                }
                Some(Does::Open) if self.setting.is_none() => return self.open(),
                _ => {}
            }
        }
        if let Input::Mouse(mouse, size) = input {
            return self.mouse(*mouse, *size);
        }
        let Some(settings) = &mut self.setting else {
            self.cursor.update(input, self.rows(), 0);
            return None;
        };
        if let Input::Press(press) = input {
            settings.press(press, &self.scenarios);
            if press.code == Code::Enter && SETTINGS[settings.at] == Setting::Start {
                return self.start();
            }
            if press.code == Code::Enter {
                settings.at = SETTINGS.len() - 1;
            }
        }
        None
    }

    /// The wheel moves; a click chooses a row and a second one opens it, changes the setting it is
    /// on, starts, or, beside the settings, leaves them.
    fn mouse(&mut self, mouse: Mouse, (width, height): (u16, u16)) -> Option<Chosen> {
        let places = self.places(Rect::new(0, 0, width, height));
        let at = (mouse.x, mouse.y).into();
        let rows = self.rows();
        let Some(settings) = &mut self.setting else {
            let list = inside(places.list, &self.theme);
            let down = Mouse {
                y: mouse.y.saturating_sub(list.y),
                ..mouse
            };
            let before = self.cursor.at(rows);
            if mouse.did == Did::Click && !list.contains(at) {
                return None;
            }
            let input = Input::Mouse(down, (list.width, list.height));
            let hit = self.cursor.update(&input, rows, 0) && mouse.did == Did::Click;
            let again = hit && before == self.cursor.at(rows);
            return again.then(|| self.open()).flatten();
        };
        let last = SETTINGS.len() - 1;
        let laid = over_place(places.body, SETTINGS_SIZE, &self.theme);
        match mouse.did {
            Did::WheelUp => settings.at = settings.at.saturating_sub(1),
            Did::WheelDown => settings.at = (settings.at + 1).min(last),
            Did::Click if !laid.contains(at) => self.setting = None,
            Did::Click => {
                let inside = inside_over(places.body, SETTINGS_SIZE, &self.theme);
                let row = mouse.y.checked_sub(inside.y + 1).map(usize::from);
                let row = row.filter(|row| *row <= last)?;
                settings.at = row;
                if SETTINGS[row] == Setting::Start {
                    return self.start();
                }
                settings.turn(false, &self.scenarios);
            }
        }
        None
    }

    /// Opens the settings of the chosen scenario, or goes on with the chosen drill.
    fn open(&mut self) -> Option<Chosen> {
        let at = self.cursor.at(self.rows())?;
        if let Some(unfinished) = at.checked_sub(self.scenarios.len()) {
            return Some(Chosen::GoOn(self.unfinished[unfinished].path.clone()));
        }
        let plan = self.scenarios[at].plan.as_ref()?;
        self.setting = Some(Settings {
            scenario: at,
            at: SETTINGS.len() - 1,
            seat: 0,
            others: 0,
            pace: usual_pace(plan.length.0),
            seed: String::new(),
            era: era_of(plan),
        });
        None
    }

    fn start(&self) -> Option<Chosen> {
        let settings = self.setting.as_ref()?;
        let found = &self.scenarios[settings.scenario];
        let (blue, red) = settings.sides(found);
        Some(Chosen::New(Box::new(Choice {
            name: found.name.clone(),
            plan: settings.told(found.plan.as_ref()?),
            seat: SEATS[settings.seat],
            blue,
            red,
            pace: settings.pace,
            seed: settings.seed.parse().ok(),
        })))
    }
}

/// The time a plan is set in, by its place among all.
fn era_of(plan: &Plan) -> usize {
    let mut all = plan.era.all.iter();
    all.position(|(name, _)| *name == plan.era.name)
        .unwrap_or(0)
}

impl Settings {
    fn press(&mut self, press: &Press, scenarios: &[Found]) {
        let back = matches!(press.code, Code::Left);
        match press.code {
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down | Code::Tab => self.at = (self.at + 1).min(SETTINGS.len() - 1),
            Code::Left | Code::Right | Code::Char(' ') => self.turn(back, scenarios),
            Code::Backspace => _ = self.seed.pop(),
            Code::Char(c) if c.is_ascii_digit() && self.seed.len() < 19 => {
                self.at = 3;
                self.seed.push(c);
            }
            _ => {}
        }
    }

    fn turn(&mut self, back: bool, scenarios: &[Found]) {
        let turned = |at: usize, count: usize| {
            if back {
                (at + count - 1) % count
            } else {
                (at + 1) % count
            }
        };
        match SETTINGS[self.at] {
            Setting::Seat => {
                self.seat = turned(self.seat, SEATS.len());
                self.others = 0;
            }
            Setting::Others => {
                let count = self.ways(&scenarios[self.scenario]).len();
                self.others = turned(self.others, count);
            }
            Setting::Pace => {
                let at = PACES.iter().position(|p| *p == self.pace).unwrap_or(0);
                self.pace = PACES[turned(at, PACES.len())];
            }
            Setting::Seed => self.seed.clear(),
            Setting::Era => {
                let plan = scenarios[self.scenario].plan.as_ref();
                let count = plan.map_or(0, |plan| plan.era.all.len());
                self.era = turned(self.era, count.max(1));
            }
            Setting::Start => {}
        }
    }

    /// The plan in the time that was chosen; as it is, should it have faults there.
    fn told(&self, plan: &Arc<Plan>) -> Arc<Plan> {
        let era = plan.era.all.get(self.era);
        let other = era.filter(|(name, _)| *name != plan.era.name);
        let told = other.and_then(|(name, _)| Plan::read(&plan.texts.with_era(name)).0);
        told.unwrap_or_else(|| plan.clone())
    }

    /// Who may play the sides, from where the person sits: the usual way first.
    fn ways(&self, found: &Found) -> Vec<(BlueWord, RedBy)> {
        let playbook = found
            .plan
            .as_ref()
            .is_some_and(|plan| plan.playbook.is_some());
        let nobody = BlueWord::Bot(BotKind::None);
        let bot = if playbook {
            BlueWord::Bot(BotKind::Playbook)
        } else {
            nobody
        };
        match SEATS[self.seat] {
            Cell::Blue => vec![
                (BlueWord::Human, RedBy::Script),
                (BlueWord::Human, RedBy::Adaptive),
            ],
            Cell::Red => vec![(bot, RedBy::Human), (nobody, RedBy::Human)],
            _ => vec![
                (bot, RedBy::Script),
                (bot, RedBy::Adaptive),
                (nobody, RedBy::Script),
                (nobody, RedBy::Adaptive),
            ],
        }
    }

    fn sides(&self, found: &Found) -> (BlueWord, RedBy) {
        let ways = self.ways(found);
        ways[self.others.min(ways.len() - 1)]
    }
}
