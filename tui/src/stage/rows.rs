//! How the teams of one city stand, for the organisers of all.

use std::collections::BTreeSet;

use engine::drill::Drill;
use engine::score::card::score;
use engine::score::mine::facts_of;
use engine::words::cell::Cell;
use engine::words::fact::{Fact, FactKind};
use engine::words::name::TeamId;

use crate::screen::Row;

/// The teams that play, in the order of the roster. The defence is scored against the same seed
/// without a response.
pub fn rows(drill: &Drill, baseline: Option<&[Fact]>) -> Vec<Row> {
    let plan = drill.plan();
    let truth = drill.truth();
    let is_release = |fact: &Fact| matches!(fact.kind, FactKind::Released);
    let released = drill.ended() && drill.facts().iter().rev().any(is_release);
    let defence: BTreeSet<TeamId> = plan.roster.of_cell(Cell::Blue).collect();
    let row = |(place, team): (usize, &engine::team::Team)| {
        let id = TeamId::of(place);
        let plays = matches!(team.cell, Cell::Blue | Cell::Red);
        let seen = truth.teams.get(place).filter(|_| plays)?;
        let scored = baseline.filter(|_| team.cell == Cell::Blue);
        Some(Row {
            team: team.name.clone(),
            cell: team.cell,
            score: scored.map(|baseline| scored_by(drill, baseline, id, &defence)),
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

/// A team's points so far, in thousandths.
pub fn scored_by(
    drill: &Drill,
    baseline: &[Fact],
    team: TeamId,
    defence: &BTreeSet<TeamId>,
) -> i64 {
    let others = defence.iter().copied().filter(|other| *other != team);
    let own = facts_of(drill.facts(), &others.collect());
    let until = baseline.partition_point(|fact| fact.at <= drill.now());
    score(&drill.plan().stakes, &own, &baseline[..until]).total
}
