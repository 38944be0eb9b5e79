//! The facts as the reader of a report may know them.

use crate::city::funnel::When;
use crate::report::{Moment, Reader, Sources, word};
use crate::score::mine::facts_of;
use crate::view::told::Telling;
use crate::words::cell::{Audience, Cell};
use crate::words::fact::{Cause, FactKind};
use crate::words::name::{FactId, OrderId, RunId, TeamId};
use crate::words::own::runs_of_teams;
use crate::words::time::Tick;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A fact as the reader may know it.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Its number among what the reader may know.
    pub number: u32,
    /// When it happened.
    pub at: Tick,
    /// Why, as far as the reader may know.
    pub cause: Cause,
    /// Whether it is withheld from the teams until the release.
    pub late: bool,
    /// What.
    pub kind: FactKind,
}

impl Heard {
    /// When it happened, and its number; as folds over what a team was told take it.
    #[must_use]
    pub const fn when(&self) -> When {
        When {
            at: self.at,
            fact: FactId(self.number),
        }
    }

    /// When it happened, and its number.
    #[must_use]
    pub const fn moment(&self) -> Moment {
        Moment {
            at: self.at.0,
            fact: self.number,
        }
    }
}

/// All that the reader may know.
#[derive(Clone, Debug)]
pub struct Hearing {
    /// The facts, in the order in which they happened.
    pub all: Vec<Heard>,
    /// Whose papers these are; the organisers' if nobody's.
    pub team: Option<(TeamId, Cell)>,
    /// Whether nothing is hidden from the reader.
    pub open: bool,
    numbers: BTreeMap<FactId, u32>,
    /// For who reads of all teams: the number that its team gives each run.
    runs: BTreeMap<RunId, (TeamId, u32)>,
}

impl Hearing {
    /// What this reader may know of a drill.
    #[must_use]
    pub fn of(sources: &Sources<'_>, reader: Reader) -> Self {
        match reader {
            Reader::Organiser => Self::whole(sources),
            Reader::Team(team) => {
                let teams = &sources.plan.roster.teams;
                let cell = teams.get(team.at()).map_or(Cell::Observer, |t| t.cell);
                Self::told(sources, team, Telling::team(team, cell), cell)
            }
            Reader::Observer => {
                // No team has so many before it.
                let nobody = TeamId::of(sources.plan.roster.teams.len());
                Self::told(sources, nobody, Telling::public(), Cell::Observer)
            }
        }
    }

    fn whole(sources: &Sources<'_>) -> Self {
        let all = sources.facts.iter().map(|fact| Heard {
            number: fact.id.0,
            at: fact.at,
            cause: fact.cause,
            late: fact.to == Audience::HOTWASH,
            kind: fact.kind.clone(),
        });
        Self {
            all: all.collect(),
            team: None,
            open: true,
            numbers: sources.facts.iter().map(|f| (f.id, f.id.0)).collect(),
            runs: runs_of_teams(sources.facts.iter().map(|fact| &fact.kind)),
        }
    }

    fn told(sources: &Sources<'_>, team: TeamId, mut telling: Telling, cell: Cell) -> Self {
        let teams = &sources.plan.roster.teams;
        let name = teams.get(team.at()).map(|t| &t.name);
        for (place, (_, order)) in sources.orders.iter().enumerate() {
            if Some(&order.team) == name {
                telling.ordered(OrderId::of(place));
            }
        }
        let mut all: Vec<Heard> = telling
            .go_on(sources.facts)
            .into_iter()
            .map(|told| Heard {
                number: told.number.0,
                at: told.at,
                cause: told.cause,
                late: told.late,
                kind: told.kind,
            })
            .collect();
        // What was released at the end is told last and happened before.
        all.sort_by_key(|heard| heard.at);
        // A release opens the drill to everybody; its papers are still those of one team.
        let others = sources.plan.roster.beside(team);
        let own = facts_of(sources.facts, &others);
        let number = |fact: FactId| Some((fact, telling.number_of(fact)?.0));
        let numbers: BTreeMap<_, _> = own.iter().filter_map(|f| number(f.id)).collect();
        if !others.is_empty() {
            let kept: BTreeSet<u32> = numbers.values().copied().collect();
            all.retain(|heard| kept.contains(&heard.number));
        }
        Self {
            all,
            team: Some((team, cell)),
            open: telling.is_open(),
            numbers,
            runs: BTreeMap::new(),
        }
    }

    /// The reader's number for a fact of the engine.
    #[must_use]
    pub fn number(&self, fact: FactId) -> Option<u32> {
        self.numbers.get(&fact).copied()
    }

    /// A number counted from 1: a team counts its own so, the record counts from 0.
    #[must_use]
    pub fn counted(&self, number: u32) -> u32 {
        number + u32::from(self.team.is_none())
    }

    /// The number of a run as the team counts it whose it is.
    #[must_use]
    pub fn run(&self, run: RunId) -> u32 {
        let own = self.runs.get(&run);
        own.map_or_else(|| self.counted(run.0), |(_, number)| *number)
    }

    /// Whether the reader may know of another team's doings as of its own.
    #[must_use]
    pub fn is(&self, team: TeamId) -> bool {
        self.team.is_none_or(|(own, _)| own == team)
    }

    /// All facts as rows.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let entry = |heard: &Heard| Entry {
            number: heard.number,
            at: heard.at.0,
            late: heard.late,
            is: word(&heard.kind),
            cause: heard.cause,
            kind: heard.kind.clone(),
        };
        self.all.iter().map(entry).collect()
    }
}

/// A row of the appendix: one fact.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Entry {
    /// Its number: what rows and score lines name it by.
    pub number: u32,
    /// Seconds since STARTEX.
    pub at: u32,
    /// Whether teams are told only at the release.
    pub late: bool,
    /// What kind of fact it is.
    pub is: String,
    /// Why it came about.
    #[schemars(with = "serde_json::Value")]
    pub cause: Cause,
    /// The fact itself, as the record has it.
    #[schemars(with = "serde_json::Value")]
    pub kind: FactKind,
}
