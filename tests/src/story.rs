//! Stories: pages for people that are run as tests.
//!
//! A page is prose with pairs of fenced blocks. An `orders` block names a scenario and a seed, and
//! says who orders what and when; the `facts` block after it says what must come of it:
//!
//! ````text
//! ```orders
//! scenario: cong-ddos-deface
//! seed: 7
//! 0:05:00 blue act block-address on address:quet-1
//! ```
//! ```facts
//! 0:05 run-asked {"action": "block-address"}
//! 0:05..0:20 address-blocked {"address": "address:quet-1"}
//! never refused {}
//! 0:30 search "class:firewall" finds something
//! ```
//! ````
//!
//! Facts are spelled with names instead of numbers; what stands in braces must be part of one. A
//! minute stands for all its seconds. `until: H:MM` lets a tale go on after its last line.
//! `red: human` opens a drill that people attack, `red: adaptive` one that the adaptive adversary
//! does; `teams: a as blue, b as blue` puts several teams
//! in the place of one. What can be ordered stands in `asks`; what teams
//! may know is asked by `told TEAM KIND {…}` (the team is, at once) and `hidden TEAM KIND {…}` (it
//! came about and the team is not).

use engine::drill::{Drill, RedBy, Setup};
use engine::rehearsal::{BotKind, Bots};
use engine::words::fact::Fact;
use engine::words::name::Name;
use engine::words::order::Order;
use engine::words::time::{HOUR, MINUTE, Tick};
use serde_json::Value;

use crate::scenario::{plan, plan_of, play_on, texts};
use crate::story::asks::asked;
use crate::story::spelled::{holds, kind_of, spelled};

mod asks;
mod spelled;

/// One pair of blocks: what is ordered, and what must come of it.
#[derive(Debug, Default)]
pub struct Tale {
    /// The line at which it begins.
    pub line: usize,
    scenario: String,
    setup: Setup,
    /// Who plays in whose place.
    teams: Vec<(Name, Name)>,
    until: Tick,
    orders: Vec<(Tick, String, String)>,
    expected: Vec<Expected>,
}

/// A line of a `facts` block.
#[derive(Debug)]
struct Expected {
    line: usize,
    window: Option<(Tick, Tick)>,
    /// A team that must know it at once, or must not.
    team: Option<(String, bool)>,
    what: What,
}

/// What such a line asks for.
#[derive(Debug)]
enum What {
    Fact(String, Value),
    Search(String, bool),
}

/// The tales of a page.
///
/// # Errors
///
/// The first line that cannot be read.
pub fn tales(page: &str) -> Result<Vec<Tale>, String> {
    let mut tales: Vec<Tale> = Vec::new();
    let mut block = "";
    for (number, line) in (1..).zip(page.lines()) {
        let line = line.trim();
        if let Some(name) = line.strip_prefix("```") {
            block = name;
            if name == "orders" {
                tales.push(Tale {
                    line: number,
                    ..Tale::default()
                });
            }
            continue;
        }
        let tale = tales.last_mut().filter(|_| !line.is_empty());
        let read = match (block, tale) {
            ("orders", Some(tale)) => order_line(tale, line),
            ("facts", Some(tale)) => fact_line(tale, number, line),
            _ => Some(()),
        };
        read.ok_or_else(|| format!("{number}: cannot be read: {line}"))?;
    }
    Ok(tales)
}

fn order_line(tale: &mut Tale, line: &str) -> Option<()> {
    if let Some(name) = line.strip_prefix("scenario: ") {
        tale.scenario = name.to_owned();
    } else if let Some(seed) = line.strip_prefix("seed: ") {
        tale.setup.seed = seed.parse().ok()?;
    } else if let Some(teams) = line.strip_prefix("teams: ") {
        let like = |one: &str| Some(one.split_once(" as ")?).map(|(a, b)| (a.into(), b.into()));
        tale.teams = teams.split(", ").map(like).collect::<Option<_>>()?;
    } else if line == "red: human" {
        tale.setup.red = RedBy::Human;
    } else if line == "red: adaptive" {
        tale.setup.red = RedBy::Adaptive;
    } else if let Some(until) = line.strip_prefix("until: ") {
        tale.until = moment(until)?.0;
    } else {
        let (at, rest) = line.split_once(' ')?;
        let (team, ask) = rest.trim().split_once(' ')?;
        let at = moment(at)?.0;
        tale.until = tale.until.max(at);
        tale.orders
            .push((at, team.to_owned(), ask.trim().to_owned()));
    }
    Some(())
}

fn fact_line(tale: &mut Tale, number: usize, line: &str) -> Option<()> {
    let (when, rest) = line.split_once(' ')?;
    let window = match (when, when.split_once("..")) {
        ("never", _) => None,
        (_, Some((from, to))) => Some((moment(from)?.0, moment(to)?.1)),
        (_, None) => Some(moment(when)?),
    };
    tale.until = tale.until.max(window.map_or(Tick(0), |(_, to)| to));
    let (rest, team) = match rest.trim().split_once(' ') {
        Some((word @ ("told" | "hidden"), rest)) => {
            let (team, rest) = rest.split_once(' ')?;
            (rest, Some((team.to_owned(), word == "told")))
        }
        _ => (rest, None),
    };
    let (kind, rest) = rest.trim().split_once(' ').unwrap_or((rest.trim(), "{}"));
    let what = if kind == "search" {
        let (query, found) = rest.trim().strip_prefix('"')?.split_once('"')?;
        let something = match found.trim() {
            "finds something" => true,
            "finds nothing" => false,
            _ => return None,
        };
        What::Search(query.to_owned(), something)
    } else {
        What::Fact(kind.to_owned(), serde_json::from_str(rest).ok()?)
    };
    tale.expected.push(Expected {
        line: number,
        window,
        team,
        what,
    });
    Some(())
}

/// The first and the last second that `H:MM` or `H:MM:SS` stands for.
fn moment(text: &str) -> Option<(Tick, Tick)> {
    let parts: Option<Vec<u32>> = text.split(':').map(|part| part.parse().ok()).collect();
    match parts?.as_slice() {
        [h, m] => {
            let at = h * HOUR + m * MINUTE;
            Some((Tick(at), Tick(at + MINUTE - 1)))
        }
        [h, m, s] => {
            let at = Tick(h * HOUR + m * MINUTE + s);
            Some((at, at))
        }
        _ => None,
    }
}

impl Tale {
    /// Plays it, and tells what did not come about, each with its line.
    ///
    /// # Errors
    ///
    /// An order that cannot be read.
    pub fn played(&self) -> Result<Vec<String>, String> {
        let plan = match self.teams.is_empty() {
            true => plan(&self.scenario),
            false => plan_of(&texts(&self.scenario).with_teams(&self.teams)),
        };
        let mut bots = Bots::new(BotKind::None, &plan, self.setup);
        let mut drill = Drill::open(plan, self.setup);
        let mut wrong = Vec::new();
        let mut moments: Vec<(Tick, usize)> = Vec::new();
        let orders = self.orders.iter().enumerate();
        moments.extend(orders.map(|(place, (at, _, _))| (*at, place)));
        let looks = self.expected.iter().enumerate().filter_map(|(place, one)| {
            let search = matches!(one.what, What::Search(..));
            Some((one.window?.0, self.orders.len() + place)).filter(|_| search)
        });
        moments.extend(looks);
        moments.sort_unstable();
        for (at, place) in moments {
            go_on(&mut drill, &mut bots, at);
            if let Some((_, team, ask)) = self.orders.get(place) {
                let ask = asked(ask, team, &drill).ok_or_else(|| format!("not an order: {ask}"))?;
                drill.order(Order {
                    team: team.as_str().into(),
                    place: "story".into(),
                    ask,
                });
                drill.advance(at);
            } else {
                wrong.extend(self.expected[place - self.orders.len()].search(&drill));
            }
        }
        go_on(&mut drill, &mut bots, self.until);
        wrong.extend(self.expected.iter().filter_map(|one| one.fact(&drill)));
        Ok(wrong)
    }
}

/// Goes on to a moment; the adaptive adversary orders on the way, if it attacks.
fn go_on(drill: &mut Drill, bots: &mut Bots, to: Tick) {
    match drill.setup().red {
        RedBy::Adaptive => play_on(drill, bots, to),
        RedBy::Script | RedBy::Human => drill.advance(to),
    }
}

impl Expected {
    fn search(&self, drill: &Drill) -> Option<String> {
        let What::Search(query, something) = &self.what else {
            return None;
        };
        let hits = drill.search(asks::defence(drill), query).len();
        (*something != (hits > 0)).then(|| format!("{}: “{query}” finds {hits}", self.line))
    }

    fn fact(&self, drill: &Drill) -> Option<String> {
        let What::Fact(kind, part) = &self.what else {
            return None;
        };
        let alike: Vec<(&Fact, Value)> = drill
            .facts()
            .iter()
            .map(|fact| (fact, spelled(drill.plan(), drill.map(), &fact.kind)))
            .filter(|(_, said)| kind_of(said) == kind)
            .collect();
        let within = |fact: &Fact| {
            self.window
                .is_none_or(|(from, to)| from <= fact.at && fact.at <= to)
        };
        let fits = |fact: &Fact| match &self.team {
            Some((name, knows)) => drill
                .plan()
                .roster
                .team(name)
                .is_some_and(|team| fact.to.holds(team) == *knows),
            None => true,
        };
        let found = alike
            .iter()
            .any(|(fact, said)| within(fact) && fits(fact) && holds(said.get(kind), part));
        if found == self.window.is_some() {
            return None;
        }
        let said: Vec<String> = alike
            .iter()
            .take(40)
            .map(|(fact, said)| format!("    {} {said}", fact.at))
            .collect();
        let verdict = if found { "came about" } else { "did not come" };
        Some(format!(
            "{}: {kind} {part} {verdict}; of this kind there were {}:\n{}",
            self.line,
            alike.len(),
            said.join("\n")
        ))
    }
}
