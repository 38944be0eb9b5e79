//! Who asked what: a time line for each place in each team, from the orders of the record.

use crate::report::heard::Hearing;
use crate::report::{Sources, word};
use crate::words::cell::Cell;
use crate::words::fact::{Cause, FactKind};
use crate::words::name::OrderId;
use crate::words::order::{Ask, JuryAsk, WhiteAsk};
use crate::words::text::Text;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The place in which the program orders what follows by itself, as the release at the end.
pub const PROGRAM: &str = "stage";

/// One order, and what came of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Doing {
    /// Its number among the orders the reader may know of.
    pub order: u32,
    /// Seconds since STARTEX.
    pub at: u32,
    /// What was asked: `act`, `triage`, `claim` …
    pub asked: String,
    /// Whether it was refused.
    pub refused: bool,
    /// Facts that came of it at once.
    pub facts: Vec<u32>,
}

/// A person's place in a team, and all they asked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Person {
    pub team: String,
    pub cell: String,
    /// The place as orders name it; `bot` where a bot played.
    pub place: String,
    pub title: Option<Text>,
    pub orders: u32,
    pub refused: u32,
    /// How often each kind of thing was asked.
    pub asked: BTreeMap<String, u32>,
    /// The longest stretch between two orders, in seconds.
    pub quiet: u32,
    pub doings: Vec<Doing>,
}

pub(super) fn people(hearing: &Hearing, sources: &Sources<'_>) -> Vec<Person> {
    let mut came: BTreeMap<OrderId, (Vec<u32>, bool)> = BTreeMap::new();
    for heard in &hearing.all {
        if let Cause::Order(order) = heard.cause {
            let (facts, refused) = came.entry(order).or_default();
            facts.push(heard.number);
            *refused |= matches!(heard.kind, FactKind::Refused { .. });
        }
    }
    let mut people: BTreeMap<(String, String), Person> = BTreeMap::new();
    // A team counts its own orders from 1, the organisers count all of them from 0.
    let mut own = 0;
    for (place, (at, order)) in sources.orders.iter().enumerate() {
        let roster = &sources.plan.roster;
        let Some(team) = roster.team(&order.team).filter(|team| hearing.is(*team)) else {
            continue;
        };
        own += 1;
        // Who does nothing but let time pass has no time line, nor has the program itself.
        if matches!(order.ask, Ask::White(WhiteAsk::Clock { .. })) || *order.place == *PROGRAM {
            continue;
        }
        let number = if hearing.team.is_some() {
            OrderId(own)
        } else {
            OrderId::of(place)
        };
        let cell = roster
            .teams
            .get(team.at())
            .map_or(Cell::Observer, |t| t.cell);
        let member = roster.teams.get(team.at());
        let member = member.and_then(|t| t.staff.iter().find(|m| m.name == order.place));
        let person = people
            .entry((order.team.to_string(), order.place.to_string()))
            .or_insert_with(|| Person {
                team: order.team.to_string(),
                cell: word(&cell),
                place: order.place.to_string(),
                title: member.map(|member| member.title.clone()),
                orders: 0,
                refused: 0,
                asked: BTreeMap::new(),
                quiet: 0,
                doings: Vec::new(),
            });
        let (facts, refused) = came.get(&number).cloned().unwrap_or_default();
        person.take(Doing {
            order: number.0,
            at: at.0,
            asked: asked(&order.ask),
            refused,
            facts,
        });
    }
    people.into_values().collect()
}

impl Person {
    fn take(&mut self, doing: Doing) {
        if let Some(last) = self.doings.last() {
            self.quiet = self.quiet.max(doing.at.saturating_sub(last.at));
        }
        self.orders += 1;
        self.refused += u32::from(doing.refused);
        if !doing.refused {
            *self.asked.entry(doing.asked.clone()).or_default() += 1;
        }
        self.doings.push(doing);
    }
}

fn asked(ask: &Ask) -> String {
    match ask {
        Ask::Blue(ask) => word(ask),
        Ask::Red(ask) => word(ask),
        Ask::White(ask) => word(ask),
        // The defence's `rule` is about rules of detection.
        Ask::Jury(JuryAsk::Rule { .. }) => "ruling".to_owned(),
        Ask::Jury(ask) => word(ask),
    }
}
