//! Words in place of a terminal: `ssh ha@host play` and the like, for scripts and agents.
//!
//! Lines of JSON both ways: what the seat may know, its facts as they come, orders in, answers out.
//! The same views, told facts and asks as at a terminal, so the same fog and the same limits.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use engine::drill::Drill;
use engine::view::blue::BlueView;
use engine::view::observer::ObserverView;
use engine::view::red::RedView;
use engine::words::cell::Cell;
use engine::words::fact::Fact;
use engine::words::name::TeamId;
use engine::words::order::{Ask, Order};
use russh::ChannelMsg;
use serde_json::{Value, json};
use tokio::sync::{Notify, oneshot};
use tokio::time::{sleep, timeout};

use crate::desk::ClockAsk;
use crate::phrase::{Phrases, harmless};
use crate::screen::Clock;
use crate::terminal::local::clean;
use crate::terminal::ssh::house::Berth;
use crate::terminal::ssh::limits::{Bucket, INPUT, LINE, ORDERS, STALLED};
use crate::terminal::ssh::people::{Here, Touched};
use crate::terminal::ssh::session::Wire;
use crate::terminal::ssh::sit::{close, heed, lang_of, note, say_and_go};
use crate::terminal::ssh::{brief, white};

/// The most facts fetched from the stage at once.
const FETCH: usize = 500;
/// The longest line of words that is looked at.
const WORDS: usize = 512;
/// How long the stage may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers the words somebody came with.
pub async fn answer(mut wire: Wire, words: Vec<u8>) {
    wire.terminal = None;
    let phrases = Phrases::new(lang_of(&wire));
    let words = words_of(&words);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (verb, rest) = words.split_first().unwrap_or((&"", &[]));
    let city = match *verb {
        "play" | "view" | "status" | "report" => rest.first().copied(),
        _ => None,
    };
    let Some(berth) = wire.inside.house.berth(&wire.who.seat, city) else {
        let why = match city {
            Some(_) => "door-no-such-city",
            None => "door-no-city",
        };
        return say_and_go(&wire, &phrases, why, 1).await;
    };
    let does = match *verb {
        "play" => "play",
        "view" => "view",
        _ => "words",
    };
    let go = Arc::new(Notify::new());
    let touched = Touched::default();
    let here = Here {
        who: wire.who.clone(),
        does,
        since: jiff::Timestamp::now(),
        go: go.clone(),
        knife: wire.knife.clone(),
        touched: touched.clone(),
    };
    let Some(_stay) = wire.inside.people.come(here) else {
        return say_and_go(&wire, &phrases, "door-full", 1).await;
    };
    note(&wire, "came", does, None);
    let code = match *verb {
        "play" => {
            let mut closing = wire.inside.closing.clone();
            let mut playing = Playing::new(wire, berth, touched);
            let done = tokio::select! {
                done = playing.play() => done,
                _ = closing.wait_for(|closing| *closing) => Some(()),
                () = go.notified() => Some(()),
            };
            wire = playing.wire;
            done.map_or(1, |()| 0)
        }
        "view" => said(&wire, first_lines(&wire, &berth).await).await,
        _ => match white::answer(&wire, &berth, verb, rest).await {
            Some(value) => said(&wire, Some(vec![value])).await,
            None => {
                note(&wire, "went", does, None);
                return say_and_go(&wire, &phrases, "door-no-such-word", 2).await;
            }
        },
    };
    note(&wire, "went", does, None);
    close(&wire.to, code).await;
}

/// The words of a line that somebody came with; none of one that is too long.
pub fn words_of(line: &[u8]) -> Vec<String> {
    let line = if line.len() > WORDS { &[] } else { line };
    let words = String::from_utf8_lossy(line);
    words.split_ascii_whitespace().map(str::to_owned).collect()
}

/// Sends lines; the exit code.
async fn said(wire: &Wire, lines: Option<Vec<Value>>) -> u32 {
    let Some(lines) = lines else { return 1 };
    for line in lines {
        if send(wire, &line).await.is_none() {
            return 1;
        }
    }
    0
}

/// Sends one line, harmless also to a terminal that shows it.
async fn send(wire: &Wire, line: &Value) -> Option<()> {
    let text = format!("{}\n", harmless(&line.to_string()));
    let sent = timeout(STALLED, wire.to.data_bytes(text.into_bytes())).await;
    match sent {
        Ok(Ok(())) => Some(()),
        _ => {
            wire.knife.cut();
            None
        }
    }
}

/// Who one is and what one may know beforehand; then what one sees.
async fn first_lines(wire: &Wire, berth: &Berth) -> Option<Vec<Value>> {
    let who = &wire.who;
    let brief = brief::of(berth);
    let hello = json!({"seat": who.seat, "team": who.team, "cell": berth.cell, "brief": brief});
    let clock = clock_of(berth).await?;
    let seen = fetch(berth, usize::MAX).await?;
    let view = json!({"view": seen.view(), "clock": clock_json(&clock)});
    Some(vec![hello, view])
}

/// The clock as it is now.
pub async fn clock_of(berth: &Berth) -> Option<Clock> {
    let (tell, told) = oneshot::channel();
    let mut tell = Some(tell);
    berth.door.join(Box::new(move |_: &Drill, clock: &Clock| {
        if let Some(tell) = tell.take() {
            let _ = tell.send(clock.clone());
        }
        false
    }));
    timeout(PATIENCE, told).await.ok()?.ok()
}

/// The clock in words of JSON.
pub fn clock_json(clock: &Clock) -> Value {
    json!({
        "now": clock.now, "pace": clock.pace, "paused": clock.paused, "ended": clock.ended,
        "sealed": clock.sealed, "trouble": clock.trouble,
    })
}

/// What the stage hands out at once: a view as it is shared, or a few facts.
enum Batch {
    Blue(Arc<BlueView>),
    Red(Arc<RedView>),
    Observer(Arc<ObserverView>),
    Facts(Vec<Fact>, usize),
    Nothing,
}

impl Batch {
    fn of(drill: &Drill, cell: Cell, team: TeamId, from: usize) -> Self {
        match cell {
            Cell::Blue => drill.blue(team).cloned().map_or(Self::Nothing, Self::Blue),
            Cell::Red => drill.red(team).cloned().map_or(Self::Nothing, Self::Red),
            Cell::White | Cell::Jury => {
                let all = drill.facts();
                let some = all.get(from..).unwrap_or_default();
                let some = some.get(..FETCH).unwrap_or(some);
                Self::Facts(some.to_vec(), all.len())
            }
            Cell::Observer | Cell::Green => Self::Observer(drill.observer().clone()),
        }
    }

    /// The view without the facts it is made of, which come one by one.
    fn view(&self) -> Value {
        let view = match self {
            Self::Blue(view) => serde_json::to_value(&**view),
            Self::Red(view) => serde_json::to_value(&**view),
            Self::Observer(view) => serde_json::to_value(&**view),
            Self::Facts(_, all) => Ok(json!({"facts": all})),
            Self::Nothing => Ok(Value::Null),
        };
        view.unwrap_or_default()
    }

    /// The facts from a place on, at most so many as are fetched at once.
    fn told(&self, from: usize) -> Vec<Value> {
        fn some<T: serde::Serialize>(all: &[T], from: usize) -> Vec<Value> {
            let some = all.get(from..).unwrap_or_default().iter().take(FETCH);
            some.map(|one| json!({"told": one})).collect()
        }
        match self {
            Self::Blue(view) => some(&view.log, from),
            Self::Red(view) => some(&view.log, from),
            Self::Observer(view) => some(&view.log, from),
            Self::Facts(facts, _) => some(facts, 0),
            Self::Nothing => Vec::new(),
        }
    }
}

async fn fetch(berth: &Berth, from: usize) -> Option<Batch> {
    let (tell, told) = oneshot::channel();
    let (cell, team) = (berth.cell, berth.team);
    berth.door.look(Box::new(move |stacks| {
        let _ = tell.send(Batch::of(stacks.drill, cell, team, from));
    }));
    timeout(PATIENCE, told).await.ok()?.ok()
}

/// A machine that plays a seat.
struct Playing {
    wire: Wire,
    berth: Berth,
    bell: Arc<Notify>,
    clock: Arc<Mutex<Clock>>,
    /// How many facts it was told, and how the clock stood when it last heard of it.
    told: usize,
    heard: Clock,
    line: Vec<u8>,
    orders: Bucket,
    touched: Touched,
}

impl Playing {
    fn new(wire: Wire, berth: Berth, touched: Touched) -> Self {
        Self {
            wire,
            berth,
            bell: Arc::default(),
            clock: Arc::default(),
            told: 0,
            heard: Clock::default(),
            line: Vec::new(),
            orders: Bucket::new(ORDERS, Instant::now()),
            touched,
        }
    }

    /// Tells and is told until the line ends; nothing if it broke.
    async fn play(&mut self) -> Option<()> {
        for line in first_lines(&self.wire, &self.berth).await? {
            send(&self.wire, &line).await?;
        }
        let (clock, bell) = (Arc::downgrade(&self.clock), self.bell.clone());
        self.berth
            .door
            .join(Box::new(move |_: &Drill, now: &Clock| {
                let Some(clock) = clock.upgrade() else {
                    return false;
                };
                *clock.lock().unwrap_or_else(PoisonError::into_inner) = now.clone();
                bell.notify_one();
                true
            }));
        let mut bytes = Bucket::new(INPUT, Instant::now());
        let mut ended = false;
        loop {
            let bell = self.bell.clone();
            tokio::select! {
                said = self.wire.from.wait(), if !ended => match said {
                    Some(ChannelMsg::Data { data }) => {
                        self.touched.touch(Instant::now());
                        sleep(bytes.take(data.len(), Instant::now())).await;
                        self.take(&data).await?;
                    }
                    Some(ChannelMsg::Eof) => ended = true,
                    Some(ChannelMsg::Close) | None => return Some(()),
                    Some(_) => {}
                },
                () = bell.notified() => self.tell().await?,
            }
            if ended && self.heard.ended {
                return Some(());
            }
        }
    }

    /// Tells what is new.
    async fn tell(&mut self) -> Option<()> {
        let clock = self.clock.lock();
        let clock = clock.unwrap_or_else(PoisonError::into_inner).clone();
        loop {
            let lines = fetch(&self.berth, self.told).await?.told(self.told);
            if lines.is_empty() {
                break;
            }
            self.told += lines.len();
            for line in lines {
                send(&self.wire, &line).await?;
            }
        }
        let same = Clock {
            now: clock.now,
            ..self.heard.clone()
        };
        if same != clock {
            send(&self.wire, &json!({"clock": clock_json(&clock)})).await?;
        }
        self.heard = clock;
        Some(())
    }

    /// Takes bytes in; each whole line is an order.
    async fn take(&mut self, data: &[u8]) -> Option<()> {
        for byte in data {
            if *byte != b'\n' {
                // What is too long is read to its end and refused then.
                if self.line.len() <= LINE {
                    self.line.push(*byte);
                }
                continue;
            }
            let line = std::mem::take(&mut self.line);
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            sleep(self.orders.take(1, Instant::now())).await;
            let answer = self.order(&line).await;
            send(&self.wire, &answer).await?;
        }
        Some(())
    }

    async fn order(&self, line: &[u8]) -> Value {
        let ask = match read(line, self.berth.cell) {
            Ok(Asked::Order(ask)) => *ask,
            Ok(Asked::Clock(ask)) => {
                self.berth.door.clock(ask);
                return json!({"kept": Value::Null});
            }
            Err((code, why)) => return json!({"refused": code, "why": why}),
        };
        let plan = &self.berth.plan;
        let Some(team) = plan.roster.teams.get(self.berth.team.at()) else {
            return json!({"refused": "no-team"});
        };
        let (tell, told) = oneshot::channel();
        let heed = heed(&self.wire.inside, &self.wire.who);
        let order = Order {
            team: team.name.clone(),
            place: self.wire.who.seat.clone(),
            ask: ask.clone(),
        };
        let kept = move |number| {
            heed(&ask, number);
            let _ = tell.send(number);
        };
        self.berth.door.order(order, Box::new(kept));
        match timeout(PATIENCE, told).await {
            Ok(Ok(Some(number))) => json!({"kept": number}),
            _ => json!({"refused": "not-kept"}),
        }
    }
}

/// What a line asks.
#[derive(Debug)]
pub enum Asked {
    /// This is ordered.
    Order(Box<Ask>),
    /// Time is to pass otherwise.
    Clock(ClockAsk),
}

/// Reads a line as what this role may ask; if it is not, a word for why, and the reader's remark.
pub fn read(line: &[u8], cell: Cell) -> Result<Asked, (&'static str, String)> {
    if line.len() > LINE {
        return Err(("too-long", format!("at most {LINE} bytes in a line")));
    }
    let why = |error: serde_json::Error| ("not-understood", harmless(&error.to_string()));
    let mut value: Value = serde_json::from_slice(line).map_err(why)?;
    tidy(&mut value);
    if cell == Cell::White
        && let Some(word) = value.get("clock").and_then(Value::as_str)
    {
        return Ok(Asked::Clock(match word {
            "pause" => ClockAsk::Pause,
            "faster" => ClockAsk::Faster,
            "slower" => ClockAsk::Slower,
            "step" => ClockAsk::Step,
            _ => return Err(("not-understood", "pause, faster, slower or step".into())),
        }));
    }
    let ask = match cell {
        Cell::Blue => serde_json::from_value(value).map(Ask::Blue),
        Cell::Red => serde_json::from_value(value).map(Ask::Red),
        Cell::White => serde_json::from_value(value).map(Ask::White),
        Cell::Jury => serde_json::from_value(value).map(Ask::Jury),
        Cell::Observer | Cell::Green => {
            return Err(("no-orders", "observers give no orders".into()));
        }
    };
    ask.map(|ask| Asked::Order(Box::new(ask))).map_err(why)
}

/// Makes every text in it composed and harmless, as one that is pasted.
fn tidy(value: &mut Value) {
    match value {
        Value::String(text) => *text = clean(text),
        Value::Array(all) => all.iter_mut().for_each(tidy),
        Value::Object(map) => map.values_mut().for_each(tidy),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::phrase::is_harmful;

    #[test]
    fn a_line_is_what_its_role_may_ask_and_nothing_else() {
        let blue = |line: &str| read(line.as_bytes(), Cell::Blue);
        let said = blue(r#"{"say": {"text": "xin ch\u00e0o\u001b[2J\u202e"}}"#);
        match said {
            Ok(Asked::Order(ask)) => {
                let text = serde_json::to_string(&ask).expect("json");
                assert!(text.contains("xin chào[2J"), "{text}");
            }
            other => panic!("{other:?}"),
        }
        for (line, code) in [
            ("{", "not-understood"),
            (r#""release""#, "not-understood"),
            (r#"{"clock": "pause"}"#, "not-understood"),
        ] {
            assert_eq!(blue(line).map(|_| ()).map_err(|e| e.0), Err(code), "{line}");
        }
        assert!(matches!(
            read(br#"{"clock": "pause"}"#, Cell::White),
            Ok(Asked::Clock(ClockAsk::Pause))
        ));
        let observer = read(br#"{"say": {"text": "x"}}"#, Cell::Observer);
        assert_eq!(observer.map(|_| ()).map_err(|e| e.0), Err("no-orders"));
        let long = vec![b' '; LINE + 1];
        assert_eq!(
            read(&long, Cell::Blue).map(|_| ()).map_err(|e| e.0),
            Err("too-long")
        );
        let deep = "[".repeat(LINE - 1);
        assert!(blue(&deep).is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_said_is_understood_or_refused_and_harmless(
            text in "\\PC{0,40}",
            raw in prop::collection::vec(any::<u8>(), 0..120),
        ) {
            for cell in [Cell::Blue, Cell::Red, Cell::White, Cell::Jury, Cell::Observer] {
                let _ = read(&raw, cell);
            }
            let line = json!({"say": {"text": text}}).to_string();
            if let Ok(Asked::Order(ask)) = read(line.as_bytes(), Cell::Blue) {
                let said = serde_json::to_string(&ask).expect("json");
                prop_assert!(!said.chars().any(is_harmful));
            }
        }
    }
}
