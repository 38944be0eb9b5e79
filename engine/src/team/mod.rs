//! Teams: who plays which part, for which organisation, and with which people.

mod bounds;

pub use bounds::Bounds;

use crate::city::map::Map;
use crate::words::cell::{Audience, Cell, TEAM_LIMIT};
use crate::words::check::{Check, Names};
use crate::words::fault::FaultKind;
use crate::words::known::Numbered;
use crate::words::name::{Name, OrgId, RunId, TeamId};
use crate::words::text::Text;
use crate::words::time::{DAY, MINUTE, Tick};
use crate::words::written::At;
use bevy_ecs::prelude::Component;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;

// ── Written ──

/// One of a team's staff.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffWritten {
    /// Their place's name: never a person's.
    pub name: At<String>,
    /// What they are called.
    pub title: Text,
    /// How skilled, per mille.
    #[schemars(range(max = 1000))]
    pub skill: Option<u16>,
    /// When they are on duty, `07:00-19:00`; always if absent.
    #[schemars(
        regex(pattern = r"^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$"),
        example = "07:00-19:00"
    )]
    pub shift: Option<At<String>>,
}

/// A team.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamWritten {
    /// Its name.
    pub name: At<String>,
    /// The part it plays.
    pub cell: Cell,
    /// The organisation it acts for.
    pub org: Option<At<String>>,
    /// What an attack team may not touch: hosts, zones, bodies, `zone:z8`.
    #[serde(default)]
    pub out_of_bounds: Vec<At<String>>,
    /// Its people, as far as actions need them.
    #[serde(default)]
    pub staff: Vec<StaffWritten>,
}

// ── the plan ──

/// One of a team's staff.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Member {
    pub name: Name,
    pub title: Text,
    pub skill: u16,
    /// Minutes of the day from and to; the second may be the smaller one.
    pub shift: Option<(u32, u32)>,
}

/// A team.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as written, checked")]
pub struct Team {
    pub name: Name,
    pub cell: Cell,
    pub org: Option<OrgId>,
    pub bounds: Bounds,
    pub staff: Vec<Member>,
}

/// The minutes of the day in which offices are open, by the clock of the drill.
pub const OFFICE: Range<u32> = 8 * 60..17 * 60;

/// All teams.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// In the order written.
    pub teams: Vec<Team>,
    /// Their names.
    pub names: Names,
    /// The minute of the day at which the drill starts.
    pub starts_minute: u32,
}

/// The names of the objectives that teams are rated by.
#[derive(Clone, Debug, Default)]
pub struct Aims(pub std::collections::BTreeSet<Name>);

impl Roster {
    /// Checks the teams of a scenario.
    pub fn check(written: &[TeamWritten], starts_minute: u32, map: &Map, c: &mut Check) -> Self {
        let mut roster = Self {
            starts_minute,
            ..Self::default()
        };
        let is_part = c.lost.touches(&c.file, &["teams"]);
        for team in written {
            roster.names.put(&team.name, roster.teams.len(), c);
            let org = team
                .org
                .as_ref()
                .and_then(|o| map.names.orgs.find(o, "org", c))
                .map(OrgId::of);
            if team.cell == Cell::Blue && team.org.is_none() && !is_part {
                c.fault(
                    &team.name,
                    FaultKind::MissingKey {
                        key: "org".into(),
                        at: team.name.to_string(),
                    },
                );
            }
            let member = |m: &StaffWritten| Member {
                name: m.name.as_str().into(),
                title: m.title.clone(),
                skill: m.skill.unwrap_or(700),
                shift: m.shift.as_ref().and_then(|s| parse_shift(s)),
            };
            roster.teams.push(Team {
                name: team.name.as_str().into(),
                cell: team.cell,
                org,
                bounds: Bounds::check(&team.out_of_bounds, map, c),
                staff: team.staff.iter().map(member).collect(),
            });
        }
        if written.len() > TEAM_LIMIT {
            let (found, limit) = (written.len() as u64, TEAM_LIMIT as u64);
            c.fault_of_file(FaultKind::TooMany {
                what: "teams",
                found,
                limit,
            });
        }
        for cell in [Cell::Blue, Cell::Red] {
            if !is_part && !written.iter().any(|t| t.cell == cell) {
                let code = if cell == Cell::Blue {
                    "no-blue-team"
                } else {
                    "no-red-team"
                };
                let args = Vec::new();
                c.fault_of_file(FaultKind::Other { code, args });
            }
        }
        roster
    }

    /// The teams of a cell, as those who may know something at once.
    pub fn audience(&self, cell: Cell) -> Audience {
        let teams = self.of_cell(cell).map(Audience::team);
        teams.fold(Audience::HOTWASH, Audience::and)
    }

    /// The defence teams that share the city with this one; nobody but a defence team has any.
    pub fn beside(&self, team: TeamId) -> BTreeSet<TeamId> {
        let mut defence: BTreeSet<TeamId> = self.of_cell(Cell::Blue).collect();
        if !defence.remove(&team) {
            defence.clear();
        }
        defence
    }

    /// The teams of a cell.
    pub fn of_cell(&self, cell: Cell) -> impl Iterator<Item = TeamId> + '_ {
        let of = move |(i, t): (usize, &Team)| (t.cell == cell).then(|| TeamId::of(i));
        self.teams.iter().enumerate().filter_map(of)
    }

    /// The body that defends the city: that of the first defence team.
    pub fn defence(&self) -> Option<OrgId> {
        self.teams.get(self.first(Cell::Blue)?.at())?.org
    }

    /// The first team of a cell.
    pub fn first(&self, cell: Cell) -> Option<TeamId> {
        self.of_cell(cell).next()
    }

    /// The team of a name.
    pub fn team(&self, name: &str) -> Option<TeamId> {
        self.names.get(name).map(TeamId::of)
    }

    /// The minute of the day at this moment.
    pub fn minute_of_day(&self, at: Tick) -> u32 {
        (self.starts_minute + at.0 / MINUTE) % (DAY / MINUTE)
    }
}

fn parse_shift(text: &str) -> Option<(u32, u32)> {
    let minute = |t: &str| {
        let (h, m) = t.split_once(':')?;
        Some(h.parse::<u32>().ok()? * 60 + m.parse::<u32>().ok()?)
    };
    let (from, to) = text.split_once('-')?;
    Some((minute(from)?, minute(to)?))
}

// ── Lives ──

/// Which of a team's staff are busy, and with what.
#[derive(Component, Clone, Debug, Default)]
pub struct Staff {
    busy: Vec<Option<RunId>>,
}

impl Numbered for Staff {
    type Id = TeamId;

    fn place(id: TeamId) -> usize {
        id.at()
    }
}

impl Staff {
    /// All of a team's staff, free.
    pub fn of(team: &Team) -> Self {
        Self {
            busy: vec![None; team.staff.len()],
        }
    }

    /// Binds so many of those on duty to a run; false, and nobody bound, if there are too few free.
    /// A team without staff written is never short of it.
    pub fn bind(&mut self, run: RunId, want: u16, team: &Team, minute: u32) -> bool {
        if team.staff.is_empty() {
            return true;
        }
        let bound: Vec<usize> = self.ready(team, minute).take(want.into()).collect();
        let enough = bound.len() == usize::from(want).min(team.staff.len());
        if enough {
            bound.into_iter().for_each(|i| self.busy[i] = Some(run));
        }
        enough
    }

    /// How many are free and on duty at this minute of the day.
    pub fn free_on_duty(&self, team: &Team, minute: u32) -> usize {
        self.ready(team, minute).count()
    }

    /// The places of those who are free and on duty.
    fn ready<'a>(&'a self, team: &'a Team, minute: u32) -> impl Iterator<Item = usize> + 'a {
        let on_duty = move |m: &Member| {
            m.shift.is_none_or(|(from, to)| {
                if from <= to {
                    (from..to).contains(&minute)
                } else {
                    minute >= from || minute < to
                }
            })
        };
        let all = self.busy.iter().zip(&team.staff).enumerate();
        all.filter(move |(_, (busy, member))| busy.is_none() && on_duty(member))
            .map(|(i, _)| i)
    }

    /// Frees those bound to a run.
    pub fn free(&mut self, run: RunId) {
        self.busy
            .iter_mut()
            .filter(|b| **b == Some(run))
            .for_each(|b| *b = None);
    }

    /// How many are busy.
    pub fn busy(&self) -> usize {
        self.busy.iter().filter(|b| b.is_some()).count()
    }
}
