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
use engine::words::name::{Name, OrderId, TeamId};
use engine::words::order::{Ask, Order};
use engine::words::text::Lang;
use engine::words::time::Tick;

use crate::desk::cities::Stand;
use crate::desk::{Desk, Person, Wish};
use crate::hall::Hall;
use crate::screen::{Clock, Seated, Stacks};
use crate::screens::replay::Reel;
use crate::screens::truth::card_text;
use crate::stage::Door;

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
    hall: Option<(Arc<Hall>, Vec<usize>)>,
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
    /// To look at another city of the hall, by its place among those that may be looked at.
    City(usize),
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
        let desk = Desk::new(person, Brief::of(plan.clone()), view, clock);
        Some(Self {
            desk,
            door,
            mail,
            bell,
            heed,
            place,
            team,
            hall: None,
        })
    }

    /// Sits down in a city of a hall: `places` are where this person's team sits, from
    /// [`Hall::places`], and `at` is the one of them that is looked at first. After
    /// [`Left::City`], the seat is taken anew with that city's place.
    pub fn take_in(
        hall: &Arc<Hall>,
        places: &[(usize, TeamId)],
        at: usize,
        person: Person,
        (bell, place): (Bell, Name),
    ) -> Option<Self> {
        let (here, team) = *places.get(at)?;
        let city = hall.cities().get(here)?;
        let line = Line {
            door: city.door.clone(),
            bell,
            place,
        };
        let mut seat = Self::take(&city.plan, Person { team, ..person }, line)?;
        let cities = places.iter().map(|(city, _)| *city).collect();
        seat.in_hall(hall.clone(), cities, here, true);
        Some(seat)
    }

    /// Puts the seat into a hall: it looks at one of these cities, given by their places among all
    /// of them. `all` says whether orders go to every city; see [`Hall::order`].
    pub fn in_hall(&mut self, hall: Arc<Hall>, cities: Vec<usize>, here: usize, all: bool) {
        let names = cities
            .iter()
            .filter_map(|city| hall.names().get(*city).cloned());
        self.desk.in_hall(Stand {
            cities: Arc::new(names.collect()),
            at: cities.iter().position(|city| *city == here).unwrap_or(0),
            all,
        });
        self.hall = Some((hall, cities));
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

    /// Somebody else keeps the list of what is ordered from here.
    pub fn set_heed(&mut self, heed: Heed) {
        self.heed = Some(heed);
    }

    /// Carries the desk's wishes to the stage.
    pub fn carry(&mut self) -> Option<Left> {
        for wish in self.desk.wishes() {
            let kept = match wish {
                Wish::Order(ask) => self.order(ask.into()),
                Wish::Look(look) => self.look(look),
                Wish::Clock(ask) => self.door.clock(ask),
                Wish::Sit(cell) => return Some(Left::For(cell)),
                Wish::Hotwash => return Some(Left::Hotwash),
                Wish::City(at) => return Some(Left::City(at)),
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

    /// The scorecard of the drill as it stands; empty if the stage is gone.
    pub fn card(&self, lang: Lang) -> String {
        self.ask(move |stacks| card_text(stacks, lang))
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
        let answer = Box::new(move |number| {
            if let Some((heed, ask)) = heed {
                heed(&ask, number);
            }
        });
        match (&self.hall, self.desk.stand()) {
            (Some((hall, cities)), Some(stand)) => {
                let here = cities.get(stand.at).copied().unwrap_or(0);
                hall.order(here, &order, stand.all, answer)
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
}

/// A panic elsewhere while the mail was held leaves it whole: each part is set at once.
fn lock<T>(mail: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mail.lock().unwrap_or_else(PoisonError::into_inner)
}
