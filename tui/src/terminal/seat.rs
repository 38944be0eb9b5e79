//! A person's line between a desk and the stage, whichever terminal the desk is drawn on.
//!
//! What the stage has to show is left in a mailbox of which the latest counts, and a bell is rung;
//! a person who is slow, or gone, keeps nobody waiting.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use engine::drill::Drill;
use engine::plan::Plan;
use engine::view::brief::Brief;
use engine::words::cell::Cell;
use engine::words::name::{Name, OrderId};
use engine::words::order::{Ask, Order};
use engine::words::text::Lang;
use engine::words::time::Tick;

use crate::desk::{ClockAsk, Desk, Person, Wish};
use crate::hall::Seating;
use crate::screen::porter::Porter;
use crate::screen::{Clock, Seated, Stacks};
use crate::screens::replay::Reel;
use crate::screens::truth::card_text;
use crate::stage::{Answer, Door};

/// How long a stage may take to show itself.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tells a terminal that there is news.
pub type Bell = Arc<dyn Fn() + Send + Sync>;

/// What waits for a desk.
struct Mail<R: Seated> {
    view: Option<(Arc<R::View>, Clock)>,
    found: Vec<R::Found>,
}

/// Hears of each order of a seat that is kept, by its number.
pub type Heed = Arc<dyn Fn(&Ask, Option<OrderId>) + Send + Sync>;

/// A desk with its line to the stage.
pub struct Seat<R: Seated> {
    /// The desk.
    pub desk: Desk<R>,
    door: Door,
    mail: Arc<Mutex<Mail<R>>>,
    bell: Bell,
    heed: Option<Heed>,
    place: Name,
    team: Name,
    hall: Option<Seating>,
    porter: Option<Arc<dyn Porter>>,
}

/// Why a person left their seat.
#[derive(Clone, Copy, Debug)]
pub enum Left {
    /// To take another one.
    For(engine::words::cell::Cell),
    /// To look through the drill at hotwash, and come back.
    Hotwash,
    /// For a new drill that branches off this one at this moment.
    Branch(Tick),
    /// For good.
    Gone,
    /// The stage is gone.
    Lost,
}

impl<R: Seated> Seat<R> {
    /// Sits down. Nothing if the stage is gone, or this role has no view of the drill.
    pub fn take(plan: &Arc<Plan>, person: Person, line: Line) -> Option<Self> {
        let Line {
            door,
            bell,
            heed,
            place,
            hall,
            porter,
        } = line;
        let mail = Arc::new(Mutex::new(Mail {
            view: None,
            found: Vec::new(),
        }));
        let (weak, ring, team) = (Arc::downgrade(&mail), bell.clone(), person.team);
        let (come, first) = channel();
        door.join(Box::new(move |drill: &Drill, clock: &Clock| {
            let (Some(mail), Some(view)) = (weak.upgrade(), R::view(drill, team)) else {
                return false;
            };
            lock(&mail).view = Some((view, clock.clone()));
            // Only the first is waited for, so later ones may find nobody there.
            let _ = come.send(());
            ring();
            true
        }));
        first.recv_timeout(PATIENCE).ok()?;
        let (view, clock) = lock(&mail).view.take()?;
        let team = plan.roster.teams.get(person.team.at());
        let team = team.map_or_else(|| "".into(), |t| t.name.clone());
        let mut desk = Desk::new(person, Brief::of(plan.clone()), view, clock);
        if let Some(seating) = &hall {
            desk.in_hall(seating.stand());
        }
        if let Some(porter) = &porter {
            desk.people(&porter.places());
        }
        Some(Self {
            desk,
            door,
            mail,
            bell,
            heed,
            place,
            team,
            hall,
            porter,
        })
    }

    /// Looks at another city of the hall instead, at the same tab; false if its stage is gone.
    fn look_at(&mut self, at: usize) -> bool {
        let Some(hall) = &self.hall else { return true };
        let all = self.desk.stand().is_none_or(|stand| stand.all);
        let Some((plan, seating)) = hall.at(at, all) else {
            return true;
        };
        let person = Person {
            team: seating.team(),
            ..self.desk.person()
        };
        let line = Line {
            door: seating.door().clone(),
            bell: self.bell.clone(),
            heed: self.heed.clone(),
            place: self.place.clone(),
            hall: Some(seating),
            porter: self.porter.clone(),
        };
        let Some(mut seat) = Self::take(&plan, person, line) else {
            return false;
        };
        seat.desk.turn_to(self.desk.tab());
        *self = seat;
        true
    }

    /// Takes the mail to the desk; true if there was any.
    pub fn fetch(&mut self) -> bool {
        let (view, found) = {
            let mut mail = lock(&self.mail);
            (mail.view.take(), std::mem::take(&mut mail.found))
        };
        let any = view.is_some() || !found.is_empty();
        if let Some((view, clock)) = view {
            self.desk.show(view, clock);
        }
        found.iter().for_each(|found| self.desk.found(found));
        any
    }

    /// Whether the mail holds more than a later moment of the same: a fact, a find, another pace.
    pub fn is_told(&self) -> bool {
        let mail = lock(&self.mail);
        let view = mail.view.as_ref();
        view.is_some_and(|(view, clock)| self.desk.is_told(view, clock)) || !mail.found.is_empty()
    }

    /// Somebody else keeps the list of what is ordered from here.
    pub fn set_heed(&mut self, heed: Heed) {
        self.heed = Some(heed);
    }

    /// Somebody else does it who does something about the door from here.
    pub fn set_porter(&mut self, porter: Option<Arc<dyn Porter>>) {
        self.porter = porter;
        self.look_round();
    }

    /// Shows the desk who is there now, if it may know.
    pub fn look_round(&mut self) {
        if let Some(porter) = &self.porter {
            self.desk.people(&porter.places());
        }
    }

    /// Carries the desk's wishes to the stage.
    pub fn carry(&mut self) -> Option<Left> {
        for wish in self.desk.wishes() {
            let kept = match wish {
                Wish::Order(ask) => self.order(ask.into()),
                Wish::Look(look) => self.look(look),
                Wish::Clock(ClockAsk::Step) if matches!(R::CELL, Cell::Blue | Cell::Red) => {
                    self.door.clock(ClockAsk::Seek(self.desk.person().team))
                }
                Wish::Clock(ask) => self.door.clock(ask),
                Wish::Porter(ask) => {
                    if let Some(porter) = &self.porter {
                        self.desk.attended(&porter.attend(&ask));
                        self.look_round();
                    }
                    true
                }
                Wish::Sit(cell) => return Some(Left::For(cell)),
                Wish::Hotwash => return Some(Left::Hotwash),
                Wish::City(at) => self.look_at(at),
                Wish::Leave => return Some(Left::Gone),
            };
            if !kept {
                return Some(Left::Lost);
            }
        }
        None
    }

    /// The reel of the drill as it stands; nothing before hotwash, or if the stage is gone.
    pub fn reel(&self) -> Option<Reel> {
        let team = self.desk.person().team;
        self.ask(move |stacks| Reel::of_live(stacks.drill, team))
            .flatten()
    }

    /// The scorecard of the drill as it stands, a defence team's own; empty if the stage is gone.
    pub fn card(&self, lang: Lang) -> String {
        let (own, cell) = (self.desk.person().team, R::CELL);
        let team = (cell == Cell::Blue).then_some(own);
        self.ask(move |stacks| card_text(stacks, team, lang))
            .flatten()
            .unwrap_or_default()
    }

    /// Asks the stage something that is waited for.
    fn ask<T: Send + 'static>(
        &self,
        what: impl FnOnce(&Stacks<'_>) -> T + Send + 'static,
    ) -> Option<T> {
        let (give, come) = channel();
        self.door.look(Box::new(move |stacks: &Stacks<'_>| {
            // Whoever asked may have lost patience.
            let _ = give.send(what(stacks));
        }));
        come.recv_timeout(PATIENCE).ok()
    }

    fn order(&self, ask: Ask) -> bool {
        let heed = self.heed.clone().map(|heed| (heed, ask.clone()));
        let order = Order {
            team: self.team.clone(),
            place: self.place.clone(),
            ask,
        };
        let answer: Answer = Box::new(move |number| {
            if let Some((heed, ask)) = heed {
                heed(&ask, number);
            }
        });
        match (&self.hall, self.desk.stand()) {
            (Some(seating), Some(stand)) => {
                seating.hall.order(seating.city(), order, stand.all, answer)
            }
            _ => self.door.order(order, answer),
        }
    }

    fn look(&self, look: R::Look) -> bool {
        let (weak, ring) = (Arc::downgrade(&self.mail), self.bell.clone());
        let team = self.desk.person().team;
        self.door.look(Box::new(move |stacks: &Stacks<'_>| {
            if let Some(mail) = weak.upgrade() {
                let found = R::look(stacks, team, &look);
                lock(&mail).found.push(found);
                ring();
            }
        }))
    }
}

/// How a desk reaches the stage, and how it is reached.
pub struct Line {
    /// The way to the stage.
    pub door: Door,
    /// How the terminal is told of news.
    pub bell: Bell,
    /// Who keeps a list of what is ordered from here, if anybody does.
    pub heed: Option<Heed>,
    /// The person's place in the team.
    pub place: Name,
    /// Where in a hall they sit, if it is one.
    pub hall: Option<Seating>,
    /// Who keeps the door, if they may ask for it.
    pub porter: Option<Arc<dyn Porter>>,
}

/// A panic elsewhere while the mail was held leaves it whole: each part is set at once.
fn lock<T>(mail: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mail.lock().unwrap_or_else(PoisonError::into_inner)
}
