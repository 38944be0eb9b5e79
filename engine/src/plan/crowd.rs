//! Several teams in the place of one: a scenario's defence, or its attack, played by as many teams
//! as the roster has, in one city.
//!
//! `teams.yml` beside the scenario's files says who: each team is *like* one of the scenario. The
//! first takes its place, the others come after all, so that no number of the plan moves. Each has
//! staff, a view, claims and cases of its own; injects go to each of them, and each has its duties
//! for itself. The file is among the plan's texts, so a recorded drill is replayed from itself.

use crate::plan::reader::Reader;
use crate::script::duty::Papers;
use crate::script::msel::Msel;
use crate::script::trigger::Trigger;
use crate::team::{Roster, TeamWritten};
use crate::words::cell::Cell;
use crate::words::fault::FaultKind;
use crate::words::name::{InjectId, Name, TeamId};
use crate::words::written::At;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The file that says who plays in whose place.
pub(super) const FILE: &str = "teams.yml";

/// A team that plays as one of the scenario's does.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LikeWritten {
    /// Its name.
    pub name: At<String>,
    /// The team of the scenario in whose place it plays.
    pub like: At<String>,
}

/// `teams.yml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CrowdWritten {
    /// The teams.
    #[schemars(length(max = 32))]
    pub teams: Vec<LikeWritten>,
}

/// Who plays in whose place, by the name of the scenario's team.
#[derive(Default)]
pub(super) struct Crowd(BTreeMap<String, Vec<String>>);

impl Crowd {
    /// Puts the teams in place of those they are like.
    pub(super) fn seat(teams: &mut Vec<TeamWritten>, r: &mut Reader) -> Self {
        let written: CrowdWritten = r.may(FILE).unwrap_or_default();
        let mut crowd = Self::default();
        let mut more = Vec::new();
        for one in &written.teams {
            let Some(place) = teams.iter().position(|team| *team.name == *one.like) else {
                let known: Vec<String> = teams.iter().map(|team| team.name.to_string()).collect();
                let mut c = r.check(FILE);
                c.unknown(&one.like, "team", known.iter().map(String::as_str));
                continue;
            };
            if !matches!(teams[place].cell, Cell::Blue | Cell::Red) {
                let (found, shape) = (one.like.to_string(), "cell: blue, cell: red");
                let mut c = r.check(FILE);
                c.fault(&one.like, FaultKind::BadText { found, shape });
                continue;
            }
            let mut team = teams[place].clone();
            team.name = one.name.clone();
            more.push((place, team));
            crowd
                .0
                .entry(one.like.to_string())
                .or_default()
                .push(one.name.to_string());
        }
        let mut taken = Vec::new();
        for (place, team) in more {
            if taken.contains(&place) {
                teams.push(team);
            } else {
                taken.push(place);
                teams[place] = team;
            }
        }
        crowd
    }

    /// Lets the scenario's own names stand for the first team in their place.
    pub(super) fn name(&self, roster: &mut Roster) {
        for (like, names) in &self.0 {
            let first = names.first().and_then(|name| roster.names.get(name));
            if let (Some(first), None) = (first, roster.names.get(like)) {
                roster.names.put_own(like, first);
            }
        }
    }

    /// The teams that play beside this one in the same place.
    fn beside(&self, team: TeamId, roster: &Roster) -> Vec<TeamId> {
        // Where a team could not be read, there is a name that stands for none.
        let Some(team) = roster.teams.get(team.at()) else {
            return Vec::new();
        };
        let name = &*team.name;
        let of = |names: &&Vec<String>| names.first().is_some_and(|first| first == name);
        let names = self.0.values().find(of);
        let rest = names.into_iter().flat_map(|names| names.iter().skip(1));
        rest.filter_map(|name| roster.team(name)).collect()
    }

    /// Sends every inject of a team to those in its place too. What it does to the city it does
    /// once.
    pub(super) fn injects(&self, msel: &mut Msel, roster: &Roster) {
        let written = msel.injects.len();
        for i in 0..written {
            for team in self.beside(msel.injects[i].to, roster) {
                let mut inject = msel.injects[i].clone();
                inject.name = own_name(&inject.name, team, roster);
                inject.to = team;
                inject.effects.clear();
                msel.names.put_own(&inject.name, msel.injects.len());
                msel.injects.push(inject);
            }
        }
        for i in written..msel.injects.len() {
            let inject = &msel.injects[i];
            let own = inject
                .on
                .as_ref()
                .and_then(|on| own_trigger(on, inject.to, msel, roster));
            if let Some(own) = own {
                msel.injects[i].on = Some(own);
            }
        }
    }

    /// Gives every team of the defence its duties for itself.
    pub(super) fn duties(&self, papers: &mut Papers, msel: &Msel, roster: &Roster) {
        let Some(first) = roster.first(Cell::Blue) else {
            return;
        };
        let beside = self.beside(first, roster);
        if beside.is_empty() {
            return;
        }
        for i in 0..papers.duties.len() {
            papers.duties[i].whose = Some(first);
            for team in &beside {
                let mut duty = papers.duties[i].clone();
                duty.name = own_name(&duty.name, *team, roster);
                duty.whose = Some(*team);
                if let Some(own) = own_trigger(&duty.starts, *team, msel, roster) {
                    duty.starts = own;
                }
                papers.duty_names.put_own(&duty.name, papers.duties.len());
                papers.duties.push(duty);
            }
        }
    }
}

/// What waits for an inject, or for an answer to one, waits for the team's own.
fn own_trigger(on: &Trigger, team: TeamId, msel: &Msel, roster: &Roster) -> Option<Trigger> {
    let own = |inject: InjectId| {
        let name = own_name(&msel.injects.get(inject.at())?.name, team, roster);
        msel.names.get(&name).map(InjectId::of)
    };
    match on {
        Trigger::Inject(inject) => own(*inject).map(Trigger::Inject),
        Trigger::Answered(inject, choice) => {
            own(*inject).map(|own| Trigger::Answered(own, choice.clone()))
        }
        _ => None,
    }
}

/// What an inject or a duty of the plan is called for one more team.
fn own_name(name: &Name, team: TeamId, roster: &Roster) -> Name {
    format!("{name}@{}", roster.teams[team.at()].name).into()
}

impl super::Texts {
    /// These texts with teams in the place of the scenario's: `(name, like)`, in the order of the
    /// roster. Names are names as authors write them.
    #[must_use]
    pub fn with_teams(&self, teams: &[(Name, Name)]) -> Self {
        let mut texts = self.clone();
        let mut file = String::from("teams:\n");
        for (name, like) in teams {
            let _ = writeln!(file, "  - {{name: '{name}', like: '{like}'}}");
        }
        texts.0.insert(FILE.to_owned(), file.into_bytes());
        texts
    }
}
