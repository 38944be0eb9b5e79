//! The six time stamps of each step: when it acted, was recorded, raised an alert, was claimed,
//! reported, contained, and was gone.

use crate::score::card::{Stamp, Stamps};
use crate::score::second::Against;
use crate::score::second::deed::Deed;
use crate::words::fact::Outcome;

/// The stamps of all that the attack tried, in order.
pub fn stamps(against: &Against<'_>) -> Vec<Stamps> {
    let begun = against.f.deeds.iter();
    let mut all: Vec<Stamps> = begun.filter_map(|deed| of(against, deed)).collect();
    all.sort_by_key(|stamps| stamps.began);
    all
}

fn of(against: &Against<'_>, deed: &Deed) -> Option<Stamps> {
    let claimed = deed.claimed();
    let contained = contained(against, deed);
    Some(Stamps {
        about: deed.about.clone(),
        techniques: deed.techniques.clone(),
        tactic: deed.tactic.clone(),
        hosts: deed.hosts.iter().map(|(host, _)| *host).collect(),
        weight: deed.weight,
        deadline: deed.deadline.0,
        began: deed.began?,
        done: deed.done,
        recorded: deed.recorded,
        collected: deed.collected,
        alerted: deed.alerted,
        claimed,
        quality: deed.best().map_or(0, |(hit, _)| hit.quality),
        reported: claimed.and_then(|at| against.f.papers.notice(against.stakes, at.at)),
        contained,
        restored: contained.and_then(|_| restored(against, deed)),
    })
}

/// The first response about what it hit that came off, or that it was given up.
fn contained(against: &Against<'_>, deed: &Deed) -> Option<Stamp> {
    let began = deed.began?;
    let stopped = against
        .f
        .responses(against.stakes)
        .filter_map(|run| match run.ended {
            Some((Outcome::Done, at)) if at.at >= began.at => Some((run, at)),
            _ => None,
        });
    let about = stopped.filter(|(run, _)| against.f.relates(against.stakes, run, deed));
    about.map(|(_, at)| at).chain(deed.blocked).min()
}

/// When the last machine it hit was clean and the last service on one of them served again.
fn restored(against: &Against<'_>, deed: &Deed) -> Option<Stamp> {
    let (town, stakes) = (&against.f.town, against.stakes);
    let began = deed.began?;
    let mut last = None;
    for (host, _) in &deed.hosts {
        let holds = town.holds.get(host).into_iter().flatten();
        for hold in holds.filter(|hold| hold.to.is_none_or(|(to, _)| to.at >= began.at)) {
            last = last.max(Some(hold.to?.0));
        }
        for service in stakes.city.services_on(*host) {
            let outages = town.services[service.at()].outages.iter();
            for outage in outages.filter(|o| o.to.is_none_or(|(to, _)| to.at >= began.at)) {
                last = last.max(Some(outage.to?.0));
            }
        }
    }
    last
}
