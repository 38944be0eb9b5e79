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
//! Orders are `act ACTION on TARGET [via ORG] [from HOST] [c2 ADDRESS] [using ACCOUNT]`,
//! `verify ACTION`, `claim RECORD on TARGET says TECHNIQUE` (a number, `newest`, or `next`: the
//! first number that nothing collected has), `file FORM to ORG with FIELD=TEXT; …`,
//! `order-unblock ADDRESS` and `fire INJECT`.

use engine::drill::Drill;
use engine::words::cell::Cell;
use engine::words::fact::Fact;
use engine::words::name::{Name, RecordId, RunId, TeamId};
use engine::words::order::{Act, Ask, BlueAsk, Claim, Entry, Level, Order, RedAsk, WhiteAsk};
use engine::words::time::{HOUR, MINUTE, Tick};
use serde_json::Value;

use crate::scenario::plan;
use crate::story::spelled::{holds, kind_of, spelled};

mod spelled;

/// One pair of blocks: what is ordered, and what must come of it.
#[derive(Debug, Default)]
pub struct Tale {
    /// The line at which it begins.
    pub line: usize,
    scenario: String,
    seed: u64,
    until: Tick,
    orders: Vec<(Tick, String, String)>,
    expected: Vec<Expected>,
}

/// A line of a `facts` block.
#[derive(Debug)]
struct Expected {
    line: usize,
    window: Option<(Tick, Tick)>,
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
        tale.seed = seed.parse().ok()?;
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
        let mut drill = Drill::open(plan(&self.scenario), self.seed);
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
            drill.advance(at);
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
        drill.advance(self.until);
        wrong.extend(self.expected.iter().filter_map(|one| one.fact(&drill)));
        Ok(wrong)
    }
}

impl Expected {
    fn search(&self, drill: &Drill) -> Option<String> {
        let What::Search(query, something) = &self.what else {
            return None;
        };
        let hits = drill.search(defence(drill), query).len();
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
        let found = alike
            .iter()
            .any(|(fact, said)| within(fact) && holds(said.get(kind), part));
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

/// The ask that these words of a page mean.
fn asked(text: &str, team: &str, drill: &Drill) -> Option<Ask> {
    let (verb, rest) = text.split_once(' ')?;
    Some(match verb {
        "act" if team == "red" => Ask::Red(RedAsk::Act(act(rest)?)),
        "act" => Ask::Blue(BlueAsk::Act(act(rest)?)),
        "verify" => Ask::Blue(BlueAsk::Verify {
            run: latest(drill, rest)?,
        }),
        "claim" => Ask::Blue(BlueAsk::Claim(claim(rest, drill)?)),
        "file" => filed(rest)?,
        "order-unblock" => Ask::White(WhiteAsk::OrderUnblock {
            address: rest.into(),
        }),
        "fire" => Ask::White(WhiteAsk::Fire {
            inject: rest.into(),
        }),
        _ => return None,
    })
}

fn act(text: &str) -> Option<Act> {
    let mut words = text.split_whitespace();
    let mut act = Act {
        action: words.next()?.into(),
        ..Act::default()
    };
    while let Some(word) = words.next() {
        let name: Name = words.next()?.into();
        match word {
            "on" => act.on = name,
            "via" => act.via = name,
            "from" => act.from = name,
            "c2" => act.c2 = name,
            "using" => act.using = name,
            _ => return None,
        }
    }
    Some(act)
}

/// The team whose eyes a page sees records with.
fn defence(drill: &Drill) -> TeamId {
    let first = drill.plan().roster.first(Cell::Blue);
    first.expect("somebody defends")
}

/// The latest run of an action, in the defence's own count.
fn latest(drill: &Drill, name: &str) -> Option<RunId> {
    let wanted = drill.plan().catalogue.action(name.trim())?;
    let runs = drill.blue(defence(drill))?.runs.iter().rev();
    let mut alike = runs.filter(|(_, seen)| seen.action == wanted);
    alike.next().map(|(run, _)| *run)
}

fn claim(text: &str, drill: &Drill) -> Option<Claim> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [record, "on", target, "says", technique] = words.as_slice() else {
        return None;
    };
    let mut all = (1..).map(RecordId::of);
    let cited = match *record {
        "newest" => *drill.search(defence(drill), "").first()?,
        "next" => all.find(|id| drill.record(defence(drill), *id).is_none())?,
        number => RecordId(number.parse().ok()?),
    };
    Some(Claim {
        scope: vec![(*target).into()],
        level: Level::Technique,
        says: vec![(*technique).into()],
        cites: vec![cited],
        note: String::new(),
    })
}

fn filed(text: &str) -> Option<Ask> {
    let (head, fields) = text.split_once(" with ")?;
    let (form, to) = head.split_once(" to ")?;
    let entries: Option<Vec<Entry>> = fields
        .split(';')
        .map(|field| {
            let (field, text) = field.trim().split_once('=')?;
            Some(Entry {
                field: field.into(),
                text: text.to_owned(),
            })
        })
        .collect();
    Some(Ask::Blue(BlueAsk::File {
        form: form.into(),
        to: to.into(),
        entries: entries?,
    }))
}
