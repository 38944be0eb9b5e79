//! Several cities under one clock: orders to one or to all, the same folder again, and a process
//! that is killed at random moments.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

use engine::drill::{Drill, RedBy};
use engine::view::White;
use engine::words::cell::Cell;
use engine::words::chance::Seed;
use engine::words::fact::{Fact, FactKind};
use engine::words::order::{Ask, Order, WhiteAsk};
use engine::words::text::Lang;
use engine::words::time::Tick;

use super::*;
use crate::desk::ClockAsk;
use crate::desk::Person;
use crate::desk::trial::plan;
use crate::input::Input;
use crate::paint::theme::{Depth, Theme};
use crate::phrase::Phrases;
use crate::screen::Stacks;
use crate::stage::opening::Recorded;
use crate::terminal::seat::{Line, Seat};
use crate::trouble::Trouble;

mod folds;

const PATIENCE: Duration = Duration::from_secs(60);
/// What tells a child of this test that it is to be killed, and in which folder.
const VICTIM: &str = "DIENTAP_HALL_VICTIM";

/// A folder that goes away with the test.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("hall-{}-{name}", process::id()));
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn making(folder: &Path, apart: bool) -> Making {
    let team = |name: &str, plays: &str, cell| Member {
        name: name.into(),
        plays: plays.into(),
        cell,
    };
    Making {
        plan: plan("cong-ddos-deface"),
        name: "cong".to_owned(),
        seed: 7,
        path: folder.join("cong.drill"),
        apart,
        red: RedBy::Script,
        blue: "human",
        teams: vec![
            team("doi-a", "blue", Cell::Blue),
            team("doi-b", "blue", Cell::Blue),
            team("to-chuc", "btc", Cell::White),
        ],
        pace: 60_000,
    }
}

fn opened(folder: &Path, apart: bool) -> Arc<Hall> {
    let hall = making(folder, apart).open(&Phrases::new(Lang::En));
    hall.unwrap_or_else(|trouble| panic!("{trouble:?}"))
}

fn looked<T: Send + 'static>(
    city: &City,
    look: impl FnOnce(&Stacks<'_>) -> T + Send + 'static,
) -> T {
    let (send, receive) = channel();
    city.door.look(Box::new(move |stacks| {
        let _ = send.send(look(stacks));
    }));
    receive.recv_timeout(PATIENCE).expect("the stage answers")
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

/// Announces something from a city; to all, if so.
fn say(hall: &Hall, from: usize, text: &str, all: bool) -> bool {
    hall.order(from, announce(text), all, Box::new(|_| ()))
}

fn announced(drill: &Drill) -> Vec<String> {
    let said = drill.facts().iter().filter_map(|fact| match &fact.kind {
        FactKind::Announced { text } => Some(text.clone()),
        _ => None,
    });
    said.collect()
}

/// The moments of all cities, once none goes on by itself any more.
fn settled(hall: &Hall) -> Vec<Tick> {
    let began = Instant::now();
    loop {
        let all: Vec<Tick> = hall
            .cities()
            .iter()
            .map(|city| looked(city, |s| s.drill.now()))
            .collect();
        if all.windows(2).all(|two| two[0] == two[1]) || began.elapsed() > PATIENCE {
            return all;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn two_cities_keep_one_time_and_the_same_folder_goes_on_with_both() {
    let place = Place::new("two");
    let hall = opened(&place.0, true);
    let names: Vec<&str> = hall.names().iter().map(|name| &**name).collect();
    assert_eq!(names, ["doi-a", "doi-b"]);
    assert!(hall.time().is_paused());
    let [one, two] = hall.cities() else {
        panic!("two teams, two cities")
    };
    let web = |city: &City| {
        let host = plan("cong-ddos-deface").map.host("web-cong");
        city.plan.map.host_name(host.expect("the scenario has it"))
    };
    assert_ne!(web(one), web(two));
    let places = |team, cell| -> Vec<usize> {
        hall.places(team, cell)
            .into_iter()
            .map(|(city, _)| city)
            .collect()
    };
    assert_eq!(places("doi-b", Cell::Blue), [1]);
    assert_eq!(places("to-chuc", Cell::White), [0, 1]);

    // To all: each reads it of its own host. What is of one city stays there.
    assert!(say(&hall, 0, &format!("{}.", web(one)), true));
    assert!(say(&hall, 1, "two", false));
    assert_eq!(
        looked(one, |s| announced(s.drill)),
        [format!("{}.", web(one))]
    );
    let said = looked(two, |s| announced(s.drill));
    assert_eq!(said, [format!("{}.", web(two)), "two".to_owned()]);

    // One clock, whoever sets it.
    two.door.clock(ClockAsk::Pause);
    let began = Instant::now();
    while looked(one, |s| s.drill.now()) < Tick(120) && began.elapsed() < PATIENCE {
        let (a, b) = (
            looked(one, |s| s.drill.now()),
            looked(two, |s| s.drill.now()),
        );
        let apart = a.0.abs_diff(b.0);
        assert!(
            apart <= 60,
            "{a} and {b}: a second at this pace is a minute"
        );
        thread::sleep(Duration::from_millis(20));
    }
    one.door.clock(ClockAsk::Pause);
    assert!(say(&hall, 0, "later", false));
    let at = settled(&hall);
    assert_eq!(at[0], at[1], "they stand at one moment");
    let board = looked(one, |s| s.board.clone());
    let teams: Vec<&str> = board
        .cities
        .iter()
        .flat_map(|(_, rows)| rows.iter())
        .filter(|row| row.cell == Cell::Blue)
        .map(|row| &*row.team)
        .collect();
    assert_eq!(teams, ["doi-a", "doi-b"]);
    let facts = looked(two, |s| s.drill.facts().to_vec());
    for ended in hall.close() {
        let (_, kept) = ended.drill.expect("no panic");
        kept.expect("all is kept");
        assert!(ended.file.is_file());
    }

    goes_on(&place.0, &facts);
}

/// The same folder again.
fn goes_on(folder: &Path, facts: &[Fact]) {
    let again = opened(folder, true);
    assert!(again.time().is_paused());
    let at = settled(&again);
    assert_eq!(
        at[0], at[1],
        "whose last order came earlier goes on to the later one"
    );
    let [one, two] = again.cities() else {
        panic!("the same two")
    };
    let said = looked(one, |s| announced(s.drill));
    assert_eq!(said.last().map(String::as_str), Some("later"));
    let now = looked(two, |s| s.drill.facts().to_vec());
    assert_eq!(
        now[..],
        facts[..now.len()],
        "what was is what happens again"
    );
    again.close();
    let file = folder.join("cong.doi-a.drill");
    let recorded = Recorded::read(&file).expect("a drill");
    assert_ne!(recorded.opening.plan.variant, 0, "it replays from itself");

    // Another roster does not go on with it.
    let mut other = making(folder, true);
    other.teams[0].plays = "btc".into();
    let refused = other.open(&Phrases::new(Lang::En));
    assert!(matches!(refused, Err(Trouble::Said { help: Some(_), .. })));
}

#[test]
fn several_teams_in_one_city_share_it_and_nothing_else() {
    let place = Place::new("one");
    let hall = opened(&place.0, false);
    assert_eq!(hall.cities().len(), 1);
    let a = hall.places("doi-a", Cell::Blue);
    let b = hall.places("doi-b", Cell::Blue);
    assert_eq!((a.len(), b.len()), (1, 1));
    assert_ne!(a[0].1, b[0].1);
    let city = &hall.cities()[0];
    let rows = looked(city, |s| s.board.cities[0].1.clone());
    let blue: Vec<&str> = rows
        .iter()
        .filter(|row| row.cell == Cell::Blue)
        .map(|row| &*row.team)
        .collect();
    assert_eq!(blue, ["doi-a", "doi-b"]);
    let public = looked(city, |s| s.board.public());
    let rows = public.cities.iter().flat_map(|(_, rows)| rows.iter());
    assert!(rows.clone().count() >= 2);
    for row in rows {
        let told = (row.score, row.claims, row.alerts, row.last_order);
        assert_eq!(
            told,
            (None, 0, 0, None),
            "nothing is told before the release"
        );
    }
    hall.close();
}

#[test]
fn the_organisers_look_from_city_to_city_without_leaving() {
    let place = Place::new("about");
    let hall = opened(&place.0, true);
    assert!(hall.is_apart());
    let seating = Seating::of(&hall, "to-chuc", Cell::White, None).expect("it sits everywhere");
    let person = Person {
        team: seating.team(),
        host: true,
        moves: false,
        lang: Lang::En,
        theme: Theme::new(Depth::Sixteen, false),
    };
    let plan = seating.plan().clone();
    let line = Line {
        door: seating.door().clone(),
        bell: Arc::new(|| ()),
        heed: None,
        place: "x".into(),
        hall: Some(seating),
        porter: None,
    };
    let mut there = Seat::<White>::take(&plan, person, line).expect("there is a city");
    for key in ["8", "ctrl-o", "j", "enter"] {
        let press = key.parse().expect("a key");
        there.desk.input(&Input::Press(press), (80, 24));
        assert!(there.carry().is_none());
    }
    let stand = there.desk.stand().expect("it is in a hall");
    assert_eq!((stand.at, there.desk.tab()), (1, 7));
    assert!(Seating::of(&hall, "doi-a", Cell::Blue, Some("doi-b")).is_none());
    // F8 at any desk of the organisers is for all cities.
    let press = "f8".parse().expect("a key");
    there.desk.input(&Input::Press(press), (80, 24));
    assert!(there.carry().is_none());
    let began = Instant::now();
    while hall.time().is_paused() && began.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(5));
    }
    assert!(!hall.time().is_paused());
    for ended in hall.close() {
        assert!(ended.drill.is_some(), "{}", ended.file.display());
    }
}

/// Whether a city's stage keeps an order.
fn keeps(hall: &Hall, city: usize, ask: WhiteAsk) -> bool {
    let (send, receive) = channel();
    let order = Order {
        ask: Ask::White(ask),
        ..announce("")
    };
    hall.order(city, order, false, Box::new(move |n| _ = send.send(n)));
    receive.recv_timeout(PATIENCE).expect("an answer").is_some()
}

/// The city's facts, once it is over.
fn over(city: &City) -> Vec<Fact> {
    let began = Instant::now();
    while !looked(city, |s| s.drill.ended()) && began.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(5));
    }
    looked(city, |s| s.drill.facts().to_vec())
}

#[test]
fn a_city_that_is_over_is_shown_while_others_go_on() {
    let place = Place::new("sealed");
    let hall = opened(&place.0, true);
    assert!(keeps(&hall, 0, WhiteAsk::EndNow));
    let facts = over(&hall.cities()[0]);
    assert!(!looked(&hall.cities()[1], |s| s.drill.ended()));
    hall.close();

    let again = opened(&place.0, true);
    let sealed: Vec<bool> = again.cities().iter().map(|city| city.sealed).collect();
    assert_eq!(sealed, [true, false]);
    assert_eq!(over(&again.cities()[0]), facts, "it stands as it ended");
    let release = || WhiteAsk::Release;
    assert!(!keeps(&again, 0, release()), "its record is sealed");
    assert!(again.time().trouble().is_none(), "nothing is in the way");
    assert!(keeps(&again, 1, WhiteAsk::EndNow));
    over(&again.cities()[1]);
    again.close();

    let refused = making(&place.0, true).open(&Phrases::new(Lang::En));
    assert!(matches!(refused, Err(Trouble::Said { help: Some(_), .. })));
}

/// Runs only as a child of the test below: orders to both cities, and says what is kept.
#[test]
fn a_hall_to_be_killed() {
    let Some(folder) = env::var_os(VICTIM) else {
        return;
    };
    let hall = opened(Path::new(&folder), true);
    let mut out = std::io::stdout();
    hall.cities()[0].door.clock(ClockAsk::Pause);
    let before = looked(&hall.cities()[0], |s| announced(s.drill).len());
    for n in before..10_000 {
        let text = format!("n{n}");
        let only = n % 3;
        if only < 2 {
            say(&hall, only, &text, false);
        } else {
            say(&hall, 0, &text, true);
        }
        if let Some(trouble) = hall.time().trouble() {
            let _ = writeln!(out, "stands {} {trouble}", hall.time().is_paused());
            return;
        }
        for (at, city) in hall.cities().iter().enumerate() {
            let wanted = text.clone();
            if looked(city, move |s| announced(s.drill).contains(&wanted)) {
                let _ = writeln!(out, "kept {at} {text}");
                let _ = out.flush();
            }
        }
    }
}

/// A child of this test that works in this folder, with files no longer than so many blocks.
fn victim(folder: &Path, blocks: Option<u64>) -> Command {
    let own = env::current_exe().expect("this test has a file");
    let args = ["--exact", "hall::tests::a_hall_to_be_killed", "--nocapture"];
    let mut child = match blocks {
        None => Command::new(own),
        // Writing on is then refused, as on a disk that is full, instead of ending the process.
        Some(blocks) => {
            let mut shell = Command::new("sh");
            let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
            shell.arg("-c").arg(script).arg(own);
            shell
        }
    };
    child.args(args).env(VICTIM, folder);
    child.stdout(Stdio::piped()).stderr(Stdio::null());
    child
}

/// The city and the words of a line about an order that is kept.
fn kept(line: &str) -> Option<(usize, String)> {
    let (city, text) = line.split_once("kept ")?.1.split_once(' ')?;
    Some((city.parse().ok()?, text.to_owned()))
}

/// Goes on with a folder: all stand at one moment, and whatever was acknowledged is there.
fn nothing_is_lost(folder: &Path, all: &[(usize, String)], what: &str) {
    let hall = opened(folder, true);
    assert!(hall.time().is_paused());
    let at = settled(&hall);
    assert_eq!(at[0], at[1], "{what}: one moment");
    for (place, city) in hall.cities().iter().enumerate() {
        let said = looked(city, |s| announced(s.drill));
        for (_, text) in all.iter().filter(|(city, _)| *city == place) {
            assert!(
                said.contains(text),
                "{what}: {text} in city {place} is lost"
            );
        }
    }
    hall.close();
}

#[test]
fn a_full_disk_stops_every_city_and_loses_nothing() {
    let place = Place::new("full");
    opened(&place.0, true).close();
    let size = |city: &str| {
        let file = place.0.join(format!("cong.{city}.drill"));
        fs::metadata(file).expect("it was made").len()
    };
    // Room for some orders, in blocks of 512 bytes, as sh counts them.
    let blocks = size("doi-a").max(size("doi-b")) / 512 + 6;
    let child = victim(&place.0, Some(blocks)).output().expect("it runs");
    let said = String::from_utf8_lossy(&child.stdout).into_owned();
    let all: Vec<(usize, String)> = said.lines().filter_map(kept).collect();
    assert!(!all.is_empty(), "{said}");
    assert!(
        said.contains("stands true"),
        "it stands and says so: {said}"
    );
    nothing_is_lost(&place.0, &all, "full");
}

#[test]
fn whatever_was_acknowledged_in_any_city_outlasts_a_kill() {
    let place = Place::new("killed");
    let mut draw = Seed(5).fixed(0, "kill");
    let mut all: Vec<(usize, String)> = Vec::new();
    for round in 0..3 {
        let mut child = victim(&place.0, None).spawn().expect("it starts");
        let lines = BufReader::new(child.stdout.take().expect("it was piped")).lines();
        let mut lines = lines.map_while(Result::ok);
        let said = |line: String| kept(&line);
        // The first kill may come before there is a drill at all.
        let wait = draw.below(40) as usize;
        all.extend(lines.by_ref().filter_map(said).take(wait));
        thread::sleep(Duration::from_micros(draw.below(20_000).into()));
        child.kill().expect("a child can be killed");
        all.extend(lines.filter_map(said));
        child.wait().expect("a killed child ends");

        nothing_is_lost(&place.0, &all, &format!("round {round}"));
    }
    assert!(all.len() > 5, "only {} were acknowledged", all.len());
}
