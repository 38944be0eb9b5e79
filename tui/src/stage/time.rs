//! One clock for all the cities of a hall: pace, pause and the moment are the same for each, and a
//! city that cannot keep up holds the others back.
//!
//! Every stage reads the same pacer and says how far it has come. What keeps one city from going
//! on stops them all, because a drill in which one defence was left out is no drill.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use engine::words::time::Tick;

use crate::desk::ClockAsk;
use crate::screen::{Clock, Row};
use crate::stage::Call;
use crate::stage::pacer::Pacer;

/// How far the fastest city may be before the slowest, in real time at the present pace.
const LEAD: Duration = Duration::from_millis(300);

/// The clock, shared by the stages of a hall; a drill alone has one of its own.
#[derive(Clone)]
pub struct Time(Arc<Mutex<Inner>>);

struct Inner {
    pacer: Pacer,
    trouble: Option<String>,
    /// How often the clock was set: each city records each setting.
    turn: u64,
    /// Whether it goes from step to step until a team is told something.
    seeking: bool,
    cities: Vec<Place>,
}

/// How far one city has come.
struct Place {
    waker: Sender<Call>,
    now: Tick,
    next: Option<Tick>,
    ended: bool,
    gone: bool,
    rows: Arc<Vec<Row>>,
}

impl Time {
    /// A clock that stands at this moment, or goes on from it.
    pub fn new(pace: u32, paused: bool, at: Tick) -> Self {
        Self(Arc::new(Mutex::new(Inner {
            pacer: Pacer::new(pace, paused, at),
            trouble: None,
            turn: 0,
            seeking: false,
            cities: Vec::new(),
        })))
    }

    /// A panic elsewhere while it was held leaves it whole: each part is set at once.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a city in; gives its place.
    pub(super) fn enter(&self, waker: Sender<Call>, now: Tick, ended: bool) -> usize {
        let mut inner = self.lock();
        inner.cities.push(Place {
            waker,
            now,
            next: None,
            ended,
            gone: false,
            rows: Arc::default(),
        });
        inner.cities.len() - 1
    }

    /// How the clock of a city stands, as seats are shown it.
    pub(super) fn clock(&self, now: Tick, ended: bool) -> Clock {
        let inner = self.lock();
        Clock {
            now,
            pace: inner.pacer.pace(),
            paused: inner.pacer.is_paused(),
            ended,
            sealed: false,
            trouble: inner.trouble.clone(),
        }
    }

    /// What keeps the drill from going on.
    pub fn trouble(&self) -> Option<String> {
        self.lock().trouble.clone()
    }

    /// Whether it stands.
    pub fn is_paused(&self) -> bool {
        self.lock().pacer.is_paused()
    }

    /// Whether it goes on to where a team is told something, and has not come there yet.
    pub(super) fn is_seeking(&self) -> bool {
        self.lock().seeking
    }

    /// Whether every city has come to where the clock stands.
    pub(super) fn all_have_come(&self, real: Instant) -> bool {
        let inner = self.lock();
        let to = inner.pacer.at(real);
        let mut going = inner.cities.iter().filter(|city| !city.ended && !city.gone);
        going.all(|city| city.now >= to)
    }

    /// What was sought is found, or will not be: the clock stands where it stands.
    pub(super) fn found(&self) {
        let mut inner = self.lock();
        if std::mem::take(&mut inner.seeking) {
            inner.turn += 1;
            inner.wake();
        }
    }

    /// How often it was set.
    pub(super) fn turn(&self) -> u64 {
        self.lock().turn
    }

    /// The moment up to which a city may go on now; where the clock stands, up to where it stands.
    pub(super) fn until(&self, real: Instant) -> Tick {
        let inner = self.lock();
        let to = inner.pacer.at(real);
        if inner.pacer.is_paused() {
            return to;
        }
        let lead = LEAD.as_millis() * u128::from(inner.pacer.pace()) / 1_000_000;
        let lead = u32::try_from(lead).unwrap_or(u32::MAX).max(1);
        let going = inner.cities.iter().filter(|city| !city.ended && !city.gone);
        let slowest = going.map(|city| city.now).min().unwrap_or(to);
        to.min(Tick(slowest.0.saturating_add(lead)))
    }

    /// How long it is, in real time, until the drill's moment.
    pub(super) fn wait(&self, at: Tick, real: Instant) -> Duration {
        self.lock().pacer.until(at, real)
    }

    /// A city that is too slow for the pace pulls the clock back to where it is.
    pub(super) fn hold_back(&self, to: Tick, real: Instant) {
        let mut inner = self.lock();
        if !inner.pacer.is_paused() && inner.pacer.at(real) > to {
            inner.pacer.stand_at(to, real);
        }
    }

    /// A city says how far it has come; when all have ended, the clock stands.
    pub(super) fn come(&self, city: usize, now: Tick, next: Option<Tick>, ended: bool) {
        let mut inner = self.lock();
        let Some(place) = inner.cities.get_mut(city) else {
            return;
        };
        (place.now, place.next, place.ended) = (now, next, ended);
        let over = inner.cities.iter().all(|city| city.ended || city.gone);
        if over && !inner.pacer.is_paused() {
            inner.pacer.pause(true, Instant::now());
        }
    }

    /// A city's stage has ended; nobody waits for it any more.
    pub(super) fn leave(&self, city: usize) {
        if let Some(place) = self.lock().cities.get_mut(city) {
            place.gone = true;
        }
    }

    /// What a city knows of its teams.
    pub(super) fn tell(&self, city: usize, rows: Vec<Row>) {
        if let Some(place) = self.lock().cities.get_mut(city) {
            place.rows = Arc::new(rows);
        }
    }

    /// What every city knows of its teams, city by city.
    pub(super) fn told(&self) -> Vec<Arc<Vec<Row>>> {
        let inner = self.lock();
        inner.cities.iter().map(|city| city.rows.clone()).collect()
    }

    /// What cannot be kept does not act: every city stands, and everybody is told why.
    pub(super) fn stand(&self, trouble: &str) {
        let mut inner = self.lock();
        inner.trouble.get_or_insert_with(|| trouble.to_owned());
        inner.pacer.pause(true, Instant::now());
        inner.wake();
    }

    /// Lets time pass otherwise. While there is trouble, the only thing to be asked is whether it
    /// is over: then the clock still stands, and each city tries to go on with its record.
    pub(super) fn set(&self, ask: ClockAsk) {
        let real = Instant::now();
        let mut inner = self.lock();
        if inner.trouble.is_some() {
            if ask == ClockAsk::Pause {
                inner.trouble = None;
                inner.wake();
            }
            return;
        }
        if inner.cities.iter().all(|city| city.ended || city.gone) {
            return;
        }
        match ask {
            ClockAsk::Pause => {
                let paused = inner.pacer.is_paused();
                inner.pacer.pause(!paused, real);
            }
            ClockAsk::Faster => inner.pacer.faster(real),
            ClockAsk::Slower => inner.pacer.slower(real),
            ClockAsk::Step | ClockAsk::Seek(_) => {
                inner.pacer.pause(true, real);
                let going = inner.cities.iter().filter(|city| !city.ended && !city.gone);
                if let Some(next) = going.filter_map(|city| city.next).min() {
                    let next = next.max(inner.pacer.at(real));
                    inner.pacer.stand_at(next, real);
                }
            }
        }
        inner.seeking = matches!(ask, ClockAsk::Seek(_));
        if !inner.seeking {
            inner.turn += 1;
        }
        inner.wake();
    }
}

impl Inner {
    /// A stage that is gone has nobody to wake.
    fn wake(&self) {
        for city in self.cities.iter().filter(|city| !city.gone) {
            let _ = city.waker.send(Call::Wake);
        }
    }

    #[cfg(test)]
    fn nows(&self) -> Vec<Tick> {
        self.cities.iter().map(|city| city.now).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn the_slowest_city_sets_the_pace_and_trouble_stops_them_all() {
        let (send, receive) = channel();
        let time = Time::new(60_000, false, Tick(0));
        for _ in 0..2 {
            time.enter(send.clone(), Tick(0), false);
        }
        let later = Instant::now() + Duration::from_secs(10);
        assert_eq!(
            time.until(later),
            Tick(18),
            "300 ms at 60 drill seconds each"
        );
        time.come(0, Tick(500), Some(Tick(900)), false);
        assert_eq!(time.until(later), Tick(18));
        time.come(1, Tick(590), Some(Tick(700)), false);
        assert_eq!(time.until(later), Tick(518));
        assert_eq!(time.lock().nows(), [Tick(500), Tick(590)]);
        time.set(ClockAsk::Step);
        assert_eq!(
            time.until(later),
            Tick(700),
            "what is due first, in any city"
        );
        time.stand("no space left");
        time.set(ClockAsk::Faster);
        assert!(time.trouble().is_some() && time.is_paused());
        time.set(ClockAsk::Pause);
        assert!(time.trouble().is_none() && time.is_paused());
        assert!(receive.try_iter().count() >= 6, "each is woken each time");
    }
}
