//! A desk over a real drill, without a terminal or a thread: the ground that tests of screens
//! stand on.
//!
//! Keys go in, orders and pictures come out. What the desk wishes is carried to the drill at once,
//! as the stage would, so a key's order is a fact before the next key is pressed.
//!
//! ```text
//! let mut trial = Trial::<Blue>::at("cong-ddos-deface", 25);   // minute 25, playbook bot at work
//! trial.keys("2 j enter");                                     // second tab, next row, open it
//! trial.types("quét từ ngoài");                                // letters into a field
//! assert!(matches!(trial.orders()[..], [BlueAsk::Triage { .. }]));
//! insta::assert_snapshot!(trial.picture(80, 24));
//! ```

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use engine::drill::{Drill, RedBy, Setup};
use engine::plan::Plan;
use engine::rehearsal::{BotKind, Bots, play};
use engine::view::brief::Brief;
use engine::words::fact::Fact;
use engine::words::name::{Name, TeamId};
use engine::words::order::Order;
use engine::words::text::Lang;
use engine::words::time::{MINUTE, Span, Tick};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::desk::{Desk, Person, Wish};
use crate::folder::Folder;
use crate::input::{Code, Did, Input, Mouse, Press};
use crate::paint::theme::{Depth, Theme};
use crate::screen::porter::PorterAsk;
use crate::screen::{Board, Clock, Seated, Stacks};

/// The size that inputs are given at.
const SIZE: (u16, u16) = (120, 40);

/// A desk, and the drill before it.
pub struct Trial<R: Seated> {
    /// The drill.
    pub drill: Drill,
    /// The desk.
    pub desk: Desk<R>,
    bots: Bots,
    person: Person,
    asked: Vec<R::Ask>,
    baseline: Arc<[Fact]>,
    /// What was asked of whoever keeps the door.
    pub door: Vec<PorterAsk>,
    /// The teams of all cities, where a hall is tried.
    pub board: Board,
}

/// How a trial is set up.
#[derive(Clone, Copy)]
pub struct Start {
    /// The scenario's folder.
    pub scenario: &'static str,
    /// The minute since STARTEX.
    pub minute: u32,
    /// Who attacks.
    pub red: RedBy,
    /// Who defends until then and from then on.
    pub blue: BotKind,
    /// The language.
    pub lang: Lang,
    /// Whether the clock and the seats are the person's.
    pub host: bool,
    /// Whether drawn for who hears the screen.
    pub plain: bool,
    /// Whether the guided tour is on.
    pub tour: bool,
}

impl Start {
    /// Scenario and minute; the script attacks, nobody defends, in English.
    pub const fn of(scenario: &'static str, minute: u32) -> Self {
        Self {
            scenario,
            minute,
            red: RedBy::Script,
            blue: BotKind::None,
            lang: Lang::En,
            host: false,
            plain: false,
            tour: false,
        }
    }
}

/// A shipped scenario; `NAME@ERA` in another time than its own.
pub fn plan(scenario: &str) -> Arc<Plan> {
    static PLANS: Mutex<BTreeMap<String, Arc<Plan>>> = Mutex::new(BTreeMap::new());
    let mut plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
    let read = || {
        let (scenario, era) = scenario.split_once('@').unwrap_or((scenario, ""));
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../scenarios")
            .join(scenario);
        let mut folder = Folder::read(&root).expect("a shipped scenario");
        if !era.is_empty() {
            folder.texts = folder.texts.with_era(era);
        }
        Plan::read(&folder.texts)
            .0
            .expect("a shipped scenario without faults")
    };
    plans
        .entry(scenario.to_owned())
        .or_insert_with(read)
        .clone()
}

/// The facts of a scenario without a response, played once for all tests.
fn baseline(scenario: &str) -> Arc<[Fact]> {
    static PLAYED: Mutex<BTreeMap<String, Arc<[Fact]>>> = Mutex::new(BTreeMap::new());
    let mut played = PLAYED.lock().unwrap_or_else(PoisonError::into_inner);
    let play = || {
        let keep = &mut |_, _: &[Order]| Ok(());
        let drill = play(plan(scenario), 7, BotKind::None, keep, &mut |_| {});
        drill.expect("nothing is written").facts().into()
    };
    played
        .entry(scenario.to_owned())
        .or_insert_with(play)
        .clone()
}

impl<R: Seated> Trial<R> {
    /// A desk at this minute; the script attacks, the playbook bot defends, in English.
    pub fn at(scenario: &'static str, minute: u32) -> Self {
        Self::new(Start {
            blue: BotKind::Playbook,
            ..Start::of(scenario, minute)
        })
    }

    /// A desk so set up, at the first team of its role.
    pub fn new(start: Start) -> Self {
        let plan = plan(start.scenario);
        let setup = Setup {
            seed: 7,
            red: start.red,
        };
        let team = plan.roster.first(R::CELL).unwrap_or(TeamId(0));
        let person = Person {
            team,
            host: start.host,
            moves: start.host,
            lang: start.lang,
            theme: Theme::new(Depth::Sixteen, start.plain),
        };
        let baseline = baseline(start.scenario);
        let mut drill = Drill::open(plan.clone(), setup);
        let mut bots = Bots::new(start.blue, &plan, 7);
        run(&mut drill, &mut bots, Tick(start.minute * MINUTE));
        let view = R::view(&drill, team).expect("this role has a view");
        let mut desk = Desk::new(person, Brief::of(plan), view, clock(&drill));
        if !start.tour {
            desk.input(&Input::Press("ctrl-g".parse().expect("a key")), SIZE);
        }
        let mut trial = Self {
            drill,
            desk,
            bots,
            person,
            asked: Vec::new(),
            baseline,
            door: Vec::new(),
            board: Board::default(),
        };
        trial.carry();
        trial
    }

    /// How many tabs this role has.
    pub fn tabs() -> usize {
        R::tabs().len()
    }

    /// The name of the tab in front.
    pub fn title(&self) -> String {
        let desk = &self.desk;
        desk.tabs[desk.at].stack[0].title(&see!(desk))
    }

    /// Presses keys, written with spaces between: `2 j enter ctrl-s`.
    pub fn keys(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            let press: Press = key.parse().unwrap_or_else(|()| panic!("no key: {key}"));
            self.input(&Input::Press(press));
        }
    }

    /// Types letters.
    pub fn types(&mut self, text: &str) {
        for c in text.chars() {
            self.input(&Input::Press(Press::of(Code::Char(c))));
        }
    }

    /// Uses the mouse on a text where it is drawn.
    pub fn mouse(&mut self, did: Did, text: &str) {
        let drawn = self.picture(SIZE.0, SIZE.1);
        let found = drawn.lines().zip(0..).find_map(|(row, y)| {
            // A row of a picture stands in quotation marks.
            let (before, _) = row.split_once(text)?;
            Some((u16::try_from(before.chars().count()).ok()? - 1, y))
        });
        let (x, y) = found.unwrap_or_else(|| panic!("{text} is not drawn:\n{drawn}"));
        self.input(&Input::Mouse(Mouse { x, y, did }, SIZE));
    }

    /// Does anything.
    pub fn input(&mut self, input: &Input) {
        self.desk.input(input, SIZE);
        self.carry();
    }

    /// Lets drill time pass.
    pub fn pass(&mut self, span: Span) {
        let to = self.drill.now().after(span);
        run(&mut self.drill, &mut self.bots, to);
        self.show();
        self.carry();
    }

    /// What was ordered since this was last asked.
    pub fn orders(&mut self) -> Vec<R::Ask> {
        std::mem::take(&mut self.asked)
    }

    /// Draws so many tabs at many sizes, at their ends and with what Enter opens over them: for
    /// whatever could panic.
    pub fn draws_everywhere(&mut self, tabs: u32) {
        for tab in 1..=tabs {
            self.keys(&format!("{tab} G enter"));
            for (width, height) in [(60, 16), (80, 24), (131, 20), (90, 60), (250, 70)] {
                self.picture(width, height);
            }
            self.keys("esc g enter esc");
            self.picture(80, 24);
        }
    }

    /// Draws every screen at a size: each tab, whatever its keys open from there, and whatever
    /// those of what is opened open. A name of the place comes with each picture.
    pub fn walks(&mut self, size: (u16, u16), seen: &mut dyn FnMut(&str, &str)) {
        for tab in 0..self.desk.tabs.len() {
            self.desk.at = tab;
            self.keys("home");
            let name = self.title();
            seen(&name, &self.picture(size.0, size.1));
            for key in self.first_presses() {
                self.keys(&key);
                let from = format!("{name} {key}");
                seen(&from, &self.picture(size.0, size.1));
                if self.desk.tabs[tab].stack.len() > 1 && !self.desk.top().is_typing() {
                    for more in self.first_presses() {
                        self.keys(&more);
                        seen(&format!("{from} {more}"), &self.picture(size.0, size.1));
                        self.back_to(tab, 2);
                        if self.desk.tabs[tab].stack.len() < 2 {
                            self.keys(&key);
                        }
                    }
                }
                self.back_to(tab, 1);
            }
        }
        for key in ["?", ":", "f3", "f4", "ctrl-q"] {
            self.keys(key);
            seen(key, &self.picture(size.0, size.1));
            self.desk.over = None;
        }
    }

    /// The first press of each key of the screen in front.
    pub(crate) fn first_presses(&self) -> Vec<String> {
        let keys = self.desk.top().keys().into_iter();
        let first = keys.filter_map(|key| key.presses.split(' ').next());
        first.map(str::to_owned).collect()
    }

    /// Leaves what was opened until so many screens lie on a tab.
    pub(crate) fn back_to(&mut self, tab: usize, screens: usize) {
        self.desk.at = tab;
        self.desk.over = None;
        let mut left = 6;
        while self.desk.tabs[tab].stack.len() > screens || self.desk.top().is_typing() {
            self.keys("esc");
            left -= 1;
            if left == 0 {
                return self.desk.tabs[tab].stack.truncate(screens);
            }
        }
    }

    /// What is drawn at a size, as text.
    pub fn picture(&self, width: u16, height: u16) -> String {
        self.drawn(width, height).to_string()
    }

    /// What is drawn at a size.
    pub fn drawn(&self, width: u16, height: u16) -> TestBackend {
        let backend = TestBackend::new(width, height);
        let mut terminal = Terminal::new(backend).expect("memory");
        terminal
            .draw(|frame| self.desk.draw(frame))
            .expect("memory");
        terminal.backend().clone()
    }

    fn show(&mut self) {
        let view = R::view(&self.drill, self.person.team).expect("this role has a view");
        self.desk.show(view, clock(&self.drill));
    }

    fn carry(&mut self) {
        for _ in 0..20 {
            let wishes = self.desk.wishes();
            if wishes.is_empty() {
                return;
            }
            for wish in wishes {
                match wish {
                    Wish::Order(ask) => self.order(ask),
                    Wish::Look(look) => {
                        let baseline = Some(&*self.baseline);
                        let stacks = Stacks {
                            board: &self.board,
                            drill: &self.drill,
                            blue: "human",
                            baseline,
                        };
                        let found = R::look(&stacks, self.person.team, &look);
                        self.desk.found(&found);
                    }
                    Wish::Porter(ask) => self.door.push(ask),
                    Wish::Clock(_) | Wish::Sit(_) | Wish::City(_) | Wish::Hotwash | Wish::Leave => {
                    }
                }
            }
        }
        panic!("a screen looks the same thing up again and again");
    }

    fn order(&mut self, ask: R::Ask) {
        self.asked.push(ask.clone());
        let team: Name = self.drill.plan().roster.teams[self.person.team.at()]
            .name
            .clone();
        let place = "trial".into();
        let ask = ask.into();
        self.drill.order(Order { team, place, ask });
        self.drill.advance(self.drill.now());
        self.show();
    }
}

fn clock(drill: &Drill) -> Clock {
    Clock {
        now: drill.now(),
        pace: 60_000,
        paused: false,
        ended: drill.ended(),
        sealed: false,
        trouble: None,
    }
}

/// Lets a drill go on to a moment, bots and all.
fn run(drill: &mut Drill, bots: &mut Bots, to: Tick) {
    let keep = &mut |_, _: &[Order]| Ok(());
    while !drill.ended() {
        let next = [bots.wake(), drill.next_due()].into_iter().flatten().min();
        let Some(next) = next.filter(|next| *next <= to) else {
            break;
        };
        drill.advance(next.max(drill.now()));
        bots.act(drill, keep).expect("nothing is written");
    }
    if !drill.ended() {
        drill.advance(to);
    }
}
