//! How the teams of one city stand, for the organisers of all.

use engine::drill::Drill;
use engine::words::cell::Cell;
use engine::words::fact::{Fact, FactKind};
use engine::words::name::TeamId;

use crate::screen::{Row, scored};

/// The teams that play, in the order of the roster. The defence is scored against the same seed
/// without a response.
pub fn rows(drill: &Drill, baseline: Option<&[Fact]>) -> Vec<Row> {
    let plan = drill.plan();
    let truth = drill.truth();
    let is_release = |fact: &Fact| matches!(fact.kind, FactKind::Released);
    let released = drill.ended() && drill.facts().iter().rev().any(is_release);
    let row = |(place, team): (usize, &engine::team::Team)| {
        let id = TeamId::of(place);
        let plays = matches!(team.cell, Cell::Blue | Cell::Red);
        let seen = truth.teams.get(place).filter(|_| plays)?;
        let against = baseline.filter(|_| team.cell == Cell::Blue);
        Some(Row {
            team: team.name.clone(),
            cell: team.cell,
            score: against.map(|against| scored(drill, against, Some(id)).total),
            under_way: seen.under_way,
            alerts: seen.alerts_open,
            claims: seen.claims,
            refused: seen.refused,
            last_order: seen.last_order,
            now: drill.now(),
            released,
        })
    };
    let teams = plan.roster.teams.iter().enumerate();
    teams.filter_map(row).collect()
}
