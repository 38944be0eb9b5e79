//! Nothing lost: a tape that fails at random moments, many times; and seats that never look up.

use std::io;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use engine::drill::{Drill, Setup};
use engine::record::{Ending as End, Tape, read};
use engine::rehearsal::{BotKind, Bots};
use engine::view::blue::BlueView;
use engine::words::cell::Cell;
use engine::words::chance::{Draw, Seed};
use engine::words::fact::{Fact, FactKind};
use engine::words::name::TeamId;
use engine::words::order::{Ask, Order, WhiteAsk};
use engine::words::time::Tick;

use super::*;
use crate::desk::trial::plan;
use crate::stage::opening::Opening;

const SCENARIO: &str = "cong-ddos-deface";
const PATIENCE: Duration = Duration::from_secs(60);

/// A disk that fails when chance says so: a write may be torn, a sync may be lost, a fresh copy may
/// find no room.
#[derive(Clone)]
struct Flaky(Arc<Mutex<Disk>>);

struct Disk {
    /// How many of a thousand calls fail.
    odds: u16,
    bytes: Vec<u8>,
    spent: bool,
    begun: bool,
    draw: Draw,
    failures: u32,
}

impl Flaky {
    fn new(seed: u64, odds: u16) -> Self {
        Self(Arc::new(Mutex::new(Disk {
            odds,
            bytes: Vec::new(),
            spent: false,
            begun: false,
            draw: Seed(seed).fixed(0, "disk"),
            failures: 0,
        })))
    }

    fn disk(&self) -> std::sync::MutexGuard<'_, Disk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Disk {
    fn fails(&mut self) -> bool {
        // The first frame is written before there is a drill that could stand.
        let fails = self.begun && self.draw.hits(self.odds);
        self.failures += u32::from(fails);
        fails
    }

    fn full(&mut self) -> io::Result<()> {
        self.spent = true;
        Err(io::ErrorKind::StorageFull.into())
    }
}

impl Tape for Flaky {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut disk = self.disk();
        assert!(!disk.spent, "nothing is written on a tape that failed");
        let fails = disk.fails();
        let torn = disk.draw.below(u32::try_from(bytes.len()).unwrap_or(1)) as usize;
        let taken = if fails { torn } else { bytes.len() };
        disk.bytes.extend_from_slice(&bytes[..taken]);
        if fails { disk.full() } else { Ok(()) }
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut disk = self.disk();
        let fails = disk.fails();
        disk.begun = true;
        if fails { disk.full() } else { Ok(()) }
    }
}

impl Renew for Flaky {
    fn renew(&mut self, good: u64) -> io::Result<()> {
        let mut disk = self.disk();
        if disk.fails() {
            return disk.full();
        }
        let good = usize::try_from(good).expect("a small drill");
        disk.bytes.truncate(good);
        disk.spent = false;
        Ok(())
    }
}

fn staged(tape: Flaky, pace: u32, paused: bool) -> (Door, Ending, Time) {
    let plan = plan(SCENARIO);
    let opening = Opening {
        plan: plan.clone(),
        name: "x".to_owned(),
        setup: Setup::from(7),
        blue: "human",
    };
    let first = opening.first().expect("its texts are text");
    let tape: Box<dyn Renew> = Box::new(tape);
    let journal = Journal::begin(tape, &first, None::<io::Sink>).expect("room for the first");
    let time = Time::new(pace, paused, Tick(0));
    let (door, ending) = start(Staging {
        drill: Drill::open(plan.clone(), 7),
        journal: Some(journal),
        bots: Bots::new(BotKind::None, &plan, 7),
        blue: "human",
        baseline: Baseline::default(),
        time: time.clone(),
        cities: Arc::new(vec!["x".into()]),
        releases: false,
    });
    (door, ending, time)
}

fn announce(text: &str) -> Order {
    Order {
        team: "btc".into(),
        place: "x".into(),
        ask: Ask::White(WhiteAsk::Announce {
            text: text.to_owned(),
        }),
    }
}

/// What was announced, in order.
fn announced(drill: &Drill) -> Vec<String> {
    let said = drill.facts().iter().filter_map(|fact| match &fact.kind {
        FactKind::Announced { text } => Some(text.clone()),
        _ => None,
    });
    said.collect()
}

/// Waits for what a look comes to: after it, everything said before has been dealt with.
fn looked<T: Send + 'static>(
    door: &Door,
    look: impl FnOnce(&Stacks<'_>) -> T + Send + 'static,
) -> T {
    let (send, receive) = channel();
    let sent = door.look(Box::new(move |stacks| {
        let _ = send.send(look(stacks));
    }));
    assert!(sent, "the stage is there");
    receive.recv_timeout(PATIENCE).expect("the stage answers")
}

#[test]
fn what_was_not_kept_does_not_act_and_the_drill_goes_on_when_there_is_room_again() {
    for seed in 0..4 {
        let tape = Flaky::new(seed, 120);
        let (door, ending, time) = staged(tape.clone(), 1_000, true);
        let mut refused = 0;
        for n in 0..100 {
            door.order(announce(&format!("n{n}")), Box::new(|_| ()));
            let said = looked(&door, |stacks| announced(stacks.drill));
            let mine = format!("\"text\":\"n{n}\"");
            let acts = said.last().is_some_and(|last| *last == format!("n{n}"));
            let is_there = {
                let disk = tape.disk();
                let tail = &disk.bytes[disk.bytes.len().saturating_sub(4_000)..];
                String::from_utf8_lossy(tail).contains(&mine)
            };
            assert!(!acts || is_there, "n{n} acts and is not kept");
            if !acts {
                refused += 1;
                assert!(
                    time.trouble().is_some() && time.is_paused(),
                    "n{n} was lost unseen"
                );
            }
            // The organisers say that there is room again, until there is.
            for _ in 0..100 {
                if time.trouble().is_none() {
                    break;
                }
                door.clock(ClockAsk::Pause);
                looked(&door, |_| ());
                // The answer to a look comes before the stage tries again: ask twice.
                looked(&door, |_| ());
            }
            assert!(time.trouble().is_none(), "it is not always full");
        }
        let failures = tape.disk().failures;
        assert!(
            failures > 5 && refused > 3,
            "{failures} failures, {refused} refused"
        );
        door.close();
        let (drill, kept) = ending.join().expect("no panic");
        kept.expect("the last word was kept");
        let reading = read(&tape.disk().bytes);
        assert_eq!(reading.end, End::Whole, "seed {seed}");
        let kept = reading.frames.iter().filter(|frame| frame.kind == "order");
        let said: Vec<String> = kept
            .filter_map(|frame| {
                let text = frame.payload.pointer("/order/ask/white/announce/text")?;
                Some(text.as_str()?.to_owned())
            })
            .collect();
        assert_eq!(
            said,
            announced(&drill),
            "seed {seed}: kept and acted are the same"
        );
    }
}

#[test]
fn whoever_never_looks_up_keeps_nobody_waiting() {
    /// Facts, of a view that is held for ever, and the moment of the newest.
    type Held = Arc<Mutex<Vec<Arc<BlueView>>>>;
    let went = |seats: usize| -> (Tick, usize) {
        let (door, ending, _) = staged(Flaky::new(0, 0), 3_600_000, false);
        let held = Held::default();
        for _ in 0..seats {
            // Each keeps what it was shown first and never takes anything away.
            let (held, first) = (held.clone(), Mutex::new(None::<Arc<BlueView>>));
            door.join(Box::new(move |drill, _| {
                let team = drill.plan().roster.first(Cell::Blue).unwrap_or(TeamId(0));
                let view = drill.blue(team).cloned();
                let mut first = first.lock().unwrap_or_else(PoisonError::into_inner);
                if let (None, Some(view)) = (&*first, view) {
                    held.lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(view.clone());
                    *first = Some(view);
                }
                true
            }));
        }
        let began = Instant::now();
        let end = loop {
            let (now, ended) = looked(&door, |s| (s.drill.now(), s.drill.ended()));
            if ended || began.elapsed() > PATIENCE {
                break now;
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        door.close();
        let (drill, _) = ending.join().expect("no panic");
        assert!(drill.ended(), "stood at {end} with {seats} seats");
        let held = held.lock().unwrap_or_else(PoisonError::into_inner);
        let views: std::collections::BTreeSet<usize> =
            held.iter().map(|view| Arc::as_ptr(view) as usize).collect();
        (end, views.len())
    };
    let (alone, _) = went(0);
    let (crowded, views) = went(500);
    assert_eq!(alone, crowded);
    assert!(
        views <= 20,
        "500 seats of a team were given {views} views of their own"
    );
}

#[test]
fn a_team_s_step_goes_to_what_it_is_told_and_nowhere_else() {
    let (door, ending, time) = staged(Flaky::new(0, 0), 1_000, true);
    let told = |drill: &Drill, team: TeamId| -> Vec<Tick> {
        let facts = drill.facts().iter();
        let facts = facts.filter(|fact| fact.to.holds(team));
        let facts = facts.filter(|fact| !matches!(fact.kind, FactKind::ClockSet { .. }));
        facts.map(|fact| fact.at).collect()
    };
    let team = looked(&door, |stacks| stacks.drill.plan().roster.first(Cell::Blue));
    let team = team.expect("somebody defends");
    let mut passed_by = 0;
    for _ in 0..20 {
        let (before, facts) = looked(&door, move |s| (told(s.drill, team), s.drill.facts().len()));
        let due = looked(&door, move |s| super::seek::due(team, s.drill));
        door.clock(ClockAsk::Seek(team));
        let began = Instant::now();
        looked(&door, |_| ());
        while time.is_seeking() {
            assert!(began.elapsed() < PATIENCE, "it does not come to an end");
            std::thread::sleep(Duration::from_millis(1));
        }
        let (after, now, all) = looked(&door, move |s| {
            (told(s.drill, team), s.drill.now(), s.drill.facts().len())
        });
        let news = &after[before.len()..];
        assert!(due.is_none_or(|due| now <= due), "past {due:?} to {now}");
        assert!(
            (!news.is_empty() || due == Some(now)) && news.iter().all(|at| *at == now),
            "{news:?} at {now}"
        );
        passed_by += all - facts - news.len();
    }
    assert!(passed_by > 20, "the attack went on meanwhile");
    door.close();
    let (drill, _) = ending.join().expect("no panic");
    let set = |fact: &&Fact| matches!(fact.kind, FactKind::ClockSet { .. });
    assert_eq!(
        drill.facts().iter().filter(set).count(),
        20,
        "told once for each"
    );
}
